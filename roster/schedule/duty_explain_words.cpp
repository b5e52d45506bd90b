#include "roster/schedule/duty_explain.h"
#include "roster/schedule/duty_names.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>

namespace roster::schedule {

using sim::core::tr;
using sim::core::trf;

namespace {

std::string span_words(DaySpan days) {
    if (days.first == days.last) return domain::iso(days.first);
    return trf("{} 到 {}", domain::iso(days.first), domain::iso(days.last));
}

const std::string& person_name(const DutyProblem& problem, const std::string& key) {
    const auto at = std::ranges::find(problem.people, key, &DutyPerson::key);
    return at == problem.people.end() ? key : at->name;
}
const std::string& post_name(const DutyProblem& problem, const std::string& key) {
    const auto at = std::ranges::find(problem.posts, key, &DutyPost::key);
    return at == problem.posts.end() ? key : at->name;
}

const std::string& shift_name(const DutyProblem& problem, const std::string& key) {
    const auto at = std::ranges::find(problem.shifts, key, &DutyShift::key);
    return at == problem.shifts.end() ? key : at->name;
}

constexpr int minutes_per_hour = 60;

const char* layer_words(DutyLayer layer) {
    switch (layer) {
    case DutyLayer::leader:
        return tr("带班领导");
    case DutyLayer::control_room:
        return tr("消防控制室");
    case DutyLayer::duty_room:
        return tr("值班室");
    case DutyLayer::care:
        return tr("护理");
    case DutyLayer::guard:
        return tr("门卫");
    case DutyLayer::reserve:
        break;
    }
    return tr("备勤");
}

std::string rule_words(const DutyRule& rule) {
    const auto hours = [&] { return rule.value / minutes_per_hour; };
    switch (rule.kind) {
    case DutyRuleKind::rest_min:
        return trf("两班之间至少休息 {} 小时", hours());
    case DutyRuleKind::run_days:
        return trf("连续上班至多 {} 天", rule.value);
    case DutyRuleKind::run_nights:
        return trf("连续夜班至多 {} 个", rule.value);
    case DutyRuleKind::night_rest_min:
        return trf("夜班之后至少休息 {} 小时", hours());
    case DutyRuleKind::month_shifts:
        return trf("每月至多 {} 班", rule.value);
    case DutyRuleKind::month_work_min:
        return trf("每月至多 {} 小时", hours());
    case DutyRuleKind::year_work_min:
        return trf("全年至多 {} 小时", hours());
    case DutyRuleKind::overtime_min:
        return trf("每月加班至多 {} 小时", hours());
    case DutyRuleKind::shift_min:
        return trf("{}一班至多 {} 小时", layer_words(*rule.layer), hours());
    case DutyRuleKind::overtime_day_min:
        return trf("每天加班至多 {} 小时", hours());
    case DutyRuleKind::volunteers_count:
        return trf("随时至少 {} 名志愿消防员在岗", rule.value);
    }
    return rule.id;
}

std::string cover_words(const DutyProblem& problem, const DutyGrid& grid, int post, int first,
                        int last) {
    std::string needs;
    for (int k = 0; k < grid.kind_count(); ++k) {
        const GridKind& kind = grid.kinds[static_cast<std::size_t>(k)];
        if (kind.post != post) continue;
        needs +=
            trf(" {} {} 人", shown_name(problem.shifts[static_cast<std::size_t>(kind.shift)].name),
                grid.minimum[grid.need_at(first, k)]);
    }
    return trf("{}“{}”：{}", span_words({grid.date(first), grid.date(last)}),
               shown_name(problem.posts[static_cast<std::size_t>(post)].name), needs);
}

std::string absence_words(const DutyProblem& problem, const DutyAbsence& one) {
    const char* word = one.kind == AbsenceKind::leave      ? tr("休假")
                       : one.kind == AbsenceKind::training ? tr("培训")
                                                           : tr("病假");
    const std::string reason =
        one.reason.empty() ? std::string() : fmt::format("（{}）", one.reason);
    return person_name(problem, one.person_key) + " " + span_words(one.days) + " " + word + reason;
}

/// Which of a post's qualifications end or begin inside the days, and when.
std::string lapse_words(const DutyProblem& problem, const DutyPerson& person,
                        const DutyPost& post) {
    std::string words;
    for (const DutyQualification& one : person.qualifications) {
        if (std::ranges::find(post.qualifications, one.key) == post.qualifications.end()) continue;
        if (one.until && *one.until <= problem.last_day)
            words += trf("（{} {} 到期）", one.key, domain::iso(*one.until));
        if (one.from > problem.first_day)
            words += trf("（{} {} 起才有）", one.key, domain::iso(one.from));
    }
    return words;
}

} // namespace

std::string describe(const DutyProblem& problem, const DutyGrid& grid,
                     const ConflictMember& member) {
    const auto at = static_cast<std::size_t>(member.first);
    switch (member.kind) {
    case MemberKind::cover:
        return cover_words(problem, grid, member.first, member.second, member.second);
    case MemberKind::rule:
        return rule_words(problem.rules[at]) + " (" + problem.rules[at].id + ")";
    case MemberKind::absence:
        return absence_words(problem, problem.absences[at]);
    case MemberKind::ban: {
        const DutyBan& ban = problem.people[at].bans[static_cast<std::size_t>(member.second)];
        return trf("{} {} {}（{}）", problem.people[at].name, span_words(ban.days),
                   tr(domain::word(static_cast<domain::ConditionKind>(ban.kind))), ban.reason);
    }
    case MemberKind::qualification:
        return trf("{} 没有“{}”要求的有效资格", problem.people[at].name,
                   shown_name(problem.posts[static_cast<std::size_t>(member.second)].name)) +
               lapse_words(problem, problem.people[at],
                           problem.posts[static_cast<std::size_t>(member.second)]);
    case MemberKind::pair: {
        const DutyPair& pair = problem.pairs[at];
        return trf("{} 和 {} {}（{}）", person_name(problem, pair.first_key),
                   person_name(problem, pair.second_key),
                   pair.kind == PairKind::apart ? tr("不能同时在岗") : tr("应同班"), pair.reason);
    }
    case MemberKind::experienced:
        return trf("“{}”每班至少 {} 名有经验的人", shown_name(problem.posts[at].name),
                   problem.posts[at].experienced_count);
    case MemberKind::own_limit:
        return trf("{} 每月至多 {} 班", problem.people[at].name,
                   problem.people[at].most_month_shifts);
    case MemberKind::shift_rest:
        return trf("“{}”之后至少休息 {} 小时", shown_name(problem.shifts[at].name),
                   problem.shifts[at].rest_after_min / minutes_per_hour);
    case MemberKind::elsewhere:
        return trf("{} {} 在“{}”值班", person_name(problem, problem.elsewhere[at].person_key),
                   domain::iso(problem.elsewhere[at].day), problem.elsewhere[at].where);
    case MemberKind::longest_shift: {
        const GridKind& kind = grid.kinds[at];
        return trf("“{}”的“{}”一班 {} 小时，消防控制室一班至多 {} 小时（GB 25201-2010 5.2）",
                   shown_name(problem.posts[static_cast<std::size_t>(kind.post)].name),
                   shown_name(problem.shifts[static_cast<std::size_t>(kind.shift)].name),
                   kind.length_min / minutes_per_hour, kind.longest_min / minutes_per_hour);
    }
    case MemberKind::fixed:
        return trf("{} 已定的班", problem.people[at].name);
    }
    return {};
}

namespace {

/// A line a post, with the least and the most that its days ask for.
std::string post_words(const DutyProblem& problem, const DutyGrid& grid, int post,
                       std::span<const ConflictMember> days) {
    std::string needs;
    for (int k = 0; k < grid.kind_count(); ++k) {
        const GridKind& kind = grid.kinds[static_cast<std::size_t>(k)];
        if (kind.post != post) continue;
        int least = grid.minimum[grid.need_at(days.front().second, k)], most = least;
        for (const ConflictMember& day : days) {
            least = std::min(least, grid.minimum[grid.need_at(day.second, k)]);
            most = std::max(most, grid.minimum[grid.need_at(day.second, k)]);
        }
        if (most == 0) continue;
        const auto name = shown_name(problem.shifts[static_cast<std::size_t>(kind.shift)].name);
        needs += least == most ? trf(" {} {} 人", name, most)
                               : trf(" {} {} 到 {} 人", name, least, most);
    }
    return trf("{}“{}”：{}",
               span_words({grid.date(days.front().second), grid.date(days.back().second)}),
               shown_name(problem.posts[static_cast<std::size_t>(post)].name), needs);
}

std::vector<std::string> describe_pieces(const DutyProblem& problem, const DutyGrid& grid,
                                         const DutyConflict& conflict) {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < conflict.members.size();) {
        const ConflictMember& member = conflict.members[i];
        std::size_t end = i + 1;
        if (member.kind != MemberKind::cover) {
            lines.push_back(describe(problem, grid, member));
        } else {
            while (end < conflict.members.size() &&
                   conflict.members[end].kind == MemberKind::cover &&
                   conflict.members[end].first == member.first)
                ++end;
            lines.push_back(post_words(problem, grid, member.first,
                                       std::span(conflict.members).subspan(i, end - i)));
        }
        i = end;
    }
    return lines;
}

} // namespace

