#include "sim/core/geometry.h"

#include <algorithm>

namespace sim::core {

Vec2 normalized(Vec2 v) noexcept {
    const double l = length(v);
    return l < 1e-12 ? Vec2{} : v * (1 / l);
}

Vec2 nearest_point(const Segment& s, Vec2 p) noexcept {
    const Vec2 d = s.b - s.a;
    const double l2 = dot(d, d);
    const double t = l2 == 0 ? 0 : std::clamp(dot(p - s.a, d) / l2, 0.0, 1.0);
    return s.a + d * t;
}

double distance(const Segment& s, Vec2 p) noexcept {
    return distance(nearest_point(s, p), p);
}

namespace {

int side(Vec2 a, Vec2 b, Vec2 p) noexcept {
    const double c = cross(b - a, p - a);
    return c > 1e-12 ? 1 : c < -1e-12 ? -1 : 0;
}

bool in_box(Vec2 a, Vec2 b, Vec2 p) noexcept {
    return p.x >= std::min(a.x, b.x) - 1e-12 && p.x <= std::max(a.x, b.x) + 1e-12 &&
           p.y >= std::min(a.y, b.y) - 1e-12 && p.y <= std::max(a.y, b.y) + 1e-12;
}

} // namespace

bool intersects(const Segment& s, const Segment& t) noexcept {
    const int d1 = side(s.a, s.b, t.a), d2 = side(s.a, s.b, t.b);
    const int d3 = side(t.a, t.b, s.a), d4 = side(t.a, t.b, s.b);
    if (d1 * d2 < 0 && d3 * d4 < 0) return true;
    return (d1 == 0 && in_box(s.a, s.b, t.a)) || (d2 == 0 && in_box(s.a, s.b, t.b)) ||
           (d3 == 0 && in_box(t.a, t.b, s.a)) || (d4 == 0 && in_box(t.a, t.b, s.b));
}

double signed_area_m2(std::span<const Vec2> polygon) noexcept {
    double twice = 0;
    for (std::size_t i = 0, n = polygon.size(); i < n; ++i)
        twice += cross(polygon[i], polygon[(i + 1) % n]);
    return twice / 2;
}

Vec2 centroid(std::span<const Vec2> polygon) noexcept {
    if (polygon.empty()) return {};
    const Vec2 origin = polygon[0];
    Vec2 sum{};
    double twice = 0;
    for (std::size_t i = 0, n = polygon.size(); i < n; ++i) {
        const Vec2 a = polygon[i] - origin, b = polygon[(i + 1) % n] - origin;
        const double c = cross(a, b);
        sum = sum + (a + b) * c;
        twice += c;
    }
    return std::abs(twice) < 1e-12 ? origin : origin + sum * (1 / (3 * twice));
}

bool contains(std::span<const Vec2> polygon, Vec2 p, double tolerance_m) noexcept {
    bool inside = false;
    for (std::size_t i = 0, n = polygon.size(), j = n - 1; i < n; j = i++) {
        const Vec2 a = polygon[i], b = polygon[j];
        if (distance(Segment{a, b}, p) <= tolerance_m) return true;
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x)
            inside = !inside;
    }
    return inside;
}

std::optional<std::pair<std::size_t, std::size_t>>
find_self_crossing(std::span<const Vec2> polygon) noexcept {
    const std::size_t n = polygon.size();
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 2; j < n; ++j) {
            if (i == 0 && j == n - 1) continue; // neighbours across the start
            if (intersects({polygon[i], polygon[i + 1]}, {polygon[j], polygon[(j + 1) % n]}))
                return std::pair{i, j};
        }
    return std::nullopt;
}

void Box::include(Vec2 p) noexcept {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
}

Box bounds(std::span<const Vec2> points) noexcept {
    Box box;
    for (const Vec2 p : points)
        box.include(p);
    return box;
}

} // namespace sim::core
