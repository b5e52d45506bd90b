#include "tools/sheets/book_writer.h"

#include "sim/core/text.h"
#include "tools/sheets/row_height.h"
#include "tools/sheets/text_forms.h"
#include <algorithm>
#include <fmt/format.h>

namespace tools::sheets {

using sim::core::tr;

namespace {

constexpr std::size_t list_limit = 255;      // characters of a drop-down list written in place
constexpr double narrowest = 6, widest = 40; // columns, in Latin characters
constexpr double unbroken_widest = 21;       // of a date with a time; longer words are broken
constexpr double widest_label = 26;
constexpr double title_ratio = 1.45; // 16 pt above 11 pt
constexpr double foot_pt = 9, signature_pt = 32;
constexpr std::size_t footer_limit_bytes = 180; // 255 characters with the codes around it
constexpr std::uint8_t paper_a4 = 9;
constexpr double side_inch = 0.5; // what an office printer can do, and a hand can hold

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

/// Of the longest run of Latin characters without a place to break.
std::string_view longest_word(std::string_view text) {
    std::string_view longest;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && text[end] > ' ' && text[end] <= '~')
            ++end;
        if (end - at > longest.size()) longest = text.substr(at, end - at);
        at = end + 1;
    }
    return longest;
}

} // namespace

lxw_format* BookWriter::format(Role role, const std::string& code, bool locked,
                               WriteColumn::Align align) {
    using enum WriteColumn::Align;
    const bool head = role == Role::title || role == Role::header || role == Role::label;
    if (align == usual && head) align = center;
    lxw_format*& made = formats_[fmt::format("{} {} {} {} {}", static_cast<int>(role), locked,
                                             static_cast<int>(align), body_pt_, code)];
    if (made != nullptr) return made;
    made = workbook_add_format(book_);
    format_set_font_name(made, head || role == Role::strong_cell ? "黑体" : "宋体");
    if (role == Role::strong_cell) format_set_bold(made);
    format_set_font_size(made, role == Role::title ? title_ratio * body_pt_ : body_pt_);
    format_set_align(made, LXW_ALIGN_VERTICAL_CENTER);
    if (align == center) format_set_align(made, LXW_ALIGN_CENTER);
    if (align == left) format_set_align(made, LXW_ALIGN_LEFT);
    if (align == right) {
        format_set_align(made, LXW_ALIGN_RIGHT);
        if (role == Role::cell || role == Role::strong_cell)
            format_set_indent(made, 1); // off the text of the next column
    }
    if (role != Role::title && role != Role::subtitle && role != Role::note)
        format_set_border(made, LXW_BORDER_THIN);
    format_set_text_wrap(made);
    if (role == Role::header) format_set_bg_color(made, 0xE7E6E6);
    if (!code.empty()) format_set_num_format(made, code.c_str());
    if (!locked) format_set_unlocked(made);
    return made;
}

void BookWriter::merge(lxw_row_t row, lxw_col_t first, lxw_row_t last_row, lxw_col_t last,
                       const std::string& text, lxw_format* style) {
    const std::string shown = escape(text);
    lxw_error error = LXW_NO_ERROR;
    if (row != last_row || first != last)
        error = worksheet_merge_range(page_, row, first, last_row, last, shown.c_str(), style);
    else if (text.empty())
        error = worksheet_write_blank(page_, row, first, style);
    else
        error = worksheet_write_string(page_, row, first, shown.c_str(), style);
    fine_ = fine_ && error == LXW_NO_ERROR;
}

void BookWriter::set_height(lxw_row_t row, int line_count, double size_pt, double least_pt) {
    const double height_pt = std::max(least_pt, calc_row_height_pt(line_count, size_pt));
    fine_ = fine_ && worksheet_set_row(page_, row, height_pt, nullptr) == LXW_NO_ERROR;
}

double BookWriter::width_of(std::size_t first, std::size_t last) const {
    double width = 0;
    for (std::size_t c = first; c <= last; ++c)
        width += widths_[c];
    return width;
}

void BookWriter::write_head(const WriteSheet& sheet) {
    if (sheet.columns.empty()) return;
    const std::size_t last = sheet.columns.size() - 1;
    const auto last_column = static_cast<lxw_col_t>(last);
    const auto across = [&](const std::string& text, Role role, double size_pt) {
        if (text.empty()) return;
        set_height(first_row_, calc_line_count(text, width_of(0, last), size_pt), size_pt);
        merge(first_row_, 0, first_row_, last_column, text, format(role));
        ++first_row_;
    };
    across(sheet.title, Role::title, title_ratio * body_pt_);
    across(sheet.subtitle, Role::subtitle, body_pt_);
    for (const WriteLine& line : sheet.head)
        write_line(sheet, line, first_row_++);
    header_row_ = first_row_;
    const bool grouped = std::any_of(sheet.columns.begin(), sheet.columns.end(),
                                     [](const WriteColumn& c) { return !c.group.empty(); });
    set_header_heights(sheet, grouped);
    if (grouped) write_groups(sheet);
    if (grouped) ++first_row_;
    lxw_format* style = format(Role::header);
    for (lxw_col_t c = 0; c <= last_column; ++c)
        if (!grouped || !sheet.columns[c].group.empty())
            merge(first_row_, c, first_row_, c, sheet.columns[c].title, style);
    if (!sheet.keys.empty())
        merge(first_row_, static_cast<lxw_col_t>(last + 1), first_row_,
              static_cast<lxw_col_t>(last + 1), key_column_title, style);
    ++first_row_;
}

