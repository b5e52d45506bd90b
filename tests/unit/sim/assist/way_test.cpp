#include "sim/assist/move_planner.h"
#include "sim/assist/way.h"
#include "tests/support/plan_builder.h"
#include <doctest/doctest.h>
#include <numbers>

using namespace sim::assist;
using sim::core::Vec2;
using sim::plan::Pose;
using sim::plan::SheetId;

namespace {

constexpr double pi = std::numbers::pi;
const SheetId floor_sheet = sim::core::make_id<SheetId>(0);

Way straight_turn_straight() {
    Way way;
    way.append(floor_sheet, {{0, 0}, 0}, Gait::flat, 1.0);
    way.append(floor_sheet, {{4, 0}, 0}, Gait::flat, 1.0);
    way.append(floor_sheet, {{4, 0}, pi / 2}, Gait::flat, 1.0);
    way.append(floor_sheet, {{4, 3}, pi / 2}, Gait::flat, 1.0);
    way.cross({}, sim::core::make_id<sim::plan::SpaceId>(7));
    way.append(floor_sheet, {{4, 5}, pi / 2}, Gait::flat, 1.0);
    return way;
}

struct Room {
    sim::plan::Plan plan;
    sim::plan::WalkableArea area;
    sim::plan::WalkableMesh mesh;
    Walls walls;
    explicit Room(sim::plan::Plan p)
        : plan{std::move(p)}, area{sim::plan::make_walkable_area(plan)},
          mesh{std::move(*sim::plan::WalkableMesh::make(plan, area, 0.25))}, walls{plan, area} {}
};

} // namespace

TEST_CASE("way: a turn on the spot is as long as the arc of the device's end") {
    const Way way = straight_turn_straight();
    CHECK(way.length_m() == doctest::Approx(4 + pi / 2 + 5));
    CHECK(way.at(2).pose.center_m.x == doctest::Approx(2));
    CHECK_FALSE(way.at(2).turning);
    CHECK(way.at(4 + pi / 4).turning);
    CHECK(way.at(4 + pi / 4).pose.heading_rad == doctest::Approx(pi / 4));
    CHECK(way.at(1000).pose.center_m.y == doctest::Approx(5));
    CHECK(way.at(-1).pose.center_m.x == doctest::Approx(0));
    CHECK(way.piece_end_m(1) == doctest::Approx(4));
    CHECK(way.crossings().front().at_m == doctest::Approx(4 + pi / 2 + 3));
}

TEST_CASE("way: a detour comes back to where it left and shifts what lies ahead") {
    const Way way = straight_turn_straight();
    const Way round = way.with_detour(1, {{1, 0.8}, 0}, 1.0);
    CHECK(round.length_m() == doctest::Approx(way.length_m() - 1 + 1.6));
    CHECK(round.at(0.8).pose.center_m.y == doctest::Approx(0.8));
    CHECK(round.at(1.6).pose.center_m.x == doctest::Approx(1));
    CHECK(round.crossings().front().at_m == doctest::Approx(way.crossings().front().at_m + 0.6));
    CHECK(round.at(1000).pose.center_m.y == doctest::Approx(5));
}

TEST_CASE("move planner: turns where there is room, goes aside first where there is none") {
    Room room{tests::PlanBuilder{}.room("R", {0, 0}, {6, 4}).build()};
    MovePlanner planner{room.walls, room.mesh, {2.0, 0.6}};
    planner.enter(floor_sheet, box_round({3, 2}, 10));
    CHECK(planner.find_turn({3, 2}, 0, pi / 2));
    CHECK_FALSE(planner.find_turn({3, 0.5}, 0, pi / 2));
    CHECK(planner.slide_is_clear({1.5, 2}, {4.5, 2}, 0));
    CHECK_FALSE(planner.slide_is_clear({1.5, 2}, {5.5, 2}, 0));
    const std::vector<Pose> bed{{{3, 0.5}, 0}};
    const std::vector<LegGoal> goal{{{5.3, 2}, pi / 2}};
    const auto leg = planner.find_leg(bed, goal);
    REQUIRE(leg);
    CHECK(leg->poses.size() > 2);
    CHECK(leg->poses.back().center_m.x == doctest::Approx(5.3));
    for (const Pose& pose : leg->poses)
        CHECK(planner.is_clear(pose));
}

TEST_CASE("move planner: a device in a wall is drawn out of it, not through it") {
    Room room{tests::PlanBuilder{}.room("R", {0, 0}, {6, 4}).build()};
    MovePlanner planner{room.walls, room.mesh, {2.0, 0.9}};
    planner.enter(floor_sheet, box_round({3, 2}, 10));
    const auto free = planner.find_free_pose({{1.1, 0.35}, 0});
    REQUIRE(free);
    CHECK(planner.is_clear(*free));
    CHECK(sim::core::distance(free->center_m, {1.1, 0.35}) < 0.3);
    CHECK(free->center_m.y > 0.45);
}

TEST_CASE("move planner: a free point keeps its distance or lies in the middle") {
    Room room{tests::PlanBuilder{}.room("R", {0, 0}, {10, 1.6}).build()};
    MovePlanner planner{room.walls, room.mesh, {1.0, 0.5}};
    planner.enter(floor_sheet, box_round({5, 1}, 20));
    CHECK(planner.find_free_point({5, 0.2}, 0.5).y == doctest::Approx(0.5).epsilon(0.02));
    CHECK(planner.find_free_point({5, 0.2}, 2.0).y == doctest::Approx(0.8).epsilon(0.08));
}
