#include "sim/crowd/crowd_impl.h"

#include <algorithm>

namespace sim::crowd {

namespace {

constexpr int queue_period_ticks = 10; ///< queues are counted anew
/// Rows of walkers are put in the order of their places so often, in crowds so large that their
/// rows do not stay in the nearest cache anyway.
constexpr int renumber_period_ticks = 100;
constexpr std::size_t large_crowd_count = 1000;

} // namespace

void Crowd::Impl::count_queues() {
    if (now % queue_period_ticks != 0) return;
    gates.begin_count();
    for (const std::uint32_t i : awake.walkers())
        if (moves(walkers.state[i]))
            if (const plan::OpeningId o = navigator.next_opening(i))
                gates.count(o, core::distance(plan[o].center_m, walkers.at_m[i]));
    gates.end_count();
}

/// An order, a push or a device concerns him: from now on he is looked at in each step.
void Crowd::Impl::wake(std::size_t i) {
    if (awake.is_awake(i)) return;
    awake.wake(i);
    bodies.lift(i);
    std::erase_if(resting_in_openings, [&](const InOpening& r) { return r.walker == i; });
}

/// Who neither walks nor is carried nor makes room for somebody just now needs no step.
void Crowd::Impl::refresh_awake() {
    awake.refresh(
        [&](std::size_t i) {
            const WalkerState s = walkers.state[i];
            return moves(s) || s == WalkerState::no_route || s == WalkerState::attached ||
                   (s != WalkerState::gone && walkers.awake_until[i] >= now);
        },
        [&](std::size_t i) { rest(i); });
}

void Crowd::Impl::rest(std::size_t i) {
    walkers.velocity_mps[i] = {};
    walkers.wished_direction[i] = {};
    walkers.wished_mps[i] = 0;
    if (walkers.state[i] == WalkerState::gone) return;
    bodies.lay_down(i);
    near = ground.near(walkers.sheet[i], walkers.at_m[i]);
    find_openings_around(i, [&](plan::OpeningId o) {
        resting_in_openings.push_back({static_cast<std::uint32_t>(i), o});
    });
}

/// By place, those who have left last.
void Crowd::Impl::renumber() {
    if (now % renumber_period_ticks != 0 || awake.walkers().size() < large_crowd_count) return;
    struct Placed {
        std::uint32_t cell, id;
        auto operator<=>(const Placed&) const = default;
    };
    std::vector<Placed> all;
    for (std::size_t i = 0; i < walkers.size(); ++i)
        all.push_back({walkers.state[i] == WalkerState::gone
                           ? Bodies::absent
                           : bodies.cell_at(walkers.sheet[i], walkers.at_m[i]),
                       walkers.id[i]});
    std::sort(all.begin(), all.end());
    std::vector<std::uint32_t> old_rows;
    for (const Placed& p : all)
        old_rows.push_back(row_of[p.id]);
    const Renumbering renumbering(std::move(old_rows));
    walkers.renumber(renumbering);
    navigator.renumber(renumbering);
    bodies.renumber(renumbering);
    awake.renumber(renumbering);
    groups.renumber(renumbering);
    for (InOpening& resting : resting_in_openings)
        resting.walker = renumbering.new_row(resting.walker);
    renumbering.rename(row_of);
}

void Crowd::Impl::step(const Surroundings& around) {
    renumber();
    gates.begin_step(around, now);
    if (lifts.any_in_service()) step_lifts();
    lift_loads.clear();
    refresh_awake();
    std::fill(occupants.begin(), occupants.end(), 0);
    pushes.clear();
    for (const InOpening& resting : resting_in_openings)
        ++occupants[resting.opening.index()];
    if (!awake.walkers().empty()) {
        count_queues();
        groups.step(walkers);
        navigator.step(walkers, awake.walkers(), around, gates, lifts, now);
        bodies.gather(walkers, awake.walkers(), around.obstacles, now);
        steering.step(bodies, walkers, gates.shut(), now);
        move_all();
    }
    ++now;
}

void Crowd::Impl::step_lifts() {
    lifts.begin_step();
    for (std::size_t i = 0; i < walkers.size(); ++i) {
        if (walkers.state[i] == WalkerState::gone) continue;
        const plan::OpeningId door = navigator.next_opening(i);
        const double door_m =
            door ? core::distance(plan[door].center_m, walkers.at_m[i]) : no_gap_m;
        lifts.count({walkers.space[i], door, door_m, navigator.rides_to(i), walkers.at_m[i]});
    }
    for (const LiftLoad& load : lift_loads)
        lifts.count(load);
    lifts.end_step(now);
    for (const Lifts::Arrival& arrival : lifts.arrivals())
        ride(arrival);
    for (const Lifts::HeldDoor& door : lifts.held_doors())
        gates.hold(door.opening, door.shut);
}

/// Everybody in the car changes the level, and stands there as he stood. Who is carried is moved
/// by his crew.
void Crowd::Impl::ride(const Lifts::Arrival& arrival) {
    for (std::size_t i = 0; i < walkers.size(); ++i) {
        const WalkerState s = walkers.state[i];
        if (!(walkers.space[i] == arrival.from) || s == WalkerState::gone ||
            s == WalkerState::attached)
            continue;
        wake(i);
        walkers.awake_until[i] = std::max(walkers.awake_until[i], now + awake_ticks);
        walkers.space[i] = arrival.to;
        walkers.sheet[i] = area.sheet_of(plan[arrival.to].level);
        navigator.passed_lift(i, arrival.lift, arrival.to);
    }
}

} // namespace sim::crowd
