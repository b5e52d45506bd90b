#include "sim/plan/smoke_cells.h"

#include "tests/support/plan_builder.h"
#include <doctest/doctest.h>

namespace {

using namespace sim::plan;

int count_of(const SmokeCells& cells, VentKind kind) {
    int n = 0;
    for (const Vent& vent : cells.vents)
        n += vent.kind == kind;
    return n;
}

const Vent& vent_of(const SmokeCells& cells, OpeningId opening) {
    for (const Vent& vent : cells.vents)
        if (vent.opening == opening) return vent;
    FAIL("no vent for that opening");
    return cells.vents.front();
}

} // namespace

TEST_CASE("smoke cells: a corridor is cut into equal pieces of at most 10 m and 5 widths") {
    tests::PlanBuilder wide, narrow;
    wide.corridor("C", {0, 0}, {42, 2.4});
    narrow.corridor("C", {0, 0}, {20, 1.2});
    const SmokeCells five = make_smoke_cells(wide.build());
    REQUIRE(five.cells.size() == 5);
    CHECK(five.cells[0].key == "C#1");
    CHECK(five.cells[4].key == "C#5");
    for (const Cell& cell : five.cells) {
        CHECK(cell.floor_area_m2 == doctest::Approx(8.4 * 2.4));
        CHECK(cell.length_m == doctest::Approx(8.4));
        CHECK(cell.width_m == doctest::Approx(2.4));
        CHECK(cell.corridor);
    }
    CHECK(make_smoke_cells(narrow.build()).cells.size() == 4); // 5 m each, not 6.7
}

TEST_CASE("smoke cells: segments meet in sections of the corridor's full width and height") {
    tests::PlanBuilder b;
    b.level("L2", 3.3, 2.8).corridor("C", {0, 0}, {2, 25});
    const SmokeCells cells = make_smoke_cells(b.build());
    REQUIRE(cells.cells.size() == 3);
    REQUIRE(count_of(cells, VentKind::section) == 2);
    for (const Vent& vent : cells.vents) {
        CHECK(vent.width_m == doctest::Approx(2));
        CHECK(vent.sill_elevation_m == doctest::Approx(3.3));
        CHECK(vent.soffit_elevation_m == doctest::Approx(6.1));
        CHECK_FALSE(vent.opening);
        CHECK(vent.b.value == vent.a.value + 1);
    }
    CHECK(cells.vents[0].at_m.y == doctest::Approx(25.0 / 3));
}

TEST_CASE("smoke cells: a short corridor keeps its own key") {
    tests::PlanBuilder b;
    b.corridor("C", {0, 0}, {8, 2});
    const SmokeCells cells = make_smoke_cells(b.build());
    REQUIRE(cells.cells.size() == 1);
    CHECK(cells.cells[0].key == "C");
}

TEST_CASE("smoke cells: a stair is one shaft from its lowest floor to its top ceiling") {
    const Plan plan = tests::floors_with_stair(3).build();
    const SmokeCells cells = make_smoke_cells(plan);
    int shafts = 0;
    for (const Cell& cell : cells.cells)
        if (cell.stair) {
            ++shafts;
            CHECK(cell.key == "stair");
            CHECK(cell.floor_area_m2 == doctest::Approx(18));
            CHECK(cell.height_m == doctest::Approx(9));
            CHECK(cell.floor_elevation_m == doctest::Approx(0));
            // Three sides of 3 x 6 m outside; the fourth is outside but for the 2 m of corridor.
            CHECK(cell.outer_wall_area_m2 == doctest::Approx((6 + 6 + 3 + 1) * 9.0));
        }
    CHECK(shafts == 1);
    const auto top = plan.openings.size() - 1; // door of the third floor's landing
    const Vent& vent = vent_of(cells, sim::core::make_id<OpeningId>(top));
    CHECK(vent.sill_elevation_m == doctest::Approx(6));
    CHECK(vent.soffit_elevation_m == doctest::Approx(8.1));
}

TEST_CASE("smoke cells: openings to the yard and windows lead to the open air") {
    auto builder = tests::row_of_rooms(2);
    builder.window("W", "R1", {2, 7}, 1.5, 0.9, 1.5);
    const auto exit = builder.opening_id("exit"), window = builder.opening_id("W");
    const Plan plan = builder.build();
    const SmokeCells cells = make_smoke_cells(plan);
    CHECK_FALSE(vent_of(cells, exit).b);
    CHECK(vent_of(cells, exit).a == cells.cells_of_space[0].back());
    CHECK_FALSE(vent_of(cells, window).b);
    CHECK(vent_of(cells, window).sill_elevation_m == doctest::Approx(0.9));
    CHECK(vent_of(cells, window).soffit_elevation_m == doctest::Approx(2.4));
    CHECK(cells.cells_of_space[builder.space_id("yard").index()].empty());
}

