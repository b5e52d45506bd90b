/// What a cell means once its column is known. Nothing is guessed: what can be read in two ways is
/// a problem, and every alteration is reported.
#pragma once
#include "tools/sheets/column_map.h"
#include <chrono>

namespace tools::sheets {

struct CleanValue {
    std::string text; ///< cleaned; dates as "2024-03-01", flags as "1" or "0"; empty when not given
    std::optional<std::chrono::sys_days> date; ///< kind date
    std::optional<double> number;              ///< kinds number, whole, flag
    /// For finding the same person or word in another spelling: folded, simplified, no blanks.
    std::string match_key;
    /// Only that the text was altered, how, and from what: "把“2024.3.1”读作 2024-03-01".
    std::vector<std::string> changes;
    /// Why the value cannot be taken; then all of the above is empty.
    sim::core::Problems problems;
    [[nodiscard]] bool given() const noexcept { return problems.empty() && !text.empty(); }
};

/// Where a cell stands, for its problems.
struct CellSource {
    std::string file;
    std::string pointer; ///< pointer(table, place)
    bool system_1904 = false;
};

/// Cleans one cell. ID numbers are refused in every kind and never repeated in a message.
///
/// date: a date cell; 2024-3-1, 2024/3/1, 2024.3.1, 2024年3月1日, 二〇二四年三月一日, 20240301,
/// with or
///   without time, weekday, full-width digits; a bare serial 18264 to 73050 (1950 to 2099).
///   3/25/2024 only when one of the two cannot be a month. Refused: two-digit years, 3/1/2024, year
///   and month only, ranges, days that do not exist, years outside 1900 to 2199.
/// whole: besides, no part of one and none beyond a million.
/// number, whole: thousands separators, full-width and Chinese digits (十二), one unit of a list
/// (人,
///   分钟, ㎡ …), % and 万 applied. Refused: 约50, 50多, 10-20, 两三, other text.
/// phone: mobile or land-line; +86 taken off. Refused: 1.38E+10, a lost leading zero, several
///   numbers, too many or too few digits. Masked digits (138****0000) stay.
/// name: blanks inside Chinese names, ruby, dots of minority names mended; script stays as written
///   (match_key is simplified). Refused: digits, brackets, several names.
/// word: ruby, blanks and traditional characters mended. code, text: ends stripped, ruby taken off;
/// a code also to half width; one
///   that became 4.1E+17, or a number beyond 15 digits, is refused.
/// flag: 是 有 √ ✓ Y 1 合格, 否 无 × N 0 不合格.
/// "/", "—", "无", "N/A" in a date, number, whole or phone column mean not given, as a change.
[[nodiscard]] CleanValue clean_cell(const Cell& cell, ColumnKind kind, const CellSource& source);

/// One row of a sheet, cleaned.
struct Record {
    int row = 0;                                           ///< as the spreadsheet numbers it
    std::map<std::string, CleanValue, std::less<>> values; ///< by key; absent columns are absent
    /// Value of a key; an empty one when its column is absent.
    [[nodiscard]] const CleanValue& at(std::string_view key) const noexcept;
};
struct Records {
    std::vector<Record> records;  ///< also those with problems: the caller decides
    sim::core::Problems problems; ///< of all cells, required cells that are empty included
    sim::core::Problems changes;  ///< of all cells, with their places
    sim::core::Problems skipped;  ///< rows without a record
};
/// Columns, rows and cells in one go. Empty cells of a spec with blank_repeats take the value
/// above.
[[nodiscard]] Records read_records(const std::string& file, const Table& table,
                                   std::span<const ColumnSpec> specs, const ColumnMap& map);

} // namespace tools::sheets
