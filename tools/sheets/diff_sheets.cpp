#include "tools/sheets/diff_sheets.h"

#include "sim/core/text.h"
#include "tools/sheets/read_value.h"
#include "tools/sheets/text_forms.h"

#include <algorithm>
#include <set>

namespace tools::sheets {

using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr const char* key_field = "@key"; // no column's title, since it is never a header's form

std::string field_of(std::size_t column) {
    std::string field(1, '@');
    return field += std::to_string(column);
}

std::vector<ColumnSpec> specs_of(std::span<const WriteColumn> columns) {
    std::vector<ColumnSpec> specs;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        ColumnSpec spec;
        spec.key = field_of(i);
        // With its group first: two groups may hold a column of the same title.
        if (!columns[i].group.empty())
            spec.names.push_back(columns[i].group + "/" + columns[i].title);
        const auto same = std::count_if(columns.begin(), columns.end(), [&](const WriteColumn& c) {
            return c.title == columns[i].title;
        });
        if (same == 1 || columns[i].group.empty()) spec.names.push_back(columns[i].title);
        spec.required = true;
        specs.push_back(std::move(spec));
    }
    ColumnSpec key;
    key.key = key_field;
    key.names = {key_column_title};
    key.required = true;
    specs.push_back(std::move(key));
    return specs;
}

struct Side {
    const Table* table = nullptr;
    ColumnMap map;
    std::vector<std::size_t> rows;
    Problems skipped;
};

Result<Side> read_side(const std::string& file, const Table& table,
                       std::span<const ColumnSpec> specs) {
    auto map = map_columns(file, table, specs);
    if (!map) return tl::make_unexpected(map.error());
    Side side{&table, std::move(*map), {}, {}};
    DataRows data = find_data_rows(file, table, side.map);
    side.rows = std::move(data.rows);
    side.skipped = std::move(data.skipped);
    return side;
}

// A cell as it is compared and shown.
std::string value_of(const Cell& cell, WriteColumn::Kind kind) {
    const std::string text = strip_ends(cell.text);
    if (kind != WriteColumn::Kind::date || text.empty()) return text;
    Reading<std::chrono::sys_days> read;
    if (cell.kind == CellKind::date)
        read = read_date_serial(cell.number);
    else if (cell.kind == CellKind::text)
        read = read_date_text(strip_ends(fold_width(cell.text)));
    return read.value ? iso(*read.value) : text;
}

class Differ {
public:
    Differ(const std::string& file, std::span<const WriteColumn> columns, const Side& before,
           const Side& after)
        : file_(file), columns_(columns), before_(before), after_(after) {}
    Result<SheetDiff> diff();

private:
    std::string key_at(const Side& side, std::size_t row) const {
        return strip_ends(side.table->at(row, side.map.column_of(key_field)).text);
    }
    void compare(std::size_t before_row, std::size_t after_row);
    void add(std::size_t after_row);
    std::string value_at(const Side& side, std::size_t row, std::size_t column) const {
        return value_of(side.table->at(row, place(side, column)), columns_[column].kind);
    }
    static int place(const Side& side, std::size_t column) {
        return side.map.column_of(field_of(column));
    }

    const std::string& file_;
    std::span<const WriteColumn> columns_;
    const Side& before_;
    const Side& after_;
    SheetDiff out_;
};

void Differ::compare(std::size_t before_row, std::size_t after_row) {
    RowChange change{RowChange::Kind::changed,
                     key_at(after_, after_row),
                     after_.table->rows[after_row].number,
                     {}};
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        std::string was = value_at(before_, before_row, c);
        std::string is = value_at(after_, after_row, c);
        if (was == is) continue;
        if (columns_[c].locked) change.kind = RowChange::Kind::locked_changed;
        change.cells.push_back({columns_[c].title,
                                {change.row, place(after_, c)},
                                std::move(was),
                                std::move(is),
                                columns_[c].locked});
    }
    if (!change.cells.empty()) out_.rows.push_back(std::move(change));
}

void Differ::add(std::size_t after_row) {
    RowChange change{RowChange::Kind::added, "", after_.table->rows[after_row].number, {}};
    for (std::size_t c = 0; c < columns_.size(); ++c)
        if (std::string is = value_at(after_, after_row, c); !is.empty())
            change.cells.push_back(
                {columns_[c].title, {change.row, place(after_, c)}, "", std::move(is), false});
    if (!change.cells.empty()) out_.rows.push_back(std::move(change));
}

Result<SheetDiff> Differ::diff() {
    std::map<std::string, std::size_t> exported;
    for (const std::size_t row : before_.rows)
        exported.emplace(key_at(before_, row), row);
    exported.erase("");
    std::map<std::string, std::size_t> seen;
    Problems problems;
    for (const std::size_t row : after_.rows) {
        const std::string key = key_at(after_, row);
        const int number = after_.table->rows[row].number;
        const std::string where = pointer(*after_.table, {number, after_.map.column_of(key_field)});
        if (key.empty()) {
            add(row);
        } else if (const auto was = exported.find(key); was == exported.end()) {
            problems.push_back(
                {file_, where, trf("记录号“{}”不是这张表导出的", key), tr("新增的行不写记录号")});
        } else if (const auto [first, fresh] = seen.emplace(key, row); !fresh) {
            problems.push_back({file_, where,
                                trf("与第 {} 行的记录号相同，可能是复制的行",
                                    after_.table->rows[first->second].number),
                                tr("新增的行不写记录号")});
        } else {
            compare(was->second, row);
        }
    }
    if (!problems.empty()) return make_error(std::move(problems));
    for (const std::size_t row : before_.rows) {
        const std::string key = key_at(before_, row);
        if (!key.empty() && !seen.contains(key))
            out_.rows.push_back(
                {RowChange::Kind::removed, key, before_.table->rows[row].number, {}});
    }
    out_.notes = after_.map.notes;
    out_.notes.insert(out_.notes.end(), after_.skipped.begin(), after_.skipped.end());
    return std::move(out_);
}

} // namespace

Result<SheetDiff> diff_sheets(const std::string& file, const Table& exported, const Table& edited,
                              std::span<const WriteColumn> columns) {
    const std::vector<ColumnSpec> specs = specs_of(columns);
    const auto before = read_side(file, exported, specs);
    if (!before) return tl::make_unexpected(before.error());
    const auto after = read_side(file, edited, specs);
    if (!after) return tl::make_unexpected(after.error());
    return Differ(file, columns, *before, *after).diff();
}

} // namespace tools::sheets
