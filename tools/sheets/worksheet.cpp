#include "tools/sheets/worksheet.h"

#include "sim/core/text.h"
#include "tools/sheets/sheet_constants.h"
#include "tools/sheets/text_forms.h"
#include "tools/sheets/xml_parts.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace tools::sheets {

using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problem;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr int days_1900_to_1904 = 1462; // serial of 1904-01-01 in the 1900 system
constexpr double last_serial = 2'958'466;

struct Area {
    CellPlace first, last;
};

std::optional<double> find_number(std::string_view text) noexcept {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
        return {};
    return number;
}

std::string most_content() {
    return trf("一个文件至多 {} 格、{} MB 文字", cell_limit, text_limit_bytes >> 20);
}

class SheetReader {
public:
    SheetReader(const BookParts& book, Table& table, Problems& notes)
        : book_(book), table_(table), notes_(notes), cell_count_(book.cell_count),
          text_bytes_(book.text_bytes) {}

    // First problem that ends the reading; nothing while all is well.
    std::optional<Problem> read_frame(std::string_view xml);
    std::optional<Problem> read_row(std::string_view xml);
    void spread_merged();
    void add_notes();
    [[nodiscard]] bool is_beyond_limit() const noexcept { return beyond_limit_; }

private:
    std::optional<Problem> read_merge(pugi::xml_node merge);
    std::optional<Problem> read_cell(pugi::xml_node c, Row& row);
    void fill(pugi::xml_node c, Cell& cell);
    void fill_number(std::string_view value, const CellStyle& style, Cell& cell);
    void spread(const Area& area);
    Problem beyond(std::string pointer, std::string what, std::string expected) {
        beyond_limit_ = true;
        return {book_.file, std::move(pointer), std::move(what), std::move(expected)};
    }
    Problem broken(const std::string& where) const {
        return {book_.file, table_.name + "!" + where, tr("工作表的 XML 不完整"),
                tr("用表格软件打开后重新保存")};
    }

    const BookParts& book_;
    Table& table_;
    Problems& notes_;
    std::vector<Area> merged_;
    std::vector<bool> hidden_columns_ = std::vector<bool>(column_limit, false);
    std::size_t cell_count_;
    std::size_t text_bytes_;
    std::size_t formula_count_ = 0;
    int row_number_ = 0;
    int column_ = -1;
    bool beyond_limit_ = false;
};

std::optional<Problem> SheetReader::read_frame(std::string_view xml) {
    pugi::xml_document document;
    if (!parse_xml(xml, document)) return broken("");
    const pugi::xml_node root = find_child(document, "worksheet");
    if (!root) return broken("");
    table_.guarded = is_true(find_attribute(find_child(root, "sheetProtection"), "sheet"));
    for_each_child(find_child(root, "cols"), "col", [&](pugi::xml_node col) {
        if (!is_true(find_attribute(col, "hidden"))) return;
        const int first = std::max(1, whole_number(find_attribute(col, "min"), 1));
        const int last = std::min(column_limit, whole_number(find_attribute(col, "max"), 0));
        for (int column = first; column <= last; ++column)
            hidden_columns_[static_cast<std::size_t>(column - 1)] = true;
    });
    std::optional<Problem> problem;
    for_each_child(find_child(root, "mergeCells"), "mergeCell", [&](pugi::xml_node merge) {
        if (!problem) problem = read_merge(merge);
    });
    return problem;
}

std::optional<Problem> SheetReader::read_merge(pugi::xml_node merge) {
    const std::string_view text = find_attribute(merge, "ref");
    const std::size_t colon = text.find(':');
    const auto first = find_place(text.substr(0, colon));
    const auto last = colon == text.npos ? first : find_place(text.substr(colon + 1));
    if (!first || !last || last->row < first->row || last->column < first->column)
        return broken(std::string(text));
    if (merged_.size() == merge_limit)
        return beyond(table_.name, tr("合并单元格太多"), trf("至多 {} 处", merge_limit));
    merged_.push_back({*first, *last});
    return {};
}

