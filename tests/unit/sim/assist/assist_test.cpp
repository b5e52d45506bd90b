#include "tests/unit/sim/assist/assist_rig.h"
#include <doctest/doctest.h>
#include <numbers>

using namespace tests;
using assist::DeviceKind;
using assist::TransferPhase;

namespace {

constexpr double pi = std::numbers::pi;

/// An empty corridor 30 m x 4 m.
AssistRig corridor_rig() {
    return AssistRig{PlanBuilder{}.corridor("C", {0, 0}, {30, 4}).build()};
}

std::string reason(const AssistRig& rig, assist::TransferId id) {
    return rig.assist.status(id).reason;
}

} // namespace

TEST_CASE("assist: one trip takes preparation, way over speed, and unloading") {
    AssistRig rig = corridor_rig();
    const auto a = rig.add_walker("a", "C", {2, 2.6}), b = rig.add_walker("b", "C", {2, 1.4});
    const auto id = rig.assist.begin(
        rig.transfer("r", "C", {2, 2}, 0, "C", {27, 2}, DeviceKind::rescue_sheet, {a, b}));
    CHECK(reason(rig, id).empty());
    CHECK(rig.assist.is_busy(a));
    const double took_s = rig.run(id);
    CHECK(rig.assist.status(id).phase == TransferPhase::done);
    CHECK(took_s == doctest::Approx(60 + 25 / 0.6 + 15).epsilon(0.02));
    CHECK(rig.assist.status(id).resident.at_m.x == doctest::Approx(27).epsilon(0.001));
    CHECK_FALSE(rig.assist.is_busy(a));
    CHECK(rig.crowd.state(a) != crowd::WalkerState::attached);
    CHECK(rig.assist.bodies().empty());
}

TEST_CASE("assist: too few handlers never move") {
    AssistRig rig = corridor_rig();
    std::vector<crowd::WalkerId> crew;
    for (int i = 0; i < 3; ++i)
        crew.push_back(rig.add_walker("w" + std::to_string(i), "C", {2.0 + i, 3}));
    const auto id = rig.assist.begin(
        rig.transfer("r", "C", {2, 2}, 0, "C", {27, 2}, DeviceKind::stretcher, crew));
    CHECK(rig.assist.status(id).phase == TransferPhase::refused);
    CHECK(reason(rig, id) == "担架至少要 4 人，只有 3 人");
    CHECK_FALSE(rig.assist.is_busy(crew[0]));
}

TEST_CASE("assist: a bed wider than its door is refused before it moves") {
    auto builder = row_of_rooms(1);
    plan::Plan p = builder.build();
    p.openings[0].width_m = 0.9;
    AssistRig rig{p};
    const auto a = rig.add_walker("a", "R1", {1, 4}), b = rig.add_walker("b", "R1", {3, 4});
    const auto id = rig.assist.begin(
        rig.transfer("r", "R1", {2, 5}, pi / 2, "corridor", {3, 1}, DeviceKind::bed, {a, b}));
    CHECK(rig.assist.status(id).phase == TransferPhase::refused);
    CHECK(reason(rig, id) == "0.95 m 的病床过不了 0.90 m 的门 D1");
}

TEST_CASE("assist: a sheet is dragged out of its room, along the corridor and out") {
    AssistRig rig{row_of_rooms(6).build()};
    const auto a = rig.add_walker("a", "corridor", {20, 1}),
               b = rig.add_walker("b", "corridor", {21, 1});
    const auto id = rig.assist.begin(rig.transfer("r", "R2", {4.6, 5.5}, pi / 2, "yard", {28, 1},
                                                  DeviceKind::rescue_sheet, {a, b}));
    INFO(reason(rig, id));
    REQUIRE(rig.assist.status(id).phase == TransferPhase::gathering);
    const double took_s = rig.run(id);
    INFO(reason(rig, id));
    CHECK(rig.assist.status(id).phase == TransferPhase::done);
    CHECK(took_s > 60 + 24 / 0.6 + 15);
    CHECK(took_s < 1.5 * (60 + 28 / 0.6 + 15 + 20));
    CHECK(rig.depth_m < 0.02);
    MESSAGE("out of R2: " << took_s << " s, deepest in a wall " << rig.depth_m * 1000 << " mm");
}

TEST_CASE("assist: a bed gets out through a 1.1 m door into a 2.4 m corridor") {
    plan::Plan p = PlanBuilder{}
                       .corridor("C", {0, 0}, {20, 2.4})
                       .room("R", {4, 2.4}, {8, 7.4})
                       .door("D", "R", "C", {6, 2.4}, 1.2)
                       .build();
    AssistRig rig{p};
    const auto a = rig.add_walker("a", "R", {6.9, 4}), b = rig.add_walker("b", "R", {6.9, 5});
    const auto id = rig.assist.begin(
        rig.transfer("r", "R", {4.7, 6.1}, pi / 2, "C", {16, 1.2}, DeviceKind::bed, {a, b}));
    INFO(reason(rig, id));
    rig.run(id);
    CHECK(rig.assist.status(id).phase == TransferPhase::done);
    CHECK(rig.depth_m < 0.02);
}

TEST_CASE("assist: an evacuation chair goes down the stairs, a bed does not") {
    AssistRig rig{floors_with_stair(3).build()};
    const auto a = rig.add_walker("a", "R3", {2, 4}), b = rig.add_walker("b", "R3", {4, 4});
    const auto bed = rig.assist.begin(
        rig.transfer("r", "R3", {3, 5.5}, pi / 2, "yard", {-3, 1}, DeviceKind::bed, {a, b}));
    CHECK(reason(rig, bed) == "病床不能下楼");
    const auto id = rig.assist.begin(rig.transfer("r", "R3", {3, 5.5}, pi / 2, "yard", {-3, 1},
                                                  DeviceKind::evacuation_chair, {a, b}));
    INFO(reason(rig, id));
    rig.run(id);
    INFO(reason(rig, id));
    CHECK(rig.assist.status(id).phase == TransferPhase::done);
    CHECK(rig.assist.status(id).resident_space == rig.space("yard"));
    CHECK(rig.depth_m < 0.02);
    CHECK(rig.crowd.space(a) == rig.space("yard"));
}

TEST_CASE("assist: who can be led walks with one helper and needs no room to turn") {
    AssistRig rig{row_of_rooms(2).build()};
    const auto a = rig.add_walker("a", "corridor", {6, 1});
    const auto id = rig.assist.begin(
        rig.transfer("r", "R1", {0.6, 5}, 0, "yard", {11, 1}, DeviceKind::arm, {a}));
    rig.run(id);
    CHECK(rig.assist.status(id).phase == TransferPhase::done);
    CHECK(rig.crowd.space(a) == rig.space("yard"));
}
