/// What the air is like where a walker breathes: smoke's hold on speed and on the choice of a way.
#pragma once
#include "sim/crowd/ground.h"
#include "sim/crowd/smoke_speed.h"
#include "sim/fire/hazard_view.h"

namespace sim::crowd {

class AirSense {
public:
    AirSense(const plan::Plan& plan, const plan::WalkableArea& area, const plan::SmokeCells& cells)
        : plan_(plan), area_(area), cells_(cells) {}

    /// Clear air without a view, and in the open.
    [[nodiscard]] double extinction_per_m(const fire::HazardView* hazard, plan::SpaceId space,
                                          plan::Position at, double breathing_height_m) const;
    /// The same on the floor of the space's own level.
    [[nodiscard]] double extinction_per_m(const fire::HazardView* hazard, plan::SpaceId space,
                                          Vec2 at_m, double breathing_height_m) const;
    /// The space is one cell of smoke (a room, a stair), not a corridor of several.
    [[nodiscard]] bool is_one_cell(plan::SpaceId space) const noexcept {
        return cells_.cells_of_space[space.index()].size() == 1;
    }

private:
    [[nodiscard]] double at_elevation(const fire::HazardView& hazard, plan::SpaceId space,
                                      Vec2 at_m, double elevation_m) const;
    const plan::Plan& plan_;
    const plan::WalkableArea& area_;
    const plan::SmokeCells& cells_;
};

} // namespace sim::crowd
