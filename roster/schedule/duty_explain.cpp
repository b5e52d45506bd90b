#include "roster/schedule/duty_explain_state.h"

#include "roster/domain/names.h"
#include "roster/schedule/duty_counting_mixes.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <numeric>
#include <set>

namespace roster::schedule {

namespace {

/// Takes members out in growing handfuls while counting still finds too few people: cheap, and
/// leaves few for one by one.
void shrink_by_counting(const Oracle& oracle, std::set<ConflictMember>& core) {
    if (oracle.calc_missing(core) == 0) return;
    for (std::size_t handful = std::max<std::size_t>(1, core.size() / 2); handful > 0;
         handful /= 2) {
        const std::vector<ConflictMember> members(core.begin(), core.end());
        for (std::size_t i = 0; i < members.size(); i += handful) {
            std::set<ConflictMember> less = core;
            for (std::size_t j = i; j < std::min(members.size(), i + handful); ++j)
                less.erase(members[j]);
            if (oracle.calc_missing(less) > 0) core = std::move(less);
        }
    }
}

/// Days that the cover of a set of members spans.
Stretch narrow(const std::set<ConflictMember>& core, const Stretch& at) {
    Stretch days{at.last, at.first, at.kinds};
    for (const ConflictMember& member : core)
        if (member.kind == MemberKind::cover) {
            days.first = std::min(days.first, member.second);
            days.last = std::max(days.last, member.second);
        }
    return days.first <= days.last ? days : at;
}

/// Effort on one member; more than this and it is left in, and the conflict not called minimal.
/// Source: docs/references.md#duty-search
constexpr int shrink_conflicts_most = 4'000;

/// Takes out one by one whatever the rest does not need.
DutyConflict shrink(Oracle& oracle, std::set<ConflictMember> core, DaySpan window) {
    DutyConflict conflict{window, {}, true, {}, 0};
    const std::vector<ConflictMember> members(core.begin(), core.end());
    for (const ConflictMember& member : members) {
        if (!core.contains(member)) continue;
        std::set<ConflictMember> less = core, used;
        less.erase(member);
        const SolverAnswer answer = oracle.ask(less, used, shrink_conflicts_most);
        if (answer == SolverAnswer::no) core = std::move(used);
        if (answer == SolverAnswer::gave_up) conflict.is_minimal = false;
    }
    conflict.members.assign(core.begin(), core.end());
    conflict.question_count = oracle.questions;
    return conflict;
}

/// Whatever else bars the people of a conflict from its posts on its days.
std::vector<ConflictMember> list_also(const DutyProblem& problem, const DutyGrid& grid,
                                      const DutyConflict& conflict) {
    std::set<int> people;
    for (const ConflictMember& member : conflict.members) {
        if (member.kind == MemberKind::ban || member.kind == MemberKind::qualification)
            people.insert(member.first);
        if (member.kind != MemberKind::absence) continue;
        const auto& key = problem.absences[static_cast<std::size_t>(member.first)].person_key;
        people.insert(static_cast<int>(std::ranges::find(problem.people, key, &DutyPerson::key) -
                                       problem.people.begin()));
    }
    std::set<ConflictMember> also;
    for (const ConflictMember& cover : conflict.members)
        for (int k = 0; cover.kind == MemberKind::cover && k < grid.kind_count(); ++k)
            for (const int p : people)
                if (grid.kinds[static_cast<std::size_t>(k)].post == cover.first &&
                    can_ever(problem, p, cover.first))
                    for (const ConflictMember& bar : list_bars(problem, grid, p, cover.second, k))
                        also.insert(bar);
    for (const ConflictMember& member : conflict.members)
        also.erase(member);
    return {also.begin(), also.end()};
}

/// Days with the fewest people to spare, worst first.
std::vector<int> days_by_slack(const DutyGrid& grid, std::span<const Date> hints) {
    std::vector<std::pair<int, int>> slack;
    for (int column = lead_days; column < lead_days + grid.days; ++column) {
        int worst = std::numeric_limits<int>::max();
        for (int k = 0; k < grid.kind_count(); ++k) {
            const int minimum = grid.minimum[grid.need_at(column, k)];
            if (minimum == 0) continue;
            int able = 0;
            for (int p = 0; p < grid.people; ++p)
                able += grid.may(p, column, k);
            worst = std::min(worst, able - minimum);
        }
        slack.push_back({worst, column});
    }
    std::ranges::stable_sort(slack);
    std::vector<int> columns;
    for (const Date day : hints)
        if (const int column = grid.column(day); grid.in_horizon(column)) columns.push_back(column);
    for (const auto& [worst, column] : slack)
        columns.push_back(column);
    return columns;
}

} // namespace

namespace {

DutyExplanation explain_stretch(const DutyProblem& problem, const DutyGrid& grid,
                                const DutyTable& given, const Stretch& at,
                                int conflicts_most = explain_conflicts_most) {
    DutyExplanation explanation;
    Oracle oracle(problem, grid, given, at, conflicts_most);
    std::set<ConflictMember> core;
    explanation.answer = oracle.ask_all(core);
    if (explanation.answer != SolverAnswer::no) return explanation;
    shrink_by_counting(oracle, core);
    const Stretch days = narrow(core, at);
    const DaySpan window{grid.date(at.first), grid.date(at.last)};
    Oracle near(problem, grid, given, days);
    Oracle& asked = near.calc_missing(core) > 0 ? near : oracle;
    explanation.conflict = shrink(asked, std::move(core), window);
    explanation.conflict->also = list_also(problem, grid, *explanation.conflict);
    const DutyTable found =
        find_missing(problem, grid, given, at, oracle.calc_missing(), explanation);
    find_ways(problem, grid, window, at.kinds, found, explanation);
    return explanation;
}

} // namespace

namespace {

/// The same by months: a post's days together.
DutyExplanation explain_month(const DutyProblem& problem, const DutyGrid& grid,
                              const DutyTable& given, const Stretch& at) {
    DutyExplanation explanation;
    explanation.conflict = find_month_conflict(problem, grid, given, at);
    if (!explanation.conflict) return explanation;
    explanation.answer = SolverAnswer::no;
    explanation.conflict->also = list_also(problem, grid, *explanation.conflict);
    const bool is_whole = at.last - at.first + 1 == grid.days;
    const int at_least = std::max(DutyCounting(problem, grid, given, at.first, at.last, at.kinds)
                                      .calc_missing([](const ConflictMember&) { return true; }),
                                  is_whole ? calc_missing_by_mixes(problem, grid, at.kinds) : 1);
    const DutyTable near =
        find_missing(problem, grid, given, at, std::max(1, at_least), explanation);
    find_ways(problem, grid, explanation.conflict->window, at.kinds, near, explanation);
    return explanation;
}

/// Longer than a quarter, all days together are not asked. Source: docs/references.md#duty-search
constexpr int explain_together_days = 92;

/// Months of the horizon and the kinds that hang together, then all months together; the first that
/// cannot be kept.
DutyExplanation explain_months(const DutyProblem& problem, const DutyGrid& grid,
                               const DutyTable& nothing) {
    for (const std::uint64_t kinds : list_linked_kinds(problem, grid)) {
        if (cells_of(problem, grid, kinds) > explain_whole_most) continue;
        for (const DaySpan& month : grid.months) {
            const auto [first, last] = columns_of(grid, month);
            if (first > last || last - first + 1 == grid.days) continue;
            const DutyTable given = given_outside(grid, nothing, first, last);
            auto found = explain_month(problem, grid, given, {first, last, kinds});
            if (found.conflict) return found;
        }
        if (grid.days > explain_together_days) continue; // the head-count of the year says it
        auto found =
            explain_month(problem, grid, nothing, {lead_days, lead_days + grid.days - 1, kinds});
        if (found.conflict) return found;
    }
    return {};
}

DutyExplanation explain_days(const DutyProblem& problem, const DutyGrid& grid,
                             const DutyTable& table, DaySpan window, int conflicts_most) {
    DutyExplanation explanation;
    explanation.answer = SolverAnswer::yes;
    const auto [first, last] = columns_of(grid, window);
    const DutyTable given = given_outside(grid, table, first, last);
    for (const std::uint64_t kinds : list_linked_kinds(problem, grid)) {
        auto found = explain_stretch(problem, grid, given, {first, last, kinds}, conflicts_most);
        if (found.answer == SolverAnswer::no) return found;
        if (found.answer == SolverAnswer::gave_up) explanation.answer = SolverAnswer::gave_up;
    }
    return explanation;
}

} // namespace

DutyExplanation explain_window(const DutyProblem& problem, const DutyGrid& grid,
                               const DutyTable& table, DaySpan window) {
    return explain_days(problem, grid, table, window, explain_conflicts_most);
}

namespace {

/// The first stretch of two weeks or less in which counting alone finds people missing, in a month
/// that is short.
std::optional<DaySpan> find_short_stretch(const DutyProblem& problem, const DutyGrid& grid,
                                          const DutyTable& table) {
    const auto is_short = [&](const DutyTable& given, int first, int last) {
        const DutyCounting counting(problem, grid, given, first, last, ~std::uint64_t{0});
        return counting.calc_missing([](const ConflictMember&) { return true; }) > 0;
    };
    for (const DaySpan& month : grid.months) {
        const auto [first, last] = columns_of(grid, month);
        if (first > last) continue;
        const DutyTable given = given_outside(grid, table, first, last);
        if (!is_short(given, first, last)) continue;
        for (int from = first; from <= last; from += explain_window_days / 2) {
            const int until = std::min(last, from + explain_window_days - 1);
            if (is_short(given, from, until)) return DaySpan{grid.date(from), grid.date(until)};
        }
        if (last - first + 1 <= explain_window_days)
            return DaySpan{grid.date(first), grid.date(last)};
    }
    return std::nullopt;
}

/// How long a conflict is looked for; less where all days together were asked. Source:
/// docs/references.md#duty-search
struct StretchEffort {
    int windows_most, conflicts_most;
};
constexpr StretchEffort large_effort{explain_windows_most, explain_conflicts_most},
    small_effort{explain_windows_most, 4'000};

/// Stretches of two weeks, worst first; none of them in conflict is no proof.
DutyExplanation explain_stretches(const DutyProblem& problem, const DutyGrid& grid,
                                  const DutyTable& nothing, std::span<const Date> hints,
                                  const StretchEffort& effort) {
    std::set<int> seen;
    int windows = 0;
    for (const int column : days_by_slack(grid, hints)) {
        if (seen.contains(column) || windows >= effort.windows_most) continue;
        ++windows;
        const int first = std::max(lead_days, column - explain_window_days / 2);
        const int last = std::min(lead_days + grid.days - 1, first + explain_window_days - 1);
        for (int c = first + 2; c <= last - 2; ++c)
            seen.insert(c);
        seen.insert(column);
        auto found = explain_days(problem, grid, nothing, {grid.date(first), grid.date(last)},
                                  effort.conflicts_most);
        if (found.answer == SolverAnswer::no) return found;
    }
    return {};
}

/// Whether all days together can be planned, where they are few enough to be asked.
SolverAnswer ask_whole(const DutyProblem& problem, const DutyGrid& grid, const DutyTable& nothing) {
    SolverAnswer all = SolverAnswer::yes;
    for (const std::uint64_t kinds : list_linked_kinds(problem, grid)) {
        SolverAnswer one = SolverAnswer::gave_up;
        if (cells_of(problem, grid, kinds) <= explain_whole_most) {
            Oracle oracle(problem, grid, nothing, {lead_days, lead_days + grid.days - 1, kinds});
            std::set<ConflictMember> used;
            one = oracle.ask_all(used);
        }
        if (one == SolverAnswer::no) return one;
        if (one == SolverAnswer::gave_up) all = one;
    }
    return all;
}

DutyExplanation explain_rules(const DutyProblem& problem, const DutyGrid& grid,
                              const DutyTable& nothing, std::span<const Date> hints) {
    if (const auto stretch = find_short_stretch(problem, grid, nothing))
        return explain_window(problem, grid, nothing, *stretch);
    DutyExplanation explanation;
    explanation.answer = ask_whole(problem, grid, nothing);
    if (explanation.answer == SolverAnswer::yes) return explanation;
    // What hides in all days together hides longer in some of them: less effort for each.
    const bool is_small = cells_of(problem, grid, ~std::uint64_t{0}) <= explain_whole_most;
    auto found =
        explain_stretches(problem, grid, nothing, hints, is_small ? small_effort : large_effort);
    if (found.answer == SolverAnswer::no || explanation.answer != SolverAnswer::no) return found;
    return explain_months(problem, grid, nothing);
}

} // namespace

DutyExplanation explain_roster(const DutyProblem& problem, const DutyGrid& grid,
                               const DutyTable& table, std::span<const Date> hints) {
    const DutyTable nothing = given_outside(grid, table, lead_days, lead_days + grid.days - 1);
    std::vector<HeadCount> short_heads;
    for (HeadCount& count : count_heads(problem, grid))
        if (count.verdict == HeadVerdict::short_of_people && !count.worst_day)
            short_heads.push_back(std::move(count));
    DutyExplanation explanation;
    // Where arithmetic says that the year is too short, no two weeks need be at fault.
    if (short_heads.empty())
        explanation = explain_rules(problem, grid, nothing, hints);
    else if (const auto stretch = find_short_stretch(problem, grid, nothing))
        explanation = explain_window(problem, grid, nothing, *stretch);
    else
        explanation = explain_months(problem, grid, nothing);
    if (!short_heads.empty()) explanation.answer = SolverAnswer::no;
    explanation.short_heads = std::move(short_heads);
    explanation.unqualified_posts = list_unqualified(problem, grid);
    add_unqualified(problem, grid, explanation);
    return explanation;
}

} // namespace roster::schedule
