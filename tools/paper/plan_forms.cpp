#include "tools/paper/plan_forms.h"

#include "sim/core/text.h"

namespace tools::paper {

using sim::core::tr;
using sim::core::trf;

namespace {

constexpr int blank_sessions = 8, blank_people = 6, blank_guests = 12;
constexpr double writing_mm = 8; // room to write by hand

/// A line to write on where nothing is known.
std::string or_line(const std::string& text) {
    return text.empty() ? "＿＿＿＿＿＿＿＿" : text;
}

} // namespace

Form make_form(const TrainingPlanTable& r) {
    Form form{"training_plan", "培训计划表"};
    form.paper = Paper::landscape;
    form.body_pt = 9.5;
    form.produced = r.produced;
    form.created_utc = r.created_utc;
    form.blocks.push_back(FieldLine{{{"单位名称", r.organisation}, {"年度", r.year}}});
    Table sessions{"培训班",
                   {{"期", 0.8, Align::center, {}, Column::Kind::number},
                    {"培训班", 3.6},
                    {"级别", 1.2, Align::center},
                    {"日期", 2.8},
                    {"地点", 2.8},
                    {"座位", 1, Align::right, {}, Column::Kind::number},
                    {"已安排", 1.2, Align::right, {}, Column::Kind::number},
                    {"名额", 3.2},
                    {"状态", 1.6, Align::center}},
                   {},
                   r.sessions.empty() ? blank_sessions : 0,
                   r.sessions.empty() ? writing_mm : 0};
    for (const auto& s : r.sessions)
        sessions.rows.push_back(
            {s.number, s.course, s.level, s.days, s.venue, s.seats, s.booked, s.quotas, s.state});
    form.blocks.push_back(sessions);
    Table people{"参加人员",
                 {{"序号", 0.8, Align::center, {}, Column::Kind::number},
                  {"县区", 1.6},
                  {"机构", 3.6},
                  {"姓名", 1.8},
                  {"职务", 2.2},
                  {"培训班", 3},
                  {"日期", 2.8},
                  {"通知", 1.4, Align::center}},
                 {},
                 r.people.empty() && r.sessions.empty() ? blank_people : 0,
                 0};
    for (const auto& p : r.people)
        people.rows.push_back({std::to_string(people.rows.size() + 1), p.county, p.organisation,
                               p.name, p.post, p.session, p.days, p.told});
    if (!people.rows.empty() || people.blank_rows > 0) form.blocks.push_back(people);
    form.blocks.push_back(Signatures{{"填表人", "审批人", "日期"}});
    return form;
}

Form make_form(const Invitation& r) {
    Form form{"invitation", "培训通知"};
    form.produced = r.produced;
    form.created_utc = r.created_utc;
    form.subtitle = r.number;
    form.blocks.push_back(Text{"", trf("{}：", or_line(r.addressed))});
    const std::string batch = r.batch.empty() ? std::string() : trf("第 {} 期", r.batch);
    std::string text =
        trf("　　定于下列时间举办{}{}，请名单上的人按时参加。", or_line(r.course), batch);
    text += "\n" + trf("　　一、时间：{}", or_line(r.days));
    text += "\n" + trf("　　二、地点：{}", or_line(r.venue));
    text += "\n" + trf("　　三、对象：{}", or_line(r.audience));
    text += "\n" + trf("　　四、不能参加的，请{}告知，另排一期；缺席的不算训过。",
                       r.contact.empty() ? std::string("＿＿＿＿＿＿＿＿") : r.contact);
    form.blocks.push_back(Text{"", text});
    Table people{"参加人员",
                 {{"序号", 0.8, Align::center, {}, Column::Kind::number},
                  {"县区", 1.6},
                  {"机构", 3.6},
                  {"姓名", 1.8},
                  {"职务", 2.2},
                  {"参加（签字）", 2.2},
                  {"备注", 1.8}},
                 {},
                 r.people.empty() ? blank_guests : 0,
                 writing_mm};
    for (const auto& p : r.people)
        people.rows.push_back(
            {std::to_string(people.rows.size() + 1), p.county, p.organisation, p.name, p.post});
    form.blocks.push_back(people);
    form.blocks.push_back(Text{"", or_line(r.issuer) + "\n" + or_line(r.date), 1, Align::right});
    return form;
}

TrainingPlanTable sample_training_plan() {
    TrainingPlanTable r;
    r.organisation = "某市民政局养老服务科（示例）";
    r.year = "2026";
    r.sessions = {
        {"1", "三类人员轮训", "市级", "2026-04-14 至 2026-04-15", "市消防培训基地", "60", "3",
         "江城区 20、河东县 20", "已通知"},
        {"2", "三类人员轮训", "市级", "2026-06-18", "市消防培训基地", "60", "1", "", "待通知"}};
    r.people = {{"江城区", "安康养老院", "周敏", "分管负责人", "第 1 期 三类人员轮训",
                 "2026-04-14 至 2026-04-15", "已通知"},
                {"江城区", "安康养老院", "刘桂英", "专职安全员", "第 2 期 三类人员轮训",
                 "2026-06-18", "○ 未通知"},
                {"河东县", "幸福里农村区域性养老服务中心", "古丽娜尔·买买提", "分管负责人",
                 "第 1 期 三类人员轮训", "2026-04-14 至 2026-04-15", "已通知"},
                {"河东县", "河畔福利院", "赵䶮", "主要负责人", "第 1 期 三类人员轮训",
                 "2026-04-14 至 2026-04-15", "已通知"}};
    r.produced = "示例，人名地名均为虚构";
    r.created_utc = "2026-03-20T04:00:00Z";
    return r;
}

Invitation sample_invitation() {
    Invitation r;
    r.issuer = "某市民政局（示例）";
    r.addressed = "江城区、河东县民政局，各养老机构";
    r.course = "三类人员轮训";
    r.batch = "1";
    r.level = "市级";
    r.days = "2026-04-14 至 2026-04-15（2 天）";
    r.venue = "市消防培训基地";
    r.audience = "主要负责人、分管负责人、专职安全员";
    r.contact = "在 2026-04-07 前向市民政局养老服务科 高峰";
    r.people = {{"江城区", "安康养老院", "周敏", "分管负责人"},
                {"河东县", "幸福里农村区域性养老服务中心", "古丽娜尔·买买提", "分管负责人"},
                {"河东县", "河畔福利院", "赵䶮", "主要负责人"}};
    r.date = "2026 年 3 月 20 日";
    r.produced = "示例，人名地名均为虚构";
    r.created_utc = "2026-03-20T04:00:00Z";
    return r;
}

} // namespace tools::paper
