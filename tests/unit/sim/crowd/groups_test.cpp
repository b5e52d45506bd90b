#include "tests/support/crowd_site.h"
#include <doctest/doctest.h>

using namespace tests;
using crowd::WalkerState;

namespace {

CrowdSite corridor_40m() {
    PlanBuilder b;
    b.level("L1").corridor("corridor", {0, 0}, {40, 3}).outside("yard", {40, -5}, {60, 8});
    b.doorway("exit", "corridor", "yard", {40, 1.5}, 2.0);
    return CrowdSite(b.build());
}

/// Seconds between the first and the last of four fast ones and a slow one at the exit.
double spread_s(bool together) {
    CrowdSite site = corridor_40m();
    std::vector<crowd::WalkerId> all;
    for (int k = 0; k < 5; ++k)
        all.push_back(site.add("corridor", {2.0 + 0.5 * k, 1.5}, k == 0 ? 0.5 : 1.25));
    if (together) site.people->keep_together(all);
    for (const auto id : all)
        site.people->go_to_any(id, [&](plan::SpaceId s) { return s == site.space("yard"); });
    const double first_s = site.run_until_passed("exit", 1, 200);
    return site.run_until_passed("exit", 5, 200) - first_s;
}

} // namespace

TEST_CASE("groups: a group with a slow member arrives together, without one it spreads") {
    CHECK(spread_s(true) < 10);
    CHECK(spread_s(false) > 30);
}

TEST_CASE("groups: who goes another way is waited for no longer when he has arrived") {
    CrowdSite site = corridor_40m();
    const std::vector<crowd::WalkerId> pair{site.add("corridor", {2, 1}, 0.5),
                                            site.add("corridor", {2, 2}, 1.25)};
    site.people->keep_together(pair);
    site.people->go_to(pair[0], site.space("corridor"), {5, 1});
    site.people->go_to(pair[1], site.space("corridor"), {35, 2});
    CHECK(site.run_until_arrived(pair[1], 45)); // 66 s at the pace of the slow one
}

TEST_CASE("crowd: one of many who rest is pushed aside, and all walk when told to") {
    CrowdSite site = corridor_40m();
    std::vector<crowd::WalkerId> resting{site.add("corridor", {15, 1.5})};
    for (int k = 0; k < 60; ++k) // along both walls
        resting.push_back(site.add("corridor", {5.0 + 0.6 * (k / 2), k % 2 == 0 ? 0.3 : 2.7}));
    site.run_for(1);
    const auto walker = site.add("corridor", {2, 1.5});
    site.people->go_to_any(walker, [&](plan::SpaceId s) { return s == site.space("yard"); });
    site.run_for(60);
    CHECK(site.people->space(walker) == site.space("yard"));
    for (const auto id : resting)
        site.people->go_to_any(id, [&](plan::SpaceId s) { return s == site.space("yard"); });
    CHECK(site.run_until_passed("exit", 62, 180) < 180);
}
