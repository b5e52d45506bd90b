#include "roster/store/seal.h"

#include "roster/service/findings.h"
#include "roster/service/ledger_check.h"
#include "roster/service/open_database.h"
#include "roster/service/record_drill.h"
#include "roster/store/structure_check.h"
#include "tests/support/roster_fixture.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <sstream>

using namespace roster::domain;
using namespace roster::service;
using roster::store::HistoryFault;
using roster::store::HistoryFaultKind;
using roster::store::list_history_tables;

namespace {

const Date day_one = make_date(2026, 1, 10);

struct SealedHome {
    tests::TempFolder folder;
    std::filesystem::path path = tests::vacant_in(folder, "home");
    SealedHome() {
        auto opened = open_or_create(path);
        REQUIRE(opened);
        const auto recorded = record_drill(
            opened->database, tests::make_drill(DrillKind::real, day_one), {"周督导", 0});
        REQUIRE(recorded);
        REQUIRE(register_finding(opened->database,
                                 {"finding/1", "org/ankang", recorded->drill_id, "门锁着",
                                  Severity::major, true, day_one},
                                 {}, "person/wang-fang"));
    }
    [[nodiscard]] roster::store::HistoryCheck check() const {
        auto opened = open_existing(path);
        REQUIRE(opened);
        auto checked = roster::store::check_history(opened->database);
        REQUIRE(checked);
        return *checked;
    }
    [[nodiscard]] std::vector<roster::store::HistoryTable> tables() const {
        auto opened = open_existing(path);
        REQUIRE(opened);
        auto& connection = opened->database.connection();
        return list_history_tables(connection.engine.list_columns(connection.sql));
    }
};

/// Somebody with the file in hand and a tool that minds no trigger.
struct Intruder {
    tests::RawDatabase raw;
    explicit Intruder(const std::filesystem::path& path) : raw(path) {
        if (tests::on_server()) {
            raw.exec("SET session_replication_role = replica");
            return;
        }
        raw.exec("PRAGMA foreign_keys = OFF");
        raw.exec("PRAGMA ignore_check_constraints = ON");
        std::istringstream names(raw.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"));
        for (std::string name; std::getline(names, name);)
            REQUIRE(raw.exec("DROP TRIGGER " + name) == SQLITE_OK);
    }
};

bool names(const roster::store::HistoryCheck& check, HistoryFaultKind kind,
           const std::string& table, std::int64_t id) {
    return std::ranges::any_of(check.faults, [&](const HistoryFault& fault) {
        return fault.kind == kind && fault.table == table && fault.id == id;
    });
}

} // namespace

TEST_CASE("seals: what the program wrote fits them") {
    const SealedHome home;
    const auto check = home.check();
    CHECK(check.fault_count == 0);
    tests::RawDatabase raw(home.path);
    long long rows = 0;
    for (const auto& table : home.tables())
        rows += raw.number("SELECT count(*) FROM " + table.name);
    CHECK(check.row_count == rows);
    CHECK(rows > 50);
    CHECK(check.seals_sha256.size() == 64);
}

TEST_CASE("seals: every table that never changes is under them") {
    const SealedHome home;
    for (const auto& table : home.tables()) {
        CAPTURE(table.name);
        tests::RawDatabase raw(home.path);
        const std::string triggers =
            tests::on_server()
                ? "SELECT count(*) FROM information_schema.triggers WHERE event_object_table = '"
                : "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '";
        CHECK(raw.number(triggers + table.name + "'") > 0);
    }
}

TEST_CASE("seals: a changed row is named, whichever column it was") {
    const SealedHome home;
    Intruder intruder(home.path);
    int tried = 0;
    for (const auto& table : home.tables()) {
        const long long id = intruder.raw.number("SELECT COALESCE(max(id), 0) FROM " + table.name);
        // A state of a row that changes is compared with that row as well: the test below.
        if (id == 0 || table.name == "row_version") continue;
        for (const std::string& column : table.columns) {
            if (column == "id") continue;
            CAPTURE(table.name);
            CAPTURE(column);
            const std::string where = " WHERE id = " + std::to_string(id);
            const std::string before =
                intruder.raw.rows("SELECT " + column + " FROM " + table.name + where);
            const std::string text = before.substr(0, before.size() - 1);
            const std::string other = text == "NULL" || text.starts_with("1") ? "0" : "1";
            const std::string put = "UPDATE " + table.name + " SET " + column + " = ";
            if (intruder.raw.exec(put + "'" + other + "'" + where) != SQLITE_OK) continue;
            ++tried;
            const auto check = home.check();
            CHECK(check.fault_count == (table.name == "audit" ? 2 : 1)); // and its own chain
            CHECK(names(check, HistoryFaultKind::changed, table.name, id));
            REQUIRE(intruder.raw.exec(put + (text == "NULL" ? text : "'" + text + "'") + where) ==
                    SQLITE_OK);
        }
    }
    CHECK(tried > 40);
    CHECK(home.check().fault_count == 0);
}

TEST_CASE("seals: people, organisations, teams and residents stand as they were written last") {
    const SealedHome home;
    SUBCASE("whichever column was changed, with the triggers gone") {
        Intruder intruder(home.path);
        for (const char* change :
             {"person SET left_on = '2025-12-31'", "person SET name = '王方'",
              "person SET joined_on = '2019-01-01'", "person SET organisation_id = 99",
              "person SET leave_from = '2026-01-01'", "person SET staff_no = '7'",
              "organisation SET opened_on = '2026-06-30'", "organisation SET kind = 'other'",
              "organisation SET key_fire_unit = 1 - key_fire_unit",
              "organisation SET closed_on = '2026-01-01'", "team SET ended_on = '2026-01-01'",
              "resident SET mobility = 'A', alias = 'x'"}) {
            CAPTURE(std::string(change));
            const std::string table(change, std::string(change).find(' '));
            const std::string row = intruder.raw.rows("SELECT min(id) FROM " + table);
            const std::string id = row.substr(0, row.size() - 1);
            intruder.raw.exec("DROP TABLE IF EXISTS kept");
            REQUIRE(intruder.raw.exec("CREATE TEMP TABLE kept AS SELECT * FROM " + table +
                                      " WHERE id = " + id) == SQLITE_OK);
            REQUIRE_MESSAGE(intruder.raw.exec(std::string("UPDATE ") + change +
                                              " WHERE id = " + id) == SQLITE_OK,
                            intruder.raw.message);
            const auto check = home.check();
            CHECK(check.fault_count == 1);
            CHECK(names(check, HistoryFaultKind::changed, table, std::stoll(id)));
            REQUIRE(intruder.raw.exec("DELETE FROM " + table + " WHERE id = " + id) == SQLITE_OK);
            CHECK(names(home.check(), HistoryFaultKind::missing, table, std::stoll(id)));
            REQUIRE(intruder.raw.exec("INSERT INTO " + table + " SELECT * FROM kept") == SQLITE_OK);
        }
        CHECK(home.check().fault_count == 0);
        REQUIRE(intruder.raw.exec("INSERT INTO team(key, organisation_id, name) SELECT 'team/x', "
                                  "organisation_id, 'x' FROM team LIMIT 1") == SQLITE_OK);
        CHECK(names(home.check(), HistoryFaultKind::unsealed, "team",
                    intruder.raw.number("SELECT max(id) FROM team")));
    }
    SUBCASE("changed past the program, the triggers in their place") {
        tests::RawDatabase raw(home.path);
        REQUIRE(raw.exec("UPDATE person SET left_on = '2025-12-31' WHERE id = 3") == SQLITE_OK);
        const auto check = home.check();
        CHECK(check.fault_count == 1);
        CHECK(names(check, HistoryFaultKind::unsealed, "row_version",
                    raw.number("SELECT max(id) FROM row_version")));
        REQUIRE(raw.exec("UPDATE person SET left_on = NULL WHERE id = 3") == SQLITE_OK);
        CHECK(home.check().fault_count == 2); // both states stay
    }
    SUBCASE("a state that was changed along with its row") {
        Intruder intruder(home.path);
        REQUIRE(intruder.raw.exec("UPDATE person SET name = '王方' WHERE id = 3; "
                                  "UPDATE row_version SET row_text = (SELECT row_text FROM "
                                  "person_text WHERE id = 3) WHERE table_name = 'person' AND "
                                  "row_id = 3") == SQLITE_OK);
        const auto check = home.check();
        CHECK(check.fault_count == 1);
        CHECK(check.faults[0].table == "row_version");
    }
}

TEST_CASE("seals: who took part in a drill is part of its row") {
    const SealedHome home;
    Intruder intruder(home.path);
    REQUIRE(intruder.raw.exec("DELETE FROM drill_person WHERE drill_id = 1 AND person_id = "
                              "(SELECT min(person_id) FROM drill_person)") == SQLITE_OK);
    const auto check = home.check();
    CHECK(names(check, HistoryFaultKind::changed, "drill", 1));
}

TEST_CASE("seals: a removed row, one slipped in and a forged seal are named") {
    const SealedHome home;
    Intruder intruder(home.path);
    const long long last = intruder.raw.number("SELECT max(id) FROM outcome");
    SUBCASE("removed from the middle") {
        REQUIRE(intruder.raw.exec("DELETE FROM outcome WHERE id = 1") == SQLITE_OK);
        CHECK(names(home.check(), HistoryFaultKind::missing, "outcome", 1));
    }
    SUBCASE("removed from the end") {
        REQUIRE(intruder.raw.exec("DELETE FROM outcome WHERE id = " + std::to_string(last)) ==
                SQLITE_OK);
        CHECK(names(home.check(), HistoryFaultKind::missing, "outcome", last));
    }
    SUBCASE("the last line of the audit, which its own chain does not miss") {
        const long long end = intruder.raw.number("SELECT max(id) FROM audit");
        REQUIRE(intruder.raw.exec("DELETE FROM audit WHERE id = " + std::to_string(end)) ==
                SQLITE_OK);
        CHECK(names(home.check(), HistoryFaultKind::missing, "audit", end));
    }
    SUBCASE("slipped in, and not sealed by the next one who writes") {
        REQUIRE(intruder.raw.exec("INSERT INTO absence(person_id, from_day) VALUES(1, "
                                  "'2026-01-01')") == SQLITE_OK);
        const long long id = intruder.raw.number("SELECT max(id) FROM absence");
        {
            auto opened = open_existing(home.path);
            REQUIRE(opened);
            REQUIRE(register_finding(
                opened->database,
                {"", "org/ankang", 0, "灯坏了", Severity::ordinary, false, day_one}, {},
                "person/wang-fang"));
        }
        const auto check = home.check();
        CHECK(check.fault_count == 1);
        CHECK(names(check, HistoryFaultKind::unsealed, "absence", id));
    }
    SUBCASE("a forged seal") {
        REQUIRE(intruder.raw.exec("UPDATE history_seal SET last_id = last_id WHERE id = 1; UPDATE "
                                  "history_seal SET table_name = 'activity' WHERE id = 1") ==
                SQLITE_OK);
        CHECK(names(home.check(), HistoryFaultKind::chain, "history_seal", 1));
    }
    SUBCASE("in the user's words, with its number") {
        REQUIRE(intruder.raw.exec("UPDATE outcome SET action = 'x' WHERE id = 1") == SQLITE_OK);
        auto opened = open_existing(home.path);
        REQUIRE(opened);
        const auto checked = check_ledger(opened->database);
        REQUIRE_FALSE(checked);
        CHECK(sim::core::describe(checked.error()).find("outcome/1") != std::string::npos);
    }
}

TEST_CASE("structure: a sound ledger has nothing to name") {
    const SealedHome home;
    auto opened = open_existing(home.path);
    REQUIRE(opened);
    const auto problems = roster::store::check_structure(opened->database);
    REQUIRE(problems);
    CHECK(problems->empty());
}

TEST_CASE("structure: what somebody else put, dropped or rewrote is named") {
    const SealedHome home;
    tests::RawDatabase raw(home.path);
    const bool server = tests::on_server();
    if (!server) raw.exec("PRAGMA foreign_keys = OFF");
    const auto on = [&](const char* table) { return server ? std::string(" ON ") + table : ""; };
    const auto says = [&](const std::string& sql, const std::string& where) {
        REQUIRE_MESSAGE(raw.exec(sql) == SQLITE_OK, raw.message);
        auto opened = open_existing(home.path);
        REQUIRE(opened);
        const auto checked = check_ledger(opened->database);
        REQUIRE_FALSE(checked);
        CHECK_MESSAGE(sim::core::describe(checked.error()).find(where) != std::string::npos,
                      sim::core::describe(checked.error()));
    };
    SUBCASE("a way for findings that nobody allowed") {
        says("DROP TRIGGER finding_transition_no_insert" + on("finding_transition") +
                 "; INSERT INTO finding_transition VALUES('registered', 'closed')",
             "finding_transition/'registered' 'closed'");
    }
    SUBCASE("triggers") {
        says("DROP TRIGGER competence_firewall" + on("competence"), "trigger/competence_firewall");
        says("DROP TRIGGER finding_step_no_update" + on("finding_step"),
             "trigger/finding_step_no_update");
    }
    SUBCASE("a view that says something else") {
        says("DROP VIEW suspended_now; CREATE VIEW suspended_now AS SELECT * FROM suspension "
             "WHERE " +
                 std::string(server ? "false" : "0"),
             "view/suspended_now");
    }
    SUBCASE("an index, and a table of its own") {
        says("DROP INDEX membership_by_team; CREATE TABLE mine(x text)",
             "index/membership_by_team");
        says("SELECT 1", "table/mine");
    }
    SUBCASE("a row that others refer to") {
        says(server ? "SET session_replication_role = replica; "
                      "DELETE FROM person WHERE key = 'person/wang-fang'"
                    : "PRAGMA recursive_triggers = OFF; DROP TRIGGER person_stays; "
                      "DELETE FROM person WHERE key = 'person/wang-fang'",
             "person");
        says("SELECT 1", "post_assignment/");
    }
    SUBCASE("a value that the table does not take") {
        if (server)
            says("ALTER TABLE organisation DROP CONSTRAINT organisation_kind_check; "
                 "UPDATE organisation SET kind = 'castle' WHERE id = 1",
                 "constraint/organisation.organisation_kind_check");
        says(server ? "SELECT 1"
                    : "PRAGMA ignore_check_constraints = ON; UPDATE team SET name = '' WHERE "
                      "id = 1; UPDATE organisation SET kind = 'castle' WHERE id = 1",
             "organisation/1");
    }
}

TEST_CASE("structure: a server's functions, rules and policies are named too") {
    if (!tests::on_server()) return; // a file has none
    const SealedHome home;
    tests::RawDatabase raw(home.path);
    const auto says = [&](const char* sql, const char* where) {
        REQUIRE_MESSAGE(raw.exec(sql) == SQLITE_OK, raw.message);
        auto opened = open_existing(home.path);
        REQUIRE(opened);
        const auto checked = check_ledger(opened->database);
        REQUIRE_FALSE(checked);
        CHECK_MESSAGE(sim::core::describe(checked.error()).find(where) != std::string::npos,
                      sim::core::describe(checked.error()));
    };
    SUBCASE("what a trigger calls does nothing any more") {
        says("CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
             "'BEGIN RETURN NEW; END'",
             "function/refuse()");
    }
    SUBCASE("the same trigger asks less") {
        says("DROP TRIGGER competence_no_update ON competence; CREATE TRIGGER competence_no_update "
             "BEFORE UPDATE ON competence FOR EACH ROW WHEN (false) EXECUTE FUNCTION "
             "refuse('append-only: competence')",
             "trigger/competence_no_update");
    }
    SUBCASE("writes that go nowhere") {
        says("CREATE RULE quiet AS ON INSERT TO finding DO INSTEAD NOTHING", "rule/quiet finding");
    }
    SUBCASE("rows that are hidden") {
        says("ALTER TABLE finding ENABLE ROW LEVEL SECURITY", "table/finding");
    }
}

TEST_CASE("structure: what a server's administrator adds is no fault, and nothing is left behind") {
    if (!tests::on_server()) return;
    const SealedHome home;
    tests::RawDatabase raw(home.path);
    const std::string schemas = "SELECT count(*) FROM pg_namespace";
    const std::string before = raw.rows(schemas);
    raw.exec("CREATE EXTENSION IF NOT EXISTS pg_stat_statements"); // where it is installed
    auto opened = open_existing(home.path);
    REQUIRE(opened);
    const auto checked = check_ledger(opened->database);
    CHECK_MESSAGE(checked, sim::core::describe(checked.error()));
    CHECK(raw.rows(schemas) == before);
}

TEST_CASE("seals: a real is written alike on every engine, so that a ledger can move") {
    const SealedHome home;
    auto opened = open_existing(home.path);
    REQUIRE(opened);
    auto& connection = opened->database.connection();
    for (const auto& [number, text] : {std::pair("5000", "5000.0"),
                                       {"0", "0.0"},
                                       {"-3", "-3.0"},
                                       {"500.5", "500.5"},
                                       {"0.1", "0.1"}}) {
        std::string written;
        connection.sql << "SELECT " + connection.engine.text_sql("x") + " FROM (SELECT CAST(" +
                              number + " AS double precision) AS x) AS t",
            soci::into(written);
        CHECK(written == text);
    }
}
