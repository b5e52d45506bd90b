#include "sim/plan/route_graph.h"

#include "tests/support/plan_builder.h"
#include <doctest/doctest.h>

namespace {

using namespace sim::plan;

constexpr double closed = std::numeric_limits<double>::infinity();

/// Two rooms joined by two doors: the near one 1 m, the far one 3 m off the straight line.
tests::PlanBuilder two_doors() {
    tests::PlanBuilder b;
    b.room("A", {0, 0}, {4, 10}).room("B", {4, 0}, {8, 10});
    b.door("near", "A", "B", {4, 5}, 0.9).door("far", "A", "B", {4, 9}, 1.4);
    return b;
}

} // namespace

TEST_CASE("route graph: the way from a room to the yard goes through its door and the exit") {
    auto b = tests::row_of_rooms(3);
    const RouteGraph graph(b.build());
    const auto route = graph.find_route(b.space_id("R1"), {2, 5}, b.space_id("yard"), {15, 1}, {});
    REQUIRE(route);
    REQUIRE(route->steps.size() == 2);
    CHECK(route->steps[0].opening == b.opening_id("D1"));
    CHECK(route->steps[0].into == b.space_id("corridor"));
    CHECK(route->steps[1].opening == b.opening_id("exit"));
    const double expected_m = 3 + std::hypot(10, 1) + 3;
    CHECK(route->length_m == doctest::Approx(expected_m));
    CHECK(route->cost_s == doctest::Approx(expected_m / 1.2));
}

TEST_CASE("route graph: within one space there is nothing to pass") {
    auto b = tests::row_of_rooms(1);
    const RouteGraph graph(b.build());
    const auto route = graph.find_route(b.space_id("R1"), {1, 3}, b.space_id("R1"), {1, 6}, {});
    REQUIRE(route);
    CHECK(route->steps.empty());
    CHECK(route->length_m == doctest::Approx(3));
}

TEST_CASE("route graph: a costly door is avoided, a closed one never used") {
    auto b = two_doors();
    const RouteGraph graph(b.build());
    const auto via = [&](double near_s) -> std::string {
        RouteCosts costs;
        costs.opening_s = [&](OpeningId id) { return id == b.opening_id("near") ? near_s : 0; };
        const auto route =
            graph.find_route(b.space_id("A"), {2, 5}, b.space_id("B"), {6, 5}, costs);
        return route ? b.build()[route->steps.at(0).opening].key : "none";
    };
    CHECK(via(0) == "near");
    CHECK(via(3) == "near"); // the detour costs (2 sqrt(20) - 4) / 1.2 = 4.1 s
    CHECK(via(5) == "far");
    CHECK(via(closed) == "far");
}

TEST_CASE("route graph: narrow openings are closed to wide devices, stairs to wheels") {
    auto b = two_doors();
    RouteCosts costs;
    costs.clear_width_m = 1.0;
    const auto route =
        RouteGraph(b.build()).find_route(b.space_id("A"), {2, 5}, b.space_id("B"), {6, 5}, costs);
    REQUIRE(route);
    CHECK(route->steps[0].opening == b.opening_id("far"));
    costs.clear_width_m = 1.5;
    CHECK_FALSE(
        RouteGraph(b.build()).find_route(b.space_id("A"), {2, 5}, b.space_id("B"), {6, 5}, costs));

    auto tower = tests::floors_with_stair(2);
    const RouteGraph floors(tower.build());
    RouteCosts wheels;
    wheels.stairs_allowed = false;
    CHECK_FALSE(
        floors.find_route(tower.space_id("R2"), {3, 5}, tower.space_id("yard"), {-3, 0}, wheels));
}

TEST_CASE("route graph: stairs take their slope at the speed of the direction") {
    auto b = tests::floors_with_stair(2);
    const RouteGraph graph(b.build());
    const RouteCosts costs;
    const auto down =
        graph.find_route(b.space_id("S2"), {12, 1.75}, b.space_id("S1"), {12, 0.25}, costs);
    const auto up =
        graph.find_route(b.space_id("S1"), {12, 0.25}, b.space_id("S2"), {12, 1.75}, costs);
    REQUIRE(down);
    REQUIRE(up);
    REQUIRE(down->steps.size() == 1);
    CHECK_FALSE(down->steps[0].up);
    CHECK(up->steps[0].up);
    CHECK(down->cost_s == doctest::Approx(8 / 0.6));
    CHECK(up->cost_s == doctest::Approx(8 / 0.5));
    CHECK(up->length_m == doctest::Approx(8));
}

TEST_CASE("route graph: a smoky space is crossed only when nothing else leads on") {
    tests::PlanBuilder b; // A - B - D directly, or A - C - D the long way
    b.room("A", {0, 0}, {4, 4}).room("B", {4, 0}, {8, 4}).room("D", {8, 0}, {12, 4});
    b.room("C", {0, 4}, {12, 14});
    b.door("AB", "A", "B", {4, 2}).door("BD", "B", "D", {8, 2});
    b.door("AC", "A", "C", {2, 4}).door("CD", "C", "D", {10, 4});
    const RouteGraph graph(b.build());
    RouteCosts costs;
    const auto straight =
        graph.find_route(b.space_id("A"), {2, 2}, b.space_id("D"), {10, 2}, costs);
    CHECK(straight->steps[0].opening == b.opening_id("AB"));
    costs.space_s = [&](SpaceId id, double length_m) {
        return id == b.space_id("B") ? 10 * length_m : 0;
    };
    const auto round = graph.find_route(b.space_id("A"), {2, 2}, b.space_id("D"), {10, 2}, costs);
    CHECK(round->steps[0].opening == b.opening_id("AC"));
}

TEST_CASE("route graph: one can leave the space one stands in, whatever its price") {
    auto b = tests::row_of_rooms(1);
    RouteCosts costs;
    costs.space_s = [&](SpaceId id, double) { return id == b.space_id("R1") ? closed : 0; };
    const RouteGraph graph(b.build());
    CHECK(graph.find_route(b.space_id("R1"), {2, 5}, b.space_id("yard"), {6, 1}, costs));
    CHECK_FALSE(graph.find_route(b.space_id("yard"), {6, 1}, b.space_id("R1"), {2, 5}, costs));
}

TEST_CASE("route graph: the nearest of several goals is found") {
    auto b = tests::row_of_rooms(3);
    const RouteGraph graph(b.build());
    const auto to = graph.find_route_to_any(
        b.space_id("R2"), {6, 5},
        [&](SpaceId id) { return id == b.space_id("R1") || id == b.space_id("yard"); }, {});
    REQUIRE(to);
    CHECK(to->steps.back().into == b.space_id("R1"));
    CHECK(to->length_m == doctest::Approx(3 + 4));
    const auto here =
        graph.find_route_to_any(b.space_id("R2"), {6, 5}, [](SpaceId) { return true; }, {});
    REQUIRE(here);
    CHECK(here->steps.empty());
    CHECK_FALSE(
        graph.find_route_to_any(b.space_id("R2"), {6, 5}, [](SpaceId) { return false; }, {}));
}

TEST_CASE("route graph: of two equal ways the lower id wins") {
    tests::PlanBuilder b;
    b.room("A", {0, 0}, {4, 10}).room("B", {4, 0}, {8, 10});
    b.door("south", "A", "B", {4, 3}).door("north", "A", "B", {4, 7});
    const RouteGraph graph(b.build());
    const auto route = graph.find_route(b.space_id("A"), {2, 5}, b.space_id("B"), {6, 5}, {});
    CHECK(route->steps.at(0).opening == b.opening_id("south"));
}
