#include "roster/domain/people.h"

#include "roster/domain/competence_constants.h"
#include "roster/domain/plain_text.h"
#include "sim/core/text.h"
#include <algorithm>

namespace roster::domain {

using sim::core::Problem;
using sim::core::Problems;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr int most_assistants = 4;
constexpr std::size_t id_number_length = 18;

bool has_id_check_digit(std::string_view digits) noexcept {
    // GB 11643-1999: weights 2^(17-i) mod 11, check characters in the order below.
    constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    constexpr std::string_view check_characters = "10X98765432";
    int sum = 0;
    for (std::size_t i = 0; i + 1 < id_number_length; ++i) {
        if (digits[i] < '0' || digits[i] > '9') return false;
        sum += (digits[i] - '0') * weights[i];
    }
    const char last = digits[id_number_length - 1] == 'x' ? 'X' : digits[id_number_length - 1];
    return last == check_characters[static_cast<std::size_t>(sum % 11)];
}

constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

/// Begins with a province of GB/T 2260 and goes on with a day on which somebody may be born: what
/// keeps telephone numbers and dates that stand side by side from being taken for one number.
bool has_place_and_birth_date(std::string_view digits) noexcept {
    const auto number = [&](std::size_t at, std::size_t count) {
        int value = 0;
        for (const char c : digits.substr(at, count))
            value = 10 * value + (c - '0');
        return value;
    };
    constexpr int provinces[] = {11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34,
                                 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
                                 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83, 91};
    const int year = number(6, 4), month = number(10, 2), day = number(12, 2);
    return std::ranges::find(provinces, number(0, 2)) != std::end(provinces) && year >= 1900 &&
           year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/// Bytes of the dash or blank at the beginning; 0 for none.
std::size_t gap_length(std::string_view text) noexcept {
    if (text.starts_with(' ') || text.starts_with('-')) return 1;
    for (const std::string_view dash : {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"})
        if (text.starts_with(dash)) return dash.size();
    return 0;
}

/// Written in groups ("320821 19900101 123X"): begins where a group begins and ends where one ends.
/// @param text with blanks and full width folded
bool holds_parted_id_number(std::string_view text) {
    for (std::size_t begin = 0; begin < text.size(); ++begin) {
        if (!is_digit(text[begin]) || (begin > 0 && is_digit(text[begin - 1]))) continue;
        std::string digits;
        std::size_t at = begin;
        while (at < text.size() && digits.size() < id_number_length) {
            const bool last_x =
                digits.size() + 1 == id_number_length && (text[at] == 'x' || text[at] == 'X');
            if (is_digit(text[at]) || last_x) {
                digits += text[at++];
            } else if (const std::size_t gap = gap_length(text.substr(at))) {
                at += gap;
            } else {
                break;
            }
        }
        const bool ends = at >= text.size() || !is_digit(text[at]);
        if (ends && digits.size() == id_number_length && has_id_check_digit(digits) &&
            has_place_and_birth_date(digits))
            return true;
    }
    return false;
}

} // namespace

const char* word(Post post) noexcept {
    constexpr const char* words[] = {
        "主要负责人", "安全管理人", "带班领导", "消控员",     "护理员",     "护士",       "厨工",
        "保安",       "电工",       "行政",     "分管负责人", "专职安全员", "法定代表人", "局领导",
        "监管责任人", "值班员",     "教师",     "社工",       "保洁",       "司机",       "其他"};
    return words[static_cast<int>(post)];
}

const char* word(TeamRole role) noexcept {
    constexpr const char* words[] = {"队长", "报警", "灭火", "疏散", "救护"};
    return words[static_cast<int>(role)];
}

bool is_member(const TeamMember& member, Date day) noexcept {
    return (!member.from_day || *member.from_day <= day) &&
           (!member.until_day || day <= *member.until_day);
}

bool is_on_roll(const Person& person, Date day) noexcept {
    return person.joined_on <= day && (!person.left_on || day <= *person.left_on);
}

bool is_on_long_leave(const Person& person, Date day) noexcept {
    if (!person.leave_from || day < *person.leave_from) return false;
    if (person.leave_until && *person.leave_until < day) return false;
    const Date last = person.leave_until.value_or(day);
    return calc_days_between(*person.leave_from, last) + 1 > long_leave_days;
}

bool holds_id_number(std::string_view text) noexcept {
    const std::string plain = fold_width(text);
    const std::string_view view = plain;
    for (std::size_t at = 0; at + id_number_length <= view.size(); ++at)
        if (has_id_check_digit(view.substr(at, id_number_length))) return true;
    return holds_parted_id_number(view);
}

Problems check(const Resident& resident) {
    Problems problems;
    const auto report = [&](const char* field, std::string what, std::string expected) {
        problems.push_back(
            Problem{"", resident.key + "/" + field, std::move(what), std::move(expected)});
    };
    if (resident.alias.empty()) report("alias", tr("代号是空的"), tr("一个代号"));
    if (holds_id_number(resident.alias))
        report("alias", tr("代号里有身份证号"), tr("不带证件号的代号"));
    if (resident.bed_key.empty()) report("bed_key", tr("没有床位"), tr("平面图里的床位"));
    if (resident.assist_count < 0 || resident.assist_count > most_assistants)
        report("assist_count", trf("协助人数 {} 不合理", resident.assist_count), "0–4");
    return problems;
}

Problems check(const Person& person) {
    Problems problems;
    const auto report = [&](const char* field, std::string what, std::string expected) {
        problems.push_back(
            Problem{"", person.key + "/" + field, std::move(what), std::move(expected)});
    };
    if (person.name.empty()) report("name", tr("姓名是空的"), tr("姓名"));
    if (holds_id_number(person.name)) report("name", tr("姓名里有身份证号"), tr("只写姓名"));
    if (person.left_on && *person.left_on < person.joined_on)
        report("left_on", tr("离岗日早于到岗日"), tr("到岗日或以后"));
    if (person.leave_until && !person.leave_from)
        report("leave_from", tr("有请假结束日，没有开始日"), tr("请假开始日"));
    if (person.leave_until && person.leave_from && *person.leave_until < *person.leave_from)
        report("leave_until", tr("请假结束日早于开始日"), tr("开始日或以后"));
    return problems;
}

} // namespace roster::domain
