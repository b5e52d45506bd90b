// yanlian inspection plan|sample|list|add: patrols, checks and visits, and what was left out.
#include "roster/service/inspections.h"
#include "roster/service/visits.h"
#include "roster/service/withdrawals.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/finding_options.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include <fmt/format.h>
#include <random>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::service;
using sim::core::tr;
using sim::core::trf;

namespace {

struct PlanCommand : LedgerOptions {
    int year = 0, weekly = 2, rounds = 2;
    std::string from, seed;
    double share = 0.4;
    bool save = false, show = false;
};
struct InspectionCommand : LedgerOptions {
    std::string kind, day, time, inspector, office, note, not_possible, from, until;
    std::vector<std::string> items, findings, dangers;
    std::string reason;
    std::int64_t plan = 0, number = 0;
    bool missed = false;
};

int year_of(const PlanCommand& options, Date today) {
    return options.year != 0 ? options.year
                             : static_cast<int>(std::chrono::year_month_day{today}.year());
}

int show_plans(const PlanCommand& options, OpenLedger& ledger, int year) {
    const auto plans = list_visit_plans(ledger.opened.database, ledger.organisation.key, year);
    if (!plans) return report(plans.error());
    std::vector<std::vector<std::string>> rows{
        {tr("编号"), tr("日期"), tr("单位"), tr("检查单位"), tr("种类"), tr("轮次"), tr("状态")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const auto& row : *plans) {
        const VisitPlan& plan = row.plan;
        const bool late = row.inspection_id == 0 && plan.planned_day < ledger.today;
        rows.push_back({std::to_string(plan.id), iso(plan.planned_day), row.organisation_name,
                        row.by_name, tr(word(plan.kind)), std::to_string(plan.round_no),
                        row.inspection_id != 0 ? trf("已查，检查 {}", row.inspection_id)
                        : late                 ? std::string(tr("过期未查"))
                                               : std::string(tr("待查"))});
        json.push_back({{"plan", plan.id},
                        {"day", iso(plan.planned_day)},
                        {"organisation", plan.organisation_key},
                        {"by", plan.by_key},
                        {"kind", name_of(inspection_kind_names, plan.kind)},
                        {"round", plan.round_no},
                        {"inspection", row.inspection_id},
                        {"late", late}});
    }
    print_answer(options, rows, json, trf("{} 年的检查计划 {} 次", year, plans->size()));
    return 0;
}

int run_plan(const PlanCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const int year = year_of(options, ledger->today);
    if (options.show) return show_plans(options, *ledger, year);
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const VisitWish wish{year, answers.date("--from", options.from), options.rounds, options.weekly,
                         std::min(1, options.weekly)};
    if (wish.from && static_cast<int>(std::chrono::year_month_day{*wish.from}.year()) != year)
        answers.note({"", "--from", trf("{} 不在 {} 年", options.from, year), ""});
    if (!answers.fine()) return answers.report_all();
    const auto plan = plan_county(ledger->opened.database, ledger->organisation.key, wish);
    if (!plan) {
        const int code = report(plan.error());
        // The numbers are in range: what remains is that the year is too short.
        return plan.error().problems.front().pointer == "/weekly"
                   ? static_cast<int>(ExitCode::answer_is_no)
                   : code;
    }
    std::vector<std::vector<std::string>> rows{{tr("周"), tr("日期"), tr("单位"), tr("轮次")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const PlannedVisit& visit : plan->visits) {
        rows.push_back({std::to_string(visit.week_no), iso(visit.day), visit.home_key,
                        std::to_string(visit.round_no)});
        json.push_back({{"week", visit.week_no},
                        {"day", iso(visit.day)},
                        {"organisation", visit.home_key},
                        {"round", visit.round_no}});
    }
    for (const Organisation& one : plan->later)
        fmt::print(stderr, "{}\n",
                   trf("{} {} 才开办，没有排进；那以后再排：--from {}", one.name,
                       iso(*one.opened_on), iso(*one.opened_on)));
    std::string kept;
    if (options.save) {
        const auto count = keep_county_plan(ledger->opened.database, ledger->organisation.key, wish,
                                            *plan, ledger->who);
        if (!count) return report(count.error());
        kept = tr("，已存入台账");
    }
    print_answer(options, rows, json,
                 trf("{} 家，每家每年至少 {} 轮：还要 {} 次，每周至少 {} 家；排了 {} 次{}",
                     plan->load.homes_count, options.rounds, plan->load.needed_count,
                     plan->load.per_week_needed, plan->visits.size(), kept));
    return 0;
}

void print_sample(const PlanCommand& options, const CitySample& sample, const std::string& tail) {
    std::vector<std::vector<std::string>> rows{{tr("单位"), tr("权重"), tr("依据")}};
    nlohmann::ordered_json homes = nlohmann::ordered_json::array();
    for (const SampledHome& home : sample.homes) {
        if (home.chosen)
            rows.push_back(
                {home.key, fmt::format("{:.2f}", home.weight), show_reason(home.reason)});
        homes.push_back({{"organisation", home.key},
                         {"weight", home.weight},
                         {"chosen", home.chosen},
                         {"reason", show_reason(home.reason)}});
    }
    const nlohmann::ordered_json json{{"sample", sample.id},
                                      {"year", sample.year},
                                      {"seed", std::to_string(sample.seed)},
                                      {"wanted_count", sample.wanted_count},
                                      {"homes_count", sample.homes.size()},
                                      {"reproduced", is_reproduced(sample)},
                                      {"homes", std::move(homes)}};
    print_answer(options, rows, json,
                 trf("{} 年抽查：{} 家抽 {} 家，种子 {}{}", sample.year, sample.homes.size(),
                     sample.wanted_count, sample.seed, tail));
}

std::uint64_t seed_of(const std::string& text) {
    if (!text.empty()) return std::stoull(text);
    std::random_device device;
    return (std::uint64_t{device()} << 32) | device();
}

int run_sample(const PlanCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    roster::store::Database& database = ledger->opened.database;
    const std::string& office = ledger->organisation.key;
    const int year = year_of(options, ledger->today);
    if (options.show) {
        const auto kept = load_city_sample(database, office, year);
        if (!kept) return report(kept.error());
        const bool same = is_reproduced(*kept);
        print_sample(options, *kept,
                     same ? tr("，按种子和权重重抽一致") : tr("，按种子和权重重抽不一致！"));
        return same ? 0 : static_cast<int>(ExitCode::answer_is_no);
    }
    auto sample = draw_city_sample(database, office, year, options.share, seed_of(options.seed),
                                   ledger->today);
    if (!sample) return report(sample.error());
    if (!options.save) {
        print_sample(options, *sample, tr("，没有存（--save 存入台账）"));
        return 0;
    }
    const auto id = keep_city_sample(database, office, *sample, ledger->today, ledger->who);
    if (!id) return report(id.error());
    sample->id = *id;
    print_sample(options, *sample, tr("，已存入台账"));
    return 0;
}

std::string time_text(const std::optional<Instant>& at) {
    return at ? iso(*at + local_offset).substr(11, 5) : std::string();
}

int run_missed(const InspectionCommand& options, OpenLedger& ledger, DaySpan span) {
    const auto lines =
        list_coverage(ledger.opened.database, ledger.organisation.key, span, ledger.today);
    if (!lines) return report(lines.error());
    std::vector<std::vector<std::string>> rows{
        {tr("单位"), tr("应巡天数"), tr("已巡"), tr("其中无问题"), tr("漏巡"), tr("漏自查月"),
         tr("镇漏查月"), tr("夜间超过两小时"), tr("县查"), tr("市查"), tr("维保")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    const auto days_json = [](const std::vector<Date>& days) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const Date day : days)
            list.push_back(iso(day));
        return list;
    };
    for (const HomeCoverage& one : *lines) {
        std::vector<std::string> row{one.name};
        for (const std::size_t count :
             {static_cast<std::size_t>(one.days_due), static_cast<std::size_t>(one.patrolled_count),
              static_cast<std::size_t>(one.clean_count), one.missed_days.size(),
              one.missed_months.size(), one.town_missed_months.size(), one.night_gaps.size(),
              static_cast<std::size_t>(one.county_count), static_cast<std::size_t>(one.city_count),
              static_cast<std::size_t>(one.maintenance_count)})
            row.push_back(std::to_string(count));
        rows.push_back(std::move(row));
        nlohmann::ordered_json gaps = nlohmann::ordered_json::array();
        for (const NightGap& gap : one.night_gaps)
            gaps.push_back({{"evening", iso(gap.evening)},
                            {"from_utc", iso(gap.from)},
                            {"until_utc", iso(gap.until)},
                            {"minutes", gap.minutes()}});
        json.push_back({{"organisation", one.organisation_key},
                        {"days_due", one.days_due},
                        {"patrolled_count", one.patrolled_count},
                        {"clean_count", one.clean_count},
                        {"missed_days", days_json(one.missed_days)},
                        {"missed_months", days_json(one.missed_months)},
                        {"town_missed_months", days_json(one.town_missed_months)},
                        {"night_gaps", std::move(gaps)},
                        {"county_count", one.county_count},
                        {"city_count", one.city_count},
                        {"maintenance_count", one.maintenance_count}});
    }
    print_answer(
        options, rows, json,
        trf("{} 到 {}：没有记录是漏巡，有记录没有问题才是零", iso(span.first), iso(span.last)));
    return 0;
}

int run_list(const InspectionCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const Date month = calc_window(WindowKind::month, ledger->today).first;
    const DaySpan span{answers.date("--from", options.from).value_or(month),
                       answers.date("--until", options.until).value_or(ledger->today)};
    if (!answers.fine()) return answers.report_all();
    if (options.missed) return run_missed(options, *ledger, span);
    const auto lines = list_inspections(ledger->opened.database, ledger->organisation.key, span);
    if (!lines) return report(lines.error());
    std::vector<std::vector<std::string>> rows{{tr("编号"), tr("日期"), tr("时间"), tr("种类"),
                                                tr("单位"), tr("检查单位"), tr("检查人"),
                                                tr("结果"), tr("问题"), tr("备注")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const auto& line : *lines) {
        const Inspection& one = line.inspection;
        if (!options.kind.empty() && name_of(inspection_kind_names, one.kind) != options.kind)
            continue;
        rows.push_back({std::to_string(one.id), iso(one.local_day), time_text(one.at_utc),
                        tr(word(one.kind)), line.organisation_name, line.by_name, one.inspector,
                        tr(word(one.result)), std::to_string(line.findings_count), one.note});
        json.push_back({{"inspection", one.id},
                        {"day", iso(one.local_day)},
                        {"at_utc", one.at_utc ? iso(*one.at_utc) : ""},
                        {"kind", name_of(inspection_kind_names, one.kind)},
                        {"organisation", one.organisation_key},
                        {"by", one.by_key},
                        {"inspector", one.inspector},
                        {"result", name_of(inspection_result_names, one.result)},
                        {"findings_count", line.findings_count},
                        {"plan", one.visit_plan_id},
                        {"note", one.note}});
    }
    print_answer(options, rows, json,
                 trf("{} 到 {} 检查 {} 次", iso(span.first), iso(span.last), rows.size() - 1));
    return 0;
}

/// "部位|描述"; without the bar all of it is the description.
std::pair<std::string, std::string> split(const std::string& text) {
    const std::size_t bar = text.find('|');
    return bar == text.npos ? std::pair(std::string(), text)
                            : std::pair(text.substr(0, bar), text.substr(bar + 1));
}

void read_items(InspectionEntry& entry, const InspectionCommand& options, Answers& answers) {
    for (const std::string& text : options.items) {
        const auto [zone, rest] = split(text);
        const auto [what, verdict] = split(rest);
        const auto named = find_named<ItemVerdict>(item_verdict_names, verdict);
        if (!named)
            answers.note(
                {"", "--item", trf("看不懂“{}”", text), tr("部位|内容|ok、bad 或 not_applicable")});
        else
            entry.items.push_back({zone, what, *named, ""});
    }
    for (const auto* list : {&options.findings, &options.dangers})
        for (const std::string& text : *list) {
            NewFinding found;
            std::tie(found.finding.zone, found.finding.text) = split(text);
            found.finding.life_safety = list == &options.dangers;
            entry.findings.push_back(std::move(found));
        }
}

InspectionEntry read_entry(const InspectionCommand& options, OpenLedger& ledger, Answers& answers) {
    InspectionEntry entry;
    Inspection& one = entry.inspection;
    one.visit_plan_id = options.plan;
    if (options.plan == 0 || !options.organisation.empty())
        one.organisation_key = ledger.organisation.key;
    if (!options.kind.empty())
        one.kind = *find_named<InspectionKind>(inspection_kind_names, options.kind);
    else if (options.plan == 0)
        answers.note({"", "--kind", tr("没有写检查种类"), tr("种类，或检查计划的编号")});
    one.local_day = answers.date("--date", options.day).value_or(ledger.today);
    if (!options.time.empty()) {
        const auto at = find_instant(iso(one.local_day) + "T" + options.time + ":00Z");
        if (at && options.time.size() == 5)
            one.at_utc = *at - local_offset;
        else
            answers.note({"", "--time", trf("“{}”不是时间", options.time), tr("时:分")});
    }
    one.by_key = answers.organisation("--office", options.office);
    one.inspector = options.inspector;
    const auto persons = roster::store::find_persons(ledger.opened.database, options.inspector);
    if (persons && persons->size() == 1) {
        one.inspector_key = persons->front().key;
        one.inspector = persons->front().name;
    }
    entry.recorder_key = answers.person("--by", options.who);
    one.note = options.not_possible.empty() ? options.note : options.not_possible;
    read_items(entry, options, answers);
    one.result = !options.not_possible.empty() ? InspectionResult::not_possible
                 : entry.findings.empty()      ? InspectionResult::clean
                                               : InspectionResult::findings;
    return entry;
}

int run_add(const InspectionCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const InspectionEntry entry = read_entry(options, *ledger, answers);
    if (!answers.fine()) {
        if (options.plan == 0)
            answers.note(
                check(entry.inspection, entry.items, entry.findings.size(), ledger->today));
        return answers.report_all();
    }
    const auto done = record_inspection(ledger->opened.database, entry, ledger->who);
    if (!done) return report(done.error());
    std::vector<std::vector<std::string>> rows{{tr("隐患编号")}};
    nlohmann::ordered_json json{{"inspection", done->id},
                                {"findings", nlohmann::ordered_json::array()}};
    for (const std::string& key : done->finding_keys) {
        rows.push_back({key});
        json["findings"].push_back(key);
    }
    print_answer(options, rows, json,
                 trf("已登记检查 {}，问题 {} 条", done->id, done->finding_keys.size()));
    return 0;
}

int run_withdraw(const InspectionCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto done =
        withdraw_inspection(ledger->opened.database, options.number, {ledger->who, options.reason});
    if (!done) return report(done.error());
    print_answer(options, {}, {{"withdrawn", options.number}},
                 trf("已撤回检查 {}；它登记的问题还在，各自销号", options.number));
    return 0;
}

void declare_year(CLI::App& command, PlanCommand& options) {
    add_ledger_options(command, options);
    add_organisation_option(command, options);
    add_today_option(command, options);
    add_who_option(command, options);
    command.add_option("--year", options.year, tr("哪一年；不写是今年"))
        ->check(between(1900, 2199));
    command.add_flag("--save", options.save, tr("存入台账"));
    command.add_flag("--show", options.show, tr("显示台账里存的"));
}

void declare_plan(CLI::App& command, PlanCommand& options) {
    declare_year(command, options);
    command.add_option("--weekly", options.weekly, tr("每周最多几家，默认 2"))
        ->check(between(1, 50));
    command.add_option("--rounds", options.rounds, tr("每家每年至少几轮，默认 2"))
        ->check(between(1, 52));
    command.add_option("--from", options.from, tr("从哪一天排起；不写是全年"));
}

void declare_add(CLI::App& command, InspectionCommand& options) {
    add_ledger_options(command, options);
    add_organisation_option(command, options);
    add_today_option(command, options);
    options.writes = true;
    command.add_option("--by", options.who, tr("登记人：姓名或编号；不写是检查人"));
    command.add_option("--kind", options.kind, tr("种类"))
        ->transform(choice_of(choices_of<InspectionKind>(inspection_kind_names)));
    command.add_option("--plan", options.plan, tr("检查计划的编号；单位和种类从计划里来"));
    command.add_option("--date", options.day, tr("检查日期；不写是今天"));
    command.add_option("--time", options.time, tr("时:分；夜间巡查必填"));
    command.add_option("--inspector", options.inspector, tr("检查人"))->required();
    command.add_option("--office", options.office, tr("来检查的单位，编号或名称；自己巡查的不写"));
    command.add_option("--item", options.items,
                       tr("检查内容：部位|内容|ok、bad 或 not_applicable"));
    command.add_option("--finding", options.findings, tr("发现的问题：部位|描述"));
    command.add_option("--danger", options.dangers,
                       tr("危及人身安全的问题：部位|描述；该部位立即暂停"));
    command.add_option("--not-possible", options.not_possible, tr("没有查成的原因"));
    command.add_option("--note", options.note, tr("备注"));
}

void declare_list(CLI::App& command, InspectionCommand& options) {
    add_ledger_options(command, options);
    add_organisation_option(command, options);
    add_today_option(command, options);
    command.add_option("--kind", options.kind, tr("种类"))
        ->transform(choice_of(choices_of<InspectionKind>(inspection_kind_names)));
    command.add_option("--from", options.from, tr("从哪一天；不写是本月一日"));
    command.add_option("--until", options.until, tr("到哪一天；不写是今天"));
    command.add_flag("--missed", options.missed, tr("每家应巡、已巡、漏巡和夜间间隔"));
}

} // namespace

void add_inspection_commands(CLI::App& app, int& exit_code) {
    CLI::App* inspection = app.add_subcommand("inspection", tr("检查：计划、抽查、登记、漏了哪些"));
    inspection->require_subcommand(1);
    add_command<PlanCommand>(*inspection, "plan", tr("县级检查一年的安排"), exit_code, run_plan,
                             declare_plan);
    add_command<PlanCommand>(
        *inspection, "sample", tr("市级抽查名单，按隐患和演练加权"), exit_code, run_sample,
        [](CLI::App& command, PlanCommand& options) {
            declare_year(command, options);
            command.add_option("--seed", options.seed, tr("种子；不写就新取一个，结果里写明"))
                ->check(whole_number());
            command.add_option("--share", options.share, tr("比例，0.4 到 1，默认 0.4"));
        });
    add_command<InspectionCommand>(*inspection, "list", tr("列出检查，或每家漏了哪些"), exit_code,
                                   run_list, declare_list);
    add_command<InspectionCommand>(*inspection, "add", tr("登记一次检查和发现的问题"), exit_code,
                                   run_add, declare_add);
    add_command<InspectionCommand>(
        *inspection, "withdraw", tr("撤回一次登记错的检查"), exit_code, run_withdraw,
        [](CLI::App& command, InspectionCommand& options) {
            command.add_option(tr("编号"), options.number, tr("inspection list 里的编号"))
                ->required()
                ->check(whole_number());
            command.add_option("--reason", options.reason, tr("原因"))->required();
            add_who_option(command, options);
            add_ledger_options(command, options);
        });
}

} // namespace tools::cli
