#include "sim/plan/edge_cover.h"

#include "sim/plan/walls.h"
#include <algorithm>

namespace sim::plan {

namespace {

constexpr double shortest_edge_m = 1e-6;

struct Interval {
    double from = 0, to = 0;
};

/// Stretch of `edge` (in metres from its start) along which `cover` runs within drawing_tolerance_m
/// of it.
std::optional<Interval> covered_interval(const Segment& edge, const Segment& cover) {
    const Vec2 along = core::normalized(edge.b - edge.a);
    double t0 = dot(along, cover.a - edge.a), h0 = cross(along, cover.a - edge.a);
    double t1 = dot(along, cover.b - edge.a), h1 = cross(along, cover.b - edge.a);
    if (t0 > t1) {
        std::swap(t0, t1);
        std::swap(h0, h1);
    }
    const Interval overlap{std::max(0.0, t0), std::min(core::distance(edge.a, edge.b), t1)};
    if (overlap.to - overlap.from < shortest_edge_m) return std::nullopt;
    const double slope = (h1 - h0) / (t1 - t0);
    const double from_h = h0 + slope * (overlap.from - t0), to_h = h0 + slope * (overlap.to - t0);
    if (std::max(std::abs(from_h), std::abs(to_h)) > drawing_tolerance_m) return std::nullopt;
    // A short cover that crosses at an angle never leaves the band, yet is no part of the wall.
    if (std::abs(slope) > 0.1) return std::nullopt;
    return overlap;
}

} // namespace

std::vector<Segment> uncovered_pieces(const Segment& edge, std::span<const Segment> covers) {
    std::vector<Interval> covered;
    for (const Segment& cover : covers)
        if (const auto interval = covered_interval(edge, cover)) covered.push_back(*interval);
    if (covered.empty()) return {edge};
    std::sort(covered.begin(), covered.end(),
              [](const Interval& a, const Interval& b) { return a.from < b.from; });

    const double length_m = core::distance(edge.a, edge.b);
    const Vec2 along = core::normalized(edge.b - edge.a);
    std::vector<Segment> pieces;
    double from = 0;
    const auto keep_until = [&](double to) {
        if (to - from >= shortest_edge_m)
            pieces.push_back({edge.a + along * from, edge.a + along * to});
    };
    for (const Interval& interval : covered) {
        keep_until(interval.from);
        from = std::max(from, interval.to);
    }
    keep_until(length_m);
    return pieces;
}

std::vector<Segment> edges_of(std::span<const Vec2> polygon) {
    std::vector<Segment> edges;
    edges.reserve(polygon.size());
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const Segment edge{polygon[i], polygon[(i + 1) % polygon.size()]};
        if (core::distance(edge.a, edge.b) >= shortest_edge_m) edges.push_back(edge);
    }
    return edges;
}

std::vector<double> cuts_along_row(std::span<const Vec2> polygon, double y) {
    std::vector<double> cuts;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const Vec2 a = polygon[i], b = polygon[(i + 1) % polygon.size()];
        if ((a.y > y) != (b.y > y)) cuts.push_back(a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y));
    }
    std::sort(cuts.begin(), cuts.end());
    return cuts;
}

const Polygon& walkable_outline(const Space& space) noexcept {
    return space.kind == SpaceKind::stair && !space.landing_m.empty() ? space.landing_m
                                                                      : space.outline_m;
}

} // namespace sim::plan
