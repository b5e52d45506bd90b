#include "sim/assist/car_places.h"
#include "tests/unit/sim/assist/assist_rig.h"
#include <doctest/doctest.h>

using namespace tests;
using assist::DeviceKind;
using assist::TransferPhase;
using crowd::LiftService;

namespace {

constexpr double storey_m = 4;

/// Two lobbies above each other with a lift beside them, no stairs; the car is `deep_m` deep and
/// 1.6 m wide, its door 1.1 m.
PlanBuilder two_lobbies(double deep_m = 2.2, int capacity_count = 8) {
    PlanBuilder b;
    for (int i = 0; i < 2; ++i) {
        const std::string n = std::to_string(i + 1);
        b.level("L" + n, storey_m * i).corridor("lobby" + n, {0, 0}, {12, 4});
        b.room("car" + n, {12, 1.2}, {12 + deep_m, 2.8}, plan::SpaceKind::lift);
        b.door("lift-door" + n, "lobby" + n, "car" + n, {12, 2}, 1.1);
    }
    b.lift("lift", {"car1", "car2"}, capacity_count);
    return b;
}

struct LiftRig : AssistRig {
    plan::LiftId lift = plan.find_lift("lift");
    std::vector<crowd::WalkerId> crew;

    explicit LiftRig(const PlanBuilder& drawn, int staff = 1) : AssistRig{drawn.build()} {
        crowd.set_lift_service(lift, LiftService::permitted);
        for (int i = 0; i < staff; ++i)
            crew.push_back(add_walker("staff/" + std::to_string(i), "lobby2", {4, 1.0 + 0.6 * i}));
    }
    assist::TransferId take_down(DeviceKind kind, const std::string& who = "resident/1",
                                 Vec2 bed_m = {3, 2}) {
        return assist.begin(transfer(who, "lobby2", bed_m, 0, "lobby1", {4, 2}, kind, crew));
    }
    [[nodiscard]] const assist::TransferStatus& status(assist::TransferId id) const {
        return assist.status(id);
    }
};

/// The same thick air in one space.
struct SmokyLobby : sim::fire::HazardView {
    plan::CellId cell;
    [[nodiscard]] sim::fire::Air air_at(plan::CellId at, double) const override {
        sim::fire::Air air;
        if (at == cell) air.extinction_per_m = 5;
        return air;
    }
    [[nodiscard]] sim::fire::LayerState layers(plan::CellId) const override { return {}; }
    [[nodiscard]] CeilingJet ceiling_jet(plan::CellId, Vec2) const override { return {}; }
};

} // namespace

TEST_CASE("assist by lift: a wheelchair, a stretcher with four and somebody on an arm ride down") {
    for (const DeviceKind kind : {DeviceKind::wheelchair, DeviceKind::stretcher, DeviceKind::arm}) {
        LiftRig rig{two_lobbies(), assist::default_profile(kind).handlers_min};
        const auto id = rig.take_down(kind);
        CAPTURE(rig.status(id).reason);
        rig.run(id, 300);
        CHECK(rig.status(id).phase == TransferPhase::done);
        CHECK(rig.status(id).resident_space == rig.space("lobby1"));
        CHECK(rig.status(id).lift == rig.lift);
        CHECK(rig.depth_m <= 0.02);
        CHECK(rig.wall_crossings == 0);
        for (const auto walker : rig.crew)
            CHECK(rig.crowd.space(walker) == rig.space("lobby1"));
    }
}

TEST_CASE("assist by lift: nobody is moved by a lift that is not in service for it") {
    LiftRig rig{two_lobbies()};
    rig.crowd.set_lift_service(rig.lift, LiftService::out_of_service);
    const auto id = rig.take_down(DeviceKind::wheelchair);
    CHECK(rig.status(id).phase == TransferPhase::refused);
    CHECK(rig.status(id).reason.find("没有") != std::string::npos);
}

TEST_CASE("assist by lift: a car too short for the device or its crew is named before the run") {
    LiftRig small{two_lobbies(1.4)};
    const auto bed = small.take_down(DeviceKind::bed);
    CHECK(small.status(bed).phase == TransferPhase::refused);
    LiftRig short_car{two_lobbies(1.4), 4};
    const auto stretcher = short_car.take_down(DeviceKind::stretcher);
    CHECK(short_car.status(stretcher).phase == TransferPhase::refused);
    CHECK(short_car.status(stretcher).reason.find("电梯 lift 的轿厢") != std::string::npos);
    LiftRig light{two_lobbies(2.2, 4), 4}; // four and the one on it
    const auto too_many = light.take_down(DeviceKind::stretcher);
    CHECK(light.status(too_many).phase == TransferPhase::refused);
}

