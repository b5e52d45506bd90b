// yanlian training session add|list|show|change|cancel|quota, training invite, training hold:
// 培训班, who is told, who came.
#include "roster/service/sessions.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/finding_options.h"
#include "tools/cli/ledger_home.h"
#include "tools/cli/terminal.h"
#include "tools/cli/training_coverage_command.h"
#include "tools/cli/usage.h"
#include <algorithm>
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::service;
using roster::schedule::SessionForm;
using roster::schedule::SessionState;
using roster::schedule::TrainingLevel;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr int most_seats = 100'000;

struct SessionOptions : LedgerOptions {
    std::string key, course, first, last, venue, level = "city", form = "ordinary", reason, county;
    std::vector<std::string> quotas, absent, failed, also;
    std::string lead, content;
    int batch = 0, capacity = 0, home_cap = 0, seats = -1;
    bool none = false, all_present = false;
};

std::string state_text(const SessionLine& line) {
    return line.activity_key.empty() ? tr(word(line.offer.state)) : tr("已举行");
}

std::string days_text(const DaySpan& days) {
    return days.first == days.last ? iso(days.first)
                                   : trf("{} 至 {}", iso(days.first), iso(days.last));
}

nlohmann::ordered_json line_json(const SessionLine& line) {
    const SessionOffer& one = line.offer;
    nlohmann::ordered_json quotas = nlohmann::ordered_json::array();
    for (const auto& quota : line.quotas)
        quotas.push_back({{"county", quota.county_key}, {"seats", quota.seats_count}});
    return {{"session", one.key},
            {"organisation", one.organisation_key},
            {"level", name_of(roster::schedule::training_level_names, one.level)},
            {"form", name_of(roster::schedule::session_form_names, one.form)},
            {"state", name_of(roster::schedule::session_state_names, one.state)},
            {"course", one.course},
            {"batch", one.batch_no},
            {"first_day", iso(one.days.first)},
            {"last_day", iso(one.days.last)},
            {"venue", one.venue},
            {"capacity", one.capacity_count},
            {"home_cap", one.home_cap_count},
            {"quotas", std::move(quotas)},
            {"booked", line.booked_count},
            {"told", line.told_count},
            {"activity", line.activity_key}};
}

