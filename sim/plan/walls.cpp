#include "sim/plan/walls.h"

#include <algorithm>

namespace sim::plan {

namespace {

constexpr double straight_sine = 1e-3; ///< a corner that turns less than this is none
constexpr double parallel_sine = 0.05; ///< beyond it two walls cannot run along each other

bool turns(const Polygon& outline, std::size_t i) {
    const std::size_t n = outline.size();
    const Vec2 before = core::normalized(outline[i] - outline[(i + n - 1) % n]);
    const Vec2 after = core::normalized(outline[(i + 1) % n] - outline[i]);
    return core::dot(before, after) < 0 || std::abs(core::cross(before, after)) > straight_sine;
}

/// True when a disc of half the tolerance around p lies inside.
bool deep_inside(const Polygon& outline, Vec2 p) {
    constexpr double radius_m = 0.49 * drawing_tolerance_m;
    if (!core::contains(outline, p, 0)) return false;
    for (std::size_t i = 0, n = outline.size(); i < n; ++i)
        if (core::distance(Segment{outline[i], outline[(i + 1) % n]}, p) < radius_m) return false;
    return true;
}

/// Positions 0..1 along the edge where the other outline crosses it or has a corner beside it.
std::vector<double> find_cuts(const Segment& edge, const Polygon& other) {
    std::vector<double> cuts{0, 1};
    const Vec2 d = edge.b - edge.a;
    const double d2 = core::dot(d, d);
    for (std::size_t i = 0, n = other.size(); i < n; ++i) {
        const Vec2 p = other[i], e = other[(i + 1) % n] - p;
        const double t = core::dot(p - edge.a, d) / d2;
        if (core::distance(edge, p) <= drawing_tolerance_m) cuts.push_back(std::clamp(t, 0.0, 1.0));
        const double denominator = core::cross(d, e);
        if (std::abs(denominator) < 1e-12) continue;
        const double u = core::cross(p - edge.a, e) / denominator;
        const double v = core::cross(p - edge.a, d) / denominator;
        if (u > 0 && u < 1 && v >= 0 && v <= 1) cuts.push_back(u);
    }
    std::sort(cuts.begin(), cuts.end());
    return cuts;
}

/// True when the line of one of a's edges has a on one side and b on the other: the quick answer
/// for most neighbours.
bool edge_parts(const Polygon& a, const Polygon& b) {
    for (std::size_t i = 0, n = a.size(); i < n; ++i) {
        const Vec2 start = a[i], d = a[(i + 1) % n] - start;
        const double limit = drawing_tolerance_m / 2 * core::length(d);
        const auto left = [&](Vec2 p) { return core::cross(d, p - start) >= -limit; };
        const auto right = [&](Vec2 p) { return core::cross(d, p - start) <= limit; };
        if (std::all_of(b.begin(), b.end(), right) && std::all_of(a.begin(), a.end(), left))
            return true;
    }
    return false;
}

/// Tries discs that touch a's edges from inside: if the two overlap, some of a's edges (or of b's,
/// by the second call) bound the common part.
bool disc_fits_along_edges(const Polygon& a, const Polygon& b) {
    for (std::size_t i = 0, n = a.size(); i < n; ++i) {
        const Segment edge{a[i], a[(i + 1) % n]};
        const Vec2 inward = core::left_of(core::normalized(edge.b - edge.a));
        const std::vector<double> cuts = find_cuts(edge, b);
        for (std::size_t k = 0; k + 1 < cuts.size(); ++k)
            for (const double share : {0.25, 0.5, 0.75}) {
                const double t = cuts[k] + (cuts[k + 1] - cuts[k]) * share;
                const Vec2 p = edge.a + (edge.b - edge.a) * t + inward * (drawing_tolerance_m / 2);
                if (deep_inside(a, p) && deep_inside(b, p)) return true;
            }
    }
    return false;
}

} // namespace

std::vector<Wall> find_walls(const Polygon& outline) {
    std::vector<std::size_t> corners;
    for (std::size_t i = 0; i < outline.size(); ++i)
        if (turns(outline, i)) corners.push_back(i);
    std::vector<Wall> walls;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const Vec2 a = outline[corners[i]], b = outline[corners[(i + 1) % corners.size()]];
        const double length_m = core::distance(a, b);
        // Divided, not scaled: walls along the axes get directions of exactly 0 and 1.
        walls.push_back({{a, b}, {(b.x - a.x) / length_m, (b.y - a.y) / length_m}, length_m});
    }
    return walls;
}

std::vector<Stretch> find_shared_stretches(const std::vector<Wall>& walls,
                                           const std::vector<Wall>& others) {
    std::vector<Stretch> shared;
    for (std::size_t i = 0; i < walls.size(); ++i)
        for (const Wall& other : others) {
            const Wall& wall = walls[i];
            if (std::abs(core::cross(wall.along, other.along)) > parallel_sine) continue;
            const Vec2 start = other.line_m.a - wall.line_m.a, end = other.line_m.b - wall.line_m.a;
            const double t0 = core::dot(start, wall.along), t1 = core::dot(end, wall.along);
            const double from = std::max(0.0, std::min(t0, t1));
            const double to = std::min(wall.length_m, std::max(t0, t1));
            if (to - from <= drawing_tolerance_m) continue;
            const double o0 = core::cross(wall.along, start), o1 = core::cross(wall.along, end);
            const auto offset = [&](double t) { return o0 + (o1 - o0) * (t - t0) / (t1 - t0); };
            if (std::abs(offset(from)) > drawing_tolerance_m) continue;
            if (std::abs(offset(to)) > drawing_tolerance_m) continue;
            shared.push_back({i, from, to});
        }
    return shared;
}

bool overlaps(const Polygon& a, const Polygon& b) {
    const core::Box one = core::bounds(a), two = core::bounds(b);
    if (one.high.x < two.low.x + drawing_tolerance_m ||
        two.high.x < one.low.x + drawing_tolerance_m)
        return false;
    if (one.high.y < two.low.y + drawing_tolerance_m ||
        two.high.y < one.low.y + drawing_tolerance_m)
        return false;
    if (edge_parts(a, b) || edge_parts(b, a)) return false;
    return disc_fits_along_edges(a, b) || disc_fits_along_edges(b, a);
}

Polygon bed_outline_m(const Bed& bed) {
    const Vec2 ahead{std::cos(bed.heading_rad) * bed.length_m / 2,
                     std::sin(bed.heading_rad) * bed.length_m / 2};
    const Vec2 aside = core::left_of(core::normalized(ahead)) * (bed.width_m / 2);
    return {bed.center_m - ahead - aside, bed.center_m + ahead - aside,
            bed.center_m + ahead + aside, bed.center_m - ahead + aside};
}

} // namespace sim::plan
