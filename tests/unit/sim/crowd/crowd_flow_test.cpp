#include "tests/support/crowd_site.h"
#include "tests/unit/sim/crowd/tries.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace tests;
using crowd::DoorMode;

namespace {

PlanBuilder hall_with_opening(double width_m) {
    PlanBuilder b;
    b.level("L1").room("hall", {0, 0}, {10, 10}, plan::SpaceKind::hall);
    b.outside("yard", {10, -20}, {60, 30}).doorway("exit", "hall", "yard", {10, 5}, width_m);
    return b;
}

/// Persons a second between the 20th and the 120th of 150, all of the same speed.
double flow_per_s(double width_m, DoorMode mode, std::uint64_t seed = 1) {
    CrowdSite site(hall_with_opening(width_m).build(), seed, mode);
    const double shift_m = 0.1 * static_cast<double>(seed % 5);
    const auto ids = fill(site, "hall", {0.4 + shift_m, 0.6}, {8.4 + shift_m, 9.4}, 150);
    const auto yard = site.space("yard");
    for (const auto id : ids)
        site.people->go_to_any(id, [=](plan::SpaceId s) { return s == yard; });
    const double first_s = site.run_until_passed("exit", 20, 400);
    return 100 / (site.run_until_passed("exit", 120, 400) - first_s);
}

double mean_flow_per_s(double width_m) {
    const std::uint64_t seeds = runs_long() ? 3 : 1;
    double sum = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed)
        sum += flow_per_s(width_m, DoorMode::emergent, seed);
    return sum / static_cast<double>(seeds);
}

} // namespace

TEST_CASE("crowd flow: 1 m lets 1.3 to 2.2 a second pass, wider ones more") {
    const double narrow = mean_flow_per_s(0.8), one = mean_flow_per_s(1.0),
                 wide = mean_flow_per_s(1.6);
    MESSAGE("0.8 m ", narrow, "  1.0 m ", one, "  1.6 m ", wide, " persons/s");
    CHECK(one > 1.3);
    CHECK(one < 2.2);
    CHECK(narrow < one);
    CHECK(one < wide);
}

TEST_CASE("crowd flow: in regulatory mode 0.98 to 1 of 1.33 persons/m/s pass") {
    const std::vector<double> all_m{0.9, 1.0, 1.2, 1.4, 1.6, 2.0}, some_m{1.0, 1.4, 2.0};
    const std::uint64_t seeds = runs_long() ? 8 : 1;
    for (const double width_m : runs_long() ? all_m : some_m)
        for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
            CAPTURE(width_m);
            CAPTURE(seed);
            const double of_cap =
                flow_per_s(width_m, DoorMode::regulatory, seed) / (1.33 * width_m);
            MESSAGE(width_m, " m: ", of_cap, " of the cap");
            CHECK(of_cap >= 0.98);
            CHECK(of_cap <= 1.02); // what was carried over before the first of the hundred
        }
}

TEST_CASE("crowd flow: in regulatory mode never more have passed than the cap allows") {
    CrowdSite site(hall_with_opening(1.4).build(), 1, DoorMode::regulatory);
    const auto yard = site.space("yard");
    for (const auto id : fill(site, "hall", {0.5, 0.6}, {8.5, 9.4}, 150))
        site.people->go_to_any(id, [=](plan::SpaceId s) { return s == yard; });
    double most = 0;
    while (site.time_s() < 90) {
        site.step();
        const int passed = site.people->opening_passages()[site.opening("exit").index()];
        most = std::max(most, passed - 1.33 * 1.4 * site.time_s());
    }
    CHECK(most <= 1e-6);
}

TEST_CASE("crowd flow: identical speeds clog no opening that two can pass") {
    CHECK(check_few(10, [] {
        const double width_m = *rc::gen::inRange(75, 140) / 100.0;
        const auto seed = static_cast<std::uint64_t>(*rc::gen::inRange(0, 1000));
        CrowdSite site(hall_with_opening(width_m).build(), seed);
        const auto ids = fill(site, "hall", {5, 2}, {9.5, 8}, 60);
        const auto yard = site.space("yard");
        for (const auto id : ids)
            site.people->go_to_any(id, [=](plan::SpaceId s) { return s == yard; });
        site.run_until_passed("exit", 60, 120);
        RC_ASSERT(site.people->opening_passages()[0] >= 60);
    }));
}

TEST_CASE("crowd flow: two streams in a corridor 2 m wide get past each other") {
    PlanBuilder b;
    b.level("L1").room("A", {0, 0}, {10, 10}, plan::SpaceKind::hall);
    b.corridor("C", {10, 4}, {20, 6}).room("B", {20, 0}, {30, 10}, plan::SpaceKind::hall);
    b.doorway("in", "A", "C", {10, 5}, 2.0).doorway("out", "C", "B", {20, 5}, 2.0);
    CrowdSite site(b.build());
    const auto east = fill(site, "A", {1, 1}, {8, 9}, 60),
               west = fill(site, "B", {22, 1}, {29, 9}, 60);
    for (const auto id : east)
        site.people->go_to(id, site.space("B"), {25, 5});
    for (const auto id : west)
        site.people->go_to(id, site.space("A"), {5, 5});
    site.run_for(240);
    for (const auto id : east)
        CHECK(site.people->space(id) == site.space("B"));
    for (const auto id : west)
        CHECK(site.people->space(id) == site.space("A"));
}
