// A home of 72 people over a year: made, checked, proved, mended, explained.
#include "roster/schedule/duty_explain.h"
#include "roster/schedule/duty_headcount.h"
#include "roster/schedule/duty_repair.h"
#include "roster/schedule/duty_swap.h"
#include "tests/support/duty_sweep_homes.h"

#include <algorithm>
#include <benchmark/benchmark.h>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace {

using namespace tests;

struct Year {
    DutyProblem problem = large_home();
    DutyGrid grid = *make_grid(problem);
    GeneratedRoster made = generate_roster(problem, grid, {1, DutySearch{}.move_budget});
};
Year& year() {
    static Year one;
    return one;
}

double worst_range_count(const DutyLedger& ledger) {
    double worst_count = 0.0;
    for (const LedgerGroup& group : ledger.groups)
        for (const double range_count : group.range_count)
            worst_count = std::max(worst_count, range_count);
    return worst_count;
}

void generate(benchmark::State& state) {
    const DutyProblem problem = large_home();
    std::uint64_t seed = 1;
    double violations = 0.0, range_count = 0.0;
    for (auto _ : state) {
        const auto made = generate_roster(problem, {seed++, DutySearch{}.move_budget});
        violations += static_cast<double>(made->violations.size());
        range_count = std::max(range_count, worst_range_count(made->ledger));
    }
    state.counters["violations"] = violations;
    state.counters["worst_range"] = range_count;
}
BENCHMARK(generate)
    ->Name("duty: a year, 12 leaders, 12 certified, 48 carers (a seed each)")
    ->Unit(benchmark::kSecond)
    ->Iterations(5);

/// Month by month with what went before carried over: the other way to make a year.
void generate_by_month(benchmark::State& state) {
    double violations = 0.0, range_count = 0.0;
    for (auto _ : state) {
        DutyProblem problem = large_home();
        const DutyProblem whole = problem;
        for (unsigned month = 1; month <= 12; ++month) {
            problem.first_day = make_date(2026, month, 1);
            problem.last_day = std::min(make_date(2026, 12, 31),
                                        roster::domain::add_months(problem.first_day, 1) - Days{1});
            problem.opens_min = month == 1 ? whole.opens_min : 0;
            const auto made = generate_roster(problem, {month, 3'000'000});
            violations += static_cast<double>(made->violations.size());
            for (std::size_t p = 0; p < problem.people.size(); ++p) {
                problem.people[p].before = made->ledger.rows[p].year;
                problem.people[p].available_days_before +=
                    roster::domain::calc_days_between(problem.first_day, problem.last_day) + 1;
            }
            problem.fixed.insert(problem.fixed.end(), made->roster.begin(), made->roster.end());
            if (month == 12) range_count = worst_range_count(made->ledger);
        }
    }
    state.counters["violations"] = violations;
    state.counters["worst_range"] = range_count;
}
BENCHMARK(generate_by_month)
    ->Name("duty: the same year in twelve months with carry-over")
    ->Unit(benchmark::kSecond)
    ->Iterations(1);

