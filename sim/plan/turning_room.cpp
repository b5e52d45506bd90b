#include "sim/plan/turning_room.h"

#include "sim/plan/edge_cover.h"
#include <algorithm>

namespace sim::plan {

namespace {

constexpr double probe_m = 0.05; ///< beside the doorway, to tell which space lies on which side

DoorFrame make_frame(const Opening& opening, const Polygon& from) {
    const Vec2 left = core::left_of(opening.along);
    const bool from_is_left = core::contains(from, opening.center_m + left * probe_m);
    // Right-handed either way: left_of(u) == v.
    return from_is_left ? DoorFrame{opening.center_m, opening.along * -1, left * -1}
                        : DoorFrame{opening.center_m, opening.along, left};
}

void add_walls(TurningRoom& room, const Polygon& outline, const Segment& gap, Vec2 shift) {
    for (const Segment& edge : edges_of(outline))
        for (const Segment& wall : uncovered_pieces(edge, std::span(&gap, 1)))
            room.walls_m.push_back(
                {room.frame.to_frame(wall.a) + shift, room.frame.to_frame(wall.b) + shift});
}

Polygon in_frame(const TurningRoom& room, const Polygon& outline, Vec2 shift) {
    Polygon result;
    for (const Vec2 corner : outline)
        result.push_back(room.frame.to_frame(corner) + shift);
    return result;
}

/// Along v from the middle of the doorway to the first wall beyond it.
double depth_ahead_m(const TurningRoom& room) {
    double nearest_m = room.to_box.high.y - room.depth_m;
    for (const Segment& wall : room.walls_m) {
        if ((wall.a.x > 0) == (wall.b.x > 0)) continue;
        const double v = wall.a.y + (wall.b.y - wall.a.y) * wall.a.x / (wall.a.x - wall.b.x);
        if (v > room.depth_m + probe_m) nearest_m = std::min(nearest_m, v - room.depth_m);
    }
    return nearest_m;
}

/// One side of the box in its own frame: narrows the part t0 .. t1 of the segment that lies inside.
bool cut(double slope, double offset, double& t0, double& t1) noexcept {
    if (slope == 0) return offset > 0;
    const double t = -offset / slope;
    if (slope > 0)
        t0 = std::max(t0, t);
    else
        t1 = std::min(t1, t);
    return t0 < t1;
}

} // namespace

std::optional<TurningRoom> make_turning_room(const Plan& plan, SpaceId from, SpaceId to,
                                             OpeningId through, double depth_m) {
    if (!from || !to || !through || from == to) return std::nullopt;
    const Opening& opening = plan[through];
    const bool joins =
        (opening.a == from && opening.b == to) || (opening.a == to && opening.b == from);
    if (!joins || !opening.walkable()) return std::nullopt;
    const Polygon& first = walkable_outline(plan[from]);
    const Polygon& second = walkable_outline(plan[to]);
    TurningRoom room;
    room.frame = make_frame(opening, first);
    room.gap_m = opening.width_m;
    room.depth_m = depth_m;
    add_walls(room, first, opening.segment_m(), {});
    add_walls(room, second, opening.segment_m(), {0, depth_m});
    const double half_m = opening.width_m / 2;
    if (depth_m > 0)
        for (const double u : {-half_m, half_m})
            room.walls_m.push_back({{u, 0}, {u, depth_m}});
    room.to_floor_m = in_frame(room, second, {0, depth_m});
    room.from_box = core::bounds(in_frame(room, first, {}));
    room.to_box = core::bounds(room.to_floor_m);
    room.depth_beyond_m = depth_ahead_m(room);
    return room;
}

bool is_free(const TurningRoom& room, const Pose& pose, const DeviceShape& shape,
             double margin_m) noexcept {
    const double half_l = shape.length_m / 2 + margin_m, half_w = shape.width_m / 2 + margin_m;
    const Vec2 ahead{std::cos(pose.heading_rad), std::sin(pose.heading_rad)};
    const Vec2 left = core::left_of(ahead);
    for (const Segment& wall : room.walls_m) {
        const Vec2 a = wall.a - pose.center_m, b = wall.b - pose.center_m;
        const Vec2 p{dot(ahead, a), dot(left, a)}, d{dot(ahead, b) - p.x, dot(left, b) - p.y};
        double t0 = 0, t1 = 1;
        if (cut(d.x, p.x + half_l, t0, t1) && cut(-d.x, half_l - p.x, t0, t1) &&
            cut(d.y, p.y + half_w, t0, t1) && cut(-d.y, half_w - p.y, t0, t1))
            return false;
    }
    return true;
}

} // namespace sim::plan
