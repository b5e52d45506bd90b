/// Activities into the ledger and out of it, one transaction each.
#pragma once
#include "roster/domain/activity.h"
#include "roster/domain/key_moment.h"
#include "roster/domain/obligation.h"
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
    std::string reason{};        ///< of a correction, for the audit
    bool another = false; ///< a real drill although one of this home began within the same hour
};
struct RecordedActivity {
    std::int64_t id = 0;
    std::string key;
};
/// Errors: bad_input with everything wrong at once (fields, unknown people and organisations,
/// people who had left); conflict when it is on file already.
[[nodiscard]] sim::core::Result<RecordedActivity>
record_activity(store::Database& database, ActivityEntry entry, const std::string& who);
/// Those said to have been present at what was held, of whom leave on file says otherwise.
[[nodiscard]] sim::core::Result<void> check_present_at_work(store::Database& database,
                                                            const ActivityEntry& entry,
                                                            sim::core::Problems& problems);
/// A real drill about fire that was held.
[[nodiscard]] bool is_fire_drill(const domain::Activity& activity);
/// The same drill entered twice would count twice: a real drill of the home that began less than an
/// hour before or after. @return what is wrong; empty when nothing is
/// @param except_source, except_id  row that is being replaced; id 0 for none
struct SameDrill {
    std::string organisation_key;
    domain::Instant started_at_utc{};
    std::string except_source{};
    std::int64_t except_id = 0;
};
[[nodiscard]] sim::core::Result<sim::core::Problems> check_same_drill(store::Database& database,
                                                                      const SameDrill& drill);
/// The seven key moments of a fire drill that was held; nothing of anything else. Inside a
/// transaction.
[[nodiscard]] sim::core::Result<void>
write_key_moments(store::Database& database, const ActivityEntry& entry, std::int64_t activity_id);
/// The same inside a transaction that is open.
[[nodiscard]] sim::core::Result<RecordedActivity>
record_in_transaction(store::Database& database, ActivityEntry entry, const std::string& who);
using store::ActivityFilter;
using store::ActivityLine;
/// As countable_activity has it.
[[nodiscard]] domain::Deed make_deed(const domain::Activity& activity);
/// Ids of the rules that such a deed of the organisation, of its people or its teams counts for,
/// sorted, once each. That it counts at all is decided elsewhere (held, real, not withdrawn).
[[nodiscard]] std::vector<std::string> list_rules_met(std::span<const domain::Rule* const> rules,
                                                      const domain::Organisation& organisation,
                                                      const domain::Deed& deed);
/// With the rules in force today that each counts for.
[[nodiscard]] sim::core::Result<std::vector<ActivityLine>>
list_activities(store::Database& database, const ActivityFilter& filter);

} // namespace roster::service
