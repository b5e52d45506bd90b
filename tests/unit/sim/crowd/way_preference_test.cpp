#include "sim/crowd/smoke_speed.h"
#include "tests/support/crowd_site.h"
#include <doctest/doctest.h>

using namespace tests;

namespace {

/// A room with an exit 3 m to the east and one 9 m to the west of him who leaves it.
struct Room {
    CrowdSite site;
    crowd::WalkerId who;
    Room() : site(plan_of()), who(site.add("room", {9, 5}, 1.0)) {}
    static plan::Plan plan_of() {
        PlanBuilder b;
        b.level("L1").room("room", {0, 0}, {12, 10}, plan::SpaceKind::hall);
        b.outside("west", {-12, 0}, {0, 10}).outside("east", {12, 0}, {24, 10});
        b.doorway("to_west", "room", "west", {0, 5}).doorway("to_east", "room", "east", {12, 5});
        return b.build();
    }
    std::string leaves_by() {
        const auto outside = [this](plan::SpaceId s) {
            return site.plan[s].kind == plan::SpaceKind::outside;
        };
        site.people->go_to_any(who, outside);
        while (!outside(site.people->space(who)) && site.time_s() < 60)
            site.step();
        return site.plan[site.people->space(who)].key;
    }
};

} // namespace

TEST_CASE("way preference: without one the nearest exit is taken") {
    CHECK(Room().leaves_by() == "east");
}

TEST_CASE("way preference: who knows the far exit only takes it, unless it is too far") {
    Room room;
    room.site.people->set_way_preference(
        room.who, {.familiar = {room.site.opening("to_west")}, .unfamiliar_s = 30});
    CHECK(room.leaves_by() == "west");
    Room near_enough;
    near_enough.site.people->set_way_preference(
        near_enough.who, {.familiar = {near_enough.site.opening("to_west")}, .unfamiliar_s = 2});
    CHECK(near_enough.leaves_by() == "east");
}

TEST_CASE("way preference: a sign in sight makes an unknown exit known") {
    for (const double reach_m : {2.0, 5.0}) {
        Room room;
        std::vector<double> reaches_m(2, 0);
        reaches_m[room.site.opening("to_east").index()] = reach_m;
        room.site.people->set_signs(reaches_m);
        room.site.people->set_way_preference(
            room.who, {.familiar = {room.site.opening("to_west")}, .unfamiliar_s = 30});
        CHECK(room.leaves_by() == (reach_m < 3 ? "west" : "east"));
    }
}

TEST_CASE("way preference: who is told takes that exit") {
    Room room;
    room.site.people->set_way_preference(room.who, {.told = room.site.opening("to_west")});
    CHECK(room.leaves_by() == "west");
}

TEST_CASE("smoke speed: every law is 1 in clear air, falls with the smoke and never ends") {
    for (const auto law : crowd::smoke_speed_laws) {
        CHECK(crowd::calc_smoke_speed_factor(law, 0, 1.2) == 1);
        double before = 1;
        for (double k = 0.05; k < 20; k += 0.05) {
            const double factor = crowd::calc_smoke_speed_factor(law, k, 1.2);
            CHECK(factor <= before);
            CHECK(factor > 0);
            before = factor;
        }
    }
}
