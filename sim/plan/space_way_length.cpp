// How long ways within a space are.
#include "sim/plan/space_way.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sim::plan {

namespace {

constexpr double far_m = std::numeric_limits<double>::infinity();
/// Points this near to a line lie on it; far below what a drawing can mean.
constexpr double touching_m = 1e-7;

/// Distance of `p` from the line a-b, > 0 to its left.
double offset_m(Vec2 a, Vec2 b, Vec2 p) {
    const double l = core::length(b - a);
    return l < touching_m ? 0 : core::cross(b - a, p - a) / l;
}

bool cross_properly(Vec2 a, Vec2 b, Vec2 c, Vec2 d) {
    const auto parted = [](double one, double other) {
        return (one > touching_m && other < -touching_m) ||
               (one < -touching_m && other > touching_m);
    };
    return parted(offset_m(a, b, c), offset_m(a, b, d)) &&
           parted(offset_m(c, d, a), offset_m(c, d, b));
}

std::vector<Vec2> find_jutting_corners(const Polygon& outline_m) {
    std::vector<Vec2> corners;
    const double sense = core::signed_area_m2(outline_m) < 0 ? -1 : 1;
    for (std::size_t i = 0, n = outline_m.size(); i < n; ++i) {
        const Vec2 before = outline_m[(i + n - 1) % n], at = outline_m[i],
                   after = outline_m[(i + 1) % n];
        if (sense * offset_m(before, at, after) < -touching_m) corners.push_back(at);
    }
    return corners;
}

} // namespace

InnerWays::InnerWays(const Polygon& outline_m) : corners_m_(find_jutting_corners(outline_m)) {
    const std::size_t n = corners_m_.size();
    if (n == 0) return;
    outline_m_ = outline_m;
    between_m_.assign(n * n, far_m);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            if (sees(corners_m_[i], corners_m_[j]))
                between_m_[i * n + j] = core::distance(corners_m_[i], corners_m_[j]);
    for (std::size_t k = 0; k < n; ++k)
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                between_m_[i * n + j] =
                    std::min(between_m_[i * n + j], between_m_[i * n + k] + between_m_[k * n + j]);
}

double InnerWays::length_m(Vec2 from_m, Vec2 to_m) const {
    const double straight_m = core::distance(from_m, to_m);
    if (corners_m_.empty()) return straight_m;
    const Vec2 from = put_inside(from_m), to = put_inside(to_m);
    if (sees(from, to)) return straight_m;
    const std::size_t n = corners_m_.size();
    std::vector<double> arrival_m(n, far_m);
    for (std::size_t i = 0; i < n; ++i)
        if (sees(corners_m_[i], to)) arrival_m[i] = core::distance(corners_m_[i], to);
    double best_m = far_m;
    for (std::size_t i = 0; i < n; ++i) {
        if (!sees(from, corners_m_[i])) continue;
        const double start_m = core::distance(from, corners_m_[i]);
        for (std::size_t j = 0; j < n; ++j)
            best_m = std::min(best_m, start_m + between_m_[i * n + j] + arrival_m[j]);
    }
    // An outline that this cannot make sense of is priced straight rather than closed.
    return std::isfinite(best_m) ? std::max(best_m, straight_m) : straight_m;
}

/// Nothing of the outline lies across, and no piece between two touches of it is outside.
bool InnerWays::sees(Vec2 from_m, Vec2 to_m) const {
    const double l = core::distance(from_m, to_m);
    if (l < touching_m) return true;
    std::vector<double> touches{0, 1};
    for (std::size_t i = 0, n = outline_m_.size(); i < n; ++i) {
        const Vec2 a = outline_m_[i];
        if (cross_properly(from_m, to_m, a, outline_m_[(i + 1) % n])) return false;
        if (std::abs(offset_m(from_m, to_m, a)) <= touching_m)
            touches.push_back(core::dot(a - from_m, to_m - from_m) / (l * l));
    }
    std::sort(touches.begin(), touches.end());
    for (std::size_t i = 1; i < touches.size(); ++i) {
        if (touches[i - 1] < 0 || touches[i] > 1) continue;
        const double middle = (touches[i - 1] + touches[i]) / 2;
        if (!core::contains(outline_m_, from_m + (to_m - from_m) * middle, touching_m))
            return false;
    }
    return true;
}

Vec2 InnerWays::put_inside(Vec2 at_m) const {
    if (core::contains(outline_m_, at_m, touching_m)) return at_m;
    Vec2 best = at_m;
    double best_m = far_m;
    for (std::size_t i = 0, n = outline_m_.size(); i < n; ++i) {
        const Vec2 near = core::nearest_point({outline_m_[i], outline_m_[(i + 1) % n]}, at_m);
        if (const double d = core::distance(near, at_m); d < best_m) {
            best = near;
            best_m = d;
        }
    }
    return best;
}

} // namespace sim::plan
