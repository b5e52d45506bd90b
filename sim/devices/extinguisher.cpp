#include "sim/devices/extinguisher.h"

#include "sim/devices/device_constants.h"
#include <algorithm>
#include <cmath>

namespace sim::devices {

using plan::Agent;

namespace {

bool is_powder(Agent agent) noexcept {
    return agent == Agent::abc_powder || agent == Agent::bc_powder;
}
bool holds_water(Agent agent) noexcept {
    return agent == Agent::water || agent == Agent::water_mist || agent == Agent::foam ||
           agent == Agent::wet_chemical;
}

AgentFit fit_for_solids(Agent agent) noexcept {
    return holds_water(agent) || agent == Agent::abc_powder ? AgentFit::suits : AgentFit::weak;
}
AgentFit fit_for_liquids(Agent agent) noexcept {
    if (agent == Agent::water) return AgentFit::dangerous; // spreads the burning liquid
    return is_powder(agent) || agent == Agent::foam || agent == Agent::carbon_dioxide
               ? AgentFit::suits
               : AgentFit::weak;
}
AgentFit fit_for_electrical(Agent agent, bool power_cut) noexcept {
    if (agent == Agent::carbon_dioxide || is_powder(agent)) return AgentFit::suits;
    if (!holds_water(agent)) return AgentFit::weak;
    return power_cut ? AgentFit::suits : AgentFit::dangerous;
}
AgentFit fit_for_cooking_oil(Agent agent) noexcept {
    if (agent == Agent::wet_chemical) return AgentFit::suits;
    // Water boils over; a jet of gas blows the burning oil about; powder lets it light again.
    return holds_water(agent) || agent == Agent::carbon_dioxide ? AgentFit::dangerous
                                                                : AgentFit::weak;
}

/// Heat release that this discharge can hold down.
double calc_grip_kW(const Discharge& d, FireClass fire_class, AgentFit fit) noexcept {
    double kJ_per_kg = holds_water(d.agent)               ? water_grip_kJ_per_kg
                       : d.agent == Agent::carbon_dioxide ? carbon_dioxide_grip_kJ_per_kg
                                                          : powder_grip_kJ_per_kg;
    const bool flames_only = fire_class == FireClass::liquids || fire_class == FireClass::gas;
    if (is_powder(d.agent) && flames_only) kJ_per_kg *= powder_flame_ratio;
    return d.rate_kg_per_s * kJ_per_kg * (fit == AgentFit::suits ? 1 : weak_grip_ratio);
}

double calc_floor_frac(FireClass fire_class, AgentFit fit) noexcept {
    if (fire_class == FireClass::lithium) return lithium_floor_frac;
    return fit == AgentFit::suits ? 0 : weak_floor_frac;
}

/// Burning liquid thrown about; live parts only endanger the person, the fire stays as it is.
double calc_flare(FireClass fire_class, double suppression_frac, double dt_s) noexcept {
    if (fire_class == FireClass::electrical) return suppression_frac;
    const double goal_frac = std::max(flare_frac, suppression_frac);
    return goal_frac + (suppression_frac - goal_frac) * std::exp(-dt_s / flare_s);
}

} // namespace

AgentFit calc_fit(Agent agent, FireClass fire_class, bool power_cut) noexcept {
    if (agent == Agent::none) return AgentFit::weak;
    switch (fire_class) {
    case FireClass::solids:
        return fit_for_solids(agent);
    case FireClass::liquids:
        return fit_for_liquids(agent);
    case FireClass::gas:
        return is_powder(agent) ? AgentFit::suits : AgentFit::weak;
    case FireClass::electrical:
        return fit_for_electrical(agent, power_cut);
    case FireClass::cooking_oil:
        return fit_for_cooking_oil(agent);
    case FireClass::lithium:
    case FireClass::oxygen:
        return AgentFit::weak; // isolate; shut the oxygen first
    }
    return AgentFit::weak;
}

Discharge make_discharge(Agent agent, double charge_kg) noexcept {
    const double rate_kg_per_s = agent == Agent::carbon_dioxide ? carbon_dioxide_rate_kg_per_s
                                 : agent == Agent::water_mist   ? mist_rate_kg_per_s
                                 : holds_water(agent)           ? water_rate_kg_per_s
                                                                : powder_rate_kg_per_s;
    return {agent, std::max(charge_kg, 0.0), rate_kg_per_s};
}

double step_discharge(Discharge& discharge, FireClass fire_class, bool power_cut, double hrr_kW,
                      double suppression_frac, double dt_s) noexcept {
    if (discharge.agent == Agent::none || !(discharge.left_kg > 0) || !(dt_s > 0) ||
        !(discharge.rate_kg_per_s > 0))
        return suppression_frac;
    const double flow_s = std::min(dt_s, discharge.left_kg / discharge.rate_kg_per_s);
    discharge.left_kg = std::max(discharge.left_kg - discharge.rate_kg_per_s * flow_s, 0.0);

    const AgentFit fit = calc_fit(discharge.agent, fire_class, power_cut);
    if (fit == AgentFit::dangerous) return calc_flare(fire_class, suppression_frac, flow_s);

    const double grip_kW = calc_grip_kW(discharge, fire_class, fit);
    const double floor_frac = calc_floor_frac(fire_class, fit);
    const double spare_ratio = 1 - hrr_kW / grip_kW;
    if (!(spare_ratio > 0) || suppression_frac <= floor_frac) return suppression_frac;
    const double frac = suppression_frac * std::exp(-spare_ratio * flow_s / knockdown_s);
    if (floor_frac > 0) return std::max(frac, floor_frac);
    return frac < out_frac ? 0 : frac;
}

} // namespace sim::devices
