/// Smoke for cases that need no fire: so thick in a cell, at every height.
#pragma once
#include "sim/fire/hazard_view.h"
#include <vector>

namespace tools::verify {

namespace plan = sim::plan;

/// Smoke as told, the same in a whole cell.
class SmokyCells : public sim::fire::HazardView {
public:
    explicit SmokyCells(std::size_t cells) : extinction_per_m(cells, 0) {}
    [[nodiscard]] sim::fire::Air air_at(plan::CellId cell, double) const override {
        sim::fire::Air air;
        if (cell) air.extinction_per_m = extinction_per_m[cell.index()];
        return air;
    }
    [[nodiscard]] sim::fire::LayerState layers(plan::CellId) const override { return {}; }
    [[nodiscard]] CeilingJet ceiling_jet(plan::CellId, sim::core::Vec2) const override {
        return {};
    }
    std::vector<double> extinction_per_m;
};

} // namespace tools::verify
