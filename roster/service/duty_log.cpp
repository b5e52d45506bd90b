#include "roster/service/duty_log.h"

#include "roster/domain/plain_text.h"
#include "roster/service/duty_entry.h"
#include "roster/service/journal.h"
#include "roster/service/organisations.h"
#include "roster/service/rules.h"
#include "roster/store/duty_cover_table.h"
#include "roster/store/people_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::array rounds_of_day{InspectionKind::daily_patrol, InspectionKind::night_patrol};

Problems check_row(const store::DutyLogRow& row, const store::PersonDays& people,
                   const store::Entry& entry) {
    Problems problems;
    const Date day = calc_local_day(row.at_utc);
    check_employed(people, row.writer_key, "/writer", day, problems);
    if (!row.second_key.empty()) check_employed(people, row.second_key, "/second", day, problems);
    if (row.second_key == row.writer_key)
        problems.push_back({"", "/second", tr("两个值班员是同一个人"), tr("另一个人，或不写")});
    if (row.at_utc > entry.at_utc)
        problems.push_back({"", "/at", trf("{} 还没有到", iso(day)), tr("现在或以前")});
    for (const auto& [count, at] :
         {std::pair(row.fire_count, "/fires"), std::pair(row.fault_count, "/faults"),
          std::pair(row.isolated_count, "/isolated")})
        if (count < 0) problems.push_back({"", at, tr("个数不能小于 0"), ""});
    if (row.fire_count > 0 && trim(row.handled).empty())
        problems.push_back(
            {"", "/handled", tr("有火警而没有写怎样处理"), tr("--handled 处理情况")});
    check_who(entry, problems);
    return problems;
}

nlohmann::ordered_json row_json(const store::DutyLogRow& row) {
    return {{"at", iso(row.at_utc)},
            {"writer", row.writer_key},
            {"second", row.second_key},
            {"fires", row.fire_count},
            {"faults", row.fault_count},
            {"isolated", row.isolated_count},
            {"linkage", name_of(linkage_names, row.linkage)},
            {"panel_note", row.panel_note},
            {"handled", row.handled},
            {"corrects", row.corrects_id},
            {"withdrawn", row.withdrawn},
            {"reason", row.reason}};
}

Result<std::int64_t> write_row(store::Database& database, const store::DutyLogRow& row,
                               const store::DutyLogRow* before, const char* action,
                               const store::Entry& entry) {
    const auto id = store::insert_duty_log(database, row, entry);
    if (!id) return id;
    const nlohmann::ordered_json stood = before ? row_json(*before) : nlohmann::ordered_json();
    if (auto noted =
            note(database, action, fmt::format("duty_log/{}", *id), stood, row_json(row), entry);
        !noted)
        return tl::unexpected(noted.error());
    return id;
}

/// The same instant twice is one entry typed twice.
Result<void> require_new_instant(store::Database& database, const store::DutyLogRow& row) {
    const auto same = store::load_duty_log(database, row.organisation_key, row.at_utc,
                                           row.at_utc + std::chrono::seconds{1});
    if (!same) return tl::unexpected(same.error());
    for (const store::DutyLogRow& one : *same)
        if (one.id != row.corrects_id)
            return make_error(Errc::conflict, {"", "/at", trf("这个时刻已经记过：第 {} 条", one.id),
                                               tr("更正：yanlian duty log correct 编号")});
    return {};
}

/// What the correction changes of the row that stood.
store::DutyLogRow change(store::DutyLogRow row, const LogCorrection& correction,
                         const store::Entry& entry) {
    row.corrects_id = row.id;
    row.withdrawn = correction.withdrawn;
    row.reason = correction.reason;
    if (correction.withdrawn) return row;
    if (correction.at && *correction.at != row.at_utc) {
        row.at_utc = *correction.at;
        row.entered_at_utc = entry.at_utc;
    }
    row.writer_key = correction.writer_key.value_or(row.writer_key);
    row.second_key = correction.second_key.value_or(row.second_key);
    row.fire_count = correction.fire_count.value_or(row.fire_count);
    row.fault_count = correction.fault_count.value_or(row.fault_count);
    row.isolated_count = correction.isolated_count.value_or(row.isolated_count);
    row.linkage = correction.linkage.value_or(row.linkage);
    row.panel_note = correction.panel_note.value_or(row.panel_note);
    row.handled = correction.handled.value_or(row.handled);
    return row;
}

