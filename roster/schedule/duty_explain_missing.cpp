// How many stay open when every rule is kept, and where.
#include "roster/schedule/duty_explain_state.h"

#include <algorithm>
#include <numeric>

namespace roster::schedule {

namespace {

/// Effort on one number of people missing, and numbers without an answer before the search ends.
/// Source: docs/references.md#duty-search
constexpr int gap_conflicts_most = 4'000;
constexpr int month_gap_conflicts_most = 1'000; ///< beyond explain_window_days
constexpr int gap_unanswered_most = 2;

} // namespace

std::vector<int> list_unqualified(const DutyProblem& problem, const DutyGrid& grid) {
    std::set<int> posts;
    for (int k = 0; k < grid.kind_count(); ++k) {
        const int post = grid.kinds[static_cast<std::size_t>(k)].post;
        int needed = 0, able = 0;
        for (int column = lead_days; column < lead_days + grid.days; ++column)
            needed += grid.minimum[grid.need_at(column, k)];
        for (int p = 0; p < grid.people; ++p)
            able += can_ever(problem, p, post);
        if (needed > 0 && able == 0) posts.insert(post);
    }
    return {posts.begin(), posts.end()};
}

/// The minimum of some kinds in some days, as gaps.
std::vector<OpenShift> list_needs(const DutyProblem& problem, const DutyGrid& grid, DaySpan days,
                                  std::uint64_t kinds) {
    std::vector<OpenShift> needs;
    const auto [first, last] = columns_of(grid, days);
    for (int column = first; column <= last; ++column)
        for (int k = 0; k < grid.kind_count(); ++k) {
            const int minimum = grid.minimum[grid.need_at(column, k)];
            if ((kinds >> k & 1u) == 0 || minimum == 0) continue;
            const GridKind& kind = grid.kinds[static_cast<std::size_t>(k)];
            needs.push_back({grid.date(column),
                             problem.posts[static_cast<std::size_t>(kind.post)].key,
                             problem.shifts[static_cast<std::size_t>(kind.shift)].key, minimum, 0});
        }
    return needs;
}

/// Adds gaps, by day; those of a shift that is listed already stay as they are.
void add_gaps(std::vector<OpenShift>& gaps, std::vector<OpenShift> more) {
    for (OpenShift& one : more)
        if (std::ranges::none_of(gaps, [&](const OpenShift& known) {
                return known.day == one.day && known.post_key == one.post_key &&
                       known.shift_key == one.shift_key;
            }))
            gaps.push_back(std::move(one));
    std::ranges::stable_sort(gaps, {}, &OpenShift::day);
}

namespace {

/// Gaps of the solver's last answer, people of one shift together.
std::vector<OpenShift> read_gaps(const DutyProblem& problem, const DutyGrid& grid,
                                 const DutyClauses& clauses) {
    std::vector<OpenShift> gaps;
    for (const DutyClauses::Gap& gap : clauses.gaps()) {
        if (!clauses.is_true(gap.literal)) continue;
        const GridKind& kind = grid.kinds[static_cast<std::size_t>(gap.kind)];
        const OpenShift one{grid.date(gap.column),
                            problem.posts[static_cast<std::size_t>(kind.post)].key,
                            problem.shifts[static_cast<std::size_t>(kind.shift)].key, 1, 0};
        if (!gaps.empty() && gaps.back().day == one.day && gaps.back().post_key == one.post_key &&
            gaps.back().shift_key == one.shift_key)
            ++gaps.back().missing_count;
        else
            gaps.push_back(one);
    }
    return gaps;
}

} // namespace

int count_missing(std::span<const OpenShift> gaps) {
    int count = 0;
    for (const OpenShift& one : gaps)
        count += one.missing_count;
    return count;
}

DutyTable find_missing(const DutyProblem& problem, const DutyGrid& grid, const DutyTable& table,
                       const Stretch& at, int at_least, DutyExplanation& explanation) {
    DutyClauses clauses(problem, grid, table, at.first, at.last, at.kinds,
                        DutyClauses::Cover::with_gaps);
    std::vector<int> literals, active(clauses.members().size());
    std::iota(active.begin(), active.end(), 0);
    for (const DutyClauses::Gap& gap : clauses.gaps()) {
        literals.push_back(gap.literal);
        clauses.prefer(-gap.literal);
    }
    if (clauses.solve(active, {}, explain_conflicts_most) != SolverAnswer::yes) return table;
    auto& missing = explanation.missing;
    missing = read_gaps(problem, grid, clauses);
    DutyTable found = clauses.table();
    int count = count_missing(missing);
    const auto sums =
        clauses.make_counter(literals, std::vector<int>(literals.size(), 1), count + 1);
    // What counting says first; then halfway between what is shown and what was found.
    const int conflicts_most =
        at.last - at.first < explain_window_days ? gap_conflicts_most : month_gap_conflicts_most;
    int shown = at_least, unanswered = 0;
    for (int bound = at_least; shown < count && unanswered < gap_unanswered_most;
         bound = shown + (count - shown) / 2) {
        const std::vector<int> also{-sums[static_cast<std::size_t>(bound) + 1]};
        const SolverAnswer answer = clauses.solve(active, also, conflicts_most);
        if (answer == SolverAnswer::yes) {
            missing = read_gaps(problem, grid, clauses);
            found = clauses.table();
            count = count_missing(missing);
            continue;
        }
        unanswered += answer == SolverAnswer::gave_up;
        shown = bound + 1;
    }
    explanation.missing_count = count;
    explanation.missing_is_fewest = unanswered == 0;
    return found;
}

} // namespace roster::schedule
