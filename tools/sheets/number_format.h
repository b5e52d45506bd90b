/// What a number format of a spreadsheet makes of a number: a date, a percentage, a code with
/// leading zeros, or simply the number.
#pragma once
#include <string>
#include <string_view>

namespace tools::sheets {

struct NumberFormat {
    enum class Shows { number, date, percent, padded };
    Shows shows = Shows::number;
    int places = 0; ///< percent: decimals; padded: digits, so "000" is 3
    friend bool operator==(const NumberFormat&, const NumberFormat&) = default;
};

/// From a format's text ("yyyy\"年\"m\"月\"", "0.00%", "00000"); colours, locales and quoted text
/// are passed over, only the first section counts. Elapsed times ([h]:mm) stay numbers.
[[nodiscard]] NumberFormat parse_number_format(std::string_view code);
/// Of the formats that a file names by number only (ECMA-376 18.8.30, with the East Asian ones).
[[nodiscard]] NumberFormat built_in_number_format(int id);
/// "85%", "00123"; what number_text() gives for the rest.
[[nodiscard]] std::string shown_text(double number, NumberFormat format);

} // namespace tools::sheets
