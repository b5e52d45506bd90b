#include "roster/domain/inspection.h"

#include "roster/domain/inspection_constants.h"
#include "roster/domain/patrol.h"
#include "roster/domain/sample.h"
#include "roster/domain/visit_planner.h"
#include "sim/core/result.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <map>
#include <rapidcheck.h>
#include <set>

using namespace roster::domain;

namespace {

std::vector<HomeToVisit> make_homes(int count) {
    std::vector<HomeToVisit> homes;
    for (int i = 0; i < count; ++i)
        homes.push_back({fmt::format("org/{:03}", i), 0, {}});
    return homes;
}

/// Minutes after 22:00 of 10 January 2026.
Instant at_night(int minutes) {
    return Instant{make_date(2026, 1, 10)} + std::chrono::hours{22} - local_offset +
           std::chrono::minutes{minutes};
}

std::vector<SampleCandidate> make_city(int count) {
    std::vector<SampleCandidate> homes;
    for (int i = 0; i < count; ++i)
        homes.push_back({fmt::format("org/{:03}", i), 0, 0, 100.0});
    return homes;
}

std::set<std::string> chosen_of(const std::vector<SampledHome>& homes) {
    std::set<std::string> keys;
    for (const SampledHome& home : homes)
        if (home.chosen) keys.insert(home.key);
    return keys;
}

} // namespace

TEST_CASE("visits: 26 homes twice a year need one a week and get it") {
    const VisitWish wish{2026, {}, 2, 1, 1};
    CHECK(calc_visit_load(make_homes(26), wish).per_week_needed == 1);
    const auto plan = plan_visits(make_homes(26), wish);
    REQUIRE(plan);
    CHECK(plan->size() == 52);
    std::set<int> weeks;
    for (const PlannedVisit& visit : *plan)
        weeks.insert(visit.week_no);
    CHECK(weeks.size() == 52);
}

TEST_CASE("visits: 52 homes fit at two a week, 53 do not, and the numbers are said") {
    CHECK(plan_visits(make_homes(52), {2026, {}, 2, 2, 1})->size() == 104);
    for (const int year : {2024, 2026, 2028}) { // 53 Mondays, 53 Thursdays, leap
        const auto plan = plan_visits(make_homes(53), {year, {}, 2, 2, 1});
        REQUIRE_FALSE(plan);
        const std::string text = sim::core::describe(plan.error());
        CAPTURE(text);
        for (const char* number : {"53 家", "106 次", "104 次", "差 2 次", "每周 3 家"})
            CHECK(text.find(number) != std::string::npos);
    }
}

TEST_CASE("visits: no home twice before all once, every day within the year, whoever is asked") {
    CHECK(rc::check([] {
        const int count = *rc::gen::inRange(1, 60);
        VisitWish wish{*rc::gen::inRange(2000, 2100), {}, *rc::gen::inRange(1, 4), 3, 1};
        if (*rc::gen::arbitrary<bool>())
            wish.from = make_date(wish.year, 1, 1) + Days{*rc::gen::inRange(0, 300)};
        auto homes = make_homes(count);
        const int some = *rc::gen::inRange(0, count);
        for (int i = 0; i < some; ++i)
            homes[static_cast<std::size_t>(i)].done_count = 1;
        const auto plan = plan_visits(homes, wish);
        const VisitLoad load = calc_visit_load(homes, wish);
        RC_ASSERT(plan.has_value() == (load.needed_count <= load.room_count));
        if (!plan) return;
        std::map<std::string, int> times;
        std::map<int, int> week;
        for (const HomeToVisit& home : homes)
            times[home.key] = home.done_count;
        Date last{};
        for (const PlannedVisit& visit : *plan) {
            const int fewest = std::ranges::min_element(times, {}, [](const auto& one) {
                                   return one.second;
                               })->second;
            RC_ASSERT(times[visit.home_key] == fewest);
            RC_ASSERT(visit.round_no == ++times[visit.home_key]);
            RC_ASSERT(++week[visit.week_no] <= wish.per_week_most);
            RC_ASSERT(visit.day >= wish.from.value_or(make_date(wish.year, 1, 1)));
            RC_ASSERT(visit.day <= make_date(wish.year, 12, 31));
        }
        for (const auto& [key, count_of] : times)
            RC_ASSERT(count_of >= wish.rounds_count);
        std::ranges::reverse(homes); // the order of the list does not matter
        const auto again = plan_visits(homes, wish);
        for (std::size_t i = 0; i < plan->size(); ++i)
            RC_ASSERT((*plan)[i].home_key == (*again)[i].home_key);
    }));
}

