#include "editor/document/milestones.h"

#include "sim/core/text.h"
#include <algorithm>

namespace editor::document {

namespace core = sim::core;
using core::tr;
using sim::drill::FactKind;

namespace {

constexpr FactKind main_kinds[] = {
    FactKind::fire_started,  FactKind::fire_flaming,     FactKind::alarm_raised,
    FactKind::alarm_confirm, FactKind::call_119,         FactKind::broadcast,
    FactKind::door_close,    FactKind::use_ext,          FactKind::resident_move,
    FactKind::resident_lost, FactKind::report_headcount, FactKind::fire_service_arrived,
    FactKind::fire_out,      FactKind::stand_down,       FactKind::drill_ended,
};

template <class List>
const std::string* find_name(const List& list, std::string_view key) {
    for (const auto& item : list)
        if (item.key == key) return item.name.empty() ? &item.key : &item.name;
    return nullptr;
}

std::string describe(const Document& document, const sim::drill::Fact& fact) {
    std::string sentence;
    if (!fact.actor.empty() && fact.actor != "system")
        sentence = name_of(document, fact.actor) + " ";
    sentence += tr(sim::drill::word(fact.kind));
    if (!fact.target.empty()) sentence += tr("：") + name_of(document, fact.target);
    return sentence;
}

} // namespace

std::string name_of(const Document& document, std::string_view key) {
    const auto& p = document.plan();
    for (const std::string* name :
         {find_name(document.record.cast, key), find_name(p.spaces, key),
          find_name(p.openings, key), find_name(p.equipment, key), find_name(p.detectors, key),
          find_name(p.places, key), find_name(p.compartments, key), find_name(p.levels, key),
          find_name(p.beds, key), find_name(document.record.scenario.roles, key)})
        if (name) return *name;
    for (const auto& fire : document.record.scenario.fires)
        if (fire.key == key) return p[fire.space].name;
    return std::string(key);
}

std::vector<Milestone> find_milestones(const Document& document) {
    std::vector<Milestone> found;
    for (const FactKind kind : main_kinds) {
        const auto& facts = document.record.facts;
        const auto first = std::find_if(facts.begin(), facts.end(),
                                        [kind](const auto& fact) { return fact.kind == kind; });
        if (first != facts.end())
            found.push_back({core::seconds(first->tick), tr(sim::drill::word(kind)),
                             describe(document, *first)});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Milestone& a, const Milestone& b) { return a.time_s < b.time_s; });
    return found;
}

} // namespace editor::document