TEST_CASE("assist by lift: smoke before either door keeps the device out of the lift") {
    for (const char* lobby : {"lobby1", "lobby2"}) {
        LiftRig rig{two_lobbies()};
        const auto id = rig.take_down(DeviceKind::wheelchair);
        SmokyLobby smoke;
        smoke.cell = rig.cells.find_cell(rig.plan, rig.space(lobby), {6, 2});
        while (rig.status(id).phase != TransferPhase::moving)
            rig.step();
        rig.hazard = &smoke;
        rig.run(id, 300);
        CHECK(rig.status(id).phase == TransferPhase::stopped);
        CHECK(rig.status(id).reason.find("电梯厅有烟") != std::string::npos);
        CHECK_FALSE(rig.status(id).lift);
        CHECK(rig.status(id).resident.sheet == rig.area.sheet_of(rig.plan.spaces[2].level));
    }
}

TEST_CASE("assist by lift: a lift that goes out of service on the way is not waited for") {
    LiftRig rig{two_lobbies()};
    const auto id = rig.take_down(DeviceKind::wheelchair);
    while (rig.status(id).phase != TransferPhase::moving)
        rig.step();
    rig.crowd.set_lift_service(rig.lift, LiftService::out_of_service);
    CHECK(rig.run(id, 300) < 1);
    CHECK(rig.status(id).phase == TransferPhase::stopped);
}

TEST_CASE("assist by lift: two devices share one car, one after the other") {
    LiftRig rig{two_lobbies(), 1};
    const auto first = rig.take_down(DeviceKind::wheelchair, "resident/1", {8, 2});
    rig.crew = {rig.add_walker("staff/second", "lobby2", {1, 1})};
    const auto second = rig.assist.begin(rig.transfer("resident/2", "lobby2", {3, 2}, 0, "lobby1",
                                                      {2, 3.2}, DeviceKind::wheelchair, rig.crew));
    bool both_in_car = false;
    while (!(rig.ended(first) && rig.ended(second)) && rig.time_s < 600) {
        rig.step();
        const auto in_car = [&](assist::TransferId id) {
            const auto kind = rig.plan[rig.status(id).resident_space].kind;
            return kind == plan::SpaceKind::lift;
        };
        both_in_car = both_in_car || (in_car(first) && in_car(second));
    }
    CHECK(rig.status(first).phase == TransferPhase::done);
    CHECK(rig.status(second).phase == TransferPhase::done);
    CHECK_FALSE(both_in_car);
}

TEST_CASE("assist by lift: those on foot let the device go first and ride after it") {
    LiftRig rig{two_lobbies()};
    const auto id = rig.take_down(DeviceKind::wheelchair, "resident/1", {9, 2});
    rig.crowd.set_lift_service(rig.lift, LiftService::everybody);
    std::vector<crowd::WalkerId> walkers;
    for (int i = 0; i < 3; ++i) {
        walkers.push_back(rig.add_walker("walker/" + std::to_string(i), "lobby2", {1, 1.0 + i}));
        rig.crowd.go_to(walkers.back(), rig.space("lobby1"), {1, 1.0 + i});
    }
    rig.run(id, 400);
    CHECK(rig.status(id).phase == TransferPhase::done);
    for (int i = 0; i < 120 * 20; ++i)
        rig.step();
    for (const auto walker : walkers)
        CHECK(rig.crowd.space(walker) == rig.space("lobby1"));
    CHECK(rig.wall_crossings == 0);
}

TEST_CASE("car places: a crew stands clear of device, walls, door and each other, or is too many") {
    const auto car_m = rectangle({0, 0}, {2.2, 1.6});
    const plan::Pose pose{{1.1, 0.8}, 0};
    const auto device = assist::make_footprint({2.0, 0.55});
    const auto places = assist::find_car_places(car_m, device, pose, 4);
    REQUIRE(places.size() == 4);
    for (std::size_t i = 0; i < places.size(); ++i) {
        CHECK_FALSE(assist::overlaps(device, pose, places[i], assist::car_handler_radius_m));
        for (std::size_t k = 0; k < i; ++k)
            CHECK(sim::core::distance(places[i], places[k]) >= 2 * assist::car_handler_radius_m);
    }
    CHECK(assist::find_car_places(car_m, device, pose, 40).size() < 40);
}
