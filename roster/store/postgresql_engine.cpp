#include "roster/store/engine.h"
#include "roster/store/postgresql_check.h"
#include "roster/store/postgresql_door.h"
#include "sim/core/text.h"
#include <array>
#include <fmt/format.h>
#include <soci/postgresql/soci-postgresql.h>

namespace roster::store {

using sim::core::Errc;
using sim::core::tr;
using sim::core::trf;
using soci::into;

namespace {

/// Identity columns and EXECUTE FUNCTION came with 10 and 11; 12 is the oldest that was thought of.
constexpr int oldest_server = 120000;
/// The one lock of all writers of a ledger: "YLDB".
constexpr int writer_lock = 0x594C4442;

/// By the start of the SQLSTATE, https://www.postgresql.org/docs/15/errcodes-appendix.html.
constexpr std::array explanations{
    Engine::Explanation{"55P03", Errc::conflict, "数据库正被另一个程序占用，没有写入任何内容",
                        "关掉另一个程序后再试"},
    Engine::Explanation{"40", Errc::conflict, "数据库正被占用，没有写入任何内容", "稍后再试"},
    Engine::Explanation{"25006", Errc::io, "数据库是只读的，没有写入任何内容",
                        "可以写的数据库服务器"},
    Engine::Explanation{"42501", Errc::io, "没有权限使用这个数据库", "数据库的所有者"},
    Engine::Explanation{"53100", Errc::io, "服务器的磁盘满了，没有写入任何内容", "腾出空间后再试"},
    Engine::Explanation{"53", Errc::io, "数据库服务器忙不过来，没有写入任何内容", "稍后再试"},
    Engine::Explanation{"54", Errc::too_large, "内容太长，没有写入", ""},
    Engine::Explanation{"57", Errc::io, "数据库服务器正在停止或启动，没有写入任何内容", "稍后再试"},
    Engine::Explanation{"58", Errc::io, "服务器磁盘读写失败，没有写入任何内容",
                        "检查服务器的磁盘后再试"},
    Engine::Explanation{"XX", Errc::io, "数据库损坏", "最近的备份"},
    Engine::Explanation{"08", Errc::io, "与数据库服务器的连接断了", "检查网络后再试"},
    Engine::Explanation{" ", Errc::io, "与数据库服务器的连接断了", "检查网络后再试"},
};

PGconn* raw(soci::session& sql) {
    return static_cast<soci::postgresql_session_backend*>(sql.get_backend())->conn_;
}

/// Five characters; empty for what is not PostgreSQL's.
std::string state_of(const std::exception& exception) {
    const auto* error = dynamic_cast<const soci::postgresql_soci_error*>(&exception);
    return error ? error->sqlstate() : std::string();
}

class PostgresqlEngine final : public Engine {
public:
    Result<void> check_place(const Address&, const OpenOptions&) const override { return {}; }
    void connect(soci::session& sql, const Address& address,
                 const OpenOptions& options) const override;
    void settle_in(soci::session&) const override {}
    std::shared_ptr<void> begin(soci::session& sql) const override;
    void run_script(soci::session& sql, const std::string& script) const override;
    bool has_version_table(soci::session& sql) const override {
        long long columns_count = 0;
        sql << "SELECT count(*) FROM information_schema.columns "
               "WHERE table_schema = current_schema() AND table_name = 'schema_version' "
               "AND column_name IN ('version', 'name', 'sha256', 'applied_at_utc')",
            into(columns_count);
        return columns_count == 4;
    }
    bool is_empty(soci::session& sql) const override {
        long long there = 0;
        sql << "SELECT count(*) FROM pg_class AS c JOIN pg_namespace AS n "
               "ON n.oid = c.relnamespace WHERE n.nspname = current_schema()",
            into(there);
        return there == 0;
    }
    ColumnsByTable list_columns(soci::session& sql) const override {
        return read_columns(sql, "SELECT c.relname, a.attname FROM pg_class AS c "
                                 "JOIN pg_namespace AS n ON n.oid = c.relnamespace "
                                 "JOIN pg_attribute AS a ON a.attrelid = c.oid "
                                 "WHERE n.nspname = current_schema() AND c.relkind = 'r' "
                                 "AND a.attnum > 0 AND NOT a.attisdropped "
                                 "ORDER BY c.relname, a.attnum");
    }
    /// A real by way of numeric, which has SQLite's 15 digits and no exponent, and with its point.
    std::string text_sql(const std::string& column) const override {
        const std::string text = "CAST(" + column + " AS TEXT)";
        const std::string number =
            "CAST(CAST(CAST(" + text + " AS double precision) AS numeric) AS TEXT)";
        return "CASE WHEN pg_typeof(" + column + ") <> CAST('double precision' AS regtype) THEN " +
               text + " WHEN strpos(" + number + ", '.') = 0 THEN " + number + " || '.0' ELSE " +
               number + " END";
    }
    void enforce_references(soci::session&, bool) const override {} // always
    long long count_broken_references(soci::session&) const override { return 0; }
    void mark_version(soci::session&, int) const override {}
    Result<std::filesystem::path> back_up(Database&, int) const override {
        return std::filesystem::path();
    }
    Result<void> settle_log(Database&) const override { return {}; }
    std::string check_integrity(soci::session& sql) const override;
    /// What is switched off is in check_integrity.
    std::vector<Unsound> list_unsound(soci::session& sql,
                                      std::span<const Migration> steps) const override {
        return list_unsound_on_server(sql, *this, steps);
    }
    void discard(const Address&) const noexcept override {} // the transaction took it back

