/// Trainings of an organisation's staff by what they were about. Reads only.
#pragma once
#include "roster/domain/obligation.h"
#include "roster/store/database.h"
#include <map>
#include <string>
#include <vector>

namespace roster::store {

/// Trainings that count (countable_attendance) with that content, up to that day, wherever they
/// were held, of everybody who has or had a post in the organisation; by person and day.
/// @param tag one of domain::content_tag_names
[[nodiscard]] Result<std::map<std::string, std::vector<domain::Deed>, std::less<>>>
load_trainings_of_staff(Database& database, const std::string& organisation_key,
                        const std::string& tag, domain::Date until);

} // namespace roster::store
