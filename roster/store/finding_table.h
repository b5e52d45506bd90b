/// Findings and their steps. Insert-only.
#pragma once
#include "roster/domain/finding.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::store {

struct FindingOnFile {
    domain::Finding finding;
    std::vector<domain::FindingStep> steps; ///< oldest first
};

[[nodiscard]] Result<void> insert_finding(Database& database, const domain::Finding& finding);
[[nodiscard]] Result<void> insert_finding_step(Database& database, const std::string& finding_key,
                                               const domain::FindingStep& step);
/// Ordered by day and key.
[[nodiscard]] Result<std::vector<FindingOnFile>> load_findings(Database& database,
                                                               const std::string& organisation_key);

} // namespace roster::store
