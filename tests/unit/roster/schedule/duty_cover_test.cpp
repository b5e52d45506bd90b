#include "roster/schedule/duty_cover.h"

#include "roster/schedule/duty_generator.h"
#include "tests/support/duty_homes.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace tests;

namespace {

/// Two people, 12 hours each, round the clock over a leap year; shifts as given.
struct Watch {
    DutyProblem problem;
    DutyRoster roster;
};
Watch watch(Date first, Date last, int night_start_min, int night_length_min) {
    Watch made;
    DutyProblem& problem = made.problem;
    problem.first_day = first;
    problem.last_day = last;
    for (int year = static_cast<int>(std::chrono::year_month_day{first}.year());
         year <= static_cast<int>(std::chrono::year_month_day{last}.year()); ++year)
        problem.calendars.push_back(plain_calendar(year));
    problem.shifts = {{"D", "白班", 8 * 60, 12 * 60, false, 0},
                      {"N", "夜班", night_start_min, night_length_min, true, 0}};
    problem.posts = {
        {"room", "值班室", DutyLayer::duty_room, {}, {every_day("D", 1), every_day("N", 1)}, 1}};
    for (const char* key : {"a", "b"})
        problem.people.push_back({key, key});
    problem.fixed = {{"b", first - Days{1}, "room", "N"}};
    for (Date day = first; day <= last; day += Days{1}) {
        made.roster.push_back({"a", day, "room", "D"});
        made.roster.push_back({"b", day, "room", "N"});
    }
    return made;
}
CoverProof prove(const Watch& made) {
    const auto grid = make_grid(made.problem);
    REQUIRE(grid);
    return prove_cover(made.problem, *grid, load_cells(made.problem, *grid, made.roster).table);
}

} // namespace

TEST_CASE("a year has 8,760 hours and a leap year 8,784, each of them covered") {
    CoverProof proof = prove(watch(make_date(2026, 1, 1), make_date(2026, 12, 31), 20 * 60, 720));
    CHECK(proof.hour_count == 8760);
    CHECK(proof.whole_hour_count == 8760);
    CHECK(proof.gaps.empty());
    proof = prove(watch(make_date(2028, 1, 1), make_date(2028, 12, 31), 20 * 60, 720));
    CHECK(proof.hour_count == 8784);
    CHECK(proof.whole_hour_count == 8784);
}

TEST_CASE("nobody stands at two posts in one minute") {
    Watch made = watch(make_date(2026, 3, 1), make_date(2026, 3, 4), 20 * 60, 720);
    made.problem.shifts.push_back({"E", "早", 7 * 60, 8 * 60, false, 0});
    made.problem.posts.push_back({"care", "护理", DutyLayer::care, {}, {every_day("E", 1)}, 0});
    made.problem.people.push_back({"c", "c"});
    for (Date day = make_date(2026, 3, 1); day <= make_date(2026, 3, 4); day += Days{1})
        made.roster.push_back({"c", day, "care", "E"});
    CHECK(prove(made).whole_hour_count == 96);
    // b and, the day after, c stand the night until 8 and are to be at the other post from 7.
    for (DutyCell& cell : made.roster)
        if (cell.day == make_date(2026, 3, 3)) {
            if (cell.person_key == "c")
                cell.person_key = "b";
            else if (cell.person_key == "b")
                cell.person_key = "c";
        }
    const CoverProof proof = prove(made);
    CHECK(proof.whole_hour_count == 94);
    REQUIRE(proof.gaps.size() == 2);
    CHECK(proof.gaps[0].post == 1);
    CHECK(proof.gaps[0].minutes == MinuteSpan{(48 + 7) * 60, (48 + 8) * 60});
    CHECK_FALSE(proof.holds());
}

TEST_CASE("one minute is missed across midnight, month, year and 29 February") {
    // The night shift ends one minute early: a gap each morning.
    Watch made = watch(make_date(2028, 1, 1), make_date(2028, 12, 31), 20 * 60, 719);
    CoverProof proof = prove(made);
    CHECK(proof.gaps.size() == 366);
    CHECK(proof.gaps[0].minutes == MinuteSpan{8 * 60 - 1, 8 * 60});
    CHECK(proof.whole_hour_count == 8784 - 366);
    // Nights that begin at midnight, with one that begins a minute later on one day only.
    made = watch(make_date(2027, 12, 1), make_date(2028, 3, 31), 20 * 60, 720);
    made.problem.shifts.push_back({"e", "晚", 20 * 60, 4 * 60 - 1, false, 0});
    made.problem.shifts.push_back({"n", "后夜", 0, 8 * 60, true, 0});
    made.problem.posts[0].shifts.push_back(every_day("e", 0));
    made.problem.posts[0].shifts.push_back(every_day("n", 0));
    made.problem.posts[0].shifts[1] = every_day("N", 0);
    made.problem.people.push_back({"c", "c"});
    for (const Date eve : {make_date(2027, 12, 31), make_date(2028, 1, 31), make_date(2028, 2, 28),
                           make_date(2028, 2, 29), make_date(2028, 3, 9)}) {
        Watch one = made;
        for (DutyCell& cell : one.roster)
            if (cell.person_key == "b" && cell.day == eve) cell.shift_key = "e";
        one.roster.push_back({"c", eve + Days{1}, "room", "n"});
        const CoverProof found = prove(one);
        REQUIRE(found.gaps.size() == 1);
        const auto grid = make_grid(one.problem);
        CHECK(describe_minute(*grid, found.gaps[0].minutes.from_min) ==
              roster::domain::iso(eve) + " 23:59");
        CHECK(describe_minute(*grid, found.gaps[0].minutes.until_min) ==
              roster::domain::iso(eve + Days{1}) + " 00:00");
    }
}

