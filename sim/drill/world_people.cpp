// People as bodies: waking, walking to safety, what the air does to them, what becomes of them.
#include "sim/core/text.h"
#include "sim/drill/world_state.h"
#include <algorithm>

namespace sim::drill {

namespace {

constexpr std::int64_t exposure_period_ticks = core::tick_rate_Hz; // doses once a second

double own_speed_mps(Mobility mobility) {
    return mobility == Mobility::walks_with_aid ? walk_with_aid_mps : walk_unaided_mps;
}

} // namespace

core::DrawKey World::Impl::draw_key(core::Stream stream, std::size_t person,
                                    std::uint32_t n) const {
    return {options.seed, stream, core::hash_key(cast[person].key), 0, n};
}

std::vector<std::string> World::Impl::rooms_of(std::string_view zone) const {
    std::vector<std::string> rooms;
    if (const auto space = plan.find_space(zone)) return {plan[space].key};
    const auto compartment = plan.find_compartment(zone);
    const auto level = plan.find_level(zone);
    for (std::size_t i = 0; i < plan.spaces.size(); ++i) {
        const bool in_compartment = compartment && compartment_of[i] == compartment;
        const bool on_level = level && plan.spaces[i].level == level;
        if (in_compartment || on_level) rooms.push_back(plan.spaces[i].key);
    }
    return rooms;
}

core::Result<void> World::Impl::make_arrivals() {
    for (std::size_t i = 0; i < scenario.people.size(); ++i) {
        const PersonSpec& spec = scenario.people[i];
        const bool called = !spec.arrives_after.empty();
        auto predicate = Predicate::parse(called ? spec.arrives_after : "ev(drill_started)");
        if (!predicate) return tl::unexpected(predicate.error());
        arrival_predicates.push_back(std::move(*predicate));
        if (!called) people[i].arrives_at = core::tick_at(spec.arrives_s);
    }
    return {};
}

/// Who comes when he is called sets out when that holds; then whoever is due is there.
void World::Impl::step_arrivals() {
    const bool look =
        arrival_facts_seen != facts.size() || now.value % core::tick_rate_Hz == 0;
    arrival_facts_seen = facts.size();
    for (std::size_t i = 0; i < scenario.people.size(); ++i) {
        Person& p = people[i];
        const PersonSpec& spec = scenario.people[i];
        if (!p.arrives_at && look && arrival_predicates[i].evaluate(facts, context()).holds)
            p.arrives_at = now + core::tick_at(spec.arrives_s);
        if (p.present || !p.arrives_at || *p.arrives_at > now) continue;
        p.present = true;
        p.alert = true;
        if (p.group == PersonGroup::fire_service)
            emit(FactKind::fire_service_arrived, cast[i].key, spec.place);
    }
}

void World::Impl::step_alertness() {
    for (std::size_t i = 0; i < people.size(); ++i) {
        Person& p = people[i];
        if (p.alert || !p.alert_at || *p.alert_at > now) continue;
        if (p.outcome == PersonOutcome::incapacitated) continue;
        p.alert = true;
        if (p.resident) send_to_safety(i);
    }
}

void World::Impl::wake_residents(const std::vector<std::string>& rooms, bool by_sound) {
    for (std::size_t i = 0; i < people.size(); ++i) {
        Person& p = people[i];
        const bool strays = p.wandering || p.returning;
        if (!p.resident || (p.alert && !strays) || p.group != PersonGroup::resident_walks ||
            p.transfer)
            continue;
        if (p.outcome == PersonOutcome::safe || p.outcome == PersonOutcome::incapacitated) continue;
        const plan::SpaceId where = strays ? p.space : p.bed_space;
        if (std::find(rooms.begin(), rooms.end(), plan[where].key) == rooms.end()) continue;
        const ResidentSpec& spec = scenario.residents[p.spec];
        if (by_sound && spec.mobility == Mobility::wanders) {
            if (spec.dementia.wanders_after_s > 0 && !p.wanders_at)
                p.wanders_at = now + core::tick_at(spec.dementia.wanders_after_s);
            continue;
        }
        if (by_sound && !spec.hears_alarm) continue;
        if (strays) { // staff have found him
            p.alert = p.wandering = p.returning = false;
            p.wanders_at.reset();
        }
        const double delay_s =
            by_sound ? core::draw_lognormal(draw_key(core::Stream::premovement, i),
                                            premovement_mean_s, premovement_sd_s)
                     : 2.0 * core::draw_uniform(draw_key(core::Stream::premovement, i, 1));
        const core::Tick at = now + core::tick_at(delay_s);
        if (!p.alert_at || at < *p.alert_at) p.alert_at = at;
    }
}

void World::Impl::stand_up(std::size_t resident) {
    Person& p = people[resident];
    const ResidentSpec& spec = scenario.residents[p.spec];
    if (!p.walker) {
        crowd::WalkerSpec walker;
        walker.key = spec.key;
        walker.start = p.position;
        walker.space = p.space;
        walker.free_speed_mps = own_speed_mps(spec.mobility);
        walker.can_crawl = false;
        walker.holds_handrail = true;
        walker.stair_up_mps = walker.stair_down_mps = stair_resident_mps;
        p.walker = crowd->add(walker);
    } else if (crowd->state(p.walker) == crowd::WalkerState::attached) {
        crowd->place(p.walker, p.position, p.space); // where he was set down
        crowd->detach(p.walker);
    }
    p.breathing_height_m = fire::breathing_height_standing_m;
}

void World::Impl::send_to_safety(std::size_t resident) {
    Person& p = people[resident];
    stand_up(resident);
    if (const auto to = find_destination(p.space, p.position.at_m, ""))
        crowd->go_to(p.walker, to->space, to->at_m);
}

void World::Impl::take_crowd_positions() {
    for (Person& p : people) {
        if (p.transfer) {
            const assist::TransferStatus& status = assist->status(*p.transfer);
            p.position = status.resident;
            if (status.resident_space) p.space = status.resident_space;
            p.heading_rad = status.heading_rad;
            if (p.walker) crowd->place(p.walker, p.position, p.space);
            continue;
        }
        if (!p.walker) continue;
        p.position = crowd->position(p.walker);
        p.space = crowd->space(p.walker);
        const core::Vec2 v = crowd->velocity_mps(p.walker);
        if (core::length(v) > 0.05) p.heading_rad = std::atan2(v.y, v.x);
    }
}

double World::Impl::mouth_m(std::size_t person) const {
    const Person& p = people[person];
    const bool on_foot = p.walker && !p.transfer;
    return on_foot ? std::min(p.breathing_height_m, crowd->breathing_height_m(p.walker))
                   : p.breathing_height_m;
}

double World::Impl::height_in_cell(std::size_t person, plan::CellId cell,
                                   double above_floor_m) const {
    const Person& p = people[person];
    const plan::Sheet& sheet = area.sheets[p.position.sheet.index()];
    double floor_m = 0;
    if (sheet.flight) {
        const plan::Flight& flight = plan[sheet.flight];
        const double low_m = plan[plan[flight.lower].level].elevation_m;
        const double high_m = plan[plan[flight.upper].level].elevation_m;
        floor_m = low_m + (high_m - low_m) * p.position.at_m.y / flight.slope_length_m;
    } else {
        floor_m = plan[plan[p.space].level].elevation_m;
    }
    return floor_m - cells.cells[cell.index()].floor_elevation_m + above_floor_m;
}

void World::Impl::step_exposure() {
    if (!smoke || now.value % exposure_period_ticks != 0) return;
    for (std::size_t i = 0; i < people.size(); ++i) {
        Person& p = people[i];
        if (!p.present || p.outcome == PersonOutcome::incapacitated ||
            p.outcome == PersonOutcome::safe)
            continue;
        const plan::CellId cell = cells.find_cell(plan, p.space, p.position.at_m);
        if (!cell) continue;
        const fire::Air air = smoke->view().air_at(cell, height_in_cell(i, cell, mouth_m(i)));
        const fire::Dose rate = fire::calc_dose_rate_per_s(air);
        const double dt_s = static_cast<double>(exposure_period_ticks) * core::tick_s;
        const bool masked = !p.resident && scenario.people[p.spec].has_mask;
        p.dose.gas += masked ? 0 : rate.gas * dt_s;
        p.dose.heat += rate.heat * dt_s;
        // Upright: who has got down has entered smoke all the same.
        const fire::Air upright =
            smoke->view().air_at(cell, height_in_cell(i, cell, p.breathing_height_m));
        const double seen_m = fire::calc_visibility_m(upright.extinction_per_m);
        if (!p.resident && !p.in_smoke && seen_m < smoky_visibility_m) {
            bool alone = true;
            for (std::size_t j = 0; j < people.size(); ++j)
                alone &= j == i || people[j].resident || !people[j].present ||
                         people[j].space != p.space;
            Args args;
            args.set("visibility_m", seen_m);
            args.set("alone", alone);
            args.set("mask", masked);
            args.set("ordered", p.task.has_value());
            emit(FactKind::enter_smoke, cast[i].key, plan[p.space].key, std::move(args));
        }
        p.in_smoke = seen_m < smoky_visibility_m;
    }
}

bool World::Impl::relative_safety(plan::SpaceId space) const {
    const plan::SpaceKind kind = plan[space].kind;
    if (kind == plan::SpaceKind::refuge || kind == plan::SpaceKind::outside) return true;
    if (kind == plan::SpaceKind::stair) return false;
    const plan::CompartmentId compartment = compartment_of[space.index()];
    return compartment && compartment != origin_compartment && !space_untenable[space.index()];
}

bool World::Impl::is_behind_door(const Person& p) const {
    return p.sheltered_by_door && p.space == p.bed_space && !space_untenable[p.space.index()];
}

void World::Impl::step_outcomes() {
    for (std::size_t i = 0; i < people.size(); ++i) {
        Person& p = people[i];
        if (!p.present || p.outcome == PersonOutcome::incapacitated) continue;
        if (p.dose.gas >= p.dose_limit || p.dose.heat >= p.dose_limit) {
            p.outcome = PersonOutcome::incapacitated;
            if (p.walker) crowd->set_down(p.walker);
            Args args;
            args.set("dose_gas", p.dose.gas);
            args.set("dose_heat", p.dose.heat);
            args.set("space", plan[p.space].key);
            emit(FactKind::resident_lost, "system", cast[i].key, std::move(args));
            continue;
        }
        const PersonOutcome before = p.outcome;
        if (plan[p.space].kind == plan::SpaceKind::outside)
            p.outcome = PersonOutcome::safe;
        else if (p.outcome != PersonOutcome::safe)
            p.outcome = relative_safety(p.space) || is_behind_door(p) ? PersonOutcome::sheltered
                                                                      : PersonOutcome::inside;
        if (p.outcome == before || now.value == 0) continue;
        Args args;
        args.set("space", plan[p.space].key);
        if (p.outcome == PersonOutcome::safe)
            emit(p.resident ? FactKind::resident_safe : FactKind::person_safe, cast[i].key,
                 cast[i].key, std::move(args));
        else if (p.outcome == PersonOutcome::sheltered && p.resident && !p.sheltered_by_door)
            emit(FactKind::resident_sheltered, cast[i].key, cast[i].key, std::move(args));
    }
    for (std::size_t s = 0; s < plan.spaces.size(); ++s) {
        if (space_cleared[s] || plan.spaces[s].kind != plan::SpaceKind::bedroom) continue;
        bool had = false, still = false;
        for (const Person& p : people) {
            if (!p.resident) continue;
            had |= p.bed_space.index() == s;
            still |= p.space.index() == s;
        }
        if (!had || still) continue;
        space_cleared[s] = 1;
        emit(FactKind::room_clear, "system", plan.spaces[s].key);
    }
}

void World::Impl::count(World::Counts& counts, bool residents_only) const {
    for (const Person& p : people) {
        if (residents_only && !p.resident) continue;
        switch (p.outcome) {
        case PersonOutcome::safe:
            ++counts.safe;
            break;
        case PersonOutcome::sheltered:
            ++counts.sheltered;
            break;
        case PersonOutcome::inside:
            ++counts.inside;
            break;
        case PersonOutcome::incapacitated:
            ++counts.incapacitated;
            break;
        }
    }
}

} // namespace sim::drill
