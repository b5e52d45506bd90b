#include "sim/assist/way_search.h"
#include "sim/assist/car_places.h"
#include "sim/assist/foot_way.h"
#include <algorithm>
#include <numbers>

namespace sim::assist {

using core::Vec2;
using plan::Pose;
using plan::SheetId;
using plan::SpaceId;

namespace {

constexpr double pi = std::numbers::pi;
constexpr double around_space_m = 2.5; ///< walls beyond a space that a device may meet in its doors
constexpr double around_edge_m = 5.0;
constexpr double depth_step_m = 0.1;
constexpr double depth_first_m = 0.3;
constexpr double depth_beyond_half_m = 2.5; ///< nobody turns further from a door than this
constexpr double free_limit_m = 10.0;
constexpr double same_depth_m = 0.01;
constexpr int heading_choices = 8; ///< tried for setting down in a corner

/// Edges of a flight run from left to right as one climbs; this is the way one crosses them.
Vec2 across(const core::Segment& edge, bool up) {
    return core::left_of(core::normalized(edge.b - edge.a)) * (up ? 1.0 : -1.0);
}

core::Box enlarged(core::Box box, double by_m) {
    box.low = box.low - Vec2{by_m, by_m};
    box.high = box.high + Vec2{by_m, by_m};
    return box;
}

} // namespace

WayFinder::Search::Search(const WayFinder& finder_, const WayRequest& request_,
                          const plan::Route& route_, int searches)
    : finder{finder_}, request{request_}, route{route_}, planner{finder_.walls_,
                                                                 finder_.mesh_,
                                                                 {request_.device.length_m,
                                                                  request_.device.width_m}},
      searches_left{searches} {}

void WayFinder::Search::enter(SheetId sheet, SpaceId space) {
    planner.enter(sheet, enlarged(core::bounds(finder.plan_[space].outline_m), around_space_m));
    planner.stay_within(space);
}

void WayFinder::Search::append(SheetId sheet, const Pose& pose, Gait gait) {
    way.append(sheet, pose, gait, half_length_m());
}

void WayFinder::Search::append(SheetId sheet, const std::vector<Pose>& poses) {
    for (const Pose& pose : poses)
        append(sheet, pose);
}

void WayFinder::Search::stop_at(std::size_t step, const Stuck& at) {
    if (step < deepest_step_) return;
    deepest_step_ = step;
    stuck = at;
}

bool WayFinder::Search::run() {
    if (finder.area_.sheets[request.sheet.index()].flight) {
        const Starts starts = leave_flight();
        return !starts.empty() && follow(0, request.from, way.points().back().sheet, starts);
    }
    enter(request.sheet, request.from);
    const Starts starts = leave_bed();
    return follow(0, request.from, request.sheet, starts);
}

WayFinder::Search::Starts WayFinder::Search::leave_bed() {
    const Footprint bare{planner.footprint().half_length_m - plan::clearance_margin_m,
                         planner.footprint().half_width_m - plan::clearance_margin_m};
    const auto free = planner.find_free_pose(request.start);
    std::vector<core::Segment> walls;
    finder.walls_.find_near(request.sheet,
                            box_round(request.start.center_m, bare.half_diagonal_m()), walls);
    const bool in_wall = std::any_of(walls.begin(), walls.end(), [&](const core::Segment& s) {
        return hits(bare, request.start, s);
    });
    // A bed drawn into its wall: the device is made ready beside it.
    append(request.sheet, in_wall && free ? *free : request.start);
    return {free.value_or(request.start)};
}

/// From part of the way along a flight straight on to its landing `from`.
WayFinder::Search::Starts WayFinder::Search::leave_flight() {
    const plan::Sheet& sheet = finder.area_.sheets[request.sheet.index()];
    const plan::Flight& flight = finder.plan_[sheet.flight];
    const bool up = request.from == flight.upper;
    const plan::SheetLink* link = find_link(sheet, sheet.flight, up);
    if (!link) return {};
    const Gait gait = up ? Gait::stair_up : Gait::stair_down;
    const Vec2 ahead = across(link->to_edge_m, up), edge = middle_of(link->to_edge_m);
    const double heading = request.start.heading_rad;
    append(request.sheet, request.start, gait);
    append(request.sheet, {middle_of(link->edge_m), heading}, gait);
    const Pose landed{edge, heading - (up ? pi / 2 : -pi / 2) + heading_of(ahead)};
    append(link->to, landed);
    way.cross({}, request.from);
    planner.enter(link->to, box_round(edge, around_edge_m));
    return poses_beyond(edge, ahead, landed.heading_rad, link->to);
}

std::vector<double> WayFinder::Search::depths_m(Vec2 edge_m, Vec2 ahead, SheetId sheet) const {
    const double free_m =
        finder.walls_.free_distance_m(sheet, edge_m + ahead * same_depth_m, ahead, free_limit_m);
    const Footprint& f = planner.footprint();
    const double last_m = std::min(free_m, f.half_length_m + depth_beyond_half_m);
    std::vector<double> depths{free_m / 2, free_m - f.half_diagonal_m() - 1e-3,
                               f.half_length_m + depth_step_m};
    for (double d = depth_first_m; d < last_m; d += depth_step_m)
        depths.push_back(d);
    std::erase_if(depths, [&](double d) { return d <= 0 || d > last_m; });
    std::sort(depths.begin(), depths.end());
    const auto same = [](double a, double b) { return b - a < same_depth_m; };
    depths.erase(std::unique(depths.begin(), depths.end(), same), depths.end());
    return depths;
}

std::vector<LegGoal> WayFinder::Search::goals_before(Vec2 edge_m, Vec2 ahead, SheetId sheet) const {
    std::vector<LegGoal> goals;
    const double heading = heading_of(ahead);
    for (const double d : depths_m(edge_m, ahead * -1, sheet)) {
        const Vec2 at = edge_m - ahead * d;
        if (planner.is_clear({at, heading}) && planner.slide_is_clear(at, edge_m, heading))
            goals.push_back({at, heading});
    }
    return goals;
}

WayFinder::Search::Starts WayFinder::Search::poses_beyond(Vec2 edge_m, Vec2 ahead,
                                                          double heading_rad, SheetId sheet) const {
    Starts poses;
    for (const double d : depths_m(edge_m, ahead, sheet)) {
        const Vec2 at = edge_m + ahead * d;
        if (!planner.slide_is_clear(edge_m, at, heading_rad)) break;
        poses.push_back({at, heading_rad});
    }
    return poses;
}

bool WayFinder::Search::follow(std::size_t step, SpaceId space, SheetId sheet,
                               const Starts& starts) {
    if (step == route.steps.size()) return set_down(space, sheet, starts);
    if (route.steps[step].lift) return follow_lift(step, space, sheet, starts);
    return route.steps[step].opening ? follow_door(step, space, sheet, starts)
                                     : follow_flight(step, space, sheet, starts);
}

bool WayFinder::Search::follow_door(std::size_t step, SpaceId space, SheetId sheet,
                                    const Starts& starts) {
    const plan::RouteStep& to = route.steps[step];
    const plan::Opening& opening = finder.plan_[to.opening];
    const Vec2 ahead = through_opening(finder.plan_, opening, space), edge = opening.center_m;
    enter(sheet, space);
    const std::vector<LegGoal> goals = goals_before(edge, ahead, sheet);
    if (const auto leg = goals.empty() ? std::nullopt : planner.find_leg(starts, goals)) {
        const std::size_t points = way.points().size(), crossings = way.crossings().size();
        planner.enter(sheet, box_round(edge, around_edge_m));
        const double heading = leg->poses.back().heading_rad;
        const Starts beyond = poses_beyond(edge, ahead, heading, sheet);
        append(sheet, leg->poses);
        append(sheet, Pose{edge, heading});
        way.cross(to.opening, to.into);
        if (!beyond.empty() && follow(step + 1, to.into, sheet, beyond)) return true;
        way.cut(points, crossings);
    }
    return follow_door_by_search(step, space, sheet, starts);
}

bool WayFinder::Search::follow_door_by_search(std::size_t step, SpaceId space, SheetId sheet,
                                              const Starts& starts) {
    const plan::RouteStep& to = route.steps[step];
    const plan::Opening& opening = finder.plan_[to.opening];
    const Vec2 ahead = through_opening(finder.plan_, opening, space), edge = opening.center_m;
    stop_at(step, {to.opening, space});
    const plan::DeviceShape shape{request.device.length_m, request.device.width_m};
    const double depth_m =
        finder.walls_.free_distance_m(sheet, edge + ahead * same_depth_m, ahead, free_limit_m) / 2;
    for (const double turn_rad : {pi / 2, 0.0}) {
        if (starts.empty() || searches_left-- <= 0) return false;
        const Pose goal{edge + ahead * std::min(depth_m, shape.length_m),
                        heading_of(ahead) + turn_rad};
        const auto poses = plan::find_device_path(finder.plan_, space, starts.front(), to.into,
                                                  to.opening, goal, shape);
        if (poses.empty()) continue;
        const std::size_t points = way.points().size(), crossings = way.crossings().size();
        append(sheet, starts.front());
        bool beyond = false;
        for (const Pose& pose : poses) {
            append(sheet, pose);
            if (beyond || core::dot(pose.center_m - edge, ahead) < 0) continue;
            beyond = true;
            way.cross(to.opening, to.into);
        }
        if (beyond && follow(step + 1, to.into, sheet, {poses.back()})) return true;
        way.cut(points, crossings);
    }
    return false;
}

bool WayFinder::Search::follow_flight(std::size_t step, SpaceId space, SheetId sheet,
                                      const Starts& starts) {
    const plan::RouteStep& to = route.steps[step];
    const plan::Flight& flight = finder.plan_[to.flight];
    stop_at(step, {{}, space});
    const plan::SheetLink* on = find_link(finder.area_.sheets[sheet.index()], to.flight, to.up);
    if (!on || 2 * planner.footprint().half_width_m > flight.width_m) return false;
    const plan::SheetLink* off = find_link(finder.area_.sheets[on->to.index()], to.flight, to.up);
    enter(sheet, space);
    const Vec2 ahead = across(on->edge_m, to.up), edge = middle_of(on->edge_m);
    const auto goals = goals_before(edge, ahead, sheet);
    const auto leg = goals.empty() ? std::nullopt : planner.find_leg(starts, goals);
    if (!leg || !off) return false;
    const std::size_t points = way.points().size(), crossings = way.crossings().size();
    const Gait gait = to.up ? Gait::stair_up : Gait::stair_down;
    const double climb_rad = to.up ? pi / 2 : -pi / 2;
    const double heading = leg->poses.back().heading_rad;
    const double strip_rad = heading - heading_of(ahead) + climb_rad;
    append(sheet, leg->poses);
    append(sheet, Pose{edge, heading});
    way.cross({}, flight.lower);
    append(on->to, Pose{middle_of(on->to_edge_m), strip_rad}, gait);
    append(on->to, Pose{middle_of(off->edge_m), strip_rad}, gait);
    const Vec2 onward = across(off->to_edge_m, to.up), landing = middle_of(off->to_edge_m);
    const Pose landed{landing, strip_rad - climb_rad + heading_of(onward)};
    append(off->to, landed);
    way.cross({}, to.into);
    planner.enter(off->to, box_round(landing, around_edge_m));
    const Starts beyond = poses_beyond(landing, onward, landed.heading_rad, off->to);
    if (!beyond.empty() && follow(step + 1, to.into, off->to, beyond)) return true;
    way.cut(points, crossings);
    return false;
}

bool WayFinder::Search::follow_lift(std::size_t step, SpaceId space, SheetId sheet,
                                    const Starts& starts) {
    const plan::RouteStep& to = route.steps[step];
    stop_at(step, {{}, space, to.lift});
    if (starts.empty() || finder.plan_[to.lift].capacity_count <= request.crew_count) return false;
    enter(sheet, space);
    const SheetId above = finder.area_.sheet_of(finder.plan_[to.into].level);
    std::vector<LegGoal> goals;
    for (const Pose& pose : find_car_poses(finder.plan_, {space, to.into},
                                           {request.device.length_m, request.device.width_m},
                                           starts.front(), request.crew_count))
        goals.push_back({pose.center_m, pose.heading_rad});
    const auto leg = goals.empty() ? std::nullopt : planner.find_leg(starts, goals);
    if (!leg) return false;
    const std::size_t points = way.points().size(), crossings = way.crossings().size();
    append(sheet, leg->poses);
    way.ride(to.lift, above, to.into);
    if (follow(step + 1, to.into, above, {leg->poses.back()})) return true;
    way.cut(points, crossings);
    return false;
}

bool WayFinder::Search::set_down(SpaceId space, SheetId sheet, const Starts& starts) {
    enter(sheet, space);
    const Footprint& f = planner.footprint();
    std::vector<LegGoal> goals{{request.to_m, {}},
                               {planner.find_free_point(request.to_m, f.half_width_m), {}},
                               {planner.find_free_point(request.to_m, f.half_diagonal_m()), {}}};
    for (int i = 0; i < heading_choices; ++i)
        goals.push_back({goals[1].center_m, pi * i / heading_choices});
    const auto leg = planner.find_leg(starts, goals);
    if (!leg) {
        stop_at(route.steps.size(), {{}, space});
        return false;
    }
    append(sheet, leg->poses);
    return true;
}

} // namespace sim::assist
