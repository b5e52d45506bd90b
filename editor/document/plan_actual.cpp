#include "editor/document/plan_actual.h"

#include "sim/core/text.h"
#include "sim/record/fact_words.h"
#include <algorithm>
#include <limits>

namespace editor::document {

namespace core = sim::core;
namespace drill = sim::drill;

namespace {

std::optional<double> seconds_of(const std::optional<core::Tick>& tick) {
    return tick ? std::optional(core::seconds(*tick)) : std::nullopt;
}

double order_s(const PlannedAct& act) {
    if (act.due_s) return *act.due_s;
    return act.done_s.value_or(std::numeric_limits<double>::infinity());
}

} // namespace

std::vector<PlannedAct> compare_plan(const Document& document) {
    std::vector<PlannedAct> acts;
    if (!document.played) return acts;
    const sim::record::Record& record = document.record;
    const drill::Score score =
        drill::calc_score(record.scenario, record.plan, record.header.start, record.facts);
    for (const drill::Outcome& outcome : score.outcomes) {
        if (outcome.status == drill::OutcomeStatus::not_applicable) continue;
        const auto& expected = record.scenario.expected;
        const auto asked = std::find_if(expected.begin(), expected.end(), [&](const auto& one) {
            return one.no == outcome.expected_no;
        });
        PlannedAct act;
        act.no = outcome.expected_no;
        act.role = sim::record::name_of(record, outcome.role);
        act.person = outcome.person.empty() ? "" : sim::record::name_of(record, outcome.person);
        act.words = asked == expected.end() ? "" : asked->action;
        act.status = outcome.status;
        act.due_s = seconds_of(outcome.due);
        act.done_s = seconds_of(outcome.done);
        act.late_s = outcome.late_s;
        act.points = outcome.points;
        act.weight = outcome.weight;
        act.reason = outcome.reason;
        acts.push_back(std::move(act));
    }
    std::stable_sort(acts.begin(), acts.end(), [](const PlannedAct& a, const PlannedAct& b) {
        return std::pair(order_s(a), a.no) < std::pair(order_s(b), b.no);
    });
    return acts;
}

std::optional<double> moment_s(const PlannedAct& act) noexcept {
    return act.done_s ? act.done_s : act.due_s;
}

} // namespace editor::document
