#include "roster/domain/evidence.h"

#include <doctest/doctest.h>

using namespace roster::domain;
using Element = CompetenceElement;

namespace {

const Date day_one = make_date(2026, 5, 4);

Outcome make_outcome(int no, std::string action, Element element,
                     OutcomeStatus status = OutcomeStatus::on_time) {
    Outcome outcome;
    outcome.expected_no = no;
    outcome.action = std::move(action);
    outcome.element = element;
    outcome.status = status;
    outcome.observer = "周督导";
    return outcome;
}
Outcome make_call(double delay_s = 40, int items_count = 5) {
    Outcome call = make_outcome(1, "call_119", Element::alarm);
    call.delay_s = delay_s;
    call.items_count = items_count;
    return call;
}
Outcome make_agent(std::string fire_class) {
    Outcome agent = make_outcome(2, "use_ext", Element::extinguish);
    agent.delay_s = 30;
    agent.fire_class = std::move(fire_class);
    return agent;
}
Performance make(EvidenceSource source, std::vector<Outcome> outcomes, Date day = day_one,
                 DrillConditions conditions = {}) {
    return {source,     "drill/s2",         day, Instant{day} + std::chrono::hours{2},
            conditions, std::move(outcomes)};
}
int level(Element element, std::vector<Performance> performances) {
    return calc_evidence_level(element, performances);
}
constexpr auto real = EvidenceSource::real_observed;

DrillConditions hard_night() {
    DrillConditions conditions;
    conditions.night = conditions.distractors = conditions.blocked_exit = true;
    conditions.headcount_exact = true;
    conditions.zone_staff_count = 2;
    return conditions;
}
std::vector<Outcome> moved_and_shut() {
    return {make_outcome(3, "resident_safe", Element::evacuate),
            make_outcome(4, "door_close", Element::evacuate)};
}

} // namespace

TEST_CASE("evidence: a complete call within 60 s of the confirmation is L2") {
    CHECK(level(Element::alarm, {make(real, {make_call()})}) == 2);
    CHECK(level(Element::alarm, {make(real, {make_call(60)})}) == 2);
    CHECK(level(Element::alarm, {make(real, {make_call(61)})}) == 1);
    CHECK(level(Element::alarm, {make(real, {make_call(40, 4)})}) == 1);
}

TEST_CASE("evidence: a call whose items nobody counted stays at L1") {
    Outcome call = make_call();
    call.items_count.reset();
    CHECK(level(Element::alarm, {make(real, {call})}) == 1);
}

TEST_CASE("evidence: two complete calls, one at night with distractors, are L3") {
    const Performance easy = make(real, {make_call()});
    const Performance hard = make(real, {make_call()}, day_one + Days{100}, hard_night());
    CHECK(level(Element::alarm, {easy, hard}) == 3);
    CHECK(level(Element::alarm, {hard}) == 2);
    CHECK(level(Element::alarm, {easy, make(real, {make_call()}, day_one + Days{9})}) == 2);
    CHECK(level(Element::alarm,
                {easy, make(real, {make_call()}, day_one + Days{366}, hard_night())}) == 2);
}

TEST_CASE("evidence: every source has its cap") {
    const auto call_twice = [](EvidenceSource source) {
        return level(Element::alarm,
                     {make(source, {make_call()}),
                      make(source, {make_call()}, day_one + Days{5}, hard_night())});
    };
    CHECK(call_twice(EvidenceSource::real_observed) == 3);
    CHECK(call_twice(EvidenceSource::live_multi) == 3);
    CHECK(call_twice(EvidenceSource::live_single) == 2);
    CHECK(call_twice(EvidenceSource::quiz) == 1);
    CHECK(call_twice(EvidenceSource::none) == 0);
    CHECK(grade(EvidenceSource::none).quality == 0);
    CHECK(grade(EvidenceSource::live_multi).quality == 0.8);
}

TEST_CASE("evidence: a weaker drill does not support a level above its own cap") {
    CHECK(level(Element::alarm, {make(EvidenceSource::live_single, {make_call()}),
                                 make(real, {make_call()}, day_one + Days{5}, hard_night())}) == 2);
}

TEST_CASE("evidence: a mouse has put out no fire") {
    CHECK(level(Element::extinguish, {make(EvidenceSource::live_multi, {make_agent("A")})}) == 1);
    CHECK(level(Element::extinguish, {make(EvidenceSource::live_single, {make_agent("A")})}) == 1);
    CHECK(level(Element::extinguish, {make(real, {make_agent("A")})}) == 2);
}

TEST_CASE("evidence: two classes of fire put out by hand are L3") {
    CHECK(level(Element::extinguish, {make(real, {make_agent("F")}),
                                      make(real, {make_agent("E")}, day_one + Days{30})}) == 3);
    CHECK(level(Element::extinguish, {make(real, {make_agent("F")}),
                                      make(real, {make_agent("F")}, day_one + Days{30})}) == 2);
}

