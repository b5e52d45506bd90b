#include "sim/crowd/crowd.h"

#include "sim/crowd/awake_list.h"
#include "sim/crowd/crowd_constants.h"
#include "sim/crowd/gates.h"
#include "sim/crowd/groups.h"
#include "sim/crowd/navigator.h"
#include "sim/crowd/posture.h"
#include "sim/crowd/steering.h"
#include <algorithm>
#include <cassert>

namespace sim::crowd {

namespace {

constexpr int queue_period_ticks = 10;   ///< queues are counted anew
constexpr int awake_ticks = 20;          ///< who was pushed aside makes room for so long
constexpr std::size_t fetched_ahead = 8; ///< bodies lie in another order than walkers
/// Rows of walkers are put in the order of their places so often, in crowds so large that their
/// rows do not stay in the nearest cache anyway.
constexpr int renumber_period_ticks = 100;
constexpr std::size_t large_crowd_count = 1000;
constexpr double short_of_line_m = 0.01; ///< where one waits for a rationed opening

} // namespace

struct Crowd::Impl {
    const plan::Plan& plan;
    const plan::WalkableArea& area;
    Ground ground;
    Gates gates;
    Lifts lifts;
    std::vector<LiftLoad> lift_loads{}; ///< of the next step
    Navigator navigator;
    Bodies bodies;
    Steering steering;
    Walkers walkers;
    std::vector<std::uint32_t> row_of; ///< by index of WalkerId
    AwakeList awake;
    Groups groups;
    std::int64_t now = 0;
    std::vector<DoorPush> pushes;
    std::vector<int> occupants;
    std::span<const Edge> near;   ///< edges around the walker being moved
    std::vector<Segment> holding; ///< those that hold him
    struct InOpening {
        std::uint32_t walker;
        plan::OpeningId opening;
    };
    std::vector<InOpening> resting_in_openings;

    Impl(const plan::Plan& p, const plan::WalkableArea& a, const plan::WalkableMesh& mesh,
         const plan::RouteGraph& graph, const plan::SmokeCells& cells, std::uint64_t seed,
         DoorMode door_mode)
        : plan(p), area(a), ground(a), gates(p, door_mode), lifts(p),
          navigator(p, a, mesh, graph, cells, ground, seed), bodies(ground), steering(seed),
          occupants(p.openings.size(), 0) {}

