/// Who is at hand for a drill: staff of a shift for the roles, residents for the beds. Reads only;
/// tools/casting turns the answer into a scenario's people.
#pragma once
#include "roster/domain/people.h"
#include "roster/domain/post.h"
#include "roster/store/database.h"
#include <map>
#include <span>
#include <string>
#include <vector>

namespace roster::service {

/// Long leave, or any that is on file for the day.
[[nodiscard]] bool is_on_leave(const domain::Person& person,
                               std::span<const domain::Absence> absences,
                               domain::Date day) noexcept;

/// One post of one person on a shift; a person with two posts stands twice.
struct OnShift {
    domain::Post post{};
    std::string zone; ///< "level/2"; empty for the house
    std::string person_key;
    std::string name;
    std::string team_role; ///< empty outside the team
};
/// On the roll and not on leave that day, ordered by post, zone and key.
[[nodiscard]] sim::core::Result<std::vector<OnShift>>
list_shift(store::Database& database, const std::string& organisation_key, domain::Shift shift,
           domain::Date day);

/// Residents by bed key; the names of a home's beds are those of its plan.
[[nodiscard]] sim::core::Result<std::map<std::string, domain::Resident>>
list_residents_by_bed(store::Database& database, const std::string& organisation_key);

/// Keys of the organisations on file, in order; the example home alone in a new database.
[[nodiscard]] sim::core::Result<std::vector<domain::Organisation>>
list_organisations(store::Database& database);

} // namespace roster::service
