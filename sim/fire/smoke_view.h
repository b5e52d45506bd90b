/// The hazard view: two completed states of all cells and a phase between them.
#pragma once
#include "sim/fire/hazard_view.h"
#include "sim/fire/species.h"
#include "sim/fire/zone.h"
#include <vector>

namespace sim::fire {

/// One layer as a person meets it.
struct LayerAir {
    double temperature_K = 293.15, extinction_per_m = 0;
    double oxygen_frac = 0.209, carbon_dioxide_frac = 0.0004;
    double carbon_monoxide_ppm = 0, hydrogen_cyanide_ppm = 0;
};

struct CellSnapshot {
    double interface_m = 0; ///< the cell's height when there is no layer
    LayerAir upper, lower;
    double glow_kW_per_m2 = 0; ///< of the layer and the ceiling over the surroundings, onto a plane
    double flame_kW = 0;       ///< radiated by all flames of the cell
    double height_m = 0, floor_area_m2 = 1;
};

/// What a fire contributes to the ceiling jet of its cell.
struct JetSource {
    plan::CellId cell;
    core::Vec2 at_m;
    double hrr_kW = 0, height_m = 1;   ///< ceiling above its base
    double corridor_half_width_m = 0;  ///< 0: no corridor
    double extinction_per_K_kg_m3 = 0; ///< extinction a kelvin of excess brings, per density
};

class SmokeView final : public HazardView {
public:
    std::vector<CellSnapshot> before, after;
    std::vector<JetSource> jets;
    double phase = 1;
    double ambient_K = 293.15;

    [[nodiscard]] Air air_at(plan::CellId cell, double height_m) const override;
    [[nodiscard]] LayerState layers(plan::CellId cell) const override;
    [[nodiscard]] CeilingJet ceiling_jet(plan::CellId cell, core::Vec2 at_m) const override;

private:
    [[nodiscard]] CellSnapshot blend(std::size_t cell) const noexcept;
};

[[nodiscard]] LayerAir make_layer_air(const SpeciesVector& y, double temperature_K) noexcept;

} // namespace sim::fire
