/// The year's roster by annealing: two people change shifts on a day or over a run of days, so that
/// cover stays exact, and every step is judged by what it changes alone. The same problem, seed and
/// budget give the same roster on any machine of a kind. Pure.
#pragma once
#include "roster/schedule/duty_check.h"
#include "roster/schedule/duty_ledger.h"

namespace roster::schedule {

/// Where a rule stays broken and arithmetic does not say why, the solver is asked for a roster to
/// start from, up to so many people × days × shifts that hang together, twice with so many
/// conflicts, after so many steps; and so many are left then, whatever it answers.
/// Source: docs/references.md#duty-search
inline constexpr int solve_cells_most = 4'000;
inline constexpr int solve_conflicts_most = 20'000;
inline constexpr std::int64_t solve_after_moves = 600'000, moves_after_solve = 1'200'000;

struct DutySearch {
    std::uint64_t seed = 1;
    /// Steps tried in all; the search stops before when nothing is left to gain. A million steps
    /// take about 0.4 s of CPU. Source: docs/references.md#duty-search
    std::int64_t move_budget = 12'000'000;
    /// How often the solver is asked where steps leave a rule broken; 0: steps alone.
    int solver_tries_most = 1;
};

/// A shift that nobody stands.
struct OpenShift {
    Date day{};
    std::string post_key;
    std::string shift_key;
    int missing_count = 0; ///< below the minimum
    int untaken_count = 0; ///< between minimum and target
};

struct GeneratedRoster {
    DutyRoster roster;
    DutyTable table;
    std::vector<DutyViolation> violations; ///< empty: nothing is broken
    std::vector<OpenShift> open;           ///< also where the target alone is missed
    DutyLedger ledger;
    std::int64_t move_count = 0; ///< steps used
};

/// Fixed cells stay. Small rosters in which the steps leave a rule broken are begun anew from one
/// that keeps every rule, where the solver finds it. Never empty-handed: where the rules cannot all
/// be kept, the answer is the best found, with its violations; duty_explain.h says why.
[[nodiscard]] sim::core::Result<GeneratedRoster> generate_roster(const DutyProblem& problem,
                                                                 const DutySearch& search);
/// On a grid that is there already.
[[nodiscard]] GeneratedRoster generate_roster(const DutyProblem& problem, const DutyGrid& grid,
                                              const DutySearch& search);

} // namespace roster::schedule
