// Small homes by seed: each is planned or explained, and what is said is true. Brute force over
// tiny homes says the same.
#include "roster/schedule/duty_explain.h"

#include "roster/schedule/duty_check.h"
#include "roster/schedule/duty_counting_mixes.h"
#include "roster/schedule/duty_generator.h"
#include "tests/support/duty_sweep_homes.h"
#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>
#include <set>
#include <tuple>

using namespace tests;

namespace {

DutyExplanation explain(const DutyProblem& problem, const DutyGrid& grid) {
    return explain_roster(problem, grid, load_cells(problem, grid, {}).table, {});
}

/// Whether without any line of the conflict the others can be kept.
bool is_needed(const DutyProblem& problem, const DutyGrid& grid, const DutyConflict& conflict) {
    const DutyTable table = load_cells(problem, grid, {}).table;
    for (const ConflictMember& gone : conflict.members) {
        auto less = conflict.members;
        std::erase_if(less, [&](const ConflictMember& one) {
            return one == gone || (conflict.days_together && one.kind == MemberKind::cover &&
                                   gone.kind == MemberKind::cover && one.first == gone.first);
        });
        if (can_keep(problem, grid, table, conflict.window, less) == SolverAnswer::no) return false;
    }
    return true;
}

/// Every roster of a tiny home: cells in turn, each kind or off; stopped at the first clean one.
bool has_roster(const DutyProblem& problem, const DutyGrid& grid, DutyTable& table, int cell) {
    if (cell == grid.people * grid.days) return check_table(problem, grid, table).empty();
    const int p = cell % grid.people, column = lead_days + cell / grid.people;
    std::int8_t& slot = table[grid.at(p, column)];
    for (int k = off; k < grid.kind_count(); ++k) {
        if (k != off && !grid.may(p, column, k)) continue;
        int taken = 0;
        for (int other = 0; k != off && other < p; ++other)
            taken += table[grid.at(other, column)] == k;
        if (k != off && taken >= grid.minimum[grid.need_at(column, k)]) continue; // never needed
        slot = static_cast<std::int8_t>(k);
        if (has_roster(problem, grid, table, cell + 1)) return true;
    }
    slot = static_cast<std::int8_t>(off);
    return false;
}

/// Two or three people, four days, two posts that share them.
DutyProblem tiny_home(unsigned seed) {
    HomeDraws draws(seed);
    DutyProblem problem;
    problem.first_day = make_date(2026, 3, 2);
    problem.last_day = make_date(2026, 3, 5);
    problem.opens_min = 8 * 60;
    problem.calendars = {calendar_2026()};
    problem.rules = {
        {"duty/rest", DutyRuleKind::rest_min, 11 * 60, "house", DutyMark::verified, false},
        {"duty/run-days", DutyRuleKind::run_days, draws.between(2, 4), "law", DutyMark::verified,
         true},
        {"duty/month-shifts", DutyRuleKind::month_shifts, draws.between(2, 4), "house",
         DutyMark::verified, false}};
    problem.shifts = {{"D", "白班", 8 * 60, 12 * 60, false, 0},
                      {"N", "夜班", 20 * 60, 12 * 60, true, 0}};
    problem.posts = {{"leader", "带班领导", DutyLayer::leader, {"leader"}, {every_day("D", 1)}},
                     {"care", "护理", DutyLayer::care, {"carer"}, {every_day("N", 1)}}};
    const int staff = draws.between(2, 3);
    for (int i = 0; i < staff; ++i) {
        DutyPerson one{fmt::format("person/{}", i), fmt::format("员{}", i)};
        if (i < 2) one.qualifications.push_back({"leader", make_date(2020, 1, 1), {}});
        if (i > 0 || draws.once_in(2))
            one.qualifications.push_back({"carer", make_date(2020, 1, 1), {}});
        problem.people.push_back(std::move(one));
    }
    if (draws.once_in(2)) {
        const Date day = problem.first_day + Days{draws.between(0, 3)};
        problem.absences.push_back({"person/0", AbsenceKind::leave, {day, day}, "家事"});
    }
    return problem;
}

} // namespace

TEST_CASE("tiny homes: planned or impossible exactly as trying every roster says") {
    int impossible = 0;
    for (unsigned seed = 1; seed <= 120; ++seed) {
        const DutyProblem problem = tiny_home(seed);
        const auto grid = make_grid(problem);
        REQUIRE(grid);
        DutyTable table = load_cells(problem, *grid, {}).table;
        const bool possible = has_roster(problem, *grid, table, 0);
        const auto found = explain(problem, *grid);
        CAPTURE(seed);
        CHECK(found.answer == (possible ? SolverAnswer::yes : SolverAnswer::no));
        impossible += !possible;
        if (!possible && found.conflict) {
            CHECK(found.conflict->is_minimal);
            CHECK(is_needed(problem, *grid, *found.conflict));
        }
        for (const DutyWay& way : found.ways) {
            if (!way.mends_all) continue;
            const DutyProblem changed = apply_way(problem, way);
            const auto after = make_grid(changed);
            REQUIRE(after);
            CHECK(generate_roster(changed, *after, {1, 200'000}).violations.empty());
        }
    }
    CHECK(impossible > 20);
}

TEST_CASE("small homes by seed: planned, or explained with a way out") {
    const unsigned homes = std::getenv("YANLIAN_LONG") ? 200 : 10;
    int unanswered = 0, not_minimal = 0;
    for (unsigned seed = 1; seed <= homes; ++seed) {
        const DutyProblem problem = sweep_home(seed);
        const auto grid = make_grid(problem);
        REQUIRE(grid);
        const auto found = explain(problem, *grid);
        CAPTURE(seed);
        unanswered += found.answer == SolverAnswer::gave_up;
        if (found.answer == SolverAnswer::yes)
            CHECK(generate_roster(problem, *grid, {}).violations.empty());
        if (found.answer != SolverAnswer::no) continue;
        REQUIRE(found.conflict);
        not_minimal += !found.conflict->is_minimal;
        if (found.conflict->is_minimal) CHECK(is_needed(problem, *grid, *found.conflict));
        CHECK(std::ranges::any_of(found.ways, &DutyWay::mends_all));
        for (const DutyWay& way : found.ways) {
            std::set<std::tuple<Date, std::string, std::string>> shifts;
            for (const OpenShift& gap : way.gaps)
                CHECK(shifts.insert({gap.day, gap.post_key, gap.shift_key}).second);
        }
    }
    // None and one of two hundred, as measured: docs/references.md#duty-search
    CHECK(unanswered == 0);
    CHECK(not_minimal <= static_cast<int>(homes) / 100);
}

TEST_CASE("somebody's own limit a month counts where a home is short by one shift") {
    DutyProblem problem = sweep_home(162);
    const auto grid = make_grid(problem);
    REQUIRE(grid);
    const std::uint64_t all = ~std::uint64_t{0} >> (64 - grid->kind_count());
    CHECK(calc_missing_by_mixes(problem, *grid, all) == 1);
    const auto found = explain(problem, *grid);
    CHECK(found.answer == SolverAnswer::no);
    CHECK(std::ranges::any_of(found.ways, &DutyWay::mends_all));
    for (DutyPerson& one : problem.people)
        one.most_month_shifts = 0;
    CHECK(calc_missing_by_mixes(problem, *make_grid(problem), all) == 0);
}
