#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/sheets/sheet_constants.h"
#include "tools/sheets/text_forms.h"
#include "tools/sheets/write_sheets.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <unistd.h>
#include <xlsxwriter.h>

namespace tools::sheets {

using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::size_t sheet_name_limit = 31; // Excel's own
constexpr std::size_t list_limit = 255;      // characters of a drop-down list written in place
constexpr int narrowest = 6, widest = 40;    // columns, in Latin characters
constexpr double title_pt = 16, body_pt = 11;
constexpr std::uint8_t paper_a4 = 9;
constexpr time_t written_at_s = 946'684'800; // 2000-01-01: the same sheets give the same bytes

struct TemporaryFile {
    std::string path;
    TemporaryFile() {
        std::error_code ignored;
        path = (std::filesystem::temp_directory_path(ignored) / "yanlian-XXXXXX").string();
        const int descriptor = mkstemp(path.data());
        if (descriptor < 0)
            path.clear();
        else
            close(descriptor);
    }
    ~TemporaryFile() {
        std::error_code ignored;
        if (!path.empty()) std::filesystem::remove(path, ignored);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
};

Problems check(std::span<const WriteSheet> sheets) {
    Problems problems;
    std::set<std::string> names;
    const auto report = [&](const WriteSheet& sheet, std::string what, std::string expected) {
        problems.push_back({"", sheet.name, std::move(what), std::move(expected)});
    };
    if (sheets.empty()) problems.push_back({"", "", tr("没有工作表"), tr("至少一张工作表")});
    for (const WriteSheet& sheet : sheets) {
        const bool bad_name = sheet.name.empty() || count_points(sheet.name) > sheet_name_limit ||
                              sheet.name.find_first_of("[]:*?/\\") != sheet.name.npos ||
                              sheet.name.starts_with('\'') || sheet.name.ends_with('\'');
        if (bad_name) report(sheet, tr("工作表的名字不能用"), tr("1–31 个字，不含 []:*?/\\"));
        if (!names.insert(match_form(sheet.name)).second)
            report(sheet, tr("有两张同名的工作表"), tr("各不相同"));
        std::size_t width = sheet.columns.size() + (sheet.keys.empty() ? 0 : 1);
        for (const auto& row : sheet.rows) {
            width = std::max(width, row.size());
            for (const Cell& cell : row)
                if (count_points(cell.text) > cell_text_limit)
                    report(sheet, tr("一格里的文字太长"), trf("至多 {} 字", cell_text_limit));
        }
        if (width > static_cast<std::size_t>(column_limit))
            report(sheet, tr("列太多"), trf("至多 {} 列", column_limit));
        if (sheet.rows.size() > static_cast<std::size_t>(row_limit))
            report(sheet, tr("行太多"), trf("至多 {} 行", row_limit));
        if (!sheet.keys.empty() && sheet.keys.size() != sheet.rows.size())
            report(sheet, tr("记录号与行数不同"), tr("每行一个"));
    }
    return problems;
}

// The number format under which reading gives the cell's text again.
std::string format_code(const Cell& cell) {
    if (cell.kind == CellKind::date)
        return cell.number < 1                         ? "hh:mm:ss"
               : cell.text.find(' ') != cell.text.npos ? "yyyy-mm-dd hh:mm:ss"
                                                       : "yyyy-mm-dd";
    if (cell.kind != CellKind::number) return {};
    if (cell.text.ends_with('%')) {
        const std::size_t point = cell.text.find('.');
        const std::size_t places = point == cell.text.npos ? 0 : cell.text.size() - point - 2;
        return places == 0 ? "0%" : "0." + std::string(places, '0') + "%";
    }
    const bool padded = cell.text.size() > 1 && cell.text[0] == '0' &&
                        cell.text.find_first_not_of("0123456789") == cell.text.npos;
    return padded ? std::string(cell.text.size(), '0') : std::string();
}

std::string format_code(WriteColumn::Kind kind) {
    return kind == WriteColumn::Kind::date   ? "yyyy-mm-dd"
           : kind == WriteColumn::Kind::text ? "@"
                                             : "";
}

// ST_Xstring: a literal "_x000D_" must not be read as the character it names.
std::string escape(const std::string& text) {
    constexpr std::size_t length = 7; // _xHHHH_
    std::string escaped;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool names_a_character =
            at + length <= text.size() && text[at] == '_' && text[at + 1] == 'x' &&
            text[at + length - 1] == '_' &&
            text.find_first_not_of("0123456789abcdefABCDEF", at + 2) == at + length - 1;
        if (names_a_character)
            escaped += "_x005F_";
        else
            escaped += text[at];
    }
    return escaped;
}

class BookWriter {
public:
    explicit BookWriter(lxw_workbook* book) : book_(book) {}
    bool write(const WriteSheet& sheet);
    bool write_choices();

private:
    enum class Role { title, subtitle, header, cell };
    lxw_format* format(Role role, const std::string& code, bool locked);
    void write_head(const WriteSheet& sheet);
    void write_groups(const WriteSheet& sheet, lxw_row_t row);
    void write_rows(const WriteSheet& sheet);
    void write_cell(lxw_row_t row, lxw_col_t column, const Cell& cell, const WriteColumn* spec);
    void set_widths(const WriteSheet& sheet);
    void set_choices(const WriteSheet& sheet);
    void set_print(const WriteSheet& sheet);
    void merge(lxw_row_t row, lxw_col_t first, lxw_row_t last_row, lxw_col_t last,
               const std::string& text, lxw_format* style);

