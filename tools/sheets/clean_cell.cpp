#include "tools/sheets/clean_cell.h"

#include "sim/core/text.h"
#include "tools/sheets/id_number.h"
#include "tools/sheets/read_value.h"
#include "tools/sheets/text_forms.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

namespace tools::sheets {

using sim::core::tr;
using sim::core::trf;

namespace {

// A date cell below 1910-01-01 is a number that somebody typed where dates are shown. House rule.
constexpr double first_typed_serial = 3654;

// No count of people, minutes or things in these forms comes near. House rule.
constexpr int largest_whole = 1'000'000;

constexpr std::size_t longest_name = 50;
constexpr std::size_t longest_quote = 60; // bytes of a cell that a message repeats

// A long number that a spreadsheet took for a value: beyond 15 digits the rest became zeros.
bool is_damaged_code(const Cell& cell) {
    constexpr double exact_below = 1e15;
    if (cell.kind == CellKind::number) return std::abs(cell.number) >= exact_below;
    const std::string text = strip_blanks(fold_width(cell.text));
    const std::size_t e = text.find_first_of("Ee");
    return e != text.npos && e > 0 && text.size() > e + 2 && text[e + 1] == '+' &&
           text.find_first_not_of("0123456789.") == e &&
           text.find_first_not_of("0123456789", e + 2) == text.npos;
}

std::string quote(std::string_view text) {
    const std::string_view begin = sim::core::beginning_of(text, longest_quote);
    return std::string(begin) + (begin.size() < text.size() ? "…" : "");
}

class Cleaner {
public:
    Cleaner(const Cell& cell, const CellSource& source) : cell_(cell), source_(source) {}
    CleanValue clean(ColumnKind kind);

private:
    void clean_text(std::string text);
    void clean_word();
    void clean_name();
    void clean_date();
    void clean_number(bool whole);
    void clean_phone();
    void clean_flag();
    void refuse(std::string what, std::string expected) {
        out_ = CleanValue{{}, {}, {}, {}, std::move(out_.changes), std::move(out_.problems)};
        out_.changes.clear();
        out_.problems.push_back(
            {source_.file, source_.pointer, std::move(what), std::move(expected)});
    }
    void refuse_value(const std::string& why, std::string expected) {
        refuse(trf("“{}”：{}", quote(cell_.text), why), std::move(expected));
    }
    void note_change() {
        if (out_.text != cell_.text)
            out_.changes.push_back(trf("“{}”读作“{}”", quote(cell_.text), quote(out_.text)));
    }
    bool is_not_given();

