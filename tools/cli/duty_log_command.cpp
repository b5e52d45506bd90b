// yanlian duty log write|round|list|missing|correct|withdraw: the control room's log every two
// hours, rounds, and which of them are missing.
#include "tools/cli/duty_log_command.h"
#include "roster/service/duty_log.h"
#include "roster/service/inspections.h"
#include "sim/core/text.h"
#include "tools/cli/duty_options.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include <algorithm>
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::service;
using roster::store::DutyLogRow;
using sim::core::tr;
using sim::core::trf;

namespace {

struct LogCommand : LedgerOptions {
    std::string at, writer, second, panel, handled, reason, first, last, round_note, linkage;
    std::vector<std::string> places, found;
    std::int64_t id = 0;
    int fires = 0, faults = 0, isolated = 0;
    CLI::Option *at_given = nullptr, *writer_given = nullptr, *second_given = nullptr,
                *fires_given = nullptr, *faults_given = nullptr, *isolated_given = nullptr,
                *linkage_given = nullptr, *panel_given = nullptr, *handled_given = nullptr;
};
constexpr int panel_count_most = 100'000; ///< more is a typing error

roster::store::Entry entry_of(const OpenLedger& ledger) {
    return {read_clock(), ledger.who};
}

int answer(const LogCommand& options, std::int64_t id, const std::string& sentence) {
    if (options.json)
        fmt::print("{}\n", nlohmann::ordered_json{{"log", id}}.dump(2));
    else
        fmt::print("{}\n", sentence);
    return 0;
}

int run_write(const LogCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    LogEntry log;
    log.organisation_key = ledger->organisation.key;
    log.at = read_instant(answers, "--at", options.at, ledger->today, read_clock());
    log.writer_key = answers.person("--writer", options.writer);
    log.second_key = answers.person("--second", options.second);
    log.fire_count = options.fires;
    log.fault_count = options.faults;
    log.isolated_count = options.isolated;
    log.linkage = *find_named<Linkage>(linkage_names, options.linkage);
    log.panel_note = options.panel;
    log.handled = options.handled;
    if (!answers.fine()) return answers.report_all();
    const auto id = write_log(ledger->opened.database, log, entry_of(*ledger));
    if (!id) return report(id.error());
    return answer(options, *id,
                  trf("值班记录 {} 已登记：{}　火警 {}、故障 {}、屏蔽 {}，联动{}", *id,
                      local_text(log.at), log.fire_count, log.fault_count, log.isolated_count,
                      tr(word(log.linkage))));
}

bool given(const CLI::Option* option) {
    return option != nullptr && option->count() > 0;
}
template <class Value>
std::optional<Value> value_if(const CLI::Option* option, const Value& value) {
    return given(option) ? std::optional(value) : std::nullopt;
}

int run_correct(const LogCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    LogCorrection correction;
    correction.organisation_key = ledger->organisation.key;
    correction.log_id = options.id;
    correction.reason = options.reason;
    if (given(options.at_given))
        correction.at = read_instant(answers, "--at", options.at, ledger->today, {});
    if (given(options.writer_given))
        correction.writer_key = answers.person("--writer", options.writer);
    if (given(options.second_given))
        correction.second_key = answers.person("--second", options.second);
    correction.fire_count = value_if(options.fires_given, options.fires);
    correction.fault_count = value_if(options.faults_given, options.faults);
    correction.isolated_count = value_if(options.isolated_given, options.isolated);
    if (given(options.linkage_given))
        correction.linkage = find_named<Linkage>(linkage_names, options.linkage);
    correction.panel_note = value_if(options.panel_given, options.panel);
    correction.handled = value_if(options.handled_given, options.handled);
    if (!answers.fine()) return answers.report_all();
    const auto id = correct_log(ledger->opened.database, correction, entry_of(*ledger));
    if (!id) return report(id.error());
    return answer(options, *id, trf("第 {} 条由第 {} 条更正，原来的留着", options.id, *id));
}

int run_withdraw(const LogCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    LogCorrection correction;
    correction.organisation_key = ledger->organisation.key;
    correction.log_id = options.id;
    correction.withdrawn = true;
    correction.reason = options.reason;
    const auto id = correct_log(ledger->opened.database, correction, entry_of(*ledger));
    if (!id) return report(id.error());
    return answer(options, *id, trf("第 {} 条已撤回，原来的留着", options.id));
}

/// By night or by day, as the clock says.
InspectionKind kind_of_round(Instant at) {
    const auto local = at + local_offset;
    const auto clock = local - std::chrono::floor<Days>(local);
    return clock >= std::chrono::hours{22} || clock < std::chrono::hours{6}
               ? InspectionKind::night_patrol
               : InspectionKind::daily_patrol;
}

int run_round(const LogCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const Instant at = read_instant(answers, "--at", options.at, ledger->today, read_clock());
    InspectionEntry entry;
    Inspection& one = entry.inspection;
    one.organisation_key = ledger->organisation.key;
    one.inspector_key = answers.person("--writer", options.writer);
    one.inspector = options.writer;
    one.at_utc = at;
    one.local_day = calc_local_day(at);
    one.kind = kind_of_round(at);
    one.note = options.round_note;
    one.result = options.found.empty() ? InspectionResult::clean : InspectionResult::findings;
    for (const std::string& place : options.places)
        entry.items.push_back({place, tr("巡查"), ItemVerdict::ok, ""});
    for (const std::string& text : options.found) {
        NewFinding found;
        const std::size_t bar = text.find('|');
        found.finding.zone = bar == text.npos ? std::string() : text.substr(0, bar);
        found.finding.text = bar == text.npos ? text : text.substr(bar + 1);
        entry.findings.push_back(std::move(found));
    }
    if (!answers.fine()) return answers.report_all();
    const auto done = record_inspection(ledger->opened.database, entry, ledger->who);
    if (!done) return report(done.error());
    if (options.json)
        fmt::print(
            "{}\n",
            nlohmann::ordered_json{{"inspection", done->id}, {"findings", done->finding_keys}}.dump(
                2));
    else
        fmt::print("{}\n", trf("{} {} 已登记（检查 {}），问题 {} 条", local_text(at),
                               tr(word(one.kind)), done->id, done->finding_keys.size()));
    return 0;
}

std::string panel_text(const DutyLogRow& row) {
    std::string text = trf("火警 {}、故障 {}、屏蔽 {}，联动{}", row.fire_count, row.fault_count,
                           row.isolated_count, tr(word(row.linkage)));
    if (!row.panel_note.empty()) text += tr("；") + row.panel_note;
    return text;
}

nlohmann::ordered_json log_json(const DutyLogRow& row) {
    return {{"log", row.id},
            {"at", iso(row.at_utc)},
            {"writer", row.writer_key},
            {"second", row.second_key},
            {"fires", row.fire_count},
            {"faults", row.fault_count},
            {"isolated", row.isolated_count},
            {"linkage", name_of(linkage_names, row.linkage)},
            {"panel_note", row.panel_note},
            {"handled", row.handled},
            {"entered_at", iso(row.entered_at_utc)},
            {"corrects", row.corrects_id},
            {"reason", row.reason},
            {"recorded_by", row.recorded_by}};
}

struct AskedDays {
    OpenLedger ledger;
    DaySpan days;
};
std::optional<AskedDays> read_days(const LogCommand& options, int& code) {
    auto ledger = open_ledger(options);
    if (!ledger) {
        code = report(ledger.error());
        return std::nullopt;
    }
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const Date first = answers.date("--first", options.first).value_or(ledger->today);
    const Date last = answers.date("--last", options.last).value_or(first);
    if (!answers.fine()) {
        code = answers.report_all();
        return std::nullopt;
    }
    return AskedDays{std::move(*ledger), {first, last}};
}

int run_list(const LogCommand& options) {
    int code = 0;
    auto asked = read_days(options, code);
    if (!asked) return code;
    const auto log =
        list_log(asked->ledger.opened.database, asked->ledger.organisation.key, asked->days);
    if (!log) return report(log.error());
    struct Line {
        Instant at{};
        std::vector<std::string> cells;
    };
    std::vector<Line> lines;
    nlohmann::ordered_json entries = nlohmann::ordered_json::array(),
                           rounds = nlohmann::ordered_json::array();
    for (const DutyLogRow& one : log->entries) {
        std::string who = one.writer_name;
        if (!one.second_name.empty()) who += tr("、") + one.second_name;
        lines.push_back(
            {one.at_utc,
             {std::to_string(one.id), local_text(one.at_utc), tr("值班记录"), who, panel_text(one),
              one.handled, one.corrects_id != 0 ? trf("更正第 {} 条", one.corrects_id) : ""}});
        entries.push_back(log_json(one));
    }
    for (const auto& row : log->rounds) {
        const Inspection& one = row.inspection;
        lines.push_back({*one.at_utc,
                         {std::to_string(one.id), local_text(*one.at_utc), tr(word(one.kind)),
                          one.inspector, tr(word(one.result)), one.note, ""}});
        rounds.push_back({{"inspection", one.id},
                          {"at", iso(*one.at_utc)},
                          {"kind", name_of(inspection_kind_names, one.kind)},
                          {"inspector", one.inspector},
                          {"result", name_of(inspection_result_names, one.result)},
                          {"findings_count", row.findings_count}});
    }
    std::ranges::stable_sort(lines, {}, &Line::at);
    std::vector<std::vector<std::string>> rows{
        {tr("编号"), tr("时间"), tr("种类"), tr("谁"), tr("情况"), tr("处理"), tr("更正")}};
    for (Line& line : lines)
        rows.push_back(std::move(line.cells));
    print_answer(options, rows, {{"entries", entries}, {"rounds", rounds}},
                 trf("{}　{} 到 {}　值班记录 {} 条，有时间的巡查 {} 次",
                     asked->ledger.organisation.name, iso(asked->days.first), iso(asked->days.last),
                     log->entries.size(), log->rounds.size()));
    return 0;
}

nlohmann::ordered_json coverage_json(const LogCoverage& one) {
    nlohmann::ordered_json missing = nlohmann::ordered_json::array(),
                           gaps = nlohmann::ordered_json::array();
    int done = 0, open = 0;
    for (const IntervalMark& mark : one.record.marks) {
        done += mark.entry.has_value();
        open += mark.open;
        if (mark.missing()) missing.push_back(iso(mark.at));
    }
    for (const IntervalGap& gap : one.record.gaps)
        gaps.push_back(
            {{"from", iso(gap.from)}, {"until", iso(gap.until)}, {"minutes", gap.minutes()}});
    return {{"activity", name_of(interval_activity_names, one.rule.activity)},
            {"rule", one.rule.id},
            {"every_min", one.rule.every_min},
            {"grace_min", one.rule.grace_min},
            {"sources", one.sources},
            {"mark", name_of(rule_mark_names, one.rule.mark)},
            {"marks", one.record.marks.size()},
            {"done", done},
            {"open", open},
            {"missing", missing},
            {"gaps", gaps}};
}

std::string sources_text(const LogCoverage& one) {
    std::string text;
    for (const std::string& source : one.sources)
        text += (text.empty() ? "" : tr("；")) + source;
    return one.rule.mark == RuleMark::unverified ? text + tr("（未核实）") : text;
}

void add_missing_rows(const LogCoverage& one, std::vector<std::vector<std::string>>& rows) {
    const std::string what = tr(word(one.rule.activity));
    for (const IntervalMark& mark : one.record.marks)
        if (mark.missing())
            rows.push_back({what, tr("缺记录"), local_text(mark.at),
                            local_text(mark.at + std::chrono::minutes{one.rule.every_min}), ""});
    for (const IntervalGap& gap : one.record.gaps)
        rows.push_back({what, tr("间隔太长"), local_text(gap.from), local_text(gap.until),
                        trf("{} 分钟", gap.minutes())});
}

void add_not_signed_in(const LogCheck& check, std::vector<std::vector<std::string>>& rows) {
    for (const auto& one : check.not_signed_in) {
        std::string names = one.writer_name;
        if (!one.second_name.empty()) names += "、" + one.second_name;
        rows.push_back({tr(word(IntervalActivity::control_room_log)),
                        trf("第 {} 条，{} 那时没有签到", one.id, names), local_text(one.at_utc), "",
                        ""});
    }
}

nlohmann::ordered_json not_signed_in_json(const LogCheck& check) {
    auto json = nlohmann::ordered_json::array();
    for (const auto& one : check.not_signed_in)
        json.push_back({{"log", one.id},
                        {"at", iso(one.at_utc)},
                        {"writer", one.writer_key},
                        {"second", one.second_key}});
    return json;
}

std::string headline(const OpenLedger& ledger, const LogCheck& check, DaySpan days) {
    std::string text =
        trf("{}　{} 到 {}", ledger.organisation.name, iso(days.first), iso(days.last));
    for (const LogCoverage& one : check.coverage) {
        const auto open = std::ranges::count_if(one.record.marks, &IntervalMark::open);
        text += "\n" + trf("{}：每 {} 分钟一次（{}），应有 {} 次，缺 {} 次，间隔太长 {} 处",
                           tr(word(one.rule.activity)), one.rule.every_min, sources_text(one),
                           one.record.marks.size() - static_cast<std::size_t>(open),
                           one.missing_count(), one.record.gaps.size());
        if (open > 0) text += trf("，{} 次还没有到时候", open);
    }
    if (!check.not_signed_in.empty())
        text += "\n" + trf("{} 条记录的值班员那时没有签到", check.not_signed_in.size());
    if (!check.has_control_room) text += "\n" + std::string(tr("没有消防控制室：不查两小时记录"));
    if (check.coverage.empty()) text += "\n" + std::string(tr("没有规则要求两小时记录或夜间巡查"));
    return text;
}

/// Exit code 1: something is missing, or was written by somebody who was not signed in.
int run_missing(const LogCommand& options) {
    int code = 0;
    auto asked = read_days(options, code);
    if (!asked) return code;
    const auto check = check_log(asked->ledger.opened.database, asked->ledger.organisation.key,
                                 asked->days, read_clock());
    if (!check) return report(check.error());
    std::vector<std::vector<std::string>> rows{
        {tr("记录"), tr("什么"), tr("从"), tr("到"), tr("多久")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const LogCoverage& one : check->coverage) {
        add_missing_rows(one, rows);
        json.push_back(coverage_json(one));
    }
    add_not_signed_in(*check, rows);
    print_answer(options, rows,
                 {{"control_room", check->has_control_room},
                  {"coverage", json},
                  {"not_signed_in", not_signed_in_json(*check)}},
                 headline(asked->ledger, *check, asked->days));
    return rows.size() > 1 ? static_cast<int>(ExitCode::answer_is_no) : 0;
}

void declare_ledger(CLI::App& command, LogCommand& options) {
    add_organisation_option(command, options);
    add_today_option(command, options);
    add_ledger_options(command, options);
}

void declare_days(CLI::App& command, LogCommand& options) {
    command.add_option("--first", options.first, tr("第一天；不写是今天"));
    command.add_option("--last", options.last, tr("最后一天；不写是一天"));
    declare_ledger(command, options);
}

void declare_entry(CLI::App& command, LogCommand& o) {
    o.at_given = command.add_option("--at", o.at, tr("时:分，或 年-月-日 时:分；不写是现在"));
    o.writer_given = command.add_option("--writer", o.writer, tr("值班员：姓名或编号"));
    o.second_given = command.add_option("--second", o.second, tr("同班的另一名值班员"));
    o.fires_given = command.add_option("--fires", o.fires, tr("主机显示的火警数"))
                        ->check(between(0, panel_count_most));
    o.faults_given =
        command.add_option("--faults", o.faults, tr("故障数"))->check(between(0, panel_count_most));
    o.isolated_given = command.add_option("--isolated", o.isolated, tr("屏蔽数"))
                           ->check(between(0, panel_count_most));
    o.linkage_given =
        command.add_option("--linkage", o.linkage, tr("联动状态：自动、手动或故障"))
            ->transform(
                choice_of({{"automatic", "自动"}, {"manual", "手动"}, {"out_of_order", "故障"}}));
    o.panel_given = command.add_option("--panel", o.panel, tr("是哪些点位"));
    o.handled_given = command.add_option("--handled", o.handled, tr("怎样处理的"));
    add_who_option(command, o);
    declare_ledger(command, o);
}

void declare_write(CLI::App& command, LogCommand& o) {
    declare_entry(command, o);
    for (CLI::Option* option :
         {o.writer_given, o.fires_given, o.faults_given, o.isolated_given, o.linkage_given})
        option->required(); // nobody has looked at what is not said
}

void declare_change(CLI::App& command, LogCommand& o) {
    command.add_option(tr("编号"), o.id, tr("编号，见 duty log list"))->required();
    command.add_option("--reason", o.reason, tr("原因"))->required();
}

void declare_round(CLI::App& command, LogCommand& o) {
    command.add_option("--at", o.at, tr("时:分，或 年-月-日 时:分；不写是现在"));
    command.add_option("--writer", o.writer, tr("巡查人：姓名或编号"))->required();
    command.add_option("--place", o.places, tr("到过的部位，可以写几次"))->allow_extra_args(false);
    command.add_option("--found", o.found, tr("发现的问题：部位|描述，可以写几次"))
        ->allow_extra_args(false);
    command.add_option("--note", o.round_note, tr("备注"));
    add_who_option(command, o);
    declare_ledger(command, o);
}

} // namespace

void add_duty_log_commands(CLI::App& duty, int& exit_code) {
    CLI::App* log =
        duty.add_subcommand("log", tr("消防控制室两小时记录和巡查：登记、列出、缺了哪些"));
    log->require_subcommand(1);
    add_command<LogCommand>(*log, "write", tr("记一次主机状态"), exit_code, run_write,
                            declare_write);
    add_command<LogCommand>(*log, "round", tr("记一次巡查；和 inspection add 写的是同一张表"),
                            exit_code, run_round, declare_round);
    add_command<LogCommand>(*log, "list", tr("值班记录和巡查，按时间"), exit_code, run_list,
                            declare_days);
    add_command<LogCommand>(*log, "missing", tr("缺了哪些两小时记录和夜间巡查"), exit_code,
                            run_missing, declare_days);
    add_command<LogCommand>(*log, "correct", tr("更正一条：没有写的照旧，原来的留着"), exit_code,
                            run_correct, [](CLI::App& command, LogCommand& o) {
                                declare_change(command, o);
                                declare_entry(command, o);
                            });
    add_command<LogCommand>(*log, "withdraw", tr("撤回一条，原来的留着"), exit_code, run_withdraw,
                            [](CLI::App& command, LogCommand& o) {
                                declare_change(command, o);
                                add_who_option(command, o);
                                declare_ledger(command, o);
                            });
}

} // namespace tools::cli
