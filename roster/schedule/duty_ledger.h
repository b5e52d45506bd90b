/// Who has done how much, the year to date, and how much of it is a fair share. Pure.
#pragma once
#include "roster/schedule/duty_grid.h"

namespace roster::schedule {

enum class ShareKind { total, night, weekend, holiday };
inline constexpr std::size_t share_kinds = 4;
inline constexpr std::array<std::string_view, share_kinds> share_kind_names{"total", "night",
                                                                            "weekend", "holiday"};
/// Leave from this many days in a row on takes days off somebody's share; shorter leave does not.
/// Source: docs/references.md#duty-fairness
inline constexpr int long_leave_days = 15;

/// People among whom shifts are shared: all who are linked by posts that they could both take; and
/// among them those who may take exactly the same, who can come out even.
struct ShareGroups {
    std::vector<int> group; ///< [people] 0 and up; -1: may take nothing in the horizon
    int count = 0;
    std::vector<int> peers; ///< [people] same posts and shifts; 0 and up, -1 as above
    int peer_count = 0;
};
[[nodiscard]] ShareGroups calc_share_groups(const DutyGrid& grid);

/// Part of each person in the group's shifts of a kind: days open to that person over the days open
/// to all, the days behind `before` among them. Sums to 1 in a group that may take such shifts.
using Shares = std::vector<std::array<double, share_kinds>>;
/// @param group [people] ShareGroups::group or ::peers
[[nodiscard]] Shares calc_shares(const DutyProblem& problem, const DutyGrid& grid,
                                 std::span<const int> group);

/// Which of the counts a shift of that kind and day raises.
[[nodiscard]] std::array<bool, share_kinds> counts_of(const DutyGrid& grid, int column, int kind);

struct LedgerRow {
    int person = 0; ///< index in DutyProblem::people
    int group = -1;
    DutyCounts now{};  ///< of the horizon
    DutyCounts year{}; ///< with what went before
    /// What the fair share of the group's year to date would be, total, nights, weekends, holidays.
    std::array<double, share_kinds> fair_count{};
    /// Year to date minus fair: who has least gets the next shift.
    std::array<double, share_kinds> ahead_count{};
};
/// People who may take the same posts and shifts.
struct LedgerGroup {
    std::vector<int> people;
    /// Largest minus smallest count beyond the fair share among these people: at most 1 when shifts
    /// are shared as evenly as whole shifts can be.
    std::array<double, share_kinds> range_count{};
    /// No roster with as many of these shifts has a smaller range, whatever rules it breaks: whole
    /// shifts do not divide more evenly. Nothing where others could take some of the shifts. A
    /// range that equals it is proven.
    std::optional<std::array<double, share_kinds>> least_range_count{};
};
/// Smallest range of `held_count` after `count` ones are handed out. Proof: ones given to whoever
/// has least lift all that they reach into one unit; a range below one fits no other way, and a
/// range of one or more is held up by somebody who got none. Cost: people × count, in the worst
/// case.
[[nodiscard]] double calc_least_range(std::vector<double> held_count, int count);
struct DutyLedger {
    std::vector<LedgerRow> rows; ///< one a person, in the problem's order
    std::vector<LedgerGroup> groups;
};
/// Cost: people × days.
[[nodiscard]] DutyLedger calc_ledger(const DutyProblem& problem, const DutyGrid& grid,
                                     const DutyTable& table);

} // namespace roster::schedule
