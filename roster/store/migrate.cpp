#include "roster/store/migrate.h"

#include "roster/store/engine.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include <fmt/format.h>

namespace roster::store {

using sim::core::Errc;
using sim::core::make_error;
using sim::core::tr;

namespace {

using soci::into;
using soci::use;

/// Since this version of the schema every row of history is sealed as it is written.
constexpr int first_sealed_version = 4;
/// Since this one the audit is sealed too.
constexpr int first_sealed_audit_version = 11;

/// How many seals there are, and how many of them are the audit's.
struct SealCount {
    long long all = 0, of_audit = 0;
};
Result<SealCount> count_seals(Database& database) {
    return guard(database, "migration.seals", [&](soci::session& sql) {
        SealCount count;
        if (database.connection().engine.list_columns(sql).contains("history_seal"))
            sql << "SELECT count(*), COALESCE(sum(CASE table_name WHEN 'audit' THEN 1 ELSE 0 END), "
                   "0) FROM history_seal",
                into(count.all), into(count.of_audit);
        return count;
    });
}

std::string now_text() {
    return domain::iso(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

} // namespace

Result<int> find_version(Database& database) {
    return guard(database, "schema_version", [&](soci::session& sql) {
        long long version = 0;
        if (database.connection().engine.has_version_table(sql))
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

void ReferencesOff::turn(bool enforced) {
    static_cast<void>(guard(database_, "migration", [&](soci::session& sql) {
        database_.connection().engine.enforce_references(sql, enforced);
    }));
}

Result<void> run_step(Database& database, const Migration& migration) {
    const std::string step = fmt::format("migration {:04}_{}", migration.version, migration.name);
    return guard(database, step.c_str(), [&](soci::session& sql) {
        const Engine& engine = database.connection().engine;
        engine.run_script(sql, std::string(migration.sql));
        const std::string name(migration.name);
        const std::string hash = sim::core::sha256_hex(migration.sql);
        const std::string now = now_text();
        sql << "INSERT INTO schema_version(version, name, sha256, applied_at_utc) "
               "VALUES(:version, :name, :hash, :now)",
            use(migration.version), use(name), use(hash), use(now);
        engine.mark_version(sql, migration.version);
    });
}

Result<void> require_sound_references(Database& database) {
    const auto broken = guard(database, "migration.references", [&](soci::session& sql) {
        return database.connection().engine.count_broken_references(sql);
    });
    if (!broken) return tl::unexpected(broken.error());
    if (*broken == 0) return {};
    return make_error(Errc::internal, {database.path().string(), "migration.references",
                                       tr("有指向不存在的行的引用"), ""});
}

Result<void> apply(Database& database, const Migration& migration) {
    const ReferencesOff rebuilding(database); // outlives the transaction
    auto transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    const auto before = find_version(database);
    if (!before) return tl::unexpected(before.error());
    if (*before >= migration.version) return {}; // another program was quicker
    const auto seals = count_seals(database);
    if (!seals) return tl::unexpected(seals.error());
    if (seals->all == 0 && migration.version <= first_sealed_version)
        transaction->seal_from_first_row();
    if (seals->of_audit == 0 && migration.version == first_sealed_audit_version)
        transaction->seal_from_first_row("audit");
    Result<void> done = run_step(database, migration);
    if (done) done = require_sound_references(database);
    return done ? transaction->commit() : done;
}

} // namespace roster::store
