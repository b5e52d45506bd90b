#include "tools/library/building.h"

#include <algorithm>
#include <limits>

namespace tools::library {

namespace {

constexpr double neighbour_reach_m = 9; // between doors: next, opposite and the one after

template <class Id, class Things, class Wanted>
std::vector<Id> collect(const Things& things, Wanted wanted) {
    std::vector<Id> found;
    for (std::size_t i = 0; i < things.size(); ++i)
        if (wanted(things[i])) found.push_back(sim::core::make_id<Id>(i));
    return found;
}

} // namespace

Building::Building(const sim::plan::Plan& plan) : plan_(plan), graph_(plan) {}

OpeningId Building::main_door(SpaceId space) const {
    OpeningId best;
    for (std::size_t i = 0; i < plan_.openings.size(); ++i) {
        const auto& opening = plan_.openings[i];
        if (!opening.walkable() || (opening.a != space && opening.b != space)) continue;
        const SpaceId other = opening.a == space ? opening.b : opening.a;
        const bool to_corridor = plan_[other].kind == SpaceKind::corridor;
        if (!best || to_corridor) best = sim::core::make_id<OpeningId>(i);
        if (to_corridor) break;
    }
    return best;
}

OpeningId Building::exit_of(SpaceId space) const {
    for (std::size_t i = 0; i < plan_.openings.size(); ++i) {
        const auto& opening = plan_.openings[i];
        if (opening.kind != sim::plan::OpeningKind::door) continue;
        if (opening.a != space && opening.b != space) continue;
        const SpaceId other = opening.a == space ? opening.b : opening.a;
        if (other && plan_[other].kind == SpaceKind::outside)
            return sim::core::make_id<OpeningId>(i);
    }
    return {};
}

std::string Building::zone_of(SpaceId space) const {
    for (const auto& compartment : plan_.compartments)
        for (const SpaceId inside : compartment.spaces)
            if (inside == space) return compartment.key;
    return plan_[plan_[space].level].key;
}

std::vector<SpaceId> Building::spaces_of_zone(std::string_view zone) const {
    if (const auto compartment = plan_.find_compartment(zone)) return plan_[compartment].spaces;
    const LevelId level = plan_.find_level(zone);
    return collect<SpaceId>(plan_.spaces, [&](const auto& s) { return s.level == level; });
}

int Building::beds_in(SpaceId space) const {
    return static_cast<int>(std::count_if(plan_.beds.begin(), plan_.beds.end(),
                                          [&](const auto& bed) { return bed.space == space; }));
}

std::vector<LevelId> Building::levels_with_beds() const {
    std::vector<LevelId> levels;
    for (const auto& bed : plan_.beds) {
        const LevelId level = plan_[bed.space].level;
        if (std::find(levels.begin(), levels.end(), level) == levels.end()) levels.push_back(level);
    }
    std::stable_sort(levels.begin(), levels.end(), [&](LevelId a, LevelId b) {
        return plan_[a].elevation_m < plan_[b].elevation_m;
    });
    return levels;
}

SpaceId Building::find_space(SpaceKind kind, LevelId level) const {
    for (std::size_t i = 0; i < plan_.spaces.size(); ++i)
        if (plan_.spaces[i].kind == kind && (!level || plan_.spaces[i].level == level))
            return sim::core::make_id<SpaceId>(i);
    return {};
}

sim::core::Vec2 Building::point_in(SpaceId space) const {
    const auto& outline = plan_[space].outline_m;
    const sim::core::Vec2 middle = sim::core::centroid(outline);
    if (sim::core::contains(outline, middle)) return middle;
    for (std::size_t i = 0; i < outline.size(); ++i) { // of an ear of a bent space
        const auto& before = outline[(i + outline.size() - 1) % outline.size()];
        const sim::core::Vec2 ear =
            (before + outline[i] + outline[(i + 1) % outline.size()]) * (1.0 / 3);
        if (sim::core::contains(outline, ear)) return ear;
    }
    return middle;
}

double Building::walk_s(SpaceId from, SpaceId to) const {
    const auto route = graph_.find_route(from, point_in(from), to, point_in(to), {});
    return route ? route->cost_s : std::numeric_limits<double>::infinity();
}

sim::plan::EquipmentId Building::nearest(sim::plan::EquipmentKind kind, SpaceId to) const {
    sim::plan::EquipmentId best;
    double best_s = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < plan_.equipment.size(); ++i) {
        const auto& item = plan_.equipment[i];
        if (item.kind != kind) continue;
        const auto route = graph_.find_route(to, point_in(to), item.space, item.at_m, {});
        if (!route || route->cost_s >= best_s) continue;
        best_s = route->cost_s;
        best = sim::core::make_id<sim::plan::EquipmentId>(i);
    }
    return best;
}

sim::plan::EquipmentId Building::nearest_extinguisher(sim::devices::FireClass fire,
                                                      SpaceId to) const {
    sim::plan::EquipmentId best;
    double best_s = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < plan_.equipment.size(); ++i) {
        const auto& item = plan_.equipment[i];
        if (item.kind != sim::plan::EquipmentKind::extinguisher) continue;
        const auto fit = sim::devices::calc_fit(item.agent, fire, false);
        if (fit != sim::devices::AgentFit::suits) continue;
        const auto route = graph_.find_route(to, point_in(to), item.space, item.at_m, {});
        if (!route || route->cost_s >= best_s) continue;
        best_s = route->cost_s;
        best = sim::core::make_id<sim::plan::EquipmentId>(i);
    }
    return best;
}

std::vector<SpaceId> Building::neighbours(SpaceId room, std::size_t limit_count) const {
    const OpeningId door = main_door(room);
    if (!door) return {};
    const auto distance_m = [&](SpaceId other) {
        const OpeningId its = main_door(other);
        return its ? sim::core::distance(plan_[its].center_m, plan_[door].center_m)
                   : std::numeric_limits<double>::infinity();
    };
    auto found = collect<SpaceId>(plan_.spaces, [&](const auto& space) {
        return space.kind == SpaceKind::bedroom && space.level == plan_[room].level &&
               &space != &plan_[room];
    });
    const std::string zone = zone_of(room);
    std::erase_if(found, [&](SpaceId other) {
        return distance_m(other) > neighbour_reach_m || beds_in(other) == 0 ||
               zone_of(other) != zone;
    });
    std::stable_sort(found.begin(), found.end(),
                     [&](SpaceId a, SpaceId b) { return distance_m(a) < distance_m(b); });
    if (found.size() > limit_count) found.resize(limit_count);
    return found;
}

} // namespace tools::library