    const Explanation* find_explanation(const std::exception& exception) const noexcept override {
        const std::string state = state_of(exception);
        for (const Explanation& explanation : explanations)
            if (!state.empty() && state.starts_with(explanation.code)) return &explanation;
        return nullptr;
    }
    bool is_refusal(const std::exception& exception) const noexcept override {
        const std::string state = state_of(exception);
        // Constraints, values of the wrong type or range, and what a trigger raises.
        return state.starts_with("23") || state.starts_with("22") || state == "P0001";
    }
};

void PostgresqlEngine::connect(soci::session& sql, const Address& address,
                               const OpenOptions& options) const {
    open_door(sql, address);
    PGconn* const connection = raw(sql);
    if (PQserverVersion(connection) < oldest_server)
        throw PlaceError(
            Errc::bad_input,
            trf("数据库服务器太旧（PostgreSQL {}）", PQserverVersion(connection) / 10000),
            trf("PostgreSQL {} 以上", oldest_server / 10000));
    const char* const encoding = PQparameterStatus(connection, "server_encoding");
    if (!encoding || std::string_view(encoding) != "UTF8")
        throw PlaceError(Errc::bad_input, tr("数据库的编码不是 UTF8"),
                         "CREATE DATABASE … ENCODING 'UTF8'");
    // One line, and no row of anybody's data in it; hints and notices are for administrators.
    PQsetErrorVerbosity(connection, PQERRORS_TERSE);
    PQsetNoticeProcessor(
        connection, [](void*, const char*) {}, nullptr);
    run_script(sql, fmt::format("SET client_encoding = 'UTF8'; SET lock_timeout = {}; "
                                // A program that hangs does not keep the others out.
                                "SET idle_in_transaction_session_timeout = '60s'; "
                                // Compiling a statement costs more than all of ours.
                                "SET jit = off",
                                options.busy_timeout.count()));
}

/// Only this program takes that lock, so the whole queue waits for it.
std::shared_ptr<void> PostgresqlEngine::begin(soci::session& sql) const {
    try {
        run_script(sql, fmt::format("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; "
                                    "SET LOCAL lock_timeout = {}; "
                                    "SELECT pg_advisory_xact_lock({})",
                                    longest_queue.count(), writer_lock));
    } catch (...) {
        PQclear(PQexec(raw(sql), "ROLLBACK"));
        throw;
    }
    return nullptr;
}

void PostgresqlEngine::run_script(soci::session& sql, const std::string& script) const {
    PGconn* const connection = raw(sql);
    PGresult* const result = PQexec(connection, script.c_str());
    const ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return PQclear(result);
    const char* const state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const soci::postgresql_soci_error error(PQerrorMessage(connection), state ? state : "     ");
    PQclear(result);
    throw error;
}

/// The owner of a table can switch triggers off, and references with them.
std::string PostgresqlEngine::check_integrity(soci::session& sql) const {
    std::string names;
    sql << "SELECT COALESCE(string_agg(DISTINCT c.relname, ' '), 'ok') FROM pg_trigger AS t "
           "JOIN pg_class AS c ON c.oid = t.tgrelid JOIN pg_namespace AS n "
           "ON n.oid = c.relnamespace WHERE n.nspname = current_schema() "
           "AND t.tgenabled NOT IN ('O', 'A')",
        into(names);
    return names == "ok" ? names : trf("有表的触发器被停用：{}", names);
}

} // namespace

const Engine& postgresql_engine() noexcept {
    static const PostgresqlEngine engine;
    return engine;
}

} // namespace roster::store
