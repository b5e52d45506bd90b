/// Where a drawn point goes: to a corner, else a wall, else a line with the last point, else the
/// grid.
#pragma once
#include "sim/plan/plan.h"
#include <optional>

namespace editor::document {

enum class SnapKind { none, grid, angle, wall, corner };

struct Snapped {
    sim::plan::Vec2 at_m;
    SnapKind kind = SnapKind::none;
};

inline constexpr double grid_m = 0.1;
inline constexpr double snap_angle_deg = 15;

/// Corners and walls of this level and of the one below attract within `reach_m`.
/// @param from_m the point before, when a line is being drawn; directions from it are kept to
///               multiples of `snap_angle_deg`
[[nodiscard]] Snapped snap(const sim::plan::Plan& plan, sim::plan::LevelId level,
                           sim::plan::Vec2 at_m, double reach_m,
                           std::optional<sim::plan::Vec2> from_m);

} // namespace editor::document
