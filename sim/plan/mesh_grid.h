/// A sheet as a grid of cells in whose middle a disc can stand: exact distances to the walls, so
/// that a doorway is as wide in the grid as it is for the disc.
#pragma once
#include "sim/plan/walkable_area.h"
#include <cstdint>

namespace sim::plan {

/// Side of a cell. Range 0.02-0.1; the finest detail of the mesh, and its cost goes with 1 / its
/// square.
inline constexpr double mesh_cell_m = 0.05;

struct MeshGrid {
    Vec2 low_m; ///< corner of cell (0, 0)
    int columns = 0, rows = 0;
    std::vector<std::uint8_t> stands; ///< row by row, 1: a disc can stand in the middle of the cell
    [[nodiscard]] Vec2 middle_m(int column, int row) const noexcept {
        return low_m + Vec2{(column + 0.5) * mesh_cell_m, (row + 0.5) * mesh_cell_m};
    }
};

/// Cells whose middle lies in what is walkable and at least `radius_m` from every wall.
/// Cost: linear in the cells and in the length of the walls times radius_m.
[[nodiscard]] MeshGrid make_mesh_grid(const Plan& plan, const Sheet& sheet, double radius_m);

} // namespace sim::plan
