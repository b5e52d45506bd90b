/// Whether and how a device with its resident gets from where he lies to where he is set down:
/// doors and stairs by route_graph.h, poses by slides and turns (move_planner.h) and, where these
/// do not pass, by the full search of clearance.h.
#pragma once
#include "sim/assist/assist.h"
#include "sim/assist/move_planner.h"
#include "sim/assist/way.h"
#include <functional>
#include <set>

namespace sim::assist {

struct WayRequest {
    plan::SpaceId from;
    plan::SheetId sheet;
    plan::Pose start;
    plan::SpaceId to;
    core::Vec2 to_m;
    DeviceProfile device;
    /// Seconds added by an opening or a space; infinity closes it. Null: nothing.
    std::function<double(plan::OpeningId)> opening_s;
    std::function<double(plan::SpaceId, double length_m)> space_s;
    /// Of a ride, see plan::RouteCosts; null: no lifts.
    std::function<double(plan::LiftId, plan::SpaceId from, plan::SpaceId to)> lift_s{};
    int crew_count = 1; ///< who ride with it, > 0
};

struct WayAnswer {
    Way way;            ///< empty when there is none
    std::string reason; ///< then, in Chinese
};

class WayFinder {
public:
    WayFinder(const plan::Plan& plan, const plan::WalkableArea& area,
              const plan::WalkableMesh& mesh, const plan::RouteGraph& graph, const Walls& walls);

    /// Tries the cheapest route first, then those that avoid the openings at which a cheaper one
    /// got stuck. Cost: about 1 ms, and 10-200 ms for each tight turn (see clearance.h).
    [[nodiscard]] WayAnswer find(const WayRequest& request) const;

private:
    struct Search;
    struct Stuck; ///< where a route could not be followed
    struct Closed {
        std::set<plan::OpeningId> openings;
        std::set<plan::LiftId> lifts;
    };
    [[nodiscard]] std::optional<plan::Route> find_route(const WayRequest& request,
                                                        const Closed& closed) const;
    [[nodiscard]] std::string explain_no_route(const WayRequest& request) const;
    [[nodiscard]] std::string explain_stuck(const WayRequest& request, const Stuck& stuck) const;

    const plan::Plan& plan_;
    const plan::WalkableArea& area_;
    const plan::WalkableMesh& mesh_;
    const plan::RouteGraph& graph_;
    const Walls& walls_;
};

} // namespace sim::assist
