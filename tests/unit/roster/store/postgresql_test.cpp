// What a server has and a file has not: addresses, refusals, two dialects side by side, upgrades
// without a copy. Without YANLIAN_TEST_DB only what needs no server is run.
#include "roster/service/findings.h"
#include "roster/service/open_database.h"
#include "roster/store/people_table.h"
#include "sim/core/file.h"
#include "tests/support/roster_fixture.h"
#include <chrono>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <map>
#include <set>
#include <thread>
#include <vector>

using namespace roster::store;
using sim::core::describe;
using sim::core::Errc;

namespace {

/// True, and said, when there is no server to test against.
bool skip_without_server() {
    if (tests::on_server()) return false;
    MESSAGE("skipped: 1 case, YANLIAN_TEST_DB names no server (tests/support/with_postgresql.sh)");
    return true;
}

std::vector<Migration> with_next(std::string_view sql) {
    const auto shipped = shipped_migrations(Dialect::postgresql);
    std::vector<Migration> migrations(shipped.begin(), shipped.end());
    migrations.push_back({static_cast<int>(shipped.size()) + 1, "next", sql});
    return migrations;
}

struct Refusal {
    Errc code{};
    std::string text;
    double seconds = 0;
};
Refusal refusal_of(const std::string& address, const OpenOptions& options = {}) {
    const auto start = std::chrono::steady_clock::now();
    const auto opened = open_database(address, options);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    REQUIRE_FALSE(opened);
    return {opened.error().code, describe(opened.error()), taken.count()};
}
bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// Tables and views with their columns: "person.name text not null".
std::set<std::string> columns_of_file(tests::RawDatabase& raw) {
    std::set<std::string> columns;
    std::string rows = raw.rows(
        "SELECT t.name || '.' || c.name || CASE WHEN t.type = 'table' THEN ' ' || "
        "CASE c.type WHEN 'TEXT' THEN 'text' WHEN 'REAL' THEN 'double precision' "
        "ELSE 'bigint' END || CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN ' not null' ELSE '' "
        "END ELSE '' END FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c "
        "WHERE t.type IN ('table', 'view') AND t.name NOT LIKE 'sqlite_%'");
    for (std::size_t at = 0, end = 0; (end = rows.find('\n', at)) != std::string::npos;
         at = end + 1)
        columns.insert(rows.substr(at, end - at));
    return columns;
}
std::set<std::string> columns_of_server(tests::RawDatabase& raw) {
    std::set<std::string> columns;
    const std::string rows =
        raw.rows("SELECT c.relname || '.' || a.attname || CASE WHEN c.relkind = 'r' THEN ' ' || "
                 "format_type(a.atttypid, NULL) || CASE WHEN a.attnotnull THEN ' not null' ELSE '' "
                 "END ELSE '' END FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid "
                 "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v') "
                 "AND a.attnum > 0 AND NOT a.attisdropped");
    for (std::size_t at = 0, end = 0; (end = rows.find('\n', at)) != std::string::npos;
         at = end + 1)
        columns.insert(rows.substr(at, end - at));
    return columns;
}
std::string missing_from(const std::set<std::string>& all, const std::set<std::string>& some) {
    std::string missing;
    for (const std::string& one : all)
        if (!some.contains(one)) missing += one + "\n";
    return missing;
}

} // namespace

TEST_CASE("address: a URL names a server, anything else a file") {
    CHECK(Address("postgresql://user@host/name").dialect() == Dialect::postgresql);
    CHECK(Address("postgres://host/name").dialect() == Dialect::postgresql);
    CHECK(Address("postgresql.yanlian.db").dialect() == Dialect::sqlite);
    CHECK(Address("/var/lib/home.yanlian.db").dialect() == Dialect::sqlite);
    CHECK(Address(std::filesystem::path("a/b")).file() == "a/b");
}

