// What a finished action changes, and the facts it leaves.
#include "sim/core/text.h"
#include "sim/drill/world_state.h"
#include <algorithm>

namespace sim::drill {

using core::tr;

namespace {

std::string agent_name(plan::Agent agent) {
    switch (agent) {
    case plan::Agent::water:
        return "water";
    case plan::Agent::water_mist:
        return "water_mist";
    case plan::Agent::foam:
        return "foam";
    case plan::Agent::abc_powder:
        return "abc_powder";
    case plan::Agent::bc_powder:
        return "bc_powder";
    case plan::Agent::carbon_dioxide:
        return "carbon_dioxide";
    case plan::Agent::wet_chemical:
        return "wet_chemical";
    case plan::Agent::none:
        break;
    }
    return "none";
}

bool answers_alarm(Action action) noexcept {
    return action == Action::acknowledge_alarm || action == Action::silence_alarm ||
           action == Action::confirm_alarm;
}

} // namespace

/// An alarm that nobody has raised cannot be answered: it would be evidence of nothing.
bool World::Impl::is_alarm_known(std::size_t person) const {
    return alarm->in_alarm() || std::any_of(facts.begin(), facts.end(), [&](const Fact& fact) {
               const bool told = fact.kind == FactKind::notify && fact.target == cast[person].role;
               return told || fact.kind == FactKind::alarm_raised ||
                      fact.kind == FactKind::alarm_confirm;
           });
}

void World::Impl::finish_effects(std::size_t person, const Task& task) {
    const std::string& who = cast[person].key;
    const auto done = [&](FactKind kind, Args args = {}) {
        emit(kind, who, task.target, std::move(args), task.command_seq);
    };
    const auto carried = [&](FactKind kind) { done(kind, task.args); };
    if (answers_alarm(task.action) && !is_alarm_known(person)) {
        Args args;
        args.set("action", std::string(name(task.action)));
        args.set("reason", tr("主机上没有报警，也没有人报告火情"));
        return done(FactKind::command_refused, std::move(args));
    }
    switch (task.action) {
    case Action::acknowledge_alarm:
        alarm->acknowledge();
        done(FactKind::alarm_ack);
        break;
    case Action::silence_alarm:
        alarm->silence();
        done(FactKind::alarm_silence);
        break;
    case Action::confirm_alarm:
        alarm->confirm();
        done(FactKind::alarm_confirm);
        break;
    case Action::reset_panel:
        alarm->reset();
        done(FactKind::alarm_reset);
        break;
    case Action::set_linkage_auto: {
        alarm->set_mode(devices::LinkageMode::automatic);
        Args args;
        args.set("mode", std::string("automatic"));
        done(FactKind::panel_mode, std::move(args));
        break;
    }
    case Action::broadcast:
        broadcast_actor = alarm->broadcasting() ? "" : who;
        alarm->set_broadcast(true);
        done(FactKind::broadcast, task.args);
        wake_residents(rooms_of(task.target.empty() ? scenario.focus_zone : task.target), true);
        break;
    case Action::press_call_point: {
        auto id = plan.find_equipment(task.target);
        if (!id) id = nearest_equipment(person, plan::EquipmentKind::manual_call_point);
        if (id) alarm->press_call_point(id);
        break;
    }
    case Action::call_119:
        call(person, task, FactKind::call_119);
        break;
    case Action::call_120:
        call(person, task, FactKind::call_120);
        break;
    case Action::call_leader:
        call(person, task, FactKind::call_leader);
        if (!task.target.empty()) notify_role(task.target, task.command_seq, who);
        break;
    case Action::notify:
        done(FactKind::notify, task.args);
        notify_role(task.target, task.command_seq, who);
        break;
    case Action::inspect:
        inspect(person, task);
        break;
    case Action::fetch_extinguisher:
        take_extinguisher(person, task);
        break;
    case Action::open_door:
        if (doors->open(plan.find_opening(task.target)))
            done(FactKind::door_open);
        else
            done(FactKind::exit_blocked_found);
        break;
    case Action::close_door:
        doors->shut(plan.find_opening(task.target));
        done(FactKind::door_close);
        break;
    case Action::unlock_door:
        doors->set_locked(plan.find_opening(task.target), false);
        done(FactKind::door_unlock);
        if (std::any_of(facts.begin(), facts.end(), [&](const Fact& fact) {
                return fact.kind == FactKind::exit_blocked_found && fact.target == task.target;
            }))
            done(FactKind::exit_cleared);
        break;
    case Action::search_room: {
        std::int64_t found = 0;
        for (const Person& other : people)
            if (other.resident && plan[other.space].key == task.target) ++found;
        Args args;
        args.set("found", found);
        done(FactKind::search_room, std::move(args));
        break;
    }
    case Action::wake_room:
        wake_room(person, task);
        break;
    case Action::shelter_room:
        shelter_room(person, task);
        break;
    case Action::shut_zone:
        shut_zone(person, task);
        break;
    case Action::headcount:
        count_heads(person, task);
        break;
    case Action::report_headcount:
        carried(FactKind::report_headcount);
        break;
    case Action::guide_fire_service:
        done(FactKind::guide_at_gate);
        break;
    case Action::report_to_fireservice:
        carried(FactKind::report_to_fireservice);
        break;
    case Action::gas_close:
        gas_is_shut = true;
        if (leak) leak->shut_valve();
        done(FactKind::gas_close);
        break;
    case Action::power_cut:
        power_is_cut = true;
        carried(FactKind::power_cut);
        lose_oxygen();
        break;
    case Action::oxygen_close:
        oxygen_is_shut = true;
        done(FactKind::oxygen_close);
        lose_oxygen();
        break;
    case Action::withdraw:
        carried(FactKind::withdraw);
        break;
    case Action::log_entry:
        carried(FactKind::log_entry);
        break;
    case Action::go_to:
    case Action::wait:
    case Action::use_extinguisher:
    case Action::move_resident:
        break; // their facts come while they go on
    default:
        hazard_effects(person, task);
    }
}

void World::Impl::call(std::size_t person, const Task& task, FactKind kind) {
    Args args = task.args;
    if (!args.find("fields")) args.set("fields", std::vector<std::string>{});
    emit(kind, cast[person].key, task.target, std::move(args), task.command_seq);
}

void World::Impl::notify_role(std::string_view role, std::int64_t, const std::string&) {
    for (std::size_t i = 0; i < scenario.people.size(); ++i) {
        Person& p = people[i];
        if (cast[i].role != role || !p.present || p.alert || p.alert_at) continue;
        p.alert_at = now + core::tick_at(scenario.people[i].alert_delay_s);
    }
}

void World::Impl::inspect(std::size_t person, const Task& task) {
    const std::string& who = cast[person].key;
    const plan::SpaceId space = plan.find_space(task.target);
    bool fire_here = false;
    for (std::size_t i = 0; smoke && i < scenario.fires.size(); ++i)
        fire_here |= scenario.fires[i].space == space && smoke->fires()[i].burning;
    const bool smoky =
        smoke && visibility_m(space, fire::breathing_height_standing_m) < 2 * smoky_visibility_m;
    Args args;
    args.set("fire", fire_here);
    args.set("smoke", smoky);
    emit(FactKind::inspect, who, task.target, std::move(args), task.command_seq);
    const bool confirmed = fire_here || smoky;
    emit(confirmed ? FactKind::alarm_confirm : FactKind::alarm_false, who, task.target, {},
         task.command_seq);
    if (confirmed && alarm->in_alarm()) alarm->confirm();
}

void World::Impl::take_extinguisher(std::size_t person, const Task& task) {
    Person& p = people[person];
    auto id = plan.find_equipment(task.target);
    if (!id) id = nearest_equipment(person, plan::EquipmentKind::extinguisher);
    if (!id || plan[id].kind != plan::EquipmentKind::extinguisher) return;
    const plan::Equipment& item = plan[id];
    p.extinguisher = id;
    p.discharge = devices::make_discharge(item.agent, item.charge_kg);
    Args args;
    args.set("class", agent_name(item.agent));
    args.set("charge_kg", item.charge_kg);
    emit(FactKind::get_ext, cast[person].key, item.key, std::move(args), task.command_seq);
}

void World::Impl::step_extinguisher(std::size_t person) {
    Person& p = people[person];
    Task& task = *p.task;
    if (now < task.working_until) return; // pulls the pin, takes aim
    std::size_t index = 0;
    while (index < scenario.fires.size() && scenario.fires[index].key != task.target)
        ++index;
    if (!p.extinguisher || index == scenario.fires.size()) {
        drop_task(person, tr("手里没有灭火器"));
        return;
    }
    // Without the oxygen that fed it, it is a fire of what burns.
    const devices::FireClass fire_class =
        scenario.fire_classes[index] == devices::FireClass::oxygen && oxygen_is_shut
            ? devices::FireClass::solids
            : scenario.fire_classes[index];
    const bool first_burst = task.stage == Task::Stage::working && task.fire == 0;
    if (first_burst) {
        task.fire = index + 1;
        Args args;
        args.set("class", agent_name(p.discharge.agent));
        const double hrr_kW = smoke ? smoke->fires()[index].hrr_kW : 0;
        args.set("hrr_kW", hrr_kW);
        const auto fit = devices::calc_fit(p.discharge.agent, fire_class, power_is_cut);
        args.set("right", fit == devices::AgentFit::suits);
        emit(FactKind::use_ext, cast[person].key, task.target, args, task.command_seq);
        if (fit == devices::AgentFit::dangerous)
            emit(FactKind::wrong_agent, cast[person].key, task.target, std::move(args),
                 task.command_seq);
    }
    const double hrr_kW = smoke ? smoke->fires()[index].hrr_kW : 0;
    const double specified_kW = suppression[index] > 1e-6 ? hrr_kW / suppression[index] : 0;
    const bool too_big = specified_kW * suppression[index] > devices::hand_fightable_kW;
    if (!too_big)
        suppression[index] = devices::step_discharge(p.discharge, fire_class, power_is_cut, hrr_kW,
                                                     suppression[index], core::tick_s);
    const bool out = suppression[index] < fire_out_frac;
    if (out) suppression[index] = 0;
    if (!out && !too_big && p.discharge.left_kg > 0) return;
    Args args;
    args.set("result", std::string(out ? "out" : too_big ? "too_big" : "empty"));
    const std::int64_t cause = task.command_seq;
    const std::string target = task.target;
    p.task.reset();
    p.extinguisher.reset();
    emit(FactKind::withdraw, cast[person].key, target, std::move(args), cause);
}

void World::Impl::wake_room(std::size_t person, const Task& task) {
    emit(FactKind::wake_room, cast[person].key, task.target, task.args, task.command_seq);
    wake_residents(rooms_of(task.target), false);
}

void World::Impl::shelter_room(std::size_t person, const Task& task) {
    const plan::SpaceId space = plan.find_space(task.target);
    for (std::size_t i = 0; i < plan.openings.size(); ++i) {
        const plan::Opening& opening = plan.openings[i];
        if (opening.kind != plan::OpeningKind::door || (opening.a != space && opening.b != space))
            continue;
        doors->shut(core::make_id<plan::OpeningId>(i));
        emit(FactKind::door_close, cast[person].key, opening.key, {}, task.command_seq);
    }
    for (std::size_t i = 0; i < people.size(); ++i) {
        Person& p = people[i];
        if (!p.resident || p.space != space || p.transfer ||
            p.outcome == PersonOutcome::incapacitated)
            continue;
        p.sheltered_by_door = true;
        Args args;
        args.set("space", task.target);
        args.set("how", std::string("door_shut"));
        emit(FactKind::resident_sheltered, cast[person].key, cast[i].key, std::move(args),
             task.command_seq);
    }
}

void World::Impl::shut_zone(std::size_t person, const Task& task) {
    const auto rooms = rooms_of(task.target);
    const auto inside = [&](plan::SpaceId space) {
        return space && std::find(rooms.begin(), rooms.end(), plan[space].key) != rooms.end();
    };
    for (std::size_t i = 0; i < plan.openings.size(); ++i) {
        const plan::Opening& opening = plan.openings[i];
        if (opening.kind == plan::OpeningKind::door && inside(opening.a) != inside(opening.b))
            doors->shut(core::make_id<plan::OpeningId>(i));
    }
    emit(FactKind::shut_zone, cast[person].key, task.target, {}, task.command_seq);
}

void World::Impl::count_heads(std::size_t person, const Task& task) {
    const auto rooms = rooms_of(task.target);
    std::int64_t expected = 0, found = 0;
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < people.size(); ++i) {
        const Person& p = people[i];
        if (!p.resident ||
            std::find(rooms.begin(), rooms.end(), plan[p.bed_space].key) == rooms.end())
            continue;
        ++expected;
        // Whoever is out of the zone, or in a room that staff have shut and reported, is accounted
        // for.
        const bool known =
            !p.gone && (p.outcome == PersonOutcome::safe || p.outcome == PersonOutcome::sheltered);
        if (known)
            ++found;
        else
            missing.push_back(cast[i].key);
    }
    Args args;
    args.set("n_expected", expected);
    args.set("n_found", found);
    args.set("missing", missing);
    emit(FactKind::headcount, cast[person].key, task.target, std::move(args), task.command_seq);
}

} // namespace sim::drill
