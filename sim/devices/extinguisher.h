/// Hand extinguishers against small fires: which agent suits which fire, and what a discharge does.
/// Sources: docs/references.md#extinguisher; numbers in device_constants.h
#pragma once
#include "sim/plan/plan.h"

namespace sim::devices {

enum class FireClass {
    solids /*A*/,
    liquids /*B*/,
    gas /*C*/,
    electrical /*E*/,
    cooking_oil /*F*/,
    lithium,
    oxygen
};

enum class AgentFit {
    suits,
    weak,      ///< knocks flames down a little; the fire stays
    dangerous, ///< feeds the fire (water on oil) or endangers who holds it (water on live parts)
};
/// @param power_cut  electrical fires: the supply is off, so that what burns is a solid
/// A gas fire is put out by shutting its valve: powder suits the flame, never the leak.
[[nodiscard]] AgentFit calc_fit(plan::Agent agent, FireClass fire_class, bool power_cut) noexcept;

/// Discharge of one extinguisher on one fire, advanced tick by tick.
struct Discharge {
    plan::Agent agent = plan::Agent::none;
    double left_kg = 0;
    double rate_kg_per_s = 0.35; ///< 4 kg in about 11 s
};
/// A full (or partly used) extinguisher with the agent's usual rate. Source: device_constants.h
[[nodiscard]] Discharge make_discharge(plan::Agent agent, double charge_kg) noexcept;

/// Factor on the fire's specified heat release after `dt_s` more of discharge, to be handed in
/// again as `suppression_frac` next time. Unchanged when the agent does nothing (empty, or the fire
/// too large for it), 0 when the flames are out, above 1 when it feeds the fire. Consumes charge.
/// @param hrr_kW            heat released now, suppression included, >= 0
/// @param suppression_frac  the factor so far; 1 untouched
/// An agent holds down as many kW as its mass flow can; the nearer the fire to that, the slower it
/// falls, and beyond it nothing happens. Pure but for the charge. Cost: one exponential.
[[nodiscard]] double step_discharge(Discharge& discharge, FireClass fire_class, bool power_cut,
                                    double hrr_kW, double suppression_frac, double dt_s) noexcept;
/// Fires above this cannot be fought with hand extinguishers: withdraw.
/// docs/references.md#extinguisher
inline constexpr double hand_fightable_kW = 300;

} // namespace sim::devices
