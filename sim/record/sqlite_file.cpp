#include "sim/record/sqlite_file.h"

#include "sim/core/text.h"

namespace sim::record {

using core::tr;
using core::trf;

Statement::Statement(sqlite3* db, const char* sql) {
    sqlite3_stmt* made = nullptr;
    failed_ = sqlite3_prepare_v2(db, sql, -1, &made, nullptr) != SQLITE_OK;
    statement_.reset(made);
}

Statement& Statement::bind(int at, std::int64_t value) {
    sqlite3_bind_int64(statement_.get(), at, value);
    return *this;
}

Statement& Statement::bind(int at, double value) {
    sqlite3_bind_double(statement_.get(), at, value);
    return *this;
}

Statement& Statement::bind(int at, std::string_view text) {
    sqlite3_bind_text(statement_.get(), at, text.data(), static_cast<int>(text.size()),
                      SQLITE_TRANSIENT);
    return *this;
}

bool Statement::run() {
    if (!statement_) return false;
    const int code = sqlite3_step(statement_.get());
    failed_ = code != SQLITE_DONE && code != SQLITE_ROW;
    sqlite3_reset(statement_.get());
    return !failed_;
}

bool Statement::next() {
    if (!statement_) return false;
    const int code = sqlite3_step(statement_.get());
    failed_ = code != SQLITE_DONE && code != SQLITE_ROW;
    return code == SQLITE_ROW;
}

void Statement::reset() {
    sqlite3_reset(statement_.get());
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}
double Statement::real(int column) const {
    return sqlite3_column_double(statement_.get(), column);
}

std::string Statement::text(int column) const {
    const auto* bytes =
        reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
    const int size = sqlite3_column_bytes(statement_.get(), column);
    return bytes ? std::string(bytes, static_cast<std::size_t>(size)) : std::string();
}

namespace {

constexpr int text_limit_bytes = 64 << 20; // the longest document of a record, with room
constexpr int busy_wait_ms = 500;

core::Error open_error(const std::filesystem::path& path, sqlite3* db) {
    return {core::Errc::io,
            {{path.string(), "", trf("打不开：{}", db ? sqlite3_errmsg(db) : "SQLite"), ""}}};
}

} // namespace

core::Result<SqliteFile> SqliteFile::create(const std::filesystem::path& path) {
    SqliteFile file;
    file.path_ = path;
    sqlite3* db = nullptr;
    const int code =
        sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    file.db_.reset(db);
    if (code != SQLITE_OK) return tl::unexpected(open_error(path, db));
    return file;
}

core::Result<SqliteFile> SqliteFile::open(const std::filesystem::path& path) {
    SqliteFile file;
    file.path_ = path;
    sqlite3* db = nullptr;
    int code = sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE, nullptr);
    if (code != SQLITE_OK) {
        sqlite3_close_v2(db);
        code = sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READONLY, nullptr);
    }
    file.db_.reset(db);
    if (code != SQLITE_OK) return tl::unexpected(open_error(path, db));
    // A record may come from anybody: no functions or virtual tables from its schema.
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, text_limit_bytes);
    sqlite3_busy_timeout(db, busy_wait_ms);
    return file;
}

core::Result<void> SqliteFile::execute(const char* sql) {
    if (sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return tl::unexpected(error());
    return {};
}

core::Error SqliteFile::error() const {
    const int code = sqlite3_errcode(db_.get()) & 0xFF;
    const bool damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_ERROR;
    const char* what = code == SQLITE_FULL       ? tr("磁盘满了")
                       : code == SQLITE_READONLY ? tr("文件只读")
                       : code == SQLITE_BUSY     ? tr("文件正被别的程序使用")
                       : code == SQLITE_NOTADB   ? tr("这不是演练记录")
                       : damaged                 ? tr("文件已损坏")
                                                 : tr("读写失败");
    return {
        damaged ? core::Errc::bad_input : core::Errc::io,
        {{path_.string(), "",
          code == SQLITE_NOTADB ? what : trf("{}（{}）", what, sqlite3_errmsg(db_.get())), ""}}};
}

std::string SqliteFile::find_damage() {
    Statement check = prepare("PRAGMA quick_check(1)");
    if (!check.next()) return sqlite3_errmsg(db_.get());
    const std::string answer = check.text(0);
    return answer == "ok" ? "" : answer;
}

bool SqliteFile::is_whole() {
    Statement size =
        prepare("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
    std::error_code code;
    const std::uintmax_t bytes = std::filesystem::file_size(path_, code);
    return size.next() && !code && std::cmp_equal(size.integer(0), bytes);
}

core::Result<void> SqliteFile::close() {
    sqlite3* db = db_.release();
    if (sqlite3_close(db) == SQLITE_OK) return {};
    db_.reset(db);
    return tl::unexpected(error());
}

} // namespace sim::record
