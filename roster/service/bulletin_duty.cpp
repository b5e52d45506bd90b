// Duty in the bulletin: what was planned, what was signed, which calls were answered. Signed hours
// come from sign-ins only; a plan adds nothing to them. A place without a published roster and
// without a sign-in has no numbers, which is not 0. The same as attend_duty says of a span, without
// its hour-by-hour table: that would cost a city a minute.
#include "roster/service/bulletin_reckoning.h"
#include "roster/service/duty_attest.h"
#include "roster/service/duty_entry.h"
#include "roster/service/duty_sign_ins.h"
#include <algorithm>

namespace roster::service {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::Result;

namespace {

constexpr int minutes_per_hour = 60;

struct TimeSpan {
    Instant from{}, until{};
};
void add_calls(const std::vector<store::DutyCallRow>& calls, const std::vector<CallState>& states,
               HomeFacts& home) {
    for (std::size_t i = 0; i < calls.size(); ++i) {
        if (states[i] == CallState::outside) continue;
        home.add(BulletinField::duty_calls, calls[i].id);
        if (states[i] == CallState::answered)
            home.add(BulletinField::duty_answered, calls[i].id);
        else if (states[i] == CallState::absent)
            home.add(BulletinField::duty_absent, calls[i].id);
    }
}

Result<void> add_home(store::Database& database, TimeSpan within, DaySpan days, std::int64_t id,
                      HomeFacts& home) {
    const std::string& key = home.organisation->key;
    // The evening before stands into the first morning.
    auto planned = load_planned_duty(database, key, {days.first - one_day, days.last});
    if (!planned) return tl::unexpected(planned.error());
    // What begins in the period may end after it; the bulletin knows as much on any later day.
    const Instant known = within.until + one_day;
    const auto rows = store::load_duty_signs(database, key, within.from - one_day, known);
    if (!rows) return tl::unexpected(rows.error());
    const auto calls = store::load_duty_calls(database, key, within.from, within.until);
    if (!calls) return tl::unexpected(calls.error());
    const auto signs = judge_signs(database, key, days, *planned, *rows);
    if (!signs) return tl::unexpected(signs.error());
    const bool any_signed = std::ranges::any_of(
        *rows, [&](const store::DutySignRow& one) { return one.in_utc < within.until; });
    std::vector<PostCall> asked;
    for (const store::DutyCallRow& one : *calls)
        asked.push_back(
            {one.post_key, one.called_at_utc, one.answered_at_utc, one.answered_by_key});
    const AttendanceTotals totals =
        calc_attendance_totals(planned->shifts, *signs, asked, {within.from, within.until, known});
    home.add_amount(BulletinField::duty_no_shows, totals.no_show_count);
    if (!planned->rosters.empty()) home.add(BulletinField::duty_planned_homes, id);
    if (any_signed) home.add(BulletinField::duty_signed_homes, id);
    home.add_amount(BulletinField::duty_planned_hours,
                    static_cast<int>(totals.planned_min / minutes_per_hour));
    home.add_amount(BulletinField::duty_signed_hours,
                    static_cast<int>(totals.signed_min / minutes_per_hour));
    add_calls(*calls, totals.calls, home);
    return {};
}

} // namespace

Result<void> add_duty(store::Database& database, BulletinMatter& matter) {
    const DaySpan days{matter.period.first, matter.inspected_until};
    if (days.last < days.first) return {};
    const TimeSpan within{begin_of(days.first), begin_of(days.last + one_day)};
    const auto places = store::list_duty_places(database, days, within.from, within.until);
    if (!places) return tl::unexpected(places.error());
    for (const std::int64_t id : *places)
        if (const auto home = matter.homes.find(id); home != matter.homes.end())
            if (auto done = add_home(database, within, days, id, home->second); !done) return done;
    return {};
}

} // namespace roster::service
