#include "sim/drill/team_policy.h"
#include "tests/unit/sim/drill/world_rig.h"

using namespace tests;
using drill::RescueOrder;

namespace {

/// Three bedridden residents in R1, R2 and R3, the room of origin; one or two carers who stand in
/// the corridor before R1 and have no steps of their own.
sim::drill::LoadedScenario ward(RescueOrder rescue, int carers) {
    auto house = small_house();
    auto& s = house.scenario;
    s.rescue = rescue;
    s.end_s = 900;
    const auto& bed = house.plan.beds.front();
    auto third = bed;
    third.key = third.name = "B4";
    third.space = house.plan.find_space("R3");
    third.center_m = {10, 5.5};
    house.plan.beds.push_back(third);
    s.residents.clear();
    for (const char* at : {"B1", "B2", "B4"}) {
        drill::ResidentSpec one;
        one.key = std::string("resident/") + at;
        one.alias = at;
        one.mobility = drill::Mobility::bedridden;
        one.bed = at;
        one.devices = {sim::assist::DeviceKind::rescue_sheet};
        one.guide = "an";
        s.residents.push_back(one);
    }
    s.people.resize(static_cast<std::size_t>(carers));
    for (auto& p : s.people) {
        p.place = "post";
        p.role = "an";
        p.alert_delay_s = 0;
        p.arrives_s = 0;
        if (p.key.empty()) p.key = p.name = "person/dan";
    }
    return house;
}

/// Residents whose transfer ended well, in that order; steps a perfect team.
std::vector<std::string> order_of(const sim::drill::LoadedScenario& house, FactKind kind) {
    auto world = *drill::World::make(house, {}, nullptr);
    drill::Team team(house, drill::TeamPolicy::perfect, 1, drill::StartMode::system);
    while (!world->ended())
        REQUIRE(world->step(team.decide(*world)).has_value());
    std::vector<std::string> order;
    for (const auto& fact : world->facts())
        if (fact.kind == kind) order.push_back(fact.target);
    return order;
}

} // namespace

TEST_CASE("dispatcher: without an order of rescue nobody does more than his steps") {
    CHECK(order_of(ward(RescueOrder::none, 2), FactKind::resident_move).empty());
}

TEST_CASE("dispatcher: the guide list, the nearest and the room of origin come first") {
    using Keys = std::vector<std::string>;
    CHECK(order_of(ward(RescueOrder::guide_list, 2), FactKind::resident_move) ==
          Keys{"resident/B1", "resident/B2", "resident/B4"});
    CHECK(order_of(ward(RescueOrder::origin_first, 2), FactKind::resident_move) ==
          Keys{"resident/B4", "resident/B2", "resident/B1"});
    auto east = ward(RescueOrder::nearest_first, 2);
    const Vec2 east_end_m{9.5, 1};
    for (auto& place : east.plan.places)
        if (place.key == "post") place.at_m = east_end_m;
    const auto nearest = order_of(east, FactKind::resident_move);
    REQUIRE(nearest.size() == 3);
    CHECK(nearest.front() == "resident/B4"); // the crew comes from the east, and back from the west
}

TEST_CASE("dispatcher: shelter in place empties the room of origin and shuts the other doors") {
    const auto house = ward(RescueOrder::shelter_in_place, 2);
    CHECK(order_of(house, FactKind::resident_move) == std::vector<std::string>{"resident/B4"});
    auto world = *drill::World::make(house, {}, nullptr);
    drill::Team team(house, drill::TeamPolicy::perfect, 1, drill::StartMode::system);
    while (!world->ended())
        REQUIRE(world->step(team.decide(*world)).has_value());
    CHECK(world->residents().sheltered == 2);
    CHECK(world->residents().safe == 1); // into the yard, which is nearer
}

TEST_CASE("dispatcher: one alone, for whom every device is too much, shuts the doors") {
    auto house = ward(RescueOrder::origin_first, 1);
    for (auto& one : house.scenario.residents)
        one.devices = {sim::assist::DeviceKind::blanket_carry, sim::assist::DeviceKind::stretcher};
    CHECK(order_of(house, FactKind::resident_move).empty());
    CHECK(order_of(house, FactKind::resident_sheltered).size() == 3);
}

TEST_CASE("dispatcher: one alone drags a sheet; of three two take it and the third his own") {
    CHECK(order_of(ward(RescueOrder::origin_first, 1), FactKind::resident_move).size() == 3);
    const auto house = ward(RescueOrder::origin_first, 3);
    auto world = *drill::World::make(house, {}, nullptr);
    drill::Team team(house, drill::TeamPolicy::perfect, 1, drill::StartMode::system);
    std::vector<std::size_t> crews;
    while (!world->ended()) {
        const auto commands = team.decide(*world);
        for (const auto& command : commands) {
            const auto* with = command.args.find("with");
            crews.push_back(1 + (with ? std::get<std::vector<std::string>>(*with).size() : 0));
        }
        REQUIRE(world->step(commands).has_value());
    }
    REQUIRE(crews.size() >= 2);
    CHECK(crews[0] == 2);
    CHECK(crews[1] == 1);
}

