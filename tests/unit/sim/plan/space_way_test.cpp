#include "sim/plan/space_way.h"
#include "sim/plan/walkable_mesh.h"
#include "tests/support/plan_builder.h"
#include <doctest/doctest.h>

using namespace tests;

namespace {

/// A yard round three sides of a house: straight across from its west end to its east one leads
/// through the house.
const plan::Polygon yard_m{{-4, 0}, {0, 0}, {0, 6}, {20, 6}, {20, 0}, {24, 0}, {24, 10}, {-4, 10}};

double length_of(Vec2 from, const std::vector<Vec2>& corners) {
    double length_m = 0;
    for (const Vec2 p : corners) {
        length_m += sim::core::distance(from, p);
        from = p;
    }
    return length_m;
}

} // namespace

TEST_CASE("space way: straight where nothing lies between, round the corners where it does") {
    CHECK(plan::find_way_within(yard_m, {-2, 8}, {22, 8}, 0.25).size() == 1);
    const auto round = plan::find_way_within(yard_m, {-2, 1}, {22, 1}, 0.25);
    REQUIRE(round.size() == 3);
    CHECK(round[0].x == doctest::Approx(-0.25));
    CHECK(round[0].y == doctest::Approx(6.25));
    CHECK(round.back() == Vec2{22, 1});
    CHECK(length_of({-2, 1}, round) < 32);
}

TEST_CASE("space way: none to a point outside") {
    CHECK(plan::find_way_within(yard_m, {-2, 8}, {10, 3}, 0.25).empty());
}

TEST_CASE("space way: one stands on a stair's landing, and inside a bent space") {
    plan::Space stair;
    stair.kind = plan::SpaceKind::stair;
    stair.outline_m = rectangle({0, 0}, {6, 3});
    stair.landing_m = rectangle({0, 0}, {1.6, 3});
    CHECK(plan::find_standing_point(stair).x == doctest::Approx(0.8));
    plan::Space yard;
    yard.outline_m = {{0, 0}, {1, 0}, {1, 9}, {9, 9}, {9, 0}, {10, 0}, {10, 10}, {0, 10}};
    const Vec2 p = plan::find_standing_point(yard);
    CHECK(sim::core::contains(yard.outline_m, p));
}

TEST_CASE("mesh: a way across the yard does not lead through the house beside it") {
    PlanBuilder b;
    b.level("L1").space("yard", plan::SpaceKind::outside, yard_m);
    b.corridor("house", {0, 0}, {20, 6});
    b.door("west", "house", "yard", {0, 3}, 1.2).door("east", "house", "yard", {20, 3}, 1.2);
    const plan::Plan drawn = b.build();
    const auto area = plan::make_walkable_area(drawn);
    const auto mesh = plan::WalkableMesh::make(drawn, area, 0.25);
    REQUIRE(mesh);
    const plan::SheetId sheet = area.sheet_of(drawn.spaces[0].level);
    const Vec2 from{-2, 3}, to{22, 3};
    CHECK(length_of(from, mesh->find_corners(sheet, from, to)) < 25); // as the crow flies
    const auto round = mesh->find_corners_within(b.space_id("yard"), sheet, from, to);
    CHECK(length_of(from, round) > 27);
    for (const Vec2 corner : round)
        CHECK(sim::core::contains(yard_m, corner));
}
