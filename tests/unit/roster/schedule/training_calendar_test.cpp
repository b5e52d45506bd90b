#include "roster/schedule/training_calendar.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <map>
#include <rapidcheck.h>
#include <set>

using namespace roster::schedule;
using roster::domain::Date;
using roster::domain::Days;
using roster::domain::DaySpan;
using roster::domain::make_date;
using roster::domain::WindowKind;

namespace {

/// Study each month, drill and training each half-year, two campaigns; the festivals of 2026.
CalendarInput year_2026() {
    CalendarInput input;
    input.organisation_key = "org/1";
    input.from = make_date(2026, 1, 1);
    input.until = make_date(2026, 12, 31);
    for (unsigned month = 1; month <= 12; ++month)
        input.duties.push_back(
            {fmt::format("study/{:02}", month), "队伍学习",
             roster::domain::calc_window(WindowKind::month, make_date(2026, month, 1))});
    for (unsigned half = 0; half < 2; ++half)
        for (const char* what : {"drill", "training"})
            input.duties.push_back({fmt::format("{}/H{}", what, half + 1), what,
                                    roster::domain::calc_window(WindowKind::half_year,
                                                                make_date(2026, 1 + 6 * half, 1))});
    input.duties.push_back(
        {"campaign/june", "安全生产月", {make_date(2026, 6, 1), make_date(2026, 6, 30)}, 2});
    input.duties.push_back(
        {"campaign/november", "消防宣传月", {make_date(2026, 11, 1), make_date(2026, 11, 30)}, 2});
    input.festivals = {{make_date(2026, 2, 15), make_date(2026, 2, 23)},
                       {make_date(2026, 10, 1), make_date(2026, 10, 7)}};
    return input;
}

} // namespace

TEST_CASE("training calendar: a year finds a day for everything, on workdays, no week crowded") {
    const auto plan = plan_calendar(year_2026());
    REQUIRE(plan.has_value());
    CHECK(plan->unplaced.empty());
    CHECK(plan->placed.size() == 20);
    std::map<Date, int> weeks;
    for (const PlacedDuty& one : plan->placed) {
        CHECK(std::chrono::weekday{one.day}.iso_encoding() <= 5);
        ++weeks[roster::domain::calc_window(WindowKind::week, one.day).first];
    }
    for (const auto& [monday, count] : weeks)
        CHECK(count == 1);
}

TEST_CASE("training calendar: whatever is asked, days are open, single and within their windows") {
    CHECK(rc::check([] {
        const auto upto = [](int most) { return *rc::gen::inRange(0, most + 1); };
        CalendarInput input;
        input.from = make_date(2026, 1, 1);
        input.until = input.from + Days{30};
        for (int i = 0; i < 6; ++i) {
            const Date first = input.from + Days{upto(40) - 5};
            input.duties.push_back(
                {fmt::format("duty/{}", i), "", {first, first + Days{upto(6)}}, 1 + upto(2)});
        }
        for (int i = upto(4); i > 0; --i) {
            const Date first = input.from + Days{upto(30)};
            (i % 2 == 0 ? input.festivals : input.blocked)
                .push_back({first, first + Days{upto(5)}});
            input.events.push_back({input.from + Days{upto(30)}, "会议"});
        }
        const auto plan = plan_calendar(input);
        RC_ASSERT(plan.has_value());
        std::set<Date> used;
        for (const auto& event : input.events)
            used.insert(event.day);
        const std::set<Date> events = used;
        std::size_t wanted = 0;
        for (const PeriodicDuty& duty : input.duties)
            wanted += duty.count;
        RC_ASSERT(plan->placed.size() + plan->unplaced.size() == wanted);
        const auto closed = [&](Date day) {
            const auto holds = [&](const DaySpan& span) {
                return span.first <= day && day <= span.last;
            };
            return day < input.from || input.until < day || events.contains(day) ||
                   std::ranges::any_of(input.festivals, holds) ||
                   std::ranges::any_of(input.blocked, holds);
        };
        const auto window_of = [&](const std::string& key) {
            return std::ranges::find(input.duties, key, &PeriodicDuty::key)->window;
        };
        for (const PlacedDuty& one : plan->placed) {
            RC_ASSERT(!closed(one.day));
            RC_ASSERT(used.insert(one.day).second);
            RC_ASSERT(window_of(one.key).first <= one.day);
            RC_ASSERT(one.day <= window_of(one.key).last);
        }
        for (const UnplacedDuty& one : plan->unplaced) // no open day of the window is left
            for (Date day = window_of(one.key).first; day <= window_of(one.key).last;
                 day += Days{1})
                RC_ASSERT(closed(day) || used.contains(day));
    }));
}

TEST_CASE("training calendar: what finds no day is named with the reason") {
    CalendarInput input;
    input.from = make_date(2026, 2, 1);
    input.until = make_date(2026, 2, 28);
    input.duties = {{"a", "", {make_date(2026, 2, 16), make_date(2026, 2, 18)}},
                    {"b", "", {make_date(2026, 3, 1), make_date(2026, 3, 31)}},
                    {"c", "", {make_date(2026, 2, 3), make_date(2026, 2, 4)}, 3}};
    input.festivals = {{make_date(2026, 2, 15), make_date(2026, 2, 23)}};
    input.events = {{make_date(2026, 2, 3), "体检"}};
    const auto plan = plan_calendar(input);
    REQUIRE(plan.has_value());
    REQUIRE(plan->unplaced.size() == 4);
    CHECK(plan->unplaced[0].reason == UnplacedReason::blocked);
    CHECK(plan->unplaced[1].reason == UnplacedReason::no_day);
    CHECK(plan->unplaced[2].reason == UnplacedReason::taken);
    input.duties[1].key = "a";
    input.duties[2].count = 0;
    input.festivals[0].last = make_date(2026, 1, 1);
    const auto bad = plan_calendar(input);
    REQUIRE_FALSE(bad.has_value());
    CHECK(bad.error().problems.size() == 3);
}

TEST_CASE("training calendar: rows of a rule set become the duties of a year") {
    roster::domain::Organisation home;
    home.kind = roster::domain::OrganisationKind::home;
    roster::domain::Rule drill;
    drill.id = "D1";
    drill.subject = roster::domain::RuleSubject::home;
    drill.activity = "drill";
    drill.window = {WindowKind::half_year, 1};
    drill.valid_from = make_date(2020, 1, 1);
    roster::domain::Rule rolling = drill;
    rolling.id = "R1";
    rolling.window = {WindowKind::rolling_months, 36};
    const auto duties = list_duties(std::vector{drill, rolling}, home, 2026);
    REQUIRE(duties.size() == 2);
    CHECK(duties[0].window.last == make_date(2026, 6, 30));
    CHECK(duties[1].window.first == make_date(2026, 7, 1));
}