TEST_CASE("visits: few homes are seen more often, so that no week is empty") {
    const auto plan = plan_visits(make_homes(10), {2026, {}, 2, 2, 1});
    REQUIRE(plan);
    CHECK(plan->size() == 52);
    CHECK(plan_visits({}, {2026, {}, 2, 2, 1})->empty());
}

TEST_CASE("visits: a wish that makes no sense is refused with everything wrong at once") {
    auto homes = make_homes(2);
    homes.push_back(homes.front());
    const auto plan = plan_visits(homes, {1, {}, 0, 0, 1});
    REQUIRE_FALSE(plan);
    CHECK(plan.error().problems.size() == 4);
}

TEST_CASE("sample: 40 % of 154 homes are 62, and the same seed draws the same") {
    CHECK(calc_wanted(154, 0.4) == 62);
    CHECK(calc_wanted(5, 0.4) == 2);
    CHECK(calc_wanted(1, 0.4) == 1);
    CHECK(calc_wanted(0, 0.4) == 0);
    auto city = make_city(154);
    const auto first = draw_sample(city, 0.4, 7, 2026);
    REQUIRE(first);
    CHECK(chosen_of(*first).size() == 62);
    std::ranges::reverse(city);
    CHECK(chosen_of(*draw_sample(city, 0.4, 7, 2026)) == chosen_of(*first));
    CHECK(chosen_of(*draw_sample(city, 0.4, 8, 2026)) != chosen_of(*first));
    CHECK(chosen_of(*draw_sample(city, 0.4, 7, 2027)) != chosen_of(*first));
    CHECK_FALSE(draw_sample(city, 0.39, 7, 2026));
    CHECK_FALSE(draw_sample(city, 1.01, 7, 2026));
}

TEST_CASE("sample: a drill that nobody graded has no mark, and shows nothing") {
    SampleCandidate home;
    home.key = "org/a";
    home.open_count = 2;
    const auto reason = [&] {
        return draw_sample(std::span(&home, 1), 1, 1, 2026)->front().reason;
    };
    const double none = calc_weight(home);
    CHECK(reason() == "未销号 2（重大 0），一年内没有实战演练");
    home.drill_grade = "-";
    CHECK(reason() == "未销号 2（重大 0），演练没有评估");
    CHECK(calc_weight(home) == none);
    home.drill_grade = "P";
    CHECK(reason() == "未销号 2（重大 0），演练评估 优");
    CHECK(calc_weight(home) < none);
    const double graded = calc_weight(home);
    home.drill_grade = "";
    home.drill_score = 90;
    CHECK(reason() == "未销号 2（重大 0），演练 90 分");
    CHECK(calc_weight(home) == graded);
    for (const char* stored :
         {"未销号 2（重大 0），一年内没有实战演练", "未销号 2（重大 1），演练没有评估",
          "未销号 2（重大 0），演练评估 差", "未销号 3（重大 0），演练 90 分", "手写的"})
        CHECK(show_reason(stored) == stored);
}

