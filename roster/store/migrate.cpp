#include "roster/store/migrate.h"

#include "roster/store/file_check.h"
#include "roster/store/session.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include <soci/sqlite3/soci-sqlite3.h>

namespace roster::store {

namespace fs = std::filesystem;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::tr;
using sim::core::trf;

namespace {

using soci::into;
using soci::use;

sqlite_api::sqlite3* raw(soci::session& sql) {
    return static_cast<soci::sqlite3_session_backend*>(sql.get_backend())->conn_;
}

/// SOCI runs one statement at a time; a script needs SQLite's own loop.
void run_script(soci::session& sql, std::string_view script) {
    char* text = nullptr;
    const int code =
        sqlite_api::sqlite3_exec(raw(sql), std::string(script).c_str(), nullptr, nullptr, &text);
    const std::string message = text ? text : "";
    sqlite_api::sqlite3_free(text);
    if (code != SQLITE_OK) throw soci::sqlite3_soci_error(message, code);
}

std::string now_text() {
    return domain::iso(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

void copy_all(soci::session& sql, const fs::path& target) {
    sqlite_api::sqlite3* copy = nullptr;
    int code = sqlite_api::sqlite3_open(target.c_str(), &copy);
    if (code == SQLITE_OK) {
        auto* backup = sqlite_api::sqlite3_backup_init(copy, "main", raw(sql), "main");
        if (backup) {
            sqlite_api::sqlite3_backup_step(backup, -1);
            sqlite_api::sqlite3_backup_finish(backup);
        }
        code = sqlite_api::sqlite3_errcode(copy);
    }
    sqlite_api::sqlite3_close(copy);
    if (code != SQLITE_OK) throw soci::sqlite3_soci_error("backup", code);
}

fs::path choose_backup_name(const fs::path& path, int version) {
    fs::path name = path.string() + fmt::format(".v{}.bak", version);
    for (int n = 2; fs::exists(name); ++n)
        name = path.string() + fmt::format(".v{}-{}.bak", version, n);
    return name;
}

} // namespace

Result<int> find_version(Database& database) {
    return guard(database, "schema_version", [](soci::session& sql) {
        long long there = 0, version = 0;
        sql << "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = "
               "'schema_version'",
            into(there);
        if (there != 0)
            sql << "SELECT COALESCE(max(version), 0) FROM schema_version", into(version);
        return static_cast<int>(version);
    });
}

Result<void> check_applied(Database& database, std::span<const Migration> migrations) {
    const auto version = find_version(database);
    if (!version) return tl::unexpected(version.error());
    for (int n = 1; n <= *version; ++n) {
        const Migration& migration = migrations[static_cast<std::size_t>(n - 1)];
        const auto recorded = guard(database, "schema_version", [&](soci::session& sql) {
            std::string hash;
            sql << "SELECT sha256 FROM schema_version WHERE version = :n", into(hash), use(n);
            return hash;
        });
        if (!recorded) return tl::unexpected(recorded.error());
        if (*recorded != sim::core::sha256_hex(migration.sql))
            return make_error(Errc::conflict,
                              {database.path().string(), fmt::format("schema_version/{}", n),
                               tr("数据库的结构不是本程序建立的，没有改动它"), tr("更新本程序")});
    }
    return {};
}

namespace {

/// Rebuilding a table drops it, which references to it must not notice. The switch does nothing
/// inside a transaction, so it stands around it.
class ForeignKeysOff {
public:
    explicit ForeignKeysOff(Database& database) : database_(database) { turn("OFF"); }
    ForeignKeysOff(const ForeignKeysOff&) = delete;
    ForeignKeysOff& operator=(const ForeignKeysOff&) = delete;
    ~ForeignKeysOff() { turn("ON"); }

private:
    void turn(const char* to) {
        static_cast<void>(guard(database_, "migration", [&](soci::session& sql) {
            sql << std::string("PRAGMA foreign_keys = ") + to;
        }));
    }
    Database& database_;
};

void require_sound_references(soci::session& sql) {
    long long broken_count = 0;
    sql << "SELECT count(*) FROM pragma_foreign_key_check", into(broken_count);
    if (broken_count != 0) throw std::runtime_error(tr("有指向不存在的行的引用"));
}

} // namespace

Result<void> apply(Database& database, const Migration& migration) {
    const ForeignKeysOff rebuilding(database); // outlives the transaction
    auto transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    const std::string step = fmt::format("migration {:04}_{}", migration.version, migration.name);
    const auto before = find_version(database);
    if (!before) return tl::unexpected(before.error());
    if (*before >= migration.version) return {}; // another program was quicker
    auto done = guard(database, step.c_str(), [&](soci::session& sql) {
        run_script(sql, migration.sql);
        require_sound_references(sql);
        const std::string name(migration.name);
        const std::string hash = sim::core::sha256_hex(migration.sql);
        const std::string now = now_text();
        sql << "INSERT INTO schema_version(version, name, sha256, applied_at_utc) "
               "VALUES(:version, :name, :hash, :now)",
            use(migration.version), use(name), use(hash), use(now);
        sql << "PRAGMA application_id = " << application_id;
        sql << "PRAGMA user_version = " << migration.version;
    });
    if (!done) return done;
    return transaction->commit();
}

Result<fs::path> back_up(Database& database, int version) {
    const fs::path target = choose_backup_name(database.path(), version);
    const fs::path part = target.string() + ".part";
    std::error_code code;
    fs::remove(part, code);
    const auto copied = guard(database, "backup", [&](soci::session& sql) { copy_all(sql, part); });
    if (copied) fs::rename(part, target, code);
    if (copied && !code) return target;
    std::error_code ignored;
    fs::remove(part, ignored);
    if (!copied) return tl::unexpected(copied.error());
    return make_error(Errc::io,
                      {target.string(), "backup", trf("备份失败：{}", code.message()), ""});
}

} // namespace roster::store
