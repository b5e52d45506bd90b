// yanlian alarm chain list|set, alarm replay, alarm list: who is told of an alarm, and the log of
// who was told and answered.
#include "roster/service/alarm_notices.h"
#include "sim/core/text.h"
#include "sim/devices/trace.h"
#include "sim/plan/plan_file.h"
#include "tools/cli/commands.h"
#include "tools/cli/duty_options.h"
#include "tools/cli/finding_options.h"
#include "tools/cli/ledger_home.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fmt/format.h>
#include <map>
#include <set>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::service;
using roster::store::AlarmRow;
using sim::core::Errc;
using sim::core::tr;
using sim::core::trf;
using std::chrono::milliseconds;

namespace {

/// A trace is followed so long behind its alarm at least. House value.
constexpr milliseconds followed{600'000};
/// What the room is called on the command line.
constexpr std::array room_names{"值班室", "消防控制室", "room"};

struct AlarmCommand : LedgerOptions {
    std::string trace, plan;
    std::vector<std::string> people, acks;
};

bool is_room(const std::string& text) {
    return std::ranges::find(room_names, text) != room_names.end();
}

std::string seconds_text(milliseconds time) {
    return fmt::format("{:.1f}", static_cast<double>(time.count()) / 1000);
}

std::string phone_text(const ChainStep& step) {
    return !step.person_key.empty() && step.phone.empty() ? tr("没有登记，通知不到") : step.phone;
}

int run_chain(const AlarmCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto chain =
        load_alarm_chain(ledger->opened.database, ledger->organisation.key, ledger->today);
    if (!chain) return report(chain.error());
    std::vector<std::vector<std::string>> rows{
        {tr("次序"), tr("通知谁"), tr("岗位"), tr("电话"), tr("什么时候")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    int position = 0;
    for (const ChainStep& step : chain->steps) {
        ++position;
        const bool at_once = position <= told_at_once_count;
        rows.push_back({std::to_string(position), step.name, step.post, phone_text(step),
                        at_once ? tr("报警时") : tr("前面有人 60 秒没有应答")});
        json.push_back({{"position", position},
                        {"person", step.person_key},
                        {"name", step.name},
                        {"phone", step.phone},
                        {"at_once", at_once}});
    }
    print_answer(options, rows, json,
                 chain->entered ? "" : tr("没有登记过通知次序，按岗位排的；登记：alarm chain set"));
    return 0;
}

int run_set(const AlarmCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    std::vector<std::string> keys;
    for (const std::string& who : options.people)
        keys.push_back(is_room(who) ? "" : answers.person(tr("通知谁"), who));
    if (!answers.fine()) return answers.report_all();
    const auto done = enter_alarm_chain(ledger->opened.database, ledger->organisation.key, keys,
                                        {read_clock(), ledger->who});
    if (!done) return report(done.error());
    return run_chain(options);
}

/// "王芳=25": position in the chain and when; a problem for each that is none.
std::map<int, milliseconds> read_acks(const AlarmCommand& options, const AlarmChain& chain,
                                      Answers& answers) {
    std::map<int, milliseconds> acks;
    for (const std::string& text : options.acks) {
        const auto equals = text.rfind('=');
        double at_s = -1;
        if (equals != text.npos) {
            const std::string number = text.substr(equals + 1);
            char* end = nullptr;
            at_s = std::strtod(number.c_str(), &end);
            if (number.empty() || *end != '\0' || !std::isfinite(at_s)) at_s = -1;
        }
        const std::string who = text.substr(0, equals);
        const auto step = std::ranges::find_if(chain.steps, [&](const ChainStep& one) {
            return one.person_key.empty() ? is_room(who) || who == one.name
                                          : who == one.name || who == one.person_key;
        });
        if (at_s < 0 || at_s > 86'400 || step == chain.steps.end()) {
            answers.note({"", "--ack", trf("“{}”不是应答", text),
                          tr("次序里的人＝报警后几秒，例如 王芳=25")});
            continue;
        }
        const int position = static_cast<int>(step - chain.steps.begin()) + 1;
        if (!acks.emplace(position, milliseconds{std::llround(at_s * 1000)}).second)
            answers.note({"", "--ack", trf("{} 写了两次", who), ""});
    }
    return acks;
}

struct FireLine {
    std::string point;
    std::int64_t t_ns = 0;
};
/// The first fire that the panel reports, and how many other points follow it.
std::pair<std::optional<FireLine>, int> find_fire(const sim::devices::Trace& trace) {
    std::optional<FireLine> first;
    std::set<std::string> points;
    for (const auto& line : trace.lines) {
        if (line.kind != sim::devices::TraceKind::received || line.panel != "fire") continue;
        points.insert(line.point);
        if (!first) first = FireLine{line.point, line.t_ns};
    }
    return {first, first ? static_cast<int>(points.size()) - 1 : 0};
}

/// "2025-04-08T21:18:00+08:00"; the trace's reader has checked the form.
std::optional<Instant> read_wall(const std::string& text) {
    constexpr std::size_t without_zone = 19;
    if (text.size() <= without_zone) return std::nullopt;
    const auto at = find_instant(text.substr(0, without_zone) + "Z");
    if (!at || text[without_zone] == 'Z') return at;
    int hours = 0, minutes = 0;
    if (std::sscanf(text.c_str() + without_zone + 1, "%2d:%2d", &hours, &minutes) != 2)
        return std::nullopt;
    const auto offset = std::chrono::hours{hours} + std::chrono::minutes{minutes};
    return text[without_zone] == '-' ? *at + offset : *at - offset;
}

std::vector<std::vector<std::string>> notice_rows(const AlarmChain& chain, const AlarmRow& alarm) {
    std::vector<std::vector<std::string>> rows{
        {tr("次序"), tr("通知谁"), tr("电话"), tr("报警后（秒）"), tr("应答（秒）"), tr("缘由")}};
    for (const auto& one : alarm.notices) {
        const ChainStep& step = chain.steps[static_cast<std::size_t>(one.notice.position_no - 1)];
        rows.push_back(
            {std::to_string(one.notice.position_no), step.name, phone_text(step),
             seconds_text(one.notice.queued),
             one.notice.acked ? seconds_text(*one.notice.acked) : tr("没有应答"),
             one.notice.after_no ? trf("第 {} 位没有应答", *one.notice.after_no) : tr("报警")});
    }
    return rows;
}

nlohmann::ordered_json alarm_json(const AlarmRow& alarm) {
    nlohmann::ordered_json notices = nlohmann::ordered_json::array();
    for (const auto& one : alarm.notices)
        notices.push_back(
            {{"position", one.notice.position_no},
             {"person", one.person_key},
             {"queued_ms", one.notice.queued.count()},
             {"after", one.notice.after_no ? nlohmann::ordered_json(*one.notice.after_no)
                                           : nlohmann::ordered_json()},
             {"acked_ms", one.notice.acked ? nlohmann::ordered_json(one.notice.acked->count())
                                           : nlohmann::ordered_json()}});
    return {{"alarm", alarm.id},
            {"point", alarm.point},
            {"raised", iso(alarm.raised_at_utc)},
            {"source", alarm.source},
            {"trace_sha256", alarm.trace_sha256},
            {"notices", notices}};
}

int run_replay(const AlarmCommand& options) {
    const auto plan = sim::plan::load_plan(options.plan);
    if (!plan) return report(plan.error());
    const auto trace = sim::devices::load_trace(options.trace, *plan);
    if (!trace) return report(trace.error());
    const auto [fire, more] = find_fire(*trace);
    const auto begin = read_wall(trace->t0_wall);
    if (!fire || !begin)
        return report({Errc::bad_input,
                       {{options.trace, "", tr("轨迹里没有火警，或没有开始的时刻"),
                         tr("panel 是 fire 的一行、表头的 t0_wall")}}});
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const Instant raised =
        *begin + std::chrono::floor<std::chrono::seconds>(std::chrono::nanoseconds{fire->t_ns});
    const auto chain =
        load_alarm_chain(ledger->opened.database, ledger->organisation.key, calc_local_day(raised));
    if (!chain) return report(chain.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    RaisedAlarm alarm{ledger->organisation.key,
                      fire->point,
                      raised,
                      trace->sha256,
                      read_acks(options, *chain, answers),
                      followed};
    if (!answers.fine()) return answers.report_all();
    const auto row =
        record_trace_alarm(ledger->opened.database, alarm, {read_clock(), ledger->who});
    if (!row) return report(row.error());
    print_answer(options, notice_rows(*chain, *row), alarm_json(*row),
                 trf("{} {} 火警（轨迹回放，第 {} 号，写入以后不能改）",
                     local_text(row->raised_at_utc), row->point, row->id) +
                     (more > 0 ? trf("；其后还有 {} 个部件报火警", more) : ""));
    return 0;
}

int run_list(const AlarmCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto alarms =
        roster::store::load_alarms(ledger->opened.database, ledger->organisation.key);
    if (!alarms) return report(alarms.error());
    std::vector<std::vector<std::string>> rows{
        {tr("编号"), tr("报警时间"), tr("部件"), tr("来源"), tr("通知"), tr("应答"), tr("登记人")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const AlarmRow& one : *alarms) {
        const auto answered = std::ranges::count_if(
            one.notices, [](const auto& row) { return row.notice.acked.has_value(); });
        rows.push_back({std::to_string(one.id), local_text(one.raised_at_utc), one.point,
                        one.source == "trace" ? tr("轨迹回放") : tr("报警主机"),
                        std::to_string(one.notices.size()), std::to_string(answered),
                        one.recorded_by});
        json.push_back(alarm_json(one));
    }
    print_answer(options, rows, json);
    return 0;
}

void declare_common(CLI::App& command, AlarmCommand& options) {
    add_organisation_option(command, options);
    add_ledger_options(command, options);
}

void add_chain_commands(CLI::App& alarm, int& exit_code) {
    CLI::App* chain = alarm.add_subcommand("chain", tr("火警通知谁、什么次序"));
    chain->require_subcommand(1);
    add_command<AlarmCommand>(*chain, "list", tr("列出通知次序"), exit_code, run_chain,
                              [](CLI::App& command, AlarmCommand& options) {
                                  add_today_option(command, options);
                                  declare_common(command, options);
                              });
    add_command<AlarmCommand>(
        *chain, "set", tr("登记通知次序：前三个同时通知，后面的等前面的人没有应答"), exit_code,
        run_set, [](CLI::App& command, AlarmCommand& options) {
            command.add_option(tr("通知谁"), options.people, tr("值班室，姓名或编号，按次序"))
                ->required();
            add_who_option(command, options);
            declare_common(command, options);
        });
}

} // namespace

void add_alarm_commands(CLI::App& app, int& exit_code) {
    CLI::App* alarm = app.add_subcommand("alarm", tr("火警通知：通知次序，按轨迹回放，通知记录"));
    alarm->require_subcommand(1);
    add_chain_commands(*alarm, exit_code);
    add_command<AlarmCommand>(
        *alarm, "replay", tr("回放一条报警轨迹：谁在什么时候被通知、谁应答，写入记录"), exit_code,
        run_replay, [](CLI::App& command, AlarmCommand& options) {
            command.add_option(tr("轨迹"), options.trace, tr(".trace.jsonl"))->required();
            command.add_option("--plan", options.plan, tr("轨迹所在的平面图"))->required();
            command.add_option("--ack", options.acks, tr("应答：谁=报警后几秒，可以写多个"));
            add_who_option(command, options);
            declare_common(command, options);
        });
    add_command<AlarmCommand>(*alarm, "list", tr("通知记录，最近的在前"), exit_code, run_list,
                              declare_common);
}

} // namespace tools::cli
