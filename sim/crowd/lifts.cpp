#include "sim/crowd/lifts.h"

#include "sim/core/tick.h"
#include <algorithm>
#include <cmath>
#include <utility>

namespace sim::crowd {

namespace {

constexpr double call_reach_m = 3.0; ///< who is this near to the door has pressed the button
/// Doors wait so long for the next one who could still get in. Range 5-20 s.
constexpr double boarding_patience_s = 10;
/// Whose middle is this near to the door's line stands between the leaves: half a body from front
/// to back. Range 0.10-0.20.
constexpr double between_leaves_m = 0.15;

std::int64_t ticks_of(double s) {
    return std::max<std::int64_t>(1, std::llround(s * core::tick_rate_Hz));
}

std::size_t apart(std::size_t a, std::size_t b) {
    return a > b ? a - b : b - a;
}

} // namespace

double calc_ride_s(double distance_m, double speed_mps, double acceleration_mps2) noexcept {
    if (distance_m <= 0) return 0;
    // Reaches its speed only when the way is as long as starting and braking together.
    const double ramps_m = speed_mps * speed_mps / acceleration_mps2;
    if (distance_m < ramps_m) return 2 * std::sqrt(distance_m / acceleration_mps2);
    return distance_m / speed_mps + speed_mps / acceleration_mps2;
}

Lifts::Lifts(const plan::Plan& plan)
    : plan_(plan), door_of_(plan.openings.size()), car_of_(plan.spaces.size(), none) {
    for (const plan::Lift& lift : plan.lifts) {
        Car car;
        for (const plan::SpaceId space : lift.spaces) {
            Stop stop;
            stop.space = space;
            stop.elevation_m = plan[plan[space].level].elevation_m;
            for (std::size_t o = 0; o < plan.openings.size(); ++o)
                if (plan.openings[o].walkable() &&
                    (plan.openings[o].a == space || plan.openings[o].b == space)) {
                    stop.door = core::make_id<plan::OpeningId>(o);
                    door_of_[o] = {cars_.size(), car.stops.size()};
                }
            car_of_[space.index()] = cars_.size();
            car.stops.push_back(stop);
        }
        cars_.push_back(std::move(car));
    }
}

void Lifts::set_service(plan::LiftId lift, LiftService service) noexcept {
    cars_[lift.index()].service = service;
    in_service_count_ = static_cast<int>(std::count_if(cars_.begin(), cars_.end(), [](auto& car) {
        return car.service != LiftService::out_of_service;
    }));
}

bool Lifts::takes(plan::LiftId lift, bool permitted) const noexcept {
    const LiftService service = cars_[lift.index()].service;
    return service == LiftService::everybody || (service == LiftService::permitted && permitted);
}

double Lifts::ride_s(std::size_t index, std::size_t from, std::size_t to) const {
    const Car& car = cars_[index];
    const plan::Lift& lift = plan_.lifts[index];
    return calc_ride_s(std::abs(car.stops[to].elevation_m - car.stops[from].elevation_m),
                       lift.speed_mps, lift.acceleration_mps2);
}

double Lifts::expected_s(plan::LiftId id, plan::SpaceId from, plan::SpaceId to) const {
    const Car& car = cars_[id.index()];
    const plan::Lift& lift = plan_[id];
    const auto stop_at = [&](plan::SpaceId space) {
        const auto it = std::find_if(car.stops.begin(), car.stops.end(),
                                     [&](const Stop& stop) { return stop.space == space; });
        return static_cast<std::size_t>(it - car.stops.begin());
    };
    const std::size_t a = stop_at(from), b = stop_at(to);
    return ride_s(id.index(), car.at, a) + ride_s(id.index(), a, b) + 2 * lift.door_open_s +
           lift.door_dwell_s + lift.door_close_s;
}

void Lifts::begin_step() noexcept {
    arrivals_.clear();
    for (Car& car : cars_) {
        car.aboard = car.leaving = 0;
        for (Stop& stop : car.stops) {
            stop.waiting = stop.wanted = stop.between = 0;
            stop.load_waits = false;
        }
    }
}

/// After all persons, so that a car with a device in it is full whoever pushes it.
void Lifts::count(const LiftLoad& load) noexcept {
    Car& car = cars_[load.lift.index()];
    if (load.need != LiftNeed::call)
        car.aboard = std::max(car.aboard, plan_[load.lift].capacity_count);
    for (Stop& stop : car.stops) {
        if (load.need == LiftNeed::ride && stop.space == load.to) ++stop.wanted;
        if (load.need == LiftNeed::ride || stop.space != load.stop) continue;
        if (load.need == LiftNeed::call) {
            ++stop.waiting;
            stop.load_waits = true;
            continue;
        }
        ++stop.between; // its crew keeps the leaves open
        if (load.need == LiftNeed::leave) ++car.leaving;
    }
}

void Lifts::count_rider(Car& car, const Person& person) noexcept {
    ++car.aboard;
    if (person.heads_for && !person.rides_to) ++car.leaving;
    for (Stop& stop : car.stops) {
        if (person.rides_to && stop.space == person.rides_to) ++stop.wanted;
        if (stop.space == person.space && is_between_leaves(stop, person)) ++stop.between;
    }
}

bool Lifts::is_between_leaves(const Stop& stop, const Person& person) const noexcept {
    return stop.door &&
           core::distance(plan_[stop.door].segment_m(), person.at_m) < between_leaves_m;
}

void Lifts::count(const Person& person) noexcept {
    if (const std::size_t inside = car_of_[person.space.index()]; inside != none)
        return count_rider(cars_[inside], person);
    if (!person.heads_for || person.door_m > call_reach_m) return;
    const DoorOf& door = door_of_[person.heads_for.index()];
    if (door.car == none) return;
    Stop& stop = cars_[door.car].stops[door.stop];
    ++stop.waiting;
    if (is_between_leaves(stop, person)) ++stop.between;
}

void Lifts::note_calls(Car& car, std::int64_t now) noexcept {
    for (Stop& stop : car.stops) {
        if (stop.waiting == 0)
            stop.called_at = -1;
        else if (stop.called_at < 0)
            stop.called_at = now;
    }
}

/// Where the car is wanted next; where it stands when nowhere.
std::size_t Lifts::next_stop(const Car& car) noexcept {
    std::size_t best = none;
    for (std::size_t s = 0; s < car.stops.size(); ++s)
        if (car.stops[s].wanted > 0 && (best == none || apart(s, car.at) < apart(best, car.at)))
            best = s;
    if (best != none) return best;
    for (std::size_t s = 0; s < car.stops.size(); ++s)
        if (car.stops[s].called_at >= 0 &&
            (best == none || car.stops[s].called_at < car.stops[best].called_at))
            best = s;
    return best == none ? car.at : best;
}

void Lifts::set_out(std::size_t index, std::int64_t now) {
    Car& car = cars_[index];
    car.to = next_stop(car);
    if (car.to != car.at) {
        car.phase = CarPhase::riding;
        car.phase_ends = now + ticks_of(ride_s(index, car.at, car.to));
    } else if (car.stops[car.at].waiting > 0 || car.leaving > 0) {
        open_doors(index, now);
    }
}

void Lifts::open_doors(std::size_t index, std::int64_t now) {
    cars_[index].phase = CarPhase::opening;
    cars_[index].phase_ends = now + ticks_of(plan_.lifts[index].door_open_s);
}

/// Until nobody has come or gone for the doors' dwell.
void Lifts::stay_open(std::size_t index, bool obstructed, std::int64_t now) {
    Car& car = cars_[index];
    const plan::Lift& lift = plan_.lifts[index];
    if (std::exchange(car.somebody_passed, false)) car.passed_at = now;
    const bool boarding = car.stops[car.at].waiting > 0 && car.aboard < lift.capacity_count &&
                          now - car.passed_at < ticks_of(boarding_patience_s);
    if (obstructed || car.leaving > 0 || boarding) car.busy_at = now;
    if (now - car.busy_at < ticks_of(lift.door_dwell_s)) return;
    car.phase = CarPhase::closing;
    car.phase_ends = now + ticks_of(lift.door_close_s);
}

void Lifts::advance(std::size_t index, std::int64_t now) {
    Car& car = cars_[index];
    const Stop& here = car.stops[car.at];
    const bool obstructed = here.between > 0;
    const bool over = now >= car.phase_ends;
    switch (car.phase) {
    case CarPhase::standing:
        return set_out(index, now);
    case CarPhase::riding:
        if (!over) return;
        arrivals_.push_back(
            {core::make_id<plan::LiftId>(index), here.space, car.stops[car.to].space});
        car.at = car.to;
        return open_doors(index, now);
    case CarPhase::opening:
        if (!over) return;
        car.phase = CarPhase::open;
        car.busy_at = car.passed_at = now;
        return;
    case CarPhase::open:
        return stay_open(index, obstructed, now);
    case CarPhase::closing:
        if (obstructed) return open_doors(index, now); // the leaves' edge feels him
        if (over) car.phase = CarPhase::standing;
        return;
    }
}

void Lifts::hold_doors() {
    held_doors_.clear();
    for (const Car& car : cars_) {
        if (car.service == LiftService::out_of_service) continue;
        for (std::size_t s = 0; s < car.stops.size(); ++s)
            if (car.stops[s].door)
                held_doors_.push_back(
                    {car.stops[s].door, !(car.phase == CarPhase::open && s == car.at)});
    }
}

void Lifts::end_step(std::int64_t now) {
    for (std::size_t k = 0; k < cars_.size(); ++k) {
        if (cars_[k].service == LiftService::out_of_service) continue;
        note_calls(cars_[k], now);
        advance(k, now);
    }
    hold_doors();
}

bool Lifts::keeps_out(plan::OpeningId o, plan::SpaceId space) const noexcept {
    const DoorOf& door = door_of_[o.index()];
    if (door.car == none) return false;
    const Car& car = cars_[door.car];
    if (car.service == LiftService::out_of_service || car.stops[door.stop].space == space)
        return false;
    const bool here = car.phase == CarPhase::open && car.at == door.stop;
    return !here || car.leaving > 0 || car.stops[door.stop].load_waits ||
           car.aboard >= plan_.lifts[door.car].capacity_count;
}

void Lifts::passed(plan::OpeningId o, plan::SpaceId into) noexcept {
    const DoorOf& door = door_of_[o.index()];
    if (door.car == none) return;
    Car& car = cars_[door.car];
    car.somebody_passed = true;
    car.aboard += car.stops[door.stop].space == into ? 1 : -1;
}

LiftStatus Lifts::status(plan::LiftId lift) const {
    const Car& car = cars_[lift.index()];
    return {car.stops[car.at].space, car.phase, car.aboard};
}

plan::OpeningId Lifts::door_at(plan::SpaceId space) const {
    const Car& car = cars_[car_of_[space.index()]];
    return std::find_if(car.stops.begin(), car.stops.end(),
                        [&](const Stop& stop) { return stop.space == space; })
        ->door;
}

} // namespace sim::crowd