    lxw_workbook* book_;
    lxw_worksheet* page_ = nullptr;
    lxw_row_t first_row_ = 0; ///< of the data
    bool fine_ = true;
    std::map<std::string, lxw_format*> formats_;
    std::vector<std::vector<std::string>> long_choices_;
};

lxw_format* BookWriter::format(Role role, const std::string& code, bool locked) {
    lxw_format*& made =
        formats_[std::to_string(static_cast<int>(role)) + (locked ? "L" : "U") + code];
    if (made != nullptr) return made;
    made = workbook_add_format(book_);
    const bool head = role == Role::title || role == Role::header;
    format_set_font_name(made, head ? "黑体" : "宋体");
    format_set_font_size(made, role == Role::title ? title_pt : body_pt);
    format_set_align(made, LXW_ALIGN_VERTICAL_CENTER);
    if (head) format_set_align(made, LXW_ALIGN_CENTER);
    if (role == Role::header || role == Role::cell) {
        format_set_border(made, LXW_BORDER_THIN);
        format_set_text_wrap(made);
    }
    if (role == Role::header) format_set_bg_color(made, 0xE7E6E6);
    if (!code.empty()) format_set_num_format(made, code.c_str());
    if (!locked) format_set_unlocked(made);
    return made;
}

void BookWriter::merge(lxw_row_t row, lxw_col_t first, lxw_row_t last_row, lxw_col_t last,
                       const std::string& text, lxw_format* style) {
    const lxw_error error =
        row == last_row && first == last
            ? worksheet_write_string(page_, row, first, text.c_str(), style)
            : worksheet_merge_range(page_, row, first, last_row, last, text.c_str(), style);
    fine_ = fine_ && error == LXW_NO_ERROR;
}

void BookWriter::write_head(const WriteSheet& sheet) {
    if (sheet.columns.empty()) return;
    const auto last = static_cast<lxw_col_t>(sheet.columns.size() - 1);
    if (!sheet.title.empty()) {
        merge(first_row_, 0, first_row_, last, sheet.title, format(Role::title, "", true));
        ++first_row_;
    }
    if (!sheet.subtitle.empty()) {
        merge(first_row_, 0, first_row_, last, sheet.subtitle, format(Role::subtitle, "", true));
        ++first_row_;
    }
    const bool grouped = std::any_of(sheet.columns.begin(), sheet.columns.end(),
                                     [](const WriteColumn& c) { return !c.group.empty(); });
    if (grouped) write_groups(sheet, first_row_++);
    lxw_format* style = format(Role::header, "", true);
    for (lxw_col_t c = 0; c <= last; ++c)
        if (!grouped || !sheet.columns[c].group.empty())
            merge(first_row_, c, first_row_, c, sheet.columns[c].title, style);
    if (!sheet.keys.empty())
        merge(first_row_, static_cast<lxw_col_t>(last + 1), first_row_,
              static_cast<lxw_col_t>(last + 1), key_column_title, style);
    ++first_row_;
}

void BookWriter::write_groups(const WriteSheet& sheet, lxw_row_t row) {
    lxw_format* style = format(Role::header, "", true);
    for (std::size_t from = 0; from < sheet.columns.size();) {
        const std::string& group = sheet.columns[from].group;
        std::size_t to = from;
        while (!group.empty() && to + 1 < sheet.columns.size() &&
               sheet.columns[to + 1].group == group)
            ++to;
        const auto first = static_cast<lxw_col_t>(from), last = static_cast<lxw_col_t>(to);
        if (group.empty())
            merge(row, first, row + 1, last, sheet.columns[from].title, style);
        else
            merge(row, first, row, last, group, style);
        from = to + 1;
    }
}

void BookWriter::write_cell(lxw_row_t row, lxw_col_t column, const Cell& cell,
                            const WriteColumn* spec) {
    std::string code = format_code(cell);
    if (spec != nullptr && code.empty() && cell.kind != CellKind::number)
        code = format_code(spec->kind);
    lxw_format* style = spec == nullptr && code.empty()
                            ? nullptr
                            : format(Role::cell, code, spec == nullptr || spec->locked);
    lxw_error error = LXW_NO_ERROR;
    if (cell.kind == CellKind::number || cell.kind == CellKind::date)
        error = worksheet_write_number(page_, row, column, cell.number, style);
    else if (cell.kind == CellKind::boolean)
        error = worksheet_write_boolean(page_, row, column, cell.number != 0, style);
    else if (!cell.text.empty())
        error = worksheet_write_string(page_, row, column, escape(cell.text).c_str(), style);
    else if (style != nullptr)
        error = worksheet_write_blank(page_, row, column, style);
    fine_ = fine_ && error == LXW_NO_ERROR;
}

void BookWriter::write_rows(const WriteSheet& sheet) {
    const std::size_t count =
        sheet.rows.size() +
        (sheet.columns.empty() ? 0 : static_cast<std::size_t>(std::max(0, sheet.spare_rows)));
    for (std::size_t i = 0; i < count; ++i) {
        const auto row = first_row_ + static_cast<lxw_row_t>(i);
        const bool spare = i >= sheet.rows.size();
        const std::size_t width = std::max(spare ? 0 : sheet.rows[i].size(), sheet.columns.size());
        for (std::size_t c = 0; c < width; ++c) {
            const bool given = !spare && c < sheet.rows[i].size();
            WriteColumn open;
            const WriteColumn* spec = nullptr;
            if (c < sheet.columns.size()) {
                open.kind = sheet.columns[c].kind;
                open.locked = sheet.columns[c].locked && !spare; // a new row is written whole
                spec = &open;
            }
            write_cell(row, static_cast<lxw_col_t>(c), given ? sheet.rows[i][c] : Cell{}, spec);
        }
        if (!sheet.keys.empty()) {
            lxw_format* style = format(Role::cell, "@", true);
            const auto column = static_cast<lxw_col_t>(sheet.columns.size());
            if (!spare)
                worksheet_write_string(page_, row, column, escape(sheet.keys[i]).c_str(), style);
        }
    }
}

void BookWriter::set_widths(const WriteSheet& sheet) {
    constexpr std::size_t rows_looked_at = 500;
    for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
        int width = sim::core::display_width(sheet.columns[c].title);
        for (std::size_t i = 0; i < std::min(sheet.rows.size(), rows_looked_at); ++i)
            if (c < sheet.rows[i].size())
                width = std::max(width, sim::core::display_width(sheet.rows[i][c].text));
        width = sheet.columns[c].width > 0 ? sheet.columns[c].width
                                           : std::clamp(width + 2, narrowest, widest);
        const auto column = static_cast<lxw_col_t>(c);
        worksheet_set_column(page_, column, column, width, nullptr);
    }
    if (!sheet.keys.empty() && !sheet.columns.empty()) {
        lxw_row_col_options hidden{};
        hidden.hidden = LXW_TRUE;
        const auto column = static_cast<lxw_col_t>(sheet.columns.size());
        worksheet_set_column_opt(page_, column, column, narrowest, nullptr, &hidden);
    }
}

