// Forms of those on duty from the ledger: 值班表, 交接班记录, 消防控制室值班记录. What nobody wrote
// down stays empty to be written by hand; a mark without an entry says so.
#include "roster/service/duty_attest.h"
#include "roster/service/duty_log.h"
#include "roster/store/duty_correction_table.h"
#include "tools/cli/form_parts.h"
#include "tools/duty/weekday.h"
#include "tools/paper/duty_forms.h"
#include <algorithm>
#include <charconv>
#include <set>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::schedule;
using namespace roster::service;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr Days one_day{1};
constexpr std::size_t month_digits = 7; // 2026-03

Result<Date> read_day(const FormOptions& options, const OpenLedger& ledger) {
    if (options.day.empty()) return ledger.today;
    const bool month = options.day.size() == month_digits;
    if (const auto day = find_date(month ? options.day + "-01" : options.day)) return *day;
    return make_error(Errc::bad_input, {"", "--day", trf("“{}”不是日期", options.day),
                                        tr("年-月-日；值班表写 年-月")});
}

void join(std::string& text, const std::string& more) {
    if (more.empty()) return;
    if (!text.empty()) text += tr("、");
    text += more;
}

std::string name_in(const std::map<std::string, std::string>& names, const std::string& key) {
    const auto at = names.find(key);
    return at == names.end() ? key : at->second;
}

std::string phone_in(const roster::store::Phones& phones, const std::string& key) {
    const auto at = phones.find(key);
    return at == phones.end() ? std::string() : masked(at->second);
}

std::string operators_of(const roster::store::DutyLogRow& row) {
    std::string text = row.writer_name;
    join(text, row.second_name);
    return text;
}

std::string note_of(const roster::store::DutyLogRow& row) {
    std::string note = row.panel_note;
    const auto add = [&](const std::string& more) {
        if (!more.empty()) note += (note.empty() ? "" : tr("；")) + more;
    };
    add(row.handled);
    if (row.entered_at_utc - row.at_utc > std::chrono::minutes{late_entry_min})
        add(trf("{} 补记", clock_of(row.entered_at_utc)));
    if (row.corrects_id != 0) add(trf("更正第 {} 条", row.corrects_id));
    return note;
}

/// What posts of one published roster are, and when their shifts are night.
struct Meaning {
    std::map<std::string, DutyLayer> layers;
    std::set<std::string> night_shifts;
    std::map<std::string, int> starts_min; ///< of shifts
    std::map<Date, std::string> holidays;
};
Result<Meaning> load_meaning(roster::store::Database& database,
                             const std::vector<roster::store::DutyRosterRow>& rosters) {
    Meaning meaning;
    for (const auto& row : rosters) {
        const auto kept = load_kept_roster(database, row);
        if (!kept) return tl::unexpected(kept.error());
        const DutyProblem& problem = kept->duty.problem;
        for (const DutyPost& post : problem.posts)
            meaning.layers[post.key] = post.layer;
        for (const DutyShift& shift : problem.shifts) {
            meaning.starts_min[shift.key] = shift.start_min;
            if (shift.night) meaning.night_shifts.insert(shift.key);
        }
        for (const DutyCalendar& calendar : problem.calendars)
            for (const HolidaySpan& holiday : calendar.holidays)
                for (Date day = holiday.days.first; day <= holiday.days.last; day += one_day)
                    meaning.holidays[day] = holiday.name;
    }
    return meaning;
}

void put_shift(paper::DutyRoster::Day& line, const PlannedShift& shift, const std::string& name,
               const std::string& phone, const Meaning& meaning) {
    const bool night = meaning.night_shifts.contains(shift.shift_key);
    switch (meaning.layers.at(shift.post_key)) {
    case DutyLayer::leader:
        join(line.leader, phone.empty() ? name : name + " " + phone);
        break;
    case DutyLayer::control_room: // the shifts of a day stand in the order in which they begin
        break;
    case DutyLayer::duty_room:
    case DutyLayer::guard:
        join(night ? line.night_duty : line.day_duty, name);
        break;
    case DutyLayer::care:
        join(night ? line.carers_night : line.carers_day, name);
        break;
    case DutyLayer::reserve:
        join(line.team, name);
        break;
    }
}