TEST_CASE("address: no message shows a password, wherever it stands") {
    for (const auto& [address, shown] : std::map<std::string, std::string>{
             {"postgresql://u:geheim@h/n", "postgresql://u@h/n"},
             {"postgresql://u:ge:heim@h:5433/n?sslmode=require",
              "postgresql://u@h:5433/n?sslmode=require"},
             {"postgres://u:ge@heim@h/n", "postgres://u@h/n"},
             {"postgresql://u:geheim/@h/n", "postgresql://u@h/n"},
             {"postgresql://:geheim@h/n", "postgresql://@h/n"},
             {"postgresql://h/n?user=u&password=geheim", "postgresql://h/n?user=u&password=***"},
             {"postgresql://h/n?password=geheim&user=u", "postgresql://h/n?password=***&user=u"},
             {"postgresql://u:geheim@h", "postgresql://u@h"},
             {"postgresql://u:geheim@h/n?sslpassword=auch", "postgresql://u@h/n?sslpassword=***"},
             {"postgresql://u@h:5432/n", "postgresql://u@h:5432/n"},
             {"a:b@c.yanlian.db", "a:b@c.yanlian.db"}}) {
        CHECK(Address(address).shown() == shown);
        if (address.starts_with("postgres")) {
            CHECK_FALSE(has(refusal_of(address).text, "geheim"));
            CHECK_FALSE(has(refusal_of(address).text, "heim@"));
        }
    }
}

TEST_CASE("migrations: both dialects have the same steps, and none is edited") {
    const std::map<int, std::string> merged{
        {1, "1944d651fc8259b5aa34adc675a11fc834ad70a2d62f129391f5eca5c8eddbf9"},
        {2, "998fd4468bc1fcbc5b0f7012b88dc9dc294daba3bc882eaa7906e82fee24cd5c"},
        {3, "3fdac5fe41591fb04dc5e91da5a526d2f2989dd117b821492aab1d9131d6e053"},
        {4, "606f4d0679147035c1635b4f29e17943ae7029b849688bc56ea595fe010cd5c1"},
        {5, "938c22c95a9656e96029437047963f78f25063324f327c4ded2a0431e8aefe08"},
        {6, "55863720ab37aa77ec2539d32db13a26781fd1ebc3c528b8677a09496fc486cb"},
        {7, "b0422962d3c9f9d35e217f7f0d7f546286c136fd16759d6a252108c9f3276f4a"},
        {8, "0421aafd95561460f1d698cf957866da45d0993034f515f26f012a30dfea9c10"},
        {9, "417f0e1d06a0e519a7165637d033591466af23eac90b02be0df5696f043227df"},
        {10, "2d34dc98afa9ea6ca17471b415c78940ad2a1855a534f03b203d6cfd6f3a90aa"},
        {11, "85bd297ab5aeda8ce0fa1fdef45d8666f94d1cc85186d216f6c688d513cac808"},
    };
    const auto files = shipped_migrations(Dialect::sqlite);
    const auto server = shipped_migrations(Dialect::postgresql);
    REQUIRE(files.size() == server.size());
    for (std::size_t i = 0; i < server.size(); ++i) {
        CHECK(server[i].version == static_cast<int>(i) + 1);
        CHECK(server[i].version == files[i].version);
        CHECK(server[i].name == files[i].name);
        if (const auto at = merged.find(server[i].version); at != merged.end())
            CHECK(sim::core::sha256_hex(server[i].sql) == at->second);
    }
}

TEST_CASE("migrations: both dialects make the same tables, views, columns and types") {
    if (skip_without_server()) return;
    const tests::TempFolder folder;
    const std::filesystem::path file = folder / "home.yanlian.db";
    REQUIRE(create_database(file));
    tests::RawDatabase raw(file);
    tests::RawDatabase server(tests::ledger_in(folder, "home"));
    const auto in_file = columns_of_file(raw);
    const auto on_server = columns_of_server(server);
    CHECK(in_file.size() > 400);
    CHECK(missing_from(in_file, on_server) == "");
    CHECK(missing_from(on_server, in_file) == "");
    // Every rule that a trigger holds in one holds in the other; what only INSERT OR REPLACE needs
    // is held by the unique constraints.
    const auto triggers = [](tests::RawDatabase& from, const std::string& sql) {
        std::set<std::string> names;
        const std::string rows = from.rows(sql);
        for (std::size_t at = 0, end = 0; (end = rows.find('\n', at)) != std::string::npos;
             at = end + 1)
            names.insert(rows.substr(at, end - at));
        return names;
    };
    const auto of_file = triggers(raw, "SELECT name FROM sqlite_master WHERE type = 'trigger'");
    const auto of_server = triggers(server, "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal "
                                            "AND tgname NOT LIKE '%_no_truncate'");
    CHECK(missing_from(of_server, of_file) == "");
    for (const std::string& name : of_file)
        CHECK_MESSAGE((of_server.contains(name) || name.ends_with("_no_replace")), name);
}

