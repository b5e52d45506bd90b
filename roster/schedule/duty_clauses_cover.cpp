// What a day asks for: people at posts, experienced ones, every minute, pairs.
#include "roster/schedule/duty_clauses_state.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace roster::schedule {

void DutyClauses::State::encode_experienced(int column, int k, int wanted) {
    if (wanted == 0) return;
    std::vector<int> able;
    const int guard = selector({MemberKind::experienced, kind(k).post, 0});
    const int somebody = fresh();
    for (int p = 0; p < grid.people; ++p)
        if (const int literal = cell(p, column, k); literal != 0) {
            clause({-literal, somebody});
            if (grid.experienced[grid.at(p, column)] != 0) able.push_back(literal);
        }
    at_least(able, wanted, {guard, somebody});
}

/// Minimum of each shift, and what follows from all of a post together: without it the solver
/// counts people one by one.
void DutyClauses::State::encode_post_cover(int column, int post) {
    const int guard = selector({MemberKind::cover, post, column});
    std::vector<int> anywhere;
    int sum = 0;
    for (int k = 0; k < grid.kind_count(); ++k) {
        if (kind(k).post != post) continue;
        std::vector<int> literals;
        for (int p = 0; p < grid.people; ++p)
            if (const int literal = cell(p, column, k); literal != 0) literals.push_back(literal);
        const int minimum = grid.minimum[grid.need_at(column, k)];
        if (cover == Cover::with_gaps)
            for (int i = 0; i < minimum; ++i) {
                gaps.push_back({fresh(), column, k});
                literals.push_back(gaps.back().literal);
            }
        at_least(literals, minimum, {guard});
        sum += minimum;
        encode_experienced(column, k,
                           problem.posts[static_cast<std::size_t>(post)].experienced_count);
    }
    if (cover == Cover::with_gaps || sum == 0) return;
    for (int p = 0; p < grid.people; ++p) {
        bool able = false;
        for (int k = 0; k < grid.kind_count(); ++k)
            able = able || (kind(k).post == post && cell(p, column, k) != 0);
        // Somebody with other posts too counts here as well; that only weakens what follows.
        if (able) anywhere.push_back(worked_on(p, column));
    }
    at_least(anywhere, sum, {guard});
}

void DutyClauses::State::encode_cover(int column) {
    std::vector<int> guards, everybody;
    int sum = 0;
    for (std::size_t post = 0; post < problem.posts.size(); ++post) {
        if (!looked_at_post(static_cast<int>(post))) continue;
        encode_post_cover(column, static_cast<int>(post));
        guards.push_back(selector({MemberKind::cover, static_cast<int>(post), column}));
    }
    for (int k = 0; k < grid.kind_count(); ++k)
        if (looked_at(k)) sum += grid.minimum[grid.need_at(column, k)];
    if (cover == Cover::with_gaps || guards.size() < 2) return;
    for (int p = 0; p < grid.people; ++p)
        if (const int literal = worked_on(p, column); literal != 0) everybody.push_back(literal);
    at_least(everybody, sum, guards);
}

/// People at a post, or volunteers anywhere (post -1), in one minute of a day.
void DutyClauses::State::encode_segment(int column, int minute, int post, int wanted, int guard) {
    std::vector<int> literals;
    for (int from = std::max(0, column - 1); from <= column; ++from)
        for (int k = 0; k < grid.kind_count(); ++k) {
            const int at = (column - from) * day_min + minute;
            if (at < kind(k).start_min || at >= kind(k).start_min + kind(k).length_min) continue;
            if (post >= 0 ? kind(k).post != post : kind(k).control_room) continue;
            for (int p = 0; p < grid.people; ++p) {
                if (post < 0 && grid.volunteer[grid.at(p, from)] == 0) continue;
                if (!inside(from))
                    wanted -= base[grid.at(p, from)] == k;
                else if (const int literal = cell(p, from, k); literal != 0)
                    literals.push_back(literal);
            }
        }
    if (cover == Cover::with_gaps && post >= 0)
        for (const Gap& gap : gaps)
            if (gap.column <= column && gap.column >= column - 1 && kind(gap.kind).post == post) {
                const int at = (column - gap.column) * day_min + minute;
                if (at >= kind(gap.kind).start_min &&
                    at < kind(gap.kind).start_min + kind(gap.kind).length_min)
                    literals.push_back(gap.literal);
            }
    at_least(literals, wanted, {guard});
}

