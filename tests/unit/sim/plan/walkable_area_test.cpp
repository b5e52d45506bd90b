#include "sim/plan/walkable_area.h"

#include "tests/support/plan_builder.h"
#include <doctest/doctest.h>

namespace {

using namespace sim::plan;

double wall_length_m(const Sheet& sheet) {
    double sum_m = 0;
    for (const Segment& wall : sheet.walls_m)
        sum_m += sim::core::distance(wall.a, wall.b);
    return sum_m;
}

double distance_to_walls_m(const Sheet& sheet, Vec2 p) {
    double nearest_m = 1e300;
    for (const Segment& wall : sheet.walls_m)
        nearest_m = std::min(nearest_m, sim::core::distance(wall, p));
    return nearest_m;
}

bool near(Vec2 a, Vec2 b) {
    return sim::core::distance(a, b) < 1e-9;
}

} // namespace

TEST_CASE("walkable area: a wall that two spaces share appears once, less its doors") {
    const Plan plan = tests::row_of_rooms(3).build();
    const WalkableArea area = make_walkable_area(plan);
    REQUIRE(area.sheets.size() == 1);
    // Corridor 28, rooms 3 x 18 of which 12 lie on the corridor and 2 x 5 on the next room,
    // yard 32 of which 2 lie on the corridor and 5 on the last room; doors 3 x 1.1 and 1.4.
    CHECK(wall_length_m(area.sheets[0]) == doctest::Approx(28 + 54 - 12 - 10 + 32 - 7 - 3.3 - 1.4));
    CHECK(area.sheets[0].passages.size() == 4);
    CHECK(area.sheets[0].links.empty());
}

TEST_CASE("walkable area: a shut door is a passage, a window and a gap are wall") {
    auto builder = tests::row_of_rooms(2);
    builder.window("W", "R1", {2, 7}).gap("G", "R1", "R2", {4, 4}, 1, 2.4, 0.5);
    const WalkableArea area = make_walkable_area(builder.build());
    CHECK(distance_to_walls_m(area.sheets[0], {2, 7}) < 1e-9);
    CHECK(distance_to_walls_m(area.sheets[0], {4, 4}) < 1e-9);
    CHECK(distance_to_walls_m(area.sheets[0], {2, 2}) == doctest::Approx(0.55));
}

TEST_CASE("walkable area: edges a few millimetres apart are one wall and open at its door") {
    tests::PlanBuilder b;
    b.room("A", {0, 0}, {4, 4}).room("B", {4.004, 0}, {8, 4}).door("D", "A", "B", {4.002, 2}, 1);
    const WalkableArea area = make_walkable_area(b.build());
    CHECK(distance_to_walls_m(area.sheets[0], {4.002, 2}) == doctest::Approx(0.5).epsilon(0.001));
    CHECK(wall_length_m(area.sheets[0]) == doctest::Approx(16 + 16 - 4 - 1).epsilon(0.001));
}

TEST_CASE("walkable area: on stairs only the landing is walkable and its flight edges lead on") {
    const Plan plan = tests::floors_with_stair(3).build();
    const WalkableArea area = make_walkable_area(plan);
    REQUIRE(area.sheets.size() == 5);
    const Sheet& middle = area.sheets[1];
    REQUIRE(middle.links.size() == 2); // down F1, up F2
    CHECK_FALSE(middle.links[0].up);
    CHECK(middle.links[1].up);
    CHECK(distance_to_walls_m(middle, {12, 0.2}) > 0.5);  // the flight's edge is open
    CHECK(distance_to_walls_m(middle, {12, 1.0}) < 1e-9); // between two flights it is wall
    CHECK(distance_to_walls_m(middle, {14, 2.5}) > 1);    // the well behind is no place to stand
}

TEST_CASE("walkable area: links of a landing and of its flight mirror each other") {
    const Plan plan = tests::floors_with_stair(3).build();
    const WalkableArea area = make_walkable_area(plan);
    for (std::size_t i = 0; i < area.sheets.size(); ++i)
        for (const SheetLink& link : area.sheets[i].links) {
            int back = 0;
            for (const SheetLink& other : area.sheets[link.to.index()].links)
                if (other.to.index() == i && other.flight == link.flight) {
                    CHECK(near(other.edge_m.a, link.to_edge_m.a));
                    CHECK(near(other.edge_m.b, link.to_edge_m.b));
                    CHECK(near(other.to_edge_m.a, link.edge_m.a));
                    CHECK(other.up != link.up);
                    ++back;
                }
            CHECK(back == 1);
        }
}

TEST_CASE("walkable area: left stays left on the stairs") {
    const Plan plan = tests::floors_with_stair(2).build();
    const WalkableArea area = make_walkable_area(plan);
    const SheetLink& up = area.sheets[0].links.at(0);
    // Who climbs eastwards has the north end of the first step on the left: x = 0 of the flight.
    CHECK(near(up.edge_m.a, {12, 0.9}));
    CHECK(near(up.to_edge_m.a, {0, 0}));
    const SheetLink& arrive = area.sheets[2].links.at(1);
    CHECK(near(arrive.edge_m.a, {0, 8}));
    CHECK(near(arrive.to_edge_m.a, {12, 1.1})); // now walking west: the south end
}

TEST_CASE("walkable area: sheets are laid side by side without overlap") {
    const Plan plan = tests::floors_with_stair(3).build();
    const WalkableArea area = make_walkable_area(plan);
    double east_m = -1e300;
    for (const Sheet& sheet : area.sheets) {
        sim::core::Box box;
        for (const Segment& wall : sheet.walls_m) {
            box.include(wall.a + sheet.layout_offset_m);
            box.include(wall.b + sheet.layout_offset_m);
        }
        CHECK(box.low.x > east_m);
        east_m = box.high.x;
    }
    CHECK(near(area.sheets[0].layout_offset_m, {0, 0}));
}

TEST_CASE("walkable area: a flight is drawn folded into its stairwell") {
    const Plan plan = tests::floors_with_stair(2).build();
    const WalkableArea area = make_walkable_area(plan);
    const SheetId flight = area.sheet_of(FlightId{0});
    const Polygon& well = plan.spaces[plan.flights[0].lower.index()].outline_m;
    CHECK(near(drawn_position(plan, area, {flight, {0, 0}}).at_m, {12, 0.9}));
    CHECK(near(drawn_position(plan, area, {flight, {1.3, 8}}).at_m, {12, 2.4}));
    CHECK(drawn_position(plan, area, {flight, {0.6, 4}}).level == LevelId{0});
    CHECK(drawn_position(plan, area, {flight, {0.6, 8}}).level == LevelId{1});
    Vec2 before = drawn_position(plan, area, {flight, {0.65, 0}}).at_m;
    for (double y = 0; y <= 8; y += 0.1) {
        const Vec2 at = drawn_position(plan, area, {flight, {0.65, y}}).at_m;
        CHECK(contains(well, at, 1e-6));
        CHECK(sim::core::distance(before, at) < 0.2);
        before = at;
    }
}

TEST_CASE("walkable area: a point of a level is drawn where it is") {
    const Plan plan = tests::floors_with_stair(2).build();
    const WalkableArea area = make_walkable_area(plan);
    const DrawnPosition drawn = drawn_position(plan, area, {SheetId{1}, {3, 4}});
    CHECK(drawn.level == LevelId{1});
    CHECK(near(drawn.at_m, {3, 4}));
}
