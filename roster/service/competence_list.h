/// Answers of `yanlian people` and `yanlian competence`: who is there, what each can do today, and
/// what proves it. Reads only.
#pragma once
#include "roster/domain/mastery.h"
#include "roster/store/competence_table.h"
#include "roster/store/drill_table.h"
#include <array>
#include <string>
#include <vector>

namespace roster::service {

/// Where one person stands.
struct PersonLine {
    domain::Person person;
    std::string team_role; ///< name in team_role_names; empty outside the team
    bool on_roll = true;
    bool on_long_leave = false;
    std::array<domain::Standing, 5> levels; ///< in the order of all_competence_elements
    std::vector<domain::Advice> advice;     ///< warnings, never blocks
};
/// Everybody on file, by key.
[[nodiscard]] sim::core::Result<std::vector<PersonLine>>
list_people(store::Database& database, const std::string& organisation_key, domain::Date today);

/// The person's line and every line of the ledger with drill, outcome, fact and record.
struct PersonCompetence {
    PersonLine line;
    std::vector<store::TrailLine> trail; ///< newest first
};
/// Error: bad_input when there is no such person.
[[nodiscard]] sim::core::Result<PersonCompetence>
list_competence(store::Database& database, const std::string& organisation_key,
                const std::string& person_key, domain::Date today);

[[nodiscard]] sim::core::Result<domain::Mastery>
calc_mastery_today(store::Database& database, const std::string& organisation_key,
                   domain::Date today);

} // namespace roster::service
