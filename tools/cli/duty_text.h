/// What the duty commands print of a roster.
#pragma once
#include "roster/schedule/duty_file.h"
#include "roster/schedule/duty_generator.h"
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tools::cli {

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
/// Shifts that miss somebody, the first twenty of them.
void print_open(const roster::schedule::DutyProblem& problem,
                const std::vector<roster::schedule::OpenShift>& open);
/// A word for the shell, in quotes where it needs them.
[[nodiscard]] std::string shell_word(const std::string& text);
/// The command that accepts a way out of a file. @param way its number, or a word for one
[[nodiscard]] std::string accept_command(const std::string& file, const std::string& way);

} // namespace tools::cli
