#include "tools/quiz/walk_distances.h"

namespace tools::quiz {

using namespace sim::plan;

RouteCosts WalkDistances::costs() const {
    RouteCosts costs;
    costs.speed_mps = costs.stair_up_mps = costs.stair_down_mps = 1; // seconds are metres
    costs.opening_s = [this](OpeningId id) {
        return (*plan_)[id].locked ? std::numeric_limits<double>::infinity() : 0.0;
    };
    return costs;
}

std::optional<double> WalkDistances::walk_m(SpaceId from, Vec2 from_m, SpaceId to,
                                            Vec2 to_m) const {
    const auto route = graph_.find_route(from, from_m, to, to_m, costs());
    return route ? std::optional(route->length_m) : std::nullopt;
}

std::optional<double>
WalkDistances::walk_to_any_m(SpaceId from, Vec2 from_m,
                             const std::function<bool(SpaceId)>& is_goal) const {
    const auto route = graph_.find_route_to_any(from, from_m, is_goal, costs());
    return route ? std::optional(route->length_m) : std::nullopt;
}

} // namespace tools::quiz
