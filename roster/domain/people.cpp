#include "roster/domain/people.h"

#include "roster/domain/competence_constants.h"
#include "sim/core/text.h"

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
    for (std::size_t at = 0; at + id_number_length <= text.size(); ++at)
        if (has_id_check_digit(text.substr(at, id_number_length))) return true;
    return false;
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
