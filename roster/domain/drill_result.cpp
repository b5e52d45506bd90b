#include "roster/domain/drill_result.h"

#include "sim/core/text.h"
#include <algorithm>
#include <set>

namespace roster::domain {

using sim::core::Problems;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::size_t sha256_length = 64;
constexpr double best_score = 100.0;

bool is_sha256(std::string_view text) noexcept {
    return text.size() == sha256_length && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

struct Reporter {
    Problems problems;
    void operator()(std::string pointer, std::string what, std::string expected) {
        problems.push_back({"", std::move(pointer), std::move(what), std::move(expected)});
    }
};

void check_hash(Reporter& report, const char* field, const std::string& value) {
    if (!is_sha256(value))
        report(std::string("/") + field, tr("不是 SHA-256"), tr("64 位小写十六进制"));
}

void check_held(Reporter& report, const DrillResult& drill) {
    check_hash(report, "record_sha256", drill.record_sha256);
    constexpr std::string_view ratings = "PSMU";
    if (drill.rating.size() != 1 || ratings.find(drill.rating) == std::string_view::npos)
        report("/rating", trf("评级“{}”不认识", drill.rating), "P / S / M / U");
    if (!drill.score || *drill.score < 0 || *drill.score > best_score)
        report("/score", tr("没有得分或得分超出范围"), "0–100");
}

void check_outcome(Reporter& report, const std::string& at, const Outcome& outcome) {
    if (outcome.action.empty()) report(at + "/action", tr("没有写动作"), tr("动作的名称"));
    if (outcome.time_s && !(*outcome.time_s >= 0))
        report(at + "/time_s", tr("时间是负数"), tr("0 或以上"));
    if (outcome.items_count && *outcome.items_count < 0)
        report(at + "/items_count", tr("项数是负数"), tr("0 或以上"));
    if (!outcome.fact_sha256.empty() && !is_sha256(outcome.fact_sha256))
        report(at + "/fact_sha256", tr("不是 SHA-256"), tr("64 位小写十六进制"));
}

void check_persons(Reporter& report, const DrillResult& drill) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < drill.persons.size(); ++i) {
        const PersonResult& person = drill.persons[i];
        const std::string at = fmt::format("/persons/{}", i);
        if (!seen.insert(person.person_key).second)
            report(at, trf("{} 出现了两次", person.person_key), tr("每人一次"));
        std::set<int> numbers;
        for (std::size_t k = 0; k < person.outcomes.size(); ++k) {
            const std::string outcome_at = fmt::format("{}/outcomes/{}", at, k);
            check_outcome(report, outcome_at, person.outcomes[k]);
            if (!numbers.insert(person.outcomes[k].expected_no).second)
                report(outcome_at, trf("预期动作 {} 出现了两次", person.outcomes[k].expected_no),
                       tr("每个预期动作一次"));
        }
    }
}

} // namespace

const char* word(OutcomeStatus status) noexcept {
    constexpr const char* words[] = {"准时", "迟", "漏", "错", "不适用"};
    return words[static_cast<int>(status)];
}

int calc_deciding_count(const DrillResult& drill) noexcept {
    return static_cast<int>(std::ranges::count_if(drill.persons, [](const PersonResult& person) {
        return person.played_by == PlayedBy::person;
    }));
}

Problems check(const DrillResult& drill) {
    Reporter report;
    if (drill.organisation_key.empty()) report("/organisation_key", tr("没有写单位"), tr("单位"));
    if (drill.scenario_key.empty()) report("/scenario_key", tr("没有写脚本"), tr("脚本"));
    check_hash(report, "scenario_sha256", drill.scenario_sha256);
    check_hash(report, "plan_sha256", drill.plan_sha256);
    if (drill.local_day != calc_local_day(drill.started_at_utc))
        report("/local_day", trf("当地日期 {} 与开始时间对不上", iso(drill.local_day)),
               iso(calc_local_day(drill.started_at_utc)));
    if (drill.progress == DrillProgress::held) check_held(report, drill);
    if (drill.progress == DrillProgress::planned && !drill.persons.empty())
        report("/persons", tr("还没有进行的演练不能有个人结果"), tr("进行之后再记录"));
    check_persons(report, drill);
    return std::move(report.problems);
}

} // namespace roster::domain
