#include "roster/store/postgresql_check.h"

#include "roster/store/columns.h"
#include "roster/store/definitions.h"
#include "sim/core/text.h"
#include <fmt/format.h>

namespace roster::store {

using sim::core::tr;
using sim::core::trf;
using soci::into;

namespace {

// Each gives rows (name, definition) of the first schema of search_path. What belongs to an
// extension is the administrator's.
#define OF_NOBODY(catalogue, object)                                                               \
    " AND NOT EXISTS (SELECT 1 FROM pg_depend AS e WHERE e.deptype = 'e' AND e.classid = "         \
    "'" catalogue "'::regclass AND e.objid = " object ".oid)"
constexpr const char* definition_queries[] = {
    "SELECT 'table/' || c.relname, string_agg(a.attname || ' ' || "
    "format_type(a.atttypid, a.atttypmod) || COALESCE(' COLLATE ' || l.collname, '') || "
    "CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END || "
    "CASE WHEN a.attidentity = '' THEN '' ELSE ' IDENTITY' END || "
    "COALESCE(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), ''), ', ' ORDER BY a.attnum) || "
    "CASE WHEN bool_or(c.relrowsecurity) THEN ' ROW SECURITY' ELSE '' END "
    "FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 "
    "AND NOT a.attisdropped LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum "
    "LEFT JOIN pg_collation AS l ON l.oid = a.attcollation "
    "WHERE c.relkind IN ('r', 'p', 'f') "
    "AND c.relnamespace = current_schema()::regnamespace" OF_NOBODY("pg_class",
                                                                    "c") " GROUP BY c.relname",
    "SELECT 'constraint/' || c.relname || '.' || k.conname, pg_get_constraintdef(k.oid, true) "
    "FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid "
    "WHERE k.connamespace = current_schema()::regnamespace" OF_NOBODY("pg_class", "c"),
    "SELECT 'index/' || c.relname, pg_get_indexdef(c.oid, 0, true) || "
    "CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END FROM pg_index AS i "
    "JOIN pg_class AS c ON c.oid = i.indexrelid "
    "WHERE c.relnamespace = current_schema()::regnamespace" OF_NOBODY("pg_class", "c"),
    "SELECT 'view/' || c.relname, pg_get_viewdef(c.oid, true) FROM pg_class AS c "
    "WHERE c.relkind IN ('v', 'm') "
    "AND c.relnamespace = current_schema()::regnamespace" OF_NOBODY("pg_class", "c"),
    "SELECT 'trigger/' || t.tgname || ' ' || c.relname, pg_get_triggerdef(t.oid, true) "
    "FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal "
    "AND c.relnamespace = current_schema()::regnamespace",
    "SELECT 'function/' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', "
    "concat_ws(' ', l.lanname, format_type(p.prorettype, NULL), p.provolatile, p.prosecdef, "
    "p.proisstrict, p.proconfig, p.prosrc) FROM pg_proc AS p "
    "JOIN pg_language AS l ON l.oid = p.prolang "
    "WHERE p.pronamespace = current_schema()::regnamespace" OF_NOBODY("pg_proc", "p"),
    "SELECT 'rule/' || r.rulename || ' ' || c.relname, pg_get_ruledef(r.oid, true) "
    "FROM pg_rewrite AS r JOIN pg_class AS c ON c.oid = r.ev_class WHERE r.rulename <> '_RETURN' "
    "AND c.relnamespace = current_schema()::regnamespace" OF_NOBODY("pg_class", "c"),
    "SELECT 'policy/' || y.polname || ' ' || c.relname, "
    "COALESCE(pg_get_expr(y.polqual, y.polrelid), '') FROM pg_policy AS y "
    "JOIN pg_class AS c ON c.oid = y.polrelid "
    "WHERE c.relnamespace = current_schema()::regnamespace"};
#undef OF_NOBODY

/// A transaction that leaves nothing.
class Rehearsal {
public:
    Rehearsal(soci::session& sql, const Engine& engine) : sql_(sql), engine_(engine) {
        engine_.run_script(sql_, "BEGIN ISOLATION LEVEL REPEATABLE READ");
    }
    ~Rehearsal() {
        try {
            engine_.run_script(sql_, "ROLLBACK");
        } catch (...) { // the connection is gone, and the transaction with it
        }
    }
    Rehearsal(const Rehearsal&) = delete;
    Rehearsal& operator=(const Rehearsal&) = delete;

private:
    soci::session& sql_;
    const Engine& engine_;
};

class ServerOracle {
public:
    ServerOracle(soci::session& sql, const Engine& engine) : sql_(sql), engine_(engine) {
        sql_ << "SELECT quote_ident(current_schema()), "
                "'yanlian_oracle_' || pg_backend_pid()",
            into(ledger_), into(oracle_);
    }

    std::vector<Unsound> answer(std::span<const Migration> steps) {
        const Rehearsal rehearsal(sql_, engine_);
        engine_.run_script(sql_, "CREATE SCHEMA " + oracle_);
        stand_in(oracle_);
        for (const Migration& step : steps)
            engine_.run_script(sql_, std::string(step.sql));
        right_ = definitions_here();
        const Definitions checks = read_checks();
        stand_in(ledger_);
        stands_ = definitions_here();
        found_ = compare(right_, stands_);
        compare_fixed_rows();
        list_broken_references();
        for (const auto& [table, condition] : checks)
            if (stands_right(right_, stands_, table)) list_refused_rows(table, condition);
        return std::move(found_);
    }

private:
    /// Names without a schema mean this one.
    void stand_in(const std::string& schema) {
        engine_.run_script(sql_, "SET LOCAL search_path TO " + schema);
    }

