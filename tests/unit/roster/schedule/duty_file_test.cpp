#include "roster/schedule/duty_file.h"

#include "roster/schedule/duty_calendar_file.h"
#include "roster/schedule/duty_generator.h"
#include "sim/core/file.h"
#include "tests/support/duty_homes.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

using namespace tests;
using Json = nlohmann::json;

namespace {

std::string text_of(const std::string& path) {
    return *sim::core::read_file(std::string(YANLIAN_SOURCE_DIR) + "/" + path, 1 << 22);
}
bool fits_schema(const std::string& schema_path, const std::string& text) {
    valijson::Schema schema;
    const Json schema_json = Json::parse(text_of(schema_path));
    valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_json),
                                            schema);
    const Json json = Json::parse(text);
    return valijson::Validator().validate(schema, valijson::adapters::NlohmannJsonAdapter(json),
                                          nullptr);
}
DutyFile full_file() {
    DutyFile duty;
    duty.problem = small_home(6, make_date(2026, 3, 1), make_date(2026, 3, 14));
    DutyProblem& problem = duty.problem;
    problem.people[0].bans = {
        {BanKind::no_night, {make_date(2026, 3, 1), make_date(2026, 3, 9)}, "孕期", true, 7},
        {BanKind::no_long_shift, {make_date(2026, 3, 1), make_date(2026, 3, 9)}, "孕期"}};
    problem.people[1].before = {10, 4, 3, 1, 7200, 9600};
    problem.hours = {HoursPeriod::quarter, "苏人社〔2026〕12号"};
    problem.night = {21 * 60, 29 * 60};
    problem.posts[0].long_shift_basis = "test";
    problem.rules.push_back({"house/guard", DutyRuleKind::shift_min, 720, "", DutyMark::verified,
                             false, DutyLayer::guard});
    problem.rules.push_back(
        {"duty/overtime-day", DutyRuleKind::overtime_day_min, 180, "", DutyMark::verified, true});
    problem.absences = {{"person/02",
                         AbsenceKind::training,
                         {make_date(2026, 3, 3), make_date(2026, 3, 3)},
                         "轮训"}};
    problem.requests = {{"person/03", make_date(2026, 3, 5), false, "N", 3, 8}};
    problem.pairs = {{"person/03", "person/04", PairKind::apart, "亲属", 9}};
    problem.reductions = {{make_date(2026, 3, 7), "room", "D", 1, "检修"}};
    problem.elsewhere = {{"person/04", make_date(2026, 3, 6), 8 * 60, 24 * 60, "第二养老院"}};
    problem.isolated_weight_count = 2;
    problem.accepted = {{"accept_gaps",
                         "由负责人签字接受缺口",
                         {make_date(2026, 3, 7), make_date(2026, 3, 7)},
                         "陈院长",
                         "2026-02-20T01:30:00Z",
                         "检修"}};
    problem.fixed = {{"person/05", make_date(2026, 2, 28), "room", "N", CellState::frozen}};
    problem.frozen_until = make_date(2026, 2, 28);
    duty.cells = {{"person/01", make_date(2026, 3, 1), "room", "D", CellState::published}};
    return duty;
}

} // namespace

TEST_CASE("a roster file reads back as it was written, to the byte, and fits its schema") {
    const std::string text = format_duty(full_file());
    const auto read = parse_duty("a.duty.json", text);
    if (!read) MESSAGE(sim::core::describe(read.error()));
    REQUIRE(read);
    CHECK(format_duty(*read) == text);
    CHECK(read->cells == full_file().cells);
    CHECK(fits_schema("scenarios/schema/duty.schema.json", text));
}

TEST_CASE("every fault of a roster file is named with its place") {
    Json json = Json::parse(format_duty(full_file()));
    json["people"][0]["nmae"] = "x";
    json["shifts"][0]["start_min"] = "eight";
    json["first_day"] = "2026-02-30";
    json["cells"][0]["state"] = "wished";
    const auto read = parse_duty("a.duty.json", json.dump());
    REQUIRE_FALSE(read);
    const std::string words = sim::core::describe(read.error());
    for (const char* place :
         {"/people/0/nmae", "/shifts/0/start_min", "/first_day", "/cells/0/state"})
        CHECK(words.find(place) != std::string::npos);
}

TEST_CASE("holidays of 2026 are 13 statutory days, and the file of another year is named") {
    const std::string text = text_of("scenarios/calendar/holidays-2026.json");
    const auto read = parse_holidays("holidays-2026.json", text, 2026);
    if (!read) MESSAGE(sim::core::describe(read.error()));
    REQUIRE(read);
    std::size_t statutory = 0;
    for (const HolidaySpan& one : read->holidays)
        statutory += one.statutory.size();
    CHECK(statutory == 13);
    CHECK(read->workdays.size() == 6);
    CHECK(fits_schema("scenarios/schema/holidays.schema.json", text));
    const std::vector<DutyCalendar> calendars{*read};
    int workdays = 0;
    for (Date day = make_date(2026, 1, 1); day <= make_date(2026, 12, 31); day += Days{1})
        workdays += calc_day_kind(calendars, day) == DayKind::workday;
    CHECK(workdays == 248); // as 人社部发〔2025〕2 号 counts a year
    const auto wrong = parse_holidays("holidays-2026.json", text, 2027);
    REQUIRE_FALSE(wrong);
    CHECK(sim::core::describe(wrong.error()).find("2026") != std::string::npos);
    CHECK(sim::core::describe(wrong.error()).find("2027") != std::string::npos);
}

