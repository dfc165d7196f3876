// Requests and replies: little-endian numbers, and texts and bytes that their length precedes. A message that is too short ends in an exception.
#pragma once
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

namespace answerprint {

class Request {
public:
    explicit Request(std::vector<char> bytes) : bytes_(std::move(bytes)) {}

    template <typename T> T number() {
        T value;
        std::memcpy(&value, take(sizeof(T)), sizeof(T));
        return value;
    }

    std::string text() {
        auto length = number<uint32_t>();
        return std::string(take(length), length);
    }

private:
    const char* take(size_t count) {
        if (count > bytes_.size() - at_) throw std::runtime_error("the request is too short");
        auto* here = bytes_.data() + at_;
        at_ += count;
        return here;
    }

    std::vector<char> bytes_;
    size_t at_ = 0;
};

class Reply {
public:
    template <typename T> void number(T value) { bytes_.append(reinterpret_cast<const char*>(&value), sizeof(T)); }

    void text(const std::string& value) {
        number<uint32_t>(static_cast<uint32_t>(value.size()));
        bytes_ += value;
    }

    const std::string& bytes() const { return bytes_; }

private:
    std::string bytes_;
};

// The pixels of one picture: planes one after another, each row by row from the top, in memory that the caller reads or has filled.
struct Pixels {
    char* data;
    size_t size;
    int file; // where a written file goes
};

// What a codec says is wrong with a file.
struct Refused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

using Job = void (*)(Request&, Reply&, Pixels);

} // namespace answerprint
