#include "tools/cli/competence_text.h"

#include "sim/core/text.h"
#include "sim/drill/fact.h"
#include "tools/cli/terminal.h"
#include <algorithm>
#include <tuple>

namespace tools::cli {

using namespace roster::domain;
using roster::service::PartCompetence;
using roster::service::PartLine;
using roster::store::EvidenceKind;
using roster::store::TrailLine;
using sim::core::tr;
using sim::core::trf;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::array place_words{"掌握", "未掌握", "长期休假，不计", "不在岗，不计",
                                 "不是机构的员工，不计"};

const char* place_word(roster::service::MasteryPlace place) {
    return tr(place_words[static_cast<std::size_t>(place)]);
}

std::string level_text(const Standing& standing) {
    return fmt::format("L{}{}", standing.level, standing.blocked ? "!" : "");
}

std::string advice_text(const std::vector<Advice>& advice) {
    std::string text;
    for (const Advice& one : advice)
        text += trf("{}{} 要 L{}", text.empty() ? "" : "；", sim::core::letter(one.element),
                    one.wanted_level) +
                trf("（{}）", one.reason);
    return text;
}

struct FallLine {
    const PartLine* person = nullptr;
    CompetenceElement element{};
    int level = 0; ///< before it
    Fall fall;
};

std::vector<FallLine> list_falls(const PartCompetence& part, Date today, int within_days) {
    std::vector<FallLine> lines;
    for (const PartLine& one : part.people) {
        if (!one.line.on_roll) continue;
        for (std::size_t i = 0; i < one.falls.size(); ++i) {
            int level = one.line.levels[i].level;
            for (const Fall& fall : one.falls[i]) {
                if (within_days < 0 || calc_days_between(today, fall.on) <= within_days)
                    lines.push_back({&one, sim::core::all_competence_elements[i], level, fall});
                level = fall.level;
            }
        }
    }
    std::ranges::stable_sort(lines, {}, [](const FallLine& one) {
        return std::tuple(one.fall.on, one.person->line.person.key);
    });
    return lines;
}

Json level_json(const Standing& standing, const std::vector<Fall>& falls) {
    Json json{{"level", standing.level}};
    json["holds_until"] = standing.holds_until ? Json(iso(*standing.holds_until)) : nullptr;
    json["due_soon"] = standing.due_soon;
    json["blocked"] = standing.blocked;
    json["falls"] = Json::array();
    for (const Fall& fall : falls)
        json["falls"].push_back({{"on", iso(fall.on)}, {"level", fall.level}});
    return json;
}

std::string evidence_of(const TrailLine& line) {
    return fmt::format("{}/{}", name_of(roster::store::evidence_kind_names, line.kind),
                       line.evidence_id);
}

/// What the person did: an act of a drill, right of asked, a training.
std::string deed_of(const TrailLine& line) {
    if (line.kind != EvidenceKind::drill) return line.detail;
    const auto kind = sim::drill::find_fact_kind(line.outcome.action);
    return kind ? tr(sim::drill::word(*kind)) : line.outcome.action;
}

const char* kind_word(const TrailLine& line) {
    switch (line.kind) {
    case EvidenceKind::quiz:
        return tr("答题");
    case EvidenceKind::assessment:
        return tr("实操考评");
    case EvidenceKind::drill:
        break;
    }
    return tr(word(line.drill_kind));
}

} // namespace

Rows people_rows(const PartCompetence& part) {
    Rows rows{{tr("编号"), tr("姓名"), tr("单位"), "K", "A", "E", "L", "C", tr("掌握"),
               tr("最近下降"), tr("提醒")}};
    for (const PartLine& one : part.people) {
        std::vector<std::string> row{one.line.person.key, one.line.person.name,
                                     one.organisation_name};
        for (const Standing& standing : one.line.levels)
            row.push_back(level_text(standing));
        row.push_back(place_word(one.place));
        row.push_back(one.next_fall ? iso(*one.next_fall) : "");
        row.push_back(advice_text(one.line.advice));
        rows.push_back(std::move(row));
    }
    return rows;
}

