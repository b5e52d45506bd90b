// Duty in the bulletin: what was planned, what was signed, which calls were answered. Signed hours
// come from sign-ins only; a plan adds nothing to them. A place without a published roster and
// without a sign-in has no numbers, which is not 0. The same as attend_duty says of a span, without
// its hour-by-hour table: that would cost a city a minute.
#include "roster/service/bulletin_reckoning.h"
#include "roster/service/duty_attest.h"
#include <algorithm>
#include <unordered_map>

namespace roster::service {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::Result;
using std::chrono::minutes;

namespace {

constexpr Days one_day{1};
constexpr int minutes_per_hour = 60;
/// A sign-in so long before its shift still belongs to it, as calc_attendance has it.
constexpr std::chrono::hours early{3};

struct TimeSpan {
    Instant from{}, until{};
};
Instant begin_of(Date day) {
    return Instant{day} - local_offset;
}

/// What one person did at one post.
struct Stand {
    std::vector<PlannedShift> planned;
    std::vector<SignIn> signs;
    std::vector<TimeSpan> there;
};
using Stands = std::map<std::pair<std::string, std::string>, Stand>; ///< by post and person

Stands sort_out(std::vector<PlannedShift>&& planned, const std::vector<store::DutySignRow>& signs,
                Instant until) {
    Stands stands;
    for (PlannedShift& one : planned)
        stands[{one.post_key, one.person_key}].planned.push_back(std::move(one));
    for (const store::DutySignRow& one : signs)
        stands[{one.post_key, one.person_key}].signs.push_back(
            {one.person_key, one.post_key, one.in_utc, one.out_utc});
    for (auto& [key, stand] : stands)
        for (const SignIn& sign : stand.signs)
            stand.there.push_back({sign.in, calc_sign_end(sign, stand.planned, until)});
    return stands;
}

/// Whole minutes of the span; who signed in twice is one person.
std::int64_t count_minutes(const std::vector<TimeSpan>& sorted, TimeSpan within) {
    std::int64_t sum = 0;
    TimeSpan run{within.from, within.from};
    const auto close = [&] {
        const auto first = std::chrono::ceil<minutes>(run.from - within.from);
        const auto last = std::chrono::floor<minutes>(run.until - within.from);
        sum += std::max<std::int64_t>(0, (last - first).count());
    };
    for (const TimeSpan& one : sorted) {
        const TimeSpan cut{std::max(one.from, within.from), std::min(one.until, within.until)};
        if (cut.until <= cut.from) continue;
        if (cut.from > run.until) {
            close();
            run = cut;
        }
        run.until = std::max(run.until, cut.until);
    }
    close();
    return sum;
}

/// Planned, and nobody of that name signed in at that post before the shift was over.
int count_no_shows(const Stand& stand, TimeSpan within) {
    int count = 0;
    for (const PlannedShift& shift : stand.planned) {
        if (shift.begin < within.from || shift.begin + minutes{late_after_min} >= within.until)
            continue;
        count += std::ranges::none_of(stand.signs, [&](const SignIn& sign) {
            return sign.in >= shift.begin - early && sign.in < shift.end;
        });
    }
    return count;
}

bool is_answered(const store::DutyCallRow& call, const Stands& stands) {
    if (!call.answered_at_utc ||
        *call.answered_at_utc > call.called_at_utc + minutes{answer_within_min})
        return false;
    const auto stand = stands.find({call.post_key, call.answered_by_key});
    return stand != stands.end() &&
           std::ranges::any_of(stand->second.there, [&](const TimeSpan& one) {
               return one.from <= *call.answered_at_utc && *call.answered_at_utc <= one.until;
           });
}

void add_calls(const std::vector<store::DutyCallRow>& calls, const Stands& stands, TimeSpan within,
               HomeFacts& home) {
    for (const store::DutyCallRow& call : calls) {
        if (call.called_at_utc < within.from || call.called_at_utc >= within.until) continue;
        home.add(BulletinField::duty_calls, call.id);
        if (is_answered(call, stands))
            home.add(BulletinField::duty_answered, call.id);
        else if (call.called_at_utc + minutes{answer_within_min} <= within.until)
            home.add(BulletinField::duty_absent, call.id); // still waiting is no absence
    }
}

Result<void> add_home(store::Database& database, TimeSpan within, DaySpan days, std::int64_t id,
                      HomeFacts& home) {
    const std::string& key = home.organisation->key;
    // The evening before stands into the first morning.
    auto planned = load_planned_duty(database, key, {days.first - one_day, days.last});
    if (!planned) return tl::unexpected(planned.error());
    const auto signs = store::load_duty_signs(database, key, within.from - one_day, within.until);
    if (!signs) return tl::unexpected(signs.error());
    const auto calls = store::load_duty_calls(database, key, within.from, within.until);
    if (!calls) return tl::unexpected(calls.error());
    Stands stands = sort_out(std::move(planned->shifts), *signs, within.until);
    std::int64_t planned_min = 0, signed_min = 0;
    for (auto& [place, stand] : stands) {
        std::vector<TimeSpan> shifts;
        for (const PlannedShift& one : stand.planned)
            shifts.push_back({one.begin, one.end});
        for (auto* spans : {&shifts, &stand.there})
            std::ranges::sort(*spans, {}, &TimeSpan::from);
        planned_min += count_minutes(shifts, within);
        signed_min += count_minutes(stand.there, within);
        home.add_amount(BulletinField::duty_no_shows, count_no_shows(stand, within));
    }
    if (!planned->rosters.empty()) home.add(BulletinField::duty_planned_homes, id);
    if (!signs->empty()) home.add(BulletinField::duty_signed_homes, id);
    home.add_amount(BulletinField::duty_planned_hours,
                    static_cast<int>(planned_min / minutes_per_hour));
    home.add_amount(BulletinField::duty_signed_hours,
                    static_cast<int>(signed_min / minutes_per_hour));
    add_calls(*calls, stands, within, home);
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
