#include "tools/sheets/injection.h"
#include "tools/sheets/write_sheets.h"

#include <algorithm>

namespace tools::sheets {

namespace {

std::string field(const Cell& cell) {
    const bool harmless = cell.kind == CellKind::number || cell.kind == CellKind::date ||
                          cell.kind == CellKind::boolean;
    const std::string text = harmless ? cell.text : guard_formula(cell.text);
    // Every separator that a reader might guess is quoted, not only ours.
    const bool quoted = text.find_first_of(",;\t\r\n\"") != text.npos ||
                        text.find("，") != text.npos || text.find("；") != text.npos ||
                        text.starts_with("sep=");
    if (!quoted) return text;
    std::string inside(1, '"');
    for (const char c : text) {
        if (c == '"') inside += c;
        inside += c;
    }
    inside += '"';
    return inside;
}

void append_row(const std::vector<Cell>& cells, const std::string* key, std::string& csv) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) csv += ',';
        csv += field(cells[i]);
    }
    if (key != nullptr) {
        if (!cells.empty()) csv += ',';
        csv += field(text_cell(*key));
    }
    csv += "\r\n";
}

} // namespace

std::string write_csv(const WriteSheet& sheet) {
    std::string csv = "\xEF\xBB\xBF";
    const bool keyed = !sheet.keys.empty();
    if (!sheet.columns.empty()) {
        std::vector<Cell> header;
        for (const WriteColumn& column : sheet.columns) {
            const auto same = std::count_if(
                sheet.columns.begin(), sheet.columns.end(),
                [&](const WriteColumn& other) { return other.title == column.title; });
            // One header row only: the group is written where the title alone is not enough.
            header.push_back(
                text_cell(same > 1 ? column.group + "/" + column.title : column.title));
        }
        const std::string key_title = key_column_title;
        append_row(header, keyed ? &key_title : nullptr, csv);
    }
    for (std::size_t i = 0; i < sheet.rows.size(); ++i) {
        std::vector<Cell> cells = sheet.rows[i];
        if (cells.size() < sheet.columns.size()) cells.resize(sheet.columns.size());
        append_row(cells, i < sheet.keys.size() ? &sheet.keys[i] : nullptr, csv);
    }
    return csv;
}

WriteSheet plain_sheet(const Table& table) {
    WriteSheet sheet;
    sheet.name.assign(1, '1');
    for (const Row& row : table.rows) {
        while (static_cast<int>(sheet.rows.size()) + 1 < row.number)
            sheet.rows.emplace_back();
        sheet.rows.push_back(row.cells);
    }
    return sheet;
}

} // namespace tools::sheets
