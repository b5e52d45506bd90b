#include "sim/crowd/navigator.h"

#include "sim/core/tick.h"
#include "sim/crowd/crowd_constants.h"
#include "sim/crowd/posture.h"
#include <algorithm>

namespace sim::crowd {

namespace {

constexpr double point_blank_m = 0.15; ///< a corner this near counts as reached
constexpr double same_corner_m = 0.8;  ///< points of the mesh this near belong to one corner
constexpr double beyond_gap_m = 0.30;  ///< aimed at behind an opening, to get through it
constexpr double rub_m = 0.02; ///< lines of sight may pass walls nearer than the body by this

Segment shortened(const Segment& s, double by_m) {
    const double l = core::distance(s.a, s.b);
    const Vec2 u = (s.b - s.a) * (1 / l);
    by_m = std::min(by_m, std::max(0.0, l / 2 - 0.01));
    return {s.a + u * by_m, s.b - u * by_m};
}

/// The mesh rounds a corner by several points; where the ways to and from them meet is one.
std::vector<Vec2> merged_corners(const std::vector<Vec2>& points, Vec2 from, Vec2 to) {
    std::vector<Vec2> corners;
    for (std::size_t k = 0; k < points.size();) {
        std::size_t last = k;
        while (last + 1 < points.size() &&
               core::distance(points[last], points[last + 1]) < same_corner_m)
            ++last;
        const Vec2 before = corners.empty() ? from : corners.back();
        const Vec2 after = last + 1 < points.size() ? points[last + 1] : to;
        const Vec2 in = core::normalized(points[k] - before),
                   out = core::normalized(after - points[last]);
        const double turn = cross(in, out);
        const double t = std::abs(turn) > 0.1 ? cross(points[last] - points[k], out) / turn : -1;
        if (last == k)
            corners.push_back(points[k]);
        else if (t > 0 && t < same_corner_m)
            corners.push_back(points[k] + in * t);
        else
            corners.insert(corners.end(), points.begin() + static_cast<std::ptrdiff_t>(k),
                           points.begin() + static_cast<std::ptrdiff_t>(last) + 1);
        k = last + 1;
    }
    return corners;
}

} // namespace

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

void Navigator::begin_leg(const Walkers& w, std::size_t i, const Now& now) {
    Errand& e = errands_[i];
    Leg leg;
    leg.point_m = e.at_m;
    const plan::Sheet& sheet = area_.sheets[w.sheet[i].index()];
    if (e.step < e.steps.size()) {
        const plan::RouteStep& step = e.steps[e.step];
        leg.through_gap = true;
        if (step.opening) {
            const plan::Opening& o = plan_[step.opening];
            leg.opening = step.opening;
            leg.gap_m = o.segment_m();
            leg.ahead = way_into(step.opening, step.into);
        } else if (step.lift) {
            leg.through_gap = false;
            leg.point_m = place_in_car(w, i, now.lifts.door_at(w.space[i]));
        } else {
            for (std::size_t k = 0; k < sheet.links.size(); ++k)
                if (sheet.links[k].flight == step.flight && sheet.links[k].up == step.up) {
                    leg.gap_m = sheet.links[k].edge_m;
                    leg.ahead = ground_.motion(w.sheet[i], static_cast<std::uint32_t>(k)).ahead;
                }
        }
        if (leg.through_gap) {
            leg.aim_gap_m = shortened(leg.gap_m, w.radius_m[i] + corner_margin_m);
            leg.point_m = core::nearest_point(leg.aim_gap_m, w.at_m[i]);
        }
        if (e.step + 1 < e.steps.size() && e.steps[e.step + 1].opening)
            leg.hint_m = plan_[e.steps[e.step + 1].opening].center_m, leg.has_hint = true;
        else if (e.step + 1 == e.steps.size() && e.goal == Goal::point)
            leg.hint_m = e.at_m, leg.has_hint = true;
    } else if (e.goal == Goal::any) {
        leg.point_m = place_to_stand(w, i, now);
        const Vec2 clear =
            w.at_m[i] + e.came_in * clear_of_door_m; // straight on before turning aside
        if (sees(w, i, leg, clear) && sees(w, i, leg, leg.point_m)) leg.corners = {clear};
    }
    if (leg.corners.empty()) find_corners(w, i, leg);
    if (!leg.corners.empty()) leg.corner_aim_m = leg.corners.front();
    e.leg = std::move(leg);
    e.leg_stale = false;
    e.crowded_s = 0;
    e.entered_m = w.at_m[i];
}

/// Near by, a body slides round the edge of a jamb; farther off it keeps clear of corners.
bool Navigator::sees(const Walkers& w, std::size_t i, const Leg& leg, Vec2 p) const {
    const Segment* gap = leg.through_gap ? &leg.gap_m : nullptr;
    const bool near = core::distance(w.at_m[i], p) < wall_reach_m;
    const double clear_m = near ? w.radius_m[i] / 2 : w.radius_m[i] - rub_m;
    return ground_.sees(w.sheet[i], w.at_m[i], p, clear_m, gap);
}

void Navigator::find_corners(const Walkers& w, std::size_t i, Leg& leg) const {
    if (sees(w, i, leg, leg.point_m)) return;
    leg.corners = area_.sheets[w.sheet[i].index()].flight
                      ? mesh_.find_corners(w.sheet[i], w.at_m[i], leg.point_m)
                      : mesh_.find_corners_within(w.space[i], w.sheet[i], w.at_m[i], leg.point_m);
    if (!leg.corners.empty()) leg.corners.pop_back();
    while (!leg.corners.empty() && core::distance(leg.corners.front(), w.at_m[i]) < point_blank_m)
        leg.corners.erase(leg.corners.begin());
    leg.corners = merged_corners(leg.corners, w.at_m[i], leg.point_m);
}

void Navigator::watch_leg(const Walkers& w, std::size_t i, const Now& now) {
    Leg& leg = errands_[i].leg;
    const bool turn = is_turn<sight_period_ticks>(now.tick, w.id[i]);
    if (turn && leg.through_gap) leg.point_m = core::nearest_point(leg.aim_gap_m, w.at_m[i]);
    while (leg.corner < leg.corners.size()) {
        const Vec2 next =
            leg.corner + 1 < leg.corners.size() ? leg.corners[leg.corner + 1] : leg.point_m;
        const double near_m = leg.through_gap ? point_blank_m : arrival_m;
        const bool reached = core::distance(w.at_m[i], leg.corners[leg.corner]) <= near_m;
        if (!reached && !(turn && is_round_corner(w, i, next) && sees(w, i, leg, next))) break;
        ++leg.corner;
        leg.corner_aim_m = next;
    }
    if (turn) leg.corner_aim_m = corner_aim(w, i);
    // Pushed out of sight of what he walks towards: finds the corners anew.
    if (is_turn<4 * sight_period_ticks>(now.tick, w.id[i])) {
        const Vec2 seen = leg.corner < leg.corners.size() ? leg.corners[leg.corner] : leg.point_m;
        if (!sees(w, i, leg, seen)) {
            leg.corners.clear();
            leg.corner = 0;
            find_corners(w, i, leg);
            if (!leg.corners.empty()) leg.corner_aim_m = leg.corners.front();
        }
    }
}

/// Where the lane of one who stands at `at` meets the bisector of the corner that two walls make;
/// none when no wall leads him to it (any more).
std::optional<Vec2> Navigator::lane_point(plan::SheetId sheet, Vec2 corner, Vec2 at) const {
    constexpr double at_corner_m = 0.6;
    double most_m = 0, offset_m = 0;
    Vec2 leading, sum;
    int walls = 0;
    for (const Edge& e : ground_.near(sheet, corner)) {
        if (e.kind != EdgeKind::wall) continue;
        const bool a_near = core::distance(e.line_m.a, corner) < core::distance(e.line_m.b, corner);
        const Vec2 end = a_near ? e.line_m.a : e.line_m.b;
        if (core::distance(end, corner) > at_corner_m) continue;
        const Vec2 away = core::normalized((a_near ? e.line_m.b : e.line_m.a) - end);
        ++walls;
        sum = sum + away;
        const double along_m = dot(away, at - corner);
        if (along_m <= most_m) continue;
        most_m = along_m;
        offset_m = std::abs(cross(away, at - end));
        leading = away;
    }
    const Vec2 outward = core::normalized(sum) * -1;
    const double slant = std::abs(cross(leading, outward));
    if (walls != 2 || most_m <= 0 || slant < 0.1) return std::nullopt;
    return corner + outward * std::min(widest_turn_m, offset_m / slant);
}

/// Who keeps a lane turns where the lane does; others as soon as they see past the corner.
bool Navigator::is_round_corner(const Walkers& w, std::size_t i, Vec2 next) const {
    const Leg& leg = errands_[i].leg;
    const Vec2 corner = leg.corners[leg.corner], lane = leg.corner_aim_m - corner;
    if (core::length(lane) < w.radius_m[i] ||
        core::distance(w.at_m[i], leg.corner_aim_m) < 2 * w.radius_m[i])
        return true;
    return (cross(lane, w.at_m[i] - corner) > 0) == (cross(lane, next - corner) > 0);
}

/// Alone one goes close round a corner; in a crowd one keeps to the lane in which one comes.
Vec2 Navigator::corner_aim(const Walkers& w, std::size_t i) const {
    const Leg& leg = errands_[i].leg;
    if (leg.corner >= leg.corners.size()) return leg.point_m;
    const Vec2 corner = leg.corners[leg.corner], at = w.at_m[i];
    const bool keeps_lane = !(leg.corner_aim_m == corner);
    if (!keeps_lane && w.crowding_frac[i] < lane_crowding_frac) return corner;
    const std::optional<Vec2> lane = lane_point(w.sheet[i], corner, at);
    if (!lane) return leg.corner_aim_m;
    for (double share = 1; share > 0.05; share *= 0.7) {
        const Vec2 p = corner + (*lane - corner) * share;
        if (ground_.sees(w.sheet[i], corner, p, 0, nullptr) && sees(w, i, leg, p)) return p;
    }
    return corner;
}

Vec2 Navigator::aim(const Walkers& w, std::size_t i) const {
    const Leg& leg = errands_[i].leg;
    if (leg.corner < leg.corners.size()) return leg.corner_aim_m;
    if (!leg.through_gap) return leg.point_m;
    const Vec2 at = w.at_m[i];
    Vec2 q = core::nearest_point(leg.aim_gap_m, at);
    if (leg.has_hint && core::distance(leg.gap_m.a, leg.gap_m.b) > wide_gap_m) {
        const Vec2 u = leg.gap_m.b - leg.gap_m.a, d = leg.hint_m - at;
        const double turn = cross(d, u);
        if (std::abs(turn) > 1e-6 && dot(d, leg.ahead) > 0) {
            const double t = cross(leg.gap_m.a - at, u) / turn;
            q = core::nearest_point(leg.aim_gap_m, at + d * t);
        }
    }
    const bool square_on = std::abs(dot(q - at, core::left_of(leg.ahead))) < w.radius_m[i];
    return q + leg.ahead * (square_on ? beyond_gap_m : corner_margin_m);
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
        const bool slow = core::length(w.velocity_mps[i]) < held_up_frac * w.top_mps[i];
        e.crowded_s = slow ? e.crowded_s + core::tick_s : 0;
        const bool in_the_way = core::distance(w.at_m[i], e.entered_m) < clear_of_door_m;
        const bool crowded =
            left_m < crowded_arrival_m && e.crowded_s > (in_the_way ? 10 : 1) * crowded_arrival_s;
        const bool is_there = left_m < arrival_m || crowded;
        if (rides_to(i)) {
            if (left_m < arrival_m) return; // stands in the car
            settle_in_car(i);
        } else if (is_there) {
            return arrive(w, i);
        }
    }
    if (e.leg.opening && now.gates.is_shut(e.leg.opening)) {
        const double gap_m = core::distance(e.leg.gap_m, w.at_m[i]);
        if (gap_m >= w.radius_m[i] - 2 * wall_tolerance_m &&
            gap_m <= w.radius_m[i] + door_reach_m) {
            if (now.gates.is_locked(e.leg.opening)) {
                e.way_stale = true;
                return;
            }
            w.state[i] = WalkerState::door_shut;
            e.at_door = true;
        }
    }
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
