#include "roster/domain/duty_log.h"

#include <algorithm>

namespace roster::domain {

using std::chrono::minutes;

namespace {

constexpr int day_length_min = 1440;

struct Stretch {
    Instant begin{}, end{};
};

/// Round the clock is one stretch, whatever the number of days.
std::vector<Stretch> list_stretches(const IntervalRule& rule, DaySpan days) {
    std::vector<Stretch> stretches;
    for (Date day = days.first; day <= days.last; day += Days{1}) {
        const Instant begin = Instant{day} - local_offset + minutes{rule.from_min};
        const Instant end = begin + minutes{rule.length_min};
        if (!stretches.empty() && stretches.back().end >= begin)
            stretches.back().end = end;
        else
            stretches.push_back({begin, end});
    }
    return stretches;
}

void add_marks(const IntervalRule& rule, std::span<const Instant> sorted, const Stretch& stretch,
               Instant now, std::vector<IntervalMark>& marks) {
    const minutes every{rule.every_min}, grace{rule.grace_min};
    for (Instant at = stretch.begin; at < stretch.end && at - grace <= now; at += every) {
        const Instant until = std::min(at + every, stretch.end) - grace;
        const auto entry = std::ranges::lower_bound(sorted, at - grace);
        IntervalMark mark{at};
        if (entry != sorted.end() && *entry < until)
            mark.entry = *entry;
        else
            mark.open = now < until;
        marks.push_back(mark);
    }
}

void add_gaps(const IntervalRule& rule, std::span<const Instant> sorted, const Stretch& stretch,
              Instant now, std::vector<IntervalGap>& gaps) {
    const minutes most{rule.every_min + rule.grace_min};
    const Instant end = std::min(stretch.end, now);
    if (end <= stretch.begin) return;
    Instant last = stretch.begin;
    const auto first = std::ranges::lower_bound(sorted, stretch.begin);
    // Round the clock the entry before midnight goes on over it.
    if (rule.length_min == day_length_min && first != sorted.begin())
        last = std::max(*(first - 1), stretch.begin - most);
    for (auto at = first; at != sorted.end() && *at <= end; ++at) {
        if (*at - last > most) gaps.push_back({last, *at});
        last = *at;
    }
    if (end - last > most) gaps.push_back({last, end});
}

} // namespace

const char* word(IntervalActivity activity) noexcept {
    return activity == IntervalActivity::control_room_log ? "消防控制室值班记录" : "夜间巡查";
}

const char* word(Linkage linkage) noexcept {
    constexpr const char* words[] = {"自动", "手动", "故障"};
    return words[static_cast<int>(linkage)];
}

bool binds(const IntervalRule& rule, const Organisation& organisation, Date day) noexcept {
    if (day < rule.valid_from || (rule.valid_until && *rule.valid_until < day)) return false;
    if (rule.activity == IntervalActivity::control_room_log &&
        organisation.watch_room != WatchRoom::control_room)
        return false;
    return rule.organisation_kinds.empty() ||
           std::ranges::find(rule.organisation_kinds, organisation.kind) !=
               rule.organisation_kinds.end();
}

IntervalRecord calc_record(const IntervalRule& rule, std::span<const Instant> entries, DaySpan days,
                           Instant now) {
    std::vector<Instant> sorted(entries.begin(), entries.end());
    std::ranges::sort(sorted);
    IntervalRecord record;
    for (const Stretch& stretch : list_stretches(rule, days)) {
        add_marks(rule, sorted, stretch, now, record.marks);
        add_gaps(rule, sorted, stretch, now, record.gaps);
    }
    return record;
}

} // namespace roster::domain
