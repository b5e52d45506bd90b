#include "roster/domain/quiz.h"

#include "roster/domain/evidence.h"
#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace roster::domain;
using Element = CompetenceElement;

namespace {

const Date day_one = make_date(2026, 1, 10);

QuizResult make_quiz(int right, int wrong, Element element = Element::alarm) {
    QuizResult quiz;
    quiz.person_key = "person/wang-fang";
    quiz.started_at_utc = Instant{day_one} + std::chrono::hours{2};
    for (int i = 0; i < right + wrong; ++i) {
        QuizAnswer answer;
        answer.element = element;
        answer.item = QuizItem{};
        answer.correct = i < right;
        quiz.answers.push_back(answer);
    }
    return quiz;
}

} // namespace

TEST_CASE("quiz: passed from four fifths, evidence from five questions") {
    const auto score = [](int right, int wrong) { return calc_scores(make_quiz(right, wrong))[0]; };
    CHECK(score(4, 1).passed);
    CHECK(score(4, 1).evidence);
    CHECK_FALSE(score(3, 2).passed);
    CHECK_FALSE(score(7, 2).passed); // 77.8 %
    CHECK(score(8, 2).passed);
    CHECK(score(4, 0).passed);
    CHECK_FALSE(score(4, 0).evidence); // too few to say anything
    CHECK(calc_scores(QuizResult{}).empty());
}

TEST_CASE("quiz: everything that keeps it from the ledger comes at once") {
    QuizResult quiz = make_quiz(1, 0);
    CHECK(check(quiz, quiz.started_at_utc).empty());
    quiz.person_key.clear();
    quiz.answers[0].item.reset(); // of a plan that nobody named
    CHECK(check(quiz, quiz.started_at_utc - std::chrono::hours{1}).size() == 3);
    quiz.answers.clear();
    CHECK(check(quiz, quiz.started_at_utc).size() == 2);
}

TEST_CASE("evidence: a quiz shows L1, a practical assessment L2, and no more") {
    for (const Element element : sim::core::all_competence_elements) {
        CHECK(calc_level_cap(element, EvidenceSource::quiz) == 1);
        for (std::size_t i = 0; i < activity_form_names.size(); ++i) {
            const int cap = calc_assessment_cap(element, static_cast<ActivityForm>(i));
            CHECK(cap >= 1);
            CHECK(cap <= 2);
        }
    }
    CHECK(calc_assessment_cap(Element::extinguish, ActivityForm::hands_on) == 2);
    CHECK(calc_assessment_cap(Element::extinguish, ActivityForm::topic) == 1);
    CHECK(calc_assessment_cap(Element::alarm, ActivityForm::topic) == 2);
    CHECK(calc_assessment_cap(Element::alarm, ActivityForm::online) == 1);
    CHECK(calc_assessment_cap(Element::alarm, ActivityForm::self_study) == 1);
    CHECK(calc_assessment_cap(Element::evacuate, ActivityForm::observation) == 1);
}

TEST_CASE("evidence firewall: ten thousand demonstrations, table-tops and robots show nothing") {
    CHECK(rc::check("nothing", [] {
        for (int i = 0; i < 100; ++i) {
            DrillResult drill;
            drill.kind = *rc::gen::element(DrillKind::demonstration, DrillKind::tabletop,
                                           DrillKind::real, DrillKind::live);
            const bool show_only =
                drill.kind == DrillKind::demonstration || drill.kind == DrillKind::tabletop;
            const bool planned = *rc::gen::arbitrary<bool>();
            if (planned) drill.progress = DrillProgress::planned;
            drill.local_day = day_one;
            PersonResult person;
            person.played_by =
                show_only || planned ? PlayedBy::person : PlayedBy::policy; // one of the three
            for (const Element element : sim::core::all_competence_elements) {
                Outcome outcome;
                outcome.action = "call_119";
                outcome.element = element;
                outcome.status = OutcomeStatus::on_time;
                outcome.items_count = 5;
                outcome.observer = "周督导";
                person.outcomes.push_back(outcome);
            }
            drill.persons = {person};
            const Performance performance = make_performance(drill, person, "王芳");
            RC_ASSERT(calc_shown_levels(std::vector{performance}).empty());
        }
    }));
}

TEST_CASE("forecast: L3 falls to L2, to L1, to L0 on the days of the oracle") {
    CompetenceFile file;
    file.entries.push_back({Element::alarm, 3, 1.0, day_one, Instant{day_one}, 0});
    const auto falls = calc_falls(file, Element::alarm, day_one);
    REQUIRE(falls.size() == 3);
    CHECK(iso(falls[0].on) == "2027-01-11");
    CHECK(falls[0].level == 2);
    CHECK(iso(falls[1].on) == "2027-07-13");
    CHECK(falls[1].level == 1);
    CHECK(iso(falls[2].on) == "2029-01-10");
    CHECK(falls[2].level == 0);
    CHECK(calc_falls(file, Element::alarm, day_one - Days{1}).empty()); // not yet shown
    CHECK(calc_falls(file, Element::hazards, day_one).empty());
}

TEST_CASE("forecast: each fall is the first day on which the level computed is lower") {
    CHECK(rc::check("forecast", [] {
        CompetenceFile file;
        const auto draw_day = [] { return day_one + Days{*rc::gen::inRange(0, 500)}; };
        for (int i = *rc::gen::inRange(1, 5); i > 0; --i) {
            const Date day = draw_day();
            file.entries.push_back(
                {Element::alarm, *rc::gen::inRange(1, 5), 1.0, day, Instant{day}, 0});
        }
        for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
            const Date day = draw_day();
            file.errors.push_back({Element::alarm, "call_119", day, Instant{day}});
        }
        if (*rc::gen::arbitrary<bool>())
            file.corrects.push_back({Element::alarm, "call_119", Instant{draw_day()}});
        const Date today = day_one + Days{500}; // nothing new after it
        int level = calc_standing(file, Element::alarm, today).level;
        std::vector<Fall> walked;
        for (Date day = today; day < today + Days{forgotten_days + 2}; day += Days{1}) {
            const int now = calc_standing(file, Element::alarm, day).level;
            RC_ASSERT(now <= level); // no level rises without evidence
            if (now < level) walked.push_back({day, now});
            level = now;
        }
        const auto falls = calc_falls(file, Element::alarm, today);
        RC_ASSERT(falls.size() == walked.size());
        for (std::size_t i = 0; i < falls.size(); ++i) {
            RC_ASSERT(falls[i].on == walked[i].on);
            RC_ASSERT(falls[i].level == walked[i].level);
        }
    }));
}
