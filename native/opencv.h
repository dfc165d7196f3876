// What the OpenCV subjects share: pictures handed over as planes, and one thread a call (the callers run calls side by side).
#pragma once
#include <mutex>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <opencv2/core.hpp>

namespace answerprint {

// OpenCV keeps its thread count for the whole process: one, so that a call's result and cost do not depend on who else is running.
inline void single_thread() {
  static std::once_flag once;
  std::call_once(once, [] {
    cv::setNumThreads(1);
#ifdef __GLIBC__
    // a flow takes some forty blocks of a few megabytes and frees them again: taken from the system each time, a tenth of its time goes by until they are
    // mapped and zeroed. So those of small pictures are kept for the next, by two heaps for all threads, until answerprint_let_go gives them back;
    // larger ones go back at once, for at 4K what is kept adds up to hundreds of megabytes
    mallopt(M_MMAP_THRESHOLD, 2 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    mallopt(M_ARENA_MAX, 2);
#endif
  });
}

// A picture of 8-bit luma over the caller's memory: rows without gaps, not copied, not written.
inline cv::Mat luma(const unsigned char *pixels, int width, int height) {
  return cv::Mat(height, width, CV_8UC1, const_cast<unsigned char *>(pixels));
}

inline bool bad_size(int width, int height) { return width < 1 || height < 1 || static_cast<long long>(width) * height > (1LL << 28); }

}  // namespace answerprint
