#include "roster/schedule/patterns/child_process.h"
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace roster::schedule::patterns {
namespace {

constexpr double wall_per_cpu = 20; ///< a busy machine gives a child little of its CPU

bool write_all(int pipe, const char* bytes, std::size_t size) {
    while (size > 0) {
        const auto written = write(pipe, bytes, size);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes += written;
        size -= static_cast<std::size_t>(written);
    }
    return true;
}

[[noreturn]] void be_child(const std::function<std::string()>& compute, rlim_t cpu_limit_s,
                           int answer) {
    const rlimit no_core{0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    const rlimit cpu{cpu_limit_s, cpu_limit_s + 1};
    setrlimit(RLIMIT_CPU, &cpu);
    if (const int null = open("/dev/null", O_WRONLY | O_CLOEXEC); null >= 0) {
        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
    }
    // A crash is this child's own affair, not that of handlers the program may have set.
    for (const int fatal : {SIGSEGV, SIGABRT, SIGFPE, SIGBUS, SIGILL, SIGXCPU, SIGTERM, SIGINT})
        std::signal(fatal, SIG_DFL);
    bool is_written = false;
    try {
        const auto bytes = compute();
        const auto size = static_cast<std::uint64_t>(bytes.size());
        char head[sizeof size];
        std::memcpy(head, &size, sizeof size);
        is_written =
            write_all(answer, head, sizeof head) && write_all(answer, bytes.data(), bytes.size());
    } catch (...) { // the parent learns of it from the exit code
    }
    _exit(is_written ? 0 : 1);
}

/// Reads until the child closes its end; false when the time is over.
bool read_until_end(int answer, std::chrono::steady_clock::time_point end, std::string& bytes) {
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            end - std::chrono::steady_clock::now());
        if (left.count() <= 0) return false;
        pollfd waiting{answer, POLLIN, 0};
        const int ready = poll(&waiting, 1, static_cast<int>(std::min<long>(left.count(), 60'000)));
        if (ready < 0 && errno != EINTR) return false;
        if (ready <= 0) continue;
        char buffer[16384];
        const auto got = read(answer, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return false;
        if (got == 0) return true;
        bytes.append(buffer, static_cast<std::size_t>(got));
    }
}

double seconds_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

} // namespace

ChildAnswer run_in_child(const std::function<std::string()>& compute, double cpu_s) {
    ChildAnswer answer;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return answer;
    const double limit_s = std::ceil(std::max(cpu_s, 0.0)) + 1;
    const pid_t child = fork();
    if (child < 0) {
        close(ends[0]);
        close(ends[1]);
        return answer;
    }
    if (child == 0) {
        close(ends[0]);
        be_child(compute, static_cast<rlim_t>(limit_s), ends[1]);
    }
    close(ends[1]);
    const auto end = std::chrono::steady_clock::now() +
                     std::chrono::milliseconds(static_cast<long>(1000 * wall_per_cpu * limit_s));
    std::string bytes;
    const bool has_all = read_until_end(ends[0], end, bytes);
    close(ends[0]);
    if (!has_all) kill(child, SIGKILL);
    int status = 0;
    rusage usage{};
    while (wait4(child, &status, 0, &usage) < 0 && errno == EINTR) {
    }
    answer.cpu_s = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    std::uint64_t size = 0;
    if (has_all && WIFEXITED(status) && WEXITSTATUS(status) == 0 && bytes.size() >= sizeof size) {
        std::memcpy(&size, bytes.data(), sizeof size);
        bytes.erase(0, sizeof size);
        answer.has_ended_well = bytes.size() == size;
    }
    if (answer.has_ended_well) answer.bytes = std::move(bytes);
    return answer;
}

} // namespace roster::schedule::patterns
