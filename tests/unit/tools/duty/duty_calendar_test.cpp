#include "tools/duty/duty_calendar.h"

#include "roster/schedule/duty_generator.h"
#include "tests/support/duty_homes.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace tools;
using namespace roster::schedule;
using roster::domain::make_date;

namespace {

const Date first = make_date(2026, 2, 1), last = make_date(2026, 2, 28);
const roster::domain::Instant made{make_date(2026, 1, 20)};

DutyFile make_duty() {
    DutyFile duty{tests::large_home(first, last), {}};
    const auto roster = generate_roster(duty.problem, {1, 400'000});
    REQUIRE(roster);
    duty.cells = roster->roster;
    return duty;
}

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

} // namespace

TEST_CASE("duty calendar: an event a shift, in China's time, with a name that stays") {
    const DutyFile duty = make_duty();
    const std::string all = duty::make_duty_calendar(duty, "", {0, made});
    CHECK(count(all, "BEGIN:VEVENT") == duty.cells.size());
    CHECK(count(all, "BEGIN:VTIMEZONE") == 1);
    CHECK(count(all, "METHOD:PUBLISH") == 1);
    CHECK(all.find("DTSTART;TZID=Asia/Shanghai:20260201T") != std::string::npos);
    CHECK(all.find("TZOFFSETTO:+0800") != std::string::npos);
    const std::string person = duty.cells.front().person_key;
    const std::string one = duty::make_duty_calendar(duty, person, {3, made});
    CHECK(count(one, "SEQUENCE:3") == count(one, "BEGIN:VEVENT"));
    CHECK(count(one, "BEGIN:VEVENT") ==
          static_cast<std::size_t>(std::ranges::count(duty.cells, person, &DutyCell::person_key)));
}

TEST_CASE("duty calendar: a shift given to a colleague is called off for the one who had it") {
    const DutyFile before = make_duty();
    DutyFile now = before;
    DutyCell& moved = now.cells.front();
    const std::string was = moved.person_key;
    moved.person_key = was == "person/leader-001" ? "person/leader-002" : "person/leader-001";
    const std::string all = duty::make_duty_calendar(now, "", {1, made, &before});
    CHECK(count(all, "STATUS:CANCELLED") == 1);
    CHECK(count(all, "SUMMARY:取消：") == 1);
    CHECK(count(all, "STATUS:CONFIRMED") == now.cells.size());
    CHECK(count(all, "SEQUENCE:1") == now.cells.size() + 1);
    CHECK(count(duty::make_duty_calendar(now, was, {1, made, &before}), "STATUS:CANCELLED") == 1);
    CHECK(count(duty::make_duty_calendar(now, moved.person_key, {1, made, &before}),
                "STATUS:CANCELLED") == 0);
}

TEST_CASE("duty calendar: the month before is left alone by the month after") {
    const DutyFile before = make_duty();
    DutyFile next{before.problem, {}};
    next.problem.first_day = make_date(2026, 2, 15);
    next.cells = before.cells;
    std::erase_if(next.cells,
                  [&](const DutyCell& cell) { return cell.day < next.problem.first_day; });
    CHECK(count(duty::make_duty_calendar(next, "", {1, made, &before}), "STATUS:CANCELLED") == 0);
}
