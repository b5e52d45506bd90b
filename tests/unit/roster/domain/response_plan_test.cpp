#include "roster/domain/response_plan.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace roster::domain;

namespace {

ResponsePlan approved() {
    return {0,      "org/ankang", "response-plan/ankang/1", 1,       "火灾应急预案", "启动", "力量",
            "流程", "目标",       make_date(2026, 1, 1),    "赵国华"};
}

} // namespace

TEST_CASE("response plan: approval needs four parts, a day and a person, all said at once") {
    const Date today = make_date(2026, 3, 1);
    CHECK(check(approved(), today).empty());
    ResponsePlan draft;
    draft.organisation_key = "org/ankang";
    draft.key = "response-plan/ankang/1";
    draft.title = "火灾应急预案";
    CHECK(check(draft, today).empty());
    draft.approved_by = "赵国华";
    CHECK(check(draft, today).size() == 5); // the day and the four parts
    ResponsePlan early = approved();
    early.approved_on = today + Days{1};
    CHECK(check(early, today).size() == 1);
    early.key += "@2";
    early.approved_by.clear();
    CHECK(check(early, today).size() == 3);
}

TEST_CASE("response plan: not rehearsed for 12 months is overdue the day after, never the day") {
    const struct {
        Date last, due_on;
    } cases[] = {{make_date(2025, 3, 1), make_date(2026, 3, 1)},
                 {make_date(2024, 2, 29), make_date(2025, 2, 28)},
                 {make_date(2023, 2, 28), make_date(2024, 2, 28)},
                 {make_date(2023, 12, 31), make_date(2024, 12, 31)},
                 {make_date(2023, 3, 1), make_date(2024, 3, 1)}};
    for (const auto& one : cases) {
        const Date approved_on = make_date(2020, 1, 1);
        CHECK(calc_standing(approved_on, one.last, one.due_on).state == PlanState::rehearsed);
        CHECK(calc_standing(approved_on, one.last, one.due_on).due_on == one.due_on);
        CHECK(calc_standing(approved_on, one.last, one.due_on + Days{1}).state ==
              PlanState::overdue);
        // Never rehearsed: the same from the first approval on.
        CHECK(calc_standing(one.last, std::nullopt, one.due_on).state == PlanState::waiting);
        CHECK(calc_standing(one.last, std::nullopt, one.due_on + Days{1}).state ==
              PlanState::overdue);
    }
    CHECK(calc_standing(std::nullopt, std::nullopt, make_date(2026, 1, 1)).state ==
          PlanState::draft);
}

TEST_CASE(
    "response plan: the due day is the same day a year on, and a later drill is never worse") {
    CHECK(rc::check("standing", [] {
        const Date first = make_date(2015, 1, 1) + Days{*rc::gen::inRange(0, 4000)};
        const Date drill = first + Days{*rc::gen::inRange(0, 2000)};
        const Date today = drill + Days{*rc::gen::inRange(0, 800)};
        const auto standing = calc_standing(first, drill, today);
        const int days = calc_days_between(drill, *standing.due_on);
        RC_ASSERT(days == 365 || days == 366);
        RC_ASSERT((standing.state == PlanState::overdue) == (*standing.due_on < today));
        const auto later = calc_standing(first, drill + Days{1}, today);
        RC_ASSERT(*standing.due_on <= *later.due_on);
    }));
}
