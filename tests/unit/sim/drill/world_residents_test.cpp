// Residents who do not see, need oxygen or have dementia.
#include "world_rig.h"

using namespace tests;

namespace {

/// The resident of R1 with dementia, who can be led by the arm.
sim::drill::LoadedScenario house_with(const drill::Dementia& dementia) {
    auto house = small_house();
    auto& resident = house.scenario.residents[0];
    resident.mobility = drill::Mobility::wanders;
    resident.dementia = dementia;
    resident.devices = {sim::assist::DeviceKind::arm};
    return house;
}

double calc_preparation_s(const sim::drill::LoadedScenario& house, const char* resident) {
    Run run(house);
    run.act("an", Action::move_resident, resident, args({{"to", std::string("east")}}));
    run.until(280);
    REQUIRE(run.time_s(FactKind::resident_move, resident) > 0);
    return run.time_s(FactKind::resident_move, resident) -
           run.time_s(FactKind::resident_prep, resident);
}

constexpr const char* walks = "resident/walks";

} // namespace

TEST_CASE("world: who does not see leaves on somebody's arm, and not alone") {
    auto house = small_house();
    house.scenario.residents[0].sees = false;
    house.scenario.residents[0].devices = {sim::assist::DeviceKind::arm};
    Run alone(house);
    alone.act("an", Action::broadcast, "west");
    alone.act("an", Action::wake_room, "R1");
    alone.until(280);
    CHECK(alone.facts(FactKind::room_clear, "R1").empty());
    Run led(house);
    led.act("an", Action::move_resident, walks, args({{"to", std::string("east")}}));
    led.until(280);
    CHECK(led.facts(FactKind::resident_sheltered, walks).size() == 1);
}

TEST_CASE("world: oxygen is changed to a bottle before a resident is moved") {
    auto house = small_house();
    const double without_s = calc_preparation_s(house, "resident/chair");
    house.scenario.residents[2].oxygen = true;
    CHECK(calc_preparation_s(house, "resident/chair") ==
          doctest::Approx(without_s + 20).epsilon(0.01));
}

TEST_CASE("world: dementia that a scenario does not describe keeps him in bed") {
    Run run(house_with({}));
    run.act("an", Action::broadcast, "west");
    run.until(280);
    CHECK(run.facts(FactKind::resident_wanders).empty());
    CHECK(run.facts(FactKind::room_clear, "R1").empty());
}

TEST_CASE("world: who wanders walks about until staff find him") {
    auto house = house_with({.wanders_after_s = 10});
    house.scenario.end_s = 900;
    Run run(house);
    run.act("an", Action::broadcast, "west");
    run.until(60);
    const double heard_s = run.time_s(FactKind::broadcast);
    REQUIRE(run.facts(FactKind::resident_wanders, walks).size() == 1);
    CHECK(run.time_s(FactKind::resident_wanders) == doctest::Approx(heard_s + 10).epsilon(0.2));
    SUBCASE("and woken in the room where they meet him") {
        for (int n = 0; n < 60; ++n) { // who keeps to the corridor meets him there
            run.act("an", Action::wake_room, "corridor");
            run.until(sim::core::seconds(run.world().now()) + 5);
        }
        run.until(800);
    }
    SUBCASE("and led by the arm") {
        run.act("an", Action::move_resident, walks, args({{"to", std::string("east")}}));
        run.until(800);
        CHECK(run.facts(FactKind::resident_move, walks).size() == 1);
    }
    CHECK(run.facts(FactKind::resident_wanders).size() == 1);
    CHECK(run.facts(FactKind::room_clear, "R1").size() == 1);
    CHECK(run.world().residents().inside == 2); // the two who are moved
}

TEST_CASE("world: who is left alone in safety goes back; with somebody beside him he stays") {
    const auto house = house_with({.returns_after_s = 20});
    Run left(house);
    left.act("an", Action::move_resident, walks, args({{"to", std::string("east")}}));
    left.act("an", Action::go_to, "post");
    left.until(250);
    REQUIRE(left.facts(FactKind::resident_sheltered, walks).size() >= 1);
    // The one at the desk stays in the hall: he is not alone.
    CHECK(left.facts(FactKind::resident_returns).empty());
    auto empty = house;
    empty.scenario.people[1].place = "post";
    Run alone(empty);
    alone.act("an", Action::move_resident, walks, args({{"to", std::string("east")}}));
    alone.act("an", Action::go_to, "post");
    alone.until(280);
    REQUIRE(alone.facts(FactKind::resident_returns, walks).size() == 1);
    CHECK(alone.time_s(FactKind::resident_returns) >
          alone.time_s(FactKind::resident_sheltered, walks) + 20);
    CHECK(alone.world().residents().sheltered == 0);
}

TEST_CASE("world: who resists takes longer to prepare") {
    const double easy_s = calc_preparation_s(house_with({}), walks),
                 hard_s = calc_preparation_s(house_with({.resists_factor = 3}), walks);
    CHECK(hard_s == doctest::Approx(3 * easy_s).epsilon(0.02));
}
