/// Plans a roster whose people's lines are columns: column generation for a true lower bound,
/// dives, releases and mixes of known lines for rosters, branch and price for the proof.
#pragma once
#include "roster/schedule/patterns/pattern_problem.h"
#include <functional>
#include <limits>
#include <string_view>

namespace roster::schedule::patterns {

struct PatternLimits {
    /// CPU of this thread and its children. The plan comes at most one pricing turn later.
    double cpu_s = 30;
    /// Counted work; 0 for none. With a work limit and an infinite cpu_s the same problem and seed
    /// give the same plan. 10^8 is about 1 CPU s.
    std::int64_t work = 0;
    std::uint64_t seed = 1;
    /// Ends as soon as (cost - bound) / cost is at most this.
    double enough_gap_ratio = 0;
    /// Told the share of the limits that is used, 0 to 1, now and then; may be empty.
    std::function<void(double)> watcher{};
};

enum class Verdict {
    optimal,    ///< cost == bound
    feasible,   ///< a roster and a true bound below its cost
    infeasible, ///< `impossible` names people who cannot have any line
    time_out,   ///< the limit came before any bound was known; the best roster, if any, is kept
};
[[nodiscard]] std::string_view name_of(Verdict verdict) noexcept;

struct PatternPlan {
    Verdict verdict = Verdict::time_out;
    Roster roster;           ///< empty when none was found
    std::int64_t cost = -1;  ///< -1 without a roster
    std::int64_t bound = -1; ///< no roster costs less; -1 when not known
    double cpu_s = 0;
    std::int64_t work = 0;
    std::int64_t nodes = 0; ///< of branch and price
    int failed_children = 0;
    std::vector<std::string> impossible;

    [[nodiscard]] bool is_proven() const { return verdict == Verdict::optimal; }
    /// (cost - bound) / cost; 0 when proven, 1 when nothing is known.
    [[nodiscard]] double gap_ratio() const;
};

/// Error: every fault of the problem, or that it is too large to hold in memory.
/// Cost: the limits given. Not to be called by two threads with one problem being changed;
/// otherwise any number of plans may run at once.
[[nodiscard]] sim::core::Result<PatternPlan> plan_patterns(const PatternProblem& problem,
                                                           const PatternLimits& limits);

} // namespace roster::schedule::patterns
