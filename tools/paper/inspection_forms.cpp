#include "tools/paper/inspection_forms.h"

#include "sim/core/text.h"

namespace tools::paper {

using sim::core::tr;

namespace {

constexpr int blank_stops = 20, blank_findings = 12, months = 12;
constexpr double writing_mm = 9, room_mm = 40;

} // namespace

Form make_form(const PatrolRecord& r) {
    Form form{"patrol", "防火巡查记录表"};
    form.produced = r.produced;
    form.created_utc = r.created_utc;
    form.blocks.push_back(FieldLine{
        {{"单位名称", r.organisation, true}, {"日期", r.date}, {"巡查人员", r.inspectors}}});
    Table table{"",
                {{"序号", 0.8, Align::center, {}, Column::Kind::number},
                 {"部位", 3},
                 {"时间", 1.4, Align::center},
                 {"存在问题", 4},
                 {"备注", 2.4}},
                {},
                0,
                writing_mm};
    for (const auto& s : r.stops)
        table.rows.push_back(
            {std::to_string(table.rows.size() + 1), s.where, s.time, s.found, s.note});
    if (r.stops.empty())
        for (int i = 1; i <= blank_stops; ++i)
            table.rows.push_back({std::to_string(i)});
    form.blocks.push_back(table);
    form.blocks.push_back(Signatures{{"巡查人员签字", "负责人签字", "日期"}});
    return form;
}

Form make_form(const InspectionRecord& r) {
    Form form{"inspection", "防火检查记录表"};
    form.produced = r.produced;
    form.created_utc = r.created_utc;
    form.blocks.push_back(FieldLine{{{"单位名称", r.organisation, true},
                                     {"日期", r.date},
                                     {"级别", r.level},
                                     {"检查人员", r.inspectors}}});
    Table table{"",
                {{"序号", 0.8, Align::center, {}, Column::Kind::number},
                 {"部位", 3},
                 {"存在问题", 5},
                 {"备注", 2.6}},
                {},
                0,
                writing_mm};
    for (const auto& i : r.items)
        table.rows.push_back({std::to_string(table.rows.size() + 1), i.where, i.found, i.note});
    if (r.items.empty())
        for (int i = 1; i <= blank_stops - 6; ++i)
            table.rows.push_back({std::to_string(i)});
    form.blocks.push_back(table);
    form.blocks.push_back(
        FieldGrid{"", {{"检查情况", r.summary, true, r.items.empty() ? room_mm : 0}}});
    form.blocks.push_back(Signatures{{"检查人员签字", "被检查单位签字", "日期"}});
    return form;
}

Form make_form(const FindingRegister& r) {
    Form form{"finding_register", "隐患台账"};
    form.paper = Paper::landscape;
    form.body_pt = 9.5; // seventeen columns
    form.produced = r.produced;
    form.created_utc = r.created_utc;
    form.blocks.push_back(FieldLine{{{"单位名称", r.organisation}, {"截至", r.day}}});
    Table table{"",
                {{"编号", 1.9},
                 {"发现日期", 2, Align::left, {}, Column::Kind::date},
                 {"来源", 1.5},
                 {"机构", 2},
                 {"部位", 1.8},
                 {"描述", 3.6},
                 {"等级", 1.1, Align::center},
                 {"责任人", 1.9},
                 {"整改措施", 3.2},
                 {"时限", 2, Align::left, {}, Column::Kind::date},
                 {"应急预案、防范", 2.6},
                 {"资金（元）", 1.8, Align::right, {}, Column::Kind::number},
                 {"剩余天数", 1.6, Align::right, {}, Column::Kind::number},
                 {"状态", 1.9, Align::center},
                 {"复查人", 1.9},
                 {"销号日期", 2, Align::left, {}, Column::Kind::date},
                 {"前后照片", 1.7}},
                {},
                r.findings.empty() ? blank_findings : 0,
                writing_mm};
    for (const auto& f : r.findings)
        table.rows.push_back({f.number, f.found_on, f.source, f.organisation, f.place, f.text,
                              f.severity, f.responsible, f.measure, f.deadline, f.contingency,
                              f.funds, f.days_left, f.state, f.rechecked_by, f.closed_on,
                              f.photos});
    form.blocks.push_back(table);
    form.blocks.push_back(Signatures{{"填表人", "审核人", "日期"}});
    return form;
}

Form make_form(const AnnualPlan& r) {
    Form form{"annual_plan", "年度消防安全工作计划"};
    form.paper = Paper::landscape;
    form.produced = r.produced;
    form.created_utc = r.created_utc;
    form.blocks.push_back(FieldLine{{{"单位名称", r.organisation}, {"年度", r.year}}});
    Table table{"",
                {{"序号", 0.8, Align::center, {}, Column::Kind::number},
                 {"月份", 1, Align::center, {}, Column::Kind::number},
                 {"内容（训、演、查、宣）", 5},
                 {"对象", 2.4},
                 {"形式", 2},
                 {"责任部门、责任人", 2.4},
                 {"依据", 3.4},
                 {"完成情况", 2.2}},
                {},
                0,
                writing_mm};
    for (const auto& i : r.items)
        table.rows.push_back({std::to_string(table.rows.size() + 1), i.month, i.content, i.audience,
                              i.manner, i.responsible, i.basis, i.done});
    if (r.items.empty())
        for (int month = 1; month <= months; ++month)
            table.rows.push_back({std::to_string(month), std::to_string(month)});
    form.blocks.push_back(table);
    form.blocks.push_back(Signatures{{"填表人", "审批人", "日期"}});
    return form;
}

Form make_form(const Bulletin& r) {
    const auto paragraph = [](const std::string& text) {
        return text.empty() ? std::string(3, '\n') : text; // room to write
    };
    Form form{"bulletin", "消防安全工作半年通报"};
    form.produced = r.produced;
    form.created_utc = r.created_utc;
    form.body_pt = 12;
    form.blocks.push_back(
        FieldLine{{{"发文单位", r.issuer}, {"文号", r.number}, {"期间", r.period}}});
    form.blocks.push_back(Text{"一、总体情况", paragraph(r.overall)});
    form.blocks.push_back(Text{"二、工作亮点", paragraph(r.good)});
    form.blocks.push_back(Text{"三、存在问题", paragraph(r.problems)});
    form.blocks.push_back(Text{"四、下步要求", paragraph(r.demands)});
    Table table{"附表　各县（市、区）情况",
                {{"县区", 2},
                 {"应训", 1, Align::right, "培训", Column::Kind::number},
                 {"已训", 1, Align::right, "培训", Column::Kind::number},
                 {"率", 1.2, Align::right, "培训", Column::Kind::number},
                 {"应演", 1, Align::right, "演练", Column::Kind::number},
                 {"已演", 1, Align::right, "演练", Column::Kind::number},
                 {"总数", 1, Align::right, "隐患", Column::Kind::number},
                 {"已销", 1, Align::right, "隐患", Column::Kind::number},
                 {"逾期", 1, Align::right, "隐患", Column::Kind::number},
                 {"志愿消防队", 1.6, Align::right}},
                {},
                r.counties.empty() ? 8 : 0,
                0};
    for (const auto& c : r.counties)
        table.rows.push_back({c.name, c.to_train, c.trained, c.train_rate, c.to_drill, c.drilled,
                              c.findings, c.closed, c.overdue, c.teams});
    form.blocks.push_back(table);
    form.blocks.push_back(Text{"", r.issuer + "\n" + r.date, 1, Align::right});
    return form;
}

} // namespace tools::paper
