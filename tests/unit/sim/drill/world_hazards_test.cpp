#include "world_rig.h"

using namespace tests;
using sim::devices::FireClass;

namespace {

sim::drill::LoadedScenario with_pan() {
    auto loaded = small_house();
    add_fire(loaded, 0.0469, 100, FireClass::cooking_oil);
    loaded.scenario.end_s = 900;
    return loaded;
}

sim::drill::LoadedScenario with_oxygen() {
    auto loaded = small_house();
    loaded.scenario.residents[1].oxygen = true;
    loaded.scenario.end_s = 900;
    return loaded;
}

} // namespace

TEST_CASE("pan: covered it goes out; lifted after ten minutes with the gas off it stays out") {
    auto loaded = with_pan();
    loaded.plan.equipment.push_back({"valve",
                                     "阀",
                                     sim::plan::EquipmentKind::gas_valve,
                                     loaded.plan.find_space("corridor"),
                                     {9, 0.5}});
    Run run(std::move(loaded));
    run.act("an", Action::gas_close, "valve");
    run.act("an", Action::use_blanket, "fire");
    run.until(60);
    CHECK(run.only(FactKind::use_blanket).args.find("covered") != nullptr);
    CHECK(run.time_s(FactKind::fire_out, "fire") > run.time_s(FactKind::use_blanket));
    run.until(700);
    run.act("an", Action::uncover, "fire");
    run.until(760);
    run.only(FactKind::uncovered);
    CHECK(run.facts(FactKind::reignited).empty());
}

TEST_CASE("pan: lifted at once it burns again") {
    Run run(with_pan());
    run.act("an", Action::use_blanket, "fire");
    run.until(40);
    run.act("an", Action::uncover, "fire");
    run.until(90);
    run.only(FactKind::reignited, "fire");
    CHECK(run.world().frame().fire_hrr_kW[0] > 10);
}

TEST_CASE("oxygen: lost with the power, alarming after five minutes unless he is on a bottle") {
    Run left(with_oxygen()), changed(with_oxygen());
    left.act("an", Action::power_cut, "switch");
    changed.act("an", Action::power_cut, "switch");
    changed.act("an", Action::oxygen_bottle, "resident/bed");
    left.until(400);
    changed.until(400);
    CHECK(left.time_s(FactKind::oxygen_low) ==
          doctest::Approx(left.time_s(FactKind::oxygen_lost) + 300));
    changed.only(FactKind::oxygen_bottle, "resident/bed");
    CHECK(changed.facts(FactKind::oxygen_low).empty());
}

TEST_CASE("power: the generator's second start brings it back after its time") {
    auto loaded = small_house();
    loaded.scenario.generator = sim::devices::GeneratorSpec{1, 15};
    Run run(std::move(loaded));
    run.act("an", Action::power_cut, "switch");
    run.act("an", Action::start_generator, "switch");
    run.act("an", Action::start_generator, "switch");
    run.until(120);
    run.only(FactKind::generator_failed);
    CHECK(run.time_s(FactKind::power_restored) ==
          doctest::Approx(run.time_s(FactKind::generator_started) + 15).epsilon(0.01));
}

TEST_CASE("a way given up: nobody chooses it any more") {
    Run open(small_house()), closed(small_house());
    for (Run* run : {&open, &closed}) {
        if (run == &closed) run->act("an", Action::close_route, "H");
        run->until(10);
        run->act("an", Action::go_to, "desk");
        run->until(90);
    }
    CHECK(open.facts(FactKind::arrived, "desk").size() == 1);
    closed.only(FactKind::route_closed, "H");
    CHECK(closed.facts(FactKind::arrived, "desk").empty());
    CHECK(closed.facts(FactKind::command_refused, "desk").size() == 1);
}

