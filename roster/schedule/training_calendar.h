/// The year of an organisation: what is owed in each window (monthly study, half-yearly drill and
/// training, campaigns) put on days, clear of festivals, blocked days and other events, and spread.
/// Pure; deterministic.
#pragma once
#include "roster/domain/obligation.h"
#include "roster/domain/window.h"
#include "sim/core/result.h"
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace roster::schedule {

/// Something owed so many times in a window.
struct PeriodicDuty {
    std::string key;   ///< "drill/2026-H1"
    std::string title; ///< "灭火疏散演练"
    domain::DaySpan window;
    int count = 1;
    /// Days on which this duty cannot be met although the home is free: heat for a drill out of
    /// doors, no trainer.
    std::vector<domain::DaySpan> blocked{};
};
struct CalendarEvent {
    domain::Date day{};
    std::string title;
};
struct CalendarInput {
    std::string organisation_key;
    domain::Date from{}, until{}; ///< days that may be used
    std::vector<PeriodicDuty> duties;
    std::vector<domain::DaySpan> festivals{}; ///< closed to everything
    std::vector<domain::DaySpan> blocked{};   ///< the people wanted are not there
    std::vector<CalendarEvent> events{};      ///< one event a day: these days are taken
    std::vector<domain::Date> make_up_days{}; ///< weekend days that are worked on (调休)
};

enum class UnplacedReason {
    no_day,  ///< the window holds no day between from and until
    blocked, ///< festivals and blocked days fill it
    taken,   ///< other events fill what is left
};
inline constexpr std::array<std::string_view, 3> unplaced_reason_names{"no_day", "blocked",
                                                                       "taken"};
[[nodiscard]] const char* word(UnplacedReason reason) noexcept;

struct PlacedDuty {
    std::string key;
    int no = 1; ///< of `count`
    domain::Date day{};
};
struct UnplacedDuty {
    std::string key;
    int no = 1;
    UnplacedReason reason{};
};
struct CalendarPlan {
    std::vector<PlacedDuty> placed;     ///< by day
    std::vector<UnplacedDuty> unplaced; ///< by key and no
};

/// Rows of a rule set as duties of a year: one for each calendar window of rules that are in force
/// and bind the organisation. Rolling windows and those of a day or a week are no matter of a
/// yearly calendar and are passed over.
[[nodiscard]] std::vector<PeriodicDuty> list_duties(std::span<const domain::Rule> rules,
                                                    const domain::Organisation& organisation,
                                                    int year);
/// The fewest unplaced, then workdays, few in one week, each near the middle of its part of the
/// window. Exact. Errors: bad_input with all problems: dates reversed, counts below 1, keys twice.
/// Cost: some ms for a year of 50 duties.
[[nodiscard]] sim::core::Result<CalendarPlan> plan_calendar(const CalendarInput& input);

} // namespace roster::schedule
