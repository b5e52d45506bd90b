#include "sim/plan/mesh_grid.h"

#include "tests/support/plan_builder.h"
#include <doctest/doctest.h>

using namespace sim::plan;

TEST_CASE("mesh grid: a disc stands where it keeps its radius from every wall, and nowhere else") {
    auto builder = tests::floors_with_stair(2);
    const Plan plan = builder.build();
    const WalkableArea area = make_walkable_area(plan);
    for (const Sheet& sheet : area.sheets) {
        const MeshGrid grid = make_mesh_grid(plan, sheet, 0.3);
        int wrong = 0, standing = 0;
        for (int row = 0; row < grid.rows; ++row)
            for (int column = 0; column < grid.columns; ++column) {
                const Vec2 p = grid.middle_m(column, row);
                bool inside = sheet.flight && p.x > 0 && p.x < 1.3 && p.y > 0 && p.y < 8;
                for (const Space& space : plan.spaces)
                    if (!sheet.flight && space.level == sheet.level)
                        inside = inside || contains(space.landing_m.empty() ? space.outline_m
                                                                            : space.landing_m,
                                                    p);
                double wall_m = 1e300;
                for (const Segment& wall : sheet.walls_m)
                    wall_m = std::min(wall_m, sim::core::distance(wall, p));
                const bool stands =
                    grid.stands[static_cast<std::size_t>(row) * grid.columns + column] != 0;
                wrong += stands != (inside && wall_m >= 0.3 - 1e-9);
                standing += stands;
            }
        CHECK(wrong == 0);
        CHECK(standing > 1000);
    }
}