    Definitions definitions_here() {
        Definitions all;
        for (const char* query : definition_queries)
            all.merge(read_definitions(sql_, query));
        return all;
    }

    /// By table: what holds for a row that breaks one of its rules.
    Definitions read_checks() {
        return read_definitions(
            sql_, "SELECT c.relname, string_agg('(' || pg_get_expr(k.conbin, k.conrelid) "
                  "|| ') IS FALSE', ' OR ') FROM pg_constraint AS k "
                  "JOIN pg_class AS c ON c.oid = k.conrelid WHERE k.contype = 'c' "
                  "AND k.connamespace = current_schema()::regnamespace GROUP BY c.relname");
    }

    /// What the steps write is no entry of anybody's: the table of allowed transitions.
    void compare_fixed_rows() {
        for (const auto& [name, text] : right_) {
            const std::string table = name.substr(name.find('/') + 1);
            if (!name.starts_with("table/") || table == "schema_version" ||
                !stands_right(right_, stands_, table))
                continue;
            long long count = 0;
            sql_ << fmt::format("SELECT count(*) FROM {}.{}", oracle_, table), into(count);
            if (count == 0) continue;
            std::string columns;
            for (const std::string& column :
                 read_texts(sql_, fmt::format("SELECT a.attname FROM pg_attribute AS a "
                                              "WHERE a.attrelid = '{}.{}'::regclass "
                                              "AND a.attnum > 0 AND NOT a.attisdropped "
                                              "ORDER BY a.attnum",
                                              oracle_, table)))
                columns += (columns.empty() ? "quote_nullable(" : " || ' ' || quote_nullable(") +
                           column + ")";
            const auto only_in = [&](const std::string& one, const std::string& other) {
                return read_texts(sql_, fmt::format("SELECT {0} FROM {1}.{3} EXCEPT SELECT {0} "
                                                    "FROM {2}.{3} ORDER BY 1",
                                                    columns, one, other, table));
            };
            for (const std::string& row : only_in(ledger_, oracle_))
                add(table + "/" + row, tr("不是本程序写入的"));
            for (const std::string& row : only_in(oracle_, ledger_))
                add(table + "/" + row, tr("被删掉了"));
        }
    }

    /// The row's number, or its place where it has none.
    std::string row_of(const std::string& table) const {
        const auto at = stands_.find("table/" + table);
        const bool has_id = at != stands_.end() && at->second.starts_with("id ");
        return has_id ? "t.id::text" : "t.ctid::text";
    }

    /// Only who switched a reference off can have left one that dangles.
    void list_broken_references() {
        std::string table, parent, both, some;
        std::vector<std::array<std::string, 4>> references;
        {
            soci::statement rows =
                (sql_.prepare
                     << "SELECT c.relname, f.relname, "
                        "string_agg('f.' || b.attname || ' = t.' || a.attname, ' AND '), "
                        "string_agg('t.' || a.attname || ' IS NOT NULL', ' AND ') "
                        "FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid "
                        "JOIN pg_class AS f ON f.oid = k.confrelid "
                        "CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS u(own, other) "
                        "JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = u.own "
                        "JOIN pg_attribute AS b ON b.attrelid = f.oid AND b.attnum = u.other "
                        "WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace "
                        "GROUP BY k.oid, c.relname, f.relname ORDER BY 1, 2",
                 into(table), into(parent), into(both), into(some));
            rows.execute();
            while (rows.fetch())
                references.push_back({table, parent, both, some});
        }
        for (const auto& [from, to, equal, there] : references)
            for (const std::string& row : read_texts(
                     sql_, fmt::format("SELECT {} FROM {} AS t WHERE {} AND NOT EXISTS (SELECT 1 "
                                       "FROM {} AS f WHERE {}) LIMIT {}",
                                       row_of(from), from, there, to, equal, most_unsound)))
                add(from + "/" + row, trf("指向 {} 里不存在的行", to));
    }

    void list_refused_rows(const std::string& table, const std::string& condition) {
        for (const std::string& row :
             read_texts(sql_, fmt::format("SELECT {} FROM {} AS t WHERE {} LIMIT {}", row_of(table),
                                          table, condition, most_unsound)))
            add(table + "/" + row, tr("里面的值不合这张表的规定"));
    }

    void add(const std::string& where, std::string what) {
        found_.push_back({where, std::move(what)});
    }

    soci::session& sql_;
    const Engine& engine_;
    std::string ledger_, oracle_;
    Definitions right_, stands_;
    std::vector<Unsound> found_;
};

} // namespace

std::vector<Unsound> list_unsound_on_server(soci::session& sql, const Engine& engine,
                                            std::span<const Migration> steps) {
    long long may = 0;
    sql << "SELECT CASE WHEN has_database_privilege(current_database(), 'CREATE') "
           "AND NOT pg_is_in_recovery() THEN 1 ELSE 0 END",
        into(may);
    if (may == 0)
        return {{"schema", tr("没有核对表、视图、触发器：这个用户不能在数据库里建模式，"
                              "用所有者检查一次")}};
    return ServerOracle(sql, engine).answer(steps);
}

} // namespace roster::store
