/// Response plans in versions, and which drill rehearsed which. Insert-only.
#pragma once
#include "roster/domain/response_plan.h"
#include "roster/store/database.h"
#include "roster/store/entry.h"
#include <string>
#include <vector>

namespace roster::store {

/// @return row number. Errors: conflict when this version is on file already.
[[nodiscard]] Result<std::int64_t>
insert_response_plan(Database& database, const domain::ResponsePlan& plan, const Entry& entry);

struct ResponsePlanRow {
    domain::ResponsePlan plan;
    std::string organisation_name;
    std::string recorded_at_utc, recorded_by;
};
/// Every version, of the organisation and all below it, by key and version.
[[nodiscard]] Result<std::vector<ResponsePlanRow>> load_response_plans(Database& database,
                                                                       const std::string& top_key);

/// A drill of either table that names a version.
struct Rehearsal {
    std::string plan_key;
    int version = 0;
    bool observed = false;  ///< run or observed (table drill); else entered afterwards
    std::int64_t id = 0;    ///< row of its table
    std::string subject;    ///< "drill/12", or the key of the activity
    std::string kind, name; ///< word of its table; scenario or title
    domain::Date local_day{};
    bool counts = false; ///< a real drill that was held
};
/// In force and held, by plan, latest first.
[[nodiscard]] Result<std::vector<Rehearsal>> load_rehearsals(Database& database,
                                                             const std::string& top_key);

/// What a link needs to know of a drill.
struct DrillPlace {
    std::int64_t id = 0;
    bool observed = false;
    std::vector<std::string> organisation_keys; ///< whose it is, and who took part
    domain::Date local_day{};
    bool held = false;
    bool is_drill = false;     ///< real, live, table-top or demonstration; not a training
    std::int64_t plan_row = 0; ///< version linked already; 0 for none
};
/// In force. @return id 0 when there is none
[[nodiscard]] Result<DrillPlace> find_drill_place(Database& database, std::int64_t drill_id);
[[nodiscard]] Result<DrillPlace> find_activity_place(Database& database, const std::string& key);

[[nodiscard]] Result<void> insert_drill_link(Database& database, std::int64_t drill_id,
                                             std::int64_t plan_row);
/// What a corrected drill rehearsed, the one in its place rehearsed too.
[[nodiscard]] Result<void> carry_drill_link(Database& database, std::int64_t from_drill_id,
                                            std::int64_t drill_id);
/// A new row in the place of the activity's, the same but for the plan, with its people, further
/// organisations, key moments and attachments. @return its number
[[nodiscard]] Result<std::int64_t> link_activity(Database& database, std::int64_t activity_id,
                                                 std::int64_t plan_row, const Entry& entry);

} // namespace roster::store
