// Dense inverse search: Kroeger, Timofte, Dai, Van Gool, "Fast Optical Flow using Dense Inverse Search", ECCV 2016 (OpenCV's video module).
#include "native.h"
#include "opencv.h"
#include <opencv2/video/tracking.hpp>

// Flow from a to b, interleaved x, y of height × width floats, in pixels. Pictures smaller than a patch give -3.
ANSWERPRINT_API int answerprint_dense_flow(const unsigned char *a, const unsigned char *b, int width, int height, int finest_scale,
                                           int patch, int stride, int iterations, int variational, float *flow) {
  return guarded([&] {
    answerprint::single_thread();
    if (answerprint::bad_size(width, height) || patch < 4 || stride < 1 || finest_scale < 0) return -3;
    const int smallest = std::min(width, height) >> finest_scale;
    if (smallest <= patch + 4) return -3;
    auto solver = cv::DISOpticalFlow::create(cv::DISOpticalFlow::PRESET_MEDIUM);
    solver->setFinestScale(finest_scale);
    solver->setPatchSize(patch);
    solver->setPatchStride(stride);
    solver->setGradientDescentIterations(iterations);
    solver->setVariationalRefinementIterations(variational);
    cv::Mat result(height, width, CV_32FC2, flow);
    cv::Mat found;
    solver->calc(answerprint::luma(a, width, height), answerprint::luma(b, width, height), found);
    if (found.size() != result.size() || found.type() != result.type()) return -4;
    found.copyTo(result);
    return 0;
  });
}

// Gives the memory that earlier calls of this library have freed back to the system.
ANSWERPRINT_API int answerprint_let_go() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
  return 0;
}
