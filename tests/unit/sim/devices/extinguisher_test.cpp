#include "sim/devices/extinguisher.h"

#include "sim/core/tick.h"
#include <array>
#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace sim::devices;
using sim::plan::Agent;

namespace {

/// Factor left when a whole extinguisher is emptied onto a fire that would burn at `spec_kW` +
/// growth.
double empty_onto(Agent agent, double charge_kg, FireClass fire_class, double spec_kW,
                  double growth_kW_per_s = 0, bool power_cut = false) {
    Discharge discharge = make_discharge(agent, charge_kg);
    double frac = 1;
    for (int i = 0; discharge.left_kg > 0 && i < 20 * 120; ++i) {
        const double now_kW = spec_kW + growth_kW_per_s * i * sim::core::tick_s;
        frac = step_discharge(discharge, fire_class, power_cut, now_kW * frac, frac,
                              sim::core::tick_s);
    }
    return frac;
}

} // namespace

TEST_CASE("extinguisher: the table of agents and fires") {
    using enum AgentFit;
    struct Row {
        Agent agent;
        std::array<AgentFit, 7> fit; ///< A, B, C, E live, F, lithium, oxygen
    };
    constexpr Row rows[] = {
        {Agent::water, {suits, dangerous, weak, dangerous, dangerous, weak, weak}},
        {Agent::water_mist, {suits, weak, weak, dangerous, dangerous, weak, weak}},
        {Agent::foam, {suits, suits, weak, dangerous, dangerous, weak, weak}},
        {Agent::abc_powder, {suits, suits, suits, suits, weak, weak, weak}},
        {Agent::bc_powder, {weak, suits, suits, suits, weak, weak, weak}},
        {Agent::carbon_dioxide, {weak, suits, weak, suits, dangerous, weak, weak}},
        {Agent::wet_chemical, {suits, weak, weak, dangerous, suits, weak, weak}},
        {Agent::none, {weak, weak, weak, weak, weak, weak, weak}},
    };
    for (const Row& row : rows)
        for (std::size_t c = 0; c < 7; ++c) {
            CAPTURE(static_cast<int>(row.agent));
            CAPTURE(c);
            CHECK(calc_fit(row.agent, static_cast<FireClass>(c), false) == row.fit[c]);
        }
    CHECK(calc_fit(Agent::water, FireClass::electrical, true) == suits);
}

TEST_CASE("extinguisher: 4 kg of ABC powder put out an early bedding fire and no developed one") {
    CHECK(empty_onto(Agent::abc_powder, 4, FireClass::solids, 50) == 0);
    CHECK(empty_onto(Agent::abc_powder, 4, FireClass::solids, 150, 3) == 0);
    CHECK(empty_onto(Agent::abc_powder, 4, FireClass::solids, 600) == 1);
    CHECK(empty_onto(Agent::abc_powder, 4, FireClass::solids, hand_fightable_kW) == 0);
    CHECK(empty_onto(Agent::abc_powder, 4, FireClass::solids, hand_fightable_kW + 40, 4) > 0.3);
    CHECK(empty_onto(Agent::abc_powder, 1, FireClass::solids, 150) > 0);
}

TEST_CASE("extinguisher: weak agents leave the fire burning, wrong ones feed it") {
    CHECK(empty_onto(Agent::carbon_dioxide, 5, FireClass::solids, 20) == doctest::Approx(0.2));
    CHECK(empty_onto(Agent::carbon_dioxide, 5, FireClass::solids, 150) == 1);
    CHECK(empty_onto(Agent::abc_powder, 4, FireClass::lithium, 100) >= 0.6);
    CHECK(empty_onto(Agent::water, 6, FireClass::cooking_oil, 50) > 2.5);
    CHECK(empty_onto(Agent::water, 6, FireClass::electrical, 50) == 1);
    CHECK(empty_onto(Agent::water, 6, FireClass::electrical, 50, 0, true) == 0);
    CHECK(empty_onto(Agent::wet_chemical, 3, FireClass::cooking_oil, 80) == 0);
}

TEST_CASE("extinguisher: 4 kg last about 11 s and an empty one does nothing") {
    Discharge discharge = make_discharge(Agent::abc_powder, 4);
    double lasted_s = 0;
    while (discharge.left_kg > 0) {
        static_cast<void>(step_discharge(discharge, FireClass::solids, false, 900, 1, 0.05));
        lasted_s += 0.05;
    }
    CHECK(lasted_s > 9);
    CHECK(lasted_s < 15);
    CHECK(step_discharge(discharge, FireClass::solids, false, 10, 0.7, 0.05) == 0.7);
}

TEST_CASE("extinguisher: more heat is never easier to put out, and charge only falls") {
    CHECK(rc::check([] {
        const auto agent = static_cast<Agent>(*rc::gen::inRange(0, 8));
        const auto fire_class = static_cast<FireClass>(*rc::gen::inRange(0, 7));
        const double hrr_kW = *rc::gen::inRange(0, 2000);
        const double more_kW = hrr_kW + *rc::gen::inRange(0, 500);
        const double frac = *rc::gen::inRange(0, 100) / 100.0;
        Discharge a = make_discharge(agent, 4), b = a;
        const double low = step_discharge(a, fire_class, false, hrr_kW, frac, 0.05);
        const double high = step_discharge(b, fire_class, false, more_kW, frac, 0.05);
        RC_ASSERT(low <= high);
        RC_ASSERT(low >= 0);
        RC_ASSERT(a.left_kg <= 4 && a.left_kg >= 0 && a.left_kg == b.left_kg);
        if (calc_fit(agent, fire_class, false) != AgentFit::dangerous) RC_ASSERT(low <= frac);
    }));
}
