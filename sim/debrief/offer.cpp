// Which changes are worth asking about a decision.
#include "sim/debrief/change.h"
#include "sim/debrief/whereabouts.h"
#include "sim/drill/scenario_names.h"
#include <algorithm>
#include <set>

namespace sim::debrief {

using drill::Action;
using drill::Command;

namespace {

constexpr std::size_t alternatives_limit = 4; ///< other rooms, other extinguishers

bool goes_to_room(Action action) {
    return action == Action::inspect || action == Action::search_room ||
           action == Action::wake_room || action == Action::move_resident;
}

/// A door that could have been shut behind him, and was not at once.
std::vector<std::string> list_doors(const record::Record& record, const Command& was) {
    plan::OpeningId door;
    if (goes_to_room(was.action) || was.action == Action::use_extinguisher)
        door = main_door(record.plan, room_of(record, was));
    if (was.action == Action::open_door || was.action == Action::unlock_door)
        door = record.plan.find_opening(was.target);
    if (!door) return {};
    const std::string& key = record.plan[door].key;
    const auto next =
        std::find_if(record.commands.begin(), record.commands.end(),
                     [&](const Command& c) { return c.seq > was.seq && c.actor == was.actor; });
    if (next != record.commands.end() && next->action == Action::close_door && next->target == key)
        return {};
    return {"shut=" + key};
}

/// Later ones of the same person and kind about something else, each thing once.
std::vector<std::string> list_swaps(const record::Record& record, const Command& was) {
    std::vector<std::string> keys;
    std::set<std::string> seen{was.target};
    if (!goes_to_room(was.action) && was.action != Action::shelter_room &&
        was.action != Action::go_to)
        return keys;
    for (const Command& other : record.commands)
        if (other.seq > was.seq && other.actor == was.actor && other.action == was.action &&
            keys.size() < alternatives_limit && find_decision(record, other.seq) &&
            seen.insert(other.target).second)
            keys.push_back("swap=" + std::to_string(other.seq));
    return keys;
}

/// Of each other agent one; with the same agent only where nothing else is left to choose.
std::vector<std::string> list_extinguishers(const record::Record& record, const Command& was) {
    std::vector<std::string> others, same;
    std::set<plan::Agent> seen;
    const auto& p = record.plan;
    if (const auto id = p.find_equipment(was.target)) seen.insert(p[id].agent);
    for (const plan::Equipment& thing : p.equipment)
        if (thing.kind == plan::EquipmentKind::extinguisher && thing.key != was.target)
            (seen.insert(thing.agent).second ? others : same).push_back("target=" + thing.key);
    for (const std::string& key : same)
        if (others.size() < alternatives_limit) others.push_back(key);
    return others;
}

std::vector<std::string> list_devices(const record::Record& record, const Command& was) {
    std::vector<std::string> keys;
    const drill::Value* value = was.args.find("device");
    const auto* used = value ? std::get_if<std::string>(value) : nullptr;
    for (const auto& resident : record.scenario.residents)
        if (resident.key == was.target)
            for (const assist::DeviceKind device : resident.devices)
                if (const std::string name = drill::name_in(drill::device_names, device);
                    !used || name != *used)
                    keys.push_back("device=" + name);
    return keys;
}

bool says_all(const Command& was) {
    const drill::Value* value = was.args.find("fields");
    const auto* said = value ? std::get_if<std::vector<std::string>>(value) : nullptr;
    return said && said->size() >= 6;
}

std::vector<std::string> list_keys(const record::Record& record, const Command& was) {
    std::vector<std::string> keys;
    const auto add = [&keys](const std::vector<std::string>& more) {
        keys.insert(keys.end(), more.begin(), more.end());
    };
    if (was.action == Action::close_door) add({"not", "do=open_door"});
    if (was.action == Action::open_door) add({"do=close_door"});
    add(list_doors(record, was));
    if (was.action == Action::fetch_extinguisher) add(list_extinguishers(record, was));
    add(list_swaps(record, was));
    if (was.action == Action::move_resident) {
        add({"shelter"});
        add(list_devices(record, was));
    }
    if ((was.action == Action::call_119 || was.action == Action::call_120) && !says_all(was))
        add({"all"});
    if (was.action != Action::close_door) add({"not"});
    add({"earlier=30", "later=30", "later=120"});
    return keys;
}

} // namespace

std::vector<Change> offer_changes(const record::Record& record, std::int64_t decision) {
    std::vector<Change> offers;
    const Command* was = find_decision(record, decision);
    if (!was) return offers;
    for (const std::string& key : list_keys(record, *was))
        if (auto change = make_change(record, decision, key)) offers.push_back(std::move(*change));
    return offers;
}

} // namespace sim::debrief
