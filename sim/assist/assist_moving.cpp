#include "sim/assist/assist_constants.h"
#include "sim/assist/assist_state.h"
#include "sim/assist/device_catalogue.h"
#include "sim/core/text.h"
#include <algorithm>

namespace sim::assist {

namespace {

constexpr double never_s = std::numeric_limits<double>::infinity();

int crew_size(const Transfer& t) {
    const std::size_t most =
        static_cast<std::size_t>(std::max(t.spec.device.handlers_max, t.spec.device.handlers_min));
    return static_cast<int>(std::min(most, t.spec.crew.size()));
}

bool same_route(const Way& a, const Way& b, double a_done_m) {
    std::vector<plan::SpaceId> left, other;
    for (const Crossing& c : a.crossings())
        if (c.at_m > a_done_m) left.push_back(c.into);
    for (const Crossing& c : b.crossings())
        other.push_back(c.into);
    return left == other;
}

} // namespace

WayAnswer Assist::Impl::find_way(const Transfer& t, const crowd::Surroundings* s) const {
    WayRequest request{t.status.resident_space,
                       t.status.resident.sheet,
                       t.pose(),
                       t.spec.to,
                       t.spec.to_m,
                       profile_of_crew(t.spec.device, crew_size(t), t.spec.fitness),
                       {},
                       {}};
    request.crew_count = crew_size(t);
    if (!plan.lifts.empty())
        request.lift_s = [this, s](plan::LiftId lift, plan::SpaceId from, plan::SpaceId to) {
            return lift_usable(lift, from, to, s) ? crowd.lift_expected_s(lift, from, to) : never_s;
        };
    request.opening_s = [this, s](plan::OpeningId id) {
        if (locked[id.index()]) return never_s;
        const bool is_shut = s ? shut(id, *s) : !plan[id].initially_open;
        return plan[id].kind == plan::OpeningKind::door && is_shut ? shut_door_s : 0.0;
    };
    if (s && s->hazard)
        request.space_s = [this, s, price_s = goes_on(t, *s) ? smoky_space_s : never_s](
                              plan::SpaceId space, double) {
            return smoky(space, *s) ? price_s : 0.0;
        };
    return ways.find(request);
}

void Assist::Impl::take_way(Transfer& t, Way way) const {
    t.way = std::move(way);
    t.way_from = t.status.resident_space;
    t.done_m = 0;
    t.crossed_count = 0;
    t.jam_at_m = 0;
    t.aside.reset();
    t.boards = t.way_from && lift_of[t.way_from.index()];
}

/// Another way when the next space has filled with smoke since this one was chosen.
void Assist::Impl::avoid_smoke(Transfer& t, const crowd::Surroundings& s) const {
    for (const Crossing& c : t.way.crossings()) {
        if (c.at_m <= t.done_m || !smoky(c.into, s)) continue;
        WayAnswer other = find_way(t, &s);
        if (!other.way.points().empty() && !same_route(t.way, other.way, t.done_m))
            take_way(t, std::move(other.way));
        return;
    }
}

bool Assist::redirect(TransferId id, plan::SpaceId to, core::Vec2 to_m,
                      const crowd::Surroundings& surroundings) {
    Impl& a = *impl_;
    Transfer& t = a[id];
    if (t.status.phase != TransferPhase::moving) return false;
    const TransferSpec before = t.spec;
    t.spec.to = to;
    t.spec.to_m = to_m;
    WayAnswer other = a.find_way(t, &surroundings);
    if (other.way.points().empty()) {
        t.spec = before;
        return false;
    }
    a.take_way(t, std::move(other.way));
    return true;
}

void Assist::Impl::set_out(Transfer& t, const crowd::Surroundings& s) {
    t.way_from = t.status.resident_space;
    if (locked_ahead(t)) {
        WayAnswer other = find_way(t, &s);
        if (other.way.points().empty()) {
            stop(t, std::move(other.reason));
            return;
        }
        take_way(t, std::move(other.way));
    }
    avoid_smoke(t, s);
    if (t.has_shape() && touches_any(t, 0)) { // no room beside the bed until that one has gone
        t.status.phase = TransferPhase::preparing;
        t.status.waits = words_of(Hold::device);
        return;
    }
    for (const crowd::WalkerId id : t.crew)
        crowd.attach(id);
    t.status.waits.clear();
    const WayPoint first = t.way.at(0);
    t.status.resident = {first.sheet, first.pose.center_m};
    t.status.heading_rad = first.pose.heading_rad;
    if (t.has_shape()) t.body = bodies.add(first.sheet, first.pose, t.shape());
}

double Assist::Impl::speed_mps(const Transfer& t, const WayPoint& on,
                               const crowd::Surroundings& s) const {
    const DeviceProfile device =
        profile_of_crew(t.spec.device, static_cast<int>(t.crew.size()), t.spec.fitness);
    double base_mps = on.gait == Gait::flat         ? device.loaded_mps
                      : on.gait == Gait::stair_down ? device.loaded_stair_down_mps
                                                    : device.loaded_stair_up_mps;
    for (const crowd::WalkerId id : t.crew)
        base_mps = std::min(base_mps, crowd.free_speed_mps(id));
    int most_trips = 0;
    for (const crowd::WalkerId id : t.crew)
        if (const auto found = trips.find(id); found != trips.end())
            most_trips = std::max(most_trips, found->second);
    const double fatigue = std::max(fatigue_floor_frac, 1 - device.fatigue_per_trip * most_trips);
    const double extinction_per_m = air.extinction_per_m(s.hazard, t.status.resident_space,
                                                         t.status.resident, handler_eye_height_m);
    return base_mps * fatigue * crowd::calc_smoke_speed_factor(extinction_per_m) *
           (on.turning ? device.turn_factor : 1);
}

void Assist::Impl::advance(Transfer& t, const crowd::Surroundings& s, double factor) {
    constexpr double least_mps = 1e-3;
    double left_s = core::tick_s;
    const double limit_m = ride_limit_m(t);
    while (left_s > 0 && t.done_m < limit_m) {
        const double mps = factor * speed_mps(t, t.way.at(t.done_m), s);
        if (mps < least_mps) {
            stop(t, core::tr("这种器材走不了这一段"));
            return;
        }
        const double end_m = t.way.piece_end_m(t.done_m);
        const double need_s = (end_m - t.done_m) / mps;
        t.done_m = need_s <= left_s ? end_m : t.done_m + mps * left_s;
        left_s -= need_s;
    }
    t.done_m = std::min(t.done_m, limit_m);
    if (t.done_m > t.jam_at_m + jam_forgotten_m) {
        t.jam_tries = 0;
        t.boxed_in_s = 0;
    }
    if (t.done_m >= t.way.length_m()) {
        t.status.phase = TransferPhase::unloading;
        t.timer_s = t.spec.device.unload_s;
        return;
    }
    const auto& crossings = t.way.crossings();
    while (t.crossed_count < crossings.size() && crossings[t.crossed_count].at_m <= t.done_m) {
        ++t.crossed_count;
        if (t.crossed_count == crossings.size() || !smoky(crossings[t.crossed_count].into, s))
            continue;
        t.status.resident_space = crossings[t.crossed_count - 1].into;
        avoid_smoke(t, s);
        return;
    }
}

/// Pulls over sideways out of the way of the one that comes; false when there is no room.
bool Assist::Impl::step_aside(Transfer& t, const Transfer& other) const {
    constexpr double step_m = 0.1, near_m = 5;
    if (t.aside && t.done_m <= t.aside->at_m) return false;
    if (!would_touch(t, device_gap_m, other)) return false;
    MovePlanner planner{walls, mesh, t.shape()};
    planner.enter(t.status.resident.sheet, box_round(t.status.resident.at_m, near_m));
    const plan::Pose here = t.way.at(t.done_m).pose;
    const Footprint f = make_footprint(t.shape(), aside_gap_m);
    const core::Vec2 left = core::left_of(direction_of(here.heading_rad));
    for (double by_m = step_m; by_m <= aside_limit_m; by_m += step_m)
        for (const double side_m : {by_m, -by_m}) {
            const plan::Pose aside{here.center_m + left * side_m, here.heading_rad};
            if (comes_by(other, t.status.resident.sheet, f, aside) ||
                !planner.slide_is_clear(here.center_m, aside.center_m, here.heading_rad))
                continue;
            t.way = t.way.with_detour(t.done_m, aside, t.spec.device.length_m / 2);
            t.way_from = t.status.resident_space;
            t.done_m = 0;
            t.crossed_count = 0;
            t.jam_at_m = 0;
            t.aside = Transfer::Aside{other.id, by_m, here};
            return true;
        }
    return false;
}

void Assist::Impl::back_off(Transfer& t, int tries_max, const char* reason) {
    t.jam_at_m = std::max(t.jam_at_m, t.done_m);
    if (++t.jam_tries > tries_max) {
        stop(t, core::trf("在 {} 处{}", plan[t.status.resident_space].key, reason));
        return;
    }
    t.back_left_m = back_off_m;
    t.held_s = 0;
}

/// For one that comes at it, or that comes at the one ahead, which needs to back off then.
void Assist::Impl::make_way(Transfer& t, TransferId by) {
    const char* reason = core::tr("让不开迎面来的器材");
    t.makes_way_for = by;
    if (!touches_any(t, -facing_gap_m)) {
        if (!step_aside(t, (*this)[by])) back_off(t, facing_tries_max, reason);
        return;
    }
    t.boxed_in_s += core::tick_s; // somebody follows, and makes room in his turn
    if (t.boxed_in_s > boxed_in_patience_s) back_off(t, 0, reason);
}

void Assist::Impl::step_back(Transfer& t, const crowd::Surroundings& s) {
    if (touches_any(t, -facing_gap_m)) { // somebody follows
        t.back_left_m = 0;
        return;
    }
    const double step_m = back_off_frac * speed_mps(t, t.way.at(t.done_m), s) * core::tick_s;
    const double floor_m = floor_behind_m(t);
    t.back_left_m = t.done_m > floor_m ? std::max(0.0, t.back_left_m - step_m) : 0;
    t.done_m = std::max(floor_m, t.done_m - step_m);
}

/// Another way, or time for whoever leads the crew to name another goal; then it stops.
void Assist::Impl::wait_for_smoke(Transfer& t, const crowd::Surroundings& s) {
    t.status.smoke_ahead = find_refused_smoke(t, s);
    if (t.held_s <= core::tick_s)
        if (WayAnswer other = find_way(t, &s); !other.way.points().empty())
            take_way(t, std::move(other.way));
    if (t.held_s > smoke_patience_s)
        stop(t, core::trf("{} 里烟太浓，搬运人员不进去", plan[t.status.smoke_ahead].key));
}

void Assist::Impl::step_hold(Transfer& t, const crowd::Surroundings& s, TransferId by) {
    const plan::OpeningId door = find_shut_door(t, s);
    switch (t.hold) {
    case Hold::door:
        door_pushes.push_back({t.crew.front(), door});
        if (t.held_s > wait_limit_s) stop(t, core::trf("门 {} 打不开", plan[door].key));
        break;
    case Hold::locked:
        if (t.held_s <= core::tick_s)
            if (WayAnswer other = find_way(t, &s); !other.way.points().empty())
                take_way(t, std::move(other.way));
        if (t.held_s > locked_patience_s) stop(t, core::trf("门 {} 锁着", plan[door].key));
        break;
    case Hold::person:
        if (t.held_s > person_patience_s) advance(t, s, creep_frac);
        break;
    case Hold::device:
        if (t.held_s > ((*this)[by].hold == Hold::lift ? lift_wait_limit_s : wait_limit_s))
            stop(t, core::tr("被另一器材挡住"));
        break;
    case Hold::facing:
        make_way(t, by);
        break;
    case Hold::lift:
        if (t.held_s > lift_wait_limit_s) stop(t, core::tr("等不到电梯"));
        break;
    case Hold::smoke:
        wait_for_smoke(t, s);
        break;
    case Hold::jam:
        if (t.held_s > jam_patience_s) back_off(t, jam_tries_max, core::tr("卡住"));
        break;
    case Hold::none:
        break;
    }
}

void Assist::Impl::step_moving(Transfer& t, const crowd::Surroundings& s) {
    if (t.back_left_m > 0) {
        step_back(t, s);
        return;
    }
    step_ride(t, s);
    if (t.status.phase != TransferPhase::moving) return;
    const Held held = find_hold(t, s);
    t.held_s = held.hold == t.hold ? t.held_s + core::tick_s : core::tick_s;
    if (t.hold != held.hold) t.status.waits = words_of(held.hold);
    t.hold = held.hold;
    if (held.hold != Hold::smoke) t.status.smoke_ahead = {};
    if (held.hold != Hold::facing) t.makes_way_for.reset();
    if (held.hold == Hold::none)
        advance(t, s, 1);
    else
        step_hold(t, s, held.by);
}

void Assist::Impl::aim_bodies() {
    for (const TransferId id : under_way) {
        Transfer& t = (*this)[id];
        if (!t.body) continue;
        const WayPoint want = t.way.at(t.done_m);
        if (want.sheet == t.status.resident.sheet) bodies.aim(*t.body, want.pose);
    }
}

void Assist::Impl::take_poses(const crowd::Surroundings& s) {
    for (const TransferId id : under_way) {
        Transfer& t = (*this)[id];
        if (t.status.phase != TransferPhase::moving && t.status.phase != TransferPhase::unloading)
            continue;
        const plan::Position before = t.status.resident;
        const WayPoint want = t.way.at(t.done_m);
        plan::Pose pose = want.pose;
        const bool new_sheet = want.sheet != before.sheet;
        if (t.body) {
            if (new_sheet) bodies.move(*t.body, want.sheet, pose);
            pose = bodies.pose(*t.body);
        }
        t.velocity_mps =
            new_sheet ? core::Vec2{} : (pose.center_m - before.at_m) * core::tick_rate_Hz;
        t.status.resident = {want.sheet, pose.center_m};
        t.status.heading_rad = pose.heading_rad;
        t.status.resident_space = t.way_from;
        for (const Crossing& c : t.way.crossings())
            if (c.at_m <= t.done_m) t.status.resident_space = c.into;
        place_crew(t, s, new_sheet);
    }
}

} // namespace sim::assist
