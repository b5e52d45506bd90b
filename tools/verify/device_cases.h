/// Suite "devices": the detector model against its closed solutions and against the home smoke
/// alarm tests of NIST, whose near-ceiling smoke meters drive it. Source:
/// docs/references.md#nist-smoke-alarms
#pragma once
#include "tools/verify/verify_case.h"

namespace tools::verify {

/// @param reference_dir  holds hil/data/nist_smoke_alarms; cases are skipped when it is absent
void run_device_cases(const std::filesystem::path& reference_dir, std::vector<CaseResult>& out);

} // namespace tools::verify