/// What was begun the day before a stretch and is not known cannot be missed in it.
bool DutyClauses::State::is_open_edge(int column, int minute) const {
    if (column != first || column == lead_days) return false;
    for (int p = 0; p < grid.people; ++p)
        if (base[grid.at(p, column - 1)] != off) return false;
    return std::ranges::any_of(grid.kinds, [&](const GridKind& one) {
        return day_min + minute < one.start_min + one.length_min;
    });
}

/// always_count and volunteers, piece by piece, where the shifts' minimum does not say it already.
void DutyClauses::State::encode_always(int column) {
    if (!grid.in_horizon(column)) return;
    std::set<int> cuts{0};
    for (const GridKind& one : grid.kinds)
        cuts.insert({one.start_min, (one.start_min + one.length_min) % day_min});
    const GridRule& volunteers = grid.rule(DutyRuleKind::volunteers_count);
    for (const int minute : cuts) {
        if (column == lead_days && minute < problem.opens_min) continue;
        for (std::size_t post = 0; post < problem.posts.size(); ++post) {
            if (!looked_at_post(static_cast<int>(post))) continue;
            int wanted = problem.posts[post].always_count;
            int by_shift = 0;
            for (int from = column - 1; from <= column; ++from)
                for (int k = 0; k < grid.kind_count(); ++k)
                    if (const int at = (column - from) * day_min + minute;
                        kind(k).post == static_cast<int>(post) && at >= kind(k).start_min &&
                        at < kind(k).start_min + kind(k).length_min) {
                        if (inside(from)) by_shift += grid.minimum[grid.need_at(from, k)];
                        wanted -= grid.reduced[grid.need_at(from, k)];
                    }
            if (by_shift >= wanted || is_open_edge(column, minute)) continue;
            encode_segment(column, minute, static_cast<int>(post), wanted,
                           selector({MemberKind::cover, static_cast<int>(post), column}));
        }
        if (volunteers.holds() && !is_open_edge(column, minute))
            encode_segment(column, minute, -1, volunteers.value,
                           rule_selector(DutyRuleKind::volunteers_count));
    }
}

void DutyClauses::State::encode_pair(const GridPair& pair) {
    const int guard = selector({MemberKind::pair, pair.index, 0});
    if (pair.kind == PairKind::apart) {
        for (int one = std::max(0, first - 1); one <= std::min(grid.width - 1, last + 1); ++one)
            for (int two = std::max(0, one - 1); two <= std::min(grid.width - 1, one + 1); ++two)
                encode_apart(pair, one, two, guard);
        return;
    }
    for (int column = first; column <= last; ++column)
        for (int a = 0; a < grid.kind_count(); ++a) {
            const int one = cell(pair.first, column, a);
            if (one == 0) continue;
            std::vector<int> with{-guard, -one};
            for (int b = 0; b < grid.kind_count(); ++b)
                if (kind(b).shift == kind(a).shift)
                    if (const int literal = cell(pair.second, column, b); literal != 0)
                        with.push_back(literal);
            clause(with);
        }
}

/// Never in the same minute; either of the two shifts may stand outside the stretch.
void DutyClauses::State::encode_apart(const GridPair& pair, int one, int two, int guard) {
    if (!inside(one) && !inside(two)) return;
    for (int a = 0; a < grid.kind_count(); ++a)
        for (int b = 0; b < grid.kind_count(); ++b) {
            if (!do_overlap(grid.begin_min(one, a), grid.end_min(one, a), grid.begin_min(two, b),
                            grid.end_min(two, b)))
                continue;
            std::vector<int> both{-guard};
            bool possible = true;
            for (const auto& [p, column, k] :
                 {std::tuple{pair.first, one, a}, std::tuple{pair.second, two, b}}) {
                if (!inside(column))
                    possible = possible && base[grid.at(p, column)] == k;
                else if (const int literal = cell(p, column, k); literal != 0)
                    both.push_back(-literal);
                else
                    possible = false;
            }
            if (possible) clause(both);
        }
}

} // namespace roster::schedule
