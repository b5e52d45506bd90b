#include "tools/cli/duty_text.h"

#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::tr;
using sim::core::trf;

std::string duty_person_name(const DutyProblem& problem, const DutyPerson& person) {
    if (std::ranges::count(problem.people, person.name, &DutyPerson::name) < 2) return person.name;
    const auto slash = person.key.find_last_of('/');
    std::string tail = slash == std::string::npos ? person.key : person.key.substr(slash + 1);
    // Keys drawn from names begin with them.
    if (tail.starts_with(person.name)) tail.erase(0, person.name.size());
    while (tail.starts_with('-'))
        tail.erase(0, 1);
    return person.name + " (" + (tail.empty() ? person.key : tail) + ")";
}

sim::core::Result<std::string> find_duty_person(const DutyProblem& problem, const char* option,
                                                const std::string& text) {
    std::vector<std::string> keys;
    for (const DutyPerson& one : problem.people) {
        if (one.key == text) return one.key;
        if (one.name == text) keys.push_back(one.key);
    }
    if (keys.size() == 1) return keys.front();
    if (keys.empty())
        return sim::core::make_error(sim::core::Errc::bad_input,
                                     {"", option, trf("排班表里没有“{}”", text), tr("姓名或编号")});
    std::string expected;
    for (const std::string& key : keys)
        expected += (expected.empty() ? "" : tr("、")) + key;
    return sim::core::make_error(
        sim::core::Errc::bad_input,
        {"", option, trf("有 {} 个人叫“{}”，请写编号", keys.size(), text), expected});
}

std::vector<std::vector<std::string>> duty_ledger_rows(const DutyProblem& problem,
                                                       const DutyLedger& ledger) {
    std::vector<std::vector<std::string>> rows{
        {tr("姓名"), tr("班次"), tr("夜班"), tr("周末"), tr("节日"), tr("小时"), tr("比应摊多")}};
    for (const LedgerRow& row : ledger.rows) {
        if (row.group < 0) continue;
        rows.push_back(
            {duty_person_name(problem, problem.people[static_cast<std::size_t>(row.person)]),
             std::to_string(row.year.total_count), std::to_string(row.year.night_count),
             std::to_string(row.year.weekend_count), std::to_string(row.year.holiday_count),
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
