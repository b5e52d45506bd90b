/// Where on the drawn walls a point is meant to be.
#pragma once
#include "sim/plan/walls.h"
#include <optional>

namespace editor::document {

/// A stretch of wall with the same two sides all along.
struct WallSpot {
    sim::plan::SpaceId a; ///< has the wall
    sim::plan::SpaceId b; ///< on the other side; none: nothing drawn there
    sim::plan::Segment stretch_m;
    sim::plan::Vec2 at_m; ///< the point of it nearest to the one asked for
};

/// Nearest within reach, stretches between two rooms before free ones. Cost: linear in the walls
/// of the level, squared for those near the point.
[[nodiscard]] std::optional<WallSpot> find_wall_spot(const sim::plan::Plan& plan,
                                                     sim::plan::LevelId level, sim::plan::Vec2 at_m,
                                                     double reach_m);
/// Middle of an opening of that width near the spot so that it lies wholly on the stretch.
[[nodiscard]] sim::plan::Vec2 fit_on_stretch(const sim::plan::Segment& stretch_m,
                                             sim::plan::Vec2 at_m, double width_m);

} // namespace editor::document
