#include "roster/schedule/duty_generator.h"

#include "roster/schedule/duty_anneal.h"
#include "roster/schedule/duty_clauses.h"
#include "roster/schedule/duty_counting_mixes.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace roster::schedule {

namespace {

/// Temperatures in the cost's own scale, from trial: docs/references.md#duty-search
constexpr double first_heat = 30.0, later_heat = 12.0, last_heat = 0.4;
constexpr std::int64_t first_round_moves_per_cell = 40;
constexpr int round_growth = 2;
/// Rounds without a gain worth a step, after which nothing more is expected of a clean roster.
constexpr int quiet_rounds_most = 2;
constexpr std::int64_t long_round_moves = 1'000'000; ///< after so many steps one such round will do
constexpr double least_gain = 0.5;
constexpr double hard_growth = 3.0;                     ///< a round, while a rule is broken
constexpr double hard_floor_factor = first_hard_factor; ///< less is wishes and targets
constexpr int check_every = 1 << 16; ///< steps between two looks whether all is settled
constexpr int heat_every = 1 << 10;
constexpr int block_share = 3; ///< one step in so many takes a run of days
constexpr int longest_block_days = 9;
constexpr int open_share = 6; ///< one step in so many tries an open shift

/// SplitMix64 over a counter (Steele, Lea, Flood 2014): draw n of a seed, whatever came before.
class Draws {
public:
    explicit Draws(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 0x1234567u) {}
    std::uint64_t next() noexcept {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }
    /// 0 to below - 1.
    int below(int limit) noexcept {
        return static_cast<int>((next() >> 32) * static_cast<std::uint64_t>(limit) >> 32);
    }
    double unit() noexcept { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

private:
    std::uint64_t state_;
};

struct Step {
    int a = 0, b = 0, first = 0, last = 0;
};

/// Anneals the people of one share group; the others stand still.
class GroupSearch {
public:
    GroupSearch(DutyAnneal& state, const DutyGrid& grid, Draws& draws, std::vector<int> people)
        : state_(state), grid_(grid), draws_(draws), people_(std::move(people)) {}

    /// @return steps used; fewer than asked for when everything is settled
    std::int64_t run(std::int64_t moves, double from_heat) {
        double heat = from_heat;
        const double cooling = std::pow(last_heat / from_heat, static_cast<double>(heat_every) /
                                                                   static_cast<double>(moves));
        for (std::int64_t move = 0; move < moves; ++move) {
            if (move % heat_every == 0 && move > 0) heat *= cooling;
            if (move % check_every == check_every - 1 && state_.is_settled()) return move;
            const Step step = draw_step();
            if (!state_.may_swap(step.a, step.b, step.first, step.last)) continue;
            const double change = state_.swap(step.a, step.b, step.first, step.last);
            if (change > 0.0 && draws_.unit() >= std::exp(-change / heat)) state_.undo();
        }
        return moves;
    }
    [[nodiscard]] std::int64_t cell_count() const {
        return static_cast<std::int64_t>(people_.size()) * grid_.days;
    }

private:
    Step draw_step() {
        Step step;
        step.a = people_[static_cast<std::size_t>(draws_.below(static_cast<int>(people_.size())))];
        if (state_.rows() > grid_.people && draws_.below(open_share) == 0) {
            const auto& open = state_.open_cells();
            if (!open.empty()) {
                const auto& [row, column] =
                    open[static_cast<std::size_t>(draws_.below(static_cast<int>(open.size())))];
                step.b = row;
                step.first = step.last = column;
                return step;
            }
        }
        step.b = people_[static_cast<std::size_t>(draws_.below(static_cast<int>(people_.size())))];
        step.first = step.last = lead_days + draws_.below(grid_.days);
        if (draws_.below(block_share) == 0)
            step.last = std::min(step.first + 1 + draws_.below(longest_block_days),
                                 lead_days + grid_.days - 1);
        return step;
    }

