/// Suite "assist": people who are moved, against closed solutions in an empty corridor and on
/// stairs, and against what must hold of crews, devices and smoke. Needs no measurements.
/// Source: docs/references.md#assist-oracle
#pragma once
#include "tools/verify/verify_case.h"

namespace tools::verify {

void run_assist_cases(const std::filesystem::path& reference_dir, std::vector<CaseResult>& out);
/// Part of it: down by a lift for the fire service.
void run_assist_lift_cases(std::vector<CaseResult>& out);
/// Part of it: 100 runs each where a bed just fits. Cost: some 30 s.
void run_assist_bed_cases(std::vector<CaseResult>& out);

} // namespace tools::verify
