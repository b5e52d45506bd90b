#include "sim/devices/doors.h"

#include "tests/support/plan_builder.h"
#include <doctest/doctest.h>
#include <rapidcheck.h>

using sim::devices::Doors;
using sim::plan::OpeningId;

namespace {

void step(Doors& doors, int ticks, std::vector<unsigned char> occupied = {}) {
    for (int i = 0; i < ticks; ++i)
        doors.step(occupied);
}

/// One room, one door "D1" and the exit; `change` alters D1.
template <class Change>
sim::plan::Plan one_door(Change change) {
    sim::plan::Plan plan = tests::row_of_rooms(1).build();
    change(plan.openings[0]);
    return plan;
}

constexpr OpeningId d1{0};

} // namespace

TEST_CASE("doors: a leaf takes its travel time and tells when it rests") {
    Doors doors(one_door([](auto&) {}));
    CHECK(doors.open_frac()[0] == 0);
    CHECK(doors.open(d1));
    step(doors, 10);
    CHECK(doors.open_frac()[0] == doctest::Approx(0.5));
    CHECK(doors.changes().empty());
    step(doors, 10);
    CHECK(doors.open_frac()[0] == 1);
    REQUIRE(doors.changes().size() == 1);
    CHECK(doors.changes()[0].now_open);
    step(doors, 1);
    CHECK(doors.changes().empty());
    doors.shut(d1);
    step(doors, 20);
    CHECK(doors.open_frac()[0] == 0);
    REQUIRE(doors.changes().size() == 1);
    CHECK_FALSE(doors.changes()[0].now_open);
}

TEST_CASE("doors: a plain leaf stays open, a closer shuts it behind the last person") {
    Doors plain(one_door([](auto&) {}));
    Doors closing(one_door([](auto& o) { o.self_closing = true; }));
    for (Doors* doors : {&plain, &closing}) {
        CHECK(doors->open(d1));
        step(*doors, 60, {1, 0});
        CHECK(doors->open_frac()[0] == 1);
        step(*doors, 20 * 4);
    }
    CHECK(plain.open_frac()[0] == 1);
    CHECK(closing.open_frac()[0] == 0);
}

TEST_CASE("doors: a locked leaf does not open and an open one can be locked") {
    Doors doors(one_door([](auto& o) { o.locked = true; }));
    CHECK_FALSE(doors.open(d1));
    step(doors, 40);
    CHECK(doors.open_frac()[0] == 0);
    doors.set_locked(d1, false);
    CHECK(doors.open(d1));
    step(doors, 20);
    doors.set_locked(d1, true);
    doors.shut(d1);
    step(doors, 20);
    CHECK(doors.open_frac()[0] == 0);
    CHECK_FALSE(doors.open(d1));
}

TEST_CASE("doors: magnets hold a leaf until the linkage lets go, a wedge holds it longer") {
    Doors held(one_door([](auto& o) { o.held_open = true; }));
    CHECK(held.open_frac()[0] == 1);
    step(held, 20 * 60);
    CHECK(held.open_frac()[0] == 1);
    held.release_magnets();
    step(held, 20);
    CHECK(held.open_frac()[0] == 0);

    Doors wedged(one_door([](auto& o) { o.held_open = true; }));
    wedged.wedge(d1);
    wedged.release_magnets();
    step(wedged, 20 * 60);
    CHECK(wedged.open_frac()[0] == 1);
    wedged.shut(d1);
    step(wedged, 20);
    CHECK(wedged.open_frac()[0] == 0);
}

TEST_CASE("doors: a doorway has no leaf and stays open") {
    auto builder = tests::row_of_rooms(1);
    builder.doorway("W", "R1", "corridor", {3, 2});
    Doors doors(builder.build());
    const OpeningId way = builder.opening_id("W");
    CHECK_FALSE(doors.open(way));
    doors.shut(way);
    doors.set_locked(way, true);
    step(doors, 100);
    CHECK(doors.open_frac()[way.index()] == 1);
    CHECK(doors.locked()[way.index()] == 0);
}

TEST_CASE("doors: nobody is crushed and every report alternates, whatever is done to a leaf") {
    CHECK(rc::check([](bool closer, bool held, const std::vector<std::uint8_t>& acts) {
        Doors doors(one_door([&](auto& o) {
            o.self_closing = closer;
            o.held_open = held;
        }));
        double before = doors.open_frac()[0];
        bool last_open = held;
        for (const std::uint8_t act : acts) {
            switch (act % 8) {
            case 0:
                static_cast<void>(doors.open(d1));
                break;
            case 1:
                doors.shut(d1);
                break;
            case 2:
                doors.set_locked(d1, act & 0x40);
                break;
            case 3:
                doors.release_magnets();
                break;
            case 4:
                doors.wedge(d1);
                break;
            default:
                break;
            }
            const bool somebody = act & 0x80;
            for (int i = 0; i < (act & 0x3f); ++i) {
                doors.step(std::vector<unsigned char>{somebody, 0});
                const double now = doors.open_frac()[0];
                RC_ASSERT(now >= 0 && now <= 1);
                RC_ASSERT(!somebody || now >= before);
                before = now;
                for (const auto& change : doors.changes()) {
                    RC_ASSERT(change.now_open == (now == 1));
                    RC_ASSERT(now == 0 || now == 1);
                }
                if (!doors.changes().empty()) last_open = doors.changes()[0].now_open;
                if (now == 0) RC_ASSERT(!last_open);
            }
        }
    }));
}
