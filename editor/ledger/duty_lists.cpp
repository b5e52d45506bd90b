// The month's roster and the changes of shifts, of every home in the part.
#include "editor/ledger/list_parts.h"
#include "roster/service/duty_rosters.h"
#include "roster/service/duty_swaps.h"
#include "roster/service/organisations.h"
#include "sim/core/text.h"
#include <algorithm>
#include <chrono>

namespace editor::ledger {

namespace core = sim::core;
namespace domain = roster::domain;
namespace schedule = roster::schedule;
namespace service = roster::service;
using core::tr;
using core::trf;
using domain::iso;

namespace {

domain::DaySpan month_of(domain::Date today) {
    const std::chrono::year_month_day day{today};
    const std::chrono::year_month month = day.year() / day.month();
    return {domain::Date{month / std::chrono::day{1}}, domain::Date{month / std::chrono::last}};
}

/// "2026-11-23 20:00" in Asia/Shanghai.
std::string clock(domain::Instant at) {
    const auto local = at + domain::local_offset;
    const domain::Date day = std::chrono::floor<std::chrono::days>(local);
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(local - day).count();
    return fmt::format("{} {:02d}:{:02d}", iso(day), minutes / 60, minutes % 60);
}

/// People come before their shift and sign out after it. A choice of this project.
constexpr std::chrono::hours sign_margin{2};

Row shift_row(const schedule::PlannedShift& shift, const service::DutyNames& names,
              const domain::Organisation& home, domain::Instant now) {
    Row row{shift.person_key,
            {iso(shift.day), names.shift(shift.shift_key), names.post(shift.post_key),
             names.person(shift.person_key), home.name},
            {trf("从 {} 到 {}", clock(shift.begin), clock(shift.end)),
             tr("这是安排的班，不是到岗的证据")},
            Tone::plain,
            home.key};
    row.shift = {shift.post_key, shift.day,
                 shift.begin - sign_margin <= now && now <= shift.end + sign_margin,
                 now < shift.begin};
    return row;
}

/// One home's shifts of the month, and those of the eve that are not over.
core::Result<void> add_shifts(OpenLedger& ledger, const domain::Organisation& home,
                              domain::DaySpan days, Table& table) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const domain::DaySpan read{days.first - domain::Days{1}, days.last}; // the eve's night too
    const auto planned = service::load_planned_duty(ledger.opened.database, home.key, read);
    if (!planned) return tl::unexpected(planned.error());
    if (planned->shifts.empty()) return {};
    const auto names = service::load_duty_names(ledger.opened.database, home.key, read);
    if (!names) return tl::unexpected(names.error());
    for (const auto& shift : planned->shifts) {
        if (shift.day < days.first && shift.end + sign_margin < now) continue;
        table.rows.push_back(shift_row(shift, *names, home, now));
        if (shift.day == ledger.today) table.rows.back().tone = Tone::soon;
    }
    return {};
}

} // namespace

core::Result<Table> load_roster(OpenLedger& ledger) {
    const domain::DaySpan days = month_of(ledger.today);
    const auto homes = service::list_part(ledger.opened.database, ledger.top.key);
    if (!homes) return tl::unexpected(homes.error());
    Table table;
    table.columns = {tr("日期"), tr("班次"), tr("岗位"), tr("谁"), tr("单位")};
    for (const domain::Organisation& home : *homes)
        if (const auto added = add_shifts(ledger, home, days, table); !added)
            return tl::unexpected(added.error());
    table.when_empty = tr("这个月还没有发布值班表；请排班的人排好、发布（yanlian duty）");
    table.headline =
        trf("{}　{}：排了 {} 个班", ledger.top.name, days_words(days), table.rows.size());
    return table;
}

namespace {

/// The days that its shifts lie on.
domain::DaySpan days_of(const roster::store::DutySwapRow& swap, domain::Date today) {
    domain::DaySpan days{today, today};
    for (const auto& shift : swap.shifts)
        days = {std::min(days.first, shift.day), std::max(days.last, shift.day)};
    return days;
}

Row swap_row(const roster::store::DutySwapRow& swap, const service::DutyNames& names,
             const domain::Organisation& home) {
    const auto state = service::state_of(swap);
    using schedule::SwapState;
    const bool waits =
        state == SwapState::asked || state == SwapState::accepted || state == SwapState::approved;
    std::string shifts;
    for (const auto& one : swap.shifts)
        shifts += (shifts.empty() ? "" : tr("；")) +
                  trf("{} {} {} → {}", iso(one.day), names.shift(one.shift_key),
                      names.person(one.from_key), names.person(one.to_key)) +
                  (one.declined ? tr("（没有批）") : "");
    Row row{std::to_string(swap.id),
            {std::to_string(swap.id), tr(word(state)), names.person(swap.asker_key),
             names.person(swap.colleague_key), shifts, home.name},
            {},
            waits ? Tone::soon : Tone::plain,
            home.key};
    for (const auto& step : swap.steps) {
        const auto taken = domain::find_named<SwapState>(schedule::swap_state_names, step.state);
        row.details.push_back(trf("{} {}：{}", clock(step.at_utc), names.person(step.by_key),
                                  taken ? tr(word(*taken)) : step.state.c_str()) +
                              (step.note.empty() ? "" : tr("，") + step.note));
    }
    return row;
}

} // namespace

core::Result<Table> load_swaps(OpenLedger& ledger) {
    const auto homes = service::list_part(ledger.opened.database, ledger.top.key);
    if (!homes) return tl::unexpected(homes.error());
    Table table;
    table.columns = {tr("编号"), tr("状态"), tr("提出人"), tr("同事"), tr("班次"), tr("单位")};
    for (const domain::Organisation& home : *homes) {
        const auto swaps = service::list_duty_swaps(ledger.opened.database, home.key);
        if (!swaps) return tl::unexpected(swaps.error());
        for (const auto& swap : *swaps) {
            const auto names = service::load_duty_names(ledger.opened.database, home.key,
                                                        days_of(swap, ledger.today));
            if (!names) return tl::unexpected(names.error());
            table.rows.push_back(swap_row(swap, *names, home));
        }
    }
    std::reverse(table.rows.begin(), table.rows.end()); // what was asked last first
    table.when_empty = tr("没有换班申请。在“本月值班”里选一个还没到的班，按 R 提出");
    table.headline = trf("{}　换班申请 {} 件", ledger.top.name, table.rows.size());
    return table;
}

} // namespace editor::ledger
