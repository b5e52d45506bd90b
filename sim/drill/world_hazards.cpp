// Hazards beside the fire's own growth: gas, oxygen, covered pans, water, power, ways given up.
#include "sim/core/text.h"
#include "sim/drill/world_state.h"
#include <algorithm>
#include <cmath>

namespace sim::drill {

using core::tr;
using core::trf;

namespace {

// House values, 未核实; docs/references.md#house-hazards
constexpr double feed_time_constant_s = 5; // a flame whose gas or oxygen is shut off
constexpr double left_without_oxygen_frac = 0.3;
constexpr double infiltration_per_s = 1.0 / 3600; // one air change an hour
constexpr double oxygen_low_s = 300;              // off oxygen so long: the oximeter alarms
constexpr double flood_step_m = 0.1;              // told at each
constexpr double flood_deadly_m = 0.5;            // for who lies on that level

} // namespace

void World::Impl::start_hazards() {
    covers.assign(scenario.fires.size(), {});
    feeds = scenario.feeds;
    feeds.resize(scenario.fires.size(), Feed::none);
    feed_left_frac.assign(scenario.fires.size(), 1.0);
    route_closed.assign(plan.spaces.size(), 0);
    lock_known.assign(plan.openings.size(), 1);
    for (const std::string& key : scenario.hidden_locks)
        lock_known[plan.find_opening(key).index()] = 0;
    known_locked.assign(plan.openings.size(), 0);
    given_up = known_locked;
    if (scenario.leak) leak.emplace(scenario.leak->gas);
    if (scenario.generator) generator.emplace(*scenario.generator);
}

void World::Impl::step_hazards() {
    step_leak();
    step_feeds();
    step_oxygen();
    step_flood();
    note_found_locks();
    if (power_is_cut && generator && generator->carries_load(now)) {
        power_is_cut = false;
        Args args;
        args.set("by", std::string("generator"));
        emit(FactKind::power_restored, "system", scenario.origin, std::move(args));
    }
}

void World::Impl::step_leak() {
    if (!leak) return;
    const plan::SpaceId space = plan.find_space(scenario.leak->space);
    double open_m2 = 0;
    for (std::size_t i = 0; i < plan.openings.size(); ++i) {
        const plan::Opening& opening = plan.openings[i];
        if (opening.a == space || opening.b == space)
            open_m2 += doors->open_frac()[i] * opening.width_m * opening.height_m;
    }
    const double volume_m3 = core::signed_area_m2(plan[space].outline_m) * plan[space].height_m;
    const bool flowed = leak->flows(now), burnt = leak->ignited(), shut = leak->shut_by_alarm();
    leak->step(now, infiltration_per_s + devices::calc_window_flow_m3_per_s(open_m2) / volume_m3);
    if (leak->alarm() != gas_told) {
        gas_told = leak->alarm();
        Args args;
        args.set("level", std::string(gas_told == devices::GasAlarm::high ? "high" : "low"));
        args.set("lel_frac", leak->gas_frac());
        emit(FactKind::gas_alarm, "system", scenario.leak->space, std::move(args));
    }
    if (leak->shut_by_alarm() && !shut) {
        gas_is_shut = true;
        emit(FactKind::gas_close, "system", scenario.leak->space);
    }
    if (!leak->ignited() || burnt || !flowed) return;
    emit(FactKind::gas_ignited, "system", scenario.leak->space);
    if (const auto index = find_fire(scenario.leak->fire); index && smoke) smoke->ignite(*index);
}

void World::Impl::step_feeds() {
    const double fall = std::exp(-core::tick_s / feed_time_constant_s);
    for (std::size_t i = 0; i < feed_left_frac.size(); ++i) {
        if (feeds[i] == Feed::gas && gas_is_shut) feed_left_frac[i] *= fall;
        if (feeds[i] == Feed::oxygen && oxygen_is_shut)
            feed_left_frac[i] =
                left_without_oxygen_frac + (feed_left_frac[i] - left_without_oxygen_frac) * fall;
        if (covers[i].on()) suppression[i] *= covers[i].calc_factor(core::tick_s);
    }
}

double World::Impl::left_of_fire(std::size_t fire) const {
    const double left = suppression[fire] * feed_left_frac[fire];
    return left < fire_out_frac ? 0 : left;
}

std::optional<std::size_t> World::Impl::find_fire(std::string_view key) const {
    for (std::size_t i = 0; i < scenario.fires.size(); ++i)
        if (scenario.fires[i].key == key) return i;
    return std::nullopt;
}

void World::Impl::lose_oxygen() {
    for (std::size_t i = 0; i < people.size(); ++i) {
        Person& p = people[i];
        if (!p.resident || !scenario.residents[p.spec].oxygen || p.on_bottle || p.oxygen_lost_at)
            continue;
        p.oxygen_lost_at = now;
        emit(FactKind::oxygen_lost, "system", cast[i].key);
    }
}

void World::Impl::step_oxygen() {
    for (std::size_t i = 0; i < people.size(); ++i) {
        Person& p = people[i];
        if (!p.oxygen_lost_at || p.on_bottle || p.oxygen_low) continue;
        if (now < *p.oxygen_lost_at + core::tick_at(oxygen_low_s)) continue;
        p.oxygen_low = true;
        emit(FactKind::oxygen_low, "system", cast[i].key);
    }
}

void World::Impl::step_flood() {
    if (!scenario.flood || scenario.flood->depth.empty() || now.value % core::tick_rate_Hz != 0)
        return;
    const auto& points = scenario.flood->depth;
    const double time_s = core::seconds(now);
    double depth_m = time_s < points.front().x ? 0 : points.back().y;
    for (std::size_t i = 1; i < points.size(); ++i)
        if (time_s >= points[i - 1].x && time_s < points[i].x)
            depth_m = points[i - 1].y + (points[i].y - points[i - 1].y) *
                                            (time_s - points[i - 1].x) /
                                            (points[i].x - points[i - 1].x);
    const int step = static_cast<int>(depth_m / flood_step_m + 1e-9);
    if (step > flood_told_dm) {
        flood_told_dm = step;
        Args args;
        args.set("depth_m", step * flood_step_m);
        emit(FactKind::flood_depth, "system", scenario.flood->level, std::move(args));
    }
    if (depth_m < flood_deadly_m) return;
    const plan::LevelId level = plan.find_level(scenario.flood->level);
    for (std::size_t i = 0; i < people.size(); ++i) {
        Person& p = people[i];
        if (!p.resident || p.outcome == PersonOutcome::incapacitated ||
            plan[p.space].level != level || p.space != p.bed_space)
            continue;
        p.outcome = PersonOutcome::incapacitated;
        Args args;
        args.set("space", plan[p.space].key);
        emit(FactKind::resident_lost, "system", cast[i].key, std::move(args));
    }
}

void World::Impl::note_found_locks() {
    for (const crowd::DoorPush& push : crowd->door_pushes()) {
        const std::size_t i = push.opening.index();
        if (lock_known[i] || !doors->locked()[i]) continue;
        lock_known[i] = 1;
        std::string who;
        for (std::size_t n = 0; n < people.size(); ++n)
            if (people[n].walker == push.walker) who = cast[n].key;
        emit(FactKind::exit_blocked_found, who, plan.openings[i].key);
    }
}

void World::Impl::step_routes() {
    const auto locked = doors->locked();
    for (std::size_t i = 0; i < given_up.size(); ++i) {
        const plan::Opening& opening = plan.openings[i];
        given_up[i] = (opening.a && route_closed[opening.a.index()]) ||
                      (opening.b && route_closed[opening.b.index()]);
        known_locked[i] = locked[i] && lock_known[i];
    }
    if (space_before.empty()) space_before.assign(people.size(), {});
    for (std::size_t i = 0; i < people.size(); ++i) {
        const plan::SpaceId before = space_before[i], here = people[i].space;
        space_before[i] = here;
        if (!before || before == here || !route_closed[here.index()]) continue;
        if (route_closed[before.index()]) continue;
        emit(FactKind::closed_route_entered, cast[i].key, plan[here].key);
    }
}

void World::Impl::cover_fire(std::size_t person, const Task& task) {
    const auto fire = find_fire(task.target);
    const double hrr_kW = smoke && fire ? smoke->fires()[*fire].hrr_kW : 0;
    Args args;
    args.set("hrr_kW", hrr_kW);
    args.set("covered", hrr_kW <= devices::cover_limit_kW);
    if (fire && hrr_kW <= devices::cover_limit_kW) covers[*fire].put_on(now);
    emit(FactKind::use_blanket, cast[person].key, task.target, std::move(args), task.command_seq);
}

void World::Impl::uncover_fire(std::size_t person, const Task& task) {
    emit(FactKind::uncovered, cast[person].key, task.target, {}, task.command_seq);
    const auto fire = find_fire(task.target);
    const bool was_on = fire && covers[*fire].on();
    if (!was_on || !covers[*fire].lift(now, !gas_is_shut)) return;
    suppression[*fire] = 1;
    fire_seen_out[*fire] = 0;
    emit(FactKind::reignited, "system", task.target, {}, task.command_seq);
}

void World::Impl::close_route(std::size_t person, const Task& task) {
    const plan::SpaceId space = plan.find_space(task.target);
    for (const plan::Stair& stair : plan.stairs)
        if (std::find(stair.spaces.begin(), stair.spaces.end(), space) != stair.spaces.end())
            for (const plan::SpaceId part : stair.spaces)
                route_closed[part.index()] = 1;
    route_closed[space.index()] = 1;
    emit(FactKind::route_closed, cast[person].key, task.target, {}, task.command_seq);
}

void World::Impl::restore_power(std::size_t person, const Task& task) {
    power_is_cut = false;
    emit(FactKind::power_restored, cast[person].key, task.target, {}, task.command_seq);
}

void World::Impl::try_generator(std::size_t person, const Task& task) {
    const bool works = generator && generator->try_start(now);
    emit(works ? FactKind::generator_started : FactKind::generator_failed, cast[person].key,
         task.target, {}, task.command_seq);
}

void World::Impl::hazard_effects(std::size_t person, const Task& task) {
    const auto said = [&](FactKind kind) {
        emit(kind, cast[person].key, task.target, task.args, task.command_seq);
    };
    switch (task.action) {
    case Action::use_blanket:
        return cover_fire(person, task);
    case Action::uncover:
        return uncover_fire(person, task);
    case Action::close_route:
        return close_route(person, task);
    case Action::power_restore:
        return restore_power(person, task);
    case Action::start_generator:
        return try_generator(person, task);
    case Action::lead_chain:
        return lead_chain(person, task);
    case Action::push_cot:
        return push_cot(person, task);
    case Action::oxygen_bottle:
        if (const auto it = person_by_key.find(task.target); it != person_by_key.end())
            people[it->second].on_bottle = true;
        return said(FactKind::oxygen_bottle);
    case Action::call_110:
        return call(person, task, FactKind::call_110);
    case Action::answer_check:
        return said(FactKind::check_answered);
    case Action::free_lift:
        return said(FactKind::lift_freed);
    case Action::assign_vehicle:
        return said(FactKind::vehicle_assigned);
    case Action::take_medicine:
        return said(FactKind::medicine_taken);
    case Action::notify_family:
        return said(FactKind::family_notified);
    case Action::hand_over:
        return said(FactKind::handover);
    case Action::stand_down:
        return said(FactKind::stand_down);
    default:
        return;
    }
}

} // namespace sim::drill
