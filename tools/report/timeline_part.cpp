// Plan against actual, one row for each expected action, as a drawing that prints.
#include "sim/core/text.h"
#include "tools/report/html.h"
#include "tools/report/parts.h"
#include <algorithm>

namespace tools::report {

using sim::core::tr;
using sim::core::trf;
using sim::drill::OutcomeStatus;

namespace {

constexpr double label_width = 410, chart_width = 610, right_margin = 80, row_height = 30,
                 line_height = 20, top = 44;
constexpr int label_columns = 46; // what fits beside the chart at 16 px

struct Scale {
    double end_s;
    [[nodiscard]] double x(double time_s) const {
        return label_width + chart_width * std::clamp(time_s / end_s, 0.0, 1.0);
    }
};

std::string axis(const Scale& scale, double height) {
    std::string svg;
    const double step_s = scale.end_s > 1200 ? 300 : scale.end_s > 400 ? 120 : 60;
    for (double t = 0; t <= scale.end_s + 1; t += step_s) {
        const double x = scale.x(t);
        svg += fmt::format(
            "<line x1=\"{0:.1f}\" y1=\"{1}\" x2=\"{0:.1f}\" y2=\"{2}\" stroke=\"#D6D2C8\"/>"
            "<text x=\"{0:.1f}\" y=\"{3}\" text-anchor=\"middle\" fill=\"#5E656D\">{4}</text>",
            x, top - 8, height, top - 14, clock_text(t));
    }
    return svg;
}

struct Look {
    const char* colour;
    const char* word;
};

Look look_of(OutcomeStatus status) {
    switch (status) {
    case OutcomeStatus::on_time:
        return {"#2E7D4F", tr("准时")};
    case OutcomeStatus::late:
        return {"#B8860B", tr("迟")};
    case OutcomeStatus::missed:
        return {"#B3261E", tr("漏")};
    case OutcomeStatus::wrong:
        return {"#B3261E", tr("错")};
    case OutcomeStatus::not_applicable:
        break;
    }
    return {"#5E656D", tr("不适用")};
}

/// Lines of at most label_columns, broken between characters.
std::vector<std::string> break_label(const std::string& label) {
    std::vector<std::string> lines{""};
    for (std::size_t at = 0; at < label.size();) {
        std::size_t next = at + 1;
        while (next < label.size() && (static_cast<unsigned char>(label[next]) & 0xC0) == 0x80)
            ++next;
        const std::string character = label.substr(at, next - at);
        if (sim::core::display_width(lines.back() + character) > label_columns)
            lines.emplace_back();
        lines.back() += character;
        at = next;
    }
    return lines;
}

double height_of(const std::vector<std::string>& lines) {
    return row_height + line_height * static_cast<double>(lines.size() - 1);
}

std::string row(const Scale& scale, const sim::drill::Outcome& outcome,
                const std::vector<std::string>& label, double y) {
    const Look look = look_of(outcome.status);
    std::string svg;
    double line_y = y + 5 - line_height * static_cast<double>(label.size() - 1) / 2;
    for (const std::string& line : label) {
        svg += fmt::format("<text x=\"{}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>",
                           label_width - 14, line_y, escape(line));
        line_y += line_height;
    }
    if (outcome.due) {
        const double due_x = scale.x(seconds(*outcome.due));
        svg += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"6\" fill=\"#fff\" "
                           "stroke=\"#1F2328\" stroke-width=\"2\"/>",
                           due_x, y);
        if (outcome.done)
            svg += fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" "
                               "stroke=\"{}\" stroke-width=\"3\"/>",
                               due_x, y, scale.x(seconds(*outcome.done)), y, look.colour);
    }
    const double mark_x = outcome.done  ? scale.x(seconds(*outcome.done))
                          : outcome.due ? scale.x(seconds(*outcome.due))
                                        : label_width;
    if (outcome.done)
        svg += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"7\" fill=\"{}\"/>", mark_x, y,
                           look.colour);
    else if (outcome.status == OutcomeStatus::missed)
        svg += fmt::format("<path d=\"M{0:.1f} {1:.1f}l12 12m0 -12l-12 12\" stroke=\"#B3261E\" "
                           "stroke-width=\"3\" fill=\"none\"/>",
                           mark_x - 6, y - 6);
    svg += fmt::format("<text x=\"{}\" y=\"{:.1f}\" fill=\"{}\">{}</text>",
                       label_width + chart_width + 12, y + 5, look.colour, look.word);
    return svg;
}

} // namespace

std::string format_timeline(const ReportInput& input) {
    const auto& scenario = input.record->scenario;
    std::vector<std::pair<const sim::drill::Outcome*, std::vector<std::string>>> rows;
    double height = top + 8;
    for (const auto& outcome : input.score->outcomes) {
        if (outcome.status == OutcomeStatus::not_applicable) continue;
        for (const auto& expected : scenario.expected)
            if (expected.no == outcome.expected_no) {
                rows.emplace_back(&outcome,
                                  break_label((expected.critical ? "★ " : "") + expected.action));
                height += height_of(rows.back().second);
            }
    }
    const Scale scale{std::max(60.0, scenario.end_s)};
    std::string html = fmt::format("<h2>{}</h2><p class=\"quiet\">{}</p>", tr("计划与实际"),
                                   tr("○ 应在此前完成　● 实际完成　✕ 没有做到　★ 关键动作"));
    html += fmt::format(
        "<svg class=\"timeline\" viewBox=\"0 0 {} {:.0f}\" font-size=\"16\" role=\"img\">",
        label_width + chart_width + right_margin, height);
    html += axis(scale, height);
    double y = top;
    for (const auto& [outcome, label] : rows) {
        html += row(scale, *outcome, label, y + height_of(label) / 2);
        y += height_of(label);
    }
    return html + "</svg>\n";
}

} // namespace tools::report
