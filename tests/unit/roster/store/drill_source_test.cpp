// What a drill went by stays with it: texts once each, marks byte for byte, never changed.
#include "roster/service/ledger_check.h"
#include "roster/service/open_database.h"
#include "roster/service/record_drill.h"
#include "roster/store/drill_source_table.h"
#include "tests/support/roster_fixture.h"
#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;

namespace {

/// A real drill scored by these marks.
DrillResult marked(Date day, const std::string& marks, const std::string& scenario = "脚本") {
    DrillResult drill = tests::make_drill(DrillKind::real, day);
    drill.record_sha256 = sim::core::sha256_hex(marks);
    drill.source = {scenario, "平面图", marks};
    return drill;
}

} // namespace

TEST_CASE("drill source: twenty drills of one scenario share one row of it") {
    const tests::TempFolder folder;
    auto opened = open_or_create(tests::ledger_in(folder, "home"));
    REQUIRE(opened);
    std::int64_t last = 0;
    for (int n = 0; n < 20; ++n) {
        const auto recorded = record_drill(
            opened->database, marked(make_date(2026, 3, 1) + Days{n}, "记录" + std::to_string(n)),
            {"周督导"});
        REQUIRE_MESSAGE(recorded, describe(recorded.error()));
        last = recorded->drill_id;
    }
    tests::RawDatabase raw(opened->database.path());
    CHECK(raw.number("SELECT count(*) FROM drill_source") == 20);
    CHECK(raw.number("SELECT count(*) FROM drill_text") == 22); // scenario, plan, twenty marks
    const auto found = roster::store::find_drill_source(opened->database, last);
    REQUIRE(found);
    REQUIRE(*found);
    CHECK((*found)->scenario_text == "脚本");
    CHECK((*found)->plan_text == "平面图");
    CHECK((*found)->marks == "记录19");
    CHECK(check_ledger(opened->database));
}

TEST_CASE("drill source: marks that are no UTF-8 come back byte for byte") {
    const tests::TempFolder folder;
    auto opened = open_or_create(tests::ledger_in(folder, "home"));
    REQUIRE(opened);
    Date day = make_date(2026, 3, 1);
    for (const std::string& marks : {std::string("\xCA\xB1\xBC\xE4,\xC8\xCB"),
                                     std::string("a\0b", 3), std::string("\xEF\xBB\xBFtime")}) {
        day += Days{1};
        const auto recorded = record_drill(opened->database, marked(day, marks), {"周督导"});
        REQUIRE_MESSAGE(recorded, describe(recorded.error()));
        const auto found = roster::store::find_drill_source(opened->database, recorded->drill_id);
        REQUIRE(found);
        CHECK((*found)->marks == marks);
    }
    tests::RawDatabase raw(opened->database.path());
    CHECK(raw.number("SELECT count(*) FROM drill_text WHERE encoding = 'base64'") == 2);
}

TEST_CASE("drill source: what has none is told apart, and a demonstration leaves none") {
    const tests::TempFolder folder;
    auto opened = open_or_create(tests::ledger_in(folder, "home"));
    REQUIRE(opened);
    auto robots = tests::make_drill(DrillKind::demonstration, make_date(2026, 3, 1));
    robots.source = {"脚本", "平面图", ""};
    const auto shown = record_drill(opened->database, robots, {"周督导"});
    REQUIRE_MESSAGE(shown, describe(shown.error()));
    const auto older = record_drill(
        opened->database, tests::make_drill(DrillKind::real, make_date(2026, 3, 2)), {"周督导"});
    REQUIRE(older);
    auto live = tests::make_drill(DrillKind::live, make_date(2026, 3, 3));
    live.lead_observer.clear();
    live.source = {"脚本", "平面图", ""};
    const auto played = record_drill(opened->database, live, {"周督导"});
    REQUIRE_MESSAGE(played, describe(played.error()));
    CHECK_FALSE(*roster::store::find_drill_source(opened->database, shown->drill_id));
    CHECK_FALSE(*roster::store::find_drill_source(opened->database, older->drill_id));
    CHECK((*roster::store::find_drill_source(opened->database, played->drill_id))->marks.empty());
}

TEST_CASE("drill source: the database takes no other marks than those the drill was scored by") {
    const tests::TempFolder folder;
    auto opened = open_or_create(tests::ledger_in(folder, "home"));
    REQUIRE(opened);
    auto other = marked(make_date(2026, 3, 1), "甲");
    other.record_sha256 = sim::core::sha256_hex("乙");
    CHECK_FALSE(record_drill(opened->database, other, {"周督导"}));
    tests::RawDatabase raw(opened->database.path());
    CHECK(raw.number("SELECT count(*) FROM drill") == 0);
    REQUIRE(record_drill(opened->database, marked(make_date(2026, 3, 1), "甲"), {"周督导"}));
    for (const char* sql : {"UPDATE drill_text SET body = 'x'", "DELETE FROM drill_text",
                            "UPDATE drill_source SET plan_text_id = 1", "DELETE FROM drill_source",
                            "INSERT INTO drill_source(drill_id, scenario_text_id, plan_text_id) "
                            "VALUES(1, 1, 2)"})
        CHECK_MESSAGE(raw.exec(sql) != SQLITE_OK, sql);
    raw.exec(tests::on_server() ? "ALTER TABLE drill_text DISABLE TRIGGER USER"
                                : "DROP TRIGGER drill_text_no_update");
    // A server's numbers go on after an entry that was refused.
    const auto first = raw.number("SELECT min(id) FROM drill_text");
    REQUIRE(
        raw.exec(fmt::format("UPDATE drill_text SET body = 'x' WHERE id = {}", first).c_str()) ==
        SQLITE_OK);
    if (tests::on_server()) raw.exec("ALTER TABLE drill_text ENABLE TRIGGER USER");
    const auto checked = check_ledger(opened->database);
    REQUIRE_FALSE(checked);
    CHECK(describe(checked.error()).find(fmt::format("drill_text/{}", first)) != std::string::npos);
}
