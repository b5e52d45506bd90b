/// All suites of `yanlian verify`, by name.
#pragma once
#include "tools/verify/verify_case.h"

namespace tools::verify {

struct NamedSuite {
    std::string name;
    Suite run;
};
[[nodiscard]] const std::vector<NamedSuite>& all_suites();

/// "pass", "fail", "misfit", "skipped"
[[nodiscard]] const char* name(Verdict verdict) noexcept;

} // namespace tools::verify
