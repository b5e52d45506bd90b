/// Arithmetic before any search: "this needs nine people; there are seven". Pure.
#pragma once
#include "roster/schedule/duty_grid.h"

namespace roster::schedule {

enum class HeadVerdict {
    enough,
    with_overtime, ///< enough only with overtime up to the caps of month, period and year
    short_of_people
};
inline constexpr std::array<std::string_view, 3> head_verdict_names{"enough", "with_overtime",
                                                                    "short_of_people"};

/// Instead of a number of people, where one person may not do a single shift.
inline constexpr int nobody_helps = -1;

/// One post, or posts that share people.
struct HeadCount {
    std::vector<int> posts;       ///< indices in DutyProblem::posts
    int have_count = 0;           ///< people who may stand there on some day
    std::int64_t shift_count = 0; ///< shifts to fill, by minimum
    std::int64_t work_min = 0;    ///< their working time; 0 where hours do not count
    /// What one person can do: standard hours, most hours, most shifts, in this horizon; leave and
    /// bans of the average person are taken off.
    std::int64_t standard_min = 0, most_min = 0;
    double most_shifts_count = 0.0;
    int need_standard_count = 0; ///< people without overtime; nobody_helps: the caps leave nothing
    int need_most_count = 0;     ///< people with as much overtime as the rules allow
    /// Of posts that share people: shifts that stay open whoever stands where, as what one post
    /// asks of somebody binds him for the others too. 0 where the roster is too large to be asked.
    int missing_count = 0;
    /// The day with most people missing, if any is short.
    std::optional<Date> worst_day{};
    int worst_need_count = 0, worst_have_count = 0;
    HeadVerdict verdict = HeadVerdict::enough;
};

/// Up to so many people × days × shifts that hang together the whole horizon is asked: what each
/// person can do in a month, whether anything is impossible at all, and whether a way out leads out
/// everywhere. Source: docs/references.md#duty-search
inline constexpr int explain_whole_most = 4'000;

/// Each post by itself, then each set of posts that share people. Necessary, never sufficient:
/// `short_of_people` is certain, `enough` is not. Cost: people × days × kinds, and that of
/// duty_counting_mixes.h up to explain_whole_most.
[[nodiscard]] std::vector<HeadCount> count_heads(const DutyProblem& problem, const DutyGrid& grid);

/// One post by itself. Cost: people × days × kinds.
[[nodiscard]] HeadCount count_heads_at(const DutyGrid& grid, int post);

/// "消防控制室：8760 小时 × 2 人 = 17520 小时；每人每年 1984 小时 → 需要 9 人，现有 7 人"
[[nodiscard]] std::string describe(const DutyProblem& problem, const HeadCount& count);

} // namespace roster::schedule
