#include "roster/schedule/duty_cover.h"

#include "roster/schedule/duty_clauses.h"
#include <algorithm>
#include <fmt/format.h>
#include <limits>

namespace roster::schedule {

namespace {

constexpr int minutes_per_hour = 60;

/// Counts by minute of a stretch, laid as differences and summed once.
class MinuteCounts {
public:
    explicit MinuteCounts(MinuteSpan span)
        : span_(span), counts_(static_cast<std::size_t>(span.until_min - span.from_min) + 1, 0) {}
    void add(int from_min, int until_min, int count) {
        const int from = std::clamp(from_min, span_.from_min, span_.until_min) - span_.from_min;
        const int until = std::clamp(until_min, span_.from_min, span_.until_min) - span_.from_min;
        counts_[static_cast<std::size_t>(from)] += count;
        counts_[static_cast<std::size_t>(until)] -= count;
    }
    void sum() {
        for (std::size_t i = 1; i < counts_.size(); ++i)
            counts_[i] += counts_[i - 1];
    }
    void shift(int count) { ///< every minute; after sum()
        for (int& one : counts_)
            one += count;
    }
    [[nodiscard]] int operator[](int minute) const noexcept {
        return counts_[static_cast<std::size_t>(minute - span_.from_min)];
    }

private:
    MinuteSpan span_;
    std::vector<int> counts_;
};

/// @param allowed what must be there after accepted gaps; `needed` where there are none
void find_gaps(int post, MinuteSpan span, const MinuteCounts& present, const MinuteCounts& needed,
               const MinuteCounts& allowed, std::vector<CoverGap>& gaps) {
    for (int m = span.from_min; m < span.until_min;) {
        if (present[m] >= needed[m]) {
            ++m;
            continue;
        }
        const bool accepted = present[m] >= allowed[m];
        CoverGap gap{post, {m, m}, present[m], needed[m], accepted};
        for (;
             m < span.until_min && present[m] < needed[m] && (present[m] >= allowed[m]) == accepted;
             ++m) {
            gap.least_count = std::min(gap.least_count, present[m]);
            gap.needed_count = std::max(gap.needed_count, needed[m]);
        }
        gap.minutes.until_min = m;
        gaps.push_back(gap);
    }
}
void find_gaps(int post, MinuteSpan span, const MinuteCounts& present, const MinuteCounts& needed,
               std::vector<CoverGap>& gaps) {
    find_gaps(post, span, present, needed, needed, gaps);
}

/// Everybody whose shift is counted, between two columns, both within.
template <class Counts>
MinuteCounts count_present(const DutyGrid& grid, const DutyTable& table, MinuteSpan span, int first,
                           int last, Counts counts) {
    MinuteCounts present(span);
    for (int p = 0; p < grid.people; ++p)
        for (int column = first; column <= last; ++column) {
            const int kind = table[grid.at(p, column)];
            if (kind != off && counts(p, column, kind))
                present.add(grid.begin_min(column, kind), grid.end_min(column, kind), 1);
        }
    present.sum();
    return present;
}

/// The same without anybody at two posts in one minute: who is still on a shift of the day before
/// stands there, and at the next only after it.
template <class Counts>
MinuteCounts count_standing(const DutyGrid& grid, const DutyTable& table, MinuteSpan span,
                            int first, int last, Counts counts) {
    MinuteCounts present(span);
    for (int p = 0; p < grid.people; ++p)
        for (int column = first; column <= last; ++column) {
            const int kind = table[grid.at(p, column)];
            if (kind == off || !counts(p, column, kind)) continue;
            const int before = table[grid.at(p, column - 1)];
            const int free_min = before == off ? span.from_min : grid.end_min(column - 1, before);
            const int until_min = grid.end_min(column, kind);
            const int from_min = std::max(grid.begin_min(column, kind), free_min);
            if (from_min < until_min) present.add(from_min, until_min, 1);
        }
    present.sum();
    return present;
}

MinuteSpan owed_minutes(const DutyProblem& problem, const DutyGrid& grid) {
    return {problem.opens_min, grid.days * day_min};
}

/// People of the shifts of a post that run in each minute, by what `count_at` says of them.
template <class CountAt>
MinuteCounts count_shifts(const DutyGrid& grid, MinuteSpan span, int post, CountAt count_at) {
    MinuteCounts by_shift(span);
    for (int k = 0; k < grid.kind_count(); ++k)
        if (grid.kinds[static_cast<std::size_t>(k)].post == post)
            for (int column = lead_days; column < lead_days + grid.days; ++column)
                by_shift.add(grid.begin_min(column, k), grid.end_min(column, k),
                             count_at(grid.need_at(column, k)));
    by_shift.sum();
    return by_shift;
}

/// What is asked for at a post and what must be there after accepted gaps, minute by minute.
struct Demand {
    MinuteCounts needed, allowed;
};
Demand count_demand(const DutyProblem& problem, const DutyGrid& grid, MinuteSpan span, int post) {
    const MinuteCounts whole = count_shifts(
        grid, span, post, [&](std::size_t at) { return grid.minimum[at] + grid.reduced[at]; });
    const MinuteCounts fewer =
        count_shifts(grid, span, post, [&](std::size_t at) { return grid.reduced[at]; });
    const int always = problem.posts[static_cast<std::size_t>(post)].always_count;
    Demand demand{MinuteCounts(span), MinuteCounts(span)};
    int needed_before = 0, allowed_before = 0;
    for (int m = span.from_min; m < span.until_min; ++m) {
        const int needed = std::max(always, whole[m]);
        const int allowed = std::max(always - fewer[m], whole[m] - fewer[m]);
        if (needed != needed_before) demand.needed.add(m, span.until_min, needed - needed_before);
        if (allowed != allowed_before)
            demand.allowed.add(m, span.until_min, allowed - allowed_before);
        needed_before = needed;
        allowed_before = allowed;
    }
    demand.needed.sum();
    demand.allowed.sum();
    return demand;
}

/// Whoever is not qualified, away or barred is no cover; a shift that is too long for its post is.
bool is_cover(const DutyProblem& problem, const DutyGrid& grid, int person, int column, int kind) {
    if (grid.may(person, column, kind)) return true;
    const auto bars = list_bars(problem, grid, person, column, kind);
    return !bars.empty() && std::ranges::all_of(bars, [](const ConflictMember& bar) {
        return bar.kind == MemberKind::longest_shift;
    });
}

MinuteCounts count_constant(MinuteSpan span, int count) {
    MinuteCounts needed(span);
    needed.add(span.from_min, span.until_min, count);
    needed.sum();
    return needed;
}

void find_volunteer_gaps(const DutyGrid& grid, const DutyTable& table, MinuteSpan span, int first,
                         int last, std::vector<CoverGap>& gaps) {
    const GridRule& rule = grid.rule(DutyRuleKind::volunteers_count);
    if (!rule.holds()) return;
    const auto present =
        count_present(grid, table, span, first, last, [&](int p, int column, int kind) {
            return grid.volunteer[grid.at(p, column)] != 0 &&
                   !grid.kinds[static_cast<std::size_t>(kind)].control_room;
        });
    find_gaps(-1, span, present, count_constant(span, rule.value), gaps);
}

} // namespace

CoverProof prove_cover(const DutyProblem& problem, const DutyGrid& grid, const DutyTable& table) {
    CoverProof proof;
    const MinuteSpan span = owed_minutes(problem, grid);
    proof.minutes = span;
    const int first_hour = span.from_min / minutes_per_hour;
    proof.hour_count = span.until_min / minutes_per_hour - first_hour;
    const int last_column = lead_days + grid.days - 1;
    for (std::size_t post = 0; post < problem.posts.size(); ++post) {
        const int no = static_cast<int>(post);
        // Whoever may not stand there is no cover; the eve is as it was.
        const auto present = count_standing(
            grid, table, span, lead_days - 1, last_column, [&](int p, int column, int kind) {
                return grid.kinds[static_cast<std::size_t>(kind)].post == no &&
                       (!grid.in_horizon(column) || is_cover(problem, grid, p, column, kind));
            });
        const Demand demand = count_demand(problem, grid, span, no);
        find_gaps(no, span, present, demand.needed, demand.allowed, proof.gaps);
        std::vector<std::int16_t> least(static_cast<std::size_t>(proof.hour_count),
                                        std::numeric_limits<std::int16_t>::max());
        for (int m = span.from_min; m < span.until_min; ++m) {
            auto& hour = least[static_cast<std::size_t>(m / minutes_per_hour - first_hour)];
            hour = std::min(hour, static_cast<std::int16_t>(present[m]));
        }
        proof.least_count.push_back(std::move(least));
    }
    find_volunteer_gaps(grid, table, span, lead_days - 1, last_column, proof.gaps);
    enum Hour : std::uint8_t { whole, accepted, broken };
    std::vector<Hour> hours(static_cast<std::size_t>(proof.hour_count), whole);
    for (const CoverGap& gap : proof.gaps)
        for (int hour = gap.minutes.from_min / minutes_per_hour;
             hour <= (gap.minutes.until_min - 1) / minutes_per_hour; ++hour) {
            Hour& state = hours[static_cast<std::size_t>(hour - first_hour)];
            state = std::max(state, gap.is_accepted ? accepted : broken);
        }
    proof.whole_hour_count = static_cast<int>(std::ranges::count(hours, whole));
    proof.accepted_hour_count = static_cast<int>(std::ranges::count(hours, accepted));
    return proof;
}

std::vector<CoverGap> find_always_gaps(const DutyProblem& problem, const DutyGrid& grid,
                                       const DutyTable& table, int first, int last) {
    const MinuteSpan owed = owed_minutes(problem, grid);
    const MinuteSpan span{std::max(owed.from_min, (first - lead_days) * day_min),
                          std::min(owed.until_min, (last - lead_days + 1) * day_min)};
    std::vector<CoverGap> gaps;
    if (span.from_min >= span.until_min) return gaps;
    const int from = std::max(0, first - 1), until = std::min(grid.width - 1, last);
    for (std::size_t post = 0; post < problem.posts.size(); ++post) {
        const int always = problem.posts[post].always_count;
        if (always == 0) continue;
        const auto present = count_present(grid, table, span, from, until, [&](int, int, int kind) {
            return grid.kinds[static_cast<std::size_t>(kind)].post == static_cast<int>(post);
        });
        const int no = static_cast<int>(post);
        if (!grid.has_reductions) {
            find_gaps(no, span, present, count_constant(span, always), gaps);
            continue;
        }
        MinuteCounts allowed =
            count_shifts(grid, span, no, [&](std::size_t at) { return -grid.reduced[at]; });
        allowed.shift(always);
        find_gaps(no, span, present, allowed, gaps);
    }
    find_volunteer_gaps(grid, table, span, from, until, gaps);
    return gaps;
}

std::string describe_minute(const DutyGrid& grid, int minute_min) {
    const int day = minute_min >= 0 ? minute_min / day_min : (minute_min + 1) / day_min - 1;
    const int of_day = minute_min - day * day_min;
    return fmt::format("{} {:02}:{:02}", domain::iso(grid.first_day + Days{day}),
                       of_day / minutes_per_hour, of_day % minutes_per_hour);
}

} // namespace roster::schedule
