#include "tests/support/crowd_site.h"
#include <cstring>
#include <doctest/doctest.h>
#include <rapidcheck.h>
#include <thread>

using namespace tests;
using crowd::WalkerState;

namespace {

/// Rooms on both sides of a corridor, doors anywhere and of any width, some shut, two exits.
PlanBuilder random_ward() {
    PlanBuilder b;
    b.level("L1");
    const int rooms = *rc::gen::inRange(2, 6);
    const double width_m = *rc::gen::inRange(14, 30) / 10.0;
    std::vector<double> walls_m{0};
    for (int k = 0; k < rooms; ++k)
        walls_m.push_back(walls_m.back() + *rc::gen::inRange(25, 60) / 10.0);
    b.corridor("corridor", {0, 0}, {walls_m.back(), width_m});
    for (int k = 0; k < rooms; ++k) {
        const double west = walls_m[static_cast<std::size_t>(k)],
                     east = walls_m[static_cast<std::size_t>(k) + 1];
        const std::string n = std::to_string(k);
        const bool above = *rc::gen::inRange(0, 2) == 0;
        const double y = above ? width_m : 0, far = above ? width_m + 4 : -4;
        b.room("R" + n, {west, std::min(y, far)}, {east, std::max(y, far)});
        const double door_m = *rc::gen::inRange(8, 14) / 10.0;
        const double play_m = (east - west - door_m) / 2 - 0.1;
        const double at = (west + east) / 2 + play_m * (*rc::gen::inRange(-10, 11)) / 10.0;
        b.door("D" + n, "R" + n, "corridor", {at, y}, door_m);
    }
    b.outside("east", {walls_m.back(), -4}, {walls_m.back() + 8, 8})
        .outside("west", {-8, -4}, {0, 8});
    b.door("exit_e", "corridor", "east", {walls_m.back(), width_m / 2}, 1.0);
    b.door("exit_w", "corridor", "west", {0, width_m / 2}, 1.0);
    return b;
}

void populate(CrowdSite& site, int a_room) {
    for (std::size_t s = 0; s < site.plan.spaces.size(); ++s) {
        const plan::Space& space = site.plan.spaces[s];
        if (space.kind != plan::SpaceKind::bedroom) continue;
        const auto box = sim::core::bounds(space.outline_m);
        for (const auto id :
             fill(site, space.key, box.low + Vec2{0.25, 0.25}, box.high - Vec2{0.25, 0.25}, a_room,
                  0.6 + 0.1 * static_cast<double>(s)))
            site.people->go_to_any(id, [&site](plan::SpaceId to) {
                return site.plan[to].kind == plan::SpaceKind::outside;
            });
    }
}

struct Watch {
    std::vector<Vec2> at;
    std::vector<plan::SheetId> sheet;
};
Watch look(const CrowdSite& site) {
    Watch watch;
    for (std::size_t i = 0; i < site.people->size(); ++i) {
        const auto p = site.people->position(sim::core::make_id<crowd::WalkerId>(i));
        watch.at.push_back(p.at_m);
        watch.sheet.push_back(p.sheet);
    }
    return watch;
}

/// All that must hold of one step: walls, shut doors, radius, speed.
void check_step(const CrowdSite& site, const Watch& before, double top_mps) {
    const Watch after = look(site);
    for (std::size_t i = 0; i < after.at.size(); ++i) {
        if (!(before.sheet[i] == after.sheet[i])) continue;
        const double radius_m = site.people->radius_m(sim::core::make_id<crowd::WalkerId>(i));
        RC_ASSERT(sim::core::distance(before.at[i], after.at[i]) <=
                  top_mps * sim::core::tick_s + 1e-9);
        const plan::Sheet& sheet = site.area.sheets[after.sheet[i].index()];
        for (const Segment& wall : sheet.walls_m) {
            RC_ASSERT(!sim::core::intersects(wall, {before.at[i], after.at[i]}));
            RC_ASSERT(sim::core::distance(wall, after.at[i]) >= radius_m - 0.001);
        }
        for (const plan::Passage& gap : sheet.passages)
            if (site.open_frac[gap.opening.index()] < 0.8)
                RC_ASSERT(!sim::core::intersects(gap.gap_m, {before.at[i], after.at[i]}));
    }
}

std::vector<unsigned char> bytes_of_run(std::uint64_t seed) {
    CrowdSite site(row_of_rooms(4).build(), seed);
    populate(site, 6);
    std::vector<unsigned char> bytes;
    for (int k = 0; k < 400; ++k) {
        site.step();
        for (std::size_t i = 0; i < site.people->size(); ++i) {
            const auto p = site.people->position(sim::core::make_id<crowd::WalkerId>(i));
            unsigned char raw[sizeof p.at_m];
            std::memcpy(raw, &p.at_m, sizeof raw);
            bytes.insert(bytes.end(), raw, raw + sizeof raw);
        }
    }
    return bytes;
}

} // namespace

