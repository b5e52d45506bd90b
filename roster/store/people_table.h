/// Rows of organisations, staff, teams and residents. Keys that are not on file come back as an
/// error; lists are ordered by key.
#pragma once
#include "roster/domain/people.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::store {

[[nodiscard]] Result<void> insert_organisation(Database& database,
                                               const domain::Organisation& organisation);
/// Replaces everything but the key.
[[nodiscard]] Result<void> update_organisation(Database& database,
                                               const domain::Organisation& organisation);
[[nodiscard]] Result<std::vector<domain::Organisation>> load_organisations(Database& database);

[[nodiscard]] Result<void> insert_person(Database& database, const domain::Person& person);
/// Replaces name and dates of a person on file; the key and the organisation stay. Posts that are
/// no longer in `roles` end the day before `from`, new ones begin on it; history is kept.
[[nodiscard]] Result<void> update_person(Database& database, const domain::Person& person,
                                         domain::Date from);
[[nodiscard]] Result<std::vector<domain::Person>> load_persons(Database& database,
                                                               const std::string& organisation_key);

[[nodiscard]] Result<void> insert_team(Database& database, const domain::Team& team);
[[nodiscard]] Result<std::vector<domain::Team>> load_teams(Database& database,
                                                           const std::string& organisation_key);

[[nodiscard]] Result<void> insert_resident(Database& database, const domain::Resident& resident);
/// Ordered by bed.
[[nodiscard]] Result<std::vector<domain::Resident>>
load_residents(Database& database, const std::string& organisation_key);

} // namespace roster::store
