// Every older database comes up to today's schema with all its rows.
#include "roster/service/findings.h"
#include "roster/service/open_database.h"
#include "roster/store/audit_table.h"
#include "roster/store/history_check.h"
#include "roster/store/people_table.h"
#include "sim/core/file.h"
#include "tests/support/roster_fixture.h"
#include <doctest/doctest.h>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;
namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t file_limit_bytes = 1u << 24;

/// A database as an older program left it, rebuilt from its dump.
fs::path restore(const tests::TempFolder& folder, const std::string& version) {
    fs::path path = folder.path() / (version + ".yanlian.db");
    const auto dump = sim::core::read_file(
        YANLIAN_SOURCE_DIR "/tests/golden/roster/" + version + ".sql", file_limit_bytes);
    REQUIRE(dump);
    tests::RawDatabase raw(path);
    REQUIRE_MESSAGE(raw.exec(*dump) == SQLITE_OK, raw.message);
    return path;
}

std::string schema_of(const fs::path& path) {
    tests::RawDatabase raw(path);
    return raw.rows("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name");
}

} // namespace

TEST_CASE("upgrade: a database of version 1 has the schema of a fresh one, and every row" *
          tests::sqlite_only()) {
    const tests::TempFolder folder;
    const fs::path path = restore(folder, "v1");
    long long persons = 0, roles = 0, members = 0, outcomes = 0, levels = 0, steps = 0;
    {
        tests::RawDatabase raw(path);
        persons = raw.number("SELECT count(*) FROM person");
        roles = raw.number("SELECT count(*) FROM person_role");
        members = raw.number("SELECT count(*) FROM team_member");
        outcomes = raw.number("SELECT count(*) FROM outcome");
        levels = raw.number("SELECT count(*) FROM competence_in_force");
        steps = raw.number("SELECT count(*) FROM finding_step");
    }
    auto opened = open_existing(path);
    REQUIRE_MESSAGE(opened, describe(opened.error()));
    CHECK(opened->outcome == roster::store::OpenOutcome::upgraded);
    REQUIRE(roster::store::check_integrity(opened->database));
    CHECK_FALSE(roster::store::check_audit_chain(opened->database)->broken_id.has_value());
    REQUIRE(open_or_create(folder / "fresh.yanlian.db"));
    CHECK(schema_of(path) == schema_of(folder / "fresh.yanlian.db"));

    tests::RawDatabase raw(path);
    CHECK(raw.number("SELECT count(*) FROM person") == persons);
    CHECK(raw.number("SELECT count(*) FROM post_assignment_in_force") == roles);
    CHECK(raw.number("SELECT count(*) FROM team_membership_in_force") == members);
    CHECK(raw.number("SELECT count(*) FROM outcome") == outcomes);
    CHECK(raw.number("SELECT count(*) FROM competence_in_force") == levels);
    CHECK(raw.number("SELECT count(*) FROM finding_step") == steps);
    CHECK(raw.rows("SELECT from_day, until_day FROM absence_in_force") ==
          "2026-03-01|2026-06-30\n");
    CHECK(raw.rows("SELECT finding_id, state FROM finding_state") ==
          "1|to_be_rechecked\n2|registered\n3|closed\n");
    CHECK(raw.rows("SELECT finding_id, zone FROM suspended_now") == "1|\n");
    CHECK(raw.rows("SELECT source FROM finding ORDER BY id") == "drill\nself_check\nself_check\n");
    CHECK(raw.rows("SELECT half_year, held_count FROM drill_obligation") == "2026-H1|1\n");
    CHECK(raw.rows("SELECT watch_room FROM organisation") == "control_room\n");
    CHECK(raw.number("SELECT count(*) FROM person_role") == 0); // gone
}

TEST_CASE("upgrade: a database of version 2 has the schema of a fresh one, and every row" *
          tests::sqlite_only()) {
    const tests::TempFolder folder;
    const fs::path path = restore(folder, "v2");
    const char* counts = "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM activity), "
                         "(SELECT count(*) FROM activity_person), (SELECT count(*) FROM finding), "
                         "(SELECT count(*) FROM finding_step), (SELECT count(*) FROM certificate), "
                         "(SELECT count(*) FROM rule_adoption)";
    const std::string before = tests::RawDatabase(path).rows(counts);
    REQUIRE(before == "8|4|23|8|32|3|2\n");
    auto opened = open_existing(path);
    REQUIRE_MESSAGE(opened, describe(opened.error()));
    CHECK(opened->outcome == roster::store::OpenOutcome::upgraded);
    REQUIRE(roster::store::check_integrity(opened->database));
    REQUIRE(open_or_create(folder / "fresh.yanlian.db"));
    CHECK(schema_of(path) == schema_of(folder / "fresh.yanlian.db"));
    CHECK(tests::RawDatabase(path).rows(counts) == before);
}