std::vector<std::string> describe(const DutyProblem& problem, const DutyGrid& grid,
                                  const DutyConflict& conflict) {
    std::vector<std::string> lines;
    if (conflict.days_together) return describe_pieces(problem, grid, conflict);
    const auto needs_alike = [&](int post, int a, int b) {
        for (int k = 0; k < grid.kind_count(); ++k)
            if (grid.kinds[static_cast<std::size_t>(k)].post == post &&
                grid.minimum[grid.need_at(a, k)] != grid.minimum[grid.need_at(b, k)])
                return false;
        return true;
    };
    for (std::size_t i = 0; i < conflict.members.size(); ++i) {
        const ConflictMember& member = conflict.members[i];
        if (member.kind != MemberKind::cover) {
            lines.push_back(describe(problem, grid, member));
            continue;
        }
        int last = member.second;
        while (i + 1 < conflict.members.size() &&
               conflict.members[i + 1] ==
                   ConflictMember{MemberKind::cover, member.first, last + 1} &&
               needs_alike(member.first, member.second, last + 1)) {
            ++last;
            ++i;
        }
        lines.push_back(cover_words(problem, grid, member.first, member.second, last));
    }
    return lines;
}

namespace {

std::string newcomer_posts(const DutyProblem& problem, const DutyWay& way) {
    std::string names = fmt::format("“{}”", post_name(problem, way.key));
    for (const int post : way.more)
        names += fmt::format("＋“{}”", problem.posts[static_cast<std::size_t>(post)].name);
    return way.more.empty() ? names : trf("能值{}的", names);
}

/// Gaps that are named one by one; more are said in figures, since the text is kept in the file.
constexpr std::size_t most_named_gaps = 12;

/// A post and shift alike on days in a row are one.
std::string describe_gaps(const DutyProblem& problem, const std::vector<OpenShift>& gaps) {
    std::string text;
    std::size_t named = 0;
    int left_count = 0;
    std::vector<bool> said(gaps.size(), false);
    for (std::size_t i = 0; i < gaps.size(); ++i) {
        if (said[i]) continue;
        domain::Date last = gaps[i].day;
        int count = gaps[i].missing_count;
        for (std::size_t j = i + 1; j < gaps.size(); ++j) {
            if (said[j] || gaps[j].post_key != gaps[i].post_key ||
                gaps[j].shift_key != gaps[i].shift_key ||
                gaps[j].missing_count != gaps[i].missing_count ||
                gaps[j].day != last + domain::Days{1})
                continue;
            said[j] = true;
            last = gaps[j].day;
            count += gaps[j].missing_count;
        }
        if (named++ >= most_named_gaps) {
            left_count += count;
            continue;
        }
        const std::string days = last == gaps[i].day
                                     ? domain::iso(last)
                                     : domain::iso(gaps[i].day) + tr("～") + domain::iso(last);
        text += trf(" {}“{}”{} 缺 {} 人", days, post_name(problem, gaps[i].post_key),
                    shift_name(problem, gaps[i].shift_key), gaps[i].missing_count);
    }
    if (left_count > 0) text += trf("，还有 {} 个班次", left_count);
    return text;
}

} // namespace

