// yanlian duty correct list|call|handover, duty withdraw call|handover: calls and handovers that
// were entered wrongly.
#include "roster/service/duty_corrections.h"
#include "roster/service/duty_rosters.h"
#include "sim/core/text.h"
#include "tools/cli/duty_log_command.h"
#include "tools/cli/duty_options.h"
#include "tools/cli/terminal.h"
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::service;
using sim::core::tr;
using sim::core::trf;

namespace {

struct CorrectCommand : LedgerOptions {
    std::int64_t id = 0;
    std::string reason, post, at, answered_at, answered_by, giver, taker, giver_signed,
        taker_signed, first, last;
    std::vector<std::string> items, keep, close;
    bool unanswered = false;
};

roster::store::Entry entry_of(const OpenLedger& ledger) {
    return {read_clock(), ledger.who};
}

int answer(const CorrectCommand& options, const char* what,
           const sim::core::Result<std::int64_t>& id, const std::string& sentence) {
    if (!id) return report(id.error());
    if (options.json)
        fmt::print("{}\n", nlohmann::ordered_json{{what, options.id}, {"correction", *id}}.dump(2));
    else
        fmt::print("{}\n", sentence + trf("（更正 {}），原来的留着", *id));
    return 0;
}

std::optional<Instant> instant_if(Answers& answers, const char* option, const std::string& text,
                                  Date today) {
    if (text.empty()) return std::nullopt;
    return read_instant(answers, option, text, today, {});
}
std::optional<std::string> person_if(Answers& answers, const char* option,
                                     const std::string& text) {
    if (text.empty()) return std::nullopt;
    return answers.person(option, text);
}

int run_call(const CorrectCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    CallCorrection correction;
    correction.organisation_key = ledger->organisation.key;
    correction.call_id = options.id;
    if (!options.post.empty()) correction.post_key = options.post;
    correction.called = instant_if(answers, "--at", options.at, ledger->today);
    correction.answered = instant_if(answers, "--answered-at", options.answered_at, ledger->today);
    correction.answered_by_key = person_if(answers, "--answered-by", options.answered_by);
    correction.unanswered = options.unanswered;
    correction.reason = options.reason;
    if (!answers.fine()) return answers.report_all();
    return answer(options, "call",
                  correct_call(ledger->opened.database, correction, entry_of(*ledger)),
                  trf("查岗 {} 已更正", options.id));
}

int run_handover(const CorrectCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    HandoverCorrection correction;
    correction.organisation_key = ledger->organisation.key;
    correction.handover_id = options.id;
    correction.giver_key = person_if(answers, "--giver", options.giver);
    correction.taker_key = person_if(answers, "--taker", options.taker);
    correction.giver_signed =
        instant_if(answers, "--giver-signed", options.giver_signed, ledger->today);
    correction.taker_signed =
        instant_if(answers, "--taker-signed", options.taker_signed, ledger->today);
    for (const std::string& words : options.items)
        correction.items.push_back({"", words, false});
    for (const std::string& key : options.keep)
        correction.items.push_back({key, "", false});
    for (const std::string& key : options.close)
        correction.items.push_back({key, "", true});
    correction.reason = options.reason;
    if (!answers.fine()) return answers.report_all();
    return answer(options, "handover",
                  correct_handover(ledger->opened.database, correction, entry_of(*ledger)),
                  trf("交接 {} 已更正", options.id));
}

int run_withdraw_call(const CorrectCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    CallCorrection correction;
    correction.organisation_key = ledger->organisation.key;
    correction.call_id = options.id;
    correction.withdrawn = true;
    correction.reason = options.reason;
    return answer(options, "call",
                  correct_call(ledger->opened.database, correction, entry_of(*ledger)),
                  trf("查岗 {} 已撤回", options.id));
}

int run_withdraw_handover(const CorrectCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    HandoverCorrection correction;
    correction.organisation_key = ledger->organisation.key;
    correction.handover_id = options.id;
    correction.withdrawn = true;
    correction.reason = options.reason;
    return answer(options, "handover",
                  correct_handover(ledger->opened.database, correction, entry_of(*ledger)),
                  trf("交接 {} 已撤回，这个班又没有交接", options.id));
}

int run_list(const CorrectCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const Date first = answers.date("--first", options.first).value_or(ledger->today);
    const Date last = answers.date("--last", options.last).value_or(first);
    if (!answers.fine()) return answers.report_all();
    auto& database = ledger->opened.database;
    const std::string& place = ledger->organisation.key;
    const auto calls = roster::store::load_duty_calls(
        database, place, Instant{first} - local_offset, Instant{last + Days{1}} - local_offset);
    if (!calls) return report(calls.error());
    const auto handovers = roster::store::load_duty_handovers(database, place, first, last);
    if (!handovers) return report(handovers.error());
    const auto names = roster::service::load_duty_names(database, place, {first, last});
    if (!names) return report(names.error());
    std::vector<std::vector<std::string>> rows{
        {tr("什么"), tr("编号"), tr("岗位"), tr("时刻"), tr("谁"), tr("更正")}};
    nlohmann::ordered_json call_list = nlohmann::ordered_json::array(),
                           handover_list = nlohmann::ordered_json::array();
    const auto correction_text = [](std::int64_t id) {
        return id != 0 ? std::to_string(id) : std::string();
    };
    for (const auto& one : *calls) {
        rows.push_back(
            {tr("查岗"), std::to_string(one.id), names->post(one.post_key),
             local_text(one.called_at_utc),
             one.answered_at_utc ? names->person(one.answered_by_key) : std::string(tr("没有应答")),
             correction_text(one.correction_id)});
        call_list.push_back({{"call", one.id},
                             {"post", one.post_key},
                             {"called_at", iso(one.called_at_utc)},
                             {"answered_by", one.answered_by_key},
                             {"correction", one.correction_id}});
    }
    for (const auto& one : *handovers) {
        rows.push_back(
            {tr("交接"), std::to_string(one.id), names->post(one.post_key),
             iso(one.day) + " " + names->shift(one.shift_key),
             trf("{} 交 {} 接", names->person(one.giver_key), names->person(one.taker_key)),
             correction_text(one.correction_id)});
        handover_list.push_back({{"handover", one.id},
                                 {"post", one.post_key},
                                 {"day", iso(one.day)},
                                 {"shift", one.shift_key},
                                 {"giver", one.giver_key},
                                 {"taker", one.taker_key},
                                 {"correction", one.correction_id}});
    }
    print_answer(options, rows, {{"calls", call_list}, {"handovers", handover_list}},
                 trf("{}　{} 到 {}　查岗 {} 次，交接 {} 次", ledger->organisation.name, iso(first),
                     iso(last), calls->size(), handovers->size()));
    return 0;
}

void declare_ledger(CLI::App& command, CorrectCommand& options) {
    add_organisation_option(command, options);
    add_who_option(command, options);
    add_today_option(command, options);
    add_ledger_options(command, options);
}
void declare_withdraw(CLI::App& command, CorrectCommand& options) {
    command.add_option(tr("编号"), options.id, tr("编号，见 duty correct list"))->required();
    command.add_option("--reason", options.reason, tr("原因"))->required();
    declare_ledger(command, options);
}
void declare_call(CLI::App& command, CorrectCommand& options) {
    declare_withdraw(command, options);
    command.add_option("--post", options.post, tr("查的是哪个岗"));
    command.add_option("--at", options.at, tr("查岗的时刻"));
    command.add_option("--answered-at", options.answered_at, tr("应答的时刻"));
    auto* by = command.add_option("--answered-by", options.answered_by, tr("谁应答"));
    command.add_flag("--unanswered", options.unanswered, tr("没有人应答"))->excludes(by);
}
void declare_handover(CLI::App& command, CorrectCommand& options) {
    declare_withdraw(command, options);
    command.add_option("--giver", options.giver, tr("交班人"));
    command.add_option("--taker", options.taker, tr("接班人"));
    command.add_option("--giver-signed", options.giver_signed, tr("交班人签字的时刻"));
    command.add_option("--taker-signed", options.taker_signed, tr("接班人签字的时刻"));
    command.add_option("--item", options.items, tr("漏写的未结事项，可以写几次"));
    command.add_option("--keep", options.keep, tr("其实没有办完的事项：编号或原话"));
    command.add_option("--close", options.close, tr("其实办完了的事项：编号或原话"));
}

} // namespace

