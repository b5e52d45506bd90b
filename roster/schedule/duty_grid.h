/// A duty problem with numbers for keys: people by rows, days by columns, one number a cell. What
/// planner, checker, explanation and repair all calculate on. Made once, then only read.
#pragma once
#include "roster/schedule/duty_model.h"
#include "sim/core/result.h"
#include <span>

namespace roster::schedule {

/// Limits of one roster. Beyond them the answer is a problem, not a long wait.
/// Source: docs/references.md#duty-limits
inline constexpr int most_people = 1000;
inline constexpr int most_kinds = 60; ///< shifts at posts, one bit each in a word
inline constexpr int most_horizon_days = 731;
/// Days before the horizon that count: a month's shifts, and any run of days.
inline constexpr int lead_days = 31;
/// Days after it, when the next roster is already fixed.
inline constexpr int tail_days = 7;

/// One shift at one post.
struct GridKind {
    int post = 0;  ///< index in DutyProblem::posts
    int shift = 0; ///< index in DutyProblem::shifts
    int start_min = 0;
    int length_min = 0;
    bool night = false;
    int work_min = 0; ///< counted as working time; 0 where the post's hours do not count
    bool control_room = false;
    /// Longer than its layer or a day allows: index in DutyProblem::rules, `standing_rule` for the
    /// one that needs no row, `fits` when it is not.
    int too_long = -1;
    int longest_min = 0; ///< what the layer allows, where too_long
};
inline constexpr int fits = -1, standing_rule = -2;

/// A rule in force: the strictest of its kind. `value` is negative when there is none.
struct GridRule {
    int value = -1;
    int index = -1; ///< in DutyProblem::rules
    [[nodiscard]] bool holds() const noexcept { return index >= 0; }
};

struct GridPair {
    int first = 0, second = 0;
    PairKind kind = PairKind::apart;
    int index = 0; ///< in DutyProblem::pairs
};

inline constexpr int off = -1;       ///< no shift
inline constexpr int not_fixed = -2; ///< the planner may choose

/// Cells of all people and days: kind index or `off`. Row of a person: [p * width, +width).
using DutyTable = std::vector<std::int8_t>;

struct DutyGrid {
    int people = 0;
    int days = 0;  ///< of the horizon
    int width = 0; ///< lead_days + days + tail_days
    Date first_day{};
    std::vector<GridKind> kinds;
    std::vector<DayKind> day_kind; ///< [width]
    std::vector<int> month;        ///< [width] 0 and up
    std::vector<DaySpan> months;   ///< by those numbers
    std::vector<int> year;         ///< [width]
    /// Bit k: may do kind k when it begins on that day: qualified, not away, not banned.
    std::vector<std::uint64_t> allowed; ///< [people * width]
    std::vector<std::int8_t> fixed;     ///< [people * width] kind, off or not_fixed
    std::vector<int> minimum, target;   ///< [width * kinds]; 0 outside the horizon
    std::vector<int> reduced;           ///< [width * kinds] what accepted gaps took off `minimum`
    bool has_reductions = false;
    /// Months of the standard or approved period together, by the number of the month's column.
    std::vector<int> period;          ///< [width] 0 and up
    std::vector<int> period_most_min; ///< [periods] DutyRuleKind::overtime_min; empty: no limit
    /// Least days from a shift of kind a to the next of kind b: rest, rest of the shift, night
    /// rest.
    std::vector<int> gap_days; ///< [kinds * kinds] [a * kinds + b]
    int longest_gap_days = 1;
    std::array<GridRule, duty_rule_kind_names.size()> rules{};
    std::vector<GridPair> pairs;
    std::vector<int>
        most_month_shifts; ///< [people] the person's or the rule's; a large number: none
    std::vector<std::uint8_t> experienced; ///< [people * width]
    std::vector<std::uint8_t> volunteer;   ///< [people * width]

