// yanlian response-plan add|approve|list|show|link: response plans in versions, and which drill
// rehearsed which.
#include "roster/service/response_plans.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/finding_options.h"
#include "tools/cli/terminal.h"
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::service;
using roster::store::Rehearsal;
using roster::store::ResponsePlanRow;
using sim::core::tr;
using sim::core::trf;

namespace {

struct PlanOptions : LedgerOptions {
    ResponsePlan plan;
    std::string approved_on, drill;
    bool overdue = false;
};

std::string day_or_empty(const std::optional<Date>& day) {
    return day ? iso(*day) : std::string();
}

int tell(const PlanOptions& options, const sim::core::Result<RecordedPlan>& done,
         const char* sentence) {
    if (!done) return report(done.error());
    if (options.json)
        fmt::print("{}\n", nlohmann::ordered_json{{"id", done->id},
                                                  {"response_plan", done->key},
                                                  {"version", done->version}}
                               .dump(2));
    else
        fmt::print("{}\n", trf("{} {} 第 {} 版", tr(sentence), done->key, done->version));
    return 0;
}

int run_add(const PlanOptions& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    ResponsePlan plan = options.plan;
    plan.organisation_key = ledger->organisation.key;
    plan.approved_on = answers.date("--approved-on", options.approved_on);
    if (!answers.fine()) return answers.report_all();
    return tell(options, add_response_plan(ledger->opened.database, std::move(plan), ledger->who),
                "已登记预案");
}

int run_approve(const PlanOptions& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const auto day = options.approved_on.empty()
                         ? std::optional(ledger->today)
                         : answers.date("--approved-on", options.approved_on);
    if (!answers.fine()) return answers.report_all();
    return tell(options,
                approve_response_plan(ledger->opened.database, options.plan.key, day,
                                      options.plan.approved_by, ledger->who),
                "已批准预案");
}

int run_link(const PlanOptions& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    return tell(
        options,
        link_response_plan(ledger->opened.database, options.plan.key, options.drill, ledger->who),
        "演练的是预案");
}

nlohmann::ordered_json rehearsal_json(const Rehearsal& one) {
    return {{"drill", one.subject},      {"kind", one.kind},       {"name", one.name},
            {"day", iso(one.local_day)}, {"version", one.version}, {"counts", one.counts}};
}

nlohmann::ordered_json line_json(const PlanLine& line) {
    const ResponsePlan& plan = line.current.plan;
    nlohmann::ordered_json json{{"response_plan", plan.key},
                                {"version", plan.version},
                                {"newest_version", line.newest_version},
                                {"organisation", plan.organisation_key},
                                {"organisation_name", line.current.organisation_name},
                                {"title", plan.title},
                                {"approved_on", day_or_empty(plan.approved_on)},
                                {"approved_by", plan.approved_by},
                                {"state", name_of(plan_state_names, line.standing.state)},
                                {"due_on", day_or_empty(line.standing.due_on)}};
    json["last"] = line.last ? rehearsal_json(*line.last) : nlohmann::ordered_json(nullptr);
    return json;
}

int run_list(const PlanOptions& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto lines =
        list_response_plans(ledger->opened.database, ledger->organisation.key, ledger->today);
    if (!lines) return report(lines.error());
    std::vector<std::vector<std::string>> rows{{tr("编号"), tr("版本"), tr("名称"), tr("单位"),
                                                tr("批准"), tr("最近演练"), tr("演练的版本"),
                                                tr("到期"), tr("状态")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    int overdue = 0;
    for (const PlanLine& line : *lines) {
        const ResponsePlan& plan = line.current.plan;
        const bool late = line.standing.state == PlanState::overdue;
        overdue += late;
        if (options.overdue && !late) continue;
        rows.push_back({plan.key, std::to_string(plan.version), plan.title,
                        line.current.organisation_name, day_or_empty(plan.approved_on),
                        line.last ? iso(line.last->local_day) : std::string(),
                        line.last ? std::to_string(line.last->version) : std::string(),
                        day_or_empty(line.standing.due_on), tr(word(line.standing.state))});
        json.push_back(line_json(line));
    }
    print_answer(options, rows, json,
                 trf("{}：预案 {} 个，{} 个十二个月没有演练", ledger->organisation.name,
                     lines->size(), overdue));
    return 0;
}

nlohmann::ordered_json version_json(const ResponsePlanRow& row) {
    const ResponsePlan& plan = row.plan;
    return {{"version", plan.version},
            {"title", plan.title},
            {"start_procedure", plan.start_procedure},
            {"forces", plan.forces},
            {"workflow", plan.workflow},
            {"goals", plan.goals},
            {"approved_on", day_or_empty(plan.approved_on)},
            {"approved_by", plan.approved_by},
            {"recorded_at_utc", row.recorded_at_utc},
            {"recorded_by", row.recorded_by}};
}

void print_plan(const PlanLine& line) {
    const ResponsePlan& plan = line.current.plan;
    fmt::print("{}\n\n", trf("{}　{}　第 {} 版　{}", line.current.organisation_name, plan.title,
                             plan.version, tr(word(line.standing.state))));
    for (const auto& [heading, text] : {std::pair("启动程序", &plan.start_procedure),
                                        {"工作力量", &plan.forces},
                                        {"工作流程", &plan.workflow},
                                        {"工作目标", &plan.goals}})
        fmt::print("{}{}{}\n", tr(heading), tr("："), *text);
    std::vector<std::vector<std::string>> versions{
        {tr("版本"), tr("批准"), tr("批准人"), tr("记录人")}};
    for (const ResponsePlanRow& row : line.versions)
        versions.push_back({std::to_string(row.plan.version), day_or_empty(row.plan.approved_on),
                            row.plan.approved_by, row.recorded_by});
    fmt::print("\n{}", format_table(versions));
    std::vector<std::vector<std::string>> drills{
        {tr("日期"), tr("演练"), tr("名称"), tr("版本"), tr("计入")}};
    for (const Rehearsal& one : line.all)
        drills.push_back({iso(one.local_day), one.subject, one.name, std::to_string(one.version),
                          one.counts ? tr("是") : tr("否")});
    if (drills.size() > 1) fmt::print("\n{}", format_table(drills));
}

int run_show(const PlanOptions& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto lines =
        list_response_plans(ledger->opened.database, ledger->organisation.key, ledger->today);
    if (!lines) return report(lines.error());
    for (const PlanLine& line : *lines) {
        if (line.current.plan.key != options.plan.key) continue;
        if (!options.json) {
            print_plan(line);
            return 0;
        }
        nlohmann::ordered_json json = line_json(line);
        json["versions"] = nlohmann::ordered_json::array();
        for (const ResponsePlanRow& row : line.versions)
            json["versions"].push_back(version_json(row));
        json["drills"] = nlohmann::ordered_json::array();
        for (const Rehearsal& one : line.all)
            json["drills"].push_back(rehearsal_json(one));
        fmt::print("{}\n", json.dump(2));
        return 0;
    }
    return report({sim::core::Errc::bad_input,
                   {{"", "/key", trf("台账里没有预案 {}", options.plan.key),
                     tr("`yanlian response-plan list` 列出的编号")}}});
}

void declare_key(CLI::App& command, PlanOptions& options) {
    command.add_option(tr("预案"), options.plan.key, tr("预案编号"))->required();
}

void declare_add(CLI::App& command, PlanOptions& options) {
    ResponsePlan& plan = options.plan;
    command.add_option(tr("名称"), plan.title, tr("名称，例如 火灾应急预案"))->required();
    command.add_option("--key", plan.key, tr("编号；不写是同名预案的下一版，没有就给一个"));
    command.add_option("--start-procedure", plan.start_procedure, tr("启动程序"));
    command.add_option("--forces", plan.forces, tr("工作力量"));
    command.add_option("--workflow", plan.workflow, tr("工作流程"));
    command.add_option("--goals", plan.goals, tr("工作目标"));
    command.add_option("--approved-on", options.approved_on, tr("批准日期，年-月-日"));
    command.add_option("--approved-by", plan.approved_by, tr("批准人"));
    add_organisation_option(command, options);
    add_who_option(command, options);
    add_ledger_options(command, options);
}

} // namespace

void add_response_plan_commands(CLI::App& app, int& exit_code) {
    CLI::App* plan =
        app.add_subcommand("response-plan", tr("应急预案：分版登记、批准，演练了哪一版"));
    plan->require_subcommand(1);
    add_command<PlanOptions>(*plan, "add", tr("登记一个预案，或它的下一版"), exit_code, run_add,
                             declare_add);
    add_command<PlanOptions>(
        *plan, "approve", tr("批准最后一版：四项都要有，批准的是新的一版"), exit_code, run_approve,
        [](CLI::App& command, PlanOptions& options) {
            declare_key(command, options);
            command.add_option("--approved-on", options.approved_on, tr("批准日期；不写是今天"));
            command.add_option("--approved-by", options.plan.approved_by, tr("批准人"));
            add_who_option(command, options);
            add_ledger_options(command, options);
        });
    add_command<PlanOptions>(*plan, "list", tr("列出预案和最近一次演练，逾期的写明"), exit_code,
                             run_list, [](CLI::App& command, PlanOptions& options) {
                                 command.add_flag("--overdue", options.overdue,
                                                  tr("只列十二个月没有演练的"));
                                 add_organisation_option(command, options);
                                 add_today_option(command, options);
                                 add_ledger_options(command, options);
                             });
    add_command<PlanOptions>(*plan, "show", tr("一个预案的正文、各版和每次演练"), exit_code,
                             run_show, [](CLI::App& command, PlanOptions& options) {
                                 declare_key(command, options);
                                 add_today_option(command, options);
                                 add_ledger_options(command, options);
                             });
    add_command<PlanOptions>(
        *plan, "link", tr("补写一次演练演练的是哪个预案"), exit_code, run_link,
        [](CLI::App& command, PlanOptions& options) {
            command.add_option(tr("预案"), options.plan.key, tr("预案编号，或 编号@版本"))
                ->required();
            command
                .add_option("--drill", options.drill,
                            tr("演练编号，或 `yanlian activity list` 列出的编号"))
                ->required();
            add_who_option(command, options);
            add_ledger_options(command, options);
        });
}

} // namespace tools::cli
