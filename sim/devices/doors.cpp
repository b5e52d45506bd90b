#include "sim/devices/doors.h"

#include <algorithm>

namespace sim::devices {

namespace {

constexpr std::int64_t travel_ticks = core::tick_at(leaf_travel_s).value;
constexpr std::int64_t closer_delay_ticks = core::tick_at(closer_delay_s).value;

} // namespace

Doors::Doors(const plan::Plan& plan) {
    for (const plan::Opening& o : plan.openings) {
        const bool movable =
            o.kind == plan::OpeningKind::door || o.kind == plan::OpeningKind::window;
        const bool open = !movable || o.initially_open || o.held_open;
        Leaf leaf;
        leaf.movable = movable;
        leaf.position_ticks = open ? travel_ticks : 0;
        leaf.opens = open;
        leaf.held = movable && o.held_open;
        // A leaf on a magnet has a closer: the magnet would be pointless without one.
        leaf.self_closing = movable && (o.self_closing || o.held_open);
        leaves_.push_back(leaf);
        open_frac_.push_back(open ? 1 : 0);
        locked_.push_back(movable && o.locked ? 1 : 0);
    }
}

bool Doors::open(plan::OpeningId id) {
    Leaf& leaf = leaves_[id.index()];
    if (!leaf.movable || locked_[id.index()]) return false;
    leaf.opens = true;
    leaf.idle_ticks = 0;
    return true;
}

void Doors::shut(plan::OpeningId id) {
    Leaf& leaf = leaves_[id.index()];
    if (!leaf.movable) return;
    leaf.opens = leaf.held = leaf.wedged = false;
}

void Doors::set_locked(plan::OpeningId id, bool locked) {
    if (leaves_[id.index()].movable) locked_[id.index()] = locked ? 1 : 0;
}

void Doors::wedge(plan::OpeningId id) {
    if (leaves_[id.index()].movable) leaves_[id.index()].wedged = true;
}

void Doors::release_magnets() {
    for (Leaf& leaf : leaves_)
        leaf.held = false;
}

void Doors::let_closer_act(Leaf& leaf, bool occupied) noexcept {
    if (!leaf.opens || !leaf.self_closing) return;
    leaf.idle_ticks = occupied || leaf.position_ticks == 0 ? 0 : leaf.idle_ticks + 1;
    if (!leaf.held && !leaf.wedged && leaf.idle_ticks >= closer_delay_ticks) leaf.opens = false;
}

void Doors::step(std::span<const unsigned char> occupied) {
    changes_.clear();
    for (std::size_t i = 0; i < leaves_.size(); ++i) {
        Leaf& leaf = leaves_[i];
        if (!leaf.movable) continue;
        const bool in_the_way = i < occupied.size() && occupied[i] && leaf.position_ticks > 0;
        // Whoever stands in a doorway pushes the leaf back; a closer then waits anew.
        if (in_the_way && leaf.self_closing) leaf.opens = true;
        let_closer_act(leaf, in_the_way);
        const std::int64_t before = leaf.position_ticks;
        const std::int64_t direction = leaf.opens || in_the_way ? 1 : -1;
        leaf.position_ticks = std::clamp<std::int64_t>(before + direction, 0, travel_ticks);
        open_frac_[i] =
            static_cast<double>(leaf.position_ticks) / static_cast<double>(travel_ticks);
        const std::int64_t goal = leaf.opens ? travel_ticks : 0;
        if (leaf.position_ticks != before && leaf.position_ticks == goal)
            changes_.push_back({core::make_id<plan::OpeningId>(i), leaf.opens});
    }
}

std::span<const double> Doors::open_frac() const noexcept {
    return open_frac_;
}
std::span<const unsigned char> Doors::locked() const noexcept {
    return locked_;
}
std::span<const Doors::Change> Doors::changes() const noexcept {
    return changes_;
}

} // namespace sim::devices
