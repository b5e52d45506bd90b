#include "sim/core/text.h"
#include "tools/sheets/read_value.h"
#include "tools/sheets/text_forms.h"

#include <cmath>
#include <fmt/format.h>
#include <vector>

namespace tools::sheets {

using sim::core::tr;
using sim::core::trf;
using std::chrono::sys_days;

namespace {

constexpr int first_year = 1900, last_year = 2199;
// Bare numbers that are taken for serials: 1950-01-01 to 2099-12-31.
constexpr double first_serial = 18264, last_serial = 73050;
constexpr int days_1900_to_1904 = 1462;
constexpr int leap_bug_serial = 60;

Reading<sys_days> refuse(std::string why) {
    return {{}, std::move(why)};
}

Reading<sys_days> make_day(int year, int month, int day) {
    if (year < first_year || year > last_year)
        return refuse(trf("年份 {} 不在 {}–{}", year, first_year, last_year));
    const std::chrono::year_month_day date{std::chrono::year{year},
                                           std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return refuse(trf("没有 {} 年 {} 月 {} 日这一天", year, month, day));
    return {sys_days{date}, {}};
}

// A date in parts: its numbers with how many digits each had, and the signs between them.
struct Parts {
    std::vector<int> numbers;
    std::vector<std::size_t> digits;
    std::u32string signs; ///< one after each number, 0 when the text ends
    bool plain = true;    ///< nothing but numbers and single signs
};

bool is_digit(char32_t c) noexcept {
    return c >= U'0' && c <= U'9';
}

Parts split(std::u32string_view text) {
    constexpr std::size_t longest = 8;
    Parts parts;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t from = at;
        int number = 0;
        while (at < text.size() && is_digit(text[at]) && at - from < longest)
            number = number * 10 + static_cast<int>(text[at++] - U'0');
        if (at == from) {
            parts.plain = false;
            return parts;
        }
        parts.numbers.push_back(number);
        parts.digits.push_back(at - from);
        parts.signs += at < text.size() ? text[at++] : U'\0';
    }
    return parts;
}

// "二〇二四年三月一日" as "2024年3月1日".
std::u32string with_digits(std::u32string_view text) {
    constexpr std::u32string_view numerals = U"〇零一二三四五六七八九十廿卅";
    std::u32string out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && numerals.find(text[end]) != numerals.npos)
            ++end;
        if (end == at) {
            out += text[at++];
            continue;
        }
        const auto number = find_chinese_number(to_utf8(text.substr(at, end - at)));
        out +=
            number ? to_points(std::to_string(*number)) : std::u32string(text.substr(at, end - at));
        at = end;
    }
    return out;
}

// Takes "（星期五）", "周五" out; what stands behind stays.
std::u32string without_weekday(std::u32string text) {
    for (const std::u32string_view word : {U"星期", U"礼拜", U"周"}) {
        const auto at = text.find(word);
        if (at == text.npos || at + word.size() >= text.size()) continue;
        constexpr std::u32string_view days = U"一二三四五六日天";
        if (days.find(text[at + word.size()]) == days.npos) continue;
        const bool open = at > 0 && text[at - 1] == U'(';
        const std::size_t from = open ? at - 1 : at;
        std::size_t to = at + word.size() + 1;
        if (open && to < text.size() && text[to] == U')') ++to;
        text.erase(from, to - from);
        break;
    }
    return text;
}

// Cuts a time of day off the end: " 08:30", "T08:30:00Z", "日8时30分". Anything else behind stays,
// so that a range is not taken for its first day.
std::u32string without_time(std::u32string text) {
    const auto mark = text.find_first_of(U":时");
    if (mark != text.npos) {
        std::size_t from = mark;
        while (from > 0 && is_digit(text[from - 1]))
            --from;
        const bool apart = from > 0 && (text[from - 1] == U' ' || text[from - 1] == U'T' ||
                                        text[from - 1] == U'日');
        if (apart && text.find_first_not_of(U"0123456789:时分秒. Z", from) == text.npos)
            text.resize(text[from - 1] == U'T' ? from - 1 : from);
    }
    std::erase(text, U' ');
    return text;
}

