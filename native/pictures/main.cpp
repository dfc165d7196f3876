// answerprint-pictures: opens pictures that may be hostile, for a parent that must not fall with them. It lives long, reads requests on
// standard input and answers on standard output. For every request it makes a worker by fork: the worker's memory, time and leave to do
// anything but read the one file are limited before it opens it, and nothing that a file did to a worker outlives it. Pixels lie in memory
// that the parent opens as /proc/PID/fd/N.
//
// request: u32 length, u8 job, u32 most milliseconds, u64 bytes of pixels, u64 bytes of memory beside them, then what the job takes
// reply:   u32 length, u8 status (0 done, 1 the codec refused, 2 the worker fell, 3 too slow, 4 too much memory), then results or a text
#include "cage.h"
#include "exr.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <dlfcn.h>
#include <fcntl.h>
#include <malloc.h>
#include <new>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace answerprint;

namespace {

enum Status : uint8_t { done, refused, fell, slow, large };
enum What : uint8_t { hello, reserve, exr_read, exr_colour, exr_pack, still_describe, still_read, still_write };

constexpr size_t most_reply = 16u << 20;
int pixel_file = -1, packed_file = -1;

bool read_all(int file, char* to, size_t count) {
    while (count > 0) {
        auto got = read(file, to, count);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        to += got;
        count -= size_t(got);
    }
    return true;
}

bool write_all(int file, const char* from, size_t count) {
    while (count > 0) {
        auto put = write(file, from, count);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        from += put;
        count -= size_t(put);
    }
    return true;
}

std::string failure(Status status, const std::string& why) {
    Reply reply;
    reply.number<uint8_t>(status);
    reply.text(why);
    return reply.bytes();
}

// OpenImageIO brings many libraries with it: they are loaded when the first picture asks for them
Job still(const char* name) {
    static void* library = [] {
        char self[4096];
        auto length = readlink("/proc/self/exe", self, sizeof(self) - 1);
        std::string folder(self, length > 0 ? size_t(length) : 0);
        folder.resize(folder.rfind('/') + 1);
        auto* loaded = dlopen((folder + "libanswerprint_stills.so").c_str(), RTLD_NOW | RTLD_LOCAL);
        if (auto ready = loaded ? reinterpret_cast<void (*)()>(dlsym(loaded, "answerprint_still_ready")) : nullptr) ready();
        return loaded;
    }();
    return library ? reinterpret_cast<Job>(dlsym(library, name)) : nullptr;
}

Job job_of(uint8_t what) {
    switch (what) {
    case exr_read: return read_exr;
    case exr_colour: return read_exr_colour;
    case exr_pack: return pack_exr;
    case still_describe: return still("answerprint_still_describe");
    case still_read: return still("answerprint_still_read");
    case still_write: return still("answerprint_still_write");
    default: return nullptr;
    }
}

std::string work(Job job, Request& request, uint32_t milliseconds, uint64_t bytes, uint64_t memory, bool writing) {
    try {
        limit(bytes + memory, milliseconds / 250 + 2, writing);
        cage(writing);
        Pixels pixels{nullptr, size_t(bytes), packed_file};
        if (bytes > 0) {
            auto* data = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, pixel_file, 0);
            if (data == MAP_FAILED) throw std::bad_alloc();
            pixels.data = static_cast<char*>(data);
        }
        Reply reply;
        reply.number<uint8_t>(done);
        job(request, reply, pixels);
        return reply.bytes();
    } catch (const std::bad_alloc&) {
        return failure(large, "it asks for more memory than it may have");
    } catch (const std::exception& e) {
        return failure(refused, e.what());
    } catch (...) {
        return failure(refused, "it can not be read");
    }
}

