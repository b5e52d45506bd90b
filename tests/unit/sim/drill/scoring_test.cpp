#include "sim/drill/scoring.h"

#include "../../../support/plan_builder.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace sim;
using namespace sim::drill;
using core::CompetenceElement;

namespace {

/// Ten expectations of weight 10 for the capability of alarms, each "that door shut in the first
/// minute, a minute's grace"; the other capabilities have none.
Scenario ten_items() {
    Scenario s;
    s.roles = {{"carer", "护理员", ""}};
    s.people = {{"person/li", "李", "carer"}};
    for (int i = 0; i < 10; ++i) {
        ExpectedSpec e;
        e.no = i + 1;
        e.role = "carer";
        e.predicate = "ev(door_close, target='door/" + std::to_string(i) + "')";
        e.open_s = 0;
        e.due_s = 60;
        e.grace_s = 60;
        e.weight = 10;
        e.element = CompetenceElement::alarm;
        s.expected.push_back(e);
    }
    return s;
}

Fact fact(double t_s, FactKind kind, std::string target = {}) {
    Fact f;
    f.tick = core::tick_at(t_s);
    f.kind = kind;
    f.target = std::move(target);
    f.actor = "person/li";
    f.role = "carer";
    return f;
}

Fact shut(int door, double t_s) {
    return fact(t_s, FactKind::door_close, "door/" + std::to_string(door));
}

std::vector<Fact> all_on_time() {
    std::vector<Fact> facts;
    for (int i = 0; i < 10; ++i)
        facts.push_back(shut(i, 10 + i));
    return facts;
}

Score score_of(const Scenario& s, std::vector<Fact> facts, StartMode start = StartMode::system) {
    std::stable_sort(facts.begin(), facts.end(), [](auto& a, auto& b) { return a.tick < b.tick; });
    for (std::size_t i = 0; i < facts.size(); ++i)
        facts[i].seq = static_cast<std::int64_t>(i + 1);
    static const plan::Plan plan;
    return calc_score(s, plan, start, facts);
}

bool is_close(double a, double b) {
    return std::abs(a - b) < 1e-9;
}

Fact with(Fact f, std::string name, Value value) {
    f.args.set(std::move(name), std::move(value));
    return f;
}

} // namespace

TEST_CASE("score: everything on time is 100, P") {
    const Score score = score_of(ten_items(), all_on_time());
    CHECK(is_close(score.final, 100));
    CHECK(score.letter == 'P');
    CHECK(score.outcomes.front().person == "person/li");
    CHECK(score.outcomes.front().status == OutcomeStatus::on_time);
}

TEST_CASE("score: everything missed is 0, U") {
    const Score score = score_of(ten_items(), {});
    CHECK(is_close(score.final, 0));
    CHECK(score.letter == 'U');
    CHECK(score.outcomes.front().status == OutcomeStatus::missed);
    CHECK(score.outcomes.front().person == "person/li");
}

TEST_CASE(
    "score: one of ten late by its whole grace is 95, later still 92.5, half the grace 97.5") {
    const auto with_last_at = [](double t_s) {
        auto facts = all_on_time();
        facts.back() = shut(9, t_s);
        return score_of(ten_items(), facts).final;
    };
    CHECK(is_close(with_last_at(60), 100));
    CHECK(is_close(with_last_at(90), 97.5));
    CHECK(is_close(with_last_at(120), 95));
    CHECK(is_close(with_last_at(120.05), 92.5));
    CHECK(is_close(with_last_at(800), 92.5));
}

TEST_CASE(
    "score: what hangs on an event that never came is missed, or judged by its own due time") {
    Scenario s = ten_items();
    for (auto& item : s.expected)
        item.predicate += " within [0,30s] of ev(alarm_raised)";
    CHECK(score_of(s, {}).outcomes.front().status == OutcomeStatus::missed);
    CHECK(is_close(score_of(s, {}).final, 0));
    CHECK(score_of(s, {shut(0, 50)}).outcomes.front().status == OutcomeStatus::on_time);
    CHECK(score_of(s, {shut(0, 70)}).outcomes.front().status == OutcomeStatus::late);
}

