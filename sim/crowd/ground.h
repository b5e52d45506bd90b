/// The walls under the walkers' feet: a grid over each sheet that finds walls, openings and stair
/// edges near a point, lines of sight, and the motion of one body along walls. Built once.
#pragma once
#include "sim/plan/walkable_area.h"
#include <algorithm>
#include <cstdint>
#include <span>

namespace sim::crowd {

using core::Segment;
using core::Vec2;

/// As core::normalized, here for the loops over all walkers.
[[nodiscard]] inline Vec2 unit_of(Vec2 v) noexcept {
    const double length_m = core::length(v);
    return length_m < 1e-12 ? Vec2{} : v * (1 / length_m);
}

enum class EdgeKind : std::uint8_t { wall, passage, link };

struct Edge {
    Segment line_m;
    EdgeKind kind = EdgeKind::wall;
    std::uint32_t index = 0; ///< in the sheet's walls, passages or links
    plan::OpeningId opening; ///< passages
    Vec2 along;              ///< unit, from a to b
    double length_m = 0;
    /// Walls: to the one that faces it on that side (seen from a to b) for lane_run_m and more,
    /// or no_lane_m.
    double lane_left_m = no_lane_m, lane_right_m = no_lane_m;
    static constexpr double no_lane_m = 1e9;

    [[nodiscard]] Vec2 nearest_point(Vec2 p) const noexcept {
        const double along_m = dot(p - line_m.a, along);
        if (along_m <= 0) return line_m.a;
        return along_m >= length_m ? line_m.b : line_m.a + along * along_m;
    }
    [[nodiscard]] double distance_m(Vec2 p) const noexcept {
        return core::distance(nearest_point(p), p);
    }
};

/// The rigid motion from one sheet's frame into another's at the foot or head of a flight.
struct LinkMotion {
    Vec2 from_m, along, ahead; ///< this sheet: start of the edge, unit along it, unit out of here
    Vec2 to_m, to_along, to_ahead;
    plan::SheetId to;
    [[nodiscard]] Vec2 point(Vec2 p) const noexcept { return to_m + direction(p - from_m); }
    [[nodiscard]] Vec2 direction(Vec2 v) const noexcept {
        return to_along * dot(v, along) + to_ahead * dot(v, ahead);
    }
    /// > 0: has left this sheet by the edge.
    [[nodiscard]] double depth_m(Vec2 p) const noexcept { return dot(p - from_m, ahead); }
};

class Ground {
public:
    explicit Ground(const plan::WalkableArea& area); ///< area is borrowed

    /// Edges within wall_reach_m of p (and some beyond); borrowed. Cost: O(1).
    [[nodiscard]] std::span<const Edge> near(plan::SheetId sheet, Vec2 p) const noexcept {
        const SheetGrid& grid = sheets_[sheet.index()];
        if (grid.columns == 0) return {};
        const int column =
            std::clamp(static_cast<int>((p.x - grid.box.low.x) / cell_m), 0, grid.columns - 1);
        const int row =
            std::clamp(static_cast<int>((p.y - grid.box.low.y) / cell_m), 0, grid.rows - 1);
        const auto cell = static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.columns) +
                          static_cast<std::size_t>(column);
        return std::span(grid.edges)
            .subspan(grid.first[cell], grid.first[cell + 1] - grid.first[cell]);
    }
    /// Whether a body of that radius gets straight from a to b: no wall nearer, and no other
    /// opening or stair edge crossed than those at a and `through`. Cost: linear in the distance.
    [[nodiscard]] bool sees(plan::SheetId sheet, Vec2 a, Vec2 b, double radius_m,
                            const Segment* through) const;
    [[nodiscard]] const LinkMotion& motion(plan::SheetId sheet, std::uint32_t link) const noexcept {
        return sheets_[sheet.index()].motions[link];
    }
    [[nodiscard]] bool has_links(plan::SheetId sheet) const noexcept {
        return !sheets_[sheet.index()].motions.empty();
    }
    [[nodiscard]] const core::Box& box(plan::SheetId sheet) const noexcept {
        return sheets_[sheet.index()].box;
    }
    [[nodiscard]] std::size_t sheet_count() const noexcept { return sheets_.size(); }

    static constexpr double cell_m = 1.0; ///< side of a cell of the grid

private:
    struct SheetGrid {
        core::Box box;
        int columns = 0, rows = 0;
        std::vector<std::uint32_t> first; ///< by cell, with one more at the end
        std::vector<Edge> edges;          ///< copies, by cell
        std::vector<LinkMotion> motions;  ///< by link
    };
    static SheetGrid make_grid(const plan::Sheet& sheet);
    std::vector<SheetGrid> sheets_;
};

/// One step of a body from `from_m`, where it stands, towards `to_m`: slides along the edges in
/// `edges` that hold it, keeps its radius (or, where it had less already, at least that), moves no
/// farther than `limit_m`, never crosses an edge.
/// @param edges only those that hold this body: walls and what is shut to it
[[nodiscard]] Vec2 slide(std::span<const Segment> edges, Vec2 from_m, Vec2 to_m, double radius_m,
                         double limit_m) noexcept;

} // namespace sim::crowd
