// yanlian duty swap|eligible: changes of shifts, from asked to applied and back; who could take
// one.
#include "roster/service/duty_rosters.h"
#include "roster/service/duty_swaps.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/duty_options.h"
#include "tools/cli/terminal.h"
#include "tools/duty/duty_words.h"
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::schedule;
using namespace roster::service;
using sim::core::tr;
using sim::core::trf;

namespace {

struct SwapCommand : LedgerOptions {
    std::string asker, colleague, person, day, actor, note;
    std::vector<std::string> give, take, only;
    std::int64_t id = 0;
};

roster::store::Entry entry_of(const OpenLedger& ledger) {
    return {read_clock(), ledger.who};
}

std::vector<Date> read_days(Answers& answers, const char* option,
                            const std::vector<std::string>& texts) {
    std::vector<Date> days;
    for (const std::string& text : texts)
        if (const auto day = answers.date(option, text)) days.push_back(*day);
    return days;
}

int run_ask(const SwapCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    DutySwapAsk ask;
    ask.organisation_key = ledger->organisation.key;
    ask.asker_key = answers.person("--asker", options.asker);
    ask.colleague_key = answers.person("--colleague", options.colleague);
    ask.actor_key = answers.person("--actor", options.actor);
    if (options.actor.empty()) ask.actor_key = ask.asker_key;
    ask.give = read_days(answers, "--give", options.give);
    ask.take = read_days(answers, "--take", options.take);
    ask.note = options.note;
    if (!answers.fine()) return answers.report_all();
    const auto id = ask_duty_swap(ledger->opened.database, ask, entry_of(*ledger));
    if (!id) return report(id.error());
    if (options.json)
        fmt::print("{}\n", nlohmann::ordered_json{{"swap", *id}}.dump(2));
    else
        fmt::print("{}\n", trf("换班申请 {} 已提出，等 {} 同意", *id, options.colleague));
    return 0;
}

int run_step(const SwapCommand& options, SwapState next) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const DutySwapStepAsk ask{ledger->organisation.key,
                              options.id,
                              next,
                              answers.person("--actor", options.actor),
                              options.note,
                              read_days(answers, "--only", options.only)};
    if (!answers.fine()) return answers.report_all();
    if (const auto done = step_duty_swap(ledger->opened.database, ask, entry_of(*ledger)); !done)
        return report(done.error());
    if (options.json)
        fmt::print("{}\n", nlohmann::ordered_json{{"swap", options.id},
                                                  {"state", name_of(swap_state_names, next)}}
                               .dump(2));
    else
        fmt::print("{}\n", trf("换班申请 {}：{}", options.id, tr(word(next))));
    return 0;
}

std::string shifts_text(const roster::store::DutySwapRow& swap, const DutyNames& names) {
    std::string text;
    for (const auto& one : swap.shifts)
        text += (text.empty() ? "" : tr("；")) +
                trf("{} {} {} → {}", iso(one.day), names.shift(one.shift_key),
                    names.person(one.from_key), names.person(one.to_key)) +
                (one.declined ? std::string(tr("（没有批）")) : std::string());
    return text;
}

/// From the first to the last day of any of them.
DaySpan days_of(const std::vector<roster::store::DutySwapRow>& swaps, Date today) {
    DaySpan days{today, today};
    for (const auto& swap : swaps)
        for (const auto& shift : swap.shifts)
            days = {std::min(days.first, shift.day), std::max(days.last, shift.day)};
    return days;
}

