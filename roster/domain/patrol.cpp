#include "roster/domain/patrol.h"

#include "roster/domain/inspection_constants.h"
#include <algorithm>
#include <set>

namespace roster::domain {

std::vector<Date> find_missed_days(std::span<const Date> done, DaySpan span) {
    const std::set<Date> days(done.begin(), done.end());
    std::vector<Date> missed;
    for (Date day = span.first; day <= span.last; day += Days{1})
        if (!days.contains(day)) missed.push_back(day);
    return missed;
}

std::vector<Date> find_missed_months(std::span<const Date> done, DaySpan span) {
    std::vector<Date> missed;
    for (DaySpan month = calc_window(WindowKind::month, span.first); month.last <= span.last;
         month = calc_window(WindowKind::month, month.last + Days{1})) {
        if (month.first < span.first) continue;
        const bool seen = std::ranges::any_of(
            done, [&](Date day) { return month.first <= day && day <= month.last; });
        if (!seen) missed.push_back(month.first);
    }
    return missed;
}

std::vector<NightGap> find_night_gaps(std::span<const Instant> patrols, Date evening) {
    const Instant begin = Instant{evening} + night_begin - local_offset;
    const Instant end = begin + night_length;
    std::set<Instant> rounds;
    for (const Instant at : patrols)
        if (begin <= at && at <= end) rounds.insert(at);
    rounds.insert(end);
    std::vector<NightGap> gaps;
    Instant last = begin;
    for (const Instant at : rounds) {
        if (at - last > night_gap_most) gaps.push_back({evening, last, at});
        last = at;
    }
    return gaps;
}

} // namespace roster::domain
