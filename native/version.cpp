#include "native.h"
#include <opencv2/core/utility.hpp>
#include <opencv2/core/version.hpp>

// The version of OpenCV that was compiled against, as text: part of the machine class in every recipe.
ANSWERPRINT_API const char *answerprint_opencv_version() { return CV_VERSION; }

// 1 where OpenCV would use a code path above AVX2, else 0. Debian 12 builds it with one: AVX512-SKX.
ANSWERPRINT_API int answerprint_opencv_above_avx2() {
  return guarded([] { return cv::checkHardwareSupport(CV_CPU_AVX512_SKX) ? 1 : 0; });
}
