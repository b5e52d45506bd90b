#include "roster/store/database.h"

#include "roster/service/open_database.h"
#include "sim/core/file.h"
#include "tests/support/roster_fixture.h"
#include <chrono>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <vector>

using namespace roster::store;
using sim::core::describe;
using sim::core::Errc;
namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t file_limit_bytes = 1u << 24;

std::string bytes_of(const fs::path& path) {
    return sim::core::read_file(path, file_limit_bytes).value();
}

void make_home(const fs::path& path) {
    REQUIRE(roster::service::open_or_create(path));
}

/// The shipped steps and one more.
std::vector<Migration> with_next(std::string_view sql) {
    const auto shipped = shipped_migrations(Dialect::sqlite);
    std::vector<Migration> migrations(shipped.begin(), shipped.end());
    migrations.push_back({static_cast<int>(shipped.size()) + 1, "next", sql});
    return migrations;
}

/// Schema and contents, whatever the pages look like.
std::string contents(const fs::path& path) {
    tests::RawDatabase raw(path);
    std::string all = raw.rows("SELECT type, name, sql FROM sqlite_master ORDER BY name");
    for (const char* table : {"schema_version", "person", "resident", "team_membership", "audit"})
        all += raw.rows(std::string("SELECT * FROM ") + table);
    return all + raw.rows("PRAGMA application_id") + raw.rows("PRAGMA user_version");
}

/// Number of the newest schema.
int newest() {
    return static_cast<int>(shipped_migrations(Dialect::sqlite).size());
}

struct Refusal {
    Errc code{};
    std::string text;
    OpenOutcome outcome{};
    double seconds = 0;
};
Refusal refusal_of(const fs::path& path, const OpenOptions& options = {}) {
    const auto start = std::chrono::steady_clock::now();
    const auto opened = open_database(path, options);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    REQUIRE_FALSE(opened);
    return {opened.error().code, describe(opened.error()), outcome_of(opened), taken.count()};
}

constexpr std::string_view next_sql = "CREATE TABLE lamp(id INTEGER PRIMARY KEY) STRICT;\n"
                                      "INSERT INTO lamp VALUES(1);\n"
                                      "UPDATE organisation SET name = '安康护理院';\n"
                                      "CREATE INDEX lamp_index ON lamp(id);\n";

} // namespace

TEST_CASE("migrations: those that were merged are never edited") {
    const std::map<int, std::string> merged{
        {1, "98d0f15d005dc9f35e2ee22a6304fce25043ef4366ffb367fe395071bb41bf49"},
        {2, "dea0ad091d1338447627a4849bbc1cd3a49130dc8b56231eba4ebfeef83f6b11"},
        {3, "e13e8e36da0b3490bb25c083fb3e58cd7474428c22f1b3bcb914efa53d7cf1ec"},
        {4, "e364914f56caace61a4859a3b2013af486d8185027d42730b6339704ed990ef9"},
        {5, "af27cdf14893299d347264e4872f272401e70e56b0cafd4f661987f216de0f68"},
        {6, "2626b27d2c2a18da22b6898c16941b6b7f2546e15d15537fe0ce892f00ec7a18"},
        {7, "7757e4d2324207acec38b96ddd90553cf70228eb3c611aaa5ab0ef7de03ce468"},
        {8, "7220b464b87ff6f1b982f06cdaf8914d2614fd7c134738574ba43f2c3da949c3"},
        {9, "45df21aa88a0962a9224791993f8b0b42d297a0d01fb18fce8ec71ebe66cba47"},
        {10, "c41d442214378685d89c8e4737346a1f8035393a7a77e4eaf7b1972a48759000"},
        {11, "79567f1451b316d9daefaf1f832ccf1070c96050d13646c16be8eeace60dd8ab"},
    };
    REQUIRE(shipped_migrations(Dialect::sqlite).size() == merged.size());
    int version = 0;
    for (const Migration& migration : shipped_migrations(Dialect::sqlite)) {
        CHECK(migration.version == ++version);
        CHECK(sim::core::sha256_hex(migration.sql) == merged.at(version));
    }
}