Result<store::DutyLogRow> find_standing(store::Database& database,
                                        const LogCorrection& correction) {
    const auto found =
        store::find_duty_log(database, correction.organisation_key, correction.log_id);
    if (!found) return tl::unexpected(found.error());
    if (!*found)
        return make_error(Errc::bad_input, {"", "/log", trf("没有这条记录：{}", correction.log_id),
                                            tr("编号见 yanlian duty log list")});
    if ((*found)->corrected_by != 0)
        return make_error(Errc::conflict, {"", "/log",
                                           trf("第 {} 条已经由第 {} 条更正", correction.log_id,
                                               (*found)->corrected_by),
                                           tr("更正后面的那一条")});
    if ((*found)->row.withdrawn)
        return make_error(Errc::conflict,
                          {"", "/log", trf("第 {} 条是撤回", correction.log_id), tr("重新记一条")});
    return (*found)->row;
}

std::vector<Instant> list_rounds(const std::vector<store::InspectionRow>& rows) {
    std::vector<Instant> rounds;
    for (const store::InspectionRow& one : rows)
        if (one.inspection.result != InspectionResult::not_possible)
            rounds.push_back(*one.inspection.at_utc);
    return rounds;
}

/// Without what has no time: nobody knows into which hours it falls.
Result<std::vector<store::InspectionRow>>
load_rounds(store::Database& database, const std::string& organisation_key, DaySpan days) {
    auto rows =
        store::load_inspections(database, organisation_key, days.first, days.last, rounds_of_day);
    if (!rows) return rows;
    std::erase_if(*rows, [&](const store::InspectionRow& row) {
        return !row.inspection.at_utc || row.inspection.organisation_key != organisation_key;
    });
    return rows;
}

bool is_signed_in(const store::DutyLogRow& row, const std::vector<schedule::SignIn>& signs) {
    return std::ranges::any_of(signs, [&](const schedule::SignIn& sign) {
        return (sign.person_key == row.writer_key || sign.person_key == row.second_key) &&
               sign.in <= row.at_utc && row.at_utc <= *sign.out;
    });
}

/// @param rows in force, of these days and others
Result<std::vector<store::DutyLogRow>> list_not_signed_in(store::Database& database,
                                                          const std::string& organisation_key,
                                                          std::vector<store::DutyLogRow> rows,
                                                          DaySpan days) {
    const Instant begin = begin_of(days.first), end = begin_of(days.last + one_day);
    const DaySpan around{days.first - 2 * one_day, days.last}; // a shift lasts a day at most
    const auto planned = load_planned_duty(database, organisation_key, around);
    if (!planned) return tl::unexpected(planned.error());
    const auto signs =
        store::load_duty_signs(database, organisation_key, begin_of(around.first), end);
    if (!signs) return tl::unexpected(signs.error());
    const auto presences = list_presences(*signs, planned->shifts);
    std::erase_if(rows, [&](const store::DutyLogRow& row) {
        return row.at_utc < begin || end <= row.at_utc || is_signed_in(row, presences);
    });
    return rows;
}

} // namespace

Result<std::int64_t> write_log(store::Database& database, const LogEntry& log,
                               const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<std::int64_t> {
        const auto people = store::load_person_days(database);
        if (!people) return tl::unexpected(people.error());
        store::DutyLogRow row;
        row.organisation_key = log.organisation_key;
        row.at_utc = log.at;
        row.writer_key = log.writer_key;
        row.second_key = log.second_key;
        row.fire_count = log.fire_count;
        row.fault_count = log.fault_count;
        row.isolated_count = log.isolated_count;
        row.linkage = log.linkage;
        row.panel_note = log.panel_note;
        row.handled = log.handled;
        row.entered_at_utc = entry.at_utc;
        if (auto problems = check_row(row, *people, entry); !problems.empty())
            return make_error(std::move(problems));
        if (auto fresh = require_new_instant(database, row); !fresh)
            return tl::unexpected(fresh.error());
        return write_row(database, row, nullptr, "duty.log", entry);
    });
}

