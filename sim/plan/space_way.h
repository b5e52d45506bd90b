/// Where one can stand in a space, and ways that do not leave it.
#pragma once
#include "sim/plan/plan.h"

namespace sim::plan {

/// The part of a space one can stand on: a stair's landing, else all of it. Lives as long as it.
[[nodiscard]] const Polygon& standing_part(const Space& space) noexcept;
/// A point well inside it: its centroid, or, where that lies outside, the point of a 25 cm grid
/// that is farthest from the edges.
[[nodiscard]] Vec2 find_standing_point(const Space& space);

/// Corners of the shortest way from a to b inside an outline, b last, at `clear_m` from the edges
/// it goes round; empty when
/// there is none. Both points lie in the outline or
/// on its edge. A leg between two corners may pass nearer to an edge than that. Pure. Cost: cube of
/// its reflex corners.
[[nodiscard]] std::vector<Vec2> find_way_within(const Polygon& outline_m, Vec2 a, Vec2 b,
                                                double clear_m);

} // namespace sim::plan
