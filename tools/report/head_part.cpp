// Page one: what this is, how it went, who, why, what next.
#include "sim/core/locale.h"
#include "sim/core/text.h"
#include "tools/report/html.h"
#include "tools/report/parts.h"
#include <algorithm>
#include <map>

namespace tools::report {

using sim::core::shown_name;
using sim::core::tr;
using sim::core::trf;
using sim::drill::OutcomeStatus;

namespace {

/// "老人 90：安全 0，避险 90，仍在内 0，失能 0", for those with or without a mobility class.
std::string count_line(const sim::record::Record& r, bool residents) {
    int counts[4] = {}, total = 0;
    for (std::size_t i = 0; i < r.cast.size() && !r.frames.empty(); ++i) {
        const auto& p = r.frames.back().people[i];
        if (!p.present || residents == r.cast[i].mobility.empty()) continue;
        ++counts[static_cast<int>(p.outcome)];
        ++total;
    }
    using sim::drill::PersonOutcome;
    const int safe = counts[static_cast<int>(PersonOutcome::safe)],
              sheltered = counts[static_cast<int>(PersonOutcome::sheltered)];
    const int inside = counts[static_cast<int>(PersonOutcome::inside)],
              lost = counts[static_cast<int>(PersonOutcome::incapacitated)];
    return residents ? trf("老人 {} 人：到室外 {}，避险 {}，仍在起火分区 {}，失能 {}", total, safe,
                           sheltered, inside, lost)
                     : trf("工作人员 {} 人：到室外 {}，在别的分区 {}，在起火分区 {}，失能 {}",
                           total, safe, sheltered, inside, lost);
}

} // namespace

std::string format_head(const ReportInput& input) {
    const auto& r = *input.record;
    const auto& score = *input.score;
    const std::string organisation =
        input.organisation.empty() ? shown_name(r.plan.name, r.plan.name_en) : input.organisation;
    const bool scene = r.header.start == sim::drill::StartMode::scene;
    std::string team = r.header.team;
    if (team == "perfect") team = tr("机器人，按预案做到最好");
    if (team == "typical") team = tr("机器人，有延误和遗漏");
    if (team == "idle") team = tr("机器人，无人行动");
    if (team == "decisions") team = tr("参训人员自己决定");
    std::string html = fmt::format(
        "<header class=\"head\"><div><h1>{}</h1><p class=\"facts\">{}　{}　{}<br>{}　{}</p></div>"
        "<div class=\"kind\">{}</div></header>\n",
        escape(shown_name(r.scenario.name, r.scenario.name_en)), escape(organisation),
        tr(scene ? "现场发现" : "系统发现"), tr(r.scenario.night ? "夜间" : "日间"), escape(team),
        escape(local_time_text(r.header.started_utc)), tr(word(r.header.kind)));
    if (!r.header.finished)
        html += fmt::format("<p class=\"bad\">{}</p>", trf("这份记录没有写完，到 {} 为止。",
                                                           clock_text(seconds(r.header.end))));
    html += fmt::format(
        "<div class=\"grade\"><div class=\"letter\">{}</div><div><div class=\"number\">{}</div>"
        "<div class=\"quiet\">{}</div></div><div>{}</div></div>\n",
        tr(sim::drill::grade_word(score.letter)), trf("{:.1f} 分（{}）", score.final, score.letter),
        trf("封顶前 {:.1f} 分", score.raw), count_line(r, true) + "<br>" + count_line(r, false));
    if (r.header.kind == sim::core::DrillKind::demonstration)
        html += fmt::format("<p class=\"quiet\">{}</p>",
                            tr("演示由机器人完成，不计入任何人的成绩、等级和演练次数。"));
    return html;
}

namespace {

std::string list_of(const std::vector<std::string>& items, std::size_t limit) {
    std::string html = "<ul>";
    for (std::size_t i = 0; i < items.size() && i < limit; ++i)
        html += "<li>" + escape(items[i]) + "</li>";
    if (items.size() > limit)
        html += fmt::format("<li>{}</li>", trf("另有 {} 项，见后表", items.size() - limit));
    return html + "</ul>";
}

std::vector<std::string> who_was_not_safe(const sim::record::Record& r) {
    std::vector<std::string> names;
    if (r.frames.empty()) return names;
    const auto& last = r.frames.back();
    std::map<std::string, int> inside_by_room;
    for (std::size_t i = 0; i < r.cast.size(); ++i) {
        const auto& p = last.people[i];
        if (p.outcome == sim::drill::PersonOutcome::incapacitated)
            names.insert(names.begin(), trf("{}：失能", r.cast[i].name));
        else if (p.outcome == sim::drill::PersonOutcome::inside && p.present &&
                 !r.cast[i].mobility.empty()) {
            const auto& sheet = r.area.sheets[p.position.sheet.index()];
            const auto space = sheet.flight ? r.plan[sheet.flight].lower
                                            : r.plan.find_space_at(sheet.level, p.position.at_m);
            ++inside_by_room[space ? r.plan[space].name : std::string(tr("楼梯"))];
        }
    }
    for (const auto& [room, count] : inside_by_room)
        names.push_back(trf("{}：{} 人仍在起火分区内", room, count));
    return names;
}

} // namespace

std::string format_answers(const ReportInput& input) {
    const auto& score = *input.score;
    std::vector<std::string> who = who_was_not_safe(*input.record), why, next;
    if (who.empty()) who.push_back(tr("没有。每个人都到了室外或避险处。"));
    for (const auto& cap : score.caps)
        why.push_back(trf("{}（{}）", tr(sim::drill::word(cap.breach)), cap.reason));
    for (const auto& outcome : score.outcomes)
        if (outcome.status == OutcomeStatus::missed || outcome.status == OutcomeStatus::wrong)
            for (const auto& expected : input.record->scenario.expected)
                if (expected.no == outcome.expected_no)
                    why.push_back(outcome.status == OutcomeStatus::wrong
                                      ? trf("没有守住：{}", expected.action)
                                      : trf("{}：没有做到", expected.action));
    if (why.empty()) why.push_back(tr("应做的都做了。"));
    for (const FindingRow& finding : find_findings(input))
        next.push_back(trf("{}（责任人 {}，时限 {}）",
                           finding.measure.empty() ? finding.text : finding.measure,
                           finding.responsible.empty() ? "＿＿＿＿" : finding.responsible,
                           finding.deadline.empty() ? "＿＿＿＿" : finding.deadline));
    if (next.empty()) next.push_back(tr("没有新的整改事项。"));
    return fmt::format(
        "<div class=\"answers\"><section><h3>{}</h3>{}</section><section><h3>{}</h3>{}</section>"
        "<section><h3>{}</h3>{}</section></div>\n",
        tr("谁没能安全？"), list_of(who, 7), tr("为什么？"), list_of(why, 7),
        tr("下一步谁做什么、何时做完？"), list_of(next, 6));
}

std::string format_key_times(const ReportInput& input) {
    const auto& t = input.score->times;
    const auto cell = [](const char* label, const std::optional<double>& time_s) {
        return fmt::format("<div><b>{}</b><small>{}</small></div>",
                           time_s ? clock_text(*time_s) : "—", label);
    };
    std::string html =
        fmt::format("<h2>{}</h2><div class=\"times\">", tr("七个关键时刻（分:秒，自演练开始）"));
    html += cell(tr("发现"), t.detect) + cell(tr("确认"), t.confirm) +
            cell(tr("拨打 119"), t.call_119) + cell(tr("首支灭火器"), t.first_agent) +
            cell(tr("起火间关门"), t.origin_door_closed) +
            cell(tr("起火间清空"), t.origin_room_clear) + cell(tr("清点完毕"), t.accounted);
    html += "</div>";
    for (const auto& [name, note] : input.score->time_notes)
        html += fmt::format("<p class=\"quiet\">{}{}{}</p>", escape(name), tr("："), escape(note));
    return html + "\n";
}

} // namespace tools::report
