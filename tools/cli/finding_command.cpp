// yanlian finding list|show|add|step|extend|close: the ledger of findings (隐患台账).
#include "roster/service/findings.h"
#include "sim/core/text.h"
#include "sim/drill/fact.h"
#include "tools/cli/commands.h"
#include "tools/cli/duty_options.h"
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

struct FindingListCommand : LedgerOptions {
    std::string state, source, from, until;
    bool open = false, overdue = false, counts = false, suspensions = false;
};
struct FindingCommand : LedgerOptions {
    std::string key, text, source = "self_check", severity = "ordinary", category, zone, service,
                           found_on, state, evidence;
    std::int64_t drill = 0;
    bool life_safety = false, failures = false;
    RemedyOptions remedy;
};

/// What a life-safety item takes out of use.
std::string suspended_text(const std::string& zone, const std::string& service) {
    if (!zone.empty() && !service.empty()) return zone + " " + service;
    if (zone.empty() && service.empty()) return tr("整个机构");
    return zone.empty() ? service : zone;
}

std::string day_text(const std::optional<Date>& day) {
    return day ? iso(*day) : std::string();
}

nlohmann::ordered_json line_json(const LedgerLine& line) {
    const auto& row = line.row;
    const Finding& f = row.finding;
    nlohmann::ordered_json json{{"finding", f.key},
                                {"organisation", f.organisation_key},
                                {"organisation_name", row.organisation_name},
                                {"found_on", iso(f.found_on)},
                                {"source", name_of(finding_source_names, f.source)},
                                {"severity", name_of(severity_names, f.severity)},
                                {"life_safety", f.life_safety},
                                {"suspended", row.suspended},
                                {"zone", f.zone},
                                {"service", f.service},
                                {"category", f.category},
                                {"text", f.text},
                                {"state", name_of(finding_state_names, row.state)},
                                {"responsible", row.responsible},
                                {"measure", row.measure},
                                {"deadline", day_text(row.deadline)},
                                {"days_left", nullptr},
                                {"contingency", row.contingency},
                                {"funds_yuan", nullptr},
                                {"interim_measure", row.interim_measure},
                                {"supervisor", row.supervisor},
                                {"extended_count", row.extended_count},
                                {"returned_count", row.returned_count},
                                {"closed_on", day_text(row.closed_on)},
                                {"closed_by", row.closed_by},
                                {"drill", f.drill_id},
                                {"inspection", f.inspection_id}};
    if (line.days_left) json["days_left"] = *line.days_left;
    if (row.funds_yuan) json["funds_yuan"] = *row.funds_yuan;
    return json;
}

std::vector<std::string> line_row(const LedgerLine& line) {
    const auto& row = line.row;
    const Finding& f = row.finding;
    return {f.key,
            iso(f.found_on),
            tr(word(f.source)),
            row.organisation_name,
            f.zone,
            f.text,
            tr(word(f.severity)),
            row.responsible,
            day_text(row.deadline),
            countdown_text(line.days_left),
            tr(word(row.state)),
            row.suspended ? trf("暂停：{}", suspended_text(f.zone, f.service)) : std::string(),
            row.closed_by,
            day_text(row.closed_on)};
}

nlohmann::ordered_json tally_json(const FindingTally& tally) {
    nlohmann::ordered_json states;
    for (std::size_t i = 0; i < tally.by_state.size(); ++i)
        states[std::string(finding_state_names[i])] = tally.by_state[i];
    nlohmann::ordered_json json{{"registered", tally.registered},
                                {"open", tally.open},
                                {"closed", tally.closed},
                                {"overdue", tally.overdue},
                                {"major_open", tally.major_open},
                                {"life_safety_open", tally.life_safety_open},
                                {"suspended", tally.suspended},
                                {"closed_percent", nullptr},
                                {"states", states}};
    if (const auto percent = tally.calc_closed_percent()) json["closed_percent"] = *percent;
    return json;
}

std::vector<std::string> tally_row(const std::string& name, const FindingTally& tally) {
    std::vector<std::string> row{name, std::to_string(tally.registered)};
    for (const int count : tally.by_state)
        row.push_back(std::to_string(count));
    for (const int count : {tally.open, tally.overdue, tally.major_open, tally.suspended})
        row.push_back(std::to_string(count));
    row.push_back(tally.registered > 0 ? percent_text(tally.closed, tally.registered) : "");
    return row;
}

