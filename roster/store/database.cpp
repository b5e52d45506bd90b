#include "roster/store/database.h"

#include "roster/store/engine.h"
#include "roster/store/migrate.h"
#include "roster/store/seal.h"
#include "sim/core/text.h"

namespace roster::store {

namespace fs = std::filesystem;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::tr;
using sim::core::trf;

namespace {

Result<Database> connect(const Address& address, const OpenOptions& options) {
    const Engine& engine = engine_of(address.dialect());
    Database database(
        std::make_unique<Database::Connection>(address, engine, fs::path(address.shown())));
    const auto opened =
        guard(database, "open", [&](soci::session& sql) { engine.connect(sql, address, options); });
    if (!opened) return tl::unexpected(opened.error());
    return database;
}

Result<void> settle_in(Database& database) {
    return guard(database, "open.settle",
                 [&](soci::session& sql) { database.connection().engine.settle_in(sql); });
}

std::span<const Migration> steps_of(const Address& address, const OpenOptions& options) {
    return options.migrations.value_or(shipped_migrations(address.dialect()));
}

const char* what_is_ours(const Address& address) {
    return address.dialect() == Dialect::sqlite ? tr("演练数据库 (.yanlian.db)")
                                                : tr("演练数据库，或空的数据库");
}

Result<void> check_version(const Address& address, int found, std::size_t known) {
    if (found == 0)
        return make_error(Errc::bad_input, {address.shown(), "schema_version",
                                            tr("这是别的程序的数据库"), what_is_ours(address)});
    if (found <= static_cast<int>(known)) return {};
    return make_error(
        Errc::newer_version,
        {address.shown(), "schema_version",
         trf("数据库来自更新的程序（版本 {}，本程序只认到 {}），没有改动它", found, known),
         tr("更新本程序")});
}

Result<void> check_empty(Database& database) {
    const auto empty = guard(database, "create", [&](soci::session& sql) {
        return database.connection().engine.is_empty(sql);
    });
    if (!empty) return tl::unexpected(empty.error());
    if (*empty) return {};
    return make_error(Errc::conflict,
                      {database.path().string(), "", tr("数据库里已经有内容"), tr("空的数据库")});
}

/// All steps and what is to be in it, together or not at all.
Result<void> make(Database& database, std::span<const Migration> steps, const Fill& fill) {
    const ReferencesOff rebuilding(database); // outlives the transaction
    auto transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    Result<void> step = check_empty(database); // another program may have been quicker
    for (const Migration& migration : steps)
        if (step) step = run_step(database, migration);
    if (step && fill) step = fill(database);
    if (step) step = require_sound_references(database);
    return step ? transaction->commit() : step;
}

} // namespace

Database::Database(std::unique_ptr<Connection> connection) noexcept
    : connection_(std::move(connection)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;
const fs::path& Database::path() const noexcept {
    return connection_->shown;
}

Result<bool> is_vacant(const Address& address, const OpenOptions& options) {
    std::error_code ignored; // what cannot be looked at is named when it is opened
    if (address.dialect() == Dialect::sqlite) return !fs::exists(address.file(), ignored);
    auto database = connect(address, options);
    if (!database) return tl::unexpected(database.error());
    return guard(*database, "open",
                 [&](soci::session& sql) { return database->connection().engine.is_empty(sql); });
}

Result<Opened> open_database(const Address& address, const OpenOptions& options) {
    const Engine& engine = engine_of(address.dialect());
    const auto steps = steps_of(address, options);
    if (auto sound = engine.check_place(address, options); !sound)
        return tl::unexpected(sound.error());
    auto database = connect(address, options);
    if (!database) return tl::unexpected(database.error());
    const auto found = find_version(*database);
    if (!found) return tl::unexpected(found.error());
    if (auto readable = check_version(address, *found, steps.size()); !readable)
        return tl::unexpected(readable.error());
    if (auto genuine = check_applied(*database, steps); !genuine)
        return tl::unexpected(genuine.error());
    if (auto settled = settle_in(*database); !settled) return tl::unexpected(settled.error());
    Opened opened{std::move(*database), OpenOutcome::up_to_date, *found, {}};
    for (const Migration& migration : steps.subspan(static_cast<std::size_t>(*found))) {
        const auto copy = engine.back_up(opened.database, migration.version - 1);
        if (!copy) return tl::unexpected(copy.error());
        if (opened.backup.empty()) opened.backup = *copy;
        if (auto applied = apply(opened.database, migration); !applied)
            return tl::unexpected(applied.error());
        opened.outcome = OpenOutcome::upgraded;
    }
    return opened;
}

Result<Database> create_database(const Address& address, const OpenOptions& options,
                                 const Fill& fill) {
    if (address.dialect() == Dialect::sqlite && fs::exists(address.file()))
        return make_error(Errc::conflict,
                          {address.shown(), "", tr("文件已经存在"), tr("新的文件名")});
    const Engine& engine = engine_of(address.dialect());
    auto database = connect(address, options);
    Result<void> step = database ? settle_in(*database) : tl::unexpected(database.error());
    if (step) step = make(*database, steps_of(address, options), fill);
    if (step) return database;
    database = tl::unexpected(step.error()); // closes the file before it is removed
    engine.discard(address);
    return database;
}

OpenOutcome outcome_of(const Result<Opened>& result) noexcept {
    if (result) return result->outcome;
    return result.error().code == Errc::newer_version ? OpenOutcome::newer_incompatible
                                                      : OpenOutcome::failed;
}

Result<Transaction> Transaction::begin(Database& database) {
    const Engine& engine = database.connection().engine;
    auto turn = guard(database, "begin", [&](soci::session& sql) { return engine.begin(sql); });
    if (!turn) return tl::unexpected(turn.error());
    Transaction transaction(database); // from here on rolled back when something fails
    transaction.turn_ = std::move(*turn);
    auto marks =
        guard(database, "begin", [&](soci::session& sql) { return read_high_marks(sql, engine); });
    if (!marks) return tl::unexpected(marks.error());
    transaction.high_marks_ = std::move(*marks);
    return transaction;
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(other.database_), turn_(std::move(other.turn_)),
      high_marks_(std::move(other.high_marks_)) {
    other.database_ = nullptr;
}

Transaction::~Transaction() {
    // A full disk may have rolled back already; there is nobody left to tell.
    if (database_)
        static_cast<void>(
            guard(*database_, "rollback", [](soci::session& sql) { sql << "ROLLBACK"; }));
}

Result<void> Transaction::commit() {
    auto done = guard(*database_, "commit", [&](soci::session& sql) {
        seal_since(sql, database_->connection().engine, high_marks_);
        sql << "COMMIT";
    });
    if (done) {
        database_ = nullptr;
        turn_.reset();
    }
    return done;
}

Result<void> settle_log(Database& database) {
    return database.connection().engine.settle_log(database);
}

Result<void> check_integrity(Database& database) {
    const auto answer = guard(database, "integrity_check", [&](soci::session& sql) {
        const Engine& engine = database.connection().engine;
        const std::string text = engine.check_integrity(sql);
        return engine.count_broken_references(sql) == 0 ? text
                                                        : std::string(tr("有指向不存在的行的引用"));
    });
    if (!answer) return tl::unexpected(answer.error());
    if (*answer == "ok") return {};
    return make_error(Errc::io, {database.path().string(), "integrity_check",
                                 trf("数据库文件损坏：{}", *answer), tr("最近的备份")});
}

} // namespace roster::store
