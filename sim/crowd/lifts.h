/// Lifts as walkers meet them: one car a lift, its doors, the calls, who is aboard. A car first
/// takes its riders to the nearest stop that one of them wants, then answers the oldest call;
/// it picks nobody up on the way. docs/references.md#lifts
#pragma once
#include "sim/crowd/crowd.h"
#include <cstdint>
#include <span>
#include <vector>

namespace sim::crowd {

/// Of a car from rest to rest. Pure. Cost: one square root.
/// @param distance_m >= 0  @param speed_mps > 0  @param acceleration_mps2 > 0, also of braking
[[nodiscard]] double calc_ride_s(double distance_m, double speed_mps,
                                 double acceleration_mps2) noexcept;

class Lifts {
public:
    explicit Lifts(const plan::Plan& plan); ///< borrowed

    void set_service(plan::LiftId lift, LiftService service) noexcept;
    [[nodiscard]] bool any_in_service() const noexcept { return in_service_count_ > 0; }
    [[nodiscard]] bool takes(plan::LiftId lift, bool permitted) const noexcept;
    /// Of the way there, from now: the car's way here, doors, the ride; nobody else counted.
    [[nodiscard]] double expected_s(plan::LiftId lift, plan::SpaceId from, plan::SpaceId to) const;

    /// What one walker means to a car in this step; each is told once, between begin_ and end_step.
    struct Person {
        plan::SpaceId space;
        plan::OpeningId heads_for; ///< across this space; may be none
        double door_m = 0;         ///< to it
        plan::SpaceId rides_to;    ///< none: does not want to ride from here
        core::Vec2 at_m;
    };
    void begin_step() noexcept;
    void count(const Person& person) noexcept;
    void count(const LiftLoad& load) noexcept;
    void end_step(std::int64_t now);
    struct Arrival {
        plan::LiftId lift;
        plan::SpaceId from, to;
    };
    /// Cars that reached a stop in this step; borrowed until the next.
    [[nodiscard]] std::span<const Arrival> arrivals() const noexcept { return arrivals_; }

    /// A door that the lift holds shut, or open, in this step.
    struct HeldDoor {
        plan::OpeningId opening;
        bool shut = true;
    };
    [[nodiscard]] std::span<const HeldDoor> held_doors() const noexcept { return held_doors_; }
    /// Whether one in that space has to wait outside that door: no car, riders getting off, full.
    [[nodiscard]] bool keeps_out(plan::OpeningId door, plan::SpaceId space) const noexcept;
    void passed(plan::OpeningId door, plan::SpaceId into) noexcept;
    [[nodiscard]] LiftStatus status(plan::LiftId lift) const;
    /// @param space a stop of a lift
    [[nodiscard]] plan::OpeningId door_at(plan::SpaceId space) const;

private:
    struct Stop {
        plan::SpaceId space;
        plan::OpeningId door;
        double elevation_m = 0;
        std::int64_t called_at = -1; ///< < 0: nobody waits
        int waiting = 0, wanted = 0; ///< persons before the door; aboard and bound for here
        int between = 0;             ///< persons between the leaves
        bool load_waits = false;     ///< a device before the door
    };
    struct Car {
        LiftService service = LiftService::out_of_service;
        CarPhase phase = CarPhase::standing;
        std::vector<Stop> stops;
        std::size_t at = 0, to = 0;
        std::int64_t phase_ends = 0, busy_at = 0;
        std::int64_t passed_at = 0;   ///< somebody went through the open door
        bool somebody_passed = false; ///< since the last step
        int aboard = 0, leaving = 0;
    };
    struct DoorOf { ///< by opening
        std::size_t car = none, stop = 0;
    };
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    void count_rider(Car& car, const Person& person) noexcept;
    [[nodiscard]] bool is_between_leaves(const Stop& stop, const Person& person) const noexcept;
    void note_calls(Car& car, std::int64_t now) noexcept;
    void stay_open(std::size_t index, bool obstructed, std::int64_t now);
    void advance(std::size_t index, std::int64_t now);
    void set_out(std::size_t index, std::int64_t now);
    void open_doors(std::size_t index, std::int64_t now);
    [[nodiscard]] static std::size_t next_stop(const Car& car) noexcept;
    [[nodiscard]] double ride_s(std::size_t index, std::size_t from, std::size_t to) const;
    void hold_doors();

    const plan::Plan& plan_;
    std::vector<Car> cars_;
    std::vector<DoorOf> door_of_;
    std::vector<std::size_t> car_of_; ///< by space
    std::vector<Arrival> arrivals_;
    std::vector<HeldDoor> held_doors_;
    int in_service_count_ = 0;
};

} // namespace sim::crowd
