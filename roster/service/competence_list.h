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

/// Why a person of the part is or is not in the numerator of 掌握率.
enum class MasteryPlace {
    mastered,
    not_yet,
    on_long_leave,
    not_on_roll,
    of_no_institution, ///< of a bureau or a town office: the rate asks for staff of institutions
};
inline constexpr std::array<std::string_view, 5> mastery_place_names{
    "mastered", "not_yet", "on_long_leave", "not_on_roll", "of_no_institution"};
/// Where one person of a part stands, and how it will fade.
struct PartLine {
    PersonLine line;
    std::string organisation_name;
    MasteryPlace place{};
    std::array<std::vector<domain::Fall>, 5> falls; ///< in the order of all_competence_elements
    std::optional<domain::Date> next_fall;          ///< the nearest of K, A, E, L
};
struct PartCompetence {
    std::vector<PartLine> people; ///< by organisation and key; each person once
    domain::Mastery mastery;      ///< over those of them that belong to institutions
    [[nodiscard]] std::optional<double> rate() const {
        if (mastery.on_roll_count == 0) return std::nullopt; // nobody: no rate, not zero
        return mastery.rate_ratio;
    }
};
/// Everybody of an organisation and all below it. Cost: eight statements.
[[nodiscard]] sim::core::Result<PartCompetence>
list_part_competence(store::Database& database, const std::string& top_key, domain::Date today);

} // namespace roster::service
