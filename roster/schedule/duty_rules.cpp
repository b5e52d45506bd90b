#include "roster/schedule/duty_rules.h"

#include <algorithm>

namespace roster::schedule {

namespace {

constexpr int rest_min = 11 * 60;
constexpr int run_days = 6; // one day of rest in any seven
constexpr int run_nights = 4;
constexpr int night_rest_min = 24 * 60;
constexpr int month_shifts = 25;
constexpr int overtime_day_min = 3 * 60;
constexpr int overtime_min = 36 * 60; // a month
constexpr int year_work_min = standard_year_min + months_a_year * overtime_min;

} // namespace

std::vector<DutyRule> usual_duty_rules() {
    using enum DutyRuleKind;
    return {{"duty/rest", DutyRuleKind::rest_min, schedule::rest_min,
             "内部规定：两班之间至少休息 11 小时", DutyMark::unverified, false},
            {"duty/run-days", DutyRuleKind::run_days, schedule::run_days, "劳动法 第38条",
             DutyMark::verified, true},
            {"duty/run-nights", DutyRuleKind::run_nights, schedule::run_nights,
             "内部规定：至多连上 4 个夜班", DutyMark::unverified, false},
            {"duty/night-rest", DutyRuleKind::night_rest_min, schedule::night_rest_min,
             "内部规定：夜班之后休息 24 小时", DutyMark::unverified, false},
            {"duty/month-shifts", DutyRuleKind::month_shifts, schedule::month_shifts,
             "内部规定：一个月至多 25 班", DutyMark::unverified, false},
            {"duty/overtime", DutyRuleKind::overtime_min, schedule::overtime_min,
             "劳动法 第41条；人社部发〔2025〕2号：每月标准 165.3 小时，加班至多 36 小时",
             DutyMark::secondary, true},
            {"duty/overtime-day", DutyRuleKind::overtime_day_min, schedule::overtime_day_min,
             "劳动法 第41条：每日加班至多 3 小时（综合计算工时除外）", DutyMark::verified, true},
            {"duty/control-room-shift", shift_min, control_room_shift_min, "GB 25201-2010 5.2",
             DutyMark::secondary, true, DutyLayer::control_room},
            {"duty/year-hours", DutyRuleKind::year_work_min, schedule::year_work_min,
             "人社部发〔2025〕2号；劳动法 第41条（综合计算工时）", DutyMark::secondary, true}};
}

bool lacks_daily_limit(const DutyProblem& problem) {
    return problem.hours.period == HoursPeriod::month &&
           std::ranges::find(problem.rules, DutyRuleKind::overtime_day_min, &DutyRule::kind) ==
               problem.rules.end();
}

} // namespace roster::schedule
