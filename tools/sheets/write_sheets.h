/// Writes sheets: .xlsx for people to fill in and print, CSV for other programs.
#pragma once
#include "tools/sheets/sheet.h"
#include <set>
#include <span>

namespace tools::sheets {

/// Header of the hidden last column that carries each row's key through editing and back.
inline constexpr const char* key_column_title = "记录号（勿改）";

struct WriteColumn {
    std::string title;   ///< header text, also by which it is found again
    std::string group;   ///< neighbours with the same group stand under one merged header
    int width = 0;       ///< in Latin characters; 0: from the content, 6 to 40
    bool locked = false; ///< cannot be edited while the sheet is guarded
    std::vector<std::string> choices;                         ///< a drop-down list; empty: anything
    enum class Kind { text, number, date } kind = Kind::text; ///< of cells still to be filled in
    enum class Align { left, center, right, usual } align = Align::usual; ///< usual: by the kind
};

/// A row above or below the table that is no part of it. Labels and texts are merged over as many
/// columns as they need.
struct WriteLine {
    enum class Kind {
        field,      ///< label, and its value or room to write
        heading,    ///< label over all columns
        note,       ///< value over all columns
        signatures, ///< places side by side, each with room to sign behind it
    } kind = Kind::field;
    std::string label{}, value{};
    std::vector<std::string> places{};
    double least_pt = 0; ///< height to write in; 0: what the text takes
    WriteColumn::Align align = WriteColumn::Align::left;
};

struct WriteSheet {
    std::string name;     ///< at most 31 characters, without []:*?/\ ; must differ from the others
    std::string title;    ///< first row, across all columns; may be empty
    std::string subtitle; ///< second row: unit, period; may be empty
    /// Empty: no header, rows are written as they stand from row 1 on (number ignored).
    std::vector<WriteColumn> columns;
    std::vector<std::vector<Cell>> rows; ///< kinds, texts and numbers count; marks are ignored
    /// One for each row, or none at all; kept in a hidden column.
    std::vector<std::string> keys;
    int spare_rows = 0; ///< empty rows to fill in below, unlocked
    bool guarded =
        false; ///< sheet protection without a password; sorting and filtering stay allowed
    bool portrait = false;
    bool one_page = false;                 ///< printed small enough to stand on one
    double body_pt = 11;                   ///< size of the text
    double least_pt = 0;                   ///< height of every row, spare ones too, at least
    std::vector<double> row_least_pt{};    ///< of single rows; shorter than rows: none
    std::set<std::size_t> headings{};      ///< rows whose first cell stands over all columns
    std::set<std::size_t> strong_rows{};   ///< rows in bold 黑体
    std::vector<WriteLine> head{}, foot{}; ///< between subtitle and header, below the last row
    std::string footer{};                  ///< at the left of every printed page's foot
};

/// A4, landscape unless said otherwise, one page wide, header repeated, frozen where no lines stand
/// above it, 宋体 and 黑体. Rows are as high as their wrapped texts, so that every program shows
/// all. Text is always written as text, whatever it begins with; errors and formulas become their
/// text. The same sheets give the same bytes. Errors: names and sizes that .xlsx does not allow;
/// Errc::io when the temporary file fails.
[[nodiscard]] sim::core::Result<std::string> write_xlsx(std::span<const WriteSheet> sheets);

/// UTF-8 with byte-order mark, commas, CR LF, RFC 4180 quotes; text that a spreadsheet would take
/// for a formula gets a leading ' (injection.h), numbers do not.
[[nodiscard]] std::string write_csv(const WriteSheet& sheet);

/// A table as it stands, for write_xlsx() and write_csv(): reading the result gives same_values(),
/// but for the kinds error and formula, which come back as text or nothing, and merged areas, which
/// come back as repeated cells. Gaps between row numbers become empty rows.
[[nodiscard]] WriteSheet plain_sheet(const Table& table);

} // namespace tools::sheets
