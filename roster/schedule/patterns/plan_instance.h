/// One public instance from its file to a counted roster: what a benchmark command prints.
#pragma once
#include "roster/schedule/patterns/plan_patterns.h"
#include "roster/schedule/patterns/recount.h"
#include <filesystem>

namespace roster::schedule::patterns {

struct InstanceRun {
    std::string instance; ///< file name without extension
    PatternProblem problem;
    PatternPlan plan; ///< plan.cpu_s includes reading the file
    Recount counted;  ///< of plan.roster; empty when there is none
};

/// Error: the file's faults, or a problem too large.
[[nodiscard]] sim::core::Result<InstanceRun> plan_instance(const std::filesystem::path& path,
                                                           const PatternLimits& limits);

} // namespace roster::schedule::patterns