std::string control_room_of(const std::vector<const PlannedShift*>& shifts,
                            const PlannedDuty& planned) {
    std::string text, run;
    Instant begin{};
    for (const PlannedShift* shift : shifts) {
        if (!run.empty() && shift->begin != begin) {
            text += run + tr("／");
            run.clear();
        }
        begin = shift->begin;
        join(run, name_in(planned.people, shift->person_key));
    }
    return text + run;
}

Result<roster::store::StoodHandover> choose_handover(OpenLedger& ledger, const FormOptions& options,
                                                     Date day) {
    auto& database = ledger.opened.database;
    std::int64_t id = 0;
    if (!options.handover.empty()) {
        const char* const end = options.handover.data() + options.handover.size();
        const auto read = std::from_chars(options.handover.data(), end, id);
        if (read.ec != std::errc{} || read.ptr != end) id = 0;
    } else {
        const auto rows = roster::store::load_duty_handovers(database, ledger.organisation.key,
                                                             make_date(first_year, 1, 1), day);
        if (!rows) return tl::unexpected(rows.error());
        if (!rows->empty()) id = rows->back().id;
    }
    auto found = roster::store::find_duty_handover(database, ledger.organisation.key, id);
    if (!found) return tl::unexpected(found.error());
    if (*found && !(*found)->withdrawn) return std::move(**found);
    return make_error(Errc::bad_input,
                      {"", "--handover", tr("台账里没有这次交接"),
                       tr("duty correct list 里的编号，不写是最近一次；或 --blank")});
}

void fill_items(paper::Handover& form, const std::vector<roster::store::DutyItemRow>& items) {
    for (const auto& item : items) {
        std::string& text = item.closed ? form.events : form.open_items;
        text += (text.empty() ? "" : tr("；")) + item.words;
        if (item.closed) text += tr("（已办结）");
    }
    if (form.open_items.empty()) form.open_items = tr("无");
}

/// The panel as the last entry before the handover has it, and the rounds of the shift.
Result<void> fill_watch(paper::Handover& form, OpenLedger& ledger, Instant begin, Instant end,
                        Date day) {
    const auto log =
        list_log(ledger.opened.database, ledger.organisation.key, {day - one_day, day + one_day});
    if (!log) return tl::unexpected(log.error());
    for (const auto& row : log->entries) {
        if (row.at_utc < begin || row.at_utc > end) continue;
        const std::string clock = "（" + clock_of(row.at_utc) + "）";
        form.fires = std::to_string(row.fire_count) + clock;
        form.faults = std::to_string(row.fault_count) + clock;
        form.isolated = std::to_string(row.isolated_count) + clock;
        form.automatic = tr(word(row.linkage)) + clock;
    }
    for (const auto& row : log->rounds) {
        const Inspection& one = row.inspection;
        if (*one.at_utc < begin || *one.at_utc > end) continue;
        const auto items = roster::store::load_items(ledger.opened.database, one.id);
        if (!items) return tl::unexpected(items.error());
        std::string where;
        for (const InspectionItem& item : *items)
            join(where, item.zone);
        std::string found = tr(word(one.result));
        if (!one.note.empty()) found += tr("；") + one.note;
        form.patrols.push_back({clock_of(one.at_utc), where, found, one.inspector});
    }
    return {};
}

} // namespace

FilledForm fill_control_room_log(OpenLedger& ledger, const FormOptions& options) {
    const auto day = read_day(options, ledger);
    if (!day) return tl::unexpected(day.error());
    auto& database = ledger.opened.database;
    const auto log = list_log(database, ledger.organisation.key, {*day, *day});
    if (!log) return tl::unexpected(log.error());
    const Instant now = Instant{ledger.today + one_day} - local_offset;
    const auto check = check_log(database, ledger.organisation.key, {*day, *day}, now);
    if (!check) return tl::unexpected(check.error());
    using Entry = paper::ControlRoomLog::Entry;
    std::vector<std::pair<Instant, Entry>> lines;
    for (const auto& row : log->entries)
        lines.push_back({row.at_utc,
                         {clock_of(row.at_utc), std::to_string(row.fire_count),
                          std::to_string(row.fault_count), std::to_string(row.isolated_count),
                          tr(word(row.linkage)), operators_of(row), note_of(row)}});
    for (const LogCoverage& one : check->coverage)
        for (const IntervalMark& mark : one.record.marks)
            if (one.rule.activity == IntervalActivity::control_room_log && mark.missing())
                lines.push_back({mark.at, {clock_of(mark.at), "", "", "", "", "", tr("没有记录")}});
    std::ranges::stable_sort(lines, {}, [](const auto& line) { return line.first; });
    paper::ControlRoomLog form;
    form.organisation = ledger.organisation.name;
    form.date = iso(*day);
    for (auto& [at, entry] : lines)
        form.entries.push_back(std::move(entry));
    sign(form, ledger);
    return make_form(form);
}

