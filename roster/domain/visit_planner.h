/// Who is visited in which week, so that every home has its rounds. Deterministic: the same homes
/// and days give the same plan. Pure.
#pragma once
#include "roster/domain/calendar.h"
#include "sim/core/result.h"
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace roster::domain {

/// A home that wants visits.
struct HomeToVisit {
    std::string key;
    int done_count = 0;             ///< visits this year already
    std::optional<Date> last_day{}; ///< the last one, of any year
};
struct VisitWish {
    int year = 0;
    std::optional<Date> from{}; ///< plan from this day's week on; empty: the whole year
    int rounds_count = 2;       ///< each home at least so often, 1 to 52
    int per_week_most = 2;      ///< 1 to 50
    int per_week_least = 1;     ///< further rounds are added until each week has so many
};
struct PlannedVisit {
    std::string home_key;
    int week_no = 0; ///< 1 to 52: the first 52 Mondays of the year
    Date day{};
    int round_no = 0;
};

/// The arithmetic behind a plan, for saying why there is none.
struct VisitLoad {
    int homes_count = 0, weeks_count = 0;
    int needed_count = 0; ///< visits still wanted
    int room_count = 0;   ///< visits that fit
    int per_week_needed = 0;
};
[[nodiscard]] VisitLoad calc_visit_load(std::span<const HomeToVisit> homes, const VisitWish& wish);

/// The home with the fewest visits comes next, then the one that waited longest, then by key: none
/// is visited twice before all were once. Visits are spread evenly over the weeks.
/// Error: bad_input with the numbers when the year is too short for them.
[[nodiscard]] sim::core::Result<std::vector<PlannedVisit>>
plan_visits(std::span<const HomeToVisit> homes, const VisitWish& wish);

} // namespace roster::domain
