#include "roster/store/database.h"

#include "roster/store/file_check.h"
#include "roster/store/migrate.h"
#include "roster/store/session.h"
#include "sim/core/text.h"
#include <soci/sqlite3/soci-sqlite3.h>

namespace roster::store {

namespace fs = std::filesystem;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr long long page_bytes = 4096; // SQLite's default, which we keep

/// SOCI's connection string has no escape for a quotation mark.
Result<void> check_path(const fs::path& path) {
    if (path.string().find('"') == std::string::npos) return {};
    return make_error(Errc::bad_input, {path.string(), "", tr("文件名里不能有引号"), ""});
}

void set_up(soci::session& sql, const OpenOptions& options) {
    auto* backend = static_cast<soci::sqlite3_session_backend*>(sql.get_backend());
    sqlite_api::sqlite3_busy_timeout(backend->conn_,
                                     static_cast<int>(options.busy_timeout.count()));
    long long value = 0;
    sql << "PRAGMA foreign_keys = ON";
    sql << "PRAGMA recursive_triggers = ON";
    sql << "PRAGMA trusted_schema = OFF";
    const auto most_pages = static_cast<long long>(options.size_limit_bytes) / page_bytes;
    sql << "PRAGMA max_page_count = " << most_pages, soci::into(value);
}

Result<Database> connect(const fs::path& path, const OpenOptions& options) {
    if (auto sound = check_path(path); !sound) return tl::unexpected(sound.error());
    auto connection = std::make_unique<Database::Connection>();
    connection->path = path;
    Database database(std::move(connection));
    const auto opened = guard(database, "open", [&](soci::session& sql) {
        sql.open(soci::sqlite3, "dbname=\"" + path.string() + "\"");
        set_up(sql, options);
    });
    if (!opened) return tl::unexpected(opened.error());
    return database;
}

Result<void> use_log(Database& database) {
    return guard(database, "open.wal", [](soci::session& sql) {
        std::string mode;
        sql << "PRAGMA journal_mode = WAL", soci::into(mode);
    });
}

void remove_with_logs(const fs::path& path) {
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"})
        fs::remove(path.string() + suffix, ignored);
}

Result<void> check_version(const fs::path& path, int found, const OpenOptions& options) {
    const int known = static_cast<int>(options.migrations.size());
    if (found == 0)
        return make_error(Errc::bad_input,
                          {path.string(), "schema_version", tr("这是别的程序的数据库"),
                           tr("演练数据库 (.yanlian.db)")});
    if (found <= known) return {};
    return make_error(
        Errc::newer_version,
        {path.string(), "schema_version",
         trf("数据库来自更新的程序（版本 {}，本程序只认到 {}），没有改动它", found, known),
         tr("更新本程序")});
}

} // namespace

Database::Database(std::unique_ptr<Connection> connection) noexcept
    : connection_(std::move(connection)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;
const fs::path& Database::path() const noexcept {
    return connection_->path;
}

Result<Opened> open_database(const fs::path& path, const OpenOptions& options) {
    if (auto sound = check_file(path, options.size_limit_bytes); !sound)
        return tl::unexpected(sound.error());
    auto database = connect(path, options);
    if (!database) return tl::unexpected(database.error());
    const auto found = find_version(*database);
    if (!found) return tl::unexpected(found.error());
    if (auto readable = check_version(path, *found, options); !readable)
        return tl::unexpected(readable.error());
    if (auto genuine = check_applied(*database, options.migrations); !genuine)
        return tl::unexpected(genuine.error());
    if (auto logged = use_log(*database); !logged) return tl::unexpected(logged.error());
    Opened opened{std::move(*database), OpenOutcome::up_to_date, *found, {}};
    for (const Migration& migration :
         options.migrations.subspan(static_cast<std::size_t>(*found))) {
        const auto copy = back_up(opened.database, migration.version - 1);
        if (!copy) return tl::unexpected(copy.error());
        if (opened.backup.empty()) opened.backup = *copy;
        if (auto applied = apply(opened.database, migration); !applied)
            return tl::unexpected(applied.error());
        opened.outcome = OpenOutcome::upgraded;
    }
    return opened;
}

Result<Database> create_database(const fs::path& path, const OpenOptions& options) {
    if (fs::exists(path))
        return make_error(Errc::conflict,
                          {path.string(), "", tr("文件已经存在"), tr("新的文件名")});
    const auto give_up = [&](Error error) {
        remove_with_logs(path);
        return tl::unexpected(std::move(error));
    };
    auto database = connect(path, options);
    if (!database) return give_up(std::move(database.error()));
    Result<void> step = use_log(*database);
    for (const Migration& migration : options.migrations)
        if (step) step = apply(*database, migration);
    if (step) return database;
    Error error = std::move(step.error());
    database = tl::unexpected(error); // closes the file before it is removed
    return give_up(std::move(error));
}

OpenOutcome outcome_of(const Result<Opened>& result) noexcept {
    if (result) return result->outcome;
    return result.error().code == Errc::newer_version ? OpenOutcome::newer_incompatible
                                                      : OpenOutcome::failed;
}

Result<Transaction> Transaction::begin(Database& database) {
    const auto begun =
        guard(database, "begin", [](soci::session& sql) { sql << "BEGIN IMMEDIATE"; });
    if (!begun) return tl::unexpected(begun.error());
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept : database_(other.database_) {
    other.database_ = nullptr;
}

Transaction::~Transaction() {
    // A full disk may have rolled back already; there is nobody left to tell.
    if (database_)
        static_cast<void>(
            guard(*database_, "rollback", [](soci::session& sql) { sql << "ROLLBACK"; }));
}

Result<void> Transaction::commit() {
    auto done = guard(*database_, "commit", [](soci::session& sql) { sql << "COMMIT"; });
    if (done) database_ = nullptr;
    return done;
}

Result<void> settle_log(Database& database) {
    const auto busy = guard(database, "wal_checkpoint", [](soci::session& sql) {
        int blocked = 0, in_log_count = 0, moved_count = 0;
        sql << "PRAGMA wal_checkpoint(TRUNCATE)", soci::into(blocked), soci::into(in_log_count),
            soci::into(moved_count);
        return blocked;
    });
    if (!busy) return tl::unexpected(busy.error());
    if (*busy == 0) return {};
    return make_error(Errc::conflict, {database.path().string(), "wal_checkpoint",
                                       tr("另一个程序正在使用这个数据库"), ""});
}

Result<void> check_integrity(Database& database) {
    const auto answer = guard(database, "integrity_check", [](soci::session& sql) {
        std::string text;
        long long broken_count = 0;
        sql << "PRAGMA integrity_check(1)", soci::into(text);
        sql << "SELECT count(*) FROM pragma_foreign_key_check", soci::into(broken_count);
        return broken_count == 0 ? text : std::string(tr("有指向不存在的行的引用"));
    });
    if (!answer) return tl::unexpected(answer.error());
    if (*answer == "ok") return {};
    return make_error(Errc::io, {database.path().string(), "integrity_check",
                                 trf("数据库文件损坏：{}", *answer), tr("最近的备份")});
}

} // namespace roster::store
