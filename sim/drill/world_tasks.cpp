// People carry out actions: walk to where the work is, do it for its time, bring its facts about.
#include "sim/core/text.h"
#include "sim/drill/world_state.h"
#include "sim/plan/space_way.h"
#include <algorithm>

namespace sim::drill {

using core::tr;
using core::trf;

namespace {

constexpr double door_stand_off_m = 0.7; // before a door, clear of its leaf's edge
constexpr double arrival_m = 0.6;        // near enough to the workspot to begin

double duration_s(const Task& task) {
    if (const Value* value = task.args.find("duration_s")) {
        if (const double* d = std::get_if<double>(value)) return *d;
        if (const std::int64_t* i = std::get_if<std::int64_t>(value))
            return static_cast<double>(*i);
    }
    return rule_of(task.action).duration_s;
}

bool by_transfer(Action action) noexcept {
    return action == Action::move_resident;
}

} // namespace

void World::Impl::step_tasks() {
    for (std::size_t i = 0; i < people.size(); ++i) {
        Person& p = people[i];
        if (p.resident || !p.present) continue;
        if (p.outcome == PersonOutcome::incapacitated) {
            p.queue.clear();
            if (p.task && !pass_on_lead(i)) drop_task(i, trf("{} 失能", cast[i].name));
            continue;
        }
        if (!p.task && p.helping == no_person && !p.queue.empty()) {
            const Command command = p.queue.front();
            p.queue.pop_front();
            begin_task(i, command);
        }
        if (p.task) step_task(i);
    }
}

void World::Impl::begin_task(std::size_t person, const Command& command) {
    Person& p = people[person];
    Task task;
    task.command_seq = command.seq;
    task.action = command.action;
    task.target = command.target;
    task.args = command.args;
    p.task = std::move(task);
    Args args;
    args.set("action", std::string(name(command.action)));
    emit(FactKind::ordered, command.actor, command.target, std::move(args), command.seq);
    if (by_transfer(command.action)) {
        begin_transfer(person);
        return;
    }
    if (command.action == Action::guide_fire_service)
        emit(FactKind::send_guide, command.actor, command.target, {}, command.seq);
    const auto spot = find_workspot(person, *p.task);
    if (!spot) {
        drop_task(person, trf("找不到“{}”的地方：{}", tr(word(command.action)), command.target));
        return;
    }
    p.task->spot = *spot;
    p.task->stage = Task::Stage::walking;
    const bool there =
        spot->space == p.space && core::distance(spot->at_m, p.position.at_m) < arrival_m;
    if (!there && spot->space) crowd->go_to(p.walker, spot->space, spot->at_m);
}

void World::Impl::step_task(std::size_t person) {
    Person& p = people[person];
    Task& task = *p.task;
    switch (task.stage) {
    case Task::Stage::start:
        break;
    case Task::Stage::walking: {
        const crowd::WalkerState state = crowd->state(p.walker);
        const bool there = !task.spot.space || state == crowd::WalkerState::arrived ||
                           (p.space == task.spot.space &&
                            core::distance(task.spot.at_m, p.position.at_m) < arrival_m);
        if (there)
            arrive_and_work(person);
        else if (state == crowd::WalkerState::no_route)
            drop_task(person, tr("过不去：路被烟、火或锁着的门挡住"));
        break;
    }
    case Task::Stage::working:
        if (task.action == Action::use_extinguisher) {
            step_extinguisher(person);
        } else if (now >= task.working_until) {
            finish_task(person);
        }
        break;
    case Task::Stage::waiting_for_help:
    case Task::Stage::transferring:
        step_transfer(person);
        break;
    }
}

void World::Impl::arrive_and_work(std::size_t person) {
    Person& p = people[person];
    Task& task = *p.task;
    crowd->stop(p.walker);
    task.stage = Task::Stage::working;
    double work_s = duration_s(task);
    if (task.action == Action::wake_room) {
        const auto rooms = rooms_of(task.target);
        for (const Person& other : people)
            if (other.resident && !other.alert && other.transfer == std::nullopt &&
                std::find(rooms.begin(), rooms.end(), plan[other.bed_space].key) != rooms.end() &&
                other.group == PersonGroup::resident_walks)
                work_s += wake_by_staff_s;
    }
    if (task.action == Action::headcount) {
        const auto rooms = rooms_of(task.target);
        for (const Person& other : people)
            if (other.resident &&
                std::find(rooms.begin(), rooms.end(), plan[other.bed_space].key) != rooms.end())
                work_s += headcount_per_person_s;
    }
    task.working_until = now + core::tick_at(work_s);
    if (rule_of(task.action).workplace != Workplace::anywhere) {
        Args args;
        args.set("for", std::string(name(task.action)));
        args.set("space", plan[p.space].key);
        emit(FactKind::arrived, cast[person].key, task.target, std::move(args), task.command_seq);
    }
}

void World::Impl::finish_task(std::size_t person) {
    const Task task = *people[person].task;
    people[person].task.reset();
    finish_effects(person, task);
}

void World::Impl::drop_task(std::size_t person, std::string reason) {
    Person& p = people[person];
    Args args;
    args.set("action", std::string(name(p.task->action)));
    args.set("reason", reason);
    const std::int64_t cause = p.task->command_seq;
    const std::string target = p.task->target;
    if (p.task->stage == Task::Stage::transferring) {
        note_transfer(person, FactKind::transfer_stopped, std::move(reason));
        release_crew(person);
    }
    p.task.reset();
    if (p.outcome != PersonOutcome::incapacitated) crowd->stop(p.walker);
    emit(FactKind::command_refused, cast[person].key, target, std::move(args), cause);
}

plan::OpeningId World::Impl::door_of(plan::SpaceId space) const {
    plan::OpeningId best;
    for (std::size_t i = 0; i < plan.openings.size(); ++i) {
        const plan::Opening& opening = plan.openings[i];
        if (!opening.walkable() || (opening.a != space && opening.b != space)) continue;
        const plan::SpaceId other = opening.a == space ? opening.b : opening.a;
        const bool to_corridor = plan[other].kind == plan::SpaceKind::corridor;
        if (!best || to_corridor) best = core::make_id<plan::OpeningId>(i);
        if (to_corridor) break;
    }
    return best;
}

std::optional<Workspot> World::Impl::spot_before_door(std::size_t person, plan::OpeningId opening,
                                                      plan::SpaceId not_in) const {
    if (!opening) return std::nullopt;
    const plan::Opening& door = plan[opening];
    const Person& p = people[person];
    plan::SpaceId side = door.a == not_in ? door.b : door.a;
    if (!not_in) {
        // The side one comes from: the one that is reached first.
        plan::RouteCosts costs;
        const auto to_a = graph.find_route(p.space, p.position.at_m, door.a, door.center_m, costs);
        const auto to_b =
            door.b ? graph.find_route(p.space, p.position.at_m, door.b, door.center_m, costs)
                   : std::nullopt;
        side = to_b && (!to_a || to_b->steps.size() < to_a->steps.size()) ? door.b : door.a;
    }
    if (!side) return std::nullopt;
    core::Vec2 normal = core::left_of(door.along);
    if (!core::contains(plan[side].outline_m, door.center_m + normal * 0.2)) normal = normal * -1;
    return Workspot{side, door.center_m + normal * door_stand_off_m};
}

plan::EquipmentId World::Impl::nearest_equipment(std::size_t person,
                                                 plan::EquipmentKind kind) const {
    const Person& p = people[person];
    plan::EquipmentId best;
    double best_s = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < plan.equipment.size(); ++i) {
        const plan::Equipment& item = plan.equipment[i];
        if (item.kind != kind) continue;
        if (kind == plan::EquipmentKind::extinguisher && item.agent == plan::Agent::none) continue;
        const auto route = graph.find_route(p.space, p.position.at_m, item.space, item.at_m, {});
        if (route && route->cost_s < best_s) {
            best_s = route->cost_s;
            best = core::make_id<plan::EquipmentId>(i);
        }
    }
    return best;
}

