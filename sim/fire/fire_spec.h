/// What a user may say about a fire.
#pragma once
#include "sim/plan/plan.h"
#include <string>
#include <vector>

namespace sim::fire {

struct HrrPoint {
    double time_s = 0; ///< since ignition
    double hrr_kW = 0;
};

/// Yields in kg per kg of fuel burnt, well ventilated. Defaults: mixed bedding and furniture,
/// C/VM2 pre-flashover; docs/references.md#cvm2 (marked 未核实 in the catalogue).
struct Fuel {
    std::string key = "bedding";
    double heat_of_combustion_kJ_per_kg = 20000;
    double radiant_frac = 0.35;
    double soot_yield = 0.07, carbon_monoxide_yield = 0.04, hydrogen_cyanide_yield = 0.003;
    double carbon_dioxide_yield = 1.5, water_yield = 0.7;
};

struct FireSpec {
    std::string key;
    plan::SpaceId space;
    plan::Vec2 at_m;
    double base_height_m = 0.5;
    double diameter_m = 0.6;
    double ignition_s = 0;           ///< run time of ignition
    double alpha_kW_per_s2 = 0.0117; ///< t2 growth; used when `table` is empty
    double peak_kW = 1500;
    std::vector<HrrPoint> table; ///< linear between points, 0 beyond the last
    /// Smouldering before `flaming_s` after ignition: soot and CO of the smouldering rate below.
    double flaming_s = 0;
    double smoulder_kW = 0;
    Fuel fuel;
};

/// Materials of the boundaries of all cells, one of the catalogue's names per surface kind.
struct Surroundings {
    double ambient_K = 293.15;
    double wall_conductivity_kW_per_m_K = 0.0007; ///< brick/plaster, docs/references.md#walls
    double wall_density_kg_per_m3 = 1440;
    double wall_heat_capacity_kJ_per_kg_K = 0.84;
    double wall_thickness_m = 0.12;
};

} // namespace sim::fire
