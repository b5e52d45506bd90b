/// Somebody calls in sick: the roster is mended with provably the fewest changed cells inside two
/// weeks, and among those the cheapest; everything else left as it is. A longer absence is mended
/// two weeks at a time. Where two weeks do not mend it, the days around them may change as well.
/// Pure. Method and figures: docs/adr/0005-repair-by-clauses.md
#pragma once
#include "roster/schedule/duty_explain.h"

namespace roster::schedule {

/// What a changed cell costs. Source: docs/references.md#duty-repair
inline constexpr int change_cost = 1;
inline constexpr int short_notice_cost = 3; ///< published, and begins within short_notice_min
inline constexpr int leave_eve_cost = 5;    ///< somebody is called in on the day before leave
inline constexpr int short_notice_min = 72 * 60;
inline constexpr int repair_window_days = 14;
/// Days before and after a window that cannot be mended by itself that may change too, one try
/// each.
inline constexpr int repair_margins_days[] = {14, 45};
/// Effort of one bound, in conflicts. Source: docs/references.md#duty-search
inline constexpr int repair_conflicts_most = 100'000;

struct RepairAsk {
    /// First day that may change, never before `today` nor frozen; a window is from .. from + 13.
    Date from{};
    Date today{};    ///< when it is asked, for the notice too
    int now_min = 0; ///< minute of that day
    /// Last day that must be mended; nothing: the first window is all.
    std::optional<Date> until{};
    int window_days = repair_window_days;
};

struct ChangedCell {
    std::string person_key;
    Date day{};
    std::optional<DutyCell> before{}, after{}; ///< empty: off
    int cost = 0;
};

struct DutyRepair {
    /// yes: mended; no: cannot be, whatever of the days around changes; gave_up: effort ran out.
    /// `explanation`: of the window alone, where that cannot be mended by itself.
    SolverAnswer answer = SolverAnswer::gave_up;
    bool is_fewest = false;   ///< fewer cells were shown impossible, window by window
    bool is_cheapest = false; ///< and the same number at less cost
    int window_count = 0;     ///< windows of two weeks mended one after the other
    Date stuck_on{};          ///< where the answer is not yes: first day of the window that failed
    int cost = 0;             ///< of all changed cells, those who cannot come among them
    std::vector<ChangedCell> changes{}; ///< by day, then person; up to stuck_on
    DutyTable table{};
    int question_count = 0;
    std::optional<DutyExplanation> explanation{};
};

/// @param problem with the absence in it already @param roster as it was; its published cells may
/// change at a cost, frozen ones not; what lies before today is left as it is
[[nodiscard]] sim::core::Result<DutyRepair>
repair_roster(const DutyProblem& problem, const DutyRoster& roster, const RepairAsk& ask);

/// The problem in which a repair is looked for: published cells of the window, `window_days` long,
/// are free, and a
/// frozen cell in it stands although its person is sick.
[[nodiscard]] DutyProblem make_repair_problem(DutyProblem problem, const RepairAsk& ask);
/// Cost of changing a person's day to a kind; 0 when it is what it was.
[[nodiscard]] int calc_change_cost(const DutyProblem& problem, const DutyGrid& grid,
                                   const DutyTable& table, const RepairAsk& ask,
                                   const DutyRoster& roster, const CellChange& change);

} // namespace roster::schedule
