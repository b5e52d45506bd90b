#include "roster/schedule/duty_attendance.h"

#include "sim/core/text.h"
#include <algorithm>
#include <limits>
#include <set>

namespace roster::schedule {

using sim::core::tr;
using sim::core::trf;
using std::chrono::minutes;

namespace {

constexpr int minutes_per_hour = 60;

int minutes_between(Instant a, Instant b) {
    return static_cast<int>(std::chrono::floor<minutes>(b - a).count());
}

/// Where somebody was signed in, cut off at the end of the shift where he never signed out.
struct Presence {
    const SignIn* sign = nullptr;
    Instant from{}, until{};
};

/// A sign-in belongs to the shift of that person and post that it overlaps or precedes closely.
bool belongs(const SignIn& sign, const PlannedShift& shift) {
    constexpr minutes early{3 * minutes_per_hour}; // comes long before, or relieves somebody
    if (sign.person_key != shift.person_key || sign.post_key != shift.post_key) return false;
    return sign.in >= shift.begin - early && sign.in < shift.end;
}

/// Counts of people by minute.
class Minutes {
public:
    Minutes(Instant from, Instant until)
        : from_(from), counts_(static_cast<std::size_t>(minutes_between(from, until)) + 1, 0) {}
    /// A begun minute counts only when the whole of it was there.
    void add(Instant begin, Instant end) {
        const auto limit = static_cast<std::int64_t>(counts_.size()) - 1;
        const auto first =
            std::clamp<std::int64_t>(std::chrono::ceil<minutes>(begin - from_).count(), 0, limit);
        const auto last = std::clamp<std::int64_t>(std::chrono::floor<minutes>(end - from_).count(),
                                                   first, limit);
        counts_[static_cast<std::size_t>(first)] += 1;
        counts_[static_cast<std::size_t>(last)] -= 1;
    }
    void sum() {
        for (std::size_t i = 1; i < counts_.size(); ++i)
            counts_[i] += counts_[i - 1];
    }
    [[nodiscard]] int size() const { return static_cast<int>(counts_.size()) - 1; }
    [[nodiscard]] int operator[](int minute) const {
        return counts_[static_cast<std::size_t>(minute)];
    }

private:
    Instant from_;
    std::vector<int> counts_;
};

/// No-shows, late comers, early leavers.
void judge_shifts(std::span<const PlannedShift> planned, const std::vector<Presence>& present,
                  const AttendanceAsk& ask, std::vector<Lapse>& lapses) {
    for (const PlannedShift& shift : planned) {
        if (shift.begin < ask.from || shift.begin + minutes{ask.late_after_min} >= ask.until)
            continue;
        Instant first = Instant::max(), last = Instant::min();
        for (const Presence& one : present)
            if (belongs(*one.sign, shift)) {
                first = std::min(first, one.from);
                last = std::max(last, one.until);
            }
        const auto report = [&](LapseKind kind, Instant from, Instant until) {
            lapses.push_back({kind, shift.person_key, shift.post_key, from, until,
                              minutes_between(from, until)});
        };
        if (first == Instant::max()) {
            report(LapseKind::no_show, shift.begin, std::min(shift.end, ask.until));
            continue;
        }
        if (first > shift.begin + minutes{ask.late_after_min})
            report(LapseKind::late, shift.begin, first);
        if (last < shift.end && shift.end <= ask.until)
            report(LapseKind::left_early, last, shift.end);
    }
}

void judge_calls(std::span<const PostCall> calls, const std::vector<Presence>& present,
                 const AttendanceAsk& ask, Attendance& attendance) {
    for (const PostCall& call : calls) {
        const Instant deadline = call.called + minutes{ask.answer_within_min};
        if (call.called < ask.from || call.called >= ask.until) continue;
        const bool by_somebody_there =
            call.answered && std::ranges::any_of(present, [&](const Presence& one) {
                return one.sign->post_key == call.post_key &&
                       one.sign->person_key == call.answered_by_key && one.from <= *call.answered &&
                       *call.answered <= one.until;
            });
        const bool in_time = by_somebody_there && *call.answered <= deadline;
        auto& hours = attendance.hours_by_post[call.post_key];
        const auto hour =
            static_cast<std::size_t>(minutes_between(ask.from, call.called) / minutes_per_hour);
        if (hour < hours.size()) {
            ++hours[hour].called_count;
            hours[hour].answered_count += in_time;
        }
        if (in_time || deadline > ask.until) continue; // still waiting is no absence
        Lapse lapse{LapseKind::absent_from_post,
                    {},
                    call.post_key,
                    call.called,
                    by_somebody_there ? *call.answered : deadline,
                    0};
        for (const Presence& one : present)
            if (one.sign->post_key == call.post_key && one.from <= call.called &&
                call.called < one.until)
                lapse.person_key += (lapse.person_key.empty() ? "" : " ") + one.sign->person_key;
        lapse.minutes_count = minutes_between(lapse.from, lapse.until);
        attendance.lapses.push_back(std::move(lapse));
    }
}

void count_hours(const std::string& post, const Minutes& planned, const Minutes& there,
                 const AttendanceAsk& ask, Attendance& attendance) {
    auto& hours = attendance.hours_by_post[post];
    for (int minute = 0; minute < planned.size(); ++minute) {
        if (minute % minutes_per_hour == 0)
            hours.push_back({ask.from + minutes{minute}, std::numeric_limits<int>::max(),
                             std::numeric_limits<int>::max(), 0, 0});
        hours.back().planned_count = std::min(hours.back().planned_count, planned[minute]);
        hours.back().signed_count = std::min(hours.back().signed_count, there[minute]);
        attendance.planned_min += planned[minute];
        attendance.signed_min += there[minute];
    }
    for (int minute = 0; minute < planned.size(); ++minute) {
        if (planned[minute] == 0 || there[minute] > 0) continue;
        int until = minute;
        while (until < planned.size() && planned[until] > 0 && there[until] == 0)
            ++until;
        attendance.lapses.push_back({LapseKind::gap,
                                     {},
                                     post,
                                     ask.from + minutes{minute},
                                     ask.from + minutes{until},
                                     until - minute});
        minute = until;
    }
}

} // namespace

std::vector<PlannedShift> list_planned(const DutyProblem& problem, const DutyRoster& roster) {
    std::map<std::string_view, const DutyShift*> shifts;
    for (const DutyShift& one : problem.shifts)
        shifts.emplace(one.key, &one);
    std::vector<PlannedShift> planned;
    for (const DutyCell& cell : roster) {
        const auto shift = shifts.find(cell.shift_key);
        if (shift == shifts.end()) continue;
        const Instant begin =
            Instant{cell.day} - domain::local_offset + minutes{shift->second->start_min};
        planned.push_back({cell.person_key, cell.post_key, cell.shift_key, cell.day, begin,
                           begin + minutes{shift->second->length_min}});
    }
    return planned;
}

Instant calc_sign_end(const SignIn& sign, std::span<const PlannedShift> planned, Instant until) {
    if (sign.out) return *sign.out;
    // Nobody stands there for ever: the shift's end, or a day at most for one who was not planned.
    Instant end = std::min(until, sign.in + minutes{day_min});
    for (const PlannedShift& shift : planned)
        if (belongs(sign, shift)) end = std::min(end, shift.end);
    return end;
}

Attendance calc_attendance(std::span<const PlannedShift> planned, std::span<const SignIn> signs,
                           std::span<const PostCall> calls, const AttendanceAsk& ask) {
    Attendance attendance;
    if (ask.until <= ask.from) return attendance;
    std::vector<Presence> present;
    std::set<std::string> posts;
    for (const SignIn& one : signs) {
        present.push_back({&one, one.in, calc_sign_end(one, planned, ask.until)});
        posts.insert(one.post_key);
    }
    for (const PlannedShift& one : planned)
        posts.insert(one.post_key);
    for (const std::string& post : posts) {
        Minutes as_planned(ask.from, ask.until), there(ask.from, ask.until);
        for (const PlannedShift& one : planned)
            if (one.post_key == post) as_planned.add(one.begin, one.end);
        // One person signed in twice is one person.
        std::map<std::string, std::vector<std::pair<Instant, Instant>>> by_person;
        for (const Presence& one : present)
            if (one.sign->post_key == post)
                by_person[one.sign->person_key].push_back({one.from, one.until});
        for (auto& [person, spans] : by_person) {
            std::ranges::sort(spans);
            Instant seen = Instant::min();
            for (const auto& [from, until] : spans) {
                if (until > std::max(from, seen)) there.add(std::max(from, seen), until);
                seen = std::max(seen, until);
            }
        }
        as_planned.sum();
        there.sum();
        count_hours(post, as_planned, there, ask, attendance);
    }
    judge_shifts(planned, present, ask, attendance.lapses);
    judge_calls(calls, present, ask, attendance);
    std::ranges::stable_sort(attendance.lapses, {}, &Lapse::from);
    return attendance;
}

sim::core::Result<std::vector<OpenItem>> close_shift(const Handover& handover,
                                                     std::span<const PlannedShift> planned,
                                                     std::span<const SignIn> signs,
                                                     std::span<const OpenItem> carried) {
    sim::core::Problems problems;
    const auto add = [&](const char* at, std::string what) {
        problems.push_back({{}, at, std::move(what), {}});
    };
    if (!handover.giver_signed) add("/giver_signed", tr("交班人没有签字"));
    if (!handover.taker_signed) add("/taker_signed", tr("接班人没有签字"));
    if (handover.giver_key == handover.taker_key) add("/taker_key", tr("交班人和接班人是同一个人"));
    const auto shift = std::ranges::find_if(planned, [&](const PlannedShift& one) {
        return one.post_key == handover.post_key && one.day == handover.day &&
               one.shift_key == handover.shift_key;
    });
    if (shift == planned.end()) add("/shift_key", trf("{} 没有这个班", domain::iso(handover.day)));
    const bool stood = std::ranges::any_of(signs, [&](const SignIn& one) {
        return one.person_key == handover.giver_key && one.post_key == handover.post_key &&
               (shift == planned.end() || one.in < shift->end) &&
               (!one.out || shift == planned.end() || *one.out > shift->begin);
    });
    if (!stood) add("/giver_key", trf("{} 这个班没有签到", handover.giver_key));
    std::vector<OpenItem> open;
    for (const OpenItem& item : carried)
        if (std::ranges::find(handover.items, item.key, &OpenItem::key) == handover.items.end())
            add("/items", trf("未结事项“{}”没有交代", item.words));
    for (const OpenItem& item : handover.items)
        if (!item.closed) open.push_back(item);
    if (!problems.empty()) return sim::core::make_error(std::move(problems));
    return open;
}

std::vector<Instant> find_missing_entries(std::span<const Instant> entries, Instant from,
                                          Instant until, int every_min) {
    std::vector<Instant> sorted(entries.begin(), entries.end());
    std::ranges::sort(sorted);
    std::vector<Instant> missing;
    Instant last = from;
    const auto look = [&](Instant next) {
        while (next - last > minutes{every_min}) {
            missing.push_back(last);
            last += minutes{every_min};
        }
        last = std::max(last, next);
    };
    for (const Instant one : sorted)
        if (one >= from && one < until) look(one);
    look(until);
    return missing;
}

} // namespace roster::schedule
