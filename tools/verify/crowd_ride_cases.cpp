#include "sim/crowd/lifts.h"
#include "tools/verify/crowd_cases.h"
#include "tools/verify/crowd_rows.h"
#include "tools/verify/crowd_site.h"
#include <algorithm>
#include <fmt/format.h>

namespace tools::verify {

namespace plan = sim::plan;
namespace core = sim::core;
namespace crowd = sim::crowd;
using core::Segment;

namespace {

constexpr Vec2 upright{0, 1};
constexpr double long_enough_s = 900;
constexpr double storey_m = 9; ///< three storeys in one: the car reaches its speed

/// Two lobbies above each other, a car of 1.8 x 2.0 m beside them, the exit below.
struct LiftSite {
    CrowdSite site;
    plan::SpaceId low_lobby, low_car, yard, high_lobby, high_car;
    plan::OpeningId exit, high_door;
    plan::LiftId lift;

    LiftSite(int capacity_count, std::uint64_t seed) {
        site.level(0);
        low_lobby = site.room({0, 0}, {10, 8});
        low_car = site.space(plan::SpaceKind::lift, {{10, 3}, {11.8, 3}, {11.8, 5}, {10, 5}});
        yard = site.outside({-12, -2}, {0, 10});
        exit = site.doorway(low_lobby, yard, {0, 4}, 1.2, upright);
        site.door(low_lobby, low_car, {10, 4}, 1.1, upright);
        site.level(storey_m);
        high_lobby = site.room({0, 0}, {10, 8});
        high_car = site.space(plan::SpaceKind::lift, {{10, 3}, {11.8, 3}, {11.8, 5}, {10, 5}});
        high_door = site.door(high_lobby, high_car, {10, 4}, 1.1, upright);
        lift = site.lift({low_car, high_car}, capacity_count);
        site.open({seed, crowd::DoorMode::emergent});
    }
};

/// Called from above with the car below: what the car and the doors take, and the walking.
void one_rider(std::vector<CaseResult>& out) {
    LiftSite s(8, 1);
    s.site.people().set_lift_service(s.lift, crowd::LiftService::everybody);
    constexpr double speed_mps = 1.0;
    // The button is in reach 3 m before the door; he walks at his speed when the time begins.
    constexpr double timed_from_m = 5;
    const auto walker = s.site.add(s.high_lobby, {3, 4}, speed_mps);
    s.site.send(walker, s.yard);
    double timed_s = 0, called_s = 0, rode_s = 0, opened_s = 0, arrived_s = 0;
    while (s.site.passed(s.exit) < 1 && s.site.time_s() < long_enough_s) {
        s.site.step();
        const auto car = s.site.people().lift_status(s.lift);
        const double now_s = s.site.time_s();
        const bool before = s.site.people().position(walker).at_m.x < timed_from_m;
        if (timed_s == 0 && !before) timed_s = now_s;
        if (called_s == 0 && car.phase == crowd::CarPhase::riding) called_s = now_s;
        const bool above = car.stop == s.high_car;
        if (opened_s == 0 && above && car.phase == crowd::CarPhase::open) opened_s = now_s;
        if (rode_s == 0 && above && car.phase == crowd::CarPhase::riding) rode_s = now_s;
        if (rode_s > 0 && arrived_s == 0 && !above) arrived_s = now_s;
    }
    const double ride_s = crowd::calc_ride_s(storey_m, 1.0, 0.8);
    out.push_back(crowd_equal("NIST 2.7 / ISO 20: called with 2 m walked, s", "analytic",
                              called_s - timed_s, 2.0 / speed_mps, 0.15, "not exercised by JuPedSim"));
    out.push_back(crowd_equal("NIST 2.7 / ISO 20: call to open door, car 9 m below, s", "analytic",
                              opened_s - called_s, ride_s + 2.5, 0.02, "not exercised by JuPedSim",
                              "9 m at 1.0 m/s and 0.8 m/s2, doors 2.5 s"));
    out.push_back(crowd_equal("NIST 2.7 / ISO 20: ride over 9 m, s", "analytic", arrived_s - rode_s,
                              ride_s, 0.02, "not exercised by JuPedSim",
                              "9 / 1.0 + 1.0 / 0.8 = 10.25 s"));
    // Walks 10 m of lobby and some 1.5 m in and out of the car.
    const double least_s = arrived_s + 2.5 + 10 / speed_mps;
    out.push_back(crowd_between("NIST 2.7 / ISO 20: out of the building, s", "analytic",
                                s.site.time_s(), least_s, least_s + 4, "not exercised by JuPedSim",
                                "arrival, doors, 10 to 12 m at 1.0 m/s, setting out"));
}

/// More than the car holds: it goes as often as it must and is never fuller than it may be.
void full_car(std::vector<CaseResult>& out) {
    constexpr int persons = 20, capacity = 8;
    constexpr std::uint64_t seeds = 5;
    int most = 0, fewest_trips = 1000, most_trips = 0, gone = 0;
    double mean_s = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        LiftSite s(capacity, seed);
        s.site.people().set_lift_service(s.lift, crowd::LiftService::everybody);
        s.site.send(s.site.fill(s.high_lobby, {0.5, 0.5}, {9.5, 7.5}, persons, 1.25, 0.2), s.yard);
        int trips = 0;
        auto before = crowd::CarPhase::standing;
        while (s.site.passed(s.exit) < persons && s.site.time_s() < long_enough_s) {
            s.site.step();
            const auto car = s.site.people().lift_status(s.lift);
            most = std::max(most, car.aboard);
            const bool sets_out =
                car.phase == crowd::CarPhase::riding && before != crowd::CarPhase::riding;
            trips += sets_out && car.stop == s.high_car && car.aboard > 0;
            before = car.phase;
        }
        gone += s.site.passed(s.exit);
        fewest_trips = std::min(fewest_trips, trips);
        most_trips = std::max(most_trips, trips);
        mean_s += s.site.time_s() / seeds;
    }
    const char* peer = "not exercised by JuPedSim";
    out.push_back(crowd_equal("ISO 20: 20 persons, car of 8, persons out in 5 seeds", "analytic",
                              gone, persons * static_cast<int>(seeds), 0, peer));
    out.push_back(crowd_between("ISO 20: most persons aboard a car of 8", "analytic", most, 1,
                                capacity, peer));
    out.push_back(crowd_between(
        "ISO 20: trips for 20 persons, car of 8, most of 5 seeds", "analytic", most_trips, 3, 4,
        peer,
        fmt::format("at least ceil(20 / 8) = 3; fewest {}, mean {:.0f} s", fewest_trips, mean_s)));
}

/// Nobody rides unless the lift is in service for him: the way a fire leaves it.
void service(std::vector<CaseResult>& out) {
    LiftSite s(8, 1);
    const auto one = s.site.add(s.high_lobby, {5, 3}, 1.0);
    const auto other = s.site.add(s.high_lobby, {5, 5}, 1.0);
    s.site.send({one, other}, s.yard);
    constexpr double wait_s = 60, ride_s = 120;
    while (s.site.time_s() < wait_s)
        s.site.step();
    const bool none_rode = s.site.passed(s.high_door) == 0 &&
                           s.site.people().state(one) == crowd::WalkerState::no_route;
    s.site.people().set_lift_permit(one, true);
    s.site.people().set_lift_service(s.lift, crowd::LiftService::permitted);
    while (s.site.time_s() < wait_s + ride_s)
        s.site.step();
    const bool one_rode =
        s.site.passed(s.exit) == 1 && s.site.people().space(other) == s.high_lobby;
    out.push_back(crowd_holds("lift out of service: nobody rides, reason given", none_rode,
                              s.site.passed(s.high_door), "", "got: passages of its door"));
    out.push_back(crowd_holds("lift in fire service: only who has the permit rides", one_rode,
                              s.site.passed(s.exit), "", "got: persons out of two"));
}

enum class Carrier { ramp, escalator };

/// Seconds on a flight of 10 m.
double flight_s(Carrier carrier, bool up, double belt_mps, const crowd::WalkerSpec& person) {
    CrowdSite site;
    site.level(0);
    const auto low = site.space(plan::SpaceKind::stair, {{0, 0}, {3, 0}, {3, 2}, {0, 2}});
    site.level(1);
    const auto high = site.space(plan::SpaceKind::stair, {{0, 0}, {3, 0}, {3, 2}, {0, 2}});
    const auto flight =
        site.flight(low, high, Segment{{3, 0}, {3, 2}}, Segment{{0, 0}, {0, 2}}, 10);
    if (carrier == Carrier::ramp)
        site.make_ramp();
    else
        site.make_escalator(belt_mps);
    site.open({});
    crowd::WalkerSpec spec = person;
    spec.start = {site.area().sheet_of(flight), {1, up ? 0.05 : 9.95}};
    spec.space = up ? low : high;
    const auto walker = site.add(spec);
    site.send(walker, up ? high : low);
    constexpr double limit_s = 100;
    while (site.people().position(walker).sheet == spec.start.sheet && site.time_s() < limit_s)
        site.step();
    return site.time_s();
}

void escalators(std::vector<CaseResult>& out) {
    crowd::WalkerSpec person;
    person.stair_up_mps = person.stair_down_mps = 0.5;
    const char* peer = "out of scope of pyFDS-Evac";
    out.push_back(crowd_equal("ISO 21: 10 m escalator up at 0.5 m/s, standing, s", "analytic",
                              flight_s(Carrier::escalator, true, 0.5, person), 20, 0.05, peer));
    out.push_back(crowd_equal("ISO 21: 10 m escalator down at 0.5 m/s, standing, s", "analytic",
                              flight_s(Carrier::escalator, false, -0.5, person), 20, 0.05, peer));
    out.push_back(crowd_equal("ISO 21: 10 m escalator that stands still, walked at 0.5 m/s, s",
                              "analytic", flight_s(Carrier::escalator, true, 0, person), 20, 0.05,
                              peer));
    person.walks_on_escalators = true;
    out.push_back(crowd_equal("ISO 21: 10 m escalator at 0.5 m/s, walking 0.5 m/s, s", "analytic",
                              flight_s(Carrier::escalator, true, 0.5, person), 10, 0.05, peer));
}

void ramps(std::vector<CaseResult>& out) {
    crowd::WalkerSpec person;
    person.free_speed_mps = 1.0;
    person.ramp_up_ratio = 0.8;
    person.ramp_down_ratio = 0.9;
    out.push_back(crowd_equal("ramp of 10 m up at 0.8 of 1.0 m/s, s", "analytic",
                              flight_s(Carrier::ramp, true, 0, person), 12.5, 0.05));
    out.push_back(crowd_equal("ramp of 10 m down at 0.9 of 1.0 m/s, s", "analytic",
                              flight_s(Carrier::ramp, false, 0, person), 11.11, 0.05));
}

} // namespace

void run_crowd_ride_cases(std::vector<CaseResult>& out) {
    one_rider(out);
    full_car(out);
    service(out);
    escalators(out);
    ramps(out);
}

} // namespace tools::verify