/// Two hundred small homes, each planned or explained: the times of one question.
void explain_sweep(benchmark::State& state) {
    constexpr unsigned homes = 200;
    std::vector<double> times_s;
    double unanswered = 0.0, not_minimal = 0.0;
    for (auto _ : state)
        for (unsigned seed = 1; seed <= homes; ++seed) {
            const DutyProblem problem = sweep_home(seed);
            const DutyGrid grid = *make_grid(problem);
            const auto begin = std::clock();
            const auto why = explain_roster(problem, grid, load_cells(problem, grid, {}).table, {});
            times_s.push_back(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
            unanswered += why.answer == SolverAnswer::gave_up;
            not_minimal += why.conflict && !why.conflict->is_minimal;
        }
    std::ranges::sort(times_s);
    state.counters["max_s"] = times_s.back();
    state.counters["p99_s"] = times_s[times_s.size() * 99 / 100];
    state.counters["p90_s"] = times_s[times_s.size() * 9 / 10];
    state.counters["unanswered"] = unanswered;
    state.counters["not_minimal"] = not_minimal;
}
BENCHMARK(explain_sweep)
    ->Name("duty: 200 small homes planned or explained")
    ->Unit(benchmark::kSecond)
    ->Iterations(1);

void generate_small(benchmark::State& state) {
    const DutyProblem problem = small_home(static_cast<int>(state.range(0)));
    double violations = 0.0;
    for (auto _ : state)
        violations +=
            static_cast<double>(generate_roster(problem, {1, 3'000'000})->violations.size());
    state.counters["violations"] = violations;
}
BENCHMARK(generate_small)
    ->Name("duty: a year of a small home, people")
    ->Arg(5)
    ->Arg(12)
    ->Unit(benchmark::kMillisecond);

void whole_check(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(check_table(year().problem, year().grid, year().made.table));
}
BENCHMARK(whole_check)->Name("duty: check of a year")->Unit(benchmark::kMillisecond);

void proof(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(prove_cover(year().problem, year().grid, year().made.table));
}
BENCHMARK(proof)->Name("duty: proof of 8,752 hours")->Unit(benchmark::kMillisecond);

void swap_check(benchmark::State& state) {
    Year& one = year();
    const DutyCell& cell = one.made.roster[one.made.roster.size() / 2];
    DutySwap swap{"s", cell.person_key, "", {}, {}};
    const int person =
        static_cast<int>(std::ranges::find(one.problem.people, cell.person_key, &DutyPerson::key) -
                         one.problem.people.begin());
    const auto eligible =
        list_eligible(one.problem, one.grid, one.made.table, person, one.grid.column(cell.day));
    if (eligible.empty()) return state.SkipWithError("nobody can take it");
    swap.colleague_key = one.problem.people[static_cast<std::size_t>(eligible[0].person)].key;
    swap.shifts = {{cell.person_key, swap.colleague_key, cell.day, cell.post_key, cell.shift_key}};
    for (auto _ : state)
        benchmark::DoNotOptimize(check_swap(one.problem, one.grid, one.made.table, swap));
}
BENCHMARK(swap_check)
    ->Name("duty: check of a swap, rules and shares")
    ->Unit(benchmark::kMillisecond);

void repair(benchmark::State& state) {
    Year& one = year();
    DutyRoster roster = one.made.roster;
    for (DutyCell& cell : roster)
        cell.state = CellState::published;
    int trial = 0;
    double proven = 0.0, cells = 0.0, worst_s = 0.0;
    for (auto _ : state) {
        DutyProblem problem = one.problem;
        const std::size_t who =
            static_cast<std::size_t>(state.range(0)) +
            static_cast<std::size_t>(trial * 7 % static_cast<int>(state.range(1)));
        const Date day = make_date(2026, 1, 20) + Days{trial * 37 % 320};
        ++trial;
        problem.absences.push_back(
            {problem.people[who].key, AbsenceKind::sick, {day, day + Days{4}}, ""});
        const std::clock_t begin = std::clock();
        const auto mended = repair_roster(problem, roster, {day, day, 7 * 60});
        worst_s = std::max(worst_s, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
        proven += mended->answer == SolverAnswer::yes && mended->is_fewest;
        cells += static_cast<double>(mended->changes.size());
    }
    state.counters["proven"] = proven;
    state.counters["cells"] = cells / trial;
    state.counters["worst_s"] = worst_s;
}
BENCHMARK(repair)
    ->Name("duty: five sick days mended (first person, people)")
    ->Args({12, 12})
    ->Args({24, 48})
    ->Unit(benchmark::kMillisecond)
    ->Iterations(12);

void explain(benchmark::State& state) {
    DutyProblem problem = large_home();
    const auto away = [&](std::size_t first, std::size_t last, Date from, Date until) {
        for (std::size_t i = first; i < last; ++i)
            problem.absences.push_back(
                {problem.people[i].key, AbsenceKind::leave, {from, until}, ""});
    };
    if (state.range(0) == 0) away(12, 20, make_date(2026, 2, 15), make_date(2026, 2, 19));
    if (state.range(0) == 1) away(24, 50, make_date(2026, 6, 3), make_date(2026, 6, 3));
    if (state.range(0) == 2)
        problem.people.erase(problem.people.begin() + 19, problem.people.begin() + 24);
    if (state.range(0) == 2) problem.absences.clear();
    const auto grid = *make_grid(problem);
    const DutyTable table = load_cells(problem, grid, {}).table;
    double members = 0.0;
    for (auto _ : state) {
        const auto found = explain_roster(problem, grid, table, {});
        members = found.conflict ? static_cast<double>(found.conflict->members.size()) : 0.0;
    }
    state.counters["members"] = members;
}
BENCHMARK(explain)
    ->Name("duty: why not (8 of 12 away; 26 of 48 away; 7 people for 9; possible)")
    ->DenseRange(0, 3)
    ->Unit(benchmark::kMillisecond);

} // namespace
