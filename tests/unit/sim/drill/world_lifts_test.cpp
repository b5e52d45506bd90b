#include "sim/drill/scoring_caps.h"
#include "tests/unit/sim/drill/world_rig.h"

using namespace tests;
using drill::FireLifts;

namespace {

/// The resident in the wheelchair lives upstairs; beside the stairless landing is a lift to the
/// hall below, the panel's.
sim::drill::LoadedScenario tall_house(FireLifts fire_lifts, bool fire_service_lift = true) {
    auto house = small_house();
    plan::Plan& drawn = house.plan;
    PlanBuilder b;
    b.level("L1").room("H", {-6, 0}, {0, 6}, plan::SpaceKind::hall);
    b.room("car1", {-8, 2}, {-6, 4}, plan::SpaceKind::lift)
        .door("lift1", "H", "car1", {-6, 3}, 1.1);
    b.outside("yard", {0, 0}, {6, 6}).door("exit", "H", "yard", {0, 3}, 1.4);
    b.level("L2", 4).corridor("up", {-6, 0}, {8, 6});
    b.room("car2", {-8, 2}, {-6, 4}, plan::SpaceKind::lift)
        .door("lift2", "up", "car2", {-6, 3}, 1.1);
    b.lift("lift", {"car1", "car2"});
    b.bed("B3", "up", {2, 3});
    b.equipment("panel", plan::EquipmentKind::alarm_panel, "H", {-5, 5});
    b.equipment("wheelchair", plan::EquipmentKind::wheelchair, "up", {4, 5});
    b.place("post", "up", {3, 1}).place("gate", "yard", {4, 1});
    b.compartment("west", {"up"}).compartment("east", {"H"});
    drawn = b.build();
    drawn.lifts.front().fire_service = fire_service_lift;
    auto& s = house.scenario;
    s.fire_lifts = fire_lifts;
    s.origin = "up";
    s.end_s = 400;
    s.people.resize(2);
    s.people[1] = {"person/bo", "波", "bo", drill::PersonKind::fire_service, "gate", 100};
    s.residents = {s.residents[2]};
    return house;
}

drill::Args down() {
    return args({{"to", std::string("gate")}});
}

} // namespace

TEST_CASE("world: before the fire service has come nobody is moved by its lift, then he is") {
    Run run(tall_house(FireLifts::after_fire_service));
    run.act("an", Action::move_resident, "resident/chair", down());
    run.until(60);
    CHECK(run.facts(FactKind::transfer_refused, "resident/chair").size() == 1);
    CHECK(run.facts(FactKind::lift_used).empty());
    run.until(101);
    run.act("an", Action::move_resident, "resident/chair", down());
    run.until(390);
    CHECK(run.facts(FactKind::resident_safe, "resident/chair").size() == 1);
    const auto ride = run.only(FactKind::lift_used, "lift");
    CHECK(text(ride, "resident") == "resident/chair");
    CHECK(flag(ride, "fire_service"));
    auto scored = run.world().loaded().scenario;
    scored.breaches = {drill::Breach::lift_used};
    CHECK(drill::find_caps(scored, run.world().loaded().plan, run.world().facts()).empty());
}

TEST_CASE("world: staff who know the switch use the fire service's lift from the start") {
    Run run(tall_house(FireLifts::by_staff));
    run.act("an", Action::move_resident, "resident/chair", down());
    run.until(300);
    CHECK(run.facts(FactKind::resident_safe, "resident/chair").size() == 1);
}

TEST_CASE(
    "world: neither a lift for visitors, nor a stuck one, nor one that is off takes anybody") {
    Run visitors(tall_house(FireLifts::by_staff, false));
    visitors.act("an", Action::move_resident, "resident/chair", down());
    visitors.until(60);
    CHECK(visitors.facts(FactKind::transfer_refused).size() == 1);

    Run never(tall_house(FireLifts::never));
    never.until(110);
    never.act("an", Action::move_resident, "resident/chair", down());
    never.until(160);
    CHECK(never.facts(FactKind::transfer_refused).size() == 1);

    auto house = tall_house(FireLifts::by_staff);
    drill::InjectSpec stuck;
    stuck.no = 1;
    stuck.at_s = 1;
    stuck.fact = "lift_stuck";
    stuck.target = "lift";
    house.scenario.injects = {stuck};
    Run run(std::move(house));
    run.until(2);
    run.act("an", Action::move_resident, "resident/chair", down());
    run.until(60);
    CHECK(run.facts(FactKind::transfer_refused).size() == 1);
}