    [[nodiscard]] int kind_count() const noexcept { return static_cast<int>(kinds.size()); }
    [[nodiscard]] std::size_t at(int person, int column) const noexcept {
        return static_cast<std::size_t>(person) * static_cast<std::size_t>(width) +
               static_cast<std::size_t>(column);
    }
    [[nodiscard]] std::size_t need_at(int column, int kind) const noexcept {
        return static_cast<std::size_t>(column) * kinds.size() + static_cast<std::size_t>(kind);
    }
    [[nodiscard]] int gap(int a, int b) const noexcept {
        return gap_days[static_cast<std::size_t>(a) * kinds.size() + static_cast<std::size_t>(b)];
    }
    [[nodiscard]] bool may(int person, int column, int kind) const noexcept {
        return (allowed[at(person, column)] >> kind & 1u) != 0;
    }
    [[nodiscard]] const GridRule& rule(DutyRuleKind kind) const noexcept {
        return rules[static_cast<std::size_t>(kind)];
    }
    [[nodiscard]] Date date(int column) const noexcept {
        return first_day + Days{column - lead_days};
    }
    [[nodiscard]] int column(Date day) const noexcept {
        return domain::calc_days_between(first_day, day) + lead_days;
    }
    [[nodiscard]] bool in_horizon(int column) const noexcept {
        return column >= lead_days && column < lead_days + days;
    }
    /// The calendar's days of a period, whole.
    [[nodiscard]] DaySpan period_days(int number, HoursPeriod period) const;
    /// Minutes from midnight of the first day of the horizon to the begin of a shift.
    [[nodiscard]] int begin_min(int column, int kind) const noexcept {
        return (column - lead_days) * day_min + kinds[static_cast<std::size_t>(kind)].start_min;
    }
    [[nodiscard]] int end_min(int column, int kind) const noexcept {
        return begin_min(column, kind) + kinds[static_cast<std::size_t>(kind)].length_min;
    }
};

/// Every fault of a problem at once: no or too many people, keys given twice, names that nobody
/// bears, spans that run backwards or never end, rules out of range, rules and pairs that
/// contradict each other, calendars of the wrong or a missing year, cells that cannot be.
[[nodiscard]] sim::core::Problems check_problem(const DutyProblem& problem);
/// check_problem, then the numbers. Cost: people × days × posts.
[[nodiscard]] sim::core::Result<DutyGrid> make_grid(const DutyProblem& problem);

/// Whether two stretches of minutes from midnight of the first day share one.
[[nodiscard]] inline bool do_overlap(int from_a, int until_a, int from_b, int until_b) noexcept {
    return from_a < until_b && from_b < until_a;
}
/// Whether an absence or a ban keeps its person from a shift. Leave, training and no_duty by every
/// minute of it; sickness by its begin; no_long_shift by a shift of more working time than the
/// standard day with a minute in those days; no_night by a night shift in those days, and by any
/// minute of the problem's night in them.
[[nodiscard]] bool does_bar(const DutyGrid& grid, const DutyAbsence& absence, int column, int kind);
[[nodiscard]] bool does_bar(const DutyProblem& problem, const DutyGrid& grid, const DutyBan& ban,
                            int column, int kind);

/// The day's kind in the calendars; Saturdays and Sundays where the year has none.
[[nodiscard]] DayKind calc_day_kind(std::span<const DutyCalendar> calendars, Date day) noexcept;

/// Whether a shift that begins on that day shares a minute with a duty elsewhere.
[[nodiscard]] bool overlaps(const DutyElsewhere& other, Date day, const GridKind& kind) noexcept;

/// Index of a shift at a post; nothing when the post has no such shift.
[[nodiscard]] std::optional<int> find_kind(const DutyProblem& problem, const DutyGrid& grid,
                                           std::string_view post_key, std::string_view shift_key);
/// Cells of a roster, with the carry-over of the problem.
struct LoadedCells {
    DutyTable table;
    std::vector<DutyCell> unknown; ///< person, post, shift or day that the problem does not have
    std::vector<DutyCell> doubled; ///< second shift of that person and day; the first is in table
};
[[nodiscard]] LoadedCells load_cells(const DutyProblem& problem, const DutyGrid& grid,
                                     const DutyRoster& roster);
/// The other way: cells of the horizon by day, then person; state from the problem's fixed cells.
[[nodiscard]] DutyRoster make_roster(const DutyProblem& problem, const DutyGrid& grid,
                                     const DutyTable& table);

} // namespace roster::schedule
