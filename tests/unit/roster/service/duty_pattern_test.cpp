#include "roster/service/duty_pattern.h"

#include "roster/schedule/duty_explain.h"
#include "roster/schedule/duty_generator.h"
#include "roster/schedule/duty_rules.h"
#include "tests/support/duty_homes.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <map>

using namespace roster::domain;
using namespace roster::schedule;
using namespace roster::service;
using tests::make_date;

namespace {

const Date first = make_date(2026, 3, 1), last = make_date(2026, 3, 31);

DutyDraft wish(DutyPattern pattern) {
    DutyDraft draft;
    draft.days = {first, last};
    draft.pattern = pattern;
    draft.hours = {HoursPeriod::quarter, "苏人社〔2026〕12号"};
    return draft;
}

/// A home with so many leaders and carers, and the posts of a draft.
DutyProblem make_home(const DutyDraft& draft, int leaders, int carers) {
    DutyProblem problem;
    problem.organisation_key = "org/home";
    problem.name = "敬老院";
    problem.first_day = draft.days.first;
    problem.last_day = draft.days.last;
    problem.calendars = {tests::calendar_2026()};
    problem.rules = usual_duty_rules();
    problem.hours = draft.hours;
    Organisation home{"org/home", "敬老院", OrganisationKind::home, ""};
    lay_posts(home, draft, problem);
    tests::add_people(problem, leader_layer, leaders, false);
    tests::add_people(problem, care_layer, carers, false);
    return problem;
}

const DutyShift& shift_of(const DutyProblem& problem, std::string_view key) {
    const auto at = std::ranges::find(problem.shifts, key, &DutyShift::key);
    REQUIRE(at != problem.shifts.end());
    return *at;
}

/// Fewest days between two shifts of one person at a post.
int fewest_days_between(const DutyRoster& roster, std::string_view post) {
    std::map<std::string, std::vector<Date>> days;
    for (const DutyCell& cell : roster)
        if (cell.post_key == post) days[cell.person_key].push_back(cell.day);
    int fewest = 99;
    for (auto& [person, worked] : days) {
        std::ranges::sort(worked);
        for (std::size_t i = 1; i < worked.size(); ++i)
            fewest = std::min(fewest, calc_days_between(worked[i - 1], worked[i]));
    }
    return fewest;
}

} // namespace

TEST_CASE("duty pattern: 24 hours of care with a day off after, leaders with two, are planned") {
    DutyDraft draft = wish(DutyPattern::whole_days);
    draft.care_day_count = 2;
    draft.leader_rest_min = 48 * 60;
    const DutyProblem problem = make_home(draft, 4, 9);
    CHECK(shift_of(problem, "H24").rest_after_min == 48 * 60);
    CHECK(shift_of(problem, "C24").rest_after_min == 24 * 60);
    CHECK(shift_of(problem, "C24").night);
    const auto grid = make_grid(problem);
    REQUIRE_MESSAGE(grid, sim::core::describe(grid.error()));
    const GeneratedRoster made = generate_roster(problem, *grid, {1, 400'000});
    CHECK(made.violations.empty());
    CHECK(made.roster.size() == 31 * 3); // two carers and a leader a day
    CHECK(fewest_days_between(made.roster, care_layer) >= 2);
    CHECK(fewest_days_between(made.roster, leader_layer) >= 3);
    // The checker sees the day off that somebody was not given.
    DutyRoster broken = made.roster;
    for (DutyCell& cell : broken)
        if (cell.post_key == leader_layer && cell.day <= first + Days{1})
            cell.person_key = "person/leader-001";
    const auto found = check_roster(problem, *grid, broken);
    CHECK(std::ranges::any_of(
        found, [](const DutyViolation& one) { return one.rule_id == duty_rule_ids::shift_rest; }));
}

TEST_CASE("duty pattern: the larger of day and night stands in 24 hours, without rest if asked") {
    DutyDraft draft = wish(DutyPattern::whole_days);
    draft.care_night_count = 3;
    draft.care_rest_min = 0;
    const DutyProblem problem = make_home(draft, 3, 9);
    CHECK(shift_of(problem, "C24").rest_after_min == 0);
    CHECK(problem.posts.back().shifts.front().need.front().minimum == 3);
    CHECK(problem.posts.back().always_count == 1);
}

TEST_CASE("duty pattern: leaders for a day rest after it beside care in shifts of 8 or 12 hours") {
    for (const DutyPattern pattern : {DutyPattern::three_shifts, DutyPattern::two_shifts}) {
        DutyDraft draft = wish(pattern);
        draft.leader_rest_min = 24 * 60;
        const DutyProblem problem = make_home(draft, 3, 8);
        const auto made = generate_roster(problem, {1, 400'000});
        REQUIRE(made);
        CHECK(made->violations.empty());
        CHECK(fewest_days_between(made->roster, leader_layer) >= 2);
    }
}

TEST_CASE("duty pattern: 24 hours of care need an approval, other patterns and leaders do not") {
    DutyDraft draft = wish(DutyPattern::whole_days);
    CHECK(check_pattern(draft).empty());
    draft.hours = {};
    REQUIRE(check_pattern(draft).size() == 1);
    CHECK(check_pattern(draft).front().what.find("批准") != std::string::npos);
    draft.pattern = DutyPattern::two_shifts;
    CHECK(check_pattern(draft).empty());
}

TEST_CASE("duty pattern: too few people for a day off after 24 hours is explained by that rest") {
    const DutyProblem problem = make_home(wish(DutyPattern::whole_days), 2, 1);
    const auto grid = make_grid(problem);
    REQUIRE(grid);
    const DutyExplanation found =
        explain_roster(problem, *grid, load_cells(problem, *grid, {}).table, {});
    REQUIRE(found.answer == SolverAnswer::no);
    REQUIRE(found.conflict);
    CHECK(found.conflict->is_minimal);
    CHECK(std::ranges::any_of(found.ways, &DutyWay::mends_all));
}
