#include "sim/crowd/air_sense.h"
#include "tests/support/crowd_site.h"
#include "tests/support/patchy_smoke.h"
#include <doctest/doctest.h>

using namespace tests;
using crowd::WalkerState;

namespace {

/// A room with two exits, the short one through a lobby.
PlanBuilder two_ways() {
    PlanBuilder b;
    b.level("L1").room("room", {0, 0}, {6, 6}).room("lobby", {6, 0}, {8, 6});
    b.outside("east", {8, 0}, {14, 6}).outside("west", {-6, 0}, {0, 6});
    b.doorway("to_lobby", "room", "lobby", {6, 3}).doorway("out", "lobby", "east", {8, 3});
    b.doorway("back", "room", "west", {0, 3});
    return b;
}

} // namespace

TEST_CASE("smoke: the speed factor follows Lund's law with its floor") {
    CHECK(crowd::calc_smoke_speed_factor(0) == 1);
    CHECK(crowd::calc_smoke_speed_factor(1) == doctest::Approx(0.919).epsilon(0.001));
    CHECK(crowd::calc_smoke_speed_factor(7.5) == doctest::Approx(0.394).epsilon(0.002));
    CHECK(crowd::calc_smoke_speed_factor(20) == doctest::Approx(0.1));
}

TEST_CASE("smoke: who does not enter smoke takes the longer way, who does takes the short one") {
    for (const bool enters : {false, true}) {
        CrowdSite site(two_ways().build());
        PatchySmoke smoke;
        smoke.fill(site, "lobby", 1.2);
        site.hazard = &smoke;
        const auto id = site.add("room", {5, 3});
        site.people->set_enters_smoke(id, enters);
        site.people->go_to_any(
            id, [&](plan::SpaceId s) { return site.plan[s].kind == plan::SpaceKind::outside; });
        site.run_for(15);
        CHECK(site.people->space(id) == site.space(enters ? "east" : "west"));
    }
}

TEST_CASE("smoke: just above 3 m of visibility the way stays open") {
    CrowdSite site(two_ways().build());
    PatchySmoke smoke;
    smoke.fill(site, "lobby", 0.95);
    site.hazard = &smoke;
    const auto id = site.add("room", {5, 3});
    site.people->go_to(id, site.space("east"), {10, 3});
    CHECK(site.run_until_arrived(id, 20));
}

TEST_CASE("smoke: smoke that comes on the way turns him back") {
    CrowdSite site(two_ways().build());
    PatchySmoke smoke;
    site.hazard = &smoke;
    const auto id = site.add("room", {1.5, 3});
    site.people->go_to_any(id, [&](plan::SpaceId s) { return s == site.space("east"); });
    site.run_for(1);
    smoke.fill(site, "lobby", 2);
    site.run_for(5);
    CHECK(site.state(id) == WalkerState::no_route);
    CHECK(site.people->space(id) == site.space("room"));
    smoke.extinction_per_m.clear();
    site.run_for(15);
    CHECK(site.people->space(id) == site.space("east"));
}

TEST_CASE("smoke: who stands in smoke already may walk out through it") {
    CrowdSite site(two_ways().build());
    PatchySmoke smoke;
    smoke.fill(site, "room", 2);
    smoke.fill(site, "lobby", 2);
    site.hazard = &smoke;
    const auto id = site.add("room", {5, 3});
    site.people->go_to(id, site.space("east"), {10, 3});
    CHECK(site.run_until_arrived(id, 30));
}

TEST_CASE("smoke: counts where he breathes") {
    CrowdSite site(two_ways().build());
    PatchySmoke smoke;
    smoke.fill(site, "room", 5);
    smoke.fill(site, "lobby", 5);
    smoke.above_m = 1.6; // he breathes at 1.5 m
    site.hazard = &smoke;
    const auto id = site.add("room", {1, 3}, 1.0);
    site.people->go_to(id, site.space("east"), {12, 3});
    site.run_for(3);
    CHECK(sim::core::length(site.people->velocity_mps(id)) == doctest::Approx(1.0));
}

TEST_CASE("smoke: slows within a second of walking into it") {
    CrowdSite site(row_of_rooms(4).build());
    PatchySmoke smoke;
    smoke.fill(site, "corridor", 3);
    site.hazard = &smoke;
    const auto id = site.add("corridor", {1, 1}, 1.0);
    site.people->set_enters_smoke(id, true);
    site.people->go_to(id, site.space("corridor"), {15, 1});
    site.run_for(2);
    CHECK(sim::core::length(site.people->velocity_mps(id)) ==
          doctest::Approx(0.758).epsilon(0.002));
}

TEST_CASE("smoke: in a stairwell the height above its lowest floor counts") {
    CrowdSite site(floors_with_stair(3).build());
    PatchySmoke smoke;
    smoke.fill(site, "S1", 3);
    smoke.above_m = 6; // the top floor stands in it, the ground floor does not
    const crowd::AirSense air(site.plan, site.area, site.cells);
    CHECK(air.extinction_per_m(&smoke, site.space("S1"), Vec2{11, 1}, 1.5) == 0);
    CHECK(air.extinction_per_m(&smoke, site.space("S3"), Vec2{11, 1}, 1.5) == 3);
    const auto upper = site.area.sheet_of(sim::core::make_id<plan::FlightId>(1));
    CHECK(air.extinction_per_m(&smoke, site.space("S2"), plan::Position{upper, {0.6, 1}}, 1.5) ==
          0);
    CHECK(air.extinction_per_m(&smoke, site.space("S3"), plan::Position{upper, {0.6, 7}}, 1.5) ==
          3);
    CHECK(air.extinction_per_m(nullptr, site.space("S3"), Vec2{11, 1}, 1.5) == 0);
}
