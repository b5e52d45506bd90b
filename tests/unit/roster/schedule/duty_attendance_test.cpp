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

TEST_CASE("cut into days, every lapse and every call is found once, as in the whole span") {
    const std::vector<PlannedShift> planned{shift("a", 1, 20, 32), shift("b", 2, 8, 20),
                                            shift("a", 2, 20, 32)};
    const std::vector<SignIn> signs{{"a", "room", at(1, 20), at(2, 1)},
                                    {"b", "room", at(2, 8), at(2, 20)},
                                    {"a", "room", at(2, 20), at(3, 8)}};
    const std::vector<PostCall> calls{{"room", at(1, 23, 55), {}, {}},
                                      {"room", at(2, 23, 58), at(3, 0, 3), "a"}};
    const Instant now = at(4, 0);
    const auto whole = calc_attendance(planned, signs, calls, {at(1, 0), at(4, 0), now});
    CHECK(count(whole, LapseKind::left_early) == 1);
    CHECK(count(whole, LapseKind::absent_from_post) == 1);
    int lapses = 0, early = 0, absent = 0;
    std::int64_t signed_min = 0;
    for (int day = 1; day <= 3; ++day) {
        const AttendanceAsk ask{at(day, 0), at(day + 1, 0), now};
        const auto one = calc_attendance(planned, signs, calls, ask);
        lapses += static_cast<int>(one.lapses.size());
        early += count(one, LapseKind::left_early);
        absent += count(one, LapseKind::absent_from_post);
        signed_min += one.signed_min;
        const auto totals = calc_attendance_totals(planned, signs, calls, ask);
        CHECK(totals.signed_min == one.signed_min);
        CHECK(totals.planned_min == one.planned_min);
        CHECK(totals.no_show_count == count(one, LapseKind::no_show));
        CHECK(std::ranges::count(totals.calls, CallState::absent) ==
              count(one, LapseKind::absent_from_post));
    }
    CHECK(early == 1);
    CHECK(absent == 1);
    CHECK(signed_min == whole.signed_min);
    // The gap of the first night is cut at midnight where the day is.
    CHECK(lapses == static_cast<int>(whole.lapses.size()));
}

TEST_CASE(
    "who never signed out is taken to have stayed to the shift's end, and signed for nothing") {
    const std::vector<PlannedShift> planned{shift("a", 1, 8, 20)};
    const std::vector<SignIn> relief{{"c", "room", at(1, 7, 57), {}}};
    const auto found = calc_attendance(planned, relief, {}, two_days);
    CHECK(found.signed_min == 0);
    CHECK(calc_attendance_totals(planned, relief, {}, two_days).signed_min == 0);
    CHECK(count(found, LapseKind::not_signed_out) == 1);
    CHECK(count(found, LapseKind::gap) == 0); // the post was not empty, as far as anybody knows
    CHECK(count(found, LapseKind::no_show) == 1);
    const std::vector<SignIn> elsewhere{{"c", "gate", at(1, 7, 57), {}}};
    CHECK(calc_attendance(planned, elsewhere, {}, two_days).signed_min == 0);
}

TEST_CASE("a call to an empty post is not answered by who comes running") {
    const std::vector<PlannedShift> planned{shift("a", 1, 8, 20)};
    const std::vector<SignIn> signs{{"a", "room", at(1, 10, 8), {}}};
    const std::vector<PostCall> calls{{"room", at(1, 10), at(1, 10, 9), "a"}};
    const auto found = calc_attendance(planned, signs, calls, two_days);
    CHECK(count(found, LapseKind::absent_from_post) == 1);
    CHECK(found.hours_by_post.at("room")[2].answered_count == 0);
}

TEST_CASE("to be there before the shift and not in it is a no-show of the whole shift") {
    const std::vector<PlannedShift> planned{shift("a", 1, 15, 23)};
    const std::vector<SignIn> signs{{"a", "room", at(1, 13, 1), at(1, 13, 30)}};
    const auto found = calc_attendance(planned, signs, {}, two_days);
    REQUIRE(count(found, LapseKind::no_show) == 1);
    CHECK(std::ranges::find(found.lapses, LapseKind::no_show, &Lapse::kind)->minutes_count == 480);
    CHECK(count(found, LapseKind::left_early) == 0);
}

