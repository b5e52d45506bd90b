#include "roster/schedule/duty_counting_mixes.h"

#include <algorithm>
#include <cmath>
#include <coin/ClpSimplex.hpp>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>

namespace roster::schedule {

namespace {

/// Prices of a shift left open are whole numbers up to this: what they prove is exact.
constexpr int price_most = 1'000;
constexpr int rounds_most = 80;

/// People who could change places for a whole month.
struct Alike {
    std::vector<std::uint64_t> allowed; ///< [days]
    std::vector<std::int8_t> fixed;     ///< [days]
    int most_shifts = 0;
    int count = 0;
};

/// The best month that one person can work at given prices, day by day over what counts of the
/// days before: the last shift while it still bars something, days in a row, and hours so far.
class BestMonth {
public:
    BestMonth(const DutyGrid& grid, std::uint64_t kinds, int most_min, int most_shifts) {
        int unit_min = 0, longest_min = 0;
        for (int k = 0; k < grid.kind_count(); ++k)
            if ((kinds >> k & 1u) != 0) {
                kinds_.push_back(k);
                const int work_min = grid.kinds[static_cast<std::size_t>(k)].work_min;
                unit_min = std::gcd(unit_min, work_min);
                longest_min = std::max(longest_min, work_min);
            }
        by_hours_ = most_min > 0 && unit_min > 0;
        budget_ = by_hours_ ? most_min / unit_min : most_shifts;
        longest_units_ = by_hours_ ? longest_min / unit_min : 1;
        for (const int k : kinds_)
            units_.push_back(by_hours_ ? grid.kinds[static_cast<std::size_t>(k)].work_min / unit_min
                                       : 1);
        const GridRule& run = grid.rule(DutyRuleKind::run_days);
        run_most_ = run.holds() ? run.value : 0;
        list_lasts(grid);
        states_ = static_cast<int>(open_after_.size()) * (run_most_ + 1) * (budget_ + 1);
    }
    [[nodiscard]] std::int64_t calc_steps(int days) const {
        return static_cast<std::int64_t>(states_) * days *
               (static_cast<std::int64_t>(kinds_.size()) + 1);
    }
    /// @param prices [kinds looked at] @param counts [kinds looked at] of the best month
    int find(const Alike& one, std::span<const int> prices, std::vector<int>& counts) {
        const int days = static_cast<int>(one.allowed.size());
        cap_ = static_cast<int>(std::min<std::int64_t>(
            budget_, static_cast<std::int64_t>(one.most_shifts) * longest_units_));
        worth_.assign(static_cast<std::size_t>(days + 1) * static_cast<std::size_t>(states_),
                      unreached);
        worth_[0] = 0;
        for (int day = 0; day < days; ++day)
            for (const Move& move : list_moves(one, day))
                push(day, move, move.kind < 0 ? 0 : prices[static_cast<std::size_t>(move.kind)]);
        counts.assign(kinds_.size(), 0);
        const int* last = row(days, 0, 0);
        int state = static_cast<int>(std::max_element(last, last + states_) - last);
        const int best = last[state];
        for (int day = days - 1; day >= 0; --day) {
            const auto [from, kind] = find_before(one, day, state, prices);
            if (kind >= 0) ++counts[static_cast<std::size_t>(kind)];
            state = from;
        }
        return best;
    }
    [[nodiscard]] const std::vector<int>& kinds() const noexcept { return kinds_; }

private:
    static constexpr int unreached = std::numeric_limits<int>::min() / 2;
    /// From days after one shift, with a run behind them, to a day of another or of rest.
    struct Move {
        int last, run, next_last, next_run, units;
        int kind;       ///< index in kinds_; -1: rest
        bool is_forced; ///< fixed: it stands, whatever it breaks
    };
    /// What a day may be after what was before: kinds that bar the same are one, and what bars
    /// nothing any more is like a rest.
    void list_lasts(const DutyGrid& grid) {
        const auto bars_after = [&](int k, int since) {
            std::uint64_t open = 0;
            for (std::size_t i = 0; i < kinds_.size(); ++i)
                if (grid.gap(k, kinds_[i]) <= since) open |= std::uint64_t{1} << i;
            return open;
        };
        const std::uint64_t all =
            kinds_.size() == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << kinds_.size()) - 1;
        open_after_ = {all};
        later_ = {0};
        std::map<std::vector<std::uint64_t>, int> known;
        for (const int k : kinds_) {
            std::vector<std::uint64_t> open;
            while (bars_after(k, static_cast<int>(open.size()) + 1) != all)
                open.push_back(bars_after(k, static_cast<int>(open.size()) + 1));
            const auto [at, is_new] = known.insert({open, static_cast<int>(open_after_.size())});
            for (std::size_t i = 0; is_new && i < open.size(); ++i) {
                open_after_.push_back(open[i]);
                later_.push_back(i + 1 < open.size() ? static_cast<int>(later_.size()) + 1 : 0);
            }
            after_.push_back(open.empty() ? 0 : at->second);
        }
    }
    [[nodiscard]] int* row(int day, int last, int run) {
        return worth_.data() + static_cast<std::ptrdiff_t>(day) * states_ +
               static_cast<std::ptrdiff_t>(last * (run_most_ + 1) + run) * (budget_ + 1);
    }
    std::vector<Move> list_moves(const Alike& one, int day) const {
        const int fixed = one.fixed[static_cast<std::size_t>(day)];
        const auto at = std::ranges::find(kinds_, fixed);
        const bool is_forced = fixed >= 0 && at != kinds_.end();
        std::vector<Move> moves;
        for (int last = 0; last < static_cast<int>(open_after_.size()); ++last)
            for (int run = 0; run <= run_most_; ++run) {
                if (!is_forced)
                    moves.push_back(
                        {last, run, later_[static_cast<std::size_t>(last)], 0, 0, -1, false});
                for (std::size_t i = 0; i < kinds_.size(); ++i) {
                    const bool is_fixed = is_forced && fixed == kinds_[i];
                    const bool is_open =
                        fixed == not_fixed &&
                        (one.allowed[static_cast<std::size_t>(day)] >> kinds_[i] & 1u) != 0 &&
                        (open_after_[static_cast<std::size_t>(last)] >> i & 1u) != 0 &&
                        (run_most_ == 0 || run < run_most_);
                    if (is_fixed || is_open)
                        moves.push_back({last, run, after_[i], std::min(run + 1, run_most_),
                                         units_[i], static_cast<int>(i), is_fixed});
                }
            }
        return moves;
    }
    /// One move from every number of hours at once.
    void push(int day, const Move& move, int price) {
        const int* from = row(day, move.last, move.run);
        int* to = row(day + 1, move.next_last, move.next_run);
        const int most = cap_ - move.units;
        for (int used = 0; used <= most; ++used)
            to[used + move.units] = std::max(to[used + move.units], from[used] + price);
        for (int used = std::max(0, most + 1); move.is_forced && used <= cap_; ++used)
            to[cap_] = std::max(to[cap_], from[used] + price);
    }
    /// A state of the day before from which this one is worth what it is, and the shift between.
    std::pair<int, int> find_before(const Alike& one, int day, int state,
                                    std::span<const int> prices) {
        const int used = state % (budget_ + 1), block = state / (budget_ + 1);
        const int worth = row(day + 1, 0, 0)[state];
        for (const Move& move : list_moves(one, day)) {
            if (move.next_last * (run_most_ + 1) + move.next_run != block) continue;
            const int price = move.kind < 0 ? 0 : prices[static_cast<std::size_t>(move.kind)];
            const int most = move.is_forced && used == cap_ ? cap_ : used - move.units;
            for (int from = std::max(0, used - move.units); from <= most; ++from)
                if (row(day, move.last, move.run)[from] + price == worth)
                    return {(move.last * (run_most_ + 1) + move.run) * (budget_ + 1) + from,
                            move.kind};
        }
        return {0, -1}; // no way here: never of the best month
    }

