#include "roster/domain/visit_planner.h"

#include "roster/domain/inspection_constants.h"
#include "roster/domain/window.h"
#include "sim/core/text.h"
#include <algorithm>
#include <set>
#include <tuple>

namespace roster::domain {

using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

Date first_monday(int year) {
    const Date first = make_date(year, 1, 1);
    const Date monday = calc_window(WindowKind::week, first).first;
    return monday < first ? monday + Days{7} : monday;
}

/// Weeks of the year before the one in which planning begins.
int skipped_weeks(const VisitWish& wish) {
    if (!wish.from) return 0;
    const Date monday = calc_window(WindowKind::week, *wish.from).first;
    return std::clamp(calc_days_between(first_monday(wish.year), monday) / 7, 0, weeks_of_year);
}

/// Tuesday, Thursday, then the days between; never beyond the year.
Date visit_day(Date monday, int nth, const VisitWish& wish) {
    constexpr int weekdays[] = {1, 3, 2, 4, 0};
    const Date day = monday + Days{weekdays[nth % 5]};
    const Date within = std::min(day, make_date(wish.year, 12, 31));
    return wish.from ? std::max(within, *wish.from) : within;
}

Problems check(std::span<const HomeToVisit> homes, const VisitWish& wish) {
    Problems problems;
    const auto need = [&](bool there, const char* pointer, std::string what, const char* expected) {
        if (!there) problems.push_back({"", pointer, std::move(what), tr(expected)});
    };
    need(wish.year >= first_year && wish.year <= last_year, "/year",
         trf("年份 {} 不合理", wish.year), "1900–2199");
    need(wish.rounds_count >= 1 && wish.rounds_count <= weeks_of_year, "/rounds",
         trf("每年 {} 轮不合理", wish.rounds_count), "1–52");
    need(wish.per_week_most >= 1 && wish.per_week_most <= 50, "/weekly",
         trf("每周 {} 家不合理", wish.per_week_most), "1–50");
    std::set<std::string> keys;
    for (const HomeToVisit& home : homes)
        need(keys.insert(home.key).second, "/homes", trf("{} 出现了两次", home.key), "各一次");
    return problems;
}

} // namespace

VisitLoad calc_visit_load(std::span<const HomeToVisit> homes, const VisitWish& wish) {
    VisitLoad load;
    load.homes_count = static_cast<int>(homes.size());
    load.weeks_count = weeks_of_year - skipped_weeks(wish);
    for (const HomeToVisit& home : homes)
        load.needed_count += std::max(0, wish.rounds_count - home.done_count);
    load.room_count = load.weeks_count * wish.per_week_most;
    if (load.weeks_count > 0)
        load.per_week_needed = (load.needed_count + load.weeks_count - 1) / load.weeks_count;
    return load;
}

Result<std::vector<PlannedVisit>> plan_visits(std::span<const HomeToVisit> homes,
                                              const VisitWish& wish) {
    if (auto problems = check(homes, wish); !problems.empty())
        return sim::core::make_error(std::move(problems));
    const VisitLoad load = calc_visit_load(homes, wish);
    if (load.needed_count > load.room_count)
        return sim::core::make_error(
            sim::core::Errc::bad_input,
            {"", "/weekly",
             trf("排不下：{} 家每家每年 {} 轮还要查 {} 次，{} 周每周最多 {} 家只能查 {} 次，差 {} "
                 "次",
                 load.homes_count, wish.rounds_count, load.needed_count, load.weeks_count,
                 wish.per_week_most, load.room_count, load.needed_count - load.room_count),
             load.weeks_count > 0 ? trf("每周 {} 家", load.per_week_needed)
                                  : std::string(tr("从更早的日期排起"))});
    using Turn = std::tuple<int, Date, std::string>; // visits so far, last one, key
    std::set<Turn> queue;
    for (const HomeToVisit& home : homes)
        queue.emplace(home.done_count, home.last_day.value_or(Date{}), home.key);
    const int least = homes.empty() ? 0 : load.weeks_count * wish.per_week_least;
    const int total = std::max(load.needed_count, std::min(least, load.room_count));
    const int skipped = skipped_weeks(wish);
    const Date monday = first_monday(wish.year);
    std::vector<PlannedVisit> visits;
    int last_week = -1, nth = 0;
    for (int i = 0; i < total; ++i) {
        const int week = skipped + static_cast<int>(std::int64_t{i} * load.weeks_count / total);
        nth = week == last_week ? nth + 1 : 0;
        last_week = week;
        auto [count, last, key] = queue.extract(queue.begin()).value();
        const Date day = visit_day(monday + Days{7 * week}, nth, wish);
        visits.push_back({key, week + 1, day, count + 1});
        queue.emplace(count + 1, day, key);
    }
    return visits;
}

} // namespace roster::domain
