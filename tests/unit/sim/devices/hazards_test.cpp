#include "sim/devices/cover.h"
#include "sim/devices/gas_leak.h"
#include "sim/devices/generator.h"
#include <doctest/doctest.h>

using namespace sim::devices;
using sim::core::tick_at;

namespace {

/// Steps the leak from `from_s` to `to_s`.
void run(GasLeak& leak, double from_s, double to_s, double air_changes_per_s = 0) {
    for (auto tick = tick_at(from_s); tick < tick_at(to_s); tick = sim::core::next(tick))
        leak.step(tick, air_changes_per_s);
}

GasLeakSpec slow_valve() {
    GasLeakSpec spec;
    spec.shuts_itself = false;
    return spec;
}

} // namespace

TEST_CASE("gas leak: the share of the limit rises, and the alarm speaks twice") {
    GasLeak leak(slow_valve());
    run(leak, 0, 4);
    CHECK(leak.alarm() == GasAlarm::none);
    run(leak, 4, 12);
    CHECK(leak.alarm() == GasAlarm::low);
    CHECK(leak.gas_frac() == doctest::Approx(0.075));
    run(leak, 12, 41);
    CHECK(leak.alarm() == GasAlarm::high);
}

TEST_CASE("gas leak: its valve shuts within a second of the high alarm, and nothing burns") {
    GasLeak leak(GasLeakSpec{});
    run(leak, 0, 39.9);
    CHECK_FALSE(leak.shut_by_alarm());
    run(leak, 39.9, 41);
    CHECK(leak.shut_by_alarm());
    run(leak, 41, 300);
    CHECK_FALSE(leak.ignited());
}

TEST_CASE("gas leak: it ignites when gas still flows, and not when a hand has shut the valve") {
    GasLeak left(slow_valve()), shut(slow_valve());
    run(left, 0, 119.9);
    CHECK_FALSE(left.ignited());
    run(left, 119.9, 121);
    CHECK(left.ignited());
    run(shut, 0, 60);
    shut.shut_valve();
    run(shut, 60, 300);
    CHECK_FALSE(shut.ignited());
    CHECK(shut.gas_frac() == doctest::Approx(0.375)); // mixed and sealed, it stays
}

TEST_CASE("gas leak: fresh air thins it towards rise over air changes") {
    GasLeak leak(slow_valve());
    run(leak, 0, 5000, 0.05);
    CHECK(leak.gas_frac() == doctest::Approx(0.00625 / 0.05).epsilon(0.01));
}

TEST_CASE("windows: twice the area, twice the air") {
    CHECK(calc_window_flow_m3_per_s(0) == 0);
    CHECK(calc_window_flow_m3_per_s(2) == doctest::Approx(2 * calc_window_flow_m3_per_s(1)));
}

TEST_CASE("cover: flames fall to 1/e in its time constant, and only under it") {
    Cover cover;
    CHECK(cover.calc_factor(1) == 1);
    cover.put_on(tick_at(10));
    CHECK(cover.calc_factor(cover_time_constant_s) == doctest::Approx(0.36788));
}

TEST_CASE("cover: lifted too soon or over heat it burns again; cool and with the gas off it does "
          "not") {
    Cover early, heated, cool, never;
    for (Cover* one : {&early, &heated, &cool})
        one->put_on(tick_at(0));
    CHECK(early.lift(tick_at(cover_cooling_s - 1), false));
    CHECK(heated.lift(tick_at(cover_cooling_s + 1), true));
    CHECK_FALSE(cool.lift(tick_at(cover_cooling_s), false));
    CHECK_FALSE(cool.on());
    CHECK_FALSE(never.lift(tick_at(5), true));
}

TEST_CASE("generator: the failed starts first, then power after its time") {
    Generator generator({1, 15});
    CHECK_FALSE(generator.try_start(tick_at(10)));
    CHECK_FALSE(generator.carries_load(tick_at(100)));
    CHECK(generator.try_start(tick_at(20)));
    CHECK_FALSE(generator.carries_load(tick_at(34)));
    CHECK(generator.carries_load(tick_at(35)));
    CHECK(generator.try_start(tick_at(40))); // it runs already
    CHECK(generator.carries_load(tick_at(41)));
}