TEST_CASE("the first morning is owed when a roster went before, and not when it opens at eight") {
    Watch made = watch(make_date(2026, 1, 1), make_date(2026, 1, 31), 20 * 60, 720);
    made.problem.fixed.clear();
    CoverProof proof = prove(made);
    REQUIRE(proof.gaps.size() == 1);
    CHECK(proof.gaps[0].minutes == MinuteSpan{0, 8 * 60});
    made.problem.opens_min = 8 * 60;
    proof = prove(made);
    CHECK(proof.gaps.empty());
    CHECK(proof.hour_count == 31 * 24 - 8);
}

TEST_CASE("volunteers who watch a control room do not count") {
    Watch made = watch(make_date(2026, 1, 1), make_date(2026, 1, 3), 20 * 60, 720);
    for (DutyPerson& one : made.problem.people)
        one.qualifications = {{"volunteer", make_date(2020, 1, 1), {}}};
    made.problem.rules = {
        {"duty/volunteers", DutyRuleKind::volunteers_count, 1, "", DutyMark::verified, false}};
    CHECK(prove(made).gaps.empty());
    made.problem.posts[0].layer = DutyLayer::control_room;
    made.problem.posts[0].single_watch_basis = "某市规定";
    const CoverProof proof = prove(made);
    REQUIRE(proof.gaps.size() == 1);
    CHECK(proof.gaps[0].post == -1);
}

TEST_CASE("an accepted gap is never counted as covered: its hours stand apart") {
    DutyProblem problem = small_home(5, make_date(2026, 5, 1), make_date(2026, 5, 31));
    problem.reductions = {{make_date(2026, 5, 9), "room", "N", 1, "停电检修"}};
    const auto made = generate_roster(problem, {1, 500'000});
    REQUIRE(made);
    for (const DutyCell& cell : made->roster)
        CHECK_FALSE((cell.day == make_date(2026, 5, 9) && cell.shift_key == "N"));
    // Somebody answers for it, so no rule is broken: neither the shift's minimum nor always_count.
    CHECK(made->violations.empty());
    const auto grid = make_grid(problem);
    REQUIRE(grid);
    const CoverProof proof = prove_cover(problem, *grid, made->table);
    CHECK(proof.hour_count == 31 * 24 - 8);
    CHECK(proof.whole_hour_count == proof.hour_count - 12);
    CHECK(proof.accepted_hour_count == 12);
    CHECK(proof.holds());
    REQUIRE(proof.gaps.size() == 1);
    CHECK(proof.gaps[0].is_accepted);
    CHECK(proof.gaps[0].least_count == 0);
    CHECK(proof.gaps[0].needed_count == 1);
    // One gap more than was accepted is a gap like any other.
    DutyRoster less = made->roster;
    less.erase(less.begin() + 7);
    const CoverProof broken = prove_cover(problem, *grid, load_cells(problem, *grid, less).table);
    CHECK_FALSE(broken.holds());
    CHECK(broken.accepted_hour_count == 12);
}

TEST_CASE("whoever is away, barred or without the paper is no cover") {
    const Watch whole = watch(make_date(2026, 1, 1), make_date(2026, 1, 31), 20 * 60, 720);
    const Date day = make_date(2026, 1, 12);
    Watch away = whole;
    away.problem.absences = {{"a", AbsenceKind::leave, {day, day}, ""}};
    Watch barred = whole;
    barred.problem.people[0].bans = {{BanKind::no_duty, {day, day}, "", false}};
    Watch unqualified = whole;
    unqualified.problem.posts[0].qualifications = {"paper"};
    for (DutyPerson& one : unqualified.problem.people)
        one.qualifications = {{"paper", make_date(2020, 1, 1), {}}};
    CHECK(prove(unqualified).gaps.empty());
    unqualified.problem.people[0].qualifications = {{"paper", make_date(2020, 1, 1), day - Days{1}},
                                                    {"paper", day + Days{1}, {}}};
    for (const Watch& one : {away, barred, unqualified}) {
        const CoverProof proof = prove(one);
        REQUIRE(proof.gaps.size() == 1);
        CHECK(proof.gaps[0].least_count == 0);
        CHECK(proof.whole_hour_count == proof.hour_count - 12);
    }
}
