/// Proof that every minute is covered: every minute of the horizon, not only every shift, so that a
/// gap of one minute across midnight, a month's end, a year's end or 29 February shows. Pure.
#pragma once
#include "roster/schedule/duty_grid.h"

namespace roster::schedule {

/// Minutes from midnight of the first day of the horizon; `until_min` is the first minute after.
struct MinuteSpan {
    int from_min = 0;
    int until_min = 0;
    friend bool operator==(const MinuteSpan&, const MinuteSpan&) = default;
};

/// A stretch in which too few stand at a post; `post` is -1 for volunteers over all posts.
struct CoverGap {
    int post = 0;
    MinuteSpan minutes{};
    int least_count = 0;      ///< fewest people in it
    int needed_count = 0;     ///< most that were needed in it
    bool is_accepted = false; ///< no more are missing than DutyReductions answer for
    friend bool operator==(const CoverGap&, const CoverGap&) = default;
};

struct CoverProof {
    MinuteSpan minutes{};        ///< what was looked at: opens_min to midnight after the last day
    int hour_count = 0;          ///< hours of the calendar in it, begun ones among them
    int whole_hour_count = 0;    ///< of those, with no gap at any post, accepted or not
    int accepted_hour_count = 0; ///< of those, with accepted gaps and no other
    std::vector<CoverGap> gaps;  ///< by post, then time; against the demand before any reduction
    /// Whether every gap is one that somebody answers for.
    [[nodiscard]] bool holds() const noexcept {
        return whole_hour_count + accepted_hour_count == hour_count;
    }
    /// [post][hour] fewest people standing at the post in any minute of that hour.
    std::vector<std::vector<std::int16_t>> least_count;
};

/// People who may stand there (qualified, not away, not barred, not still on the shift of the day
/// before) against people needed at every minute: the larger of always_count and what the
/// shifts running then ask for, reductions or not. Cost: minutes × posts, plus cells.
[[nodiscard]] CoverProof prove_cover(const DutyProblem& problem, const DutyGrid& grid,
                                     const DutyTable& table);

/// Gaps against always_count less accepted reductions, and the volunteers' rule, inside a stretch
/// of days.
/// @param first, last columns; minutes beyond the horizon are not owed
[[nodiscard]] std::vector<CoverGap> find_always_gaps(const DutyProblem& problem,
                                                     const DutyGrid& grid, const DutyTable& table,
                                                     int first, int last);

/// "2026-02-28 23:59" of a minute of the horizon.
[[nodiscard]] std::string describe_minute(const DutyGrid& grid, int minute_min);

} // namespace roster::schedule
