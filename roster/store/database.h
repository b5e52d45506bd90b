/// The database file: opened, checked, upgraded. One SQLite file in WAL mode; this folder holds the
/// only SQL that touches it. A connection is used by one thread.
#pragma once
#include "roster/domain/calendar.h"
#include "sim/core/result.h"
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

namespace roster::store {

using sim::core::Error;
using sim::core::Result;

/// One step of the schema. Never edited once merged.
struct Migration {
    int version = 0; ///< 1, 2, 3 … without gaps
    std::string_view name;
    std::string_view sql;
};
/// The steps built into this program, oldest first.
[[nodiscard]] std::span<const Migration> shipped_migrations() noexcept;

struct OpenOptions {
    std::span<const Migration> migrations = shipped_migrations();
    std::chrono::milliseconds busy_timeout{600}; ///< wait for another writer
    std::uintmax_t size_limit_bytes = std::uintmax_t{4}
                                      << 30; ///< larger: refused unread, never grown to
};

/// An open connection. Moved, never copied; closing is quiet.
class Database {
public:
    struct Connection; ///< session.h; only for this folder
    explicit Database(std::unique_ptr<Connection> connection) noexcept;
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    [[nodiscard]] const std::filesystem::path& path() const noexcept;
    [[nodiscard]] Connection& connection() noexcept { return *connection_; }

private:
    std::unique_ptr<Connection> connection_;
};

enum class OpenOutcome { up_to_date, upgraded, newer_incompatible, failed };

struct Opened {
    Database database;
    OpenOutcome outcome{};        ///< up_to_date or upgraded
    int version_before = 0;       ///< schema that was found
    std::filesystem::path backup; ///< copy made before the upgrade; empty without one
};

/// Opens a database that exists, upgrading it after a copy was put beside it.
/// Errors: newer_version (both numbers are named, nothing written), conflict (another program holds
/// it), io (read-only, damaged, disk), bad_input (missing, empty, or not ours), too_large.
[[nodiscard]] Result<Opened> open_database(const std::filesystem::path& path,
                                           const OpenOptions& options = {});
/// Makes a new, empty database; the file must not exist. On failure nothing of it remains.
[[nodiscard]] Result<Database> create_database(const std::filesystem::path& path,
                                               const OpenOptions& options = {});
[[nodiscard]] OpenOutcome outcome_of(const Result<Opened>& result) noexcept;

/// Everything inside becomes visible at commit, or nothing does. Not nested.
class Transaction {
public:
    /// Takes the write lock at once, so that two writers queue instead of failing half-way.
    [[nodiscard]] static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction(); ///< rolls back unless committed
    [[nodiscard]] Result<void> commit();

private:
    explicit Transaction(Database& database) noexcept : database_(&database) {}
    Database* database_;
};

/// Moves everything from the write-ahead log into the file itself, which then stands alone and may
/// be renamed. Errors: io when the disk has no room for it, conflict when another program reads.
[[nodiscard]] Result<void> settle_log(Database& database);

/// SQLite's own check of the whole file, and of all references; cost: reads everything.
[[nodiscard]] Result<void> check_integrity(Database& database);

} // namespace roster::store
