/// What SQLite and PostgreSQL do differently, in one list. Only for this folder.
#pragma once
#include "roster/store/session.h"
#include "roster/store/sqlite_check.h"
#include <chrono>
#include <map>
#include <memory>
#include <stdexcept>
#include <vector>

namespace roster::store {

/// Thrown where an engine itself knows what is wrong, in the user's words.
class PlaceError : public std::runtime_error {
public:
    PlaceError(sim::core::Errc errc, const std::string& what, std::string right)
        : std::runtime_error(what), code(errc), expected(std::move(right)) {}
    sim::core::Errc code;
    std::string expected; ///< what would be right; may be empty
};

/// Names of the columns by name of the table, in the order of the table.
using ColumnsByTable = std::map<std::string, std::vector<std::string>>;

/// With busy_timeout nobody waits longer than 5 s before he is told.
inline constexpr std::chrono::milliseconds longest_queue{4200};

/// Has no state. What takes a session throws, and runs inside guard().
class Engine {
public:
    virtual ~Engine() = default;

    /// What can be told of a database that must exist, before connecting.
    [[nodiscard]] virtual Result<void> check_place(const Address& address,
                                                   const OpenOptions& options) const = 0;
    virtual void connect(soci::session& sql, const Address& address,
                         const OpenOptions& options) const = 0;
    /// Once it is known to be ours: the settings that stay in it.
    virtual void settle_in(soci::session& sql) const = 0;
    /// Begins a transaction and takes the one lock of all writers. Waits up to longest_queue for
    /// other writers of this program, and up to OpenOptions::busy_timeout for any other program.
    /// @return what keeps the next writer waiting until it is let go; may be empty
    [[nodiscard]] virtual std::shared_ptr<void> begin(soci::session& sql) const = 0;
    /// Many statements at once, without parameters.
    virtual void run_script(soci::session& sql, const std::string& script) const = 0;
    [[nodiscard]] virtual bool has_version_table(soci::session& sql) const = 0;
    /// No table and no view stands there.
    [[nodiscard]] virtual bool is_empty(soci::session& sql) const = 0;
    /// Of every table, without the views.
    [[nodiscard]] virtual ColumnsByTable list_columns(soci::session& sql) const = 0;
    /// SQL that gives a column's value as text, alike on every engine: 5000.0 for a whole real.
    [[nodiscard]] virtual std::string text_sql(const std::string& column) const = 0;
    /// References may dangle while tables are rebuilt; called outside a transaction.
    virtual void enforce_references(soci::session& sql, bool enforced) const = 0;
    /// Rows that refer to one that does not exist.
    [[nodiscard]] virtual long long count_broken_references(soci::session& sql) const = 0;
    /// Where the schema's number stands besides the table schema_version.
    virtual void mark_version(soci::session& sql, int version) const = 0;
    /// Copies the database before an upgrade; an empty path where that is the administrator's
    /// business.
    [[nodiscard]] virtual Result<std::filesystem::path> back_up(Database& database,
                                                                int version) const = 0;
    [[nodiscard]] virtual Result<void> settle_log(Database& database) const = 0;
    /// The engine's own check; "ok" or what is wrong.
    [[nodiscard]] virtual std::string check_integrity(soci::session& sql) const = 0;
    /// Definitions, fixed rows and references that are not as the steps make them, and rows that
    /// their own table would refuse; as far as the engine can tell.
    [[nodiscard]] virtual std::vector<Unsound>
    list_unsound(soci::session& sql, std::span<const Migration> steps) const = 0;
    /// After a creation that failed: what remains of it goes.
    virtual void discard(const Address& address) const noexcept = 0;

    /// Which kind of error an exception is, in the user's words.
    struct Explanation {
        std::string_view code; ///< the engine's: SQLITE_BUSY as text, or the start of an SQLSTATE
        sim::core::Errc errc{};
        const char* what = "";
        const char* expected = "";
    };
    /// None for a refusal by the schema, and for what is not the engine's.
    [[nodiscard]] virtual const Explanation*
    find_explanation(const std::exception& exception) const noexcept = 0;
    /// A constraint or a trigger said no.
    [[nodiscard]] virtual bool is_refusal(const std::exception& exception) const noexcept = 0;
};

/// Rows of (table, column) that a query of the engine's own catalogue answers.
[[nodiscard]] inline ColumnsByTable read_columns(soci::session& sql, const char* query) {
    ColumnsByTable columns;
    std::string table, column;
    soci::statement rows = (sql.prepare << query, soci::into(table), soci::into(column));
    rows.execute();
    while (rows.fetch())
        columns[table].push_back(column);
    return columns;
}

[[nodiscard]] const Engine& sqlite_engine() noexcept;
[[nodiscard]] const Engine& postgresql_engine() noexcept;
[[nodiscard]] inline const Engine& engine_of(Dialect dialect) noexcept {
    return dialect == Dialect::sqlite ? sqlite_engine() : postgresql_engine();
}

} // namespace roster::store
