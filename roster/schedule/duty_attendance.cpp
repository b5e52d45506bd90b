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
std::chrono::seconds distance(Instant a, Instant b) {
    return a < b ? b - a : a - b;
}

constexpr minutes early{early_min};

/// Whether signing in at that instant can be for the shift: it saw something of it.
bool precedes(const SignIn& sign, const PlannedShift& shift) {
    return sign.post_key == shift.post_key && sign.in >= shift.begin - early &&
           sign.in < shift.end && (!sign.out || *sign.out > shift.begin);
}
bool belongs(const SignIn& sign, const PlannedShift& shift) {
    return sign.person_key == shift.person_key && precedes(sign, shift);
}

/// The shift that a sign-in is for: of that person where there is one, and the nearest begin.
const PlannedShift* find_nearest(const auto& shifts, const SignIn& sign) {
    const PlannedShift* nearest = nullptr;
    bool own = false;
    for (const PlannedShift* shift : shifts) {
        if (!precedes(sign, *shift)) continue;
        const bool is_own = belongs(sign, *shift);
        if (nearest == nullptr || (is_own && !own) ||
            (is_own == own &&
             distance(sign.in, shift->begin) < distance(sign.in, nearest->begin))) {
            nearest = shift;
            own = is_own;
        }
    }
    return nearest;
}
Instant end_of(const SignIn& sign, const PlannedShift* shift, Instant until) {
    if (sign.out) return *sign.out;
    return std::min(until, shift == nullptr ? sign.in : shift->end);
}

/// Where somebody was signed in, cut off at the end of the shift where he never signed out.
struct Presence {
    const SignIn* sign = nullptr;
    Instant from{}, until{};
    bool closed = false; ///< its end was signed for: by signing out, or in elsewhere
};
struct Stretch {
    Instant from{}, until{};
};

/// Everybody's presences at one post, and what was planned there.
struct PostBook {
    std::vector<const PlannedShift*> shifts; ///< by begin
    std::vector<Presence> present;
    std::map<std::string_view, std::vector<Presence>> by_person;

    /// Shifts that a sign-in can be for begin within a day before it and `early` after it.
    [[nodiscard]] std::span<const PlannedShift* const> around(Instant in) const {
        const auto begin = [](const PlannedShift* one) { return one->begin; };
        const auto first = std::ranges::lower_bound(shifts, in - minutes{day_min}, {}, begin);
        const auto last = std::ranges::upper_bound(shifts, in + early, {}, begin);
        return {first, last};
    }
    /// What covers the post. One person signed in twice is one person.
    [[nodiscard]] std::vector<Stretch> list_stretches() const {
        return merge([](const Presence&) { return true; });
    }
    /// What was signed for at both ends.
    [[nodiscard]] std::vector<Stretch> list_closed_stretches() const {
        return merge([](const Presence& one) { return one.closed; });
    }

private:
    template <class Counts>
    [[nodiscard]] std::vector<Stretch> merge(Counts&& counts) const {
        std::vector<Stretch> stretches;
        for (const auto& [person, presences] : by_person) {
            const std::size_t first = stretches.size();
            for (const Presence& one : presences) // by begin
                if (!one.sign->qualified || !counts(one))
                    continue;
                else if (stretches.size() > first && one.from <= stretches.back().until)
                    stretches.back().until = std::max(stretches.back().until, one.until);
                else
                    stretches.push_back({one.from, one.until});
        }
        return stretches;
    }
};
using PostBooks = std::map<std::string_view, PostBook>;

/// One body stands at one post: where somebody signs in elsewhere, what came before ends.
void cut_overlaps(std::span<const SignIn> signs, std::vector<Instant>& ends) {
    std::map<std::string_view, std::vector<std::size_t>> by_person;
    for (std::size_t i = 0; i < signs.size(); ++i)
        by_person[signs[i].person_key].push_back(i);
    for (auto& [person, own] : by_person) {
        std::ranges::stable_sort(own, {}, [&](std::size_t i) { return signs[i].in; });
        for (std::size_t a = 0; a < own.size(); ++a)
            for (std::size_t b = a + 1; b < own.size() && signs[own[b]].in < ends[own[a]]; ++b)
                if (signs[own[b]].post_key != signs[own[a]].post_key)
                    ends[own[a]] = signs[own[b]].in;
    }
}

