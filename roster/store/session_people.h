/// What a plan of training asks the ledger about people: posts of the three roles over time, leave,
/// trainings. Reads only.
#pragma once
#include "roster/domain/obligation.h"
#include "roster/store/database.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace roster::store {

/// One post of the three roles, past, present or to come.
struct SessionPost {
    std::string person_key, person_name, organisation_key;
    domain::Post post{};
    domain::Date from_day{};
    std::optional<domain::Date> until_day{}; ///< last day
    domain::Date joined_on{};                ///< employed
    std::optional<domain::Date> left_on{};
};
/// In force within the part, of staff, by person, organisation and first day.
[[nodiscard]] Result<std::vector<SessionPost>> load_session_posts(Database& database,
                                                                  const std::string& top_key);

struct SessionAbsence {
    std::string person_key;
    domain::Date from_day{};
    std::optional<domain::Date> until_day{};
    std::string reason;
};
/// In force, of everybody with a post in the part, ending that day or later, by person and day.
[[nodiscard]] Result<std::vector<SessionAbsence>>
load_session_absences(Database& database, const std::string& top_key, domain::Date day);

/// Trainings of the city and 岗前 ones that count (countable_attendance) up to that day, by person
/// and day.
using SessionDeeds = std::map<std::string, std::vector<domain::Deed>, std::less<>>;
[[nodiscard]] Result<SessionDeeds> load_session_deeds(Database& database, domain::Date day);

} // namespace roster::store
