#include "tools/paper/duty_forms.h"

#include "sim/core/text.h"
#include <fmt/format.h>

namespace tools::paper {

namespace {

constexpr int longest_month = 31;
constexpr double room_mm = 14;

} // namespace

Form make_form(const DutyRoster& r) {
    Form form{"duty_roster", "值班表"};
    form.paper = Paper::landscape;
    form.one_page = true;
    form.body_pt = 9;
    form.produced = r.produced;
    form.created_utc = r.created_utc;
    form.blocks.push_back(FieldLine{{{"单位名称", r.organisation}, {"月份", r.month}}});
    Table table{"",
                {{"日期", 1.4, Align::center},
                 {"星期", 1, Align::center},
                 {"带班领导（电话）", 3.4},
                 {"白班值班员", 1.6},
                 {"夜班值班员", 1.6},
                 {"消防控制室（早／中／夜）", 5.4},
                 {"白班", 2.6, Align::left, "各楼层护理员"},
                 {"夜班", 2.6, Align::left, "各楼层护理员"},
                 {"志愿消防队在岗", 2.6},
                 {"备注", 1.6}},
                {},
                0,
                0};
    for (const auto& d : r.days) {
        if (d.holiday) table.strong_rows.insert(table.rows.size());
        table.rows.push_back({d.date, d.weekday, d.leader, d.day_duty, d.night_duty, d.control_room,
                              d.carers_day, d.carers_night, d.team, d.note});
    }
    if (r.days.empty())
        for (int day = 1; day <= longest_month; ++day)
            table.rows.push_back({std::to_string(day)});
    form.blocks.push_back(table);
    return form;
}

Form make_form(const Handover& r) {
    const bool blank = r.date.empty();
    Form form{"handover", "交接班记录"};
    form.produced = r.produced;
    form.created_utc = r.created_utc;
    form.blocks.push_back(FieldGrid{"",
                                    {{"单位名称", r.organisation, true},
                                     {"日期", r.date},
                                     {"班次", r.shift},
                                     {"交班人", r.from},
                                     {"接班人", r.to},
                                     {"交接时间", r.time},
                                     {"在院人数", r.in_house},
                                     {"外出人数", r.out},
                                     {"住院人数", r.in_hospital},
                                     {"重点老人", r.residents_to_watch, true, room_mm}}});
    form.blocks.push_back(FieldGrid{"消防控制室设备",
                                    {{"火警", r.fires},
                                     {"故障", r.faults},
                                     {"屏蔽", r.isolated},
                                     {"自动、手动", r.automatic}}});
    Table patrols{"巡查记录（每 2 小时）",
                  {{"时间", 1.4, Align::center}, {"部位", 3}, {"情况", 4}, {"巡查人", 1.6}},
                  {},
                  blank ? 6 : 0,
                  0};
    for (const auto& p : r.patrols)
        patrols.rows.push_back({p.time, p.where, p.found, p.by});
    form.blocks.push_back(patrols);
    form.blocks.push_back(FieldGrid{
        "交接事项",
        {{"异常及处置", r.events, true, room_mm},
         {"未结事项", r.open_items, true, room_mm},
         {"物品", blank ? std::string(sim::core::tr("□钥匙　□对讲机　□手电")) : r.things, true},
         {"带班领导意见", r.leader_opinion, true, room_mm}}});
    form.blocks.push_back(Signatures{{"交班人签字", "接班人签字", "带班领导签字"}});
    return form;
}

Form make_form(const ControlRoomLog& r) {
    constexpr int hours_between = 2, hours = 24;
    Form form{"control_room_log", "消防控制室值班记录"};
    form.one_page = true; // a day is one sheet in the binder
    form.produced = r.produced;
    form.created_utc = r.created_utc;
    form.blocks.push_back(FieldLine{{{"单位名称", r.organisation, true}, {"日期", r.date}}});
    Table table{"",
                {{"时间", 1.2, Align::center},
                 {"火警", 1.5},
                 {"故障", 1.5},
                 {"屏蔽", 1.5},
                 {"联动状态", 1.6},
                 {"值班员", 2},
                 {"备注", 4.2}},
                {},
                0,
                12};
    for (const auto& e : r.entries)
        table.rows.push_back(
            {e.time, e.fires, e.faults, e.isolated, e.linkage, e.operators, e.note});
    if (r.entries.empty())
        for (int hour = 0; hour < hours; hour += hours_between)
            table.rows.push_back({fmt::format("{:02d}:00", hour)});
    form.blocks.push_back(table);
    form.blocks.push_back(Signatures{{"交班人签字", "接班人签字", "带班领导签字"}});
    return form;
}

} // namespace tools::paper