std::string describe(const DutyProblem& problem, const DutyWay& way) {
    const auto at = static_cast<std::size_t>(way.index);
    const std::string days = span_words(way.days), name = person_name(problem, way.key);
    switch (way.kind) {
    case WayKind::drop_rule:
        return trf("整张表不执行“{}”（{}）", rule_words(problem.rules[at]), way.key);
    case WayKind::recall: {
        std::string names = name, absences = absence_words(problem, problem.absences[at]);
        for (const int row : way.more) {
            const DutyAbsence& one = problem.absences[static_cast<std::size_t>(row)];
            names += tr("、") + person_name(problem, one.person_key);
            absences += tr("；") + absence_words(problem, one);
        }
        return trf("请 {} 在 {} 回来：{}", names, days, absences);
    }
    case WayKind::lift_ban:
        return trf("由开出的医生解除 {} 的限制", name);
    case WayKind::drop_pair:
        return trf("{} 和 {} 不再成对", person_name(problem, problem.pairs[at].first_key),
                   person_name(problem, problem.pairs[at].second_key));
    case WayKind::drop_limit:
        return trf("{} 不再限定每月班数", name);
    case WayKind::extend_qualification:
        return trf("{} 补办或延长“{}”要求的资格，{} 有效", name, shown_name(problem.posts[at].name),
                   span_words({way.days.first, way.days.last + Days{1}}));
    case WayKind::add_person:
        return trf("{}增加 {} 人", newcomer_posts(problem, way), way.count);
    case WayKind::qualify:
        return trf("{} 取得“{}”要求的资格，登记后也值这一岗", name,
                   shown_name(problem.posts[at].name));
    case WayKind::average_hours:
        return trf("经批准按{}综合计算工时：这张表里可以多加班，到期内别的月再补休",
                   static_cast<HoursPeriod>(way.index) == HoursPeriod::year ? tr("年") : tr("季"));
    case WayKind::raise_overtime:
        return trf("每月加班放宽到法律允许的 {} 小时", legal_overtime_min / minutes_per_hour);
    case WayKind::lower_need:
        return trf("“{}”{} 每班少排 1 人", shown_name(problem.posts[at].name),
                   shift_name(problem, way.shift_key));
    case WayKind::change_pattern:
        return trf("“{}”改为两班、每班 12 小时", shown_name(problem.posts[at].name)) +
               (needs_approval(problem, way) ? tr("（要有综合计算工时的批准）") : "");
    case WayKind::accept_gaps:
        break;
    }
    return tr("由负责人签字接受缺口：") + describe_gaps(problem, way.gaps);
}

} // namespace roster::schedule
