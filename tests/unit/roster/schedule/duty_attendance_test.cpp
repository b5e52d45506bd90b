#include "roster/schedule/duty_attendance.h"

#include "tests/support/duty_homes.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace tests;
using roster::domain::Instant;
using std::chrono::minutes;

namespace {

const Instant midnight = Instant{make_date(2026, 3, 1)} - roster::domain::local_offset;
Instant at(int day, int hour, int minute = 0) {
    return midnight + minutes{((day - 1) * 24 + hour) * 60 + minute};
}
PlannedShift shift(const char* person, int day, int from, int until) {
    return {person,
            "room",
            from == 8 ? "D" : "N",
            make_date(2026, 3, static_cast<unsigned>(day)),
            at(day, from),
            at(day, until)};
}
int count(const Attendance& found, LapseKind kind) {
    return static_cast<int>(std::ranges::count(found.lapses, kind, &Lapse::kind));
}
const AttendanceAsk two_days{at(1, 8), at(3, 8)};

} // namespace

TEST_CASE("a planned hour is not an attended hour") {
    const std::vector<PlannedShift> planned{shift("a", 1, 8, 20), shift("b", 1, 20, 32)};
    const auto found = calc_attendance(planned, {}, {}, two_days);
    CHECK(found.planned_min == 24 * 60);
    CHECK(found.signed_min == 0);
    for (const AttestedHour& hour : found.hours_by_post.at("room"))
        CHECK(hour.signed_count == 0);
    CHECK(count(found, LapseKind::no_show) == 2);
    CHECK(count(found, LapseKind::gap) == 1);
}

TEST_CASE("planned, signed in and answered are three states of an hour") {
    const std::vector<PlannedShift> planned{shift("a", 1, 8, 20)};
    const std::vector<SignIn> signs{{"a", "room", at(1, 9, 30), at(1, 19)}};
    const std::vector<PostCall> calls{{"room", at(1, 10), at(1, 10, 3), "a"},
                                      {"room", at(1, 12), {}, {}},
                                      {"room", at(1, 14), at(1, 14, 25), "a"},
                                      {"room", at(1, 16), at(1, 16, 2), "nobody"}};
    const auto found = calc_attendance(planned, signs, calls, two_days);
    const auto& hours = found.hours_by_post.at("room");
    CHECK(hours[0].planned_count == 1);
    CHECK(hours[0].signed_count == 0);
    CHECK(hours[2].signed_count == 1);
    CHECK(hours[2].called_count == 1);
    CHECK(hours[2].answered_count == 1);
    CHECK(hours[4].answered_count == 0);
    CHECK(found.signed_min == 570);
    CHECK(count(found, LapseKind::late) == 1);
    CHECK(count(found, LapseKind::left_early) == 1);
    CHECK(count(found, LapseKind::absent_from_post) == 3);
    const auto absent = std::ranges::find(found.lapses, LapseKind::absent_from_post, &Lapse::kind);
    CHECK(absent->from == at(1, 12));
    CHECK(absent->until == at(1, 12, answer_within_min));
    CHECK(absent->person_key == "a");
}

TEST_CASE("a call that may still be answered is no absence yet") {
    const std::vector<PostCall> calls{{"room", at(3, 7, 55), {}, {}}};
    CHECK(calc_attendance({}, {}, calls, two_days).lapses.empty());
}

TEST_CASE("seeded no-shows over a year are all found, and signed never exceeds what was signed") {
    DutyProblem problem = small_home(6);
    DutyRoster roster;
    for (int day = 0; day < 365; ++day)
        for (const char* s : {"D", "N"})
            roster.push_back(
                {problem.people[static_cast<std::size_t>((day * 2 + (*s == 'N')) % 6)].key,
                 problem.first_day + Days{day}, "room", s});
    const auto planned = list_planned(problem, roster);
    REQUIRE(planned.size() == 730);
    std::vector<SignIn> signs;
    std::vector<std::size_t> missed;
    std::int64_t signed_min = 0;
    for (std::size_t i = 0; i < planned.size(); ++i)
        if ((i * 7919 + 13) % 37 == 0)
            missed.push_back(i);
        else {
            signs.push_back({planned[i].person_key, "room", planned[i].begin, planned[i].end});
            signed_min += 720;
        }
    const auto found =
        calc_attendance(planned, signs, {}, {planned.front().begin, planned.back().end});
    CHECK(found.planned_min == 730 * 720);
    CHECK(found.signed_min == signed_min);
    std::vector<Instant> expected, got;
    for (const std::size_t i : missed)
        expected.push_back(planned[i].begin);
    for (const Lapse& one : found.lapses)
        if (one.kind == LapseKind::no_show) got.push_back(one.from);
    CHECK(got == expected);
    CHECK(count(found, LapseKind::gap) > 0);
}

TEST_CASE("no shift closes without two signatures, and open items go on") {
    const std::vector<PlannedShift> planned{shift("a", 1, 8, 20)};
    const std::vector<SignIn> signs{{"a", "room", at(1, 8), {}}};
    const std::vector<OpenItem> carried{{"item/1", "三楼应急灯不亮", false}};
    Handover handover{"room", make_date(2026, 3, 1), "D", "a", "b", {}, {}, {}};
    const auto refused = close_shift(handover, planned, signs, carried);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().problems.size() == 3); // two signatures and the item
    handover.giver_signed = at(1, 20);
    handover.taker_signed = at(1, 20, 2);
    handover.items = {{"item/1", "三楼应急灯不亮", false}, {"item/2", "钥匙已还", true}};
    const auto open = close_shift(handover, planned, signs, carried);
    REQUIRE(open);
    REQUIRE(open->size() == 1);
    CHECK((*open)[0].key == "item/1");
    handover.taker_key = "a";
    CHECK_FALSE(close_shift(handover, planned, signs, carried));
    handover.taker_key = "b";
    CHECK_FALSE(close_shift(handover, planned, {}, carried)); // never signed in
}

TEST_CASE("the two-hourly log shows where an entry is missing") {
    const std::vector<Instant> entries{at(1, 9), at(1, 11), at(1, 15, 30)};
    const auto missing = find_missing_entries(entries, at(1, 8), at(1, 17), 120);
    REQUIRE(missing.size() == 2);
    CHECK(missing[0] == at(1, 11));
    CHECK(missing[1] == at(1, 13));
}