TEST_CASE("upgrade: what programs without seals wrote is sealed as it stands" *
          tests::sqlite_only()) {
    const tests::TempFolder folder;
    for (const char* version : {"v1", "v2"}) {
        CAPTURE(version);
        const fs::path path = restore(folder, version);
        auto opened = open_existing(path);
        REQUIRE(opened);
        const auto sound = roster::store::check_history(opened->database);
        REQUIRE(sound);
        CHECK(sound->fault_count == 0);
        CHECK(sound->row_count > 10);
        tests::RawDatabase raw(path);
        CHECK(raw.number("SELECT COALESCE(sum(last_id - first_id + 1), 0) FROM history_seal WHERE "
                         "table_name = 'audit'") == raw.number("SELECT count(*) FROM audit"));
        REQUIRE(raw.exec("INSERT INTO absence(person_id, from_day) SELECT id, "
                         "'2026-06-01' FROM person LIMIT 1") == SQLITE_OK);
        CHECK(roster::store::check_history(opened->database)->fault_count == 1);
    }
}

TEST_CASE("upgrade: references hold again afterwards" * tests::sqlite_only()) {
    const tests::TempFolder folder;
    auto opened = open_existing(restore(folder, "v1"));
    REQUIRE(opened);
    Person nobody;
    nobody.key = "person/nobody";
    nobody.name = "无";
    nobody.organisation_key = "org/missing";
    nobody.joined_on = make_date(2026, 1, 1);
    CHECK_FALSE(roster::store::insert_person(opened->database, nobody));
    Finding finding{"finding/9", "org/ankang",         0, "东门锁着", Severity::ordinary,
                    true,        make_date(2026, 3, 1)};
    finding.zone = "level/1";
    CHECK(register_finding(opened->database, finding, {}, "person/wang-fang"));
    tests::RawDatabase raw(opened->database.path());
    CHECK(raw.rows("SELECT zone FROM suspended_now ORDER BY id") == "\nlevel/1\n");
}

TEST_CASE("schema: a day that no calendar has is refused") {
    const tests::TempFolder folder;
    auto opened = open_or_create(tests::ledger_in(folder, "home"));
    REQUIRE(opened);
    tests::RawDatabase raw(opened->database.path());
    const auto insert = [&](const std::string& from, const std::string& until) {
        return raw.exec("INSERT INTO absence(person_id, from_day, until_day) VALUES(1, '" + from +
                        "', '" + until + "')") == SQLITE_OK;
    };
    CHECK_FALSE(insert("2027-02-30", "2027-03-05"));
    CHECK_FALSE(insert("2027-02-01", "2027-02-30"));
    CHECK_MESSAGE(insert("2027-02-01", "2027-02-28"), raw.message);
    CHECK(raw.exec("UPDATE organisation SET opened_on = '2027-02-30'") != SQLITE_OK);
    CHECK(raw.exec("UPDATE organisation SET opened_on = '2027-02-28'") == SQLITE_OK);
    const auto start = [&](const std::string& instant, const std::string& day) {
        return raw.exec("INSERT INTO activity(key, organisation_id, kind, progress, level, "
                        "scope, form, content_tags, title, local_day, started_at_utc, "
                        "recorded_at_utc, recorded_by) VALUES('a/" +
                        instant +
                        "', 1, 'training', 'planned', 'home', 'all_staff', 'topic', '', 'x', '" +
                        day + "', '" + instant + "', '2026-01-01T00:00:00Z', 'x')") == SQLITE_OK;
    };
    CHECK_FALSE(start("2027-02-30T02:00:00Z", "2027-02-28"));
    CHECK_FALSE(start("2027-02-28T02:00:00Z", "2027-02-30"));
    CHECK_FALSE(start("2027-02-28T24:00:00Z", "2027-02-28"));
    CHECK_MESSAGE(start("2027-02-28T02:00:00Z", "2027-02-28"), raw.message);
}
