/// Which doors and stairs to take: the choice of a way on the graph of spaces and openings.
/// Within a space the shortest way from door to door counts, round the corners of a bent one
/// (space_way.h). The walk itself is walkable_mesh.h.
#pragma once
#include "sim/plan/space_way.h"
#include "sim/plan/walkable_area.h"
#include <functional>
#include <limits>

namespace sim::plan {

/// A door, doorway or flight of stairs (with its direction) on the way.
struct RouteStep {
    OpeningId opening; ///< or none
    FlightId flight;   ///< or none
    bool up = false;   ///< flights
    SpaceId into;      ///< space entered by it
    LiftId lift{};     ///< or none: a ride to `into`
};

struct Route {
    std::vector<RouteStep> steps; ///< empty when start and goal share a space
    double cost_s = 0;
    double length_m = 0;
};

/// Seconds that a traveller adds for passing an opening or crossing a space, >= 0; infinity closes
/// it, except the space in which the traveller stands. Null functions add nothing. `opening_s` is
/// asked at most twice for each opening in one search (once for each direction).
struct RouteCosts {
    double speed_mps = 1.2, stair_up_mps = 0.5, stair_down_mps = 0.6;
    std::function<double(OpeningId)> opening_s;
    std::function<double(SpaceId, double length_m)> space_s; ///< beyond length / speed
    /// Of waiting for a lift and riding from one stop to another, > 0; null: no lifts.
    std::function<double(LiftId, SpaceId from, SpaceId to)> lift_s{};
    double ramp_up_mps = 1.2, ramp_down_mps = 1.2;
    bool walks_on_escalators = false;
    /// Narrowest opening that may be used, 0 for a person on foot.
    double clear_width_m = 0;
    bool stairs_allowed = true;
};

class RouteGraph {
public:
    explicit RouteGraph(const Plan& plan);
    /// Cheapest way from a point to a point; none when there is no way. Ties by lower id.
    /// The order of costs is total, so equal calls give equal ways. Cost: < 50 us for 60 spaces.
    [[nodiscard]] std::optional<Route> find_route(SpaceId from, Vec2 from_m, SpaceId to, Vec2 to_m,
                                                  const RouteCosts& costs) const;
    /// Cheapest way to any space for which `is_goal` answers true; it ends at that space's door.
    [[nodiscard]] std::optional<Route>
    find_route_to_any(SpaceId from, Vec2 from_m, const std::function<bool(SpaceId)>& is_goal,
                      const RouteCosts& costs) const;

private:
    friend struct RouteSearch;
    struct Edge {
        SpaceId from, into;
        OpeningId opening;
        FlightId flight;
        bool up = false;
        Vec2 leave_m, enter_m;
        double inner_length_m = 0; ///< along a flight
        double clear_width_m = 0;
        LiftId lift{};
        FlightKind kind = FlightKind::steps;
        double belt_mps = 0; ///< escalators: the way that is gone, < 0 against it
    };
    void add(const Edge& edge);
    void add_lift(const Plan& plan, LiftId id);
    void measure_bent_spaces();
    /// From where `in` ends to where the n-th edge out of that space begins.
    [[nodiscard]] double walk_m(std::uint32_t in, std::size_t n) const;
    std::vector<Edge> edges_;
    std::vector<std::vector<std::uint32_t>> edges_from_; ///< by space
    std::vector<InnerWays> inside_;                      ///< by space
    std::vector<std::vector<double>>
        bent_m_; ///< by edge, into a bent space: to each edge out of it
};

} // namespace sim::plan
