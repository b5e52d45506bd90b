/// Plane geometry in metres. x to the east, y to the north of the drawing.
#pragma once
#include <cmath>
#include <optional>
#include <span>
#include <vector>

namespace sim::core {

struct Vec2 {
    double x = 0, y = 0;
    friend constexpr Vec2 operator+(Vec2 a, Vec2 b) noexcept { return {a.x + b.x, a.y + b.y}; }
    friend constexpr Vec2 operator-(Vec2 a, Vec2 b) noexcept { return {a.x - b.x, a.y - b.y}; }
    friend constexpr Vec2 operator*(Vec2 a, double k) noexcept { return {a.x * k, a.y * k}; }
    friend constexpr bool operator==(const Vec2&, const Vec2&) = default;
};
[[nodiscard]] constexpr double dot(Vec2 a, Vec2 b) noexcept {
    return a.x * b.x + a.y * b.y;
}
[[nodiscard]] constexpr double cross(Vec2 a, Vec2 b) noexcept {
    return a.x * b.y - a.y * b.x;
}
[[nodiscard]] inline double length(Vec2 v) noexcept {
    return std::sqrt(dot(v, v));
}
[[nodiscard]] inline double distance(Vec2 a, Vec2 b) noexcept {
    return length(b - a);
}
/// Unit vector, or {0,0} for a vector shorter than 1e-12.
[[nodiscard]] Vec2 normalized(Vec2 v) noexcept;
/// Rotated by +90 degrees.
[[nodiscard]] constexpr Vec2 left_of(Vec2 v) noexcept {
    return {-v.y, v.x};
}

struct Segment {
    Vec2 a, b;
    friend constexpr bool operator==(const Segment&, const Segment&) = default;
};
[[nodiscard]] Vec2 nearest_point(const Segment& s, Vec2 p) noexcept;
[[nodiscard]] double distance(const Segment& s, Vec2 p) noexcept;
/// True when the closed segments share a point.
[[nodiscard]] bool intersects(const Segment& s, const Segment& t) noexcept;

/// Simple polygon, corners in order, not repeated at the end; either turning sense.
using Polygon = std::vector<Vec2>;
[[nodiscard]] double signed_area_m2(std::span<const Vec2> polygon) noexcept; ///< > 0: anticlockwise
[[nodiscard]] Vec2 centroid(std::span<const Vec2> polygon) noexcept;
/// A point on the edge counts as inside within `tolerance_m`.
[[nodiscard]] bool contains(std::span<const Vec2> polygon, Vec2 p,
                            double tolerance_m = 1e-9) noexcept;
/// First pair of edges that cross or touch without being neighbours; none when simple.
[[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>>
find_self_crossing(std::span<const Vec2> polygon) noexcept;

struct Box {
    Vec2 low{1e300, 1e300}, high{-1e300, -1e300};
    void include(Vec2 p) noexcept;
    [[nodiscard]] bool empty() const noexcept { return high.x < low.x; }
};
[[nodiscard]] Box bounds(std::span<const Vec2> points) noexcept;

} // namespace sim::core
