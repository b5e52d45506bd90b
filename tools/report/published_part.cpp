// A published course of events against this run: what the script gave, what the model computed.
#include "sim/core/text.h"
#include "tools/report/html.h"
#include "tools/report/parts.h"
#include <algorithm>

namespace tools::report {

using sim::core::tr;
using sim::core::trf;
using Trigger = sim::drill::InjectSpec::Trigger;

namespace {

/// When the inject came, to the tick; none when it did not.
std::optional<double> time_of(const sim::record::Record& r, const sim::drill::InjectSpec& inject) {
    const std::string no = std::to_string(inject.no);
    for (const auto& fact : r.facts)
        if (fact.kind == sim::drill::FactKind::inject && fact.target == no)
            return sim::core::seconds(fact.tick);
    return std::nullopt;
}

/// Where the time of this run comes from: only what waits for an event is the model's.
const char* origin_word(Trigger trigger) {
    switch (trigger) {
    case Trigger::after:
    case Trigger::when:
        return tr("模型计算");
    case Trigger::manual:
        return tr("导调人员发出");
    case Trigger::at:
        break;
    }
    return tr("照脚本");
}

std::string difference_text(double difference_s) {
    const std::string size = clock_text(std::abs(difference_s));
    if (size == "00:00") return tr("同时");
    return difference_s > 0 ? trf("晚 {}", size) : trf("早 {}", size);
}

std::string row(const sim::record::Record& r, const sim::drill::InjectSpec& inject) {
    const auto happened_s = time_of(r, inject);
    // A scripted time agrees with what was published because it was copied: no difference to show.
    const bool compared = happened_s && inject.trigger != Trigger::at;
    return fmt::format(
        "<tr><td>{}<br><span class=\"quiet\">{}</span></td><td class=\"n\">{}</td>"
        "<td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"who\">{}</td></tr>",
        escape(inject.text), escape(inject.source), clock_text(*inject.published_s),
        happened_s ? clock_text(*happened_s) : std::string(tr("没有发生")),
        compared ? difference_text(*happened_s - *inject.published_s) : std::string("—"),
        origin_word(inject.trigger));
}

} // namespace

std::string format_published(const ReportInput& input) {
    const auto& r = *input.record;
    const auto is_compared = [&](const sim::drill::InjectSpec& inject) {
        return inject.published_s && (!inject.only || *inject.only == r.header.start);
    };
    if (std::none_of(r.scenario.injects.begin(), r.scenario.injects.end(), is_compared)) return "";
    std::string html = fmt::format(
        "<h2>{}</h2><p class=\"quiet\">{}</p><table><thead><tr><th>{}</th><th class=\"n\">{}</th>"
        "<th class=\"n\">{}</th><th class=\"n\">{}</th><th class=\"who\">{}</th></tr></thead>",
        tr("与公布的时间线对照"),
        tr("“照脚本”是按公布的时刻给定的，不是算出来的；“模型计算”是这次演练算出来的时刻。"),
        tr("内容"), tr("公布"), tr("这一次"), tr("相差"), tr("怎么来的"));
    for (const auto& inject : r.scenario.injects)
        if (is_compared(inject)) html += row(r, inject);
    return html + "</table>\n";
}

} // namespace tools::report