Json people_json(const PartCompetence& part) {
    Json json = Json::array();
    for (const PartLine& one : part.people) {
        Json levels, standings;
        for (std::size_t i = 0; i < one.line.levels.size(); ++i) {
            const std::string letter(sim::core::letter(sim::core::all_competence_elements[i]));
            levels[letter] = one.line.levels[i].level;
            standings[letter] = level_json(one.line.levels[i], one.falls[i]);
        }
        Json advice = Json::array();
        for (const Advice& want : one.line.advice)
            advice.push_back({{"element", sim::core::letter(want.element)},
                              {"wanted", want.wanted_level},
                              {"level", want.level},
                              {"reason", want.reason}});
        json.push_back({{"person", one.line.person.key},
                        {"name", one.line.person.name},
                        {"organisation", one.line.person.organisation_key},
                        {"on_roll", one.line.on_roll},
                        {"mastery", name_of(roster::service::mastery_place_names, one.place)},
                        {"levels", levels},
                        {"elements", standings},
                        {"next_fall", one.next_fall ? Json(iso(*one.next_fall)) : nullptr},
                        {"advice", advice}});
    }
    return json;
}

Rows forecast_rows(const PartCompetence& part, Date today, int within_days) {
    Rows rows{{tr("下降日期"), tr("还有天数"), tr("编号"), tr("姓名"), tr("单位"), tr("能力"),
               tr("由"), tr("降为")}};
    for (const FallLine& one : list_falls(part, today, within_days))
        rows.push_back({iso(one.fall.on), std::to_string(calc_days_between(today, one.fall.on)),
                        one.person->line.person.key, one.person->line.person.name,
                        one.person->organisation_name, std::string(sim::core::letter(one.element)),
                        fmt::format("L{}", one.level), fmt::format("L{}", one.fall.level)});
    return rows;
}

Json forecast_json(const PartCompetence& part, Date today, int within_days) {
    Json json = Json::array();
    for (const FallLine& one : list_falls(part, today, within_days))
        json.push_back({{"on", iso(one.fall.on)},
                        {"days", calc_days_between(today, one.fall.on)},
                        {"person", one.person->line.person.key},
                        {"element", sim::core::letter(one.element)},
                        {"from", one.level},
                        {"to", one.fall.level}});
    return json;
}

std::string mastery_text(const PartCompetence& part) {
    const auto rate = part.rate();
    if (!rate) return tr("掌握率 无数据（没有在岗的人）");
    return trf("掌握率 {}/{}（{}；K、A、E、L 都达到 L2）", part.mastery.mastered_count,
               part.mastery.on_roll_count,
               percent_text(part.mastery.mastered_count, part.mastery.on_roll_count));
}

std::string tips_text(const roster::service::TipsRate& tips) {
    const auto rate = tips.ratio();
    if (!rate)
        return trf("三提示普及率 无数据（{} 至 {} 没有登记）", iso(tips.first), iso(tips.last));
    return trf("三提示普及率 {}/{}（{}；{} 至 {}）", tips.informed_count, tips.present_count,
               percent_text(tips.informed_count, tips.present_count), iso(tips.first),
               iso(tips.last));
}

Json rates_json(const PartCompetence& part, const roster::service::TipsRate& tips) {
    const auto mastery = part.rate();
    const auto informed = tips.ratio();
    Json rows = Json::array();
    for (const auto& row : tips.rows)
        rows.push_back({{"row", fmt::format("three_tips/{}", row.id)},
                        {"organisation", row.organisation_key},
                        {"day", iso(row.local_day)},
                        {"occasion", row.occasion},
                        {"informed", row.informed_count},
                        {"present", row.present_count}});
    Json persons = Json::array();
    for (const PartLine& one : part.people)
        persons.push_back({{"person", one.line.person.key},
                           {"place", name_of(roster::service::mastery_place_names, one.place)}});
    return {{"mastery",
             {{"numerator", part.mastery.mastered_count},
              {"denominator", part.mastery.on_roll_count},
              {"rate", mastery ? Json(*mastery) : nullptr},
              {"rows", persons}}},
            {"three_tips",
             {{"from", iso(tips.first)},
              {"until", iso(tips.last)},
              {"numerator", tips.informed_count},
              {"denominator", tips.present_count},
              {"rate", informed ? Json(*informed) : nullptr},
              {"rows", rows}}}};
}

