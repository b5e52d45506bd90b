/// Who is in a volunteer fire team, wherever they are employed, and how to reach people. Reads
/// only.
#pragma once
#include "roster/domain/people.h"
#include "roster/store/database.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace roster::store {

struct TeamRollLine {
    std::string person_key, name;
    std::string other_home; ///< where employed, when not at the team's own home
    std::string posts;      ///< held that day, words of the table parted by blanks
    std::string phone;      ///< in full; of the person, else of a responsibility; may be empty
    domain::TeamRole role{};
    domain::Date from_day{};                  ///< of the membership
    std::optional<domain::Date> trained_on{}; ///< last drill or training that counts, not later
};
/// Members on that day who are employed on it; the leader first, then by key.
/// Cost: one statement, and one for each member.
[[nodiscard]] Result<std::vector<TeamRollLine>>
load_team_roll(Database& database, const std::string& team_key, domain::Date day);

/// Telephones on file, in full, by person.
using Phones = std::map<std::string, std::string, std::less<>>;
[[nodiscard]] Result<Phones> load_phones(Database& database);

} // namespace roster::store
