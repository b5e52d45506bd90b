#include "roster/schedule/duty_anneal.h"

#include <algorithm>
#include <limits>
#include <set>

namespace roster::schedule {

namespace {
constexpr double half = 0.5;
} // namespace

DutyAnneal::DutyAnneal(const DutyProblem& problem, const DutyGrid& grid)
    : problem_(problem), grid_(grid), groups_(calc_share_groups(grid)), rows_(grid.people) {
    reach_ = grid.longest_gap_days;
    for (const auto kind : {DutyRuleKind::run_days, DutyRuleKind::run_nights})
        if (grid.rule(kind).holds()) reach_ = std::max(reach_, grid.rule(kind).value);
    table_.assign(grid.allowed.size(), static_cast<std::int8_t>(off));
    const DutyTable carried = load_cells(problem, grid, {}).table;
    for (std::size_t i = 0; i < table_.size(); ++i)
        table_[i] = grid.fixed[i] == not_fixed ? carried[i] : grid.fixed[i];
    pairs_.resize(static_cast<std::size_t>(grid.people));
    for (std::size_t i = 0; i < grid.pairs.size(); ++i) {
        pairs_[static_cast<std::size_t>(grid.pairs[i].first)].push_back(
            {static_cast<int>(i), true});
        pairs_[static_cast<std::size_t>(grid.pairs[i].second)].push_back(
            {static_cast<int>(i), false});
    }
    has_pairs_ = !grid.pairs.empty();
    has_wishes_ = !problem.requests.empty();
    wishes_.resize(static_cast<std::size_t>(grid.people));
    for (std::size_t i = 0; i < problem.requests.size(); ++i) {
        const auto at =
            std::ranges::find(problem.people, problem.requests[i].person_key, &DutyPerson::key);
        wishes_[static_cast<std::size_t>(at - problem.people.begin())].push_back(
            static_cast<int>(i));
    }
    prepare_segments();
    prepare_weights(problem);
    peer_shares_ = calc_shares(problem, grid, groups_.peers);
    recount();
}

/// What a fair share of the horizon comes to: of all that is to be done this year, less what was.
void DutyAnneal::prepare_weights(const DutyProblem& problem) {
    const Shares shares = calc_shares(problem, grid_, groups_.group);
    std::vector<int> group_of_kind(grid_.kinds.size(), -1);
    for (int p = 0; p < grid_.people; ++p)
        for (int column = lead_days; column < lead_days + grid_.days; ++column)
            for (std::size_t k = 0; k < grid_.kinds.size(); ++k)
                if (grid_.may(p, column, static_cast<int>(k)))
                    group_of_kind[k] = groups_.group[static_cast<std::size_t>(p)];
    std::vector<std::array<int, share_kinds>> sums(static_cast<std::size_t>(groups_.count));
    for (int column = lead_days; column < lead_days + grid_.days; ++column)
        for (int k = 0; k < grid_.kind_count(); ++k) {
            const int group = group_of_kind[static_cast<std::size_t>(k)];
            if (group < 0) continue;
            const auto counts = counts_of(grid_, column, k);
            for (std::size_t s = 0; s < share_kinds; ++s)
                if (counts[s])
                    sums[static_cast<std::size_t>(group)][s] +=
                        grid_.target[grid_.need_at(column, k)];
        }
    const auto before_of = [&](int p) {
        const DutyCounts& b = problem.people[static_cast<std::size_t>(p)].before;
        return std::array<int, share_kinds>{b.total_count, b.night_count, b.weekend_count,
                                            b.holiday_count};
    };
    for (int p = 0; p < grid_.people; ++p)
        if (const int group = groups_.group[static_cast<std::size_t>(p)]; group >= 0)
            for (std::size_t s = 0; s < share_kinds; ++s)
                sums[static_cast<std::size_t>(group)][s] += before_of(p)[s];
    fair_.resize(static_cast<std::size_t>(grid_.people));
    for (int p = 0; p < grid_.people; ++p)
        if (const int group = groups_.group[static_cast<std::size_t>(p)]; group >= 0)
            for (std::size_t s = 0; s < share_kinds; ++s)
                fair_[static_cast<std::size_t>(p)][s] =
                    shares[static_cast<std::size_t>(p)][s] *
                        sums[static_cast<std::size_t>(group)][s] -
                    before_of(p)[s];
}

/// Cuts the day where any shift begins or ends: volunteers are counted piece by piece.
void DutyAnneal::prepare_segments() {
    std::set<int> cuts{0};
    for (const GridKind& kind : grid_.kinds) {
        cuts.insert(kind.start_min);
        cuts.insert((kind.start_min + kind.length_min) % day_min);
    }
    segment_start_min_.assign(cuts.begin(), cuts.end());
    for (const GridKind& kind : grid_.kinds) {
        std::vector<Segment> covered;
        for (int offset = 0; offset < 2; ++offset)
            for (std::size_t s = 0; s < segment_start_min_.size(); ++s) {
                const int at = offset * day_min + segment_start_min_[s];
                if (at >= kind.start_min && at < kind.start_min + kind.length_min)
                    covered.push_back({offset, static_cast<int>(s)});
            }
        segments_.push_back(std::move(covered));
    }
    counts_days_ = grid_.rule(DutyRuleKind::volunteers_count).holds() ||
                   std::ranges::any_of(problem_.posts, [](const DutyPost& post) {
                       return post.experienced_count > 0;
                   });
}

void DutyAnneal::count(int row, int column, int kind, int sign) {
    if (kind == off) return;
    const std::size_t need = grid_.need_at(column, kind);
    if (row >= grid_.people) {
        open_[need] += sign;
        open_known_ = false;
        return;
    }
    const GridKind& one = grid_.kinds[static_cast<std::size_t>(kind)];
    const auto month = month_at(row, grid_.month[static_cast<std::size_t>(column)]);
    month_shifts_[month] += sign;
    month_min_[month] += sign * one.work_min;
    if (!period_min_.empty() &&
        (problem_.hours.period == HoursPeriod::month || grid_.in_horizon(column)))
        period_min_[static_cast<std::size_t>(row) * grid_.period_most_min.size() +
                    static_cast<std::size_t>(grid_.period[static_cast<std::size_t>(column)])] +=
            sign * one.work_min;
    if (grid_.in_horizon(column)) {
        Counts& mine = counts_[static_cast<std::size_t>(row)];
        const DayKind day = grid_.day_kind[static_cast<std::size_t>(column)];
        mine.share[0] += sign;
        if (one.night) mine.share[1] += sign;
        if (day == DayKind::weekend) mine.share[2] += sign;
        if (day == DayKind::holiday) mine.share[3] += sign;
        year_min_[static_cast<std::size_t>(row * 3 + grid_.year[static_cast<std::size_t>(column)] -
                                           grid_.year[lead_days])] += sign * one.work_min;
    }
    if (!counts_days_) return;
    present_[need] += sign;
    if (grid_.experienced[grid_.at(row, column)] != 0) experienced_[need] += sign;
    if (grid_.volunteer[grid_.at(row, column)] == 0 || one.control_room) return;
    for (const Segment& part : segments_[static_cast<std::size_t>(kind)])
        if (const int at = column + part.day_offset; at < grid_.width)
            volunteers_[static_cast<std::size_t>(at) * segment_start_min_.size() +
                        static_cast<std::size_t>(part.segment)] += sign;
}

void DutyAnneal::recount() {
    counts_.assign(static_cast<std::size_t>(grid_.people), {});
    month_shifts_.assign(static_cast<std::size_t>(grid_.people) * grid_.months.size(), 0);
    month_min_ = month_shifts_;
    year_min_.assign(static_cast<std::size_t>(grid_.people) * 3, 0);
    for (int p = 0; p < grid_.people; ++p)
        year_min_[static_cast<std::size_t>(p * 3)] =
            problem_.people[static_cast<std::size_t>(p)].before.work_min;
    const std::size_t periods = grid_.period_most_min.size();
    period_min_.assign(static_cast<std::size_t>(grid_.people) * periods, 0);
    if (periods > 0 && problem_.hours.period != HoursPeriod::month)
        for (std::size_t p = 0; p < problem_.people.size(); ++p)
            period_min_[p * periods + static_cast<std::size_t>(grid_.period[lead_days])] =
                problem_.people[p].before.period_min;
    open_.assign(grid_.minimum.size(), 0);
    present_ = experienced_ = open_;
    volunteers_.assign(static_cast<std::size_t>(grid_.width) * segment_start_min_.size(), 0);
    for (int row = 0; row < rows_; ++row)
        for (int column = 0; column < grid_.width; ++column)
            count(row, column, cell(row, column), 1);
    open_known_ = false;
}

void DutyAnneal::count_swap(int sign) {
    for (int column = first_; column <= last_; ++column) {
        const int one = cell(a_, column), two = cell(b_, column);
        if (one == two) continue;
        count(a_, column, one, sign);
        count(b_, column, two, sign);
    }
}

bool DutyAnneal::may_swap(int a, int b, int first, int last) const {
    const auto free_for = [&](int row, int column, int kind) {
        if (row >= grid_.people) return true;
        return grid_.fixed[grid_.at(row, column)] == not_fixed &&
               (kind == off || grid_.may(row, column, kind));
    };
    bool differs = false;
    for (int column = first; column <= last; ++column) {
        const int one = cell(a, column), two = cell(b, column);
        if (one == two) continue;
        differs = true;
        if (!free_for(a, column, two) || !free_for(b, column, one)) return false;
    }
    return differs;
}

double DutyAnneal::swap(int a, int b, int first, int last) {
    a_ = a, b_ = b, first_ = first, last_ = last;
    const double before = touched_cost();
    undo(); // the same exchange either way
    return touched_cost() - before;
}

void DutyAnneal::undo() {
    count_swap(-1);
    for (int column = first_; column <= last_; ++column)
        std::swap(table_[grid_.at(a_, column)], table_[grid_.at(b_, column)]);
    count_swap(1);
}

const std::vector<std::pair<int, int>>& DutyAnneal::open_cells() {
    if (open_known_) return open_cells_;
    open_cells_.clear();
    for (int row = grid_.people; row < rows_; ++row)
        for (int column = lead_days; column < lead_days + grid_.days; ++column)
            if (cell(row, column) != off) open_cells_.push_back({row, column});
    open_known_ = true;
    return open_cells_;
}

double DutyAnneal::calc_row_cost(int row) const {
    double cost = sequence_cost(row, 0, grid_.width - 1);
    for (int month = 0; month < static_cast<int>(grid_.months.size()); ++month)
        cost += month_cost(row, month);
    for (int year = 0; year < 3; ++year)
        cost += year_cost(row, year);
    for (std::size_t period = 0; period < grid_.period_most_min.size(); ++period)
        cost += period_cost(row, static_cast<int>(period));
    return cost;
}

double DutyAnneal::total_cost() const {
    double cost = counts_days_ ? day_cost(lead_days, lead_days + grid_.days - 1) : 0.0;
    for (int p = 0; p < grid_.people; ++p) {
        cost += calc_row_cost(p) + share_cost(p);
        if (has_wishes_) cost += wish_cost(p, 0, grid_.width - 1);
        if (has_pairs_) cost += half * pair_cost(p, 0, grid_.width - 1);
        cost += isolated_cost(p, 0, grid_.width - 1);
    }
    for (int column = lead_days; column < lead_days + grid_.days; ++column)
        for (int kind = 0; kind < grid_.kind_count(); ++kind)
            cost += open_cost(column, kind);
    return cost;
}

void DutyAnneal::raise_hard_factor(double factor) {
    hard_factor_ = std::min(last_hard_factor, hard_factor_ * factor);
}

double DutyAnneal::broken_cost() const {
    double cost = total_cost();
    for (int p = 0; p < grid_.people; ++p)
        cost -= share_cost(p) + isolated_cost(p, 0, grid_.width - 1);
    return cost;
}

bool DutyAnneal::is_settled() const {
    constexpr double even_count = 1.0 + 1e-9;
    if (broken_cost() > half * wish_factor) return false;
    const auto before_of = [&](int p) {
        const DutyCounts& b = problem_.people[static_cast<std::size_t>(p)].before;
        return std::array<int, share_kinds>{b.total_count, b.night_count, b.weekend_count,
                                            b.holiday_count};
    };
    for (int peers = 0; peers < groups_.peer_count; ++peers)
        for (std::size_t s = 0; s < share_kinds; ++s) {
            int sum = 0;
            for (int p = 0; p < grid_.people; ++p)
                if (groups_.peers[static_cast<std::size_t>(p)] == peers)
                    sum += counts_[static_cast<std::size_t>(p)].share[s] + before_of(p)[s];
            double low = std::numeric_limits<double>::max(), high = -low;
            for (int p = 0; p < grid_.people; ++p) {
                if (groups_.peers[static_cast<std::size_t>(p)] != peers) continue;
                const double ahead = counts_[static_cast<std::size_t>(p)].share[s] +
                                     before_of(p)[s] -
                                     peer_shares_[static_cast<std::size_t>(p)][s] * sum;
                low = std::min(low, ahead);
                high = std::max(high, ahead);
            }
            if (high - low > even_count) return false;
        }
    return true;
}

DutyTable DutyAnneal::table() const {
    return {table_.begin(), table_.begin() + static_cast<std::ptrdiff_t>(grid_.allowed.size())};
}

void DutyAnneal::restore_all(const DutyTable& all) {
    table_ = all;
    recount();
}

void DutyAnneal::fill() {
    std::vector<std::pair<int, int>> untaken; // column, kind
    std::vector<int> order(grid_.kinds.size());
    for (int column = lead_days; column < lead_days + grid_.days; ++column) {
        std::vector<int> able(grid_.kinds.size(), 0), missing(grid_.kinds.size(), 0);
        for (std::size_t k = 0; k < order.size(); ++k) {
            order[k] = static_cast<int>(k);
            missing[k] = grid_.target[grid_.need_at(column, static_cast<int>(k))];
            for (int p = 0; p < grid_.people; ++p) {
                able[k] += grid_.may(p, column, static_cast<int>(k));
                missing[k] -= cell(p, column) == static_cast<int>(k);
            }
        }
        std::ranges::stable_sort(order, {}, [&](int k) {
            return able[static_cast<std::size_t>(k)] - missing[static_cast<std::size_t>(k)];
        });
        for (const int k : order)
            for (int n = 0; n < missing[static_cast<std::size_t>(k)]; ++n) {
                int best = -1;
                double best_cost = std::numeric_limits<double>::max();
                for (int p = 0; p < grid_.people; ++p) {
                    if (cell(p, column) != off || !grid_.may(p, column, k) ||
                        grid_.fixed[grid_.at(p, column)] != not_fixed)
                        continue;
                    std::int8_t& slot = table_[grid_.at(p, column)];
                    slot = static_cast<std::int8_t>(k);
                    count(p, column, k, 1);
                    double cost = sequence_cost(p, column, column) +
                                  month_cost(p, grid_.month[static_cast<std::size_t>(column)]);
                    if (!period_min_.empty())
                        cost += period_cost(p, grid_.period[static_cast<std::size_t>(column)]);
                    cost += counts_[static_cast<std::size_t>(p)].share[0] -
                            fair_[static_cast<std::size_t>(p)][0] * (column - lead_days + 1) /
                                grid_.days;
                    count(p, column, k, -1);
                    slot = static_cast<std::int8_t>(off);
                    if (cost < best_cost) {
                        best_cost = cost;
                        best = p;
                    }
                }
                if (best < 0) {
                    untaken.push_back({column, k});
                    continue;
                }
                table_[grid_.at(best, column)] = static_cast<std::int8_t>(k);
                count(best, column, k, 1);
            }
    }
    lay_untaken(untaken);
}

void DutyAnneal::lay_untaken(std::span<const std::pair<int, int>> untaken) {
    int row = grid_.people, before = -1;
    for (const auto& [column, kind] : untaken) {
        row = column == before ? row + 1 : grid_.people;
        before = column;
        if (row >= rows_) {
            rows_ = row + 1;
            table_.resize(static_cast<std::size_t>(rows_) * grid_.width,
                          static_cast<std::int8_t>(off));
        }
        table_[grid_.at(row, column)] = static_cast<std::int8_t>(kind);
    }
    recount();
}

void DutyAnneal::fill_from(const DutyTable& table) {
    rows_ = grid_.people;
    table_ = table;
    std::vector<std::pair<int, int>> untaken;
    for (int column = lead_days; column < lead_days + grid_.days; ++column)
        for (int k = 0; k < grid_.kind_count(); ++k) {
            int missing = grid_.target[grid_.need_at(column, k)];
            for (int p = 0; p < grid_.people; ++p)
                missing -= cell(p, column) == k;
            for (int n = 0; n < missing; ++n)
                untaken.push_back({column, k});
        }
    lay_untaken(untaken);
}

} // namespace roster::schedule
