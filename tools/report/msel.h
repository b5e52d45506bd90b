/// The master scenario events list (MSEL) of a scenario: every inject and every expected action.
#pragma once
#include "sim/drill/scenario.h"
#include "tools/paper/form.h"

namespace tools::report {

/// When an inject comes, in words.
[[nodiscard]] std::string inject_time(const sim::drill::InjectSpec& inject);
[[nodiscard]] paper::Form make_msel(const sim::drill::Scenario& scenario);

} // namespace tools::report
