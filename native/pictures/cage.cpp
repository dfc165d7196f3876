#include "cage.h"

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

namespace answerprint {
namespace {

void set(__rlimit_resource kind, uint64_t most) {
    rlimit now{};
    if (getrlimit(kind, &now) != 0) return;
    if (now.rlim_max != RLIM_INFINITY && now.rlim_max < most) most = now.rlim_max;
    rlimit wanted{most, most};
    setrlimit(kind, &wanted);
}

uint64_t address_space() {
    unsigned long pages = 0;
    if (auto* file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%lu", &pages) != 1) pages = 0;
        std::fclose(file);
    }
    return uint64_t(pages) * uint64_t(sysconf(_SC_PAGESIZE));
}

#if defined(__x86_64__)
constexpr uint32_t refuse = SECCOMP_RET_ERRNO | EPERM, absent = SECCOMP_RET_ERRNO | ENOSYS;

class Filter {
public:
    Filter() {
        load(offsetof(seccomp_data, arch));
        jump(BPF_JEQ, AUDIT_ARCH_X86_64, 1, 0);
        answer(SECCOMP_RET_KILL_PROCESS);
        load(offsetof(seccomp_data, nr));
        jump(BPF_JGE, 0x40000000, 0, 1); // the x32 face of the kernel
        answer(refuse);
    }

    void deny(long call, uint32_t how = refuse) {
        jump(BPF_JEQ, uint32_t(call), 0, 1);
        answer(how);
    }

    // refused where an argument has any of these bits (or, wanting, where it has none of them)
    void deny_bits(long call, int argument, uint32_t bits, bool wanting = false) {
        jump(BPF_JEQ, uint32_t(call), 0, 4);
        load(uint32_t(offsetof(seccomp_data, args) + 8 * size_t(argument)));
        jump(BPF_JSET, bits, wanting ? 1 : 0, wanting ? 0 : 1);
        answer(refuse);
        load(offsetof(seccomp_data, nr));
    }

    bool enforce() {
        answer(SECCOMP_RET_ALLOW);
        sock_fprog program{static_cast<unsigned short>(code_.size()), code_.data()};
        return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
    }

private:
    void load(size_t offset) { code_.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, uint32_t(offset))); }
    void jump(int how, uint32_t value, int yes, int no) { code_.push_back(BPF_JUMP(uint16_t(BPF_JMP | how | BPF_K), value, uint8_t(yes), uint8_t(no))); }
    void answer(uint32_t what) { code_.push_back(BPF_STMT(BPF_RET | BPF_K, what)); }

    std::vector<sock_filter> code_;
};
#endif

} // namespace

void limit(uint64_t memory, uint64_t cpu_seconds, bool writing) {
    set(RLIMIT_AS, address_space() + memory);
    set(RLIMIT_CPU, cpu_seconds);
    set(RLIMIT_CORE, 1); // not 0: a collector of cores behind a pipe starts unless the limit is 1
    set(RLIMIT_NOFILE, 64);
    if (!writing) set(RLIMIT_FSIZE, 0);
}

bool cage(bool writing) {
#if defined(__x86_64__)
    Filter filter;
    for (long call : {SYS_socket, SYS_connect, SYS_bind, SYS_listen, SYS_execve, SYS_execveat, SYS_fork, SYS_vfork, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev,
                      SYS_kill, SYS_tkill, SYS_mount, SYS_umount2, SYS_setns, SYS_unshare, SYS_bpf, SYS_keyctl, SYS_add_key, SYS_setrlimit, SYS_perf_event_open, SYS_userfaultfd})
        filter.deny(call);
    filter.deny(SYS_clone3, absent); // the C library then takes clone, whose flags can be seen
    filter.deny(SYS_io_uring_setup, absent);
    filter.deny_bits(SYS_clone, 0, CLONE_THREAD, true);
    filter.deny_bits(SYS_prlimit64, 2, 0xFFFFFFFF);
    if (!writing) {
        for (long call : {SYS_creat, SYS_unlink, SYS_unlinkat, SYS_rename, SYS_renameat, SYS_renameat2, SYS_link, SYS_linkat, SYS_symlink, SYS_symlinkat, SYS_mkdir, SYS_mkdirat,
                          SYS_rmdir, SYS_mknod, SYS_mknodat, SYS_chmod, SYS_fchmod, SYS_fchmodat, SYS_chown, SYS_fchown, SYS_lchown, SYS_fchownat, SYS_truncate, SYS_ftruncate})
            filter.deny(call);
        filter.deny(SYS_openat2, absent);
        constexpr uint32_t changing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
        filter.deny_bits(SYS_open, 1, changing);
        filter.deny_bits(SYS_openat, 2, changing);
    }
    return filter.enforce();
#else
    (void)writing;
    return false;
#endif
}

} // namespace answerprint
