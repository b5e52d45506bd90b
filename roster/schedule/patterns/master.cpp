#include "roster/schedule/patterns/master.h"
#include <algorithm>
#include <cmath>
#include <coin/ClpSimplex.hpp>
#include <numeric>

namespace roster::schedule::patterns {
namespace {

/// Excess over a bounded sum costs this many times the dearest missing person: enough to be
/// avoided, small enough for the solver's tolerances. The bound of a node stays true at any value.
constexpr double excess_factor = 5;
/// Reduced costs nearer to zero than this are left alone; Clp's own default.
constexpr double dual_tolerance = 1e-7;

std::uint64_t hash_line(int person, const Line& line) {
    std::uint64_t hash = 14695981039346656037ULL + static_cast<std::uint64_t>(person);
    for (const auto shift : line) // FNV-1a
        hash = (hash ^ static_cast<std::uint8_t>(shift)) * 1099511628211ULL;
    return hash;
}

} // namespace

Master::Master(const PatternModel& model) : model_(model), lp_(std::make_unique<ClpSimplex>()) {
    lp_->setLogLevel(0);
    lp_->setDualTolerance(dual_tolerance);
    lp_->scaling(0); // every entry is 1 or -1
    lp_->resize(static_cast<int>(model.rows.size()) + model.people(), 0);
    double dearest = 1;
    const double none_more = model.people();
    for (std::size_t r = 0; r < model.rows.size(); ++r) {
        const auto& row = model.rows[r];
        dearest = std::max(dearest, row.under_weight);
        lp_->setRowBounds(static_cast<int>(r), row.need, row.need);
    }
    for (int p = 0; p < model.people(); ++p)
        lp_->setRowBounds(static_cast<int>(model.rows.size()) + p, 1, 1);
    for (const double sign : {1.0, -1.0})
        for (std::size_t r = 0; r < model.rows.size(); ++r) {
            const auto& row = model.rows[r];
            const int at = static_cast<int>(r);
            lp_->addColumn(1, &at, &sign, 0, sign > 0 ? row.need : none_more,
                           sign > 0 ? row.under_weight : row.over_weight);
        }
    excess_cost_ = excess_factor * dearest;
}

Master::~Master() = default;

bool Master::add_column(int person, const Line& line) {
    auto& same = known_[hash_line(person, line)];
    for (const int at : same)
        if (columns_[at].person == person && columns_[at].line == line) return false;
    std::vector<int> rows;
    for (int day = 0; day < model_.days; ++day)
        if (const int row = model_.row_of[day * model_.choice_count + line[day] + 1]; row >= 0)
            rows.push_back(row);
    rows.push_back(static_cast<int>(model_.rows.size()) + person);
    const std::vector<double> ones(rows.size(), 1.0);
    const double cost = calc_line_cost(model_, person, line);
    same.push_back(static_cast<int>(columns_.size()));
    columns_.push_back({person, line, cost});
    is_allowed_.push_back(1);
    lp_at_.push_back(lp_->numberColumns());
    lp_->addColumn(static_cast<int>(rows.size()), rows.data(), ones.data(), 0, COIN_DBL_MAX, cost);
    return true;
}

int Master::sum_of(const std::vector<int>& rows) {
    const auto found = std::find(sums_.begin(), sums_.end(), rows);
    if (found != sums_.end()) return static_cast<int>(found - sums_.begin());
    const std::vector<double> ones(rows.size(), 1.0);
    lp_->addRow(static_cast<int>(rows.size()), rows.data(), ones.data(), -COIN_DBL_MAX,
                COIN_DBL_MAX);
    const int at = lp_->numberRows() - 1;
    const double minus_one = -1;
    lp_->addColumn(1, &at, &minus_one, 0, COIN_DBL_MAX, excess_cost_);
    sums_.push_back(rows);
    return static_cast<int>(sums_.size()) - 1;
}

bool allows(const Restriction& restriction, int days, int person, const Line& line) {
    const auto* allowed = &restriction.allowed[static_cast<std::size_t>(person) * days];
    for (int day = 0; day < days; ++day)
        if ((allowed[day] >> (line[day] + 1) & 1) == 0) return false;
    return true;
}

void Master::restrict_to(const Restriction& restriction) {
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        const bool may = allows(restriction, model_.days, columns_[c].person, columns_[c].line);
        if (may == (is_allowed_[c] != 0)) continue;
        is_allowed_[c] = may;
        bounds_moved_ = true;
        lp_->setColumnUpper(lp_at_[c], may ? COIN_DBL_MAX : 0);
    }
    const int first_sum = static_cast<int>(model_.rows.size()) + model_.people();
    for (int s = 0; s < static_cast<int>(sums_.size()); ++s) {
        double low = -COIN_DBL_MAX, high = COIN_DBL_MAX;
        for (const auto& bound : restriction.sums)
            if (bound.sum == s) {
                low = bound.low;
                high = bound.high;
            }
        const int row = first_sum + s;
        if (lp_->getRowLower()[row] == low && lp_->getRowUpper()[row] == high) continue;
        lp_->setRowBounds(row, low, high);
        bounds_moved_ = true;
    }
}

