#include "roster/service/activities.h"

#include "roster/service/journal.h"
#include "roster/service/open_database.h"
#include "roster/service/person_records.h"
#include "roster/service/rules.h"
#include "roster/service/withdrawals.h"
#include "roster/store/inspection_table.h"
#include "tests/support/roster_fixture.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;

namespace {

struct Rig {
    tests::TempFolder folder;
    OpenedDatabase opened = open_or_create(tests::ledger_in(folder, "home")).value();
    Database& database = opened.database;
    tests::RawDatabase raw{database.path()};

    void exec(const std::string& sql) { REQUIRE_MESSAGE(raw.exec(sql) == SQLITE_OK, raw.message); }
    ActivityEntry drill(Instant start) const {
        ActivityEntry made;
        Activity& a = made.activity;
        a.organisation_key = "org/ankang";
        a.kind = ActivityKind::drill;
        a.form = ActivityForm::real_drill;
        a.title = "消防疏散演练";
        a.tags = {"fire"};
        a.local_day = calc_local_day(start);
        a.started_at_utc = start;
        a.place = a.content = a.departments = a.lead = a.recorder = "甲";
        a.present_count = 3;
        return made;
    }
};

} // namespace

TEST_CASE("activities: a drill of this evening is not held yet") {
    Rig rig;
    const Instant now = read_clock();
    CHECK_FALSE(record_activity(rig.database, rig.drill(now + std::chrono::minutes{10}), "甲"));
    auto running = rig.drill(now - std::chrono::minutes{10});
    running.activity.minutes_count = 60;
    CHECK_FALSE(record_activity(rig.database, running, "甲"));
    running.activity.minutes_count = 5;
    const auto done = record_activity(rig.database, running, "甲");
    CHECK_MESSAGE(done, describe(done.error()));
}

TEST_CASE("activities: nothing is held in a house before it opens or after it closes") {
    Rig rig;
    rig.exec("UPDATE organisation SET opened_on = '2026-03-01', closed_on = '2026-05-31' "
             "WHERE key = 'org/ankang'");
    const auto on = [&](int month, int of_month) {
        return record_activity(
            rig.database,
            rig.drill(Instant{make_date(2026, month, of_month)} + std::chrono::hours{2}), "甲");
    };
    CHECK_FALSE(on(2, 28));
    CHECK(on(3, 1));
    CHECK(on(5, 31));
    CHECK_FALSE(on(6, 1));
}

TEST_CASE("activities: a joint drill is in the list of each that took part, and in the sample") {
    Rig rig;
    rig.exec("INSERT INTO organisation(id, key, name, kind) VALUES(20, 'org/c', '某县', 'county');"
             "INSERT INTO organisation(key, name, kind, parent_id) VALUES"
             "('org/n4', '丁院', 'home', 20), ('org/n5', '戊院', 'home', 20)");
    auto joint = rig.drill(Instant{make_date(2026, 4, 11)} + std::chrono::hours{2});
    joint.organisation_keys = {"org/n4"};
    joint.activity.rating = "S";
    REQUIRE(record_activity(rig.database, joint, "甲"));
    const auto lines = list_activities(rig.database, {"org/n4", {}});
    REQUIRE(lines);
    REQUIRE(lines->size() == 1);
    CHECK(lines->front().activity.organisation_key == "org/ankang");
    CHECK_FALSE(lines->front().rule_ids.empty());
    CHECK(list_activities(rig.database, {"org/ankang", {}})->size() == 1);
    CHECK(list_activities(rig.database, {"org/n5", {}})->empty());
    const auto candidates =
        roster::store::load_candidates(rig.database, "org/c", make_date(2026, 6, 1));
    REQUIRE(candidates);
    REQUIRE(candidates->size() == 2);
    CHECK(candidates->front().drill_grade == "S");
    CHECK((*candidates)[1].drill_grade.empty());
}

TEST_CASE("activities: a rule is named as met only when its team or its people were there") {
    Rig rig;
    const auto rules = find_shipped_rules("rules/qidong");
    REQUIRE(rules);
    REQUIRE(adopt_rules(rig.database, "org/ankang", *rules, make_date(2023, 1, 1), "测试"));
    const auto met = [&](int day, auto&& change) {
        auto entry = rig.drill(Instant{make_date(2026, 4, day)} + std::chrono::hours{2});
        change(entry);
        REQUIRE(record_activity(rig.database, entry, "甲"));
        const auto lines = list_activities(rig.database, {"org/ankang", {}});
        REQUIRE(lines);
        return lines->front().rule_ids;
    };
    const auto has = [](const std::vector<std::string>& ids, const char* id) {
        return std::ranges::find(ids, id) != ids.end();
    };
    const auto alone = met(1, [](ActivityEntry&) {});
    CHECK_FALSE(alone.empty());
    CHECK_FALSE(has(alone, "DR-S1-team"));
    const auto with = met(2, [](ActivityEntry& entry) { entry.activity.team_key = "team/ankang"; });
    CHECK(has(with, "DR-S1-team"));
}

