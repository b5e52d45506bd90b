/// How long a search may go on: CPU seconds for a caller who asks for a time limit, or counted work
/// for one who wants the same answer on every run.
#pragma once
#include <cstdint>
#include <functional>

namespace roster::schedule::patterns {

/// CPU of the calling thread alone, s.
[[nodiscard]] double thread_cpu_s();

/// Belongs to the thread that made it. Time counts from its making.
class Budget {
public:
    /// @param cpu_s this thread and its children; infinity for no limit
    /// @param work  arcs and labels of pricing, pivots of linear programs weighted by rows; 0 for
    /// no
    ///              limit. A child's share is limited in nodes, not counted.
    Budget(double cpu_s, std::int64_t work);

    /// Called with the share used, 0 to 1, each time somebody asks; without it nobody is.
    void watch(std::function<void(double)> watcher) { watcher_ = std::move(watcher); }
    void add_work(std::int64_t amount) { work_ += amount; }
    void add_child_cpu_s(double seconds) { child_cpu_s_ += seconds; }
    [[nodiscard]] double used_cpu_s() const;
    [[nodiscard]] double left_cpu_s() const { return limit_cpu_s_ - used_cpu_s(); }
    [[nodiscard]] double limit_cpu_s() const { return limit_cpu_s_; }
    [[nodiscard]] std::int64_t work() const { return work_; }
    [[nodiscard]] std::int64_t limit_work() const { return limit_work_; }
    /// One system call.
    [[nodiscard]] bool is_spent() const { return is_used(1); }
    /// True when this share of either limit is used.
    [[nodiscard]] bool is_used(double share) const;

private:
    double start_cpu_s_, limit_cpu_s_, child_cpu_s_ = 0;
    std::int64_t work_ = 0, limit_work_;
    std::function<void(double)> watcher_;
};

} // namespace roster::schedule::patterns
