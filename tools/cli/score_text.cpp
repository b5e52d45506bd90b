#include "tools/cli/score_text.h"

#include "sim/core/locale.h"
#include "sim/core/text.h"
#include "tools/cli/terminal.h"
#include <nlohmann/json.hpp>

namespace tools::cli {

using sim::core::tr;
using sim::core::trf;

namespace {

const std::string& name_of(const sim::drill::Scenario& scenario, const std::string& key) {
    for (const auto& person : scenario.people)
        if (person.key == key) return person.name;
    for (const auto& role : scenario.roles)
        if (role.key == key) return role.name;
    return key;
}

std::string time_or_dash(const std::optional<double>& time_s) {
    return time_s ? clock_text(*time_s) : "-";
}

std::string key_times_table(const sim::drill::KeyTimes& t) {
    return format_table({{tr("发现"), tr("确认"), "119", tr("首支灭火器"), tr("起火间关门"),
                          tr("起火间清空"), tr("清点完毕")},
                         {time_or_dash(t.detect), time_or_dash(t.confirm), time_or_dash(t.call_119),
                          time_or_dash(t.first_agent), time_or_dash(t.origin_door_closed),
                          time_or_dash(t.origin_room_clear), time_or_dash(t.accounted)}});
}

/// What kind of drill it was, and what became of people: in a real one nobody counted them all.
std::string summary(const sim::record::Header& header, const sim::drill::Score& score) {
    const std::string kind = tr(sim::core::word(header.kind));
    if (header.kind == sim::core::DrillKind::real)
        return fmt::format("{}　{}\n", kind, header.team);
    return trf("{}　策略 {}　种子 {}　{}\n", kind, header.team, header.seed,
               tr("教学仿真，不作为消防设计依据")) +
           trf("全部人员 {}：安全 {}，避险 {}，仍在内 {}，失能 {}\n", score.people.total(),
               score.people.safe, score.people.sheltered, score.people.inside,
               score.people.incapacitated);
}

} // namespace

std::string format_score(const sim::drill::Scenario& scenario, const sim::record::Header& header,
                         const sim::drill::Score& score) {
    std::string text =
        trf("{}（{}）　{}　{:.1f} 分\n", tr(sim::drill::grade_word(score.letter)), score.letter,
            sim::core::shown_name(scenario.name, scenario.name_en), score.final);
    text += summary(header, score) + "\n";
    text += key_times_table(score.times) + "\n";
    std::vector<std::vector<std::string>> rows{
        {tr("号"), tr("应做"), tr("谁"), tr("结果"), tr("完成"), tr("得分"), tr("说明")}};
    for (const sim::drill::Outcome& o : score.outcomes) {
        std::string action;
        for (const auto& expected : scenario.expected)
            if (expected.no == o.expected_no) action = expected.action;
        rows.push_back({std::to_string(o.expected_no), action,
                        name_of(scenario, o.person.empty() ? o.role : o.person), tr(word(o.status)),
                        o.done ? clock_text(sim::core::seconds(*o.done)) : "-",
                        fmt::format("{:.1f}/{:.0f}", o.points, o.weight), o.reason});
    }
    text += format_table(rows);
    for (const sim::drill::EarnedCap& cap : score.caps)
        text += trf("封顶 {:.0f} 分：{}（{}）\n", cap.cap, tr(sim::drill::word(cap.breach)),
                    cap.reason);
    return text;
}

nlohmann::ordered_json key_times_json(const sim::drill::KeyTimes& t) {
    nlohmann::ordered_json json;
    const auto put = [&json](const char* name, const std::optional<double>& time_s) {
        json[name] = time_s ? nlohmann::ordered_json(*time_s) : nlohmann::ordered_json();
    };
    put("detect", t.detect);
    put("confirm", t.confirm);
    put("call_119", t.call_119);
    put("first_agent", t.first_agent);
    put("origin_door_closed", t.origin_door_closed);
    put("origin_room_clear", t.origin_room_clear);
    put("accounted", t.accounted);
    return json;
}

} // namespace tools::cli
