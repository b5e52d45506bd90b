#include "roster/schedule/patterns/column_generator.h"
#include <algorithm>
#include <bit>

namespace roster::schedule::patterns {
namespace {

/// Share of the old prices in the prices asked for (docs/references.md#wentges-1997); 0.6-0.9 all
/// work.
constexpr double smoothing = 0.75;
/// Columns for each person that stay when the master is thinned out: a large master costs more than
/// pricing lines again. 10-25 work.
constexpr std::size_t columns_kept_each = 15;
/// A line must promise at least this much to enter the master; above the solver's tolerance.
constexpr double least_gain = 1e-6;

Prices mix(const Prices& centre, const Prices& fresh, double share) {
    Prices mixed = fresh;
    const auto blend = [&](std::vector<double>& to, const std::vector<double>& from) {
        for (std::size_t i = 0; i < to.size(); ++i)
            to[i] = round_price(share * (i < from.size() ? from[i] : 0) + (1 - share) * to[i]);
    };
    blend(mixed.rows, centre.rows);
    blend(mixed.sums, centre.sums);
    return mixed;
}

} // namespace

double round_up_bound(double bound) {
    return std::ceil(bound);
}

ColumnGenerator::ColumnGenerator(const PatternModel& model, Budget& budget)
    : model_(model), budget_(budget), master_(model), pricer_(model),
      most_columns_(columns_kept_each * static_cast<std::size_t>(std::max(model.people(), 10))) {
    centre_.rows.assign(model.rows.size(), 0);
}

Restriction ColumnGenerator::root() const {
    return {model_.allowed, {}};
}

PricedLine ColumnGenerator::price(const Restriction& restriction, const Prices& prices,
                                  int person) {
    const auto before = pricer_.work();
    auto found = pricer_.price(person, prices.rows, &restriction.allowed[person * model_.days]);
    budget_.add_work(pricer_.work() - before);
    return found;
}

ColumnGenerator::FirstLines ColumnGenerator::give_everyone_a_line(const Restriction& restriction) {
    std::vector<char> has_line(model_.people(), 0);
    for (const auto& column : master_.columns())
        if (!has_line[column.person] &&
            allows(restriction, model_.days, column.person, column.line))
            has_line[column.person] = 1;
    for (int p = 0; p < model_.people(); ++p) {
        if (has_line[p]) continue;
        const auto found = price(restriction, centre_, p);
        if (found.line.empty())
            return found.bound == no_line_cost ? FirstLines::impossible : FirstLines::not_found;
        master_.add_column(p, found.line);
    }
    return FirstLines::given;
}

double ColumnGenerator::calc_price_bound(const Restriction& restriction,
                                         const Prices& prices) const {
    // Lagrange function without the people's part; signs of sums that do not fit are left out.
    double bound = 0;
    std::vector<double> missing_cost(model_.rows.size());
    for (std::size_t r = 0; r < model_.rows.size(); ++r)
        missing_cost[r] = model_.rows[r].under_weight - prices.rows[r];
    for (const auto& limit : restriction.sums) {
        const double price = prices.sums[limit.sum];
        const double at = price > 0 ? limit.low : limit.high;
        if (price == 0 || std::abs(at) > max_total_cost) continue;
        bound += price * at;
        for (const int row : master_.sums()[limit.sum])
            missing_cost[row] -= price;
    }
    const double most_over = model_.people();
    for (std::size_t r = 0; r < model_.rows.size(); ++r) {
        const auto& row = model_.rows[r];
        bound += prices.rows[r] * row.need + std::min(0.0, missing_cost[r]) * row.need +
                 std::min(0.0, row.over_weight + prices.rows[r]) * most_over;
    }
    return bound;
}

ColumnGenerator::Turn ColumnGenerator::price_everyone(const Restriction& restriction,
                                                      const Prices& prices) {
    Turn turn{calc_price_bound(restriction, prices), false};
    const auto fresh = master_.prices();
    for (int p = 0; p < model_.people(); ++p) {
        if (budget_.limit_cpu_s() <= budget_.used_cpu_s()) // a turn may be long
            return {-no_line_cost, false};
        const auto found = price(restriction, prices, p);
        turn.bound += found.bound;
        if (found.line.empty()) continue;
        double reduced = calc_line_cost(model_, p, found.line) - master_.line_price(p);
        for (int day = 0; day < model_.days; ++day)
            if (const int row = model_.row_of[day * model_.choice_count + found.line[day] + 1];
                row >= 0)
                reduced -= fresh.rows[row];
        if (reduced < -least_gain && master_.add_column(p, found.line)) turn.has_new = true;
    }
    return turn;
}

bool ColumnGenerator::is_over(const Stop& stop) const {
    return budget_.is_used(stop.at_budget_share);
}

Relaxation ColumnGenerator::solve(const Restriction& restriction, const Stop& stop) {
    Relaxation result;
    const auto first = give_everyone_a_line(restriction);
    if (first == FirstLines::impossible) result.bound = no_line_cost;
    if (first != FirstLines::given) return result;
    double share = smoothing;
    if (is_over(stop)) return result;
    for (int turn = 0;; ++turn) {
        std::int64_t work = 0;
        master_.restrict_to(restriction);
        result.is_usable = master_.solve(budget_.left_cpu_s(), work);
        budget_.add_work(work);
        if (!result.is_usable || turn >= stop.after_turns || is_over(stop)) return result;
        if (master_.columns().size() > 2 * most_columns_) master_.forget_columns(most_columns_);
        const auto fresh = master_.prices();
        const auto asked = mix(centre_, fresh, share);
        const auto priced = price_everyone(restriction, asked);
        if (priced.bound > result.bound) {
            result.bound = priced.bound;
            centre_ = asked;
        }
        if (round_up_bound(result.bound) >= stop.at_bound) return result;
        if (is_over(stop)) return result;
        if (priced.has_new) {
            share = smoothing;
        } else if (share > 0) {
            share = share > 0.3 ? share / 2 : 0; // ask nearer to the master's own prices
        } else {
            result.is_converged = true;
            return result;
        }
    }
}

} // namespace roster::schedule::patterns
