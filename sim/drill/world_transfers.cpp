// Residents who are moved: crews, destinations, and what came of it.
#include "sim/assist/device_catalogue.h"
#include "sim/core/text.h"
#include "sim/drill/world_state.h"
#include <algorithm>

namespace sim::drill {

using core::tr;
using core::trf;

namespace {

std::string text_or(const Args& args, std::string_view name, std::string fallback) {
    const Value* value = args.find(name);
    const auto* text = value ? std::get_if<std::string>(value) : nullptr;
    return text ? *text : std::move(fallback);
}

/// One name or several.
std::vector<std::string> names_in(const Args& args, std::string_view name) {
    const Value* value = args.find(name);
    if (!value) return {};
    if (const auto* list = std::get_if<std::vector<std::string>>(value)) return *list;
    const auto* text = std::get_if<std::string>(value);
    return text && !text->empty() ? std::vector{*text} : std::vector<std::string>{};
}

} // namespace

/// The first of that role, or that person, who is here and was called; not one of `taken`.
std::size_t World::Impl::find_helper(std::size_t person, std::string_view with,
                                     std::span<const std::size_t> taken) const {
    for (std::size_t i = 0; i < scenario.people.size(); ++i) {
        const Person& other = people[i];
        if ((cast[i].role != with && cast[i].key != with) || !other.present || i == person)
            continue;
        if (other.outcome == PersonOutcome::incapacitated) continue;
        if (!other.alert && !other.alert_at) continue;
        if (std::find(taken.begin(), taken.end(), i) == taken.end()) return i;
    }
    return no_person;
}

/// Strong only when each of them is.
assist::Fitness World::Impl::fitness_of(std::size_t person,
                                        std::span<const std::size_t> helpers) const {
    const auto strong = [&](std::size_t i) {
        return scenario.people[people[i].spec].fitness == assist::Fitness::strong;
    };
    return strong(person) && std::all_of(helpers.begin(), helpers.end(), strong)
               ? assist::Fitness::strong
               : assist::Fitness::usual;
}

void World::Impl::begin_transfer(std::size_t person) {
    Person& p = people[person];
    Task& task = *p.task;
    const auto found = person_by_key.find(task.target);
    if (found == person_by_key.end() || !people[found->second].resident) {
        drop_task(person, trf("没有这位老人：{}", task.target));
        return;
    }
    Person& resident = people[found->second];
    if (resident.transfer || resident.outcome == PersonOutcome::safe) {
        drop_task(person, trf("{} 已经有人转移", cast[found->second].name));
        return;
    }
    task.resident = found->second;
    task.stage = Task::Stage::waiting_for_help;
    step_transfer(person);
}

/// Those named in `with`, as far as they are here; none while one of them is not up and free yet.
std::optional<std::vector<std::size_t>> World::Impl::gather_helpers(std::size_t person) const {
    std::vector<std::size_t> helpers;
    for (const std::string& with : names_in(people[person].task->args, "with")) {
        const std::size_t helper = find_helper(person, with, helpers);
        if (helper == no_person) continue;
        const Person& other = people[helper];
        if (!other.alert || other.task || other.helping != no_person) return std::nullopt;
        helpers.push_back(helper);
    }
    return helpers;
}

/// The device with which he is moved, as it is for this resident.
assist::DeviceProfile World::Impl::device_for(const Task& task) const {
    const Person& resident = people[task.resident];
    const ResidentSpec& spec = scenario.residents[resident.spec];
    const auto kind =
        plan::find_device(text_or(task.args, "device", ""))
            .value_or(spec.devices.empty() ? assist::DeviceKind::arm : spec.devices.front());
    assist::DeviceProfile device = profile_of(scenario, kind);
    if (resident.lies_on == kind) { // he is on it already
        device.preparation_s = change_hands_s;
        device.preparation_sd_s = device.strong.preparation_s = 0;
        device.short_preparation_factor = 1;
        return device;
    }
    device.preparation_s *= spec.dementia.resists_factor;
    device.preparation_sd_s *= spec.dementia.resists_factor;
    device.preparation_s += spec.oxygen ? oxygen_change_s : 0;
    return device;
}

/// Begins once the helpers are here; a place that is not there ends the task.
void World::Impl::try_to_start(std::size_t person) {
    Person& p = people[person];
    Task& task = *p.task;
    Person& resident = people[task.resident];
    const auto helpers = gather_helpers(person);
    if (!helpers) return;
    const std::string where = text_or(task.args, "to", "");
    const auto to = find_destination(resident.space, resident.position.at_m, where);
    if (!to) {
        drop_task(person, trf("没有可去的地方：{}", where));
        return;
    }
    assist::TransferSpec transfer;
    transfer.device = device_for(task);
    transfer.crew.push_back(p.walker);
    transfer.enters_smoke = goes_into_smoke(scenario.people[p.spec]);
    for (const std::size_t helper : *helpers) {
        transfer.crew.push_back(people[helper].walker);
        transfer.enters_smoke &= goes_into_smoke(scenario.people[people[helper].spec]);
    }
    transfer.fitness = fitness_of(person, *helpers);
    transfer.resident_key = cast[task.resident].key;
    transfer.from = resident.space;
    transfer.bed_pose = {resident.position.at_m, resident.heading_rad};
    transfer.sheet = resident.position.sheet;
    transfer.to = to->space;
    transfer.to_m = to->at_m;
    transfer.leaves_device = leaves_device(person, transfer.device, to->space);
    if (transfer.leaves_device) transfer.device.unload_s = 0;
    if (const auto stock = assist::stock_kind(transfer.device.kind);
        stock && transfer.device.needs_stock && resident.lies_on != transfer.device.kind)
        transfer.stock = nearest_equipment(person, *stock);
    task.transfer = assist->begin(transfer);
    for (const std::size_t helper : *helpers)
        people[helper].helping = person;
    resident.transfer = task.transfer;
    if (resident.walker) crowd->attach(resident.walker);
    task.stage = Task::Stage::transferring;
    task.seen_phase = assist::TransferPhase::fetching;
}

void World::Impl::note_transfer(std::size_t person, FactKind kind, std::string reason) {
    const Task& task = *people[person].task;
    Args args;
    if (!reason.empty()) args.set("reason", std::move(reason));
    args.set("space", plan[people[task.resident].space].key);
    emit(kind, cast[person].key, cast[task.resident].key, std::move(args), task.command_seq);
}

void World::Impl::step_transfer(std::size_t person) {
    if (people[person].task->stage == Task::Stage::waiting_for_help) try_to_start(person);
    if (!people[person].task || people[person].task->stage != Task::Stage::transferring) return;
    Task& task = *people[person].task;
    const assist::TransferStatus& status = assist->status(task.transfer);
    note_ride(person);
    turn_from_smoke(person);
    if (status.phase == task.seen_phase) return;
    task.seen_phase = status.phase;
    switch (status.phase) {
    case assist::TransferPhase::preparing:
        note_transfer(person, FactKind::resident_prep);
        return take_over(person);
    case assist::TransferPhase::moving:
        task.was_moving = true;
        return note_transfer(person, FactKind::resident_move);
    case assist::TransferPhase::refused:
    case assist::TransferPhase::stopped:
    case assist::TransferPhase::done:
        return end_transfer(person);
    default:
        return;
    }
}

void World::Impl::end_transfer(std::size_t person) {
    const Task task = *people[person].task;
    Person& resident = people[task.resident];
    const assist::TransferStatus& status = assist->status(task.transfer);
    if (status.phase == assist::TransferPhase::refused)
        note_transfer(person, FactKind::transfer_refused, status.reason);
    if (status.phase == assist::TransferPhase::stopped)
        note_transfer(person, FactKind::transfer_stopped, status.reason);
    resident.transfer.reset();
    resident.barred_by = status.smoke_ahead;
    if (status.phase == assist::TransferPhase::stopped) leave_on_device(task);
    if (status.smoke_ahead) retreat(person);
    for (Person& other : people)
        if (other.helping == person) other.helping = no_person;
    if (status.phase == assist::TransferPhase::done) {
        resident.position = status.resident;
        resident.space = status.resident_space;
        const assist::DeviceProfile device = device_for(task);
        resident.lies_on = leaves_device(person, device, resident.space)
                               ? std::optional(device.kind)
                               : std::nullopt;
        if (plan[resident.space].kind == plan::SpaceKind::refuge)
            note_transfer(person, FactKind::refuge_enter);
    }
    people[person].task.reset();
}

void World::Impl::release_crew(std::size_t person) {
    const Task& task = *people[person].task;
    Person& resident = people[task.resident];
    leave_on_device(task);
    assist->call_off(task.transfer);
    const assist::TransferStatus& status = assist->status(task.transfer);
    resident.position = status.resident;
    if (status.resident_space) resident.space = status.resident_space;
    resident.transfer.reset();
    for (Person& other : people)
        if (other.helping == person) other.helping = no_person;
}

std::optional<Workspot> World::Impl::find_destination(plan::SpaceId from, core::Vec2 from_m,
                                                      std::string_view to, Ways ways) {
    if (const auto place = plan.find_place(to))
        return Workspot{plan[place].space, plan[place].at_m};
    const auto subject = static_cast<std::uint32_t>(taken_spots.size());
    if (const auto space = plan.find_space(to)) return pick_spot(space, subject);
    plan::CompartmentId compartment = plan.find_compartment(to);
    const auto fits = [&](plan::SpaceId space) {
        const plan::SpaceKind kind = plan[space].kind;
        if (kind == plan::SpaceKind::outside) return !compartment;
        if (compartment && compartment_of[space.index()] != compartment) return false;
        if (!compartment && !relative_safety(space)) return false;
        return kind == plan::SpaceKind::refuge || kind == plan::SpaceKind::corridor ||
               kind == plan::SpaceKind::hall;
    };
    plan::RouteCosts costs;
    costs.stairs_allowed = false;
    if (ways == Ways::without_smoke)
        costs.space_s = [&](plan::SpaceId space, double) {
            return space != from && is_thick(space) ? std::numeric_limits<double>::infinity() : 0.0;
        };
    auto route = graph.find_route_to_any(from, from_m, fits, costs);
    if (!route) { // vertical only when needed
        costs.stairs_allowed = true;
        costs.lift_s = [&](plan::LiftId lift, plan::SpaceId a, plan::SpaceId b) {
            return crowd->lift_takes(lift, true) ? crowd->lift_expected_s(lift, a, b)
                                                 : std::numeric_limits<double>::infinity();
        };
        route = graph.find_route_to_any(from, from_m, fits, costs);
    }
    if (!route) return std::nullopt;
    const plan::SpaceId space = route->steps.empty() ? from : route->steps.back().into;
    return pick_spot(space, subject);
}

Workspot World::Impl::pick_spot(plan::SpaceId space, std::uint32_t subject) {
    constexpr int tries = 60;
    constexpr double from_wall_m = 0.5, from_others_m = 0.9, from_doors_m = 1.0;
    const auto& outline =
        plan[space].landing_m.empty() ? plan[space].outline_m : plan[space].landing_m;
    const core::Box box = core::bounds(outline);
    core::Vec2 best = core::centroid(outline);
    double best_distance_m = -1;
    for (std::uint32_t n = 0; n < tries; ++n) {
        const core::DrawKey x{options.seed, core::Stream::placement, subject, 0, 2 * n};
        const core::DrawKey y{options.seed, core::Stream::placement, subject, 0, 2 * n + 1};
        const core::Vec2 p{box.low.x + core::draw_uniform(x) * (box.high.x - box.low.x),
                           box.low.y + core::draw_uniform(y) * (box.high.y - box.low.y)};
        if (!core::contains(outline, p)) continue;
        double free_m = 1e9;
        for (std::size_t i = 0; i < outline.size(); ++i)
            free_m = std::min(
                free_m,
                core::distance(core::Segment{outline[i], outline[(i + 1) % outline.size()]}, p) -
                    from_wall_m);
        for (std::size_t i = 0; i < taken_spots.size(); ++i)
            if (taken_spot_spaces[i] == space)
                free_m = std::min(free_m, core::distance(taken_spots[i], p) - from_others_m);
        for (const plan::Opening& opening : plan.openings)
            if (opening.walkable() && (opening.a == space || opening.b == space))
                free_m = std::min(free_m, core::distance(opening.center_m, p) - from_doors_m);
        if (free_m > best_distance_m) {
            best_distance_m = free_m;
            best = p;
        }
        if (free_m > 0) break;
    }
    taken_spots.push_back(best);
    taken_spot_spaces.push_back(space);
    return {space, best};
}

} // namespace sim::drill
