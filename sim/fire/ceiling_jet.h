/// The flow under a ceiling above a fire, for detectors and sprinklers.
#pragma once

namespace sim::fire {

struct CeilingJetFlow {
    double excess_K = 0; ///< over the air that the plume draws in
    double speed_mps = 0;
};

/// Steady jet under a wide flat ceiling. Source: docs/references.md#alpert
/// @param height_m ceiling above the fire's base, > 0  @param radius_m from the plume's axis, >= 0
[[nodiscard]] CeilingJetFlow calc_ceiling_jet(double hrr_kW, double height_m,
                                              double radius_m) noexcept;

/// The same along a corridor once the walls hold the jet together, where that is warmer.
/// @param half_width_m of the corridor. Source: docs/references.md#delichatsios
[[nodiscard]] CeilingJetFlow calc_corridor_jet(double hrr_kW, double height_m, double distance_m,
                                               double half_width_m) noexcept;

} // namespace sim::fire
