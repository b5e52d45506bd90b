#include "tests/unit/sim/assist/assist_rig.h"
#include <doctest/doctest.h>
#include <numbers>

using namespace tests;
using assist::DeviceKind;
using assist::TransferId;
using assist::TransferPhase;

namespace {

constexpr double pi = std::numbers::pi;

struct Pair {
    crowd::WalkerId a, b;
    [[nodiscard]] std::vector<crowd::WalkerId> both() const { return {a, b}; }
};

Pair add_pair(AssistRig& rig, const std::string& in, Vec2 at) {
    static int count = 0;
    const std::string n = std::to_string(++count);
    return {rig.add_walker("a" + n, in, at + Vec2{0, 0.4}),
            rig.add_walker("b" + n, in, at - Vec2{0, 0.4})};
}

void run_until(AssistRig& rig, TransferId id, TransferPhase phase, double limit_s = 300) {
    while (rig.time_s < limit_s && rig.assist.status(id).phase != phase && !rig.ended(id))
        rig.step();
    REQUIRE(rig.assist.status(id).phase == phase);
}

/// The same air everywhere.
struct Haze : sim::fire::HazardView {
    double extinction_per_m = 0;
    [[nodiscard]] sim::fire::Air air_at(plan::CellId, double) const override {
        sim::fire::Air air;
        air.extinction_per_m = extinction_per_m;
        return air;
    }
    [[nodiscard]] sim::fire::LayerState layers(plan::CellId) const override { return {}; }
    [[nodiscard]] CeilingJet ceiling_jet(plan::CellId, Vec2) const override { return {}; }
};

plan::Plan corridor(double width_m = 4) {
    return PlanBuilder{}.corridor("C", {0, 0}, {40, width_m}).build();
}

} // namespace

TEST_CASE("assist: a crew has one task at a time, a resident one crew") {
    AssistRig rig{corridor()};
    const Pair p = add_pair(rig, "C", {3, 2}), q = add_pair(rig, "C", {5, 2});
    const auto first = rig.assist.begin(
        rig.transfer("r", "C", {3, 2}, 0, "C", {30, 2}, DeviceKind::rescue_sheet, p.both()));
    const auto second = rig.assist.begin(
        rig.transfer("s", "C", {3, 2}, 0, "C", {30, 2}, DeviceKind::rescue_sheet, p.both()));
    CHECK(rig.assist.status(second).reason == "搬运人员正在转移另一位老人");
    const auto third = rig.assist.begin(
        rig.transfer("r", "C", {3, 2}, 0, "C", {30, 2}, DeviceKind::rescue_sheet, q.both()));
    CHECK(rig.assist.status(third).reason == "这位老人正在被转移");
    rig.run(first);
    CHECK(rig.assist.status(first).phase == TransferPhase::done);
}

TEST_CASE("assist: handlers beyond those a device needs stay free") {
    AssistRig rig{corridor()};
    const Pair p = add_pair(rig, "C", {3, 2});
    const auto c = rig.add_walker("c", "C", {8, 1});
    const auto id = rig.assist.begin(
        rig.transfer("r", "C", {3, 2}, 0, "C", {10, 2}, DeviceKind::rescue_sheet, {p.a, p.b, c}));
    CHECK(rig.assist.is_busy(p.b));
    CHECK_FALSE(rig.assist.is_busy(c));
    rig.run(id);
    CHECK(rig.assist.status(id).phase == TransferPhase::done);
}

TEST_CASE("assist: a device is fetched once and then taken along, until none is left") {
    plan::Plan p = PlanBuilder{}
                       .corridor("C", {0, 0}, {40, 4})
                       .equipment("sheets", plan::EquipmentKind::rescue_sheet, "C", {20, 3.5})
                       .build();
    AssistRig rig{p};
    const Pair one = add_pair(rig, "C", {3, 2}), two = add_pair(rig, "C", {5, 2});
    auto spec =
        rig.transfer("r", "C", {3, 2}, 0, "C", {10, 2}, DeviceKind::rescue_sheet, one.both());
    spec.stock = rig.plan.find_equipment("sheets");
    const auto first = rig.assist.begin(spec);
    CHECK(rig.assist.status(first).phase == TransferPhase::fetching);
    auto other = spec;
    other.resident_key = "s";
    other.crew = two.both();
    CHECK(rig.assist.status(rig.assist.begin(other)).reason == "sheets 的救援床单已取完");
    const double took_s = rig.run(first);
    CHECK(took_s > (17 + 17 - 3) / 1.2 + 60 + 7 / 0.6 + 15);
    CHECK(took_s < (17 + 17 + 3) / 1.2 + 60 + 7 / 0.6 + 15 + 4);
    spec.resident_key = "t";
    const auto again = rig.assist.begin(spec);
    CHECK(rig.assist.status(again).phase == TransferPhase::gathering);
    rig.run(again);
    CHECK(rig.assist.status(again).phase == TransferPhase::done);
}

