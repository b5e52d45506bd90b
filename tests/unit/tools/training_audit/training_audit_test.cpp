#include "tools/audit/training_audit.h"

#include "roster/schedule/training_file.h"
#include "tests/unit/roster/schedule/training_cases.h"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <set>

using namespace training_cases;
using Json = nlohmann::json;

namespace {

std::vector<tools::audit::AuditViolation> judge(const std::string& bytes) {
    const auto reading = tools::audit::read_for_audit(bytes);
    for (const std::string& fault : reading.faults)
        MESSAGE(fault);
    REQUIRE(reading.faults.empty());
    return tools::audit::audit_training(reading.file);
}
std::set<std::string> rules_of(const std::string& bytes) {
    std::set<std::string> rules;
    for (const auto& one : judge(bytes))
        rules.insert(one.rule);
    return rules;
}
Json export_of(const TrainingInput& input) {
    const auto file = make_training_file(input);
    REQUIRE(file.has_value());
    return Json::parse(write_training(*file));
}
Json& booking_of(Json& file, const std::string& person) {
    for (Json& one : file["plan"]["bookings"])
        if (one["person_key"] == person) return one;
    FAIL("no booking of " << person);
    return file;
}

/// Two homes of two, a plan in which everybody has a seat.
TrainingInput two_homes() {
    TrainingInput input;
    input.today = make_date(2026, 3, 1);
    input.round_from = round_from;
    input.homes = {home(0, 0), home(1, 1)};
    for (int i = 0; i < 4; ++i)
        input.people.push_back(person(i, i / 2, make_date(2024, 3, 1)));
    input.sessions = {session(0, make_date(2026, 9, 1), 2), session(1, make_date(2026, 12, 1), 2),
                      session(2, make_date(2027, 2, 27), 4)};
    return input;
}

} // namespace

