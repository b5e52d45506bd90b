/// Does this bed pass this door and this turn? Answered before a run by a search over x, y and
/// heading for a rigid rectangle among the plan's walls; physics only moves it afterwards.
/// Only walls are met: other beds, equipment, door leaves and handlers are not, and every other
/// opening of the two spaces counts as wall.
#pragma once
#include "sim/plan/plan.h"

namespace sim::plan {

struct DeviceShape {
    double length_m = 2.1, width_m = 0.95; ///< handlers not included
};

enum class Clearance {
    passes,   ///< with the stated margin all round
    doubtful, ///< only with less than the margin
    blocked,
};

/// Margin all round that `passes` promises (5 cm in all), less 1 cm that a grid of 1 cm and 1.875
/// degrees can hide. Range 0.02-0.1. `blocked` errs by no more than 1 cm in the width of the way
/// (an L-turn's limit is found that near to the analytic one: docs/references.md#clearance). Where
/// start and doorway lie far apart the grid grows coarser, so that memory stays below 50 MB.
inline constexpr double clearance_margin_m = 0.025;

struct ClearanceAnswer {
    Clearance verdict = Clearance::blocked;
    OpeningId at; ///< the opening that stops it; none when it passes or a turn stops it
};

/// From a pose in one space through an opening to any pose wholly in the neighbouring space; where
/// that is too shallow to turn round in (a corridor), to one parallel to its wall, so that the
/// device can go on. The opening is a passage as deep as the plan's `wall_thickness_m`.
/// The way may begin up to 15 cm off the start, since beds touch walls.
/// @param heading_rad of the device at the start (a bed as it stands)
/// Cost: 10-60 ms; ask once and keep the answer.
[[nodiscard]] ClearanceAnswer find_clearance(const Plan& plan, SpaceId from, Vec2 start_m,
                                             double heading_rad, SpaceId to, OpeningId through,
                                             const DeviceShape& shape);

/// Poses from the bed's place through the opening to the goal, at most 10 cm and 5 degrees apart,
/// for moving it: `start` first, the goal last (its heading, or that turned half round, whichever
/// is nearer: the rectangle is the same); empty when blocked. With the margin where that can be.
/// Walls have no depth here, as bodies meet them. Cost: 50-300 ms.
struct Pose {
    Vec2 center_m;
    double heading_rad = 0;
};
[[nodiscard]] std::vector<Pose> find_device_path(const Plan& plan, SpaceId from, Pose start,
                                                 SpaceId to, OpeningId through, Pose goal,
                                                 const DeviceShape& shape);

} // namespace sim::plan
