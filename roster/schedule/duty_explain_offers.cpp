// Ways out that are worth trying against a conflict, and what each asks of people.
#include "roster/schedule/duty_explain_state.h"

#include <algorithm>

namespace roster::schedule {

std::optional<DutyWay> way_for(const DutyProblem& problem, const ConflictMember& member,
                               DaySpan window) {
    const auto at = static_cast<std::size_t>(member.first);
    switch (member.kind) {
    case MemberKind::rule:
        if (problem.rules[at].legal) return std::nullopt;
        return DutyWay{WayKind::drop_rule, problem.rules[at].id, member.first, window};
    case MemberKind::absence:
        if (problem.absences[at].kind == AbsenceKind::sick) return std::nullopt;
        return DutyWay{WayKind::recall, problem.absences[at].person_key, member.first, window};
    case MemberKind::ban:
        if (!problem.people[at].bans[static_cast<std::size_t>(member.second)].liftable)
            return std::nullopt; // law, or nobody's to lift
        return DutyWay{WayKind::lift_ban, problem.people[at].key, member.second, window};
    case MemberKind::pair:
        return DutyWay{WayKind::drop_pair, "", member.first, window};
    case MemberKind::own_limit:
        return DutyWay{WayKind::drop_limit, problem.people[at].key, 0, window};
    case MemberKind::qualification:
        return DutyWay{WayKind::extend_qualification, problem.people[at].key, member.second,
                       window};
    case MemberKind::cover:
    case MemberKind::experienced:
    case MemberKind::shift_rest:
    case MemberKind::fixed:
    case MemberKind::elsewhere:
    case MemberKind::longest_shift:
        return std::nullopt;
    }
    return std::nullopt;
}

namespace {

/// Whether a post stands three shifts of at most 8 hours that could be two of 12.
bool stands_three_shifts(const DutyProblem& problem, const DutyPost& post) {
    constexpr std::size_t three = 3;
    return post.layer != DutyLayer::control_room && post.shifts.size() == three &&
           std::ranges::all_of(post.shifts, [&](const PostShift& one) {
               return std::ranges::find(problem.shifts, one.shift_key, &DutyShift::key)
                          ->length_min <= standard_day_min;
           });
}

/// One fewer in each shift that has two or more on every kind of day on which it has anybody.
void add_lower_needs(const DutyProblem& problem, int post, DaySpan all,
                     std::vector<DutyWay>& ways) {
    const DutyPost& one = problem.posts[static_cast<std::size_t>(post)];
    if (!one.single_watch_basis.empty() || one.layer == DutyLayer::control_room) return;
    for (const PostShift& shift : one.shifts) {
        const bool is_double =
            std::ranges::any_of(shift.need, [](const DutyNeed& need) { return need.minimum > 1; });
        if (!is_double || one.always_count > 1) continue;
        DutyWay way{WayKind::lower_need, one.key, post, all};
        way.shift_key = shift.shift_key;
        ways.push_back(std::move(way));
    }
}

void add_hours(const DutyProblem& problem, const DutyGrid& grid, DaySpan all,
               std::vector<DutyWay>& ways) {
    const GridRule& rule = grid.rule(DutyRuleKind::overtime_min);
    if (!rule.holds()) return;
    if (rule.value < legal_overtime_min)
        ways.push_back({WayKind::raise_overtime,
                        problem.rules[static_cast<std::size_t>(rule.index)].id, rule.index, all});
    if (problem.hours.period == HoursPeriod::month)
        ways.push_back({WayKind::average_hours, "", static_cast<int>(HoursPeriod::quarter), all});
    if (problem.hours.period == HoursPeriod::quarter)
        ways.push_back({WayKind::average_hours, "", static_cast<int>(HoursPeriod::year), all});
}

} // namespace

std::optional<DutyWay> find_nearest(const DutyProblem& problem, const DutyGrid& grid, int post) {
    const DutyPost& wanted = problem.posts[static_cast<std::size_t>(post)];
    std::optional<std::pair<int, int>> nearest; // what is lacking, days away
    std::optional<DutyWay> way;
    for (int p = 0; p < grid.people; ++p) {
        if (can_ever(problem, p, post)) continue;
        const DutyPerson& person = problem.people[static_cast<std::size_t>(p)];
        const auto lacking =
            std::ranges::count_if(wanted.qualifications, [&](const std::string& key) {
                return std::ranges::find(person.qualifications, key, &DutyQualification::key) ==
                       person.qualifications.end();
            });
        int away = 0;
        for (int column = lead_days; column < lead_days + grid.days; ++column)
            away += grid.allowed[grid.at(p, column)] == 0;
        const std::pair here{static_cast<int>(lacking), away};
        if (nearest && *nearest <= here) continue;
        nearest = here;
        way = DutyWay{WayKind::qualify, person.key, post, {problem.first_day, problem.last_day}};
    }
    return way;
}

std::vector<DutyWay> list_changes(const DutyProblem& problem, const DutyGrid& grid,
                                  const std::set<int>& posts) {
    const DaySpan all{problem.first_day, problem.last_day};
    std::vector<DutyWay> ways;
    add_hours(problem, grid, all, ways);
    for (const int post : posts) {
        const DutyPost& one = problem.posts[static_cast<std::size_t>(post)];
        add_lower_needs(problem, post, all, ways);
        if (stands_three_shifts(problem, one))
            ways.push_back({WayKind::change_pattern, one.key, post, all});
        if (auto way = find_nearest(problem, grid, post)) ways.push_back(std::move(*way));
    }
    return ways;
}

DutyWay way_of_newcomers(const DutyProblem& problem, const DutyGrid& grid, int post) {
    const HeadCount count = count_heads_at(grid, post);
    DutyWay way{WayKind::add_person,
                problem.posts[static_cast<std::size_t>(post)].key,
                post,
                {problem.first_day, problem.last_day}};
    way.count = std::max(1, count.need_most_count - count.have_count);
    return way;
}

int calc_way_cost(const DutyProblem& problem, const DutyWay& way) {
    // Source: docs/references.md#duty-ways
    constexpr int pair = 2, house_rule = 4, own_limit = 4, doctor = 6, paper = 8, gap = 10,
                  overtime = 4, fewer = 12, pattern = 14, approval = 16, learner = 30,
                  newcomer = 100, recalled_day = 1;
    const auto shared_days = [&](DaySpan a, DaySpan b) {
        return std::max(
            0, domain::calc_days_between(std::max(a.first, b.first), std::min(a.last, b.last)) + 1);
    };
    switch (way.kind) {
    case WayKind::drop_pair:
        return pair;
    case WayKind::drop_rule:
        return house_rule;
    case WayKind::drop_limit:
        return own_limit;
    case WayKind::lift_ban:
        return doctor;
    case WayKind::extend_qualification:
        return paper;
    case WayKind::recall: {
        int days =
            shared_days(way.days, problem.absences[static_cast<std::size_t>(way.index)].days);
        for (const int row : way.more)
            days += shared_days(way.days, problem.absences[static_cast<std::size_t>(row)].days);
        return recalled_day * days;
    }
    case WayKind::add_person:
        return newcomer * way.count;
    case WayKind::raise_overtime:
        return overtime;
    case WayKind::lower_need:
        return fewer;
    case WayKind::change_pattern:
        return pattern + (needs_approval(problem, way) ? approval : 0);
    case WayKind::average_hours:
        return approval;
    case WayKind::qualify:
        return learner;
    case WayKind::accept_gaps:
        break;
    }
    int missing = 0;
    for (const OpenShift& one : way.gaps)
        missing += one.missing_count;
    return gap * missing;
}

} // namespace roster::schedule
