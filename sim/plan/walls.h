/// Walls as stretches of outlines: which stretch two spaces share, and whether two outlines
/// overlap. All with the tolerance within which drawn lines count as one.
#pragma once
#include "sim/plan/plan.h"

namespace sim::plan {

/// Drawn lines nearer than this are the same line. Range 0.005-0.02; a larger one would swallow
/// the thinnest partitions, a smaller one would refuse plans traced by hand.
inline constexpr double drawing_tolerance_m = 0.01;

/// A straight stretch of an outline, across corners that do not turn.
struct Wall {
    Segment line_m;
    Vec2 along; ///< unit vector; the inside is on its left when the outline is anticlockwise
    double length_m = 0;
};

/// Part of a wall, measured from its start.
struct Stretch {
    std::size_t wall = 0;
    double from_m = 0, to_m = 0;
};

/// At least three walls for a sound outline. Cost: linear.
[[nodiscard]] std::vector<Wall> find_walls(const Polygon& outline_m);

/// Stretches of `walls` that run along one of `others`, in either direction, within the tolerance.
/// Cost: the product of the sizes.
[[nodiscard]] std::vector<Stretch> find_shared_stretches(const std::vector<Wall>& walls,
                                                         const std::vector<Wall>& others);

/// True when a disc as wide as the tolerance fits into both (anticlockwise, simple) outlines;
/// equal outlines overlap, neighbours that share an edge do not.
/// Cost: the product of the sizes times the sum of the sizes, at worst.
[[nodiscard]] bool overlaps(const Polygon& a, const Polygon& b);

/// Outline of a bed as it stands, anticlockwise.
[[nodiscard]] Polygon bed_outline_m(const Bed& bed);

} // namespace sim::plan
