/// Activities into the ledger and out of it, one transaction each.
#pragma once
#include "roster/domain/activity.h"
#include "roster/domain/key_moment.h"
#include "roster/store/activity_table.h"
#include <string>
#include <vector>

namespace roster::service {

struct ActivityEntry {
    domain::Activity activity; ///< an empty key is given one
    std::vector<domain::Attendance> attendances;
    std::vector<std::string> organisation_keys; ///< further ones for which it counts
    std::vector<domain::KeyMoment> moments{};   ///< of a real drill; what lacks gets a reason
    std::string response_plan{}; ///< rehearsed, "key" or "key@2" (response_plans.h); drills only
};
struct RecordedActivity {
    std::int64_t id = 0;
    std::string key;
};
/// Errors: bad_input with everything wrong at once (fields, unknown people and organisations,
/// people who had left); conflict when it is on file already.
[[nodiscard]] sim::core::Result<RecordedActivity>
record_activity(store::Database& database, ActivityEntry entry, const std::string& who);
/// The seven key moments of a fire drill that was held; nothing of anything else. Inside a
/// transaction.
[[nodiscard]] sim::core::Result<void>
write_key_moments(store::Database& database, const ActivityEntry& entry, std::int64_t activity_id);
/// The same inside a transaction that is open.
[[nodiscard]] sim::core::Result<RecordedActivity>
record_in_transaction(store::Database& database, ActivityEntry entry, const std::string& who);
using store::ActivityFilter;
using store::ActivityLine;
[[nodiscard]] sim::core::Result<std::vector<ActivityLine>>
list_activities(store::Database& database, const ActivityFilter& filter);

} // namespace roster::service
