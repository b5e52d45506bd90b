/// Does this bed pass this door and this turn? Answered before a run by a search over x, y and
/// heading for a rigid rectangle among the plan's walls; physics only moves it afterwards.
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

/// Margin all round that `passes` promises; the search grid is 2 cm and 2 degrees (measured limit
/// of an L-turn within 1.5 cm of the analytic one: reference of docs/references.md#clearance).
inline constexpr double clearance_margin_m = 0.03;

struct ClearanceAnswer {
    Clearance verdict = Clearance::blocked;
    OpeningId at; ///< the opening that stops it; none when it passes or a turn stops it
};

/// From a pose in one space through its openings to any pose in a neighbouring space.
/// @param heading_rad of the device at the start (a bed as it stands)
/// Cost: 10-200 ms; ask once and keep the answer.
[[nodiscard]] ClearanceAnswer find_clearance(const Plan& plan, SpaceId from, Vec2 start_m,
                                             double heading_rad, SpaceId to, OpeningId through,
                                             const DeviceShape& shape);

/// Poses from the bed's place through the opening into the middle of the neighbouring space, for
/// moving it; empty when blocked.
struct Pose {
    Vec2 center_m;
    double heading_rad = 0;
};
[[nodiscard]] std::vector<Pose> find_device_path(const Plan& plan, SpaceId from, Pose start,
                                                 SpaceId to, OpeningId through, Pose goal,
                                                 const DeviceShape& shape);

} // namespace sim::plan
