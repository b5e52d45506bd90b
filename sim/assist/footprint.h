/// Rectangles with a heading among wall segments: does this pose touch a wall, do two devices
/// touch each other.
#pragma once
#include "sim/plan/clearance.h"
#include "sim/plan/walkable_area.h"
#include <span>
#include <vector>

namespace sim::assist {

/// Half sides of a rectangle centred on its pose; the length lies along the heading.
struct Footprint {
    double half_length_m = 1, half_width_m = 0.3;
    [[nodiscard]] double half_diagonal_m() const noexcept;
};
/// Enlarged by `margin_m` all round.
[[nodiscard]] Footprint make_footprint(const plan::DeviceShape& shape,
                                       double margin_m = 0) noexcept;

/// Unit vector of a heading.
[[nodiscard]] core::Vec2 direction_of(double heading_rad) noexcept;
[[nodiscard]] double heading_of(core::Vec2 v) noexcept;
/// Into (-pi, pi].
[[nodiscard]] double wrapped(double angle_rad) noexcept;

/// True when the segment reaches into the inside of the rectangle.
[[nodiscard]] bool hits(const Footprint& f, const plan::Pose& pose,
                        const core::Segment& s) noexcept;
/// How deep the segment reaches in: the least shift that frees the rectangle, 0 when it is free.
[[nodiscard]] double depth_m(const Footprint& f, const plan::Pose& pose,
                             const core::Segment& s) noexcept;
[[nodiscard]] bool overlaps(const Footprint& f, const plan::Pose& pose, const Footprint& g,
                            const plan::Pose& other) noexcept;
/// True when the disc touches the rectangle.
[[nodiscard]] bool overlaps(const Footprint& f, const plan::Pose& pose, core::Vec2 center_m,
                            double radius_m) noexcept;

/// What a device and its crew must not cross, by sheet.
class Walls {
public:
    Walls(const plan::Plan& plan, const plan::WalkableArea& area);

    /// Walls alone, as bodies meet them.
    [[nodiscard]] std::span<const core::Segment> of(plan::SheetId sheet) const noexcept;
    /// Walls and the jambs that give doorways their depth, within a box; appended to `out`.
    void find_near(plan::SheetId sheet, const core::Box& box,
                   std::vector<core::Segment>& out) const;
    /// Walls and the edges over which this sheet goes on to another, within a box.
    void find_bounds(plan::SheetId sheet, const core::Box& box,
                     std::vector<core::Segment>& out) const;
    /// Free distance from `p` along the unit vector `way` to the first wall, at most `limit_m`.
    [[nodiscard]] double free_distance_m(plan::SheetId sheet, core::Vec2 p, core::Vec2 way,
                                         double limit_m) const noexcept;

private:
    const plan::WalkableArea& area_;
    std::vector<std::vector<core::Segment>> jambs_; ///< by sheet
};

/// Square box round a point.
[[nodiscard]] core::Box box_round(core::Vec2 p, double reach_m) noexcept;

} // namespace sim::assist
