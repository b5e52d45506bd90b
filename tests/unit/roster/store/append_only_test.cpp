#include "roster/service/findings.h"
#include "roster/service/open_database.h"
#include "roster/service/record_drill.h"
#include "tests/support/roster_fixture.h"
#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace roster::domain;
using namespace roster::service;

namespace {

const Date day_one = make_date(2026, 1, 10);

struct FilledHome {
    tests::TempFolder folder;
    std::filesystem::path path = tests::ledger_in(folder, "home");
    FilledHome() {
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
};

} // namespace

TEST_CASE("append-only: no statement changes or removes what was written") {
    FilledHome home;
    tests::RawDatabase raw(home.path);
    raw.exec("PRAGMA recursive_triggers = OFF"); // as another program would come
    for (const std::string table :
         {"drill", "drill_person", "outcome", "competence", "finding", "finding_step", "audit"}) {
        CAPTURE(table);
        const std::string before = raw.rows("SELECT * FROM " + table);
        REQUIRE_FALSE(before.empty());
        const std::string column = table == "drill_person" ? "drill_id" : "id";
        const std::string key = table == "drill_person" ? "drill_id, person_id" : "id";
        CHECK(raw.exec("UPDATE " + table + " SET " + column + " = " + column) != SQLITE_OK);
        CHECK(raw.message.find("append-only") != std::string::npos);
        CHECK(raw.exec("DELETE FROM " + table) != SQLITE_OK);
        CHECK(raw.message.find("append-only") != std::string::npos);
        CHECK(raw.exec("INSERT INTO " + table + " SELECT * FROM " + table +
                       " WHERE true ON CONFLICT(" + key + ") DO UPDATE SET " + column +
                       " = excluded." + column) != SQLITE_OK);
        // What only one of the engines has.
        CHECK(raw.exec(tests::on_server() ? "TRUNCATE " + table + " CASCADE"
                                          : "INSERT OR REPLACE INTO " + table + " SELECT * FROM " +
                                                table) != SQLITE_OK);
        CHECK(raw.rows("SELECT * FROM " + table) == before);
    }
}

TEST_CASE("append-only: nobody is deleted, people only leave") {
    FilledHome home;
    tests::RawDatabase raw(home.path);
    CHECK(raw.exec("DELETE FROM person WHERE key = 'person/xu-wenjing'") != SQLITE_OK);
    CHECK(raw.exec("UPDATE person SET left_on = '2026-02-01' WHERE key = 'person/xu-wenjing'") ==
          SQLITE_OK);
}

TEST_CASE("append-only: a replacement through another unique column is refused as well" *
          tests::sqlite_only()) {
    FilledHome home;
    tests::RawDatabase raw(home.path);
    const std::string drills = raw.rows("SELECT * FROM drill");
    CHECK(raw.exec("CREATE TEMP TABLE copy AS SELECT * FROM drill; UPDATE copy SET id = 99; "
                   "INSERT OR REPLACE INTO drill SELECT * FROM copy") != SQLITE_OK);
    CHECK(raw.rows("SELECT * FROM drill") == drills);
    const std::string outcomes = raw.rows("SELECT * FROM outcome");
    CHECK(
        raw.exec("CREATE TEMP TABLE copy2 AS SELECT * FROM outcome; UPDATE copy2 SET id = id + 99; "
                 "INSERT OR REPLACE INTO outcome SELECT * FROM copy2") != SQLITE_OK);
    CHECK(raw.rows("SELECT * FROM outcome") == outcomes);
}

TEST_CASE("evidence firewall: the database itself refuses a level without evidence") {
    FilledHome home;
    tests::RawDatabase raw(home.path);
    // One drill of each kind, as somebody with a database tool would forge it.
    const auto forge = [&](const std::string& changes) {
        raw.exec("DROP TABLE IF EXISTS copy");
        REQUIRE(raw.exec("CREATE TEMP TABLE copy AS SELECT * FROM drill WHERE id = 1; "
                         "UPDATE copy SET id = (SELECT max(id) + 1 FROM drill), record_sha256 = '" +
                         sim::core::sha256_hex("forged " + changes) + "'" +
                         (changes.empty() ? "" : ", " + changes) +
                         "; INSERT INTO drill SELECT * FROM copy") == SQLITE_OK);
        return raw.number("SELECT max(id) FROM drill");
    };
    const auto take_part = [&](long long drill, const char* played_by, const char* observer,
                               const char* status, const char* element) {
        return raw.exec(fmt::format(
                   "INSERT INTO drill_person VALUES({0}, (SELECT id FROM person WHERE key = "
                   "'person/wang-fang'), 'carer', '{1}', NULL); INSERT INTO outcome(drill_id, "
                   "person_id, expected_no, action, element, status, critical, fire_class, "
                   "observer, "
                   "reason) VALUES({0}, (SELECT id FROM person WHERE key = 'person/wang-fang'), 1, "
                   "'call_119', '{4}', '{3}', 0, '', '{2}', '')",
                   drill, played_by, observer, status, element)) == SQLITE_OK;
    };
    const auto award = [&](int level, double quality, const char* element = "A") {
        return raw.exec(fmt::format("INSERT INTO competence(person_id, element, level, quality, "
                                    "evidence_outcome_id, "
                                    "assessed_on, valid_until) SELECT person_id, '{}', {}, {:.1f}, "
                                    "id, '2026-01-10', "
                                    "'2027-01-10' FROM outcome ORDER BY id DESC LIMIT 1",
                                    element, level, quality)) == SQLITE_OK;
    };
    SUBCASE("real, seen by a named other: allowed") {
        CHECK(take_part(forge(""), "person", "周督导", "on_time", "A"));
        CHECK(award(4, 1.0));
        CHECK_FALSE(award(2, 1.0, "L")); // another element than the outcome's
    }
    SUBCASE("real, seen by nobody") {
        CHECK(take_part(forge(""), "person", "", "on_time", "A"));
        CHECK_FALSE(award(2, 1.0));
    }
    SUBCASE("real, seen by oneself") {
        CHECK(take_part(forge(""), "person", "王芳", "on_time", "A"));
        CHECK_FALSE(award(2, 1.0));
    }
    SUBCASE("real, missed") {
        CHECK(take_part(forge(""), "person", "周督导", "missed", "A"));
        CHECK_FALSE(award(1, 1.0));
    }
    SUBCASE("real, played by a policy") {
        CHECK(take_part(forge(""), "policy", "周督导", "on_time", "A"));
        CHECK_FALSE(award(1, 1.0));
    }
    SUBCASE("table-top") {
        CHECK(take_part(forge("kind = 'tabletop'"), "person", "周督导", "on_time", "A"));
        CHECK_FALSE(award(1, 0.4));
    }
    SUBCASE("demonstration and planned: nobody can even take part") {
        CHECK_FALSE(take_part(forge("kind = 'demonstration'"), "person", "周督导", "on_time", "A"));
        CHECK_FALSE(take_part(forge("progress = 'planned'"), "person", "周督导", "on_time", "A"));
    }
    SUBCASE("live, alone: quality 0.6 and L2 at most") {
        CHECK(take_part(forge("kind = 'live', deciding_count = 1"), "person", "", "on_time", "A"));
        CHECK_FALSE(award(2, 0.8));
        CHECK_FALSE(award(3, 0.6));
        CHECK(award(2, 0.6));
    }
    SUBCASE("live, together: quality 0.8 and L3 at most") {
        CHECK(take_part(forge("kind = 'live', deciding_count = 2"), "person", "", "on_time", "A"));
        CHECK_FALSE(award(4, 0.8));
        CHECK_FALSE(award(3, 1.0));
        CHECK(award(3, 0.8));
    }
    SUBCASE("live, extinguishing: L1 at most") {
        CHECK(take_part(forge("kind = 'live', deciding_count = 2"), "person", "", "on_time", "E"));
        CHECK_FALSE(award(2, 0.6, "E"));
        CHECK(award(1, 0.6, "E"));
    }
}

TEST_CASE("obligation: only a real drill that was held counts") {
    FilledHome home;
    tests::RawDatabase raw(home.path);
    CHECK(raw.rows("SELECT half_year, held_count FROM drill_obligation") == "2026-H1|1\n");
    for (const char* change :
         {"kind = 'live'", "kind = 'tabletop'", "kind = 'demonstration'", "progress = 'planned'"}) {
        raw.exec("DROP TABLE IF EXISTS copy");
        REQUIRE(raw.exec(fmt::format("CREATE TEMP TABLE copy AS SELECT * FROM drill WHERE id = 1; "
                                     "UPDATE copy SET id = (SELECT max(id) + 1 FROM drill), {}, "
                                     "record_sha256 = '{}'; "
                                     "INSERT INTO drill SELECT * FROM copy",
                                     change, sim::core::sha256_hex(change))) == SQLITE_OK);
    }
    CHECK(raw.rows("SELECT half_year, held_count FROM drill_obligation") == "2026-H1|1\n");
}