TEST_CASE("a calendar's mistakes come all at once") {
    const auto wrong = parse_holidays("h.json", R"({"format":"yanlian-holidays","version":1,
      "year":2026,"holidays":[{"name":"a","first":"2026-05-05","last":"2026-05-01"},
      {"name":"b","first":"2026-10-01","last":"2026-10-03","statutory":["2026-10-09"]}],
      "workdays":["2026-03-09","2025-03-08"],"more":1})",
                                      2026);
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().problems.size() >= 5);
}

TEST_CASE("what cannot be read and what contradicts itself are named together") {
    DutyFile duty{small_home(5, make_date(2026, 3, 1), make_date(2026, 3, 31)), {}};
    duty.problem.pairs = {{"person/01", "person/02", PairKind::apart, ""},
                          {"person/02", "person/01", PairKind::together, ""}};
    duty.problem.rules[0].value = 99'999;
    duty.problem.absences = {
        {"person/99", AbsenceKind::leave, duty.problem.calendars[0].holidays[0].days, ""}};
    nlohmann::json json = nlohmann::json::parse(format_duty(duty));
    json["zzz"] = 1;
    json["rules"][1]["value"] = "six";
    const auto read = parse_duty("x.json", json.dump());
    REQUIRE_FALSE(read);
    std::string all;
    for (const auto& one : read.error().problems)
        all += one.pointer + " ";
    for (const char* place :
         {"/zzz", "/rules/1/value", "/rules/0/value", "/pairs/1", "/absences/0/person_key"})
        CHECK_MESSAGE(all.find(place) != std::string::npos, place, all);
}

namespace {

/// Places of everything wrong with a small home's file, after a change to it.
template <class Change>
std::string places_after(Change change) {
    const DutyFile duty{small_home(5, make_date(2026, 3, 1), make_date(2026, 3, 31)), {}};
    nlohmann::json json = nlohmann::json::parse(format_duty(duty));
    change(json);
    const auto read = parse_duty("x.json", json.dump());
    if (read) return {};
    std::string all;
    for (const auto& one : read.error().problems)
        all += one.pointer + " ";
    return all;
}

} // namespace

TEST_CASE("a shift of a length that cannot be is named beside every other fault of the file") {
    for (const nlohmann::json& length :
         {nlohmann::json(0), nlohmann::json(-60), nlohmann::json(1441), nlohmann::json("eight")}) {
        const std::string places = places_after([&](nlohmann::json& json) {
            json["shifts"][0]["length_min"] = length;
            json["people"][1].erase("key");
            json["people"][2]["most_month_shifts"] = 99;
            json["posts"][0]["always_count"] = 999;
            json["posts"][1]["shifts"][0]["shift_key"] = "Z";
            json["first_day"] = "2026-3-1";
            json["calendars"][0]["holidays"][0]["last"] = "2026-01-40";
            json["rules"][1]["value"] = 99'999;
        });
        for (const char* place :
             {"/shifts/0/length_min", "/people/1 ", "/people/2/most_month_shifts",
              "/posts/0/always_count", "/posts/1/shifts/0", "/first_day", "/rules/1/value",
              "/calendars/0/holidays/0/last"})
            CHECK_MESSAGE(places.find(place) != std::string::npos, place, places);
    }
}

TEST_CASE("what only points to something unread is not judged, and the rest is") {
    const std::string places = places_after([](nlohmann::json& json) {
        json["people"] = 5;
        json["pairs"] = {{{"first_key", "person/01"},
                          {"second_key", "person/02"},
                          {"kind", "apart"},
                          {"reason", ""}}};
        json["shifts"][1]["length_min"] = 0;
        json.erase("calendars");
    });
    CHECK_MESSAGE(places == "/people  /shifts/1/length_min ", places); // the file's own between
}

TEST_CASE(
    "a holiday of a year by mistake, two of one day, and a day both off and worked are named") {
    const std::string places = places_after([](nlohmann::json& json) {
        auto& calendar = json["calendars"][0];
        calendar["holidays"][6]["last"] = "2027-10-07";
        calendar["holidays"][1]["last"] = "2026-04-04";
        calendar["workdays"][0] = "2026-05-03";
        json["shifts"][0]["length_min"] = 0;
    });
    for (const char* place :
         {"/calendars/0/holidays/6 ", "/calendars/0/holidays/1 ", "/calendars/0/holidays/2 ",
          "/calendars/0/workdays/0 ", "/shifts/0/length_min "})
        CHECK_MESSAGE(places.find(place) != std::string::npos, place, places);
    // One that reaches over New Year is a holiday as any other.
    CHECK(places_after([](nlohmann::json& json) {
              json["calendars"][0]["holidays"].push_back({{"name", "元旦"},
                                                          {"first", "2026-12-31"},
                                                          {"last", "2027-01-02"},
                                                          {"statutory", {"2027-01-01"}}});
          }) == "");
}

TEST_CASE("a year's holidays for another year are named with everything else") {
    const std::string places = places_after([](nlohmann::json& json) {
        json["calendars"][0]["year"] = 2024;
        json["shifts"][0]["length_min"] = 0;
        json["rules"][0]["value"] = 99'999;
    });
    for (const char* place :
         {"/calendars/0/year ", "/calendars/0/holidays/0/first ", "/calendars/0/workdays/0 ",
          "/shifts/0/length_min ", "/rules/0/value "})
        CHECK_MESSAGE(places.find(place) != std::string::npos, place, places);
}
