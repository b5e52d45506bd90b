#include "sim/fire/combustion.h"
#include "sim/fire/zone.h"
#include <algorithm>
#include <cmath>

namespace sim::fire {

namespace {

double interpolate_table_kW(const std::vector<HrrPoint>& table, double time_s) noexcept {
    if (time_s < table.front().time_s || time_s > table.back().time_s) return 0;
    const auto next = std::lower_bound(table.begin(), table.end(), time_s,
                                       [](const HrrPoint& p, double t) { return p.time_s < t; });
    if (next == table.begin()) return next->hrr_kW;
    const HrrPoint& a = *(next - 1);
    const double span_s = next->time_s - a.time_s;
    return span_s > 0 ? a.hrr_kW + (next->hrr_kW - a.hrr_kW) * (time_s - a.time_s) / span_s
                      : next->hrr_kW;
}

/// 0 well ventilated, 1 deep in under-ventilation.
double calc_vitiation(double equivalence_ratio) noexcept {
    return 1 / (1 + std::exp(-(equivalence_ratio - vitiated_middle_ratio) / vitiated_width_ratio));
}

} // namespace

bool is_smouldering(const FireSpec& spec, double since_ignition_s) noexcept {
    return since_ignition_s >= 0 && since_ignition_s < spec.flaming_s;
}

double calc_specified_hrr_kW(const FireSpec& spec, double since_ignition_s) noexcept {
    if (!(since_ignition_s >= 0)) return 0;
    if (since_ignition_s < spec.flaming_s) return std::max(0.0, spec.smoulder_kW);
    if (!spec.table.empty())
        return std::max(0.0, interpolate_table_kW(spec.table, since_ignition_s));
    const double growing_s = since_ignition_s - spec.flaming_s;
    // The embers do not go out when the first flame is still smaller.
    const double square_kW = spec.alpha_kW_per_s2 * growing_s * growing_s;
    return std::clamp(std::max(square_kW, spec.smoulder_kW), 0.0, std::max(0.0, spec.peak_kW));
}

double calc_oxygen_factor(double oxygen_frac, double gas_K) noexcept {
    const double hot = std::clamp((gas_K - limiting_oxygen_cold_K) /
                                      (limiting_oxygen_none_K - limiting_oxygen_cold_K),
                                  0.0, 1.0);
    const double limiting_frac = limiting_oxygen_frac * (1 - hot);
    return (std::tanh(limiting_oxygen_steepness * (oxygen_frac - limiting_frac) -
                      limiting_oxygen_offset) +
            1) /
           2;
}

Burning calc_burning(const BurningLimits& limits) noexcept {
    Burning out;
    if (limits.specified_kW <= 0) return out;
    const double reserve_kW =
        std::max(0.0, limits.oxygen_in_cell_kg) * oxygen_heat_kJ_per_kg / oxygen_reserve_s;
    // Smouldering draws its air by diffusion and needs no plume.
    const double burnable_kW =
        limits.smouldering ? reserve_kW * smooth_step(limits.oxygen_frac / smoulder_oxygen_frac - 1)
                           : std::max(0.0, limits.burnable_kW);
    const double air_kW = std::min(burnable_kW, reserve_kW);
    const double heat_factor = 1 - smooth_step((limits.hottest_K - hottest_layer_begin_K) /
                                               (hottest_layer_end_K - hottest_layer_begin_K));
    if (!limits.smouldering)
        out.equivalence_ratio = std::min(10.0, limits.specified_kW / std::max(air_kW, 1e-6));
    const double limited_kW = limit_smoothly(limits.specified_kW, air_kW);
    out.hrr_kW = limited_kW * heat_factor;
    out.air_limited = limited_kW < 0.95 * limits.specified_kW;
    out.heat_limited = heat_factor < 0.99;
    return out;
}

SpeciesVector calc_products_kg_per_s(const Fuel& fuel, double hrr_kW, double pyrolysed_kW,
                                     double equivalence_ratio, bool smouldering) noexcept {
    SpeciesVector out{};
    if (hrr_kW <= 0 && pyrolysed_kW <= 0) return out;
    const double burnt = hrr_kW / fuel.heat_of_combustion_kJ_per_kg;
    const double v = calc_vitiation(equivalence_ratio);
    const double co =
        smouldering ? smoulder_carbon_monoxide_yield
                    : std::max(fuel.carbon_monoxide_yield,
                               fuel.carbon_monoxide_yield + v * (vitiated_carbon_monoxide_yield -
                                                                 fuel.carbon_monoxide_yield));
    const double soot =
        smouldering ? smoulder_soot_yield : fuel.soot_yield * (1 + v * (vitiated_soot_ratio - 1));
    // Carbon that leaves as additional monoxide does not leave as dioxide.
    const double lost_co2 = std::max(0.0, co - fuel.carbon_monoxide_yield) *
                            molar_mass_carbon_dioxide_kg_per_kmol /
                            molar_mass_carbon_monoxide_kg_per_kmol;
    out[oxygen] = -hrr_kW / oxygen_heat_kJ_per_kg;
    out[carbon_dioxide] =
        burnt * (smouldering ? smoulder_carbon_dioxide_yield
                             : std::max(0.0, fuel.carbon_dioxide_yield - lost_co2));
    out[carbon_monoxide] = burnt * co;
    out[hydrogen_cyanide] =
        burnt * fuel.hydrogen_cyanide_yield * (1 + v * (vitiated_hydrogen_cyanide_ratio - 1));
    out[water] = burnt * fuel.water_yield;
    out[extinction_area] =
        burnt * soot *
        (smouldering ? smouldering_extinction_m2_per_kg : flaming_extinction_m2_per_kg);
    out[unburnt_kJ] = std::max(0.0, pyrolysed_kW - hrr_kW);
    return out;
}

} // namespace sim::fire
