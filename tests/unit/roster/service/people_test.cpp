#include "roster/service/competence_list.h"
#include "roster/service/example_home.h"
#include "roster/service/findings.h"
#include "roster/service/open_database.h"
#include "roster/service/shift.h"
#include "roster/store/people_table.h"
#include "tests/support/roster_fixture.h"
#include <doctest/doctest.h>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;

namespace {

const Date today = make_date(2026, 6, 1);
constexpr const char* home = "org/ankang";

} // namespace

TEST_CASE("example home: ninety residents with the mobility of each floor") {
    std::map<char, std::array<int, 5>> by_floor;
    std::set<std::string> aliases, beds;
    const Home example = make_example_home();
    for (const Resident& resident : example.residents) {
        CHECK(check(resident).empty());
        aliases.insert(resident.alias);
        beds.insert(resident.bed_key);
        ++by_floor[resident.bed_key[4]][static_cast<std::size_t>(resident.mobility)];
    }
    CHECK(example.residents.size() == 90);
    CHECK(aliases.size() == 90);
    CHECK(beds.size() == 90);
    CHECK(by_floor['1'] == std::array<int, 5>{8, 6, 7, 8, 1});
    CHECK(by_floor['2'] == std::array<int, 5>{9, 10, 6, 4, 1});
    CHECK(by_floor['3'] == std::array<int, 5>{18, 9, 2, 0, 1});
    for (const Person& person : example.persons)
        CHECK(check(person).empty());
    CHECK(example.teams.at(0).members.size() == 9);
}

TEST_CASE("example home: its beds and levels are those of the plan that ships") {
    std::ifstream file(YANLIAN_SOURCE_DIR "/scenarios/plans/ankang.plan.json");
    REQUIRE(file);
    const auto plan = nlohmann::json::parse(file);
    std::set<std::string> drawn, beds, levels;
    for (const auto& bed : plan.at("beds"))
        drawn.insert(bed.at("key"));
    for (const auto& level : plan.at("levels"))
        levels.insert(level.at("key"));
    const Home example = make_example_home();
    for (const Resident& resident : example.residents)
        beds.insert(resident.bed_key);
    CHECK(beds == drawn);
    for (const Person& person : example.persons)
        for (const PersonRole& role : person.roles)
            CHECK((role.zone.empty() || levels.contains(role.zone)));
}

TEST_CASE("open: a missing database is made with the example home, then opened as it is") {
    tests::TempFolder folder;
    const auto path = folder.path() / "new" / "home.yanlian.db";
    {
        const auto first = open_or_create(path);
        REQUIRE_MESSAGE(first, describe(first.error()));
        CHECK(first->created);
    }
    const auto second = open_or_create(path);
    REQUIRE(second);
    CHECK_FALSE(second->created);
    CHECK(second->outcome == roster::store::OpenOutcome::up_to_date);
    int files = 0;
    for ([[maybe_unused]] const auto& entry :
         std::filesystem::directory_iterator(path.parent_path()))
        if (entry.path().string().find(".new") != std::string::npos) ++files;
    CHECK(files == 0);
    CHECK_FALSE(open_existing(tests::vacant_in(folder, "missing")));
}

TEST_CASE("open: the default lies in the user's data folder") {
    const char* kept = std::getenv("XDG_DATA_HOME");
    const std::string before = kept ? kept : "";
    ::setenv("XDG_DATA_HOME", "/some/where", 1);
    CHECK(find_default_database_path()->string() == "/some/where/yanlian/default.yanlian.db");
    ::setenv("XDG_DATA_HOME", "not/absolute", 1);
    if (std::getenv("HOME"))
        CHECK(find_default_database_path()->string().ends_with(
            "/.local/share/yanlian/default.yanlian.db"));
    kept ? ::setenv("XDG_DATA_HOME", before.c_str(), 1) : ::unsetenv("XDG_DATA_HOME");
}