bool fits(const Parts& parts, std::u32string_view signs) {
    return parts.plain && parts.signs == signs;
}

Reading<sys_days> read_three(const Parts& parts) {
    const auto& [n, digits, signs, plain] = parts;
    if (digits[0] == 4 && digits[1] <= 2 && digits[2] <= 2) return make_day(n[0], n[1], n[2]);
    if (digits[2] == 4 && digits[0] <= 2 && digits[1] <= 2) {
        // Month first or day first shows only when one of them cannot be a month.
        if (n[0] != n[1] && n[0] <= 12 && n[1] <= 12) return refuse(tr("看不出哪个是月、哪个是日"));
        return n[0] > 12 ? make_day(n[2], n[1], n[0]) : make_day(n[2], n[0], n[1]);
    }
    return refuse(tr("年份只有两位，看不出是哪一年"));
}

Reading<sys_days> read_joined(int number) {
    if (number >= 19000000) return make_day(number / 10000, number / 100 % 100, number % 100);
    if (number >= 190000 && number <= 219912 && number % 100 >= 1 && number % 100 <= 12)
        return refuse(tr("只有年月，没有日"));
    return refuse(tr("不是日期"));
}

} // namespace

std::string iso(sys_days day) {
    const std::chrono::year_month_day date{day};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

Reading<sys_days> read_date_serial(double serial) {
    const double whole = std::floor(serial);
    if (whole == leap_bug_serial) return refuse(tr("1900 年没有 2 月 29 日"));
    if (!(whole >= 1) || whole > 2'958'465) return refuse(tr("没有日期，只有时间"));
    const sys_days before{std::chrono::year{1899} / 12 / (whole < leap_bug_serial ? 31 : 30)};
    const sys_days day = before + std::chrono::days{static_cast<int>(whole)};
    const int year = static_cast<int>(std::chrono::year_month_day{day}.year());
    if (year > last_year) return refuse(trf("年份 {} 不在 {}–{}", year, first_year, last_year));
    return {day, {}};
}

Reading<sys_days> read_date_number(double number, bool system_1904) {
    const double in_1900 = number + (system_1904 ? days_1900_to_1904 : 0);
    if (in_1900 >= first_serial && in_1900 < last_serial + 1) return read_date_serial(in_1900);
    if (number != std::floor(number)) return refuse(tr("不是日期，可能只剩年月"));
    if (number >= 190000 && number <= 21991231) return read_joined(static_cast<int>(number));
    return refuse(tr("不是日期"));
}

Reading<sys_days> read_date_text(std::string_view text) {
    std::u32string points = to_points(text);
    for (char32_t& c : points)
        if (c == U'。' || c == U'、' || c == U'．' || c == U'·')
            c = U'.';
        else if (c == U'—' || c == U'–' || c == U'−' || c == U'‐' || c == U'~')
            c = U'-';
        else if (c == U'號' || c == U'号')
            c = U'日';
    const Parts parts = split(without_time(with_digits(without_weekday(std::move(points)))));
    using namespace std::string_view_literals;
    const bool words = fits(parts, U"年月日"sv);
    const bool signs = fits(parts, U"--\0"sv) || fits(parts, U"//\0"sv) || fits(parts, U"..\0"sv) ||
                       fits(parts, U"年月\0"sv);
    if (words || signs) return read_three(parts);
    if (fits(parts, U"\0"sv)) {
        if (parts.digits[0] == 8 || parts.digits[0] == 6) return read_joined(parts.numbers[0]);
        const double number = parts.numbers[0];
        if (parts.digits[0] == 5) return read_date_number(number, false);
    }
    if (parts.plain && parts.numbers.size() == 2 && parts.digits[0] == 4)
        return refuse(tr("只有年月，没有日"));
    if (parts.plain && parts.numbers.size() == 2) return refuse(tr("只有月日，没有年"));
    if (parts.numbers.size() >= 3) return refuse(tr("不止一个日期，或写法不认识"));
    return refuse(tr("不是日期"));
}

} // namespace tools::sheets
