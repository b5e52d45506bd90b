/// Verification and validation of the smoke model.
#pragma once
#include "tools/verify/verify_case.h"

namespace tools::verify {

/// Correlations, analytic answers, balances, doses, directions; then the experiments below.
void run_fire_cases(const std::filesystem::path& reference_dir, std::vector<CaseResult>& out);

/// Steckler 1982, 55 tests: layer temperature and depth of each, and the means.
void run_steckler(const std::filesystem::path& reference_dir, std::vector<CaseResult>& out);
/// NBS 1988: burner room, stub, corridor, side room.
void run_nbs_multiroom(const std::filesystem::path& reference_dir, std::vector<CaseResult>& out);
/// ATF 2008: two corridors over each other joined by a stairwell.
void run_atf_corridors(const std::filesystem::path& reference_dir, std::vector<CaseResult>& out);

} // namespace tools::verify
