/// Ways within one sheet around corners, by Recast/Detour; one mesh for each clearance class.
/// The mesh walks a way that route_graph.h chose; bodies collide with the walls themselves.
#pragma once
#include "sim/core/result.h"
#include "sim/plan/walkable_area.h"
#include <memory>

namespace sim::plan {

class WalkableMesh {
public:
    /// @param radius_m  distance the mesh keeps from walls, within one cell of the mesh (5 cm):
    /// 0.25
    ///                  for a person on foot. Openings as wide as twice the radius and one cell
    ///                  stay open, ones narrower than twice the radius are closed.
    /// Errors: a level of more than 30,000 m2 (too_large); memory (internal).
    /// Cost: about 20 ms for a floor of 450 m2. Deterministic.
    [[nodiscard]] static core::Result<WalkableMesh> make(const Plan& plan, const WalkableArea& area,
                                                         double radius_m);
    WalkableMesh(WalkableMesh&&) noexcept;
    WalkableMesh& operator=(WalkableMesh&&) noexcept;
    ~WalkableMesh();

    /// Corners of the shortest way from a to b on one sheet, b last; empty when there is none.
    /// Points off the mesh are moved to the nearest point of it on their side of the walls, up to
    /// 1 m away.
    /// Not thread-safe: one mesh a world.
    [[nodiscard]] std::vector<Vec2> find_corners(SheetId sheet, Vec2 a, Vec2 b) const;
    /// As find_corners, but never through another opening of the space in which both lie: the
    /// shortest way across a level may lead through rooms beside it, whose doors are shut or
    /// locked. A point on an opening's line lies in the space.
    [[nodiscard]] std::vector<Vec2> find_corners_within(SpaceId space, SheetId sheet, Vec2 a,
                                                        Vec2 b) const;
    /// Nearest point of the mesh within `reach_m` on this side of the walls. Cost: microseconds.
    [[nodiscard]] std::optional<Vec2> nearest(SheetId sheet, Vec2 p, double reach_m) const;
    /// True when the mesh joins the two sides of that opening.
    [[nodiscard]] bool passes(OpeningId opening) const;

private:
    struct Impl;
    explicit WalkableMesh(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace sim::plan
