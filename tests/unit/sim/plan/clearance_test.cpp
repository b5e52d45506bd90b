#include "sim/plan/clearance.h"

#include "tests/support/plan_builder.h"
#include <doctest/doctest.h>
#include <numbers>

namespace {

using namespace sim::plan;

constexpr double quarter = std::numbers::pi / 2;

/// Two corridors of equal width at a right angle; the corner belongs to the first.
Plan l_turn(double width_m) {
    tests::PlanBuilder b;
    b.corridor("A", {-8, 0}, {width_m, width_m}).corridor("B", {0, width_m}, {width_m, 10});
    b.doorway("D", "A", "B", {width_m / 2, width_m}, width_m);
    return b.build();
}
ClearanceAnswer round_l_turn(double width_m, const DeviceShape& bed = {}) {
    return find_clearance(l_turn(width_m), SpaceId{0}, {-3, width_m / 2}, 0, SpaceId{1},
                          OpeningId{0}, bed);
}

/// A room 5 m deep beside a corridor, with a door in the middle of the wall between them.
Plan side_door(double corridor_m, double door_m, double wall_m = 0.15) {
    tests::PlanBuilder b(wall_m);
    b.corridor("C", {-8, 0}, {8, corridor_m}).room("R", {-3, corridor_m}, {3, corridor_m + 5});
    b.door("D", "R", "C", {0, corridor_m}, door_m);
    return b.build();
}
ClearanceAnswer into_room(double corridor_m, double door_m) {
    return find_clearance(side_door(corridor_m, door_m), SpaceId{0}, {-4, corridor_m / 2}, 0,
                          SpaceId{1}, OpeningId{0}, {});
}
ClearanceAnswer out_of_room(double corridor_m, double door_m) {
    return find_clearance(side_door(corridor_m, door_m), SpaceId{1}, {1.5, corridor_m + 3}, quarter,
                          SpaceId{0}, OpeningId{0}, {});
}

} // namespace

TEST_CASE("clearance: a bed rounds an L-turn from (L/2 + d)/sqrt(2) on") {
    // 1.414 m for 2.10 x 0.95 m; with 2.5 cm all round 1.467 m. The grid may err by 1 cm.
    CHECK(round_l_turn(1.38).verdict == Clearance::blocked);
    CHECK(round_l_turn(1.40).verdict == Clearance::blocked);
    CHECK(round_l_turn(1.43).verdict == Clearance::doubtful);
    CHECK(round_l_turn(1.46).verdict == Clearance::doubtful);
    CHECK(round_l_turn(1.47).verdict == Clearance::passes); // 5 cm in all
    CHECK(round_l_turn(1.49).verdict == Clearance::passes);
    CHECK(round_l_turn(1.8).verdict == Clearance::passes);
    CHECK_FALSE(round_l_turn(1.38).at); // the turn, not the opening
}

TEST_CASE("clearance: a door narrower than the bed stops it") {
    const ClearanceAnswer answer = out_of_room(2.4, 0.8);
    CHECK(answer.verdict == Clearance::blocked);
    CHECK(answer.at == OpeningId{0});
    CHECK(out_of_room(2.4, 0.97).verdict == Clearance::doubtful);
    CHECK(out_of_room(2.4, 0.97).at == OpeningId{0});
    CHECK(out_of_room(2.4, 1.1).verdict == Clearance::passes);
}

TEST_CASE("clearance: through a 1.2 m side door from a corridor of 1.8 m, not from one of 1.6 m") {
    CHECK(into_room(1.6, 1.2).verdict == Clearance::blocked);
    CHECK(into_room(1.8, 1.2).verdict != Clearance::blocked);
    CHECK(into_room(2.4, 1.2).verdict == Clearance::passes);
    CHECK(out_of_room(1.6, 1.2).verdict == Clearance::blocked);
    CHECK(out_of_room(1.8, 1.2).verdict != Clearance::blocked);
    CHECK_FALSE(into_room(1.6, 1.2).at);
}

TEST_CASE("clearance: a deeper doorway is harder to turn through") {
    const auto with_wall = [](double wall_m) {
        return find_clearance(side_door(1.68, 1.2, wall_m), SpaceId{0}, {-4, 0.84}, 0, SpaceId{1},
                              OpeningId{0}, {})
            .verdict;
    };
    CHECK(static_cast<int>(with_wall(0.05)) <= static_cast<int>(with_wall(0.5)));
    CHECK(with_wall(0.5) == Clearance::blocked);
}

TEST_CASE("clearance: a bed that fits into a lobby only straight ahead is not through") {
    const auto into_lobby = [](double width_m, double depth_m) {
        tests::PlanBuilder b;
        b.room("R", {-3, 0}, {3, 5}).corridor("lobby", {-width_m / 2, -depth_m}, {width_m / 2, 0});
        b.door("D", "R", "lobby", {0, 0}, 1.2);
        return find_clearance(b.build(), SpaceId{0}, {0, 2}, quarter, SpaceId{1}, OpeningId{0}, {})
            .verdict;
    };
    CHECK(into_lobby(1.4, 2.2) == Clearance::blocked); // it cannot go on from there
    CHECK(into_lobby(1.4, 2.6) == Clearance::passes);  // a corridor straight ahead
    CHECK(into_lobby(6.0, 2.2) == Clearance::passes);  // turned in the doorway
}

