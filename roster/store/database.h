/// The database: opened, checked, upgraded. A SQLite file in WAL mode, or a database of a
/// PostgreSQL server; this folder holds the only SQL that touches it. A connection is used by one
/// thread.
#pragma once
#include "roster/domain/calendar.h"
#include "roster/store/address.h"
#include "sim/core/result.h"
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace roster::store {

using sim::core::Error;
using sim::core::Result;

/// One step of the schema in one dialect. Never edited once merged.
struct Migration {
    int version = 0; ///< 1, 2, 3 … without gaps
    std::string_view name;
    std::string_view sql;
};
/// The steps built into this program, oldest first.
[[nodiscard]] std::span<const Migration> shipped_migrations(Dialect dialect) noexcept;

struct OpenOptions {
    std::optional<std::span<const Migration>> migrations; ///< none: those shipped for the dialect
    std::chrono::milliseconds busy_timeout{600};          ///< wait for another writer
    std::uintmax_t size_limit_bytes = std::uintmax_t{4}
                                      << 30; ///< of a file; larger: refused unread, never grown to
};

/// An open connection. Moved, never copied; closing is quiet.
class Database {
public:
    struct Connection; ///< session.h; only for this folder
    explicit Database(std::unique_ptr<Connection> connection) noexcept;
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    /// What messages name: the file, or the server's address without the password.
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

/// Nothing stands there yet: no such file, or a database of a server without any table.
/// Errors: as open_database, of the server.
[[nodiscard]] Result<bool> is_vacant(const Address& address, const OpenOptions& options = {});

/// Opens a database that exists, upgrading it; a file after a copy was put beside it, a database of
/// a server in one transaction a step. Errors: newer_version (both numbers are named, nothing
/// written), conflict (another program holds it), io (read-only, damaged, disk, no server),
/// bad_input (missing, empty, not ours, wrong password), too_large.
[[nodiscard]] Result<Opened> open_database(const Address& address, const OpenOptions& options = {});

/// Writes into a database inside the transaction that makes it.
using Fill = std::function<Result<void>(Database&)>;
/// Makes a new database in one transaction; the place must be vacant, else conflict. On failure
/// nothing of it remains.
[[nodiscard]] Result<Database>
create_database(const Address& address, const OpenOptions& options = {}, const Fill& fill = {});
[[nodiscard]] OpenOutcome outcome_of(const Result<Opened>& result) noexcept;

/// Everything inside becomes visible at commit, or nothing does. Not nested.
class Transaction {
public:
    /// Takes the write lock at once, so that two writers queue instead of failing half-way. Every
    /// row of history written until commit is sealed there (docs/ledger.md#seals).
    [[nodiscard]] static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction(); ///< rolls back unless committed
    [[nodiscard]] Result<void> commit();
    /// Seals what stood there before as well: for an upgrade from programs that wrote no seals.
    void seal_from_first_row() noexcept { high_marks_.clear(); }
    /// Of one table only.
    void seal_from_first_row(const std::string& table) { high_marks_.erase(table); }

private:
    explicit Transaction(Database& database) noexcept : database_(&database) {}
    Database* database_;
    std::shared_ptr<void> turn_; ///< until it ends, other writers of this program wait
    std::map<std::string, long long> high_marks_; ///< last id of each history table at the begin
};

/// Moves everything from the write-ahead log into the file itself, which then stands alone and may
/// be renamed; a server does that by itself. Errors: io when the disk has no room for it, conflict
/// when another program reads.
[[nodiscard]] Result<void> settle_log(Database& database);

/// SQLite's own check of the whole file, and of all references; reads everything. Of a server: that
/// every trigger and every reference is in force, which its owner may switch off.
[[nodiscard]] Result<void> check_integrity(Database& database);

} // namespace roster::store
