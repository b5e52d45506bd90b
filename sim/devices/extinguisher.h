/// Hand extinguishers against small fires. Sources: docs/references.md#extinguisher
#pragma once
#include "sim/plan/plan.h"

namespace sim::devices {

enum class FireClass { solids /*A*/, liquids /*B*/, gas /*C*/, electrical /*E*/, cooking_oil /*F*/, lithium, oxygen };

enum class AgentFit { suits, weak, dangerous };
[[nodiscard]] AgentFit calc_fit(plan::Agent agent, FireClass fire_class, bool power_cut) noexcept;

/// Discharge of one extinguisher on one fire, advanced tick by tick.
struct Discharge {
    plan::Agent agent = plan::Agent::none;
    double left_kg = 0;
    double rate_kg_per_s = 0.35; ///< 4 kg in about 11 s
};
/// Factor on the fire's specified heat release after `dt_s` of discharge; 1 when it does nothing,
/// above 1 when it feeds the fire (water on oil). Consumes charge.
[[nodiscard]] double step_discharge(Discharge& discharge, FireClass fire_class, bool power_cut,
                                    double hrr_kW, double suppression_frac, double dt_s) noexcept;
/// Fires above this cannot be fought with hand extinguishers: withdraw. docs/references.md#extinguisher
inline constexpr double hand_fightable_kW = 300;

} // namespace sim::devices
