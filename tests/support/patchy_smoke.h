/// Smoke where a test puts it.
#pragma once
#include "tests/support/crowd_site.h"
#include <map>

namespace tests {

/// Smoke of given thickness in chosen cells, above a height; clear elsewhere.
class PatchySmoke final : public sim::fire::HazardView {
public:
    std::map<std::uint32_t, double> extinction_per_m; ///< by cell
    double above_m = 0;
    [[nodiscard]] sim::fire::Air air_at(plan::CellId cell, double height_m) const override {
        sim::fire::Air air;
        const auto it = extinction_per_m.find(cell.value);
        if (it != extinction_per_m.end() && height_m >= above_m) air.extinction_per_m = it->second;
        return air;
    }
    [[nodiscard]] sim::fire::LayerState layers(plan::CellId) const override { return {}; }
    [[nodiscard]] CeilingJet ceiling_jet(plan::CellId, sim::core::Vec2) const override {
        return {};
    }
    void fill(const CrowdSite& site, const std::string& space, double k) {
        for (const plan::CellId c : site.cells.cells_of_space[site.space(space).index()])
            extinction_per_m[c.value] = k;
    }
};

} // namespace tests
