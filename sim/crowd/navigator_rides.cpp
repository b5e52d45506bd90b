/// What carries walkers, or changes their speed, on the way between levels: lifts, ramps,
/// escalators.
#include "sim/crowd/crowd_constants.h"
#include "sim/crowd/navigator.h"
#include <algorithm>

namespace sim::crowd {

namespace {
constexpr double beside_door_m = 0.35;     ///< past its edge: those who get off pass there
constexpr double before_door_m = 0.70;     ///< in front of it
constexpr double waiting_near_m = 0.30;    ///< of that place: stands
constexpr double car_place_m = 0.45;       ///< room that is enough for one who stands in a car
constexpr double car_grid_m = 0.10;        ///< places that are looked at
constexpr double clear_of_leaves_m = 0.15; ///< between a body and the door
constexpr double car_settle_s = 1.0;       ///< held up so long in the car: another place
} // namespace

/// On an escalator the belt's speed is a part of what he reaches; smoke does not slow the belt.
double Navigator::flight_mps(const Walkers& w, std::size_t i, plan::FlightId id, bool up) const {
    const plan::Flight& flight = plan_[id];
    const double speed_factor = w.speed_factor[i], smoke_factor = w.smoke_factor[i];
    if (flight.kind == plan::FlightKind::ramp)
        return w.free_mps[i] * (up ? w.ramp_up_ratio[i] : w.ramp_down_ratio[i]) * speed_factor *
               smoke_factor;
    const double walked_mps = (up ? w.up_mps[i] : w.down_mps[i]) * speed_factor * smoke_factor;
    if (flight.kind == plan::FlightKind::steps || flight.belt_mps == 0) return walked_mps;
    const double carried_mps = up ? flight.belt_mps : -flight.belt_mps;
    return std::max(0.0, carried_mps) +
           (carried_mps > 0 && w.walks_on_escalators[i] ? walked_mps : 0);
}

plan::SpaceId Navigator::rides_to(std::size_t i) const noexcept {
    const Errand& e = errands_[i];
    if (e.step >= e.steps.size() || !e.steps[e.step].lift) return {};
    return e.steps[e.step].into;
}

void Navigator::passed_lift(std::size_t i, plan::LiftId lift, plan::SpaceId into) {
    Errand& e = errands_[i];
    if (e.goal == Goal::none) return;
    e.leg_stale = true;
    const bool rides = e.step < e.steps.size() && e.steps[e.step].lift == lift;
    if (rides && e.steps[e.step].into == into) {
        ++e.step;
        e.under_way = true;
    } else if (!rides) {
        e.way_stale = true; // carried off
    }
}

void Navigator::all_ways_stale() {
    for (Errand& e : errands_)
        if (e.goal != Goal::none) e.way_stale = true;
}

/// Room left at a place of a car for somebody who stands there: to the nearest of the others, or to
/// where he is about to stand.
double Navigator::room_in_car_m(const Walkers& w, std::size_t i, Vec2 place) const {
    double least_m = car_place_m;
    for (std::size_t k = 0; k < w.size(); ++k) {
        if (k == i || w.space[k] != w.space[i] || w.state[k] == WalkerState::gone) continue;
        least_m = std::min(least_m, core::distance(w.at_m[k], place));
        if (rides_to(k))
            least_m = std::min(least_m, core::distance(errands_[k].leg.point_m, place));
    }
    return least_m;
}

/// Farthest from the door among the places with room to stand, so that the next ones get in; the
/// one with most room in a full car. Never in the doorway.
Vec2 Navigator::place_in_car(const Walkers& w, std::size_t i, plan::OpeningId door) const {
    const auto& outline = plan_[w.space[i]].outline_m;
    const core::Box box = core::bounds(outline);
    const double margin_m = w.radius_m[i] + corner_margin_m;
    const core::Segment leaves_m = plan_[door].segment_m();
    Vec2 best = core::centroid(outline);
    double best_room_m = 0, best_m = 0;
    for (double y = box.low.y + margin_m; y <= box.high.y - margin_m; y += car_grid_m)
        for (double x = box.low.x + margin_m; x <= box.high.x - margin_m; x += car_grid_m) {
            const Vec2 p{x, y};
            const double far_m = core::distance(leaves_m, p);
            if (far_m < clear_of_leaves_m + w.radius_m[i] || !core::contains(outline, p)) continue;
            const double room_m = room_in_car_m(w, i, p);
            if (room_m < best_room_m || (room_m == best_room_m && far_m <= best_m)) continue;
            best = p;
            best_room_m = room_m;
            best_m = far_m;
        }
    return best;
}

/// Whom the others kept from the place he chose looks for another.
void Navigator::settle_in_car(std::size_t i) {
    Errand& e = errands_[i];
    if (e.crowded_s < car_settle_s) return;
    e.leg_stale = true;
}

bool Navigator::wait_for_lift(Walkers& w, std::size_t i, const Now& now) {
    const Leg& leg = errands_[i].leg;
    if (!leg.opening || leg.corner < leg.corners.size() ||
        !now.lifts.keeps_out(leg.opening, w.space[i]))
        return false;
    const Vec2 door = plan_[leg.opening].center_m, aside = core::left_of(leg.ahead);
    const double side = dot(w.at_m[i] - door, aside) >= 0 ? 1 : -1;
    const double width_m = plan_[leg.opening].width_m;
    const Vec2 place =
        door - leg.ahead * before_door_m + aside * (side * (width_m / 2 + beside_door_m));
    const Vec2 way = place - w.at_m[i];
    w.gap_m[i] = no_gap_m;
    if (core::length(way) < waiting_near_m) return true;
    w.wished_direction[i] = unit_of(way);
    w.wished_mps[i] = std::min(w.top_mps[i], static_cast<double>(w.pace_mps[i]));
    return true;
}

} // namespace sim::crowd
