#include "sim/crowd/crowd_constants.h"
#include "sim/crowd/crowd_impl.h"

#include <algorithm>

namespace sim::crowd {

namespace {

constexpr std::size_t fetched_ahead = 8; ///< bodies lie in another order than walkers
constexpr double short_of_line_m = 0.01; ///< where one waits for a rationed opening

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

} // namespace sim::crowd
