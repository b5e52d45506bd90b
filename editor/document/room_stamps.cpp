#include "editor/document/room_stamps.h"

#include <array>
#include <cmath>

namespace editor::document {

using sim::plan::OpeningKind;
using sim::plan::SpaceKind;

namespace {

constexpr double door_reach_m = 0.3;
constexpr double bed_to_wall_m = 0.1; ///< the middle of the wall is the edge of the room

constexpr std::array<RoomStamp, 8> stamps{{
    {"单人间", SpaceKind::bedroom, 3.3, 4.8, 1, 1.1, true},
    {"双人间", SpaceKind::bedroom, 3.6, 6.0, 2, 1.1, true},
    {"三人间", SpaceKind::bedroom, 4.8, 6.0, 3, 1.1, true},
    {"四人间", SpaceKind::bedroom, 6.6, 6.0, 4, 1.2, true},
    {"值班室", SpaceKind::duty_room, 3.3, 4.8, 0, 0.9, true},
    {"卫生间", SpaceKind::toilet, 2.4, 3.0, 0, 0.9, false},
    {"储藏间", SpaceKind::storage, 2.4, 3.0, 0, 0.9, false},
    {"避难间", SpaceKind::refuge, 4.5, 6.0, 0, 1.2, true},
}};

Vec2 turned(Vec2 v, int quarters) {
    for (int i = 0; i < (quarters % 4 + 4) % 4; ++i)
        v = sim::core::left_of(v);
    return v;
}

/// A point of the stamp as it stands: x along the front from its left corner, y into the room.
struct Standing {
    Vec2 at_m;
    int quarters;
    [[nodiscard]] Vec2 operator()(double x, double y) const {
        return at_m + turned({x, y}, quarters);
    }
};

/// One or two stand free on both sides; of more the outer ones stand at the walls, so that 0.80 m
/// stay between all.
double bed_place_m(const RoomStamp& s, int i) {
    constexpr double from_wall_m = 0.6; ///< middle of a bed of 0.95 m
    if (s.bed_count < 3) return s.width_m * (i + 0.5) / s.bed_count;
    return from_wall_m + i * (s.width_m - 2 * from_wall_m) / (s.bed_count - 1);
}

/// Side by side, pillows to the back wall.
void put_beds(Plan& p, LevelId level, const RoomStamp& s, const Standing& at) {
    const Vec2 back = turned({0, 1}, at.quarters);
    for (int i = 0; i < s.bed_count; ++i) {
        const double x = bed_place_m(s, i);
        auto made = add_bed(p, level, at(x, s.depth_m / 2));
        if (!made) continue;
        p = std::move(made->plan);
        sim::plan::Bed& bed = p.beds[made->made.index];
        bed.heading_rad = std::atan2(back.y, back.x);
        bed.center_m = at(x, s.depth_m - bed_to_wall_m - bed.length_m / 2);
    }
}

template <class Result>
void take(Plan& p, Result result) { // where there is no wall for it yet, it is drawn later
    if (result) p = std::move(result->plan);
}

} // namespace

std::span<const RoomStamp> room_stamps() noexcept {
    return stamps;
}

Polygon stamp_outline(const RoomStamp& s, Vec2 at_m, int quarter_count) {
    const Standing at{at_m, quarter_count};
    return {at(0, 0), at(s.width_m, 0), at(s.width_m, s.depth_m), at(0, s.depth_m)};
}

EditResult put_stamp(Plan p, LevelId level, const RoomStamp& s, Vec2 at_m, int quarter_count) {
    const Standing at{at_m, quarter_count};
    auto room = add_space(std::move(p), level, stamp_outline(s, at_m, quarter_count), s.kind);
    if (!room) return room;
    Plan after = std::move(room->plan);
    put_beds(after, level, s, at);
    take(after, add_detector(after, level, at(s.width_m / 2, s.depth_m / 2),
                             sim::plan::DetectorKind::smoke));
    if (s.window)
        take(after, add_opening(after, level, at(s.width_m / 2, s.depth_m), door_reach_m,
                                OpeningKind::window));
    if (auto door =
            add_opening(after, level, at(s.width_m / 2, 0), door_reach_m, OpeningKind::door);
        door) {
        after = std::move(door->plan);
        after.openings[door->made.index].width_m = s.door_width_m;
    }
    return Edit{std::move(after), room->made};
}

} // namespace editor::document