TEST_CASE("training audit: months and days as the calendar has them") {
    using namespace tools::audit;
    CHECK(later_by_months(20240301, 36) == 20270301);
    CHECK(later_by_months(20240229, 36) == 20270228);
    CHECK(later_by_months(20250831, 6) == 20260228);
    CHECK(later_by_months(20240831, 42) == 20280229);
    CHECK(later_by_days(20271231, 60) == 20280229);
    CHECK_FALSE(is_day(20270229));
    CHECK(is_day(20280229));
    CHECK(show(20280229) == "2028-02-29");
    rc::check("agrees with the planner's calendar", [] {
        const Date day = make_date(1990, 1, 1) + Days{*rc::gen::inRange(0, 60'000)};
        const int months = *rc::gen::inRange(0, 60);
        std::string text = roster::domain::iso(day);
        std::erase(text, '-');
        RC_ASSERT(show(later_by_months(std::stoi(text), months)) ==
                  roster::domain::iso(roster::domain::add_months(day, months)));
    });
}

TEST_CASE("training audit: finds nothing in the planner's plans") {
    CHECK(judge(export_of(two_homes()).dump()).empty());
    CHECK(judge(export_of(city(20, 8, 10, 2)).dump()).empty());
    TrainingInput input = two_homes();
    for (auto& one : input.people)
        one.passed_on.reset();
    input.rule_from = make_date(2024, 2, 29);
    Json file = export_of(input);
    CHECK(judge(file.dump()).empty());
    file["rule_from"] = "2023-12-31"; // the last seats are too late now
    CHECK(rules_of(file.dump()).contains("T1"));
    CHECK(rc::check([] {
        TrainingInput input = small_town(8, 5, *rc::gen::arbitrary<bool>());
        for (TrainingPerson& one : input.people) {
            const int old = *rc::gen::inRange(-1, static_cast<int>(input.sessions.size()));
            if (old >= 0) input.booked.push_back({one.key, input.sessions[old].key});
            if (*rc::gen::inRange(0, 4) != 0) continue;
            one.passed_on.reset();
            one.joined_on = make_date(2026, 1, 1) + Days{*rc::gen::inRange(0, 120)};
            one.first_shift_on = one.joined_on + Days{*rc::gen::inRange(0, 60)};
        }
        if (*rc::gen::arbitrary<bool>())
            input.rule_from = make_date(2024, 6, 1) + Days{*rc::gen::inRange(0, 700)};
        auto before_work = session(90, input.today + Days{20}, 2);
        before_work.form = SessionForm::pre_job;
        input.sessions.push_back(before_work);
        const auto file = make_training_file(input);
        RC_ASSERT(file.has_value());
        const auto found = judge(write_training(*file));
        for (const auto& one : found)
            RC_LOG() << one.rule << " " << one.subject << " " << one.text << "\n";
        RC_ASSERT(found.empty());
    }));
}

TEST_CASE("training audit: sees each rule broken") {
    const Json clean = export_of(two_homes());
    const auto with = [&](auto spoil) {
        Json file = clean;
        spoil(file);
        return rules_of(file.dump());
    };
    CHECK(with([](Json& file) { file["people"][0]["passed_on"] = "2022-12-31"; }).contains("T1"));
    CHECK(with([](Json& file) { file["plan"]["bookings"].erase(0); }).contains("T1"));
    CHECK(with([](Json& file) { file["sessions"][0]["capacity_count"] = 1; }).contains("T2"));
    CHECK(with([](Json& file) {
              for (Json& one : file["sessions"])
                  one["home_cap_count"] = 0;
          }).contains("T3"));
    CHECK(with([](Json& file) {
              const Json to = booking_of(file, "person/00001")["session_key"];
              booking_of(file, "person/00000")["session_key"] = to;
          }).contains("T4"));
    CHECK(with([](Json& file) {
              file["people"][0]["blocked"].push_back({{"first_on", "2026-03-02"},
                                                      {"last_on", "2027-06-01"},
                                                      {"reason", "duty"},
                                                      {"note", ""}});
          }).contains("T5"));
    CHECK(with([](Json& file) { file["people"][0]["joined_on"] = "2027-06-01"; }).contains("T5"));
    CHECK(with([](Json& file) {
              for (Json& one : file["sessions"])
                  one["quotas"].push_back({{"county_key", "county/0"}, {"seats_count", 0}});
          }).contains("T6"));
    CHECK(with([](Json& file) {
              file["plan"]["bookings"].push_back(file["plan"]["bookings"][0]);
          }).contains("T7"));
    CHECK(with([](Json& file) {
              for (Json& one : file["sessions"])
                  one["state"] = "cancelled";
          }).contains("T8"));
    CHECK(with([](Json& file) { file["rules"]["notice_days"] = 360; }).contains("T9"));
    CHECK(with([](Json& file) {
              for (Json& one : file["sessions"])
                  one["state"] = "frozen";
          }).contains("T10"));
    CHECK(with([](Json& file) { file["plan"]["bookings"][0]["late"] = true; }).contains("T11"));
    CHECK(with([](Json& file) {
              file["plan"]["unmet"].push_back(
                  {{"person_key", "person/00000"}, {"reason", "full"}, {"due_on", "2027-03-01"}});
              file["plan"]["bookings"].erase(0);
          }).contains("T12"));
    CHECK(with([](Json& file) { file["plan"]["moved_count"] = 1; }) ==
          std::set<std::string>{"T13"});
    CHECK(with([](Json& file) { file["plan"]["year_count"][2] = 7; }) ==
          std::set<std::string>{"T13"});
    CHECK(with([](Json& file) {
              file["people"][0]["first_shift_on"] = "2026-04-01";
          }).contains("T14"));
}

TEST_CASE("training audit: a day too late is seen across leap years and short months") {
    for (const auto& [passed, last] : {std::pair{make_date(2024, 2, 29), make_date(2027, 2, 28)},
                                       std::pair{make_date(2023, 8, 31), make_date(2026, 8, 31)},
                                       std::pair{make_date(2025, 2, 28), make_date(2028, 2, 28)}}) {
        TrainingInput input = two_homes();
        input.people.resize(1);
        input.people[0].passed_on = passed;
        input.sessions = {session(0, last - Days{1}, 4)};
        Json file = export_of(input);
        CHECK(judge(file.dump()).empty());
        CHECK(file["plan"]["unmet"].empty());
        file["sessions"][0]["last_on"] = roster::domain::iso(last + Days{1});
        CHECK(rules_of(file.dump()).contains("T1"));
        input.sessions[0].days.last = last + Days{1};
        file = export_of(input);
        CHECK(file["plan"]["unmet"].size() == 1);
        CHECK(judge(file.dump()).empty());
    }
}

TEST_CASE("training audit: what cannot be read is said all at once") {
    const auto reading = tools::audit::read_for_audit(
        R"({"format":"yanlian-training","version":1,"today":"2026-02-30","people":[{"key":7}]})");
    CHECK(reading.faults.size() > 8);
    CHECK(tools::audit::read_for_audit("[").faults.size() == 1);
}
