// The invented values that show how a form is filled in: they teach, so they must be right.
#include "tools/paper/duty_forms.h"
#include "tools/paper/forms.h"
#include "tools/paper/home_forms.h"
#include "tools/paper/inspection_forms.h"
#include "tools/paper/training_forms.h"
#include <algorithm>
#include <chrono>
#include <doctest/doctest.h>
#include <map>
#include <set>
#include <sstream>

using namespace tools::paper;

namespace {

std::chrono::sys_days day_of(const std::string& iso) {
    using namespace std::chrono;
    return year{std::stoi(iso)} / std::stoi(iso.substr(5)) / std::stoi(iso.substr(8));
}

std::vector<std::string> names_in(std::string text) {
    for (const char* between : {"、", "／"})
        for (std::size_t at; (at = text.find(between)) != text.npos;)
            text.replace(at, 3, " ");
    std::vector<std::string> names;
    std::istringstream words(text);
    for (std::string word; words >> word;)
        if (word.find('*') == word.npos) names.push_back(word);
    return names;
}

} // namespace

TEST_CASE("samples: days left are counted from the day of the table") {
    const CertificateRegister certificates = sample_certificate_register();
    for (const auto& one : certificates.certificates)
        CHECK(std::stol(one.days_left) ==
              (day_of(one.expires_on) - day_of(certificates.day)).count());
    CHECK(certificates.certificates.front().days_left == "384");
    const FindingRegister findings = sample_finding_register();
    for (const auto& one : findings.findings)
        if (!one.days_left.empty())
            CHECK(std::stol(one.days_left) ==
                  (day_of(one.deadline) - day_of(findings.day)).count());
}

TEST_CASE(
    "samples: the round of trainings has no plan day after its years, and marks that differ") {
    const RotationTable table = sample_rotation_table();
    std::set<std::string> marks;
    for (const auto& one : table.people) {
        CHECK(one.planned >= "2024-01-01");
        CHECK(one.planned <= "2026-12-31");
        marks.insert(one.state.substr(0, 3));
        if (one.last != "从未") {
            using namespace std::chrono;
            const year_month_day last{day_of(one.last)};
            CHECK(day_of(one.due) == sys_days{last + months{36}});
        }
    }
    CHECK(marks == std::set<std::string>{"●", "○", "■"});
}

TEST_CASE("samples: the month of duty could be worked: nobody twice, rest after nights, hours") {
    const DutyRoster roster = sample_duty_roster();
    REQUIRE(roster.days.size() == 31);
    std::map<std::string, int> hours, night_run, leads;
    std::set<std::string> night_before;
    for (const auto& day : roster.days) {
        std::map<std::string, int> today; // times wanted, but for those who are in the team as well
        std::set<std::string> nights;
        const auto add = [&](const std::string& text, int shift_hours) {
            for (const std::string& name : names_in(text)) {
                ++today[name];
                hours[name] += shift_hours;
            }
        };
        CHECK(names_in(day.control_room).size() == 6); // two on each of three shifts
        add(day.control_room, 8);
        add(day.carers_day, 12);
        add(day.carers_night, 12);
        add(day.day_duty, 12);
        add(day.night_duty, 12);
        for (const std::string& name : names_in(day.leader))
            ++today[name], ++leads[name];
        for (const auto& [name, count] : today)
            CHECK_MESSAGE(count == 1, day.date, name);
        for (const std::string* text : {&day.carers_night, &day.night_duty})
            for (const std::string& name : names_in(*text))
                nights.insert(name);
        for (const auto& [name, count] : today)
            CHECK_MESSAGE(!night_before.contains(name), day.date, name); // off after a night
        for (const std::string& name : names_in(day.team)) {
            CHECK_MESSAGE(today.contains(name), day.date, name); // at work that day
            CHECK_MESSAGE(!nights.contains(name), day.date, name);
            CHECK(day.control_room.find(name) == std::string::npos);
        }
        night_before = nights;
        CHECK(day.holiday == !day.note.empty());
    }
    for (const auto& [name, count] : hours)
        CHECK_MESSAGE(count <= 166, name); // 20.83 days of 8 hours
    CHECK(leads.size() >= 6);
    for (const auto& one : sample_certificate_register().certificates)
        if (one.expires_on < "2026-05-31" && one.kind.find("消防设施操作员") != std::string::npos)
            for (const auto& day : roster.days)
                CHECK(day.control_room.find(one.holder) == std::string::npos);
}

TEST_CASE("samples: nobody watches the control room longer than a shift of eight hours") {
    std::map<std::string, int> hours;
    for (const auto& entry : sample_control_room_log().entries) {
        const auto names = names_in(entry.operators);
        CHECK(names.size() == 2);
        for (const std::string& name : names)
            hours[name] += 2;
    }
    for (const auto& [name, count] : hours)
        CHECK_MESSAGE(count <= 8, name);
}
