#include "tests/unit/sim/assist/assist_rig.h"
#include <doctest/doctest.h>
#include <numbers>

using namespace tests;
using assist::DeviceKind;
using assist::TransferId;
using assist::TransferPhase;

namespace {

/// A corridor of 2.4 m with a room for two beds on its south side and one for a bed on its north.
plan::Plan two_rooms() {
    return PlanBuilder{}
        .corridor("C", {0, 4}, {42, 6.4})
        .room("R", {21, 0}, {25, 4})
        .room("S", {25, 6.4}, {29.5, 10.4})
        .doorway("d/R", "R", "C", {23, 4}, 1.1)
        .doorway("d/S", "S", "C", {27.25, 6.4}, 1.1)
        .build();
}

struct Bed {
    std::string resident, room;
    Vec2 at_m;
    double to_x_m, ready_s;
};

/// A pair of handlers beside the bed; the device sets out about when it says.
TransferId begin(AssistRig& rig, const Bed& bed) {
    constexpr double heading_rad = 1.5 * std::numbers::pi;
    std::vector<crowd::WalkerId> crew;
    for (const double side : {-0.4, 0.4})
        crew.push_back(rig.add_walker(bed.resident + (side < 0 ? "/a" : "/b"), bed.room,
                                      bed.at_m + Vec2{side, 0.3}));
    auto spec = rig.transfer(bed.resident, bed.room, bed.at_m, heading_rad, "C", {bed.to_x_m, 5.2},
                             DeviceKind::rescue_sheet, crew);
    spec.device.preparation_s = bed.ready_s;
    return rig.assist.begin(spec);
}

} // namespace

TEST_CASE("assist: who stands behind one that must back out of a doorway backs off with him") {
    // r comes along the corridor, s noses out of the door into its lane, t follows s in the room.
    for (const double s_after_s : {7.0, 9.0, 11.0})
        for (const double t_after_s : {18.0, 22.0}) {
            AssistRig rig{two_rooms()};
            const TransferId all[] = {
                begin(rig, {"r", "S", {29.0, 9.3}, 13.1, 5}),
                begin(rig, {"s", "R", {21.95, 1.1}, 15.7, 5 + s_after_s}),
                begin(rig, {"t", "R", {24.05, 1.1}, 18.3, 5 + s_after_s + t_after_s})};
            for (const TransferId id : all) {
                rig.run(id, 400);
                INFO("s after " << s_after_s << " s, t after " << t_after_s
                                << " s: " << rig.assist.status(id).reason);
                CHECK(rig.assist.status(id).phase == TransferPhase::done);
            }
            CHECK(rig.depth_m < 0.02);
            CHECK(rig.wall_crossings == 0);
        }
}
