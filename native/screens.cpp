#include "native.h"
#include <algorithm>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>
#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>

namespace {

struct Hit {
  int kind, x, y, w, h;
  double score;
};

// Haar cascades (Viola and Jones 2001, OpenCV's trained files) and the HOG pedestrian detector (Dalal and Triggs 2005, OpenCV's weights).
struct Screen {
  cv::CascadeClassifier frontal, profile, upper, full;
  cv::HOGDescriptor hog;
  std::mutex door;
};

void cascade(cv::CascadeClassifier &detector, const cv::Mat &grey, int kind, int smallest, std::vector<Hit> &hits, bool mirrored) {
  cv::Mat picture = grey;
  if (mirrored) cv::flip(grey, picture, 1);
  std::vector<cv::Rect> boxes;
  std::vector<int> counts;
  detector.detectMultiScale(picture, boxes, counts, 1.15, 3, 0, cv::Size(smallest, smallest));
  for (size_t i = 0; i < boxes.size(); i++) {
    const int x = mirrored ? grey.cols - boxes[i].x - boxes[i].width : boxes[i].x;
    // in pixels of the larger picture that the outlines are sought in
    hits.push_back({kind, x * 3 / 2, boxes[i].y * 3 / 2, boxes[i].width * 3 / 2, boxes[i].height * 3 / 2, double(counts[i])});
  }
}

} // namespace

// Loads the detectors from a folder of cascades; null where one is missing.
ANSWERPRINT_API void *answerprint_screen_open(const char *folder) {
  try {
    auto screen = std::make_unique<Screen>();
    const std::string at(folder);
    if (!screen->frontal.load(at + "/haarcascade_frontalface_alt2.xml") || !screen->profile.load(at + "/haarcascade_profileface.xml") ||
        !screen->upper.load(at + "/haarcascade_upperbody.xml") || !screen->full.load(at + "/haarcascade_fullbody.xml"))
      return nullptr;
    screen->hog.setSVMDetector(cv::HOGDescriptor::getDefaultPeopleDetector());
    return screen.release();
  } catch (...) {
    return nullptr;
  }
}

ANSWERPRINT_API void answerprint_screen_close(void *handle) { delete static_cast<Screen *>(handle); }

// One grey 8-bit picture. Each hit is six doubles: kind (0 face, 1 profile, 2 upper body, 3 body, 4 figure), x, y, w, h in the picture's pixels, score.
// Returns how many hits there are, sorted; at most `most` are written.
ANSWERPRINT_API int answerprint_screen_frame(void *handle, const unsigned char *pixels, int width, int height, int analysed, double *out, int most) {
  return guarded([&] {
    auto &screen = *static_cast<Screen *>(handle);
    std::lock_guard<std::mutex> held(screen.door);
    const cv::Mat given(height, width, CV_8UC1, const_cast<unsigned char *>(pixels));
    const double scale = double(analysed) / width;
    cv::Mat grey;
    cv::resize(given, grey, cv::Size(analysed, std::max(1, int(height * scale + .5))), 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    std::vector<Hit> hits;
    // HOG wants the picture as it is, the cascades want it evened out
    if (grey.cols >= 64 && grey.rows >= 128) {
      std::vector<cv::Rect> boxes;
      std::vector<double> weights;
      screen.hog.detectMultiScale(grey, boxes, weights, 0, cv::Size(8, 8), cv::Size(16, 16), 1.05, 2);
      for (size_t i = 0; i < boxes.size(); i++) hits.push_back({4, boxes[i].x, boxes[i].y, boxes[i].width, boxes[i].height, weights[i]});
    }
    // two thirds of that is enough for them, and half the time
    cv::resize(grey, grey, cv::Size(std::max(1, grey.cols * 2 / 3), std::max(1, grey.rows * 2 / 3)), 0, 0, cv::INTER_AREA);
    cv::equalizeHist(grey, grey);
    cascade(screen.frontal, grey, 0, 20, hits, false);
    cascade(screen.profile, grey, 1, 20, hits, false);
    cascade(screen.profile, grey, 1, 20, hits, true);
    cascade(screen.upper, grey, 2, 22, hits, false);
    cascade(screen.full, grey, 3, 28, hits, false);
    std::sort(hits.begin(), hits.end(), [](const Hit &a, const Hit &b) {
      return std::tie(a.kind, a.y, a.x, a.w, a.h, a.score) < std::tie(b.kind, b.y, b.x, b.w, b.h, b.score);
    });
    for (size_t i = 0; i < hits.size() && int(i) < most; i++) {
      const auto &hit = hits[i];
      const double values[6] = {double(hit.kind), hit.x / scale, hit.y / scale, hit.w / scale, hit.h / scale, hit.score};
      std::copy(values, values + 6, out + 6 * i);
    }
    return int(hits.size());
  });
}
