/// Buildings made by hand for the smoke model's cases.
#pragma once
#include "sim/fire/smoke_model.h"
#include <memory>
#include <string>

namespace tools::verify {

struct SmokeScene {
    sim::plan::Plan plan;
    sim::plan::SmokeCells cells;
    std::vector<sim::fire::FireSpec> fires;
    sim::fire::Surroundings surroundings;

    struct Room {
        double x_m = 0, y_m = 0, width_m = 1, length_m = 1, height_m = 1, elevation_m = 0;
    };
    struct Gap {
        double width_m = 1, sill_m = 0, soffit_m = 2; ///< above the ground
        sim::core::Vec2 at_m;
    };
    /// A room with a space of its own.
    sim::plan::CellId add_room(const std::string& key, const Room& room);
    /// An opening that is open from the start. @param b none: the open air
    sim::plan::OpeningId add_opening(sim::plan::CellId a, sim::plan::CellId b, const Gap& gap);
    /// The whole cross-section between two segments of equal height.
    void add_section(sim::plan::CellId a, sim::plan::CellId b, const Gap& gap);
    sim::fire::FireSpec& add_fire(sim::plan::CellId cell, sim::core::Vec2 at_m);
    /// Null when the scene is not valid.
    [[nodiscard]] std::unique_ptr<sim::fire::SmokeModel> make() const;
};

/// Methane of a gas burner, and a burner that gives `hrr_kW` from the first second on.
[[nodiscard]] sim::fire::Fuel make_methane(double radiant_frac);
[[nodiscard]] std::vector<sim::fire::HrrPoint> make_steady_table(double hrr_kW, double until_s);

} // namespace tools::verify