std::optional<Problem> SheetReader::read_row(std::string_view xml) {
    pugi::xml_document document;
    if (!parse_xml(xml, document)) return broken(std::to_string(row_number_ + 1));
    const pugi::xml_node node = document.first_child();
    const int number = whole_number(find_attribute(node, "r"), row_number_ + 1);
    if (number <= row_number_) return broken(std::to_string(number));
    row_number_ = number;
    Row row;
    row.number = number;
    row.hidden = is_true(find_attribute(node, "hidden"));
    column_ = -1;
    std::optional<Problem> problem;
    for_each_child(node, "c", [&](pugi::xml_node c) {
        if (!problem) problem = read_cell(c, row);
    });
    if (problem) return problem;
    while (!row.cells.empty() && row.cells.back().kind == CellKind::empty && !table_.guarded)
        row.cells.pop_back();
    const bool holds = std::any_of(row.cells.begin(), row.cells.end(),
                                   [](const Cell& cell) { return cell.kind != CellKind::empty; });
    if (!holds) return {};
    if (number > row_limit)
        return beyond(pointer(table_, {number, 0}), tr("行太多"), trf("至多 {} 行", row_limit));
    cell_count_ += row.cells.size();
    for (const Cell& cell : row.cells)
        text_bytes_ += cell.text.size();
    if (cell_count_ > cell_limit || text_bytes_ > text_limit_bytes)
        return beyond(pointer(table_, {number, 0}), tr("内容太多"), most_content());
    table_.rows.push_back(std::move(row));
    return {};
}

std::optional<Problem> SheetReader::read_cell(pugi::xml_node c, Row& row) {
    const std::string_view reference = find_attribute(c, "r");
    if (reference.empty()) {
        ++column_; // some writers leave the address out
    } else {
        const auto place = find_place(reference);
        if (!place || place->row != row.number || place->column <= column_)
            return broken(std::string(reference.substr(0, 12)));
        column_ = place->column;
    }
    Cell cell;
    fill(c, cell);
    if (cell.kind == CellKind::empty && (!table_.guarded || column_ >= column_limit)) return {};
    if (column_ >= column_limit)
        return beyond(pointer(table_, {row.number, column_}), tr("列太多"),
                      trf("至多 {} 列", column_limit));
    if (count_points(cell.text) > cell_text_limit)
        return beyond(pointer(table_, {row.number, column_}), tr("一格里的文字太长"),
                      trf("至多 {} 字", cell_text_limit));
    row.cells.resize(static_cast<std::size_t>(column_));
    row.cells.push_back(std::move(cell));
    return {};
}

void SheetReader::fill(pugi::xml_node c, Cell& cell) {
    static const CellStyle plain;
    const int style_index = whole_number(find_attribute(c, "s"), 0);
    const bool known = style_index >= 0 && style_index < static_cast<int>(book_.styles.size());
    const CellStyle& style = known ? book_.styles[static_cast<std::size_t>(style_index)] : plain;
    cell.locked = table_.guarded && style.locked;
    const std::string_view type = find_attribute(c, "t");
    const bool formula = static_cast<bool>(find_child(c, "f"));
    std::string value = plain_characters(find_child(c, "v").text().get());
    if (type == "inlineStr") value = rich_text(find_child(c, "is"));
    if (formula && value.empty() && type != "str") {
        cell.kind = CellKind::formula;
        cell.from_formula = true;
        ++formula_count_;
        return;
    }
    cell.from_formula = formula && !value.empty();
    formula_count_ += cell.from_formula ? 1 : 0;
    if (value.empty()) return;
    if (type == "s") {
        const int index = whole_number(value, -1);
        if (index >= 0 && static_cast<std::size_t>(index) < book_.shared_texts.size())
            cell.text = book_.shared_texts[static_cast<std::size_t>(index)];
        cell.kind = cell.text.empty() ? CellKind::empty : CellKind::text;
    } else if (type == "b") {
        cell.kind = CellKind::boolean;
        cell.number = is_true(value) ? 1 : 0;
        cell.text = is_true(value) ? "TRUE" : "FALSE";
    } else if (type == "e") {
        cell.kind = CellKind::error;
        cell.text = value;
    } else if (type == "str" || type == "inlineStr" || type == "d") {
        cell.kind = CellKind::text; // t="d" holds ISO text, which is cleaned like any other
        cell.text = value;
    } else {
        fill_number(value, style, cell);
    }
}

