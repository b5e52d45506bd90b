#include "roster/schedule/duty_ledger.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <unordered_map>

namespace roster::schedule {

namespace {

std::array<int, share_kinds> values_of(const DutyCounts& counts) {
    return {counts.total_count, counts.night_count, counts.weekend_count, counts.holiday_count};
}

/// Spans in which people do no shift, and in which they do no night.
struct AwaySpans {
    std::vector<std::vector<DaySpan>> any, nights; ///< [people]
};
AwaySpans list_away(const DutyProblem& problem) {
    AwaySpans away;
    away.any.resize(problem.people.size());
    away.nights.resize(problem.people.size());
    std::unordered_map<std::string_view, std::size_t> index;
    for (std::size_t p = 0; p < problem.people.size(); ++p) {
        index.emplace(problem.people[p].key, p);
        for (const DutyBan& ban : problem.people[p].bans)
            (ban.kind == BanKind::no_duty ? away.any : away.nights)[p].push_back(ban.days);
    }
    for (const DutyAbsence& one : problem.absences)
        away.any[index.at(one.person_key)].push_back(one.days);
    return away;
}

/// Days of the horizon that are open to somebody, whole long absences taken out. An absence that
/// reaches over the first or last day is as long as it is, not as long as what lies inside.
std::vector<bool> open_days(const DutyGrid& grid, int person, std::uint64_t kinds,
                            std::span<const DaySpan> spans, std::span<const DaySpan> more_spans) {
    // So many days on either side tell whether an absence is long.
    constexpr int margin = long_leave_days;
    const int size = grid.days + 2 * margin;
    std::vector<bool> away(static_cast<std::size_t>(size), false);
    for (const auto list : {spans, more_spans})
        for (const DaySpan& days : list) {
            const int from = std::max(0, grid.column(days.first) - lead_days + margin);
            const int until = std::min(size, grid.column(days.last) + 1 - lead_days + margin);
            if (from < until) std::fill(away.begin() + from, away.begin() + until, true);
        }
    // Who is not qualified is away as well; the eve of an absence, when only nights are barred, is
    // no part of it.
    const std::vector<bool> absent = away;
    for (int day = 0; day < grid.days; ++day)
        if ((grid.allowed[grid.at(person, day + lead_days)] & kinds) == 0 &&
            !absent[static_cast<std::size_t>(day + margin + 1)])
            away[static_cast<std::size_t>(day + margin)] = true;
    std::vector<bool> open(static_cast<std::size_t>(grid.days), true);
    for (int since = 0, day = 0; day <= size; ++day) {
        if (day < size && away[static_cast<std::size_t>(day)]) continue;
        if (day - since >= long_leave_days)
            for (int one = std::max(since, margin); one < std::min(day, margin + grid.days); ++one)
                open[static_cast<std::size_t>(one - margin)] = false;
        since = day + 1;
    }
    return open;
}

bool counts_day(ShareKind share, DayKind day) {
    if (share == ShareKind::weekend) return day == DayKind::weekend;
    if (share == ShareKind::holiday) return day == DayKind::holiday;
    return true;
}

/// Days behind a share, those before the horizon at the same rate.
double open_count(const DutyProblem& problem, const DutyGrid& grid, const AwaySpans& away,
                  int person, ShareKind share, std::uint64_t nights) {
    const auto at = static_cast<std::size_t>(person);
    const auto open = share == ShareKind::night
                          ? open_days(grid, person, nights, away.any[at], away.nights[at])
                          : open_days(grid, person, ~std::uint64_t{0}, away.any[at], {});
    int all = 0, mine = 0;
    for (int day = 0; day < grid.days; ++day) {
        if (!counts_day(share, grid.day_kind[static_cast<std::size_t>(day + lead_days)])) continue;
        ++all;
        mine += open[static_cast<std::size_t>(day)];
    }
    const double rate = all == 0 ? 0.0 : static_cast<double>(mine) / all;
    return problem.people[static_cast<std::size_t>(person)].available_days_before +
           rate * grid.days;
}

} // namespace

ShareGroups calc_share_groups(const DutyGrid& grid) {
    ShareGroups groups;
    // Posts linked by somebody who may take both; few enough for a bit set.
    std::vector<std::uint64_t> ever(static_cast<std::size_t>(grid.people), 0);
    for (int p = 0; p < grid.people; ++p)
        for (int column = lead_days; column < lead_days + grid.days; ++column)
            ever[static_cast<std::size_t>(p)] |= grid.allowed[grid.at(p, column)];
    std::vector<std::uint64_t> linked;
    for (std::uint64_t mask : ever) {
        if (mask == 0) continue;
        for (auto it = linked.begin(); it != linked.end();)
            if ((*it & mask) != 0) {
                mask |= *it;
                it = linked.erase(it);
            } else
                ++it;
        linked.push_back(mask);
    }
    groups.count = static_cast<int>(linked.size());
    for (const std::uint64_t mask : ever) {
        const auto at =
            std::ranges::find_if(linked, [&](std::uint64_t all) { return (all & mask) != 0; });
        groups.group.push_back(at == linked.end() ? -1 : static_cast<int>(at - linked.begin()));
    }
    std::vector<std::uint64_t> masks;
    for (const std::uint64_t mask : ever) {
        const auto at = std::ranges::find(masks, mask);
        groups.peers.push_back(mask == 0 ? -1 : static_cast<int>(at - masks.begin()));
        if (mask != 0 && at == masks.end()) masks.push_back(mask);
    }
    groups.peer_count = static_cast<int>(masks.size());
    return groups;
}

Shares calc_shares(const DutyProblem& problem, const DutyGrid& grid, std::span<const int> group) {
    std::uint64_t nights = 0;
    for (int k = 0; k < grid.kind_count(); ++k)
        if (grid.kinds[static_cast<std::size_t>(k)].night) nights |= std::uint64_t{1} << k;
    const AwaySpans away = list_away(problem);
    Shares shares(static_cast<std::size_t>(grid.people));
    for (std::size_t s = 0; s < share_kinds; ++s) {
        std::vector<double> sum_count(static_cast<std::size_t>(grid.people), 0.0);
        for (std::size_t p = 0; p < shares.size(); ++p) {
            if (group[p] < 0) continue;
            shares[p][s] = open_count(problem, grid, away, static_cast<int>(p),
                                      static_cast<ShareKind>(s), nights);
            sum_count[static_cast<std::size_t>(group[p])] += shares[p][s];
        }
        for (std::size_t p = 0; p < shares.size(); ++p)
            if (group[p] >= 0 && sum_count[static_cast<std::size_t>(group[p])] > 0)
                shares[p][s] /= sum_count[static_cast<std::size_t>(group[p])];
    }
    return shares;
}

std::array<bool, share_kinds> counts_of(const DutyGrid& grid, int column, int kind) {
    const DayKind day = grid.day_kind[static_cast<std::size_t>(column)];
    return {true, grid.kinds[static_cast<std::size_t>(kind)].night, day == DayKind::weekend,
            day == DayKind::holiday};
}

namespace {

void count_shifts(const DutyProblem& problem, const DutyGrid& grid, const DutyTable& table,
                  LedgerRow& row) {
    for (int column = lead_days; column < lead_days + grid.days; ++column) {
        const int kind = table[grid.at(row.person, column)];
        if (kind == off) continue;
        const auto counts = counts_of(grid, column, kind);
        row.now.total_count += 1;
        row.now.night_count += counts[1];
        row.now.weekend_count += counts[2];
        row.now.holiday_count += counts[3];
        row.now.work_min += grid.kinds[static_cast<std::size_t>(kind)].work_min;
    }
    const DutyCounts& before = problem.people[static_cast<std::size_t>(row.person)].before;
    row.year = {before.total_count + row.now.total_count, before.night_count + row.now.night_count,
                before.weekend_count + row.now.weekend_count,
                before.holiday_count + row.now.holiday_count, before.work_min + row.now.work_min};
}

/// What is beyond the fair share of a group, for everybody and every count.
Shares calc_ahead(const DutyProblem& problem, const DutyGrid& grid, std::span<const int> group,
                  const std::vector<LedgerRow>& rows) {
    Shares ahead = calc_shares(problem, grid, group);
    for (std::size_t s = 0; s < share_kinds; ++s) {
        std::vector<int> sum(rows.size(), 0);
        for (std::size_t p = 0; p < rows.size(); ++p)
            if (group[p] >= 0)
                sum[static_cast<std::size_t>(group[p])] += values_of(rows[p].year)[s];
        for (std::size_t p = 0; p < rows.size(); ++p)
            if (group[p] >= 0)
                ahead[p][s] = values_of(rows[p].year)[s] -
                              ahead[p][s] * sum[static_cast<std::size_t>(group[p])];
    }
    return ahead;
}

/// Of peers who share with nobody else, so that their shifts are as many in any roster.
std::array<double, share_kinds> calc_least_ranges(const LedgerGroup& group,
                                                  const std::vector<LedgerRow>& rows,
                                                  const Shares& ahead) {
    std::array<double, share_kinds> least{};
    for (std::size_t s = 0; s < share_kinds; ++s) {
        std::vector<double> start;
        int count = 0;
        for (const int p : group.people) {
            const int now = values_of(rows[static_cast<std::size_t>(p)].now)[s];
            start.push_back(ahead[static_cast<std::size_t>(p)][s] - now);
            count += now;
        }
        least[s] = calc_least_range(std::move(start), count);
    }
    return least;
}

/// Whether peers have their posts to themselves.
bool is_alone(const ShareGroups& groups, int peers) {
    int group = -1;
    for (std::size_t p = 0; p < groups.peers.size(); ++p)
        if (groups.peers[p] == peers) group = groups.group[p];
    for (std::size_t p = 0; p < groups.peers.size(); ++p)
        if (groups.group[p] == group && groups.peers[p] != peers) return false;
    return true;
}

} // namespace

double calc_least_range(std::vector<double> held_count, int count) {
    if (held_count.empty()) return 0.0;
    const double high = *std::ranges::max_element(held_count);
    std::priority_queue<double, std::vector<double>, std::greater<>> heap(std::greater<>{},
                                                                          std::move(held_count));
    double reached = high;
    for (; count > 0; --count) {
        const double least = heap.top() + 1.0;
        heap.pop();
        heap.push(least);
        reached = std::max(reached, least);
    }
    return reached - heap.top();
}

DutyLedger calc_ledger(const DutyProblem& problem, const DutyGrid& grid, const DutyTable& table) {
    const ShareGroups groups = calc_share_groups(grid);
    DutyLedger ledger;
    ledger.groups.resize(static_cast<std::size_t>(groups.peer_count));
    for (int p = 0; p < grid.people; ++p) {
        LedgerRow row{p, groups.peers[static_cast<std::size_t>(p)], {}, {}, {}, {}};
        count_shifts(problem, grid, table, row);
        if (row.group >= 0) ledger.groups[static_cast<std::size_t>(row.group)].people.push_back(p);
        ledger.rows.push_back(row);
    }
    const Shares linked = calc_ahead(problem, grid, groups.group, ledger.rows);
    const Shares peers = calc_ahead(problem, grid, groups.peers, ledger.rows);
    for (LedgerRow& row : ledger.rows) {
        row.ahead_count = linked[static_cast<std::size_t>(row.person)];
        for (std::size_t s = 0; s < share_kinds; ++s)
            row.fair_count[s] = values_of(row.year)[s] - row.ahead_count[s];
    }
    for (LedgerGroup& group : ledger.groups)
        for (std::size_t s = 0; s < share_kinds; ++s) {
            const auto ahead = [&](int p) { return peers[static_cast<std::size_t>(p)][s]; };
            const auto [low, high] = std::ranges::minmax(group.people, {}, ahead);
            group.range_count[s] = ahead(high) - ahead(low);
        }
    for (std::size_t g = 0; g < ledger.groups.size(); ++g)
        if (is_alone(groups, static_cast<int>(g)))
            ledger.groups[g].least_range_count =
                calc_least_ranges(ledger.groups[g], ledger.rows, peers);
    return ledger;
}

} // namespace roster::schedule
