// What a row of the annealed table costs: the second half of duty_anneal.h.
#include "roster/schedule/duty_anneal.h"

#include <algorithm>
#include <cmath>

namespace roster::schedule {

namespace {
constexpr int no_limit = 1 << 20;
constexpr double half = 0.5;
int limit_of(const GridRule& rule) {
    return rule.holds() ? rule.value : no_limit;
}
} // namespace

double DutyAnneal::sequence_cost(int row, int first, int last) const {
    const int run_limit = limit_of(grid_.rule(DutyRuleKind::run_days));
    const int night_limit = limit_of(grid_.rule(DutyRuleKind::run_nights));
    const std::int8_t* cells = table_.data() + grid_.at(row, 0);
    const int begin = std::max(0, first - reach_), end = std::min(grid_.width - 1, last + reach_);
    int broken = 0, run = 0, nights = 0, before = -1;
    for (int column = begin; column <= end; ++column) {
        const int kind = cells[column];
        if (kind == off) {
            run = nights = 0;
            continue;
        }
        ++run;
        nights = grid_.kinds[static_cast<std::size_t>(kind)].night ? nights + 1 : 0;
        if (column >= first) {
            broken += run > run_limit;
            broken += nights > night_limit;
            broken += before >= 0 && column - before < grid_.gap(cells[before], kind);
        }
        before = column;
    }
    return broken * hard_factor_;
}

double DutyAnneal::month_cost(int row, int month) const {
    const std::size_t at = month_at(row, month);
    const int over = month_shifts_[at] - grid_.most_month_shifts[static_cast<std::size_t>(row)];
    double cost = over > 0 ? over * hard_factor_ : 0.0;
    const GridRule& most = grid_.rule(DutyRuleKind::month_work_min);
    if (most.holds() && month_min_[at] > most.value)
        cost += hard_factor_ * (1.0 + (month_min_[at] - most.value) / static_cast<double>(day_min));
    return cost;
}

double DutyAnneal::year_cost(int row, int year) const {
    const GridRule& most = grid_.rule(DutyRuleKind::year_work_min);
    const int got = year_min_[static_cast<std::size_t>(row * 3 + year)];
    if (!most.holds() || got <= most.value) return 0.0;
    return hard_factor_ * (1.0 + (got - most.value) / static_cast<double>(day_min));
}

double DutyAnneal::period_cost(int row, int period) const {
    const std::size_t periods = grid_.period_most_min.size();
    const int most = grid_.period_most_min[static_cast<std::size_t>(period)];
    const int got =
        period_min_[static_cast<std::size_t>(row) * periods + static_cast<std::size_t>(period)];
    if (got <= most) return 0.0;
    return hard_factor_ * (1.0 + (got - most) / static_cast<double>(day_min));
}

double DutyAnneal::share_cost(int row) const {
    const Counts& mine = counts_[static_cast<std::size_t>(row)];
    const auto& fair = fair_[static_cast<std::size_t>(row)];
    double cost = 0.0;
    for (std::size_t s = 0; s < share_kinds; ++s) {
        const double ahead = mine.share[s] - fair[s];
        cost += ahead * ahead;
    }
    return cost * fair_factor * half;
}

double DutyAnneal::counts_cost(int row, int first, int last) const {
    double cost = share_cost(row);
    const int last_month = grid_.month[static_cast<std::size_t>(last)];
    for (int month = grid_.month[static_cast<std::size_t>(first)]; month <= last_month; ++month)
        cost += month_cost(row, month);
    const int base = grid_.year[lead_days];
    const int last_year = grid_.year[static_cast<std::size_t>(last)] - base;
    for (int year = grid_.year[static_cast<std::size_t>(first)] - base; year <= last_year; ++year)
        cost += year_cost(row, year);
    if (period_min_.empty()) return cost;
    const int last_period = grid_.period[static_cast<std::size_t>(last)];
    for (int period = grid_.period[static_cast<std::size_t>(first)]; period <= last_period;
         ++period)
        cost += period_cost(row, period);
    return cost;
}

double DutyAnneal::wish_cost(int row, int first, int last) const {
    double cost = 0.0;
    for (const int i : wishes_[static_cast<std::size_t>(row)]) {
        const DutyRequest& wish = problem_.requests[static_cast<std::size_t>(i)];
        const int column = grid_.column(wish.day);
        if (column < first || column > last || !grid_.in_horizon(column)) continue;
        const int kind = cell(row, column);
        const bool meant =
            kind != off && (wish.shift_key.empty() ||
                            problem_.shifts[static_cast<std::size_t>(
                                                grid_.kinds[static_cast<std::size_t>(kind)].shift)]
                                    .key == wish.shift_key);
        if (meant != wish.wants_duty) cost += wish_factor * wish.weight_count;
    }
    return cost;
}

/// Single days of work or of rest that the cells of those columns have a part in. Where the rules
/// forbid a shift on the next day there was no choice, and nothing is counted.
double DutyAnneal::isolated_cost(int row, int first, int last) const {
    const std::int8_t* cells = table_.data() + grid_.at(row, 0);
    const int begin = std::max(lead_days, first - 1);
    const int end = std::min(lead_days + grid_.days - 1, last + 1);
    int isolated = 0;
    for (int column = begin; column <= end; ++column) {
        const int before = cells[column - 1], here = cells[column], after = cells[column + 1];
        if (here != off)
            isolated += before == off && after == off && grid_.gap(here, here) == 1;
        else
            isolated += before != off && after != off && grid_.gap(before, after) == 1;
    }
    return isolated * wish_factor * problem_.isolated_weight_count;
}

double DutyAnneal::open_cost(int column, int kind) const {
    if (kind == off) return 0.0;
    const std::size_t at = grid_.need_at(column, kind);
    const int spare = grid_.target[at] - grid_.minimum[at];
    const int untaken = std::min(open_[at], spare);
    return untaken * untaken_factor + (open_[at] - untaken) * hard_factor_;
}

double DutyAnneal::pair_cost(int row, int first, int last) const {
    int broken = 0;
    for (const auto& [index, is_first] : pairs_[static_cast<std::size_t>(row)]) {
        const GridPair& pair = grid_.pairs[static_cast<std::size_t>(index)];
        for (int column = std::max(0, first - 1); column <= std::min(grid_.width - 1, last + 1);
             ++column) {
            const int a = cell(pair.first, column);
            if (a == off) continue;
            if (pair.kind == PairKind::together) {
                const int b = cell(pair.second, column);
                broken += b == off || grid_.kinds[static_cast<std::size_t>(b)].shift !=
                                          grid_.kinds[static_cast<std::size_t>(a)].shift;
                continue;
            }
            for (int other = std::max(0, column - 1);
                 other <= std::min(grid_.width - 1, column + 1); ++other)
                if (const int b = cell(pair.second, other);
                    b != off && grid_.begin_min(column, a) < grid_.end_min(other, b) &&
                    grid_.begin_min(other, b) < grid_.end_min(column, a))
                    ++broken;
        }
    }
    return broken * hard_factor_;
}

/// Experienced people and volunteers missing on those days.
double DutyAnneal::day_cost(int first, int last) const {
    int missing = 0;
    const GridRule& rule = grid_.rule(DutyRuleKind::volunteers_count);
    for (int column = first; column <= std::min(last + 1, grid_.width - 1); ++column) {
        if (!grid_.in_horizon(column)) continue;
        for (int kind = 0; kind < grid_.kind_count(); ++kind) {
            const std::size_t at = grid_.need_at(column, kind);
            const int wanted = problem_
                                   .posts[static_cast<std::size_t>(
                                       grid_.kinds[static_cast<std::size_t>(kind)].post)]
                                   .experienced_count;
            if (present_[at] > 0) missing += std::max(0, wanted - experienced_[at]);
        }
        if (!rule.holds()) continue;
        for (std::size_t s = 0; s < segment_start_min_.size(); ++s)
            if (column > lead_days || segment_start_min_[s] >= problem_.opens_min)
                missing += std::max(
                    0,
                    rule.value -
                        volunteers_[static_cast<std::size_t>(column) * segment_start_min_.size() +
                                    s]);
    }
    return missing * hard_factor_;
}

double DutyAnneal::touched_cost() const {
    double cost = 0.0;
    for (const int row : {a_, b_}) {
        if (row >= grid_.people) {
            for (int column = first_; column <= last_; ++column) {
                const int one = cell(a_, column), two = cell(b_, column);
                cost += open_cost(column, one);
                if (two != one) cost += open_cost(column, two);
            }
            continue;
        }
        cost += sequence_cost(row, first_, last_) + counts_cost(row, first_, last_);
        if (has_wishes_) cost += wish_cost(row, first_, last_);
        if (has_pairs_) cost += pair_cost(row, first_, last_);
        if (problem_.isolated_weight_count > 0) cost += isolated_cost(row, first_, last_);
    }
    if (counts_days_) cost += day_cost(first_, last_);
    return cost;
}

} // namespace roster::schedule