TEST_CASE("evidence: evacuation needs residents, doors and an exact count") {
    DrillConditions counted;
    counted.headcount_exact = true;
    CHECK(level(Element::evacuate, {make(real, moved_and_shut(), day_one, counted)}) == 2);
    CHECK(level(Element::evacuate, {make(real, moved_and_shut())}) == 1);
    CHECK(level(Element::evacuate, {make(real, moved_and_shut(), day_one, hard_night())}) == 3);
    auto outcomes = moved_and_shut();
    outcomes.push_back(make_outcome(5, "resident_safe", Element::evacuate, OutcomeStatus::late));
    CHECK(level(Element::evacuate, {make(real, outcomes, day_one, hard_night())}) == 1);
}

TEST_CASE("evidence: commanding the zone in the hard drill is L4, by real evidence only") {
    auto outcomes = moved_and_shut();
    outcomes.push_back(make_outcome(6, "order", Element::command));
    CHECK(level(Element::evacuate, {make(real, outcomes, day_one, hard_night())}) == 4);
    CHECK(level(Element::evacuate,
                {make(EvidenceSource::live_multi, outcomes, day_one, hard_night())}) == 3);
    CHECK(level(Element::command, {make(real, outcomes, day_one, hard_night())}) == 2);
}

TEST_CASE("evidence: hazards are named, then found in two scenarios") {
    Outcome named = make_outcome(7, "competence_q", Element::hazards);
    named.items_count = 3;
    const Outcome found = make_outcome(8, "hazard_found", Element::hazards);
    CHECK(level(Element::hazards, {make(real, {named})}) == 2);
    Performance other = make(real, {found}, day_one + Days{3});
    other.scenario_key = "drill/s4";
    CHECK(level(Element::hazards, {make(real, {named, found}), other}) == 3);
    CHECK(level(Element::hazards, {make(real, {found}), other}) == 1);
    named.items_count = 2;
    CHECK(level(Element::hazards, {make(real, {named})}) == 1);
}

TEST_CASE("evidence: a wrong act or a missed critical one keeps the element at L1") {
    Outcome slip = make_outcome(9, "alarm_confirm", Element::alarm, OutcomeStatus::wrong);
    CHECK(level(Element::alarm, {make(real, {make_call(), slip})}) == 1);
    slip.status = OutcomeStatus::missed;
    CHECK(level(Element::alarm, {make(real, {make_call(), slip})}) == 2);
    slip.critical = true;
    CHECK(level(Element::alarm, {make(real, {make_call(), slip})}) == 1);
}

TEST_CASE("evidence: nothing done shows nothing") {
    CHECK(level(Element::alarm, {make(real, {make_outcome(1, "call_119", Element::alarm,
                                                          OutcomeStatus::missed)})}) == 0);
    CHECK(calc_shown_levels({}).empty());
}

TEST_CASE("evidence firewall: demonstrations, table-tops, plans and robots show nothing") {
    DrillResult drill;
    drill.kind = DrillKind::real;
    PersonResult person;
    person.played_by = PlayedBy::person;
    person.outcomes = {make_call()};
    drill.persons = {person};
    CHECK(calc_source(drill, person) == EvidenceSource::real_observed);
    drill.kind = DrillKind::live;
    CHECK(calc_source(drill, person) == EvidenceSource::live_single);
    drill.persons.push_back(person);
    CHECK(calc_source(drill, person) == EvidenceSource::live_multi);
    SUBCASE("demonstration") {
        drill.kind = DrillKind::demonstration;
    }
    SUBCASE("table-top") {
        drill.kind = DrillKind::tabletop;
    }
    SUBCASE("planned") {
        drill.kind = DrillKind::real;
        drill.progress = DrillProgress::planned;
    }
    SUBCASE("played by a policy") {
        drill.kind = DrillKind::real;
        person.played_by = PlayedBy::policy;
    }
    if (calc_source(drill, person) == EvidenceSource::live_multi) return; // the run without subcase
    CHECK(calc_source(drill, person) == EvidenceSource::none);
    const std::vector<Performance> shown{make_performance(drill, person, "陈静")};
    CHECK(shown.front().outcomes.empty());
    CHECK(calc_shown_levels(shown).empty());
}

TEST_CASE("evidence firewall: a real drill counts only what a named other person saw") {
    DrillResult drill;
    drill.kind = DrillKind::real;
    PersonResult person;
    person.played_by = PlayedBy::person;
    person.outcomes = {make_call()};
    CHECK(make_performance(drill, person, "陈静").outcomes.size() == 1);
    CHECK(make_performance(drill, person, "周督导").outcomes.empty());
    person.outcomes[0].observer.clear();
    CHECK(make_performance(drill, person, "陈静").outcomes.empty());
}