void add_duty_correct_commands(CLI::App& duty, int& exit_code) {
    CLI::App* correct = duty.add_subcommand("correct", tr("更正查岗、交接：新的一行，原来的留着"));
    correct->require_subcommand(1);
    add_command<CorrectCommand>(
        *correct, "list", tr("查岗和交接的编号"), exit_code, run_list,
        [](CLI::App& command, CorrectCommand& options) {
            command.add_option("--first", options.first, tr("第一天；不写是今天"));
            command.add_option("--last", options.last, tr("最后一天；不写是一天"));
            declare_ledger(command, options);
        });
    add_command<CorrectCommand>(*correct, "call", tr("更正一次查岗；没有写的照旧"), exit_code,
                                run_call, declare_call);
    add_command<CorrectCommand>(*correct, "handover", tr("更正一次交接；没有写的照旧"), exit_code,
                                run_handover, declare_handover);
    CLI::App* withdraw = duty.add_subcommand("withdraw", tr("撤回查岗、交接，原来的留着"));
    withdraw->require_subcommand(1);
    add_command<CorrectCommand>(*withdraw, "call", tr("没有查过"), exit_code, run_withdraw_call,
                                declare_withdraw);
    add_command<CorrectCommand>(*withdraw, "handover", tr("没有交接"), exit_code,
                                run_withdraw_handover, declare_withdraw);
}

} // namespace tools::cli
