/// Critical breaches as facts prove them; definitions in docs/scoring.md.
#pragma once
#include "sim/drill/scoring.h"

namespace sim::drill {

inline constexpr double cap_grave = 59, cap_serious = 69; ///< docs/scoring.md

/// Those of the scenario's breaches that were earned, lowest cap first.
[[nodiscard]] std::vector<EarnedCap> find_caps(const Scenario& scenario, const plan::Plan& plan,
                                               std::span<const Fact> facts);

} // namespace sim::drill