Result<std::int64_t> correct_log(store::Database& database, const LogCorrection& correction,
                                 const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<std::int64_t> {
        const auto stood = find_standing(database, correction);
        if (!stood) return tl::unexpected(stood.error());
        const auto people = store::load_person_days(database);
        if (!people) return tl::unexpected(people.error());
        const store::DutyLogRow row = change(*stood, correction, entry);
        auto problems = correction.withdrawn ? Problems() : check_row(row, *people, entry);
        if (trim(correction.reason).empty())
            problems.push_back({"", "/reason", tr("更正要写原因"), ""});
        if (entry.who.empty() && correction.withdrawn)
            problems.push_back({"", "/who", tr("没有写经办人"), ""});
        if (!problems.empty()) return make_error(std::move(problems));
        if (!correction.withdrawn)
            if (auto fresh = require_new_instant(database, row); !fresh)
                return tl::unexpected(fresh.error());
        return write_row(database, row, &*stood,
                         correction.withdrawn ? "duty.log_withdraw" : "duty.log_correct", entry);
    });
}

Result<DutyLog> list_log(store::Database& database, const std::string& organisation_key,
                         DaySpan days) {
    auto entries = store::load_duty_log(database, organisation_key, begin_of(days.first),
                                        begin_of(days.last + one_day));
    if (!entries) return tl::unexpected(entries.error());
    auto rounds = load_rounds(database, organisation_key, days);
    if (!rounds) return tl::unexpected(rounds.error());
    return DutyLog{std::move(*entries), std::move(*rounds)};
}

int LogCoverage::missing_count() const {
    return static_cast<int>(std::ranges::count_if(record.marks, &IntervalMark::missing));
}

Result<LogCheck> check_log(store::Database& database, const std::string& organisation_key,
                           DaySpan days, Instant now) {
    if (auto fine = require_past_span(days, now); !fine) return tl::unexpected(fine.error());
    const auto all = list_part(database, "");
    if (!all) return tl::unexpected(all.error());
    const auto home = std::ranges::find(*all, organisation_key, &Organisation::key);
    if (home == all->end())
        return make_error(Errc::bad_input,
                          {"", organisation_key, tr("数据库里没有这个单位"), tr("已登记的单位")});
    const auto book = RuleBook::load(database, *all, days.last);
    if (!book) return tl::unexpected(book.error());
    // The evening before stands into the first morning; a night goes on into the next.
    const auto log =
        list_log(database, organisation_key, {days.first - one_day, days.last + one_day});
    if (!log) return tl::unexpected(log.error());
    std::vector<Instant> entries;
    for (const store::DutyLogRow& one : log->entries)
        entries.push_back(one.at_utc);
    const std::vector<Instant> rounds = list_rounds(log->rounds);
    LogCheck check;
    check.has_control_room = home->watch_room == WatchRoom::control_room;
    for (const IntervalRule* rule :
         book->intervals_of(static_cast<std::size_t>(home - all->begin()))) {
        const std::string source = rule->id + " " + rule->source;
        if (!check.coverage.empty() && check.coverage.back().rule.activity == rule->activity) {
            check.coverage.back().sources.push_back(source);
            continue;
        }
        const bool is_log = rule->activity == IntervalActivity::control_room_log;
        check.coverage.push_back(
            {*rule, {source}, calc_record(*rule, is_log ? entries : rounds, days, now)});
    }
    if (!check.has_control_room) return check;
    auto alone = list_not_signed_in(database, organisation_key, log->entries, days);
    if (!alone) return tl::unexpected(alone.error());
    check.not_signed_in = std::move(*alone);
    return check;
}

} // namespace roster::service
