// What the database itself lets count: only real drills, for what they were about.
#include "roster/domain/activity.h"
#include "roster/service/open_database.h"
#include "roster/store/database.h"
#include "roster/store/drill_table.h"
#include "tests/support/roster_fixture.h"
#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;
namespace fs = std::filesystem;

namespace {

std::string drill_sql(const std::string& key, const std::string& form) {
    return fmt::format(
        "INSERT INTO activity(key, organisation_id, kind, progress, level, scope, form, "
        "content_tags, title, content, place, departments, lead, recorder, present_count, "
        "local_day, started_at_utc, recorded_at_utc, recorded_by) VALUES('{}', 1, 'drill', 'held', "
        "'home', 'part', '{}', ' fire ', 'x', 'x', 'x', 'x', 'x', 'x', 3, '2026-04-11', "
        "'2026-04-11T02:00:00Z', '2026-04-12T00:00:00Z', 'x')",
        key, form);
}

/// The same, under a title.
std::string titled_sql(int number, const std::string& title) {
    std::string sql = drill_sql(fmt::format("activity/{}", number), "real_drill");
    const std::string mark = "' fire ', 'x'";
    return sql.replace(sql.find(mark), mark.size(), "' fire ', '" + title + "'");
}

} // namespace

TEST_CASE("what counts: the database refuses a drill that was told, watched or on a screen") {
    const tests::TempFolder folder;
    auto opened = open_or_create(tests::ledger_in(folder, "home"));
    REQUIRE_MESSAGE(opened, describe(opened.error()));
    tests::RawDatabase raw(opened->database.path());
    for (const auto form : activity_form_names) {
        const bool real = form == "real_drill" || form == "hands_on";
        const std::string key = "activity/" + std::string(form);
        CHECK_MESSAGE((raw.exec(drill_sql(key, std::string(form))) == SQLITE_OK) == real, form);
    }
    CHECK(raw.rows("SELECT held_count FROM drill_obligation") == "2\n");
}

TEST_CASE("what counts: a drill on a screen that an older program took stops counting" *
          tests::sqlite_only()) {
    const tests::TempFolder folder;
    const fs::path path = folder / "home.yanlian.db";
    const auto all = roster::store::shipped_migrations(roster::store::Dialect::sqlite);
    roster::store::OpenOptions older;
    older.migrations = all.subspan(0, 4);
    REQUIRE(roster::store::create_database(path, older));
    tests::RawDatabase raw(path);
    raw.exec("INSERT INTO organisation(key, name, kind) VALUES('org/a', 'a', 'home')");
    REQUIRE_MESSAGE(raw.exec(drill_sql("activity/1", "online")) == SQLITE_OK, raw.message);
    REQUIRE(raw.exec(drill_sql("activity/2", "real_drill")) == SQLITE_OK);
    REQUIRE(raw.rows("SELECT held_count FROM drill_obligation") == "2\n");
    const auto opened = open_existing(path);
    REQUIRE_MESSAGE(opened, describe(opened.error()));
    CHECK(raw.rows("SELECT held_count FROM drill_obligation") == "1\n");
    CHECK(raw.rows("SELECT count(*) FROM activity_in_force") == "2\n"); // still on file
    CHECK(raw.rows("SELECT source_id FROM countable_activity") == "2\n");
}

TEST_CASE("what counts: an observed drill counts for what its scenario was about") {
    const tests::TempFolder folder;
    auto opened = open_or_create(tests::ledger_in(folder, "home"));
    REQUIRE(opened);
    auto drill = tests::make_drill(sim::core::DrillKind::real, make_date(2026, 3, 10));
    drill.tags.clear();
    auto with_fire = tests::make_drill(sim::core::DrillKind::real, make_date(2026, 3, 11));
    auto transaction = roster::store::Transaction::begin(opened->database);
    REQUIRE(transaction);
    REQUIRE(roster::store::insert_drill(opened->database, drill, 0, drill.started_at_utc));
    REQUIRE(roster::store::insert_drill(opened->database, with_fire, 0, drill.started_at_utc));
    REQUIRE(transaction->commit());
    tests::RawDatabase raw(opened->database.path());
    CHECK(raw.rows("SELECT local_day, content_tags FROM countable_activity ORDER BY local_day") ==
          "2026-03-10|\n2026-03-11| fire \n");
}

TEST_CASE("what counts: the database reads a drill's title as the entry does") {
    const tests::TempFolder folder;
    auto opened = open_or_create(tests::ledger_in(folder, "home"));
    REQUIRE(opened);
    tests::RawDatabase raw(opened->database.path());
    const std::vector<std::string> words{
        "桌面",   "沙盘",     "网上",   "线上", "在线", "模拟软件", "推演",     "会议",
        "讨论",   "研讨",     "座谈",   "观摩", "观看", "视频会",   "演练方案", "演示",
        "机器人", "电脑模拟", "未举行", "桌上", "VR",   "虚拟",     "演练计划"};
    const std::vector<std::string> tails{"", "室", "厅", "中心", "区", "楼", "会", "火灾", "演练"};
    int number = 0;
    const auto agree = [&](const std::string& title) {
        Activity drill;
        drill.kind = ActivityKind::drill;
        drill.form = ActivityForm::real_drill;
        drill.title = title;
        bool refused = false;
        for (const auto& problem : check(drill, {}, make_date(2026, 6, 1)))
            refused = refused || problem.pointer == "/title";
        CHECK_MESSAGE((raw.exec(titled_sql(++number, title)) != SQLITE_OK) == refused, title);
    };
    for (const std::string& word : words)
        for (const std::string& tail : tails)
            agree("二层" + word + tail + "疏散");
    for (const char* title : {"会议会议室演练", "会议室会议", "观摩厅观摩", "夜间疏散演练",
                              "会议中心和讨论区灭火", "线上线上楼"})
        agree(title);
    CHECK(raw.number("SELECT count(*) FROM countable_activity") ==
          raw.number("SELECT count(*) FROM activity"));
}

TEST_CASE("what counts: drills of older programs count on, whatever their title" *
          tests::sqlite_only()) {
    const tests::TempFolder folder;
    const fs::path path = folder / "home.yanlian.db";
    const auto all = roster::store::shipped_migrations(roster::store::Dialect::sqlite);
    roster::store::OpenOptions older;
    older.migrations = all.subspan(0, 8);
    REQUIRE(roster::store::create_database(path, older));
    tests::RawDatabase raw(path);
    raw.exec("INSERT INTO organisation(key, name, kind) VALUES('org/a', 'a', 'home')");
    REQUIRE_MESSAGE(raw.exec(titled_sql(1, "消防演练讨论")) == SQLITE_OK, raw.message);
    const std::string before = raw.rows("SELECT * FROM drill_obligation");
    const auto opened = open_existing(path);
    REQUIRE_MESSAGE(opened, describe(opened.error()));
    CHECK(raw.rows("SELECT * FROM drill_obligation") == before);
    CHECK(raw.exec(titled_sql(2, "消防演练讨论")) != SQLITE_OK);
    CHECK(raw.message == "evidence firewall: told, watched or on a screen is no real drill");
}
