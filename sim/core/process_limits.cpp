#include "sim/core/process_limits.h"

#include <sys/resource.h>

namespace sim::core {

void limit_this_process([[maybe_unused]] std::uint64_t memory_bytes,
                        std::uint64_t processor_s) noexcept {
    const auto set = [](auto what, rlim_t value) {
        const rlimit limit{value, value};
        ::setrlimit(what, &limit);
    };
#if !defined(__SANITIZE_ADDRESS__)
    set(RLIMIT_AS, memory_bytes);
#endif
    set(RLIMIT_CPU, processor_s);
    set(RLIMIT_CORE, 0);
}

} // namespace sim::core
