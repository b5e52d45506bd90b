// The leg across the present sheet: its corners, and the point aimed at now.
#include "sim/crowd/crowd_constants.h"
#include "sim/crowd/navigator.h"

#include <algorithm>

namespace sim::crowd {

namespace {

constexpr double point_blank_m = 0.15; ///< a corner this near counts as reached
constexpr double same_corner_m = 0.8;  ///< points of the mesh this near belong to one corner
constexpr double beyond_gap_m = 0.30;  ///< aimed at behind an opening, to get through it

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

void Navigator::begin_leg(const Walkers& w, std::size_t i, const Now& now) {
    Errand& e = errands_[i];
    Leg leg;
    leg.point_m = e.at_m;
    if (e.step < e.steps.size()) {
        aim_at_step(w, i, now, leg);
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

/// The gap of the way's next step, or the place in the car, and what is known of what comes after.
void Navigator::aim_at_step(const Walkers& w, std::size_t i, const Now& now, Leg& leg) const {
    const Errand& e = errands_[i];
    const plan::RouteStep& step = e.steps[e.step];
    leg.through_gap = !step.lift;
    if (step.opening) {
        leg.opening = step.opening;
        leg.gap_m = plan_[step.opening].segment_m();
        leg.ahead = way_into(step.opening, step.into);
    } else if (step.lift) {
        leg.point_m = place_in_car(w, i, now.lifts.door_at(w.space[i]));
    } else {
        const plan::Sheet& sheet = area_.sheets[w.sheet[i].index()];
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
    const bool last = e.step + 1 == e.steps.size();
    if (!last && e.steps[e.step + 1].opening)
        leg.hint_m = plan_[e.steps[e.step + 1].opening].center_m, leg.has_hint = true;
    else if (last && e.goal == Goal::point)
        leg.hint_m = e.at_m, leg.has_hint = true;
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

} // namespace sim::crowd
