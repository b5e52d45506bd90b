#include "roster/schedule/duty_generator.h"

#include "tests/support/duty_sweep_homes.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace tests;

TEST_CASE("a home of 72 people gets a month without a broken rule and with even shares") {
    DutyProblem problem = large_home(make_date(2026, 2, 1), make_date(2026, 3, 31));
    const auto made = generate_roster(problem, {7, 4'000'000});
    REQUIRE(made);
    CHECK(made->violations.empty());
    CHECK(made->open.empty());
    for (const LedgerGroup& group : made->ledger.groups)
        for (const double range_count : group.range_count)
            CHECK(range_count <= 1.0 + 1e-9);
}

TEST_CASE("homes of 5 to 12 people whose leaders are carers as well get their year") {
    for (const int staff : {5, 8, 12}) {
        const auto made = generate_roster(small_home(staff), {3, 2'000'000});
        REQUIRE(made);
        CAPTURE(staff);
        CHECK(made->violations.empty());
        for (const LedgerGroup& group : made->ledger.groups)
            CHECK(group.range_count[0] <= 1.0 + 1e-9);
    }
}

TEST_CASE("the same problem, seed and budget give the same roster, another seed another") {
    const DutyProblem problem = small_home(7, make_date(2026, 5, 1), make_date(2026, 6, 30));
    const auto one = generate_roster(problem, {5, 300'000});
    const auto two = generate_roster(problem, {5, 300'000});
    const auto three = generate_roster(problem, {6, 300'000});
    REQUIRE(one);
    REQUIRE(two);
    REQUIRE(three);
    CHECK(one->roster == two->roster);
    CHECK(one->move_count == two->move_count);
    CHECK(one->roster != three->roster);
}

TEST_CASE("fixed cells, the frozen past, leave and wishes are kept") {
    DutyProblem problem = small_home(8, make_date(2026, 5, 1), make_date(2026, 5, 31));

    problem.frozen_until = make_date(2026, 5, 2);
    for (PostShift& one : problem.posts[1].shifts)
        for (DutyNeed& need : one.need)
            need = {1, 1};
    problem.fixed = {{"person/05", make_date(2026, 5, 1), "room", "D", CellState::frozen},
                     {"person/06", make_date(2026, 5, 1), "room", "N", CellState::frozen},
                     {"person/01", make_date(2026, 5, 1), "leader", "L", CellState::frozen},
                     {"person/05", make_date(2026, 5, 2), "room", "D", CellState::frozen},
                     {"person/07", make_date(2026, 5, 2), "room", "N", CellState::frozen},
                     {"person/02", make_date(2026, 5, 2), "leader", "L", CellState::frozen},
                     {"person/04", make_date(2026, 5, 20), "room", "N", CellState::published}};
    problem.absences = {{"person/03",
                         AbsenceKind::training,
                         {make_date(2026, 5, 10), make_date(2026, 5, 12)},
                         "市级轮训"}};
    problem.requests = {{"person/08", make_date(2026, 5, 15), false, "", 20},
                        {"person/07", make_date(2026, 5, 16), true, "", 20}};
    const auto made = generate_roster(problem, {1, 1'000'000});
    REQUIRE(made);
    CHECK(made->violations.empty());
    int found = 0;
    for (const DutyCell& cell : made->roster) {
        for (const DutyCell& fixed : problem.fixed)
            found += cell == fixed;
        CHECK_FALSE((cell.person_key == "person/08" && cell.day == make_date(2026, 5, 15)));
        if (cell.day <= make_date(2026, 5, 2)) CHECK(cell.state == CellState::frozen);
    }
    CHECK(found == 7);
}

TEST_CASE("pairs, experienced people and volunteers are kept") {
    DutyProblem problem = large_home(make_date(2026, 6, 1), make_date(2026, 6, 30));
    problem.posts[1].experienced_count = 1;
    problem.pairs = {{"person/carer-001", "person/carer-002", PairKind::apart, "亲属"},
                     {"person/carer-003", "person/carer-004", PairKind::together, "带教"}};
    for (std::size_t i = 0; i < problem.people.size(); i += 2)
        problem.people[i].qualifications.push_back({"volunteer", make_date(2025, 1, 1), {}});
    problem.rules.push_back(
        {"duty/volunteers", DutyRuleKind::volunteers_count, 2, "house", DutyMark::verified, false});
    const auto made = generate_roster(problem, {2, 4'000'000});
    REQUIRE(made);
    for (const DutyViolation& one : made->violations)
        MESSAGE(one.rule_id);
    CHECK(made->violations.empty());
}

TEST_CASE("who did more before the horizon gets less in it") {
    DutyProblem problem = small_home(9, make_date(2026, 7, 1), make_date(2026, 8, 31));
    for (std::size_t i = 3; i < 9; ++i) {
        problem.people[i].available_days_before = 181;
        problem.people[i].before = {40, 20, 12, 2, 40 * 12 * 60};
    }
    problem.people[4].before.total_count = 46;
    for (std::size_t i = 0; i < 3; ++i) {
        problem.people[i].available_days_before = 181;
        problem.people[i].before = {80, 10, 24, 4, 20 * 12 * 60};
    }
    const auto made = generate_roster(problem, {2, 2'000'000});
    REQUIRE(made);
    CHECK(made->violations.empty());
    const auto& rows = made->ledger.rows;
    CHECK(rows[4].now.total_count <= rows[5].now.total_count - 5);
    CHECK(std::abs(rows[4].year.total_count - rows[5].year.total_count) <= 1);
}

TEST_CASE("what nobody can take stays open and is listed") {
    DutyProblem problem = small_home(5, make_date(2026, 5, 1), make_date(2026, 5, 31));
    for (DutyPerson& person : problem.people)
        problem.absences.push_back({person.key,
                                    AbsenceKind::leave,
                                    {make_date(2026, 5, 9), make_date(2026, 5, 9)},
                                    "团建"});
    const auto made = generate_roster(problem, {1, 400'000});
    REQUIRE(made);
    CHECK(made->open.size() == 4);
    for (const OpenShift& one : made->open) {
        const bool eve = one.day == make_date(2026, 5, 8); // its night ends in the leave
        CHECK(one.shift_key == (eve ? "N" : one.shift_key));
        CHECK((eve || one.day == make_date(2026, 5, 9)));
    }
    CHECK_FALSE(made->violations.empty());
}

namespace {

/// Single days of work between two off, and the reverse, where another shift was allowed.
int count_isolated(const DutyProblem& problem, const DutyTable& table) {
    const DutyGrid grid = *make_grid(problem);
    int isolated = 0;
    for (int p = 0; p < grid.people; ++p)
        for (int column = lead_days; column < lead_days + grid.days; ++column) {
            const int before = table[grid.at(p, column - 1)], here = table[grid.at(p, column)],
                      after = table[grid.at(p, column + 1)];
            if (here != off)
                isolated += before == off && after == off && grid.gap(here, here) == 1;
            else
                isolated += before != off && after != off && grid.gap(before, after) == 1;
        }
    return isolated;
}

} // namespace

TEST_CASE("a weight on isolated days makes them fewer and leaves rules and shares alone") {
    DutyProblem problem = large_home(make_date(2026, 2, 1), make_date(2026, 3, 31));
    std::vector<int> isolated;
    for (const int weight_count : {0, 2}) {
        problem.isolated_weight_count = weight_count;
        const auto made = generate_roster(problem, {7, 4'000'000});
        REQUIRE(made);
        CHECK(made->violations.empty());
        for (const LedgerGroup& group : made->ledger.groups)
            for (const double range_count : group.range_count)
                CHECK(range_count <= 1.0 + 1e-9);
        isolated.push_back(count_isolated(problem, made->table));
    }
    MESSAGE(isolated[0], " isolated days without a weight, ", isolated[1], " with one");
    CHECK(isolated[1] < isolated[0]);
}

TEST_CASE("a duty elsewhere bars the shifts that share a minute with it, and no others") {
    DutyProblem problem = small_home(9, make_date(2026, 5, 1), make_date(2026, 5, 31));
    const Date day = make_date(2026, 5, 12);
    problem.elsewhere = {{"person/02", day, 19 * 60, 60, "某院"},  // D ends at 20
                         {"person/03", day, 20 * 60, 60, "某院"}}; // N begins at 20
    const DutyGrid grid = *make_grid(problem);
    const auto may = [&](int person, Date on, const char* shift) {
        return grid.may(person, grid.column(on), *find_kind(problem, grid, "room", shift));
    };
    CHECK_FALSE(may(1, day, "D"));
    CHECK(may(1, day, "N"));
    CHECK(may(2, day, "D"));
    CHECK_FALSE(may(2, day, "N"));
    CHECK(may(2, day - Days{1}, "N")); // over at eight in the morning
    CHECK(may(1, day + Days{1}, "D"));

    const DutyRoster both{{"person/02", day, "room", "D", CellState::planned}};
    const auto broken = check_roster(problem, grid, both);
    CHECK(std::ranges::count(broken, std::string(duty_rule_ids::elsewhere),
                             &DutyViolation::rule_id) == 1);
    const auto made = generate_roster(problem, {3, 600'000});
    REQUIRE(made);
    CHECK(made->violations.empty());
}

TEST_CASE("a small home that steps alone leave broken is planned from the solver's roster") {
    const DutyProblem problem = sweep_home(52);
    const auto made = generate_roster(problem, DutySearch{});
    REQUIRE(made);
    CHECK(made->violations.empty());
    CHECK(made->move_count <= solve_after_moves + moves_after_solve);
}

TEST_CASE("the search ends long before its budget where nothing is left to gain") {
    for (const unsigned seed : {29u, 43u, 66u}) { // clean, and no evener
        const auto made = generate_roster(sweep_home(seed), DutySearch{});
        REQUIRE(made);
        CHECK(made->violations.empty());
        CHECK(made->move_count < DutySearch{}.move_budget / 10);
    }
    const auto short_home = generate_roster(sweep_home(19), DutySearch{}); // too few by arithmetic
    REQUIRE(short_home);
    CHECK_FALSE(short_home->violations.empty());
    CHECK(short_home->move_count < 2 * (solve_after_moves + moves_after_solve));
}
