#include "sim/debrief/whereabouts.h"

#include "sim/core/text.h"
#include "sim/record/fact_words.h"
#include <algorithm>

namespace sim::debrief {

using core::tr;
using core::trf;

namespace {

template <class List>
bool has(const List& list, std::string_view key) {
    return std::any_of(list.begin(), list.end(), [&](const auto& one) { return one.key == key; });
}

const char* agent_word(plan::Agent agent) {
    switch (agent) {
    case plan::Agent::abc_powder:
        return tr("ABC 干粉");
    case plan::Agent::bc_powder:
        return tr("BC 干粉");
    case plan::Agent::water:
    case plan::Agent::water_mist:
        return tr("水基");
    case plan::Agent::foam:
        return tr("泡沫");
    case plan::Agent::carbon_dioxide:
        return tr("二氧化碳");
    case plan::Agent::wet_chemical:
        return tr("厨房专用");
    case plan::Agent::none:
        break;
    }
    return "";
}

} // namespace

bool is_known(const record::Record& record, std::string_view key) {
    const plan::Plan& p = record.plan;
    const auto& s = record.scenario;
    return p.find_space(key) || p.find_opening(key) || p.find_equipment(key) || p.find_place(key) ||
           p.find_compartment(key) || p.find_level(key) || has(s.residents, key) ||
           has(s.people, key) || has(s.roles, key) || has(s.fires, key);
}

plan::SpaceId room_of(const record::Record& record, const drill::Command& command) {
    const plan::Plan& p = record.plan;
    if (const auto space = p.find_space(command.target)) return space;
    for (const auto& resident : record.scenario.residents)
        if (resident.key == command.target)
            if (const auto bed = p.find_bed(resident.bed)) return p[bed].space;
    for (const auto& fire : record.scenario.fires)
        if (fire.key == command.target) return fire.space;
    return {};
}

plan::OpeningId main_door(const plan::Plan& plan, plan::SpaceId room) {
    plan::OpeningId any;
    for (std::size_t i = 0; room && i < plan.openings.size(); ++i) {
        const plan::Opening& door = plan.openings[i];
        if (door.kind != plan::OpeningKind::door || door.exit || !door.b) continue;
        if (door.a != room && door.b != room) continue;
        const auto id = core::make_id<plan::OpeningId>(i);
        const plan::SpaceId beyond = door.a == room ? door.b : door.a;
        if (plan[beyond].kind == plan::SpaceKind::corridor) return id;
        if (!any) any = id;
    }
    return any;
}

std::string describe_thing(const record::Record& record, std::string_view key) {
    const auto id = record.plan.find_equipment(key);
    if (!id) return record::name_of(record, key);
    const plan::Equipment& thing = record.plan[id];
    const std::string name = thing.name.empty() ? std::string(key) : thing.name;
    const std::string& where = record.plan[thing.space].name;
    if (thing.agent == plan::Agent::none) return trf("{}，{}", name, where);
    return trf("{}（{}，{}）", name, agent_word(thing.agent), where);
}

} // namespace sim::debrief
