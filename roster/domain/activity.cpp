#include "roster/domain/activity.h"

#include "roster/domain/activity_times.h"
#include "roster/domain/people.h"
#include "roster/domain/unreal_sign.h"
#include "sim/core/text.h"
#include <algorithm>
#include <set>
#include <span>

namespace roster::domain {

using sim::core::Problems;
using sim::core::tr;
using sim::core::trf;

namespace {

bool is_tag(const std::string& tag) noexcept {
    return !tag.empty() && std::all_of(tag.begin(), tag.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

void check_real(Problems& problems, const Activity& drill) {
    if (!is_real_form(drill.form))
        problems.push_back({"", "/form", trf("{}不是实战演练", tr(word(drill.form))),
                            tr("实战演练或业务实操；桌面、演示另有类型")});
    if (drill.progress == ActivityProgress::cancelled) return;
    if (const std::string unreal(find_unreal_title(drill.title)); !unreal.empty())
        problems.push_back({"", "/title", trf("名称写着“{}”，不是实战演练", unreal),
                            tr("类型写桌面演练或演示，或改名称")});
    if (const std::string unreal(find_unreal_sign(drill.content)); !unreal.empty())
        problems.push_back({"", "/content", trf("内容写着“{}”，不是实战演练", unreal),
                            tr("类型写桌面演练或演示，或改内容")});
}

/// A training, a study or a lesson that its own words say did not take place, or at which robots
/// stood in for people. A demonstration may be one of robots.
void check_held(Problems& problems, const Activity& activity) {
    if (activity.progress != ActivityProgress::held) return;
    const auto read = [&](const std::string& text, const char* pointer) {
        if (const std::string sign(find_not_held_sign(text)); !sign.empty())
            problems.push_back({"", pointer, trf("写着“{}”，没有举行过", sign),
                                tr("没有举行的写取消或计划，或改文字")});
        const bool of_robots = activity.kind == ActivityKind::demonstration;
        if (const std::string sign(find_robot_sign(text)); !of_robots && !sign.empty())
            problems.push_back(
                {"", pointer, trf("写着“{}”，不是人参加的", sign), tr("类型写演示，或改文字")});
    };
    read(activity.title, "/title");
    read(activity.content, "/content");
}

/// Nobody's ID number is on file.
void check_no_id_number(Problems& problems, const Activity& activity) {
    for (const auto& [text, pointer] : {std::pair(&activity.title, "/title"),
                                        {&activity.content, "/content"},
                                        {&activity.place, "/place"},
                                        {&activity.lead, "/lead"},
                                        {&activity.recorder, "/recorder"},
                                        {&activity.problems, "/problems"},
                                        {&activity.examination, "/examination"}})
        if (holds_id_number(*text))
            problems.push_back(
                {"", pointer, tr("有身份证号，本系统不存证件号"), tr("不写身份证号")});
}

/// 令61 第43条, and who led and recorded it.
void check_drill(Problems& problems, const Activity& drill) {
    const auto need = [&](bool there, const char* pointer, const char* what, const char* expected) {
        if (!there) problems.push_back({"", pointer, tr(what), tr(expected)});
    };
    need(drill.started_at_utc.has_value(), "/started_at_utc", "没有演练时间", "年-月-日 时:分");
    need(!drill.place.empty(), "/place", "没有演练地点", "楼、层、部位");
    need(!drill.content.empty(), "/content", "没有演练内容", "演练了什么");
    need(!drill.departments.empty(), "/departments", "没有参加部门", "参加的部门");
    need(drill.present_count.value_or(0) > 0, "/present_count", "没有参加人数", "实到人数");
    need(!drill.lead.empty(), "/lead", "没有总指挥", "总指挥姓名");
    need(!drill.recorder.empty(), "/recorder", "没有记录人", "记录人姓名");
}

void check_people(Problems& problems, const Activity& activity,
                  std::span<const Attendance> attendances) {
    std::set<std::string_view> seen;
    int attended = 0;
    for (const Attendance& one : attendances) {
        attended += one.attended;
        if (!seen.insert(one.person_key).second)
            problems.push_back({"", "/people/" + one.person_key, tr("同一个人写了两次"), ""});
        if (one.passed.value_or(false) && !one.attended)
            problems.push_back({"", "/people/" + one.person_key, tr("没有到场却合格"), ""});
        if (one.score && !(*one.score >= 0 && *one.score <= 100))
            problems.push_back({"", "/people/" + one.person_key,
                                trf("成绩 {} 不在 0 到 100 之间", *one.score), "0–100"});
    }
    const bool nobody_there =
        activity.kind == ActivityKind::demonstration || activity.progress != ActivityProgress::held;
    if (nobody_there && attended > 0)
        problems.push_back({"", "/people", tr("演示和计划里没有人真正参加"), tr("不写到场的人")});
    if (activity.present_count && activity.due_count &&
        *activity.present_count > *activity.due_count)
        problems.push_back(
            {"", "/present_count",
             trf("实到 {} 人，多于应到 {} 人", *activity.present_count, *activity.due_count),
             tr("应到人数或以下")});
    if (activity.present_count && attended > *activity.present_count)
        problems.push_back({"", "/present_count",
                            trf("实到 {} 人，名单上却有 {} 人", *activity.present_count, attended),
                            ""});
}

} // namespace

const char* word(ActivityKind kind) noexcept {
    constexpr const char* words[] = {"实战演练",       "桌面演练", "演示", "培训", "学习",
                                     "班前班后五分钟", "讨论",     "宣讲", "宣传", "研判"};
    return words[static_cast<int>(kind)];
}

const char* word(ActivityProgress progress) noexcept {
    constexpr const char* words[] = {"计划", "已举行", "取消"};
    return words[static_cast<int>(progress)];
}

const char* word(ActivityForm form) noexcept {
    constexpr const char* words[] = {"以会代训", "专题集训", "实战演练", "业务实操", "现场观摩",
                                     "岗前",     "班前",     "线上模拟", "自学"};
    return words[static_cast<int>(form)];
}

const char* word(ActivityLevel level) noexcept {
    constexpr const char* words[] = {"省级", "市级", "县级", "镇级", "机构", "班组"};
    return words[static_cast<int>(level)];
}

const char* word(ActivityScope scope) noexcept {
    constexpr const char* words[] = {"全体员工", "三类人员", "志愿消防队", "领导",    "值班人员",
                                     "新员工",   "老人",     "公众",       "部分人员"};
    return words[static_cast<int>(scope)];
}

bool is_real_form(ActivityForm form) noexcept {
    return form == ActivityForm::real_drill || form == ActivityForm::hands_on;
}

Problems check(const Activity& activity, std::span<const Attendance> attendances, Date today) {
    Problems problems;
    const auto report = [&](const char* pointer, std::string what, std::string expected) {
        problems.push_back({"", pointer, std::move(what), std::move(expected)});
    };
    if (activity.key.empty()) report("/key", tr("没有编号"), tr("一个编号"));
    if (activity.title.empty()) report("/title", tr("没有名称"), tr("名称"));
    if (activity.organisation_key.empty()) report("/organisation", tr("没有单位"), tr("单位编号"));
    const bool held = activity.progress == ActivityProgress::held;
    if (held && today < activity.local_day)
        report("/local_day", trf("{} 还没有到", iso(activity.local_day)), tr("今天或以前"));
    if (activity.hidden_date && activity.progress == ActivityProgress::planned)
        report("/hidden_date", tr("不公布日期的计划不能把日期写在台账里"),
               tr("activity seal：只公布窗口，日期封存"));
    if (activity.started_at_utc && calc_local_day(*activity.started_at_utc) != activity.local_day)
        report("/started_at_utc", tr("开始时间不在这一天"), iso(activity.local_day));
    if (activity.ended_at_utc &&
        (!activity.started_at_utc || *activity.ended_at_utc < *activity.started_at_utc))
        report("/ended_at_utc", tr("结束早于开始"), "");
    for (const auto& [pointer, count] : {std::pair("/minutes_count", activity.minutes_count),
                                         {"/due_count", activity.due_count},
                                         {"/present_count", activity.present_count},
                                         {"/residents_count", activity.residents_count}})
        if (count.value_or(0) < 0) report(pointer, trf("{} 小于 0", *count), tr("0 或更多"));
    if (!std::all_of(activity.tags.begin(), activity.tags.end(), is_tag))
        report("/tags", tr("内容标签只能是小写字母"), "fire, evacuation, laws");
    const bool lasts = activity.minutes_count != 0 &&
                       !(activity.ended_at_utc && activity.ended_at_utc == activity.started_at_utc);
    if (held && !lasts &&
        (activity.kind == ActivityKind::drill || activity.kind == ActivityKind::training))
        report("/minutes_count", tr("时长是 0 分钟"), tr("实际的分钟数；不知道就不写"));
    if (activity.kind == ActivityKind::drill)
        check_real(problems, activity);
    else
        check_held(problems, activity);
    check_no_id_number(problems, activity);
    if (held && activity.kind == ActivityKind::drill) check_drill(problems, activity);
    check_people(problems, activity, attendances);
    return problems;
}

Problems check_past(const Activity& activity, Instant now) {
    Problems problems;
    if (activity.progress != ActivityProgress::held || !activity.started_at_utc) return problems;
    const Instant start = *activity.started_at_utc;
    const Instant end = activity.ended_at_utc.value_or(
        start + std::chrono::minutes{activity.minutes_count.value_or(0)});
    const auto refuse = [&](const char* pointer, const char* what) {
        problems.push_back({"", pointer, tr(what), tr("已经举行过的；还没有举行的写计划")});
    };
    if (now < start)
        refuse("/started_at_utc", "开始时间还没有到");
    else if (now < end)
        refuse(activity.ended_at_utc ? "/ended_at_utc" : "/minutes_count", "还没有结束");
    return problems;
}

Problems check_open(const Activity& activity, const Organisation& home) {
    Problems problems;
    if (activity.progress != ActivityProgress::held) return problems;
    if (home.opened_on && activity.local_day < *home.opened_on)
        problems.push_back({"", "/local_day",
                            trf("{} 那一天 {} 还没有开办", iso(activity.local_day), home.name),
                            iso(*home.opened_on)});
    if (home.closed_on && *home.closed_on < activity.local_day)
        problems.push_back({"", "/local_day",
                            trf("{} 那一天 {} 已经停办", iso(activity.local_day), home.name),
                            iso(*home.closed_on)});
    return problems;
}

std::string join_tags(std::vector<std::string> tags) {
    std::sort(tags.begin(), tags.end());
    tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
    std::string text;
    for (const std::string& tag : tags)
        text += " " + tag;
    return text.empty() ? text : text + " ";
}

} // namespace roster::domain
