#include "sim/assist/footprint.h"
#include "tests/support/plan_builder.h"
#include <doctest/doctest.h>
#include <numbers>

using namespace sim::assist;
using sim::core::Segment;
using sim::core::Vec2;
using sim::plan::Pose;

namespace {

constexpr double pi = std::numbers::pi;
const Footprint box = make_footprint({2.0, 1.0});

} // namespace

TEST_CASE("footprint: a segment through the rectangle hits, one along its edge does not") {
    CHECK(hits(box, {{0, 0}, 0}, {{-5, 0}, {5, 0}}));
    CHECK(hits(box, {{0, 0}, 0}, {{0.9, 0}, {3, 0}}));
    CHECK_FALSE(hits(box, {{0, 0}, 0}, {{-5, 0.5}, {5, 0.5}}));
    CHECK_FALSE(hits(box, {{0, 0}, 0}, {{1.01, -5}, {1.01, 5}}));
    CHECK(hits(box, {{0, 0}, pi / 2}, {{-5, 0.9}, {5, 0.9}}));
}

TEST_CASE("footprint: depth is the least shift that frees the rectangle") {
    CHECK(depth_m(box, {{0, 0}, 0}, {{-5, 0.4}, {5, 0.4}}) == doctest::Approx(0.1));
    CHECK(depth_m(box, {{0, 0}, 0}, {{0.95, 0.1}, {5, 0.1}}) == doctest::Approx(0.05));
    CHECK(depth_m(box, {{0, 0}, 0}, {{0, 2}, {2, 2}}) == 0);
    CHECK(depth_m(box, {{10, 3}, pi / 2}, {{5, 3.98}, {15, 3.98}}) == doctest::Approx(0.02));
}

TEST_CASE("footprint: two rectangles overlap only when no axis parts them") {
    CHECK(overlaps(box, {{0, 0}, 0}, box, {{1.9, 0}, 0}));
    CHECK_FALSE(overlaps(box, {{0, 0}, 0}, box, {{2.1, 0}, 0}));
    CHECK(overlaps(box, {{0, 0}, 0}, box, {{0, 1.4}, pi / 2}));
    CHECK_FALSE(overlaps(box, {{0, 0}, 0}, box, {{1.7, 1.3}, -pi / 4}));
    CHECK(overlaps(box, {{0, 0}, 0}, Vec2{1.2, 0}, 0.25));
    CHECK_FALSE(overlaps(box, {{0, 0}, 0}, Vec2{1.2, 0.7}, 0.25));
}

TEST_CASE("footprint: angles wrap into half a turn either way") {
    CHECK(wrapped(3 * pi / 2) == doctest::Approx(-pi / 2));
    CHECK(wrapped(-7.0) == doctest::Approx(2 * pi - 7));
}

TEST_CASE("walls: doorways have jambs as deep as the wall, gaps in it are free") {
    const auto plan = tests::row_of_rooms(1).build();
    const auto area = sim::plan::make_walkable_area(plan);
    const Walls walls{plan, area};
    const auto sheet = sim::core::make_id<sim::plan::SheetId>(0);
    std::vector<Segment> near;
    walls.find_near(sheet, box_round({2, 2}, 0.8), near);
    CHECK(near.size() == 4); // the wall either side of the door, and two jambs
    CHECK(walls.free_distance_m(sheet, {2, 1}, {0, 1}, 20) == doctest::Approx(6));
    CHECK(walls.free_distance_m(sheet, {3.5, 1}, {0, 1}, 20) == doctest::Approx(1));
}
