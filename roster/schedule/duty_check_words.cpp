#include "roster/schedule/duty_check.h"
#include "roster/schedule/duty_names.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>

namespace roster::schedule {

using sim::core::tr;
using sim::core::trf;

namespace {

namespace ids = duty_rule_ids;

template <class Rows>
std::string name_of(const Rows& rows, const std::string& key) {
    const auto at = std::ranges::find_if(rows, [&](const auto& one) { return one.key == key; });
    return at == rows.end() ? key : at->name;
}

std::string who(const DutyProblem& problem, const DutyViolation& v) {
    std::string words;
    for (const std::string& key : v.person_keys)
        words += (words.empty() ? "" : "、") + name_person(problem, key);
    return words;
}

std::string span_of(const DutyViolation& v) {
    if (v.first == v.last) return domain::iso(v.first);
    return trf("{} 到 {}", domain::iso(v.first), domain::iso(v.last));
}

constexpr double minutes_per_hour = 60.0;

std::string hours(int value_min) {
    return fmt::format("{:.1f}", value_min / minutes_per_hour);
}

/// A rest of less than nothing: the second shift begins before the first is over.
std::string words_of_overlap(const std::string& name, const std::string& days,
                             const DutyViolation& v) {
    return trf("{} {} 两班重叠 {} 小时，中间至少休息 {} 小时", name, days, hours(-v.got),
               hours(v.limit));
}

/// Breaches of a rule with a row of its own.
std::string words_of_rule(const DutyProblem& problem, const DutyRule& rule,
                          const DutyViolation& v) {
    const std::string name = who(problem, v), days = span_of(v);
    switch (rule.kind) {
    case DutyRuleKind::rest_min:
        if (v.got < 0) return words_of_overlap(name, days, v);
        return trf("{} {} 两班之间休息 {} 小时，至少 {} 小时", name, days, hours(v.got),
                   hours(v.limit));
    case DutyRuleKind::night_rest_min:
        if (v.got < 0) return words_of_overlap(name, days, v);
        return trf("{} {} 夜班之后休息 {} 小时，至少 {} 小时", name, days, hours(v.got),
                   hours(v.limit));
    case DutyRuleKind::run_days:
        return trf("{} {} 连续上班 {} 天，至多 {} 天", name, days, v.got, v.limit);
    case DutyRuleKind::run_nights:
        return trf("{} {} 连续夜班 {} 个，至多 {} 个", name, days, v.got, v.limit);
    case DutyRuleKind::month_shifts:
        return trf("{} {} 上班 {} 次，至多 {} 次", name, days, v.got, v.limit);
    case DutyRuleKind::month_work_min:
    case DutyRuleKind::year_work_min:
        return trf("{} {} 工时 {} 小时，至多 {} 小时", name, days, hours(v.got), hours(v.limit));
    case DutyRuleKind::overtime_min:
        return trf("{} {} 工时 {} 小时，标准工时加加班至多 {} 小时", name, days, hours(v.got),
                   hours(v.limit));
    case DutyRuleKind::shift_min:
        return trf("{} {} 一班 {} 小时，这一层一班至多 {} 小时", name, days, hours(v.got),
                   hours(v.limit));
    case DutyRuleKind::overtime_day_min:
        return trf("{} {} 一班 {} 小时，一天标准工时加加班至多 {} 小时", name, days, hours(v.got),
                   hours(v.limit));
    case DutyRuleKind::volunteers_count:
        break;
    }
    return trf("在岗志愿消防员 {} 人，至少 {} 人", v.got, v.limit);
}

/// What the post asks for and the person has not on the first day of the breach.
std::string list_missing(const DutyProblem& problem, const DutyViolation& v) {
    const auto person = std::ranges::find(problem.people, v.person_keys.front(), &DutyPerson::key);
    const auto post = std::ranges::find(problem.posts, v.post_key, &DutyPost::key);
    std::vector<std::string> missing;
    if (person == problem.people.end() || post == problem.posts.end()) return {};
    for (const std::string& wanted : post->qualifications) {
        if (std::ranges::any_of(person->qualifications, [&](const DutyQualification& one) {
                return one.key == wanted && one.from <= v.first &&
                       (!one.until || v.first <= *one.until);
            }))
            continue;
        missing.push_back(describe_qualification(wanted));
    }
    return fmt::format("{}", fmt::join(missing, tr("、")));
}

std::string words_of(const DutyProblem& problem, const DutyViolation& v) {
    const std::string name = who(problem, v), days = span_of(v);
    const std::string post = shown_name(name_of(problem.posts, v.post_key));
    const std::string shift = shown_name(name_of(problem.shifts, v.shift_key));
    if (v.rule_id == ids::unknown)
        return trf("{} {} “{}”“{}”：没有这个人、岗位、班次或日期", name, days, post, shift);
    if (v.rule_id == ids::one_a_day) return trf("{} {} 有两个班，一人一天一个班", name, days);
    if (v.rule_id == ids::qualification)
        return trf("{} {} 没有“{}”要求的有效资格：{}", name, days, post, list_missing(problem, v));
    if (v.rule_id == ids::longest_shift)
        return trf("{} {} “{}”一班 {} 小时，至多 {} 小时（GB 25201-2010 5.2）", name, days, post,
                   hours(v.got), hours(v.limit));
    if (v.rule_id == ids::absence)
        return trf("{} {} 不在（休假、培训或病假），却排了“{}”", name, days, post);
    if (v.rule_id == ids::elsewhere)
        return trf("{} {} 同时在别的单位值班，却排了“{}”“{}”", name, days, post, shift);
    if (v.rule_id == ids::ban) return trf("{} {} 不得上“{}”的“{}”", name, days, post, shift);
    if (v.rule_id == ids::cover)
        return trf("{} “{}”“{}”{} 人，至少 {} 人", days, post, shift, v.got, v.limit);
    if (v.rule_id == ids::always)
        return trf("“{}”只有 {} 人，每分钟至少 {} 人", post, v.got, v.limit);
    if (v.rule_id == ids::experienced)
        return trf("{} “{}”“{}”有经验的 {} 人，至少 {} 人", days, post, shift, v.got, v.limit);
    if (v.rule_id == ids::apart) return trf("{} {} 不能同时在岗", name, days);
    if (v.rule_id == ids::together) return trf("{} {} 应同班", name, days);
    if (v.rule_id == ids::frozen) return trf("{} {} 已定的班变了", name, days);
    if (v.rule_id == ids::own_limit)
        return trf("{} {} 上班 {} 次，本人至多 {} 次", name, days, v.got, v.limit);
    if (v.got < 0) return words_of_overlap(name, days, v);
    return trf("{} {} “{}”之后休息 {} 小时，至少 {} 小时", name, days, shift, hours(v.got),
               hours(v.limit));
}

} // namespace

std::string describe(const DutyProblem& problem, const DutyGrid& grid,
                     const DutyViolation& violation) {
    const auto rule = std::ranges::find(problem.rules, violation.rule_id, &DutyRule::id);
    std::string words = rule == problem.rules.end() ? words_of(problem, violation)
                                                    : words_of_rule(problem, *rule, violation);
    if (violation.minutes.until_min > violation.minutes.from_min)
        words = trf("{} 到 {} ", describe_minute(grid, violation.minutes.from_min),
                    describe_minute(grid, violation.minutes.until_min)) +
                words;
    return words + " (" + violation.rule_id + ")";
}

} // namespace roster::schedule
