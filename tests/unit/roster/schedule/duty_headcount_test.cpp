#include "roster/schedule/duty_headcount.h"

#include "roster/schedule/duty_generator.h"
#include "tests/support/duty_homes.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace tests;

TEST_CASE("two people round the clock need nine, and there are seven") {
    DutyProblem problem = large_home();
    problem.absences.clear();
    problem.people.erase(problem.people.begin() + 19, problem.people.begin() + 24);
    const auto grid = make_grid(problem);
    REQUIRE(grid);
    const auto counts = count_heads(problem, *grid);
    const HeadCount& control = counts[1];
    CHECK(control.shift_count == 365 * 6);
    CHECK(control.work_min == 17520 * 60);
    CHECK(control.need_standard_count == 9);
    CHECK(control.need_most_count == 8);
    CHECK(control.have_count == 7);
    CHECK(control.verdict == HeadVerdict::short_of_people);
    CHECK(describe(problem, control).find("需要 9 人") != std::string::npos);
    CHECK(describe(problem, control).find("现有 7 人") != std::string::npos);
}

TEST_CASE("posts that share people are counted together") {
    const DutyProblem problem = small_home(4);
    const auto grid = make_grid(problem);
    REQUIRE(grid);
    const auto counts = count_heads(problem, *grid);
    REQUIRE(counts.size() == 3);
    CHECK(counts[2].posts == std::vector<int>{0, 1});
    CHECK(counts[2].shift_count == 3 * 365);
    CHECK(counts[2].have_count == 4);
}

TEST_CASE("a month without overtime has the hours of the rule, long or short") {
    for (const unsigned month : {2u, 4u, 12u}) {
        const Date first = make_date(2026, month, 1);
        const Date last{std::chrono::year(2026) / std::chrono::month(month) / std::chrono::last};
        const DutyProblem problem = small_home(5, first, last);
        const auto grid = make_grid(problem);
        REQUIRE(grid);
        CHECK(count_heads(problem, *grid)[0].standard_min == standard_month_min);
    }
    const DutyProblem year = small_home(5);
    const auto grid = make_grid(year);
    REQUIRE(grid);
    CHECK(count_heads(year, *grid)[0].standard_min == standard_year_min);
}

TEST_CASE("the worst day is named with what it needs") {
    DutyProblem problem = small_home(5, make_date(2026, 5, 1), make_date(2026, 5, 31));
    for (std::size_t i = 0; i < 4; ++i)
        problem.absences.push_back({problem.people[i].key,
                                    AbsenceKind::training,
                                    {make_date(2026, 5, 9), make_date(2026, 5, 9)},
                                    "轮训"});
    const auto grid = make_grid(problem);
    REQUIRE(grid);
    const auto counts = count_heads(problem, *grid);
    REQUIRE(counts[1].worst_day);
    CHECK(*counts[1].worst_day == make_date(2026, 5, 9));
    CHECK(counts[1].worst_need_count == 2);
    CHECK(counts[1].worst_have_count == 1);
}

TEST_CASE("what the head-count allows one person is what the planner allows") {
    // Five people, two on each of two 12 h shifts: 298 h each in December, where 201 are allowed.
    DutyProblem problem = small_home(5, make_date(2026, 12, 1), make_date(2026, 12, 31));
    problem.posts.erase(problem.posts.begin());
    problem.posts[0].shifts = {every_day("D", 2), every_day("N", 2)};
    auto grid = make_grid(problem);
    REQUIRE(grid);
    auto counts = count_heads(problem, *grid);
    CHECK(counts[0].most_min == 12080);
    CHECK(counts[0].need_most_count == 8);
    CHECK(counts[0].verdict == HeadVerdict::short_of_people);
    const auto made = generate_roster(problem, *grid, {1, 300'000});
    CHECK(std::ranges::any_of(
        made.violations, [](const DutyViolation& one) { return one.rule_id == "duty/overtime"; }));
    // No such rule in the file: the planner keeps none, and the head-count asks for none.
    std::erase_if(problem.rules,
                  [](const DutyRule& rule) { return rule.kind == DutyRuleKind::overtime_min; });
    grid = make_grid(problem);
    counts = count_heads(problem, *grid);
    CHECK(counts[0].most_min == 31 * day_min);
}

TEST_CASE("a post for which nobody qualifies needs as many as any other") {
    DutyProblem problem = small_home(5, make_date(2026, 12, 1), make_date(2026, 12, 31));
    problem.posts[1].qualifications = {"doctor"};
    const auto grid = make_grid(problem);
    REQUIRE(grid);
    const HeadCount count = count_heads(problem, *grid)[1];
    CHECK(count.have_count == 0);
    CHECK(count.need_most_count == 4);
    CHECK(count.verdict == HeadVerdict::short_of_people);
    CHECK(describe(problem, count).find("现有 0 人") != std::string::npos);
}