/// A title without a group stands beside both lines of a grouped header.
void BookWriter::set_header_heights(const WriteSheet& sheet, bool grouped) {
    int lines = 1;
    for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
        const int count = calc_line_count(sheet.columns[c].title, widths_[c], body_pt_);
        lines = std::max(lines, grouped && sheet.columns[c].group.empty() ? count - 1 : count);
    }
    if (grouped) set_height(first_row_, 1, body_pt_);
    set_height(first_row_ + (grouped ? 1 : 0), lines, body_pt_);
}

void BookWriter::write_groups(const WriteSheet& sheet) {
    const lxw_row_t row = first_row_;
    lxw_format* style = format(Role::header);
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

void BookWriter::write_field(const std::string& label, const std::string& value, double least_pt,
                             lxw_row_t row) {
    const std::size_t last = widths_.size() - 1;
    if (last == 0) {
        merge(row, 0, row, 0, label + tr("：") + value, format(Role::cell));
        set_height(row, calc_line_count(label + value, widths_[0], body_pt_), body_pt_, least_pt);
        return;
    }
    const auto first_value = static_cast<lxw_col_t>(label_columns_);
    merge(row, 0, row, static_cast<lxw_col_t>(first_value - 1), label, format(Role::label));
    merge(row, first_value, row, static_cast<lxw_col_t>(last), value,
          format(Role::cell, "", true, WriteColumn::Align::left));
    const int lines = std::max(calc_line_count(label, width_of(0, label_columns_ - 1), body_pt_),
                               calc_line_count(value, width_of(label_columns_, last), body_pt_));
    set_height(row, lines, body_pt_, least_pt);
}

lxw_row_t BookWriter::write_places(const WriteLine& line, lxw_row_t row) {
    const std::size_t count = line.places.size(), columns = widths_.size();
    const double least_pt = std::max(line.least_pt, signature_pt);
    if (count > columns || columns < 3) {
        for (const std::string& place : line.places)
            write_field(place, "", least_pt, row++);
        return static_cast<lxw_row_t>(count);
    }
    const double share = width_of(0, columns - 1) / static_cast<double>(count);
    std::size_t first = 0;
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t last = first; // leaves a column for each place that follows
        while (last + 1 < columns - (count - 1 - i) &&
               (i + 1 == count ||
                width_of(0, last) + widths_[last + 1] / 2 < share * static_cast<double>(i + 1)))
            ++last;
        merge(row, static_cast<lxw_col_t>(first), row, static_cast<lxw_col_t>(last),
              line.places[i] + tr("："), format(Role::cell, "", true, WriteColumn::Align::left));
        first = last + 1;
    }
    set_height(row, 1, body_pt_, least_pt);
    return 1;
}

void BookWriter::write_line(const WriteSheet& sheet, const WriteLine& line, lxw_row_t row) {
    const std::size_t last = sheet.columns.size() - 1;
    if (line.kind == WriteLine::Kind::field)
        return write_field(line.label, line.value, line.least_pt, row);
    const bool heading = line.kind == WriteLine::Kind::heading;
    const std::string& text = heading ? line.label : line.value;
    merge(row, 0, row, static_cast<lxw_col_t>(last), text,
          heading ? format(Role::label, "", true, WriteColumn::Align::left)
                  : format(Role::note, "", true, line.align));
    set_height(row, calc_line_count(text, width_of(0, last), body_pt_), body_pt_, line.least_pt);
}

