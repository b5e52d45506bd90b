#include "editor/document/milestones.h"

#include "sim/core/text.h"
#include "sim/record/fact_words.h"
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

/// What tells a reader nothing has still its word.
std::string describe(const Document& document, const sim::drill::Fact& fact) {
    const std::string sentence = sim::record::describe_fact(document.record, fact);
    return sentence.empty() ? tr(sim::drill::word(fact.kind)) : sentence;
}

} // namespace

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
