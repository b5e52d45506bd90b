/// Findings through their life, one transaction a step; lists, countdown, counts, suspensions.
#pragma once
#include "roster/domain/finding.h"
#include "roster/store/finding_list.h"
#include "roster/store/finding_table.h"
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace roster::service {

/// Registers a finding with its first step; the remedy may still be empty. A life-safety item
/// suspends its zone or service with that. Without a key it is given the next number of the home
/// and year; with a drill its source is 演练.
/// @return key
/// Errors: bad_input with everything wrong at once; conflict when the key is taken.
[[nodiscard]] sim::core::Result<std::string> register_finding(store::Database& database,
                                                              domain::Finding finding,
                                                              const domain::Remedy& remedy,
                                                              const std::string& actor_key);
/// The same inside a transaction that is already open.
[[nodiscard]] sim::core::Result<std::string> register_in_transaction(store::Database& database,
                                                                     domain::Finding finding,
                                                                     const domain::Remedy& remedy,
                                                                     const std::string& actor_key);

/// Takes the next step. Leaving the register needs 责任人、措施、时限、应急预案; closing needs
/// evidence and another person, at work in the house or above it; moving the deadline somebody
/// entitled.
[[nodiscard]] sim::core::Result<void> step_finding(store::Database& database,
                                                   const std::string& organisation_key,
                                                   const std::string& finding_key,
                                                   const domain::FindingStep& step);
/// The same inside a transaction that is already open.
[[nodiscard]] sim::core::Result<void> step_in_transaction(store::Database& database,
                                                          const std::string& organisation_key,
                                                          const std::string& finding_key,
                                                          const domain::FindingStep& step);
/// A step as somebody words it: what is empty stays as it was, people by key or name.
struct StepRequest {
    domain::FindingState state{};
    domain::Remedy changes; ///< fields that are set replace those of the step before
    std::string actor;
    std::string evidence;
};
[[nodiscard]] sim::core::Result<void>
step_finding(store::Database& database, const std::string& finding_key, const StepRequest& request);
/// Key of the one person with that key or name. Error: bad_input, naming those that might be meant.
/// @param pointer where it was written: "--by"
/// @param near_key of several of that name, whoever works or worked at that organisation or below
/// it is meant; empty: nobody before another
[[nodiscard]] sim::core::Result<std::string> resolve_person(store::Database& database,
                                                            const std::string& key_or_name,
                                                            const std::string& pointer,
                                                            const std::string& near_key = {});

struct FindingLine {
    store::FindingOnFile on_file;
    domain::FindingState state{};
    std::optional<int> days_left; ///< negative when overdue; empty when closed or without deadline
};
/// Of one home, with all steps. Overdue first, then by what is left of the time, then those without
/// a deadline.
[[nodiscard]] sim::core::Result<std::vector<FindingLine>>
list_findings(store::Database& database, const std::string& organisation_key, domain::Date today);
/// One finding with all its steps. Error: bad_input when there is none.
[[nodiscard]] sim::core::Result<FindingLine>
show_finding(store::Database& database, const std::string& finding_key, domain::Date today);

struct LedgerLine {
    store::FindingRow row;
    std::optional<int> days_left;
    [[nodiscard]] bool is_open() const { return row.state != domain::FindingState::closed; }
    [[nodiscard]] bool is_overdue() const { return days_left && *days_left < 0; }
};
/// The ledger of an organisation and all below it, in the same order. Cost: a few statements.
[[nodiscard]] sim::core::Result<std::vector<LedgerLine>>
list_ledger(store::Database& database, const std::string& top_key, domain::Date today);

/// Counts that add up: registered = open + closed, open = the sum of its states.
struct FindingTally {
    int registered = 0, open = 0, closed = 0;
    int overdue = 0; ///< of the open ones
    int major_open = 0, life_safety_open = 0, suspended = 0;
    std::array<int, domain::finding_state_names.size()> by_state{};
    /// closed / registered in percent; nothing when there was nothing to close
    [[nodiscard]] std::optional<double> calc_closed_percent() const noexcept;
};
struct FindingCounts {
    FindingTally total;
    std::array<FindingTally, domain::finding_source_names.size()> by_source{};
};
/// @param lines those of the period, as the caller chose them
[[nodiscard]] FindingCounts count_findings(const std::vector<LedgerLine>& lines);

} // namespace roster::service
