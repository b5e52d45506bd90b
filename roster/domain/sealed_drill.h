/// Drills whose day is settled beforehand and told to nobody (四不两直): the window is visible, the
/// day lies in a hash until the drill is held. Pure.
#pragma once
#include "roster/domain/calendar.h"
#include "sim/core/result.h"
#include <cstdint>
#include <optional>
#include <string>

namespace roster::domain {

/// House rule: a window in which the day cannot be guessed.
inline constexpr int sealed_window_least_days = 7;

struct SealedDrill {
    std::int64_t id = 0;
    std::string organisation_key, title;
    Date from_day{}, until_day{};
    std::string seal_sha256;
    Instant recorded_at_utc{};
    std::string recorded_by;
    std::optional<Date> opened_day{}; ///< day of the drill that opened it
    std::int64_t activity_id = 0;     ///< that drill; 0 while sealed
};
/// The same day and secret make the same seal again.
[[nodiscard]] std::string make_seal(const std::string& organisation_key, Date day,
                                    const std::string& secret);
/// Everything wrong with a day to be sealed.
[[nodiscard]] sim::core::Problems check(const SealedDrill& drill, Date day, Date today);

} // namespace roster::domain
