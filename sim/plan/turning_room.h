/// Two spaces and the doorway between them, as a rigid rectangle meets them: walls in the doorway's
/// own frame, u along the wall and v from the first space into the second, origin in its middle.
#pragma once
#include "sim/plan/clearance.h"

namespace sim::plan {

struct DoorFrame {
    Vec2 origin_m, u, v; ///< right-handed
    [[nodiscard]] Vec2 to_frame(Vec2 p) const noexcept {
        return {dot(u, p - origin_m), dot(v, p - origin_m)};
    }
    [[nodiscard]] Vec2 to_plan(Vec2 q) const noexcept { return origin_m + u * q.x + v * q.y; }
    [[nodiscard]] double heading_rad() const noexcept { return std::atan2(u.y, u.x); }
};

struct TurningRoom {
    DoorFrame frame;
    double gap_m = 0;             ///< clear width of the doorway
    double depth_m = 0;           ///< of the doorway; the second space begins at v == depth_m
    double depth_beyond_m = 0;    ///< straight ahead through the doorway to the next wall
    std::vector<Segment> walls_m; ///< of both spaces and the doorway's sides, in the frame
    core::Box from_box, to_box;   ///< of the two floors, in the frame
    Polygon to_floor_m;           ///< of the second space, in the frame
};

/// Every other opening of the two spaces counts as wall. None when the opening does not join them
/// or cannot be walked through.
/// @param depth_m how deep the doorway is: the second space is moved that far away
[[nodiscard]] std::optional<TurningRoom>
make_turning_room(const Plan& plan, SpaceId from, SpaceId to, OpeningId through, double depth_m);

/// True when the open rectangle round that pose, `margin_m` larger on all sides, meets no wall.
[[nodiscard]] bool is_free(const TurningRoom& room, const Pose& pose, const DeviceShape& shape,
                           double margin_m) noexcept;

} // namespace sim::plan
