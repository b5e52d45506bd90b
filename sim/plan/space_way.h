/// Where one can stand in a space, and ways that do not leave it.
#pragma once
#include "sim/plan/plan.h"

namespace sim::plan {

/// A point well inside what one can stand on (edge_cover.h): its centroid, or, where that lies
/// outside, the point of a 25 cm grid that is farthest from the edges.
[[nodiscard]] Vec2 find_standing_point(const Space& space);

/// Corners of the shortest way from a to b inside an outline, b last, at `clear_m` from the edges
/// it goes round; empty when there is none. Both points lie in the outline or on its edge. A leg
/// between two corners may pass nearer to an edge than that. Pure. Cost: cube of its reflex
/// corners.
[[nodiscard]] std::vector<Vec2> find_way_within(const Polygon& outline_m, Vec2 a, Vec2 b,
                                                double clear_m);

/// The shortest way inside one outline: straight where nothing stands between, else round the
/// corners that jut into the space. Points up to a wall's thickness outside (the middle of a door)
/// are taken as lying on the outline. Furniture and other people are not looked at.
class InnerWays {
public:
    /// Cost: corners that jut in, squared, times corners.
    explicit InnerWays(const Polygon& outline_m);

    /// There are corners to go round.
    [[nodiscard]] bool is_bent() const noexcept { return !corners_m_.empty(); }
    /// >= the straight distance; equal to it in a convex outline, or one without corners.
    /// Cost: none in a convex outline, else corners times the ones that jut in.
    [[nodiscard]] double length_m(Vec2 from_m, Vec2 to_m) const;

private:
    [[nodiscard]] bool sees(Vec2 from_m, Vec2 to_m) const;
    [[nodiscard]] Vec2 put_inside(Vec2 at_m) const;

    Polygon outline_m_;             ///< empty when convex
    std::vector<Vec2> corners_m_;   ///< those that jut in
    std::vector<double> between_m_; ///< shortest from corner to corner, row by row
};

} // namespace sim::plan
