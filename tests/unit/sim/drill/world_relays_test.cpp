// From one crew to the next: what a scenario says of it, and what its people do then.
#include "sim/drill/team_policy.h"
#include "tests/unit/sim/drill/world_rig.h"

using namespace tests;
using sim::assist::DeviceKind;

namespace {

/// "an" brings the two bedridden of R1 into the hall, "cai" takes them on to the gate.
sim::drill::LoadedScenario relay(bool with_device) {
    auto house = small_house();
    auto& s = house.scenario;
    s.end_s = 1500;
    s.residents.erase(s.residents.begin());
    house.plan.beds[1].space = house.plan.find_space("R1");
    house.plan.beds[1].center_m = {3.2, 4};
    s.residents[0].bed = "B1";
    s.residents[1].bed = "B2";
    for (auto& one : s.residents) {
        one.mobility = drill::Mobility::bedridden;
        one.devices = {DeviceKind::rescue_sheet, DeviceKind::piggyback};
        one.guide = "an";
    }
    s.people.erase(s.people.begin() + 1);
    s.people[1].arrives_s = 0;
    s.people[1].place = "desk";
    s.device_profiles = {sim::assist::default_profile(DeviceKind::rescue_sheet)};
    s.device_profiles[0].preparation_sd_s = 0;
    s.rescue = drill::RescueOrder::guide_list;
    s.handovers = {{"east", "cai", "gate", with_device}};
    return house;
}

/// The drill as a perfect team plays it.
std::vector<drill::Fact> play(const sim::drill::LoadedScenario& house) {
    auto world = *drill::World::make(house, {}, nullptr);
    drill::Team team(house, drill::TeamPolicy::perfect, 1, drill::StartMode::system);
    while (!world->ended())
        REQUIRE(world->step(team.decide(*world)).has_value());
    return {world->facts().begin(), world->facts().end()};
}

std::vector<drill::Fact> select(const std::vector<drill::Fact>& facts, FactKind kind,
                                const std::string& target = {}) {
    std::vector<drill::Fact> found;
    for (const auto& fact : facts)
        if (fact.kind == kind && (target.empty() || fact.target == target)) found.push_back(fact);
    return found;
}

double preparation_s(const std::vector<drill::Fact>& facts, const std::string& resident,
                     std::size_t trip) {
    const auto prepared = select(facts, FactKind::resident_prep, resident),
               moved = select(facts, FactKind::resident_move, resident);
    REQUIRE(prepared.size() > trip);
    REQUIRE(moved.size() > trip);
    return sim::core::seconds(moved[trip].tick) - sim::core::seconds(prepared[trip].tick);
}

} // namespace

TEST_CASE("relays: whom one crew brings to the compartment's door the next takes on outside") {
    const auto facts = play(relay(false));
    for (const char* who : {"resident/bed", "resident/chair"}) {
        CAPTURE(who);
        const auto over = select(facts, FactKind::resident_handed_over, who);
        REQUIRE(over.size() == 1);
        CHECK(over[0].actor == "person/cai");
        CHECK(text(over[0], "from") == "person/an");
        CHECK(text(over[0], "space") == "H");
        CHECK_FALSE(flag(over[0], "with_device"));
        CHECK(select(facts, FactKind::resident_safe, who).size() == 1);
    }
    // One alone prepares a sheet one and a half times as long as two, 60 s, and fetches it first;
    // there is one sheet only, so "cai" goes on with what needs none.
    CHECK(preparation_s(facts, "resident/bed", 0) == doctest::Approx(90).epsilon(0.01));
    CHECK(select(facts, FactKind::resident_safe).size() == 2);
}

TEST_CASE("relays: handed over on the sheet he is not prepared again, and the first fetches more") {
    const auto facts = play(relay(true));
    const auto over = select(facts, FactKind::resident_handed_over, "resident/bed");
    REQUIRE(over.size() == 1);
    CHECK(flag(over[0], "with_device"));
    CHECK(preparation_s(facts, "resident/bed", 0) == doctest::Approx(90).epsilon(0.01));
    CHECK(preparation_s(facts, "resident/bed", 1) == doctest::Approx(10).epsilon(0.01));
    // The sheet has left with the resident: refused, the next time on the back.
    const auto refused = select(facts, FactKind::transfer_refused, "resident/chair");
    REQUIRE(refused.size() == 1);
    CHECK(refused[0].actor == "person/an");
    CHECK(text(refused[0], "reason") == "sheet 的救援床单已取完");
    CHECK(select(facts, FactKind::resident_safe).size() == 2);
}

TEST_CASE("relays: without a word of it who is in the next compartment stays there") {
    auto house = relay(false);
    house.scenario.handovers.clear();
    const auto facts = play(house);
    CHECK(select(facts, FactKind::resident_sheltered).size() == 2);
    CHECK(select(facts, FactKind::resident_safe).empty());
    CHECK(select(facts, FactKind::resident_handed_over).empty());
}

TEST_CASE("relays: a shut room into which smoke comes shelters nobody any more") {
    auto house = small_house();
    add_fire(house, 0.0117, 400);
    house.scenario.fires[0].space = house.plan.find_space("R2");
    house.scenario.fires[0].at_m = {6, 6};
    house.scenario.fires[0].ignition_s = 60;
    Run run(house);
    run.act("an", Action::shelter_room, "R2");
    run.until(59);
    CHECK(run.world().residents().sheltered == 2);
    CHECK(run.world().is_cared_for("resident/bed"));
    run.until(299);
    for (const char* who : {"resident/bed", "resident/chair"}) {
        const auto failed = run.only(FactKind::shelter_failed, who);
        CHECK(failed.tick == run.only(FactKind::space_smoky, "R2").tick);
        CHECK(text(failed, "reason") == "关着门的房间进了烟");
        CHECK_FALSE(run.world().is_cared_for(who));
    }
    REQUIRE(run.facts(FactKind::room_untenable, "R2").size() == 1);
    CHECK(run.world().residents().sheltered == 0);
}
