/// Reads CSV as programs in China write it.
#pragma once
#include "tools/sheets/sheet.h"

namespace tools::sheets {

/// Character set by decode_text(). Separator: a first line "sep=;" says it; else, of comma, tab and
/// semicolon, the one that stands most often outside quotes in the first lines (a tie: in that
/// order); full-width ，or ； only when none of those stands there and every line has as many.
/// Quotes by RFC 4180, with any separator; a quote inside an unquoted field is a character like any
/// other. Line ends LF, CR LF or CR. Rows are numbered as a spreadsheet shows them: one a record.
/// The leading ' that write_csv() puts before = + - @ is taken away again.
/// Every cell is text or empty. One table, named like the file.
/// Errors: all broken quotes with row and column; limits of sheet_constants.h.
[[nodiscard]] sim::core::Result<Workbook> read_csv(const std::string& file, std::string_view bytes);

} // namespace tools::sheets
