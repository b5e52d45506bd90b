#include "roster/schedule/duty_check.h"

#include "roster/schedule/duty_generator.h"
#include "tests/support/duty_homes.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace tests;

namespace {

/// One person's shifts of a month: 'D', 'N', 'L' or '.', from the first.
std::vector<DutyViolation> check_row(std::string_view row, const DutyProblem& problem) {
    DutyRoster roster;
    for (std::size_t i = 0; i < row.size(); ++i)
        if (row[i] != '.')
            roster.push_back({"person/01", problem.first_day + Days{i},
                              row[i] == 'L' ? "leader" : "room", std::string(1, row[i])});
    const auto grid = make_grid(problem);
    REQUIRE(grid);
    auto found = check_roster(problem, *grid, roster);
    std::erase_if(found, [](const DutyViolation& one) { return one.person_keys.empty(); });
    return found;
}
DutyProblem march() {
    return small_home(6, make_date(2026, 3, 1), make_date(2026, 3, 31));
}

} // namespace

TEST_CASE("rest between shifts: a day after a night is too soon, a day between is not") {
    const auto found = check_row("ND.....", march());
    REQUIRE(found.size() == 2); // 11 h and 24 h after nights
    CHECK(found[0].rule_id == "duty/night-rest");
    CHECK(found[0].got == 0);
    CHECK(found[1].rule_id == "duty/rest");
    CHECK(check_row("N.D....", march()).empty());
    CHECK(check_row("NN.D...", march()).empty());
    CHECK(check_row("DN.....", march()).empty());
}

TEST_CASE("seven days and five nights in a row are one breach each, with the run's days") {
    auto found = check_row("DDDDDDD", march());
    REQUIRE(found.size() == 1);
    CHECK(found[0].rule_id == "duty/run-days");
    CHECK(found[0].got == 7);
    CHECK(found[0].last == make_date(2026, 3, 7));
    CHECK(check_row("DDDDDD.DDDDDD", march()).empty());
    found = check_row("NNNNN..", march());
    REQUIRE(found.size() == 1);
    CHECK(found[0].rule_id == "duty/run-nights");
    CHECK(describe(march(), *make_grid(march()), found[0]).find("连续夜班 5 个") !=
          std::string::npos);
}

TEST_CASE("days before the horizon count in its first runs and rests") {
    DutyProblem problem = march();
    for (int i = 1; i <= 5; ++i)
        problem.fixed.push_back({"person/01", problem.first_day - Days{i}, "room", "D"});
    CHECK(check_row("D......", problem).empty());
    const auto found = check_row("DD.....", problem);
    REQUIRE(found.size() == 1);
    CHECK(found[0].first == make_date(2026, 2, 24));
}

TEST_CASE("leave, bans and missing qualifications are told apart") {
    DutyProblem problem = march();
    problem.absences = {
        {"person/01", AbsenceKind::leave, {problem.first_day, problem.first_day}, ""}};
    problem.people[0].bans = {
        {BanKind::no_night, {make_date(2026, 3, 3), make_date(2026, 3, 31)}, "怀孕 30 周"}};
    problem.people[0].qualifications = {{"carer", make_date(2020, 1, 1), make_date(2026, 3, 5)}};
    const auto found = check_row("D..N..D", problem);
    REQUIRE(found.size() == 3);
    CHECK(found[0].rule_id == "duty/absence");
    CHECK(found[1].rule_id == "duty/ban");
    CHECK(found[2].rule_id == "duty/qualification");
}

TEST_CASE("caps of month and year count what went before") {
    DutyProblem problem = march();
    problem.people[0].before.work_min = 2410 * 60;
    const auto found = check_row("D......", problem);
    REQUIRE(found.size() == 1);
    CHECK(found[0].rule_id == "duty/year-hours");
    CHECK(found[0].got == 2422 * 60);
    problem = march();
    problem.people[0].most_month_shifts = 3;
    const auto own = check_row("D.D.D.D", problem);
    REQUIRE(own.size() == 1);
    CHECK(own[0].rule_id == "duty/own-limit");
}

TEST_CASE(
    "a clean roster: what changes would break, looked at nearby, is what the whole check says") {
    DutyProblem problem = small_home(7, make_date(2026, 3, 1), make_date(2026, 4, 30));
    problem.pairs = {{"person/05", "person/06", PairKind::apart, "亲属"}};
    const auto made = generate_roster(problem, {4, 500'000});
    REQUIRE(made);
    REQUIRE(made->violations.empty());
    const auto grid = make_grid(problem);
    DutyTable table = made->table;
    rc::check("nearby equals whole", [&] {
        std::vector<CellChange> changes;
        const int count = *rc::gen::inRange(1, 4);
        for (int i = 0; i < count; ++i)
            changes.push_back({*rc::gen::inRange(0, grid->people),
                               lead_days + *rc::gen::inRange(0, grid->days),
                               *rc::gen::inRange(-1, grid->kind_count())});
        const auto verdict = check_changes(problem, *grid, table, changes);
        RC_ASSERT(table == made->table);
        DutyTable changed = table;
        for (const CellChange& one : changes)
            changed[grid->at(one.person, one.column)] = static_cast<std::int8_t>(one.kind);
        const auto whole = check_table(problem, *grid, changed);
        RC_ASSERT(verdict.removed.empty());
        // Gaps are cut at the looked-at days; all else is equal.
        const auto not_gap = [](std::vector<DutyViolation> all) {
            std::erase_if(all, [](const DutyViolation& v) { return v.rule_id == "duty/always"; });
            return all;
        };
        RC_ASSERT(not_gap(verdict.added) == not_gap(whole));
        RC_ASSERT(verdict.added.empty() == whole.empty());
    });
}
