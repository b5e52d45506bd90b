// yanlian duty publish|current|list|sign|call|handover|attendance: the roster in the ledger, and
// who was there.
#include "roster/service/duty_sign_ins.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/duty_log_command.h"
#include "tools/cli/duty_options.h"
#include "tools/cli/duty_text.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include <algorithm>
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::schedule;
using namespace roster::service;
using sim::core::tr;
using sim::core::trf;

namespace {

struct AttestCommand : LedgerOptions {
    std::string file, accept, first, last, person, post, at, reason, in, out;
    std::int64_t id = 0;
    bool withdraw = false;
    std::string answered_by;
    int after_min = 0;
    std::string day, shift, giver, taker, giver_signed, taker_signed;
    std::vector<std::string> items, keep, close;
};

roster::store::Entry entry_of(const OpenLedger& ledger) {
    return {read_clock(), ledger.who};
}

int run_publish(const AttestCommand& options) {
    auto duty = load_duty(options.file);
    if (!duty) return report(duty.error());
    LedgerOptions place = options;
    place.organisation = duty->problem.organisation_key;
    auto ledger = open_ledger(place);
    if (!ledger) return report(ledger.error());
    const auto done =
        publish_roster(ledger->opened.database, *duty, options.accept, entry_of(*ledger));
    if (!done) {
        auto error = done.error();
        for (auto& problem : error.problems)
            if (problem.file.empty()) problem.file = options.file;
        return report(error);
    }
    if (auto noted = note_against_ledger(ledger->opened.database, *duty); !noted)
        return report(noted.error());
    if (options.json) {
        fmt::print("{}\n", nlohmann::ordered_json{{"roster", done->id},
                                                  {"version", done->version_no},
                                                  {"shifts", done->shift_count},
                                                  {"begun", done->begun_count},
                                                  {"accepted", done->accepted_count}}
                               .dump(2));
        return 0;
    }
    fmt::print("{}\n", trf("已发布 {} 的值班表第 {} 版：{} 到 {}，{} 个班", duty->problem.name,
                           done->version_no, iso(duty->problem.first_day),
                           iso(duty->problem.last_day), done->shift_count));
    if (done->begun_count > 0 && done->version_no == 1)
        fmt::print("{}\n",
                   trf("其中 {} 个班在发布之前就开始了，那时没有表，不算计划", done->begun_count));
    else if (done->begun_count > 0)
        fmt::print("{}\n", trf("其中 {} 个班已经开始，照原来的表不变", done->begun_count));
    if (done->accepted_count > 0)
        fmt::print("{}\n",
                   trf("明知违反规定 {} 处，原因已记下：{}", done->accepted_count, options.accept));
    return 0;
}

int run_current(const AttestCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const Date day = answers.date("--day", options.day).value_or(ledger->today);
    if (!answers.fine()) return answers.report_all();
    const auto duty =
        load_current_roster(ledger->opened.database, ledger->organisation.key, day, read_clock());
    if (!duty) return report(duty.error());
    if (const auto saved =
            sim::core::write_file(options.file, roster::schedule::format_duty(*duty));
        !saved)
        return report(saved.error());
    fmt::print("{}\n", trf("{} 的现行值班表：{} 到 {}，{} 个班，换班在内，写到 {}",
                           ledger->organisation.name, iso(duty->problem.first_day),
                           iso(duty->problem.last_day), duty->cells.size(), options.file));
    return 0;
}

int run_list(const AttestCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto rosters = roster::store::load_duty_rosters(
        ledger->opened.database, ledger->organisation.key,
        {make_date(first_year, 1, 1), make_date(last_year, 12, 31)});
    if (!rosters) return report(rosters.error());
    std::vector<std::vector<std::string>> rows{
        {tr("版"), tr("从"), tr("到"), tr("发布"), tr("经办人"), tr("明知违反"), tr("原因")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const auto& one : *rosters) {
        rows.push_back({std::to_string(one.version_no), iso(one.days.first), iso(one.days.last),
                        local_text(one.published_at_utc), one.published_by,
                        std::to_string(one.accepted_count), one.accepted_reason});
        json.push_back({{"roster", one.id},
                        {"version", one.version_no},
                        {"first", iso(one.days.first)},
                        {"last", iso(one.days.last)},
                        {"published_at", iso(one.published_at_utc)},
                        {"published_by", one.published_by},
                        {"sha256", one.file_sha256},
                        {"accepted", one.accepted_count},
                        {"reason", one.accepted_reason}});
    }
    print_answer(options, rows, json,
                 trf("{}　值班表 {} 版", ledger->organisation.name, rosters->size()));
    return 0;
}

/// What signing in and out have in common; problems are all in `answers`.
DutyPresence read_presence(const AttestCommand& options, const OpenLedger& ledger,
                           Answers& answers) {
    return {ledger.organisation.key, answers.person("--person", options.person), options.post,
            read_instant(answers, "--at", options.at, ledger.today, read_clock())};
}

int answer_sign(const AttestCommand& options, const sim::core::Result<std::int64_t>& id,
                const std::string& sentence) {
    if (!id) return report(id.error());
    if (options.json)
        fmt::print("{}\n", nlohmann::ordered_json{{"sign", *id}}.dump(2));
    else
        fmt::print("{}\n", trf("{}（签到 {}）", sentence, *id));
    return 0;
}

/// At once: whoever sends somebody without a certificate to the control room is to hear it there.
int warn_of_lacking(OpenLedger& ledger, const DutyPresence& presence,
                    const AttestCommand& options) {
    const auto lacking = list_lacking(ledger.opened.database, presence);
    if (!lacking) return report(lacking.error());
    for (const std::string& one : *lacking)
        fmt::print("{}\n", trf("注意：{} 那天没有有效的“{}”，这次签到不算这个岗位有人。",
                               options.person, one));
    return 0;
}

int run_sign_in(const AttestCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const DutyPresence presence = read_presence(options, *ledger, answers);
    if (!answers.fine()) return answers.report_all();
    const auto id = sign_in(ledger->opened.database, presence, entry_of(*ledger));
    const int answered = answer_sign(
        options, id, trf("{} {} {} 签到", local_text(presence.at), options.post, options.person));
    return id && !options.json ? warn_of_lacking(*ledger, presence, options) : answered;
}

int run_sign_out(const AttestCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const DutyPresence presence = read_presence(options, *ledger, answers);
    if (!answers.fine()) return answers.report_all();
    return answer_sign(options, sign_out(ledger->opened.database, presence, entry_of(*ledger)),
                       trf("{} {} {} 签退", local_text(presence.at), options.post, options.person));
}

int run_sign_correct(const AttestCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    SignCorrection correction;
    correction.organisation_key = ledger->organisation.key;
    correction.sign_id = options.id;
    correction.withdrawn = options.withdraw;
    correction.reason = options.reason;
    if (!options.in.empty())
        correction.in = read_instant(answers, "--in", options.in, ledger->today, {});
    if (!options.out.empty())
        correction.out = read_instant(answers, "--out", options.out, ledger->today, {});
    if (!answers.fine()) return answers.report_all();
    return answer_sign(options,
                       correct_sign(ledger->opened.database, correction, entry_of(*ledger)),
                       options.withdraw ? tr("已撤回") : tr("已更正"));
}

int run_call(const AttestCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const Instant now = read_clock();
    const Instant at = read_instant(answers, "--at", options.at, ledger->today, now);
    const std::string person = answers.person("--answered-by", options.answered_by);
    if (options.id == 0 && options.post.empty())
        answers.note({"", "--post", tr("没有写查哪个岗"), tr("--post 岗位，或 --answers 编号")});
    if (options.id != 0 && options.answered_by.empty())
        answers.note({"", "--answered-by", tr("没有写谁应答"), tr("姓名或编号")});
    if (!answers.fine()) return answers.report_all();
    PostCallEntry call{ledger->organisation.key, options.post, at, {}, person};
    if (!person.empty()) call.answered = at + std::chrono::minutes{options.after_min};
    auto& database = ledger->opened.database;
    const auto id = options.id != 0 ? answer_call(database, ledger->organisation.key, options.id,
                                                  person, at, entry_of(*ledger))
                                    : record_call(database, call, entry_of(*ledger));
    if (!id) return report(id.error());
    if (options.json)
        fmt::print("{}\n", nlohmann::ordered_json{{"call", *id}}.dump(2));
    else if (options.id != 0)
        fmt::print("{}\n", trf("查岗 {} 由 {} 应答，已登记", options.id, options.answered_by));
    else if (person.empty())
        fmt::print("{}\n", trf("查岗 {} 已登记，还没有应答；{} 分钟没有应答算脱岗", *id,
                               answer_within_min));
    else
        fmt::print("{}\n", trf("查岗 {} 已登记，{} 应答", *id, options.answered_by));
    return 0;
}

/// When somebody signed. A bare hour is today's; of the shift of another day nobody knows on which
/// side of midnight it was signed, so it wants its date.
std::optional<Instant> read_signature(Answers& answers, const char* option, const std::string& text,
                                      const OpenLedger& ledger, Date shift_day) {
    if (text.empty()) return std::nullopt;
    const bool is_bare =
        find_local_instant(text, shift_day) != find_local_instant(text, shift_day + Days{1});
    if (is_bare && shift_day != ledger.today) {
        answers.note(
            {"", option, trf("“{}”没有写是哪一天", text), trf("例如 {} {}", iso(shift_day), text)});
        return std::nullopt;
    }
    return read_instant(answers, option, text, ledger.today, {});
}

int run_handover(const AttestCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    Handover handover;
    handover.post_key = options.post;
    handover.shift_key = options.shift;
    handover.day = answers.date("--day", options.day).value_or(ledger->today);
    handover.giver_key = answers.person("--giver", options.giver);
    handover.taker_key = answers.person("--taker", options.taker);
    handover.giver_signed =
        read_signature(answers, "--giver-signed", options.giver_signed, *ledger, handover.day);
    handover.taker_signed =
        read_signature(answers, "--taker-signed", options.taker_signed, *ledger, handover.day);
    for (const std::string& words : options.items)
        handover.items.push_back({"", words, false});
    for (const std::string& key : options.keep)
        handover.items.push_back({key, "", false});
    for (const std::string& key : options.close)
        handover.items.push_back({key, "", true});
    if (!answers.fine()) return answers.report_all();
    const auto open =
        hand_over(ledger->opened.database, ledger->organisation.key, handover, entry_of(*ledger));
    if (!open) return report(open.error());
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const OpenItem& one : *open)
        json.push_back({{"key", one.key}, {"words", one.words}});
    if (options.json) {
        fmt::print("{}\n", nlohmann::ordered_json{{"open", json}}.dump(2));
        return 0;
    }
    fmt::print("{}\n",
               trf("{} {} {} 已交接：{} 交 {} 接，未结事项 {} 项", iso(handover.day), options.post,
                   options.shift, options.giver, options.taker, open->size()));
    for (const OpenItem& one : *open)
        fmt::print("  {}  {}\n", one.key, one.words);
    return 0;
}

void declare_presence(CLI::App& command, AttestCommand& options) {
    command.add_option("--person", options.person, tr("姓名或编号"))->required();
    command.add_option("--post", options.post, tr("值班表里的岗位"))->required();
    command.add_option("--at", options.at, tr("时:分，或 年-月-日 时:分；不写是现在"));
    add_organisation_option(command, options);
    add_who_option(command, options);
    add_ledger_options(command, options);
}

void declare_handover(CLI::App& command, AttestCommand& options) {
    command.add_option("--post", options.post, tr("值班表里的岗位"))->required();
    command.add_option("--day", options.day, tr("交出的班是哪一天的；不写是今天"));
    command.add_option("--shift", options.shift, tr("交出的班"))->required();
    command.add_option("--giver", options.giver, tr("交班人"))->required();
    command.add_option("--taker", options.taker, tr("接班人"))->required();
    command.add_option("--giver-signed", options.giver_signed, tr("交班人签字的时刻"));
    command.add_option("--taker-signed", options.taker_signed, tr("接班人签字的时刻"));
    command.add_option("--item", options.items, tr("新的未结事项，可以写几次"));
    command.add_option("--keep", options.keep, tr("还没有办完的事项：编号或原话"));
    command.add_option("--close", options.close, tr("办完了的事项：编号或原话"));
    add_organisation_option(command, options);
    add_who_option(command, options);
    add_ledger_options(command, options);
}

void add_sign_commands(CLI::App& duty, int& exit_code) {
    CLI::App* sign = duty.add_subcommand("sign", tr("签到、签退、更正"));
    sign->require_subcommand(1);
    add_command<AttestCommand>(*sign, "in", tr("到岗签到"), exit_code, run_sign_in,
                               declare_presence);
    add_command<AttestCommand>(*sign, "out", tr("离岗签退"), exit_code, run_sign_out,
                               declare_presence);
    add_command<AttestCommand>(
        *sign, "correct", tr("更正或撤回一条签到，原来的留着"), exit_code, run_sign_correct,
        [](CLI::App& command, AttestCommand& options) {
            command.add_option(tr("编号"), options.id, tr("编号，见 duty attendance --json"))
                ->required();
            command.add_option("--in", options.in, tr("签到的时刻"));
            command.add_option("--out", options.out, tr("签退的时刻"));
            command.add_flag("--withdraw", options.withdraw, tr("没有来过：撤回"));
            command.add_option("--reason", options.reason, tr("原因"))->required();
            add_organisation_option(command, options);
            add_who_option(command, options);
            add_ledger_options(command, options);
        });
}

void declare_call(CLI::App& command, AttestCommand& options) {
    command.add_option("--post", options.post, tr("查哪个岗"));
    command.add_option("--at", options.at, tr("查岗的时刻；写了 --answers 是应答的时刻"));
    command.add_option("--answered-by", options.answered_by, tr("谁应答；没有人应答就不写"));
    command.add_option("--after", options.after_min, tr("几分钟后应答"))->check(between(0, 1440));
    command.add_option("--answers", options.id, tr("应答以前登记的哪一次查岗"));
    add_organisation_option(command, options);
    add_who_option(command, options);
    add_ledger_options(command, options);
}

} // namespace