void SheetReader::fill_number(std::string_view value, const CellStyle& style, Cell& cell) {
    const auto number = find_number(value);
    if (!number) {
        cell.kind = CellKind::text;
        cell.text = value;
        return;
    }
    const double serial = *number + (book_.system_1904 ? days_1900_to_1904 : 0);
    const bool dated = style.format.shows == NumberFormat::Shows::date;
    if (dated && serial >= 0 && serial < last_serial) {
        // A time of day alone keeps its own number in both systems.
        const bool time_only = *number >= 0 && *number < 1;
        const bool marks = cell.locked, formula = cell.from_formula;
        cell = date_cell(time_only ? *number : serial);
        cell.locked = marks;
        cell.from_formula = formula;
        if (!cell.text.empty()) return;
    }
    cell.kind = CellKind::number;
    cell.number = *number;
    cell.text = shown_text(*number, style.format);
}

void SheetReader::spread_merged() {
    for (const Area& area : merged_)
        spread(area);
}

void SheetReader::spread(const Area& area) {
    const auto row_at = [&](int number) {
        return std::lower_bound(table_.rows.begin(), table_.rows.end(), number,
                                [](const Row& row, int wanted) { return row.number < wanted; });
    };
    auto first = row_at(area.first.row);
    if (first == table_.rows.end() || first->number != area.first.row) return;
    if (static_cast<std::size_t>(area.first.column) >= first->cells.size()) return;
    if (area.first == area.last) return;
    Cell repeated = first->cells[static_cast<std::size_t>(area.first.column)];
    if (repeated.kind == CellKind::empty) return;
    repeated.merged_from = area.first;
    const int last_column = std::min(area.last.column, column_limit - 1);
    for (auto row = first; row != table_.rows.end() && row->number <= area.last.row; ++row) {
        const auto width = static_cast<std::size_t>(last_column) + 1;
        if (row->cells.size() < width) cell_count_ += width - row->cells.size();
        text_bytes_ +=
            repeated.text.size() * static_cast<std::size_t>(last_column + 1 - area.first.column);
        if (cell_count_ > cell_limit || text_bytes_ > text_limit_bytes) {
            beyond_limit_ = true;
            return;
        }
        if (row->cells.size() < width) row->cells.resize(width);
        for (int column = area.first.column; column <= last_column; ++column)
            if (CellPlace{row->number, column} != area.first)
                row->cells[static_cast<std::size_t>(column)] = repeated;
    }
}

void SheetReader::add_notes() {
    if (formula_count_ > 0)
        notes_.push_back({book_.file, table_.name,
                          trf("有 {} 个公式，只取存着的结果，不计算", formula_count_), ""});
    std::size_t hidden_rows = 0;
    std::size_t width = 0;
    for (const Row& row : table_.rows) {
        hidden_rows += row.hidden ? 1 : 0;
        width = std::max(width, row.cells.size());
    }
    for (std::size_t column = 0; column < std::min(width, hidden_columns_.size()); ++column)
        if (hidden_columns_[column]) table_.hidden_columns.insert(static_cast<int>(column));
    if (hidden_rows > 0)
        notes_.push_back(
            {book_.file, table_.name, trf("有 {} 行是隐藏的，照样读入", hidden_rows), ""});
    if (!table_.hidden_columns.empty())
        notes_.push_back({book_.file, table_.name,
                          trf("有 {} 列是隐藏的，照样读入", table_.hidden_columns.size()), ""});
}

} // namespace

Result<Table> read_worksheet(std::string name, std::string_view xml, const BookParts& book,
                             Problems& notes) {
    Table table;
    table.name = std::move(name);
    table.system_1904 = book.system_1904;
    const auto cut = cut_elements(xml, "row");
    if (!cut)
        return make_error(Errc::bad_input, {book.file, table.name, tr("工作表的 XML 不完整"),
                                            tr("用表格软件打开后重新保存")});
    SheetReader reader(book, table, notes);
    auto problem = reader.read_frame(cut->frame);
    for (std::size_t i = 0; i < cut->pieces.size() && !problem; ++i)
        problem = reader.read_row(cut->pieces[i]);
    if (!problem) {
        reader.spread_merged();
        if (reader.is_beyond_limit())
            problem = Problem{book.file, table.name, tr("内容太多"), most_content()};
    }
    if (problem)
        return make_error(reader.is_beyond_limit() ? Errc::too_large : Errc::bad_input, *problem);
    trim(table);
    reader.add_notes();
    return table;
}

} // namespace tools::sheets
