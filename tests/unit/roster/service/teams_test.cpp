#include "roster/service/teams.h"

#include "roster/service/bulletin.h"
#include "roster/service/due.h"
#include "roster/service/ledger_check.h"
#include "roster/service/open_database.h"
#include "roster/service/organisations.h"
#include "roster/store/people_table.h"
#include "tests/support/roster_fixture.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;

namespace {

const Date today = make_date(2026, 6, 1);

/// A home of one's own with eight carers, and no team.
struct Rig {
    Rig() {
        auto opened = open_or_create(folder / "a.yanlian.db");
        REQUIRE(opened);
        database = std::move(opened->database);
        Organisation home;
        home.key = "org/own";
        home.name = "自己的养老院";
        REQUIRE(add_organisation(*database, home, "甲"));
        auto transaction = roster::store::Transaction::begin(*database);
        REQUIRE(transaction);
        for (int i = 1; i <= 8; ++i)
            REQUIRE(roster::store::insert_person(*database, person(i)));
        REQUIRE(transaction->commit());
    }
    static std::string key(int i) { return "person/" + std::to_string(i); }
    static Person person(int i) {
        Person one;
        one.key = key(i);
        one.organisation_key = "org/own";
        one.name = "员工" + std::to_string(i);
        one.joined_on = make_date(2026, 1, 1);
        one.roles.push_back({Post::carer, Shift::day, ""});
        return one;
    }
    static std::vector<TeamMember> members(int first, int last) {
        std::vector<TeamMember> list;
        for (int i = first; i <= last; ++i)
            list.push_back({key(i), i == 1 ? TeamRole::leader : TeamRole::evacuate, {}});
        return list;
    }
    std::string form(std::vector<TeamMember> list) {
        const auto done =
            form_team(*database, {"", "org/own", "消防队", std::move(list)}, today, "甲");
        REQUIRE_MESSAGE(done, describe(done.error()));
        return *done;
    }
    TeamRow row(Date day) {
        const auto rows = list_teams(*database, "org/own", day);
        REQUIRE(rows);
        REQUIRE(rows->size() == 1);
        return rows->front();
    }
    tests::TempFolder folder;
    std::optional<roster::store::Database> database;
};

} // namespace

TEST_CASE("a home of one's own forms a team, and the bulletin counts it as built") {
    Rig rig;
    CHECK(rig.row(today).key.empty());
    CHECK(rig.row(today).check.too_small);
    CHECK(rig.form(Rig::members(1, 5)) == "team/own");
    const TeamRow row = rig.row(today);
    CHECK(row.members.size() == 5);
    CHECK(row.members.front().role == TeamRole::leader);
    CHECK(row.check.staff_count == 8);
    CHECK(row.check.is_compliant());
    CHECK(rig.row(today - Days{1}).members.empty());
    const auto due = list_due(*rig.database, {"org/own", today, true});
    REQUIRE(due);
    CHECK(std::ranges::none_of(due->teams, [](const auto& team) { return team.check.too_small; }));
}

TEST_CASE("who leaves was in the team until the last day, and nobody is in it twice") {
    Rig rig;
    const std::string key = rig.form(Rig::members(1, 6));
    REQUIRE(leave_team(*rig.database, key, {Rig::key(6)}, today + Days{9}, "甲"));
    CHECK(rig.row(today + Days{9}).members.size() == 6);
    CHECK(rig.row(today + Days{10}).members.size() == 5);
    REQUIRE(join_team(*rig.database, key, {{Rig::key(6), TeamRole::alarm, today + Days{5}}}, today,
                      "甲"));
    CHECK(rig.row(today + Days{10}).members.size() == 6);
    REQUIRE(join_team(*rig.database, "消防队", {{Rig::key(6), TeamRole::rescue, {}}}, today, "甲"));
    const auto row = rig.row(today + Days{30});
    CHECK(row.members.size() == 6);
    CHECK(row.members.back().role == TeamRole::rescue);
    const auto clean = check_ledger(*rig.database);
    REQUIRE_MESSAGE(clean, describe(clean.error()));
}

TEST_CASE("who leaves next month, and who joins then, is a member on the days between") {
    Rig rig;
    const std::string key = rig.form(Rig::members(1, 5));
    REQUIRE(leave_team(*rig.database, key, {Rig::key(5)}, today + Days{30}, "甲"));
    REQUIRE(join_team(*rig.database, key, {{Rig::key(6), TeamRole::alarm, today + Days{10}}}, today,
                      "甲"));
    const auto teams = roster::store::load_teams(*rig.database, "org/own");
    REQUIRE(teams);
    const auto count = [&](Date day) {
        return std::ranges::count_if(
            teams->at(0).members, [&](const TeamMember& member) { return is_member(member, day); });
    };
    CHECK(count(today) == 5);
    CHECK(count(today + Days{10}) == 6);
    CHECK(count(today + Days{31}) == 5);
}

TEST_CASE("a membership that was entered by mistake never was") {
    Rig rig;
    const std::string key = rig.form(Rig::members(1, 6));
    REQUIRE(leave_team(*rig.database, key, {Rig::key(6)}, today - Days{1}, "甲"));
    CHECK(rig.row(today).members.size() == 5);
}

TEST_CASE("somebody of another home, a second leader, a name taken: all at once") {
    Rig rig;
    rig.form(Rig::members(1, 5));
    auto wrong = Rig::members(1, 2);
    wrong.push_back({"person/wang-fang", TeamRole::leader, {}});
    wrong.push_back(wrong[1]);
    const auto refused = form_team(*rig.database, {"", "org/own", "消防队", wrong}, today, "甲");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().problems.size() == 4);
    CHECK(rig.row(today).members.size() == 5);
    CHECK_FALSE(
        join_team(*rig.database, "team/own", {{Rig::key(2), TeamRole::leader, {}}}, today, "甲"));
    CHECK_FALSE(leave_team(*rig.database, "team/own", {Rig::key(8)}, today, "甲"));
    CHECK_FALSE(leave_team(*rig.database, "没有的队", {Rig::key(1)}, today, "甲"));
}

TEST_CASE("who has left the home is in no team, and a team that was disbanded stands nowhere") {
    Rig rig;
    const std::string key = rig.form(Rig::members(1, 5));
    Person leaver = Rig::person(5);
    leaver.left_on = today + Days{3};
    REQUIRE(roster::store::update_person(*rig.database, leaver, today));
    CHECK(rig.row(today + Days{3}).members.size() == 5);
    CHECK(rig.row(today + Days{4}).members.size() == 4);
    CHECK(rig.row(today + Days{4}).check.too_small);
    REQUIRE(disband_team(*rig.database, key, today + Days{10}, "甲"));
    CHECK(rig.row(today + Days{20}).key.empty());
    CHECK(rig.form(Rig::members(1, 4)) != "");
}

TEST_CASE("being in a team is no evidence and no activity") {
    Rig rig;
    rig.form(Rig::members(1, 5));
    tests::RawDatabase raw(rig.folder / "a.yanlian.db");
    CHECK(raw.rows("SELECT * FROM countable_activity").empty());
    CHECK(raw.rows("SELECT * FROM countable_attendance").empty());
    CHECK(raw.rows("SELECT * FROM competence").empty());
}
