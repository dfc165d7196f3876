// A thin face over OpenEXR's C++ library.
#pragma once
#include "message.h"

namespace answerprint {

// path, part, threads → the words of every channel of the part, in the order of the names, each in its own type; level 0 of tiles.
void read_exr(Request&, Reply&, Pixels);

// path, threads, whether with alpha → R, G, B (A) as half, converted from luminance and chroma by RgbaInputFile.
void read_exr_colour(Request&, Reply&, Pixels);

// threads, window, compression, level, channels; pixels → a scanline file of one part, whose blocks the caller takes.
void pack_exr(Request&, Reply&, Pixels);

} // namespace answerprint
