/// Why a roster cannot be, as few named rules, people and days as it takes, and the cheapest ways
/// out, each a value that a command can accept. Pure.
#pragma once
#include "roster/schedule/duty_counting.h"
#include "roster/schedule/duty_generator.h"
#include "roster/schedule/duty_headcount.h"

namespace roster::schedule {

/// Effort of one question to the solver, in conflicts; some 0.1 s of CPU.
/// Source: docs/references.md#duty-search
inline constexpr int explain_conflicts_most = 20'000;
/// Days looked at together, and how many such stretches are tried before "no conflict found".
inline constexpr int explain_window_days = 14;
inline constexpr int explain_windows_most = 12;
struct DutyConflict {
    DaySpan window{}; ///< days looked at; what lies beyond them is no part of it
    std::vector<ConflictMember> members;
    /// Every member is needed: without it the other members can be kept in the window. It says
    /// nothing of rules and days that are no members. False when the effort ran out on some member,
    /// which was then left in.
    bool is_minimal = true;
    /// What keeps the same people away besides: taking their member out would not bring them.
    std::vector<ConflictMember> also{};
    int question_count = 0; ///< asked of the solver
    /// All days of a post are one member: of hours of a month no single day is to blame.
    bool days_together = false;
};

enum class WayKind {
    drop_rule, ///< a rule of the house is suspended
    recall,    ///< somebody comes back from leave or a session for the window
    lift_ban,  ///< with the doctor's word, and only where DutyBan::liftable
    drop_pair,
    drop_limit, ///< a person's own limit a month
    extend_qualification,
    add_person,  ///< more people who may stand at a post
    accept_gaps, ///< somebody answers for people missing
    qualify,     ///< somebody who has other duties learns a post too, and is entered for it
    /// Hours averaged over a quarter or a year (综合计算工时): asks for an approval's number.
    average_hours,
    raise_overtime, ///< a house's overtime up to what the law allows
    lower_need,     ///< one fewer in a shift that has two or more
    change_pattern  ///< two shifts of 12 hours for three of 8
};
inline constexpr std::array<std::string_view, 13> way_kind_names{
    "drop_rule",     "recall",         "lift_ban",
    "drop_pair",     "drop_limit",     "extend_qualification",
    "add_person",    "accept_gaps",    "qualify",
    "average_hours", "raise_overtime", "lower_need",
    "change_pattern"};
/// Overtime of a month by law. Source: docs/references.md#duty-labour
inline constexpr int legal_overtime_min = 36 * 60;
/// One change that makes the window solvable, or everything.
struct DutyWay {
    WayKind kind{};
    std::string key; ///< rule id, person key, or post key by kind
    int index = 0;   ///< row of absence, ban, pair, rule or post by kind; a HoursPeriod
    DaySpan days{};  ///< for which it is meant
    std::vector<OpenShift> gaps{}; ///< of accept_gaps
    int count = 1;                 ///< of add_person
    std::vector<int> more{};       ///< of recall: further absences; of add_person: further posts
    std::string shift_key{};       ///< of lower_need
    int cost = 0;                  ///< docs/references.md#duty-ways
    /// With it alone the whole roster can be planned, which was shown; otherwise the window.
    bool mends_all = false;
};
/// What a way asks of people. Source: docs/references.md#duty-ways
[[nodiscard]] int calc_way_cost(const DutyProblem& problem, const DutyWay& way);

struct DutyExplanation {
    /// yes: a roster that keeps every rule was found; no: `conflict` or `short_heads` says why
    /// there is none; gave_up: no conflict was found, and no roster either.
    SolverAnswer answer = SolverAnswer::gave_up;
    std::optional<DutyConflict> conflict{};
    std::vector<HeadCount> short_heads{}; ///< too few by arithmetic, of hours of month and year too
    std::vector<int> unqualified_posts{}; ///< indices of posts at which nobody may ever stand
    /// For each of those posts whoever lacks least of what it asks for; no way out by itself.
    std::vector<DutyWay> nearest{};
    /// Fewest person-shifts that stay open when every rule is kept, on which days.
    std::vector<OpenShift> missing{};
    int missing_count = 0;
    bool missing_is_fewest = false;
    std::vector<DutyWay> ways{}; ///< those that mend everything first, then the cheapest
};

/// Looks for a conflict in stretches of explain_window_days, those around `hints` and those with
/// fewest people first, month by month by counting, by head-count, and in all days together where
/// they are few enough.
/// @param table given cells outside the stretches; from load_cells without a roster when there is
/// none @param hints days on which something was open or broken
[[nodiscard]] DutyExplanation explain_roster(const DutyProblem& problem, const DutyGrid& grid,
                                             const DutyTable& table, std::span<const Date> hints);
/// The same in one stretch of days.
[[nodiscard]] DutyExplanation explain_window(const DutyProblem& problem, const DutyGrid& grid,
                                             const DutyTable& table, DaySpan window);

/// Whether a set of members can be kept in a window. For tests and for offering ways out.
[[nodiscard]] SolverAnswer can_keep(const DutyProblem& problem, const DutyGrid& grid,
                                    const DutyTable& table, DaySpan window,
                                    std::span<const ConflictMember> members);

/// The problem with a way taken: a person more, a leave ended, a rule gone.
[[nodiscard]] DutyProblem apply_way(DutyProblem problem, const DutyWay& way);

/// Whether a way takes effect only with a number of approval (DutyHours::approval).
[[nodiscard]] bool needs_approval(const DutyProblem& problem, const DutyWay& way);

/// The same, with a row in DutyProblem::accepted that says what was accepted, by whom and when;
/// gaps carry the name too.
/// @param acceptance `by`, `at_utc` and `reason`; the rest is filled in
[[nodiscard]] DutyProblem accept_way(const DutyProblem& problem, const DutyWay& way,
                                     DutyAcceptance acceptance);

/// "3 月 9 日带班领导至少 1 人", "员工03 3 月 9 日休假（团建）" …
[[nodiscard]] std::string describe(const DutyProblem& problem, const DutyGrid& grid,
                                   const ConflictMember& member);
/// One line a member, days of one post that follow each other in one line.
[[nodiscard]] std::vector<std::string> describe(const DutyProblem& problem, const DutyGrid& grid,
                                                const DutyConflict& conflict);
[[nodiscard]] std::string describe(const DutyProblem& problem, const DutyWay& way);

} // namespace roster::schedule
