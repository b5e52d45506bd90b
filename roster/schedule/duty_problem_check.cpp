#include "roster/schedule/duty_grid.h"
#include "sim/core/text.h"
#include <algorithm>
#include <map>
#include <set>

namespace roster::schedule {

using sim::core::Problem;
using sim::core::Problems;
using sim::core::tr;
using sim::core::trf;

namespace {

/// An absence longer than this is taken for a typing error. Source: docs/references.md#duty-limits
constexpr int longest_absence_days = 1100;
/// And a holiday longer than this, from New Year to New Year for one. Source: as above
constexpr int longest_holiday_days = 31;
constexpr int most_need = 200; ///< people in one shift at one post
constexpr int most_weight = 100;
constexpr int night_from_min = 0, night_until_min = 5 * 60; ///< hours that make a night

/// Collects faults; `at` is a JSON pointer of the exported file.
class Faults {
public:
    void add(std::string at, std::string what, std::string expected = {}) {
        problems.push_back({{}, std::move(at), std::move(what), std::move(expected)});
    }
    /// A span that begins and ends in this order.
    bool span(const std::string& at, DaySpan days) {
        if (days.first <= days.last) return true;
        add(at, trf("{} 到 {} 倒着走", domain::iso(days.first), domain::iso(days.last)),
            tr("起始日不晚于结束日"));
        return false;
    }
    /// Keys that are there and stand for one thing only.
    template <class Rows>
    std::set<std::string> keys(const char* list, const Rows& rows) {
        std::set<std::string> seen;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::string at = fmt::format("/{}/{}/key", list, i);
            if (rows[i].key.empty())
                add(at, tr("没有键"));
            else if (!seen.insert(rows[i].key).second)
                add(at, trf("键“{}”重复", rows[i].key), tr("每个键只用一次"));
        }
        return seen;
    }
    void known(const std::string& at, const std::set<std::string>& keys, const std::string& key) {
        if (!keys.contains(key)) add(at, trf("没有“{}”", key));
    }
    void range(const std::string& at, int value, int low, int high) {
        if (value < low || value > high)
            add(at, trf("{} 超出范围", value), trf("{} 到 {}", low, high));
    }
    Problems problems;
};

bool covers_small_hours(const DutyShift& shift) {
    const int begin = shift.start_min, end = begin + shift.length_min;
    const auto inside = [&](int from, int until) { return begin <= from && end >= until; };
    return inside(night_from_min, night_until_min) ||
           inside(night_from_min + day_min, night_until_min + day_min);
}

void check_horizon(const DutyProblem& problem, Faults& faults) {
    if (!faults.span("/last_day", {problem.first_day, problem.last_day})) return;
    const int days = domain::calc_days_between(problem.first_day, problem.last_day) + 1;
    if (days > most_horizon_days)
        faults.add("/last_day", trf("一共 {} 天，太长", days),
                   trf("至多 {} 天", most_horizon_days));
    faults.range("/opens_min", problem.opens_min, 0, day_min - 1);
    faults.range("/night/from_min", problem.night.from_min, 0, day_min - 1);
    faults.range("/night/until_min", problem.night.until_min, problem.night.from_min + 1,
                 problem.night.from_min + day_min);
    if (problem.hours.period != HoursPeriod::month && problem.hours.approval.empty())
        faults.add("/hours/approval", tr("综合计算工时没有写批准文号"),
                   tr("劳动部门批准的文号；没有批准就按月（month）"));
}

void check_person(const DutyProblem& problem, std::size_t i, Faults& faults) {
    const DutyPerson& person = problem.people[i];
    const std::string at = fmt::format("/people/{}", i);
    for (std::size_t q = 0; q < person.qualifications.size(); ++q) {
        const DutyQualification& one = person.qualifications[q];
        if (one.until)
            faults.span(fmt::format("{}/qualifications/{}", at, q), {one.from, *one.until});
    }
    for (std::size_t b = 0; b < person.bans.size(); ++b)
        faults.span(fmt::format("{}/bans/{}", at, b), person.bans[b].days);
    faults.range(at + "/most_month_shifts", person.most_month_shifts, 0, 31);
    faults.range(at + "/available_days_before", person.available_days_before, 0, 366);
}

void check_shifts(const DutyProblem& problem, Faults& faults) {
    for (std::size_t i = 0; i < problem.shifts.size(); ++i) {
        const DutyShift& shift = problem.shifts[i];
        const std::string at = fmt::format("/shifts/{}", i);
        faults.range(at + "/start_min", shift.start_min, 0, day_min - 1);
        faults.range(at + "/length_min", shift.length_min, 1, day_min);
        faults.range(at + "/rest_after_min", shift.rest_after_min, 0, 7 * day_min);
        if (!shift.night && covers_small_hours(shift))
            faults.add(at + "/night", trf("班次“{}”盖住 0 点到 5 点，却不算夜班", shift.name),
                       "true");
    }
}

void check_post(const DutyProblem& problem, std::size_t i, const std::set<std::string>& shift_keys,
                Faults& faults) {
    const DutyPost& post = problem.posts[i];
    const std::string at = fmt::format("/posts/{}", i);
    if (post.shifts.empty()) faults.add(at + "/shifts", trf("岗位“{}”没有班次", post.name));
    std::set<std::string> seen;
    for (std::size_t s = 0; s < post.shifts.size(); ++s) {
        const PostShift& one = post.shifts[s];
        const std::string here = fmt::format("{}/shifts/{}", at, s);
        faults.known(here, shift_keys, one.shift_key);
        if (!seen.insert(one.shift_key).second)
            faults.add(here, trf("岗位“{}”的班次“{}”重复", post.name, one.shift_key));
        for (const DutyNeed& need : one.need) {
            faults.range(here + "/need", need.minimum, 0, most_need);
            faults.range(here + "/need", need.target, need.minimum, most_need);
        }
    }
    faults.range(at + "/always_count", post.always_count, 0, most_need);
    faults.range(at + "/experienced_count", post.experienced_count, 0, most_need);
    if (post.layer == DutyLayer::control_room && post.always_count < 2 &&
        post.single_watch_basis.empty())
        faults.add(at + "/always_count",
                   trf("消防控制室“{}”每班不足 2 人，没有写明单人值班的依据", post.name),
                   tr("2 人，或在 single_watch_basis 写明地方规定和批准"));
}

void check_absences(const DutyProblem& problem, const std::set<std::string>& people,
                    Faults& faults) {
    for (std::size_t i = 0; i < problem.absences.size(); ++i) {
        const DutyAbsence& one = problem.absences[i];
        const std::string at = fmt::format("/absences/{}", i);
        faults.known(at + "/person_key", people, one.person_key);
        if (!faults.span(at, one.days)) continue;
        const int days = domain::calc_days_between(one.days.first, one.days.last) + 1;
        if (days > longest_absence_days)
            faults.add(at, trf("“{}”缺勤 {} 天，没有尽头", one.person_key, days),
                       tr("三年以内；不再回来的人从名单上删去"));
    }
}

void check_elsewhere(const DutyProblem& problem, const std::set<std::string>& people,
                     Faults& faults) {
    for (std::size_t i = 0; i < problem.elsewhere.size(); ++i) {
        const DutyElsewhere& one = problem.elsewhere[i];
        const std::string at = fmt::format("/elsewhere/{}", i);
        faults.known(at + "/person_key", people, one.person_key);
        faults.range(at + "/start_min", one.start_min, 0, day_min - 1);
        faults.range(at + "/length_min", one.length_min, 1, day_min);
    }
}

void check_wishes(const DutyProblem& problem, const std::set<std::string>& people,
                  const std::set<std::string>& shifts, Faults& faults) {
    std::map<std::tuple<std::string, Date, std::string>, bool> wishes;
    for (std::size_t i = 0; i < problem.requests.size(); ++i) {
        const DutyRequest& one = problem.requests[i];
        const std::string at = fmt::format("/requests/{}", i);
        faults.known(at + "/person_key", people, one.person_key);
        if (!one.shift_key.empty()) faults.known(at + "/shift_key", shifts, one.shift_key);
        faults.range(at + "/weight_count", one.weight_count, 1, most_weight);
        const auto [found, fresh] =
            wishes.insert({{one.person_key, one.day, one.shift_key}, one.wants_duty});
        if (!fresh && found->second != one.wants_duty)
            faults.add(at, trf("“{}”在 {} 既要上班又要休息", one.person_key, domain::iso(one.day)));
    }
}

void check_pairs(const DutyProblem& problem, const std::set<std::string>& people, Faults& faults) {
    std::map<std::pair<std::string, std::string>, PairKind> seen;
    for (std::size_t i = 0; i < problem.pairs.size(); ++i) {
        const DutyPair& one = problem.pairs[i];
        const std::string at = fmt::format("/pairs/{}", i);
        faults.known(at + "/first_key", people, one.first_key);
        faults.known(at + "/second_key", people, one.second_key);
        if (one.first_key == one.second_key) faults.add(at, tr("一个人不能和自己成对"));
        const auto [found, fresh] =
            seen.insert({std::minmax(one.first_key, one.second_key), one.kind});
        if (!fresh && found->second != one.kind)
            faults.add(at, trf("“{}”和“{}”既要同班又不能同班", one.first_key, one.second_key));
    }
}

/// Lowest and highest value of a rule that can be meant.
std::pair<int, int> rule_range(DutyRuleKind kind) {
    switch (kind) {
    case DutyRuleKind::rest_min:
    case DutyRuleKind::night_rest_min:
        return {0, 7 * day_min};
    case DutyRuleKind::run_days:
    case DutyRuleKind::run_nights:
        return {1, 30};
    case DutyRuleKind::month_shifts:
        return {1, 31};
    case DutyRuleKind::month_work_min:
        return {1, 31 * day_min};
    case DutyRuleKind::year_work_min:
        return {1, 366 * day_min};
    case DutyRuleKind::volunteers_count:
        return {1, most_need};
    case DutyRuleKind::overtime_min:
        return {0, 31 * day_min};
    case DutyRuleKind::shift_min:
        return {1, day_min};
    case DutyRuleKind::overtime_day_min:
        return {0, day_min - standard_day_min};
    }
    return {0, 0};
}

void check_rules(const DutyProblem& problem, Faults& faults) {
    std::set<std::string> ids;
    for (std::size_t i = 0; i < problem.rules.size(); ++i) {
        const DutyRule& rule = problem.rules[i];
        const std::string at = fmt::format("/rules/{}", i);
        if (rule.id.empty() || !ids.insert(rule.id).second)
            faults.add(at + "/id", trf("规则编号“{}”缺失或重复", rule.id));
        const auto [low, high] = rule_range(rule.kind);
        faults.range(at + "/value", rule.value, low, high);
        if ((rule.kind == DutyRuleKind::shift_min) != rule.layer.has_value())
            faults.add(at + "/layer", trf("规则“{}”的岗位层不对", rule.id),
                       tr("shift_min 写明哪一层，别的规则不写"));
    }
    for (std::size_t s = 0; s < problem.shifts.size(); ++s)
        for (const DutyRule& rule : problem.rules)
            if (rule.kind == DutyRuleKind::month_work_min &&
                problem.shifts[s].length_min > rule.value)
                faults.add(fmt::format("/shifts/{}/length_min", s),
                           trf("一个“{}”就超过规则 {} 的月工时", problem.shifts[s].name, rule.id));
}

/// Days off that never end, one day in two of them, a day both off and worked.
void check_holidays(const DutyCalendar& calendar, const std::string& at, Faults& faults) {
    const auto& all = calendar.holidays;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string here = fmt::format("{}/holidays/{}", at, i);
        if (!faults.span(here, all[i].days)) continue;
        const int days = domain::calc_days_between(all[i].days.first, all[i].days.last) + 1;
        if (days > longest_holiday_days)
            faults.add(here,
                       trf("“{}”从 {} 到 {}，一共 {} 天", all[i].name,
                           domain::iso(all[i].days.first), domain::iso(all[i].days.last), days),
                       trf("至多 {} 天", longest_holiday_days));
        for (std::size_t j = 0; j < i; ++j)
            if (all[j].days.first <= all[i].days.last && all[i].days.first <= all[j].days.last)
                faults.add(here, trf("“{}”和“{}”有同一天", all[j].name, all[i].name));
        for (std::size_t w = 0; w < calendar.workdays.size(); ++w)
            if (all[i].days.first <= calendar.workdays[w] &&
                calendar.workdays[w] <= all[i].days.last)
                faults.add(fmt::format("{}/workdays/{}", at, w),
                           trf("{} 在“{}”的假期里，又要上班", domain::iso(calendar.workdays[w]),
                               all[i].name));
    }
}

