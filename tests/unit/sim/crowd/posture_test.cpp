#include "sim/crowd/posture.h"

#include "sim/crowd/crowd_constants.h"
#include "tests/support/patchy_smoke.h"
#include <doctest/doctest.h>

using namespace tests;
using crowd::Posture;

namespace {

/// A corridor of 30 x 4 m, and at its east end a stair of 1.8 m up to a landing.
plan::Plan corridor_and_stair() {
    PlanBuilder b;
    b.level("L1").room("corridor", {0, 0}, {30, 4}, plan::SpaceKind::corridor);
    b.stairwell("low", {30, 0}, {34, 4}, {30, 0}, {34, 4});
    b.doorway("foot", "corridor", "low", {30, 2}, 1.6);
    b.level("L2", 3).stairwell("high", {30, 0}, {34, 4}, {30, 0}, {34, 4});
    b.stair("stair", {"low", "high"});
    b.flight("F", "low", "high", {{34, 1}, {34, 2.8}}, {{30, 1}, {30, 2.8}}, 10);
    return b.build();
}

struct Scene {
    CrowdSite site{corridor_and_stair()};
    PatchySmoke smoke;
    Scene() { site.hazard = &smoke; }
    void fill(double extinction_per_m, double above_m) {
        smoke.above_m = above_m;
        for (const char* space : {"corridor", "low", "high"})
            smoke.fill(site, space, extinction_per_m);
    }
    crowd::WalkerId walk(Vec2 from_m, bool can_crawl = true, bool holds_handrail = false) {
        crowd::WalkerSpec spec;
        spec.key = "p";
        spec.space = site.space("corridor");
        spec.start = {site.area.sheet_of(site.plan[spec.space].level), from_m};
        spec.free_speed_mps = 1.0;
        spec.enters_smoke = true;
        spec.can_crawl = can_crawl;
        spec.holds_handrail = holds_handrail;
        const auto id = site.people->add(spec);
        site.people->go_to(id, site.space("high"), {32, 3.5});
        return id;
    }
    [[nodiscard]] double speed_mps(crowd::WalkerId id) const {
        return sim::core::length(site.people->velocity_mps(id));
    }
    /// Until he is so far up the flight; answers where he is across it.
    double across_flight_m(crowd::WalkerId id, double up_m) {
        const auto flight = site.area.sheet_of(sim::core::make_id<plan::FlightId>(0));
        while (site.time_s() < 120) {
            site.step();
            const plan::Position p = site.people->position(id);
            if (p.sheet == flight && p.at_m.y > up_m) return p.at_m.x;
        }
        return -1;
    }
};

} // namespace

TEST_CASE("posture: one gets down where little is seen upright and much more near the floor") {
    CHECK(!crowd::is_worth_crawling(0, 0, false));
    CHECK(!crowd::is_worth_crawling(0.9, 0, false)); // 3.3 m are seen
    CHECK(crowd::is_worth_crawling(1.1, 0, false));
    CHECK(crowd::is_worth_crawling(2, 1, false));
    CHECK(!crowd::is_worth_crawling(2, 1.1, false));
    CHECK(crowd::is_worth_crawling(2, 1.1, true)); // stays down
    CHECK(crowd::is_worth_crawling(0.9, 0, true));
    CHECK(!crowd::is_worth_crawling(0.7, 0, true));
    CHECK(crowd::calc_breathing_height_m(Posture::upright, 1.5) == 1.5);
    CHECK(crowd::calc_breathing_height_m(Posture::crawling, 1.5) == 0.5);
    CHECK(crowd::calc_breathing_height_m(Posture::crawling, 0.4) == 0.4); // a child
}

TEST_CASE("posture: under a low layer he crawls, at half his speed, and gets up when it lifts") {
    Scene s;
    s.fill(3, 1.0);
    const auto id = s.walk({2, 2});
    s.site.run_for(4);
    CHECK(s.site.people->posture(id) == Posture::crawling);
    CHECK(s.site.people->breathing_height_m(id) == 0.5);
    CHECK(s.speed_mps(id) == doctest::Approx(crowd::crawl_speed_ratio).epsilon(0.01));
    s.smoke.above_m = 1.8;
    s.site.run_for(3);
    CHECK(s.site.people->posture(id) == Posture::upright);
    CHECK(s.site.people->breathing_height_m(id) == 1.5);
    CHECK(s.speed_mps(id) == doctest::Approx(1.0).epsilon(0.01));
}

TEST_CASE("posture: nobody crawls in smoke that is even, nor who cannot, nor on stairs") {
    const auto after_4_s = [](double above_m, bool can_crawl) {
        Scene s;
        s.fill(3, above_m);
        const auto id = s.walk({2, 2}, can_crawl);
        s.site.run_for(4);
        CHECK(s.site.people->posture(id) == Posture::upright);
        CHECK(s.speed_mps(id) == doctest::Approx(crowd::calc_smoke_speed_factor(3)).epsilon(0.01));
    };
    after_4_s(0, true);
    after_4_s(1.0, false);
    Scene stairs;
    stairs.fill(3, 1.0);
    const auto third = stairs.walk({27, 2});
    CHECK(stairs.across_flight_m(third, 1.5) > 0);
    CHECK(stairs.site.people->posture(third) == Posture::upright);
}

TEST_CASE("posture: who is put down lies") {
    Scene s;
    const auto id = s.walk({2, 2});
    s.site.people->set_down(id);
    CHECK(s.site.people->posture(id) == Posture::lying);
}

TEST_CASE("by hand: where little is seen people go along the wall, in clear air down the middle") {
    for (const double k : {0.0, 0.5, 2.0, 5.0}) {
        Scene s;
        s.fill(k, 0);
        const auto id = s.walk({2, 1.2});
        s.site.run_for(8);
        const double from_wall_m = s.site.people->position(id).at_m.y - 0.2;
        CAPTURE(k);
        if (k > 1)
            CHECK(from_wall_m == doctest::Approx(crowd::by_hand_m).epsilon(0.1));
        else
            CHECK(from_wall_m > 0.7);
        CHECK(s.site.run_until_arrived(id, 120));
    }
}

TEST_CASE("by hand: out of sight of any wall they go straight on") {
    Scene s;
    s.fill(5, 0); // 0.6 m are seen, 1.5 m felt
    const auto id = s.walk({2, 2});
    s.site.run_for(8);
    CHECK(s.site.people->position(id).at_m.y == doctest::Approx(2).epsilon(0.02));
}

TEST_CASE("by hand: the rail on the right is held in smoke, and by who needs it always") {
    const double on_rail_m = 1.8 - 0.2 - crowd::handrail_gap_m;
    Scene clear;
    CHECK(clear.across_flight_m(clear.walk({27, 2}), 5) < on_rail_m - 0.1);
    Scene needs;
    CHECK(needs.across_flight_m(needs.walk({27, 2}, true, true), 5) ==
          doctest::Approx(on_rail_m).epsilon(0.02));
    Scene smoky;
    smoky.fill(2, 0);
    CHECK(smoky.across_flight_m(smoky.walk({27, 2}), 5) ==
          doctest::Approx(on_rail_m).epsilon(0.02));
}
