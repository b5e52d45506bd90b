// yanlian campaign list|show|add, yanlian lesson list|card|log: what is told beyond the courses.
#include "roster/service/campaigns.h"
#include "roster/service/lessons.h"
#include "roster/service/workers.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/finding_options.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include <algorithm>
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using roster::service::CampaignHome;
using sim::core::tr;
using sim::core::trf;

namespace {

std::vector<Choice> countable_activities() {
    std::vector<Choice> choices;
    for (const std::string_view name : countable_activity_names)
        choices.push_back({std::string(name), activity_word(name)});
    return choices;
}

struct CampaignCommand : LedgerOptions {
    std::string key, kind = "custom", title, from, until;
    std::vector<std::string> activities{"drill", "training"}, tags;
    int year = 0, count = 1;
};

int year_of(const CampaignCommand& options, const OpenLedger& ledger) {
    return options.year ? options.year
                        : static_cast<int>(std::chrono::year_month_day(ledger.today).year());
}

/// "campaign/2026-june" says the year itself.
std::optional<int> year_in(const std::string& key) {
    constexpr std::string_view prefix = "campaign/";
    if (!key.starts_with(prefix)) return std::nullopt;
    const auto day = find_date(key.substr(prefix.size(), 4) + "-01-01");
    if (!day) return std::nullopt;
    return static_cast<int>(std::chrono::year_month_day(*day).year());
}

nlohmann::ordered_json campaign_json(const Campaign& one) {
    nlohmann::ordered_json requirements = nlohmann::ordered_json::array();
    for (const CampaignRequirement& requirement : one.requirements)
        requirements.push_back({{"activities", requirement.activities},
                                {"tags", requirement.tags},
                                {"count", requirement.min_count}});
    return {{"campaign", one.key},
            {"title", one.title},
            {"kind", name_of(campaign_kind_names, one.kind)},
            {"organisation", one.organisation_key},
            {"from", iso(one.from_day)},
            {"until", iso(one.until_day)},
            {"requirements", std::move(requirements)}};
}

int run_list(const CampaignCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto campaigns = roster::service::list_campaigns(
        ledger->opened.database, ledger->organisation.key, year_of(options, *ledger));
    if (!campaigns) return report(campaigns.error());
    std::vector<std::vector<std::string>> rows{
        {tr("编号"), tr("名称"), tr("从"), tr("到"), tr("要做的")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const Campaign& one : *campaigns) {
        std::string text;
        for (const CampaignRequirement& requirement : one.requirements)
            text += (text.empty() ? "" : tr("；")) + describe(requirement) +
                    fmt::format(" ×{}", requirement.min_count);
        rows.push_back({one.key, one.title, iso(one.from_day), iso(one.until_day), text});
        json.push_back(campaign_json(one));
    }
    print_answer(options, rows, json, ledger->organisation.name);
    return 0;
}

std::string lacking(const Campaign& campaign, const CampaignHome& home) {
    std::string text;
    for (std::size_t i = 0; i < campaign.requirements.size(); ++i)
        if (const auto& one = campaign.requirements[i];
            home.progress.have_counts[i] < one.min_count)
            text +=
                (text.empty() ? "" : tr("；")) +
                fmt::format("{} {}/{}", describe(one), home.progress.have_counts[i], one.min_count);
    return text;
}

/// After its last day exit code 1 says that a home has not done its part.
int run_show(const CampaignCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    auto& database = ledger->opened.database;
    const int year = year_in(options.key).value_or(year_of(options, *ledger));
    const auto campaigns =
        roster::service::list_campaigns(database, ledger->organisation.key, year);
    if (!campaigns) return report(campaigns.error());
    const auto found = std::ranges::find(*campaigns, options.key, &Campaign::key);
    if (found == campaigns->end())
        return report({sim::core::Errc::bad_input,
                       {{"", options.key, tr("没有这个活动"), tr("campaign list 列出的编号")}}});
    const auto homes =
        roster::service::list_campaign_homes(database, *found, ledger->organisation.key);
    if (!homes) return report(homes.error());
    std::vector<std::vector<std::string>> rows{
        {tr("单位"), tr("名称"), tr("完成"), tr("还差"), tr("外请")}};
    auto json = campaign_json(*found);
    json["homes"] = nlohmann::ordered_json::array();
    int done = 0;
    for (const CampaignHome& home : *homes) {
        done += home.done;
        rows.push_back({home.organisation_key, home.name, home.done ? tr("是") : tr("否"),
                        lacking(*found, home), home.invited});
        json["homes"].push_back({{"organisation", home.organisation_key},
                                 {"name", home.name},
                                 {"done", home.done},
                                 {"counts", home.progress.have_counts},
                                 {"invited", home.invited}});
    }
    json["done_count"] = done;
    print_answer(options, rows, json,
                 trf("{}　{} 至 {}　完成 {}/{}", found->title, iso(found->from_day),
                     iso(found->until_day), done, homes->size()));
    const bool late = found->until_day < ledger->today && done < static_cast<int>(homes->size());
    return late ? static_cast<int>(ExitCode::answer_is_no) : 0;
}

int run_add(const CampaignCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    Campaign one = make_campaign(*find_named<CampaignKind>(campaign_kind_names, options.kind),
                                 year_of(options, *ledger), ledger->organisation.key);
    one.key = options.key.starts_with("campaign/") ? options.key : "campaign/" + options.key;
    if (!options.title.empty()) one.title = options.title;
    if (const auto day = answers.date("--from", options.from)) one.from_day = *day;
    if (const auto day = answers.date("--until", options.until)) one.until_day = *day;
    if (one.kind == CampaignKind::custom)
        one.requirements = {{options.activities, options.tags, options.count}};
    if (!answers.fine()) {
        answers.note(check(one));
        return answers.report_all();
    }
    const auto done = roster::service::open_campaign(ledger->opened.database, one, ledger->who);
    if (!done) return report(done.error());
    fmt::print("{}\n", trf("已登记 {}：{} 至 {}", one.key, iso(one.from_day), iso(one.until_day)));
    return 0;
}

struct LessonCommand : LedgerOptions {
    std::string shift, card, lead;
    std::vector<std::string> absent, present;
    bool all_of_shift = false;
};

int run_card(const LessonCommand& options) {
    const LessonCard* card = find_lesson_card(options.card);
    if (!card)
        return report({sim::core::Errc::bad_input,
                       {{"", options.card, tr("没有这张卡片"), tr("lesson list 列出的编号")}}});
    if (options.json)
        fmt::print("{}\n", nlohmann::ordered_json{{"card", card->key},
                                                  {"title", tr(card->title)},
                                                  {"text", tr(card->text)},
                                                  {"tag", card->tag},
                                                  {"minutes", lesson_minutes}}
                               .dump(2));
    else
        fmt::print("{}\n\n{}\n", trf("{}（{} 分钟）", tr(card->title), lesson_minutes),
                   tr(card->text));
    return 0;
}

int run_cards(const LessonCommand& options) {
    std::vector<std::vector<std::string>> rows{{tr("编号"), tr("题目"), tr("内容标签")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const LessonCard& card : lesson_cards()) {
        rows.push_back({card.key, tr(card.title), card.tag});
        json.push_back({{"card", card.key}, {"title", tr(card.title)}, {"tag", card.tag}});
    }
    print_answer(options, rows, json);
    return 0;
}

int run_log(const LessonCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto shift_day = find_date(options.shift.substr(0, options.shift.find('/')));
    const auto workers = roster::service::Workers::load(
        ledger->opened.database,
        {{ledger->organisation.key}, shift_day.value_or(ledger->today), 0});
    if (!workers) return report(workers.error());
    sim::core::Problems problems;
    roster::service::LessonOrder order{
        ledger->organisation.key, options.shift, options.card, options.lead, {}};
    order.all_of_shift = options.all_of_shift;
    for (const std::string& who : options.present)
        order.present_keys.push_back(workers->find(who, "--present", problems));
    for (const std::string& who : options.absent)
        order.absent_keys.push_back(workers->find(who, "--absent", problems));
    if (!problems.empty()) return report({sim::core::Errc::bad_input, std::move(problems)});
    const auto lesson = roster::service::record_lesson(ledger->opened.database, order, ledger->who);
    if (!lesson) return report(lesson.error());
    if (options.json)
        fmt::print("{}\n", nlohmann::ordered_json{{"id", lesson->activity.id},
                                                  {"key", lesson->activity.key},
                                                  {"card", lesson->card->key},
                                                  {"present", lesson->present_count}}
                               .dump(2));
    else
        fmt::print("{}{}\n",
                   trf("已登记 {} 的班前班后五分钟“{}”，{} 人", options.shift,
                       tr(lesson->card->title), lesson->present_count),
                   lesson->by_roster      ? tr("；按值班签到，没有签到的按写明的")
                   : options.all_of_shift ? tr("；没有签到，按班次登记")
                                          : "");
    return 0;
}

void add_lesson_commands(CLI::App& app, int& exit_code) {
    CLI::App* lesson = app.add_subcommand("lesson", tr("班前班后五分钟：卡片，按班次登记"));
    lesson->require_subcommand(1);
    add_command<LessonCommand>(*lesson, "list", tr("列出卡片"), exit_code, run_cards,
                               [](CLI::App& command, LessonCommand& options) {
                                   command.add_flag("--json", options.json, tr("输出 JSON"));
                                   command.add_flag("--csv", options.csv, tr("输出 CSV"));
                               });
    add_command<LessonCommand>(
        *lesson, "card", tr("看一张卡片"), exit_code, run_card,
        [](CLI::App& command, LessonCommand& options) {
            command.add_option(tr("编号"), options.card, tr("卡片"))->required();
            command.add_flag("--json", options.json, tr("输出 JSON"));
        });
    add_command<LessonCommand>(
        *lesson, "log", tr("登记一次：写明谁到场"), exit_code, run_log,
        [](CLI::App& command, LessonCommand& options) {
            command.add_option(tr("班次"), options.shift, tr("例如 2026-03-01/night"))->required();
            command.add_option("--card", options.card, tr("哪张卡片；不写是当天轮到的"));
            command.add_option("--lead", options.lead, tr("谁讲的"));
            command.add_option("--present", options.present, tr("到场的人，姓名或编号"))
                ->delimiter(',');
            command.add_flag(
                "--all-of-shift", options.all_of_shift,
                tr("这一班的人都到了：发布过值班表的按签到，没有的按岗位（台账里写明）"));
            command.add_option("--absent", options.absent, tr("这一班里没有到场的人"))
                ->delimiter(',');
            add_organisation_option(command, options);
            add_who_option(command, options);
            add_ledger_options(command, options);
        });
}

} // namespace

void add_campaign_commands(CLI::App& app, int& exit_code) {
    add_lesson_commands(app, exit_code);
    CLI::App* campaign =
        app.add_subcommand("campaign", tr("安全生产月、消防宣传月等：要做什么，哪家没有做"));
    campaign->require_subcommand(1);
    const auto common = [](CLI::App& command, CampaignCommand& options) {
        command.add_option("--year", options.year, tr("哪一年；不写是今年"))
            ->check(between(2000, 2199));
        add_organisation_option(command, options);
        add_today_option(command, options);
        add_ledger_options(command, options);
    };
    add_command<CampaignCommand>(*campaign, "list", tr("列出一年的活动"), exit_code, run_list,
                                 common);
    add_command<CampaignCommand>(
        *campaign, "show", tr("每家做了没有；过后还有没做的退出码是 1"), exit_code, run_show,
        [common](CLI::App& command, CampaignCommand& options) {
            command.add_option(tr("编号"), options.key, tr("例如 campaign/2026-june"))->required();
            common(command, options);
        });
    add_command<CampaignCommand>(
        *campaign, "add", tr("登记一个活动，对下级都有效"), exit_code, run_add,
        [common](CLI::App& command, CampaignCommand& options) {
            command.add_option(tr("编号"), options.key, tr("例如 campaign/2026-safety-month"))
                ->required();
            command.add_option("--kind", options.kind, tr("类型"))
                ->transform(choice_of(choices_of<CampaignKind>(campaign_kind_names)));
            command.add_option("--title", options.title, tr("名称"));
            command.add_option("--from", options.from, tr("第一天"))->required();
            command.add_option("--until", options.until, tr("最后一天"))->required();
            command.add_option("--activity", options.activities, tr("其中任何一种都算"))
                ->transform(choice_of(countable_activities()));
            command.add_option("--tag", options.tags, tr("内容标签，都要有"));
            command.add_option("--count", options.count, tr("几次"))->check(between(1, 1000));
            add_who_option(command, options);
            common(command, options);
        });
}

} // namespace tools::cli
