#include "sim/drill/zones.h"

#include <algorithm>
#include <map>
#include <set>

namespace sim::drill {

namespace {

std::vector<plan::SpaceId> find_spaces(const plan::Plan& plan, std::string_view zone) {
    if (const auto space = plan.find_space(zone)) return {space};
    if (const auto compartment = plan.find_compartment(zone)) return plan[compartment].spaces;
    std::vector<plan::SpaceId> spaces;
    if (const auto level = plan.find_level(zone))
        for (std::size_t i = 0; i < plan.spaces.size(); ++i)
            if (plan.spaces[i].level == level) spaces.push_back(core::make_id<plan::SpaceId>(i));
    return spaces;
}

bool contains(const std::vector<plan::SpaceId>& spaces, plan::SpaceId space) {
    return space && std::find(spaces.begin(), spaces.end(), space) != spaces.end();
}

bool is_bedroom(const plan::Plan& plan, plan::SpaceId space) {
    return space && plan[space].kind == plan::SpaceKind::bedroom;
}

/// Every key with the spaces it lies in.
using Homes = std::map<std::string, std::vector<plan::SpaceId>, std::less<>>;

Homes find_homes(const Scenario& scenario, const plan::Plan& plan) {
    Homes homes;
    for (std::size_t i = 0; i < plan.spaces.size(); ++i)
        homes[plan.spaces[i].key] = {core::make_id<plan::SpaceId>(i)};
    for (const auto& o : plan.openings)
        homes[o.key] = {o.a, o.b};
    for (const auto& b : plan.beds)
        homes[b.key] = {b.space};
    for (const auto& e : plan.equipment)
        homes[e.key] = {e.space};
    for (const auto& d : plan.detectors)
        homes[d.key] = {d.space};
    for (const auto& p : plan.places)
        homes[p.key] = {p.space};
    for (const auto& f : scenario.fires)
        homes[f.key] = {f.space};
    for (const auto& r : scenario.residents)
        if (const auto bed = plan.find_bed(r.bed)) homes[r.key] = {plan[bed].space};
    return homes;
}

struct ZoneTable {
    std::map<std::string, std::set<std::string, std::less<>>, std::less<>> zones_of; ///< by key
};

ZoneTable make_zone_table(const Scenario& scenario, const plan::Plan& plan) {
    std::vector<std::vector<std::string>> zones_of_space(plan.spaces.size());
    for (std::size_t i = 0; i < plan.spaces.size(); ++i)
        zones_of_space[i] = {plan.spaces[i].key, plan[plan.spaces[i].level].key};
    for (const auto& compartment : plan.compartments)
        for (const auto space : compartment.spaces)
            zones_of_space[space.index()].push_back(compartment.key);
    ZoneTable table;
    for (const auto& [key, spaces] : find_homes(scenario, plan))
        for (const auto space : spaces)
            if (space)
                table.zones_of[key].insert(zones_of_space[space.index()].begin(),
                                           zones_of_space[space.index()].end());
    return table;
}

/// Where each resident's bed stands; none for beds that the plan does not know.
std::vector<plan::SpaceId> find_resident_spaces(const Scenario& scenario, const plan::Plan& plan) {
    std::vector<plan::SpaceId> spaces;
    for (const ResidentSpec& resident : scenario.residents) {
        const auto bed = plan.find_bed(resident.bed);
        spaces.push_back(bed ? plan[bed].space : plan::SpaceId{});
    }
    return spaces;
}

std::vector<std::string> find_doors(const plan::Plan& plan,
                                    const std::vector<plan::SpaceId>& spaces) {
    std::vector<std::string> doors;
    for (const plan::Opening& opening : plan.openings) {
        const bool here = (contains(spaces, opening.a) && is_bedroom(plan, opening.a)) ||
                          (contains(spaces, opening.b) && is_bedroom(plan, opening.b));
        if (opening.kind == plan::OpeningKind::door && here) doors.push_back(opening.key);
    }
    return doors;
}

std::vector<std::string> find_members(const Scenario& scenario, const plan::Plan& plan,
                                      const std::vector<plan::SpaceId>& resident_spaces,
                                      std::string_view zone) {
    const std::size_t colon = zone.find(':');
    const std::string_view asked = colon == zone.npos ? "" : zone.substr(0, colon);
    const auto spaces = find_spaces(plan, colon == zone.npos ? zone : zone.substr(colon + 1));
    std::vector<std::string> members;
    if (asked == "doors") return find_doors(plan, spaces);
    if (asked == "residents") {
        for (std::size_t i = 0; i < resident_spaces.size(); ++i)
            if (contains(spaces, resident_spaces[i])) members.push_back(scenario.residents[i].key);
    } else if (asked.empty() || asked == "bedrooms") {
        for (const plan::SpaceId space : spaces)
            if (asked.empty() || is_bedroom(plan, space)) members.push_back(plan[space].key);
    }
    return members;
}

} // namespace

std::vector<std::string> find_members(const Scenario& scenario, const plan::Plan& plan,
                                      std::string_view zone) {
    return find_members(scenario, plan, find_resident_spaces(scenario, plan), zone);
}

PredicateContext make_predicate_context(const Scenario& scenario, const plan::Plan& plan) {
    PredicateContext context;
    context.rooms_of = [&scenario, &plan, resident_spaces = find_resident_spaces(scenario, plan)](
                           std::string_view zone) {
        return find_members(scenario, plan, resident_spaces, zone);
    };
    context.is_in_zone = [table = std::make_shared<const ZoneTable>(make_zone_table(
                              scenario, plan))](std::string_view target, std::string_view zone) {
        const auto it = table->zones_of.find(target);
        return it != table->zones_of.end() && it->second.contains(zone);
    };
    return context;
}

} // namespace sim::drill
