// yanlian duty attendance: planned, signed and answered beside each other, and what is missing.
#include "roster/schedule/duty_names.h"
#include "roster/service/duty_attest.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/duty_options.h"
#include "tools/cli/terminal.h"
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::schedule;
using namespace roster::service;
using sim::core::tr;
using sim::core::trf;

namespace {

struct AttendanceCommand : LedgerOptions {
    std::string first, last;
};
using Rows = std::vector<std::vector<std::string>>;
constexpr double minutes_per_hour = 60.0;

std::string name_in(const std::map<std::string, std::string>& names, const std::string& key) {
    const auto at = names.find(key);
    return at == names.end() ? key : at->second;
}

std::string post_name(const DutyAttendance& done, const std::string& key) {
    return shown_name(name_in(done.planned.posts, key));
}

/// People of a lapse; several stand apart by spaces.
std::string people_text(const DutyAttendance& done, const std::string& keys) {
    std::string text;
    for (std::size_t at = 0; at < keys.size();) {
        const std::size_t end = std::min(keys.find(' ', at), keys.size());
        text += (text.empty() ? "" : tr("、")) +
                name_in(done.planned.people, keys.substr(at, end - at));
        at = end + 1;
    }
    return text;
}

const char* lapse_word(LapseKind kind) {
    switch (kind) {
    case LapseKind::no_show:
        return "没有来";
    case LapseKind::late:
        return "迟到";
    case LapseKind::left_early:
        return "早退";
    case LapseKind::gap:
        return "没有人签到";
    case LapseKind::absent_from_post:
        return "脱岗";
    case LapseKind::away:
        return "中途离开";
    case LapseKind::short_handed:
        return "人数不够";
    case LapseKind::unqualified:
        return "没有资格";
    case LapseKind::not_signed_out:
        return "没有签退";
    case LapseKind::overstayed:
        return "下班很久才签退";
    }
    return "";
}

/// Of an absence also who answered from somewhere else.
std::string who_text(const DutyAttendance& done, const Lapse& lapse) {
    std::string text = people_text(done, lapse.person_key);
    if (!lapse.answered_by_key.empty())
        text += trf("（应答的是 {}，没有签到在岗）",
                    name_in(done.planned.people, lapse.answered_by_key));
    return text;
}

Rows lapse_rows(const DutyAttendance& done) {
    Rows rows{{tr("从"), tr("到"), tr("岗位"), tr("什么"), tr("谁"), tr("分钟")}};
    for (const Lapse& one : done.attendance.lapses)
        rows.push_back({local_text(one.from), local_text(one.until), post_name(done, one.post_key),
                        tr(lapse_word(one.kind)), who_text(done, one),
                        std::to_string(one.minutes_count)});
    return rows;
}

Rows hour_rows(const DutyAttendance& done) {
    Rows rows{{tr("岗位"), tr("小时"), tr("计划人数"), tr("签到人数"), tr("查岗"), tr("应答")}};
    for (const auto& [post, hours] : done.attendance.hours_by_post)
        for (const AttestedHour& hour : hours)
            rows.push_back({post_name(done, post), local_text(hour.begin),
                            std::to_string(hour.planned_count), std::to_string(hour.signed_count),
                            std::to_string(hour.called_count),
                            std::to_string(hour.answered_count)});
    return rows;
}

nlohmann::ordered_json hours_json(const DutyAttendance& done) {
    nlohmann::ordered_json json;
    for (const auto& [post, hours] : done.attendance.hours_by_post) {
        nlohmann::ordered_json& list = json[post] = nlohmann::ordered_json::array();
        for (const AttestedHour& hour : hours)
            list.push_back({{"begin", iso(hour.begin)},
                            {"planned", hour.planned_count},
                            {"signed", hour.signed_count},
                            {"called", hour.called_count},
                            {"answered", hour.answered_count}});
    }
    return json;
}

nlohmann::ordered_json instant_json(const std::optional<Instant>& at) {
    return at ? nlohmann::ordered_json(iso(*at)) : nlohmann::ordered_json();
}

nlohmann::ordered_json to_json(const DutyAttendance& done) {
    nlohmann::ordered_json lapses = nlohmann::ordered_json::array(),
                           signs = nlohmann::ordered_json::array(),
                           calls = nlohmann::ordered_json::array(),
                           unclosed = nlohmann::ordered_json::array();
    for (const Lapse& one : done.attendance.lapses)
        lapses.push_back({{"kind", name_of(lapse_kind_names, one.kind)},
                          {"person", one.person_key},
                          {"post", one.post_key},
                          {"from", iso(one.from)},
                          {"until", iso(one.until)},
                          {"minutes", one.minutes_count},
                          {"answered_by", one.answered_by_key}});
    for (const auto& one : done.signs)
        signs.push_back({{"sign", one.id},
                         {"person", one.person_key},
                         {"post", one.post_key},
                         {"in", iso(one.in_utc)},
                         {"out", instant_json(one.out_utc)},
                         {"entered_at", iso(one.in_entered_at_utc)}});
    for (const auto& one : done.calls)
        calls.push_back({{"call", one.id},
                         {"post", one.post_key},
                         {"called_at", iso(one.called_at_utc)},
                         {"called_by", one.called_by},
                         {"answered_at", instant_json(one.answered_at_utc)},
                         {"answered_by", one.answered_by_key}});
    for (const UnclosedShift& one : done.unclosed)
        unclosed.push_back({{"post", one.post_key},
                            {"day", iso(one.day)},
                            {"shift", one.shift_key},
                            {"end", iso(one.end)}});
    return {{"from", iso(done.from)},
            {"until", iso(done.until)},
            {"planned_min", done.attendance.planned_min},
            {"signed_min", done.attendance.signed_min},
            {"late_entries", done.late_entry_count},
            {"lapses", lapses},
            {"unclosed", unclosed},
            {"signs", signs},
            {"calls", calls},
            {"hours", hours_json(done)}};
}

std::string headline(const OpenLedger& ledger, const DutyAttendance& done) {
    int called_count = 0, answered_count = 0;
    for (const auto& [post, hours] : done.attendance.hours_by_post)
        for (const AttestedHour& hour : hours) {
            called_count += hour.called_count;
            answered_count += hour.answered_count;
        }
    std::string text =
        trf("{}　{} 到 {}　计划 {:.1f} 人时，签到 {:.1f} 人时，查岗 {} 次、应答 {} 次；"
            "没有交接的班 {} 个，事后补记的签到 {} 条",
            ledger.organisation.name, local_text(done.from), local_text(done.until),
            static_cast<double>(done.attendance.planned_min) / minutes_per_hour,
            static_cast<double>(done.attendance.signed_min) / minutes_per_hour, called_count,
            answered_count, done.unclosed.size(), done.late_entry_count);
    if (done.planned.rosters.empty()) text += tr("；这些天没有发布过值班表");
    return text;
}

/// Exit code 1: something was missing.
int run_attendance(const AttendanceCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const Date first = answers.date("--first", options.first).value_or(ledger->today);
    const Date last = answers.date("--last", options.last).value_or(first);
    if (!answers.fine()) return answers.report_all();
    const auto done =
        attend_duty(ledger->opened.database, ledger->organisation.key, {first, last}, read_clock());
    if (!done) return report(done.error());
    print_answer(options, options.csv ? hour_rows(*done) : lapse_rows(*done), to_json(*done),
                 headline(*ledger, *done));
    return done->attendance.lapses.empty() ? 0 : static_cast<int>(ExitCode::answer_is_no);
}

} // namespace

void add_duty_attendance_command(CLI::App& duty, int& exit_code) {
    add_command<AttendanceCommand>(
        duty, "attendance", tr("计划、签到、应答三个数；没有来、迟到、空岗、脱岗"), exit_code,
        run_attendance, [](CLI::App& command, AttendanceCommand& options) {
            command.add_option("--first", options.first, tr("第一天；不写是今天"));
            command.add_option("--last", options.last, tr("最后一天；不写是一天"));
            add_organisation_option(command, options);
            add_today_option(command, options);
            add_ledger_options(command, options);
        });
}

} // namespace tools::cli
