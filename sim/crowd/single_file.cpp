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

bool walks_the_same_way(const Body& body, const Body& other) noexcept {
    return (other.kind == BodyKind::walking || other.kind == BodyKind::image) &&
           !(other.direction == Vec2{}) && dot(other.direction, body.direction) >= same_way_cos;
}

/// In a lane: to one ahead within 60 degrees to either side, no wall between.
double headway_in_lane_m(const Body& body, const Body& other) noexcept {
    const Vec2 d = other.at_m - body.at_m;
    const double ahead_m = dot(d, body.direction), d2_m2 = dot(d, d);
    if (ahead_m <= 0 || 4 * ahead_m * ahead_m < d2_m2) return no_headway_m;
    const bool apart = std::any_of(body.near.begin(), body.near.end(), [&](const Edge& e) {
        return e.kind == EdgeKind::wall && core::intersects({body.at_m, other.at_m}, e.line_m);
    });
    return apart ? no_headway_m : std::sqrt(d2_m2);
}

/// Past a device on a flight: along the slope, so that of two abreast one lets the other go first.
double headway_on_flight_m(const Body& body, const Body& other) noexcept {
    const double rise_m = other.at_m.y - body.at_m.y;
    const double ahead_m = body.direction.y > 0 ? rise_m : -rise_m;
    const bool leads = ahead_m > 0 || (ahead_m == 0 && other.walker < body.walker);
    return leads ? ahead_m : no_headway_m;
}

} // namespace

bool is_in_lane(const Body& body) noexcept {
    return std::any_of(body.near.begin(), body.near.end(), [&](const Edge& e) {
        return e.kind == EdgeKind::wall && is_between_walls(body, e);
    });
}

double find_file_headway_m(const Bodies& bodies, const Body& body, plan::SheetId sheet) noexcept {
    double least_m = file_sight_m;
    const bool by_device = body.in_file != InFile::no;
    const std::uint32_t ahead = bodies.cell_at(sheet, body.at_m + body.direction * sight_m);
    for (const std::uint32_t cell : {body.cell, ahead})
        for (const auto& run : bodies.around(cell).run)
            for (std::uint32_t row = run.begin; row < run.end; ++row) {
                const Body& other = bodies.all()[row];
                if (&other == &body || !walks_the_same_way(body, other)) continue;
                least_m = std::min(least_m, by_device ? headway_on_flight_m(body, other)
                                                      : headway_in_lane_m(body, other));
            }
    return least_m < file_sight_m ? least_m : no_headway_m;
}

} // namespace sim::crowd
