// A resident in a wheelchair, three storeys up, and a lift for the fire service.
#include "sim/crowd/lifts.h"
#include "tools/verify/assist_cases.h"
#include "tools/verify/assist_ward.h"
#include "tools/verify/smoky_cells.h"
#include <cmath>
#include <fmt/format.h>

namespace tools::verify {

namespace {

namespace assist = sim::assist;
using plan::SpaceKind;

constexpr double storey_m = 9; ///< three storeys in one: the car reaches its speed
constexpr double door_x_m = 20, bed_x_m = 3, down_x_m = 10, loaded_mps = 0.9, preparation_s = 30,
                 unload_s = 5, band = 0.02;
constexpr double length_m = 1.15;

/// Two lobbies 20 m long above each other; at their east end a car of 2.2 x 1.6 m, its door 1.1 m
/// wide. It stands below.
struct LiftWard {
    Drawing drawing;
    plan::SpaceId low, high;
    plan::LiftId lift;

    LiftWard() {
        std::vector<plan::SpaceId> lobbies, cars;
        for (const double elevation_m : {0.0, storey_m}) {
            drawing.level(elevation_m);
            lobbies.push_back(drawing.room(SpaceKind::hall, {0, 0}, {door_x_m, 4}));
            cars.push_back(drawing.room(SpaceKind::lift, {door_x_m, 1.2}, {door_x_m + 2.2, 2.8}));
            drawing.opening(plan::OpeningKind::door, lobbies.back(), cars.back(), {door_x_m, 2},
                            {0, 1}, 1.1);
        }
        low = lobbies[0];
        high = lobbies[1];
        lift = drawing.lift(cars, 8);
    }
    void put_people(Ward& ward) const {
        assist::DeviceProfile chair = assist::default_profile(assist::DeviceKind::wheelchair);
        chair.preparation_s = preparation_s;
        chair.preparation_sd_s = 0;
        chair.loaded_mps = loaded_mps;
        chair.length_m = length_m;
        chair.unload_s = unload_s;
        chair.fatigue_per_trip = 0;
        ward.use(chair);
        ward.add_resident({high, {bed_x_m, 2}, low, {down_x_m, 2}});
        ward.add_crew(1, high, {bed_x_m, 2}, 1.2);
        ward.run_lift(lift);
    }
};

/// By hand: called 3 m before the door, waited for 0.60 m before it, ridden 0.70 m behind it, which
/// is where the chair first stands clear of the door on the 10 cm grid of places.
double calc_by_lift_s(const plan::Lift& lift) {
    const double called_x_m = door_x_m - 3 - length_m / 2,
                 waits_x_m = door_x_m - 0.60 - length_m / 2, rides_x_m = door_x_m + 0.70;
    const double ride_s = sim::crowd::calc_ride_s(storey_m, lift.speed_mps, lift.acceleration_mps2);
    const double comes_s = ride_s + lift.door_open_s;
    return preparation_s + (called_x_m - bed_x_m) / loaded_mps +
           std::max(comes_s, (waits_x_m - called_x_m) / loaded_mps) +
           (rides_x_m - waits_x_m) / loaded_mps + lift.door_dwell_s + lift.door_close_s + ride_s +
           lift.door_open_s + (rides_x_m - down_x_m) / loaded_mps + unload_s;
}

void run_ride_down(std::vector<CaseResult>& out) {
    const LiftWard site;
    Ward ward{site.drawing.plan()};
    site.put_people(ward);
    const double got_s = ward.run(600), expected_s = calc_by_lift_s(site.drawing.plan()[site.lift]);
    const bool close = std::fabs(got_s - expected_s) <= band * expected_s;
    out.push_back({"assist",
                   "lift: wheelchair-9m-down",
                   "analytic",
                   got_s,
                   expected_s,
                   band,
                   close ? Verdict::pass : Verdict::fail,
                   {},
                   "s: preparation, way, call, doors, ride, unloading"});
}

/// What becomes of the transfer when that lobby fills with smoke while the chair is on its way.
void run_smoke_before_lift(std::vector<CaseResult>& out) {
    int kept_out = 0;
    std::string reason;
    for (const bool above : {true, false}) {
        const LiftWard site;
        Ward ward{site.drawing.plan()};
        SmokyCells smoke{plan::make_smoke_cells(site.drawing.plan()).cells.size()};
        ward.see(&smoke);
        site.put_people(ward);
        ward.run(preparation_s + 5);
        const plan::SpaceId lobby = above ? site.high : site.low;
        const auto cells = plan::make_smoke_cells(site.drawing.plan());
        for (const plan::CellId cell : cells.cells_of_space[lobby.index()])
            smoke.extinction_per_m[cell.index()] = 5;
        ward.run(200);
        const auto& status = *ward.status(0);
        kept_out += status.phase == assist::TransferPhase::stopped && !status.lift;
        reason = status.reason;
    }
    out.push_back({"assist",
                   "lift: smoke-in-either-lobby",
                   "direction",
                   double(kept_out),
                   2,
                   0,
                   kept_out == 2 ? Verdict::pass : Verdict::fail,
                   {},
                   "not taken; " + reason});
}

} // namespace

void run_assist_lift_cases(std::vector<CaseResult>& out) {
    run_ride_down(out);
    run_smoke_before_lift(out);
}

} // namespace tools::verify