TEST_CASE("away in the middle, and one where two were planned, are said") {
    const std::vector<PlannedShift> planned{shift("a", 1, 8, 20), shift("b", 1, 8, 20)};
    const std::vector<SignIn> signs{{"a", "room", at(1, 8), at(1, 10)},
                                    {"a", "room", at(1, 13), at(1, 20)},
                                    {"b", "room", at(1, 8, 3), at(1, 20)}};
    const auto found = calc_attendance(planned, signs, {}, {at(1, 8), at(1, 20)});
    REQUIRE(found.lapses.size() == 2);
    CHECK(count(found, LapseKind::away) == 1);
    CHECK(count(found, LapseKind::short_handed) == 1);
    for (const Lapse& one : found.lapses)
        CHECK(one.minutes_count == 180);
    CHECK(count(found, LapseKind::gap) == 0);
}

TEST_CASE("a shift is handed over at its end, to somebody who is signed in for the next") {
    const std::vector<PlannedShift> planned{shift("a", 1, 8, 20), shift("b", 1, 20, 32)};
    const SignIn giver{"a", "room", at(1, 8), {}};
    Handover handover{"room", make_date(2026, 3, 1), "D", "a", "b", at(1, 8, 3), at(1, 8, 3), {}};
    const std::vector<SignIn> nobody{giver}, both{giver, {"b", "room", at(1, 19, 55), {}}};
    const auto refused = close_shift(handover, planned, nobody, {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().problems.size() == 2);
    CHECK_FALSE(close_shift(handover, planned, both, {}));
    handover.giver_signed = at(1, 20);
    handover.taker_signed = at(1, 20, 1);
    CHECK_FALSE(close_shift(handover, planned, nobody, {}));
    CHECK(close_shift(handover, planned, both, {}));
}

TEST_CASE("duty: who lacks what the post asks for was there and covers nothing") {
    const std::vector<PlannedShift> planned{shift("a", 1, 8, 20), shift("b", 1, 8, 20)};
    std::vector<SignIn> signs{{"a", "room", at(1, 8), at(1, 20)},
                              {"c", "room", at(1, 9), at(1, 18), false}};
    const auto found = calc_attendance(planned, signs, {}, two_days);
    CHECK(found.signed_min == 12 * 60);
    REQUIRE(count(found, LapseKind::unqualified) == 1);
    const auto lapse = std::ranges::find(found.lapses, LapseKind::unqualified, &Lapse::kind);
    CHECK(lapse->person_key == "c");
    CHECK(lapse->minutes_count == 9 * 60);
    CHECK(count(found, LapseKind::short_handed) == 1); // all day long
    CHECK(count(found, LapseKind::no_show) == 1);      // b
    for (const AttestedHour& hour : found.hours_by_post.at("room"))
        CHECK(hour.signed_count <= 1);
    CHECK(calc_attendance_totals(planned, signs, {}, two_days).signed_min == found.signed_min);
    signs[1].qualified = true;
    CHECK(calc_attendance(planned, signs, {}, two_days).signed_min == 21 * 60);
}

TEST_CASE("duty: one body stands at one post, wherever else it signed in") {
    std::vector<PlannedShift> planned{shift("a", 1, 8, 20), shift("b", 1, 8, 20)};
    planned[1].post_key = "gate";
    const std::vector<SignIn> signs{{"a", "room", at(1, 8), {}},
                                    {"a", "gate", at(1, 12), at(1, 20)}};
    const auto found = calc_attendance(planned, signs, {}, two_days);
    CHECK(found.signed_min == 12 * 60);
    CHECK(calc_attendance_totals(planned, signs, {}, two_days).signed_min == 12 * 60);
    CHECK(found.hours_by_post.at("room")[5].signed_count == 0); // from 13:00
    CHECK(found.hours_by_post.at("gate")[5].signed_count == 1);
    CHECK(count(found, LapseKind::left_early) == 1);
}
