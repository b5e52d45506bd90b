/// Leaves of doors and windows: open, shut, self-closing, held open by a magnet, locked.
#pragma once
#include "sim/core/tick.h"
#include "sim/plan/plan.h"
#include <span>
#include <vector>

namespace sim::devices {

/// A leaf takes this long from shut to open. 未核实; docs/references.md#door-leaf
inline constexpr double leaf_travel_s = 1.0;
/// A self-closing leaf begins to shut this long after the last person left it. 未核实
inline constexpr double closer_delay_s = 2.0;

class Doors {
public:
    explicit Doors(const plan::Plan& plan);

    // Initial state: open when the plan says initially_open or held_open; magnets hold.
    // Doorways and gaps have no leaf and stay open.

    /// @return false when the door is locked (nothing changes) or is no leaf
    bool open(plan::OpeningId id);
    /// By hand: also pulls the leaf off its magnet and takes a wedge away. Not while somebody
    /// stands in the opening: the leaf waits.
    void shut(plan::OpeningId id);
    /// An open leaf can be locked: it still shuts, and then cannot be opened.
    void set_locked(plan::OpeningId id, bool locked);
    /// Wedged leaves do not close by themselves, magnets released or not.
    void wedge(plan::OpeningId id);
    /// Lets go of all magnets (linkage); their leaves shut unless wedged or occupied.
    void release_magnets();
    /// Moves the leaves by one tick. `occupied`: 1 where somebody stands in the opening.
    void step(std::span<const unsigned char> occupied);

    [[nodiscard]] std::span<const double> open_frac() const noexcept;
    [[nodiscard]] std::span<const unsigned char> locked() const noexcept;
    /// Leaves that came to rest fully open or shut in the last step.
    struct Change {
        plan::OpeningId opening;
        bool now_open = false;
    };
    [[nodiscard]] std::span<const Change> changes() const noexcept;

private:
    struct Leaf {
        std::int64_t position_ticks = 0; ///< of the way from shut to open
        std::int64_t idle_ticks = 0;     ///< open and nobody in it
        bool opens = false;              ///< where it goes or rests
        bool held = false, wedged = false, self_closing = false, movable = false;
    };
    static void let_closer_act(Leaf& leaf, bool occupied) noexcept;
    std::vector<Leaf> leaves_;
    std::vector<double> open_frac_;
    std::vector<unsigned char> locked_;
    std::vector<Change> changes_;
};

} // namespace sim::devices
