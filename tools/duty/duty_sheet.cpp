#include "tools/duty/duty_sheet.h"

#include "sim/core/text.h"
#include "tools/duty/duty_columns.h"
#include "tools/duty/duty_names.h"
#include "tools/duty/duty_words.h"
#include "tools/duty/weekday.h"

namespace tools::duty {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::tr;
using sim::core::trf;

namespace {

void add_column(sheets::WriteSheet& sheet, const std::string& title, int width, bool locked) {
    sheets::WriteColumn& column = sheet.columns.emplace_back();
    column.title = title;
    column.width = width;
    column.locked = locked;
    if (locked) column.align = sheets::WriteColumn::Align::center;
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
    constexpr int day_width = 12, mark_width = 6; // Latin characters
    add_column(sheet, shown_word("日期"), day_width, true);
    add_column(sheet, shown_word("星期"), mark_width, true);
    add_column(sheet, shown_word("日子"), mark_width, true);
    for (const ShiftColumn& column : columns)
        add_column(sheet, column.title, 0, false);
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
    return sheet;
}

} // namespace tools::duty
