#include "sim/plan/space_way.h"

#include "sim/plan/edge_cover.h"
#include <algorithm>
#include <cmath>
#include <limits>

namespace sim::plan {

namespace {

constexpr double grid_m = 0.25;
constexpr double touch_m = 1e-3;         ///< ends of a leg may lean on an edge
constexpr double least_half_angle = 0.3; ///< of a corner that is gone round, as its sine

double from_edges_m(const Polygon& outline, Vec2 p) {
    double least_m = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < outline.size(); ++i)
        least_m = std::min(
            least_m, core::distance(Segment{outline[i], outline[(i + 1) % outline.size()]}, p));
    return least_m;
}

bool sees(const Polygon& outline, Vec2 a, Vec2 b) {
    const double length_m = core::distance(a, b);
    if (length_m < 2 * touch_m) return true;
    const Vec2 inwards = (b - a) * (touch_m / length_m);
    const Segment leg{a + inwards, b - inwards};
    for (std::size_t i = 0; i < outline.size(); ++i)
        if (core::intersects(leg, {outline[i], outline[(i + 1) % outline.size()]})) return false;
    return core::contains(outline, (a + b) * 0.5);
}

/// Beside each reflex corner the point that keeps clear of both its edges.
std::vector<Vec2> points_round_corners(const Polygon& outline, double clear_m) {
    std::vector<Vec2> points;
    const std::size_t n = outline.size();
    for (std::size_t i = 0; i < n; ++i) {
        const Vec2 at = outline[i];
        const Vec2 back = core::normalized(outline[(i + n - 1) % n] - at),
                   on = core::normalized(outline[(i + 1) % n] - at);
        if (core::cross(on, back) >= 0) continue; // anticlockwise: no corner to go round
        const Vec2 out = core::normalized((back + on) * -1);
        const double half = std::max(least_half_angle, std::fabs(core::cross(on, out)));
        const Vec2 p = at + out * (clear_m / half);
        if (core::contains(outline, p) && from_edges_m(outline, p) >= clear_m - touch_m)
            points.push_back(p);
    }
    return points;
}

} // namespace

Vec2 find_standing_point(const Space& space) {
    const Polygon& floor = walkable_outline(space);
    Vec2 best = core::centroid(floor);
    if (core::contains(floor, best)) return best;
    double best_m = 0;
    const core::Box box = core::bounds(floor);
    const int columns = static_cast<int>((box.high.x - box.low.x) / grid_m);
    const int rows = static_cast<int>((box.high.y - box.low.y) / grid_m);
    for (int row = 0; row <= rows; ++row)
        for (int column = 0; column <= columns; ++column) {
            const Vec2 p = box.low + Vec2{column * grid_m, row * grid_m};
            if (!core::contains(floor, p)) continue;
            const double clear_m = from_edges_m(floor, p);
            if (clear_m <= best_m) continue;
            best_m = clear_m;
            best = p;
        }
    return best;
}

std::vector<Vec2> find_way_within(const Polygon& outline_m, Vec2 a, Vec2 b, double clear_m) {
    if (sees(outline_m, a, b)) return {b};
    std::vector<Vec2> points = points_round_corners(outline_m, clear_m);
    points.push_back(a);
    points.push_back(b);
    const std::size_t start = points.size() - 2, goal = points.size() - 1;
    std::vector<double> way_m(points.size(), std::numeric_limits<double>::infinity());
    std::vector<std::size_t> from(points.size(), start);
    std::vector<bool> settled(points.size(), false);
    way_m[start] = 0;
    for (;;) { // Dijkstra's algorithm; the lower index first, so that equal ways are chosen alike
        std::size_t at = points.size();
        for (std::size_t i = 0; i < points.size(); ++i)
            if (!settled[i] && std::isfinite(way_m[i]) &&
                (at == points.size() || way_m[i] < way_m[at]))
                at = i;
        if (at == points.size() || at == goal) break;
        settled[at] = true;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const double there_m = way_m[at] + core::distance(points[at], points[i]);
            if (settled[i] || there_m >= way_m[i] || !sees(outline_m, points[at], points[i]))
                continue;
            way_m[i] = there_m;
            from[i] = at;
        }
    }
    std::vector<Vec2> corners;
    if (!std::isfinite(way_m[goal])) return corners;
    for (std::size_t i = goal; i != start; i = from[i])
        corners.insert(corners.begin(), points[i]);
    return corners;
}

} // namespace sim::plan
