#include "tools/cli/duty_text.h"

#include "sim/core/text.h"
#include <fmt/format.h>
#include <map>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::tr;

namespace {

const char* weekday(Date day) {
    constexpr const char* names[] = {"日", "一", "二", "三", "四", "五", "六"};
    return tr(names[std::chrono::weekday(day).c_encoding()]);
}

std::string kind_text(DayKind kind) {
    constexpr const char* names[] = {"", "休", "节"};
    return *names[static_cast<int>(kind)] ? tr(names[static_cast<int>(kind)]) : "";
}

} // namespace

std::vector<std::vector<std::string>> duty_month_rows(const DutyFile& duty, Date first, Date last) {
    const DutyProblem& problem = duty.problem;
    std::vector<std::vector<std::string>> rows{{tr("日期"), tr("星期"), tr("日子")}};
    std::map<std::pair<std::string, std::string>, std::size_t> column;
    for (const DutyPost& post : problem.posts)
        for (const PostShift& one : post.shifts) {
            const auto shift = std::ranges::find(problem.shifts, one.shift_key, &DutyShift::key);
            column[{post.key, one.shift_key}] = rows.front().size();
            rows.front().push_back(post.name + " " +
                                   (shift == problem.shifts.end() ? one.shift_key : shift->name));
        }
    std::map<std::string, std::string> name;
    for (const DutyPerson& person : problem.people)
        name[person.key] = person.name;
    for (Date day = first; day <= last; day += Days{1}) {
        std::vector<std::string> row(rows.front().size());
        row[0] = iso(day);
        row[1] = weekday(day);
        row[2] = kind_text(calc_day_kind(problem.calendars, day));
        for (const DutyCell& cell : duty.cells) {
            const auto at = column.find({cell.post_key, cell.shift_key});
            if (cell.day != day || at == column.end()) continue;
            std::string& text = row[at->second];
            text += (text.empty() ? "" : tr("、")) + name[cell.person_key];
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

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
