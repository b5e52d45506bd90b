/// What remains of an edge where others lie on it: shared walls, openings cut out of walls,
/// walls that face the open air.
#pragma once
#include "sim/plan/plan.h"
#include <span>

namespace sim::plan {

/// Two edges nearer than this to each other, over the stretch where they run side by side, are one
/// wall: drawn plans are rounded to centimetres.
inline constexpr double same_wall_m = 0.01;

/// Pieces of `edge`, in its own direction, that no cover lies on; pieces under 1 um are dropped.
/// Cost: linear in the covers.
[[nodiscard]] std::vector<Segment> uncovered_pieces(const Segment& edge,
                                                    std::span<const Segment> covers);

/// Edges of a polygon in its own order, the closing one last; edges under 1 um are left out.
[[nodiscard]] std::vector<Segment> edges_of(std::span<const Vec2> polygon);

/// What one can stand on: a stair's landing, else the outline.
[[nodiscard]] const Polygon& walkable_outline(const Space& space) noexcept;

} // namespace sim::plan
