#include "tools/duty/duty_sheet.h"

#include "sim/core/text.h"
#include "tools/duty/duty_columns.h"
#include "tools/duty/duty_names.h"
#include "tools/duty/duty_words.h"
#include "tools/duty/weekday.h"
#include "tools/sheets/row_height.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace tools::duty {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::tr;
using sim::core::trf;

namespace {

// In Latin characters: what an A4 page holds across when it is printed at 9 pt, a date, one name on
// a line.
constexpr int page_width = 165, day_width = 12, narrowest_width = 9;

void add_column(sheets::WriteSheet& sheet, const std::string& title, int width) {
    sheets::WriteColumn& column = sheet.columns.emplace_back();
    column.title = title;
    column.width = width;
}
void add_locked(sheets::WriteSheet& sheet, const std::string& title, int width) {
    add_column(sheet, title, width);
    sheet.columns.back().locked = true;
    sheet.columns.back().align = sheets::WriteColumn::Align::center;
}

/// Widths that together stay within `room`: as few lines in the fullest column as can be, and what
/// is left goes to the narrow ones first, so that only long lists of names are wrapped.
std::vector<int> share_out(const std::vector<int>& wanted, int room) {
    std::vector<int> widths;
    const auto sum_for = [&](int lines, int cap) {
        widths.clear();
        for (const int one : wanted) {
            const int least = std::max(narrowest_width, one / lines + (lines > 1 ? 2 : 0));
            widths.push_back(std::max(std::min(least, one), std::min(one, cap)));
        }
        return std::accumulate(widths.begin(), widths.end(), 0);
    };
    constexpr int most_lines = 30;
    int lines = 1;
    while (lines < most_lines && sum_for(lines, 0) > room)
        ++lines;
    int cap = *std::ranges::max_element(wanted);
    while (cap > narrowest_width && sum_for(lines, cap) > room)
        --cap;
    return widths;
}

/// A sheet wider than a page is printed smaller as a whole.
void set_widths(sheets::WriteSheet& sheet, std::size_t first) {
    std::vector<int> wanted;
    int room = page_width - day_width;
    for (std::size_t c = 1; c < sheet.columns.size(); ++c) {
        const std::string& title = sheet.columns[c].title;
        double width = c < first ? sheets::calc_text_width(title, sheet.body_pt) : narrowest_width;
        for (const auto& row : sheet.rows)
            width = std::max(width, sheets::calc_text_width(row[c].text, sheet.body_pt));
        const int whole = static_cast<int>(std::ceil(width)) + 1;
        if (c >= first)
            wanted.push_back(whole);
        else
            room -= sheet.columns[c].width = whole;
    }
    if (wanted.empty()) return;
    const std::vector<int> widths = share_out(wanted, room);
    for (std::size_t c = first; c < sheet.columns.size(); ++c)
        sheet.columns[c].width = widths[c - first];
}

} // namespace

sheets::WriteSheet make_duty_sheet(const DutyFile& duty, DaySpan days) {
    const DutyNames names(duty.problem);
    const std::vector<ShiftColumn> columns = list_columns(duty.problem);
    sheets::WriteSheet sheet;
    sheet.name = tr("值班表");
    sheet.title = duty.problem.name + " " + tr("值班表");
    sheet.subtitle = trf("{} 到 {}", iso(days.first), iso(days.last));
    sheet.guarded = true;
    add_locked(sheet, shown_word("日期"), day_width);
    add_locked(sheet, shown_word("星期"), 0);
    add_locked(sheet, shown_word("日子"), 0);
    const std::size_t locked = sheet.columns.size();
    for (const ShiftColumn& column : columns)
        add_column(sheet, column.title, 0);
    const auto people = list_by_place(duty.cells);
    for (Date day = days.first; day <= days.last; day += Days{1}) {
        std::vector<sheets::Cell> row{sheets::day_cell(day), sheets::text_cell(weekday_word(day)),
                                      sheets::text_cell(day_word(duty.problem, day))};
        for (const ShiftColumn& column : columns) {
            std::string text;
            if (const auto at = people.find({day, column.post_key, column.shift_key});
                at != people.end())
                for (const std::string& key : at->second)
                    text += (text.empty() ? "" : "、") + names.shown(key);
            row.push_back(sheets::text_cell(text));
        }
        sheet.rows.push_back(std::move(row));
    }
    set_widths(sheet, locked);
    return sheet;
}

} // namespace tools::duty