TEST_CASE("sample: findings, major ones and weak drills weigh more") {
    const SampleCandidate good{"a", 0, 0, 100.0};
    const double base = calc_weight(good);
    CHECK(base > 0);
    CHECK(calc_weight({"a", 1, 0, 100.0}) > base);
    CHECK(calc_weight({"a", 1, 1, 100.0}) > calc_weight({"a", 1, 0, 100.0}));
    CHECK(calc_weight({"a", 0, 0, 50.0}) > base);
    CHECK(calc_weight({"a", 0, 0, std::nullopt}) == calc_weight({"a", 0, 0, 0.0}));
    // Over many seeds the ten heavy ones come more often than ten light ones.
    auto city = make_city(100);
    for (std::size_t i = 0; i < 10; ++i)
        city[i] = {city[i].key, 8, 2, 20.0};
    int heavy = 0, light = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const auto homes = *draw_sample(city, 0.4, seed, 2026);
        for (std::size_t i = 0; i < 10; ++i)
            heavy += homes[i].chosen, light += homes[90 + i].chosen;
    }
    MESSAGE("drawn in 3000 chances: heavy ", heavy, ", light ", light);
    CHECK(heavy > 2600);
    CHECK(light < 1400);
}

TEST_CASE("patrol: a day or a month without a row is missed") {
    const Date first = make_date(2026, 1, 30);
    const std::vector<Date> done{make_date(2026, 2, 1), make_date(2026, 1, 30)};
    CHECK(find_missed_days(done, {first, make_date(2026, 2, 2)}) ==
          std::vector{make_date(2026, 1, 31), make_date(2026, 2, 2)});
    CHECK(find_missed_days({}, {first, first - Days{1}}).empty());
    // January began before the span and March is not over: neither is missed.
    CHECK(find_missed_months({}, {first, make_date(2026, 3, 30)}) ==
          std::vector{make_date(2026, 2, 1)});
    CHECK(find_missed_months(done, {first, make_date(2026, 3, 31)}) ==
          std::vector{make_date(2026, 3, 1)});
}

TEST_CASE("night patrol: gaps of more than 120 minutes between 22:00 and 06:00") {
    const Date evening = make_date(2026, 1, 10);
    CHECK(
        find_night_gaps(std::vector{at_night(120), at_night(240), at_night(360)}, evening).empty());
    const auto late =
        find_night_gaps(std::vector{at_night(121), at_night(240), at_night(360)}, evening);
    REQUIRE(late.size() == 1);
    CHECK(late[0].minutes() == 121);
    CHECK(late[0].from == at_night(0));
    const auto none = find_night_gaps({}, evening);
    REQUIRE(none.size() == 1);
    CHECK(none[0].minutes() == 480);
    // Patrols of another night and of the evening before 22:00 do not help.
    CHECK(find_night_gaps(std::vector{at_night(-10), at_night(24 * 60)}, evening).size() == 1);
    CHECK(
        find_night_gaps(std::vector{at_night(360), at_night(100), at_night(220)}, evening).size() ==
        1);
}

TEST_CASE("inspection: everything wrong is said at once") {
    const Date today = make_date(2026, 6, 1);
    Inspection one;
    one.kind = InspectionKind::night_patrol;
    one.local_day = today + Days{1};
    one.by_key = "org/bureau";
    one.result = InspectionResult::findings;
    CHECK(check(one, {}, 0, today).size() == 6);
    one = {};
    one.organisation_key = "org/a";
    one.inspector = "王芳";
    one.kind = InspectionKind::daily_patrol;
    one.local_day = today;
    CHECK(check(one, {}, 0, today).empty());
    CHECK(check(one, {}, 1, today).size() == 1);          // clean with a finding
    one.at_utc = Instant{today} + std::chrono::hours{17}; // 01:00 of the next day in China
    CHECK(check(one, {}, 0, today).size() == 1);
    one.at_utc.reset();
    one.result = InspectionResult::not_possible;
    CHECK(check(one, {}, 0, today).size() == 1); // why not
    one.kind = InspectionKind::county_visit;
    one.note = "停业";
    CHECK(check(one, {}, 0, today).size() == 1); // who came
}
