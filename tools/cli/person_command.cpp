// yanlian person leave add|list|end|withdraw, yanlian person phone.
#include "tools/cli/person_command.h"

#include "roster/domain/competence_constants.h"
#include "roster/service/organisations.h"
#include "roster/service/person_records.h"
#include "sim/core/text.h"
#include "tools/cli/duty_options.h"
#include "tools/cli/terminal.h"
#include <fmt/format.h>
#include <set>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::service;
using sim::core::tr;
using sim::core::trf;

namespace {

struct PersonCommand : LedgerOptions {
    std::string person, from, until, reason, phone;
    std::int64_t id = 0;
    bool clear = false;
};

roster::store::Entry entry_of(const OpenLedger& ledger) {
    return {read_clock(), ledger.who};
}

int run_leave(const PersonCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    Leave leave;
    leave.person_key = answers.person("--person", options.person);
    leave.from = answers.date("--from", options.from).value_or(ledger->today);
    if (!options.until.empty()) leave.until = answers.date("--until", options.until);
    leave.reason = options.reason;
    if (!answers.fine()) return answers.report_all();
    const auto id = record_leave(ledger->opened.database, leave, entry_of(*ledger));
    if (!id) return report(id.error());
    const bool is_long =
        !leave.until || calc_days_between(leave.from, *leave.until) + 1 > long_leave_days;
    if (options.json)
        fmt::print("{}\n", nlohmann::ordered_json{{"leave", *id}, {"long", is_long}}.dump(2));
    else
        fmt::print("{}\n",
                   trf("请假 {} 已登记：{} {} 到 {}（{}），{}", *id, options.person,
                       iso(leave.from), leave.until ? iso(*leave.until) : std::string(tr("未定")),
                       leave.reason, is_long ? tr("超过 90 天算长期休假") : tr("短期请假")));
    return 0;
}

/// Of the organisation and everything below it; who works in two homes once.
sim::core::Result<std::vector<Absence>> list_leaves(roster::store::Database& database,
                                                    const std::string& top, Date from) {
    const auto part = roster::service::list_part(database, top);
    if (!part) return tl::unexpected(part.error());
    std::vector<Absence> leaves;
    std::set<std::int64_t> seen;
    for (const Organisation& one : *part) {
        const auto of_home = roster::store::load_absences(database, one.key, from);
        if (!of_home) return of_home;
        for (const Absence& leave : *of_home)
            if (seen.insert(leave.id).second) leaves.push_back(leave);
    }
    return leaves;
}

int run_leave_list(const PersonCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const Date from = answers.date("--from", options.from).value_or(ledger->today);
    const std::string person = answers.person("--person", options.person);
    if (!answers.fine()) return answers.report_all();
    auto& database = ledger->opened.database;
    auto leaves = person.empty() ? list_leaves(database, ledger->organisation.key, from)
                                 : roster::store::load_person_absences(database, person);
    if (!leaves) return report(leaves.error());
    std::vector<std::vector<std::string>> rows{
        {tr("编号"), tr("人员"), tr("从"), tr("到"), tr("原因"), tr("种类")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const Absence& one : *leaves) {
        const Date last = one.until_day.value_or(ledger->today);
        const bool is_long = calc_days_between(one.from_day, last) + 1 > long_leave_days;
        rows.push_back({std::to_string(one.id), one.person_key, iso(one.from_day),
                        one.until_day ? iso(*one.until_day) : std::string(tr("未定")), one.reason,
                        is_long ? tr("长期休假") : tr("短期")});
        json.push_back({{"leave", one.id},
                        {"person", one.person_key},
                        {"from", iso(one.from_day)},
                        {"until", one.until_day ? nlohmann::ordered_json(iso(*one.until_day))
                                                : nlohmann::ordered_json()},
                        {"reason", one.reason},
                        {"long", is_long}});
    }
    print_answer(options, rows, json,
                 trf("{}　请假 {} 条", ledger->organisation.name, leaves->size()));
    return 0;
}

int run_leave_end(const PersonCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const auto last = answers.date("--until", options.until);
    if (!answers.fine()) return answers.report_all();
    const auto id = end_leave(ledger->opened.database, options.id, *last, entry_of(*ledger));
    if (!id) return report(id.error());
    print_answer(
        options, {}, {{"leave", *id}, {"until", iso(*last)}},
        trf("请假 {} 已销假，请到 {}；改记为第 {} 条，原来的留着", options.id, iso(*last), *id));
    return 0;
}

int run_leave_withdraw(const PersonCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    if (const auto done =
            withdraw_leave(ledger->opened.database, options.id, options.reason, entry_of(*ledger));
        !done)
        return report(done.error());
    print_answer(options, {}, {{"withdrawn", options.id}},
                 trf("请假 {} 已撤回，原来的留着", options.id));
    return 0;
}

int run_phone(const PersonCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const std::string person = answers.person("--person", options.person);
    if (options.phone.empty() != options.clear)
        answers.note({"", "--number", tr("没有写号码"), tr("--number 号码，或 --clear")});
    if (!answers.fine()) return answers.report_all();
    if (const auto done =
            change_phone(ledger->opened.database, person, options.phone, entry_of(*ledger));
        !done)
        return report(done.error());
    print_answer(options, {}, {{"person", person}, {"phone", options.phone}},
                 options.clear ? trf("{} 的电话已删去", options.person)
                               : trf("{} 的电话是 {}", options.person, options.phone));
    return 0;
}

void declare_ledger(CLI::App& command, PersonCommand& options) {
    add_organisation_option(command, options);
    add_who_option(command, options);
    add_today_option(command, options);
    add_ledger_options(command, options);
}

} // namespace

void add_person_commands(CLI::App& app, int& exit_code) {
    CLI::App* person = app.add_subcommand("person", tr("一个人：请假、电话"));
    person->require_subcommand(1);
    CLI::App* leave = person->add_subcommand("leave", tr("请假：登记、列出、销假、撤回"));
    leave->require_subcommand(1);
    add_command<PersonCommand>(
        *leave, "add", tr("登记请假；超过 90 天的是长期休假"), exit_code, run_leave,
        [](CLI::App& command, PersonCommand& o) {
            command.add_option("--person,person", o.person, tr("姓名或编号"))->required();
            command.add_option("--from", o.from, tr("第一天；不写是今天"));
            command.add_option("--until", o.until, tr("最后一天；不写是未定"));
            command.add_option("--reason", o.reason, tr("病假、产假、年休假等"))->required();
            declare_ledger(command, o);
        });
    add_command<PersonCommand>(
        *leave, "list", tr("还没有结束的请假；写了人是他的全部"), exit_code, run_leave_list,
        [](CLI::App& command, PersonCommand& o) {
            command.add_option("--person,person", o.person, tr("姓名或编号"));
            command.add_option("--from", o.from, tr("这一天以前结束的不列；不写是今天"));
            declare_ledger(command, o);
        });
    add_command<PersonCommand>(
        *leave, "end", tr("销假：请假的最后一天改成实际的，原来的留着"), exit_code, run_leave_end,
        [](CLI::App& command, PersonCommand& o) {
            command.add_option(tr("编号"), o.id, tr("编号，见 person leave list"))->required();
            command.add_option("--until", o.until, tr("请假的最后一天"))->required();
            declare_ledger(command, o);
        });
    add_command<PersonCommand>(
        *leave, "withdraw", tr("撤回一条请假，原来的留着"), exit_code, run_leave_withdraw,
        [](CLI::App& command, PersonCommand& o) {
            command.add_option(tr("编号"), o.id, tr("编号，见 person leave list"))->required();
            command.add_option("--reason", o.reason, tr("原因"))->required();
            declare_ledger(command, o);
        });
    add_command<PersonCommand>(
        *person, "phone", tr("电话：印在表上时隐去中间四位"), exit_code, run_phone,
        [](CLI::App& command, PersonCommand& o) {
            command.add_option("--person,person", o.person, tr("姓名或编号"))->required();
            command.add_option("--number,number", o.phone, tr("号码"));
            command.add_flag("--clear", o.clear, tr("删去"));
            declare_ledger(command, o);
        });
}

} // namespace tools::cli
