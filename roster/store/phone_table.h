/// Telephones of people, in full. What a responsibility says of a number is another thing
/// (team_roll.h has both).
#pragma once
#include "roster/store/database.h"
#include <map>
#include <string>

namespace roster::store {

/// Of everybody who has one, by person.
[[nodiscard]] Result<std::map<std::string, std::string>> load_person_phones(Database& database);
/// Empty takes it away.
[[nodiscard]] Result<void> set_phone(Database& database, const std::string& person_key,
                                     const std::string& phone);

} // namespace roster::store