void check_calendars(const DutyProblem& problem, Faults& faults) {
    for (std::size_t i = 0; i < problem.calendars.size(); ++i)
        check_holidays(problem.calendars[i], fmt::format("/calendars/{}", i), faults);
    if (problem.first_day > problem.last_day) return;
    const auto year_of = [](Date day) {
        return static_cast<int>(std::chrono::year_month_day{day}.year());
    };
    const int first = year_of(problem.first_day), last = year_of(problem.last_day);
    std::set<int> have;
    for (std::size_t i = 0; i < problem.calendars.size(); ++i) {
        const DutyCalendar& one = problem.calendars[i];
        const std::string at = fmt::format("/calendars/{}/year", i);
        if (!have.insert(one.year).second) faults.add(at, trf("{} 年的节假日重复", one.year));
        if (one.year < first - 1 || one.year > last + 1)
            faults.add(at, trf("节假日是 {} 年的", one.year),
                       first == last ? fmt::format("{}", first)
                                     : fmt::format("{}–{}", first, last));
    }
    for (int year = first; year <= last && last - first <= 2; ++year)
        if (!have.contains(year))
            faults.add("/calendars", trf("没有 {} 年的节假日", year),
                       fmt::format("holidays-{}.json", year));
}

void check_cells(const DutyProblem& problem, const std::set<std::string>& people, Faults& faults) {
    std::set<std::pair<std::string, Date>> seen;
    for (std::size_t i = 0; i < problem.fixed.size(); ++i) {
        const DutyCell& cell = problem.fixed[i];
        const std::string at = fmt::format("/fixed/{}", i);
        faults.known(at + "/person_key", people, cell.person_key);
        const auto post = std::ranges::find(problem.posts, cell.post_key, &DutyPost::key);
        if (post == problem.posts.end())
            faults.add(at + "/post_key", trf("没有“{}”", cell.post_key));
        else if (std::ranges::find(post->shifts, cell.shift_key, &PostShift::shift_key) ==
                 post->shifts.end())
            faults.add(at + "/shift_key", trf("岗位“{}”没有班次“{}”", post->name, cell.shift_key));
        if (!seen.insert({cell.person_key, cell.day}).second)
            faults.add(at, trf("“{}”在 {} 有两个班", cell.person_key, domain::iso(cell.day)),
                       tr("一人一天一个班"));
    }
}

