/// Leave of people: rows of absence in force.
#pragma once
#include "roster/domain/post.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::store {

/// Of everybody who holds or held a post in the organisation, whatever is not over before `from`;
/// by person and day.
[[nodiscard]] Result<std::vector<domain::Absence>>
load_absences(Database& database, const std::string& organisation_key, domain::Date from);

} // namespace roster::store
