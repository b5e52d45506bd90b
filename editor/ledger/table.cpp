#include "editor/ledger/table.h"

#include "tools/sheets/write_sheets.h"
#include <algorithm>
#include <charconv>
#include <sstream>

namespace editor::ledger {

namespace {

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return text;
}

std::vector<std::string> words_of(const std::string& filter) {
    std::istringstream in(lower(filter));
    std::vector<std::string> words;
    for (std::string word; in >> word;)
        words.push_back(std::move(word));
    return words;
}

bool holds_all(const Row& row, const std::vector<std::string>& words) {
    return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
        return std::any_of(row.cells.begin(), row.cells.end(), [&](const std::string& cell) {
            return lower(cell).find(word) != std::string::npos;
        });
    });
}

std::optional<double> number_in(const std::string& cell) {
    double value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error != std::errc() || end != cell.data() + cell.size()) return std::nullopt;
    return value;
}

/// Empty cells last whichever way: what is not known is not the least.
int compare(const std::string& a, const std::string& b) {
    const auto x = number_in(a), y = number_in(b);
    if (x && y) return *x < *y ? -1 : *x > *y ? 1 : 0;
    return a.compare(b);
}

} // namespace

std::vector<std::size_t> rows_shown(const Table& table, const Look& look) {
    const std::vector<std::string> words = words_of(look.filter);
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        if (holds_all(table.rows[i], words)) rows.push_back(i);
    if (!look.sort || *look.sort >= table.columns.size()) return rows;
    const auto cell = [&](std::size_t row) -> const std::string& {
        return table.rows[row].cells[*look.sort];
    };
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
        if (cell(a).empty() != cell(b).empty()) return cell(b).empty();
        const int order = compare(cell(a), cell(b));
        return look.descending ? order > 0 : order < 0;
    });
    return rows;
}

std::string to_csv(const Table& table, const std::vector<std::size_t>& rows) {
    tools::sheets::WriteSheet sheet;
    for (const std::string& column : table.columns)
        sheet.columns.push_back({column});
    for (const std::size_t row : rows) {
        std::vector<tools::sheets::Cell> cells;
        for (const std::string& text : table.rows[row].cells) {
            tools::sheets::Cell cell;
            cell.kind =
                text.empty() ? tools::sheets::CellKind::empty : tools::sheets::CellKind::text;
            cell.text = text;
            cells.push_back(std::move(cell));
        }
        sheet.rows.push_back(std::move(cells));
    }
    return tools::sheets::write_csv(sheet);
}

} // namespace editor::ledger
