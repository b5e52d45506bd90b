// A finished drill in the roster's words.
#include "sim/core/text.h"
#include "sim/record/chain.h"
#include "tools/casting/casting.h"
#include <algorithm>

namespace tools::casting {

namespace {

using sim::drill::FactKind;

// The five mandatory items of a 119 call: address, what burns, how big, who is trapped, telephone.
constexpr std::string_view mandatory_call_items[] = {"addr", "what", "size", "trapped", "phone"};

const std::vector<std::string>* list_arg(const sim::drill::Fact& fact, std::string_view name) {
    const sim::drill::Value* value = fact.args.find(name);
    return value ? std::get_if<std::vector<std::string>>(value) : nullptr;
}

std::string text_arg(const sim::drill::Fact& fact, std::string_view name) {
    const sim::drill::Value* value = fact.args.find(name);
    const auto* text = value ? std::get_if<std::string>(value) : nullptr;
    return text ? *text : std::string();
}

std::optional<std::int64_t> count_arg(const sim::drill::Fact& fact, std::string_view name) {
    const sim::drill::Value* value = fact.args.find(name);
    const auto* count = value ? std::get_if<std::int64_t>(value) : nullptr;
    return count ? std::optional(*count) : std::nullopt;
}

std::string class_letter(sim::devices::FireClass fire_class) {
    using sim::devices::FireClass;
    switch (fire_class) {
    case FireClass::solids:
        return "A";
    case FireClass::liquids:
        return "B";
    case FireClass::gas:
        return "C";
    case FireClass::electrical:
        return "E";
    case FireClass::cooking_oil:
        return "F";
    case FireClass::lithium:
    case FireClass::oxygen:
        break;
    }
    return "";
}

roster::domain::DrillConditions find_conditions(const FinishedDrill& drill) {
    const auto& scenario = drill.loaded->scenario;
    const auto& plan = drill.loaded->plan;
    roster::domain::DrillConditions conditions;
    conditions.night = scenario.night;
    conditions.blocked_exit = std::any_of(scenario.locks.begin(), scenario.locks.end(),
                                          [](const auto& lock) { return lock.second; });
    for (const sim::drill::Fact& fact : drill.facts) {
        if (fact.kind == FactKind::call_cutoff) conditions.distractors = true;
        if (fact.kind != FactKind::headcount && fact.kind != FactKind::report_headcount) continue;
        const auto expected = count_arg(fact, "n_expected"), found = count_arg(fact, "n_found");
        const auto* missing = list_arg(fact, "missing");
        // Exact: everybody found, or everybody who was not found named as missing.
        if (expected && found)
            conditions.headcount_exact =
                *found + (missing ? static_cast<std::int64_t>(missing->size()) : 0) == *expected;
    }
    const auto origin = plan.find_space(scenario.origin);
    for (const auto& person : scenario.people) {
        const auto place = plan.find_place(person.place);
        if (person.kind != sim::drill::PersonKind::fire_service && origin && place &&
            plan[plan[place].space].level == plan[origin].level)
            ++conditions.zone_staff_count;
    }
    return conditions;
}

/// The seven, each with its time or with why there is none.
std::vector<roster::domain::KeyMoment> find_moments(const sim::drill::Score& score) {
    using roster::domain::Moment;
    const sim::drill::KeyTimes& t = score.times;
    const struct {
        Moment moment;
        const char* name; ///< in time_notes
        const std::optional<double>& time_s;
    } all[] = {{Moment::detect, sim::core::tr("发现"), t.detect},
               {Moment::alarm, sim::core::tr("确认"), t.confirm},
               {Moment::call_119, "119", t.call_119},
               {Moment::first_agent, sim::core::tr("首支灭火器"), t.first_agent},
               {Moment::door_closed, sim::core::tr("起火间关门"), t.origin_door_closed},
               {Moment::room_clear, sim::core::tr("起火间清空"), t.origin_room_clear},
               {Moment::accounted, sim::core::tr("清点完毕"), t.accounted}};
    std::vector<roster::domain::KeyMoment> moments;
    for (const auto& one : all) {
        std::string reason;
        for (const auto& [of, why] : score.time_notes)
            if (!one.time_s && of == one.name) reason = why;
        if (one.time_s || !reason.empty()) moments.push_back({one.moment, one.time_s, reason});
    }
    return moments;
}

class Converter {
public:
    explicit Converter(const FinishedDrill& drill) : drill_(drill) {
        std::string link = sim::record::chain_start;
        for (const sim::drill::Fact& fact : drill.facts) {
            link = sim::record::next_link(link, sim::drill::format_fact(fact));
            chain_.push_back(link);
        }
        context_.rooms_of = [this](std::string_view zone) {
            std::vector<std::string> rooms;
            const auto& plan = drill_.loaded->plan;
            if (const auto compartment = plan.find_compartment(zone))
                for (const auto space : plan[compartment].spaces)
                    rooms.push_back(plan[space].key);
            return rooms;
        };
    }