TEST_CASE(
    "crowd: nobody ever crosses a wall or a shut door, comes nearer than his radius, or hurries") {
    CHECK(rc::check([] {
        CrowdSite site(random_ward().build(),
                       static_cast<std::uint64_t>(*rc::gen::inRange(0, 10000)));
        const auto shut = *rc::gen::container<std::vector<bool>>(site.open_frac.size(),
                                                                 rc::gen::arbitrary<bool>());
        for (std::size_t o = 0; o < shut.size(); ++o) {
            site.open_frac[o] = shut[o] ? 0 : 1;
            site.locked[o] = shut[o] && o % 3 == 0;
        }
        populate(site, *rc::gen::inRange(1, 9));
        double top_mps = 0.6 + 0.1 * static_cast<double>(site.plan.spaces.size());
        for (int k = 0; k < 300; ++k) {
            const Watch before = look(site);
            site.step();
            check_step(site, before, top_mps);
            for (const auto& push : site.people->door_pushes())
                if (k > 100) site.open_frac[push.opening.index()] = 1;
        }
    }));
}

TEST_CASE("crowd: everybody gets out of a ward with open doors, and is counted all the time") {
    CHECK(rc::check([] {
        CrowdSite site(random_ward().build(),
                       static_cast<std::uint64_t>(*rc::gen::inRange(0, 10000)));
        populate(site, *rc::gen::inRange(1, 7));
        const auto outside = [&] {
            std::size_t n = 0;
            for (std::size_t i = 0; i < site.people->size(); ++i)
                n += site.plan[site.people->space(sim::core::make_id<crowd::WalkerId>(i))].kind ==
                     plan::SpaceKind::outside;
            return n;
        };
        while (outside() < site.people->size() && site.time_s() < 180) {
            site.step();
            for (std::size_t i = 0; i < site.people->size(); ++i) {
                const auto id = sim::core::make_id<crowd::WalkerId>(i);
                const plan::Space& space = site.plan[site.people->space(id)];
                RC_ASSERT(
                    sim::core::contains(space.outline_m, site.people->position(id).at_m, 1e-6));
            }
        }
        RC_ASSERT(outside() == site.people->size());
    }));
}

TEST_CASE("crowd: nobody alone is faster for an exit that is closed") {
    CHECK(rc::check([] {
        const plan::Plan plan = random_ward().build();
        const double x = *rc::gen::inRange(5, 100) / 100.0, y = *rc::gen::inRange(3, 97) / 100.0;
        const auto run = [&](bool close_east) {
            CrowdSite site(plan);
            if (close_east) {
                site.open_frac[site.opening("exit_e").index()] = 0;
                site.locked[site.opening("exit_e").index()] = 1;
            }
            const auto box = sim::core::bounds(site.plan[site.space("corridor")].outline_m);
            const auto id =
                site.add("corridor", {0.3 + x * (box.high.x - 0.6), 0.3 + y * (box.high.y - 0.6)});
            site.people->go_to_any(
                id, [&](plan::SpaceId s) { return site.plan[s].kind == plan::SpaceKind::outside; });
            while (site.plan[site.people->space(id)].kind != plan::SpaceKind::outside &&
                   site.time_s() < 120)
                site.step();
            return site.time_s();
        };
        constexpr double one_body_s =
            0.25; // doors are chosen by their middles, crossed at their sides
        RC_ASSERT(run(true) >= run(false) - one_body_s);
    }));
}

TEST_CASE("crowd: the same seed gives the same bits, alone and beside another run") {
    const auto first = bytes_of_run(7);
    CHECK(first == bytes_of_run(7));
    std::vector<unsigned char> one, two;
    std::thread other([&] { two = bytes_of_run(7); });
    one = bytes_of_run(7);
    other.join();
    CHECK(one == first);
    CHECK(two == first);
}

TEST_CASE("crowd: nobody walks through anybody") {
    CrowdSite site(row_of_rooms(4).build());
    populate(site, 8);
    double nearest_m = 1;
    for (int k = 0; k < 1200; ++k) {
        site.step();
        const Watch now = look(site);
        for (std::size_t i = 0; i < now.at.size(); ++i)
            for (std::size_t j = i + 1; j < now.at.size(); ++j)
                nearest_m = std::min(nearest_m, sim::core::distance(now.at[i], now.at[j]));
    }
    MESSAGE("nearest two centres ", nearest_m, " m");
    CHECK(nearest_m > 0.15);
}

TEST_CASE(
    "crowd: in a crowd so large that rows are put in another order everybody stays who he is") {
    PlanBuilder b;
    b.level("L1").room("hall", {0, 0}, {30, 30}, plan::SpaceKind::hall);
    b.outside("yard", {30, 0}, {60, 30}).door("door", "hall", "yard", {30, 15}, 2);
    CrowdSite site(b.build());
    const auto all = fill(site, "hall", {0.4, 0.4}, {29.6, 29.6}, 1500);
    REQUIRE(all.size() > 1100);
    for (std::size_t k = 0; k < all.size(); ++k)
        if (k % 9 != 0) site.people->go_to(all[k], site.space("yard"), {45, 15});
    const Watch start = look(site);
    site.run_for(0.05);
    Watch before = look(site);
    for (int k = 0; k < 320; ++k) {
        site.step();
        const Watch now = look(site);
        for (std::size_t i = 0; i < now.at.size(); ++i)
            REQUIRE(sim::core::distance(before.at[i], now.at[i]) < 2 * sim::core::tick_s);
        before = now;
    }
    for (std::size_t k = 0; k < all.size(); ++k) {
        const double walked_m = sim::core::distance(before.at[k], start.at[k]);
        CHECK((site.state(all[k]) == WalkerState::standing) == (k % 9 == 0));
        if (k % 9 == 0) CHECK(walked_m < 3);
    }
}
