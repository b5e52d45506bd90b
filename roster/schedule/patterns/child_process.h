/// Runs one computation in a forked child that may crash or run too long without harm.
#pragma once
#include <functional>
#include <string>

namespace roster::schedule::patterns {

struct ChildAnswer {
    bool has_ended_well = false; ///< the child came to its end and its answer is whole
    std::string bytes;
    double cpu_s = 0; ///< user and system time of the child
};

/// The child's output to the terminal is dropped; it gets a CPU limit of cpu_s (rounded up, plus 1)
/// and is killed after 20 times that in wall time. `compute` must touch nothing but its own memory:
/// threads of the parent do not exist in the child.
[[nodiscard]] ChildAnswer run_in_child(const std::function<std::string()>& compute, double cpu_s);

} // namespace roster::schedule::patterns
