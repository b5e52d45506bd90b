#include "sim/assist/way_finder.h"
#include "sim/assist/device_catalogue.h"
#include "sim/assist/way_search.h"
#include "sim/core/text.h"
#include <algorithm>

namespace sim::assist {

using core::Vec2;
using plan::Route;
using plan::SheetId;
using plan::SpaceId;

namespace {

constexpr int route_tries_max = 4;
constexpr int searches_max = 8;         ///< full searches of one route
constexpr double step_through_m = 0.25; ///< on foot: straight through a doorway for so far
constexpr double never_s = std::numeric_limits<double>::infinity();

double narrow_side_m(const DeviceProfile& device) {
    return std::min(device.length_m, device.width_m);
}

plan::RouteCosts costs_of(const WayRequest& request) {
    const DeviceProfile& device = request.device;
    plan::RouteCosts costs;
    costs.speed_mps = device.loaded_mps;
    costs.stair_up_mps = device.loaded_stair_up_mps;
    costs.stair_down_mps = device.loaded_stair_down_mps;
    costs.stairs_allowed = device.loaded_stair_up_mps > 0 || device.loaded_stair_down_mps > 0;
    costs.clear_width_m = narrow_side_m(device);
    costs.opening_s = request.opening_s;
    costs.space_s = request.space_s;
    return costs;
}

/// Where a route search starts: the bed itself, or the landing next to somebody left on a flight.
Vec2 route_start(const plan::Plan& plan, const plan::WalkableArea& area,
                 const WayRequest& request) {
    const plan::Sheet& sheet = area.sheets[request.sheet.index()];
    if (!sheet.flight) return request.start.center_m;
    const plan::Flight& flight = plan[sheet.flight];
    const core::Segment& edge =
        request.from == flight.upper ? flight.upper_edge_m : flight.lower_edge_m;
    return (edge.a + edge.b) * 0.5;
}

} // namespace

WayFinder::WayFinder(const plan::Plan& plan, const plan::WalkableArea& area,
                     const plan::WalkableMesh& mesh, const plan::RouteGraph& graph,
                     const Walls& walls)
    : plan_{plan}, area_{area}, mesh_{mesh}, graph_{graph}, walls_{walls} {}

std::optional<Route> WayFinder::find_route(const WayRequest& request,
                                           const std::set<plan::OpeningId>& closed) const {
    plan::RouteCosts costs = costs_of(request);
    costs.opening_s = [&](plan::OpeningId id) {
        if (closed.contains(id)) return never_s;
        return request.opening_s ? request.opening_s(id) : 0.0;
    };
    return graph_.find_route(request.from, route_start(plan_, area_, request), request.to,
                             request.to_m, costs);
}

WayAnswer WayFinder::find(const WayRequest& request) const {
    std::set<plan::OpeningId> closed;
    std::optional<Stuck> stuck;
    for (int i = 0; i < route_tries_max; ++i) {
        const auto route = find_route(request, closed);
        if (!route) break;
        WayAnswer answer;
        if (request.device.length_m <= 0 || request.device.width_m <= 0) {
            if (follow_on_foot(request, *route, answer.way)) return answer;
            stuck = Stuck{{}, request.to};
            break;
        }
        Search search{*this, request, *route, searches_max};
        if (search.run()) {
            answer.way = std::move(search.way);
            return answer;
        }
        if (!stuck) stuck = search.stuck;
        if (!search.stuck.opening || !closed.insert(search.stuck.opening).second) break;
    }
    return {{}, stuck ? explain_stuck(request, *stuck) : explain_no_route(request)};
}

std::string WayFinder::explain_stuck(const WayRequest& request, const Stuck& stuck) const {
    const char* device = device_word(request.device.kind);
    if (stuck.opening) {
        const plan::Opening& o = plan_[stuck.opening];
        if (o.width_m < narrow_side_m(request.device) + 2 * plan::clearance_margin_m)
            return core::trf("{:.2f} m 的{}过不了 {:.2f} m 的门 {}", narrow_side_m(request.device),
                             device, o.width_m, o.key);
        return core::trf("{:.2f} m × {:.2f} m 的{}在门 {} 处转不过来", request.device.length_m,
                         request.device.width_m, device, o.key);
    }
    return core::trf("{:.2f} m × {:.2f} m 的{}在 {} 里转不过来", request.device.length_m,
                     request.device.width_m, device,
                     stuck.space ? plan_[stuck.space].key : plan_[request.from].key);
}

std::string WayFinder::explain_no_route(const WayRequest& request) const {
    const char* device = device_word(request.device.kind);
    const Vec2 from_m = route_start(plan_, area_, request);
    plan::RouteCosts costs = costs_of(request);
    costs.clear_width_m = 0;
    if (const auto route =
            graph_.find_route(request.from, from_m, request.to, request.to_m, costs)) {
        for (const plan::RouteStep& step : route->steps)
            if (step.opening && plan_[step.opening].width_m < narrow_side_m(request.device))
                return core::trf("{:.2f} m 的{}过不了 {:.2f} m 的门 {}",
                                 narrow_side_m(request.device), device, plan_[step.opening].width_m,
                                 plan_[step.opening].key);
        return core::trf("{}过不了楼梯：梯段太窄", device);
    }
    costs.stairs_allowed = true;
    costs.stair_up_mps = costs.stair_down_mps = 1;
    if (const auto route =
            graph_.find_route(request.from, from_m, request.to, request.to_m, costs)) {
        for (const plan::RouteStep& step : route->steps)
            if (step.flight && step.up && request.device.loaded_stair_up_mps <= 0)
                return core::trf("{}不能上楼", device);
        return core::trf("{}不能下楼", device);
    }
    costs.opening_s = nullptr;
    costs.space_s = nullptr;
    if (graph_.find_route(request.from, from_m, request.to, request.to_m, costs))
        return core::trf("从 {} 到 {} 的路都锁着或走不通", plan_[request.from].key,
                         plan_[request.to].key);
    return core::trf("从 {} 到 {} 没有路", plan_[request.from].key, plan_[request.to].key);
}

bool WayFinder::follow_on_foot(const WayRequest& request, const Route& route, Way& way) const {
    SheetId sheet = request.sheet;
    Vec2 at = request.start.center_m;
    double heading_rad = request.start.heading_rad;
    const auto add = [&](Vec2 p, Gait gait) {
        if (core::distance(at, p) > 1e-9) heading_rad += wrapped(heading_of(p - at) - heading_rad);
        way.append(sheet, {p, heading_rad}, gait, 0);
        at = p;
    };
    const auto walk_to = [&](Vec2 p) {
        const std::vector<Vec2> corners = mesh_.find_corners(sheet, at, p);
        for (std::size_t i = 0; i + 1 < corners.size(); ++i)
            add(corners[i], Gait::flat);
        add(p, Gait::flat);
        return !corners.empty();
    };
    const auto change_sheet = [&](SheetId to, Vec2 p) {
        sheet = to;
        at = p;
        way.append(sheet, {p, heading_rad}, Gait::flat, 0);
    };
    const auto take_flight = [&](const plan::Sheet& strip, plan::FlightId flight, bool up) {
        for (const plan::SheetLink& off : strip.links) {
            if (off.flight != flight || off.up != up) continue;
            add((off.edge_m.a + off.edge_m.b) * 0.5, up ? Gait::stair_up : Gait::stair_down);
            change_sheet(off.to, (off.to_edge_m.a + off.to_edge_m.b) * 0.5);
            return;
        }
    };
    way.append(sheet, request.start, Gait::flat, 0);
    SpaceId space = request.from;
    if (const plan::Sheet& strip = area_.sheets[sheet.index()]; strip.flight) {
        take_flight(strip, strip.flight, space == plan_[strip.flight].upper);
        way.cross({}, space);
    }
    for (const plan::RouteStep& step : route.steps) {
        if (step.opening) {
            const plan::Opening& o = plan_[step.opening];
            const Vec2 normal = core::left_of(o.along);
            const Vec2 ahead =
                core::contains(plan_[space].outline_m, o.center_m + normal * step_through_m)
                    ? normal * -1
                    : normal;
            if (!walk_to(o.center_m - ahead * step_through_m)) return false;
            add(o.center_m, Gait::flat);
            way.cross(step.opening, step.into);
            add(o.center_m + ahead * step_through_m, Gait::flat);
        } else {
            for (const plan::SheetLink& on : area_.sheets[sheet.index()].links) {
                if (on.flight != step.flight || on.up != step.up) continue;
                if (!walk_to((on.edge_m.a + on.edge_m.b) * 0.5)) return false;
                way.cross({}, plan_[step.flight].lower);
                change_sheet(on.to, (on.to_edge_m.a + on.to_edge_m.b) * 0.5);
                take_flight(area_.sheets[on.to.index()], step.flight, step.up);
                way.cross({}, step.into);
                break;
            }
        }
        space = step.into;
    }
    return walk_to(request.to_m);
}

} // namespace sim::assist
