#include "sim/assist/way_finder.h"
#include "sim/assist/device_catalogue.h"
#include "sim/assist/foot_way.h"
#include "sim/assist/way_search.h"
#include "sim/core/text.h"
#include <algorithm>

namespace sim::assist {

using core::Vec2;
using plan::Route;

namespace {

constexpr int route_tries_max = 4;
constexpr int searches_max = 8; ///< full searches of one route
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
    costs.lift_s = request.lift_s;
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

std::optional<Route> WayFinder::find_route(const WayRequest& request, const Closed& closed) const {
    plan::RouteCosts costs = costs_of(request);
    costs.opening_s = [&](plan::OpeningId id) {
        if (closed.openings.contains(id)) return never_s;
        return request.opening_s ? request.opening_s(id) : 0.0;
    };
    if (request.lift_s)
        costs.lift_s = [&](plan::LiftId id, plan::SpaceId from, plan::SpaceId to) {
            return closed.lifts.contains(id) ? never_s : request.lift_s(id, from, to);
        };
    return graph_.find_route(request.from, route_start(plan_, area_, request), request.to,
                             request.to_m, costs);
}

WayAnswer WayFinder::find(const WayRequest& request) const {
    Closed closed;
    std::optional<Stuck> stuck;
    for (int i = 0; i < route_tries_max; ++i) {
        const auto route = find_route(request, closed);
        if (!route) break;
        WayAnswer answer;
        if (request.device.length_m <= 0 || request.device.width_m <= 0) {
            if (find_way_on_foot(plan_, area_, mesh_, request, *route, answer.way)) return answer;
            stuck = Stuck{{}, request.to};
            break;
        }
        Search search{*this, request, *route, searches_max};
        if (search.run()) {
            answer.way = std::move(search.way);
            return answer;
        }
        if (!stuck) stuck = search.stuck;
        const Stuck& at = search.stuck;
        const bool other_way = at.lift      ? closed.lifts.insert(at.lift).second
                               : at.opening ? closed.openings.insert(at.opening).second
                                            : false;
        if (!other_way) break;
    }
    return {{}, stuck ? explain_stuck(request, *stuck) : explain_no_route(request)};
}

std::string WayFinder::explain_stuck(const WayRequest& request, const Stuck& stuck) const {
    const char* device = device_word(request.device.kind);
    if (stuck.lift)
        return core::trf("{:.2f} m × {:.2f} m 的{}和 {} 名护送人员进不了电梯 {} 的轿厢",
                         request.device.length_m, request.device.width_m, device,
                         request.crew_count, plan_[stuck.lift].key);
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

} // namespace sim::assist
