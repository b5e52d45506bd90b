#include "sim/drill/before_run.h"
#include "tests/unit/sim/drill/world_rig.h"

using namespace tests;
using sim::assist::DeviceKind;

namespace {

/// The small house with nothing to remark upon.
sim::drill::LoadedScenario sound_house() {
    auto house = small_house();
    for (auto& one : house.scenario.residents)
        one.guide = "an";
    return house;
}

drill::ResponseStep move(const std::string& resident) {
    drill::ResponseStep step;
    step.no = 1;
    step.role = "an";
    step.action = Action::move_resident;
    step.target = resident;
    return step;
}

/// Its only remark.
drill::Remark only_remark(const sim::drill::LoadedScenario& house) {
    const auto remarks = drill::find_remarks(house);
    REQUIRE(remarks.size() == 1);
    return remarks.front();
}

} // namespace

TEST_CASE("before a run: a sound house has nothing to say") {
    const auto remarks = drill::find_remarks(sound_house());
    for (const auto& one : remarks)
        MESSAGE(one.pointer << " " << one.what);
    CHECK(remarks.empty());
}

TEST_CASE("before a run: a crew too small for its device, with the bed to look at") {
    auto house = sound_house();
    house.scenario.residents[1].devices = {sim::assist::DeviceKind::two_person_carry};
    house.scenario.response = {move("resident/bed")};
    const auto one = only_remark(house);
    CHECK(one.object == "B2");
    CHECK(one.pointer == "/response/0/args/with");
    CHECK(one.what.find("至少要 2 人") != std::string::npos);
    house.scenario.response.front().args = args({{"with", std::string("bo")}});
    CHECK(drill::find_remarks(house).empty());
    house.scenario.response.front().args = args(
        {{"device", std::string("stretcher")}, {"with", std::vector<std::string>{"bo", "cai"}}});
    CHECK(only_remark(house).what.find("只有 3 人") != std::string::npos);
}

TEST_CASE("before a run: a resident without a guide, one without a device") {
    auto house = sound_house();
    house.scenario.residents[1].guide.clear();
    CHECK(only_remark(house).object == "B2");
    CHECK(only_remark(house).pointer == "/residents/1/guide");
    house = sound_house();
    house.scenario.residents[2].devices.clear();
    CHECK(only_remark(house).pointer == "/residents/2/devices");
    CHECK(only_remark(house).object == "B3");
}

TEST_CASE("before a run: somebody behind a locked door, or in a room without one, cannot get out") {
    auto house = sound_house();
    house.scenario.locks = {{"D1", true}};
    CHECK(only_remark(house).object == "R1");
    house = sound_house();
    std::erase_if(house.plan.openings, [](const auto& o) { return o.key == "D1"; });
    CHECK(only_remark(house).object == "R1");
    CHECK(only_remark(house).pointer == "/residents/0/bed");
}

TEST_CASE("before a run: a device that does not get out of the room") {
    auto house = sound_house();
    house.scenario.residents[1].devices = {DeviceKind::bed};
    for (auto& opening : house.plan.openings)
        if (opening.key == "D2") opening.width_m = 0.85;
    CHECK(only_remark(house).object == "B2");
    CHECK(only_remark(house).what.find("D2") != std::string::npos);
    house.scenario.residents[1].devices.push_back(DeviceKind::rescue_sheet); // gets out
    CHECK(drill::find_remarks(house).empty());
}

TEST_CASE("before a run: a stair to nowhere") {
    auto house = sound_house();
    plan::Stair stair;
    stair.key = stair.name = "stair";
    stair.spaces = {house.plan.find_space("H"), house.plan.find_space("R1")};
    house.plan.stairs.push_back(stair);
    CHECK(only_remark(house).object == "stair");
    CHECK(only_remark(house).pointer == "plan/stairs/0");
}
