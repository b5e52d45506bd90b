// How a run begins: everything made from plan and scenario, everybody at his place.
#include "sim/core/text.h"
#include "sim/drill/world_state.h"

namespace sim::drill {

namespace {

constexpr double person_radius_m = 0.25; // mesh clearance of a person on foot

PersonGroup group_of(PersonKind kind) noexcept {
    switch (kind) {
    case PersonKind::staff:
        return PersonGroup::staff;
    case PersonKind::volunteer:
        return PersonGroup::volunteer;
    case PersonKind::visitor:
        return PersonGroup::visitor;
    case PersonKind::fire_service:
        return PersonGroup::fire_service;
    }
    return PersonGroup::staff;
}

bool walks(Mobility mobility) noexcept {
    return mobility == Mobility::walks || mobility == Mobility::walks_with_aid ||
           mobility == Mobility::wanders;
}

core::Error with_file(core::Error error, const std::string& file) {
    for (core::Problem& problem : error.problems)
        if (problem.file.empty()) problem.file = file;
    return error;
}

} // namespace

core::Result<void> World::Impl::start() {
    auto made = plan::WalkableMesh::make(plan, area, person_radius_m);
    if (!made) return tl::unexpected(with_file(made.error(), scenario.plan_file));
    mesh.emplace(std::move(*made));
    crowd = std::make_unique<crowd::Crowd>(plan, area, *mesh, graph, cells, options.seed,
                                           options.door_mode);
    assist =
        std::make_unique<assist::Assist>(plan, area, *mesh, graph, cells, *crowd, options.seed);
    doors = std::make_unique<devices::Doors>(plan);
    alarm = std::make_unique<devices::AlarmSystem>(plan, cells, scenario.alarm, options.seed);
    suppression.assign(scenario.fires.size(), 1.0);
    under_attack.assign(scenario.fires.size(), 0);
    fire_seen_started.assign(scenario.fires.size(), 0);
    fire_seen_flaming = fire_seen_out = fire_seen_started;
    space_smoky.assign(plan.spaces.size(), 0);
    space_untenable = space_cleared = space_smoky;
    occupied.assign(plan.openings.size(), 0);
    start_hazards();
    compartment_of.assign(plan.spaces.size(), {});
    for (std::size_t i = 0; i < plan.compartments.size(); ++i)
        for (const plan::SpaceId space : plan.compartments[i].spaces)
            compartment_of[space.index()] = core::make_id<plan::CompartmentId>(i);
    if (const plan::SpaceId origin = plan.find_space(scenario.origin))
        origin_compartment = compartment_of[origin.index()];
    fact_context = make_predicate_context(scenario, plan);
    set_openings();
    add_people();
    add_residents();
    if (auto arrivals = make_arrivals(); !arrivals)
        return tl::unexpected(with_file(arrivals.error(), scenario.key));
    if (options.fire_enabled) {
        auto model = fire::SmokeModel::make(plan, cells, scenario.fires, {});
        if (!model) return tl::unexpected(model.error());
        smoke = std::move(*model);
    }
    for (const InjectSpec& inject : scenario.injects) {
        inject_done.push_back(inject.only && *inject.only != options.start ? 1 : 0);
        inject_held.push_back(0);
        inject_due.push_back(inject.trigger == InjectSpec::Trigger::at
                                 ? std::optional(core::tick_at(inject.at_s))
                                 : std::nullopt);
        auto predicate =
            Predicate::parse(inject.predicate.empty() ? "ev(drill_started)" : inject.predicate);
        if (!predicate) return tl::unexpected(with_file(predicate.error(), scenario.key));
        inject_predicates.push_back(std::move(*predicate));
    }
    Args args;
    args.set("start", std::string(options.start == StartMode::scene ? "scene" : "system"));
    args.set("people", static_cast<std::int64_t>(scenario.people.size()));
    args.set("residents", static_cast<std::int64_t>(scenario.residents.size()));
    emit(FactKind::drill_started, "system", scenario.key, std::move(args));
    step_outcomes(); // those who begin in another compartment are sheltered from the first picture
                     // on
    if (!options.fire_enabled) {
        // People alone: everybody who can walk hears the alarm at the start.
        std::vector<std::string> everywhere;
        for (const plan::Space& space : plan.spaces)
            everywhere.push_back(space.key);
        wake_residents(everywhere, true);
    }
    return {};
}

void World::Impl::set_openings() {
    for (const auto& [key, open] : scenario.openings) {
        const plan::OpeningId id = plan.find_opening(key);
        open ? static_cast<void>(doors->open(id)) : doors->shut(id);
    }
    for (const auto& [key, locked] : scenario.locks)
        doors->set_locked(plan.find_opening(key), locked);
    // Doors stand as the scenario says before the clock starts.
    const std::int64_t travel_ticks = core::tick_at(devices::leaf_travel_s).value + 1;
    for (std::int64_t i = 0; i < travel_ticks; ++i)
        doors->step(occupied);
}

Workspot World::Impl::start_of(const PersonSpec& person) {
    if (const auto place = plan.find_place(person.place))
        return {plan[place].space, plan[place].at_m};
    return pick_spot(plan.find_space(person.place), static_cast<std::uint32_t>(taken_spots.size()));
}

void World::Impl::add_people() {
    for (std::size_t i = 0; i < scenario.people.size(); ++i) {
        const PersonSpec& spec = scenario.people[i];
        const Workspot start = start_of(spec);
        Person p;
        p.group = group_of(spec.kind);
        p.spec = i;
        p.space = start.space;
        p.position = {area.sheet_of(plan[start.space].level), start.at_m};
        p.dose_limit = fire::dose_limit_staff;
        p.present = spec.arrives_s <= 0 && spec.arrives_after.empty();
        p.alert = p.present && spec.alert_delay_s <= 0;
        crowd::WalkerSpec walker;
        walker.key = spec.key;
        walker.start = p.position;
        walker.space = p.space;
        walker.free_speed_mps = spec.walk_mps;
        walker.enters_smoke = goes_into_smoke(spec);
        p.walker = crowd->add(walker);
        crowd->set_lift_permit(p.walker, spec.kind == PersonKind::fire_service);
        person_by_key.emplace(spec.key, people.size());
        cast.push_back({spec.key, spec.name, spec.role, p.group, ""});
        people.push_back(std::move(p));
    }
}

void World::Impl::add_residents() {
    static constexpr const char* letters[] = {"A", "B", "C", "D", "E"};
    for (std::size_t i = 0; i < scenario.residents.size(); ++i) {
        const ResidentSpec& spec = scenario.residents[i];
        const plan::Bed& bed = plan[plan.find_bed(spec.bed)];
        Person p;
        p.resident = true;
        p.spec = i;
        p.group = walks(spec.mobility) && spec.sees ? PersonGroup::resident_walks
                                                    : PersonGroup::resident_moved;
        p.space = p.bed_space = bed.space;
        p.position = {area.sheet_of(plan[bed.space].level), bed.center_m};
        p.heading_rad = bed.heading_rad;
        p.breathing_height_m = fire::breathing_height_lying_m;
        p.dose_limit = fire::dose_limit_resident;
        person_by_key.emplace(spec.key, people.size());
        cast.push_back(
            {spec.key, spec.alias, "", p.group, letters[static_cast<std::size_t>(spec.mobility)]});
        people.push_back(std::move(p));
    }
}

} // namespace sim::drill
