#include "sim/crowd/single_file.h"

#include <algorithm>
#include <cmath>

namespace sim::crowd {

namespace {

constexpr double same_way_cos = -0.1;  ///< a bend of 90 degrees between the two is the same way
constexpr double along_lane_cos = 0.5; ///< who crosses a lane is not in its file

bool is_between_walls(const Body& body, const Edge& wall) noexcept {
    const Vec2 from_a = body.at_m - wall.line_m.a;
    const double aside_m = cross(wall.along, from_a), along_m = dot(wall.along, from_a);
    const double lane_m = aside_m > 0 ? wall.lane_left_m : wall.lane_right_m;
    return std::abs(aside_m) < lane_m && lane_m < bodies_abreast_ratio * body.full_radius_m &&
           along_m > -body.full_radius_m && along_m < wall.length_m + body.full_radius_m &&
           std::abs(dot(wall.along, body.direction)) > along_lane_cos;
}

/// Ahead within 60 degrees to either side, on the same way, no wall between.
bool leads(const Body& body, const Body& other, double d2_m2) noexcept {
    if (other.kind != BodyKind::walking && other.kind != BodyKind::image) return false;
    if (other.direction == Vec2{} || dot(other.direction, body.direction) < same_way_cos)
        return false;
    const Vec2 d = other.at_m - body.at_m;
    const double ahead_m = dot(d, body.direction);
    if (ahead_m <= 0 || 4 * ahead_m * ahead_m < d2_m2) return false;
    return std::none_of(body.near.begin(), body.near.end(), [&](const Edge& e) {
        return e.kind == EdgeKind::wall && core::intersects({body.at_m, other.at_m}, e.line_m);
    });
}

} // namespace

bool is_in_lane(const Body& body) noexcept {
    return std::any_of(body.near.begin(), body.near.end(), [&](const Edge& e) {
        return e.kind == EdgeKind::wall && is_between_walls(body, e);
    });
}

double find_file_headway_m(const Bodies& bodies, const Body& body, plan::SheetId sheet) noexcept {
    double least2_m2 = file_sight_m * file_sight_m;
    bool found = false;
    const std::uint32_t ahead = bodies.cell_at(sheet, body.at_m + body.direction * sight_m);
    for (const std::uint32_t cell : {body.cell, ahead})
        for (const auto& run : bodies.around(cell).run)
            for (std::uint32_t row = run.begin; row < run.end; ++row) {
                const Body& other = bodies.all()[row];
                const Vec2 d = other.at_m - body.at_m;
                const double d2_m2 = dot(d, d);
                if (&other == &body || d2_m2 >= least2_m2 || !leads(body, other, d2_m2)) continue;
                least2_m2 = d2_m2;
                found = true;
            }
    return found ? std::sqrt(least2_m2) : no_headway_m;
}

} // namespace sim::crowd
