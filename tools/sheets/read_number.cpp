#include "sim/core/text.h"
#include "tools/sheets/read_value.h"
#include "tools/sheets/text_forms.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

namespace tools::sheets {

using sim::core::tr;

namespace {

constexpr std::string_view units[] = {
    "平方米", "分钟", "小时", "学时", "课时", "个月", "周岁", "人次", "米", "人",
    "名",     "位",   "次",   "个",   "张",   "床",   "间",   "层",   "岁", "天",
    "日",     "月",   "年",   "元",   "㎡",   "m2",   "m",    "分",   "时", "秒",
    "场",     "期",   "套",   "具",   "支",   "项",   "处",   "条",   "户", "家"};
constexpr std::size_t mobile_digits = 11;
constexpr int few_digits = 5; ///< a number cell 13800000000 has three digits left of eleven

bool all_digits(std::string_view text) noexcept {
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

// "1,234,567" without its commas; text as it is when they do not stand by threes.
std::string without_thousands(std::string_view text) {
    if (text.find(',') == text.npos) return std::string(text);
    const std::size_t end = std::min(text.find('.'), text.size());
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool comma = text[at] == ',';
        if (comma && (at == 0 || at > end || (end - at) % 4 != 0)) return std::string(text);
        if (!comma) plain += text[at];
    }
    return plain;
}

std::optional<double> find_decimal(std::string_view text) noexcept {
    if (text.starts_with('+')) text.remove_prefix(1);
    double number = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
        return {};
    return number;
}

std::optional<double> find_any_number(std::string_view text) {
    if (const auto number = find_decimal(without_thousands(text))) return number;
    if (const auto number = find_chinese_number(text)) return *number;
    return {};
}

int chinese_digit(char32_t c) noexcept {
    constexpr std::u32string_view digits = U"〇一二三四五六七八九";
    if (c == U'零' || c == U'○') return 0;
    if (c == U'两') return 2;
    const auto at = digits.find(c);
    return at == digits.npos ? -1 : static_cast<int>(at);
}

Reading<std::string> refuse(std::string why) {
    return {{}, std::move(why)};
}

Reading<std::string> check_digits(std::string digits) {
    const bool mobile = digits.size() == mobile_digits && digits[0] == '1' && digits[1] >= '3';
    // Area code of 3 or 4 digits with 7 or 8, or the 7 or 8 alone, or a service number.
    const bool with_area = digits[0] == '0' && digits.size() >= 10 && digits.size() <= 12;
    const bool local = digits[0] != '0' && (digits.size() == 7 || digits.size() == 8);
    const bool service =
        digits.size() == 10 && (digits.starts_with("400") || digits.starts_with("800"));
    const bool short_number = digits.size() >= 3 && digits.size() <= 6 && digits[0] != '0';
    if (mobile || with_area || local || service || short_number) return {std::move(digits), {}};
    if (digits.size() >= 9 && digits.size() <= 11 && digits[0] != '0')
        return refuse(tr("位数不对，可能少了一位或丢了开头的 0"));
    return refuse(tr("不是电话号码：位数不对"));
}

} // namespace

std::optional<int> find_chinese_number(std::string_view text) {
    constexpr std::u32string_view tens = U"十百千";
    constexpr int most = 9999;
    const std::u32string points = to_points(text);
    if (points.empty()) return {};
    const bool positional = points.find_first_of(tens) == points.npos;
    // 两三 and 七八 are "about", not 23 and 78.
    if (points.size() == 2 && chinese_digit(points[0]) > 0 &&
        chinese_digit(points[0]) + 1 == chinese_digit(points[1]))
        return {};
    int total = 0, digit = -1, last_unit = most + 1;
    for (const char32_t c : points) {
        if (const int value = chinese_digit(c); value >= 0) {
            if (positional)
                total = total * 10 + value;
            else if (digit > 0)
                return {};
            digit = value;
        } else if (const auto at = tens.find(c); at != tens.npos) {
            const int unit = at == 0 ? 10 : at == 1 ? 100 : 1000;
            if (unit >= last_unit) return {};
            total += unit * (digit < 0 ? 1 : digit);
            last_unit = unit;
            digit = -1;
        } else {
            return {};
        }
        if (total > most) return {};
    }
    if (!positional && digit > 0) total += digit;
    return total;
}

Reading<double> read_number_text(std::string_view text) {
    const std::string tight = strip_blanks(text);
    std::string_view rest = tight;
    for (const std::string_view unit : units)
        if (rest.size() > unit.size() && rest.ends_with(unit)) {
            rest.remove_suffix(unit.size());
            break;
        }
    double factor = 1;
    if (rest.ends_with('%')) {
        factor = 0.01;
        rest.remove_suffix(1);
    } else if (rest.size() > std::string_view("万").size() && rest.ends_with("万")) {
        constexpr double ten_thousand = 10'000;
        factor = ten_thousand;
        rest.remove_suffix(std::string_view("万").size());
    }
    if (const auto number = find_any_number(rest)) return {*number * factor, {}};
    for (const char* about : {"约", "多", "余", "左右", "以上", "不足", "近", "+"})
        if (tight.find(about) != tight.npos) return {{}, tr("是个大约的数，要一个确切的数")};
    if (tight.find_first_of("-~") != tight.npos || tight.find("至") != tight.npos ||
        tight.find("—") != tight.npos)
        return {{}, tr("是个范围，要一个数")};
    return {{}, tr("不是数")};
}

Reading<std::string> read_phone_text(std::string_view text) {
    const std::string tight = strip_blanks(text);
    if (tight.find("E+") != tight.npos || tight.find("e+") != tight.npos)
        return refuse(tr("号码变成了科学计数，后面几位已经丢了"));
    std::string digits;
    bool masked = false;
    for (const char32_t c : to_points(tight)) {
        const bool sign =
            c == U'-' || c == U'(' || c == U')' || c == U'—' || c == U'–' || c == U'.';
        if (c == U'/' || c == U'、' || c == U',' || c == U'，' || c == U';' || c == U'；')
            return refuse(tr("不止一个号码"));
        if (c == U'*' || c == U'×' || c == U'x' || c == U'X') {
            masked = true;
            digits += '*';
        } else if (c >= U'0' && c <= U'9') {
            digits += static_cast<char>(c);
        } else if (c != U'+' && !sign) {
            return refuse(tr("不是电话号码"));
        }
    }
    for (const std::string_view country : {"0086", "86"})
        if (digits.starts_with(country) && digits.size() >= country.size() + 10) {
            digits.erase(0, country.size());
            break;
        }
    if (masked) {
        if (digits.size() < 7 || digits.size() > 12) return refuse(tr("不是电话号码：位数不对"));
        return {std::move(digits), {}};
    }
    if (!all_digits(digits)) return refuse(tr("不是电话号码"));
    return check_digits(std::move(digits));
}

Reading<std::string> read_phone_number(double number) {
    if (number < 1 || number != std::floor(number) || number >= 1e15)
        return refuse(tr("不是电话号码"));
    std::string digits = fmt::format("{:.0f}", number);
    const auto last = digits.find_last_not_of('0');
    if (digits.size() == mobile_digits && static_cast<int>(last) + 1 < few_digits)
        return refuse(tr("号码变成了科学计数，后面几位已经丢了"));
    if (digits.size() >= 9 && digits.size() <= mobile_digits && digits[0] != '1')
        return refuse(tr("号码存成了数，开头的 0 已经丢了"));
    return check_digits(std::move(digits));
}

} // namespace tools::sheets
