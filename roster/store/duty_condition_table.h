/// Bans, experience, pairs and wishes for the planning of duty. Insert-only: a later row ends an
/// earlier one sooner or takes it back, and names it.
#pragma once
#include "roster/domain/calendar.h"
#include "roster/domain/duty_condition.h"
#include "roster/store/database.h"
#include "roster/store/entry.h"
#include <optional>
#include <string>
#include <vector>

namespace roster::store {

struct DutyConditionRow {
    std::int64_t id = 0;
    std::int64_t corrects_id = 0; ///< 0: a new one
    bool withdrawn = false;       ///< only takes back the one it corrects
    domain::ConditionKind kind{};
    std::string person_key;
    std::string other_key{};                 ///< of a pair: the second
    std::string organisation_key{};          ///< empty for bans: wherever the person works
    std::optional<domain::BanBasis> basis{}; ///< of a ban
    domain::Date from_day{};
    std::optional<domain::Date> until_day{}; ///< last day; empty: open
    std::string shift{};                     ///< of a wish: key or name; empty: any
    std::optional<int> weight_count{};       ///< of a wish
    std::string reason{};                    ///< of a pair, a wish, or an end; never of a ban
    std::string recorded_by{};               ///< set by the entry
    std::string person_name{}, other_name{}; ///< as on file now
};
/// @return row. Errors: conflict when the row that it ends is ended or taken back already.
[[nodiscard]] Result<std::int64_t>
insert_duty_condition(Database& database, const DutyConditionRow& row, const Entry& entry);
/// In force and not over before `from`: of the organisation, and the bans of everybody whose home
/// it is or who holds or held a post there. By person, day and row.
[[nodiscard]] Result<std::vector<DutyConditionRow>>
load_duty_conditions(Database& database, const std::string& organisation_key, domain::Date from);
/// The row of that number, if the organisation sees it, whether it is in force or not.
struct FoundDutyCondition {
    DutyConditionRow row;
    std::int64_t corrected_by = 0; ///< row that ends it or takes it back; 0 while in force
};
[[nodiscard]] Result<std::optional<FoundDutyCondition>>
find_duty_condition(Database& database, const std::string& organisation_key, std::int64_t id);

} // namespace roster::store
