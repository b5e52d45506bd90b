/// Findings of a part of the tree, each with where it stands; suspensions; who may do what.
#pragma once
#include "roster/domain/finding.h"
#include "roster/store/database.h"
#include <optional>
#include <string>
#include <vector>

namespace roster::store {

/// A finding as a list shows it: one row, the newest step beside it.
struct FindingRow {
    domain::Finding finding;
    std::string organisation_name;
    domain::FindingState state{};
    std::optional<domain::Date> deadline;
    std::string responsible_key, responsible, supervisor; ///< names but the key
    std::string measure, contingency, interim_measure;
    std::optional<double> funds_yuan;
    std::optional<domain::Date> closed_on; ///< duty day of the closure
    std::string closed_by;                 ///< name
    int extended_count = 0, returned_count = 0;
    bool suspended = false; ///< a suspension of it stands
};
/// Of the organisation and all below it, by day and key. Cost: a few rows a finding.
[[nodiscard]] Result<std::vector<FindingRow>> load_finding_rows(Database& database,
                                                                const std::string& top_key);
/// Organisation of a finding; nothing when there is no such finding.
[[nodiscard]] Result<std::optional<std::string>> find_finding_home(Database& database,
                                                                   const std::string& finding_key);

struct SuspensionRow {
    std::string finding_key, organisation_key, organisation_name;
    std::string zone, service; ///< both empty: the whole house
    std::string text;
    domain::Date from_day{};
    std::optional<domain::Date> lifted_on; ///< duty day of the closure; empty while it stands
};
/// Those that stand first, then by day.
[[nodiscard]] Result<std::vector<SuspensionRow>> load_suspensions(Database& database,
                                                                  const std::string& top_key);

struct PersonOnFile {
    std::string key, name, organisation_key, organisation_name;
};
/// People with that key, or else with exactly that name.
[[nodiscard]] Result<std::vector<PersonOnFile>> find_persons(Database& database,
                                                             const std::string& key_or_name);
/// What a person is to a home on a day.
[[nodiscard]] Result<domain::Entitlement> find_entitlement(Database& database,
                                                           const std::string& person_key,
                                                           const std::string& organisation_key,
                                                           domain::Date day);

/// Drill behind a finding.
struct DrillOnFile {
    std::string organisation_key, kind, progress; ///< as in the columns of drill
    domain::Date local_day{};
};
[[nodiscard]] Result<std::optional<DrillOnFile>> find_drill(Database& database,
                                                            std::int64_t drill_id);
/// Critical actions that were missed or wrong in a real drill: what its findings begin from.
[[nodiscard]] Result<std::vector<std::string>> load_drill_failures(Database& database,
                                                                   std::int64_t drill_id);
/// Largest number at the end of a key "<prefix><number>"; 0 without one.
[[nodiscard]] Result<int> find_last_number(Database& database, const std::string& prefix);

} // namespace roster::store
