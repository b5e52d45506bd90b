#include "roster/schedule/duty_headcount.h"

#include "roster/schedule/duty_clauses.h"
#include "roster/schedule/duty_counting_mixes.h"
#include "roster/schedule/duty_names.h"
#include "sim/core/text.h"
#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

namespace roster::schedule {

using sim::core::tr;
using sim::core::trf;

namespace {

constexpr double minutes_per_hour = 60.0;

/// Whole people; a hair above a whole number is that number.
int people_for(double wanted_count, double each_count) {
    constexpr double hair = 1e-9;
    if (wanted_count <= 0.0) return 0;
    if (each_count <= 0.0) return nobody_helps;
    return static_cast<int>(std::ceil(wanted_count / each_count - hair));
}

void add_needs(const DutyGrid& grid, std::uint64_t kinds, HeadCount& count) {
    for (int column = lead_days; column < lead_days + grid.days; ++column)
        for (int k = 0; k < grid.kind_count(); ++k)
            if ((kinds >> k & 1u) != 0) {
                const int minimum = grid.minimum[grid.need_at(column, k)];
                count.shift_count += minimum;
                count.work_min += static_cast<std::int64_t>(minimum) *
                                  grid.kinds[static_cast<std::size_t>(k)].work_min;
            }
}

/// Days open to the people of a set, and the day that is shortest of them.
double add_people(const DutyGrid& grid, std::uint64_t kinds, HeadCount& count) {
    std::int64_t open_days = 0;
    std::vector<bool> counted(static_cast<std::size_t>(grid.people));
    int worst = 0;
    for (int column = lead_days; column < lead_days + grid.days; ++column) {
        int able = 0, need = 0;
        for (int p = 0; p < grid.people; ++p) {
            const bool open = (grid.allowed[grid.at(p, column)] & kinds) != 0;
            able += open;
            if (open) counted[static_cast<std::size_t>(p)] = true;
        }
        for (int k = 0; k < grid.kind_count(); ++k)
            if ((kinds >> k & 1u) != 0) need += grid.minimum[grid.need_at(column, k)];
        open_days += able;
        if (need - able <= worst) continue;
        worst = need - able;
        count.worst_day = grid.date(column);
        count.worst_need_count = need;
        count.worst_have_count = able;
    }
    count.have_count = static_cast<int>(std::ranges::count(counted, true));
    // Where there is nobody, somebody new is always there.
    return count.have_count == 0 ? 1.0
                                 : static_cast<double>(open_days) / count.have_count / grid.days;
}

/// Shifts that one person can have at most: run of days, and the cap of each month.
double calc_most_shifts(const DutyGrid& grid, double open_frac) {
    const GridRule& run = grid.rule(DutyRuleKind::run_days);
    const GridRule& month = grid.rule(DutyRuleKind::month_shifts);
    const double by_run = run.holds() ? static_cast<double>(run.value) / (run.value + 1) : 1.0;
    double most_count = 0.0;
    std::vector<int> days(grid.months.size(), 0);
    for (int column = lead_days; column < lead_days + grid.days; ++column)
        ++days[static_cast<std::size_t>(grid.month[static_cast<std::size_t>(column)])];
    for (const int in_month : days) {
        // A run may begin anew at each end: one day more than its share.
        double most = std::min<double>(in_month * open_frac, std::ceil(in_month * by_run) + 1);
        if (month.holds()) most = std::min<double>(most, month.value);
        most_count += most;
    }
    return most_count;
}

/// Minutes that one person may work in the horizon by the rules of month, period and year; nothing
/// worked before is taken off.
std::int64_t calc_most_min(const DutyGrid& grid) {
    std::map<int, std::int64_t> months, periods, years;
    for (int column = lead_days; column < lead_days + grid.days; ++column) {
        const auto at = static_cast<std::size_t>(column);
        months[grid.month[at]] += day_min;
        periods[grid.period[at]] += day_min;
        years[grid.year[at]] += day_min;
    }
    const auto sum = [](const auto& stretches, std::int64_t most) {
        std::int64_t all = 0;
        for (const auto& [number, days_min] : stretches)
            all += std::min(days_min, most);
        return all;
    };
    std::int64_t most_min = static_cast<std::int64_t>(grid.days) * day_min;
    const auto cap = [&](DutyRuleKind kind, const auto& stretches) {
        if (const GridRule& rule = grid.rule(kind); rule.holds())
            most_min = std::min(most_min, sum(stretches, rule.value));
    };
    cap(DutyRuleKind::month_work_min, months);
    cap(DutyRuleKind::year_work_min, years);
    if (!grid.period_most_min.empty())
        most_min = std::min(most_min, sum(periods, grid.period_most_min.front()));
    return most_min;
}

/// Minutes without overtime. A whole month counts a twelfth of the year however long it is, as the
/// rules of hours have it.
std::int64_t calc_standard_min(const DutyGrid& grid) {
    double months = 0.0;
    for (int column = lead_days; column < lead_days + grid.days; ++column) {
        const std::chrono::year_month_day day{grid.date(column)};
        const auto last = day.year() / day.month() / std::chrono::last;
        months += 1.0 / static_cast<unsigned>(last.day());
    }
    return std::llround(standard_month_min * months);
}

HeadCount count_one(const DutyGrid& grid, std::vector<int> posts) {
    HeadCount count;
    count.posts = std::move(posts);
    std::uint64_t kinds = 0;
    for (int k = 0; k < grid.kind_count(); ++k)
        if (std::ranges::find(count.posts, grid.kinds[static_cast<std::size_t>(k)].post) !=
            count.posts.end())
            kinds |= std::uint64_t{1} << k;
    add_needs(grid, kinds, count);
    const double open_frac = add_people(grid, kinds, count);
    // Hours leave room for leave already; the days that are open cap them.
    count.most_min = calc_most_min(grid);
    count.standard_min = std::min(calc_standard_min(grid), count.most_min);
    count.most_shifts_count = calc_most_shifts(grid, open_frac);
    const auto work = static_cast<double>(count.work_min);
    const int by_shifts =
        people_for(static_cast<double>(count.shift_count), count.most_shifts_count);
    const auto need = [&](std::int64_t each_min) {
        const int by_hours = people_for(work, static_cast<double>(each_min));
        if (by_hours == nobody_helps || by_shifts == nobody_helps) return nobody_helps;
        return std::max(by_hours, by_shifts);
    };
    count.need_standard_count = need(count.standard_min);
    count.need_most_count = need(count.most_min);
    if (count.have_count < count.need_most_count || count.need_most_count == nobody_helps ||
        count.worst_day)
        count.verdict = HeadVerdict::short_of_people;
    else if (count.have_count < count.need_standard_count)
        count.verdict = HeadVerdict::with_overtime;
    return count;
}

} // namespace

HeadCount count_heads_at(const DutyGrid& grid, int post) {
    return count_one(grid, {post});
}

std::vector<HeadCount> count_heads(const DutyProblem& problem, const DutyGrid& grid) {
    std::vector<HeadCount> counts;
    for (std::size_t post = 0; post < problem.posts.size(); ++post)
        counts.push_back(count_one(grid, {static_cast<int>(post)}));
    for (const std::uint64_t kinds : list_linked_kinds(problem, grid)) {
        std::vector<int> posts;
        for (int k = 0; k < grid.kind_count(); ++k) {
            const int post = grid.kinds[static_cast<std::size_t>(k)].post;
            if ((kinds >> k & 1u) != 0 && (posts.empty() || posts.back() != post))
                posts.push_back(post);
        }
        if (posts.size() > 1) counts.push_back(count_one(grid, posts));
        if (cells_of(problem, grid, kinds) > explain_whole_most) continue;
        HeadCount& count =
            posts.size() > 1 ? counts.back() : counts[static_cast<std::size_t>(posts.front())];
        if (count.have_count == 0) continue; // the arithmetic says all of it
        count.missing_count = calc_missing_by_mixes(problem, grid, kinds);
        if (count.missing_count > 0) count.verdict = HeadVerdict::short_of_people;
    }
    return counts;
}

std::string describe(const DutyProblem& problem, const HeadCount& count) {
    std::string names;
    for (const int post : count.posts)
        names += (names.empty() ? "" : "＋") +
                 shown_name(problem.posts[static_cast<std::size_t>(post)].name);
    const auto hours = [](std::int64_t value_min) {
        return std::lround(static_cast<double>(value_min) / minutes_per_hour);
    };
    std::string words = trf("{}：{} 班", names, count.shift_count);
    if (count.work_min > 0)
        words += trf("，{} 小时；每人 {} 小时（加班至多 {} 小时）", hours(count.work_min),
                     hours(count.standard_min), hours(count.most_min));
    words += trf("；每人至多 {} 班", std::lround(count.most_shifts_count));
    if (count.need_most_count == nobody_helps)
        words += trf("：没有人能上这样的班，再多的人也不够；现有 {} 人", count.have_count);
    else if (count.need_most_count < count.need_standard_count)
        words += trf(" → 需要 {} 人（尽量加班 {} 人），现有 {} 人", count.need_standard_count,
                     count.need_most_count, count.have_count);
    else
        words += trf(" → 需要 {} 人，现有 {} 人", count.need_standard_count, count.have_count);
    if (count.missing_count > 0)
        words += trf("；带班和休息占去的也算上，至少 {} 个班次没有人上", count.missing_count);
    if (count.worst_day)
        words += trf("；{} 需要 {} 人，只有 {} 人在", domain::iso(*count.worst_day),
                     count.worst_need_count, count.worst_have_count);
    return words;
}

} // namespace roster::schedule