void print_counts(const FindingListCommand& options, const std::vector<LedgerLine>& lines) {
    const FindingCounts counts = count_findings(lines);
    std::vector<std::vector<std::string>> rows{
        {tr("来源"), tr("发现"), tr("登记"), tr("整改中"), tr("待复查"), tr("销号"), tr("退回"),
         tr("延期"), tr("未销号"), tr("逾期"), tr("重大未销号"), tr("仍在暂停"), tr("销号率")}};
    nlohmann::ordered_json json{{"total", tally_json(counts.total)}, {"sources", {}}};
    for (std::size_t i = 0; i < counts.by_source.size(); ++i) {
        rows.push_back(tally_row(tr(word(static_cast<FindingSource>(i))), counts.by_source[i]));
        json["sources"][std::string(finding_source_names[i])] = tally_json(counts.by_source[i]);
    }
    rows.push_back(tally_row(tr("合计"), counts.total));
    print_answer(options, rows, json);
}

int print_suspensions(const FindingListCommand& options, OpenLedger& ledger) {
    const auto all =
        roster::store::load_suspensions(ledger.opened.database, ledger.organisation.key);
    if (!all) return report(all.error());
    std::vector<std::vector<std::string>> rows{
        {tr("单位"), tr("暂停的区域或服务"), tr("自"), tr("恢复"), tr("隐患"), tr("问题")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const auto& one : *all) {
        if (options.open && one.lifted_on) continue;
        rows.push_back({one.organisation_name, suspended_text(one.zone, one.service),
                        iso(one.from_day), one.lifted_on ? iso(*one.lifted_on) : tr("仍在暂停"),
                        one.finding_key, one.text});
        json.push_back({{"finding", one.finding_key},
                        {"organisation", one.organisation_key},
                        {"zone", one.zone},
                        {"service", one.service},
                        {"from_day", iso(one.from_day)},
                        {"lifted_on", day_text(one.lifted_on)}});
    }
    print_answer(options, rows, json, rows.size() == 1 ? tr("没有暂停的区域或服务") : "");
    return 0;
}

bool is_wanted(const FindingListCommand& options, const LedgerLine& line,
               const std::optional<Date>& from, const std::optional<Date>& until) {
    const auto& row = line.row;
    if (options.open && !line.is_open()) return false;
    if (options.overdue && !line.is_overdue()) return false;
    if (!options.state.empty() && name_of(finding_state_names, row.state) != options.state)
        return false;
    if (!options.source.empty() &&
        name_of(finding_source_names, row.finding.source) != options.source)
        return false;
    return (!from || *from <= row.finding.found_on) && (!until || row.finding.found_on <= *until);
}

int run_list(const FindingListCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    if (options.suspensions) return print_suspensions(options, *ledger);
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const auto from = answers.date("--from", options.from);
    const auto until = answers.date("--until", options.until);
    if (!answers.fine()) return answers.report_all();
    auto lines = list_ledger(ledger->opened.database, ledger->organisation.key, ledger->today);
    if (!lines) return report(lines.error());
    std::erase_if(*lines,
                  [&](const LedgerLine& line) { return !is_wanted(options, line, from, until); });
    if (options.counts) {
        print_counts(options, *lines);
        return 0;
    }
    std::vector<std::vector<std::string>> rows{{tr("编号"), tr("发现日期"), tr("来源"), tr("单位"),
                                                tr("部位"), tr("问题"), tr("等级"), tr("责任人"),
                                                tr("时限"), tr("剩余"), tr("状态"), tr("仍在暂停"),
                                                tr("复查人"), tr("销号日期")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const LedgerLine& line : *lines) {
        rows.push_back(line_row(line));
        json.push_back(line_json(line));
    }
    const FindingTally total = count_findings(*lines).total;
    print_answer(options, rows, json,
                 trf("{}　隐患 {} 条：未销号 {}（逾期 {}），已销号 {}；暂停 {} 处",
                     ledger->organisation.name, total.registered, total.open, total.overdue,
                     total.closed, total.suspended));
    return 0;
}

nlohmann::ordered_json step_json(const FindingStep& step) {
    nlohmann::ordered_json json{{"state", name_of(finding_state_names, step.state)},
                                {"at_utc", iso(step.at_utc)},
                                {"actor", step.actor_key},
                                {"responsible", step.remedy.responsible_key},
                                {"measure", step.remedy.measure},
                                {"deadline", day_text(step.remedy.deadline)},
                                {"contingency", step.remedy.contingency},
                                {"funds_yuan", nullptr},
                                {"interim_measure", step.remedy.interim_measure},
                                {"supervisor", step.remedy.supervisor_key},
                                {"evidence", step.evidence}};
    if (step.remedy.funds_yuan) json["funds_yuan"] = *step.remedy.funds_yuan;
    return json;
}

/// Name of a person on file; the key of one who is not.
std::string name_text(roster::store::Database& database, const std::string& key) {
    const auto found = roster::store::find_persons(database, key);
    return !key.empty() && found && found->size() == 1 ? found->front().name : key;
}

int run_show(const FindingCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto line = show_finding(ledger->opened.database, options.key, ledger->today);
    if (!line) return report(line.error());
    const Finding& finding = line->on_file.finding;
    nlohmann::ordered_json json{{"finding", finding.key},
                                {"organisation", finding.organisation_key},
                                {"text", finding.text},
                                {"zone", finding.zone},
                                {"service", finding.service},
                                {"severity", name_of(severity_names, finding.severity)},
                                {"life_safety", finding.life_safety},
                                {"found_on", iso(finding.found_on)},
                                {"source", name_of(finding_source_names, finding.source)},
                                {"state", name_of(finding_state_names, line->state)},
                                {"days_left", nullptr},
                                {"steps", nlohmann::ordered_json::array()}};
    if (line->days_left) json["days_left"] = *line->days_left;
    std::vector<std::vector<std::string>> rows{{tr("步骤"), tr("时间"), tr("经办人"), tr("责任人"),
                                                tr("整改措施"), tr("时限"), tr("应急预案"),
                                                tr("督办人"), tr("凭证或原因")}};
    for (const FindingStep& step : line->on_file.steps) {
        const Remedy& remedy = step.remedy;
        rows.push_back({tr(word(step.state)), local_text(step.at_utc),
                        name_text(ledger->opened.database, step.actor_key),
                        name_text(ledger->opened.database, remedy.responsible_key), remedy.measure,
                        day_text(remedy.deadline), remedy.contingency,
                        name_text(ledger->opened.database, remedy.supervisor_key), step.evidence});
        json["steps"].push_back(step_json(step));
    }
    print_answer(options, rows, json,
                 fmt::format("{}　{}　{}　{}　{}", finding.key, finding.text,
                             tr(word(finding.severity)), tr(word(line->state)),
                             countdown_text(line->days_left)));
    return 0;
}

void print_done(const LedgerOptions& options, const std::vector<std::string>& keys,
                const std::string& sentence) {
    std::vector<std::vector<std::string>> rows{{tr("编号")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const std::string& key : keys) {
        rows.push_back({key});
        json.push_back({{"finding", key}});
    }
    print_answer(options, rows, json, sentence);
}

/// One finding for each critical action that a real drill missed.
sim::core::Result<std::vector<std::string>> failure_texts(OpenLedger& ledger, std::int64_t drill) {
    const auto known = roster::store::find_drill(ledger.opened.database, drill);
    if (!known) return tl::unexpected(known.error());
    if (!*known)
        return sim::core::make_error(
            sim::core::Errc::bad_input,
            {"", "--drill", trf("台账里没有演练 {}", drill), tr("台账里的演练")});
    const auto actions = roster::store::load_drill_failures(ledger.opened.database, drill);
    if (!actions) return tl::unexpected(actions.error());
    std::vector<std::string> texts;
    for (const std::string& action : *actions) {
        const auto kind = sim::drill::find_fact_kind(action);
        texts.push_back(trf("演练中没有做到：{}", kind ? tr(sim::drill::word(*kind)) : action));
    }
    return texts;
}

int run_add(const FindingCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    roster::store::Database& database = ledger->opened.database;
    Answers answers(database, ledger->organisation.key);
    Finding finding;
    finding.organisation_key = ledger->organisation.key;
    finding.drill_id = options.drill;
    finding.text = options.text;
    finding.severity = *find_named<Severity>(severity_names, options.severity);
    finding.source = options.drill != 0
                         ? FindingSource::drill
                         : *find_named<FindingSource>(finding_source_names, options.source);
    finding.life_safety = options.life_safety;
    finding.category = options.category;
    finding.zone = options.zone;
    finding.service = options.service;
    finding.found_on = answers.date("--found-on", options.found_on).value_or(ledger->today);
    const Remedy remedy = answers.resolved_remedy(options.remedy);
    const std::string actor = answers.person("--by", options.who);
    std::vector<std::string> texts{options.text};
    if (options.failures) {
        auto found = failure_texts(*ledger, options.drill);
        if (!found) return report(found.error());
        texts = std::move(*found);
    }
    if (!answers.fine()) {
        finding.key = "finding";
        if (options.failures) finding.text = "演练";
        answers.note(check(finding, ledger->today));
        return answers.report_all();
    }
    std::vector<std::string> keys;
    for (const std::string& text : texts) {
        finding.text = text;
        auto key = register_finding(database, finding, remedy, actor);
        if (!key) return report(key.error());
        keys.push_back(std::move(*key));
    }
    print_done(options, keys,
               keys.empty() ? std::string(tr("这次演练没有关键动作落空"))
               : finding.life_safety ? trf("已登记 {} 条，{} 立即暂停，销号后才恢复", keys.size(),
                                           suspended_text(finding.zone, finding.service))
                                     : trf("已登记 {} 条", keys.size()));
    return 0;
}

/// What a closure did to the suspensions of its home.
std::string describe_closure(roster::store::Database& database, const std::string& finding_key) {
    const auto rows = roster::store::load_suspensions(database, "");
    if (!rows) return tr("已销号");
    const auto lifted =
        std::ranges::find(*rows, finding_key, &roster::store::SuspensionRow::finding_key);
    if (lifted == rows->end() || !lifted->lifted_on) return tr("已销号");
    std::string others;
    for (const auto& one : *rows)
        if (!one.lifted_on && one.organisation_key == lifted->organisation_key &&
            ((one.zone.empty() && one.service.empty()) ||
             (one.zone == lifted->zone && one.service == lifted->service)))
            others.append(others.empty() ? "" : tr("、")).append(one.finding_key);
    return others.empty() ? std::string(tr("已销号；因此暂停的区域或服务恢复"))
                          : trf("已销号；这里因 {} 仍然暂停", others);
}

int take_step(const FindingCommand& options, FindingState state, const char* sentence) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    if (names_missing_file(options.evidence))
        answers.note({"", "--evidence", trf("没有这个文件：{}", options.evidence),
                      tr("照片或文件的位置，或写一句话")});
    StepRequest request{state, answers.remedy(options.remedy), options.who,
                        read_evidence(options.evidence)};
    if (!answers.fine()) {
        (void)answers.person("--by", options.who);
        (void)answers.resolved_remedy(
            {options.remedy.responsible, "", "", "", "", "", options.remedy.supervisor});
        return answers.report_all();
    }
    const auto done = step_finding(ledger->opened.database, options.key, request);
    if (!done) return report(done.error());
    print_done(options, {options.key},
               state == FindingState::closed
                   ? describe_closure(ledger->opened.database, options.key)
                   : std::string(tr(sentence)));
    return 0;
}

int run_step(const FindingCommand& options) {
    return take_step(options, *find_named<FindingState>(finding_state_names, options.state),
                     "已记录这一步");
}
int run_extend(const FindingCommand& options) {
    return take_step(options, FindingState::extended, "已延期");
}
int run_close(const FindingCommand& options) {
    return take_step(options, FindingState::closed, "已销号");
}

void add_actor_option(CLI::App& command, LedgerOptions& options) {
    options.writes = true;
    command.add_option("--by", options.who, tr("经办人：姓名或编号"))->required();
}
void add_key_option(CLI::App& command, FindingCommand& options) {
    command.add_option(tr("编号"), options.key, tr("隐患编号，`finding list` 列出"))->required();
}

void declare_list(CLI::App& command, FindingListCommand& options) {
    add_ledger_options(command, options);
    add_organisation_option(command, options);
    add_today_option(command, options);
    command.add_option("--state", options.state, tr("状态"))
        ->transform(choice_of(choices_of<FindingState>(finding_state_names)));
    command.add_option("--source", options.source, tr("来源"))
        ->transform(choice_of(choices_of<FindingSource>(finding_source_names)));
    command.add_option("--from", options.from, tr("发现日期从"));
    command.add_option("--until", options.until, tr("发现日期到"));
    command.add_flag("--open", options.open, tr("只列没有销号的（或仍在暂停的）"));
    command.add_flag("--overdue", options.overdue, tr("只列逾期的"));
    command.add_flag("--counts", options.counts, tr("按来源和状态汇总"));
    command.add_flag("--suspensions", options.suspensions, tr("列出暂停的区域和服务"));
}

void declare_add(CLI::App& command, FindingCommand& options) {
    add_ledger_options(command, options);
    add_organisation_option(command, options);
    add_actor_option(command, options);
    command.add_option("--text", options.text, tr("问题描述"));
    command.add_option("--source", options.source, tr("来源；写了 --drill 就是演练"))
        ->transform(choice_of(choices_of<FindingSource>(finding_source_names)));
    command.add_option("--severity", options.severity, tr("ordinary 一般，major 重大"))
        ->transform(choice_of(choices_of<Severity>(severity_names)));
    command.add_flag("--life-safety", options.life_safety,
                     tr("危及人身安全：登记的同时暂停这个部位或服务"));
    command.add_option("--zone", options.zone, tr("部位"));
    command.add_option("--service", options.service, tr("要暂停的服务"));
    command.add_option("--category", options.category, tr("判定标准里的类别"));
    command.add_option("--found-on", options.found_on, tr("发现日期；不写是今天"));
    CLI::Option* drill = command.add_option("--drill", options.drill, tr("台账里演练的编号"));
    command
        .add_flag("--failures", options.failures, tr("这次实战演练没有做到的关键动作各登记一条"))
        ->needs(drill);
    add_remedy_options(command, options.remedy);
}

void declare_step(CLI::App& command, FindingCommand& options) {
    add_ledger_options(command, options);
    add_key_option(command, options);
    add_actor_option(command, options);
    command.add_option("--evidence", options.evidence, tr("凭证或原因；文件只记名称和哈希"));
}

} // namespace

void add_finding_commands(CLI::App& app, int& exit_code) {
    CLI::App* finding = app.add_subcommand("finding", tr("隐患台账：登记、整改、延期、复查、销号"));
    finding->require_subcommand(1);
    add_command<FindingListCommand>(*finding, "list", tr("列出隐患，逾期的在前"), exit_code,
                                    run_list, declare_list);
    add_command<FindingCommand>(*finding, "show", tr("一条隐患的每一步"), exit_code, run_show,
                                [](CLI::App& command, FindingCommand& options) {
                                    add_ledger_options(command, options);
                                    add_today_option(command, options);
                                    add_key_option(command, options);
                                });
    add_command<FindingCommand>(*finding, "add", tr("登记一条隐患"), exit_code, run_add,
                                declare_add);
    add_command<FindingCommand>(*finding, "step", tr("下一步：开始整改、报请复查、退回"), exit_code,
                                run_step, [](CLI::App& command, FindingCommand& options) {
                                    declare_step(command, options);
                                    command
                                        .add_option("--to", options.state,
                                                    tr("in_progress、to_be_rechecked 或 returned"))
                                        ->required()
                                        ->transform(choice_of({{"in_progress", "整改中"},
                                                               {"to_be_rechecked", "待复查"},
                                                               {"returned", "退回"}}));
                                    add_remedy_options(command, options.remedy);
                                });
    add_command<FindingCommand>(
        *finding, "extend", tr("延期：新的时限和原因"), exit_code, run_extend,
        [](CLI::App& command, FindingCommand& options) {
            add_ledger_options(command, options);
            add_key_option(command, options);
            add_actor_option(command, options);
            command.add_option("--deadline", options.remedy.deadline, tr("新的时限"))->required();
            command.add_option("--reason", options.evidence, tr("为什么延期"));
        });
    add_command<FindingCommand>(*finding, "close", tr("复查合格，由第二个人销号"), exit_code,
                                run_close, declare_step);
}

} // namespace tools::cli
