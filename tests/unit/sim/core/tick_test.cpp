#include "sim/core/tick.h"

#include <cmath>
#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace sim::core;

TEST_CASE("tick: seconds and back is the same tick") {
    CHECK(rc::check([] {
        const Tick t{*rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'000)};
        RC_ASSERT(tick_at(seconds(t)) == t);
    }));
}

TEST_CASE("tick: the nearest one, halves away from zero") {
    CHECK(tick_at(0.024).value == 0);
    CHECK(tick_at(0.026).value == 1);
    CHECK(tick_at(0.075).value == 2);
    CHECK(tick_at(-0.075).value == -2);
    CHECK(rc::check([] {
        const double time_s = *rc::gen::inRange(-1'000'000, 1'000'000) / 777.0;
        RC_ASSERT(std::abs(seconds(tick_at(time_s)) - time_s) <= tick_s / 2 + 1e-9);
    }));
}

TEST_CASE("tick: counts and orders like the integer it is") {
    CHECK(next(Tick{4}) == Tick{5});
    CHECK(Tick{4} + Tick{3} == Tick{7});
    CHECK(Tick{4} - Tick{7} == Tick{-3});
    CHECK(Tick{-1} < Tick{0});
    CHECK(seconds(Tick{30}) == 1.5);
}
