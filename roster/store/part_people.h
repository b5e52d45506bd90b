/// The people of a whole part of the tree, each once, with their posts in it. Reads only.
#pragma once
#include "roster/domain/people.h"
#include "roster/store/database.h"
#include <map>
#include <string>
#include <vector>

namespace roster::store {

struct PartPeople {
    /// Who belongs to the part, or holds a post in it that day; by organisation and key. `roles`
    /// are those held that day within the part; `organisation_key` is the own home where one of
    /// them is there or none is anywhere, else where the first of them is. Leave is that of the
    /// day.
    std::vector<domain::Person> persons;
    std::map<std::string, domain::TeamRole, std::less<>> team_role_of; ///< that day, by person
    std::map<std::string, std::string, std::less<>> organisation_name; ///< by key
};
/// Staff only. Cost: five statements, whatever the size of the part.
[[nodiscard]] Result<PartPeople> load_part_people(Database& database, const std::string& top_key,
                                                  domain::Date day);

} // namespace roster::store
