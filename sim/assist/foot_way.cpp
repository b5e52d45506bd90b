#include "sim/assist/foot_way.h"

namespace sim::assist {

using core::Vec2;
using plan::SpaceId;

namespace {

constexpr double step_through_m = 0.25; ///< straight through a doorway for so far on either side

/// Where the way has got to.
struct FootWalk {
    const plan::Plan& plan;
    const plan::WalkableArea& area;
    const plan::WalkableMesh& mesh;
    Way& way;
    plan::SheetId sheet;
    Vec2 at_m;
    double heading_rad;
    SpaceId space; ///< that it crosses now

    void go(Vec2 p, Gait gait) {
        if (core::distance(at_m, p) > 1e-9)
            heading_rad += wrapped(heading_of(p - at_m) - heading_rad);
        way.append(sheet, {p, heading_rad}, gait, 0);
        at_m = p;
    }
    void change_sheet(plan::SheetId to, Vec2 p) {
        sheet = to;
        at_m = p;
        way.append(sheet, {p, heading_rad}, Gait::flat, 0);
    }
    bool walk_to(Vec2 p) {
        const std::vector<Vec2> corners = mesh.find_corners_within(space, sheet, at_m, p);
        for (std::size_t i = 0; i + 1 < corners.size(); ++i)
            go(corners[i], Gait::flat);
        go(p, Gait::flat);
        return !corners.empty();
    }
    bool pass(const plan::RouteStep& step, SpaceId from) {
        const plan::Opening& opening = plan[step.opening];
        const Vec2 ahead = through_opening(plan, opening, from);
        if (!walk_to(opening.center_m - ahead * step_through_m)) return false;
        go(opening.center_m, Gait::flat);
        way.cross(step.opening, step.into);
        go(opening.center_m + ahead * step_through_m, Gait::flat);
        return true;
    }
    /// From the flight's sheet on to the landing it leads to.
    void leave_flight(plan::FlightId flight, bool up, SpaceId into) {
        const plan::SheetLink* off = find_link(area.sheets[sheet.index()], flight, up);
        if (!off) return;
        go(middle_of(off->edge_m), up ? Gait::stair_up : Gait::stair_down);
        change_sheet(off->to, middle_of(off->to_edge_m));
        way.cross({}, into);
    }
    /// Both stand in the middle of the car.
    bool ride(const plan::RouteStep& step, SpaceId from) {
        if (!walk_to(core::centroid(plan[from].outline_m))) return false;
        sheet = area.sheet_of(plan[step.into].level);
        way.ride(step.lift, sheet, step.into);
        return true;
    }
    bool climb(const plan::RouteStep& step) {
        const plan::SheetLink* on = find_link(area.sheets[sheet.index()], step.flight, step.up);
        if (!on || !walk_to(middle_of(on->edge_m))) return false;
        way.cross({}, plan[step.flight].lower);
        change_sheet(on->to, middle_of(on->to_edge_m));
        leave_flight(step.flight, step.up, step.into);
        return true;
    }
};

} // namespace

Vec2 through_opening(const plan::Plan& plan, const plan::Opening& opening, SpaceId from) {
    constexpr double probe_m = 0.1;
    const Vec2 normal = core::left_of(opening.along);
    const SpaceId into = opening.a == from ? opening.b : opening.a;
    const Vec2 probe = opening.center_m + normal * probe_m;
    const bool ahead =
        core::contains(plan[into].outline_m, probe) && !core::contains(plan[from].outline_m, probe);
    return ahead ? normal : normal * -1;
}

const plan::SheetLink* find_link(const plan::Sheet& sheet, plan::FlightId flight,
                                 bool up) noexcept {
    for (const plan::SheetLink& link : sheet.links)
        if (link.flight == flight && link.up == up) return &link;
    return nullptr;
}

Vec2 middle_of(const core::Segment& s) noexcept {
    return (s.a + s.b) * 0.5;
}

bool find_way_on_foot(const plan::Plan& plan, const plan::WalkableArea& area,
                      const plan::WalkableMesh& mesh, const WayRequest& request,
                      const plan::Route& route, Way& way) {
    FootWalk walk{plan,
                  area,
                  mesh,
                  way,
                  request.sheet,
                  request.start.center_m,
                  request.start.heading_rad,
                  request.from};
    way.append(request.sheet, request.start, Gait::flat, 0);
    SpaceId space = request.from;
    if (const plan::FlightId on = area.sheets[request.sheet.index()].flight)
        walk.leave_flight(on, space == plan[on].upper, space);
    for (const plan::RouteStep& step : route.steps) {
        const bool passed = step.lift      ? walk.ride(step, space)
                            : step.opening ? walk.pass(step, space)
                                           : walk.climb(step);
        if (!passed) return false;
        walk.space = space = step.into;
    }
    return walk.walk_to(request.to_m);
}

} // namespace sim::assist
