/// What the duty commands print of a roster.
#pragma once
#include "roster/schedule/duty_file.h"
#include "roster/schedule/duty_generator.h"
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tools::cli {

/// A person's name; with the key's tail where others bear the same.
[[nodiscard]] std::string duty_person_name(const roster::schedule::DutyProblem& problem,
                                           const roster::schedule::DutyPerson& person);
/// Key of who is meant by a name or a key. Errors: bad_input (nobody; several, with their keys)
[[nodiscard]] sim::core::Result<std::string>
find_duty_person(const roster::schedule::DutyProblem& problem, const char* option,
                 const std::string& text);
/// Who did how much and how far beyond the fair share: a line a person.
[[nodiscard]] std::vector<std::vector<std::string>>
duty_ledger_rows(const roster::schedule::DutyProblem& problem,
                 const roster::schedule::DutyLedger& ledger);
[[nodiscard]] nlohmann::ordered_json duty_ledger_json(const roster::schedule::DutyProblem& problem,
                                                      const roster::schedule::DutyLedger& ledger);
[[nodiscard]] nlohmann::ordered_json
duty_violations_json(const roster::schedule::DutyProblem& problem,
                     const roster::schedule::DutyGrid& grid,
                     const std::vector<roster::schedule::DutyViolation>& violations);

} // namespace tools::cli
