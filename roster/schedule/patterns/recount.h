/// Counts a roster again from the problem and the roster alone: every hard rule and the whole cost.
/// Shares nothing with the planner but the values of pattern_problem.h.
#pragma once
#include "roster/schedule/patterns/pattern_problem.h"
#include <string_view>

namespace roster::schedule::patterns {

enum class HardRule {
    shape, ///< as many lines and days as the problem has, known shifts
    succession,
    max_shifts,
    max_work,
    min_work,
    max_consecutive,
    min_consecutive,
    min_days_off,
    max_weekends,
    free_day, ///< a shift on a day off, or a barred choice
};
[[nodiscard]] std::string_view name_of(HardRule rule) noexcept;

struct RuleBreach {
    HardRule rule;
    int person;
    int day; ///< where it shows; -1 when it concerns the whole horizon
    friend bool operator==(const RuleBreach&, const RuleBreach&) = default;
};

struct Recount {
    std::int64_t cost = 0; ///< only meaningful without a breach of shape
    std::int64_t request_cost = 0, under_cost = 0, over_cost = 0;
    std::vector<RuleBreach> breaches;
};

/// @param problem without faults (find_faults)
[[nodiscard]] Recount recount(const PatternProblem& problem, const Roster& roster);

} // namespace roster::schedule::patterns