TEST_CASE("shift: at night three carers, the leader on duty and the control room") {
    tests::TempFolder folder;
    auto opened = open_or_create(tests::ledger_in(folder, "home"));
    REQUIRE(opened);
    const auto night = list_shift(opened->database, home, Shift::night, today);
    REQUIRE(night);
    REQUIRE(night->size() == 5);
    CHECK(night->at(0).post == Post::duty_leader);
    CHECK(night->at(1).post == Post::control_room);
    for (std::size_t floor = 1; floor <= 3; ++floor)
        CHECK(night->at(floor + 1).zone == "level/" + std::to_string(floor));
    CHECK(night->at(0).team_role == "leader");
    const auto residents = list_residents_by_bed(opened->database, home);
    REQUIRE(residents);
    CHECK(residents->size() == 90);
    CHECK(residents->at("bed/112-1").oxygen);
    CHECK(residents->at("bed/112-1").mobility == Mobility::d);
    CHECK(residents->at("bed/207-1").mobility == Mobility::b);
    CHECK(residents->at("bed/207-2").mobility == Mobility::c);
}

TEST_CASE("people: a new home can do nothing yet, and is told so") {
    tests::TempFolder folder;
    auto opened = open_or_create(tests::ledger_in(folder, "home"));
    REQUIRE(opened);
    const auto people = list_people(opened->database, home, today);
    REQUIRE(people);
    CHECK(people->size() == 32);
    for (const PersonLine& line : *people)
        for (const Standing& standing : line.levels)
            CHECK(standing.level == 0);
    const auto mastery = calc_mastery_today(opened->database, home, today);
    CHECK(mastery->on_roll_count == 32);
    CHECK(mastery->rate_ratio == 0);
    CHECK_FALSE(list_competence(opened->database, home, "person/nobody", today));
}

TEST_CASE("findings: from the register to closure, overdue first") {
    tests::TempFolder folder;
    auto opened = open_or_create(tests::ledger_in(folder, "home"));
    REQUIRE(opened);
    Database& database = opened->database;
    Remedy remedy{"person/cao-gang", "拆除东门门锁", today, "专人看守东门"};
    remedy.interim_measure = "东门全天有人";
    remedy.supervisor_key = "person/qin-jian";
    remedy.funds_yuan = 0;
    REQUIRE(roster::store::insert_organisation(
        database, {"org/bureau", "民政局", OrganisationKind::bureau, ""}));
    REQUIRE(roster::store::insert_person(
        database, {"person/qin-jian", "org/bureau", "秦监", {}, today - Days{900}, {}, {}, {}}));
    const Finding finding{"finding/1", home, 0, "东侧出口被锁", Severity::major, true, today};
    REQUIRE(register_finding(database, finding, {}, "person/wang-fang"));
    CHECK_FALSE(register_finding(database, finding, {}, "person/wang-fang"));
    FindingStep step{FindingState::in_progress, {}, Instant{today}, "person/wang-fang", ""};
    const auto empty = step_finding(database, home, "finding/1", step);
    REQUIRE_FALSE(empty);
    CHECK(empty.error().problems.size() == 7);
    step.remedy = remedy;
    REQUIRE(step_finding(database, home, "finding/1", step));
    CHECK(list_findings(database, home, today + Days{3})->at(0).days_left == -3);
    step.state = FindingState::to_be_rechecked;
    REQUIRE(step_finding(database, home, "finding/1", step));
    step.state = FindingState::closed;
    step.evidence = "复查照片";
    step.actor_key = "person/cao-gang";
    CHECK_FALSE(step_finding(database, home, "finding/1", step));
    step.actor_key = "person/sun-jianping";
    CHECK(step_finding(database, home, "finding/1", step));
    CHECK(list_findings(database, home, today)->at(0).state == FindingState::closed);
    CHECK_FALSE(step_finding(database, home, "finding/9", step));
}
