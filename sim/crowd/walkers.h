/// The walkers as columns, one row each. Rows are put in another order now and then (Renumbering);
/// `id` says who it is. Who writes what stands with each.
#pragma once
#include "sim/crowd/crowd.h"
#include "sim/crowd/renumbering.h"
#include <vector>

namespace sim::crowd {

using core::Vec2;

inline constexpr double no_gap_m = 1e9;
inline constexpr float no_pace_mps = 1e9f;

/// Past a device on stairs people go one behind the other, with their shoulders turned where
/// there is no room for their breadth.
enum class InFile : std::uint8_t { no, upright, sideways };

struct Walkers {
    std::vector<std::uint32_t> id; ///< index of the WalkerId
    // Motion: written when the step's moves are made final, and by place().
    std::vector<Vec2> at_m, velocity_mps;
    std::vector<plan::SheetId> sheet;
    std::vector<plan::SpaceId> space;
    // Wish: written by the navigator each step.
    std::vector<Vec2> wished_direction; ///< unit; {0,0}: stays
    std::vector<double> wished_mps;     ///< <= top_mps
    std::vector<double> gap_m;   ///< to the opening on his way across this space, or no_gap_m
    std::vector<InFile> in_file; ///< past a device
    std::vector<float> pace_mps; ///< groups: no faster than the others of his group
    std::vector<double> top_mps; ///< what he could walk here and now
    std::vector<WalkerState> state;
    // Body.
    std::vector<double> radius_m;
    std::vector<double> turned_frac; ///< steering: 0 square on, 1 sideways to get past
    std::vector<double>
        crowding_frac;          ///< steering: share of speed that the density all round costs
    std::vector<double> held_s; ///< time for which he has been held up
    std::vector<Vec2> kept_mps; ///< steering: velocity chosen last
    std::vector<Vec2> sway;     ///< steering: turn that a held-up one tries, as cos and sin
    std::vector<std::uint32_t> sway_turn;  ///< half second for which `sway` was drawn
    std::vector<std::int64_t> awake_until; ///< a standing one who was pushed gives way until then
    // Person: constants and orders.
    std::vector<double> free_mps, up_mps, down_mps, speed_factor, smoke_factor, breathing_height_m;
    std::vector<float> ramp_up_ratio, ramp_down_ratio;
    std::vector<unsigned char> walks_on_escalators, lift_permit;
    std::vector<unsigned char> enters_smoke, can_crawl, holds_handrail;
    std::vector<Posture> posture;            ///< navigator; attach() and set_down()
    std::vector<std::uint32_t> draw_subject; ///< hash of the key

    [[nodiscard]] std::size_t size() const noexcept { return at_m.size(); }
    void add(const WalkerSpec& spec);
    void renumber(const Renumbering& renumbering);

private:
    template <class Do>
    void each_column(const Do& apply);
};

/// Walks or wants to: has an errand and is not stopped for good.
[[nodiscard]] constexpr bool moves(WalkerState s) noexcept {
    return s == WalkerState::walking || s == WalkerState::door_shut;
}

} // namespace sim::crowd