TEST_CASE("activities: a team by its name; one of another home, or of nobody, is refused") {
    Rig rig;
    roster::store::Database& database = rig.database;
    const auto record = [&](int day, const char* team, const char* home = "org/ankang") {
        auto entry = rig.drill(Instant{make_date(2026, 4, day)} + std::chrono::hours{2});
        entry.activity.team_key = team;
        entry.activity.organisation_key = home;
        return record_activity(database, entry, "甲");
    };
    CHECK(record(1, "安康养老院志愿消防队"));
    CHECK(list_activities(database, {"org/ankang", {}})->front().activity.team_key ==
          "team/ankang");
    const auto unknown = record(2, "team/ankan");
    REQUIRE_FALSE(unknown);
    CHECK(describe(unknown.error()).find("team/ankan") != std::string::npos);
    rig.exec("INSERT INTO organisation(key, name, kind) VALUES('org/other', '别家', 'home')");
    CHECK_FALSE(record(3, "team/ankang", "org/other"));
    CHECK(record(4, "", "org/other"));
}

TEST_CASE("activities: a demonstration is never corrected into a drill that counts") {
    Rig rig;
    auto shown = rig.drill(Instant{make_date(2026, 4, 1)} + std::chrono::hours{2});
    shown.activity.kind = ActivityKind::demonstration;
    shown.activity.form = ActivityForm::topic;
    const auto recorded = record_activity(rig.database, shown, "甲");
    REQUIRE_MESSAGE(recorded, describe(recorded.error()));
    const auto stood = find_activity_to_correct(rig.database, recorded->key);
    REQUIRE(stood);
    auto real = rig.drill(*shown.activity.started_at_utc);
    const auto turned = correct_activity(rig.database, *stood, real, {"甲", "写错"});
    REQUIRE_FALSE(turned);
    CHECK(describe(turned.error()).find("撤回") != std::string::npos);
    shown.activity.place = "一楼";
    CHECK(correct_activity(rig.database, *stood, shown, {"甲", "写错"}));
}

TEST_CASE("rules: adopted again they bind since the day on file") {
    Rig rig;
    const auto rules = find_shipped_rules("rules/qidong");
    REQUIRE(rules);
    CHECK(adopt_rules(rig.database, "org/ankang", *rules, make_date(2023, 1, 1), "测试").value() ==
          make_date(2023, 1, 1));
    CHECK(adopt_rules(rig.database, "org/ankang", *rules, make_date(2026, 5, 5), "测试").value() ==
          make_date(2023, 1, 1));
}

TEST_CASE("activities: who is on leave that day was not there, and is named with the leave") {
    Rig rig;
    const Instant start{make_date(2026, 3, 10)};
    const auto leave = record_leave(
        rig.database, {"person/wang-fang", make_date(2026, 3, 2), make_date(2026, 3, 20), "病假"},
        {start, "孙建平"});
    REQUIRE_MESSAGE(leave, describe(leave.error()));
    auto drill = rig.drill(start);
    drill.attendances = {{"person/wang-fang"}, {"person/chen-jing"}};
    auto training = drill;
    training.activity.kind = ActivityKind::training;
    training.activity.title = "消防培训";
    for (const auto& entry : {drill, training}) {
        const auto refused = record_activity(rig.database, entry, "甲");
        REQUIRE_FALSE(refused);
        CHECK(describe(refused.error()).find("王芳 在 2026-03-10 请假") != std::string::npos);
        CHECK(describe(refused.error()).find("person leave withdraw") != std::string::npos);
    }
    auto absent = drill;
    absent.attendances[0].attended = false; // was due, and was not there
    const auto done = record_activity(rig.database, absent, "甲");
    CHECK_MESSAGE(done, describe(done.error()));
    REQUIRE(withdraw_leave(rig.database, *leave, "提前回来", {start, "孙建平"}));
    const auto trained = record_activity(rig.database, training, "甲");
    CHECK_MESSAGE(trained, describe(trained.error()));
}

TEST_CASE("activities: a blank fills in no field") {
    Rig rig;
    for (const auto field : {&Activity::place, &Activity::departments, &Activity::lead,
                             &Activity::recorder, &Activity::content, &Activity::title})
        for (const char* blank : {" ", "　", "\u00A0"}) {
            auto drill = rig.drill(Instant{make_date(2026, 3, 10)});
            drill.activity.*field = blank;
            CHECK_FALSE(record_activity(rig.database, drill, "甲"));
        }
    auto training = rig.drill(Instant{make_date(2026, 3, 10)});
    training.activity.kind = ActivityKind::training;
    training.activity.title = "　";
    CHECK_FALSE(record_activity(rig.database, training, "甲"));
    training.activity.title = "　消防培训 ";
    REQUIRE(record_activity(rig.database, training, "甲"));
    CHECK(rig.raw.rows("SELECT title FROM activity") == "消防培训\n");
}
