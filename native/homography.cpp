// One plane's motion between two pictures: SIFT features (Lowe 2004), ratio test, MAGSAC++ (Barath et al. 2020) as in OpenCV's USAC.
#include "native.h"
#include "opencv.h"
#include <opencv2/calib3d.hpp>
#include <opencv2/features2d.hpp>
#include <vector>

namespace {

struct Features {
  std::vector<cv::KeyPoint> points;
  cv::Mat descriptors;
};

Features detect(const cv::Mat &picture, int most) {
  Features found;
  cv::SIFT::create(most)->detectAndCompute(picture, cv::noArray(), found.points, found.descriptors);
  return found;
}

}  // namespace

// Row-major 3×3 homography from pixels of a to pixels of b. *inliers is 0 where none was found (not a failure).
ANSWERPRINT_API int answerprint_homography(const unsigned char *a, const unsigned char *b, int width, int height, int most_features,
                                           double ratio, double threshold, double *homography, int *inliers) {
  return guarded([&] {
    answerprint::single_thread();
    *inliers = 0;
    if (answerprint::bad_size(width, height) || most_features < 4) return -3;
    const auto from = detect(answerprint::luma(a, width, height), most_features);
    const auto to = detect(answerprint::luma(b, width, height), most_features);
    if (from.points.size() < 12 || to.points.size() < 12) return 0;
    std::vector<std::vector<cv::DMatch>> pairs;
    cv::BFMatcher(cv::NORM_L2).knnMatch(from.descriptors, to.descriptors, pairs, 2);
    std::vector<cv::Point2f> p, q;
    for (const auto &pair : pairs) {
      if (pair.size() != 2 || pair[0].distance >= ratio * pair[1].distance) continue;
      p.push_back(from.points[pair[0].queryIdx].pt);
      q.push_back(to.points[pair[0].trainIdx].pt);
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