TEST_CASE("server: a database without tables becomes a ledger, whole and once") {
    if (skip_without_server()) return;
    const tests::TempFolder folder;
    const auto place = tests::vacant_in(folder, "home");
    CHECK(is_vacant(place).value());
    CHECK(has(refusal_of(place).text, "别的程序的数据库"));
    OpenOptions failing;
    const auto migrations = with_next("SELECT * FROM no_such_table");
    failing.migrations = migrations;
    CHECK_FALSE(roster::service::open_or_create(place, failing));
    CHECK(is_vacant(place).value()); // nothing of the earlier steps remains
    const auto made = roster::service::open_or_create(place);
    REQUIRE_MESSAGE(made, describe(made.error()));
    CHECK(made->created);
    CHECK_FALSE(is_vacant(place).value());
    CHECK(create_database(place).error().code == Errc::conflict);
    const auto again = roster::service::open_or_create(place);
    REQUIRE(again);
    CHECK_FALSE(again->created);
    CHECK(again->outcome == OpenOutcome::up_to_date);
}

TEST_CASE("server: two programs that make a ledger at once make one") {
    if (skip_without_server()) return;
    const tests::TempFolder folder;
    const auto place = tests::vacant_in(folder, "home");
    OpenOptions patient;
    patient.busy_timeout = std::chrono::seconds(60);
    bool other_made = false;
    std::thread other(
        [&] { other_made = roster::service::open_or_create(place, patient).has_value(); });
    const auto made = roster::service::open_or_create(place, patient);
    other.join();
    CHECK_MESSAGE(made, (made ? std::string() : describe(made.error())));
    CHECK(other_made);
    tests::RawDatabase raw(place);
    CHECK(raw.number("SELECT count(*) FROM organisation") == 1);
    CHECK(raw.number("SELECT count(*) FROM audit") == 1);
}

TEST_CASE("server: an upgrade is one transaction a step, and a failed one changes nothing") {
    if (skip_without_server()) return;
    const tests::TempFolder folder;
    const auto place = tests::ledger_in(folder, "home");
    const int shipped = static_cast<int>(shipped_migrations(Dialect::postgresql).size());
    OpenOptions options;
    const std::string good = "CREATE TABLE lamp(id bigint PRIMARY KEY);\n"
                             "INSERT INTO lamp VALUES(1);\n"
                             "UPDATE organisation SET name = '安康护理院';\n";
    const auto failing = with_next("CREATE TABLE lamp(id bigint PRIMARY KEY);\n"
                                   "UPDATE organisation SET name = '安康护理院';\n"
                                   "SELECT * FROM no_such_table;\n");
    options.migrations = failing;
    CHECK(has(refusal_of(place, options).text, fmt::format("migration {:04}_next", shipped + 1)));
    tests::RawDatabase raw(place);
    CHECK(raw.rows("SELECT name FROM organisation") == "安康养老院\n");
    CHECK(raw.number("SELECT max(version) FROM schema_version") == shipped);
    const auto migrations = with_next(good);
    options.migrations = migrations;
    const auto opened = open_database(place, options);
    REQUIRE_MESSAGE(opened, describe(opened.error()));
    CHECK(opened->outcome == OpenOutcome::upgraded);
    CHECK(opened->backup.empty()); // pg_dump is the administrator's
    CHECK(raw.rows("SELECT name FROM organisation") == "安康护理院\n");
    SUBCASE("then the older program refuses it with both numbers") {
        const Refusal refusal = refusal_of(place);
        CHECK(refusal.code == Errc::newer_version);
        CHECK(has(refusal.text, fmt::format("版本 {}，本程序只认到 {}", shipped + 1, shipped)));
    }
}

TEST_CASE("server: a schema that somebody edited, and triggers that somebody switched off") {
    if (skip_without_server()) return;
    const tests::TempFolder folder;
    const auto place = tests::ledger_in(folder, "home");
    tests::RawDatabase raw(place);
    {
        auto opened = open_database(place);
        REQUIRE(opened);
        CHECK(check_integrity(opened->database));
        REQUIRE(raw.exec("ALTER TABLE finding_step DISABLE TRIGGER finding_step_transition") ==
                SQLITE_OK);
        const auto unsound = check_integrity(opened->database);
        REQUIRE_FALSE(unsound);
        CHECK(has(describe(unsound.error()), "finding_step"));
    }
    raw.exec("UPDATE schema_version SET sha256 = 'other'");
    CHECK(refusal_of(place).code == Errc::conflict);
}

