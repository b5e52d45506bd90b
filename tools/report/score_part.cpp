// Scores by capability and person, competence before and after.
#include "sim/core/text.h"
#include "tools/report/html.h"
#include "tools/report/parts.h"
#include <algorithm>

namespace tools::report {

using sim::core::tr;
using sim::core::trf;
using sim::drill::OutcomeStatus;

namespace {

const char* element_word(sim::core::CompetenceElement element) {
    using sim::core::CompetenceElement;
    switch (element) {
    case CompetenceElement::hazards:
        return tr("K 懂本岗位火灾危险性");
    case CompetenceElement::alarm:
        return tr("A 报警通信");
    case CompetenceElement::extinguish:
        return tr("E 初起扑救与遏制");
    case CompetenceElement::evacuate:
        return tr("L 疏散与清点");
    case CompetenceElement::command:
        return tr("C 指挥");
    }
    return "";
}

const char* status_class(OutcomeStatus status) {
    if (status == OutcomeStatus::on_time) return "good";
    if (status == OutcomeStatus::late) return "soon";
    return status == OutcomeStatus::not_applicable ? "quiet" : "bad";
}

std::string bar_row(const std::string& name, double score) {
    return fmt::format("<tr><td>{}</td><td class=\"n\">{:.1f}</td><td><span class=\"bar\" "
                       "style=\"width:{:.0f}px\"></span></td></tr>",
                       escape(name), score, 3 * score);
}

} // namespace

std::string format_scores(const ReportInput& input) {
    const auto& r = *input.record;
    const auto& score = *input.score;
    std::string html = fmt::format("<h2>{}</h2><h3>{}</h3><table><thead><tr><th>{}</th><th "
                                   "class=\"n\">{}</th><th></th></tr></thead>",
                                   tr("评分"), tr("按能力"), tr("能力"), tr("得分"));
    for (const auto& [element, points] : score.by_capability)
        html += bar_row(element_word(element), points);
    html += fmt::format("</table><h3>{}</h3><table><thead><tr><th>{}</th><th "
                        "class=\"n\">{}</th><th></th></tr></thead>",
                        tr("按人"), tr("人员"), tr("得分"));
    for (const auto& [role, points] : score.by_role) {
        std::string who;
        for (const auto& person : r.cast)
            if (person.role == role) who += (who.empty() ? "" : tr("、")) + person.name;
        html += bar_row(trf("{}（{}）", who.empty() ? "—" : who, name_of(r, role)), points);
    }
    html += "</table>";
    if (!score.caps.empty()) {
        html += fmt::format("<h3>{}</h3><table><thead><tr><th>{}</th><th "
                            "class=\"n\">{}</th><th>{}</th></tr></thead>",
                            tr("封顶"), tr("关键失误"), tr("最高"), tr("依据"));
        for (const auto& cap : score.caps)
            html += fmt::format(
                "<tr><td class=\"bad\">{}</td><td class=\"n\">{:.0f}</td><td>{}</td></tr>",
                escape(tr(sim::drill::word(cap.breach))), cap.cap, escape(cap.reason));
        html += "</table>";
    }
    html += fmt::format("<h3>{}</h3><table><thead><tr><th class=\"n\">{}</th><th>{}</th><th "
                        "class=\"who\">{}</th><th class=\"who\">{}</th><th class=\"n\">{}</th>"
                        "<th class=\"n\">{}</th><th>{}</th></tr></thead>",
                        tr("逐项"), tr("号"), tr("应做"), tr("谁"), tr("结果"), tr("完成"),
                        tr("得分"), tr("说明"));
    for (const auto& outcome : score.outcomes) {
        std::string action;
        for (const auto& expected : r.scenario.expected)
            if (expected.no == outcome.expected_no) action = expected.action;
        html +=
            fmt::format("<tr><td class=\"n\">{}</td><td>{}</td><td class=\"who\">{}</td><td "
                        "class=\"who {}\">{}</td><td class=\"n\">{}</td>"
                        "<td class=\"n\">{:.1f}/{:.0f}</td><td>{}</td></tr>",
                        outcome.expected_no, escape(action),
                        escape(name_of(r, outcome.person.empty() ? outcome.role : outcome.person)),
                        status_class(outcome.status), tr(word(outcome.status)),
                        outcome.done ? clock_text(seconds(*outcome.done)) : "—", outcome.points,
                        outcome.weight, escape(outcome.reason));
    }
    return html + "</table>\n";
}

std::string format_competence(const ReportInput& input) {
    std::string html = fmt::format("<h2>{}</h2>", tr("一懂三会"));
    if (input.record->header.kind == sim::core::DrillKind::demonstration)
        return html + fmt::format("<p>{}</p>\n", tr("这是机器人演示：任何人的等级都不变。"));
    if (input.competence.empty())
        return html + fmt::format("<p>{}</p>\n", tr("这次没有等级变化。"));
    html += fmt::format("<table><thead><tr><th>{}</th><th>{}</th><th class=\"n\">{}</th><th "
                        "class=\"n\">{}</th><th>{}</th></tr></thead>",
                        tr("姓名"), tr("能力"), tr("原来"), tr("现在"), tr("证据"));
    for (const auto& change : input.competence)
        html += fmt::format("<tr><td>{}</td><td>{}</td><td class=\"n\">L{}</td><td "
                            "class=\"n\">L{}</td><td>{}</td></tr>",
                            escape(change.person), escape(change.element), change.before,
                            change.after, escape(change.evidence));
    return html + "</table>\n";
}

} // namespace tools::report
