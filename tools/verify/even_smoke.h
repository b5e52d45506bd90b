/// The same extinction everywhere, for cases of people in smoke.
#pragma once
#include "sim/fire/hazard_view.h"

namespace tools::verify {

class EvenSmoke final : public sim::fire::HazardView {
public:
    explicit EvenSmoke(double extinction_per_m) { air_.extinction_per_m = extinction_per_m; }
    [[nodiscard]] sim::fire::Air air_at(sim::plan::CellId, double) const override { return air_; }
    [[nodiscard]] sim::fire::LayerState layers(sim::plan::CellId) const override { return {}; }
    [[nodiscard]] CeilingJet ceiling_jet(sim::plan::CellId, sim::core::Vec2) const override {
        return {};
    }

private:
    sim::fire::Air air_;
};

} // namespace tools::verify