    const Cell& cell_;
    const CellSource& source_;
    std::string text_; ///< folded, ends stripped
    CleanValue out_;
};

CleanValue Cleaner::clean(ColumnKind kind) {
    if (cell_.kind == CellKind::empty) return {};
    if (shows_id_number(cell_)) {
        refuse(tr("有身份证号，本系统不存证件号"), tr("删掉证件号"));
        return out_;
    }
    if (cell_.kind == CellKind::error) {
        refuse(trf("单元格是错误值 {}", cell_.text), tr("改成一个值"));
        return out_;
    }
    if (cell_.kind == CellKind::formula) {
        refuse(tr("是公式，文件里没有存结果"), tr("在表格软件里打开、重算并保存，或改成值"));
        return out_;
    }
    text_ = strip_ends(fold_width(cell_.text));
    if (text_.empty()) return {};
    switch (kind) {
    case ColumnKind::text:
        clean_text(strip_ruby(strip_ends(cell_.text)));
        break;
    case ColumnKind::code:
        if (is_damaged_code(cell_))
            refuse_value(tr("号码变成了科学计数，后面几位已经丢了"),
                         tr("一个号码，单元格设为文本"));
        else
            clean_text(strip_ruby(text_));
        break;
    case ColumnKind::word:
        clean_word();
        break;
    case ColumnKind::name:
        clean_name();
        break;
    case ColumnKind::date:
        clean_date();
        break;
    case ColumnKind::number:
        clean_number(false);
        break;
    case ColumnKind::whole:
        clean_number(true);
        break;
    case ColumnKind::phone:
        clean_phone();
        break;
    case ColumnKind::flag:
        clean_flag();
        break;
    }
    if (out_.problems.empty()) out_.match_key = match_form(out_.text);
    return std::move(out_);
}

bool Cleaner::is_not_given() {
    constexpr std::string_view words[] = {"/",  "\\", "-",    "--",  "—",   "——",
                                          "无", "空", "暂无", "N/A", "n/a", "没有"};
    if (std::find(std::begin(words), std::end(words), text_) == std::end(words)) return false;
    out_.changes.push_back(trf("“{}”当作没有填", text_));
    return true;
}

void Cleaner::clean_text(std::string text) {
    out_.text = std::move(text);
    note_change();
}

void Cleaner::clean_word() {
    clean_text(simplify(strip_blanks(strip_ruby(text_))));
}

void Cleaner::clean_name() {
    std::u32string name;
    const std::u32string raw = to_points(strip_ruby(text_));
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const bool dot = raw[i] == U'·' || raw[i] == U'•' || raw[i] == U'・' || raw[i] == U'．' ||
                         raw[i] == U'.' || raw[i] == U'‧';
        const bool between_cjk = !name.empty() && is_cjk(name.back());
        const auto next = std::find_if_not(raw.begin() + static_cast<long>(i), raw.end(), is_blank);
        if (is_blank(raw[i])) {
            // "王 芳" is one name; "Anna Li" keeps its blank.
            if (!between_cjk || next == raw.end() || !is_cjk(*next))
                if (!name.empty() && name.back() != U' ') name += U' ';
        } else if (dot && between_cjk && i + 1 < raw.size() && is_cjk(raw[i + 1])) {
            name += U'·';
        } else {
            name += raw[i];
        }
    }
    const bool digit =
        std::any_of(name.begin(), name.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; });
    if (name.find_first_of(U"()[]【】") != name.npos)
        return refuse_value(tr("姓名里有括号"), tr("姓名一列，说明另一列"));
    if (name.find_first_of(U"、，,;；/") != name.npos)
        return refuse_value(tr("不止一个姓名"), tr("一行一个人"));
    if (digit || cell_.kind != CellKind::text) return refuse_value(tr("不是姓名"), tr("只写姓名"));
    if (name.size() > longest_name) return refuse_value(tr("姓名太长"), tr("只写姓名"));
    clean_text(to_utf8(name));
}

void Cleaner::clean_date() {
    if (is_not_given()) return;
    Reading<std::chrono::sys_days> read;
    if (cell_.kind == CellKind::date)
        read = read_date_serial(cell_.number);
    else if (cell_.kind == CellKind::number)
        read = read_date_number(cell_.number, source_.system_1904);
    else
        read = read_date_text(text_);
    if (read.value && cell_.kind == CellKind::date && cell_.number < first_typed_serial)
        read = {{}, tr("日期太早，可能是在日期格里填了一个数")};
    if (!read.value) return refuse_value(read.refused, tr("年-月-日，如 2024-03-01"));
    out_.date = read.value;
    clean_text(iso(*read.value));
}

void Cleaner::clean_number(bool whole) {
    if (is_not_given()) return;
    if (cell_.kind == CellKind::number) {
        out_.number = cell_.number;
    } else if (cell_.kind == CellKind::text) {
        const auto read = read_number_text(text_);
        if (!read.value) return refuse_value(read.refused, tr("一个数"));
        out_.number = read.value;
    } else {
        return refuse_value(tr("不是数"), tr("一个数"));
    }
    if (whole && *out_.number != std::floor(*out_.number))
        return refuse_value(tr("不是整数"), tr("一个整数"));
    if (whole && std::abs(*out_.number) > largest_whole)
        return refuse_value(tr("太大了"), trf("不超过 {} 的整数", largest_whole));
    out_.text = number_text(*out_.number);
    if (cell_.kind == CellKind::text) note_change();
}

void Cleaner::clean_phone() {
    if (is_not_given()) return;
    if (cell_.kind != CellKind::number && cell_.kind != CellKind::text)
        return refuse_value(tr("不是电话号码"), tr("一个号码"));
    // A format of zeros ("00000000000") shows what the number lost.
    const bool as_number = cell_.kind == CellKind::number && !cell_.text.starts_with('0');
    const auto read = as_number ? read_phone_number(cell_.number) : read_phone_text(text_);
    if (!read.value) return refuse_value(read.refused, tr("一个号码，单元格设为文本"));
    clean_text(*read.value);
}

