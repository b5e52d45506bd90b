// What becomes of an order when those who carry it out cannot, or are relieved.
#include "tests/unit/sim/drill/world_rig.h"

using namespace tests;
using sim::assist::DeviceKind;

namespace {

drill::Args to_east(std::vector<std::string> with = {}) {
    auto made = args({{"to", std::string("east")}});
    if (!with.empty()) made.set("with", std::move(with));
    return made;
}

} // namespace

TEST_CASE("crews: who has no mask does not go into the smoke and says so, who has one does") {
    for (const bool mask : {false, true}) {
        auto house = small_house();
        house.scenario.people[0].has_mask = mask;
        add_fire(house, 0.0117, 150);
        Run run(house);
        run.until(150); // R3 is full of smoke, which is not hot
        run.act("an", Action::search_room, "R3");
        run.until(290);
        CHECK(run.facts(FactKind::search_room, "R3").size() == (mask ? 1 : 0));
        CHECK(run.facts(FactKind::enter_smoke, "R3").size() == (mask ? 1 : 0));
        if (mask) continue;
        CHECK(text(run.only(FactKind::command_refused, "R3"), "reason").find("过不去") !=
              std::string::npos);
    }
}

TEST_CASE("crews: the neighbour who comes later helps from when he is there") {
    auto house = small_house();
    house.scenario.residents[1].devices = {DeviceKind::two_person_carry};
    auto& late = house.scenario.people[2];
    late.kind = drill::PersonKind::volunteer;
    late.place = "gate";
    late.arrives_s = 60;
    Run run(house);
    run.until(62); // before he is there he cannot be called
    run.act("an", Action::move_resident, "resident/bed", to_east({"cai"}));
    run.until(300);
    CHECK(run.time_s(FactKind::resident_prep, "resident/bed") > 62);
    CHECK(run.facts(FactKind::resident_sheltered, "resident/bed").size() == 1);
}

TEST_CASE("crews: the fire service comes so long after it was called, and never uncalled") {
    for (const bool calls : {true, false}) {
        auto house = small_house();
        auto& engine = house.scenario.people[2];
        engine.kind = drill::PersonKind::fire_service;
        engine.arrives_after = "ev(call_119)";
        engine.arrives_s = 90;
        Run run(house);
        if (calls) run.act("an", Action::call_119); // 25 s on the telephone
        run.until(290);
        if (!calls) {
            CHECK(run.facts(FactKind::fire_service_arrived).empty());
            CHECK(run.world().refusal("person/cai", Action::wait, "").find("没有到场") !=
                  std::string::npos);
            continue;
        }
        CHECK(run.time_s(FactKind::call_119) == doctest::Approx(25).epsilon(0.01));
        CHECK(run.time_s(FactKind::fire_service_arrived) == doctest::Approx(25 + 90).epsilon(0.01));
    }
}

TEST_CASE("crews: who is said to go into smoke goes in without a mask, who is not stays out") {
    for (const bool goes : {false, true}) {
        auto house = small_house();
        house.scenario.people[0].has_mask = !goes; // what is said comes first
        house.scenario.people[0].enters_smoke = goes;
        add_fire(house, 0.0117, 150);
        Run run(house);
        run.until(150);
        run.act("an", Action::search_room, "R3");
        run.until(290);
        CHECK(run.facts(FactKind::enter_smoke, "R3").size() == (goes ? 1 : 0));
    }
}

TEST_CASE("crews: one hands over at the compartment's door, another takes him on outside") {
    auto house = small_house();
    house.scenario.end_s = 600;
    house.scenario.residents[1].devices = {DeviceKind::rescue_sheet, DeviceKind::piggyback};
    house.scenario.people[2].arrives_s = 0;
    Run run(house);
    run.act("an", Action::move_resident, "resident/bed", to_east());
    run.until(280);
    const double sheltered_s = run.time_s(FactKind::resident_sheltered, "resident/bed");
    REQUIRE(sheltered_s > 0);
    CHECK_FALSE(run.world().is_acting("person/an")); // free for the next
    run.act("cai", Action::move_resident, "resident/bed",
            args({{"to", std::string("gate")}, {"device", std::string("piggyback")}}));
    run.until(590);
    const auto moves = run.facts(FactKind::resident_move, "resident/bed");
    REQUIRE(moves.size() == 2);
    CHECK(moves[0].actor == "person/an");
    CHECK(moves[1].actor == "person/cai");
    CHECK(run.time_s(FactKind::resident_safe, "resident/bed") > sheltered_s);
}

TEST_CASE("crews: a home's own figures hold in the drill, and strong people are quicker") {
    const auto prepared_s = [](const auto& change) {
        auto house = small_house();
        house.scenario.residents[1].devices = {DeviceKind::piggyback};
        change(house.scenario);
        Run run(house);
        run.act("an", Action::move_resident, "resident/bed", to_east());
        run.until(200);
        return run.time_s(FactKind::resident_move, "resident/bed") -
               run.time_s(FactKind::resident_prep, "resident/bed");
    };
    const auto exactly = [](double seconds) {
        auto device = sim::assist::default_profile(DeviceKind::piggyback);
        device.preparation_s = seconds;
        device.preparation_sd_s = 0;
        return device;
    };
    CHECK(prepared_s([&](auto& s) { s.device_profiles = {exactly(33)}; }) ==
          doctest::Approx(33).epsilon(0.01));
    CHECK(prepared_s([&](auto& s) {
              s.device_profiles = {exactly(33)};
              s.people[0].fitness = sim::assist::Fitness::strong;
          }) == doctest::Approx(15).epsilon(0.01));
}
