/// Volunteer fire teams (志愿消防队): formed, joined, left, listed with the two rules on their
/// size. One transaction each. Being in a team is nobody's evidence of anything.
#pragma once
#include "roster/domain/team_check.h"
#include "roster/store/team_table.h"
#include <string>
#include <vector>

namespace roster::service {

/// @param team its members join on their `from_day`, without one today. Without a key it is
///        "team/<home>", with a number from the second on.
/// @return the key. Errors: bad_input with everything wrong at once (no such home, no name, people
/// who are not employed there that day or stand twice, a name that is taken, no leader or two).
[[nodiscard]] sim::core::Result<std::string> form_team(store::Database& database,
                                                       const domain::Team& team, domain::Date today,
                                                       const std::string& who);
/// @param members as above. A member who takes another part changes it on that day.
[[nodiscard]] sim::core::Result<void> join_team(store::Database& database,
                                                const std::string& team_key,
                                                const std::vector<domain::TeamMember>& members,
                                                domain::Date today, const std::string& who);
/// For an import that checked everything, inside the transaction that is open: into the home's team
/// of that name, which is made when there is none; another part in it ends the day before.
[[nodiscard]] sim::core::Result<void> enlist(store::Database& database, const std::string& home_key,
                                             const std::string& team_name,
                                             const domain::TeamMember& member, domain::Date today);
/// @param last the last day in the team; the day before they joined or earlier: entered by mistake,
///        it never was
[[nodiscard]] sim::core::Result<void> leave_team(store::Database& database,
                                                 const std::string& team_key,
                                                 const std::vector<std::string>& person_keys,
                                                 domain::Date last, const std::string& who);
/// Everybody's last day, and the team's.
[[nodiscard]] sim::core::Result<void> disband_team(store::Database& database,
                                                   const std::string& team_key, domain::Date last,
                                                   const std::string& who);

struct TeamRow {
    std::string key, name, organisation_key, organisation;
    std::vector<store::Membership> members; ///< that day, employed; the leader first, then by key
    domain::TeamCheck check;
};
/// Teams of the organisation and everything below it; homes where people live that have none stand
/// with an empty key. By place in the tree, then key.
/// Cost: five statements and one a team.
[[nodiscard]] sim::core::Result<std::vector<TeamRow>>
list_teams(store::Database& database, const std::string& organisation_key, domain::Date day);

} // namespace roster::service
