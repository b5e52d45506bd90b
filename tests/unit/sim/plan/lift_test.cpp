#include "sim/plan/plan_file.h"
#include "sim/plan/route_graph.h"
#include "tests/support/plan_builder.h"
#include <doctest/doctest.h>

using namespace tests;
namespace core = sim::core;

namespace {

/// Two floors joined by a stair of 8 m and a lift; the way out is below.
plan::Plan with_lift() {
    PlanBuilder b;
    b.level("L1", 0);
    b.room("hall/1", {0, 0}, {10, 8});
    b.room("car/1", {10, 3}, {11.8, 5}, plan::SpaceKind::lift);
    b.outside("yard", {-10, 0}, {0, 8});
    b.opening(plan::OpeningKind::doorway, "exit", "hall/1", "yard", {0, 4}, 1.2);
    b.opening(plan::OpeningKind::door, "lift-door/1", "hall/1", "car/1", {10, 4}, 1.1);
    b.level("L2", 3);
    b.room("hall/2", {0, 0}, {10, 8});
    b.room("car/2", {10, 3}, {11.8, 5}, plan::SpaceKind::lift);
    b.outside("terrace", {-10, 0}, {0, 8});
    b.opening(plan::OpeningKind::doorway, "to-terrace", "hall/2", "terrace", {0, 4}, 1.2);
    b.opening(plan::OpeningKind::door, "lift-door/2", "hall/2", "car/2", {10, 4}, 1.1);
    plan::Plan p = b.build();
    for (plan::Opening& o : p.openings)
        if (o.kind == plan::OpeningKind::doorway) o.swings_into = {};
    plan::Lift lift;
    lift.key = "lift/1";
    lift.spaces = {p.find_space("car/1"), p.find_space("car/2")};
    lift.capacity_count = 13;
    lift.speed_mps = 1.75;
    lift.fire_service = true;
    p.lifts.push_back(lift);
    return p;
}

std::string problems_of(const plan::Plan& p) {
    const auto read = plan::parse_plan("test", plan::format_plan(p));
    std::string lines;
    if (read) return lines;
    for (const core::Problem& problem : read.error().problems)
        lines += problem.pointer + ": " + problem.what + "\n";
    return lines;
}

} // namespace

TEST_CASE("plan file: a lift is read back as it was written") {
    const plan::Plan p = with_lift();
    REQUIRE(problems_of(p) == "");
    const auto read = plan::parse_plan("test", plan::format_plan(p));
    REQUIRE(read.has_value());
    CHECK(read->lifts == p.lifts);
    CHECK(read->find_lift("lift/1"));
    CHECK((*read)[read->find_space("car/2")].kind == plan::SpaceKind::lift);
    CHECK(plan::format_plan(*read) == plan::format_plan(p));
}

TEST_CASE("plan file: what is wrong with a lift is told at its place") {
    plan::Plan p = with_lift();
    SUBCASE("one stop") {
        p.lifts[0].spaces.pop_back();
        const std::string told = problems_of(p);
        CHECK(told.find("/lifts/0/spaces: 电梯只有一个停层") != std::string::npos);
        CHECK(told.find("/spaces/4: 电梯停层 \"car/2\" 属于 0 台电梯") != std::string::npos);
    }
    SUBCASE("downwards") {
        std::swap(p.lifts[0].spaces[0], p.lifts[0].spaces[1]);
        CHECK(problems_of(p) == "/lifts/0/spaces/1: 空间 \"car/1\" 不高于前一个\n");
    }
    SUBCASE("another shaft") {
        p.spaces[p.find_space("car/2").index()].outline_m = rectangle({10, 3}, {12, 5});
        CHECK(problems_of(p) == "/lifts/0/spaces/1: 空间 \"car/2\" 和下面的停层不在同一井道里\n");
    }
    SUBCASE("a stop without a leaf") {
        plan::Opening& door = p.openings[p.find_opening("lift-door/2").index()];
        door.kind = plan::OpeningKind::doorway;
        door.swings_into = {};
        CHECK(problems_of(p) == "/lifts/0/spaces/1: 电梯停层 \"car/2\" 有 1 个门或门洞\n");
    }
    SUBCASE("a stop that is a room") {
        p.spaces[p.find_space("car/2").index()].kind = plan::SpaceKind::other;
        CHECK(problems_of(p) == "/lifts/0/spaces/1: 空间 \"car/2\" 不是电梯\n");
    }
}

TEST_CASE("route graph: a lift is a way only for whom it has a price") {
    const plan::Plan p = with_lift();
    const plan::RouteGraph graph(p);
    plan::RouteCosts costs;
    const auto way = [&] {
        return graph.find_route(p.find_space("hall/2"), {5, 4}, p.find_space("yard"), {-5, 4},
                                costs);
    };
    CHECK_FALSE(way().has_value());
    costs.lift_s = [](plan::LiftId, plan::SpaceId, plan::SpaceId) { return 20.0; };
    const auto ride = way();
    REQUIRE(ride.has_value());
    REQUIRE(ride->steps.size() == 4);
    CHECK(ride->steps[1].lift == p.find_lift("lift/1"));
    CHECK(ride->steps[1].into == p.find_space("car/1"));
    CHECK(ride->cost_s > 20);
}
