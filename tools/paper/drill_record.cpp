#include "tools/paper/drill_record.h"

#include "sim/core/text.h"

namespace tools::paper {

using sim::core::tr;

namespace {

constexpr double room_mm = 15, row_mm = 7.5; // to write by hand: a few lines, one line
constexpr int course_rows = 12, remedy_rows = 4, review_rows = 5;

std::string join(const std::vector<DrillRecord::Duty>& duties) {
    std::string text;
    for (const auto& duty : duties)
        text += (text.empty() ? "" : "\n") + duty.role + tr("：") + duty.name;
    return text;
}

FieldGrid head_grid(const DrillRecord& r) {
    const bool blank = r.name.empty();
    const std::string kinds = tr("□综合　□单项　□实战　□桌面"), yes_no = tr("□是　□否");
    std::string type = r.kind.empty() ? kinds : std::string(tr(r.kind.c_str()));
    if (!r.kind.empty() && !r.scope.empty()) type += tr("　") + r.scope;
    return {"",
            {{"单位名称", r.organisation},
             {"演练编号", r.number},
             {"演练名称", r.name, true},
             {"时间（起止）", r.time, true},
             {"地点、部位", r.place},
             {"类型", type},
             {"是否夜间", r.night.empty() ? yes_no : r.night},
             {"是否事先告知", r.announced.empty() && blank ? yes_no : r.announced},
             {"总指挥", r.commander},
             {"记录人", r.recorder},
             {"观察员", r.observer},
             {"预案版本", r.response_plan},
             {"参加部门、人员", r.participants, true},
             {"应到人数", r.should_come},
             {"实到人数", r.came},
             {"情景设定", r.setting, true, blank ? room_mm : 0},
             {"组织分工",
              blank ? std::string(tr("灭火组：\n通讯组：\n疏散组：\n救护组：")) : join(r.duties),
              true}}};
}

Table key_time_table(const DrillRecord& r) {
    Table table{
        "关键时刻", {{"时刻", 3}, {"分:秒", 1.5, Align::center}, {"没有的原因", 5}}, {}, 0, 0};
    for (const auto& t : r.key_times)
        table.rows.push_back({t.name, t.time, t.note});
    if (r.key_times.empty())
        for (const char* name : {tr("发现"), tr("确认"), tr("拨打 119"), tr("首支灭火器"),
                                 tr("起火间关门"), tr("起火间清空"), tr("清点完毕")})
            table.rows.push_back({name, "", ""});
    return table;
}

} // namespace

Form make_form(const DrillRecord& r) {
    const bool blank = r.name.empty();
    Form form{"drill_record", "灭火和应急疏散演练记录表"};
    form.kind = r.kind;
    form.simulated = r.simulated;
    form.produced = r.produced;
    form.created_utc = r.created_utc;
    form.blocks.push_back(head_grid(r));
    form.blocks.push_back(key_time_table(r));
    form.blocks.push_back(FieldGrid{
        "疏散与设施",
        {{"自理人员", r.walking},
         {"协助人员", r.assisted},
         {"卧床人员", r.bedridden},
         {"用时", r.evacuation_time},
         {"疏散人数", r.evacuated, true},
         {"设施动作情况", r.devices, true, blank ? room_mm : 0},
         {"评估", r.rating.empty() ? std::string(tr("□优　□良　□中　□差")) : r.rating, true}}});
    Table course{"过程记录",
                 {{"时间", 1.9, Align::center}, {"内容", 8}, {"责任人", 1.5}},
                 {},
                 r.course.empty() ? course_rows : 0,
                 r.course.empty() ? row_mm : 0};
    for (const auto& e : r.course)
        course.rows.push_back({e.time, e.text, e.who});
    form.blocks.push_back(course);
    Table remedies{"存在问题与整改",
                   {{"存在问题", 4},
                    {"等级", 1.2, Align::center},
                    {"整改措施", 4},
                    {"责任人", 1.6},
                    {"时限", 1.8, Align::left, {}, Column::Kind::date},
                    {"应急预案", 2.4}},
                   {},
                   r.remedies.empty() ? remedy_rows : 0,
                   r.remedies.empty() ? row_mm : 0};
    for (const auto& m : r.remedies)
        remedies.rows.push_back(
            {m.problem, m.severity, m.measure, m.responsible, m.deadline, m.contingency});
    form.blocks.push_back(remedies);
    if (!r.simulated || !r.photos.empty()) // nobody photographs a simulation
        form.blocks.push_back(Photos{"照片", r.photos, r.photos.empty() ? 2 : 0});
    form.blocks.push_back(Text{"", tr("附：签到表")});
    form.blocks.push_back(Signatures{{"演练负责人签字", "记录人签字", "日期"}});
    return form;
}

Form make_form(const AfterAction& r) {
    const bool blank = r.drill.empty();
    Form form{"after_action", "演练复盘记录"};
    form.kind = r.kind;
    form.simulated = r.simulated;
    form.paper = Paper::landscape;
    form.produced = r.produced;
    form.created_utc = r.created_utc;
    form.blocks.push_back(FieldGrid{"",
                                    {{"单位名称", r.organisation},
                                     {"演练", r.drill},
                                     {"复盘时间", r.time},
                                     {"主持人", r.moderator},
                                     {"参加人员", r.participants, true}}});
    Table items{"",
                {{"序号", 0.7, Align::center, {}, Column::Kind::number},
                 {"应该怎样", 4},
                 {"实际怎样", 4},
                 {"为什么", 4},
                 {"下一步", 4},
                 {"责任人", 1.6},
                 {"时限", 1.6, Align::left, {}, Column::Kind::date}},
                {},
                blank ? review_rows : 0,
                blank ? 12.0 : 0};
    for (const auto& i : r.items)
        items.rows.push_back({std::to_string(items.rows.size() + 1), i.expected, i.actual, i.cause,
                              i.next, i.responsible, i.deadline});
    form.blocks.push_back(items);
    form.blocks.push_back(FieldGrid{"",
                                    {{"做得好的", r.kept, true, blank ? room_mm : 0},
                                     {"要改的", r.changed, true, blank ? room_mm : 0},
                                     {"向谁通报", r.told, true}}});
    form.blocks.push_back(Signatures{{"主持人签字", "记录人签字", "日期"}});
    return form;
}

} // namespace tools::paper