TEST_CASE("smoke cells: a door drawn from the open side still has its room first") {
    tests::PlanBuilder b;
    b.outside("yard", {-5, 0}, {0, 4}).room("R", {0, 0}, {4, 4}).door("D", "yard", "R", {0, 2});
    const SmokeCells cells = make_smoke_cells(b.build());
    REQUIRE(cells.vents.size() == 1);
    CHECK(cells.vents[0].a == CellId{0});
    CHECK_FALSE(cells.vents[0].b);
}

TEST_CASE("smoke cells: a shut leaf leaks round its edge, a doorway and a gap never shut") {
    tests::PlanBuilder b;
    b.room("A", {0, 0}, {4, 4}).room("B", {4, 0}, {8, 4}).door("D", "A", "B", {4, 1}, 0.9);
    b.last_opening().leak_gap_m = 0.005;
    b.door("E", "A", "B", {4, 2.5}, 1.6);
    b.last_opening().double_leaf = true;
    b.gap("G", "A", "B", {4, 3.7}, 0.5, 2.7, 0.6);
    const SmokeCells cells = make_smoke_cells(b.build());
    REQUIRE(cells.vents.size() == 3);
    CHECK(cells.vents[0].leak_area_m2 == doctest::Approx(2 * (0.9 + 2.1) * 0.005));
    CHECK(cells.vents[1].leak_area_m2 == doctest::Approx((2 * (1.6 + 2.1) + 2.1) * 0.006));
    CHECK(cells.vents[2].leak_area_m2 == 0);
    CHECK(cells.vents[2].sill_elevation_m == doctest::Approx(2.7));
    CHECK(cells.vents[2].soffit_elevation_m == doctest::Approx(3.0)); // no higher than the ceiling
}

TEST_CASE("smoke cells: outer walls are those that no other indoor space shares") {
    const Plan plan = tests::row_of_rooms(3).build();
    const SmokeCells cells = make_smoke_cells(plan);
    double sum_m2 = 0;
    for (const Cell& cell : cells.cells)
        sum_m2 += cell.outer_wall_area_m2;
    CHECK(sum_m2 == doctest::Approx(2 * (12 + 7) * 3.0)); // the block is 12 x 7 m, 3 m high
    // Corridor 12 m in two pieces: each has 6 m of south wall and one end.
    CHECK(cells.cells[0].outer_wall_area_m2 == doctest::Approx((6 + 2) * 3.0));
    CHECK(cells.cells[1].outer_wall_area_m2 == doctest::Approx((6 + 2) * 3.0));
}

TEST_CASE("smoke cells: a bent corridor keeps its area and its outer walls") {
    tests::PlanBuilder b;
    b.space("C", SpaceKind::corridor, {{0, 0}, {20, 0}, {20, 12}, {18, 12}, {18, 2}, {0, 2}});
    const SmokeCells cells = make_smoke_cells(b.build());
    double area_m2 = 0, outer_m2 = 0;
    for (const Cell& cell : cells.cells) {
        area_m2 += cell.floor_area_m2;
        outer_m2 += cell.outer_wall_area_m2;
    }
    CHECK(area_m2 == doctest::Approx(60));
    CHECK(outer_m2 == doctest::Approx(64 * 3.0));
    for (const Vent& vent : cells.vents)
        CHECK(vent.width_m == doctest::Approx(2));
}

TEST_CASE("smoke cells: a point finds its segment, also from outside its walls") {
    tests::PlanBuilder b;
    b.corridor("C", {0, 0}, {30, 2}).room("R", {0, 2}, {4, 6}).outside("yard", {30, 0}, {40, 2});
    const Plan plan = b.build();
    const SmokeCells cells = make_smoke_cells(plan);
    CHECK(cells.find_cell(plan, SpaceId{0}, {1, 1}) == CellId{0});
    CHECK(cells.find_cell(plan, SpaceId{0}, {15, 1}) == CellId{1});
    CHECK(cells.find_cell(plan, SpaceId{0}, {29, 2.5}) == CellId{2});
    CHECK(cells.find_cell(plan, SpaceId{1}, {2, 4}) == CellId{3});
    CHECK_FALSE(cells.find_cell(plan, SpaceId{2}, {35, 1}));
}
