/// Homes that rosters are made for in tests and benches: a large one, small ones, and their rules.
#pragma once
#include "roster/schedule/duty_model.h"
#include <fmt/format.h>

namespace tests {

using roster::domain::Date;
using roster::domain::Days;
using roster::domain::make_date;
using namespace roster::schedule;

inline DutyCalendar calendar_2026() {
    const auto day = [](unsigned month, unsigned of) { return make_date(2026, month, of); };
    return {2026,
            {{"元旦", {day(1, 1), day(1, 3)}, {day(1, 1)}},
             {"春节", {day(2, 15), day(2, 23)}, {day(2, 16), day(2, 17), day(2, 18), day(2, 19)}},
             {"清明节", {day(4, 4), day(4, 6)}, {day(4, 5)}},
             {"劳动节", {day(5, 1), day(5, 5)}, {day(5, 1), day(5, 2)}},
             {"端午节", {day(6, 19), day(6, 21)}, {day(6, 19)}},
             {"中秋节", {day(9, 25), day(9, 27)}, {day(9, 25)}},
             {"国庆节", {day(10, 1), day(10, 7)}, {day(10, 1), day(10, 2), day(10, 3)}}},
            {day(1, 4), day(2, 14), day(2, 28), day(5, 9), day(9, 20), day(10, 10)},
            "test"};
}
inline DutyCalendar plain_calendar(int year) {
    return {year, {}, {}, "test"};
}

inline std::vector<DutyRule> usual_rules() {
    return {
        {"duty/rest", DutyRuleKind::rest_min, 11 * 60, "house", DutyMark::verified, false},
        {"duty/run-days", DutyRuleKind::run_days, 6, "law", DutyMark::verified, true},
        {"duty/run-nights", DutyRuleKind::run_nights, 4, "house", DutyMark::verified, false},
        {"duty/night-rest", DutyRuleKind::night_rest_min, 24 * 60, "house", DutyMark::verified,
         false},
        {"duty/month-shifts", DutyRuleKind::month_shifts, 25, "house", DutyMark::verified, false},
        {"duty/overtime", DutyRuleKind::overtime_min, 36 * 60, "law", DutyMark::secondary, true},
        {"duty/year-hours", DutyRuleKind::year_work_min, 2416 * 60, "law", DutyMark::secondary,
         true}};
}
inline std::vector<DutyShift> three_shifts() {
    return {{"D", "早班", 7 * 60, 8 * 60, false, 0},
            {"E", "中班", 15 * 60, 8 * 60, false, 0},
            {"N", "夜班", 23 * 60, 8 * 60, true, 0}};
}
inline PostShift every_day(std::string shift, int minimum) {
    const DutyNeed need{minimum, minimum};
    return {std::move(shift), {need, need, need}};
}

/// People of one kind; with leave, 14 days in a row and 12 single days each, spread over the year.
inline void add_people(DutyProblem& problem, const std::string& kind, int count, bool with_leave) {
    const int year_days =
        roster::domain::calc_days_between(problem.first_day, problem.last_day) + 1;
    for (int i = 0; i < count; ++i) {
        DutyPerson one;
        one.key = fmt::format("person/{}-{:03}", kind, i + 1);
        one.name = fmt::format("{}{:03}", kind, i + 1);
        one.qualifications = {{kind, make_date(2020, 1, 1), {}}};
        one.experienced = i % 2 == 0;
        problem.people.push_back(one);
        if (!with_leave || year_days < 60) continue;
        const Date block = problem.first_day + Days{(i * 29 + 11) % (year_days - 20)};
        problem.absences.push_back(
            {one.key, AbsenceKind::leave, {block, block + Days{13}}, "年休假"});
        for (int n = 0; n < 12; ++n) {
            const Date day = problem.first_day + Days{(i * 17 + n * 31 + 5) % year_days};
            problem.absences.push_back({one.key, AbsenceKind::leave, {day, day}, "事假"});
        }
    }
}

/// 12 leaders (24 h), 12 certified (2 on 3 shifts), 48 carers (28 shifts a workday), a year.
inline DutyProblem large_home(Date first = make_date(2026, 1, 1),
                              Date last = make_date(2026, 12, 31)) {
    DutyProblem problem;
    problem.organisation_key = "org/large";
    problem.name = "安康养老院";
    problem.first_day = first;
    problem.last_day = last;
    problem.opens_min = 8 * 60;
    problem.calendars = {calendar_2026()};
    problem.rules = usual_rules();
    problem.shifts = three_shifts();
    problem.shifts.push_back({"L", "带班", 8 * 60, 24 * 60, true, 48 * 60});
    problem.posts = {
        {"leader", "带班领导", DutyLayer::leader, {"leader"}, {every_day("L", 1)}, 1, 0, false},
        {"control",
         "消防控制室",
         DutyLayer::control_room,
         {"certificate"},
         {every_day("D", 2), every_day("E", 2), every_day("N", 2)},
         2},
        {"care", "护理", DutyLayer::care, {"carer"}, {}, 1}};
    const auto care = [](const char* shift, int workday, int rest) {
        return PostShift{shift, {DutyNeed{workday, workday}, {rest, rest}, {rest, rest}}};
    };
    problem.posts[2].shifts = {care("D", 12, 10), care("E", 9, 8), care("N", 7, 7)};
    add_people(problem, "leader", 12, true);
    add_people(problem, "certificate", 12, true);
    add_people(problem, "carer", 48, true);
    return problem;
}

/// A rural home: leaders are carers too, 12 h shifts, one at night who is the duty room as well.
inline DutyProblem small_home(int staff, Date first = make_date(2026, 1, 1),
                              Date last = make_date(2026, 12, 31)) {
    DutyProblem problem;
    problem.organisation_key = "org/small";
    problem.name = "敬老院";
    problem.first_day = first;
    problem.last_day = last;
    problem.opens_min = 8 * 60;
    problem.calendars = {calendar_2026()};
    problem.rules = usual_rules();
    problem.shifts = {{"D", "白班", 8 * 60, 12 * 60, false, 0},
                      {"N", "夜班", 20 * 60, 12 * 60, true, 0},
                      {"L", "带班", 8 * 60, 12 * 60, false, 0}};
    problem.posts = {
        {"leader", "带班领导", DutyLayer::leader, {"leader"}, {every_day("L", 1)}, 0, 0, false},
        {"room",
         "值班室",
         DutyLayer::duty_room,
         {"carer"},
         {every_day("D", 1), every_day("N", 1)},
         1}};
    for (int i = 0; i < staff; ++i) {
        DutyPerson one;
        one.key = fmt::format("person/{:02}", i + 1);
        one.name = fmt::format("员工{:02}", i + 1);
        one.qualifications = {{"carer", make_date(2020, 1, 1), {}}};
        if (i < 3) one.qualifications.push_back({"leader", make_date(2020, 1, 1), {}});
        one.experienced = i % 2 == 0;
        problem.people.push_back(one);
    }
    return problem;
}

} // namespace tests
