/// A sheet as values: what stands in each cell, where it stands, and what is special about it.
/// Nothing here knows what a column means; column_map.h and clean_cell.h do.
#pragma once
#include "sim/core/result.h"
#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tools::sheets {

enum class CellKind {
    empty,
    text,
    number,
    date,    ///< a number shown as date or time of day
    boolean, ///< `number` is 0 or 1
    formula, ///< a formula whose file holds no result; it is never evaluated
    error,   ///< "#N/A", "#REF!" …
};

/// Where a cell stands, as people count: row 1, column 0 is A1.
struct CellPlace {
    int row = 0;    ///< 1 for the first
    int column = 0; ///< 0 for A
    friend bool operator==(const CellPlace&, const CellPlace&) = default;
};

struct Cell {
    CellKind kind = CellKind::empty;
    /// As shown, in UTF-8: dates as "2024-03-01", "2024-03-01 08:30:00" or "08:30:00", numbers with
    /// up to 15 digits and never as 1.38E+10, percentages with their sign, booleans TRUE or FALSE.
    std::string text;
    /// Of number, date and boolean. Dates: days since 1899-12-30 in every file, whatever system the
    /// file itself uses.
    double number = 0;
    bool from_formula = false; ///< the result stored beside a formula was taken
    bool locked = false;       ///< the sheet's protection keeps this cell from being edited
    /// For a cell inside a merged area that is not its first: the area's first, whose value this
    /// cell repeats.
    std::optional<CellPlace> merged_from;
    friend bool operator==(const Cell&, const Cell&) = default;
};

/// A row that holds something. Rows without a value are left out, numbers tell the gaps.
struct Row {
    int number = 0; ///< as the spreadsheet shows it, 1 for the first
    bool hidden = false;
    std::vector<Cell> cells; ///< from column A to the last with a value; the last is never empty
    friend bool operator==(const Row&, const Row&) = default;
};

struct Table {
    std::string name; ///< of the sheet; of the file for CSV
    bool hidden = false;
    bool guarded = false;         ///< sheet protection is on
    std::vector<Row> rows;        ///< row numbers rise
    std::set<int> hidden_columns; ///< 0 for A; only columns with values
    bool system_1904 = false;     ///< bare serial numbers of this file count from 1904-01-01
    /// The cell, or an empty one where the row is shorter. @param row_index < rows.size()
    [[nodiscard]] const Cell& at(std::size_t row_index, int column) const noexcept;
    friend bool operator==(const Table&, const Table&) = default;
};

/// All sheets of one file, in its order.
struct Workbook {
    std::string file; ///< as the user named it
    std::vector<Table> tables;
    /// What was read all the same but should be known: hidden sheets, formulas, a misleading
    /// file-name extension, the character set of a CSV file.
    sim::core::Problems notes;
};

/// "B7".
[[nodiscard]] std::string address(CellPlace place);
/// "B7" or "$B$7" within Excel's limits (column XFD, row 1,048,576); nothing otherwise.
[[nodiscard]] std::optional<CellPlace> find_place(std::string_view text) noexcept;
/// "名单!B7", the pointer of a problem in a cell.
[[nodiscard]] std::string pointer(const Table& table, CellPlace place);

/// Makes an empty, text or number cell; for callers that build sheets to write.
[[nodiscard]] Cell text_cell(std::string text);
[[nodiscard]] Cell number_cell(double number);
/// @param serial days since 1899-12-30; the fraction is the time of day
[[nodiscard]] Cell date_cell(double serial);
/// @param day from 1900-03-01 on: before it Excel counts a day that never was
[[nodiscard]] Cell day_cell(std::chrono::sys_days day);
/// "2024-03-01", with " 08:30:00" when there is a time, "08:30:00" alone below 1; the day 60, which
/// Excel shows as 1900-02-29, keeps that text; empty outside 0 … 2958465 (9999-12-31).
[[nodiscard]] std::string serial_text(double serial);
/// Shortest text with at most 15 digits, whole numbers below 1e21 without an exponent.
[[nodiscard]] std::string number_text(double number);

/// Drops empty cells at row ends and empty rows.
void trim(Table& table);
/// The same values with the same places: kinds and texts, not marks such as locked.
[[nodiscard]] bool same_values(const Table& a, const Table& b) noexcept;

} // namespace tools::sheets