    std::vector<int> kinds_, units_;
    std::vector<int> after_; ///< [kinds looked at] what the next day comes after; 0: nothing
    std::vector<std::uint64_t> open_after_; ///< bits of kinds_
    std::vector<int> later_;                ///< a day of rest further
    bool by_hours_ = false;
    int budget_ = 0, cap_ = 0, longest_units_ = 1, run_most_ = 0, states_ = 0;
    std::vector<int> worth_; ///< [days + 1][last][run][used]
};

std::vector<Alike> list_alike(const DutyGrid& grid, std::uint64_t kinds, int first, int last) {
    std::map<std::tuple<std::vector<std::uint64_t>, std::vector<std::int8_t>, int>, int> counts;
    for (int p = 0; p < grid.people; ++p) {
        std::vector<std::uint64_t> allowed;
        std::vector<std::int8_t> fixed;
        bool able = false;
        for (int column = first; column <= last; ++column) {
            allowed.push_back(grid.allowed[grid.at(p, column)] & kinds);
            fixed.push_back(grid.fixed[grid.at(p, column)]);
            able = able || allowed.back() != 0 || fixed.back() >= 0;
        }
        if (able) ++counts[{allowed, fixed, grid.most_month_shifts[static_cast<std::size_t>(p)]}];
    }
    std::vector<Alike> alike;
    for (const auto& [row, count] : counts)
        alike.push_back({std::get<0>(row), std::get<1>(row), std::get<2>(row), count});
    return alike;
}

/// Least that stays open, by columns made where the prices of open shifts ask for them.
class MonthShares {
public:
    MonthShares(const std::vector<Alike>& alike, BestMonth& best, const std::vector<int>& needs)
        : alike_(alike), best_(best), needs_(needs) {
        lp_.setLogLevel(0);
        const int kinds = static_cast<int>(needs.size()),
                  rows = kinds + static_cast<int>(alike.size());
        lp_.resize(rows, 0);
        for (int k = 0; k < kinds; ++k) {
            lp_.setRowBounds(k, needs[static_cast<std::size_t>(k)], COIN_DBL_MAX);
            const double one = 1.0;
            lp_.addColumn(1, &k, &one, 0.0, COIN_DBL_MAX, 1.0);
        }
        for (std::size_t a = 0; a < alike.size(); ++a)
            lp_.setRowBounds(kinds + static_cast<int>(a), -COIN_DBL_MAX, alike[a].count);
    }
    int calc_missing(std::int64_t& steps_left) {
        int missing = 0;
        const std::int64_t steps = best_.calc_steps(static_cast<int>(alike_[0].allowed.size())) *
                                   static_cast<std::int64_t>(alike_.size());
        for (int round = 0; round < rounds_most && steps_left >= steps; ++round) {
            lp_.dual();
            if (lp_.status() != 0 || lp_.objectiveValue() <= nothing) return missing;
            steps_left -= steps;
            bool added = false;
            missing = std::max(missing, price(added));
            if (!added || missing >= std::ceil(lp_.objectiveValue() - nothing)) break;
        }
        return missing;
    }

private:
    static constexpr double nothing = 1e-6;
    /// What the prices prove, whatever the program's rounding: each group's best month is exact.
    int price(bool& added) {
        const int kinds = static_cast<int>(needs_.size());
        const double* duals = lp_.getRowPrice();
        std::vector<int> prices;
        std::int64_t open = 0;
        for (int k = 0; k < kinds; ++k) {
            prices.push_back(static_cast<int>(
                std::clamp(std::lround(duals[k] * price_most), 0L, static_cast<long>(price_most))));
            open += static_cast<std::int64_t>(prices.back()) * needs_[static_cast<std::size_t>(k)];
        }
        for (std::size_t a = 0; a < alike_.size(); ++a) {
            std::vector<int> counts;
            const int worth = best_.find(alike_[a], prices, counts);
            open -= static_cast<std::int64_t>(worth) * alike_[a].count;
            double gained = duals[kinds + static_cast<int>(a)];
            for (int k = 0; k < kinds; ++k)
                gained += duals[k] * counts[static_cast<std::size_t>(k)];
            if (gained <= nothing) continue;
            added = true;
            std::vector<int> rows{kinds + static_cast<int>(a)};
            std::vector<double> values{1.0};
            for (int k = 0; k < kinds; ++k)
                if (counts[static_cast<std::size_t>(k)] > 0) {
                    rows.push_back(k);
                    values.push_back(counts[static_cast<std::size_t>(k)]);
                }
            lp_.addColumn(static_cast<int>(rows.size()), rows.data(), values.data(), 0.0,
                          COIN_DBL_MAX, 0.0);
        }
        return open <= 0 ? 0 : static_cast<int>((open + price_most - 1) / price_most);
    }
    const std::vector<Alike>& alike_;
    BestMonth& best_;
    const std::vector<int>& needs_;
    ClpSimplex lp_;
};

} // namespace

