#include "tests/support/crowd_site.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace tests;
using crowd::WalkerState;

TEST_CASE("crowd: one person walks through two doors at his own speed") {
    CrowdSite site(row_of_rooms(3).build());
    const auto id = site.add("R1", {2, 5}, 1.25);
    site.people->go_to(id, site.space("R3"), {10, 5});
    REQUIRE(site.run_until_arrived(id, 60));
    CHECK(site.people->space(id) == site.space("R3"));
    CHECK(sim::core::distance(site.people->position(id).at_m, Vec2{10, 5}) < 0.31);
    CHECK(site.time_s() < 1.15 * (4 + 8 + 4) / 1.25);
    CHECK(site.people->opening_passages()[site.opening("D1").index()] == 1);
    CHECK(site.people->opening_passages()[site.opening("D3").index()] == 1);
}

TEST_CASE("crowd: a shut door is pushed in every step until it is open enough") {
    CrowdSite site(row_of_rooms(1).build());
    const std::size_t door = site.opening("D1").index();
    site.open_frac[door] = 0;
    const auto id = site.add("R1", {2, 5});
    site.people->go_to(id, site.space("corridor"), {1, 1});
    site.run_for(5);
    REQUIRE(site.people->door_pushes().size() == 1);
    CHECK(site.people->door_pushes()[0].opening == site.opening("D1"));
    CHECK(site.people->door_pushes()[0].walker == id);
    CHECK(site.state(id) == WalkerState::door_shut);
    CHECK(site.people->opening_occupants()[door] == 0);
    site.open_frac[door] = 0.79;
    site.run_for(2);
    CHECK(site.people->space(id) == site.space("R1"));
    site.open_frac[door] = 0.8;
    CHECK(site.run_until_arrived(id, site.time_s() + 10));
}

TEST_CASE("crowd: a door that shuts on somebody in it lets him out") {
    CrowdSite site(row_of_rooms(1).build());
    const std::size_t door = site.opening("D1").index();
    const auto id = site.add("R1", {2, 4});
    site.people->go_to(id, site.space("corridor"), {1, 1});
    while (site.people->opening_occupants()[door] == 0 && site.time_s() < 10)
        site.step();
    site.open_frac[door] = 0;
    CHECK(site.run_until_arrived(id, 20));
}

TEST_CASE("crowd: who finds every way locked says so, and goes when one is unlocked") {
    CrowdSite site(row_of_rooms(1).build());
    const std::size_t door = site.opening("D1").index();
    site.open_frac[door] = 0;
    site.locked[door] = 1;
    const auto id = site.add("R1", {2, 5});
    site.people->go_to(id, site.space("yard"), {6, 1});
    site.run_for(3);
    CHECK(site.state(id) == WalkerState::no_route);
    CHECK(site.people->door_pushes().empty());
    site.locked[door] = 0;
    site.run_for(8);
    CHECK(site.state(id) == WalkerState::door_shut);
}

TEST_CASE("crowd: an exit locked on the way sends him to the other") {
    PlanBuilder b;
    b.level("L1").room("hall", {0, 0}, {10, 6}, plan::SpaceKind::hall);
    b.outside("west", {-6, 0}, {0, 6}).outside("east", {10, 0}, {16, 6});
    b.door("w", "hall", "west", {0, 3}).door("e", "hall", "east", {10, 3});
    CrowdSite site(b.build());
    const auto west = site.space("west"), east = site.space("east");
    const auto id = site.add("hall", {6, 3});
    site.people->go_to_any(id, [=](plan::SpaceId s) { return s == west || s == east; });
    site.run_for(1);
    site.open_frac[site.opening("e").index()] = 0;
    site.locked[site.opening("e").index()] = 1;
    site.run_for(15);
    CHECK(site.people->space(id) == west);
}

TEST_CASE("crowd: over the stairs, space by space, at the speed of stairs") {
    CrowdSite site(floors_with_stair(3).build());
    const auto id = site.add("R3", {3, 5});
    site.people->go_to_any(id, [&](plan::SpaceId s) { return s == site.space("yard"); });
    std::vector<std::string> seen;
    double on_stairs_s = 0;
    while (site.people->space(id) != site.space("yard") && site.time_s() < 120) {
        site.step();
        const std::string& key = site.plan[site.people->space(id)].key;
        if (seen.empty() || seen.back() != key) seen.push_back(key);
        if (site.area.sheets[site.people->position(id).sheet.index()].flight)
            on_stairs_s += sim::core::tick_s;
    }
    CHECK(seen == std::vector<std::string>{"R3", "C3", "S3", "S2", "S1", "C1", "yard"});
    CHECK(on_stairs_s == doctest::Approx(2 * 8 / 0.65).epsilon(0.03));
}

TEST_CASE("crowd: half-way up a flight belongs to the upper landing") {
    CrowdSite site(floors_with_stair(2).build());
    const auto id = site.add("S1", {11, 0});
    site.people->go_to(id, site.space("C2"), {5, 1});
    while (site.state(id) != WalkerState::arrived && site.time_s() < 60) {
        site.step();
        const auto p = site.people->position(id);
        if (!site.area.sheets[p.sheet.index()].flight) continue;
        CHECK(site.people->space(id) == site.space(p.at_m.y < 4 ? "S1" : "S2"));
    }
    CHECK(site.people->space(id) == site.space("C2"));
}

