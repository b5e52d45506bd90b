#include "roster/schedule/patterns/budget.h"
#include <algorithm>
#include <ctime>

namespace roster::schedule::patterns {

double thread_cpu_s() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

Budget::Budget(double cpu_s, std::int64_t work)
    : start_cpu_s_(thread_cpu_s()), limit_cpu_s_(cpu_s), limit_work_(work) {}

double Budget::used_cpu_s() const {
    return thread_cpu_s() - start_cpu_s_ + child_cpu_s_;
}

bool Budget::is_used(double share) const {
    const double used_s = used_cpu_s();
    const double work_share =
        limit_work_ > 0 ? static_cast<double>(work_) / static_cast<double>(limit_work_) : 0;
    if (watcher_) watcher_(std::clamp(std::max(work_share, used_s / limit_cpu_s_), 0.0, 1.0));
    return (limit_work_ > 0 &&
            static_cast<double>(work_) >= share * static_cast<double>(limit_work_)) ||
           used_s >= share * limit_cpu_s_;
}

} // namespace roster::schedule::patterns
