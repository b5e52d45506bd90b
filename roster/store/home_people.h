/// Who works, worked or will work at an organisation or below it: of its own roll, or with a post
/// there. The one place that answers it. Reads only.
#pragma once
#include "roster/domain/workplace.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::store {

/// People with their posts in every home.
struct PeopleAround {
    std::vector<domain::Person> persons;       ///< as on file: own home; `roles` are empty; by key
    std::vector<domain::PostAssignment> posts; ///< by person, organisation, first day
    [[nodiscard]] std::span<const domain::PostAssignment>
    posts_of(const std::string& person_key) const;
};
/// Everybody of the part, and whoever holds or held a post in it. Cost: two statements.
[[nodiscard]] Result<PeopleAround> load_people_around(Database& database,
                                                      const std::string& top_key);

/// Staff as their homes see them on `day` (domain::seen_from): is_on_roll(one, day) says who works
/// there that day. Who is in two homes of the part comes twice. Leave is that of the day. By
/// organisation and key. Cost: four statements, whatever the size of the part.
[[nodiscard]] Result<std::vector<domain::Person>>
load_home_people(Database& database, const std::string& top_key, domain::Date day);

} // namespace roster::store
