// OpenCV's inpainting, which `bench cleanup` measures against: Telea 2004 (method 1) and Navier-Stokes (Bertalmio et al. 2001, method 0).
#include "native.h"
#include "opencv.h"
#include <opencv2/photo.hpp>

// picture: interleaved 8-bit R, G, B, filled in place where the mask is not 0.
ANSWERPRINT_API int answerprint_inpaint(unsigned char *picture, const unsigned char *mask, int width, int height, double radius, int method) {
  return guarded([&] {
    answerprint::single_thread();
    if (answerprint::bad_size(width, height) || (method != 0 && method != 1)) return -3;
    const cv::Mat from(height, width, CV_8UC3, picture);
    const cv::Mat hole(height, width, CV_8U, const_cast<unsigned char *>(mask));
    cv::Mat filled;
    cv::inpaint(from, hole, filled, radius, method == 1 ? cv::INPAINT_TELEA : cv::INPAINT_NS);
    cv::Mat into(height, width, CV_8UC3, picture);
    filled.copyTo(into);
    return 0;
  });
}
