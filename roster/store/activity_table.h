/// Activities with who was there: drills entered afterwards, trainings, lessons, plans.
/// Insert-only.
#pragma once
#include "roster/domain/activity.h"
#include "roster/store/database.h"
#include <optional>
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

/// One activity as it was written, with what hangs on it.
struct StoredActivity {
    domain::Activity activity;
    std::vector<domain::Attendance> attendances;
    std::vector<std::string> organisation_keys; ///< further ones for which it counts
    bool withdrawn = false;                     ///< the last word on it is that it was taken back
    int assessments_count = 0;                  ///< levels that stand on it
};
/// The last row under a key, or under the key of a row number. None: nothing.
[[nodiscard]] Result<std::optional<StoredActivity>> find_activity(Database& database,
                                                                  const std::string& number_or_key);

/// A real drill that was held, observed or entered afterwards.
struct HeldDrill {
    std::string source; ///< "drill", "activity"
    std::int64_t id = 0;
    std::string organisation_key, title;
    domain::Instant started_at_utc{};
};
/// In force, that began from `first` to `last`; of the organisation and all below it, and those
/// held together with it. By start.
[[nodiscard]] Result<std::vector<HeldDrill>> load_held_drills(Database& database,
                                                              const std::string& top_key,
                                                              domain::Instant first,
                                                              domain::Instant last);

struct ActivityLine {
    domain::Activity activity;
    /// Name in drill_kind_names of a drill that the program ran or observed, its key is "drill/12";
    /// empty for what was entered as an activity.
    std::string drill_kind{};
    int person_count = 0;
    int attended_count = 0;
    int passed_count = 0;
    bool counts = false;                 ///< in countable_activity
    std::vector<std::string> rule_ids{}; ///< it counts for; filled by service::list_activities
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

/// Drills that the program ran or observed, as lines of the same list. The title is the scenario's
/// key.
[[nodiscard]] Result<std::vector<ActivityLine>> load_drill_lines(Database& database,
                                                                 const ActivityFilter& filter);

} // namespace roster::store
