/// Where little is seen people find their way by hand: along a wall, down a handrail.
#include "sim/crowd/crowd_constants.h"
#include "sim/crowd/navigator.h"
#include <algorithm>

namespace sim::crowd {

namespace {

constexpr double feeler_m = 1.0;   ///< walls are looked for in steps of this to either side
constexpr double lead_m = 1.0;     ///< how far along it is aimed at
constexpr double along_cos = 0.87; ///< a wall within 30 degrees of the way leads there

/// The side of a wall on which somebody walks along it.
struct Guide {
    Vec2 outward; ///< unit, from the wall to him
    Vec2 along;   ///< unit, on his way
    double distance_m = Edge::no_lane_m;
};

void look_along(const Edge& e, Vec2 at, Vec2 way, Guide& nearest) {
    if (e.kind != EdgeKind::wall || e.length_m < feeler_m) return;
    const double cosine = dot(e.along, way), run_m = dot(at - e.line_m.a, e.along);
    if (std::abs(cosine) < along_cos || run_m < 0 || run_m > e.length_m) return;
    const double aside_m = cross(e.along, at - e.line_m.a);
    if (std::abs(aside_m) >= nearest.distance_m) return;
    nearest = {core::left_of(e.along) * (aside_m > 0 ? 1.0 : -1.0),
               e.along * (cosine > 0 ? 1.0 : -1.0), std::abs(aside_m)};
}

} // namespace

bool Navigator::sees_little(std::size_t i) const {
    return fire::calc_visibility_m(extinction_per_m_[i]) < by_hand_visibility_m;
}

/// A point a little ahead at arm's length from the nearest wall that leads towards the target;
/// the target itself when he sees it, or no wall.
Vec2 Navigator::along_wall(const Walkers& w, std::size_t i, Vec2 target) const {
    const Vec2 at = w.at_m[i], to = target - at;
    const double seen_m = fire::calc_visibility_m(extinction_per_m_[i]);
    const double left_m = core::length(to);
    if (left_m <= std::max(seen_m, felt_m)) return target;
    const Vec2 way = to * (1 / left_m);
    Guide nearest;
    nearest.distance_m = std::max(seen_m, felt_m);
    for (const double aside_m : {0.0, -feeler_m, feeler_m, -2 * feeler_m, 2 * feeler_m})
        for (const Edge& e : ground_.near(w.sheet[i], at + core::left_of(way) * aside_m))
            look_along(e, at, way, nearest);
    if (nearest.outward == Vec2{}) return target;
    const double closer_m = nearest.distance_m - w.radius_m[i] - by_hand_m;
    const Vec2 p = at + nearest.along * std::min(lead_m, left_m) - nearest.outward * closer_m;
    return ground_.sees(w.sheet[i], at, p, w.radius_m[i] / 2, nullptr) ? p : target;
}

/// On a flight: on along the rail on his right, for who holds on to it or sees little.
Vec2 Navigator::along_rail(const Walkers& w, std::size_t i, plan::FlightId id, Vec2 target) const {
    const plan::Flight& flight = plan_[id];
    if (flight.kind != plan::FlightKind::steps || !(w.holds_handrail[i] || sees_little(i)))
        return target;
    const bool up = target.y > w.at_m[i].y;
    const double from_rail_m = std::min(w.radius_m[i] + handrail_gap_m, flight.width_m / 2);
    return {up ? flight.width_m - from_rail_m : from_rail_m, w.at_m[i].y + (up ? 1 : -1) * lead_m};
}

Vec2 Navigator::by_hand(const Walkers& w, std::size_t i, Vec2 target) const {
    if (const plan::FlightId flight = area_.sheets[w.sheet[i].index()].flight)
        return along_rail(w, i, flight, target);
    return sees_little(i) ? along_wall(w, i, target) : target;
}

} // namespace sim::crowd
