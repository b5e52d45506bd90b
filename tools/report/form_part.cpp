// Findings with their four fields, the 演练记录表, assumptions and limits.
#include "sim/core/text.h"
#include "tools/report/html.h"
#include "tools/report/parts.h"
#include <algorithm>

namespace tools::report {

using sim::core::tr;
using sim::core::trf;
using sim::drill::FactKind;
using sim::drill::OutcomeStatus;

std::vector<FindingRow> find_findings(const ReportInput& input) {
    std::vector<FindingRow> rows = input.findings;
    const auto& r = *input.record;
    for (const auto& cap : input.score->caps)
        rows.push_back({tr(sim::drill::word(cap.breach)), tr("重大"), "",
                        trf("针对“{}”重新演练", tr(sim::drill::word(cap.breach))), "", ""});
    for (const auto& outcome : input.score->outcomes) {
        if (outcome.status != OutcomeStatus::missed && outcome.status != OutcomeStatus::wrong)
            continue;
        for (const auto& expected : r.scenario.expected)
            if (expected.no == outcome.expected_no)
                rows.push_back(
                    {outcome.status == OutcomeStatus::wrong ? trf("没有守住：{}", expected.action)
                                                            : trf("没有做到：{}", expected.action),
                     expected.critical ? tr("重大") : tr("一般"), "",
                     trf("{}再练“{}”", name_of(r, outcome.role), expected.action), "", ""});
    }
    return rows;
}

std::string format_findings(const ReportInput& input) {
    std::string html = fmt::format("<h2>{}</h2>", tr("问题与整改"));
    const auto rows = find_findings(input);
    if (rows.empty()) return html + fmt::format("<p>{}</p>\n", tr("没有发现问题。"));
    if (input.record->header.kind == sim::core::DrillKind::demonstration)
        html += fmt::format("<p class=\"quiet\">{}</p>",
                            tr("来自机器人演示：供讨论，登记前由负责人确认。"));
    html +=
        fmt::format("<table><thead><tr><th>{}</th><th class=\"who\">{}</th><th "
                    "class=\"who\">{}</th><th>{}</th><th class=\"who\">{}</th>"
                    "<th class=\"who\">{}</th></tr></thead>",
                    tr("问题"), tr("等级"), tr("责任人"), tr("措施"), tr("时限"), tr("应急预案"));
    const auto cell = [](const std::string& text) {
        return (text.size() < 16 ? "<td class=\"who\">" : "<td>") +
               (text.empty() ? std::string("＿＿＿＿") : escape(text)) + "</td>";
    };
    for (const FindingRow& row : rows)
        html += "<tr>" + cell(row.text) + cell(row.severity) + cell(row.responsible) +
                cell(row.measure) + cell(row.deadline) + cell(row.contingency) + "</tr>";
    return html + "</table>\n";
}

namespace {

std::string form_row(const char* name, const std::string& value) {
    return fmt::format("<tr><th>{}</th><td>{}</td></tr>", name, value);
}

std::string lines(const std::vector<paper::DrillRecord::Duty>& duties) {
    std::string html;
    for (const auto& duty : duties)
        html += (html.empty() ? "" : "<br>") + escape(duty.role) + tr("：") + escape(duty.name);
    return html;
}

std::string course_of_events(const paper::DrillRecord& form) {
    std::string html =
        fmt::format("<h3>{}</h3><table><thead><tr><th class=\"n\">{}</th><th>{}</th><th "
                    "class=\"who\">{}</th></tr></thead>",
                    tr("过程记录"), tr("时间"), tr("内容"), tr("责任人"));
    for (const auto& event : form.course)
        html += fmt::format("<tr><td class=\"n\">{}</td><td>{}</td><td class=\"who\">{}</td></tr>",
                            event.time, escape(event.text), escape(event.who));
    return html + "</table>";
}

} // namespace

std::string format_form(const ReportInput& input) {
    const paper::DrillRecord form = make_drill_record(input);
    std::string html =
        fmt::format("<h2>{}</h2><table class=\"form\">", tr("灭火和应急疏散演练记录表"));
    html += form_row(tr("单位名称"), escape(form.organisation));
    html += form_row(tr("演练编号"), escape(form.number));
    html += form_row(tr("演练名称"), escape(form.name));
    html += form_row(tr("时间"), escape(form.time));
    html += form_row(tr("地点、部位"), escape(form.place));
    html += form_row(tr("类型"), trf("{}　综合", tr(form.kind.c_str())));
    html += form_row(tr("是否夜间"), form.night);
    html += form_row(tr("预案版本"), escape(form.response_plan));
    html +=
        form_row(tr("观察员"), form.observer.empty() ? std::string("—") : escape(form.observer));
    html += form_row(tr("参加人数"), form.participants);
    html += form_row(tr("情景设定"), escape(form.setting));
    html += form_row(tr("组织分工"), lines(form.duties));
    html += form_row(tr("疏散人数"), form.evacuated);
    html += form_row(tr("消防设施动作情况"), escape(form.devices));
    html += form_row(tr("评估"), form.rating);
    html += "</table>" + course_of_events(form);
    html += fmt::format("<div class=\"sign\"><div>{}</div><div>{}</div><div>{}</div></div>\n",
                        tr("演练负责人签字"), tr("记录人签字"), tr("日期"));
    return html;
}

std::string format_limits(const ReportInput& input) {
    const auto& r = *input.record;
    std::string html = fmt::format("<h2>{}</h2><ul>", tr("假设与适用范围"));
    for (const auto& [text, mark] : r.scenario.assumptions)
        html += fmt::format("<li>{}{}</li>", escape(text),
                            mark.empty() ? ""
                                         : fmt::format("　<span class=\"mark\">{}</span>",
                                                       escape(tr(mark.c_str()))));
    if (!r.plan.note.empty()) html += "<li>" + escape(r.plan.note) + "</li>";
    for (const char* text : {tr("烟气为双区模型：每个房间上下两层，层内均匀；走廊分段。火源附近和楼"
                                "梯间的细节不可信。"),
                             tr("各动作用时、叫醒用时、听到广播后的反应时间是估计值。"),
                             tr("床和轮椅不挡别人以外的家具；老人不会中途改变主意。")})
        html += fmt::format("<li>{}</li>", text);
    for (const auto& fact : r.facts)
        if (fact.kind == FactKind::model_limit_reached)
            html += fmt::format("<li class=\"bad\">{}</li>",
                                trf("{} 超出模型的适用范围：{}", clock_text(seconds(fact.tick)),
                                    escape(fact.target)));
    html += fmt::format("</ul><p>{}　<span class=\"mark\">{}</span>　{}</p>\n", tr("带"),
                        tr("未核实"), tr("的数字凭经验给出，可以在脚本里改。"));
    return html;
}

} // namespace tools::report
