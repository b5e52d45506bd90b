/// Convection and radiation between the two layers, the four inner surfaces and the flames.
#pragma once
#include "sim/fire/zone.h"
#include <array>

namespace sim::fire {

enum Surface : std::size_t { ceiling, upper_wall, lower_wall, floor_surface, surface_count };

/// Held over a period, because it changes slowly against the solver's steps.
struct HeatSetting {
    std::array<double, surface_count> surface_K{293.15, 293.15, 293.15, 293.15};
    double upper_emissivity = 0, lower_emissivity = 0;
    double jet_mps = 0; ///< of the ceiling jet under the ceiling
};

/// Radiation of the flames, split by how much of it crosses the upper layer.
struct FlameRadiation {
    double total_kW = 0;
    double through_upper_frac = 0.5;
};

struct HeatExchange {
    double upper_gas_kW = 0, lower_gas_kW = 0; ///< gained by the gas
    std::array<double, surface_count> area_m2{};
    std::array<double, surface_count> flux_kW_per_m2{};    ///< into the surfaces
    std::array<double, surface_count> slope_kW_per_m2_K{}; ///< fall of it per kelvin of the surface
    /// Sum over all surfaces; equals the flames' radiation minus what the gas gained.
    double surfaces_kW = 0;
};

/// Two grey gas volumes, an upper and a lower enclosure of black walls that see each other through
/// the interface. Conserves energy to rounding. Source: docs/references.md#two-layer-radiation
[[nodiscard]] HeatExchange calc_heat_exchange(const ZoneShape& shape, const Zone& zone,
                                              const HeatSetting& setting,
                                              const FlameRadiation& flames) noexcept;

/// Emissivity of a layer. @param products_atm partial pressure of water and carbon dioxide
/// Source: docs/references.md#hottel, #soot-radiation
[[nodiscard]] double calc_layer_emissivity(double mean_beam_m, double products_atm,
                                           double extinction_per_m, double temperature_K) noexcept;

/// 3.6 V/A of a layer of that depth under (or over) the whole floor.
[[nodiscard]] double calc_mean_beam_m(const ZoneShape& shape, double depth_m) noexcept;

} // namespace sim::fire
