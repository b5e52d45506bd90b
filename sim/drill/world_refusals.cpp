// Crews that do not go on: before smoke that is too thick for them, and when one of them falls.
#include "sim/core/text.h"
#include "sim/crowd/crowd_constants.h"
#include "sim/drill/world_state.h"
#include <algorithm>

namespace sim::drill {

using core::tr;
using core::trf;

bool World::Impl::is_thick(plan::SpaceId space) const {
    return visibility_m(space, fire::breathing_height_standing_m) < crowd::closed_visibility_m;
}

void World::Impl::turn_from_smoke(std::size_t person) {
    Task& task = *people[person].task;
    const plan::SpaceId ahead = assist->status(task.transfer).smoke_ahead;
    if (ahead == task.turned_from) return;
    task.turned_from = ahead;
    const Person& resident = people[task.resident];
    if (!ahead || assist->status(task.transfer).phase != assist::TransferPhase::moving) return;
    const auto to =
        find_destination(resident.space, resident.position.at_m, "", Ways::without_smoke);
    if (!to || !assist->redirect(task.transfer, to->space, to->at_m, surroundings())) return;
    Args args;
    args.set("reason", trf("{} 里烟太浓", plan[ahead].key));
    args.set("space", plan[resident.space].key);
    args.set("to", plan[to->space].key);
    emit(FactKind::transfer_redirected, cast[person].key, cast[task.resident].key,
         std::move(args), task.command_seq);
}

void World::Impl::retreat(std::size_t person) {
    for (std::size_t i = 0; i < scenario.people.size(); ++i) {
        const Person& p = people[i];
        if (i != person && p.helping != person) continue;
        if (p.outcome == PersonOutcome::incapacitated) continue;
        const auto to = find_destination(p.space, p.position.at_m, "", Ways::without_smoke);
        if (to) crowd->go_to(p.walker, to->space, to->at_m);
    }
}

bool World::Impl::pass_on_lead(std::size_t person) {
    Person& fallen = people[person];
    if (fallen.task->stage != Task::Stage::transferring) return false;
    const auto able = [&](const Person& p) {
        return p.helping == person && p.outcome != PersonOutcome::incapacitated &&
               assist->is_busy(p.walker);
    };
    const auto next = std::find_if(people.begin(), people.end(), able);
    if (next == people.end()) return false;
    const auto leader = static_cast<std::size_t>(next - people.begin());
    next->helping = no_person;
    for (Person& other : people)
        if (other.helping == person) other.helping = leader;
    next->task = std::move(fallen.task);
    fallen.task.reset();
    Args args;
    args.set("from", cast[person].key);
    args.set("reason", trf("{} 失能", cast[person].name));
    const Task& task = *next->task;
    people[task.resident].moved_by = leader;
    emit(FactKind::resident_handed_over, cast[leader].key, cast[task.resident].key,
         std::move(args), task.command_seq);
    return true;
}

} // namespace sim::drill
