/// What remains of an edge where others lie on it: shared walls, openings cut out of walls,
/// walls that face the open air.
#pragma once
#include "sim/plan/plan.h"
#include <span>

namespace sim::plan {

/// Pieces of `edge`, in its own direction, that no cover lies on (within
/// drawing_tolerance_m, side by side); pieces under 1 um are dropped.
/// Cost: linear in the covers.
[[nodiscard]] std::vector<Segment> uncovered_pieces(const Segment& edge,
                                                    std::span<const Segment> covers);

/// Edges of a polygon in its own order, the closing one last; edges under 1 um are left out.
[[nodiscard]] std::vector<Segment> edges_of(std::span<const Vec2> polygon);

/// Where the line y == `y` enters and leaves a polygon, from west to east; an even number.
[[nodiscard]] std::vector<double> cuts_along_row(std::span<const Vec2> polygon, double y);

/// What one can stand on: a stair's landing, else the outline.
[[nodiscard]] const Polygon& walkable_outline(const Space& space) noexcept;

} // namespace sim::plan
