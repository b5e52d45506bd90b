/// Rows of organisations, staff, teams and residents. Keys that are not on file come back as an
/// error; lists are ordered by key.
#pragma once
#include "roster/domain/post.h"
#include "roster/store/database.h"
#include <map>
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

/// Name, first and last day of everybody, by key.
struct EmploymentDays {
    std::string name;
    domain::Date joined_on{};
    std::optional<domain::Date> left_on{};
};
using PersonDays = std::map<std::string, EmploymentDays, std::less<>>;
/// For messages: the key of whoever is not on file.
[[nodiscard]] const std::string& name_in(const PersonDays& people, const std::string& key);
[[nodiscard]] Result<PersonDays> load_person_days(Database& database);
/// A post at any organisation, for people with several homes. @return row number
[[nodiscard]] Result<std::int64_t> insert_post(Database& database,
                                               const domain::PostAssignment& assignment);
/// Ends a post on its last day; the row that stood stays.
[[nodiscard]] Result<void> end_post(Database& database, std::int64_t post_id, domain::Date last);
/// In force, past and present, of everybody with a post in the organisation; by person and day.
[[nodiscard]] Result<std::vector<domain::PostAssignment>>
load_posts(Database& database, const std::string& organisation_key);

[[nodiscard]] Result<void> insert_team(Database& database, const domain::Team& team);
/// Teams that stand, with every membership in force, past and to come: domain::is_member tells of a
/// day.
[[nodiscard]] Result<std::vector<domain::Team>> load_teams(Database& database,
                                                           const std::string& organisation_key);

[[nodiscard]] Result<void> insert_resident(Database& database, const domain::Resident& resident);
/// Ordered by bed.
[[nodiscard]] Result<std::vector<domain::Resident>>
load_residents(Database& database, const std::string& organisation_key);

} // namespace roster::store
