#include "exr.h"

#include <ImfChannelList.h>
#include <ImfCompression.h>
#include <ImfFrameBuffer.h>
#include <ImfHeader.h>
#include <ImfIO.h>
#include <ImfInputPart.h>
#include <ImfMultiPartInputFile.h>
#include <ImfOutputFile.h>
#include <ImfRgbaFile.h>
#include <ImfThreading.h>
#include <unistd.h>
#include <vector>

namespace answerprint {
namespace {

int64_t floor_div(int64_t value, int64_t step) { return value >= 0 ? value / step : -((-value + step - 1) / step); }

// how many multiples of a step lie between two numbers, both included
int64_t multiples(int64_t first, int64_t last, int64_t step) { return floor_div(last, step) - floor_div(first - 1, step); }

// Slices over planes one after another; answers the bytes that they take.
size_t lay(const Imf::ChannelList& channels, const Imath::Box2i& window, char* data, Imf::FrameBuffer& buffer) {
    size_t at = 0;
    for (auto channel = channels.begin(); channel != channels.end(); ++channel) {
        const auto& c = channel.channel();
        int64_t sample = c.type == Imf::HALF ? 2 : 4;
        int64_t columns = multiples(window.min.x, window.max.x, c.xSampling), rows = multiples(window.min.y, window.max.y, c.ySampling);
        int64_t first = floor_div(int64_t(window.min.x) + c.xSampling - 1, c.xSampling) * sample + floor_div(int64_t(window.min.y) + c.ySampling - 1, c.ySampling) * columns * sample;
        auto base = reinterpret_cast<char*>(reinterpret_cast<intptr_t>(data) + int64_t(at) - first);
        buffer.insert(channel.name(), Imf::Slice(c.type, base, sample, columns * sample, c.xSampling, c.ySampling));
        at += size_t(columns * rows * sample);
    }
    return at;
}

class FileOut : public Imf::OStream {
public:
    explicit FileOut(int file) : Imf::OStream("packed"), file_(file) {}

    void write(const char c[], int n) override {
        while (n > 0) {
            auto done = pwrite(file_, c, size_t(n), off_t(at_));
            if (done <= 0) throw std::runtime_error("the packed picture can not be kept");
            at_ += uint64_t(done);
            c += done;
            n -= int(done);
        }
    }

    uint64_t tellp() override { return at_; }
    void seekp(uint64_t at) override { at_ = at; }

private:
    int file_;
    uint64_t at_ = 0;
};

} // namespace

void read_exr(Request& in, Reply& out, Pixels pixels) {
    auto path = in.text();
    auto part = in.number<int32_t>();
    auto threads = in.number<int32_t>();
    Imf::setGlobalThreadCount(threads);
    // a table of blocks that was never written is not guessed: that takes time without bound, and the lines are not there
    Imf::MultiPartInputFile file(path.c_str(), threads, false);
    if (part < 0 || part >= file.parts()) throw Refused("the part is not there");
    Imf::InputPart input(file, part);
    const auto& window = input.header().dataWindow();
    Imf::FrameBuffer buffer;
    if (lay(input.header().channels(), window, pixels.data, buffer) != pixels.size) throw Refused("the header can be read in two ways");
    input.setFrameBuffer(buffer);
    input.readPixels(window.min.y, window.max.y);
    out.number<uint64_t>(pixels.size);
}

void read_exr_colour(Request& in, Reply& out, Pixels pixels) {
    auto path = in.text();
    auto threads = in.number<int32_t>();
    auto planes = in.number<int32_t>();
    Imf::setGlobalThreadCount(threads);
    Imf::RgbaInputFile file(path.c_str(), threads);
    const auto& window = file.dataWindow();
    int64_t width = int64_t(window.max.x) - window.min.x + 1, height = int64_t(window.max.y) - window.min.y + 1;
    if (planes < 3 || planes > 4 || size_t(width * height * planes * 2) != pixels.size) throw Refused("the header can be read in two ways");
    std::vector<Imf::Rgba> line(static_cast<size_t>(width));
    auto* words = reinterpret_cast<uint16_t*>(pixels.data);
    for (int64_t y = 0; y < height; y++) {
        file.setFrameBuffer(reinterpret_cast<Imf::Rgba*>(reinterpret_cast<intptr_t>(line.data()) - int64_t(window.min.x) * int64_t(sizeof(Imf::Rgba))), 1, 0);
        file.readPixels(int(window.min.y + y));
        for (int64_t x = 0; x < width; x++) {
            const auto& p = line[size_t(x)];
            const uint16_t values[4] = {p.r.bits(), p.g.bits(), p.b.bits(), p.a.bits()};
            for (int c = 0; c < planes; c++) words[(c * height + y) * width + x] = values[c];
        }
    }
    out.number<uint64_t>(pixels.size);
}

void pack_exr(Request& in, Reply& out, Pixels pixels) {
    auto threads = in.number<int32_t>();
    Imath::Box2i window;
    window.min.x = in.number<int32_t>();
    window.min.y = in.number<int32_t>();
    window.max.x = in.number<int32_t>();
    window.max.y = in.number<int32_t>();
    auto compression = Imf::Compression(in.number<int32_t>());
    auto level = in.number<float>();
    Imf::setGlobalThreadCount(threads);
    Imf::Header header(window, window);
    header.compression() = compression;
    header.dwaCompressionLevel() = level;
    auto count = in.number<int32_t>();
    for (int c = 0; c < count; c++) {
        auto name = in.text();
        auto type = Imf::PixelType(in.number<int32_t>());
        auto linear = in.number<int32_t>() != 0;
        auto x = in.number<int32_t>();
        auto y = in.number<int32_t>();
        header.channels().insert(name, Imf::Channel(type, x, y, linear));
    }
    FileOut stream(pixels.file);
    {
        Imf::OutputFile file(stream, header, threads);
        Imf::FrameBuffer buffer;
        if (lay(header.channels(), window, pixels.data, buffer) != pixels.size) throw Refused("the pixels do not fit the header");
        file.setFrameBuffer(buffer);
        file.writePixels(window.max.y - window.min.y + 1);
    }
    out.number<uint64_t>(pixels.size);
}

} // namespace answerprint