TEST_CASE("server: what stands in the way is named, within seconds and without the password") {
    const std::string nowhere = "postgresql://u:geheim@127.0.0.1:1/n";
    const Refusal refused = refusal_of(nowhere);
    CHECK(refused.code == Errc::io);
    CHECK(has(refused.text, "连不上数据库服务器"));
    CHECK(has(refused.text, "postgresql://u@127.0.0.1:1/n"));
    CHECK(refused.seconds < 5.0);
    const Refusal malformed = refusal_of("postgresql://u:geheim@[::1/n");
    CHECK(malformed.code == Errc::bad_input);
    CHECK(has(malformed.text, "数据库地址写错了"));
    if (skip_without_server()) return;
    const std::string server = tests::test_server();
    CHECK(has(refusal_of(tests::neighbour(server, "nosuch")).text, "服务器上没有这个数据库"));
    tests::RawDatabase admin(server);
    for (const char* statement :
         {"CREATE ROLE guest LOGIN", "CREATE DATABASE closed",
          "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0",
          "REVOKE CONNECT ON DATABASE closed FROM public"})
        admin.exec(statement); // there from an earlier run on the same server
    std::string as_guest = tests::neighbour(server, "closed");
    as_guest.replace(as_guest.find("user=yanlian"), 12, "user=guest");
    CHECK(has(refusal_of(as_guest).text, "没有权限连接这个数据库"));
    CHECK(has(refusal_of(tests::neighbour(server, "latin")).text, "编码不是 UTF8"));
    std::string as_nobody = server;
    as_nobody.replace(as_nobody.find("user=yanlian"), 12, "user=nosuch");
    CHECK(has(refusal_of(as_nobody).text, "服务器不让这个用户进来"));
}

TEST_CASE("server: the database of another program is left alone") {
    if (skip_without_server()) return;
    const tests::TempFolder folder;
    const auto place = tests::vacant_in(folder, "foreign");
    tests::RawDatabase raw(place);
    for (const char* table : {"CREATE TABLE a(b text)", "CREATE TABLE schema_version(v text)"}) {
        REQUIRE(raw.exec(table) == SQLITE_OK);
        const auto opened = roster::service::open_or_create(place);
        REQUIRE_FALSE(opened);
        CHECK(has(describe(opened.error()), "别的程序的数据库"));
    }
    CHECK(raw.number("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace "
                     "AND relkind = 'r'") == 2);
}

TEST_CASE("server: a ledger that another program writes is given up within 5 s, and read on") {
    if (skip_without_server()) return;
    const tests::TempFolder folder;
    const auto place = tests::ledger_in(folder, "home");
    auto opened = open_database(place);
    REQUIRE(opened);
    tests::RawDatabase other(place);
    REQUIRE(other.exec(tests::begin_as_writer()) == SQLITE_OK);
    const auto start = std::chrono::steady_clock::now();
    const auto refused = Transaction::begin(opened->database);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::conflict);
    CHECK(has(describe(refused.error()), "占用"));
    CHECK(taken.count() < 5.0);
    CHECK(load_organisations(opened->database)->size() == 1);
    other.exec("ROLLBACK");
    CHECK(Transaction::begin(opened->database));
}

TEST_CASE("server: a connection that breaks says so, and nothing is half written") {
    if (skip_without_server()) return;
    const tests::TempFolder folder;
    const auto place = tests::ledger_in(folder, "home");
    auto opened = open_database(place);
    REQUIRE(opened);
    tests::RawDatabase raw(place);
    {
        auto transaction = Transaction::begin(opened->database);
        REQUIRE(transaction);
        REQUIRE(insert_organisation(opened->database,
                                    {"org/x", "某", roster::domain::OrganisationKind::home, ""}));
        REQUIRE(raw.number("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE "
                           "datname = current_database() AND pid <> pg_backend_pid()") == 1);
        const auto lost = transaction->commit();
        REQUIRE_FALSE(lost);
        CHECK(lost.error().code == Errc::io);
    }
    CHECK(raw.number("SELECT count(*) FROM organisation") == 1);
}
