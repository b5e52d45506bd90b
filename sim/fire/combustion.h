/// How fast a fire burns, what the air allows, and what it gives off.
#pragma once
#include "sim/fire/fire_spec.h"
#include "sim/fire/species.h"

namespace sim::fire {

/// Rate that the specification asks for, without limits of air.
/// @param since_ignition_s < 0: not yet burning, 0 kW
[[nodiscard]] double calc_specified_hrr_kW(const FireSpec& spec, double since_ignition_s) noexcept;
/// True while it smoulders: ignited, before its flames.
[[nodiscard]] bool is_smouldering(const FireSpec& spec, double since_ignition_s) noexcept;

/// Share of burning that gas with that much oxygen sustains, 0..1, smooth; 1 in fresh air.
/// @param gas_K of the gas drawn in: hot gas burns with less oxygen
/// Source: docs/references.md#cfast-tech; temperature: #extinction
[[nodiscard]] double calc_oxygen_factor(double oxygen_frac, double gas_K) noexcept;

struct BurningLimits {
    double specified_kW = 0;
    double burnable_kW = 0;         ///< what the oxygen reaching the flames allows
    double oxygen_in_cell_kg = 1e9; ///< caps a period's burning
    double oxygen_frac = 0.209;     ///< around a smouldering seat, by volume
    double hottest_K = 293.15;
    bool smouldering = false; ///< needs little air
};
struct Burning {
    double hrr_kW = 0;
    double equivalence_ratio = 0; ///< fuel supplied over fuel that the air could burn
    bool air_limited = false, heat_limited = false;
};
/// Smooth minimum of what is asked for and what the air allows. Never negative, never NaN.
[[nodiscard]] Burning calc_burning(const BurningLimits& limits) noexcept;

/// Products per second of burning `hrr_kW` of a fuel at that equivalence ratio. Oxygen is negative.
/// @param pyrolysed_kW heat content of all fuel given off; the excess over hrr_kW stays unburnt
[[nodiscard]] SpeciesVector calc_products_kg_per_s(const Fuel& fuel, double hrr_kW,
                                                   double pyrolysed_kW, double equivalence_ratio,
                                                   bool smouldering) noexcept;

} // namespace sim::fire
