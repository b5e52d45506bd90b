/// Suite "clearance": how wide a way must be for a bed, against closed solutions and another
/// search. Source: docs/references.md#clearance
#pragma once
#include "tools/verify/verify_case.h"

namespace tools::verify {

/// Needs no measurements. Cost: about 2 s.
void run_clearance_cases(const std::filesystem::path& reference_dir, std::vector<CaseResult>& out);

} // namespace tools::verify