int calc_missing_by_mixes(const DutyProblem& problem, const DutyGrid& grid, std::uint64_t kinds) {
    int missing = 0, most_min = 0;
    std::int64_t steps_left = mixes_steps_most;
    if (problem.hours.period == HoursPeriod::month && !grid.period_most_min.empty())
        most_min = grid.period_most_min.front();
    if (const GridRule& rule = grid.rule(DutyRuleKind::month_work_min); rule.holds())
        most_min = most_min == 0 ? rule.value : std::min(most_min, rule.value);
    for (const DaySpan& month : grid.months) {
        const int first = std::max(lead_days, grid.column(month.first));
        const int last = std::min(lead_days + grid.days - 1, grid.column(month.last));
        if (first > last) continue;
        const GridRule& shifts = grid.rule(DutyRuleKind::month_shifts);
        BestMonth best(grid, kinds, most_min,
                       shifts.holds() ? std::min(shifts.value, last - first + 1)
                                      : last - first + 1);
        std::vector<int> needs(best.kinds().size(), 0);
        for (int column = first; column <= last; ++column)
            for (std::size_t i = 0; i < needs.size(); ++i)
                needs[i] += grid.minimum[grid.need_at(column, best.kinds()[i])];
        const std::vector<Alike> alike = list_alike(grid, kinds, first, last);
        if (alike.empty()) {
            missing += std::accumulate(needs.begin(), needs.end(), 0);
            continue;
        }
        missing += MonthShares(alike, best, needs).calc_missing(steps_left);
    }
    return missing;
}

} // namespace roster::schedule
