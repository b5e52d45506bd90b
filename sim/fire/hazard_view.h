/// What the air is like at a point, at a height, now: the only door through which other rooms see
/// smoke. The view is borrowed from the world and valid until the next fire step.
#pragma once
#include "sim/plan/smoke_cells.h"

namespace sim::fire {

struct Air {
    double temperature_K = 293.15;
    double extinction_per_m = 0; ///< light extinction coefficient K
    double oxygen_frac = 0.209;  ///< volume fractions
    double carbon_dioxide_frac = 0.0004;
    double carbon_monoxide_ppm = 0;
    double hydrogen_cyanide_ppm = 0;
    double radiant_flux_kW_per_m2 = 0; ///< onto a person there
};

struct LayerState {
    double interface_height_m = 0; ///< above the cell's floor; the cell's height when no layer
    double upper_temperature_K = 293.15, lower_temperature_K = 293.15;
    double upper_extinction_per_m = 0, lower_extinction_per_m = 0;
};

/// Visibility of reflecting signs and walls, 3/K, at most 30 m. Source: Jin; docs/references.md#jin
[[nodiscard]] double calc_visibility_m(double extinction_per_m) noexcept;

class HazardView {
public:
    virtual ~HazardView() = default;
    /// @param height_m above the cell's own floor (a shaft: above its lowest floor)
    /// A none cell is the open air. Interpolated between the last two completed fire steps, never
    /// ahead of them; smooth over 0.2 m across the interface.
    [[nodiscard]] virtual Air air_at(plan::CellId cell, double height_m) const = 0;
    [[nodiscard]] virtual LayerState layers(plan::CellId cell) const = 0;
    /// Gas temperature and speed of the ceiling jet under the ceiling at that point, for detectors
    /// and sprinklers; the layer's own temperature where no fire burns in the cell.
    struct CeilingJet {
        double temperature_K = 293.15, speed_mps = 0.1, extinction_per_m = 0;
    };
    [[nodiscard]] virtual CeilingJet ceiling_jet(plan::CellId cell, core::Vec2 at_m) const = 0;
};

} // namespace sim::fire