TEST_CASE("clearance: a space that bends round the other is not taken for it") {
    tests::PlanBuilder b; // the hall surrounds the closet on three sides
    b.space("hall", SpaceKind::hall,
            {{0, 0}, {12, 0}, {12, 9}, {0, 9}, {0, 6}, {1.9, 6}, {1.9, 3}, {0, 3}});
    b.room("closet", {0, 3}, {1.9, 6}).door("D", "closet", "hall", {1.9, 4.5}, 1.0);
    const Plan plan = b.build();
    CHECK(find_clearance(plan, SpaceId{0}, {6, 4.5}, 0, SpaceId{1}, OpeningId{0}, {}).verdict ==
          Clearance::blocked);
}

TEST_CASE("clearance: a bed may stand against two walls") {
    const Plan plan = side_door(2.4, 1.2);
    const Vec2 corner{3 - 0.475, 2.4 + 5 - 1.05};
    CHECK(find_clearance(plan, SpaceId{1}, corner, quarter, SpaceId{0}, OpeningId{0}, {}).verdict ==
          Clearance::passes);
}

TEST_CASE("clearance: the answer does not depend on how the plan lies on the paper") {
    for (const double turn : {0.3, 1.0, 2.5, 4.0}) {
        for (const double width_m : {1.6, 1.85}) {
            Plan plan = side_door(width_m, 1.2);
            const Vec2 u{std::cos(turn), std::sin(turn)}, v = sim::core::left_of(u);
            const auto turned = [&](Vec2 p) { return u * p.x + v * p.y + Vec2{50, -20}; };
            for (Space& space : plan.spaces)
                for (Vec2& p : space.outline_m)
                    p = turned(p);
            Opening& door = plan.openings[0];
            door.along = u * door.along.x + v * door.along.y;
            door.center_m = turned(door.center_m);
            const auto answer = find_clearance(plan, SpaceId{0}, turned({-4, width_m / 2}), turn,
                                               SpaceId{1}, OpeningId{0}, {});
            CAPTURE(turn);
            CAPTURE(width_m);
            CHECK((answer.verdict == Clearance::blocked) == (width_m < 1.7));
        }
    }
}

TEST_CASE("clearance: a wheelchair goes where a bed does not") {
    const DeviceShape wheelchair{1.1, 0.65};
    CHECK(find_clearance(side_door(1.4, 0.9), SpaceId{1}, {1.5, 4}, 0, SpaceId{0}, OpeningId{0},
                         wheelchair)
              .verdict == Clearance::passes);
    CHECK(find_clearance(side_door(1.4, 0.9), SpaceId{1}, {1.5, 4}, 0, SpaceId{0}, OpeningId{0}, {})
              .verdict == Clearance::blocked);
}

TEST_CASE("clearance: an opening that does not join the two spaces answers blocked") {
    tests::PlanBuilder b;
    b.room("A", {0, 0}, {4, 4}).room("B", {4, 0}, {8, 4}).room("C", {8, 0}, {12, 4});
    b.door("AB", "A", "B", {4, 2}, 1.2).gap("G", "B", "C", {8, 2}, 1, 2.4, 0.5);
    const Plan plan = b.build();
    CHECK(find_clearance(plan, SpaceId{0}, {2, 2}, 0, SpaceId{2}, OpeningId{0}, {}).verdict ==
          Clearance::blocked);
    CHECK(find_clearance(plan, SpaceId{1}, {6, 2}, 0, SpaceId{2}, OpeningId{1}, {}).verdict ==
          Clearance::blocked);
}

TEST_CASE("device path: runs from the bed's place to the goal in small free steps") {
    const Plan plan = side_door(2.0, 1.2);
    const Pose start{{1.5, 5}, quarter}, goal{{-3, 1.0}, 0};
    const auto path = find_device_path(plan, SpaceId{1}, start, SpaceId{0}, OpeningId{0}, goal, {});
    REQUIRE(path.size() > 10);
    CHECK(path.front().center_m == start.center_m);
    CHECK(sim::core::distance(path.back().center_m, goal.center_m) < 1e-9);
    CHECK(std::abs(std::remainder(path.back().heading_rad - goal.heading_rad, std::numbers::pi)) <
          1e-9);
    const auto inside = [&](Vec2 p) {
        return contains(plan.spaces[0].outline_m, p, 0.02) ||
               contains(plan.spaces[1].outline_m, p, 0.02);
    };
    for (std::size_t i = 0; i < path.size(); ++i) {
        const Vec2 ahead{std::cos(path[i].heading_rad), std::sin(path[i].heading_rad)};
        const Vec2 left = sim::core::left_of(ahead);
        for (const double l : {-1.05, 1.05})
            for (const double w : {-0.475, 0.475})
                CHECK(inside(path[i].center_m + ahead * l + left * w));
        if (i == 0) continue;
        CHECK(sim::core::distance(path[i - 1].center_m, path[i].center_m) < 0.1 + 1e-9);
        CHECK(std::abs(path[i].heading_rad - path[i - 1].heading_rad) <
              5.001 * std::numbers::pi / 180);
    }
}

TEST_CASE("device path: empty when the door is too narrow") {
    const Plan plan = side_door(2.4, 0.8);
    CHECK(find_device_path(plan, SpaceId{1}, {{1.5, 5.4}, quarter}, SpaceId{0}, OpeningId{0},
                           {{-3, 1.2}, 0}, {})
              .empty());
}
