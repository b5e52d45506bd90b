// yanlian org zone list|set, org board list|set: who answers for which part of a home, and whose
// names stand on its board. yanlian activity seal|sealed: drills whose day nobody is told.
#include "roster/service/responsibilities.h"
#include "roster/service/sealed_drills.h"
#include "sim/core/text.h"
#include "sim/plan/plan_file.h"
#include "tools/cli/commands.h"
#include "tools/cli/finding_options.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using roster::service::ZoneRow;
using sim::core::tr;
using sim::core::trf;

namespace {

struct ZoneCommand : LedgerOptions {
    std::string zone, person, deputy, phone, from, plan, role, name;
};
struct SealCommand : LedgerOptions {
    std::string title, day, from, until;
};

/// Keys of the levels of a plan; none without a plan.
sim::core::Result<std::vector<std::string>> read_levels(const std::string& file) {
    std::vector<std::string> levels;
    if (file.empty()) return levels;
    const auto plan = sim::plan::load_plan(file);
    if (!plan) return tl::unexpected(plan.error());
    for (const auto& level : plan->levels)
        levels.push_back(level.key);
    return levels;
}

/// Exit code 1 says that a zone has nobody.
int run_zone_list(const ZoneCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    auto levels = read_levels(options.plan);
    if (!levels) return report(levels.error());
    const auto zones = roster::service::list_zones(
        ledger->opened.database, ledger->organisation.key, std::move(*levels), ledger->today);
    if (!zones) return report(zones.error());
    std::vector<std::vector<std::string>> rows{
        {tr("责任区"), tr("状态"), tr("责任人"), tr("副手"), tr("电话"), tr("自"), tr("说明")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    int gaps = 0;
    for (const ZoneRow& row : *zones) {
        gaps += row.state == ZoneState::gap;
        rows.push_back({row.zone, tr(word(row.state)), row.person, row.deputy, row.phone,
                        row.from_day ? iso(*row.from_day) : "", row.why});
        json.push_back({{"zone", row.zone},
                        {"state", name_of(zone_state_names, row.state)},
                        {"person", row.person_key},
                        {"name", row.person},
                        {"deputy", row.deputy_key},
                        {"phone", row.phone},
                        {"why", row.why}});
    }
    print_answer(
        options, rows, json,
        trf("{}　责任区 {} 个，空缺 {} 个", ledger->organisation.name, zones->size(), gaps));
    return gaps > 0 ? static_cast<int>(ExitCode::answer_is_no) : 0;
}

int run_zone_set(const ZoneCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    ZoneDuty duty;
    duty.organisation_key = ledger->organisation.key;
    duty.zone = options.zone;
    duty.person_key = answers.person("--person", options.person);
    duty.deputy_key = answers.person("--deputy", options.deputy);
    duty.phone = options.phone;
    duty.from_day = answers.date("--from", options.from).value_or(ledger->today);
    if (!answers.fine()) return answers.report_all();
    const auto done = roster::service::set_zone(ledger->opened.database, duty, ledger->who);
    if (!done) return report(done.error());
    fmt::print("{}\n", trf("{} 自 {} 起由 {} 负责", duty.zone, iso(duty.from_day), options.person));
    return 0;
}

int run_board_list(const ZoneCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto board = roster::service::list_board(ledger->opened.database,
                                                   ledger->organisation.key, ledger->today);
    if (!board) return report(board.error());
    std::vector<std::vector<std::string>> rows{{tr("责任"), tr("姓名"), tr("电话")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const auto& [role, one] : *board) {
        rows.push_back({tr(word(role)), one.name, one.phone});
        json.push_back({{"role", name_of(responsible_role_names, role)},
                        {"name", one.name},
                        {"phone", one.phone}});
    }
    print_answer(options, rows, json, ledger->organisation.name);
    return 0;
}

int run_board_set(const ZoneCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    Responsible one;
    one.organisation_key = ledger->organisation.key;
    one.role = *find_named<ResponsibleRole>(responsible_role_names, options.role);
    one.person_key = answers.person("--person", options.person);
    one.name = options.name;
    one.phone = options.phone;
    one.from_day = answers.date("--from", options.from).value_or(ledger->today);
    if (!answers.fine()) return answers.report_all();
    const auto done = roster::service::set_responsible(ledger->opened.database, one, ledger->who);
    if (!done) return report(done.error());
    fmt::print("{}\n", trf("{} 自 {} 起是 {}", tr(word(one.role)), iso(one.from_day),
                           options.person.empty() ? options.name : options.person));
    return 0;
}

int run_seal(const SealCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const auto day = answers.date("--day", options.day);
    const auto from = answers.date("--from", options.from);
    const auto until = answers.date("--until", options.until);
    if (!answers.fine()) return answers.report_all();
    const auto slip = roster::service::seal_drill(
        ledger->opened.database, {ledger->organisation.key, options.title, *day, *from, *until},
        ledger->who);
    if (!slip) return report(slip.error());
    if (options.json)
        fmt::print("{}\n",
                   nlohmann::ordered_json{{"sealed", slip->id}, {"secret", slip->secret}}.dump(2));
    else
        fmt::print(
            "{}\n{}\n",
            trf("已封存 {}：窗口 {} 至 {}，日期不在台账里", slip->id, iso(*from), iso(*until)),
            trf("密语 {}　和日期一起收好，不给别人；演练之后用 --sealed {} --secret 打开",
                slip->secret, slip->id));
    return 0;
}

int run_sealed(const SealCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto drills =
        roster::service::list_sealed_drills(ledger->opened.database, ledger->organisation.key);
    if (!drills) return report(drills.error());
    std::vector<std::vector<std::string>> rows{
        {tr("编号"), tr("单位"), tr("名称"), tr("窗口从"), tr("到"), tr("状态"), tr("封条")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const SealedDrill& one : *drills) {
        const std::string state = one.opened_day ? trf("已于 {} 举行", iso(*one.opened_day))
                                  : one.until_day < ledger->today ? tr("过了窗口没有举行")
                                                                  : tr("封存中");
        rows.push_back({std::to_string(one.id), one.organisation_key, one.title, iso(one.from_day),
                        iso(one.until_day), state, one.seal_sha256.substr(0, 16)});
        json.push_back({{"sealed", one.id},
                        {"organisation", one.organisation_key},
                        {"title", one.title},
                        {"from", iso(one.from_day)},
                        {"until", iso(one.until_day)},
                        {"day", one.opened_day ? nlohmann::ordered_json(iso(*one.opened_day))
                                               : nlohmann::ordered_json()},
                        {"activity", one.activity_id ? nlohmann::ordered_json(one.activity_id)
                                                     : nlohmann::ordered_json()},
                        {"seal_sha256", one.seal_sha256}});
    }
    print_answer(options, rows, json, ledger->organisation.name);
    return 0;
}

template <class Options>
void add_common(CLI::App& command, Options& options) {
    add_organisation_option(command, options);
    add_today_option(command, options);
    add_ledger_options(command, options);
}

void add_zone_commands(CLI::App& org, int& exit_code) {
    CLI::App* zone = org.add_subcommand("zone", tr("责任区：谁负责哪一层、哪一处"));
    zone->require_subcommand(1);
    add_command<ZoneCommand>(*zone, "list", tr("列出责任区；有空缺的退出码是 1"), exit_code,
                             run_zone_list, [](CLI::App& command, ZoneCommand& options) {
                                 command.add_option("--plan", options.plan,
                                                    tr("平面图：每一层都要有责任人"));
                                 add_common(command, options);
                             });
    add_command<ZoneCommand>(
        *zone, "set", tr("写明一个责任区的责任人和副手"), exit_code, run_zone_set,
        [](CLI::App& command, ZoneCommand& options) {
            command.add_option(tr("责任区"), options.zone, tr("例如 level/2、锅炉房"))->required();
            command.add_option("--person", options.person, tr("责任人"))->required();
            command.add_option("--deputy", options.deputy, tr("副手"));
            command.add_option("--phone", options.phone, tr("电话"));
            command.add_option("--from", options.from, tr("从哪一天起；不写是今天"));
            add_who_option(command, options);
            add_common(command, options);
        });
}

void add_board_commands(CLI::App& org, int& exit_code) {
    CLI::App* board = org.add_subcommand("board", tr("安全责任公示牌上的人"));
    board->require_subcommand(1);
    add_command<ZoneCommand>(
        *board, "list", tr("列出公示牌上的人"), exit_code, run_board_list,
        [](CLI::App& command, ZoneCommand& options) { add_common(command, options); });
    add_command<ZoneCommand>(
        *board, "set", tr("写明公示牌上的一个人"), exit_code, run_board_set,
        [](CLI::App& command, ZoneCommand& options) {
            command.add_option(tr("责任"), options.role, tr("责任"))
                ->required()
                ->transform(choice_of(choices_of<ResponsibleRole>(responsible_role_names)));
            auto* person = command.add_option("--person", options.person, tr("本单位的人"));
            command.add_option("--name", options.name, tr("别的部门的人，写姓名"))
                ->excludes(person);
            command.add_option("--phone", options.phone, tr("电话"));
            command.add_option("--from", options.from, tr("从哪一天起；不写是今天"));
            add_who_option(command, options);
            add_common(command, options);
        });
}

} // namespace

void add_responsibility_commands(CLI::App& app, int& exit_code) {
    CLI::App* org = app.get_subcommand("org");
    add_zone_commands(*org, exit_code);
    add_board_commands(*org, exit_code);
    CLI::App* activity = app.get_subcommand("activity");
    add_command<SealCommand>(
        *activity, "seal", tr("定下一次不公布日期的演练：窗口可见，日期封存"), exit_code, run_seal,
        [](CLI::App& command, SealCommand& options) {
            command.add_option(tr("名称"), options.title, tr("名称"))->required();
            command.add_option("--day", options.day, tr("哪一天，不写进台账"))->required();
            command.add_option("--from", options.from, tr("窗口第一天"))->required();
            command.add_option("--until", options.until, tr("窗口最后一天"))->required();
            add_who_option(command, options);
            add_common(command, options);
        });
    add_command<SealCommand>(
        *activity, "sealed", tr("列出封存的演练：窗口，举行过的才有日期"), exit_code, run_sealed,
        [](CLI::App& command, SealCommand& options) { add_common(command, options); });
}

} // namespace tools::cli