void BookWriter::set_choices(const WriteSheet& sheet) {
    const auto count = static_cast<lxw_row_t>(sheet.rows.size()) +
                       static_cast<lxw_row_t>(std::max(0, sheet.spare_rows));
    for (std::size_t c = 0; c < sheet.columns.size() && count > 0; ++c) {
        const auto& choices = sheet.columns[c].choices;
        if (choices.empty()) continue;
        std::size_t length = choices.size();
        bool comma = false;
        std::vector<char*> list; // the library does not write there
        for (const auto& choice : choices) {
            length += count_points(choice);
            comma = comma || choice.find(',') != choice.npos;
            list.push_back(const_cast<char*>(choice.c_str()));
        }
        list.push_back(nullptr);
        lxw_data_validation rule{};
        rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING; // what is really so can be written
        rule.dropdown = LXW_VALIDATION_ON;
        std::string area;
        if (length <= list_limit && !comma) {
            rule.validate = LXW_VALIDATION_TYPE_LIST;
            rule.value_list = list.data();
        } else {
            long_choices_.push_back(choices);
            const CellPlace last{static_cast<int>(choices.size()),
                                 static_cast<int>(long_choices_.size()) - 1};
            const std::string end = address(last);
            const std::string letters = end.substr(0, end.find_first_of("0123456789"));
            area = "=_choices!$" + letters + "$1:$" + letters + "$" + std::to_string(last.row);
            rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
            rule.value_formula = area.data();
        }
        const auto column = static_cast<lxw_col_t>(c);
        const lxw_error error = worksheet_data_validation_range(
            page_, first_row_, column, first_row_ + count - 1, column, &rule);
        fine_ = fine_ && error == LXW_NO_ERROR;
    }
}

