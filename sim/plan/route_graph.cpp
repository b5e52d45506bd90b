#include "sim/plan/route_graph.h"

#include "sim/plan/edge_cover.h"
#include <algorithm>

namespace sim::plan {

namespace {

constexpr double never_s = std::numeric_limits<double>::infinity();
constexpr std::uint32_t no_edge = std::numeric_limits<std::uint32_t>::max();

Vec2 middle(const Segment& s) {
    return (s.a + s.b) * 0.5;
}

} // namespace

void RouteGraph::add(const Edge& edge) {
    edges_from_[edge.from.index()].push_back(static_cast<std::uint32_t>(edges_.size()));
    edges_.push_back(edge);
}

/// From each stop to each other.
void RouteGraph::add_lift(const Plan& plan, LiftId id) {
    for (const SpaceId from : plan[id].spaces)
        for (const SpaceId into : plan[id].spaces)
            if (!(from == into)) {
                Edge ride;
                ride.from = from;
                ride.into = into;
                ride.leave_m = core::centroid(plan[from].outline_m);
                ride.enter_m = core::centroid(plan[into].outline_m);
                ride.clear_width_m = std::numeric_limits<double>::infinity();
                ride.lift = id;
                add(ride);
            }
}

RouteGraph::RouteGraph(const Plan& plan) : edges_from_(plan.spaces.size()) {
    for (std::size_t i = 0; i < plan.openings.size(); ++i) {
        const Opening& o = plan.openings[i];
        if (!o.walkable() || !o.a || !o.b) continue;
        const auto id = core::make_id<OpeningId>(i);
        add({o.a, o.b, id, {}, false, o.center_m, o.center_m, 0, o.width_m});
        add({o.b, o.a, id, {}, false, o.center_m, o.center_m, 0, o.width_m});
    }
    for (std::size_t i = 0; i < plan.flights.size(); ++i) {
        const Flight& f = plan.flights[i];
        const auto id = core::make_id<FlightId>(i);
        const Vec2 low = middle(f.lower_edge_m), high = middle(f.upper_edge_m);
        add({f.lower,
             f.upper,
             {},
             id,
             true,
             low,
             high,
             f.slope_length_m,
             f.width_m,
             {},
             f.kind,
             f.belt_mps});
        add({f.upper,
             f.lower,
             {},
             id,
             false,
             high,
             low,
             f.slope_length_m,
             f.width_m,
             {},
             f.kind,
             -f.belt_mps});
    }
    for (std::size_t i = 0; i < plan.lifts.size(); ++i)
        add_lift(plan, core::make_id<LiftId>(i));
    for (const Space& space : plan.spaces)
        inside_.emplace_back(walkable_outline(space));
    measure_bent_spaces();
}

/// Once: a search asks for each of these many times.
void RouteGraph::measure_bent_spaces() {
    bent_m_.resize(edges_.size());
    for (std::size_t i = 0; i < edges_.size(); ++i) {
        const std::size_t space = edges_[i].into.index();
        if (!inside_[space].is_bent()) continue;
        for (const std::uint32_t e : edges_from_[space])
            bent_m_[i].push_back(inside_[space].length_m(edges_[i].enter_m, edges_[e].leave_m));
    }
}

double RouteGraph::walk_m(std::uint32_t in, std::size_t n) const {
    if (!bent_m_[in].empty()) return bent_m_[in][n];
    return core::distance(edges_[in].enter_m,
                          edges_[edges_from_[edges_[in].into.index()][n]].leave_m);
}

/// Dijkstra over crossings: a node is an edge just crossed, so that the walk within a space runs
/// from door to door. Edges are numbered by opening, then flight: ties fall to the lower id.
struct RouteSearch {
    using Edge = RouteGraph::Edge;
    struct Node {
        double cost_s = never_s, length_m = 0;
        std::uint32_t before = no_edge;
        double pass_s = -1; ///< of crossing the edge itself; < 0: not asked for yet
        bool settled = false;
    };
    struct Waiting {
        double cost_s;
        std::uint32_t edge;
        /// For a heap with the cheapest on top.
        friend bool operator<(const Waiting& a, const Waiting& b) noexcept {
            return a.cost_s != b.cost_s ? a.cost_s > b.cost_s : a.edge > b.edge;
        }
    };

    const RouteGraph& graph;
    const RouteCosts& costs;
    std::vector<Node> nodes{};
    std::vector<Waiting> heap{};

    RouteSearch(const RouteGraph& g, const RouteCosts& c) : graph(g), costs(c) {
        nodes.resize(graph.edges_.size());
        heap.reserve(graph.edges_.size());
    }

    /// 0 against a moving escalator: takes for ever.
    [[nodiscard]] double flight_mps(const Edge& edge) const {
        if (edge.kind == FlightKind::ramp) return edge.up ? costs.ramp_up_mps : costs.ramp_down_mps;
        const double walked_mps = edge.up ? costs.stair_up_mps : costs.stair_down_mps;
        if (edge.kind == FlightKind::steps || edge.belt_mps == 0) return walked_mps;
        return edge.belt_mps < 0 ? 0 : edge.belt_mps + (costs.walks_on_escalators ? walked_mps : 0);
    }

