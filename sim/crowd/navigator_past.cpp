/// Past devices: round them, on stairs in a file on one side, or out of their way.
#include "sim/crowd/crowd_constants.h"
#include "sim/crowd/navigator.h"
#include <algorithm>

namespace sim::crowd {

namespace {
constexpr double file_from_m = 1.5;                     ///< before a device: one behind the other
constexpr double turn_from_m = 0.8;                     ///< shoulders, where that is needed
constexpr double least_lead_m = 0.4, most_lead_m = 1.5; ///< how far ahead the lane is aimed at
constexpr double back_off_share = 1.2;                  ///< of the pace at which a device comes
constexpr double beside_stair_m = 0.30, before_stair_m = 0.50; ///< waits there, clear of its end

/// Speed at which one comes to a halt after that distance.
double halting_mps(double left_m, double wish_mps) {
    return std::clamp(left_m / time_gap_s, 0.0, wish_mps);
}
} // namespace

/// @return whether a device is near on his flight and his wish is written
bool Navigator::pass_device(Walkers& w, std::size_t i, double wish_mps) {
    if (!area_.sheets[w.sheet[i].index()].flight) return false;
    const Errand& e = errands_[i];
    const bool up = e.step < e.steps.size() ? e.steps[e.step].up : e.leg.ahead.y > 0;
    const Passing::Advice advice = passing_.advise(w, i, up);
    if (advice.kind == Passing::Advice::Kind::free) return false;
    const double onwards = up ? 1 : -1;
    const double lead_m = std::clamp(advice.ahead_m / 2, least_lead_m, most_lead_m);
    Vec2 way{advice.lane_m - w.at_m[i].x, onwards * lead_m};
    if (advice.kind == Passing::Advice::Kind::wait) {
        wish_mps = halting_mps(advice.ahead_m - passing_wait_m, wish_mps);
    } else if (advice.kind == Passing::Advice::Kind::go_back) {
        way.y = -onwards * most_lead_m;
        wish_mps = std::min(wish_mps, back_off_share * advice.coming_mps);
    } else if (advice.ahead_m < file_from_m) {
        const bool turns = advice.sideways && advice.ahead_m < turn_from_m;
        w.in_file[i] = turns ? InFile::sideways : InFile::upright;
    }
    w.gap_m[i] = no_gap_m;
    w.wished_direction[i] = unit_of(way);
    w.wished_mps[i] = wish_mps;
    return true;
}

/// Before a flight on which a device comes that leaves no room: beside the end of the flight, where
/// it has room to come off, or else a little short of it.
/// @return whether he waits and his wish is written
bool Navigator::wait_off_flight(Walkers& w, std::size_t i, double wish_mps) {
    const Errand& e = errands_[i];
    const Leg& leg = e.leg;
    const Vec2 at = w.at_m[i];
    if (e.step >= e.steps.size() || !e.steps[e.step].flight || leg.corner < leg.corners.size() ||
        area_.sheets[w.sheet[i].index()].flight || core::distance(leg.gap_m, at) > device_sight_m ||
        !passing_.keeps_off(e.steps[e.step].flight, e.steps[e.step].up, w.radius_m[i]))
        return false;
    Vec2 way = core::nearest_point(leg.gap_m, at) - at;
    double left_m = core::length(way) - passing_wait_m;
    const Vec2 along = unit_of(leg.gap_m.b - leg.gap_m.a);
    for (const Vec2 place :
         {leg.gap_m.b + along * (w.radius_m[i] + beside_stair_m) - leg.ahead * before_stair_m,
          leg.gap_m.a - along * (w.radius_m[i] + beside_stair_m) - leg.ahead * before_stair_m})
        if (sees(w, i, leg, place)) {
            way = place - at;
            left_m = core::length(way) - arrival_m;
            break;
        }
    w.gap_m[i] = no_gap_m;
    w.wished_direction[i] = unit_of(way);
    w.wished_mps[i] = halting_mps(left_m, wish_mps);
    return true;
}

/// A point beside the nearest device on the way to the target, on the side where there is room.
Vec2 Navigator::round_device(const Walkers& w, std::size_t i, const Now& now, Vec2 target) const {
    const Vec2 at = w.at_m[i], e = core::normalized(target - at);
    const Obstacle* nearest = nullptr;
    double nearest_m = std::min(device_sight_m, core::distance(at, target));
    for (const Obstacle& o : now.around.obstacles) {
        if (!(o.sheet == w.sheet[i])) continue;
        const Vec2 d = o.center_m - at;
        const double ahead_m = dot(d, e);
        if (ahead_m <= 0 || ahead_m >= nearest_m) continue;
        if (std::abs(cross(e, d)) >= o.radius_m + w.radius_m[i]) continue;
        nearest = &o;
        nearest_m = ahead_m;
    }
    if (!nearest) return target;
    const double lies_left = cross(e, nearest->center_m - at) > 0 ? 1 : -1;
    const double beside_m = nearest->radius_m + w.radius_m[i] + 2 * corner_margin_m;
    for (const double side : {-lies_left, lies_left}) {
        const Vec2 p = nearest->center_m + core::left_of(e) * (side * beside_m);
        if (ground_.sees(w.sheet[i], at, p, w.radius_m[i] - rub_m, nullptr)) return p;
    }
    return target;
}

} // namespace sim::crowd
