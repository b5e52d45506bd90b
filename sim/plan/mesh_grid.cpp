#include "sim/plan/mesh_grid.h"

#include "sim/plan/edge_cover.h"
#include <algorithm>

namespace sim::plan {

namespace {

std::vector<Polygon> walkable_outlines(const Plan& plan, const Sheet& sheet) {
    if (sheet.flight) {
        const double w = plan[sheet.flight].width_m, l = plan[sheet.flight].slope_length_m;
        return {{{0, 0}, {w, 0}, {w, l}, {0, l}}};
    }
    std::vector<Polygon> outlines;
    for (const Space& space : plan.spaces)
        if (space.level == sheet.level) outlines.push_back(walkable_outline(space));
    return outlines;
}

/// First cell whose middle is not below `at_m`, within 0 .. count.
int first_cell(double at_m, double low_m, int count) {
    return static_cast<int>(
        std::clamp(std::ceil((at_m - low_m) / mesh_cell_m - 0.5), 0.0, static_cast<double>(count)));
}

void fill(MeshGrid& grid, const Polygon& outline) {
    const core::Box box = core::bounds(outline);
    const int last = first_cell(box.high.y, grid.low_m.y, grid.rows);
    for (int row = first_cell(box.low.y, grid.low_m.y, grid.rows); row < last; ++row) {
        const std::vector<double> cuts = cuts_along_row(outline, grid.middle_m(0, row).y);
        for (std::size_t i = 0; i + 1 < cuts.size(); i += 2) {
            const int from = first_cell(cuts[i], grid.low_m.x, grid.columns);
            const int to = first_cell(cuts[i + 1], grid.low_m.x, grid.columns);
            std::fill(grid.stands.begin() + row * grid.columns + from,
                      grid.stands.begin() + row * grid.columns + to, std::uint8_t{1});
        }
    }
}

void clear_near(MeshGrid& grid, const Segment& wall, double radius_m) {
    core::Box box;
    box.include(wall.a);
    box.include(wall.b);
    const double nearer_m = radius_m - 1e-9; // a doorway exactly as wide as the disc lets it pass
    const int columns_from = first_cell(box.low.x - radius_m, grid.low_m.x, grid.columns);
    const int columns_to = first_cell(box.high.x + radius_m, grid.low_m.x, grid.columns);
    const int rows_from = first_cell(box.low.y - radius_m, grid.low_m.y, grid.rows);
    const int rows_to = first_cell(box.high.y + radius_m, grid.low_m.y, grid.rows);
    for (int row = rows_from; row < rows_to; ++row)
        for (int column = columns_from; column < columns_to; ++column)
            if (core::distance(wall, grid.middle_m(column, row)) < nearer_m)
                grid.stands[static_cast<std::size_t>(row) * grid.columns + column] = 0;
}

} // namespace

MeshGrid make_mesh_grid(const Plan& plan, const Sheet& sheet, double radius_m) {
    const std::vector<Polygon> outlines = walkable_outlines(plan, sheet);
    core::Box box;
    for (const Polygon& outline : outlines)
        for (const Vec2 corner : outline)
            box.include(corner);
    MeshGrid grid;
    if (box.empty()) return grid;
    grid.low_m = box.low;
    grid.columns = static_cast<int>(std::ceil((box.high.x - box.low.x) / mesh_cell_m));
    grid.rows = static_cast<int>(std::ceil((box.high.y - box.low.y) / mesh_cell_m));
    grid.stands.assign(static_cast<std::size_t>(grid.columns) * grid.rows, 0);
    for (const Polygon& outline : outlines)
        fill(grid, outline);
    for (const Segment& wall : sheet.walls_m)
        clear_near(grid, wall, radius_m);
    return grid;
}

} // namespace sim::plan