TEST_CASE("crowd: sent back on a flight he turns round") {
    CrowdSite site(floors_with_stair(2).build());
    const auto id = site.add("S1", {11, 0});
    site.people->go_to(id, site.space("C2"), {5, 1});
    while (site.people->position(id).at_m.y < 1.5 ||
           !site.area.sheets[site.people->position(id).sheet.index()].flight)
        site.step();
    const double turned_s = site.time_s();
    site.people->go_to(id, site.space("C1"), {9, 1});
    REQUIRE(site.run_until_arrived(id, 60));
    CHECK(site.time_s() - turned_s < 10);
}

TEST_CASE("crowd: attached walkers go where they are put, and walk again when let go") {
    CrowdSite site(row_of_rooms(2).build());
    const auto id = site.add("R1", {2, 5});
    site.people->attach(id);
    site.people->go_to(id, site.space("yard"), {9, 1});
    site.run_for(1);
    CHECK(site.state(id) == WalkerState::attached);
    site.people->place(id, {sim::core::make_id<plan::SheetId>(0), {4, 1}}, site.space("corridor"));
    CHECK(site.people->space(id) == site.space("corridor"));
    site.people->detach(id);
    CHECK(site.state(id) == WalkerState::standing);
    site.people->go_to(id, site.space("yard"), {9, 1});
    CHECK(site.run_until_arrived(id, 20));
}

TEST_CASE("crowd: who is down or gone neither moves nor obeys") {
    CrowdSite site(row_of_rooms(1).build());
    const auto down = site.add("R1", {2, 5}), gone = site.add("R1", {3, 5});
    site.people->set_down(down);
    site.people->remove(gone);
    for (const auto id : {down, gone})
        site.people->go_to(id, site.space("corridor"), {1, 1});
    site.run_for(5);
    CHECK(site.state(down) == WalkerState::down);
    CHECK(site.state(gone) == WalkerState::gone);
    CHECK(site.people->position(down).at_m == Vec2{2, 5});
}

TEST_CASE("crowd: one who lies in a doorway is stepped over") {
    CrowdSite site(row_of_rooms(1).build());
    const auto down = site.add("R1", {2, 2.1}), id = site.add("R1", {2, 5});
    site.people->set_down(down);
    site.people->go_to(id, site.space("corridor"), {1, 1});
    CHECK(site.run_until_arrived(id, 20));
}

TEST_CASE("crowd: somebody who stands in the way steps aside") {
    PlanBuilder b;
    b.corridor("c", {0, 0}, {20, 1.2});
    CrowdSite site(b.build());
    for (int k = 0; k < 4; ++k)
        site.add("c", {6.0 + 0.5 * k, 0.6});
    const auto id = site.add("c", {1, 0.6});
    site.people->go_to(id, site.space("c"), {18, 0.6});
    CHECK(site.run_until_arrived(id, 60));
}

TEST_CASE("crowd: walkers keep out of a device that stands in the corridor") {
    PlanBuilder b;
    b.corridor("c", {0, 0}, {20, 2.4});
    CrowdSite site(b.build());
    site.obstacles.push_back({sim::core::make_id<plan::SheetId>(0), {10, 0.8}, {}, 0.5});
    const auto id = site.add("c", {1, 0.8});
    site.people->go_to(id, site.space("c"), {18, 0.8});
    double nearest_m = 100;
    while (site.state(id) != WalkerState::arrived && site.time_s() < 60) {
        site.step();
        nearest_m =
            std::min(nearest_m, sim::core::distance(site.people->position(id).at_m, {10, 0.8}));
    }
    CHECK(site.state(id) == WalkerState::arrived);
    CHECK(nearest_m > 0.5 + 0.2 * 0.62 - 0.02);
}

TEST_CASE("crowd: many sent to one point gather round it and stop") {
    CrowdSite site(row_of_rooms(3).build());
    const auto ids = fill(site, "corridor", {0.5, 0.4}, {9, 1.6}, 20);
    for (const auto id : ids)
        site.people->go_to(id, site.space("yard"), {15, 2});
    site.run_for(90);
    for (const auto id : ids)
        CHECK(site.state(id) == WalkerState::arrived);
}

TEST_CASE("crowd: a speed factor scales the speed, and zero stops") {
    CrowdSite site(row_of_rooms(4).build());
    const auto id = site.add("corridor", {1, 1}, 1.0);
    site.people->set_speed_factor(id, 0.5);
    site.people->go_to(id, site.space("corridor"), {15, 1});
    site.run_for(4);
    CHECK(sim::core::length(site.people->velocity_mps(id)) == doctest::Approx(0.5));
    site.people->set_speed_factor(id, 0);
    const Vec2 at = site.people->position(id).at_m;
    site.run_for(2);
    CHECK(sim::core::distance(at, site.people->position(id).at_m) < 0.1);
}

TEST_CASE("crowd: round the corner of a bent room") {
    PlanBuilder b;
    b.space("bend", plan::SpaceKind::corridor,
            {{0, 0}, {12, 0}, {12, 12}, {10, 12}, {10, 2}, {0, 2}});
    CrowdSite site(b.build());
    const auto id = site.add("bend", {1, 1});
    site.people->go_to(id, site.space("bend"), {11, 11});
    REQUIRE(site.run_until_arrived(id, 40));
    CHECK(site.time_s() < 1.1 * (9 + 1.5 + 10) / 1.25);
}
