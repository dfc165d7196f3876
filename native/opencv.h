// What the OpenCV subjects share: pictures handed over as planes, and one thread a call (the callers run calls side by side).
#pragma once
#include <mutex>
#include <opencv2/core.hpp>

namespace answerprint {

// OpenCV keeps its thread count for the whole process: one, so that a call's result and cost do not depend on who else is running.
inline void single_thread() {
  static std::once_flag once;
  std::call_once(once, [] { cv::setNumThreads(1); });
}

// A picture of 8-bit luma over the caller's memory: rows without gaps, not copied, not written.
inline cv::Mat luma(const unsigned char *pixels, int width, int height) {
  return cv::Mat(height, width, CV_8UC1, const_cast<unsigned char *>(pixels));
}

inline bool bad_size(int width, int height) { return width < 1 || height < 1 || static_cast<long long>(width) * height > (1LL << 28); }

}  // namespace answerprint
