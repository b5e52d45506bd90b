/// A corridor cut across its long axis into equal pieces, for smoke cells.
#pragma once
#include "sim/plan/plan.h"
#include <span>

namespace sim::plan {

/// Smallest rectangle round a floor, lying along one of its edges.
struct FloorAxis {
    Vec2 along{1, 0};                 ///< the longer side's direction, x (else y) positive
    double from_m = 0;                ///< dot(along, p) of the floor's nearest point
    double length_m = 0, width_m = 0; ///< longer and shorter side
};
[[nodiscard]] FloorAxis find_floor_axis(std::span<const Vec2> outline);

/// Sides of the bounding rectangle that lies along a direction.
struct Sides {
    double along_m = 0, across_m = 0;
};
[[nodiscard]] Sides sides_of(std::span<const Vec2> outline, Vec2 along);

/// Pieces that a corridor needs: each <= corridor_segment_limit_m long and <= 5 of its mean widths
/// (area / length).
[[nodiscard]] std::size_t corridor_piece_count(std::span<const Vec2> outline,
                                               const FloorAxis& axis);

/// Part of the outline with from_m <= dot(along, p) <= to_m. A bent corridor can come apart into
/// pieces joined by an edge of no width; its area stays right.
[[nodiscard]] Polygon slice(std::span<const Vec2> outline, Vec2 along, double from_m, double to_m);

/// Length, inside the outline, of the line dot(along, p) == at_m, and the middle of it.
struct CrossSection {
    double width_m = 0;
    Vec2 middle_m;
};
[[nodiscard]] CrossSection cross_section(std::span<const Vec2> outline, Vec2 along, double at_m);

} // namespace sim::plan
