/// How far it is from one point of a space to another without leaving the space.
#pragma once
#include "sim/plan/plan.h"

namespace sim::plan {

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