namespace {

std::optional<plan::EquipmentKind> equipment_for(Action action) {
    switch (action) {
    case Action::press_call_point:
        return plan::EquipmentKind::manual_call_point;
    case Action::fetch_extinguisher:
        return plan::EquipmentKind::extinguisher;
    case Action::gas_close:
        return plan::EquipmentKind::gas_valve;
    case Action::power_cut:
    case Action::power_restore:
    case Action::start_generator:
        return plan::EquipmentKind::power_switch;
    case Action::oxygen_close:
        return plan::EquipmentKind::oxygen_valve;
    default:
        return std::nullopt;
    }
}

} // namespace

std::optional<Workspot> World::Impl::find_workspot(std::size_t person, const Task& task) const {
    switch (rule_of(task.action).workplace) {
    case Workplace::anywhere:
        return Workspot{};
    case Workplace::panel: {
        const auto id = nearest_equipment(person, plan::EquipmentKind::alarm_panel);
        if (!id) return std::nullopt;
        return Workspot{plan[id].space, plan[id].at_m};
    }
    case Workplace::before_door: {
        const auto space = plan.find_space(task.target);
        if (!space) return std::nullopt;
        if (auto spot = spot_before_door(person, door_of(space), space)) return spot;
        return Workspot{space, plan::find_standing_point(plan[space])};
    }
    case Workplace::inside_space: {
        const auto space = plan.find_space(task.target);
        if (!space) return std::nullopt;
        return Workspot{space, plan::find_standing_point(plan[space])};
    }
    case Workplace::opening:
        return spot_before_door(person, plan.find_opening(task.target), {});
    case Workplace::equipment: {
        const auto kind = equipment_for(task.action);
        auto id = plan.find_equipment(task.target);
        if (!id && kind) id = nearest_equipment(person, *kind);
        if (!id) return std::nullopt;
        return Workspot{plan[id].space, plan[id].at_m};
    }
    case Workplace::place: {
        if (const auto place = plan.find_place(task.target))
            return Workspot{plan[place].space, plan[place].at_m};
        const auto rooms = rooms_of(task.target);
        if (rooms.empty()) return std::nullopt;
        const auto space = plan.find_space(rooms.front());
        return Workspot{space, plan::find_standing_point(plan[space])};
    }
    case Workplace::fire: {
        for (const fire::FireSpec& fire : scenario.fires)
            if (fire.key == task.target) {
                // From the doorway, as near as the extinguisher reaches; inside where it is closer.
                const auto spot = spot_before_door(person, door_of(fire.space), fire.space);
                if (!spot || core::distance(spot->at_m, fire.at_m) <= extinguisher_reach_m + 1)
                    return spot;
                const core::Vec2 to_door = core::normalized(spot->at_m - fire.at_m);
                return Workspot{fire.space, fire.at_m + to_door * extinguisher_reach_m};
            }
        return std::nullopt;
    }
    case Workplace::at_resident: {
        const auto it = person_by_key.find(task.target);
        if (it == person_by_key.end()) return std::nullopt;
        return Workspot{people[it->second].space, people[it->second].position.at_m};
    }
    case Workplace::resident:
        return Workspot{};
    }
    return std::nullopt;
}

} // namespace sim::drill