void check_reductions(const DutyProblem& problem, Faults& faults) {
    for (std::size_t i = 0; i < problem.reductions.size(); ++i) {
        const DutyReduction& one = problem.reductions[i];
        const std::string at = fmt::format("/reductions/{}", i);
        faults.range(at + "/fewer_count", one.fewer_count, 1, most_need);
        const auto post = std::ranges::find(problem.posts, one.post_key, &DutyPost::key);
        if (post == problem.posts.end() ||
            std::ranges::find(post->shifts, one.shift_key, &PostShift::shift_key) ==
                post->shifts.end())
            faults.add(at, trf("没有岗位“{}”的班次“{}”", one.post_key, one.shift_key));
    }
}

} // namespace

Problems check_problem(const DutyProblem& problem) {
    Faults faults;
    check_horizon(problem, faults);
    const int people_count = static_cast<int>(problem.people.size());
    if (people_count == 0)
        faults.add("/people", tr("没有人"), tr("至少 1 人"));
    else if (people_count > most_people)
        faults.add("/people", trf("{} 人，太多", people_count),
                   trf("一张表至多 {} 人；分单位排", most_people));
    const auto people = faults.keys("people", problem.people);
    const auto shifts = faults.keys("shifts", problem.shifts);
    faults.keys("posts", problem.posts);
    for (std::size_t i = 0; i < problem.people.size(); ++i)
        check_person(problem, i, faults);
    check_shifts(problem, faults);
    if (problem.posts.empty()) faults.add("/posts", tr("没有岗位"), tr("至少 1 个"));
    std::size_t kinds = 0;
    for (std::size_t i = 0; i < problem.posts.size(); ++i) {
        check_post(problem, i, shifts, faults);
        kinds += problem.posts[i].shifts.size();
    }
    if (kinds > static_cast<std::size_t>(most_kinds))
        faults.add("/posts", trf("岗位和班次一共 {} 种，太多", kinds), trf("至多 {}", most_kinds));
    check_absences(problem, people, faults);
    check_elsewhere(problem, people, faults);
    faults.range("/isolated_weight_count", problem.isolated_weight_count, 0, most_weight);
    check_wishes(problem, people, shifts, faults);
    check_pairs(problem, people, faults);
    check_rules(problem, faults);
    check_calendars(problem, faults);
    check_reductions(problem, faults);
    check_cells(problem, people, faults);
    return std::move(faults.problems);
}

} // namespace roster::schedule
