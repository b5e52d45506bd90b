#include "roster/service/activities.h"

#include "roster/service/journal.h"
#include "roster/service/open_database.h"
#include "roster/service/rules.h"
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