void Cleaner::clean_flag() {
    constexpr std::string_view yes[] = {"是",  "有", "√",    "✓",    "✔",  "☑",  "y",
                                        "yes", "1",  "true", "合格", "对", "已", "参加"};
    constexpr std::string_view no[] = {"否", "无", "×",     "✗",      "✘",    "x",  "n",
                                       "no", "0",  "false", "不合格", "没有", "未", "未参加"};
    const std::string form = match_form(text_);
    const bool is_yes = std::find(std::begin(yes), std::end(yes), form) != std::end(yes);
    const bool is_no = std::find(std::begin(no), std::end(no), form) != std::end(no);
    if (!is_yes && !is_no) return refuse_value(tr("不是“是”或“否”"), tr("是或否"));
    out_.number = is_yes ? 1 : 0;
    out_.text.assign(1, is_yes ? '1' : '0');
}

/// Cells with something in them under no header at all: said, for nobody reads them.
void note_beyond_header(const std::string& file, const Table& table, const Row& row,
                        const std::set<int>& headed, sim::core::Problems& notes) {
    for (std::size_t column = 0; column < row.cells.size(); ++column)
        if (!headed.contains(static_cast<int>(column)) &&
            !strip_ends(row.cells[column].text).empty())
            notes.push_back({file, pointer(table, {row.number, static_cast<int>(column)}),
                             trf("“{}”上面没有表头，没有读", quote(row.cells[column].text)),
                             tr("写上表头，或移到对的列")});
}

/// Columns with something in a row of the header.
std::set<int> list_headed(const Table& table, const ColumnMap& map) {
    std::set<int> headed;
    for (const Row& row : table.rows)
        if (row.number >= map.header_first_row && row.number <= map.header_last_row)
            for (std::size_t column = 0; column < row.cells.size(); ++column)
                if (!strip_ends(row.cells[column].text).empty())
                    headed.insert(static_cast<int>(column));
    return headed;
}

} // namespace

CleanValue clean_cell(const Cell& cell, ColumnKind kind, const CellSource& source) {
    return Cleaner(cell, source).clean(kind);
}

const CleanValue& Record::at(std::string_view key) const noexcept {
    static const CleanValue absent;
    const auto found = values.find(key);
    return found == values.end() ? absent : found->second;
}

Records read_records(const std::string& file, const Table& table, std::span<const ColumnSpec> specs,
                     const ColumnMap& map) {
    Records out;
    DataRows data = find_data_rows(file, table, map);
    out.skipped = std::move(data.skipped);
    std::map<std::string, const Cell*> above;
    const std::set<int> headed = list_headed(table, map);
    for (const std::size_t index : data.rows) {
        note_beyond_header(file, table, table.rows[index], headed, out.changes);
        Record record;
        record.row = table.rows[index].number;
        for (const ColumnSpec& spec : specs) {
            const int column = map.column_of(spec.key);
            if (column < 0) continue;
            const CellSource source{file, pointer(table, {record.row, column}), table.system_1904};
            const Cell* cell = &table.at(index, column);
            const bool blank = strip_ends(cell->text).empty() && cell->kind != CellKind::formula;
            const bool repeats = spec.blank_repeats && blank && above[spec.key] != nullptr;
            if (repeats) cell = above[spec.key];
            CleanValue value = clean_cell(*cell, spec.kind, source);
            if (repeats && value.given())
                value.changes.push_back(trf("空格，同上一行“{}”", quote(value.text)));
            if (!blank) above[spec.key] = cell;
            if (spec.required && value.text.empty() && value.problems.empty())
                value.problems.push_back(
                    {file, source.pointer,
                     trf("“{}”没有填", spec.names.empty() ? spec.key : spec.names.front()),
                     tr("必须填")});
            for (const auto& change : value.changes)
                out.changes.push_back({file, source.pointer, change, ""});
            out.problems.insert(out.problems.end(), value.problems.begin(), value.problems.end());
            record.values.emplace(spec.key, std::move(value));
        }
        out.records.push_back(std::move(record));
    }
    return out;
}

} // namespace tools::sheets
