#include "world_rig.h"

#include "sim/core/file.h"

using namespace tests;

namespace {

/// One carer fetches the bottle and fights; answers how it ended.
struct Fight {
    std::string result;
    bool right = false, dangerous = false, out = false;
};
Fight fight(plan::Agent agent, double charge_kg, double alpha_kW_per_s2, double peak_kW,
            sim::devices::FireClass fire_class, double wait_s = 0) {
    auto house = small_house();
    add_fire(house, alpha_kW_per_s2, peak_kW, fire_class);
    add_extinguisher(house, agent, charge_kg);
    house.scenario.people[0].has_mask = true;
    Run run(house);
    run.until(wait_s);
    run.act("an", Action::fetch_extinguisher, "bottle");
    run.act("an", Action::use_extinguisher, "fire");
    run.until(wait_s + 90);
    Fight how;
    const auto withdrawn = run.facts(FactKind::withdraw);
    how.result = withdrawn.empty() ? "none" : text(withdrawn.front(), "result");
    const auto used = run.facts(FactKind::use_ext);
    how.right = used.size() == 1 && flag(used.front(), "right");
    how.dangerous = !run.facts(FactKind::wrong_agent).empty();
    how.out = !run.facts(FactKind::fire_out).empty();
    return how;
}

} // namespace

TEST_CASE(
    "world: a small fire goes out under the right agent, a large one sends its fighter back") {
    using sim::devices::FireClass;
    const auto small =
        fight(plan::Agent::abc_powder, 4, 0.0029, 20, FireClass::solids, 60); // flames of 10 kW
    CHECK(small.result == "out");
    CHECK(small.right);
    CHECK(small.out);
    CHECK_FALSE(small.dangerous);
    const auto large = fight(plan::Agent::abc_powder, 4, 0.1876, 3000, FireClass::solids, 60);
    CHECK(large.result == "too_big");
    CHECK_FALSE(large.out);
    const auto weak = fight(plan::Agent::carbon_dioxide, 0.2, 0.0117, 200, FireClass::solids, 60);
    CHECK(weak.result == "empty");
    const auto oil = fight(plan::Agent::water, 6, 0.0029, 20, FireClass::cooking_oil);
    CHECK(oil.dangerous);
    CHECK_FALSE(oil.right);
}

TEST_CASE("world: nobody fights without an extinguisher") {
    auto house = small_house();
    add_fire(house, 0.0029, 20);
    Run run(house);
    run.act("an", Action::use_extinguisher, "fire");
    run.until(40);
    CHECK(text(run.only(FactKind::command_refused), "reason").find("灭火器") != std::string::npos);
    CHECK(run.facts(FactKind::use_ext).empty());
}

TEST_CASE(
    "world: a fire is noted as it starts and flames, a detector tells, an inspection confirms") {
    auto house = small_house();
    add_fire(house, 0.0117, 300);
    Run run(house);
    run.until(90);
    CHECK(run.facts(FactKind::fire_started, "fire").size() == 1);
    CHECK(run.facts(FactKind::fire_flaming, "fire").size() == 1);
    CHECK(text(run.only(FactKind::alarm_raised, "smoke/R3"), "space") == "R3");
    CHECK(run.facts(FactKind::alarm_raised, "smoke/R1").empty());
    run.act("an", Action::inspect, "R3");
    run.act("an", Action::inspect, "R1");
    run.until(150);
    CHECK(run.facts(FactKind::alarm_confirm, "R3").size() == 1);
    CHECK(run.facts(FactKind::alarm_false, "R1").size() == 1);
}

TEST_CASE(
    "world: linkage releases the held doors and broadcasts, once it is automatic and confirmed") {
    auto house = small_house();
    add_fire(house, 0.0117, 300);
    Run run(house);
    run.act("an", Action::set_linkage_auto);
    run.act("an", Action::inspect, "R3");
    run.until(120);
    CHECK(run.facts(FactKind::linkage_auto).size() == 1);
    CHECK(!run.facts(FactKind::broadcast).empty());
    CHECK(run.world().frame().open_frac[run.world().loaded().plan.find_opening("HD").index()] == 0);
}

TEST_CASE("world: a trace stands in for computed smoke at the detectors it names") {
    auto house = small_house();
    sim::devices::Trace trace;
    sim::devices::TraceLine line;
    line.at = sim::core::tick_at(12);
    line.reading = sim::devices::DetectorReading{};
    line.reading->detector = house.plan.find_detector("smoke/R1");
    line.reading->optical_density_dB_per_m = 0.9;
    trace.lines.push_back(line);
    Run run(house, {}, &trace);
    run.until(60);
    const double at_s = run.time_s(FactKind::alarm_raised, "smoke/R1");
    CHECK(at_s >= 12);
    CHECK(at_s < 40);
    CHECK(run.facts(FactKind::alarm_raised, "smoke/R3").empty());
    REQUIRE(run.world().commands().size() == 1);
    CHECK(run.world().commands().front().source == "trace");
}

TEST_CASE("world: who stays in the fire's room is lost, once, and counted as such") {
    auto house = small_house();
    house.plan.beds.push_back(house.plan.beds.front());
    house.plan.beds.back().key = house.plan.beds.back().name = "B4";
    house.plan.beds.back().space = house.plan.find_space("R3");
    house.plan.beds.back().center_m = {9.2, 4};
    house.scenario.residents.push_back({"resident/lost", "丁", drill::Mobility::bedridden, "B4"});
    add_fire(house, 0.1876, 2500);
    Run run(house);
    run.until(300);
    CHECK(run.facts(FactKind::room_untenable, "R3").size() == 1);
    CHECK(run.facts(FactKind::resident_lost, "resident/lost").size() == 1);
    CHECK(run.world().residents().incapacitated >= 1);
    CHECK(run.time_s(FactKind::room_untenable, "R3") <
          run.time_s(FactKind::resident_lost, "resident/lost"));
}

TEST_CASE("world: when the leader of a crew is lost, his helper is free and the resident can be "
          "fetched again") {
    auto house = small_house();
    house.plan.beds[2].space = house.plan.find_space("R3");
    house.plan.beds[2].center_m = {9.2, 4};
    house.scenario.residents[2].mobility = drill::Mobility::bedridden;
    house.scenario.residents[2].devices = {sim::assist::DeviceKind::rescue_sheet};
    for (auto& person : house.scenario.people)
        person.has_mask = true;
    house.scenario.people[1].alert_delay_s = 0;
    add_fire(house, 0.1876, 4000);
    house.scenario.fires[0].ignition_s = 25; // when the crew has gone in
    Run run(house);
    run.act("an", Action::move_resident, "resident/chair",
            args({{"to", std::string("east")}, {"with", std::string("bo")}}));
    run.until(290);
    REQUIRE(run.facts(FactKind::resident_lost, "person/an").size() == 1);
    CHECK_FALSE(run.world().is_acting("person/an"));
    CHECK_FALSE(run.world().is_acting("person/bo"));
}
