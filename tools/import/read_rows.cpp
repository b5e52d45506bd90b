#include "tools/import/read_rows.h"

#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/sheets/read_xlsx.h"
#include "tools/sheets/sheet_constants.h"
#include <algorithm>
#include <fmt/format.h>

namespace tools::import {

using sim::core::Problem;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

std::string SheetRow::pointer(std::string_view key) const {
    const int column = columns ? columns->column_of(key) : -1;
    return column < 0 ? fmt::format("{}!{}", sheet, row)
                      : sheet + "!" + sheets::address({row, column});
}

Problem SheetRow::problem(std::string_view key, std::string what, std::string expected) const {
    return {file, pointer(key), std::move(what), std::move(expected)};
}

namespace {

constexpr std::uintmax_t mapping_limit_bytes = 1 << 20;

/// Row that a problem of a cell names: "名单!C7" is 7; 0 for none.
int row_of(const Problem& problem) {
    const std::size_t mark = problem.pointer.rfind('!');
    if (mark == std::string::npos) return 0;
    const auto place = sheets::find_place(std::string_view(problem.pointer).substr(mark + 1));
    return place ? place->row : 0;
}

void append(Problems& to, Problems&& from) {
    std::ranges::move(from, std::back_inserter(to));
}

void add_table(SheetRows& out, const sheets::Table& table, sheets::ColumnMap&& map,
               std::span<const sheets::ColumnSpec> specs) {
    auto records = sheets::read_records(out.file, table, specs, map);
    std::map<int, Problems> problems;
    for (Problem& one : records.problems)
        problems[row_of(one)].push_back(std::move(one));
    append(out.notes, std::move(map.notes));
    append(out.notes, std::move(records.skipped));
    append(out.changes, std::move(records.changes));
    const auto shared = std::make_shared<const sheets::ColumnMap>(std::move(map));
    const int count = table.rows.back().number - shared->header_last_row;
    out.row_count += count;
    out.blank_count += count - static_cast<int>(records.records.size());
    for (sheets::Record& record : records.records) {
        const int row = record.row;
        out.rows.push_back(
            {out.file, table.name, row, std::move(record), std::move(problems[row]), shared});
    }
}

Result<SheetRows> take_book(const sheets::Workbook& book, SheetRows out,
                            const sheets::Mapping& mapping) {
    const auto& specs = columns_of(out.kind);
    std::optional<sim::core::Error> first;
    out.notes = book.notes;
    for (const sheets::Table& table : book.tables) {
        if (table.hidden || table.rows.empty()) continue;
        auto map = sheets::map_columns(out.file, table, specs, mapping);
        if (map) {
            add_table(out, table, std::move(*map), specs);
            continue;
        }
        if (!first) first = map.error();
        out.notes.push_back(
            {out.file, table.name, tr("这一张没有读"), map.error().problems.front().what});
    }
    if (out.row_count > 0 || !first) return out;
    return tl::unexpected(*first);
}

} // namespace

Result<SheetRows> read_row_bytes(const std::string& file, std::string_view bytes, SheetKind kind,
                                 const sheets::Mapping& mapping) {
    const auto book = sheets::read_sheet_bytes(file, bytes);
    if (!book) return tl::unexpected(book.error());
    SheetRows out;
    out.kind = kind;
    out.file = file;
    out.file_sha256 = sim::core::sha256_hex(bytes);
    out.mapping_json = "{}";
    return take_book(*book, std::move(out), mapping);
}

Result<SheetRows> read_rows(const std::filesystem::path& path, SheetKind kind,
                            const std::filesystem::path& mapping_file) {
    sheets::Mapping mapping;
    std::string mapping_text = "{}";
    if (!mapping_file.empty()) {
        auto text = sim::core::read_file(mapping_file, mapping_limit_bytes);
        if (!text) return tl::unexpected(text.error());
        auto parsed = sheets::parse_mapping(mapping_file.string(), *text, columns_of(kind));
        if (!parsed) return tl::unexpected(parsed.error());
        mapping = std::move(*parsed);
        mapping_text = std::move(*text);
    }
    const auto bytes = sim::core::read_file(path, sheets::file_limit_bytes);
    if (!bytes) return tl::unexpected(bytes.error());
    auto rows = read_row_bytes(path.string(), *bytes, kind, mapping);
    if (rows) rows->mapping_json = mapping_text;
    return rows;
}

} // namespace tools::import
