/// Devices carried or rolled over a flight of stairs, with their crews, as people on foot meet
/// them: past on one side in a file, or not at all. Source: docs/references.md#past-a-device
#pragma once
#include "sim/crowd/walkers.h"

namespace sim::crowd {

class Passing {
public:
    Passing(const plan::Plan& plan, const plan::WalkableArea& area) : plan_(plan), area_(area) {}

    /// Reads where devices, crews and walkers are. Cost: nothing without a device on a flight; else
    /// linear in those awake.
    void begin_step(const Walkers& walkers, std::span<const std::uint32_t> awake,
                    std::span<const Obstacle> obstacles);
    /// No device is on any flight.
    [[nodiscard]] bool empty() const noexcept { return loads_.empty(); }

    struct Advice {
        enum class Kind : std::uint8_t {
            free,    ///< no device near ahead or beside
            pass,    ///< by the lane at `lane_m`, one behind the other
            wait,    ///< `ahead_m` short of it, for it or for those who come past it
            go_back, ///< it comes at him and he may not pass
        };
        Kind kind = Kind::free;
        double lane_m = 0;     ///< x on the flight's sheet where he walks or waits
        double ahead_m = 0;    ///< from his middle to its near end; < 0: beside it
        double coming_mps = 0; ///< towards him
        bool sideways = false; ///< shoulders turned, or he will not get through
    };
    /// To walker i, who is on a flight. Cost: linear in the devices on flights.
    [[nodiscard]] Advice advise(const Walkers& walkers, std::size_t i, bool up) const;
    /// Whether who wants to go onto that flight at its lower (`up`) or upper end stays off it.
    [[nodiscard]] bool keeps_off(plan::FlightId flight, bool up, double radius_m) const;

private:
    /// One device, or several with no room between them, and crew.
    struct Load {
        plan::SheetId sheet;
        double low_m = 0, high_m = 0;   ///< along the slope
        double left_m = 0, right_m = 0; ///< room beside it as one who climbs sees it
        double up_mps = 0;
        int climbing = 0, descending = 0; ///< on foot, past it
        [[nodiscard]] double room_m() const noexcept { return std::max(left_m, right_m); }
    };
    struct Disc {
        plan::SheetId sheet;
        Vec2 at_m;
        double radius_m = 0, up_mps = 0;
    };
    void gather_discs(const Walkers& walkers, std::span<const std::uint32_t> awake,
                      std::span<const Obstacle> obstacles);
    void make_loads();
    void count_traffic(const Walkers& walkers, std::span<const std::uint32_t> awake);
    [[nodiscard]] const Load* find_next(const Walkers& walkers, std::size_t i, bool up) const;
    [[nodiscard]] double width_m(const Load& load) const {
        return plan_[area_.sheets[load.sheet.index()].flight].width_m;
    }

    const plan::Plan& plan_;
    const plan::WalkableArea& area_;
    std::vector<Disc> discs_;
    std::vector<Load> loads_; ///< by sheet, upwards
};

} // namespace sim::crowd
