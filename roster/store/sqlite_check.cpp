#include "roster/store/sqlite_check.h"

#include "roster/store/definitions.h"
#include "sim/core/text.h"
#include <fmt/format.h>
#include <set>
#include <soci/sqlite3/soci-sqlite3.h>

namespace roster::store {

using sim::core::tr;
using sim::core::trf;
using soci::into;
using soci::use;

namespace {

/// An empty database of this version in memory, with the ledger's file beside it.
class Oracle {
public:
    Oracle(const std::string& file, std::span<const Migration> steps) {
        sql_.open(soci::sqlite3, "dbname=:memory:");
        for (const Migration& step : steps)
            sqlite_engine().run_script(sql_, std::string(step.sql));
        sql_ << "ATTACH DATABASE :file AS ledger", use(file);
    }

    std::vector<Unsound> answer() {
        right_ = definitions_of("main");
        stands_ = definitions_of("ledger");
        found_ = compare(right_, stands_);
        compare_fixed_rows();
        list_broken_references();
        for (const std::string& table : list_refused_tables())
            try_rows(table);
        return std::move(found_);
    }

private:
    Definitions definitions_of(const char* schema) {
        return read_definitions(sql_,
                                fmt::format("SELECT type || '/' || name, COALESCE(sql, '') FROM "
                                            "{}.sqlite_master WHERE name NOT LIKE 'sqlite\\_%' "
                                            "ESCAPE '\\' ORDER BY type, name",
                                            schema));
    }

    /// What the steps write is no entry of anybody's: the table of allowed transitions.
    void compare_fixed_rows() {
        for (const auto& [name, text] : right_) {
            const std::string table = name.substr(name.find('/') + 1);
            if (!name.starts_with("table/") || table == "schema_version" ||
                !stands_right(right_, stands_, table))
                continue;
            long long count = 0;
            sql_ << "SELECT count(*) FROM main." + table, into(count);
            if (count == 0) continue;
            std::string columns;
            for (const std::string& column : read_texts(
                     sql_, "SELECT name FROM pragma_table_info('" + table + "') ORDER BY cid"))
                columns += (columns.empty() ? "quote(" : " || ' ' || quote(") + column + ")";
            const auto only_in = [&](const char* one, const char* other) {
                return read_texts(sql_, fmt::format("SELECT {0} FROM {1}.{3} EXCEPT SELECT {0} "
                                                    "FROM {2}.{3}",
                                                    columns, one, other, table));
            };
            for (const std::string& row : only_in("ledger", "main"))
                add(table + "/" + row, tr("不是本程序写入的"));
            for (const std::string& row : only_in("main", "ledger"))
                add(table + "/" + row, tr("被删掉了"));
        }
    }

    void list_broken_references() {
        std::string table, parent;
        long long id = 0;
        soci::statement rows =
            (sql_.prepare << "SELECT \"table\", COALESCE(rowid, 0), parent FROM "
                             "pragma_foreign_key_check(NULL, 'ledger') ORDER BY 1, 2 LIMIT "
                          << most_unsound,
             into(table), into(id), into(parent));
        rows.execute();
        while (rows.fetch())
            add(fmt::format("{}/{}", table, id), trf("指向 {} 里不存在的行", parent));
    }

    /// Tables of which SQLite says that a value breaks a rule; it does not say in which row.
    std::set<std::string> list_refused_tables() {
        std::set<std::string> tables;
        for (const std::string& line :
             read_texts(sql_, fmt::format("PRAGMA ledger.integrity_check({})", most_unsound))) {
            const auto in = line.rfind(" in ");
            if (in == line.npos) continue;
            const std::string place = line.substr(in + 4);
            const std::string table = place.substr(0, place.find('.'));
            if (stands_right(right_, stands_, table)) tables.insert(table);
        }
        return tables;
    }

    /// The empty table takes the rows one by one, and refuses those that break a rule.
    void try_rows(const std::string& table) {
        for (const std::string& trigger :
             read_texts(sql_, "SELECT name FROM main.sqlite_master WHERE type = 'trigger' "
                              "AND tbl_name = '" +
                                  table + "'"))
            sql_ << "DROP TRIGGER main." + trigger;
        std::vector<long long> ids;
        long long id = 0;
        {
            soci::statement rows =
                (sql_.prepare << "SELECT rowid FROM ledger." + table + " ORDER BY rowid", into(id));
            rows.execute();
            while (rows.fetch())
                ids.push_back(id);
        }
        sql_ << "DELETE FROM main." + table;
        for (const long long row : ids) {
            if (found_.size() > most_unsound) return;
            try {
                sql_ << "INSERT INTO main." + table + " SELECT * FROM ledger." + table +
                            " WHERE rowid = :id",
                    use(row);
            } catch (const soci::soci_error&) {
                add(fmt::format("{}/{}", table, row), tr("里面的值不合这张表的规定"));
            }
        }
    }

    void add(const std::string& where, std::string what) {
        found_.push_back({where, std::move(what)});
    }

    soci::session sql_;
    Definitions right_, stands_;
    std::vector<Unsound> found_;
};

} // namespace

std::vector<Unsound> list_unsound_of_file(const std::string& file,
                                          std::span<const Migration> steps) {
    return Oracle(file, steps).answer();
}

} // namespace roster::store
