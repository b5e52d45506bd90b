/// How high a row must be for its wrapped texts: spreadsheet programs other than Excel do not find
/// out by themselves, and lay the lines on top of each other. Pure.
#pragma once
#include <string_view>

namespace tools::sheets {

/// Lines that `text` takes in a column, counted so that the widest of the usual fonts fits too.
/// @param width    of the column in Latin characters of the default font, > 0
/// @param size_pt  of the text, > 0
/// @return at least 1; line feeds begin a line; Latin words and dates are broken only when they are
///         wider than the column
[[nodiscard]] int calc_line_count(std::string_view text, double width, double size_pt) noexcept;

/// Width of a column in which `text` stands on one line.
[[nodiscard]] double calc_text_width(std::string_view text, double size_pt) noexcept;

/// Of a row with so many lines; at most what a spreadsheet allows (409 pt).
[[nodiscard]] double calc_row_height_pt(int line_count, double size_pt) noexcept;

} // namespace tools::sheets
