#include "roster/schedule/duty_counting_mixes.h"

#include <algorithm>
#include <cmath>
#include <coin/ClpSimplex.hpp>
#include <limits>
#include <map>
#include <numeric>

namespace roster::schedule {

namespace {

/// Prices of a shift left open are whole numbers up to this: what they prove is exact.
constexpr int price_most = 1'000;
constexpr int rounds_most = 80;

/// People who could change places for a whole month.
struct Alike {
    std::vector<std::uint64_t> allowed; ///< [days]
    std::vector<std::int8_t> fixed;     ///< [days]
    int count = 0;
};

/// The best month that one person can work at given prices, day by day over what counts of the
/// days before: the last shift while it still bars something, days in a row, and hours so far.
class BestMonth {
public:
    BestMonth(const DutyGrid& grid, std::uint64_t kinds, int most_min, int most_shifts)
        : grid_(grid) {
        int unit_min = 0;
        for (int k = 0; k < grid.kind_count(); ++k)
            if ((kinds >> k & 1u) != 0) {
                kinds_.push_back(k);
                unit_min = std::gcd(unit_min, kind(k).work_min);
            }
        by_hours_ = most_min > 0 && unit_min > 0;
        unit_min_ = std::max(1, unit_min);
        budget_ = by_hours_ ? most_min / unit_min_ : most_shifts;
        const GridRule& run = grid.rule(DutyRuleKind::run_days);
        run_most_ = run.holds() ? run.value : 0;
        since_most_ = std::max(1, grid.longest_gap_days - 1);
        states_ =
            (static_cast<int>(kinds_.size()) * since_most_ + 1) * (run_most_ + 1) * (budget_ + 1);
    }
    [[nodiscard]] std::int64_t calc_steps(int days) const {
        return static_cast<std::int64_t>(states_) * days *
               (static_cast<std::int64_t>(kinds_.size()) + 1);
    }
    /// @param prices [kinds looked at] @param counts [kinds looked at] of the best month
    int find(const Alike& one, std::span<const int> prices, std::vector<int>& counts) {
        const int days = static_cast<int>(one.allowed.size());
        constexpr int unreached = std::numeric_limits<int>::min();
        std::vector<int> now(static_cast<std::size_t>(states_), unreached), next;
        from_.assign(static_cast<std::size_t>(days) * now.size(), {});
        now[0] = 0;
        for (int day = 0; day < days; ++day) {
            next.assign(now.size(), unreached);
            for (int state = 0; state < states_; ++state)
                if (now[static_cast<std::size_t>(state)] != unreached)
                    step(one, day, state, now[static_cast<std::size_t>(state)], prices, next);
            now.swap(next);
        }
        counts.assign(kinds_.size(), 0);
        int state = static_cast<int>(std::ranges::max_element(now) - now.begin());
        const int best = now[static_cast<std::size_t>(state)];
        for (int day = days - 1; day >= 0; --day) {
            const From& from = from_[at(day, state)];
            if (from.kind >= 0) ++counts[static_cast<std::size_t>(from.kind)];
            state = from.state;
        }
        return best;
    }
    [[nodiscard]] const std::vector<int>& kinds() const noexcept { return kinds_; }

private:
    struct From {
        int state = 0, kind = -1;
    };
    [[nodiscard]] const GridKind& kind(int k) const {
        return grid_.kinds[static_cast<std::size_t>(k)];
    }
    [[nodiscard]] std::size_t at(int day, int state) const {
        return static_cast<std::size_t>(day) * static_cast<std::size_t>(states_) +
               static_cast<std::size_t>(state);
    }
    /// A state is (last, run, used); last: 0 free, or 1 + kind × since_most_ + days since, less 1.
    [[nodiscard]] int state_of(int last, int run, int used) const {
        return (last * (run_most_ + 1) + run) * (budget_ + 1) + used;
    }
    void reach(int day, int from, int kind, int state, int worth, std::vector<int>& next) {
        int& held = next[static_cast<std::size_t>(state)];
        if (worth <= held) return;
        held = worth;
        from_[at(day, state)] = {from, kind};
    }
    void step(const Alike& one, int day, int state, int worth, std::span<const int> prices,
              std::vector<int>& next) {
        const int used = state % (budget_ + 1);
        const int run = state / (budget_ + 1) % (run_most_ + 1);
        const int last = state / (budget_ + 1) / (run_most_ + 1);
        const int held = last == 0 ? -1 : (last - 1) / since_most_;
        const int since = last == 0 ? since_most_ + 1 : (last - 1) % since_most_ + 1;
        const int fixed = one.fixed[static_cast<std::size_t>(day)];
        if (fixed == not_fixed || fixed == off || !looks_at(fixed)) {
            // From the day after, nothing is barred any more.
            const int later = since >= since_most_ ? 0 : last + 1;
            reach(day, state, -1, state_of(later, 0, used), worth, next);
        }
        if (fixed == off) return;
        for (std::size_t i = 0; i < kinds_.size(); ++i) {
            const int k = kinds_[i];
            const int uses = used + (by_hours_ ? kind(k).work_min / unit_min_ : 1);
            const int runs = run_most_ > 0 ? run + 1 : 0;
            if (fixed != k) { // what is fixed stands, whatever it breaks
                if (fixed != not_fixed ||
                    (one.allowed[static_cast<std::size_t>(day)] >> k & 1u) == 0 || uses > budget_ ||
                    runs > run_most_ ||
                    (held >= 0 && grid_.gap(kinds_[static_cast<std::size_t>(held)], k) > since))
                    continue;
            }
            reach(day, state, static_cast<int>(i),
                  state_of(1 + static_cast<int>(i) * since_most_, std::min(runs, run_most_),
                           std::min(uses, budget_)),
                  worth + prices[i], next);
        }
    }
    [[nodiscard]] bool looks_at(int k) const {
        return std::ranges::find(kinds_, k) != kinds_.end();
    }

    const DutyGrid& grid_;
    std::vector<int> kinds_;
    bool by_hours_ = false;
    int unit_min_ = 1, budget_ = 0, run_most_ = 0, since_most_ = 1, states_ = 0;
    std::vector<From> from_; ///< [days][states]
};

std::vector<Alike> list_alike(const DutyGrid& grid, std::uint64_t kinds, int first, int last) {
    std::map<std::pair<std::vector<std::uint64_t>, std::vector<std::int8_t>>, int> counts;
    for (int p = 0; p < grid.people; ++p) {
        std::vector<std::uint64_t> allowed;
        std::vector<std::int8_t> fixed;
        bool able = false;
        for (int column = first; column <= last; ++column) {
            allowed.push_back(grid.allowed[grid.at(p, column)] & kinds);
            fixed.push_back(grid.fixed[grid.at(p, column)]);
            able = able || allowed.back() != 0 || fixed.back() >= 0;
        }
        if (able) ++counts[{allowed, fixed}];
    }
    std::vector<Alike> alike;
    for (const auto& [row, count] : counts)
        alike.push_back({row.first, row.second, count});
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
