/// What the duty commands print of a roster.
#pragma once
#include "roster/schedule/duty_explain.h"
#include "roster/schedule/duty_file.h"
#include "roster/schedule/duty_generator.h"
#include "roster/store/database.h"
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
/// How evenly shifts fell among people who may take the same, beside what whole shifts allow.
std::vector<std::string> describe_ranges(const roster::schedule::DutyProblem& problem,
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
/// What a roster breaks beside its open shifts, the first twenty.
void print_violations(const roster::schedule::DutyProblem& problem,
                      const roster::schedule::DutyGrid& grid,
                      const std::vector<roster::schedule::DutyViolation>& violations);
/// Says on the error stream which layer of the home the file does not ask for, and who would lead
/// or keep watch without the training that a rule asks for.
[[nodiscard]] sim::core::Result<void> note_against_ledger(roster::store::Database& database,
                                                          const roster::schedule::DutyFile& duty);
/// A word for the shell, in quotes where it needs them.
[[nodiscard]] std::string shell_word(const std::string& text);
/// The command that accepts a way out of a file. @param way its number, or a word for one
[[nodiscard]] std::string accept_command(const std::string& file, const std::string& way);

/// What cannot be together, what else bars its people, what stays open.
void print_conflict(const roster::schedule::DutyProblem& problem,
                    const roster::schedule::DutyGrid& grid,
                    const roster::schedule::DutyExplanation& why);
/// The same as JSON: verdict, posts that nobody may stand at, head-counts, conflict, what stays
/// open, ways out in the order of their numbers.
[[nodiscard]] nlohmann::ordered_json
duty_explanation_json(const roster::schedule::DutyProblem& problem,
                      const roster::schedule::DutyGrid& grid,
                      const roster::schedule::DutyExplanation& why);
/// The command that enters a certificate which a way asks for in the ledger; nothing for others.
void print_way_entry(const roster::schedule::DutyProblem& problem,
                     const roster::schedule::DutyWay& way);
/// Ways out, those that mend everything first. @param file of which they are, for the commands that
/// accept them; empty where the explanation is of something that no file holds
void print_ways(const roster::schedule::DutyProblem& problem, const std::string& file,
                const roster::schedule::DutyExplanation& why);

} // namespace tools::cli