void add_duty_attest_commands(CLI::App& duty, int& exit_code) {
    add_command<AttestCommand>(
        duty, "publish", tr("发布：排班文件存入台账，已经开始的班不变"), exit_code, run_publish,
        [](CLI::App& command, AttestCommand& options) {
            command.add_option(tr("文件"), options.file, tr("排班文件 .duty.json"))->required();
            command.add_option("--accept-gaps", options.accept, tr("违反规定也发布：写明原因"));
            add_who_option(command, options);
            add_ledger_options(command, options);
        });
    add_command<AttestCommand>(duty, "list", tr("发布过的值班表"), exit_code, run_list,
                               [](CLI::App& command, AttestCommand& options) {
                                   add_organisation_option(command, options);
                                   add_ledger_options(command, options);
                               });
    add_command<AttestCommand>(
        duty, "current", tr("取出现行的值班表：换班在内，已经开始的班不再动"), exit_code,
        run_current, [](CLI::App& command, AttestCommand& options) {
            command.add_option("--day", options.day, tr("哪一天的表；不写是今天"));
            command.add_option("--out", options.file, tr("写到哪个文件，.duty.json"))->required();
            add_organisation_option(command, options);
            add_today_option(command, options);
            add_ledger_options(command, options);
        });
    add_sign_commands(duty, exit_code);
    add_command<AttestCommand>(duty, "call", tr("查岗和应答"), exit_code, run_call, declare_call);
    add_command<AttestCommand>(duty, "handover", tr("交接班：两个人签字，未结事项接着办"),
                               exit_code, run_handover, declare_handover);
    add_duty_log_commands(duty, exit_code);
    add_duty_correct_commands(duty, exit_code);
    add_duty_attendance_command(duty, exit_code);
}

} // namespace tools::cli
