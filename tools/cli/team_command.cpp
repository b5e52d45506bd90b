// yanlian team list|form|join|leave|disband: the volunteer fire teams and the rules on their size.
#include "roster/service/teams.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/finding_options.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using roster::service::TeamRow;
using sim::core::tr;
using sim::core::trf;

namespace {

struct TeamCommand : LedgerOptions {
    std::string team, leader, from, last;
    std::vector<std::string> alarm, extinguish, evacuate, rescue, people;
};

nlohmann::ordered_json to_json(const TeamRow& row) {
    auto members = nlohmann::ordered_json::array();
    for (const auto& member : row.members)
        members.push_back({{"person", member.person_key},
                           {"name", member.name},
                           {"role", name_of(team_role_names, member.role)},
                           {"from", iso(member.from_day)}});
    return {{"team", row.key},
            {"name", row.name},
            {"organisation", row.organisation_key},
            {"members", members},
            {"staff", row.check.staff_count},
            {"built", !row.key.empty() && row.check.is_compliant()},
            {"says", describe(row.check)}};
}

/// Exit code 1: a home where people live has no team of 5 to 15.
int run_list(const TeamCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto teams = roster::service::list_teams(ledger->opened.database,
                                                   ledger->organisation.key, ledger->today);
    if (!teams) return report(teams.error());
    std::vector<std::vector<std::string>> rows{
        {tr("单位"), tr("编号"), tr("队名"), tr("人数"), tr("职工"), tr("队员"), tr("说明")}};
    auto json = nlohmann::ordered_json::array();
    int missing = 0;
    for (const TeamRow& row : *teams) {
        std::string members;
        for (const auto& member : row.members) {
            if (!members.empty()) members += tr("、");
            members += trf("{}（{}）", member.name, tr(word(member.role)));
        }
        missing += row.key.empty() || !row.check.is_compliant();
        rows.push_back({row.organisation, row.key, row.key.empty() ? tr("没有建队") : row.name,
                        std::to_string(row.members.size()), std::to_string(row.check.staff_count),
                        members, describe(row.check)});
        json.push_back(to_json(row));
    }
    print_answer(options, rows, json,
                 trf("{}　{}　志愿消防队：{} 处没有建成", ledger->organisation.name,
                     iso(ledger->today), missing));
    return missing > 0 ? static_cast<int>(ExitCode::answer_is_no) : 0;
}

/// Everybody who was named for a part of the work.
std::vector<TeamMember> read_members(const TeamCommand& options, Answers& answers) {
    std::vector<TeamMember> members;
    const auto from = answers.date("--from", options.from);
    const auto add = [&](const char* option, const std::string& text, TeamRole role) {
        if (!text.empty()) members.push_back({answers.person(option, text), role, from});
    };
    add("--leader", options.leader, TeamRole::leader);
    const std::tuple<const char*, const std::vector<std::string>*, TeamRole> parts[] = {
        {"--alarm", &options.alarm, TeamRole::alarm},
        {"--extinguish", &options.extinguish, TeamRole::extinguish},
        {"--evacuate", &options.evacuate, TeamRole::evacuate},
        {"--rescue", &options.rescue, TeamRole::rescue}};
    for (const auto& [option, names, role] : parts)
        for (const std::string& name : *names)
            add(option, name, role);
    if (members.empty())
        answers.note({"", "--leader", tr("没有写一个人"),
                      tr("--leader、--alarm、--extinguish、--evacuate、--rescue 后面写姓名")});
    return members;
}

int run_form(const TeamCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    Team team;
    team.organisation_key = ledger->organisation.key;
    team.name = options.team;
    team.members = read_members(options, answers);
    if (!answers.fine()) return answers.report_all();
    const auto key =
        roster::service::form_team(ledger->opened.database, team, ledger->today, ledger->who);
    if (!key) return report(key.error());
    fmt::print("{}\n", trf("已建 {}（{}），{} 人", team.name, *key, team.members.size()));
    return 0;
}

int run_join(const TeamCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const auto members = read_members(options, answers);
    if (!answers.fine()) return answers.report_all();
    const auto done = roster::service::join_team(ledger->opened.database, options.team, members,
                                                 ledger->today, ledger->who);
    if (!done) return report(done.error());
    fmt::print("{}\n", trf("{} 人入队 {}", members.size(), options.team));
    return 0;
}

int run_leave(const TeamCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const Date last = answers.date("--last", options.last).value_or(ledger->today);
    std::vector<std::string> keys;
    for (const std::string& name : options.people)
        keys.push_back(answers.person("--person", name));
    if (!answers.fine()) return answers.report_all();
    const auto done =
        roster::service::leave_team(ledger->opened.database, options.team, keys, last, ledger->who);
    if (!done) return report(done.error());
    fmt::print("{}\n", trf("{} 人离队 {}，最后一天 {}", keys.size(), options.team, iso(last)));
    return 0;
}

int run_disband(const TeamCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const Date last = answers.date("--last", options.last).value_or(ledger->today);
    if (!answers.fine()) return answers.report_all();
    const auto done =
        roster::service::disband_team(ledger->opened.database, options.team, last, ledger->who);
    if (!done) return report(done.error());
    fmt::print("{}\n", trf("{} 解散，最后一天 {}", options.team, iso(last)));
    return 0;
}

void add_common(CLI::App& command, TeamCommand& options) {
    add_organisation_option(command, options);
    add_today_option(command, options);
    add_who_option(command, options);
    add_ledger_options(command, options);
}

void declare_members(CLI::App& command, TeamCommand& options) {
    command.add_option("--leader", options.leader, tr("队长"));
    command.add_option("--alarm", options.alarm, tr("报警联络"))->delimiter(',');
    command.add_option("--extinguish", options.extinguish, tr("灭火"))->delimiter(',');
    command.add_option("--evacuate", options.evacuate, tr("疏散引导"))->delimiter(',');
    command.add_option("--rescue", options.rescue, tr("救护"))->delimiter(',');
    command.add_option("--from", options.from, tr("从哪一天起；不写是今天"));
    add_common(command, options);
}

} // namespace

