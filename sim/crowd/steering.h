/// How walkers move among bodies and walls: each picks, of a few directions, the one in which he
/// gets on best at the speed that the gap ahead allows; bodies that would touch are moved apart.
/// docs/references.md#collision-free-speed (speed by gap), #position-based (contacts).
#pragma once
#include "sim/crowd/bodies.h"

namespace sim::crowd {

/// Two bodies that could touch in this step, rows of Bodies::all().
struct Pair {
    std::uint32_t a, b;
};

/// Share of the free speed at which people walk behind others at that density.
/// @return floor .. 1; 1 when nobody is ahead. Pure. Cost: one exp.
/// Source: Weidmann, docs/references.md#weidmann. Tested over 0 .. 6 persons/m2.
[[nodiscard]] double calc_crowding_factor(double persons_per_m2) noexcept;

class Steering {
public:
    explicit Steering(const Ground& ground, std::uint64_t seed) : ground_(ground), seed_(seed) {}

    /// Where every active body goes in this step if walls let it. Reads the state at the start of
    /// the step only, so the order of walkers does not matter; writes `turned_frac` and `held_s`.
    /// @param gates_shut by opening: a wall to those who do not stand in it
    void step(const Bodies& bodies, Walkers& walkers, std::span<const unsigned char> gates_shut,
              std::int64_t now);

    /// By row of Bodies::all(); borrowed until the next step.
    [[nodiscard]] std::span<const Vec2> wished_at_m() const noexcept { return next_m_; }
    [[nodiscard]] std::span<const unsigned char> touched() const noexcept { return touched_; }

private:
    struct View;
    void look_around(const Bodies& bodies, std::uint32_t row, View& view);
    void look_at_walls(const Walkers& walkers, const Body& body,
                       std::span<const unsigned char> gates_shut, View& view) const;
    Vec2 choose_velocity(const Walkers& walkers, const Body& body, const View& view,
                         std::int64_t now) const;
    void step_patience(Walkers& walkers, const Body& body, const View& view) const;
    void resolve_contacts(const Bodies& bodies);

    const Ground& ground_;
    std::uint64_t seed_;
    std::vector<Vec2> next_m_;
    std::vector<unsigned char> touched_;
    std::vector<Pair> pairs_;
};

} // namespace sim::crowd
