#include "roster/store/seal.h"

#include "sim/core/file.h"
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string_view>

namespace roster::store {

using soci::into;
using soci::use;

namespace {

/// What is so today and changes with the day; each state of it is in row_version.
constexpr std::array<std::string_view, 6> not_history = {"person",       "team", "resident",
                                                         "organisation", "norm", "history_seal"};

const std::string first_previous(64, '0');

/// The row as text, made by the database so that both sides of a check read the same bytes.
std::string row_text_sql(const Engine& engine, const HistoryTable& table) {
    std::string text;
    for (const std::string& column : table.columns) {
        const std::string value = engine.text_sql(column);
        text += fmt::format("{}CASE WHEN {} IS NULL THEN '' ELSE '{}=' || length({}) || ':' || {} "
                            "|| ';' END",
                            text.empty() ? "" : " || ", column, column, value, value);
    }
    return text;
}

/// Those who took part, behind the text of their drill.
void append_participants(soci::session& sql, const Engine& engine, long long after_id,
                         long long last_id, std::map<long long, std::string>& texts) {
    long long drill = 0, person = 0;
    std::string rest;
    soci::statement rows =
        (sql.prepare
             << "SELECT drill_id, person_id, role || ';' || played_by || ';' || COALESCE(" +
                    engine.text_sql("score") +
                    ", '') FROM drill_person "
                    "WHERE drill_id > :after AND drill_id <= :last ORDER BY drill_id, person_id",
         use(after_id), use(last_id), into(drill), into(person), into(rest));
    rows.execute();
    while (rows.fetch())
        texts[drill] += fmt::format("person={};{}:{};", person, rest.size(), rest);
}

long long find_last_id(soci::session& sql, const std::string& table) {
    long long last = 0;
    sql << "SELECT COALESCE(max(id), 0) FROM " + table, into(last);
    return last;
}

std::string find_chain_end(soci::session& sql) {
    std::string end = first_previous;
    soci::indicator there = soci::i_ok;
    sql << "SELECT (SELECT sha256 FROM history_seal ORDER BY id DESC LIMIT 1)", into(end, there);
    return there == soci::i_ok ? end : first_previous;
}

void insert_seal(soci::session& sql, Seal& seal) {
    seal.sha256 = calc_seal_sha256(seal);
    sql << "INSERT INTO history_seal(table_name, first_id, last_id, row_digests, previous_sha256, "
           "sha256) VALUES(:name, :first, :last, :digests, :previous, :hash)",
        use(seal.table), use(seal.first_id), use(seal.last_id), use(seal.row_digests),
        use(seal.previous_sha256), use(seal.sha256);
    seal.previous_sha256 = seal.sha256;
}

/// One seal for each run of ids without a gap.
void seal_rows(soci::session& sql, const std::vector<DigestedRow>& rows, Seal& seal) {
    for (std::size_t at = 0; at < rows.size();) {
        seal.first_id = seal.last_id = rows[at].id;
        seal.row_digests = rows[at].digest;
        for (++at; at < rows.size() && rows[at].id == seal.last_id + 1; ++at) {
            seal.last_id = rows[at].id;
            seal.row_digests += rows[at].digest;
        }
        insert_seal(sql, seal);
    }
}

} // namespace

std::vector<HistoryTable> list_history_tables(const ColumnsByTable& columns) {
    std::vector<HistoryTable> tables;
    for (const auto& [name, names] : columns) {
        if (std::ranges::find(not_history, name) != not_history.end()) continue;
        if (std::ranges::find(names, "id") == names.end()) continue;
        tables.push_back({name, names});
        std::ranges::sort(tables.back().columns);
    }
    return tables;
}

HighMarks read_high_marks(soci::session& sql, const Engine& engine) {
    HighMarks marks;
    const auto columns = engine.list_columns(sql);
    if (!columns.contains("history_seal")) return marks;
    for (const HistoryTable& table : list_history_tables(columns))
        marks[table.name] = find_last_id(sql, table.name);
    return marks;
}

std::vector<DigestedRow> digest_rows(soci::session& sql, const Engine& engine,
                                     const HistoryTable& table, long long after_id,
                                     long long last_id) {
    std::map<long long, std::string> texts;
    long long id = 0;
    std::string text;
    soci::statement rows =
        (sql.prepare << fmt::format("SELECT id, {} FROM {} WHERE id > :after AND id <= :last",
                                    row_text_sql(engine, table), table.name),
         use(after_id), use(last_id), into(id), into(text));
    rows.execute();
    while (rows.fetch())
        texts[id] = text;
    if (table.name == "drill") append_participants(sql, engine, after_id, last_id, texts);
    std::vector<DigestedRow> digested;
    for (const auto& [row_id, row_text] : texts)
        digested.push_back({row_id, sim::core::sha256_hex(row_text).substr(0, digest_digits)});
    return digested;
}

std::string calc_seal_sha256(const Seal& seal) {
    return sim::core::sha256_hex(fmt::format("{}\n{}\n{}\n{}\n{}\n", seal.previous_sha256,
                                             seal.table, seal.first_id, seal.last_id,
                                             seal.row_digests));
}

void seal_since(soci::session& sql, const Engine& engine, const HighMarks& before) {
    const auto columns = engine.list_columns(sql);
    if (!columns.contains("history_seal")) return;
    Seal seal;
    seal.previous_sha256 = find_chain_end(sql);
    for (const HistoryTable& table : list_history_tables(columns)) {
        const auto at = before.find(table.name);
        const long long high = find_last_id(sql, table.name);
        seal.table = table.name;
        for (long long low = at == before.end() ? 0 : at->second; low < high; low += largest_run)
            seal_rows(sql, digest_rows(sql, engine, table, low, std::min(high, low + largest_run)),
                      seal);
    }
}

} // namespace roster::store