FilledForm fill_duty_roster(OpenLedger& ledger, const FormOptions& options) {
    const auto day = read_day(options, ledger);
    if (!day) return tl::unexpected(day.error());
    const DaySpan month = calc_window(WindowKind::month, *day);
    auto& database = ledger.opened.database;
    const auto planned = load_planned_duty(database, ledger.organisation.key, month);
    if (!planned) return tl::unexpected(planned.error());
    if (planned->rosters.empty())
        return make_error(Errc::bad_input, {"", "--day", trf("{} 没有发布过值班表", iso(*day)),
                                            tr("先发布：yanlian duty publish 文件；或 --blank")});
    const auto meaning = load_meaning(database, planned->rosters);
    if (!meaning) return tl::unexpected(meaning.error());
    const auto phones = roster::store::load_phones(database);
    if (!phones) return tl::unexpected(phones.error());
    const std::chrono::year_month_day civil{month.first};
    paper::DutyRoster form;
    form.organisation = ledger.organisation.name;
    form.month =
        trf("{} 年 {} 月", static_cast<int>(civil.year()), static_cast<unsigned>(civil.month()));
    for (Date at = month.first; at <= month.last; at += one_day) {
        paper::DutyRoster::Day line;
        constexpr std::size_t year_digits = 5;
        line.date = iso(at).substr(year_digits);
        line.weekday = tr(duty::weekday_word(at));
        std::vector<const PlannedShift*> watch;
        for (const PlannedShift& shift : planned->shifts) {
            if (shift.day != at) continue;
            if (meaning->layers.at(shift.post_key) == DutyLayer::control_room)
                watch.push_back(&shift);
            put_shift(line, shift, name_in(planned->people, shift.person_key),
                      phone_in(*phones, shift.person_key), *meaning);
        }
        line.control_room = control_room_of(watch, *planned);
        if (const auto holiday = meaning->holidays.find(at); holiday != meaning->holidays.end()) {
            line.holiday = true;
            line.note = holiday->second;
        }
        form.days.push_back(std::move(line));
    }
    sign(form, ledger);
    return make_form(form);
}

FilledForm fill_handover(OpenLedger& ledger, const FormOptions& options) {
    const auto day = read_day(options, ledger);
    if (!day) return tl::unexpected(day.error());
    const auto stood = choose_handover(ledger, options, *day);
    if (!stood) return tl::unexpected(stood.error());
    const auto& row = stood->row;
    const auto planned =
        load_planned_duty(ledger.opened.database, ledger.organisation.key, {row.day, row.day});
    if (!planned) return tl::unexpected(planned.error());
    paper::Handover form;
    form.organisation = ledger.organisation.name;
    form.date = iso(row.day);
    const auto shift_at = planned->shifts_by_key.find(row.shift_key);
    form.shift = name_in(planned->posts, row.post_key) + " " +
                 (shift_at == planned->shifts_by_key.end() ? row.shift_key : shift_at->second.name);
    form.from = name_in(planned->people, row.giver_key);
    form.to = name_in(planned->people, row.taker_key);
    form.time = trf("交 {}，接 {}", clock_of(row.giver_signed_utc), clock_of(row.taker_signed_utc));
    fill_items(form, row.items);
    for (const PlannedShift& shift : planned->shifts)
        if (shift.post_key == row.post_key && shift.day == row.day &&
            shift.shift_key == row.shift_key) {
            form.shift += " " + clock_of(shift.begin) + "–" + clock_of(shift.end);
            if (auto done = fill_watch(form, ledger, shift.begin,
                                       std::max(shift.end, row.taker_signed_utc), row.day);
                !done)
                return tl::unexpected(done.error());
            break;
        }
    if (row.correction_id != 0) form.time += trf("（更正 {}）", row.correction_id);
    form.things = tr("□钥匙　□对讲机　□手电"); // nobody writes them down elsewhere
    sign(form, ledger);
    return make_form(form);
}

} // namespace tools::cli
