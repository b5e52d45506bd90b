// yanlian training rotation plan|list|progress: 三年轮训 of everybody in the three roles.
#include "roster/service/rotations.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/ledger_home.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::service;
using sim::core::tr;
using sim::core::trf;

namespace {

struct RotationOptions : LedgerOptions {
    int year = 0, cohort = 0;
    bool save = false, left = false;
};

std::string day_or_empty(const std::optional<Date>& day) {
    return day ? iso(*day) : std::string();
}

std::string join(const std::vector<RotationLine::Role>& roles, bool posts) {
    std::string text;
    for (const auto& role : roles)
        text += (text.empty() ? "" : tr("、")) +
                (posts ? std::string(tr(word(role.post))) : role.organisation_name);
    return text;
}

nlohmann::ordered_json line_json(const RotationLine& line) {
    nlohmann::ordered_json roles = nlohmann::ordered_json::array();
    for (const auto& role : line.roles)
        roles.push_back(
            {{"organisation", role.organisation_key}, {"post", name_of(post_names, role.post)}});
    return {{"person", line.person_key},
            {"name", line.name},
            {"roles", std::move(roles)},
            {"year", line.year},
            {"cohort", line.cohort_no},
            {"trained_on", day_or_empty(line.trained_on)},
            {"due_on", day_or_empty(line.standing.due_on)},
            {"state", name_of(rotation_state_names, line.standing.state)}};
}

/// The words of the printed list: who was never trained is not past any 36 months.
const char* state_word(const RotationLine& line) {
    if (line.roles.empty()) return tr("已离任");
    return line.trained_on ? tr(word(line.standing.state)) : tr("从未轮训");
}

void print_lines(const RotationOptions& options, const std::vector<RotationLine>& lines,
                 const std::string& headline) {
    std::vector<std::vector<std::string>> rows{{tr("年度"), tr("批次"), tr("单位"), tr("姓名"),
                                                tr("职务"), tr("上次市级轮训"), tr("到期"),
                                                tr("状态")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const RotationLine& line : lines) {
        rows.push_back({std::to_string(line.year), std::to_string(line.cohort_no),
                        join(line.roles, false), line.name, join(line.roles, true),
                        day_or_empty(line.trained_on), day_or_empty(line.standing.due_on),
                        state_word(line)});
        json.push_back(line_json(line));
    }
    print_answer(options, rows, json, headline);
}

std::string names_of(const RotationRound& round, const std::vector<std::string>& people) {
    std::string text;
    for (const std::string& person : people) {
        std::string shown = person;
        for (const RotationLine& line : round.lines)
            if (line.person_key == person) shown = line.name + " " + person;
        text += (text.empty() ? "" : tr("、")) + shown;
    }
    return text;
}

void print_draft(const RotationDraft& draft, bool saved) {
    const RotationPlan& plan = draft.plan;
    fmt::print("{}\n", trf("{}–{} 年轮训：{} 人，每年 {}、{}、{} 人{}", draft.round.from_year,
                           draft.round.from_year + cohort_count - 1, plan.slots.size(),
                           plan.size[0], plan.size[1], plan.size[2],
                           saved ? tr("，已存入台账") : tr("，没有存；加 --save 存入台账")));
    // The first plan joins everybody: not worth a list.
    if (plan.joined.size() < plan.slots.size() && !plan.joined.empty())
        fmt::print("{}\n", trf("新排入：{}", names_of(draft.round, plan.joined)));
    if (!plan.moved.empty())
        fmt::print("{}\n", trf("换批次：{}", names_of(draft.round, plan.moved)));
    if (!plan.left.empty()) fmt::print("{}\n", trf("已离任：{}", names_of(draft.round, plan.left)));
    for (const RotationLine& line : draft.round.lines)
        if (line.standing.state == RotationState::would_miss)
            fmt::print("{}\n", trf("{} {} 到期，排在 {} 年，已经太晚", line.name,
                                   day_or_empty(line.standing.due_on), line.year));
    for (const std::string& home : plan.homes_at_risk)
        fmt::print("{}\n", trf("{} 的人只能排在同一批，要错开场次", home));
}

nlohmann::ordered_json draft_json(const RotationDraft& draft, bool saved) {
    const RotationPlan& plan = draft.plan;
    nlohmann::ordered_json slots = nlohmann::ordered_json::array();
    for (const RotationLine& line : draft.round.lines)
        slots.push_back(line_json(line));
    return {{"from_year", draft.round.from_year},
            {"sizes", plan.size},
            {"joined", plan.joined},
            {"moved", plan.moved},
            {"left", plan.left},
            {"homes_at_risk", plan.homes_at_risk},
            {"saved", saved},
            {"people", std::move(slots)}};
}

int run_plan(const RotationOptions& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    auto& database = ledger->opened.database;
    const std::string& top = ledger->organisation.key;
    const auto draft = options.save
                           ? keep_rotation(database, top, options.year, ledger->today, ledger->who)
                           : draft_rotation(database, top, options.year, ledger->today);
    if (!draft) return report(draft.error());
    if (options.json)
        fmt::print("{}\n", draft_json(*draft, options.save).dump(2));
    else if (options.csv)
        print_lines(options, draft->round.lines, "");
    else
        print_draft(*draft, options.save);
    return 0;
}

int run_list(const RotationOptions& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto round = list_rotation(ledger->opened.database, ledger->organisation.key,
                                     options.year, ledger->today);
    if (!round) return report(round.error());
    std::vector<RotationLine> lines;
    for (const RotationLine& line : round->lines) {
        if (options.cohort != 0 && line.cohort_no != options.cohort) continue;
        if (options.left && (line.roles.empty() || line.standing.state == RotationState::done))
            continue;
        lines.push_back(line);
    }
    print_lines(options, lines,
                trf("{}–{} 年轮训：{} 人{}", round->from_year, round->from_year + cohort_count - 1,
                    lines.size(),
                    round->unassigned.empty()
                        ? std::string()
                        : trf("，另有 {} 人还没有排入", round->unassigned.size())));
    return 0;
}

int run_progress(const RotationOptions& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto round = list_rotation(ledger->opened.database, ledger->organisation.key,
                                     options.year, ledger->today);
    if (!round) return report(round.error());
    std::vector<std::vector<std::string>> rows{{tr("年度"), tr("批次"), tr("应训"), tr("已训"),
                                                tr("待训"), tr("将超 36 个月"), tr("漏训"),
                                                tr("已超 36 个月"), tr("已离任")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const CohortProgress& one : round->cohorts) {
        std::vector<std::string> row;
        for (const int number :
             {one.year, one.cohort_no, one.assigned_count, one.done_count, one.planned_count,
              one.would_miss_count, one.left_over_count, one.overdue_count, one.gone_count})
            row.push_back(std::to_string(number));
        rows.push_back(std::move(row));
        json.push_back({{"year", one.year},
                        {"cohort", one.cohort_no},
                        {"assigned_count", one.assigned_count},
                        {"done_count", one.done_count},
                        {"planned_count", one.planned_count},
                        {"would_miss_count", one.would_miss_count},
                        {"left_over_count", one.left_over_count},
                        {"overdue_count", one.overdue_count},
                        {"gone_count", one.gone_count}});
    }
    print_answer(options, rows, json, ledger->organisation.name);
    return 0;
}

void declare(CLI::App& command, RotationOptions& options) {
    command.add_option("--year", options.year, tr("这一轮的第一年；不写是正在进行的一轮"))
        ->check(between(1900, 2197));
    add_organisation_option(command, options);
    add_today_option(command, options);
    add_ledger_options(command, options);
}

} // namespace

void add_rotation_commands(CLI::App& app, int& exit_code) {
    CLI::App* rotation =
        app.get_subcommand("training")
            ->add_subcommand("rotation", tr("三年轮训：分批、进度、谁将超 36 个月"));
    rotation->require_subcommand(1);
    add_command<RotationOptions>(*rotation, "plan", tr("分成三年三批；有人进出时只动非动不可的"),
                                 exit_code, run_plan,
                                 [](CLI::App& command, RotationOptions& options) {
                                     declare(command, options);
                                     command.add_flag("--save", options.save, tr("存入台账"));
                                     add_who_option(command, options);
                                 });
    add_command<RotationOptions>(*rotation, "list", tr("每个人的批次、上次培训和到期日"), exit_code,
                                 run_list, [](CLI::App& command, RotationOptions& options) {
                                     declare(command, options);
                                     command
                                         .add_option("--cohort", options.cohort, tr("只列第几批"))
                                         ->check(between(1, cohort_count));
                                     command.add_flag("--left", options.left, tr("只列还没有训的"));
                                 });
    add_command<RotationOptions>(*rotation, "progress", tr("每批训了多少、还剩多少"), exit_code,
                                 run_progress, declare);
}

} // namespace tools::cli