void BookWriter::write_cell(lxw_row_t row, lxw_col_t column, const Cell& cell,
                            const WriteColumn* spec, Role role) {
    std::string code = format_code(cell);
    if (spec != nullptr && code.empty() && cell.kind != CellKind::number)
        code = format_code(spec->kind);
    lxw_format* style = spec == nullptr && code.empty() ? nullptr
                        : spec == nullptr               ? format(Role::cell, code, true)
                                          : format(role, code, spec->locked, spec->align);
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

void BookWriter::write_row(const WriteSheet& sheet, std::size_t i, lxw_row_t row) {
    const bool spare = i >= sheet.rows.size();
    const std::size_t width = std::max(spare ? 0 : sheet.rows[i].size(), sheet.columns.size());
    int lines = 1;
    for (std::size_t c = 0; c < width; ++c) {
        const bool given = !spare && c < sheet.rows[i].size();
        WriteColumn open;
        const WriteColumn* spec = nullptr;
        if (c < sheet.columns.size()) {
            open.kind = sheet.columns[c].kind;
            open.align = sheet.columns[c].align;
            open.locked = sheet.columns[c].locked && !spare; // a new row is written whole
            spec = &open;
            if (given)
                lines =
                    std::max(lines, calc_line_count(sheet.rows[i][c].text, widths_[c], body_pt_));
        }
        write_cell(row, static_cast<lxw_col_t>(c), given ? sheet.rows[i][c] : Cell{}, spec,
                   sheet.strong_rows.contains(i) ? Role::strong_cell : Role::cell);
    }
    if (sheet.columns.empty()) return; // stands as it is, not wrapped
    const double least_pt = i < sheet.row_least_pt.size() ? sheet.row_least_pt[i] : 0;
    set_height(row, lines, body_pt_, std::max(least_pt, sheet.least_pt));
}

void BookWriter::write_rows(const WriteSheet& sheet) {
    const std::size_t count =
        sheet.rows.size() +
        (sheet.columns.empty() ? 0 : static_cast<std::size_t>(std::max(0, sheet.spare_rows)));
    end_row_ = first_row_ + static_cast<lxw_row_t>(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto row = first_row_ + static_cast<lxw_row_t>(i);
        if (sheet.headings.contains(i) && i < sheet.rows.size() && !sheet.rows[i].empty()) {
            write_line(sheet, {WriteLine::Kind::heading, sheet.rows[i][0].text}, row);
            continue;
        }
        write_row(sheet, i, row);
        if (i < sheet.keys.size())
            worksheet_write_string(page_, row, static_cast<lxw_col_t>(sheet.columns.size()),
                                   escape(sheet.keys[i]).c_str(), format(Role::cell, "@"));
    }
    if (sheet.columns.empty()) return;
    for (const WriteLine& line : sheet.foot)
        if (line.kind == WriteLine::Kind::signatures)
            end_row_ += write_places(line, end_row_);
        else
            write_line(sheet, line, end_row_++);
}

void BookWriter::set_widths(const WriteSheet& sheet) {
    constexpr std::size_t rows_looked_at = 500;
    widths_.clear();
    for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
        double content = calc_text_width(sheet.columns[c].title, body_pt_), unbroken = 0;
        for (std::size_t i = 0; i < std::min(sheet.rows.size(), rows_looked_at); ++i) {
            if (c >= sheet.rows[i].size() || sheet.headings.contains(i)) continue;
            const std::string& text = sheet.rows[i][c].text;
            content = std::max(content, calc_text_width(text, body_pt_));
            unbroken = std::max(unbroken, calc_text_width(longest_word(text), body_pt_));
        }
        const double wanted =
            sheet.columns[c].width > 0
                ? std::max<double>(sheet.columns[c].width, std::min(unbroken, unbroken_widest))
                : std::clamp(content + 1, narrowest, widest);
        widths_.push_back(wanted);
        const auto column = static_cast<lxw_col_t>(c);
        worksheet_set_column(page_, column, column, wanted, nullptr);
    }
    double label = 0;
    for (const auto* lines : {&sheet.head, &sheet.foot})
        for (const WriteLine& line : *lines)
            if (line.kind == WriteLine::Kind::field)
                label = std::max(label, calc_text_width(line.label, body_pt_) + 1);
    label_columns_ = 1;
    while (label_columns_ + 1 < widths_.size() &&
           width_of(0, label_columns_ - 1) < std::min(label, widest_label))
        ++label_columns_;
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
    worksheet_fit_to_pages(page_, 1, sheet.one_page ? 1 : 0);
    worksheet_center_horizontally(page_);
    std::string left;
    for (const char c : sim::core::beginning_of(sheet.footer, footer_limit_bytes))
        left += c == '&' ? "&&" : std::string(1, c); // a lone & begins a code
    const std::string foot =
        left.empty() ? "&C&P / &N" : fmt::format("&L&{} {}&R&{}&P / &N", foot_pt, left, foot_pt);
    worksheet_set_footer(page_, foot.c_str());
    if (sheet.columns.empty()) return;
    worksheet_set_margins(page_, side_inch, side_inch, -1, -1);
    if (sheet.head.empty()) worksheet_freeze_panes(page_, first_row_, 0);
    worksheet_repeat_rows(page_, sheet.head.empty() ? 0 : header_row_, first_row_ - 1);
    worksheet_print_area(page_, 0, 0, end_row_ - (end_row_ > first_row_ ? 1 : 0),
                         static_cast<lxw_col_t>(sheet.columns.size() - 1));
}

bool BookWriter::write(const WriteSheet& sheet) {
    page_ = workbook_add_worksheet(book_, sheet.name.c_str());
    if (page_ == nullptr) return false;
    first_row_ = 0;
    body_pt_ = sheet.body_pt;
    set_widths(sheet);
    write_head(sheet);
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

} // namespace tools::sheets
