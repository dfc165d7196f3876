#include "native.h"
#include <opencv2/core/version.hpp>

// The version of OpenCV that was compiled against, as text: part of the machine class in every recipe.
ANSWERPRINT_API const char *answerprint_opencv_version() { return CV_VERSION; }