    void step(const Surroundings& around);
    [[nodiscard]] std::size_t row(WalkerId id) const noexcept { return row_of[id.index()]; }
    void renumber();
    void wake(std::size_t i);
    void refresh_awake();
    void rest(std::size_t i);
    void count_queues();
    void step_lifts();
    void ride(const Lifts::Arrival& arrival);
    void move_all();
    void move_one(std::size_t i);
    void move(std::size_t i, Vec2 wish_m);
    void move_freely(std::size_t i, Vec2 wish_m, double limit_m);
    void step_on_flight(std::size_t i, plan::FlightId flight);
    void gather_holding(std::size_t i, double limit_m);
    Vec2 wait_at_rationed(std::size_t i, Vec2 to_m);
    void follow_through(std::size_t i, Vec2 from_m, Vec2 to_m);
    void go_over(std::size_t i, const plan::SheetLink& link, const LinkMotion& motion);
    template <class Count>
    void find_openings_around(std::size_t i, const Count& count) const;
    void step_out_of_walls(std::size_t i);
    void step_off_threshold(std::size_t i);
};

namespace {

double side(const Segment& line, Vec2 p) {
    return cross(line.b - line.a, p - line.a);
}

/// The path goes over the segment; a point on the line counts as on its left.
bool goes_over(const Segment& line, Vec2 from_m, Vec2 to_m) {
    const bool before = side(line, from_m) >= 0, after = side(line, to_m) >= 0;
    if (before == after) return false;
    const Vec2 d = to_m - from_m;
    return (cross(d, line.a - from_m) >= 0) != (cross(d, line.b - from_m) >= 0);
}

} // namespace

void Crowd::Impl::count_queues() {
    if (now % queue_period_ticks != 0) return;
    gates.begin_count();
    for (const std::uint32_t i : awake.walkers())
        if (moves(walkers.state[i]))
            if (const plan::OpeningId o = navigator.next_opening(i))
                gates.count(o, core::distance(plan[o].center_m, walkers.at_m[i]));
    gates.end_count();
}

/// An order, a push or a device concerns him: from now on he is looked at in each step.
void Crowd::Impl::wake(std::size_t i) {
    if (awake.is_awake(i)) return;
    awake.wake(i);
    bodies.lift(i);
    std::erase_if(resting_in_openings, [&](const InOpening& r) { return r.walker == i; });
}

/// Who neither walks nor is carried nor makes room for somebody just now needs no step.
void Crowd::Impl::refresh_awake() {
    awake.refresh(
        [&](std::size_t i) {
            const WalkerState s = walkers.state[i];
            return moves(s) || s == WalkerState::no_route || s == WalkerState::attached ||
                   (s != WalkerState::gone && walkers.awake_until[i] >= now);
        },
        [&](std::size_t i) { rest(i); });
}

void Crowd::Impl::rest(std::size_t i) {
    walkers.velocity_mps[i] = {};
    walkers.wished_direction[i] = {};
    walkers.wished_mps[i] = 0;
    if (walkers.state[i] == WalkerState::gone) return;
    bodies.lay_down(i);
    near = ground.near(walkers.sheet[i], walkers.at_m[i]);
    find_openings_around(i, [&](plan::OpeningId o) {
        resting_in_openings.push_back({static_cast<std::uint32_t>(i), o});
    });
}

/// By place, those who have left last.
void Crowd::Impl::renumber() {
    if (now % renumber_period_ticks != 0 || awake.walkers().size() < large_crowd_count) return;
    struct Placed {
        std::uint32_t cell, id;
        auto operator<=>(const Placed&) const = default;
    };
    std::vector<Placed> all;
    for (std::size_t i = 0; i < walkers.size(); ++i)
        all.push_back({walkers.state[i] == WalkerState::gone
                           ? Bodies::absent
                           : bodies.cell_at(walkers.sheet[i], walkers.at_m[i]),
                       walkers.id[i]});
    std::sort(all.begin(), all.end());
    std::vector<std::uint32_t> old_rows;
    for (const Placed& p : all)
        old_rows.push_back(row_of[p.id]);
    const Renumbering renumbering(std::move(old_rows));
    walkers.renumber(renumbering);
    navigator.renumber(renumbering);
    bodies.renumber(renumbering);
    awake.renumber(renumbering);
    groups.renumber(renumbering);
    for (InOpening& resting : resting_in_openings)
        resting.walker = renumbering.new_row(resting.walker);
    renumbering.rename(row_of);
}

void Crowd::Impl::step(const Surroundings& around) {
    renumber();
    gates.begin_step(around, now);
    if (lifts.any_in_service()) step_lifts();
    lift_loads.clear();
    refresh_awake();
    std::fill(occupants.begin(), occupants.end(), 0);
    pushes.clear();
    for (const InOpening& resting : resting_in_openings)
        ++occupants[resting.opening.index()];
    if (!awake.walkers().empty()) {
        count_queues();
        groups.step(walkers);
        navigator.step(walkers, awake.walkers(), around, gates, lifts, now);
        bodies.gather(walkers, awake.walkers(), around.obstacles, now);
        steering.step(bodies, walkers, gates.shut(), now);
        move_all();
    }
    ++now;
}

void Crowd::Impl::step_lifts() {
    lifts.begin_step();
    for (std::size_t i = 0; i < walkers.size(); ++i) {
        if (walkers.state[i] == WalkerState::gone) continue;
        const plan::OpeningId door = navigator.next_opening(i);
        const double door_m =
            door ? core::distance(plan[door].center_m, walkers.at_m[i]) : no_gap_m;
        lifts.count({walkers.space[i], door, door_m, navigator.rides_to(i), walkers.at_m[i]});
    }
    for (const LiftLoad& load : lift_loads)
        lifts.count(load);
    lifts.end_step(now);
    for (const Lifts::Arrival& arrival : lifts.arrivals())
        ride(arrival);
    for (const Lifts::HeldDoor& door : lifts.held_doors())
        gates.hold(door.opening, door.shut);
}

/// Everybody in the car changes the level, and stands there as he stood. Who is carried is moved
/// by his crew.
void Crowd::Impl::ride(const Lifts::Arrival& arrival) {
    for (std::size_t i = 0; i < walkers.size(); ++i) {
        const WalkerState s = walkers.state[i];
        if (!(walkers.space[i] == arrival.from) || s == WalkerState::gone ||
            s == WalkerState::attached)
            continue;
        wake(i);
        walkers.awake_until[i] = std::max(walkers.awake_until[i], now + awake_ticks);
        walkers.space[i] = arrival.to;
        walkers.sheet[i] = area.sheet_of(plan[arrival.to].level);
        navigator.passed_lift(i, arrival.lift, arrival.to);
    }
}

/// In order of index, also those at rest whom somebody touched: rations of openings go by it.
void Crowd::Impl::move_all() {
    std::vector<std::uint32_t> touched;
    for (const std::uint32_t i : steering.touched_at_rest())
        if (!awake.is_awake(i)) touched.push_back(i);
    std::size_t next = 0;
    const std::span<const std::uint32_t> walking = awake.walkers();
    for (std::size_t k = 0; k < walking.size(); ++k) {
        const std::uint32_t i = walking[k];
        if (k + fetched_ahead < walking.size()) bodies.fetch(walking[k + fetched_ahead]);
        for (; next < touched.size() && touched[next] < i; ++next)
            move_one(touched[next]);
        if (walkers.state[i] != WalkerState::gone) move_one(i);
    }
    for (; next < touched.size(); ++next)
        move_one(touched[next]);
    for (const std::uint32_t i : touched)
        wake(i);
}

void Crowd::Impl::move_one(std::size_t i) {
    const std::size_t row = bodies.index_of(i);
    const plan::SheetId sheet = walkers.sheet[i];
    near = bodies.all()[row].near;
    const bool touched = steering.touched()[row] != 0;
    const bool walks = moves(walkers.state[i]);
    if (walks) {
        const Body& body = bodies.all()[row];
        walkers.held_s[i] = body.held_s;
        walkers.turned_frac[i] = body.turned_frac;
        walkers.crowding_frac[i] = body.crowding_frac;
        walkers.kept_mps[i] = body.kept_mps;
    }
    if (walks || (touched && bodies.all()[row].kind == BodyKind::giving_way)) {
        if (!walks) {
            walkers.awake_until[i] = now + awake_ticks;
            walkers.top_mps[i] = walkers.free_mps[i] * walkers.smoke_factor[i];
        }
        move(i, steering.wished_at_m()[row]);
    } else if (walkers.state[i] != WalkerState::attached) {
        walkers.velocity_mps[i] = {};
    }
    if (walks && navigator.stands_before_door(i))
        pushes.push_back({core::make_id<WalkerId>(walkers.id[i]), navigator.next_opening(i)});
    if (!(sheet == walkers.sheet[i])) near = ground.near(walkers.sheet[i], walkers.at_m[i]);
    if (awake.is_awake(i))
        find_openings_around(i, [&](plan::OpeningId o) { ++occupants[o.index()]; });
}

void Crowd::Impl::gather_holding(std::size_t i, double limit_m) {
    holding.clear();
    const double reach_m = walkers.radius_m[i] + limit_m + 0.01;
    const Vec2 at = walkers.at_m[i];
    const bool walks = moves(walkers.state[i]);
    for (const Edge& e : near) {
        const double d = e.distance_m(at);
        if (d > reach_m) continue;
        if (e.kind == EdgeKind::link) {
            // Who stands on a landing is not pushed down the stairs.
            if (!walks && d >= 2 * wall_tolerance_m) holding.push_back(e.line_m);
            continue;
        }
        // A leaf holds nobody who stands in the doorway already; the leaf waits for him.
        if (e.kind == EdgeKind::passage &&
            (!gates.is_shut(e.opening) || d < walkers.radius_m[i] - 2 * wall_tolerance_m))
            continue;
        holding.push_back(e.line_m);
    }
}

/// Shortens a move that would go over an opening whose ration is used up.
Vec2 Crowd::Impl::wait_at_rationed(std::size_t i, Vec2 to_m) {
    const Vec2 from = walkers.at_m[i];
    if (!gates.rations() && !lifts.any_in_service()) return to_m;
    for (const Edge& e : near) {
        if (e.kind != EdgeKind::passage ||
            (gates.may_pass(e.opening) && !lifts.keeps_out(e.opening, walkers.space[i])))
            continue;
        if (!goes_over(e.line_m, from, to_m)) continue;
        const Vec2 n = core::left_of(core::normalized(e.line_m.b - e.line_m.a));
        const double at = dot(from - e.line_m.a, n);
        const double keep = at >= 0 ? short_of_line_m : -short_of_line_m;
        if (std::abs(at) <= short_of_line_m) return from;
        to_m = from + (to_m - from) * ((at - keep) / (at - dot(to_m - e.line_m.a, n)));
    }
    return to_m;
}

/// Where no edge is within a step.
void Crowd::Impl::move_freely(std::size_t i, Vec2 wish_m, double limit_m) {
    const Vec2 from = walkers.at_m[i], d = wish_m - from;
    const double l = core::length(d);
    const Vec2 to = l <= limit_m ? wish_m : from + d * (limit_m / l);
    walkers.velocity_mps[i] = (to - from) * (1 / core::tick_s);
    walkers.at_m[i] = to;
    if (const plan::FlightId flight = area.sheets[walkers.sheet[i].index()].flight)
        step_on_flight(i, flight);
}

/// The upper half of a flight belongs to the upper landing.
void Crowd::Impl::step_on_flight(std::size_t i, plan::FlightId flight) {
    const plan::Flight& f = plan[flight];
    walkers.space[i] = walkers.at_m[i].y < f.slope_length_m / 2 ? f.lower : f.upper;
}

void Crowd::Impl::move(std::size_t i, Vec2 wish_m) {
    const Vec2 from = walkers.at_m[i];
    const double limit_m = walkers.top_mps[i] * core::tick_s;
    if (near.empty()) return move_freely(i, wish_m, limit_m);
    gather_holding(i, limit_m);
    Vec2 to = slide(holding, from, wish_m, walkers.radius_m[i], limit_m);
    const Vec2 rationed = wait_at_rationed(i, to);
    if (!(rationed == to)) {
        to = slide(holding, from, rationed, walkers.radius_m[i], limit_m);
        if (!(wait_at_rationed(i, to) == to)) to = from;
    }
    walkers.velocity_mps[i] = (to - from) * (1 / core::tick_s);
    walkers.at_m[i] = to;
    if (!(from == to)) follow_through(i, from, to);
}

/// Keeps account of openings passed and of stairs entered and left.
void Crowd::Impl::follow_through(std::size_t i, Vec2 from_m, Vec2 to_m) {
    const plan::SheetId sheet = walkers.sheet[i];
    for (const Edge& e : near) {
        if (e.kind == EdgeKind::wall || !goes_over(e.line_m, from_m, to_m)) continue;
        if (e.kind == EdgeKind::link) {
            const LinkMotion& motion = ground.motion(sheet, e.index);
            if (motion.depth_m(to_m) >= 0 && motion.depth_m(from_m) <= motion.depth_m(to_m))
                return go_over(i, area.sheets[sheet.index()].links[e.index], motion);
            continue;
        }
        const plan::Opening& o = plan[e.opening];
        const plan::SpaceId into = o.a == walkers.space[i] ? o.b : o.a;
        walkers.space[i] = into;
        gates.pass(e.opening);
        lifts.passed(e.opening, into);
        navigator.passed_opening(i, e.opening, into);
    }
    if (const plan::FlightId flight = area.sheets[sheet.index()].flight) step_on_flight(i, flight);
}

void Crowd::Impl::go_over(std::size_t i, const plan::SheetLink& link, const LinkMotion& motion) {
    const bool off = static_cast<bool>(area.sheets[walkers.sheet[i].index()].flight);
    walkers.at_m[i] = motion.point(walkers.at_m[i]);
    walkers.velocity_mps[i] = motion.direction(walkers.velocity_mps[i]);
    walkers.sheet[i] = link.to;
    step_out_of_walls(i); // cut a jamb's corner by millimetres between two ticks
    const plan::Flight& flight = plan[link.flight];
    // Up and onto it, or down and off it: the lower end.
    walkers.space[i] = link.up == off ? flight.upper : flight.lower;
    navigator.passed_link(i, link, off);
}

/// Calls `count` for each opening in which he stands.
template <class Count>
void Crowd::Impl::find_openings_around(std::size_t i, const Count& count) const {
    for (const Edge& e : near) {
        if (e.kind != EdgeKind::passage) continue;
        if (e.distance_m(walkers.at_m[i]) < walkers.radius_m[i] - 2 * wall_tolerance_m)
            count(e.opening);
    }
}

/// Somebody set down nearer to a wall than his breadth stands a little away from it.
void Crowd::Impl::step_out_of_walls(std::size_t i) {
    constexpr int rounds = 8;
    Vec2 p = walkers.at_m[i];
    for (int k = 0; k < rounds; ++k) {
        bool moved = false;
        for (const Edge& e : ground.near(walkers.sheet[i], p)) {
            if (e.kind != EdgeKind::wall) continue;
            const Vec2 out = p - core::nearest_point(e.line_m, p);
            const double d = core::length(out);
            if (d >= walkers.radius_m[i] || d < 1e-9) continue;
            p = p + out * ((walkers.radius_m[i] - d) / d);
            moved = true;
        }
        if (!moved) break;
    }
    for (const Edge& e : ground.near(walkers.sheet[i], p)) {
        const bool through = goes_over(e.line_m, walkers.at_m[i], p);
        const bool wall = e.kind == EdgeKind::wall;
        if (through ||
            (wall && core::distance(e.line_m, p) < walkers.radius_m[i] - wall_tolerance_m))
            return; // a place too narrow for him: he stays as put
    }
    walkers.at_m[i] = p;
}

/// Somebody put just on the line of an opening stands on the side of the space he is said to be in:
/// going over it into that space would count as leaving it.
void Crowd::Impl::step_off_threshold(std::size_t i) {
    constexpr double on_line_m = 1e-4, off_m = 1e-3;
    const Vec2 at = walkers.at_m[i];
    for (const Edge& e : ground.near(walkers.sheet[i], at)) {
        if (e.kind != EdgeKind::passage || e.distance_m(at) > on_line_m) continue;
        const plan::Space& space = plan[walkers.space[i]];
        const auto& outline = space.landing_m.empty() ? space.outline_m : space.landing_m;
        const Vec2 n = core::left_of(e.along) * off_m;
        walkers.at_m[i] = core::contains(outline, at + n) ? at + n : at - n;
        return;
    }
}

Crowd::Crowd(const plan::Plan& plan, const plan::WalkableArea& area, const plan::WalkableMesh& mesh,
             const plan::RouteGraph& graph, const plan::SmokeCells& cells, std::uint64_t seed,
             DoorMode door_mode)
    : impl_(std::make_unique<Impl>(plan, area, mesh, graph, cells, seed, door_mode)) {}
Crowd::~Crowd() = default;

WalkerId Crowd::add(const WalkerSpec& spec) {
    impl_->walkers.add(spec);
    impl_->row_of.push_back(static_cast<std::uint32_t>(size() - 1));
    impl_->navigator.add();
    impl_->step_out_of_walls(size() - 1);
    impl_->step_off_threshold(size() - 1);
    impl_->wake(size() - 1);
    return core::make_id<WalkerId>(size() - 1);
}

namespace {
/// Takes orders to walk: neither carried nor down nor gone.
bool obeys(WalkerState s) {
    return s != WalkerState::attached && s != WalkerState::down && s != WalkerState::gone;
}
} // namespace

void Crowd::go_to(WalkerId id, plan::SpaceId space, core::Vec2 at_m) {
    if (!obeys(state(id))) return;
    impl_->navigator.go_to(impl_->walkers, impl_->row(id), space, at_m);
    impl_->wake(impl_->row(id));
}
void Crowd::go_to_any(WalkerId id, std::function<bool(plan::SpaceId)> is_goal) {
    if (!obeys(state(id))) return;
    impl_->navigator.go_to_any(impl_->walkers, impl_->row(id), std::move(is_goal));
    impl_->wake(impl_->row(id));
}
void Crowd::stop(WalkerId id) {
    if (!obeys(state(id))) return;
    impl_->navigator.forget(impl_->row(id));
    impl_->wake(impl_->row(id));
    impl_->walkers.state[impl_->row(id)] = WalkerState::standing;
}
void Crowd::set_speed_factor(WalkerId id, double factor) {
    impl_->walkers.speed_factor[impl_->row(id)] = std::clamp(factor, 0.0, 2.0);
}
void Crowd::set_enters_smoke(WalkerId id, bool enters) {
    impl_->walkers.enters_smoke[impl_->row(id)] = enters ? 1 : 0;
}
void Crowd::set_way_preference(WalkerId id, WayPreference preference) {
    impl_->navigator.prefer(impl_->row(id), std::move(preference));
}
void Crowd::set_signs(std::vector<double> reach_m) {
    impl_->navigator.set_signs(std::move(reach_m));
}
void Crowd::set_lift_service(plan::LiftId lift, LiftService service) {
    impl_->lifts.set_service(lift, service);
    impl_->navigator.all_ways_stale();
}
void Crowd::set_lift_permit(WalkerId id, bool permitted) {
    impl_->walkers.lift_permit[impl_->row(id)] = permitted ? 1 : 0;
}
bool Crowd::lift_takes(plan::LiftId lift, bool permitted) const noexcept {
    return impl_->lifts.takes(lift, permitted);
}
double Crowd::lift_expected_s(plan::LiftId lift, plan::SpaceId from, plan::SpaceId to) const {
    return impl_->lifts.expected_s(lift, from, to);
}
void Crowd::tell_lift(const LiftLoad& load) {
    impl_->lift_loads.push_back(load);
}
LiftStatus Crowd::lift_status(plan::LiftId lift) const {
    return impl_->lifts.status(lift);
}
void Crowd::set_smoke_law(SmokeSpeedLaw law) {
    impl_->navigator.set_smoke_law(law);
}
void Crowd::keep_together(std::span<const WalkerId> group) {
    std::vector<std::uint32_t> members;
    for (const WalkerId id : group)
        members.push_back(static_cast<std::uint32_t>(impl_->row(id)));
    impl_->groups.add(members);
}
void Crowd::attach(WalkerId id) {
    if (!obeys(state(id))) return;
    impl_->navigator.forget(impl_->row(id));
    impl_->wake(impl_->row(id));
    impl_->walkers.state[impl_->row(id)] = WalkerState::attached;
    impl_->walkers.posture[impl_->row(id)] = Posture::upright;
}
void Crowd::detach(WalkerId id) {
    if (state(id) != WalkerState::attached) return;
    impl_->walkers.state[impl_->row(id)] = WalkerState::standing;
    impl_->walkers.velocity_mps[impl_->row(id)] = {};
    impl_->step_out_of_walls(impl_->row(id));
}
void Crowd::place(WalkerId id, plan::Position position, plan::SpaceId space) {
    Walkers& w = impl_->walkers;
    const std::size_t i = impl_->row(id);
    impl_->wake(i);
    w.velocity_mps[i] = w.sheet[i] == position.sheet
                            ? (position.at_m - w.at_m[i]) * core::tick_rate_Hz
                            : core::Vec2{};
    w.at_m[i] = position.at_m;
    w.sheet[i] = position.sheet;
    w.space[i] = space;
}
void Crowd::set_down(WalkerId id) {
    if (state(id) == WalkerState::gone) return;
    impl_->navigator.forget(impl_->row(id));
    impl_->wake(impl_->row(id));
    impl_->walkers.state[impl_->row(id)] = WalkerState::down;
    impl_->walkers.posture[impl_->row(id)] = Posture::lying;
    impl_->walkers.velocity_mps[impl_->row(id)] = {};
}
void Crowd::remove(WalkerId id) {
    impl_->navigator.forget(impl_->row(id));
    impl_->wake(impl_->row(id));
    impl_->walkers.state[impl_->row(id)] = WalkerState::gone;
    impl_->walkers.velocity_mps[impl_->row(id)] = {};
}

void Crowd::step(const Surroundings& surroundings) {
    impl_->step(surroundings);
}

std::size_t Crowd::size() const noexcept {
    return impl_->walkers.size();
}
WalkerState Crowd::state(WalkerId id) const noexcept {
    return impl_->walkers.state[impl_->row(id)];
}
plan::Position Crowd::position(WalkerId id) const noexcept {
    return {impl_->walkers.sheet[impl_->row(id)], impl_->walkers.at_m[impl_->row(id)]};
}
core::Vec2 Crowd::velocity_mps(WalkerId id) const noexcept {
    return impl_->walkers.velocity_mps[impl_->row(id)];
}
plan::SpaceId Crowd::space(WalkerId id) const noexcept {
    return impl_->walkers.space[impl_->row(id)];
}
Posture Crowd::posture(WalkerId id) const noexcept {
    return impl_->walkers.posture[impl_->row(id)];
}
double Crowd::breathing_height_m(WalkerId id) const noexcept {
    const std::size_t i = impl_->row(id);
    return calc_breathing_height_m(impl_->walkers.posture[i], impl_->walkers.breathing_height_m[i]);
}
double Crowd::radius_m(WalkerId id) const noexcept {
    return impl_->walkers.radius_m[impl_->row(id)];
}
std::span<const DoorPush> Crowd::door_pushes() const noexcept {
    return impl_->pushes;
}
std::span<const int> Crowd::opening_occupants() const noexcept {
    return impl_->occupants;
}
std::span<const int> Crowd::opening_passages() const noexcept {
    return impl_->gates.passages();
}

} // namespace sim::crowd
