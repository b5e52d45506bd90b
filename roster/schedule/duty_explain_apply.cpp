// A way out taken: the problem as it is then.
#include "roster/domain/names.h"
#include "roster/schedule/duty_explain.h"
#include "sim/core/text.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>

namespace roster::schedule {

namespace {

/// Back for some days; what lies before and after stays.
void recall(DutyProblem& problem, int row, DaySpan days) {
    const DutyAbsence one = problem.absences[static_cast<std::size_t>(row)];
    problem.absences.erase(problem.absences.begin() + row);
    if (one.days.first < days.first) {
        problem.absences.push_back(one);
        problem.absences.back().days.last = days.first - Days{1};
    }
    if (one.days.last > days.last) {
        problem.absences.push_back(one);
        problem.absences.back().days.first = days.last + Days{1};
    }
}

void add_people(DutyProblem& problem, const DutyWay& way) {
    std::vector<int> posts = way.more;
    posts.push_back(way.index);
    for (int i = 0, number = 1; i < way.count; ++i) {
        DutyPerson one;
        const auto name = [&] { one.key = fmt::format("person/new-{}", number++); };
        for (name();
             std::ranges::find(problem.people, one.key, &DutyPerson::key) != problem.people.end();)
            name();
        one.name = sim::core::trf("新增人员{}", number - 1);
        for (const int post : posts)
            for (const std::string& key :
                 problem.posts[static_cast<std::size_t>(post)].qualifications)
                one.qualifications.push_back({key, problem.first_day - Days{lead_days}, {}});
        one.experienced = true;
        problem.people.push_back(std::move(one));
    }
}

/// Averaged hours; the number of the approval is filled in by whoever accepts it.
void average_hours(DutyProblem& problem, HoursPeriod period) {
    problem.hours.period = period;
    if (problem.hours.approval.empty()) problem.hours.approval = sim::core::tr("待填");
}

void lower_need(DutyPost& post, const std::string& shift_key) {
    const auto one = std::ranges::find(post.shifts, shift_key, &PostShift::shift_key);
    for (DutyNeed& need : one->need) {
        need.minimum = std::max(1, need.minimum - 1);
        need.target = std::max(need.minimum, need.target - 1);
    }
}

/// Key of a shift that lies so, made where there is none.
std::string find_shift(DutyProblem& problem, const DutyShift& wanted) {
    const auto at = std::ranges::find_if(problem.shifts, [&](const DutyShift& one) {
        return one.start_min == wanted.start_min && one.length_min == wanted.length_min &&
               one.night == wanted.night && one.rest_after_min == 0;
    });
    if (at != problem.shifts.end()) return at->key;
    DutyShift made = wanted;
    while (std::ranges::find(problem.shifts, made.key, &DutyShift::key) != problem.shifts.end())
        made.key += "x";
    problem.shifts.push_back(made);
    return made.key;
}

/// Three shifts of 8 hours become two of 12. The old shifts stay, with nobody wanted: what was
/// worked before the roster stands in them.
void change_pattern(DutyProblem& problem, DutyPost& post) {
    constexpr int morning_min = 8 * 60, half_day_min = day_min / 2;
    std::array<DutyNeed, 3> day{}, night{};
    for (PostShift& one : post.shifts) {
        const bool is_night =
            std::ranges::find(problem.shifts, one.shift_key, &DutyShift::key)->night;
        auto& needs = is_night ? night : day;
        for (std::size_t i = 0; i < needs.size(); ++i) {
            needs[i].minimum = std::max(needs[i].minimum, one.need[i].minimum);
            needs[i].target = std::max(needs[i].target, one.need[i].target);
        }
        one.need = {};
    }
    post.shifts.push_back(
        {find_shift(problem, {"D12", sim::core::tr("白班"), morning_min, half_day_min, false, 0}),
         day});
    post.shifts.push_back({find_shift(problem, {"N12", sim::core::tr("夜班"),
                                                morning_min + half_day_min, half_day_min, true, 0}),
                           night});
}

} // namespace

DutyProblem apply_way(DutyProblem problem, const DutyWay& way) {
    const auto at = static_cast<std::size_t>(way.index);
    const auto person = std::ranges::find(problem.people, way.key, &DutyPerson::key);
    switch (way.kind) {
    case WayKind::drop_rule:
        std::erase_if(problem.rules, [&](const DutyRule& rule) { return rule.id == way.key; });
        break;
    case WayKind::recall: {
        std::vector<int> rows = way.more;
        rows.push_back(way.index);
        std::ranges::sort(rows, std::greater<>());
        for (const int row : rows)
            recall(problem, row, way.days);
        break;
    }
    case WayKind::lift_ban:
        person->bans.erase(person->bans.begin() + way.index);
        break;
    case WayKind::drop_pair:
        problem.pairs.erase(problem.pairs.begin() + way.index);
        break;
    case WayKind::drop_limit:
        person->most_month_shifts = 0;
        break;
    case WayKind::extend_qualification:
    case WayKind::qualify:
        for (const std::string& key : problem.posts[at].qualifications)
            person->qualifications.push_back({key, way.days.first, way.days.last + Days{1}});
        break;
    case WayKind::add_person:
        add_people(problem, way);
        break;
    case WayKind::accept_gaps:
        for (const OpenShift& gap : way.gaps)
            problem.reductions.push_back(
                {gap.day, gap.post_key, gap.shift_key, gap.missing_count, "accepted"});
        break;
    case WayKind::average_hours:
        average_hours(problem, static_cast<HoursPeriod>(way.index));
        break;
    case WayKind::raise_overtime:
        problem.rules[at].value = legal_overtime_min;
        break;
    case WayKind::lower_need:
        lower_need(problem.posts[at], way.shift_key);
        break;
    case WayKind::change_pattern:
        change_pattern(problem, problem.posts[at]);
        if (needs_approval(problem, way)) average_hours(problem, HoursPeriod::quarter);
        break;
    }
    return problem;
}

bool needs_approval(const DutyProblem& problem, const DutyWay& way) {
    if (problem.hours.period != HoursPeriod::month) return false;
    return way.kind == WayKind::average_hours ||
           (way.kind == WayKind::change_pattern &&
            std::ranges::find(problem.rules, DutyRuleKind::overtime_day_min, &DutyRule::kind) !=
                problem.rules.end());
}

DutyProblem accept_way(const DutyProblem& problem, const DutyWay& way, DutyAcceptance acceptance) {
    acceptance.way = domain::name_of(way_kind_names, way.kind);
    acceptance.text = describe(problem, way);
    acceptance.days = way.days;
    DutyProblem changed = apply_way(problem, way);
    for (std::size_t i = problem.reductions.size(); i < changed.reductions.size(); ++i)
        changed.reductions[i].reason =
            acceptance.reason.empty() ? acceptance.by : acceptance.by + ": " + acceptance.reason;
    changed.accepted.push_back(std::move(acceptance));
    return changed;
}

} // namespace roster::schedule
