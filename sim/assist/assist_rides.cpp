/// Devices that go by lift: called, boarded when the car is free, ridden, left.
#include "sim/assist/assist_constants.h"
#include "sim/assist/assist_state.h"
#include "sim/core/text.h"
#include <algorithm>

namespace sim::assist {

using crowd::LiftNeed;

namespace {

/// The device stands this far short of the change of level until the car is there.
constexpr double short_of_ride_m = 1e-6;

double half_length_of(const Transfer& t) {
    return t.spec.device.length_m / 2;
}

bool is_past(const Transfer& t, double effort_m) {
    return t.done_m > effort_m + half_length_of(t) + lift_clear_m;
}

} // namespace

std::optional<Ride> Assist::Impl::find_ride(const Transfer& t) const {
    const auto& crossings = t.way.crossings();
    plan::SpaceId in = t.way_from;
    for (std::size_t i = 0; i < crossings.size(); in = crossings[i++].into) {
        const Crossing& c = crossings[i];
        if (!c.lift) continue;
        const double out_m = i + 1 < crossings.size() ? crossings[i + 1].at_m : t.way.length_m();
        if (is_past(t, out_m)) continue;
        return Ride{c.lift, in, c.into, i > 0 ? crossings[i - 1].at_m : 0, c.at_m, out_m};
    }
    // A way that was chosen anew in the car and leads out of it.
    const plan::LiftId lift = t.way_from ? lift_of[t.way_from.index()] : plan::LiftId{};
    if (!lift || crossings.empty() || is_past(t, crossings.front().at_m)) return std::nullopt;
    return Ride{lift, t.way_from, t.way_from, 0, 0, crossings.front().at_m};
}

std::optional<LiftNeed> Assist::Impl::need_of(const Transfer& t, const Ride& r) const {
    if (t.done_m >= r.pose_m) return LiftNeed::leave;
    if (t.done_m >= r.pose_m - 2 * short_of_ride_m) return LiftNeed::ride;
    if (t.boards) return LiftNeed::board;
    if (r.door_m - t.done_m <= lift_call_m + half_length_of(t)) return LiftNeed::call;
    return std::nullopt;
}

bool Assist::Impl::car_is_open(plan::LiftId lift, plan::SpaceId stop) const {
    const crowd::LiftStatus car = crowd.lift_status(lift);
    return car.phase == crowd::CarPhase::open && car.stop == stop;
}

bool Assist::Impl::car_is_free(const Transfer& t, const Ride& r) const {
    if (!car_is_open(r.lift, r.from) || crowd.lift_status(r.lift).aboard > 0) return false;
    return std::none_of(under_way.begin(), under_way.end(), [&](TransferId id) {
        const Transfer& other = (*this)[id];
        const auto ride = other.id != t.id && other.boards ? find_ride(other) : std::nullopt;
        return ride && ride->lift == r.lift;
    });
}

bool Assist::Impl::lift_usable(plan::LiftId lift, plan::SpaceId from, plan::SpaceId to,
                               const crowd::Surroundings* s) const {
    if (!crowd.lift_takes(lift, true)) return false;
    if (!s) return true;
    return std::none_of(plan.openings.begin(), plan.openings.end(), [&](const plan::Opening& o) {
        if (!o.walkable()) return false;
        const bool at_from = o.a == from || o.b == from, at_to = o.a == to || o.b == to;
        return (at_from || at_to) && (smoky(o.a, *s) || smoky(o.b, *s));
    });
}

/// Goes in when the car is free; another way when the lift is lost before that; changes the level
/// when the car has got there.
void Assist::Impl::step_ride(Transfer& t, const crowd::Surroundings& s) {
    const auto ride = find_ride(t);
    if (!ride) {
        t.boards = false;
        return;
    }
    const auto need = need_of(t, *ride);
    if (need == LiftNeed::ride) {
        t.status.lift = ride->lift;
        if (car_is_open(ride->lift, ride->to)) t.done_m = ride->pose_m;
        return;
    }
    const bool outside = t.done_m < ride->door_m - half_length_of(t);
    if (need == LiftNeed::leave || (need == LiftNeed::board && !outside)) return;
    if (!lift_usable(ride->lift, ride->from, ride->to, &s)) {
        WayAnswer other = find_way(t, &s);
        if (other.way.points().empty())
            stop(t, core::trf("电梯 {} 不能用：停运，或电梯厅有烟", plan[ride->lift].key));
        else
            take_way(t, std::move(other.way));
        return;
    }
    t.boards = t.boards || (need == LiftNeed::call && car_is_free(t, *ride));
}

/// Before the door until it may go in; in the car until it is there; behind a door that shut.
bool Assist::Impl::waits_for_car(const Transfer& t) const {
    const auto ride = find_ride(t);
    if (!ride) return false;
    const double reach_m = half_length_of(t) + door_standoff_m;
    switch (need_of(t, *ride).value_or(LiftNeed::board)) {
    case LiftNeed::call:
        return ride->door_m - t.done_m <= reach_m;
    case LiftNeed::ride:
        return true;
    case LiftNeed::board:
        return t.boards && t.done_m < ride->door_m - half_length_of(t) &&
               !car_is_open(ride->lift, ride->from);
    case LiftNeed::leave:
        return t.done_m < ride->out_m - half_length_of(t) && !car_is_open(ride->lift, ride->to);
    }
    return false;
}

/// How far it may go on its way before something else has happened.
double Assist::Impl::ride_limit_m(const Transfer& t) const {
    const auto ride = find_ride(t);
    return ride && t.done_m < ride->pose_m ? ride->pose_m - short_of_ride_m : t.way.length_m();
}

/// Nobody backs off to another level.
double Assist::Impl::floor_behind_m(const Transfer& t) const {
    double floor_m = 0;
    for (const Crossing& c : t.way.crossings())
        if (c.lift && c.at_m <= t.done_m) floor_m = c.at_m;
    return floor_m;
}

void Assist::Impl::tell_lift(const Transfer& t) {
    if (t.status.phase != TransferPhase::moving) return;
    const auto ride = find_ride(t);
    const auto need = ride ? need_of(t, *ride) : std::nullopt;
    if (!need) return;
    const plan::SpaceId stop = *need == LiftNeed::leave ? ride->to : ride->from;
    crowd.tell_lift({ride->lift, *need, stop, ride->to});
}

} // namespace sim::assist
