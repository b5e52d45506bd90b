/// Findings through their life, one transaction a step.
#pragma once
#include "roster/domain/finding.h"
#include "roster/store/finding_table.h"
#include <optional>
#include <string>
#include <vector>

namespace roster::service {

/// Registers a finding with its first step; the remedy may still be empty.
/// Errors: bad_input with everything wrong at once; conflict when the key is taken.
[[nodiscard]] sim::core::Result<void> register_finding(store::Database& database,
                                                       const domain::Finding& finding,
                                                       const domain::Remedy& remedy,
                                                       const std::string& actor_key);
/// Takes the next step. Leaving the register needs 责任人、措施、时限、应急预案; closing needs
/// evidence and another person.
[[nodiscard]] sim::core::Result<void> step_finding(store::Database& database,
                                                   const std::string& organisation_key,
                                                   const std::string& finding_key,
                                                   const domain::FindingStep& step);

struct FindingLine {
    store::FindingOnFile on_file;
    domain::FindingState state{};
    std::optional<int> days_left; ///< negative when overdue; empty when closed or without deadline
};
/// Overdue first, then by what is left of the time, then those without a deadline.
[[nodiscard]] sim::core::Result<std::vector<FindingLine>>
list_findings(store::Database& database, const std::string& organisation_key, domain::Date today);

} // namespace roster::service
