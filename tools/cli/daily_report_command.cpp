// yanlian daily-report add|list: a day that was reported, a zero among them, and who has not.
#include "roster/service/daily_reports.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/finding_options.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::service;
using sim::core::tr;
using sim::core::trf;

namespace {

struct ReportOptions : LedgerOptions {
    std::string day, note, from, until;
    int events = -1;
    bool zero = false, correct = false, withdraw = false, missing = false, tree = false;
};

/// What the flags say: a number, or a zero in so many words.
void read_events(const ReportOptions& options, DailyReport& report, Answers& answers) {
    report.event_count = std::max(0, options.events);
    if (options.withdraw) return;
    if (options.zero && options.events > 0)
        answers.note({"", "--zero", tr("零报告和件数不能同时写"), ""});
    if (!options.zero && options.events < 0)
        answers.note({"", "--events", tr("没有写几件"), tr("--events 件数；一件也没有写 --zero")});
    if (!options.zero && options.events == 0)
        answers.note({"", "--events", tr("没有事件要写明"), tr("--zero，即零报告")});
}

int run_add(const ReportOptions& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    DailyReport entry;
    entry.organisation_key = ledger->organisation.key;
    entry.local_day = answers.date("--day", options.day).value_or(ledger->today);
    entry.note = options.note;
    read_events(options, entry, answers);
    if (!answers.fine()) return answers.report_all();
    const ReportStep step = options.withdraw  ? ReportStep::withdraw
                            : options.correct ? ReportStep::correct
                                              : ReportStep::add;
    const auto id = record_daily_report(ledger->opened.database, entry, step, ledger->who);
    if (!id) return report(id.error());
    if (options.json)
        fmt::print("{}\n", nlohmann::ordered_json{{"report", *id}}.dump(2));
    else if (options.withdraw)
        fmt::print("{}\n",
                   trf("{} {} 的报告已撤回", ledger->organisation.name, iso(entry.local_day)));
    else if (entry.event_count == 0)
        fmt::print("{}\n", trf("{} {} 零报告", ledger->organisation.name, iso(entry.local_day)));
    else
        fmt::print("{}\n", trf("{} {} 报告 {} 件", ledger->organisation.name, iso(entry.local_day),
                               entry.event_count));
    return 0;
}

nlohmann::ordered_json line_json(const ReportLine& line) {
    nlohmann::ordered_json json{{"organisation", line.organisation_key},
                                {"name", line.name},
                                {"depth", line.depth},
                                {"office", line.office},
                                {"due_count", line.count.due_count},
                                {"reported_count", line.count.reported_count},
                                {"zero_count", line.count.zero_count},
                                {"late_count", line.count.late_count},
                                {"event_count", line.count.event_count},
                                {"missing_count", line.count.missing_count()},
                                {"missing_days", nlohmann::ordered_json::array()},
                                {"reports", nlohmann::ordered_json::array()}};
    for (const Date day : line.missing_days)
        json["missing_days"].push_back(iso(day));
    for (const auto& row : line.reports)
        json["reports"].push_back({{"report", row.report.id},
                                   {"day", iso(row.report.local_day)},
                                   {"events", row.report.event_count},
                                   {"note", row.report.note},
                                   {"at_utc", iso(row.recorded_at_utc)},
                                   {"by", row.recorded_by},
                                   {"corrected", row.corrected}});
    return json;
}

/// "03-01 至 03-04、03-09": runs of days.
std::string days_text(const std::vector<Date>& days) {
    std::string text;
    for (std::size_t i = 0; i < days.size();) {
        std::size_t last = i;
        while (last + 1 < days.size() && days[last + 1] == days[last] + Days{1})
            ++last;
        if (!text.empty()) text += tr("、");
        text += last == i ? iso(days[i]) : trf("{} 至 {}", iso(days[i]), iso(days[last]));
        i = last + 1;
    }
    return text;
}

bool is_wanted(const ReportOptions& options, const ReportLine& line) {
    if (options.tree) return line.office;
    return !line.office && (!options.missing || line.count.missing_count() > 0);
}

std::string events_text(const ReportLine& line) {
    std::string text;
    for (const auto& row : line.reports)
        if (row.report.event_count > 0) text += (text.empty() ? "" : tr("；")) + row.report.note;
    return text;
}

int run_list(const ReportOptions& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const auto day = answers.date("--day", options.day);
    const auto from = answers.date("--from", options.from);
    const auto until = answers.date("--until", options.until);
    if (!answers.fine()) return answers.report_all();
    const Date single = day.value_or(ledger->today);
    const DaySpan span{from.value_or(day ? single : until.value_or(single)),
                       until.value_or(from ? ledger->today : single)};
    const auto lines =
        list_daily_reports(ledger->opened.database, ledger->organisation.key, span, ledger->today);
    if (!lines) return report(lines.error());
    std::vector<std::vector<std::string>> rows{{tr("单位"), tr("应报"), tr("已报"),
                                                tr("其中零报告"), tr("补报"), tr("事件"),
                                                tr("未报"), tr("未报的日子"), tr("内容")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    int homes = 0, silent = 0;
    for (const ReportLine& line : *lines) {
        homes += !line.office && line.count.due_count > 0;
        silent += !line.office && line.count.missing_count() > 0;
        if (!is_wanted(options, line)) continue;
        const ReportCount& count = line.count;
        rows.push_back({line.name, std::to_string(count.due_count),
                        std::to_string(count.reported_count), std::to_string(count.zero_count),
                        std::to_string(count.late_count), std::to_string(count.event_count),
                        std::to_string(count.missing_count()), days_text(line.missing_days),
                        events_text(line)});
        json.push_back(line_json(line));
    }
    print_answer(options, rows, json,
                 trf("{} 至 {}：{} 家应报，{} 家有未报的日子", iso(span.first),
                     iso(std::min(span.last, ledger->today)), homes, silent));
    return 0;
}

void declare_add(CLI::App& command, ReportOptions& options) {
    command.add_option("--day", options.day, tr("哪一天，年-月-日；不写是今天"));
    command.add_option("--events", options.events, tr("几件"))->check(between(0, 1000000));
    command.add_flag("--zero", options.zero, tr("零报告：没有事件，也要写明"));
    command.add_option("--note", options.note, tr("什么事；更正的写原因"));
    auto* correct = command.add_flag("--correct", options.correct, tr("更正已报的这一天"));
    command.add_flag("--withdraw", options.withdraw, tr("撤回已报的这一天，成为未报"))
        ->excludes(correct);
    add_organisation_option(command, options);
    add_today_option(command, options);
    add_who_option(command, options);
    add_ledger_options(command, options);
}

void declare_list(CLI::App& command, ReportOptions& options) {
    command.add_option("--day", options.day, tr("只看这一天；不写是今天"));
    command.add_option("--from", options.from, tr("从哪一天起"));
    command.add_option("--until", options.until, tr("到哪一天止"));
    auto* missing = command.add_flag("--missing", options.missing, tr("只列有未报的"));
    command.add_flag("--tree", options.tree, tr("按局、镇逐级汇总"))->excludes(missing);
    add_organisation_option(command, options);
    add_today_option(command, options);
    add_ledger_options(command, options);
}

} // namespace

void add_daily_report_commands(CLI::App& app, int& exit_code) {
    CLI::App* report = app.add_subcommand("daily-report", tr("日报告、零报告：逐日报，谁没有报"));
    report->require_subcommand(1);
    add_command<ReportOptions>(*report, "add", tr("报一天：几件，或零报告"), exit_code, run_add,
                               declare_add);
    add_command<ReportOptions>(*report, "list", tr("谁报了、谁没有报；未报不是零"), exit_code,
                               run_list, declare_list);
}

} // namespace tools::cli
