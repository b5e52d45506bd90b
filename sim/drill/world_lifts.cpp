// Lifts in a drill: all stand, but those for the fire service run under orders.
#include "sim/drill/world_state.h"
#include <algorithm>

namespace sim::drill {

bool World::Impl::runs(std::size_t lift) const {
    if (!plan.lifts[lift].fire_service || lift_is_stuck[lift]) return false;
    // Whose scenario tells of a generator has no other supply once the mains are gone.
    if (power_is_cut && generator && !generator->carries_load(now)) return false;
    switch (scenario.fire_lifts) {
    case FireLifts::never:
        return false;
    case FireLifts::after_fire_service:
        return fire_service_is_here;
    case FireLifts::by_staff:
        return true;
    }
    return false;
}

void World::Impl::step_lifts() {
    if (plan.lifts.empty()) return;
    lift_is_stuck.resize(plan.lifts.size(), 0);
    for (; lift_facts_seen < facts.size(); ++lift_facts_seen) {
        const Fact& fact = facts[lift_facts_seen];
        if (fact.kind == FactKind::fire_service_arrived) fire_service_is_here = true;
        if (fact.kind != FactKind::lift_stuck && fact.kind != FactKind::lift_freed) continue;
        const plan::LiftId named = plan.find_lift(fact.target);
        for (std::size_t i = 0; i < plan.lifts.size(); ++i) // a fact that names none means all
            if (!named || named.index() == i)
                lift_is_stuck[i] = fact.kind == FactKind::lift_stuck ? 1 : 0;
    }
    for (std::size_t i = 0; i < plan.lifts.size(); ++i) {
        const auto lift = core::make_id<plan::LiftId>(i);
        if (runs(i) == crowd->lift_takes(lift, true)) continue;
        crowd->set_lift_service(lift, runs(i) ? crowd::LiftService::permitted
                                              : crowd::LiftService::out_of_service);
    }
}

/// Once for each transfer, when its device stands in the car.
void World::Impl::note_ride(std::size_t person) {
    Task& task = *people[person].task;
    const plan::LiftId lift = assist->status(task.transfer).lift;
    if (!lift || task.ride_told) return;
    task.ride_told = true;
    Args args;
    args.set("resident", cast[task.resident].key);
    args.set("fire_service", plan[lift].fire_service);
    emit(FactKind::lift_used, cast[person].key, plan[lift].key, std::move(args), task.command_seq);
}

} // namespace sim::drill
