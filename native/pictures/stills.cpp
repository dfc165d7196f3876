// A thin face over OpenImageIO for TIFF, JPEG and other stills: codes as they are stored, never premultiplied or rescaled.
#include "message.h"

#include <OpenImageIO/imageio.h>
#include <vector>

using namespace answerprint;
using OIIO::ImageSpec;
using OIIO::TypeDesc;

#define FACE extern "C" __attribute__((visibility("default")))

namespace {

std::unique_ptr<OIIO::ImageInput> open_still(const std::string& kind, const std::string& path, ImageSpec& spec) {
    OIIO::attribute("threads", 1);
    auto input = OIIO::ImageInput::create(kind);
    if (!input) throw Refused(OIIO::geterror());
    ImageSpec wish;
    wish["oiio:UnassociatedAlpha"] = 1;
    if (!input->open(path, spec, wish)) throw Refused(input->geterror());
    return input;
}

// u8, u16, half and float are handed over as they are; anything else as float
TypeDesc::BASETYPE handed_over(const ImageSpec& spec) {
    auto stored = TypeDesc::BASETYPE(spec.format.basetype);
    return stored == TypeDesc::UINT8 || stored == TypeDesc::UINT16 || stored == TypeDesc::HALF || stored == TypeDesc::FLOAT ? stored : TypeDesc::FLOAT;
}

} // namespace

// What every worker would do anew: the list of codecs is made before the first is forked. No file is opened.
FACE void answerprint_still_ready() {
    OIIO::attribute("threads", 1);
    for (auto kind : {"tiff", "jpeg", "cineon"}) OIIO::ImageInput::create(kind);
    OIIO::ImageOutput::create("tiff");
}

// kind, path → width, height, data origin, display window, stored type and depth, channels, attributes as texts
FACE void answerprint_still_describe(Request& in, Reply& out, Pixels) {
    auto kind = in.text();
    ImageSpec spec;
    auto input = open_still(kind, in.text(), spec);
    if (spec.deep) throw Refused("it holds deep pixels");
    if (spec.depth > 1) throw Refused("it holds a volume");
    for (int value : {spec.width, spec.height, spec.x, spec.y, spec.full_x, spec.full_y, spec.full_width, spec.full_height}) out.number<int32_t>(value);
    out.number<int32_t>(int(spec.format.basetype));
    out.number<int32_t>(int(handed_over(spec)));
    out.number<int32_t>(spec.get_int_attribute("oiio:BitsPerSample", int(spec.format.size()) * 8));
    out.number<int32_t>(spec.alpha_channel);
    out.number<int32_t>(spec.nchannels);
    for (const auto& name : spec.channelnames) out.text(name);
    out.number<int32_t>(int(spec.extra_attribs.size()));
    for (const auto& attribute : spec.extra_attribs) {
        out.text(attribute.name().string());
        out.text(attribute.type().c_str());
        auto value = attribute.get_string(4096);
        out.text(value.substr(0, 65536));
    }
}

// kind, path, type → planes
FACE void answerprint_still_read(Request& in, Reply& out, Pixels pixels) {
    auto kind = in.text();
    ImageSpec spec;
    auto input = open_still(kind, in.text(), spec);
    TypeDesc type(TypeDesc::BASETYPE(in.number<int32_t>()));
    size_t plane = size_t(spec.width) * size_t(spec.height) * type.size();
    if (plane * size_t(spec.nchannels) != pixels.size) throw Refused("the header can be read in two ways");
    // straight into planes: the step from pixel to pixel is a sample, and channels are read one after another
    constexpr int strip = 64;
    std::vector<char> lines(size_t(strip) * size_t(spec.width) * size_t(spec.nchannels) * type.size());
    auto sample = type.size();
    auto deal = [&](int first, int rows, const char* from) {
        for (int c = 0; c < spec.nchannels; c++)
            for (size_t i = 0, n = size_t(rows) * size_t(spec.width); i < n; i++)
                std::memcpy(pixels.data + size_t(c) * plane + (size_t(first) * size_t(spec.width) + i) * sample, from + (i * size_t(spec.nchannels) + size_t(c)) * sample, sample);
    };
    if (spec.tile_width) {
        std::vector<char> whole(pixels.size);
        if (!input->read_image(0, 0, 0, spec.nchannels, type, whole.data())) throw Refused(input->geterror());
        deal(0, spec.height, whole.data());
    } else {
        for (int first = 0; first < spec.height; first += strip) {
            int rows = std::min(strip, spec.height - first);
            if (!input->read_scanlines(0, 0, spec.y + first, spec.y + first + rows, spec.z, 0, spec.nchannels, type, lines.data())) throw Refused(input->geterror());
            deal(first, rows, lines.data());
        }
    }
    if (input->has_error()) throw Refused(input->geterror());
    out.number<uint64_t>(pixels.size);
}

// kind, width, height, type, planar, compression, channels, alpha, attributes as texts; planes → a file
FACE void answerprint_still_write(Request& in, Reply& out, Pixels pixels) {
    auto kind = in.text();
    auto width = in.number<int32_t>();
    auto height = in.number<int32_t>();
    TypeDesc type(TypeDesc::BASETYPE(in.number<int32_t>()));
    auto planar = in.number<int32_t>() != 0;
    auto compression = in.text();
    auto channels = in.number<int32_t>();
    ImageSpec spec(width, height, channels, type);
    spec.channelnames.clear();
    for (int c = 0; c < channels; c++) spec.channelnames.push_back(in.text());
    spec.alpha_channel = in.number<int32_t>();
    for (auto count = in.number<int32_t>(); count > 0; count--) {
        auto name = in.text();
        spec.attribute(name, in.text());
    }
    if (pixels.size != size_t(width) * size_t(height) * size_t(channels) * type.size()) throw Refused("the pixels do not fit the header");
    // the library would write the time of day: the same picture is the same bytes, so the date is unknown, as Exif spells it
    spec.attribute("DateTime", "    :  :     :  :  ");
    spec.attribute("compression", compression);
    spec.attribute("planarconfig", planar ? "separate" : "contig");
    spec.attribute("oiio:UnassociatedAlpha", 1);
    OIIO::attribute("threads", 1);
    OIIO::attribute("tiff:half", 1);
    auto output = OIIO::ImageOutput::create(kind);
    if (!output) throw Refused(OIIO::geterror());
    if (!output->open("/proc/self/fd/" + std::to_string(pixels.file), spec)) throw Refused(output->geterror());
    auto sample = type.size();
    size_t row = size_t(width) * sample, plane = row * size_t(height);
    std::vector<char> line(row * size_t(channels));
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++)
            for (int c = 0; c < channels; c++)
                std::memcpy(line.data() + (size_t(x) * size_t(channels) + size_t(c)) * sample, pixels.data + size_t(c) * plane + size_t(y) * row + size_t(x) * sample, sample);
        if (!output->write_scanline(y, 0, type, line.data())) throw Refused(output->geterror());
    }
    if (!output->close()) throw Refused(output->geterror());
    out.number<uint64_t>(pixels.size);
}