int run_list(const SwapCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto swaps = list_duty_swaps(ledger->opened.database, ledger->organisation.key);
    if (!swaps) return report(swaps.error());
    const auto names = load_duty_names(ledger->opened.database, ledger->organisation.key,
                                       days_of(*swaps, ledger->today));
    if (!names) return report(names.error());
    std::vector<std::vector<std::string>> rows{
        {tr("编号"), tr("状态"), tr("提出人"), tr("同事"), tr("班次"), tr("最近一步")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const auto& one : *swaps) {
        nlohmann::ordered_json steps = nlohmann::ordered_json::array(),
                               shifts = nlohmann::ordered_json::array();
        for (const auto& step : one.steps)
            steps.push_back({{"state", step.state},
                             {"by", step.by_key},
                             {"on_behalf_of", step.on_behalf_of_key},
                             {"note", step.note},
                             {"at", iso(step.at_utc)}});
        for (const auto& shift : one.shifts)
            shifts.push_back({{"from", shift.from_key},
                              {"to", shift.to_key},
                              {"day", iso(shift.day)},
                              {"post", shift.post_key},
                              {"shift", shift.shift_key},
                              {"declined", shift.declined}});
        rows.push_back({std::to_string(one.id), tr(word(state_of(one))),
                        names->person(one.asker_key), names->person(one.colleague_key),
                        shifts_text(one, *names),
                        one.steps.empty() ? ""
                                          : local_text(one.steps.back().at_utc) + " " +
                                                names->person(one.steps.back().by_key)});
        json.push_back({{"swap", one.id},
                        {"state", name_of(swap_state_names, state_of(one))},
                        {"asker", one.asker_key},
                        {"colleague", one.colleague_key},
                        {"shifts", shifts},
                        {"steps", steps}});
    }
    print_answer(options, rows, json,
                 trf("{}　换班申请 {} 件", ledger->organisation.name, swaps->size()));
    return 0;
}

/// Exit code 1: nobody can.
int run_eligible(const SwapCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const std::string person = answers.person("--person", options.person);
    const auto day = answers.date("--day", options.day);
    if (!answers.fine()) return answers.report_all();
    const auto eligible = list_eligible_colleagues(
        ledger->opened.database, ledger->organisation.key, person, *day, read_clock());
    if (!eligible) return report(eligible.error());
    std::vector<std::vector<std::string>> rows{
        {tr("姓名"), tr("编号"), tr("比应做多"), tr("夜班"), tr("周末"), tr("节假日")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const EligiblePerson& one : eligible->people) {
        rows.push_back({one.name, one.key});
        for (const double ahead : one.ahead_count)
            rows.back().push_back(fmt::format("{:+.1f}", ahead));
        json.push_back({{"person", one.key}, {"name", one.name}, {"ahead", one.ahead_count}});
    }
    print_answer(options, rows, json,
                 trf("{} {} {}：能接这个班的 {} 人，做得最少的在前", iso(*day),
                     duty::shown_word(eligible->post_name), duty::shown_word(eligible->shift_name),
                     eligible->people.size()));
    return eligible->people.empty() ? static_cast<int>(ExitCode::answer_is_no) : 0;
}

void declare_step(CLI::App& command, SwapCommand& options) {
    command.add_option(tr("编号"), options.id, tr("编号，见 duty swap list"))->required();
    command.add_option("--actor", options.actor, tr("谁做这一步：姓名或编号"))->required();
    command.add_option("--note", options.note, tr("说明"));
    add_organisation_option(command, options);
    add_who_option(command, options);
    add_ledger_options(command, options);
}

template <SwapState next>
int run_one_step(const SwapCommand& options) {
    return run_step(options, next);
}

void declare_ask(CLI::App& command, SwapCommand& options) {
    command.add_option("--asker", options.asker, tr("谁要换"))->required();
    command.add_option("--colleague", options.colleague, tr("和谁换"))->required();
    command.add_option("--give", options.give, tr("让出哪一天的班，可以写几次"));
    command.add_option("--take", options.take, tr("换来哪一天的班，可以写几次"));
    command.add_option("--actor", options.actor, tr("谁提出；不写是本人，负责人可以代提"));
    command.add_option("--note", options.note, tr("说明"));
    add_organisation_option(command, options);
    add_who_option(command, options);
    add_ledger_options(command, options);
}

} // namespace

void add_duty_swap_commands(CLI::App& duty, int& exit_code) {
    CLI::App* swap = duty.add_subcommand("swap", tr("换班：提出、同意、批准、换、换回"));
    swap->require_subcommand(1);
    add_command<SwapCommand>(*swap, "ask", tr("提出换班"), exit_code, run_ask, declare_ask);
    const auto add = [&](const char* name, const char* help, int (*run)(const SwapCommand&)) {
        add_command<SwapCommand>(*swap, name, tr(help), exit_code, run, declare_step);
    };
    add("accept", "同事同意", run_one_step<SwapState::accepted>);
    add_command<SwapCommand>(*swap, "approve", tr("负责人批准：按规定检查；可以只批其中几天"),
                             exit_code, run_one_step<SwapState::approved>,
                             [](CLI::App& command, SwapCommand& options) {
                                 declare_step(command, options);
                                 command.add_option("--only", options.only,
                                                    tr("只批哪一天的班，可以写几次；不写是全部"));
                             });
    add("apply", "换：从这时起值班表就是换过的", run_one_step<SwapState::applied>);
    add("undo", "换回", run_one_step<SwapState::undone>);
    add("refuse", "不同意", run_one_step<SwapState::refused>);
    add("withdraw", "提出人撤回", run_one_step<SwapState::withdrawn>);
    add_command<SwapCommand>(*swap, "list", tr("换班申请和每一步"), exit_code, run_list,
                             [](CLI::App& command, SwapCommand& options) {
                                 add_organisation_option(command, options);
                                 add_ledger_options(command, options);
                             });
    add_command<SwapCommand>(
        duty, "eligible", tr("谁能接这个班，做得最少的在前"), exit_code, run_eligible,
        [](CLI::App& command, SwapCommand& options) {
            command.add_option("--person", options.person, tr("谁的班：姓名或编号"))->required();
            command.add_option("--day", options.day, tr("哪一天"))->required();
            add_organisation_option(command, options);
            add_ledger_options(command, options);
        });
}

} // namespace tools::cli