Rows trail_rows(const std::vector<TrailLine>& trail) {
    Rows rows{{tr("行"), tr("能力"), tr("等级"), tr("日期"), tr("有效期至"), tr("证据"), tr("方式"),
               tr("内容"), tr("见证人"), tr("事实"), tr("记录哈希")}};
    for (const TrailLine& t : trail)
        rows.push_back({std::to_string(t.competence_id), std::string(letter(t.entry.element)),
                        fmt::format("L{}", t.entry.level), iso(t.local_day), iso(t.valid_until),
                        evidence_of(t), kind_word(t), deed_of(t), t.witness,
                        t.kind == EvidenceKind::drill ? std::to_string(t.outcome.fact_seq) : "",
                        t.record_sha256.substr(0, 12)});
    return rows;
}

Json trail_json(const std::vector<TrailLine>& trail) {
    Json json = Json::array();
    for (const TrailLine& t : trail) {
        Json line{{"competence", t.competence_id}, {"element", letter(t.entry.element)},
                  {"level", t.entry.level},        {"quality", t.entry.quality},
                  {"day", iso(t.local_day)},       {"valid_until", iso(t.valid_until)},
                  {"evidence", evidence_of(t)},    {"witness", t.witness}};
        if (t.kind == EvidenceKind::drill)
            line.update({{"drill", t.drill_id},
                         {"kind", sim::core::name(t.drill_kind)},
                         {"scenario", t.scenario_key},
                         {"action", t.outcome.action},
                         {"observer", t.outcome.observer},
                         {"fact", t.outcome.fact_seq},
                         {"fact_sha256", t.outcome.fact_sha256},
                         {"record_sha256", t.record_sha256}});
        else
            line["detail"] = t.detail;
        json.push_back(std::move(line));
    }
    return json;
}

Rows sitting_rows(const roster::service::SittingLine& sitting) {
    Rows rows{{tr("题号"), tr("题目"), tr("答的"), tr("正确答案"), tr("对错"), tr("依据")}};
    for (const auto& answer : sitting.answers) {
        const Json expected = Json::parse(answer.expected_json, nullptr, false);
        const Json given = Json::parse(answer.given_json, nullptr, false);
        const auto text = [](const Json& from, const char* key) {
            return from.is_object() ? from.value(key, std::string()) : std::string();
        };
        rows.push_back({std::to_string(answer.answer_no), answer.question, text(given, "answer"),
                        text(expected, "answer"), answer.correct ? "✓" : "✗",
                        text(expected, "norm") + " " + text(expected, "clause")});
    }
    return rows;
}

Json sitting_json(const roster::service::SittingLine& sitting) {
    Json answers = Json::array();
    for (const auto& answer : sitting.answers) {
        Json one{{"no", answer.answer_no},
                 {"item", answer.item_key},
                 {"question", answer.question},
                 {"expected", Json::parse(answer.expected_json, nullptr, false)},
                 {"given", Json::parse(answer.given_json, nullptr, false)},
                 {"correct", answer.correct}};
        one["distance_m"] = answer.distance_m ? Json(*answer.distance_m) : nullptr;
        answers.push_back(std::move(one));
    }
    return {{"sitting", sitting.sitting_id},
            {"paper", sitting.paper_id},
            {"person", sitting.person_key},
            {"element", sim::core::letter(sitting.element)},
            {"started_at_utc", iso(sitting.started_at_utc)},
            {"way", name_of(quiz_way_names, sitting.way)},
            {"seed", sitting.seed},
            {"bank_sha256", sitting.bank_sha256},
            {"plan", sitting.plan_key},
            {"plan_sha256", sitting.plan_sha256},
            {"invigilator", sitting.invigilator},
            {"recorded_by", sitting.recorded_by},
            {"questions", sitting.question_count},
            {"correct", sitting.correct_count},
            {"passed", sitting.passed},
            {"answers", answers}};
}

} // namespace tools::cli
