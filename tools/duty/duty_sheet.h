/// A duty roster as a sheet to be changed in WPS or Excel and read back: a row a day, a column a
/// shift, names in the cells. Days and headings are locked.
#pragma once
#include "roster/schedule/duty_file.h"
#include "tools/sheets/sheet.h"
#include "tools/sheets/write_sheets.h"

namespace tools::duty {

[[nodiscard]] sheets::WriteSheet make_duty_sheet(const roster::schedule::DutyFile& duty,
                                                 roster::domain::DaySpan days);

/// One shift that the sheet gives to somebody else.
struct SheetChange {
    std::string place; ///< "值班表!E7"
    roster::domain::Date day{};
    std::string post_key, shift_key;
    std::vector<std::string> taken_keys, given_keys; ///< who no longer stands, who does now
};
struct SheetReading {
    roster::schedule::DutyRoster cells; ///< of the whole file, with the changes
    std::vector<SheetChange> changes;   ///< by place
    std::size_t day_count = 0;          ///< days that the sheet has, all of them compared
};
/// Compares an edited sheet with the roster it came from; headings in either language. Cells that
/// were left alone stay as they are, also in their state. Names are parted by 、 ， ; or line
/// feeds, known ones by a blank too; dates as people and programs write them. Errors, all at once
/// and by place: a name that nobody or more than one bears (then as the sheet shows it:
/// "王芳（G28）"), somebody twice in a cell, a day or a column that the roster does not have, that
/// is missing or stands twice, a row with names and no date, names below no heading, a frozen day.
[[nodiscard]] sim::core::Result<SheetReading>
read_duty_sheet(const roster::schedule::DutyFile& duty, const sheets::Workbook& book);

} // namespace tools::duty
