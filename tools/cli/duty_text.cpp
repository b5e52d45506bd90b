#include "tools/cli/duty_text.h"

#include "sim/core/text.h"
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::tr;

std::vector<std::vector<std::string>> duty_ledger_rows(const DutyProblem& problem,
                                                       const DutyLedger& ledger) {
    std::vector<std::vector<std::string>> rows{
        {tr("姓名"), tr("班次"), tr("夜班"), tr("周末"), tr("节日"), tr("小时"), tr("比应摊多")}};
    for (const LedgerRow& row : ledger.rows) {
        if (row.group < 0) continue;
        rows.push_back({problem.people[static_cast<std::size_t>(row.person)].name,
                        std::to_string(row.year.total_count), std::to_string(row.year.night_count),
                        std::to_string(row.year.weekend_count),
                        std::to_string(row.year.holiday_count),
                        fmt::format("{:.0f}", row.year.work_min / 60.0),
                        fmt::format("{:+.1f}", row.ahead_count[0])});
    }
    return rows;
}

nlohmann::ordered_json duty_ledger_json(const DutyProblem& problem, const DutyLedger& ledger) {
    auto json = nlohmann::ordered_json::array();
    for (const LedgerRow& row : ledger.rows) {
        nlohmann::ordered_json one{
            {"person", problem.people[static_cast<std::size_t>(row.person)].key},
            {"group", row.group},
            {"total", row.year.total_count},
            {"night", row.year.night_count},
            {"weekend", row.year.weekend_count},
            {"holiday", row.year.holiday_count},
            {"work_min", row.year.work_min}};
        for (std::size_t k = 0; k < share_kinds; ++k)
            one["ahead"][std::string(share_kind_names[k])] = row.ahead_count[k];
        json.push_back(std::move(one));
    }
    return json;
}

nlohmann::ordered_json duty_violations_json(const DutyProblem& problem, const DutyGrid& grid,
                                            const std::vector<DutyViolation>& violations) {
    auto json = nlohmann::ordered_json::array();
    for (const DutyViolation& one : violations)
        json.push_back({{"rule", one.rule_id},
                        {"persons", one.person_keys},
                        {"first", iso(one.first)},
                        {"last", iso(one.last)},
                        {"post", one.post_key},
                        {"shift", one.shift_key},
                        {"got", one.got},
                        {"limit", one.limit},
                        {"text", describe(problem, grid, one)}});
    return json;
}

} // namespace tools::cli