    DutyAnneal& state_;
    const DutyGrid& grid_;
    Draws& draws_;
    std::vector<int> people_;
};

std::vector<OpenShift> list_open(const DutyProblem& problem, const DutyGrid& grid,
                                 const DutyTable& table) {
    std::vector<int> present(grid.minimum.size(), 0);
    for (int p = 0; p < grid.people; ++p)
        for (int column = lead_days; column < lead_days + grid.days; ++column)
            if (const int k = table[grid.at(p, column)]; k != off)
                ++present[grid.need_at(column, k)];
    std::vector<OpenShift> open;
    for (int column = lead_days; column < lead_days + grid.days; ++column)
        for (int k = 0; k < grid.kind_count(); ++k) {
            const std::size_t at = grid.need_at(column, k);
            if (present[at] >= grid.target[at]) continue;
            const GridKind& kind = grid.kinds[static_cast<std::size_t>(k)];
            const int missing = std::max(0, grid.minimum[at] - present[at]);
            open.push_back({grid.date(column),
                            problem.posts[static_cast<std::size_t>(kind.post)].key,
                            problem.shifts[static_cast<std::size_t>(kind.shift)].key, missing,
                            grid.target[at] - present[at] - missing});
        }
    return open;
}

/// How the solver is asked: near what stands in the table, as even as that is; or freely, which it
/// sometimes answers where it does not find its way near.
enum class SolverStart { near_table, anywhere };

/// Kinds that hang together, planned by the solver.
SolverAnswer solve_kinds(const DutyProblem& problem, const DutyGrid& grid, std::uint64_t kinds,
                         SolverStart start, DutyTable& table) {
    const int first = lead_days, last = lead_days + grid.days - 1;
    DutyClauses clauses(problem, grid, table, first, last, kinds, DutyClauses::Cover::firm);
    for (int column = first; column <= last; ++column)
        for (int k = 0; k < grid.kind_count(); ++k) {
            std::vector<int> there;
            for (int p = 0; p < grid.people; ++p)
                if (const int literal = clauses.literal(p, column, k); literal != 0) {
                    if (start == SolverStart::near_table)
                        clauses.prefer(table[grid.at(p, column)] == k ? literal : -literal);
                    there.push_back(literal);
                }
            // Steps change who stands where, never how many: nobody beyond the target.
            const int most = grid.target[grid.need_at(column, k)];
            if (static_cast<int>(there.size()) <= most) continue;
            const auto sums =
                clauses.make_counter(there, std::vector<int>(there.size(), 1), most + 1);
            clauses.add_clause(std::vector<int>{-sums.back()});
        }
    std::vector<int> all(clauses.members().size());
    std::iota(all.begin(), all.end(), 0);
    const SolverAnswer answer = clauses.solve(all, {}, solve_conflicts_most);
    if (answer != SolverAnswer::yes) return answer;
    const DutyTable solved = clauses.table();
    for (std::size_t i = 0; i < table.size(); ++i)
        if (table[i] == off || (kinds >> table[i] & 1u) != 0) table[i] = solved[i];
    return answer;
}

/// Small enough to ask the solver about all of its days.
bool can_be_solved(const DutyProblem& problem, const DutyGrid& grid) {
    return std::ranges::all_of(list_linked_kinds(problem, grid), [&](std::uint64_t kinds) {
        return cells_of(problem, grid, kinds) <= solve_cells_most;
    });
}

/// Starts the state from a roster in which what the solver could plan keeps every rule.
/// @return yes: all of it does; no: some of it never can
SolverAnswer start_from_solver(const DutyProblem& problem, const DutyGrid& grid,
                               DutyAnneal& state) {
    DutyTable table = state.table();
    SolverAnswer all = SolverAnswer::yes;
    for (const std::uint64_t kinds : list_linked_kinds(problem, grid)) {
        if (cells_of(problem, grid, kinds) > solve_cells_most) {
            all = all == SolverAnswer::yes ? SolverAnswer::gave_up : all;
            continue;
        }
        // Arithmetic is quicker than the solver where there are too few people.
        SolverAnswer answer = calc_missing_by_mixes(problem, grid, kinds) > 0
                                  ? SolverAnswer::no
                                  : SolverAnswer::gave_up;
        for (const auto start : {SolverStart::near_table, SolverStart::anywhere})
            if (answer == SolverAnswer::gave_up)
                answer = solve_kinds(problem, grid, kinds, start, table);
        if (answer == SolverAnswer::no) all = answer;
        if (answer == SolverAnswer::gave_up && all == SolverAnswer::yes) all = answer;
    }
    if (check_table(problem, grid, table).size() < check_table(problem, grid, state.table()).size())
        state.fill_from(table);
    return all;
}

/// Rounds of growing length over all groups, each warmer start from the best so far.
std::int64_t anneal(const DutyProblem& problem, DutyAnneal& state, const DutyGrid& grid,
                    const DutySearch& search) {
    Draws draws(search.seed);
    std::vector<std::vector<int>> people(static_cast<std::size_t>(state.groups().count));
    for (int p = 0; p < grid.people; ++p)
        if (const int group = state.groups().group[static_cast<std::size_t>(p)]; group >= 0)
            people[static_cast<std::size_t>(group)].push_back(p);
    DutyTable best = state.all();
    double best_cost = state.total_cost();
    std::int64_t used = 0, per_cell = first_round_moves_per_cell;
    std::int64_t most = search.move_budget;
    bool is_asked = false;
    int quiet_rounds = 0;
    for (double heat = first_heat; used < most && !state.is_settled();
         heat = later_heat, per_cell *= round_growth) {
        for (const auto& group : people) {
            if (group.size() < 2 && state.open_cells().empty()) continue;
            GroupSearch one(state, grid, draws, group);
            const std::int64_t left = most - used;
            used += one.run(std::clamp<std::int64_t>(one.cell_count() * per_cell, 1,
                                                     std::max<std::int64_t>(left, 1)),
                            heat);
            if (used >= most) break;
        }
        if (people.empty()) break; // nobody may do anything
        const double cost = state.total_cost();
        quiet_rounds = cost < best_cost - least_gain ? 0 : quiet_rounds + 1;
        if (cost < best_cost)
            best = state.all();
        else
            state.restore_all(best);
        const bool is_broken = state.broken_cost() >= hard_floor_factor;
        if (!is_broken && quiet_rounds >= (used < long_round_moves ? quiet_rounds_most : 1)) break;
        if (is_broken) state.raise_hard_factor(hard_growth);
        if (is_broken && !is_asked && search.solver_tries_most > 0 &&
            used >= std::min(most, solve_after_moves)) {
            is_asked = true;
            const SolverAnswer answer = start_from_solver(problem, grid, state);
            // From here no step may break a rule; where one stays broken, few steps are left.
            if (answer == SolverAnswer::yes) state.raise_hard_factor(last_hard_factor);
            if (can_be_solved(problem, grid))
                most = used + std::min(search.move_budget, moves_after_solve);
            best = state.all();
        }
        best_cost = state.total_cost();
    }
    return used;
}

} // namespace

GeneratedRoster generate_roster(const DutyProblem& problem, const DutyGrid& grid,
                                const DutySearch& search) {
    DutyAnneal state(problem, grid);
    state.fill();
    GeneratedRoster made;
    made.move_count = anneal(problem, state, grid, search);
    made.table = state.table();
    made.roster = make_roster(problem, grid, made.table);
    made.violations = check_table(problem, grid, made.table);
    made.open = list_open(problem, grid, made.table);
    made.ledger = calc_ledger(problem, grid, made.table);
    return made;
}

sim::core::Result<GeneratedRoster> generate_roster(const DutyProblem& problem,
                                                   const DutySearch& search) {
    const auto grid = make_grid(problem);
    if (!grid) return tl::unexpected(grid.error());
    return generate_roster(problem, *grid, search);
}

} // namespace roster::schedule