    [[nodiscard]] double calc_pass_s(const Edge& edge) const {
        if (edge.clear_width_m < costs.clear_width_m) return never_s;
        if (edge.flight)
            return costs.stairs_allowed ? edge.inner_length_m / flight_mps(edge) : never_s;
        if (edge.lift)
            return costs.lift_s ? costs.lift_s(edge.lift, edge.from, edge.into) : never_s;
        return costs.opening_s ? std::max(0.0, costs.opening_s(edge.opening)) : 0;
    }

    [[nodiscard]] double cross_s(SpaceId space, double length_m) const {
        const double extra_s = costs.space_s ? std::max(0.0, costs.space_s(space, length_m)) : 0;
        return length_m / costs.speed_mps + extra_s;
    }
    /// Nobody is kept from leaving where they stand: an infinite price of the first space is
    /// waived.
    [[nodiscard]] double leave_s(SpaceId space, double length_m) const {
        const double s = cross_s(space, length_m);
        return s == never_s ? length_m / costs.speed_mps : s;
    }

    void offer(std::uint32_t edge, double cost_s, double length_m, std::uint32_t before) {
        Node& node = nodes[edge];
        if (node.settled || !(cost_s < node.cost_s)) return; // passing costs nothing less
        if (node.pass_s < 0) node.pass_s = calc_pass_s(graph.edges_[edge]);
        cost_s += node.pass_s;
        if (!(cost_s < node.cost_s)) return;
        node.cost_s = cost_s;
        node.length_m = length_m + graph.edges_[edge].inner_length_m;
        node.before = before;
        heap.push_back({cost_s, edge});
        std::push_heap(heap.begin(), heap.end());
    }

    void start(SpaceId from, Vec2 from_m) {
        for (const std::uint32_t e : graph.edges_from_[from.index()]) {
            const double walk_m =
                graph.inside_[from.index()].length_m(from_m, graph.edges_[e].leave_m);
            offer(e, leave_s(from, walk_m), walk_m, no_edge);
        }
    }

    /// The cheapest crossing not yet settled; no_edge when there is none.
    std::uint32_t settle_next() {
        while (!heap.empty()) {
            const Waiting top = heap.front();
            std::pop_heap(heap.begin(), heap.end());
            heap.pop_back();
            Node& node = nodes[top.edge];
            if (node.settled || top.cost_s > node.cost_s) continue;
            node.settled = true;
            return top.edge;
        }
        return no_edge;
    }

    void go_on_from(std::uint32_t edge) {
        const Edge& in = graph.edges_[edge];
        const auto& onward = graph.edges_from_[in.into.index()];
        for (std::size_t n = 0; n < onward.size(); ++n) {
            const std::uint32_t e = onward[n];
            if (nodes[e].settled || (in.opening && graph.edges_[e].opening == in.opening)) continue;
            const double walk_m = graph.walk_m(edge, n);
            offer(e, nodes[edge].cost_s + cross_s(in.into, walk_m), nodes[edge].length_m + walk_m,
                  edge);
        }
    }

    [[nodiscard]] Route route_by(std::uint32_t last) const {
        Route route{{}, nodes[last].cost_s, nodes[last].length_m};
        for (std::uint32_t e = last; e != no_edge; e = nodes[e].before) {
            const Edge& edge = graph.edges_[e];
            route.steps.push_back({edge.opening, edge.flight, edge.up, edge.into, edge.lift});
        }
        std::reverse(route.steps.begin(), route.steps.end());
        return route;
    }
};

std::optional<Route> RouteGraph::find_route(SpaceId from, Vec2 from_m, SpaceId to, Vec2 to_m,
                                            const RouteCosts& costs) const {
    RouteSearch search(*this, costs);
    if (from == to) {
        const double walk_m = inside_[from.index()].length_m(from_m, to_m);
        return Route{{}, search.leave_s(from, walk_m), walk_m};
    }
    search.start(from, from_m);
    std::uint32_t best = no_edge;
    double best_s = never_s, best_m = 0;
    for (std::uint32_t e = search.settle_next(); e != no_edge; e = search.settle_next()) {
        if (search.nodes[e].cost_s >= best_s) break;
        if (edges_[e].into == to) {
            const double walk_m = inside_[to.index()].length_m(edges_[e].enter_m, to_m);
            const double cost_s = search.nodes[e].cost_s + search.cross_s(to, walk_m);
            if (cost_s < best_s) {
                best = e;
                best_s = cost_s;
                best_m = search.nodes[e].length_m + walk_m;
            }
        }
        search.go_on_from(e);
    }
    if (best == no_edge) return std::nullopt;
    Route route = search.route_by(best);
    route.cost_s = best_s;
    route.length_m = best_m;
    return route;
}

std::optional<Route> RouteGraph::find_route_to_any(SpaceId from, Vec2 from_m,
                                                   const std::function<bool(SpaceId)>& is_goal,
                                                   const RouteCosts& costs) const {
    if (is_goal(from)) return Route{};
    RouteSearch search(*this, costs);
    search.start(from, from_m);
    for (std::uint32_t e = search.settle_next(); e != no_edge; e = search.settle_next()) {
        if (is_goal(edges_[e].into)) return search.route_by(e);
        search.go_on_from(e);
    }
    return std::nullopt;
}

} // namespace sim::plan
