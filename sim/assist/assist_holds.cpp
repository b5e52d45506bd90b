#include "sim/assist/assist_constants.h"
#include "sim/assist/assist_state.h"
#include "sim/core/text.h"
#include <algorithm>

namespace sim::assist {

using crowd::WalkerState;

std::string words_of(Hold hold) {
    switch (hold) {
    case Hold::none:
        return {};
    case Hold::door:
        return core::tr("等门打开");
    case Hold::locked:
        return core::tr("门锁着");
    case Hold::person:
        return core::tr("等前面的人让开");
    case Hold::device:
        return core::tr("等另一器材");
    case Hold::facing:
        return core::tr("给迎面来的器材让路");
    case Hold::jam:
        return core::tr("卡了一下，退后再试");
    case Hold::lift:
        return core::tr("等电梯");
    case Hold::smoke:
        return core::tr("前面烟太浓，不往里走");
    }
    return {};
}

double Assist::Impl::lag_m(const Transfer& t) const {
    if (!t.body) return 0;
    const plan::Pose want = t.way.at(t.done_m).pose, is = bodies.pose(*t.body);
    return core::distance(want.center_m, is.center_m) +
           std::fabs(want.heading_rad - is.heading_rad) * t.spec.device.length_m / 2;
}

/// The door of a car in service is the lift's, whatever the world says of its leaf.
bool Assist::Impl::shut(plan::OpeningId id, const crowd::Surroundings& s) const {
    const plan::Opening& door = plan[id];
    for (const plan::SpaceId side : {door.a, door.b}) {
        const plan::LiftId lift = side ? lift_of[side.index()] : plan::LiftId{};
        if (lift && crowd.lift_takes(lift, true)) return !car_is_open(lift, side);
    }
    return s.open_frac[id.index()] < door_open_frac;
}

plan::OpeningId Assist::Impl::find_shut_door(const Transfer& t,
                                             const crowd::Surroundings& s) const {
    const double reach_m = t.spec.device.length_m / 2 + door_standoff_m;
    for (const Crossing& c : t.way.crossings()) {
        if (c.at_m <= t.done_m) continue;
        if (c.at_m - t.done_m > reach_m || c.lift) break; // beyond a ride: not yet
        if (c.opening && plan[c.opening].kind == plan::OpeningKind::door && shut(c.opening, s))
            return c.opening;
    }
    return {};
}

bool Assist::Impl::touches(const Transfer& t, double ahead_m, const Transfer& other) const {
    const WayPoint next = t.way.at(t.done_m + ahead_m);
    return next.sheet == other.status.resident.sheet &&
           overlaps(make_footprint(t.shape()), next.pose, make_footprint(other.shape()),
                    other.pose());
}

/// Anywhere on the next piece of the way, not only at its end: a turn sweeps to the side. A gap
/// below zero looks back along the way.
bool Assist::Impl::would_touch(const Transfer& t, double gap_m, const Transfer& other) const {
    constexpr double sample_m = 0.15;
    const double reach_m = t.spec.device.length_m + other.spec.device.length_m + std::fabs(gap_m);
    if (core::distance(t.status.resident.at_m, other.status.resident.at_m) > reach_m &&
        t.status.resident.sheet == other.status.resident.sheet)
        return false;
    const int samples = static_cast<int>(std::ceil(std::fabs(gap_m) / sample_m));
    for (int i = 1; i <= samples; ++i)
        if (touches(t, gap_m * i / samples, other)) return true;
    return false;
}

bool Assist::Impl::touches_any(const Transfer& t, double ahead_m) const {
    return std::any_of(under_way.begin(), under_way.end(), [&](TransferId id) {
        return id != t.id && (*this)[id].body && touches(t, ahead_m, (*this)[id]);
    });
}

bool Assist::Impl::comes_by(const Transfer& other, plan::SheetId sheet, const Footprint& f,
                            const plan::Pose& pose) const {
    constexpr double sample_m = 0.15;
    for (double ahead_m = 0; ahead_m <= comes_by_m; ahead_m += sample_m) {
        const WayPoint next = other.way.at(other.done_m + ahead_m);
        if (next.sheet == sheet && overlaps(make_footprint(other.shape()), next.pose, f, pose))
            return true;
    }
    return false;
}

bool Assist::Impl::waits_aside(const Transfer& t) const {
    if (!t.aside || t.done_m < t.aside->at_m) return false;
    const Transfer& other = (*this)[t.aside->other];
    return other.status.phase == TransferPhase::moving &&
           comes_by(other, t.status.resident.sheet, make_footprint(t.shape(), aside_gap_m),
                    t.aside->way_pose);
}

/// Stands right in front of the other one, and will not get out of its way forwards.
bool Assist::Impl::bars(const Transfer& t, const Transfer& other) const {
    return other.status.phase == TransferPhase::moving && other.back_left_m <= 0 &&
           would_touch(other, facing_gap_m, t) && would_touch(t, way_out_m, other);
}

/// Leaves no room to the other one that backs off for somebody who goes before both.
bool Assist::Impl::hems_in(const Transfer& t, const Transfer& other) const {
    return other.makes_way_for && *other.makes_way_for < t.id && would_touch(other, -back_off_m, t);
}

Held Assist::Impl::find_device_hold(const Transfer& t) const {
    for (const TransferId id : under_way) {
        const Transfer& other = (*this)[id];
        if (other.id == t.id || !other.body) continue;
        if (t.aside && t.aside->other == id && t.done_m < t.aside->at_m) continue; // pulling over
        if (hems_in(t, other)) return {Hold::facing, *other.makes_way_for};
        const bool first = t.id < other.id; // the one begun earlier goes first
        if (!first && bars(t, other)) return {Hold::facing, id};
        const bool facing =
            other.status.phase == TransferPhase::moving && would_touch(other, device_gap_m, t);
        // Two that lie in each other already: the first one draws itself out.
        if (first && touches(t, 0, other)) continue;
        if (!would_touch(t, facing && first ? facing_gap_m : device_gap_m, other)) continue;
        return {facing && !first ? Hold::facing : Hold::device, id};
    }
    return {};
}

/// Who stands where the device is about to be; those it touches already are left to the crowd.
bool Assist::Impl::person_ahead(const Transfer& t) const {
    const WayPoint next = t.way.at(t.done_m + person_gap_m);
    const Footprint f = t.has_shape() ? make_footprint(t.shape()) : Footprint{0.25, 0.25};
    for (std::size_t i = 0; i < crowd.size(); ++i) {
        const auto id = core::make_id<crowd::WalkerId>(i);
        const plan::Position p = crowd.position(id);
        if (p.sheet != next.sheet) continue;
        const WalkerState state = crowd.state(id);
        if (state == WalkerState::attached || state == WalkerState::gone) continue;
        const double radius_m = crowd.radius_m(id);
        if (overlaps(f, next.pose, p.at_m, radius_m) && !overlaps(f, t.pose(), p.at_m, radius_m))
            return true;
    }
    return false;
}

bool Assist::Impl::locked_ahead(const Transfer& t) const {
    return std::any_of(t.way.crossings().begin(), t.way.crossings().end(), [&](const Crossing& c) {
        return c.at_m > t.done_m && c.opening && locked[c.opening.index()];
    });
}

bool Assist::Impl::smoky(plan::SpaceId space, const crowd::Surroundings& s) const {
    if (!s.hazard || !space) return false;
    const core::Vec2 middle = core::centroid(plan[space].outline_m);
    return fire::calc_visibility_m(air.extinction_per_m(s.hazard, space, middle,
                                                        handler_eye_height_m)) < smoky_visibility_m;
}

bool Assist::Impl::goes_on(const Transfer& t, const crowd::Surroundings& s) const {
    return t.spec.enters_smoke || smoky(t.status.resident_space, s);
}

plan::SpaceId Assist::Impl::find_refused_smoke(const Transfer& t,
                                               const crowd::Surroundings& s) const {
    if (t.spec.enters_smoke || !s.hazard) return {};
    const double half_m = t.spec.device.length_m / 2;
    for (const Crossing& c : t.way.crossings()) {
        if (c.at_m <= t.done_m + half_m) continue; // its front is in there already
        if (c.at_m > t.done_m + half_m + smoke_standoff_m) break;
        if (smoky(c.into, s)) return goes_on(t, s) ? plan::SpaceId{} : c.into;
    }
    return {};
}

Held Assist::Impl::find_hold(const Transfer& t, const crowd::Surroundings& s) const {
    if (lag_m(t) > lag_limit_m) return {Hold::jam, {}};
    if (waits_aside(t)) return {Hold::device, t.aside->other};
    if (waits_for_car(t)) return {Hold::lift, {}};
    if (find_refused_smoke(t, s)) return {Hold::smoke, {}};
    if (const plan::OpeningId door = find_shut_door(t, s))
        return {locked[door.index()] ? Hold::locked : Hold::door, {}};
    if (t.body)
        if (const Held held = find_device_hold(t); held.hold != Hold::none) return held;
    return {person_ahead(t) ? Hold::person : Hold::none, {}};
}

} // namespace sim::assist