TEST_CASE("assist: a transfer called off before the device is taken leaves it in its place") {
    plan::Plan p = PlanBuilder{}
                       .corridor("C", {0, 0}, {40, 4})
                       .equipment("sheets", plan::EquipmentKind::rescue_sheet, "C", {20, 3.5})
                       .build();
    AssistRig rig{p};
    const Pair one = add_pair(rig, "C", {3, 2});
    auto spec =
        rig.transfer("r", "C", {3, 2}, 0, "C", {10, 2}, DeviceKind::rescue_sheet, one.both());
    spec.stock = rig.plan.find_equipment("sheets");
    const auto first = rig.assist.begin(spec);
    rig.assist.call_off(first);
    CHECK(rig.assist.status(first).phase == TransferPhase::stopped);
    CHECK(rig.assist.status(rig.assist.begin(spec)).phase == TransferPhase::fetching);
}

TEST_CASE("assist: a handler who goes down stops the transfer where it is") {
    AssistRig rig{corridor()};
    const Pair p = add_pair(rig, "C", {3, 2});
    const auto id = rig.assist.begin(
        rig.transfer("r", "C", {3, 2}, 0, "C", {30, 2}, DeviceKind::two_person_carry, p.both()));
    run_until(rig, id, TransferPhase::moving);
    for (int i = 0; i < 200; ++i)
        rig.step();
    rig.crowd.set_down(p.b);
    rig.step();
    CHECK(rig.assist.status(id).phase == TransferPhase::stopped);
    CHECK(rig.assist.status(id).resident.at_m.x == doctest::Approx(3 + 10 * 0.7).epsilon(0.05));
    CHECK(rig.crowd.state(p.b) == crowd::WalkerState::down);
    CHECK_FALSE(rig.assist.is_busy(p.a));
    CHECK(rig.assist.bodies().empty());
}

TEST_CASE(
    "assist: of two who drag a sheet one goes down, and the other drags on at half the speed") {
    AssistRig rig{corridor()};
    const Pair p = add_pair(rig, "C", {3, 2});
    const auto id = rig.assist.begin(
        rig.transfer("r", "C", {3, 2}, 0, "C", {30, 2}, DeviceKind::rescue_sheet, p.both()));
    run_until(rig, id, TransferPhase::moving);
    for (int i = 0; i < 200; ++i)
        rig.step();
    const double at_m = rig.assist.status(id).resident.at_m.x;
    rig.crowd.set_down(p.b);
    for (int i = 0; i < 200; ++i)
        rig.step();
    CHECK(rig.assist.status(id).resident.at_m.x == doctest::Approx(at_m + 10 * 0.3).epsilon(0.02));
    rig.run(id);
    CHECK(rig.assist.status(id).phase == TransferPhase::done);
}

TEST_CASE("assist: a resident left on the way is taken on from there") {
    AssistRig rig{floors_with_stair(2).build()};
    const Pair p = add_pair(rig, "C2", {5, 1});
    auto spec =
        rig.transfer("r", "C2", {5, 1}, 0, "yard", {-3, 1}, DeviceKind::evacuation_chair, p.both());
    const auto id = rig.assist.begin(spec);
    INFO(rig.assist.status(id).reason);
    run_until(rig, id, TransferPhase::moving);
    while (rig.assist.status(id).resident.sheet.index() < rig.area.level_count)
        rig.step();
    for (int i = 0; i < 60; ++i)
        rig.step();
    rig.assist.call_off(id);
    const auto left = rig.assist.status(id);
    spec.from = left.resident_space;
    spec.sheet = left.resident.sheet;
    spec.bed_pose = {left.resident.at_m, left.heading_rad};
    const auto again = rig.assist.begin(spec);
    INFO(rig.assist.status(again).reason);
    rig.run(again);
    CHECK(rig.assist.status(again).phase == TransferPhase::done);
}

TEST_CASE("assist: a door found locked on the way ends the transfer with its name") {
    plan::Plan p = row_of_rooms(3).build();
    AssistRig rig{p};
    const Pair crew = add_pair(rig, "corridor", {3, 1});
    const auto id = rig.assist.begin(rig.transfer("r", "corridor", {3, 1}, 0, "yard", {15, 1},
                                                  DeviceKind::rescue_sheet, crew.both()));
    run_until(rig, id, TransferPhase::moving);
    rig.locked[rig.plan.find_opening("exit").index()] = 1;
    rig.run(id);
    CHECK(rig.assist.status(id).phase == TransferPhase::stopped);
    CHECK(rig.assist.status(id).reason == "门 exit 锁着");
    CHECK(rig.crowd.position(crew.a).at_m.x < 12);
    const auto again = rig.assist.begin(rig.transfer("r", "corridor", {3, 1}, 0, "yard", {15, 1},
                                                     DeviceKind::rescue_sheet, crew.both()));
    CHECK(rig.assist.status(again).reason == "从 corridor 到 yard 的路都锁着或走不通");
}

