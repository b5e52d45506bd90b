#include "roster/schedule/duty_headcount.h"

#include "tests/support/duty_homes.h"
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