    roster::domain::Outcome convert(const sim::drill::Outcome& from) const {
        roster::domain::Outcome to;
        to.expected_no = from.expected_no;
        to.status = static_cast<roster::domain::OutcomeStatus>(from.status);
        to.reason = from.reason;
        for (const auto& expected : drill_.loaded->scenario.expected)
            if (expected.no == from.expected_no) describe(expected, to);
        if (from.done) to.time_s = sim::core::seconds(*from.done);
        const bool proved =
            from.fact_seq > 0 && static_cast<std::size_t>(from.fact_seq) <= drill_.facts.size();
        if (proved) add_evidence(static_cast<std::size_t>(from.fact_seq) - 1, to);
        // No fact stands for what was left undone: in a real drill the lead observer signs for it.
        else if (drill_.kind == sim::core::DrillKind::real &&
                 from.status == sim::drill::OutcomeStatus::missed)
            to.observer = drill_.lead_observer;
        return to;
    }

private:
    void describe(const sim::drill::ExpectedSpec& expected, roster::domain::Outcome& to) const {
        to.element = expected.element;
        to.critical = expected.critical;
        const auto predicate = sim::drill::Predicate::parse(expected.predicate);
        if (!predicate) return;
        if (const auto names = predicate->names(); !names.facts.empty())
            to.action = names.facts.front();
        const auto answer = predicate->evaluate(drill_.facts, context_);
        if (answer.window && answer.event_tick)
            to.delay_s = sim::core::seconds(*answer.event_tick - answer.window->anchor);
    }

    void add_evidence(std::size_t index, roster::domain::Outcome& to) const {
        const sim::drill::Fact& fact = drill_.facts[index];
        to.fact_seq = fact.seq;
        to.fact_sha256 = chain_[index];
        to.observer = text_arg(fact, "observer");
        to.action = std::string(sim::drill::name(fact.kind));
        if (fact.kind == FactKind::call_119)
            if (const auto* fields = list_arg(fact, "fields"))
                to.items_count = static_cast<int>(std::count_if(
                    std::begin(mandatory_call_items), std::end(mandatory_call_items),
                    [&](std::string_view item) {
                        return std::find(fields->begin(), fields->end(), item) != fields->end();
                    }));
        const bool fought = fact.kind == FactKind::use_ext || fact.kind == FactKind::use_blanket;
        if (fought && !drill_.loaded->scenario.fire_classes.empty())
            to.fire_class = class_letter(drill_.loaded->scenario.fire_classes.front());
    }

    const FinishedDrill& drill_;
    std::vector<std::string> chain_;
    sim::drill::PredicateContext context_;
};

} // namespace

roster::domain::DrillResult make_drill_result(const FinishedDrill& drill,
                                              const std::string& organisation_key) {
    using namespace roster::domain;
    const auto& scenario = drill.loaded->scenario;
    DrillResult result;
    result.organisation_key = organisation_key;
    result.kind = drill.kind;
    result.scenario_key = scenario.key;
    result.scenario_sha256 = sim::core::sha256_hex(drill.loaded->scenario_text);
    result.plan_key = drill.loaded->plan.key;
    result.plan_sha256 = sim::core::sha256_hex(drill.loaded->plan_text);
    result.record_sha256 = drill.record_sha256;
    result.seed = drill.seed;
    result.started_at_utc = find_instant(drill.started_utc).value_or(Instant{});
    result.local_day = calc_local_day(result.started_at_utc);
    result.rating = std::string(1, drill.score->letter);
    result.score = drill.score->final;
    result.lead_observer = drill.lead_observer;
    if (!drill.loaded->scenario.fires.empty()) result.tags = {"fire"};
    result.moments = find_moments(*drill.score);
    if (!drill.scenario_text.empty())
        result.source = {drill.scenario_text, drill.loaded->plan_text, drill.marks};
    result.conditions = find_conditions(drill);
    const Converter converter(drill);
    for (const auto& person : scenario.people) {
        const bool decided = std::find(drill.deciding.begin(), drill.deciding.end(), person.key) !=
                             drill.deciding.end();
        // In a live simulation those for whom nobody decided only stood there.
        if (drill.kind == DrillKind::live && !decided) continue;
        PersonResult to;
        to.person_key = person.key;
        to.role = person.role;
        to.played_by =
            drill.kind == DrillKind::real || decided ? PlayedBy::person : PlayedBy::policy;
        for (const auto& [role, score] : drill.score->by_role)
            if (role == person.role) to.score = score;
        for (const auto& outcome : drill.score->outcomes)
            if (outcome.person == person.key) to.outcomes.push_back(converter.convert(outcome));
        if (!to.outcomes.empty()) result.persons.push_back(std::move(to));
    }
    return result;
}

} // namespace tools::casting
