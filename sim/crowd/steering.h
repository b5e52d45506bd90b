/// How walkers move among bodies and walls: each picks, of a few directions, the one in which he
/// gets on best at the speed that the gap ahead allows; bodies that would touch are moved apart.
/// docs/references.md#collision-free-speed (speed by gap), #position-based (contacts).
#pragma once
#include "sim/crowd/sight.h"
#include <algorithm>
#include <array>

namespace sim::crowd {

/// Share of the free speed at which people walk behind others at that density.
/// @return floor .. 1; 1 when nobody is ahead. Pure. Cost: one exp.
/// Source: Weidmann, docs/references.md#weidmann. Tested over 0 .. 6 persons/m2.
[[nodiscard]] double calc_crowding_factor(double persons_per_m2) noexcept;

class Steering {
public:
    explicit Steering(std::uint64_t seed);

    /// Where every active body goes in this step if walls let it. Reads the state at the start of
    /// the step only, so the order of walkers does not matter; writes `turned_frac`, `held_s`,
    /// `crowding_frac` and `kept_mps` of the bodies and `sway` of the walkers.
    /// @param gates_shut by opening: a wall to those who do not stand in it
    void step(Bodies& bodies, Walkers& walkers, std::span<const unsigned char> gates_shut,
              std::int64_t now);

    /// By row of Bodies::all(); borrowed until the next step.
    [[nodiscard]] std::span<const Vec2> wished_at_m() const noexcept { return next_m_; }
    [[nodiscard]] std::span<const unsigned char> touched() const noexcept { return touched_; }
    /// Walkers who stood still and were touched, ascending; borrowed until the next step.
    [[nodiscard]] std::span<const std::uint32_t> touched_at_rest() const noexcept {
        return touched_at_rest_;
    }

private:
    struct NearWalls;
    void begin(const Bodies& bodies);
    void steer(Bodies& bodies, Walkers& walkers, std::span<const unsigned char> gates_shut,
               std::uint32_t row, std::int64_t now);
    static void look_at_walls(const Body& body, std::span<const unsigned char> gates_shut,
                              NearWalls& walls);
    [[nodiscard]] Vec2 choose_velocity(const Body& body, const NearWalls& walls, Vec2 e0,
                                       Vec2 straight, double wish_mps) const;
    [[nodiscard]] Vec2 swayed(Walkers& walkers, const Body& body, std::int64_t now) const;
    /// What he would walk if nobody stood in the way: as fast as the crowd or the file goes.
    [[nodiscard]] double calc_wish_mps(const Bodies& bodies, const Body& body, bool in_file,
                                       plan::SheetId sheet) const;
    void think(const Bodies& bodies, Body& body, plan::SheetId sheet, Vec2 e0, float creep_mps,
               std::span<const unsigned char> gates_shut, int ticks);
    void step_patience(Body& body, bool is_held, int ticks) const;
    void resolve_contacts(const Bodies& bodies);
    void touch(const Bodies& bodies, std::uint32_t row);

    /// Crowding factors by number of persons: ahead, ahead close to an opening, all round.
    static constexpr std::size_t most_counted = 128;
    using Factors = std::array<double, most_counted>;
    [[nodiscard]] static std::size_t counted(int persons) noexcept {
        return std::min(static_cast<std::size_t>(persons), most_counted - 1);
    }
    Factors ahead_factor_, ahead_at_gap_factor_, around_factor_;

    std::uint64_t seed_;
    Sight sight_;
    std::vector<Vec2> next_m_;
    std::vector<unsigned char> touched_;
    std::vector<std::uint32_t> touched_at_rest_;
    std::vector<Pair> pairs_;
};

} // namespace sim::crowd
