#include "tools/sheets/id_number.h"

#include "roster/domain/people.h"
#include "tools/sheets/text_forms.h"

#include <algorithm>
#include <cmath>

namespace tools::sheets {

namespace {

// Of a citizen's number: six digits of the place, eight of the birth date, three of the order, and
// the check digit, which may be lost. Source: docs/references.md#gb11643.
constexpr std::size_t shortest = 17, longest = 18, birth_date_at = 6;

constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

bool holds_birth_date(std::string_view digits) noexcept {
    const auto number = [&](std::size_t at, std::size_t count) {
        int value = 0;
        for (const char c : digits.substr(birth_date_at + at, count))
            value = 10 * value + (c - '0');
        return value;
    };
    const int year = number(0, 4), month = number(4, 2), day = number(6, 2);
    return year >= 1900 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/// A run of digits of just that length; decimals of a number are none.
template <class Accept>
bool holds_run(std::string_view text, Accept accept) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        if (!is_digit(text[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && is_digit(text[end]))
            ++end;
        const std::string_view run = text.substr(at, end - at);
        const bool decimals = at > 1 && text[at - 1] == '.' && is_digit(text[at - 2]);
        if (!decimals && run.size() >= shortest && run.size() <= longest && accept(run))
            return true;
        at = end;
    }
    return false;
}

/// 3.20681E+17: the digits are lost, what they were is not.
bool is_id_in_exponents(std::string_view text) noexcept {
    const std::size_t e = text.find_first_of("Ee");
    if (e == text.npos || e == 0 || text.find_first_not_of("0123456789.") != e) return false;
    std::string_view power = text.substr(e + 1);
    if (power.starts_with('+')) power.remove_prefix(1);
    return power == "16" || power == "17";
}

} // namespace

bool shows_id_number(const Cell& cell) {
    constexpr double smallest = 1e16, beyond = 1e18; // 17 and 18 digits that went through a number
    if (cell.kind == CellKind::number && cell.number >= smallest && cell.number < beyond)
        return true;
    const std::string text = fold_width(cell.text), tight = strip_blanks(text);
    return roster::domain::holds_id_number(tight) || is_id_in_exponents(tight) ||
           holds_run(text, [](std::string_view) { return true; }) ||
           holds_run(tight, holds_birth_date);
}

} // namespace tools::sheets
