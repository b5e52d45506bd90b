#include "editor/live/targets.h"

#include "sim/core/text.h"
#include "sim/drill/action_table.h"
#include "sim/record/fact_words.h"
#include <algorithm>
#include <cmath>

namespace editor::live {

namespace core = sim::core;
namespace drill = sim::drill;
namespace plan = sim::plan;
using core::tr;
using core::trf;
using drill::Action;

namespace {

/// Where the person stands; the origin of the first level when he is nowhere.
plan::DrawnPosition place_of(const document::Document& document, std::string_view person) {
    const auto& cast = document.record.cast;
    const auto& frames = document.record.frames;
    for (std::size_t i = 0; i < cast.size() && !frames.empty(); ++i)
        if (cast[i].key == person)
            return plan::drawn_position(document.record.plan, document.record.area,
                                        frames.back().people[i].position);
    return {};
}

/// Collects targets and puts the near ones first.
class Near {
public:
    Near(const document::Document& document, std::string_view person)
        : document_(document), from_(place_of(document, person)) {}
    void add(const std::string& key, std::string words, plan::LevelId level, core::Vec2 at_m) {
        const plan::Plan& p = document_.record.plan;
        const double storeys =
            std::abs(static_cast<double>(level.index()) - static_cast<double>(from_.level.index()));
        if (storeys > 0) words += "（" + p[level].name + "）";
        constexpr double storey_as_m = 1000; // any other level comes after all of this one
        found_.push_back(
            {storeys * storey_as_m + core::distance(from_.at_m, at_m), {key, std::move(words)}});
    }
    void add_space(plan::SpaceId id) {
        const plan::Space& space = document_.record.plan[id];
        add(space.key, space.name, space.level, core::centroid(space.outline_m));
    }
    [[nodiscard]] std::vector<Target> take() {
        std::stable_sort(found_.begin(), found_.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        std::vector<Target> targets;
        for (auto& [distance_m, target] : found_)
            targets.push_back(std::move(target));
        return targets;
    }

private:
    const document::Document& document_;
    plan::DrawnPosition from_;
    std::vector<std::pair<double, Target>> found_;
};

bool sleeps_here(const plan::Plan& p, plan::SpaceId space) {
    return std::any_of(p.beds.begin(), p.beds.end(),
                       [&](const plan::Bed& bed) { return bed.space == space; });
}

void add_spaces(Near& near, const plan::Plan& p, Action action) {
    const bool rooms = action == Action::wake_room || action == Action::shelter_room;
    for (std::size_t i = 0; i < p.spaces.size(); ++i) {
        const auto id = core::make_id<plan::SpaceId>(i);
        const auto kind = p.spaces[i].kind;
        if (kind == plan::SpaceKind::lift) continue;
        if (rooms ? sleeps_here(p, id)
                  : kind != plan::SpaceKind::outside || action == Action::go_to)
            near.add_space(id);
    }
}

void add_doors(Near& near, const document::Document& document) {
    const plan::Plan& p = document.record.plan;
    for (const plan::Opening& opening : p.openings)
        if (opening.kind == plan::OpeningKind::door && opening.a)
            near.add(opening.key, sim::record::name_of(document.record, opening.key),
                     p[opening.a].level, opening.center_m);
}

void add_extinguishers(Near& near, const plan::Plan& p) {
    for (const plan::Equipment& thing : p.equipment)
        if (thing.kind == plan::EquipmentKind::extinguisher)
            near.add(thing.key, trf("{}，{}", thing.name, p[thing.space].name),
                     p[thing.space].level, thing.at_m);
}

/// Fires that somebody has looked at; nobody knows of the others.
std::vector<Target> list_seen_fires(const LiveDrill& live) {
    std::vector<Target> seen;
    const auto& s = live.loaded().scenario;
    const auto facts = live.world().facts();
    for (const auto& fire : s.fires) {
        const plan::Space& space = live.loaded().plan[fire.space];
        const bool looked_at = std::any_of(facts.begin(), facts.end(), [&](const auto& fact) {
            return fact.kind == drill::FactKind::inspect && fact.target == space.key;
        });
        if (looked_at) seen.push_back({fire.key, trf("{}的火", space.name)});
    }
    return seen;
}

void add_residents(Near& near, const document::Document& document) {
    const auto& record = document.record;
    for (std::size_t i = 0; i < record.cast.size() && !record.frames.empty(); ++i) {
        const auto group = record.cast[i].group;
        const auto& now = record.frames.back().people[i];
        if (group != drill::PersonGroup::resident_walks &&
            group != drill::PersonGroup::resident_moved)
            continue;
        if (!now.present || now.outcome != drill::PersonOutcome::inside) continue;
        const auto at = plan::drawn_position(record.plan, record.area, now.position);
        std::string room;
        for (const auto& resident : record.scenario.residents)
            if (resident.key == record.cast[i].key)
                if (const auto bed = record.plan.find_bed(resident.bed))
                    room = record.plan[record.plan[bed].space].name;
        near.add(record.cast[i].key,
                 trf("{} {} {}", room, record.cast[i].name, record.cast[i].mobility), at.level,
                 at.at_m);
    }
}

std::vector<Target> list_roles(const LiveDrill& live, std::string_view person) {
    std::vector<Target> roles;
    for (const auto& one : live.loaded().scenario.people)
        if (one.key != person && !one.role.empty()) {
            const auto& all = live.loaded().scenario.roles;
            const auto role = std::find_if(all.begin(), all.end(),
                                           [&](const auto& r) { return r.key == one.role; });
            roles.push_back(
                {one.role, trf("{} {}", role == all.end() ? one.role : role->name, one.name)});
        }
    return roles;
}

std::vector<Target> list_zones(const plan::Plan& p, Action action) {
    std::vector<Target> zones;
    if (action != Action::shut_zone)
        for (const plan::Level& level : p.levels)
            zones.push_back({level.key, level.name});
    for (const plan::Compartment& zone : p.compartments)
        zones.push_back({zone.key, zone.name});
    return zones;
}

void add_places(Near& near, const plan::Plan& p) {
    for (const plan::Place& place : p.places)
        near.add(place.key, place.name, p[place.space].level, place.at_m);
}

} // namespace

bool asks_for_target(const LiveDrill& live, Action action) {
    if (drill::rule_of(action).target_needed) return true;
    switch (action) {
    case Action::fetch_extinguisher:
    case Action::use_extinguisher:
    case Action::call_leader:
    case Action::broadcast:
    case Action::headcount:
    case Action::guide_fire_service:
        return true;
    case Action::shut_zone:
        return !live.loaded().plan.compartments.empty();
    default:
        return false;
    }
}

std::vector<Target> list_targets(const LiveDrill& live, const document::Document& document,
                                 std::string_view person, Action action) {
    const plan::Plan& p = live.loaded().plan;
    Near near(document, person);
    switch (action) {
    case Action::notify:
    case Action::call_leader:
        return list_roles(live, person);
    case Action::broadcast:
    case Action::headcount:
    case Action::shut_zone:
        return list_zones(p, action);
    case Action::use_extinguisher:
    case Action::use_blanket:
        return list_seen_fires(live);
    case Action::fetch_extinguisher:
        add_extinguishers(near, p);
        break;
    case Action::open_door:
    case Action::close_door:
    case Action::unlock_door:
        add_doors(near, document);
        break;
    case Action::move_resident:
    case Action::oxygen_bottle:
        add_residents(near, document);
        break;
    case Action::guide_fire_service:
        add_places(near, p);
        break;
    default:
        add_spaces(near, p, action);
        if (action == Action::go_to) add_places(near, p);
        break;
    }
    return near.take();
}

std::vector<Target> list_destinations(const LiveDrill& live, std::string_view resident) {
    const plan::Plan& p = live.loaded().plan;
    plan::SpaceId room;
    for (const auto& one : live.loaded().scenario.residents)
        if (one.key == resident)
            if (const auto bed = p.find_bed(one.bed)) room = p[bed].space;
    std::vector<Target> destinations;
    for (const plan::Compartment& zone : p.compartments) {
        const bool own =
            std::find(zone.spaces.begin(), zone.spaces.end(), room) != zone.spaces.end();
        const bool same_level =
            room && !zone.spaces.empty() && p[zone.spaces.front()].level == p[room].level;
        if (!own && same_level) destinations.push_back({zone.key, zone.name});
    }
    for (const plan::Space& space : p.spaces)
        if (space.kind == plan::SpaceKind::refuge || space.kind == plan::SpaceKind::outside)
            destinations.push_back({space.key, space.name});
    return destinations;
}

} // namespace editor::live
