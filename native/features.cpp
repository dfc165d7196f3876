// SIFT features (Lowe 2004) of one picture, and the motion of one plane between two such sets: ratio test, MAGSAC++ (Barath et al. 2020)
// as in OpenCV's USAC. Two calls, so that a picture that many others are held against is looked at once.
#include "native.h"
#include "opencv.h"
#include <algorithm>
#include <cstring>
#include <opencv2/calib3d.hpp>
#include <opencv2/features2d.hpp>
#include <vector>

namespace {
constexpr int kDescriptor = 128;
}

// Features where the mask is not 0. points: x, y pairs, room for `most`; descriptors: 128 floats each. Returns how many there are.
ANSWERPRINT_API int answerprint_features(const unsigned char *picture, const unsigned char *mask, int width, int height, int most, float *points,
                                         float *descriptors) {
  return guarded([&] {
    answerprint::single_thread();
    if (answerprint::bad_size(width, height) || most < 4) return -3;
    std::vector<cv::KeyPoint> found;
    cv::Mat described;
    const cv::Mat allowed = mask ? cv::Mat(height, width, CV_8U, const_cast<unsigned char *>(mask)) : cv::Mat();
    cv::SIFT::create(most)->detectAndCompute(answerprint::luma(picture, width, height), allowed, found, described);
    const int count = std::min<int>(static_cast<int>(found.size()), most);
    for (int i = 0; i < count; i++) {
      points[2 * i] = found[i].pt.x;
      points[2 * i + 1] = found[i].pt.y;
      std::memcpy(descriptors + static_cast<size_t>(i) * kDescriptor, described.ptr<float>(i), kDescriptor * sizeof(float));
    }
    return count;
  });
}

// Row-major 3×3 homography from points of a to points of b. *inliers is 0 where none was found (not a failure).
ANSWERPRINT_API int answerprint_plane(const float *points_a, const float *descriptors_a, int count_a, const float *points_b, const float *descriptors_b,
                                      int count_b, double ratio, double threshold, double *homography, int *inliers) {
  return guarded([&] {
    answerprint::single_thread();
    *inliers = 0;
    if (count_a < 12 || count_b < 12) return 0;
    const cv::Mat a(count_a, kDescriptor, CV_32F, const_cast<float *>(descriptors_a));
    const cv::Mat b(count_b, kDescriptor, CV_32F, const_cast<float *>(descriptors_b));
    std::vector<std::vector<cv::DMatch>> pairs;
    cv::BFMatcher(cv::NORM_L2).knnMatch(a, b, pairs, 2);
    std::vector<cv::Point2f> p, q;
    for (const auto &pair : pairs) {
      if (pair.size() != 2 || pair[0].distance >= ratio * pair[1].distance) continue;
      const int i = pair[0].queryIdx, j = pair[0].trainIdx;
      p.emplace_back(points_a[2 * i], points_a[2 * i + 1]);
      q.emplace_back(points_b[2 * j], points_b[2 * j + 1]);
    }
    if (p.size() < 12) return 0;
    cv::Mat kept;
    const cv::Mat found = cv::findHomography(p, q, cv::USAC_MAGSAC, threshold, kept);
    if (found.rows != 3 || found.cols != 3 || found.type() != CV_64F) return 0;
    for (int i = 0; i < 9; i++) homography[i] = found.at<double>(i / 3, i % 3);
    *inliers = cv::countNonZero(kept);
    return 0;
  });
}