void add_team_commands(CLI::App& app, int& exit_code) {
    CLI::App* team = app.add_subcommand("team", tr("志愿消防队：建队、入队、离队，人数够不够"));
    team->require_subcommand(1);
    add_command<TeamCommand>(*team, "list", tr("列出各单位的队；有没有建成的退出码是 1"), exit_code,
                             run_list, add_common);
    add_command<TeamCommand>(
        *team, "form", tr("建一支队"), exit_code, run_form,
        [](CLI::App& command, TeamCommand& options) {
            command.add_option(tr("队名"), options.team, tr("队名"))->required();
            declare_members(command, options);
        });
    add_command<TeamCommand>(
        *team, "join", tr("入队，或换一项任务"), exit_code, run_join,
        [](CLI::App& command, TeamCommand& options) {
            command.add_option(tr("队"), options.team, tr("编号或名称"))->required();
            declare_members(command, options);
        });
    add_command<TeamCommand>(
        *team, "leave", tr("离队；以前在队里的日子不变"), exit_code, run_leave,
        [](CLI::App& command, TeamCommand& options) {
            command.add_option(tr("队"), options.team, tr("编号或名称"))->required();
            command.add_option("--person", options.people, tr("谁离队"))->required();
            command.add_option("--last", options.last,
                               tr("在队里的最后一天；不写是今天，早于入队是登记错了"));
            add_common(command, options);
        });
    add_command<TeamCommand>(
        *team, "disband", tr("解散"), exit_code, run_disband,
        [](CLI::App& command, TeamCommand& options) {
            command.add_option(tr("队"), options.team, tr("编号或名称"))->required();
            command.add_option("--last", options.last, tr("最后一天；不写是今天"));
            add_common(command, options);
        });
}

} // namespace tools::cli
