#include "sim/plan/space_way.h"

#include "sim/plan/route_graph.h"
#include "tests/support/plan_builder.h"
#include <cmath>
#include <doctest/doctest.h>
#include <random>

namespace {

using namespace sim::plan;

double apart_m(Vec2 a, Vec2 b) {
    return sim::core::distance(a, b);
}

/// Two arms of 2 m width that meet at the origin's corner; the corner that juts in is (2, 2).
const Polygon bent{{0, 0}, {10, 0}, {10, 2}, {2, 2}, {2, 10}, {0, 10}};
/// A U: two corners jut in.
const Polygon twice_bent{{0, 0}, {10, 0}, {10, 8}, {8, 8}, {8, 2}, {2, 2}, {2, 8}, {0, 8}};

} // namespace

TEST_CASE("space way: straight in a convex outline, and where nothing juts in between") {
    CHECK(InnerWays({{0, 0}, {5, 0}, {5, 4}, {0, 4}}).length_m({0, 0}, {5, 4}) ==
          doctest::Approx(std::hypot(5, 4)));
    CHECK_FALSE(InnerWays({{0, 0}, {5, 0}, {5, 4}, {0, 4}}).is_bent());
    CHECK(InnerWays({}).length_m({0, 0}, {3, 4}) == doctest::Approx(5));
    const InnerWays ways(bent);
    CHECK(ways.is_bent());
    CHECK(ways.length_m({1, 1}, {9, 1}) == doctest::Approx(8));
    CHECK(ways.length_m({0, 0}, {0, 10}) == doctest::Approx(10)); // along the wall
    CHECK(ways.length_m({4, 2}, {2, 2}) == doctest::Approx(2));   // up to the corner
}

TEST_CASE("space way: goes round the corners that jut in, whichever way the outline turns") {
    const double expected_m = 2 * apart_m({9, 1}, {2, 2});
    CHECK(InnerWays(bent).length_m({9, 1}, {1, 9}) == doctest::Approx(expected_m));
    Polygon turned(bent.rbegin(), bent.rend());
    CHECK(InnerWays(turned).length_m({9, 1}, {1, 9}) == doctest::Approx(expected_m));
    CHECK(InnerWays(twice_bent).length_m({1, 7}, {9, 7}) ==
          doctest::Approx(2 * apart_m({1, 7}, {2, 2}) + 6));
}

TEST_CASE("space way: the middle of a door in a thick wall counts as on the outline") {
    CHECK(InnerWays(bent).length_m({10.1, 1}, {1, 10.1}) ==
          doctest::Approx(2 * apart_m({10, 1}, {2, 2})));
}

TEST_CASE(
    "space way: never shorter than straight, the same back, no longer than by a third point") {
    const InnerWays ways(twice_bent);
    std::mt19937 draw(7);
    std::uniform_real_distribution<double> along(0, 10);
    std::vector<Vec2> points;
    while (points.size() < 40)
        if (const Vec2 p{along(draw), along(draw)}; sim::core::contains(twice_bent, p))
            points.push_back(p);
    for (const Vec2 a : points)
        for (const Vec2 b : points) {
            const double m = ways.length_m(a, b);
            CHECK(m >= apart_m(a, b) - 1e-9);
            CHECK(m == doctest::Approx(ways.length_m(b, a)));
            CHECK(m <= ways.length_m(a, points[0]) + ways.length_m(points[0], b) + 1e-9);
        }
}

TEST_CASE("space way: a route takes the door that is near on foot, not through the wall") {
    // From one arm of a corridor like a U the other is 6 m away as the crow flies, 36 m on foot.
    tests::PlanBuilder b;
    const Polygon u{{0, 0}, {20, 0}, {20, 2}, {2, 2}, {2, 4}, {20, 4}, {20, 6}, {0, 6}};
    b.space("corridor", SpaceKind::corridor, u);
    b.room("R", {15, -4}, {19, 0}).room("hall", {20, 0}, {22, 8}).room("goal", {16, 6}, {20, 8});
    b.door("D", "R", "corridor", {17, 0}).door("over", "corridor", "goal", {17, 6});
    b.door("east", "corridor", "hall", {20, 1}).door("north", "hall", "goal", {20, 7});
    const RouteGraph graph(b.build());
    const auto route = graph.find_route(b.space_id("R"), {17, -1}, b.space_id("goal"), {18, 7}, {});
    REQUIRE(route);
    REQUIRE(route->steps.size() == 3);
    CHECK(route->steps[1].opening == b.opening_id("east"));
    CHECK(route->length_m == doctest::Approx(1 + std::hypot(3, 1) + 6 + 2));
}