// Reads a worker's reply until it ends or its time is over.
std::string await(pid_t worker, int pipe_end, uint32_t milliseconds) {
    using clock = std::chrono::steady_clock;
    auto end = clock::now() + std::chrono::milliseconds(milliseconds);
    std::string reply;
    bool late = false;
    char part[65536];
    while (true) {
        auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - clock::now()).count();
        pollfd wait{pipe_end, POLLIN, 0};
        auto ready = left > 0 ? poll(&wait, 1, int(left)) : 0;
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) { late = true; break; }
        auto got = read(pipe_end, part, sizeof(part));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        reply.append(part, size_t(got));
        if (reply.size() > most_reply) break;
    }
    // after its last word there is nothing that it may still do
    kill(worker, SIGKILL);
    int state = 0;
    while (waitpid(worker, &state, 0) < 0 && errno == EINTR) {}
    uint32_t length = 0;
    if (reply.size() >= 4) std::memcpy(&length, reply.data(), 4);
    if (!late && reply.size() >= 5 && length == reply.size() - 4) return reply.substr(4);
    if (late || (WIFSIGNALED(state) && WTERMSIG(state) == SIGXCPU)) return failure(slow, "it takes too long");
    return failure(fell, WIFSIGNALED(state) ? std::string("the codec fell (") + strsignal(WTERMSIG(state)) + ")" : "the codec ended without an answer");
}

std::string answer(Request& request) {
    auto what = request.number<uint8_t>();
    auto milliseconds = request.number<uint32_t>();
    auto bytes = request.number<uint64_t>();
    auto memory = request.number<uint64_t>();
    if (what == hello) {
        Reply reply;
        reply.number<uint8_t>(done);
        reply.number<int32_t>(pixel_file);
        reply.number<int32_t>(packed_file);
        return reply.bytes();
    }
    bool writing = what == reserve || what == exr_pack || what == still_write;
    // memory that is handed out anew is zero: no picture sees another
    if (what != exr_pack && what != still_write && (ftruncate(pixel_file, 0) != 0 || ftruncate(pixel_file, off_t(bytes)) != 0)) return failure(large, "there is no memory for it");
    if (writing && ftruncate(packed_file, 0) != 0) return failure(large, "there is no memory for it");
    if (what == reserve) return std::string(1, char(done));
    auto job = job_of(what);
    if (!job) return failure(refused, "this reader was built without that kind of picture");
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return failure(fell, "no worker could be started");
    auto worker = fork();
    if (worker < 0) {
        close(ends[0]);
        close(ends[1]);
        return failure(fell, "no worker could be started");
    }
    if (worker == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        close(ends[0]);
        close(STDIN_FILENO);
        close(STDOUT_FILENO);
        auto reply = work(job, request, milliseconds, bytes, memory, writing);
        auto length = static_cast<uint32_t>(reply.size());
        if (write_all(ends[1], reinterpret_cast<const char*>(&length), 4)) write_all(ends[1], reply.data(), reply.size());
        _exit(0);
    }
    close(ends[1]);
    auto reply = await(worker, ends[0], milliseconds);
    close(ends[0]);
    return reply;
}

} // namespace

int main() {
    signal(SIGPIPE, SIG_IGN);
    // an interrupt is for the parent, which ends us by closing our input
    signal(SIGINT, SIG_IGN);
    // few arenas, so that address space is what is used; libraries that would start threads of their own do not
    mallopt(M_ARENA_MAX, 2);
    setenv("OPENBLAS_NUM_THREADS", "1", 1);
    setenv("OMP_NUM_THREADS", "1", 1);
    auto silence = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (silence >= 0) dup2(silence, STDERR_FILENO);
    pixel_file = memfd_create("pixels", MFD_CLOEXEC);
    packed_file = memfd_create("packed", MFD_CLOEXEC);
    if (pixel_file < 0 || packed_file < 0) return 1;
    uint32_t length = 0;
    while (read_all(STDIN_FILENO, reinterpret_cast<char*>(&length), 4)) {
        if (length > most_reply) return 1;
        std::vector<char> bytes(length);
        if (!read_all(STDIN_FILENO, bytes.data(), length)) return 0;
        std::string reply;
        try {
            Request request(std::move(bytes));
            reply = answer(request);
        } catch (const std::exception& e) {
            reply = failure(refused, e.what());
        }
        length = static_cast<uint32_t>(reply.size());
        if (!write_all(STDOUT_FILENO, reinterpret_cast<const char*>(&length), 4) || !write_all(STDOUT_FILENO, reply.data(), reply.size())) return 0;
    }
    return 0;
}