void BookWriter::set_print(const WriteSheet& sheet) {
    worksheet_set_paper(page_, paper_a4);
    if (sheet.portrait)
        worksheet_set_portrait(page_);
    else
        worksheet_set_landscape(page_);
    worksheet_fit_to_pages(page_, 1, 0);
    worksheet_center_horizontally(page_);
    worksheet_set_footer(page_, "&C&P / &N");
    if (sheet.columns.empty()) return;
    worksheet_freeze_panes(page_, first_row_, 0);
    worksheet_repeat_rows(page_, 0, first_row_ - 1);
    const auto rows = static_cast<lxw_row_t>(sheet.rows.size()) +
                      static_cast<lxw_row_t>(std::max(0, sheet.spare_rows));
    worksheet_print_area(page_, 0, 0, first_row_ + rows - (rows > 0 ? 1 : 0),
                         static_cast<lxw_col_t>(sheet.columns.size() - 1));
}

bool BookWriter::write(const WriteSheet& sheet) {
    page_ = workbook_add_worksheet(book_, sheet.name.c_str());
    if (page_ == nullptr) return false;
    first_row_ = 0;
    write_head(sheet);
    set_widths(sheet);
    write_rows(sheet);
    set_choices(sheet);
    set_print(sheet);
    if (sheet.guarded) {
        lxw_protection allowed{};
        allowed.format_columns = allowed.format_rows = LXW_TRUE;
        allowed.insert_rows = allowed.sort = allowed.autofilter = LXW_TRUE;
        worksheet_protect(page_, nullptr, &allowed);
    }
    return fine_;
}

bool BookWriter::write_choices() {
    if (long_choices_.empty()) return true;
    page_ = workbook_add_worksheet(book_, "_choices");
    if (page_ == nullptr) return false;
    for (std::size_t c = 0; c < long_choices_.size(); ++c)
        for (std::size_t r = 0; r < long_choices_[c].size(); ++r)
            write_cell(static_cast<lxw_row_t>(r), static_cast<lxw_col_t>(c),
                       text_cell(long_choices_[c][r]), nullptr);
    worksheet_hide(page_);
    return fine_;
}

} // namespace

Result<std::string> write_xlsx(std::span<const WriteSheet> sheets) {
    Problems problems = check(sheets);
    if (!problems.empty()) return make_error(std::move(problems));
    const TemporaryFile file;
    const auto failed = [] {
        return make_error(Errc::io,
                          {"", "", tr("写不成 .xlsx 文件"), tr("临时文件夹可写，磁盘有空")});
    };
    if (file.path.empty()) return failed();
    lxw_workbook* book = workbook_new(file.path.c_str());
    if (book == nullptr) return failed();
    lxw_doc_properties properties{};
    properties.created = written_at_s;
    workbook_set_properties(book, &properties);
    BookWriter writer(book);
    bool fine = true;
    for (const WriteSheet& sheet : sheets)
        fine = fine && writer.write(sheet);
    fine = fine && writer.write_choices();
    const lxw_error closed = workbook_close(book); // frees the book in every case
    if (!fine || closed != LXW_NO_ERROR) return failed();
    return sim::core::read_file(file.path, unpacked_limit_bytes);
}

} // namespace tools::sheets
