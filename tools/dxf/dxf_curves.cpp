#include "tools/dxf/dxf_curves.h"

#include <algorithm>
#include <numbers>

namespace tools::dxf {

using sim::core::Vec2;

namespace {

constexpr double chord_rad = std::numbers::pi / 12; ///< a round wall of 5 m is off by 4 cm at most
constexpr double straight_bulge_ratio = 1e-6;

int chord_count(double angle_rad) {
    const double turns = std::min(std::abs(angle_rad), 2 * std::numbers::pi);
    return std::max(1, static_cast<int>(std::ceil(turns / chord_rad)));
}

} // namespace

std::vector<Vec2> arc_points(Vec2 center, Vec2 major, double ratio, double from_rad,
                             double to_rad) {
    std::vector<Vec2> points;
    const Vec2 minor = sim::core::left_of(major) * ratio;
    const int count = chord_count(to_rad - from_rad);
    for (int i = 0; i <= count; ++i) {
        const double t = from_rad + (to_rad - from_rad) * i / count;
        points.push_back(center + major * std::cos(t) + minor * std::sin(t));
    }
    return points;
}

std::vector<Vec2> bulge_points(Vec2 a, Vec2 b, double bulge_ratio) {
    if (!(std::abs(bulge_ratio) > straight_bulge_ratio) || !(std::abs(bulge_ratio) < 1e6))
        return {b};
    const double angle_rad = 4 * std::atan(bulge_ratio);
    const Vec2 half = (b - a) * 0.5;
    const Vec2 center = a + half + sim::core::left_of(half) * (1 / std::tan(angle_rad / 2));
    const Vec2 start = a - center;
    std::vector<Vec2> points;
    const int count = chord_count(angle_rad);
    for (int i = 1; i < count; ++i) {
        const double t = angle_rad * i / count;
        points.push_back(center + Vec2{start.x * std::cos(t) - start.y * std::sin(t),
                                       start.x * std::sin(t) + start.y * std::cos(t)});
    }
    points.push_back(b);
    return points;
}

} // namespace tools::dxf