TEST_CASE("a locked door that nobody knows of is found by who walks up to it") {
    auto loaded = small_house();
    loaded.scenario.openings = {{"HD", false}};
    loaded.scenario.locks = {{"HD", true}};
    auto known = loaded;
    loaded.scenario.hidden_locks = {"HD"};
    Run hidden(std::move(loaded)), told(std::move(known));
    for (Run* run : {&hidden, &told}) {
        run->act("an", Action::go_to, "desk");
        run->until(60);
    }
    CHECK(hidden.only(FactKind::exit_blocked_found, "HD").actor == "person/an");
    CHECK(told.facts(FactKind::exit_blocked_found).empty());
    CHECK(hidden.time_s(FactKind::command_refused, "desk") >
          told.time_s(FactKind::command_refused, "desk"));
}

TEST_CASE("cot: who lies in the room comes along, and is safe where it stops") {
    Run run(small_house());
    drill::Args to;
    to.set("to", std::string("H"));
    run.act("an", Action::push_cot, "R2", to);
    run.until(150);
    CHECK(std::get<std::int64_t>(*run.only(FactKind::cot_left, "R2").args.find("count")) == 1);
    run.only(FactKind::resident_sheltered, "resident/bed");
    CHECK(run.facts(FactKind::resident_sheltered, "resident/chair").empty());
}

TEST_CASE("chain: who can walk goes with who leads; the count says how many") {
    Run run(small_house());
    drill::Args to;
    to.set("to", std::string("H"));
    run.act("an", Action::lead_chain, "R1", to);
    run.until(120);
    CHECK(std::get<std::int64_t>(*run.only(FactKind::chain_left, "R1").args.find("count")) == 1);
    run.only(FactKind::resident_sheltered, "resident/walks");
}

TEST_CASE("who walks out by himself is missing at the count") {
    auto loaded = small_house();
    drill::InjectSpec inject;
    inject.no = 1;
    inject.trigger = drill::InjectSpec::Trigger::manual;
    inject.text = "跑了";
    inject.leaves = "resident/walks";
    inject.target = "gate";
    loaded.scenario.injects = {inject};
    Run run(std::move(loaded));
    run.inject(drill::CommandKind::fire_inject, 1);
    run.until(100);
    run.act("an", Action::headcount, "R1");
    run.until(160);
    run.only(FactKind::resident_gone, "resident/walks");
    const auto count = run.only(FactKind::headcount);
    CHECK(std::get<std::int64_t>(*count.args.find("n_expected")) == 1);
    CHECK(std::get<std::int64_t>(*count.args.find("n_found")) == 0);
}

TEST_CASE("water: told at every ten centimetres; half a metre is too much for who lies there") {
    auto loaded = small_house();
    loaded.scenario.flood = drill::FloodSpec{loaded.plan.levels[0].key, {{10, 0}, {60, 0.5}}};
    Run run(std::move(loaded));
    run.until(51);
    CHECK(run.facts(FactKind::flood_depth).size() == 4);
    CHECK(run.facts(FactKind::resident_lost).empty());
    run.until(70);
    CHECK(run.facts(FactKind::resident_lost).size() == 3);
}

TEST_CASE("gas: shut by hand it does not burn; left alone it lights its fire") {
    const auto make = [] {
        auto loaded = small_house();
        add_fire(loaded, 0.05, 200, FireClass::gas);
        loaded.scenario.fires[0].ignition_s = std::numeric_limits<double>::infinity();
        loaded.scenario.leak = drill::LeakSpec{"R3", "fire", {}};
        loaded.scenario.leak->gas.shuts_itself = false;
        loaded.plan.equipment.push_back({"valve",
                                         "阀",
                                         sim::plan::EquipmentKind::gas_valve,
                                         loaded.plan.find_space("corridor"),
                                         {9, 0.5}});
        return loaded;
    };
    Run shut(make()), left(make());
    shut.act("an", Action::gas_close, "valve");
    shut.until(200);
    left.until(200);
    CHECK(shut.facts(FactKind::gas_ignited).empty());
    CHECK(shut.facts(FactKind::fire_started).empty());
    CHECK(left.time_s(FactKind::gas_ignited) == doctest::Approx(120).epsilon(0.01));
    CHECK(left.time_s(FactKind::fire_started) >= 120);
}
