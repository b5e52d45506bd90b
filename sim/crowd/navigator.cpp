#include "sim/crowd/navigator.h"

#include "sim/core/tick.h"
#include "sim/crowd/crowd_constants.h"
#include "sim/crowd/posture.h"
#include <algorithm>

namespace sim::crowd {

Navigator::Navigator(const plan::Plan& plan, const plan::WalkableArea& area,
                     const plan::WalkableMesh& mesh, const plan::RouteGraph& graph,
                     const plan::SmokeCells& cells, const Ground& ground, std::uint64_t seed)
    : plan_(plan), area_(area), mesh_(mesh), graph_(graph), ground_(ground),
      air_(plan, area, cells), passing_(plan, area), seed_(seed) {
    for (std::size_t o = 0; o < plan.openings.size(); ++o)
        wide_enough_.push_back(plan.openings[o].walkable() &&
                               mesh.passes(core::make_id<plan::OpeningId>(o)));
    const auto is_outside = [&](plan::SpaceId s) {
        return s && plan[s].kind == plan::SpaceKind::outside;
    };
    for (const plan::Opening& o : plan.openings)
        leads_out_.push_back(o.exit || is_outside(o.a) || is_outside(o.b));
}

void Navigator::add() {
    if (errands_.size() == errands_.capacity())
        errands_.reserve(errands_.size() + errands_.size() / 8 + 16);
    errands_.emplace_back();
}

void Navigator::renumber(const Renumbering& renumbering) {
    renumbering.apply(errands_);
    renumbering.apply(extinction_per_m_);
    renumbering.apply(in_smoke_);
    renumbering.apply(preferences_);
}

void Navigator::go_to(Walkers& w, std::size_t i, plan::SpaceId space, Vec2 at_m) {
    const Errand& present = errands_[i];
    if (present.goal == Goal::point && present.space == space && present.at_m == at_m) return;
    Errand errand;
    errand.goal = Goal::point;
    errand.space = space;
    errand.at_m = at_m;
    errand.way_stale = true;
    errands_[i] = std::move(errand);
    w.state[i] = WalkerState::walking;
}

void Navigator::go_to_any(Walkers& w, std::size_t i, std::function<bool(plan::SpaceId)> is_goal) {
    Errand errand;
    errand.goal = Goal::any;
    errand.is_goal = std::move(is_goal);
    errand.way_stale = true;
    errands_[i] = std::move(errand);
    w.state[i] = WalkerState::walking;
}

void Navigator::prefer(std::size_t i, WayPreference preference) {
    preferences_.resize(errands_.size());
    preferences_[i] = std::make_shared<const WayPreference>(std::move(preference));
    errands_[i].way_stale = true;
}

void Navigator::forget(std::size_t i) {
    errands_[i] = Errand{};
}

void Navigator::passed_opening(std::size_t i, plan::OpeningId opening, plan::SpaceId into) {
    Errand& e = errands_[i];
    e.leg_stale = true;
    if (e.step < e.steps.size() && e.steps[e.step].opening == opening &&
        e.steps[e.step].into == into) {
        ++e.step;
        e.under_way = true;
        e.came_in = e.leg.ahead;
    } else {
        e.way_stale = true; // pushed through
    }
}

void Navigator::passed_link(std::size_t i, const plan::SheetLink& link, bool off) {
    Errand& e = errands_[i];
    e.leg_stale = true;
    const bool meant = e.step < e.steps.size() && e.steps[e.step].flight == link.flight &&
                       e.steps[e.step].up == link.up;
    if (!meant) {
        e.way_stale = true;
    } else if (off) {
        ++e.step;
        e.under_way = true;
        e.came_in = way_off(link);
    }
}

void Navigator::step(Walkers& w, std::span<const std::uint32_t> awake, const Surroundings& around,
                     const Gates& gates, const Lifts& lifts, std::int64_t tick) {
    extinction_per_m_.resize(w.size(), 0);
    in_smoke_.resize(w.size(), 0);
    const Now now{around, gates, lifts, tick};
    passing_.begin_step(w, awake, around.obstacles);
    for (const std::uint32_t i : awake) {
        if (keeps_wish(w, i, tick)) continue;
        w.wished_mps[i] = 0;
        w.wished_direction[i] = {};
        w.in_file[i] = InFile::no;
        errands_[i].at_door = false;
        if (moves(w.state[i]) || w.state[i] == WalkerState::no_route) step_one(w, i, now);
    }
}

/// Who is held up on the way to an opening thinks of it in each second tick only.
bool Navigator::keeps_wish(const Walkers& w, std::size_t i, std::int64_t tick) const {
    static_assert(watch_period_ticks % held_thinking_ticks == 0 &&
                      compare_period_ticks % held_thinking_ticks == 0 &&
                      sight_period_ticks % held_thinking_ticks == 0,
                  "nobody misses his turns");
    const Errand& e = errands_[i];
    return w.held_s[i] > creeps_after_s && !is_turn<held_thinking_ticks>(tick, w.id[i]) &&
           moves(w.state[i]) && e.leg.through_gap && !e.leg_stale && !e.way_stale;
}

void Navigator::step_one(Walkers& w, std::size_t i, const Now& now) {
    Errand& errand = errands_[i];
    if (errand.goal == Goal::none) {
        w.state[i] = WalkerState::standing;
        return;
    }
    if (around_changed_for(w, i, now)) sense_air(w, i, now);
    if (w.state[i] == WalkerState::no_route) {
        if (!is_turn<retry_period_ticks>(now.tick, w.id[i]) && !errand.way_stale) return;
        errand.way_stale = true;
    } else {
        watch_way(w, i, now);
    }
    if (errand.way_stale && !choose_way(w, i, now)) {
        w.state[i] = WalkerState::no_route;
        return;
    }
    w.state[i] = WalkerState::walking;
    if (errand.goal == Goal::any && errand.steps.empty() && !errand.under_way) return arrive(w, i);
    if (errand.leg_stale) begin_leg(w, i, now);
    watch_leg(w, i, now);
    walk(w, i, now);
}

bool Navigator::around_changed_for(const Walkers& w, std::size_t i, const Now& now) const {
    return now.around.hazard &&
           (errands_[i].way_stale || is_turn<watch_period_ticks>(now.tick, w.id[i]) ||
            w.smoke_factor[i] <= 0);
}

void Navigator::sense_air(Walkers& w, std::size_t i, const Now& now) {
    const auto extinction_at = [&](double height_m) {
        return air_.extinction_per_m(now.around.hazard, w.space[i], {w.sheet[i], w.at_m[i]},
                                     height_m);
    };
    const bool crawled = w.posture[i] == Posture::crawling;
    const double upright_per_m = extinction_at(w.breathing_height_m[i]);
    in_smoke_[i] = fire::calc_visibility_m(upright_per_m) < closed_visibility_m;
    const bool may_crawl = w.can_crawl[i] && !area_.sheets[w.sheet[i].index()].flight;
    const double low_per_m =
        may_crawl && (in_smoke_[i] || crawled)
            ? extinction_at(calc_breathing_height_m(Posture::crawling, w.breathing_height_m[i]))
            : upright_per_m;
    const bool crawls = may_crawl && is_worth_crawling(upright_per_m, low_per_m, crawled);
    w.posture[i] = crawls ? Posture::crawling : Posture::upright;
    extinction_per_m_[i] = crawls ? low_per_m : upright_per_m;
    w.smoke_factor[i] = calc_smoke_speed_factor(smoke_law_, extinction_per_m_[i], w.free_mps[i]) *
                        (crawls ? crawl_speed_ratio : 1);
}

double Navigator::top_speed_mps(const Walkers& w, std::size_t i) const {
    const plan::FlightId flight = area_.sheets[w.sheet[i].index()].flight;
    if (!flight) return w.free_mps[i] * w.speed_factor[i] * w.smoke_factor[i];
    const Errand& e = errands_[i];
    const bool up = e.step < e.steps.size() ? e.steps[e.step].up : e.leg.ahead.y > 0;
    return flight_mps(w, i, flight, up);
}

/// At the place itself, or as near to it as those who stand there let him.
bool Navigator::is_there(const Walkers& w, std::size_t i, double left_m) {
    Errand& e = errands_[i];
    const bool slow = core::length(w.velocity_mps[i]) < held_up_frac * w.top_mps[i];
    e.crowded_s = slow ? e.crowded_s + core::tick_s : 0;
    const bool in_the_way = core::distance(w.at_m[i], e.entered_m) < clear_of_door_m;
    const bool crowded =
        left_m < crowded_arrival_m && e.crowded_s > (in_the_way ? 10 : 1) * crowded_arrival_s;
    return left_m < arrival_m || crowded;
}

/// A shut door within reach is pushed; false: it is locked, and the way to be chosen anew.
bool Navigator::push_door(Walkers& w, std::size_t i, const Now& now) {
    Errand& e = errands_[i];
    if (!e.leg.opening || !now.gates.is_shut(e.leg.opening)) return true;
    const double gap_m = core::distance(e.leg.gap_m, w.at_m[i]);
    if (gap_m < w.radius_m[i] - 2 * wall_tolerance_m || gap_m > w.radius_m[i] + door_reach_m)
        return true;
    if (now.gates.is_locked(e.leg.opening)) {
        e.way_stale = true;
        return false;
    }
    w.state[i] = WalkerState::door_shut;
    e.at_door = true;
    return true;
}

void Navigator::walk(Walkers& w, std::size_t i, const Now& now) {
    Errand& e = errands_[i];
    w.top_mps[i] = top_speed_mps(w, i);
    const double wish_mps = std::min(w.top_mps[i], static_cast<double>(w.pace_mps[i]));
    if (wait_for_lift(w, i, now)) return;
    if (!passing_.empty() && (pass_device(w, i, wish_mps) || wait_off_flight(w, i, wish_mps)))
        return;
    Vec2 target = aim(w, i);
    if (extinction_per_m_[i] > 0 || w.holds_handrail[i]) target = by_hand(w, i, target);
    if (!now.around.obstacles.empty()) target = round_device(w, i, now, target);
    const Vec2 way = target - w.at_m[i];
    if (!e.leg.through_gap && e.leg.corner >= e.leg.corners.size()) {
        const double left_m = core::length(way);
        const bool there = is_there(w, i, left_m);
        if (rides_to(i)) {
            if (left_m < arrival_m) return; // stands in the car
            settle_in_car(i);
        } else if (there) {
            return arrive(w, i);
        }
    }
    if (!push_door(w, i, now)) return;
    w.gap_m[i] = e.leg.opening ? core::distance(e.leg.gap_m, w.at_m[i]) : no_gap_m;
    w.wished_direction[i] = unit_of(way);
    w.wished_mps[i] = wish_mps;
}

void Navigator::arrive(Walkers& w, std::size_t i) {
    forget(i);
    w.state[i] = WalkerState::arrived;
    w.held_s[i] = 0;
    w.turned_frac[i] = 0;
}

} // namespace sim::crowd
