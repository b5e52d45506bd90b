// Several people moved by one: a chain on a rope, a cot with infants; and who walks out by himself.
#include "sim/core/text.h"
#include "sim/drill/world_state.h"
#include <algorithm>

namespace sim::drill {

namespace {

constexpr double cot_speed_ratio = 0.6;       // of who pushes it. 未核实
constexpr std::size_t cot_capacity_count = 4; // infants in an evacuation cot

std::string destination_of(const Task& task) {
    const Value* value = task.args.find("to");
    const auto* text = value ? std::get_if<std::string>(value) : nullptr;
    return text ? *text : std::string();
}

} // namespace

void World::Impl::lead_chain(std::size_t person, const Task& task) {
    const plan::SpaceId room = plan.find_space(task.target);
    const auto to = find_destination(room, people[person].position.at_m, destination_of(task));
    std::vector<crowd::WalkerId> chain{people[person].walker};
    std::int64_t count = 0;
    for (std::size_t i = 0; i < people.size() && to; ++i) {
        Person& p = people[i];
        if (!p.resident || p.space != room || p.transfer ||
            p.group != PersonGroup::resident_walks || p.outcome == PersonOutcome::incapacitated)
            continue;
        p.alert = true;
        p.alert_at.reset();
        stand_up(i);
        const Workspot spot = pick_spot(to->space, static_cast<std::uint32_t>(taken_spots.size()));
        crowd->go_to(p.walker, spot.space, spot.at_m);
        chain.push_back(p.walker);
        ++count;
    }
    if (to) crowd->go_to(people[person].walker, to->space, to->at_m);
    crowd->keep_together(chain);
    Args args;
    args.set("count", count);
    emit(FactKind::chain_left, cast[person].key, task.target, std::move(args), task.command_seq);
}

void World::Impl::push_cot(std::size_t person, const Task& task) {
    const plan::SpaceId room = plan.find_space(task.target);
    const auto to = find_destination(room, people[person].position.at_m, destination_of(task));
    std::int64_t count = 0;
    for (Person& p : people) {
        if (!to || count == static_cast<std::int64_t>(cot_capacity_count)) break;
        if (!p.resident || p.space != room || p.transfer || p.pushed_by != no_person ||
            scenario.residents[p.spec].mobility != Mobility::bedridden)
            continue;
        p.pushed_by = person;
        ++count;
    }
    if (to) {
        crowd->set_speed_factor(people[person].walker, cot_speed_ratio);
        crowd->go_to(people[person].walker, to->space, to->at_m);
    }
    Args args;
    args.set("count", count);
    emit(FactKind::cot_left, cast[person].key, task.target, std::move(args), task.command_seq);
}

void World::Impl::step_cots() {
    for (Person& p : people) {
        if (p.pushed_by == no_person) continue;
        const Person& pusher = people[p.pushed_by];
        p.position = pusher.position;
        p.space = pusher.space;
        if (crowd->state(pusher.walker) == crowd::WalkerState::walking) continue;
        crowd->set_speed_factor(pusher.walker, 1);
        p.pushed_by = no_person;
    }
}

void World::Impl::leave(std::string_view resident, std::string_view place) {
    const auto it = person_by_key.find(resident);
    if (it == person_by_key.end()) return;
    Person& p = people[it->second];
    const auto to = find_destination(p.space, p.position.at_m, place);
    p.gone = p.alert = true;
    stand_up(it->second);
    if (to) crowd->go_to(p.walker, to->space, to->at_m);
    emit(FactKind::resident_gone, "system", cast[it->second].key);
}

} // namespace sim::drill
