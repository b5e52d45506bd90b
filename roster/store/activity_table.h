/// Activities with who was there: drills entered afterwards, trainings, lessons, plans.
/// Insert-only.
#pragma once
#include "roster/domain/activity.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::store {

/// Writes the activity, its people, and the further organisations for which it counts.
/// @return row number. Errors: conflict when the key is on file already.
[[nodiscard]] Result<std::int64_t>
insert_activity(Database& database, const domain::Activity& activity,
                const std::vector<domain::Attendance>& attendances,
                const std::vector<std::string>& organisation_keys, domain::Instant recorded_at_utc,
                const std::string& recorded_by);

struct ActivityLine {
    domain::Activity activity;
    int person_count = 0;
    int attended_count = 0;
    int passed_count = 0;
    bool counts = false; ///< in countable_activity
};
struct ActivityFilter {
    std::string organisation_key;            ///< with everything below it
    std::vector<domain::ActivityKind> kinds; ///< empty: all
    domain::Date first{domain::make_date(domain::first_year, 1, 1)};
    domain::Date last{domain::make_date(domain::last_year, 12, 31)};
};
/// In force, newest first.
[[nodiscard]] Result<std::vector<ActivityLine>> load_activities(Database& database,
                                                                const ActivityFilter& filter);

} // namespace roster::store
