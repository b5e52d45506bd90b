#include "roster/schedule/duty_repair.h"

#include "roster/schedule/duty_ledger.h"
#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>
#include <set>

namespace roster::schedule {

namespace {

/// Cells counted beyond the lower bound before the search is called hopeless.
constexpr int counted_most = 60;
/// Cells by which the bound rises at most.
constexpr int longest_step = 8;
/// Evenness: effort of one question, shifts that one person is counted up to, and how far behind
/// the others somebody counts. It is a wish, so it may end before it is proven.
constexpr int even_conflicts_most = 300, even_shifts_most = 6, even_ahead_most = 6;

std::pair<int, int> window_columns(const DutyGrid& grid, const RepairAsk& ask) {
    const int first = std::max(lead_days, grid.column(ask.from));
    return {first, std::min(lead_days + grid.days - 1, first + ask.window_days - 1)};
}

/// Costs by person and column, looked up once.
class ChangeCosts {
public:
    ChangeCosts(const DutyProblem& problem, const DutyGrid& grid, const RepairAsk& ask,
                const DutyRoster& roster)
        : grid_(grid), now_min_(domain::calc_days_between(problem.first_day, ask.today) * day_min +
                                ask.now_min) {
        for (const DutyCell& cell : roster)
            if (cell.state != CellState::planned) published_.insert(cell.day);
        for (const DutyAbsence& one : problem.absences) {
            if (one.kind == AbsenceKind::sick) continue;
            const auto at = std::ranges::find(problem.people, one.person_key, &DutyPerson::key);
            eves_.insert(
                {static_cast<int>(at - problem.people.begin()), grid.column(one.days.first) - 1});
        }
    }
    /// @param held what the cell was
    [[nodiscard]] int calc(int person, int column, int held) const {
        int cost = change_cost;
        const int begin_min =
            held == off ? (column - lead_days) * day_min : grid_.begin_min(column, held);
        if (published_.contains(grid_.date(column)) && begin_min - now_min_ < short_notice_min)
            cost += short_notice_cost;
        if (held == off && eves_.contains({person, column})) cost += leave_eve_cost;
        return cost;
    }

private:
    const DutyGrid& grid_;
    int now_min_;
    std::set<Date> published_;
    std::set<std::pair<int, int>> eves_;
};

/// Kinds that hang together with what somebody can no longer do in the window.
std::uint64_t find_touched_kinds(const DutyProblem& problem, const DutyGrid& grid,
                                 const DutyTable& table, int first, int last) {
    std::uint64_t hit = 0;
    for (int column = first; column <= last; ++column) {
        for (int p = 0; p < grid.people; ++p)
            if (const int k = table[grid.at(p, column)]; k != off && !grid.may(p, column, k))
                hit |= std::uint64_t{1} << k;
        for (int k = 0; k < grid.kind_count(); ++k) {
            int present = 0;
            for (int p = 0; p < grid.people; ++p)
                present += table[grid.at(p, column)] == k;
            if (present < grid.minimum[grid.need_at(column, k)]) hit |= std::uint64_t{1} << k;
        }
    }
    std::uint64_t touched = 0;
    for (const std::uint64_t kinds : list_linked_kinds(problem, grid))
        if ((kinds & hit) != 0) touched |= kinds;
    return touched;
}

/// Each person missing needs somebody who comes to that shift: nothing cheaper can exist.
/// @param price_of person, column, what the cell was -> what changing it counts
template <class PriceOf>
int calc_least(const DutyGrid& grid, const DutyTable& table, int first, int last,
               PriceOf price_of) {
    int least = 0;
    for (int column = first; column <= last; ++column)
        for (int k = 0; k < grid.kind_count(); ++k) {
            int able = 0;
            std::vector<int> prices;
            for (int p = 0; p < grid.people; ++p) {
                const int held = table[grid.at(p, column)];
                if (!grid.may(p, column, k)) continue;
                able += held == k;
                if (held != k) prices.push_back(price_of(p, column, held));
            }
            std::ranges::sort(prices);
            const int missing = grid.minimum[grid.need_at(column, k)] - able;
            for (int i = 0; i < std::min(missing, static_cast<int>(prices.size())); ++i)
                least += prices[static_cast<std::size_t>(i)];
        }
    return least;
}

/// Literals that say "this cell changed", with their costs; what must change anyway apart.
struct Changes {
    std::vector<int> literals, weights;
    int certain_cost = 0;
};
Changes list_changes(DutyClauses& clauses, const DutyGrid& grid, const DutyTable& table,
                     std::uint64_t kinds, int first, int last, const ChangeCosts& costs) {
    Changes changes;
    // Day by day: what the counter says of the days so far is what the solver learns from.
    for (int column = first; column <= last; ++column)
        for (int p = 0; p < grid.people; ++p) {
            const int held = table[grid.at(p, column)];
            if (held != off && (kinds >> held & 1u) == 0) continue;
            const int cost = costs.calc(p, column, held);
            if (held != off) {
                const int literal = clauses.literal(p, column, held);
                if (literal == 0 || !grid.may(p, column, held))
                    changes.certain_cost += cost;
                else {
                    clauses.prefer(literal);
                    changes.literals.push_back(-literal);
                    changes.weights.push_back(cost);
                }
                continue;
            }
            // Off before: one literal a kind is enough, at most one of them can be true.
            for (int k = 0; k < grid.kind_count(); ++k)
                if (const int literal = clauses.literal(p, column, k);
                    literal != 0 && grid.may(p, column, k)) {
                    clauses.prefer(-literal);
                    changes.literals.push_back(literal);
                    changes.weights.push_back(cost);
                }
        }
    return changes;
}

std::optional<DutyCell> cell_of(const DutyProblem& problem, const DutyGrid& grid, int person,
                                int column, int kind) {
    if (kind == off) return std::nullopt;
    const GridKind& one = grid.kinds[static_cast<std::size_t>(kind)];
    return DutyCell{problem.people[static_cast<std::size_t>(person)].key, grid.date(column),
                    problem.posts[static_cast<std::size_t>(one.post)].key,
                    problem.shifts[static_cast<std::size_t>(one.shift)].key, CellState::planned};
}

void list_changed(const DutyProblem& problem, const DutyGrid& grid, const DutyTable& before,
                  const ChangeCosts& costs, int first, int last, DutyRepair& repair) {
    repair.cost = 0;
    for (int column = first; column <= last; ++column)
        for (int p = 0; p < grid.people; ++p) {
            const int was = before[grid.at(p, column)], is = repair.table[grid.at(p, column)];
            if (was == is) continue;
            const int cost = costs.calc(p, column, was);
            repair.cost += cost;
            repair.changes.push_back({problem.people[static_cast<std::size_t>(p)].key,
                                      grid.date(column), cell_of(problem, grid, p, column, was),
                                      cell_of(problem, grid, p, column, is), cost});
        }
}

/// Who comes in, person by person, and how far ahead of a fair share each stands without that.
struct Newcomers {
    struct Cell {
        std::size_t at;
        int kind, literal;
    };
    std::vector<std::vector<Cell>> cells; ///< [people]
    std::vector<int> ahead_count;         ///< [people] whole shifts, 0: who has least
};
Newcomers list_newcomers(const DutyProblem& problem, DutyClauses& clauses, const DutyGrid& grid,
                         const DutyTable& table, int first, int last) {
    Newcomers all;
    DutyTable left = table; // who cannot stand a shift has not got it
    double least = std::numeric_limits<double>::max();
    for (int p = 0; p < grid.people; ++p) {
        all.cells.emplace_back();
        for (int column = first; column <= last; ++column) {
            const int held = table[grid.at(p, column)];
            if (held != off && !grid.may(p, column, held))
                left[grid.at(p, column)] = static_cast<std::int8_t>(off);
            for (int k = 0; held == off && k < grid.kind_count(); ++k)
                if (const int literal = clauses.literal(p, column, k);
                    literal != 0 && grid.may(p, column, k))
                    all.cells.back().push_back({grid.at(p, column), k, literal});
        }
    }
    const DutyLedger ledger = calc_ledger(problem, grid, left);
    const auto ahead = [&](int p) {
        return ledger.rows[static_cast<std::size_t>(p)].ahead_count[0];
    };
    for (int p = 0; p < grid.people; ++p)
        if (!all.cells[static_cast<std::size_t>(p)].empty()) least = std::min(least, ahead(p));
    for (int p = 0; p < grid.people; ++p)
        all.ahead_count.push_back(static_cast<int>(
            std::clamp(std::round(ahead(p) - least), 0.0, static_cast<double>(even_ahead_most))));
    return all;
}

/// Fewest changed cells by a bound that rises until it can be met and falls until it cannot; then,
/// with no more cells, less cost by a bound that falls until it cannot; then, at the same cost,
/// more evenly.
class FewestChanges {
public:
    FewestChanges(DutyClauses& clauses, const Changes& changes, DutyRepair& repair)
        : clauses_(clauses), changes_(changes), repair_(repair), active_(clauses.members().size()) {
        std::iota(active_.begin(), active_.end(), 0);
    }
    SolverAnswer ask(std::vector<int> also, int conflicts_most = repair_conflicts_most) {
        ++repair_.question_count;
        return clauses_.solve(active_, also, conflicts_most);
    }
    /// A table with fewest cells; nothing when none was found.
    std::optional<DutyTable> find_fewest(int least_count) {
        const std::vector<int> ones(changes_.literals.size(), 1);
        const auto sums =
            clauses_.make_counter(changes_.literals, ones, least_count + counted_most);
        const auto ask_at_most = [&](int bound) {
            bound_ = sums[static_cast<std::size_t>(bound + 1)];
            return ask(bounds());
        };
        // Refusals get dear towards the answer and tables stay cheap: up in steps, then down.
        const int highest = least_count + counted_most - 1;
        std::optional<DutyTable> found;
        for (int bound = least_count, step = 1; !found && bound <= highest; bound += step) {
            const SolverAnswer answer = ask_at_most(bound);
            if (answer == SolverAnswer::no) least_count = bound + 1;
            if (answer == SolverAnswer::yes) found = take_table();
            step = std::clamp(std::min(2 * step, highest - bound), 1, longest_step);
        }
        if (!found) return found;
        for (auto answer = SolverAnswer::yes;
             count_ > least_count && answer == SolverAnswer::yes;) {
            answer = ask_at_most(count_ - 1);
            if (answer == SolverAnswer::no) least_count = count_;
            if (answer == SolverAnswer::yes) found = take_table();
        }
        repair_.is_fewest = count_ == least_count;
        bound_ = sums[static_cast<std::size_t>(count_ + 1)];
        return found;
    }
    void make_cheapest(DutyTable& mended, int least_cost) {
        repair_.is_cheapest = true;
        int cost = cost_;
        least_cost = std::max(least_cost, count_ * change_cost);
        const auto sums = clauses_.make_counter(changes_.literals, changes_.weights, cost + 1);
        cost_bound_ = sums[static_cast<std::size_t>(cost) + 1];
        while (cost > least_cost) {
            auto also = bounds();
            also.push_back(-sums[static_cast<std::size_t>(cost)]);
            const SolverAnswer answer = ask(also);
            if (answer == SolverAnswer::gave_up) repair_.is_cheapest = false;
            if (answer != SolverAnswer::yes) return;
            mended = clauses_.table();
            cost = calc_cost();
            cost_bound_ = sums[static_cast<std::size_t>(cost) + 1];
        }
    }
    /// The squares of what people have more than the one with least, as small as is soon found: the
    /// n-th shift of somebody weighs as much as it adds to them.
    void make_evenest(DutyTable& mended, const Newcomers& newcomers) {
        std::vector<int> literals, weights;
        int come = 0;
        for (std::size_t p = 0; p < newcomers.cells.size(); ++p)
            come += count_in(newcomers, p, mended);
        const int most = std::min(come, even_shifts_most);
        for (std::size_t p = 0; p < newcomers.cells.size(); ++p) {
            std::vector<int> own;
            for (const Newcomers::Cell& one : newcomers.cells[p])
                own.push_back(one.literal);
            const auto sums = clauses_.make_counter(own, std::vector<int>(own.size(), 1), most);
            for (int n = 1; n <= most && n <= static_cast<int>(own.size()); ++n) {
                literals.push_back(sums[static_cast<std::size_t>(n)]);
                weights.push_back(2 * (newcomers.ahead_count[p] + n) - 1);
            }
        }
        int uneven = calc_uneven(newcomers, mended, most);
        if (come == 0 || uneven <= come) return;
        const auto sums = clauses_.make_counter(literals, weights, uneven);
        while (uneven > come) {
            auto also = bounds();
            also.push_back(-sums[static_cast<std::size_t>(uneven)]);
            if (ask(also, even_conflicts_most) != SolverAnswer::yes) return;
            mended = clauses_.table();
            uneven = calc_uneven(newcomers, mended, most);
        }
    }

private:
    [[nodiscard]] std::vector<int> bounds() const {
        std::vector<int> also;
        for (const int bound : {bound_, cost_bound_})
            if (bound != 0) also.push_back(-bound);
        return also;
    }
    [[nodiscard]] static int count_in(const Newcomers& newcomers, std::size_t person,
                                      const DutyTable& table) {
        int count = 0;
        for (const Newcomers::Cell& one : newcomers.cells[person])
            count += table[one.at] == one.kind;
        return count;
    }
    [[nodiscard]] static int calc_uneven(const Newcomers& newcomers, const DutyTable& table,
                                         int most) {
        int uneven = 0;
        for (std::size_t p = 0; p < newcomers.cells.size(); ++p)
            for (int n = 1; n <= std::min(count_in(newcomers, p, table), most); ++n)
                uneven += 2 * (newcomers.ahead_count[p] + n) - 1;
        return uneven;
    }
    /// After yes; what it changes and costs is kept, for a later no forgets it.
    DutyTable take_table() {
        count_ = static_cast<int>(std::ranges::count_if(
            changes_.literals, [&](int literal) { return clauses_.is_true(literal); }));
        cost_ = calc_cost();
        return clauses_.table();
    }
    [[nodiscard]] int calc_cost() const {
        int cost = 0;
        for (std::size_t i = 0; i < changes_.literals.size(); ++i)
            if (clauses_.is_true(changes_.literals[i])) cost += changes_.weights[i];
        return cost;
    }
    DutyClauses& clauses_;
    const Changes& changes_;
    DutyRepair& repair_;
    std::vector<int> active_;
    int bound_ = 0;            ///< literal of one cell too many; 0: there are not so many
    int cost_bound_ = 0;       ///< literal of one too much cost; 0: there is not so much
    int count_ = 0, cost_ = 0; ///< of the table with fewest cells
};

/// One window, on the roster as the windows before it left it.
DutyRepair repair_window(const DutyProblem& problem, const DutyGrid& grid, const DutyTable& before,
                         const DutyRoster& roster, const RepairAsk& ask) {
    const auto [first, last] = window_columns(grid, ask);
    DutyRepair repair;
    repair.table = before;
    repair.window_count = 1;
    const std::uint64_t kinds = find_touched_kinds(problem, grid, before, first, last);
    if (kinds == 0 || first > last) { // nobody is missing
        repair.answer = SolverAnswer::yes;
        repair.is_fewest = repair.is_cheapest = true;
        return repair;
    }
    const ChangeCosts costs(problem, grid, ask, roster);
    DutyClauses clauses(problem, grid, before, first, last, kinds, DutyClauses::Cover::firm);
    const Changes changes = list_changes(clauses, grid, before, kinds, first, last, costs);
    FewestChanges search(clauses, changes, repair);
    if (search.ask({}) == SolverAnswer::no) {
        repair.answer = SolverAnswer::no;
        return repair;
    }
    auto mended =
        search.find_fewest(calc_least(grid, before, first, last, [](int, int, int) { return 1; }));
    if (!mended) return repair;
    search.make_cheapest(
        *mended, calc_least(grid, before, first, last, [&](int person, int column, int held) {
            return costs.calc(person, column, held);
        }));
    search.make_evenest(*mended, list_newcomers(problem, clauses, grid, before, first, last));
    repair.answer = SolverAnswer::yes;
    for (int p = 0; p < grid.people; ++p)
        for (int column = first; column <= last; ++column) {
            const std::size_t at = grid.at(p, column);
            // Kinds not looked at stay as they were.
            if (before[at] == off || (kinds >> before[at] & 1u) != 0)
                repair.table[at] = (*mended)[at];
        }
    list_changed(problem, grid, before, costs, first, last, repair);
    return repair;
}

} // namespace

namespace {

/// The first day that a repair may touch: nothing that was changes any more.
Date first_free_day(const DutyProblem& problem, const RepairAsk& ask) {
    const Date open = std::max(ask.from, ask.today);
    return problem.frozen_until ? std::max(open, *problem.frozen_until + Days{1}) : open;
}

/// Takes a day out of an absence; what lies before and after it stays.
void cut_day(DutyProblem& problem, std::size_t absence, Date day) {
    const DutyAbsence whole = problem.absences[absence];
    problem.absences.erase(problem.absences.begin() + static_cast<std::ptrdiff_t>(absence));
    for (const DaySpan& part :
         {DaySpan{whole.days.first, day - Days{1}}, DaySpan{day + Days{1}, whole.days.last}})
        if (part.first <= part.last)
            problem.absences.push_back({whole.person_key, whole.kind, part, whole.reason});
}

} // namespace

DutyProblem make_repair_problem(DutyProblem problem, const RepairAsk& ask) {
    const Date first = first_free_day(problem, ask);
    const Date last = first + Days{ask.window_days - 1};
    std::erase_if(problem.fixed, [&](const DutyCell& cell) {
        return cell.state != CellState::frozen && cell.day >= first && cell.day <= last;
    });
    // A shift that has begun is taken as it was, whoever has fallen ill in it.
    for (const DutyCell& cell : problem.fixed)
        for (std::size_t i = 0; cell.day >= first && i < problem.absences.size(); ++i) {
            const DutyAbsence& one = problem.absences[i];
            if (one.kind == AbsenceKind::sick && one.person_key == cell.person_key &&
                one.days.first <= cell.day && cell.day <= one.days.last &&
                cell.state == CellState::frozen) {
                cut_day(problem, i, cell.day);
                break;
            }
        }
    return problem;
}

int calc_change_cost(const DutyProblem& problem, const DutyGrid& grid, const DutyTable& table,
                     const RepairAsk& ask, const DutyRoster& roster, const CellChange& change) {
    const int held = table[grid.at(change.person, change.column)];
    if (held == change.kind) return 0;
    return ChangeCosts(problem, grid, ask, roster).calc(change.person, change.column, held);
}

namespace {

sim::core::Result<DutyRepair> repair_days(const DutyProblem& asked, const DutyTable& before,
                                          const DutyRoster& roster, const RepairAsk& window) {
    const DutyProblem problem = make_repair_problem(asked, window);
    const auto grid = make_grid(problem);
    if (!grid) return tl::unexpected(grid.error());
    return repair_window(problem, *grid, before, roster, window);
}

sim::core::Result<DutyExplanation> explain_days(const DutyProblem& asked, const DutyTable& before,
                                                const RepairAsk& window) {
    const DutyProblem problem = make_repair_problem(asked, window);
    const auto grid = make_grid(problem);
    if (!grid) return tl::unexpected(grid.error());
    const auto [first, last] = window_columns(*grid, window);
    return explain_window(problem, *grid, before, {grid->date(first), grid->date(last)});
}

/// The window with so many days more before it, where they are free, and after it.
RepairAsk widen(const DutyProblem& problem, const RepairAsk& window, Date free_from, int margin) {
    RepairAsk wide = window;
    wide.from = std::max({free_from, problem.first_day, window.from - Days{margin}});
    const Date last =
        std::min(problem.last_day, window.from + Days{repair_window_days - 1 + margin});
    wide.window_days = domain::calc_days_between(wide.from, last) + 1;
    return wide;
}

/// A window that cannot be mended by itself with the days around it.
/// @param window becomes the one that was mended
/// @param narrow what came of the window
sim::core::Result<DutyRepair> repair_wider(const DutyProblem& asked, const DutyTable& before,
                                           const DutyRoster& roster, Date free_from,
                                           DutyRepair narrow, RepairAsk& window) {
    for (const int margin : repair_margins_days) {
        const RepairAsk wide = widen(asked, window, free_from, margin);
        auto one = repair_days(asked, before, roster, wide);
        if (!one) return one;
        one->question_count += narrow.question_count;
        if (one->answer == SolverAnswer::yes) {
            window = wide;
            return one;
        }
        narrow.answer = one->answer;
        narrow.question_count = one->question_count;
    }
    return narrow;
}

} // namespace

sim::core::Result<DutyRepair> repair_roster(const DutyProblem& asked, const DutyRoster& roster,
                                            const RepairAsk& ask) {
    DutyRepair all;
    all.is_fewest = all.is_cheapest = true;
    const auto grid = make_grid(asked);
    if (!grid) return tl::unexpected(grid.error());
    all.table = load_cells(asked, *grid, roster).table;
    const Date until = std::min(ask.until.value_or(ask.from), asked.last_day);
    RepairAsk window = ask;
    window.from = first_free_day(asked, ask);
    if (window.from > until && ask.until) {
        all.answer = SolverAnswer::yes;
        return all;
    }
    RepairAsk earliest = ask;
    earliest.from = ask.today;
    Date free_from = first_free_day(asked, earliest); // what is mended stays as it was mended
    do {
        auto one = repair_days(asked, all.table, roster, window);
        const bool is_stuck = one && one->answer == SolverAnswer::no;
        if (is_stuck)
            one = repair_wider(asked, all.table, roster, free_from, std::move(*one), window);
        if (!one) return one;
        all.answer = one->answer;
        all.is_fewest = all.is_fewest && one->is_fewest;
        all.is_cheapest = all.is_cheapest && one->is_cheapest;
        all.cost += one->cost;
        all.question_count += one->question_count;
        ++all.window_count;
        std::ranges::move(one->changes, std::back_inserter(all.changes));
        if (one->answer != SolverAnswer::yes) {
            all.stuck_on = window.from;
            if (!is_stuck) return all;
            auto why = explain_days(asked, all.table, window);
            if (!why) return tl::unexpected(why.error());
            all.explanation = std::move(*why);
            return all;
        }
        all.table = std::move(one->table);
        window.from += Days{window.window_days};
        window.window_days = repair_window_days;
        free_from = window.from;
    } while (window.from <= until);
    return all;
}

} // namespace roster::schedule