bool Master::solve(double most_cpu_s, std::int64_t& work) {
    lp_->setMaximumIterations(lp_->numberRows() * 200 + 10'000); // never reached in a sound program
    lp_->setMaximumSeconds(std::isfinite(most_cpu_s) ? std::max(most_cpu_s, 0.0) : -1);
    // Bounds alone leave the last basis dual feasible, new columns leave it primal feasible.
    if (bounds_moved_)
        lp_->dual();
    else
        lp_->primal();
    bounds_moved_ = false;
    work += static_cast<std::int64_t>(lp_->numberIterations()) * lp_->numberRows();
    return lp_->status() == 0;
}

double Master::objective() const {
    return lp_->objectiveValue();
}

Prices Master::prices() const {
    const double* dual = lp_->getRowPrice();
    const auto rows = model_.rows.size();
    const double* sums = dual + rows + model_.people();
    return {{dual, dual + rows}, {sums, sums + sums_.size()}};
}

double Master::line_price(int person) const {
    return lp_->getRowPrice()[model_.rows.size() + person];
}

double Master::column_value(int column) const {
    return lp_->getColSolution()[lp_at_[column]];
}

double Master::missing(int row) const {
    return lp_->getColSolution()[row];
}

double Master::reduced_cost(int column) const {
    return lp_->getReducedCost()[lp_at_[column]];
}

void Master::forget_columns(std::size_t keep) {
    if (columns_.size() <= keep) return;
    std::vector<int> order(columns_.size());
    std::iota(order.begin(), order.end(), 0);
    const auto rank = [&](int c) {
        const bool basic = lp_->getColumnStatus(lp_at_[c]) == ClpSimplex::basic;
        return basic ? -1e30 : reduced_cost(c);
    };
    std::vector<double> ranks(columns_.size());
    for (const int c : order)
        ranks[c] = rank(c);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return ranks[a] < ranks[b]; });
    std::vector<int> dropped(order.begin() + static_cast<std::ptrdiff_t>(keep), order.end());
    std::erase_if(dropped, [&](int c) { return ranks[c] < 0; });
    std::vector<char> is_dropped(columns_.size(), 0);
    std::vector<int> lp_dropped;
    for (const int c : dropped) {
        is_dropped[c] = 1;
        lp_dropped.push_back(lp_at_[c]);
    }
    std::sort(lp_dropped.begin(), lp_dropped.end());
    lp_->deleteColumns(static_cast<int>(lp_dropped.size()), lp_dropped.data());
    known_.clear();
    std::size_t kept = 0;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        if (is_dropped[c]) continue;
        const auto before =
            std::lower_bound(lp_dropped.begin(), lp_dropped.end(), lp_at_[c]) - lp_dropped.begin();
        lp_at_[kept] = lp_at_[c] - static_cast<int>(before);
        is_allowed_[kept] = is_allowed_[c];
        if (kept != c) columns_[kept] = std::move(columns_[c]);
        known_[hash_line(columns_[kept].person, columns_[kept].line)].push_back(
            static_cast<int>(kept));
        ++kept;
    }
    columns_.resize(kept);
    lp_at_.resize(kept);
    is_allowed_.resize(kept);
}

} // namespace roster::schedule::patterns
