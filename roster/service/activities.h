/// Activities into the ledger and out of it, one transaction each.
#pragma once
#include "roster/domain/activity.h"
#include "roster/store/activity_table.h"
#include <string>
#include <vector>

namespace roster::service {

struct ActivityEntry {
    domain::Activity activity; ///< an empty key is given one
    std::vector<domain::Attendance> attendances;
    std::vector<std::string> organisation_keys; ///< further ones for which it counts
};
struct RecordedActivity {
    std::int64_t id = 0;
    std::string key;
};
/// Errors: bad_input with everything wrong at once (fields, unknown people and organisations,
/// people who had left); conflict when it is on file already.
[[nodiscard]] sim::core::Result<RecordedActivity>
record_activity(store::Database& database, ActivityEntry entry, const std::string& who);
using store::ActivityFilter;
using store::ActivityLine;
[[nodiscard]] sim::core::Result<std::vector<ActivityLine>>
list_activities(store::Database& database, const ActivityFilter& filter);

} // namespace roster::service
