#include "sim/plan/walkable_mesh.h"

#include "tests/support/plan_builder.h"
#include <doctest/doctest.h>

namespace {

using namespace sim::plan;

constexpr double person_m = 0.25;

WalkableMesh make_mesh(const Plan& plan, const WalkableArea& area, double radius_m) {
    auto mesh = WalkableMesh::make(plan, area, radius_m);
    REQUIRE(mesh);
    return std::move(*mesh);
}

double way_length_m(Vec2 from, const std::vector<Vec2>& corners) {
    double sum_m = 0;
    for (const Vec2 corner : corners) {
        sum_m += sim::core::distance(from, corner);
        from = corner;
    }
    return sum_m;
}

double nearest_wall_m(const Sheet& sheet, Vec2 p) {
    double nearest = 1e300;
    for (const Segment& wall : sheet.walls_m)
        nearest = std::min(nearest, sim::core::distance(wall, p));
    return nearest;
}

} // namespace

TEST_CASE("walkable mesh: in an empty room the way is the straight line") {
    tests::PlanBuilder b;
    b.room("A", {0, 0}, {10, 8});
    const Plan plan = b.build();
    const WalkableArea area = make_walkable_area(plan);
    const auto corners = make_mesh(plan, area, person_m).find_corners(SheetId{0}, {1, 1}, {9, 7});
    REQUIRE(corners.size() == 1);
    CHECK(sim::core::distance(corners[0], {9, 7}) < 1e-4);
}

TEST_CASE("walkable mesh: round a corner the way is taut and keeps its distance") {
    tests::PlanBuilder b; // an L; its inner corner at (6, 6)
    b.space("L", SpaceKind::hall, {{0, 0}, {12, 0}, {12, 6}, {6, 6}, {6, 12}, {0, 12}});
    const Plan plan = b.build();
    const WalkableArea area = make_walkable_area(plan);
    const auto corners = make_mesh(plan, area, person_m).find_corners(SheetId{0}, {11, 5}, {5, 11});
    REQUIRE(corners.size() >= 2);
    CHECK(nearest_wall_m(area.sheets[0], corners[0]) > person_m - 0.06);
    const double taut_m = 2 * sim::core::distance(Vec2{11, 5}, {6 - 0.177, 6 - 0.177});
    CHECK(way_length_m({11, 5}, corners) < taut_m * 1.02);
    CHECK(way_length_m({11, 5}, corners) > 2 * sim::core::distance(Vec2{11, 5}, {6, 6}));
}

TEST_CASE("walkable mesh: a way from room to room leads through both doors") {
    const Plan plan = tests::row_of_rooms(3).build();
    const WalkableArea area = make_walkable_area(plan);
    const WalkableMesh mesh = make_mesh(plan, area, person_m);
    const auto corners = mesh.find_corners(SheetId{0}, {1, 6}, {11, 6});
    REQUIRE(corners.size() >= 3);
    Vec2 from{1, 6};
    for (const Vec2 corner : corners) {
        for (const Segment& wall : area.sheets[0].walls_m)
            CHECK_FALSE(intersects(wall, {from, corner}));
        from = corner;
    }
    CHECK(sim::core::distance(from, {11, 6}) < 1e-4);
}

TEST_CASE("walkable mesh: doors stay open from twice the radius on and are closed below") {
    for (const double radius_m : {0.25, 0.35, 0.45})
        for (double width_m = 0.45; width_m < 1.3; width_m += 0.05)
            for (const double shift_m : {0.0, 0.013, 0.027, 0.041}) {
                tests::PlanBuilder b;
                b.room("A", {0, 0}, {4, 4}).room("B", {4, 0}, {8, 4});
                b.door("D", "A", "B", {4, 2 + shift_m}, width_m);
                const Plan plan = b.build();
                const WalkableArea area = make_walkable_area(plan);
                const bool passes = make_mesh(plan, area, radius_m).passes(OpeningId{0});
                CAPTURE(radius_m);
                CAPTURE(width_m);
                CAPTURE(shift_m);
                if (width_m >= 2 * radius_m + 0.06) CHECK(passes);
                if (width_m < 2 * radius_m - 0.001) CHECK_FALSE(passes);
            }
}

TEST_CASE("walkable mesh: doors in slanted walls stay open") {
    for (double angle = 0.1; angle < 1.6; angle += 0.17) {
        const Vec2 u{std::cos(angle), std::sin(angle)}, v = sim::core::left_of(u);
        tests::PlanBuilder b;
        b.space("A", SpaceKind::hall, {{0, 0}, u * 4, u * 4 + v * 4, v * 4});
        b.space("B", SpaceKind::hall, {u * 4, u * 8, u * 8 + v * 4, u * 4 + v * 4});
        b.door("D", "A", "B", u * 4 + v * 2, 0.65);
        const Plan plan = b.build();
        CAPTURE(angle);
        CHECK(make_mesh(plan, make_walkable_area(plan), person_m).passes(OpeningId{0}));
    }
}

TEST_CASE("walkable mesh: no way where there is no door") {
    tests::PlanBuilder b;
    b.room("A", {0, 0}, {4, 4}).room("B", {4, 0}, {8, 4});
    const Plan plan = b.build();
    const WalkableArea area = make_walkable_area(plan);
    CHECK(make_mesh(plan, area, person_m).find_corners(SheetId{0}, {1, 1}, {7, 1}).empty());
}

TEST_CASE("walkable mesh: a point beside a wall moves to its own side of it") {
    tests::PlanBuilder b; // a closet too narrow for the mesh beside a hall
    b.room("closet", {0, 0}, {0.4, 4}).room("hall", {0.4, 0}, {6, 4});
    const Plan plan = b.build();
    const WalkableArea area = make_walkable_area(plan);
    const WalkableMesh mesh = make_mesh(plan, area, person_m);
    CHECK_FALSE(mesh.nearest(SheetId{0}, {0.3, 2}, 1.0));
    const auto hall = mesh.nearest(SheetId{0}, {0.45, 2}, 1.0);
    REQUIRE(hall);
    CHECK(hall->x > 0.55);
    CHECK_FALSE(mesh.nearest(SheetId{0}, {0.45, 2}, 0.1));
    const auto same = mesh.nearest(SheetId{0}, {3, 2}, 0.5);
    REQUIRE(same);
    CHECK(sim::core::distance(*same, {3, 2}) < 1e-4);
}

TEST_CASE("walkable mesh: flights are sheets one can walk along") {
    const Plan plan = tests::floors_with_stair(2).build();
    const WalkableArea area = make_walkable_area(plan);
    const WalkableMesh mesh = make_mesh(plan, area, person_m);
    const auto corners = mesh.find_corners(area.sheet_of(FlightId{0}), {0.6, 0.1}, {0.7, 7.9});
    REQUIRE(corners.size() == 1);
    CHECK(sim::core::distance(corners[0], {0.7, 7.9}) < 0.06);
    // From the landing's door to the first step.
    CHECK_FALSE(mesh.find_corners(SheetId{0}, {10.5, 1}, {11.9, 0.2}).empty());
}

TEST_CASE("walkable mesh: the same plan gives the same corners") {
    const Plan plan = tests::row_of_rooms(4).build();
    const WalkableArea area = make_walkable_area(plan);
    const auto first = make_mesh(plan, area, person_m).find_corners(SheetId{0}, {1, 6}, {20, 5});
    const auto second = make_mesh(plan, area, person_m).find_corners(SheetId{0}, {1, 6}, {20, 5});
    CHECK(first == second);
}
