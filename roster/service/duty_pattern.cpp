#include "roster/service/duty_pattern.h"

#include "sim/core/text.h"
#include <algorithm>

namespace roster::service {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::tr;

namespace {

constexpr int hour_min = 60;
constexpr int morning_h = 8; ///< when days of 12 and of 24 hours begin, and the roster itself

DutyShift make_shift(const char* key, const char* name, int start_h, int length_h, bool night) {
    return {key, tr(name), start_h * hour_min, length_h * hour_min, night, 0};
}
DutyShift make_whole_day(const char* key, std::string name, int rest_after_min) {
    return {key, std::move(name), morning_h * hour_min, day_min, true, rest_after_min};
}

PostShift every_day(const char* shift, int minimum) {
    const DutyNeed need{minimum, minimum};
    return {shift, {need, need, need}};
}

bool is_by_three(const DutyDraft& draft) noexcept {
    return draft.pattern == DutyPattern::three_shifts;
}

void lay_shifts(const Organisation& organisation, const DutyDraft& draft, DutyProblem& problem) {
    auto& shifts = problem.shifts;
    shifts.push_back(make_whole_day("H24", tr("带班"), draft.leader_rest_min));
    if (is_by_three(draft) || organisation.watch_room == WatchRoom::control_room) {
        shifts.push_back(make_shift("D8", "早班", 7, 8, false));
        shifts.push_back(make_shift("E8", "中班", 15, 8, false));
        shifts.push_back(make_shift("N8", "夜班", 23, 8, true));
    }
    if (draft.pattern == DutyPattern::two_shifts ||
        (organisation.watch_room == WatchRoom::duty_room && !is_by_three(draft))) {
        shifts.push_back(make_shift("D12", "白班", morning_h, 12, false));
        shifts.push_back(make_shift("N12", "夜班", 20, 12, true));
    }
    if (draft.pattern == DutyPattern::whole_days)
        shifts.push_back(make_whole_day("C24", tr("全天"), draft.care_rest_min));
}

DutyPost make_care(const DutyDraft& draft) {
    const int day = draft.care_day_count, night = draft.care_night_count;
    DutyPost post{care_layer, tr("护理"), DutyLayer::care, {care_layer}, {}};
    post.experienced_count = draft.experienced_count;
    switch (draft.pattern) {
    case DutyPattern::three_shifts:
        post.shifts = {every_day("D8", day), every_day("E8", day), every_day("N8", night)};
        break;
    case DutyPattern::two_shifts:
        post.shifts = {every_day("D12", day), every_day("N12", night)};
        break;
    case DutyPattern::whole_days: // the same people by day and by night
        post.shifts = {every_day("C24", std::max(day, night))};
        break;
    }
    post.always_count = std::min(day, night); // no minute between two shifts without a carer
    return post;
}

DutyPost make_duty_room(const DutyDraft& draft) {
    DutyPost post{duty_room_layer, tr("值班室"), DutyLayer::duty_room, {duty_room_layer}, {}, 1};
    post.shifts = is_by_three(draft)
                      ? std::vector{every_day("D8", 1), every_day("E8", 1), every_day("N8", 1)}
                      : std::vector{every_day("D12", 1), every_day("N12", 1)};
    return post;
}

} // namespace

void lay_posts(const Organisation& organisation, const DutyDraft& draft, DutyProblem& problem) {
    lay_shifts(organisation, draft, problem);
    problem.opens_min = morning_h * hour_min; // the first shifts of the roster begin then
    DutyPost lead{
        leader_layer, tr("带班领导"), DutyLayer::leader, {leader_layer}, {every_day("H24", 1)}};
    lead.always_count = 1;
    lead.hours_count = false; // 值班, not working time; source: docs/references.md#duty-labour
    problem.posts.push_back(lead);
    if (organisation.watch_room == WatchRoom::control_room) {
        const int count = draft.control_room_count;
        DutyPost post{control_room_layer,
                      tr("消防控制室"),
                      DutyLayer::control_room,
                      {control_room_layer, watch_certificate},
                      {every_day("D8", count), every_day("E8", count), every_day("N8", count)}};
        post.always_count = count;
        post.single_watch_basis = draft.single_watch_basis;
        problem.posts.push_back(post);
    }
    if (organisation.watch_room == WatchRoom::duty_room)
        problem.posts.push_back(make_duty_room(draft));
    if (is_institution(organisation.kind)) problem.posts.push_back(make_care(draft));
}

void leave_out_daily_limit(DutyProblem& problem) {
    const auto rule =
        std::ranges::find(problem.rules, DutyRuleKind::overtime_day_min, &DutyRule::kind);
    const int most_min = standard_day_min + rule->value;
    const bool is_broken = std::ranges::any_of(problem.posts, [&](const DutyPost& post) {
        return post.hours_count && std::ranges::any_of(post.shifts, [&](const PostShift& one) {
                   return std::ranges::find(problem.shifts, one.shift_key, &DutyShift::key)
                              ->length_min > most_min;
               });
    });
    if (is_broken && problem.hours.period == HoursPeriod::month) problem.rules.erase(rule);
}

sim::core::Problems check_pattern(const DutyDraft& draft) {
    if (draft.pattern != DutyPattern::whole_days || draft.hours.period != HoursPeriod::month)
        return {};
    return {{{},
             "/hours",
             tr("护理一班 24 小时超过每天至多 8＋3 小时，要有综合计算工时的批准（劳动法 第41条）"),
             tr("--hours 按季 --approval 文号；没有批准就用 3x8")}};
}

} // namespace roster::service