TEST_CASE("score: items of the other start mode do not count") {
    Scenario s = ten_items();
    s.expected.back().only = StartMode::scene;
    auto facts = all_on_time();
    facts.pop_back();
    const Score score = score_of(s, facts);
    CHECK(is_close(score.final, 100));
    CHECK(score.outcomes.back().status == OutcomeStatus::not_applicable);
    CHECK(is_close(score_of(s, facts, StartMode::scene).final, 90));
}

TEST_CASE("score: taking away an item that does not apply changes nothing") {
    CHECK(rc::check([] {
        Scenario s = ten_items();
        const auto taken = static_cast<std::size_t>(*rc::gen::inRange(0, 10));
        s.expected[taken].only = StartMode::scene;
        std::vector<Fact> facts;
        for (int i = 0; i < 10; ++i)
            if (*rc::gen::arbitrary<bool>()) facts.push_back(shut(i, *rc::gen::inRange(0, 200)));
        const double before = score_of(s, facts).final;
        s.expected.erase(s.expected.begin() + static_cast<std::ptrdiff_t>(taken));
        RC_ASSERT(is_close(score_of(s, facts).final, before));
    }));
}

TEST_CASE("score: capabilities count by their weights") {
    Scenario s = ten_items();
    for (std::size_t i = 5; i < 10; ++i)
        s.expected[i].element = CompetenceElement::evacuate;
    auto facts = all_on_time();
    facts.resize(5);
    const Score score = score_of(s, facts);
    CHECK(is_close(score.final, 100 * 0.25 / 0.65));
    REQUIRE(score.by_capability.size() == 2);
    CHECK(is_close(score.by_capability[0].second, 100));
    CHECK(is_close(score.by_capability[1].second, 0));
    CHECK(is_close(score.by_role.front().second, 50));
}

TEST_CASE("score: a breached prohibition costs its weight, a sum never falls below nothing") {
    Scenario s = ten_items();
    s.expected.back().predicate = "not ev(lift_used)";
    CHECK(is_close(score_of(s, all_on_time()).final, 100));
    auto facts = all_on_time();
    facts.push_back(fact(30, FactKind::lift_used));
    const Score score = score_of(s, facts);
    CHECK(score.outcomes.back().status == OutcomeStatus::wrong);
    CHECK(is_close(score.final, 80));
    s.expected.erase(s.expected.begin(), s.expected.end() - 1);
    CHECK(is_close(score_of(s, facts).final, 0));
}

TEST_CASE("score: one critical breach gives exactly its cap") {
    struct Case {
        Breach breach;
        std::vector<Fact> facts;
        double cap;
    };
    const auto heads = [](double t_s, std::int64_t expected, std::int64_t found) {
        return with(with(fact(t_s, FactKind::headcount), "n_expected", expected), "n_found", found);
    };
    const std::vector<Case> cases{
        {Breach::call_119_never, {fact(20, FactKind::alarm_confirm)}, 59},
        {Breach::call_119_late_3min,
         {fact(20, FactKind::alarm_confirm), fact(200.05, FactKind::call_119)},
         69},
        {Breach::call_119_late_10min,
         {fact(20, FactKind::alarm_confirm), fact(620.05, FactKind::call_119)},
         59},
        {Breach::alone_into_smoke,
         {with(with(with(fact(30, FactKind::enter_smoke), "ordered", true), "alone", true), "mask",
               true)},
         69},
        {Breach::water_on_live_or_oil, {fact(30, FactKind::wrong_agent)}, 69},
        {Breach::headcount_unreported, {heads(40, 30, 28)}, 59},
        {Breach::headcount_unreported,
         {heads(40, 30, 28),
          with(fact(50, FactKind::report_headcount), "n_found", std::int64_t{30})},
         59},
        {Breach::lift_used, {fact(30, FactKind::lift_used)}, 69},
    };
    for (const Case& c : cases) {
        Scenario s = ten_items();
        s.breaches = {c.breach};
        auto facts = all_on_time();
        facts.insert(facts.end(), c.facts.begin(), c.facts.end());
        const Score score = score_of(s, facts);
        CHECK_MESSAGE(is_close(score.final, c.cap), name(c.breach));
        CHECK(is_close(score.raw, 100));
        REQUIRE(score.caps.size() == 1);
        CHECK(score.caps.front().breach == c.breach);
        CHECK(score.caps.front().fact_seq > 0);
        s.breaches.clear();
        CHECK(is_close(score_of(s, facts).final, 100));
    }
}

