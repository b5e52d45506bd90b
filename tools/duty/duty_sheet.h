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
};
/// Compares an edited sheet with the roster it came from. Cells that were left alone stay as they
/// are, also in their state. Errors, all at once and by place: a name that nobody or more than one
/// bears (then write name and key: "王芳 person/wang-fang-2"), somebody twice in a cell, a day or a
/// column that the roster does not have, a frozen day.
[[nodiscard]] sim::core::Result<SheetReading>
read_duty_sheet(const roster::schedule::DutyFile& duty, const sheets::Workbook& book);

} // namespace tools::duty
