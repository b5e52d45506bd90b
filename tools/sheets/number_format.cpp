#include "tools/sheets/number_format.h"

#include "tools/sheets/sheet.h"

#include <cmath>
#include <fmt/format.h>

namespace tools::sheets {

namespace {

constexpr int most_places = 15;

// The format's own signs: without "quoted", \x, _x, *x and [bracketed] parts; [h] [m] [s] leave a
// sign of their own behind.
std::string own_signs(std::string_view code) {
    std::string signs;
    for (std::size_t at = 0; at < code.size() && code[at] != ';'; ++at) {
        const char c = code[at];
        if (c == '\\' || c == '_' || c == '*') {
            ++at;
        } else if (c == '"') {
            at = code.find('"', at + 1);
            if (at == code.npos) break;
        } else if (c == '[') {
            const std::size_t end = code.find(']', at);
            if (end == code.npos) break;
            const std::string_view inside = code.substr(at + 1, end - at - 1);
            if (!inside.empty() && inside.find_first_not_of("hHmMsS") == inside.npos) signs += '[';
            at = end;
        } else {
            signs += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    return signs;
}

bool is_named_general(const std::string& signs) {
    return signs.starts_with("general") || signs.starts_with("g/");
}

} // namespace

NumberFormat parse_number_format(std::string_view code) {
    const std::string signs = own_signs(code);
    using Shows = NumberFormat::Shows;
    if (is_named_general(signs) || signs.find('[') != signs.npos) return {};
    const bool digits = signs.find_first_of("0#?") != signs.npos;
    // "ss.00" has digits too, but a year, day, hour or second decides.
    if (signs.find_first_of("ydhs") != signs.npos || (!digits && signs.find('m') != signs.npos))
        return {Shows::date, 0};
    const std::size_t point = signs.find('.');
    if (signs.ends_with('%')) {
        const auto places = point == signs.npos ? 0 : signs.size() - point - 2;
        return {Shows::percent, std::min(static_cast<int>(places), most_places)};
    }
    if (signs.size() > 1 && signs.find_first_not_of('0') == signs.npos)
        return {Shows::padded, std::min(static_cast<int>(signs.size()), most_places)};
    return {};
}

NumberFormat built_in_number_format(int id) {
    using Shows = NumberFormat::Shows;
    const bool date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id == 45 || id == 47 ||
                      (id >= 50 && id <= 58); // 46 is [h]:mm:ss
    if (date) return {Shows::date, 0};
    if (id == 9) return {Shows::percent, 0};
    if (id == 10) return {Shows::percent, 2};
    return {};
}

std::string shown_text(double number, NumberFormat format) {
    switch (format.shows) {
    case NumberFormat::Shows::percent:
        return fmt::format("{:.{}f}%", number * 100, format.places);
    case NumberFormat::Shows::padded:
        if (number >= 0 && number == std::floor(number) && number < 1e15)
            return fmt::format("{:0{}.0f}", number, format.places);
        break;
    case NumberFormat::Shows::date:
    case NumberFormat::Shows::number:
        break;
    }
    return number_text(number);
}

} // namespace tools::sheets