int run_list(const SessionOptions& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto lines = list_sessions(ledger->opened.database, ledger->organisation.key);
    if (!lines) return report(lines.error());
    std::vector<std::vector<std::string>> rows{{tr("编号"), tr("课程"), tr("期"), tr("级别"),
                                                tr("种类"), tr("日期"), tr("地点"), tr("座位"),
                                                tr("已安排"), tr("已通知"), tr("状态")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const SessionLine& line : *lines) {
        const SessionOffer& one = line.offer;
        rows.push_back({one.key, one.course, std::to_string(one.batch_no),
                        tr(roster::schedule::word(one.level)), tr(word(one.form)),
                        days_text(one.days), one.venue, std::to_string(one.capacity_count),
                        std::to_string(line.booked_count), std::to_string(line.told_count),
                        state_text(line)});
        json.push_back(line_json(line));
    }
    print_answer(options, rows, json,
                 trf("{}：培训班 {} 期", ledger->organisation.name, lines->size()));
    return 0;
}

/// "org/c01=12", as it was typed.
void read_quotas(const SessionOptions& options, Answers& answers,
                 std::vector<std::pair<std::string, int>>& quotas) {
    for (const std::string& text : options.quotas) {
        const std::size_t at = text.rfind('=');
        const std::string seats = at == std::string::npos ? "" : text.substr(at + 1);
        const bool number = !seats.empty() && seats.size() <= 6 &&
                            seats.find_first_not_of("0123456789") == std::string::npos;
        if (number)
            quotas.emplace_back(text.substr(0, at), std::stoi(seats));
        else
            answers.note({"", "--quota", trf("看不懂“{}”", text), tr("县区编号=座位数")});
    }
}

SessionOffer make_offer(const SessionOptions& options, const OpenLedger& ledger, Answers& answers) {
    SessionOffer offer;
    offer.key = options.key;
    offer.organisation_key = ledger.organisation.key;
    offer.level = find_named<TrainingLevel>(roster::schedule::training_level_names, options.level)
                      .value_or(TrainingLevel::city);
    offer.form = find_named<SessionForm>(roster::schedule::session_form_names, options.form)
                     .value_or(SessionForm::ordinary);
    offer.course = options.course;
    offer.batch_no = options.batch;
    offer.days.first = answers.date("--from", options.first).value_or(Date{});
    offer.days.last = answers.date("--until", options.last).value_or(offer.days.first);
    offer.venue = options.venue;
    offer.capacity_count = options.capacity;
    if (options.home_cap > 0) offer.home_cap_count = options.home_cap;
    return offer;
}

int run_add(const SessionOptions& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    auto& database = ledger->opened.database;
    Answers answers(database, ledger->organisation.key);
    std::vector<std::pair<std::string, int>> quotas;
    read_quotas(options, answers, quotas);
    const SessionOffer offer = make_offer(options, *ledger, answers);
    if (!answers.fine()) return answers.report_all();
    const auto key = add_session(database, offer, ledger->who);
    if (!key) return report(key.error());
    for (const auto& [county, seats] : quotas)
        if (auto done = set_session_quota(database, *key, county, seats, ledger->who); !done)
            return report(done.error());
    if (options.json)
        fmt::print("{}\n", nlohmann::ordered_json{{"session", *key}}.dump(2));
    else
        fmt::print("{}\n", trf("已登记培训班 {}：{}，{} 座", *key, days_text(offer.days),
                               offer.capacity_count));
    return 0;
}

int run_change(const SessionOptions& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    SessionChange change;
    if (!options.course.empty()) change.course = options.course;
    if (!options.venue.empty()) change.venue = options.venue;
    change.first_day = answers.date("--from", options.first);
    change.last_day = answers.date("--until", options.last);
    if (options.batch > 0) change.batch_no = options.batch;
    if (options.capacity > 0) change.capacity_count = options.capacity;
    if (options.home_cap > 0) change.home_cap_count = options.home_cap;
    if (!answers.fine()) return answers.report_all();
    const auto done = change_session(ledger->opened.database, options.key, change, ledger->who);
    if (!done) return report(done.error());
    fmt::print("{}\n", trf("已更改 {}；`training replan` 看要动谁", options.key));
    return 0;
}

int run_cancel(const SessionOptions& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto done =
        cancel_session(ledger->opened.database, options.key, options.reason, ledger->who);
    if (!done) return report(done.error());
    fmt::print("{}\n", trf("已取消 {}；`training replan --save` 重新安排这一期的人", options.key));
    return 0;
}

int run_quota(const SessionOptions& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    if (options.none == (options.seats >= 0))
        answers.note({"", "--seats", tr("写座位数，或写 --none 不再限制"), tr("两个里写一个")});
    if (!answers.fine()) return answers.report_all();
    const auto done =
        set_session_quota(ledger->opened.database, options.key, options.county,
                          options.none ? std::nullopt : std::optional(options.seats), ledger->who);
    if (!done) return report(done.error());
    fmt::print("{}\n", options.none
                           ? trf("{}：{} 不再限名额", options.key, options.county)
                           : trf("{}：{} 最多 {} 人", options.key, options.county, options.seats));
    return 0;
}

void print_guests(const SessionOptions& options, const std::vector<SessionGuest>& guests,
                  const std::string& headline) {
    std::vector<std::vector<std::string>> rows{{tr("单位"), tr("姓名"), tr("人员"), tr("已通知")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const SessionGuest& one : guests) {
        rows.push_back(
            {one.organisation_key, one.name, one.person_key, one.told ? tr("是") : tr("否")});
        json.push_back({{"person", one.person_key},
                        {"name", one.name},
                        {"organisation", one.organisation_key},
                        {"told", one.told}});
    }
    print_answer(options, rows, json, headline);
}

int run_show(const SessionOptions& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto guests = list_session_guests(ledger->opened.database, options.key);
    if (!guests) return report(guests.error());
    print_guests(options, *guests, trf("{}：{} 人", options.key, guests->size()));
    return 0;
}

int run_invite(const SessionOptions& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto guests =
        invite_session(ledger->opened.database, options.key, ledger->today, ledger->who);
    if (!guests) return report(guests.error());
    print_guests(
        options, *guests,
        trf("{} 的通知名单：{} 人。名单以后不再换，空座还可以给别人", options.key, guests->size()));
    return 0;
}

/// A key, or a name of one of those booked; anybody else by the roll.
std::vector<std::string> find_people(const char* option, const std::vector<std::string>& texts,
                                     const std::vector<SessionGuest>& guests, Answers& answers) {
    std::vector<std::string> keys;
    for (const std::string& text : texts) {
        std::vector<std::string> meant;
        for (const SessionGuest& one : guests)
            if (one.person_key == text || one.name == text) meant.push_back(one.person_key);
        keys.push_back(meant.size() == 1 ? meant.front() : answers.person(option, text));
    }
    return keys;
}

int run_hold(const SessionOptions& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    auto& database = ledger->opened.database;
    const auto guests = list_session_guests(database, options.key);
    if (!guests) return report(guests.error());
    Answers answers(database, ledger->organisation.key);
    SessionResult result;
    result.session_key = options.key;
    result.absent = find_people("--absent", options.absent, *guests, answers);
    result.failed = find_people("--failed", options.failed, *guests, answers);
    result.also = find_people("--also", options.also, *guests, answers);
    result.lead = options.lead;
    result.content = options.content;
    // Who was planned was not therefore there: somebody has to say so.
    if (options.absent.empty() && !options.all_present)
        answers.note({"", "--absent", tr("没有写谁没有来"),
                      tr("--absent 写没有来的人；确实全都到了写 --all-present")});
    if (!options.absent.empty() && options.all_present)
        answers.note({"", "--all-present", tr("又写了没有来的人"), ""});
    if (!answers.fine()) return answers.report_all();
    const auto held = hold_session(database, result, ledger->who);
    if (!held) return report(held.error());
    if (options.json) {
        nlohmann::ordered_json people = nlohmann::ordered_json::array();
        for (const SessionGuest& one : held->short_again)
            people.push_back(one.person_key);
        fmt::print("{}\n", nlohmann::ordered_json{{"session", options.key},
                                                  {"activity", held->activity_key},
                                                  {"present", held->present_count},
                                                  {"passed", held->passed_count},
                                                  {"short_again", std::move(people)}}
                               .dump(2));
        return 0;
    }
    fmt::print("{}\n", trf("已登记 {}：到场 {} 人，合格 {} 人", held->activity_key,
                           held->present_count, held->passed_count));
    if (held->short_again.empty()) return 0;
    std::string names;
    for (const SessionGuest& one : held->short_again)
        names += (names.empty() ? "" : tr("、")) + one.name + " " + one.person_key;
    fmt::print("{}\n", trf("还要补训 {} 人：{}。`training replan --save` 安排补训",
                           held->short_again.size(), names));
    return 0;
}

void declare_key(CLI::App& command, SessionOptions& options) {
    command.add_option("session", options.key, tr("培训班的编号"))->required();
    add_ledger_options(command, options);
    add_today_option(command, options);
    add_who_option(command, options);
}

void declare_fields(CLI::App& command, SessionOptions& options) {
    command.add_option("--from", options.first, tr("第一天，年-月-日"));
    command.add_option("--until", options.last, tr("最后一天；只有一天的不写"));
    command.add_option("--venue", options.venue, tr("地点"));
    command.add_option("--capacity", options.capacity, tr("座位"))->check(between(1, most_seats));
    command.add_option("--home-cap", options.home_cap, tr("一家最多几人，不写是 2"))
        ->check(between(1, most_seats));
    command.add_option("--batch", options.batch, tr("第几期；不写是当年的下一期"))
        ->check(between(1, 9'999));
}

void declare_add(CLI::App& command, SessionOptions& options) {
    command.add_option("course", options.course, tr("课程"))->required();
    declare_fields(command, options);
    command.get_option("--from")->required();
    command.get_option("--capacity")->required();
    command.add_option("--level", options.level, tr("city 市级（计入轮训）、county、home、shift"))
        ->transform(choice_of(
            choices_of<roster::schedule::TrainingLevel>(roster::schedule::training_level_names)));
    command.add_option("--form", options.form, tr("ordinary 轮训，pre_job 岗前"))
        ->transform(choice_of(
            choices_of<roster::schedule::SessionForm>(roster::schedule::session_form_names)));
    command.add_option("--quota", options.quotas, tr("县区名额，县区编号=座位数，可写多个"));
    command.add_option("--key", options.key, tr("编号；不写就编一个"));
    add_organisation_option(command, options);
    add_ledger_options(command, options);
    add_who_option(command, options);
}

void add_session_group(CLI::App& training, int& exit_code) {
    CLI::App* session = training.add_subcommand("session", tr("培训班：办、列出、改、取消、名额"));
    session->require_subcommand(1);
    add_command<SessionOptions>(*session, "add", tr("登记一期培训班"), exit_code, run_add,
                                declare_add);
    add_command<SessionOptions>(*session, "list", tr("列出培训班，安排了多少人"), exit_code,
                                run_list, [](CLI::App& command, SessionOptions& options) {
                                    add_organisation_option(command, options);
                                    add_ledger_options(command, options);
                                });
    add_command<SessionOptions>(*session, "show", tr("一期的名单"), exit_code, run_show,
                                declare_key);
    add_command<SessionOptions>(*session, "change", tr("改日期、地点、座位；改了日期要重新通知"),
                                exit_code, run_change,
                                [](CLI::App& command, SessionOptions& options) {
                                    declare_key(command, options);
                                    command.add_option("--course", options.course, tr("课程"));
                                    declare_fields(command, options);
                                });
    add_command<SessionOptions>(
        *session, "cancel", tr("取消一期"), exit_code, run_cancel,
        [](CLI::App& command, SessionOptions& options) {
            declare_key(command, options);
            command.add_option("--reason", options.reason, tr("原因"))->required();
        });
    add_command<SessionOptions>(
        *session, "quota", tr("一个县区在一期里最多几人"), exit_code, run_quota,
        [](CLI::App& command, SessionOptions& options) {
            declare_key(command, options);
            command.add_option("--county", options.county, tr("县区的编号"))->required();
            command.add_option("--seats", options.seats, tr("座位"))->check(between(0, most_seats));
            command.add_flag("--none", options.none, tr("不再限制"));
        });
}

} // namespace

void add_session_commands(CLI::App& app, int& exit_code) {
    CLI::App* training = app.get_subcommand("training");
    add_session_group(*training, exit_code);
    add_training_coverage_command(*training, exit_code);
    add_command<SessionOptions>(*training, "invite", tr("通知一期的人，打印名单"), exit_code,
                                run_invite, declare_key);
    add_command<SessionOptions>(
        *training, "hold", tr("登记一期谁到场、谁合格；只有这一步计入"), exit_code, run_hold,
        [](CLI::App& command, SessionOptions& options) {
            declare_key(command, options);
            command.add_option("--absent", options.absent, tr("没有来的人，姓名或编号，可写多个"));
            command.add_flag("--all-present", options.all_present, tr("安排的人全都到了"));
            command.add_option("--failed", options.failed, tr("来了没有合格的人"));
            command.add_option("--also", options.also, tr("没有安排而来的人"));
            command.add_option("--lead", options.lead, tr("主讲人"));
            command.add_option("--content", options.content, tr("内容"));
        });
}

} // namespace tools::cli
