#include "editor/document/snapping.h"

#include <cmath>
#include <numbers>

namespace editor::document {

namespace core = sim::core;
namespace plan = sim::plan;
using plan::Vec2;

namespace {

/// Keeps the nearest candidate within reach.
struct Nearest {
    Vec2 at_m;
    double reach_m;
    std::optional<Vec2> found;
    void offer(Vec2 p) {
        const double away_m = core::distance(p, at_m);
        if (away_m > reach_m) return;
        reach_m = away_m;
        found = p;
    }
};

bool attracts(const plan::Space& space, plan::LevelId level) {
    return space.level == level || space.level.index() + 1 == level.index();
}

double to_grid(double metres) {
    return std::round(std::round(metres / grid_m) * grid_m * 1000) / 1000;
}

Vec2 to_angle(Vec2 from, Vec2 at) {
    constexpr double step_rad = snap_angle_deg * std::numbers::pi / 180;
    const Vec2 d = at - from;
    const double angle_rad = std::round(std::atan2(d.y, d.x) / step_rad) * step_rad;
    return from + Vec2{std::cos(angle_rad), std::sin(angle_rad)} * to_grid(core::length(d));
}

} // namespace

Snapped snap(const plan::Plan& p, plan::LevelId level, Vec2 at_m, double reach_m,
             std::optional<Vec2> from_m) {
    Nearest corners{at_m, reach_m, {}}, walls{at_m, reach_m, {}};
    for (const auto& space : p.spaces) {
        if (!attracts(space, level)) continue;
        for (std::size_t i = 0, n = space.outline_m.size(); i < n; ++i) {
            corners.offer(space.outline_m[i]);
            walls.offer(
                core::nearest_point({space.outline_m[i], space.outline_m[(i + 1) % n]}, at_m));
        }
    }
    if (corners.found) return {*corners.found, SnapKind::corner};
    const Vec2 on_grid{to_grid(at_m.x), to_grid(at_m.y)};
    if (walls.found) { // along the wall still on the grid, where the wall is straight with it
        const Vec2 w = *walls.found;
        const Vec2 kept{std::abs(w.x - at_m.x) > 1e-9 ? w.x : on_grid.x,
                        std::abs(w.y - at_m.y) > 1e-9 ? w.y : on_grid.y};
        const bool straight = kept.x == on_grid.x || kept.y == on_grid.y;
        return {straight ? kept : w, SnapKind::wall};
    }
    if (from_m) return {to_angle(*from_m, at_m), SnapKind::angle};
    return {on_grid, SnapKind::grid};
}

} // namespace editor::document