TEST_CASE("database: one of our own version is up to date and marked as ours" *
          tests::sqlite_only()) {
    tests::TempFolder folder;
    const fs::path path = folder / "home.yanlian.db";
    make_home(path);
    const auto opened = open_database(path);
    REQUIRE_MESSAGE(opened, describe(opened.error()));
    CHECK(outcome_of(opened) == OpenOutcome::up_to_date);
    CHECK(opened->backup.empty());
    tests::RawDatabase raw(path);
    CHECK(raw.rows("PRAGMA application_id") == "1498170434\n"); // "YLDB"
    CHECK(raw.rows("PRAGMA journal_mode") == "wal\n");
    CHECK(raw.rows("SELECT count(*) FROM sqlite_master WHERE type = 'table' "
                   "AND sql NOT LIKE '%STRICT'") == "0\n");
}

TEST_CASE("database: an older one is copied, then upgraded" * tests::sqlite_only()) {
    tests::TempFolder folder;
    const fs::path path = folder / "home.yanlian.db";
    make_home(path);
    const std::string before = contents(path);
    const auto migrations = with_next(next_sql);
    OpenOptions options;
    options.migrations = migrations;
    {
        auto opened = open_database(path, options);
        REQUIRE_MESSAGE(opened, describe(opened.error()));
        CHECK(opened->outcome == OpenOutcome::upgraded);
        CHECK(opened->version_before == newest());
        CHECK(opened->backup == fs::path(fmt::format("{}.v{}.bak", path.string(), newest())));
        CHECK(contents(opened->backup) == before);
        CHECK(check_integrity(opened->database));
    }
    CHECK(outcome_of(open_database(path, options)) == OpenOutcome::up_to_date);
    tests::RawDatabase raw(path);
    CHECK(raw.number("SELECT count(*) FROM schema_version") == newest() + 1);
    CHECK(raw.number("SELECT max(version) FROM schema_version") == newest() + 1);
    CHECK(raw.rows("SELECT name FROM organisation") == "安康护理院\n");
    SUBCASE("the copy opens again, and a second upgrade does not overwrite a copy") {
        const fs::path old = folder / "old.yanlian.db";
        fs::copy_file(fmt::format("{}.v{}.bak", path.string(), newest()), old);
        const std::string copy = fmt::format("{}.v{}.bak", old.string(), newest());
        std::ofstream(copy) << "kept";
        const auto again = open_database(old, options);
        REQUIRE(again);
        CHECK(again->backup == fs::path(fmt::format("{}.v{}-2.bak", old.string(), newest())));
        CHECK(bytes_of(copy) == "kept");
    }
}

TEST_CASE("database: a step that fails at any statement leaves version and data as they were" *
          tests::sqlite_only()) {
    tests::TempFolder folder;
    const fs::path path = folder / "home.yanlian.db";
    make_home(path);
    const std::string before = contents(path);
    std::string script;
    std::size_t statements = 0;
    for (std::size_t at = 0; at <= next_sql.size() && statements < 5; ++statements) {
        const std::string failing = script + "SELECT * FROM no_such_table;\n";
        const auto migrations = with_next(failing);
        OpenOptions options;
        options.migrations = migrations;
        const Refusal refusal = refusal_of(path, options);
        CHECK(refusal.outcome == OpenOutcome::failed);
        CHECK(refusal.text.find(fmt::format("migration {:04}_next", newest() + 1)) !=
              std::string::npos);
        CHECK(contents(path) == before);
        const std::size_t end = next_sql.find('\n', at);
        if (end == std::string_view::npos) break;
        script += next_sql.substr(at, end + 1 - at);
        at = end + 1;
    }
    CHECK(statements == 4);
    CHECK(outcome_of(open_database(path)) == OpenOutcome::up_to_date);
}

TEST_CASE("database: one from a newer program is refused with both numbers, untouched" *
          tests::sqlite_only()) {
    tests::TempFolder folder;
    const fs::path path = folder / "home.yanlian.db";
    make_home(path);
    tests::RawDatabase(path).exec(
        "INSERT INTO schema_version VALUES(77, 'later', '', '2030-01-01T00:00:00Z')");
    const std::string before = bytes_of(path);
    const Refusal refusal = refusal_of(path);
    CHECK(refusal.code == Errc::newer_version);
    CHECK(refusal.outcome == OpenOutcome::newer_incompatible);
    CHECK(refusal.text.find(fmt::format("版本 77，本程序只认到 {}", newest())) !=
          std::string::npos);
    CHECK(refusal.seconds < 1.0);
    CHECK(bytes_of(path) == before);
}

TEST_CASE("database: a schema that somebody edited is refused" * tests::sqlite_only()) {
    tests::TempFolder folder;
    const fs::path path = folder / "home.yanlian.db";
    make_home(path);
    tests::RawDatabase(path).exec("UPDATE schema_version SET sha256 = 'other'");
    CHECK(refusal_of(path).code == Errc::conflict);
}

