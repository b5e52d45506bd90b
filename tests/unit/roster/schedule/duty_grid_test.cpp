#include "roster/schedule/duty_grid.h"

#include "tests/support/duty_homes.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace tests;

namespace {

DutyProblem month_home() {
    return small_home(7, make_date(2026, 3, 1), make_date(2026, 3, 31));
}
bool mentions(const sim::core::Problems& problems, std::string_view word) {
    return std::ranges::any_of(problems, [&](const sim::core::Problem& one) {
        return one.what.find(word) != std::string::npos ||
               one.expected.find(word) != std::string::npos;
    });
}

} // namespace

TEST_CASE("a sound problem has no faults and becomes a grid") {
    const DutyProblem problem = month_home();
    CHECK(check_problem(problem).empty());
    const auto grid = make_grid(problem);
    REQUIRE(grid);
    CHECK(grid->days == 31);
    CHECK(grid->kind_count() == 3);
    CHECK(grid->date(lead_days) == problem.first_day);
    CHECK(grid->column(make_date(2026, 3, 31)) == lead_days + 30);
}

TEST_CASE("every fault of a bad problem is named at once") {
    DutyProblem problem = month_home();
    problem.calendars = {plain_calendar(2024)};
    problem.people[1].key = problem.people[0].key;
    problem.absences.push_back({problem.people[2].key,
                                AbsenceKind::leave,
                                {make_date(2026, 3, 1), make_date(2199, 1, 1)},
                                "长休"});
    problem.absences.push_back(
        {"person/nobody", AbsenceKind::leave, {make_date(2026, 3, 9), make_date(2026, 3, 1)}, ""});
    problem.pairs = {{"person/03", "person/04", PairKind::apart, ""},
                     {"person/04", "person/03", PairKind::together, ""}};
    problem.rules.push_back(
        {"duty/none", DutyRuleKind::run_days, 0, "", DutyMark::verified, false});
    problem.posts[1].layer = DutyLayer::control_room;
    const auto problems = check_problem(problem);
    CHECK(mentions(problems, "2024"));
    CHECK(mentions(problems, "没有 2026 年的节假日"));
    CHECK(mentions(problems, "重复"));
    CHECK(mentions(problems, "没有尽头"));
    CHECK(mentions(problems, "person/nobody"));
    CHECK(mentions(problems, "倒着走"));
    CHECK(mentions(problems, "既要同班又不能同班"));
    CHECK(mentions(problems, "单人值班的依据"));
    CHECK(problems.size() >= 9);
    CHECK_FALSE(make_grid(problem));
}

TEST_CASE("nobody and 5,000 people are refused by name") {
    DutyProblem problem = month_home();
    const DutyPerson one = problem.people[0];
    problem.people.clear();
    CHECK(mentions(check_problem(problem), "没有人"));
    for (int i = 0; i < 5000; ++i) {
        problem.people.push_back(one);
        problem.people.back().key = fmt::format("person/{}", i);
    }
    CHECK(mentions(check_problem(problem), "5000 人"));
}

TEST_CASE("the strictest of two rules of a kind holds") {
    DutyProblem problem = month_home();
    problem.rules.push_back(
        {"duty/rest-more", DutyRuleKind::rest_min, 13 * 60, "house", DutyMark::verified, false});
    problem.rules.push_back(
        {"duty/run-more", DutyRuleKind::run_days, 9, "house", DutyMark::verified, false});
    const auto grid = make_grid(problem);
    REQUIRE(grid);
    CHECK(grid->rule(DutyRuleKind::rest_min).value == 13 * 60);
    CHECK(grid->rule(DutyRuleKind::run_days).value == 6);
}

TEST_CASE("a certificate must hold on the day a night shift ends as well") {
    DutyProblem problem = month_home();
    problem.people[3].qualifications = {{"carer", make_date(2026, 1, 1), make_date(2026, 3, 10)}};
    const auto grid = make_grid(problem);
    REQUIRE(grid);
    const int tenth = grid->column(make_date(2026, 3, 10));
    const int day = *find_kind(problem, *grid, "room", "D");
    const int night = *find_kind(problem, *grid, "room", "N");
    CHECK(grid->may(3, tenth, day));
    CHECK_FALSE(grid->may(3, tenth, night));
    CHECK(grid->may(3, tenth - 1, night));
    CHECK_FALSE(grid->may(3, tenth + 1, day));
}

TEST_CASE("days are workdays, days of rest or statutory holidays, shifted ones by the file") {
    const std::vector<DutyCalendar> calendars{calendar_2026()};
    CHECK(calc_day_kind(calendars, make_date(2026, 2, 17)) == DayKind::holiday);
    CHECK(calc_day_kind(calendars, make_date(2026, 2, 20)) == DayKind::weekend);
    CHECK(calc_day_kind(calendars, make_date(2026, 2, 14)) == DayKind::workday); // a Saturday
    CHECK(calc_day_kind(calendars, make_date(2026, 3, 7)) == DayKind::weekend);
    CHECK(calc_day_kind(calendars, make_date(2026, 3, 9)) == DayKind::workday);
}

TEST_CASE("cells go into the grid and come back the same, doubled and unknown ones named") {
    const DutyProblem problem = month_home();
    const auto grid = make_grid(problem);
    REQUIRE(grid);
    const DutyRoster roster{{"person/01", make_date(2026, 3, 2), "room", "D"},
                            {"person/02", make_date(2026, 3, 2), "room", "N"},
                            {"person/01", make_date(2026, 3, 2), "room", "N"},
                            {"person/99", make_date(2026, 3, 2), "room", "N"},
                            {"person/03", make_date(2026, 4, 1), "room", "N"}};
    const LoadedCells loaded = load_cells(problem, *grid, roster);
    CHECK(loaded.doubled.size() == 1);
    CHECK(loaded.unknown.size() == 2);
    const DutyRoster back = make_roster(problem, *grid, loaded.table);
    CHECK(back == DutyRoster{roster[0], roster[1]});
}