TEST_CASE("dispatcher: members of the volunteer team rescue too, visitors do not") {
    for (const auto kind : {drill::PersonKind::volunteer, drill::PersonKind::visitor}) {
        auto house = ward(RescueOrder::origin_first, 2);
        for (auto& one : house.scenario.people)
            one.kind = kind;
        CHECK(order_of(house, FactKind::resident_move).size() ==
              (kind == drill::PersonKind::volunteer ? 3 : 0));
    }
}

TEST_CASE("dispatcher: who waits in vain for his next step helps meanwhile") {
    auto house = ward(RescueOrder::origin_first, 1);
    drill::ResponseStep first, never;
    first.no = 1;
    first.role = never.role = "an";
    first.action = never.action = Action::close_door;
    first.target = "D1";
    never.no = 2;
    never.target = "D2";
    never.when = "ev(fire_service_arrived)";
    house.scenario.response = {first, never};
    CHECK(order_of(house, FactKind::resident_move).size() == 3);
    house.scenario.response = {never}; // has not begun: nobody has called him yet
    CHECK(order_of(house, FactKind::resident_move).empty());
}

TEST_CASE("dispatcher: a crew of four takes the stretcher; who comes later takes over the rest") {
    auto house = ward(RescueOrder::guide_list, 4);
    for (auto& one : house.scenario.residents)
        one.devices = {sim::assist::DeviceKind::stretcher};
    for (auto& equipment : house.plan.equipment)
        if (equipment.kind == plan::EquipmentKind::rescue_sheet)
            equipment.kind = plan::EquipmentKind::stretcher;
    house.scenario.end_s = 1500;
    CHECK(order_of(house, FactKind::resident_move).size() == 3);

    // The fire service comes at 60 s and has nobody's list: it takes whoever is left.
    auto late = ward(RescueOrder::guide_list, 2);
    for (std::size_t i = 0; i < late.scenario.people.size(); ++i) {
        auto& one = late.scenario.people[i];
        one.kind = drill::PersonKind::fire_service;
        one.role = "bo";
        one.place = "gate";
        one.arrives_s = 60;
    }
    CHECK(order_of(late, FactKind::fire_service_arrived).size() == 2);
    CHECK(order_of(late, FactKind::resident_move).size() == 3);
}

TEST_CASE("dispatcher: who was left behind a door that lets smoke in is fetched after all") {
    for (const bool smoke : {false, true}) {
        auto house = ward(RescueOrder::shelter_in_place, 2);
        for (auto& one : house.scenario.people)
            one.has_mask = true;
        if (smoke) {
            add_fire(house, 0.0029, 60);
            house.scenario.fires[0].space = house.plan.find_space("R2");
            house.scenario.fires[0].at_m = {7.5, 6.5};
            house.scenario.fires[0].ignition_s = 250; // when all doors are shut
        }
        const auto moved = order_of(house, FactKind::resident_move);
        CHECK(std::count(moved.begin(), moved.end(), "resident/B2") == (smoke ? 1 : 0));
        CHECK(std::count(moved.begin(), moved.end(), "resident/B1") == 0);
    }
}

TEST_CASE("dispatcher: whom a crew left for smoke waits for those who go into it") {
    auto house = ward(RescueOrder::guide_list, 2);
    auto& s = house.scenario;
    s.residents.erase(s.residents.begin() + 1, s.residents.end());
    s.openings = {{"HD", false}};
    add_fire(house, 0.0117, 150);
    s.fires[0].space = house.plan.find_space("corridor");
    s.fires[0].at_m = {10, 1};
    s.end_s = 1200;
    s.residents[0].devices = {sim::assist::DeviceKind::bed};
    s.residents[0].dementia.resists_factor = 3.5; // until the corridor is full of smoke
    auto engine = s.people[0];
    engine.key = engine.name = "person/engine";
    engine.kind = drill::PersonKind::fire_service;
    engine.place = "gate";
    engine.arrives_after = "ev(transfer_stopped)";
    engine.arrives_s = 240; // four minutes in which nobody tries again
    s.people.push_back(engine);
    engine.key = engine.name = "person/mate"; // a bed takes two
    s.people.push_back(engine);
    auto world = *drill::World::make(house, {}, nullptr);
    drill::Team team(house, drill::TeamPolicy::perfect, 1, drill::StartMode::system);
    std::vector<std::string> movers;
    while (!world->ended())
        REQUIRE(world->step(team.decide(*world)).has_value());
    for (const auto& fact : world->facts())
        if (fact.kind == FactKind::resident_move) movers.push_back(fact.actor);
    CHECK(movers == std::vector<std::string>{"person/an", "person/engine"});
}
