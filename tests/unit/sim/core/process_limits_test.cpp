#include "sim/core/process_limits.h"

#include <cstdlib>
#include <cstring>
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

/// How a child ends that limits itself and then wants `wanted_bytes`: its exit code.
int end_of_child(std::uint64_t memory_bytes, std::size_t wanted_bytes) {
    const pid_t child = ::fork();
    if (child == 0) {
        sim::core::limit_this_process(memory_bytes, 5);
        void* volatile taken = std::malloc(wanted_bytes);
        ::_exit(taken ? 0 : 7);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

TEST_CASE("process limits: more memory than allowed is refused, less is given") {
    constexpr std::uint64_t allowed_bytes = 1ull << 30;
    CHECK(end_of_child(allowed_bytes, 1u << 20) == 0);
#if !defined(__SANITIZE_ADDRESS__)
    CHECK(end_of_child(allowed_bytes, 2ull << 30) == 7);
#endif
}