TEST_CASE("score: 119 in time, exactly on the limits, or a reported head count earns no cap") {
    Scenario s = ten_items();
    s.breaches = {Breach::call_119_never, Breach::call_119_late_3min, Breach::call_119_late_10min,
                  Breach::headcount_unreported};
    auto facts = all_on_time();
    facts.push_back(fact(20, FactKind::alarm_confirm));
    facts.push_back(fact(200, FactKind::call_119));
    facts.push_back(with(with(fact(40, FactKind::headcount), "n_expected", std::int64_t{30}),
                         "n_found", std::int64_t{28}));
    facts.push_back(fact(50, FactKind::report_headcount));
    CHECK(score_of(s, facts).caps.empty());
}

TEST_CASE("score: facts of one tick may stand in any order") {
    CHECK(rc::check([] {
        Scenario s = ten_items();
        s.expected[8].predicate = "ev(alarm_ack) before ev(call_119)";
        s.expected[9].predicate = "not ev(lift_used) until ev(call_119)";
        s.breaches = {Breach::call_119_never, Breach::headcount_unreported, Breach::lift_used};
        std::vector<Fact> facts;
        const int count = *rc::gen::inRange(0, 25);
        constexpr FactKind kinds[] = {FactKind::alarm_ack, FactKind::call_119, FactKind::lift_used,
                                      FactKind::alarm_confirm, FactKind::report_headcount};
        for (int i = 0; i < count; ++i) {
            const double t_s = *rc::gen::inRange(0, 4) * 40.0;
            if (*rc::gen::arbitrary<bool>())
                facts.push_back(shut(*rc::gen::inRange(0, 8), t_s));
            else if (*rc::gen::inRange(0, 4) == 0)
                facts.push_back(
                    with(with(fact(t_s, FactKind::headcount), "n_expected", std::int64_t{30}),
                         "n_found", std::int64_t{*rc::gen::inRange(29, 31)}));
            else
                facts.push_back(fact(t_s, kinds[*rc::gen::inRange(0, 5)]));
            facts.back().actor =
                *rc::gen::element(std::string("person/a"), std::string("person/b"));
        }
        const Score a = score_of(s, facts);
        std::reverse(facts.begin(),
                     facts.end()); // score_of sorts by tick: only equal ones turn round
        const Score b = score_of(s, facts);
        RC_ASSERT(is_close(a.final, b.final));
        RC_ASSERT(a.letter == b.letter);
        RC_ASSERT(a.caps.size() == b.caps.size());
        for (std::size_t i = 0; i < a.outcomes.size(); ++i) {
            RC_ASSERT(a.outcomes[i].status == b.outcomes[i].status);
            RC_ASSERT(a.outcomes[i].person == b.outcomes[i].person);
            RC_ASSERT(is_close(a.outcomes[i].points, b.outcomes[i].points));
        }
    }));
}

TEST_CASE("score: letters turn at 90, 75 and 60, and have their Chinese grades") {
    const auto letter_with = [](int done) {
        auto facts = all_on_time();
        facts.resize(static_cast<std::size_t>(done));
        return score_of(ten_items(), facts).letter;
    };
    CHECK(letter_with(9) == 'P');
    CHECK(letter_with(8) == 'S');
    CHECK(letter_with(7) == 'M');
    CHECK(letter_with(6) == 'M');
    CHECK(letter_with(5) == 'U');
    CHECK(std::string(grade_word('P')) == "优");
    CHECK(std::string(grade_word('U')) == "差");
}

TEST_CASE("score: key times come from the first facts, missing ones say why") {
    Scenario s = ten_items();
    auto facts = all_on_time();
    facts.push_back(fact(12, FactKind::alarm_raised));
    facts.push_back(fact(45, FactKind::alarm_confirm));
    facts.push_back(fact(70, FactKind::call_119));
    const Score score = score_of(s, facts);
    CHECK(score.times.detect == 12);
    CHECK(score.times.confirm == 45);
    CHECK(score.times.call_119 == 70);
    CHECK_FALSE(score.times.first_agent);
    CHECK(score.time_notes.size() == 4);
}
