/// Who is in a volunteer fire team and since when. Append-only: an end is a row that corrects the
/// one that stood.
#pragma once
#include "roster/domain/people.h"
#include "roster/store/database.h"
#include <optional>
#include <string>
#include <vector>

namespace roster::store {

struct Membership {
    std::int64_t id = 0;
    std::string team_key, person_key, name;
    std::string home_key; ///< where the person is employed
    domain::TeamRole role{};
    domain::Date from_day{};
    std::optional<domain::Date> until_day{}; ///< last day
};
/// Also of a team that was disbanded: a key is never used again.
[[nodiscard]] Result<bool> is_team_key_taken(Database& database, const std::string& key);
/// The home's team of that key, disbanded or not, or of that name and not disbanded; empty when
/// there is none.
[[nodiscard]] Result<std::string> find_team_key(Database& database, const std::string& home_key,
                                                const std::string& key_or_name);
/// Every team that was not disbanded, of the whole ledger, with its members past and present; by
/// key. Cost: two statements.
[[nodiscard]] Result<std::vector<domain::Team>> load_all_teams(Database& database);
/// Memberships in force of the team, past and present; by person and day.
[[nodiscard]] Result<std::vector<Membership>> load_memberships(Database& database,
                                                               const std::string& team_key);
/// @return row number
[[nodiscard]] Result<std::int64_t> insert_membership(Database& database, const Membership& one);
/// The member's last day; the row that stood stays.
[[nodiscard]] Result<void> end_membership(Database& database, std::int64_t id, domain::Date last);
/// Entered by mistake: it never was.
[[nodiscard]] Result<void> withdraw_membership(Database& database, std::int64_t id);
/// The team's last day.
[[nodiscard]] Result<void> end_team(Database& database, const std::string& team_key,
                                    domain::Date last);

} // namespace roster::store
