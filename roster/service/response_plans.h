/// Response plans (预案): registered and approved in versions, tied to the drills that rehearsed
/// them, and what has not been rehearsed.
#pragma once
#include "roster/domain/response_plan.h"
#include "roster/store/response_plan_table.h"
#include <optional>
#include <string>
#include <vector>

namespace roster::service {

struct RecordedPlan {
    std::int64_t id = 0;
    std::string key;
    int version = 0;
};
/// A new plan, or the next version of the one with this key or, without a key, with this title in
/// this organisation. Its id, version and empty key are filled in here.
/// Errors: bad_input with everything wrong at once; conflict when nothing differs from the last
/// version.
[[nodiscard]] sim::core::Result<RecordedPlan>
add_response_plan(store::Database& database, domain::ResponsePlan plan, const std::string& who);

/// Approves the last version: its text stands again, as the next version, with day and person.
/// Errors: bad_input (no such plan, parts that are open); conflict when it is approved already.
[[nodiscard]] sim::core::Result<RecordedPlan>
approve_response_plan(store::Database& database, const std::string& key,
                      std::optional<domain::Date> approved_on, const std::string& approved_by,
                      const std::string& who);

/// A plan on a drill that is on file.
/// @param plan "key" for the last version approved on or before that day, or "key@2"
/// @param drill number of a drill run or observed, or key of an activity
/// Errors: bad_input (none of that name, not a drill, not held, version not approved by then, plan
/// of another home); conflict when the drill has a plan already.
[[nodiscard]] sim::core::Result<RecordedPlan> link_response_plan(store::Database& database,
                                                                 const std::string& plan,
                                                                 const std::string& drill,
                                                                 const std::string& who);
/// The same inside a transaction, with what is wrong added to `problems`.
/// @return 0 when something is
[[nodiscard]] sim::core::Result<RecordedPlan> resolve_response_plan(store::Database& database,
                                                                    const std::string& plan,
                                                                    const store::DrillPlace& drill,
                                                                    sim::core::Problems& problems);

/// One plan as it stands on a day.
struct PlanLine {
    store::ResponsePlanRow current; ///< last version approved by then; else the last draft
    domain::PlanStanding standing;
    int newest_version = 0;                       ///< drafts too
    std::optional<store::Rehearsal> last;         ///< last one that counts
    std::vector<store::Rehearsal> all;            ///< latest first; those that do not count too
    std::vector<store::ResponsePlanRow> versions; ///< oldest first
};
/// Of the organisation and all below it, by key.
[[nodiscard]] sim::core::Result<std::vector<PlanLine>>
list_response_plans(store::Database& database, const std::string& top_key, domain::Date today);

} // namespace roster::service
