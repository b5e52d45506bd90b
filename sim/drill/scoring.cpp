#include "sim/drill/scoring.h"

#include "sim/core/text.h"
#include "sim/drill/scoring_caps.h"
#include "sim/drill/scoring_times.h"
#include "sim/drill/zones.h"
#include <algorithm>
#include <map>
#include <tuple>

namespace sim::drill {

using core::CompetenceElement;
using core::tr;
using core::trf;

namespace {

// Domain rules for scoring; docs/scoring.md.
constexpr double late_loss_frac = 0.5; // lost at the end of the grace
constexpr double too_late_frac = 0.25; // done, but after the grace
constexpr double letter_p = 90, letter_s = 75, letter_m = 60;

std::string cast_for(const Scenario& scenario, std::string_view role) {
    for (const PersonSpec& person : scenario.people)
        if (person.role == role) return person.key;
    return {};
}

void judge_prohibition(const PredicateAnswer& answer, Outcome& outcome) {
    if (!answer.breached) {
        outcome.status = OutcomeStatus::on_time;
        outcome.points = outcome.weight;
        outcome.reason = tr("没有违反");
        return;
    }
    outcome.status = OutcomeStatus::wrong;
    outcome.done = answer.tick;
    outcome.fact_seq = answer.fact_seq;
    outcome.points = -outcome.weight;
    outcome.reason = tr("做了不该做的事");
    if (!answer.actor.empty()) outcome.person = answer.actor;
}

void judge_time(const ExpectedSpec& expected, core::Tick done, Outcome& outcome) {
    const double late_s = outcome.due ? core::seconds(done - *outcome.due) : 0;
    outcome.done = done;
    if (late_s <= 0) {
        outcome.status = OutcomeStatus::on_time;
        outcome.points = outcome.weight;
        outcome.reason = tr("按时完成");
        return;
    }
    outcome.status = OutcomeStatus::late;
    outcome.late_s = late_s;
    outcome.reason = trf("迟了 {:.0f} 秒", late_s);
    const bool in_grace = expected.grace_s > 0 && late_s <= expected.grace_s;
    outcome.points = outcome.weight *
                     (in_grace ? 1 - late_loss_frac * late_s / expected.grace_s : too_late_frac);
}

void judge_deed(const ExpectedSpec& expected, const PredicateAnswer& answer, Outcome& outcome) {
    if (answer.window)
        outcome.due = answer.window->due;
    else if (!answer.event_tick || expected.due_s > 0)
        outcome.due = core::tick_at(expected.due_s);
    const std::optional<core::Tick> done = answer.event_tick ? answer.event_tick
                                           : answer.holds    ? std::optional(answer.tick)
                                                             : std::nullopt;
    if (!done) {
        outcome.status = OutcomeStatus::missed;
        outcome.reason = tr("没有做到");
        return;
    }
    outcome.fact_seq = answer.fact_seq;
    if (!answer.actor.empty() && answer.actor != "system") outcome.person = answer.actor;
    judge_time(expected, *done, outcome);
}

Outcome judge(const Scenario& scenario, const ExpectedSpec& expected, StartMode start,
              const FactIndex& facts, const PredicateContext& context) {
    Outcome outcome;
    outcome.expected_no = expected.no;
    outcome.role = expected.role;
    outcome.weight = expected.weight;
    outcome.person = cast_for(scenario, expected.role);
    const auto predicate = Predicate::parse(expected.predicate);
    if (!predicate || (expected.only && *expected.only != start)) {
        outcome.status = OutcomeStatus::not_applicable;
        outcome.reason = tr("这种启动方式不考核");
        return outcome;
    }
    const PredicateAnswer answer = predicate->evaluate(facts, context);
    if (predicate->is_prohibition())
        judge_prohibition(answer, outcome);
    else
        judge_deed(expected, answer, outcome);
    return outcome;
}

struct Sum {
    double got = 0, weight = 0;
    /// A sum of prohibitions breached never goes below nothing.
    [[nodiscard]] double percent() const {
        return weight > 0 ? 100 * std::max(0.0, got) / weight : 0;
    }
};

double weight_of(const Scenario& scenario, CompetenceElement element) {
    switch (element) {
    case CompetenceElement::hazards:
        return scenario.weight_hazards;
    case CompetenceElement::alarm:
        return scenario.weight_alarm;
    case CompetenceElement::extinguish:
        return scenario.weight_extinguish;
    case CompetenceElement::evacuate:
        return scenario.weight_evacuate;
    case CompetenceElement::command:
        return scenario.weight_command;
    }
    return 0;
}

void add_up(const Scenario& scenario, Score& score) {
    std::map<CompetenceElement, Sum> by_element;
    std::map<std::string, Sum> by_role;
    for (std::size_t i = 0; i < score.outcomes.size(); ++i) {
        const Outcome& outcome = score.outcomes[i];
        if (outcome.status == OutcomeStatus::not_applicable) continue;
        for (Sum* sum : {&by_element[scenario.expected[i].element], &by_role[outcome.role]}) {
            sum->got += outcome.points;
            sum->weight += outcome.weight;
        }
    }
    double weighted = 0, weights = 0;
    for (const auto& [element, sum] : by_element) {
        score.by_capability.emplace_back(element, sum.percent());
        weighted += weight_of(scenario, element) * sum.percent();
        weights += weight_of(scenario, element);
    }
    for (const auto& [role, sum] : by_role)
        score.by_role.emplace_back(role, sum.percent());
    // Weights that add up to one within rounding earn no more than everything.
    score.raw = weights > 0 ? std::min(weighted / weights, 100.0) : 0;
    score.final = score.raw;
    for (const EarnedCap& cap : score.caps)
        score.final = std::min(score.final, cap.cap);
    score.letter = score.final >= letter_p   ? 'P'
                   : score.final >= letter_s ? 'S'
                   : score.final >= letter_m ? 'M'
                                             : 'U';
}

/// By tick, then kind, then what they say: whoever noted facts of one tick in another order gets
/// the same score. Kinds stand in their order of cause (a door's `door_close` before its
/// `opening_state`, a head count before its report).
std::vector<Fact> in_canonical_order(std::span<const Fact> facts) {
    std::vector<Fact> ordered(facts.begin(), facts.end());
    std::stable_sort(ordered.begin(), ordered.end(), [](const Fact& a, const Fact& b) {
        const auto head = [](const Fact& f) {
            return std::tie(f.tick, f.kind, f.target, f.actor, f.role);
        };
        if (head(a) != head(b)) return head(a) < head(b);
        return a.args != b.args && format_args(a.args) < format_args(b.args);
    });
    return ordered;
}

} // namespace

Score calc_score(const Scenario& scenario, const plan::Plan& plan, StartMode start,
                 std::span<const Fact> given) {
    Score score;
    const std::vector<Fact> facts = in_canonical_order(given);
    const FactIndex index(facts);
    const PredicateContext context = make_predicate_context(scenario, plan);
    for (const ExpectedSpec& expected : scenario.expected)
        score.outcomes.push_back(judge(scenario, expected, start, index, context));
    score.caps = find_caps(scenario, plan, facts);
    find_key_times(scenario, plan, facts, score);
    score.people = count_people(scenario, facts);
    add_up(scenario, score);
    return score;
}

const char* grade_word(char letter) noexcept {
    switch (letter) {
    case 'P':
        return "优";
    case 'S':
        return "良";
    case 'M':
        return "中";
    default:
        return "差";
    }
}

} // namespace sim::drill
