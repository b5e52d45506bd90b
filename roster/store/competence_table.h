/// The ledger of levels with its evidence. Insert-only; the database refuses what is no evidence.
#pragma once
#include "roster/domain/evidence.h"
#include "roster/domain/mastery.h"
#include "roster/store/database.h"
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace roster::store {

/// @param entry with evidence_outcome_id set
/// @return row number
[[nodiscard]] Result<std::int64_t> insert_competence(Database& database,
                                                     const std::string& person_key,
                                                     const domain::CompetenceEntry& entry);
/// Takes a line back by a new line of level 0 that points at it. Errors: bad_input when there is no
/// such line, conflict when it was taken back before.
[[nodiscard]] Result<std::int64_t> withdraw_competence(Database& database,
                                                       std::int64_t competence_id);

/// What is on file about everybody of an organisation, by person's key; drills in force only.
[[nodiscard]] Result<std::map<std::string, domain::CompetenceFile>>
load_competence_files(Database& database, const std::string& organisation_key);
/// The same of everybody who belongs, or ever held a post, in an organisation or below it.
[[nodiscard]] Result<std::map<std::string, domain::CompetenceFile>>
load_part_files(Database& database, const std::string& top_key);

/// The same of one person; empty when nothing is on file.
[[nodiscard]] Result<domain::CompetenceFile> load_person_file(Database& database,
                                                              const std::string& person_key);

/// What a person showed since a day, oldest first, evidence only.
[[nodiscard]] Result<std::vector<domain::Performance>>
load_performances(Database& database, const std::string& person_key, domain::Date since);

/// What carries a level.
enum class EvidenceKind { drill, quiz, assessment };
inline constexpr std::array<std::string_view, 3> evidence_kind_names{"drill", "quiz", "assessment"};

/// A line of the ledger with all that proves it. The fields of a drill are empty for the others.
struct TrailLine {
    std::int64_t competence_id = 0;
    EvidenceKind kind = EvidenceKind::drill;
    std::int64_t evidence_id = 0; ///< row of the drill, the sitting or the assessment
    std::string witness;          ///< observer, invigilator or examiner
    std::string detail;           ///< right of asked ("17/20"); key of the training
    domain::CompetenceEntry entry;
    domain::Date valid_until{};
    std::int64_t drill_id = 0;
    domain::DrillKind drill_kind{};
    std::string scenario_key;
    std::string record_sha256;
    domain::Date local_day{};
    domain::Outcome outcome;
};
/// In force, newest first.
[[nodiscard]] Result<std::vector<TrailLine>> load_trail(Database& database,
                                                        const std::string& person_key);

} // namespace roster::store
