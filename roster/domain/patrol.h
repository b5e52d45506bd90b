/// What the patrols and checks of a home left out: days, months, stretches of the night. Pure.
#pragma once
#include "roster/domain/window.h"
#include <span>
#include <vector>

namespace roster::domain {

/// Days from first to last, both within, that are not in `done`. @param done any order
[[nodiscard]] std::vector<Date> find_missed_days(std::span<const Date> done, DaySpan span);
/// First days of the calendar months that lie wholly in `span` and hold none of `done`.
[[nodiscard]] std::vector<Date> find_missed_months(std::span<const Date> done, DaySpan span);

/// A stretch of the night in which nobody went round.
struct NightGap {
    Date evening{}; ///< day on which the night began
    Instant from{}, until{};
    [[nodiscard]] int minutes() const noexcept {
        return static_cast<int>(
            std::chrono::duration_cast<std::chrono::minutes>(until - from).count());
    }
};
/// Stretches of more than night_gap_most between 22:00 and 06:00, counted from 22:00 to the first
/// patrol, between patrols, and from the last to 06:00. @param patrols any order, any nights
[[nodiscard]] std::vector<NightGap> find_night_gaps(std::span<const Instant> patrols, Date evening);

} // namespace roster::domain
