/// How far people walk in a plan: along the route graph, doors that are locked stay shut.
#pragma once
#include "sim/plan/route_graph.h"

namespace tools::quiz {

class WalkDistances {
public:
    /// @param plan outlives this
    explicit WalkDistances(const sim::plan::Plan& plan) : plan_(&plan), graph_(plan) {}

    /// Metres from point to point, stairs by their slope; none when there is no way.
    [[nodiscard]] std::optional<double> walk_m(sim::plan::SpaceId from, sim::plan::Vec2 from_m,
                                               sim::plan::SpaceId to, sim::plan::Vec2 to_m) const;
    /// Metres to the nearest door of any space for which `is_goal` answers true.
    [[nodiscard]] std::optional<double>
    walk_to_any_m(sim::plan::SpaceId from, sim::plan::Vec2 from_m,
                  const std::function<bool(sim::plan::SpaceId)>& is_goal) const;

private:
    [[nodiscard]] sim::plan::RouteCosts costs() const;
    const sim::plan::Plan* plan_;
    sim::plan::RouteGraph graph_;
};

} // namespace tools::quiz