TEST_CASE("assist: a door opened in time lets the device through") {
    AssistRig rig{row_of_rooms(3).build()};
    const Pair crew = add_pair(rig, "corridor", {3, 1});
    rig.locked[rig.plan.find_opening("exit").index()] = 0;
    const auto id = rig.assist.begin(rig.transfer("r", "corridor", {3, 1}, 0, "yard", {15, 1},
                                                  DeviceKind::rescue_sheet, crew.both()));
    rig.run(id);
    CHECK(rig.assist.status(id).phase == TransferPhase::done);
    CHECK(rig.wall_crossings == 0);
}

TEST_CASE("assist: two that meet in a narrow corridor never stand still for ever") {
    AssistRig rig{corridor(1.6)};
    const Pair east = add_pair(rig, "C", {4, 0.8}), west = add_pair(rig, "C", {36, 0.8});
    const auto first = rig.assist.begin(
        rig.transfer("r", "C", {4, 0.8}, 0, "C", {34, 0.8}, DeviceKind::rescue_sheet, east.both()));
    const auto second = rig.assist.begin(
        rig.transfer("s", "C", {36, 0.8}, 0, "C", {6, 0.8}, DeviceKind::rescue_sheet, west.both()));
    rig.run(first);
    rig.run(second);
    CHECK(rig.ended(first));
    CHECK(rig.ended(second));
    CHECK(rig.depth_m < 0.02);
    MESSAGE(rig.assist.status(first).reason << " / " << rig.assist.status(second).reason
                                            << " after " << rig.time_s << " s");
}

TEST_CASE("assist: two that meet in a wide corridor both arrive") {
    AssistRig rig{corridor(3)};
    const Pair east = add_pair(rig, "C", {4, 0.9}), west = add_pair(rig, "C", {36, 2.1});
    const auto first = rig.assist.begin(
        rig.transfer("r", "C", {4, 0.9}, 0, "C", {34, 0.9}, DeviceKind::rescue_sheet, east.both()));
    const auto second = rig.assist.begin(
        rig.transfer("s", "C", {36, 2.1}, 0, "C", {6, 2.1}, DeviceKind::rescue_sheet, west.both()));
    rig.run(first);
    rig.run(second);
    CHECK(rig.assist.status(first).phase == TransferPhase::done);
    CHECK(rig.assist.status(second).phase == TransferPhase::done);
}

TEST_CASE("assist: a person in the way is waited for, then crept past") {
    AssistRig rig{corridor(1.4)};
    const Pair crew = add_pair(rig, "C", {3, 0.7});
    rig.add_walker("idle", "C", {10, 0.7});
    const auto id = rig.assist.begin(
        rig.transfer("r", "C", {3, 0.7}, 0, "C", {20, 0.7}, DeviceKind::rescue_sheet, crew.both()));
    const double took_s = rig.run(id);
    CHECK(rig.assist.status(id).phase == TransferPhase::done);
    CHECK(took_s < 60 + 17 / 0.6 + 15 + 30);
}

TEST_CASE("assist: smoke and earlier trips slow a crew") {
    const auto trip_s = [](double extinction_per_m, double fatigue, int trips) {
        AssistRig rig{corridor()};
        Haze haze;
        haze.extinction_per_m = extinction_per_m;
        rig.hazard = &haze;
        const Pair crew = add_pair(rig, "C", {3, 2});
        double took_s = 0;
        for (int i = 0; i < trips; ++i) {
            auto spec = rig.transfer("r" + std::to_string(i), "C", {3, 2}, 0, "C", {15, 2},
                                     DeviceKind::rescue_sheet, crew.both());
            spec.device.fatigue_per_trip = fatigue;
            const auto id = rig.assist.begin(spec);
            run_until(rig, id, TransferPhase::moving, 2000);
            took_s = rig.run(id, 2000) - 15;
        }
        return took_s;
    };
    CHECK(trip_s(0, 0, 1) == doctest::Approx(20).epsilon(0.02));
    CHECK(trip_s(5, 0, 1) == doctest::Approx(20 / crowd::calc_smoke_speed_factor(5)).epsilon(0.02));
    CHECK(trip_s(0, 0.1, 3) == doctest::Approx(20 / 0.8).epsilon(0.02));
}

TEST_CASE("assist: preparation is drawn for each resident and stays his whatever else happens") {
    AssistRig rig{corridor()};
    const Pair p = add_pair(rig, "C", {3, 2}), q = add_pair(rig, "C", {8, 2});
    auto one = rig.transfer("r", "C", {3, 2}, 0, "C", {30, 2}, DeviceKind::rescue_sheet, p.both());
    one.device.preparation_sd_s = 20;
    auto two = one;
    two.resident_key = "s";
    two.crew = q.both();
    const double first_s = rig.assist.status(rig.assist.begin(one)).preparation_left_s;
    CHECK(rig.assist.status(rig.assist.begin(two)).preparation_left_s != first_s);
    AssistRig other{corridor()};
    const Pair again = add_pair(other, "C", {3, 2});
    one.crew = again.both();
    CHECK(other.assist.status(other.assist.begin(one)).preparation_left_s == first_s);
    CHECK(first_s > 0);
}