TEST_CASE("database: what is no database is named for what it is" * tests::sqlite_only()) {
    tests::TempFolder folder;
    const fs::path path = folder / "home.yanlian.db";
    const auto write = [&](const std::string& bytes) {
        std::ofstream(path, std::ios::binary) << bytes;
    };
    std::string expected;
    Errc code = Errc::bad_input;
    SUBCASE("missing") {
        expected = "找不到";
    }
    SUBCASE("a folder") {
        fs::create_directory(path);
        expected = "这不是文件";
    }
    SUBCASE("empty") {
        write("");
        expected = "空文件";
    }
    SUBCASE("text") {
        write(std::string(5000, 'x'));
        expected = "不是数据库文件";
    }
    SUBCASE("text shorter than a header") {
        write("SQLite format 3");
        expected = "不是数据库文件";
    }
    SUBCASE("another program's") {
        tests::RawDatabase(path).exec("CREATE TABLE a(b)");
        expected = "别的程序";
    }
    tests::RawDatabase foreign(folder / "foreign");
    SUBCASE("another program's, in use") {
        foreign.exec("PRAGMA journal_mode = WAL; CREATE TABLE a(b)");
        fs::rename(folder / "foreign", path);
        fs::rename(folder / "foreign-wal", path.string() + "-wal");
        expected = "别的程序";
    }
    SUBCASE("cut off") {
        make_home(path);
        const std::string bytes = bytes_of(path);
        write(bytes.substr(0, bytes.size() / 2));
        expected = "被截断";
        code = Errc::io;
    }
    SUBCASE("cut off by one byte") {
        make_home(path);
        const std::string bytes = bytes_of(path);
        write(bytes.substr(0, bytes.size() - 1));
        expected = "被截断";
        code = Errc::io;
    }
    SUBCASE("scrambled after the header") {
        make_home(path);
        std::string bytes = bytes_of(path);
        for (std::size_t i = 100; i < 4096; ++i)
            bytes[i] = static_cast<char>(i * 37);
        write(bytes);
        expected = "损坏";
        code = Errc::io;
    }
    SUBCASE("read-only") {
        make_home(path);
        fs::permissions(path, fs::perms::owner_read);
        expected = "只读";
        code = Errc::io;
    }
    const Refusal refusal = refusal_of(path);
    CHECK(refusal.code == code);
    CHECK(refusal.outcome == OpenOutcome::failed);
    CHECK_MESSAGE(refusal.text.find(expected) != std::string::npos, refusal.text);
    CHECK(refusal.seconds < 1.0);
}

TEST_CASE("database: one beyond the size limit is refused unread" * tests::sqlite_only()) {
    tests::TempFolder folder;
    const fs::path path = folder / "home.yanlian.db";
    make_home(path);
    OpenOptions options;
    options.size_limit_bytes = 10000;
    CHECK(refusal_of(path, options).code == Errc::too_large);
}

TEST_CASE("database: held by another program, it says so within a second" * tests::sqlite_only()) {
    tests::TempFolder folder;
    const fs::path path = folder / "home.yanlian.db";
    make_home(path);
    tests::RawDatabase other(path);
    REQUIRE(other.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; "
                       "UPDATE organisation SET name = name") == SQLITE_OK);
    const Refusal refusal = refusal_of(path);
    CHECK(refusal.code == Errc::conflict);
    CHECK(refusal.text.find("占用") != std::string::npos);
    CHECK(refusal.seconds < 1.0);
    other.exec("ROLLBACK");
}

TEST_CASE("database: a second creation does not touch what is there" * tests::sqlite_only()) {
    tests::TempFolder folder;
    const fs::path path = folder / "home.yanlian.db";
    make_home(path);
    const std::string before = bytes_of(path);
    const auto again = create_database(path);
    REQUIRE_FALSE(again);
    CHECK(again.error().code == Errc::conflict);
    CHECK(bytes_of(path) == before);
}

TEST_CASE("database: a creation that fails leaves nothing" * tests::sqlite_only()) {
    tests::TempFolder folder;
    const fs::path path = folder / "home.yanlian.db";
    const auto migrations = with_next("SELECT * FROM no_such_table");
    OpenOptions options;
    options.migrations = migrations;
    CHECK_FALSE(roster::service::open_or_create(path, options));
    CHECK(fs::is_empty(folder.path()));
}
