#include "sim/crowd/single_file.h"

#include "tests/support/crowd_site.h"
#include <doctest/doctest.h>

using namespace tests;

namespace {

/// A passage 10 m long between two rooms, one behind the other at so much distance.
struct Passage {
    CrowdSite site;
    std::vector<crowd::WalkerId> ids;

    explicit Passage(double width_m, double apart_m, int persons, double leader_mps)
        : site(plan_of(width_m)) {
        for (int k = 0; k < persons; ++k)
            ids.push_back(site.add("passage", {0.5 + apart_m * (persons - 1 - k), width_m / 2},
                                   k == 0 ? leader_mps : 1.25));
        for (const auto id : ids)
            site.people->go_to(id, site.space("hall"), {20, 0});
    }
    static plan::Plan plan_of(double width_m) {
        PlanBuilder b;
        b.level("L1").room("passage", {0, 0}, {12, width_m}, plan::SpaceKind::corridor);
        b.room("hall", {12, -4}, {24, 4});
        b.doorway("mouth", "passage", "hall", {12, width_m / 2}, width_m);
        return b.build();
    }
    [[nodiscard]] double headway_m(std::size_t k) const {
        return sim::core::distance(site.people->position(ids[k]).at_m,
                                   site.people->position(ids[k + 1]).at_m);
    }
    [[nodiscard]] double speed_mps(std::size_t k) const {
        return sim::core::length(site.people->velocity_mps(ids[k]));
    }
};

} // namespace

TEST_CASE("single file: distance grows by a second and a bit for each metre a second") {
    CHECK(crowd::calc_file_speed_mps(0.36) == doctest::Approx(0));
    CHECK(crowd::calc_file_speed_mps(0.2) == 0);
    CHECK(crowd::calc_file_speed_mps(0.89) == doctest::Approx(0.5));
    CHECK(crowd::calc_file_speed_mps(1.42) == doctest::Approx(1.0));
    CHECK(crowd::calc_file_speed_mps(crowd::no_headway_m) > 100);
}

TEST_CASE("single file: in a passage for one, followers keep the distance of a file") {
    Passage p(0.7, 0.6, 4, 0.4);
    p.site.run_for(12);
    for (std::size_t k = 0; k + 1 < p.ids.size(); ++k) {
        CAPTURE(k);
        CHECK(p.speed_mps(k + 1) == doctest::Approx(0.4).epsilon(0.05));
        CHECK(p.headway_m(k) == doctest::Approx(0.36 + 1.06 * 0.4).epsilon(0.05));
    }
}

TEST_CASE("single file: in a corridor for two abreast they keep the distance of a crowd") {
    Passage p(0.9, 0.6, 2, 0.4);
    p.site.run_for(6);
    CHECK(p.headway_m(0) < 0.36 + 1.06 * 0.4 - 0.1);
}

TEST_CASE("single file: a passage of 0.7 m lets fewer through than a doorway of 0.7 m") {
    Passage p(0.7, 0.45, 20, 1.25);
    const double lane_s = p.site.run_until_passed("mouth", 20, 120);
    PlanBuilder b;
    b.level("L1").room("room", {0, 0}, {8, 8}).room("hall", {8, 0}, {16, 8});
    b.doorway("gap", "room", "hall", {8, 4}, 0.7);
    CrowdSite door(b.build());
    for (const auto id : fill(door, "room", {2, 2}, {7, 6}, 20))
        door.people->go_to(id, door.space("hall"), {14, 4});
    CHECK(door.run_until_passed("gap", 20, 120) < lane_s);
    CHECK(lane_s < 60);
}

TEST_CASE("crowd: who is put on the line of an opening goes through it both ways") {
    for (const char* in : {"R1", "R2"}) {
        PlanBuilder b;
        b.level("L1").room("R1", {0, 0}, {6, 6}).room("R2", {6, 0}, {12, 6});
        b.doorway("gap", "R1", "R2", {6, 3});
        CrowdSite site(b.build());
        const auto id = site.add(in, {6, 3});
        CAPTURE(in);
        site.people->go_to(id, site.space("R1"), {2, 3});
        REQUIRE(site.run_until_arrived(id, 20));
        CHECK(site.people->space(id) == site.space("R1"));
        CHECK(site.people->position(id).at_m.x < 3);
        site.people->go_to(id, site.space("R2"), {10, 3});
        REQUIRE(site.run_until_arrived(id, 40));
        CHECK(site.people->space(id) == site.space("R2"));
        CHECK(site.people->position(id).at_m.x > 9);
    }
}
