#include "tools/duty/duty_sheet.h"

#include "roster/schedule/duty_generator.h"
#include "tests/support/duty_homes.h"
#include "tools/sheets/read_xlsx.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace tools;
using namespace roster::schedule;
using roster::domain::DaySpan;
using roster::domain::make_date;
using sim::core::describe;

namespace {

const Date first = make_date(2026, 2, 1), last = make_date(2026, 2, 28);

DutyFile make_duty() {
    DutyFile duty{tests::large_home(first, last), {}};
    const auto made = generate_roster(duty.problem, {1, 400'000});
    REQUIRE(made);
    duty.cells = made->roster;
    return duty;
}

/// As somebody saves it in another program.
sheets::Workbook save_and_open(const sheets::WriteSheet& sheet) {
    const auto bytes = sheets::write_xlsx(std::span(&sheet, 1));
    REQUIRE(bytes);
    auto book = sheets::read_sheet_bytes("值班表.xlsx", *bytes);
    REQUIRE_MESSAGE(book, describe(book.error()));
    return *book;
}

} // namespace

TEST_CASE("duty sheet: written and read back it has no change, and every cell stays as it was") {
    const DutyFile duty = make_duty();
    const auto reading =
        duty::read_duty_sheet(duty, save_and_open(duty::make_duty_sheet(duty, {first, last})));
    REQUIRE_MESSAGE(reading, describe(reading.error()));
    CHECK(reading->changes.empty());
    CHECK(format_duty({duty.problem, reading->cells}) == format_duty(duty));
}

TEST_CASE("duty sheet: one cell changed comes back as one change, by its place") {
    const DutyFile duty = make_duty();
    sheets::WriteSheet sheet = duty::make_duty_sheet(duty, {first, last});
    const std::string was = sheet.rows[3][3].text;
    const std::string now = was == duty.problem.people[0].name ? duty.problem.people[1].name
                                                               : duty.problem.people[0].name;
    sheet.rows[3][3].text = " " + now + "，";
    const auto reading = duty::read_duty_sheet(duty, save_and_open(sheet));
    REQUIRE_MESSAGE(reading, describe(reading.error()));
    REQUIRE(reading->changes.size() == 1);
    const auto& change = reading->changes.front();
    CHECK(change.day == make_date(2026, 2, 4));
    CHECK(change.taken_keys.size() == 1);
    CHECK(change.given_keys.size() == 1);
    CHECK(change.place.find("!D") != std::string::npos);
    CHECK(reading->cells.size() == duty.cells.size());
}

TEST_CASE("duty sheet: every broken cell is named at once and nothing is taken") {
    DutyFile duty = make_duty();
    duty.problem.people[1].name = duty.problem.people[0].name; // two of one name
    duty.problem.frozen_until = make_date(2026, 2, 2);
    sheets::WriteSheet sheet = duty::make_duty_sheet(duty, {first, last});
    sheet.rows[0][3].text = ""; // a frozen day
    sheet.rows[5][3].text = "没有这个人";
    sheet.rows[6][3].text = duty.problem.people[0].name; // which of the two?
    sheet.rows[7][0] = sheets::text_cell("某日");
    sheet.columns[5].title = "洗衣房";
    const auto reading = duty::read_duty_sheet(duty, save_and_open(sheet));
    REQUIRE_FALSE(reading);
    const std::string text = describe(reading.error());
    for (const char* part : {"没有这个人", "不止一人", "某日", "洗衣房", "已经过去"})
        CHECK_MESSAGE(text.find(part) != std::string::npos, part, text);
}

TEST_CASE(
    "duty sheet: a date that was taken out, doubled or cleared is named and nothing is taken") {
    const DutyFile duty = make_duty();
    const sheets::WriteSheet whole = duty::make_duty_sheet(duty, {first, last});
    const auto complaint_of = [&](const sheets::WriteSheet& sheet) {
        const auto reading = duty::read_duty_sheet(duty, save_and_open(sheet));
        REQUIRE_FALSE(reading);
        return describe(reading.error());
    };
    sheets::WriteSheet sheet = whole;
    sheet.rows[2][0] = {};
    sheet.rows[2][3] = sheets::text_cell(duty.problem.people[0].name);
    sheet.rows[9][0] = sheet.rows[8][0];
    const std::string dates = complaint_of(sheet);
    for (const char* part :
         {"A6", "这一行没有日期", "2026-02-09 有两行", "A13", "少了 2026-02-03", "少了 2026-02-10"})
        CHECK_MESSAGE(dates.find(part) != std::string::npos, part, dates);
    sheet = whole;
    sheet.rows.erase(sheet.rows.begin() + 26, sheet.rows.end());
    CHECK(complaint_of(sheet).find("少了 2026-02-27 到 2026-02-28") != std::string::npos);
    sheet = whole;
    sheet.rows.clear();
    CHECK(complaint_of(sheet).find("没有一天") != std::string::npos);
}

TEST_CASE("duty sheet: a column that was taken out, doubled or lost its heading is named") {
    const DutyFile duty = make_duty();
    sheets::WriteSheet sheet = duty::make_duty_sheet(duty, {first, last});
    const std::string lost = sheet.columns[4].title, kept = sheet.columns[5].title;
    sheet.columns[4].title = kept;
    sheet.columns[6].title.clear();
    const auto reading = duty::read_duty_sheet(duty, save_and_open(sheet));
    REQUIRE_FALSE(reading);
    const std::string text = describe(reading.error());
    for (const std::string& part :
         {"“" + kept + "”这一列有两次", "少了“" + lost + "”这一列", std::string("没有表头"),
          std::string("!F3"), std::string("!G4")})
        CHECK_MESSAGE(text.find(part) != std::string::npos, part, text);
    sheet = duty::make_duty_sheet(duty, {first, last});
    for (auto& row : sheet.rows)
        row.erase(row.begin() + 1);
    sheet.columns.erase(sheet.columns.begin() + 1); // nobody needs the day of the week
    const auto without = duty::read_duty_sheet(duty, save_and_open(sheet));
    REQUIRE_MESSAGE(without, describe(without.error()));
    CHECK(without->changes.empty());
}

TEST_CASE("duty sheet: dates and names as spreadsheet programs and hands leave them") {
    const DutyFile duty = make_duty();
    sheets::WriteSheet sheet = duty::make_duty_sheet(duty, {first, last});
    for (std::size_t i = 0; i < sheet.rows.size(); ++i)
        sheet.rows[i][0] = sheets::text_cell("2026/2/" + std::to_string(i + 1));
    const auto replace = [](std::string text, const std::string& to) {
        return text.replace(text.find("、"), std::string("、").size(), to);
    };
    sheet.rows[0][3].text += "　";                                // full-width blank
    sheet.rows[1][4].text = replace(sheet.rows[1][4].text, " ");  // two people
    sheet.rows[2][4].text = replace(sheet.rows[2][4].text, "　"); // two people
    sheet.rows[3][4].text.insert(0, "\u00a0");
    const auto reading = duty::read_duty_sheet(duty, save_and_open(sheet));
    REQUIRE_MESSAGE(reading, describe(reading.error()));
    CHECK(reading->changes.empty());
    CHECK(reading->day_count == 28);
    sheet.rows[1][4].text = duty.problem.people[0].name + " 没有此人";
    const auto stranger = duty::read_duty_sheet(duty, save_and_open(sheet));
    REQUIRE_FALSE(stranger);
    CHECK(describe(stranger.error()).find("没有此人") != std::string::npos);
}

TEST_CASE("duty sheet: two of one name are told apart by what their keys say, not by the keys") {
    DutyFile duty = make_duty();
    for (int i : {0, 1}) {
        DutyPerson& one = duty.problem.people[static_cast<std::size_t>(i)];
        const std::string was = one.key, now = "person/home/王芳-G2" + std::to_string(i);
        one.name = "王芳";
        one.key = now;
        for (DutyCell& cell : duty.cells)
            if (cell.person_key == was) cell.person_key = now;
    }
    const sheets::WriteSheet sheet = duty::make_duty_sheet(duty, {first, last});
    std::string all;
    for (const auto& row : sheet.rows)
        all += row[3].text;
    CHECK(all.find("王芳（G20）") != std::string::npos);
    CHECK(all.find("王芳（G21）") != std::string::npos);
    CHECK(all.find("person/") == std::string::npos);
    const auto reading = duty::read_duty_sheet(duty, save_and_open(sheet));
    REQUIRE_MESSAGE(reading, describe(reading.error()));
    CHECK(reading->changes.empty());
}

TEST_CASE("duty sheet: a sheet written in English is read back where Chinese is spoken") {
    const DutyFile duty = make_duty();
    sheets::WriteSheet sheet = duty::make_duty_sheet(duty, {first, last});
    const char* english[] = {"Date",
                             "Weekday",
                             "Kind of day",
                             "Duty leader Leading",
                             "Control room Early shift",
                             "Control room Afternoon shift",
                             "Control room Night shift",
                             "Care Early shift",
                             "Care Afternoon shift",
                             "Care Night shift"};
    REQUIRE(sheet.columns.size() == std::size(english));
    for (std::size_t c = 0; c < std::size(english); ++c)
        sheet.columns[c].title = english[c];
    const auto reading = duty::read_duty_sheet(duty, save_and_open(sheet));
    REQUIRE_MESSAGE(reading, describe(reading.error()));
    CHECK(reading->changes.empty());
}

TEST_CASE("duty sheet: a Saturday that is worked is marked, holidays and days of rest are") {
    const DutyFile duty = make_duty();
    const sheets::WriteSheet sheet = duty::make_duty_sheet(duty, {first, last});
    CHECK(sheet.rows[13][2].text == "班"); // 14 February 2026, worked instead
    CHECK(sheet.rows[15][2].text == "节"); // 16 February, 除夕
    CHECK(sheet.rows[0][2].text == "休");  // a Sunday
    CHECK(sheet.rows[2][2].text.empty());
}

TEST_CASE(
    "duty sheet: printed it is at most one page wide, no smaller than 9 pt, marks in the middle") {
    const sheets::WriteSheet sheet = duty::make_duty_sheet(make_duty(), {first, last});
    int width = 0;
    for (const auto& column : sheet.columns)
        width += column.width;
    CHECK(width <= 165); // 11 pt shrunk from that to the 138 of a page
    for (std::size_t c = 0; c < 3; ++c)
        CHECK(sheet.columns[c].align == sheets::WriteColumn::Align::center);
    CHECK(sheet.keys.empty());
}