PostBooks open_books(std::span<const PlannedShift> planned, std::span<const SignIn> signs,
                     Instant known_until) {
    PostBooks books;
    for (const PlannedShift& one : planned)
        books[one.post_key].shifts.push_back(&one);
    for (auto& [post, book] : books)
        std::ranges::stable_sort(book.shifts, {}, &PlannedShift::begin);
    std::vector<Instant> ends;
    for (const SignIn& one : signs)
        ends.push_back(
            end_of(one, find_nearest(books[one.post_key].around(one.in), one), known_until));
    const std::vector<Instant> assumed = ends;
    cut_overlaps(signs, ends);
    for (std::size_t i = 0; i < signs.size(); ++i) {
        PostBook& book = books[signs[i].post_key];
        const Presence presence{&signs[i], signs[i].in, ends[i],
                                signs[i].out.has_value() || ends[i] != assumed[i]};
        book.present.push_back(presence);
        book.by_person[signs[i].person_key].push_back(presence);
    }
    for (auto& [post, book] : books)
        for (auto& [person, presences] : book.by_person)
            std::ranges::stable_sort(presences, {}, &Presence::from);
    return books;
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

/// Whole minutes of a stretch within the window, as Minutes counts them.
std::int64_t count_minutes(Instant begin, Instant end, const AttendanceAsk& ask) {
    const auto limit = static_cast<std::int64_t>(minutes_between(ask.from, ask.until));
    const auto first =
        std::clamp<std::int64_t>(std::chrono::ceil<minutes>(begin - ask.from).count(), 0, limit);
    return std::max<std::int64_t>(
        0, std::clamp<std::int64_t>(std::chrono::floor<minutes>(end - ask.from).count(), 0, limit) -
               first);
}

/// No-shows, late comers, who was away in between, early leavers: of the shifts that begin in the
/// window, with everything that is known of them.
void judge_shift(const PlannedShift& shift, const PostBook& book, const AttendanceAsk& ask,
                 std::vector<Lapse>& lapses) {
    const Instant known = *ask.known_until;
    if (shift.begin < ask.from || shift.begin >= ask.until ||
        shift.begin + minutes{ask.late_after_min} >= known)
        return;
    std::vector<Stretch> spans;
    if (const auto person = book.by_person.find(shift.person_key); person != book.by_person.end())
        for (const Presence& one : person->second)
            if (belongs(*one.sign, shift)) spans.push_back({one.from, one.until});
    const auto report = [&](LapseKind kind, Instant from, Instant until) {
        lapses.push_back(
            {kind, shift.person_key, shift.post_key, from, until, minutes_between(from, until)});
    };
    if (spans.empty()) {
        report(LapseKind::no_show, shift.begin, std::min(shift.end, known));
        return;
    }
    if (spans.front().from > shift.begin + minutes{ask.late_after_min})
        report(LapseKind::late, shift.begin, spans.front().from);
    Instant last = spans.front().until;
    for (const Stretch& one : spans) {
        if (one.from - last >= minutes{1}) report(LapseKind::away, last, one.from);
        last = std::max(last, one.until);
    }
    if (last < shift.end && shift.end <= known) report(LapseKind::left_early, last, shift.end);
}

bool was_there(const Presence& one, Instant at) {
    return one.from <= at && at <= one.until;
}

/// What became of a call. Somebody who came after it answers for nobody: the post was empty.
struct CallVerdict {
    CallState state = CallState::outside;
    bool by_somebody_there = false; ///< answered, in time or not
};
CallVerdict judge_call(const PostCall& call, const PostBook& book, const AttendanceAsk& ask) {
    CallVerdict verdict;
    if (call.called < ask.from || call.called >= ask.until) return verdict;
    const Instant deadline = call.called + minutes{ask.answer_within_min};
    verdict.by_somebody_there =
        call.answered &&
        std::ranges::any_of(book.present,
                            [&](const Presence& one) { return was_there(one, call.called); }) &&
        std::ranges::any_of(book.present, [&](const Presence& one) {
            return one.sign->person_key == call.answered_by_key && was_there(one, *call.answered);
        });
    if (verdict.by_somebody_there && *call.answered <= deadline)
        verdict.state = CallState::answered;
    else
        verdict.state = deadline > *ask.known_until ? CallState::waiting : CallState::absent;
    return verdict;
}

void list_unqualified(const std::string& post, const PostBook& book, const AttendanceAsk& ask,
                      std::vector<Lapse>& lapses) {
    for (const Presence& one : book.present)
        if (!one.sign->qualified && ask.from <= one.from && one.from < ask.until)
            lapses.push_back({LapseKind::unqualified, one.sign->person_key, post, one.from,
                              one.until, minutes_between(one.from, one.until)});
}

/// Nobody who only signed in is done: a shift that is over asks for the other signature. On the day
/// on which it would have been due, so that days add up.
void list_not_signed_out(const std::string& post, const PostBook& book, const AttendanceAsk& ask,
                         std::vector<Lapse>& lapses) {
    for (const Presence& one : book.present)
        if (!one.closed && ask.from < one.until && one.until <= ask.until)
            lapses.push_back({LapseKind::not_signed_out, one.sign->person_key, post, one.from,
                              one.until, minutes_between(one.from, one.until)});
}

/// The end of the last shift that was the person's own there and that a presence reaches into.
std::optional<Instant> find_own_end(const PostBook& book, const Presence& presence) {
    std::optional<Instant> end;
    for (const PlannedShift* one : book.shifts)
        if (one->person_key == presence.sign->person_key && one->begin < presence.until &&
            presence.from < one->end)
            end = std::max(end.value_or(one->end), one->end);
    return end;
}

/// Hours are counted as signed for; that somebody may have forgotten to sign out is told, on the
/// day on which the own shift ended, so that days add up.
void list_overstayed(const std::string& post, const PostBook& book, const AttendanceAsk& ask,
                     std::vector<Lapse>& lapses) {
    for (const Presence& one : book.present) {
        if (!one.sign->out) continue;
        const auto end = find_own_end(book, one);
        if (end && ask.from < *end && *end <= ask.until &&
            one.until - *end >= minutes{overstay_after_min})
            lapses.push_back({LapseKind::overstayed, one.sign->person_key, post, *end, one.until,
                              minutes_between(*end, one.until)});
    }
}

void judge_calls(std::span<const PostCall> calls, PostBooks& books, const AttendanceAsk& ask,
                 Attendance& attendance) {
    for (const PostCall& call : calls) {
        const PostBook& book = books[call.post_key];
        const CallVerdict verdict = judge_call(call, book, ask);
        if (verdict.state == CallState::outside) continue;
        auto& hours = attendance.hours_by_post[call.post_key];
        const auto hour =
            static_cast<std::size_t>(minutes_between(ask.from, call.called) / minutes_per_hour);
        if (hour < hours.size()) {
            ++hours[hour].called_count;
            hours[hour].answered_count += verdict.state == CallState::answered;
        }
        if (verdict.state != CallState::absent) continue;
        Lapse lapse{LapseKind::absent_from_post,
                    {},
                    call.post_key,
                    call.called,
                    verdict.by_somebody_there ? *call.answered
                                              : call.called + minutes{ask.answer_within_min},
                    0};
        for (const Presence& one : book.present)
            if (one.from <= call.called && call.called < one.until) {
                if (!lapse.person_key.empty()) lapse.person_key += ' ';
                lapse.person_key += one.sign->person_key;
            }
        lapse.minutes_count = minutes_between(lapse.from, lapse.until);
        if (call.answered && !verdict.by_somebody_there)
            lapse.answered_by_key = call.answered_by_key;
        attendance.lapses.push_back(std::move(lapse));
    }
}

/// Nobody there, or fewer than planned for longer than one may be late.
void judge_cover(const std::string& post, const Minutes& planned, const Minutes& there,
                 const AttendanceAsk& ask, std::vector<Lapse>& lapses) {
    const auto kind_of = [&](int minute) -> std::optional<LapseKind> {
        if (planned[minute] > 0 && there[minute] == 0) return LapseKind::gap;
        if (there[minute] < planned[minute]) return LapseKind::short_handed;
        return std::nullopt;
    };
    for (int minute = 0; minute < planned.size(); ++minute) {
        const auto kind = kind_of(minute);
        if (!kind) continue;
        int until = minute;
        while (until < planned.size() && kind_of(until) == kind)
            ++until;
        if (*kind == LapseKind::gap || until - minute > ask.late_after_min)
            lapses.push_back({*kind,
                              {},
                              post,
                              ask.from + minutes{minute},
                              ask.from + minutes{until},
                              until - minute});
        minute = until - 1;
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
    }
    judge_cover(post, planned, there, ask, attendance.lapses);
}

AttendanceAsk complete(AttendanceAsk ask) {
    ask.known_until = std::max(ask.until, ask.known_until.value_or(ask.until));
    return ask;
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
    std::vector<const PlannedShift*> shifts;
    for (const PlannedShift& one : planned)
        shifts.push_back(&one);
    return end_of(sign, find_nearest(shifts, sign), until);
}

Attendance calc_attendance(std::span<const PlannedShift> planned, std::span<const SignIn> signs,
                           std::span<const PostCall> calls, const AttendanceAsk& asked) {
    Attendance attendance;
    if (asked.until <= asked.from) return attendance;
    const AttendanceAsk ask = complete(asked);
    PostBooks books = open_books(planned, signs, *ask.known_until);
    for (const auto& [post, book] : books) {
        Minutes as_planned(ask.from, ask.until), there(ask.from, ask.until);
        for (const PlannedShift* one : book.shifts)
            as_planned.add(one->begin, one->end);
        for (const Stretch& one : book.list_stretches())
            there.add(one.from, one.until);
        for (const Stretch& one : book.list_closed_stretches())
            attendance.signed_min += count_minutes(one.from, one.until, ask);
        as_planned.sum();
        there.sum();
        count_hours(std::string(post), as_planned, there, ask, attendance);
        list_unqualified(std::string(post), book, ask, attendance.lapses);
        list_not_signed_out(std::string(post), book, ask, attendance.lapses);
        list_overstayed(std::string(post), book, ask, attendance.lapses);
    }
    for (const PlannedShift& one : planned)
        judge_shift(one, books[one.post_key], ask, attendance.lapses);
    judge_calls(calls, books, ask, attendance);
    std::ranges::stable_sort(attendance.lapses, {}, &Lapse::from);
    return attendance;
}

AttendanceTotals calc_attendance_totals(std::span<const PlannedShift> planned,
                                        std::span<const SignIn> signs,
                                        std::span<const PostCall> calls,
                                        const AttendanceAsk& asked) {
    AttendanceTotals totals;
    const AttendanceAsk ask = complete(asked);
    PostBooks books = open_books(planned, signs, *ask.known_until);
    std::vector<Lapse> lapses;
    for (const PlannedShift& one : planned)
        judge_shift(one, books[one.post_key], ask, lapses);
    totals.no_show_count =
        static_cast<int>(std::ranges::count(lapses, LapseKind::no_show, &Lapse::kind));
    for (const auto& [post, book] : books) {
        for (const PlannedShift* one : book.shifts)
            totals.planned_min += count_minutes(one->begin, one->end, ask);
        for (const Stretch& one : book.list_closed_stretches())
            totals.signed_min += count_minutes(one.from, one.until, ask);
    }
    for (const PostCall& call : calls)
        totals.calls.push_back(judge_call(call, books[call.post_key], ask).state);
    return totals;
}

namespace {

/// Handed over at its end, to somebody who is there for what follows.
void check_end(const Handover& handover, const PlannedShift& shift,
               std::span<const PlannedShift> planned, std::span<const SignIn> signs,
               const auto& add) {
    const Instant earliest = shift.end - minutes{handover_early_min};
    if ((handover.giver_signed && *handover.giver_signed < earliest) ||
        (handover.taker_signed && *handover.taker_signed < earliest))
        add("/signed", trf("签字比班的结束早 {} 分钟以上，班还没有完", handover_early_min));
    const bool goes_on = std::ranges::any_of(planned, [&](const PlannedShift& one) {
        return one.post_key == shift.post_key && one.begin <= shift.end && shift.end < one.end;
    });
    const bool takes = std::ranges::any_of(signs, [&](const SignIn& one) {
        return one.person_key == handover.taker_key && one.post_key == shift.post_key &&
               one.in <= shift.end + early && (!one.out || *one.out > shift.end);
    });
    if (goes_on && !takes) add("/taker_key", tr("接班人没有签到接下一个班"));
}

} // namespace

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
    if (!stood) add("/giver_key", tr("交班人在这个班没有签到"));
    if (shift != planned.end()) check_end(handover, *shift, planned, signs, add);
    std::vector<OpenItem> open;
    for (const OpenItem& item : carried)
        if (std::ranges::find(handover.items, item.key, &OpenItem::key) == handover.items.end())
            add("/items", trf("未结事项“{}”没有交代", item.words));
    for (const OpenItem& item : handover.items)
        if (!item.closed) open.push_back(item);
    if (!problems.empty()) return sim::core::make_error(std::move(problems));
    return open;
}

} // namespace roster::schedule
