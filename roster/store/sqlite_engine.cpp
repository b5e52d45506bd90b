#include "roster/store/engine.h"
#include "roster/store/file_check.h"
#include "sim/core/text.h"
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

namespace roster::store {

namespace fs = std::filesystem;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::tr;
using sim::core::trf;
using soci::into;

namespace {

constexpr long long page_bytes = 4096; // SQLite's default, which we keep
constexpr int cache_kib = 65536; // a city's ledger whole; SQLite's 2 MiB reads the same page often

struct Answer {
    int code; ///< primary result code of SQLite
    Engine::Explanation explanation;
};
constexpr std::array answers{
    Answer{SQLITE_BUSY,
           {"BUSY", Errc::conflict, "数据库正被另一个程序占用，没有写入任何内容",
            "关掉另一个程序后再试"}},
    Answer{SQLITE_LOCKED,
           {"LOCKED", Errc::conflict, "数据库正被占用，没有写入任何内容", "稍后再试"}},
    Answer{SQLITE_READONLY,
           {"READONLY", Errc::io, "数据库是只读的，没有写入任何内容", "可以写的文件和文件夹"}},
    Answer{SQLITE_FULL, {"FULL", Errc::io, "磁盘满了，没有写入任何内容", "腾出空间后再试"}},
    Answer{SQLITE_IOERR,
           {"IOERR", Errc::io, "磁盘读写失败，没有写入任何内容", "检查磁盘和空间后再试"}},
    Answer{SQLITE_CANTOPEN, {"CANTOPEN", Errc::io, "数据库打不开", "可以读写的文件和文件夹"}},
    Answer{SQLITE_PERM, {"PERM", Errc::io, "没有权限使用这个数据库", "可以读写的文件和文件夹"}},
    Answer{SQLITE_CORRUPT, {"CORRUPT", Errc::io, "数据库文件损坏", "最近的备份"}},
    Answer{SQLITE_NOTADB,
           {"NOTADB", Errc::bad_input, "这不是数据库文件", "演练数据库 (.yanlian.db)"}},
    Answer{SQLITE_TOOBIG, {"TOOBIG", Errc::too_large, "内容太长，没有写入", ""}},
};

sqlite_api::sqlite3* raw(soci::session& sql) {
    return static_cast<soci::sqlite3_session_backend*>(sql.get_backend())->conn_;
}

int result_code(const std::exception& exception) noexcept {
    const auto* error = dynamic_cast<const soci::sqlite3_soci_error*>(&exception);
    return error ? error->result() & 0xff : SQLITE_OK;
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

/// "<file>.v<version>.bak", then ".v<version>-2.bak" …
fs::path choose_backup_name(const fs::path& path, int version) {
    fs::path name = path.string() + fmt::format(".v{}.bak", version);
    for (int n = 2; fs::exists(name); ++n)
        name = path.string() + fmt::format(".v{}-{}.bak", version, n);
    return name;
}

struct FolderLock {
    int descriptor;
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    explicit FolderLock(const fs::path& folder)
        : descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {}
    ~FolderLock() {
        if (descriptor < 0) return;
        ::flock(descriptor, LOCK_UN); // closing alone would leave it to a child that was forked
        ::close(descriptor);
    }
};

/// Writers of this program queue at a lock on the ledger's folder, so that a long import of one
/// makes the others wait; SQLite's own short wait is left for programs that know nothing of the
/// queue. The folder, because closing any descriptor of the file itself would drop SQLite's locks.
/// Empty where the file system has no such lock, or when the wait was in vain.
std::shared_ptr<void> wait_for_turn(const fs::path& folder) {
    auto lock = std::make_shared<FolderLock>(folder);
    if (lock->descriptor < 0) return nullptr;
    const auto until = std::chrono::steady_clock::now() + longest_queue;
    while (::flock(lock->descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK || std::chrono::steady_clock::now() >= until) return nullptr;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return lock;
}

/// Nobody asks SQLite how much memory it took, and no connection is used by two threads at once:
/// counting and guarding both would cost a lock at every allocation and every value read.
/// To be said before the first connection of the process, and once.
void leave_out_locks() {
    [[maybe_unused]] static const std::array answers{
        sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0),
        sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD)};
}

class SqliteEngine final : public Engine {
public:
    Result<void> check_place(const Address& address, const OpenOptions& options) const override {
        return check_file(address.file(), options.size_limit_bytes);
    }
    void connect(soci::session& sql, const Address& address,
                 const OpenOptions& options) const override;
    void settle_in(soci::session& sql) const override {
        std::string mode;
        sql << "PRAGMA journal_mode = WAL", into(mode);
    }
    std::shared_ptr<void> begin(soci::session& sql) const override {
        std::string file;
        sql << "SELECT file FROM pragma_database_list WHERE name = 'main'", into(file);
        auto turn = wait_for_turn(fs::path(file).parent_path());
        sql << "BEGIN IMMEDIATE";
        return turn;
    }
    void run_script(soci::session& sql, const std::string& script) const override;
    bool has_version_table(soci::session& sql) const override {
        long long there = 0;
        sql << "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = "
               "'schema_version'",
            into(there);
        return there != 0;
    }
    bool is_empty(soci::session& sql) const override {
        long long there = 0;
        sql << "SELECT count(*) FROM sqlite_master", into(there);
        return there == 0;
    }
    ColumnsByTable list_columns(soci::session& sql) const override {
        return read_columns(sql, "SELECT t.name, c.name FROM sqlite_master AS t "
                                 "JOIN pragma_table_info(t.name) AS c "
                                 "WHERE t.type = 'table' ORDER BY t.name, c.cid");
    }
    std::string text_sql(const std::string& column) const override {
        return "CAST(" + column + " AS TEXT)";
    }
    void enforce_references(soci::session& sql, bool enforced) const override {
        sql << (enforced ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
    }
    long long count_broken_references(soci::session& sql) const override {
        long long count = 0;
        sql << "SELECT count(*) FROM pragma_foreign_key_check", into(count);
        return count;
    }
    void mark_version(soci::session& sql, int version) const override {
        sql << "PRAGMA application_id = " << application_id;
        sql << "PRAGMA user_version = " << version;
    }
    Result<fs::path> back_up(Database& database, int version) const override;
    Result<void> settle_log(Database& database) const override;
    std::string check_integrity(soci::session& sql) const override {
        std::string text;
        sql << "PRAGMA integrity_check(1)", into(text);
        return text;
    }
    std::vector<Unsound> list_unsound(soci::session& sql,
                                      std::span<const Migration> steps) const override {
        std::string file;
        sql << "SELECT file FROM pragma_database_list WHERE name = 'main'", into(file);
        return list_unsound_of_file(file, steps);
    }
    void discard(const Address& address) const noexcept override {
        std::error_code ignored;
        for (const char* suffix : {"", "-wal", "-shm", "-journal"})
            fs::remove(address.file().string() + suffix, ignored);
    }
    const Explanation* find_explanation(const std::exception& exception) const noexcept override {
        const int code = result_code(exception);
        for (const Answer& answer : answers)
            if (answer.code == code) return &answer.explanation;
        return nullptr;
    }
    bool is_refusal(const std::exception& exception) const noexcept override {
        return result_code(exception) == SQLITE_CONSTRAINT;
    }
};

void SqliteEngine::connect(soci::session& sql, const Address& address,
                           const OpenOptions& options) const {
    const std::string path = address.file().string();
    // SOCI's connection string has no escape for a quotation mark.
    if (path.find('"') != std::string::npos)
        throw PlaceError(Errc::bad_input, tr("文件名里不能有引号"), "");
    leave_out_locks();
    sql.open(soci::sqlite3, "dbname=\"" + path + "\"");
    sqlite_api::sqlite3_busy_timeout(raw(sql), static_cast<int>(options.busy_timeout.count()));
    long long value = 0;
    sql << "PRAGMA foreign_keys = ON";
    sql << "PRAGMA recursive_triggers = ON";
    sql << "PRAGMA trusted_schema = OFF";
    const auto most_pages = static_cast<long long>(options.size_limit_bytes) / page_bytes;
    sql << "PRAGMA max_page_count = " << most_pages, into(value);
    sql << "PRAGMA cache_size = -" << cache_kib;
}

/// SOCI runs one statement at a time; a script needs SQLite's own loop.
void SqliteEngine::run_script(soci::session& sql, const std::string& script) const {
    char* text = nullptr;
    const int code = sqlite_api::sqlite3_exec(raw(sql), script.c_str(), nullptr, nullptr, &text);
    const std::string message = text ? text : "";
    sqlite_api::sqlite3_free(text);
    if (code != SQLITE_OK) throw soci::sqlite3_soci_error(message, code);
}

Result<fs::path> SqliteEngine::back_up(Database& database, int version) const {
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

Result<void> SqliteEngine::settle_log(Database& database) const {
    const auto busy = guard(database, "wal_checkpoint", [](soci::session& sql) {
        int blocked = 0, in_log_count = 0, moved_count = 0;
        sql << "PRAGMA wal_checkpoint(TRUNCATE)", into(blocked), into(in_log_count),
            into(moved_count);
        return blocked;
    });
    if (!busy) return tl::unexpected(busy.error());
    if (*busy == 0) return {};
    return make_error(Errc::conflict, {database.path().string(), "wal_checkpoint",
                                       tr("另一个程序正在使用这个数据库"), ""});
}

} // namespace

const Engine& sqlite_engine() noexcept {
    static const SqliteEngine engine;
    return engine;
}

} // namespace roster::store
