// Crews that do not go on: before smoke, and when one of them falls.
#include "tests/unit/sim/drill/world_rig.h"

using namespace tests;
using sim::assist::DeviceKind;

namespace {

/// A fire has filled the hall "H" behind its shut door; "an" is to bring the resident there.
sim::drill::LoadedScenario smoky_hall() {
    auto house = small_house();
    house.scenario.end_s = 700;
    house.scenario.openings = {{"HD", false}};
    house.scenario.residents[1].devices = {DeviceKind::bed};
    house.scenario.people[1].place = "post";
    house.scenario.people[1].alert_delay_s = 0;
    house.scenario.people[2].place = "gate";
    house.scenario.people[2].kind = drill::PersonKind::fire_service;
    house.scenario.people[2].arrives_s = 300;
    add_fire(house, 0.0117, 150);
    house.scenario.fires[0].space = house.plan.find_space("H");
    house.scenario.fires[0].at_m = {-4, 3};
    return house;
}

void send_to_hall(Run& run) {
    run.until(100);
    run.act("an", Action::move_resident, "resident/bed",
            args({{"to", std::string("H")}, {"with", std::string("bo")}}));
}

} // namespace

TEST_CASE("refusals: a crew without masks turns from the smoke before it to another goal") {
    for (const bool goes : {false, true}) {
        auto house = smoky_hall();
        for (auto& one : house.scenario.people)
            one.enters_smoke = goes;
        house.scenario.people[1].enters_smoke = true; // one who does not is enough
        Run run(house);
        send_to_hall(run);
        run.until(290);
        CHECK(run.facts(FactKind::transfer_redirected).size() == (goes ? 0 : 1));
        CHECK(run.facts(FactKind::enter_smoke, "H").size() == (goes ? 2 : 0));
        CHECK(run.facts(FactKind::resident_safe, "resident/bed").size() == (goes ? 0 : 1));
        if (goes) continue;
        const auto turned = run.only(FactKind::transfer_redirected, "resident/bed");
        CHECK(text(turned, "reason") == "H 里烟太浓");
        CHECK(text(turned, "space") == "corridor");
        CHECK(text(turned, "to") == "yard");
        CHECK(run.facts(FactKind::transfer_stopped).empty());
    }
}

TEST_CASE("refusals: with no other goal he is put down and counted, and who has masks goes on") {
    auto house = smoky_hall();
    house.scenario.locks = {{"exit", true}};
    house.scenario.people[2].place = "post";
    auto mate = house.scenario.people[2]; // a bed takes two
    mate.key = mate.name = "person/dan";
    house.scenario.people.push_back(mate);
    Run run(house);
    send_to_hall(run);
    run.until(290);
    const auto stopped = run.only(FactKind::transfer_stopped, "resident/bed");
    CHECK(text(stopped, "reason") == "H 里烟太浓，搬运人员不进去");
    CHECK(text(stopped, "space") == "corridor");
    CHECK_FALSE(run.world().is_acting("person/an"));
    CHECK_FALSE(run.world().is_acting("person/bo"));
    CHECK(run.world().is_barred_by_smoke("resident/bed"));
    CHECK(run.world().residents().inside == 3);
    CHECK(run.facts(FactKind::enter_smoke, "H").empty());

    run.until(301);
    run.act("cai", Action::move_resident, "resident/bed",
            args({{"to", std::string("H")},
                  {"device", std::string("bed")},
                  {"with", std::string("person/dan")}}));
    run.until(650);
    const auto over = run.only(FactKind::resident_handed_over, "resident/bed");
    CHECK(over.actor == "person/cai");
    CHECK(text(over, "from") == "person/an");
    CHECK(flag(over, "with_device")); // he lies in his bed still
    const auto moves = run.facts(FactKind::resident_move, "resident/bed");
    REQUIRE(moves.size() == 2);
    CHECK(sim::core::seconds(moves[1].tick) - sim::core::seconds(over.tick) ==
          doctest::Approx(10).epsilon(0.01)); // grips changed, nothing to prepare
    CHECK_FALSE(run.facts(FactKind::enter_smoke, "H").empty());
}

TEST_CASE("refusals: of two who drag a sheet the leader falls, and the other brings him out") {
    auto house = small_house();
    house.scenario.end_s = 900;
    house.scenario.residents[1].devices = {DeviceKind::rescue_sheet};
    for (auto& person : house.scenario.people)
        person.enters_smoke = true;
    house.scenario.people[1].alert_delay_s = 0;
    add_fire(house, 0.0469, 300);
    Run run(house);
    run.act("an", Action::search_room, "R3", args({{"duration_s", 156.0}}));
    run.act("an", Action::move_resident, "resident/bed",
            args({{"to", std::string("gate")}, {"with", std::string("bo")}}));
    run.until(890);
    const auto lost = run.only(FactKind::resident_lost, "person/an");
    const auto over = run.only(FactKind::resident_handed_over, "resident/bed");
    CHECK(over.actor == "person/bo");
    CHECK(text(over, "from") == "person/an");
    CHECK(text(over, "reason") == "安 失能");
    CHECK(over.tick.value - lost.tick.value == 1);
    CHECK(run.facts(FactKind::transfer_stopped).empty());
    CHECK(run.facts(FactKind::resident_safe, "resident/bed").size() == 1);
}
