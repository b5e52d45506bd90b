/// What explanation and its ways out ask of counting and of the solver; nothing outside their
/// sources needs this.
#pragma once
#include "roster/schedule/duty_explain.h"
#include <algorithm>
#include <set>

namespace roster::schedule {

[[nodiscard]] inline std::pair<int, int> columns_of(const DutyGrid& grid, DaySpan window) {
    return {std::max(lead_days, grid.column(window.first)),
            std::min(lead_days + grid.days - 1, grid.column(window.last))};
}

/// What stands outside a window, without what the horizon itself would hold there.
[[nodiscard]] inline DutyTable given_outside(const DutyGrid& grid, const DutyTable& table,
                                             int first, int last) {
    DutyTable given = table;
    for (int p = 0; p < grid.people; ++p)
        for (int column = first; column <= last; ++column)
            given[grid.at(p, column)] = static_cast<std::int8_t>(off);
    return given;
}

/// A stretch of days and the kinds that hang together in it.
struct Stretch {
    int first = 0, last = 0;
    std::uint64_t kinds = 0;
};

/// Counting first, the solver where counting finds nothing.
class Oracle {
public:
    Oracle(const DutyProblem& problem, const DutyGrid& grid, const DutyTable& table,
           const Stretch& at, int conflicts_most = explain_conflicts_most)
        : problem_(problem), grid_(grid), table_(table), at_(at), conflicts_most_(conflicts_most),
          counting_(problem, grid, table, at.first, at.last, at.kinds) {}
    [[nodiscard]] const DutyCounting& counting() const noexcept { return counting_; }
    /// People missing when everything holds.
    [[nodiscard]] int calc_missing() const {
        return counting_.calc_missing([](const ConflictMember&) { return true; });
    }
    [[nodiscard]] int calc_missing(const std::set<ConflictMember>& kept) const {
        return counting_.calc_missing(
            [&](const ConflictMember& member) { return kept.contains(member); });
    }
    /// Everything that can be switched off.
    [[nodiscard]] std::set<ConflictMember> members() {
        const auto& all = clauses().members();
        return {all.begin(), all.end()};
    }
    /// Whether everything can be kept; after no, `used` holds what the answer rests on.
    SolverAnswer ask_all(std::set<ConflictMember>& used) {
        if (calc_missing() > 0) {
            used = {counting_.members().begin(), counting_.members().end()};
            return SolverAnswer::no;
        }
        const auto& all = clauses().members();
        return ask({all.begin(), all.end()}, used);
    }
    SolverAnswer ask(const std::set<ConflictMember>& kept, std::set<ConflictMember>& used) {
        return ask(kept, used, conflicts_most_);
    }
    SolverAnswer ask(const std::set<ConflictMember>& kept, std::set<ConflictMember>& used,
                     int conflicts_most) {
        if (calc_missing(kept) > 0) {
            used = kept;
            return SolverAnswer::no;
        }
        ++questions;
        const auto& all = clauses().members();
        std::vector<int> active;
        for (std::size_t i = 0; i < all.size(); ++i)
            if (kept.contains(all[i])) active.push_back(static_cast<int>(i));
        const SolverAnswer answer = clauses().solve(active, {}, conflicts_most);
        used.clear();
        if (answer == SolverAnswer::no)
            for (const int member : clauses().failed(active))
                used.insert(all[static_cast<std::size_t>(member)]);
        return answer;
    }
    /// Where the choice is free, as in a roster.
    void prefer(const DutyTable& near) {
        for (int p = 0; p < grid_.people; ++p)
            for (int column = at_.first; column <= at_.last; ++column)
                for (int k = 0; k < grid_.kind_count(); ++k)
                    if (const int literal = clauses().literal(p, column, k); literal != 0)
                        clauses().prefer(near[grid_.at(p, column)] == k ? literal : -literal);
    }
    int questions = 0;

private:
    /// Made at the first question that counting cannot answer.
    DutyClauses& clauses() {
        if (!clauses_)
            clauses_ = std::make_unique<DutyClauses>(problem_, grid_, table_, at_.first, at_.last,
                                                     at_.kinds, DutyClauses::Cover::firm);
        return *clauses_;
    }
    const DutyProblem& problem_;
    const DutyGrid& grid_;
    const DutyTable& table_;
    Stretch at_;
    int conflicts_most_;
    DutyCounting counting_;
    std::unique_ptr<DutyClauses> clauses_;
};

/// Whether arithmetic says that some kinds cannot be filled (duty_headcount.h).
[[nodiscard]] bool is_short_of_people(const DutyProblem& problem, const DutyGrid& grid,
                                      std::uint64_t kinds);
/// Why a month, or any stretch that is short only as a whole, cannot be kept: a post's days
/// together. Nothing where neither arithmetic nor the solver says that it cannot.
[[nodiscard]] std::optional<DutyConflict> find_month_conflict(const DutyProblem& problem,
                                                              const DutyGrid& grid,
                                                              const DutyTable& given,
                                                              const Stretch& at);

[[nodiscard]] inline std::uint64_t kinds_of(const DutyGrid& grid, std::span<const int> posts) {
    std::uint64_t kinds = 0;
    for (int k = 0; k < grid.kind_count(); ++k)
        if (std::ranges::find(posts, grid.kinds[static_cast<std::size_t>(k)].post) != posts.end())
            kinds |= std::uint64_t{1} << k;
    return kinds;
}

/// Posts that need people and at which nobody may ever stand.
[[nodiscard]] std::vector<int> list_unqualified(const DutyProblem& problem, const DutyGrid& grid);
/// Says what of them is missing too, and offers people for them.
void add_unqualified(const DutyProblem& problem, const DutyGrid& grid,
                     DutyExplanation& explanation);

/// Fewest gaps with all else kept: what counting says is tried, then fewer and fewer.
/// @return the roster with those gaps
DutyTable find_missing(const DutyProblem& problem, const DutyGrid& grid, const DutyTable& table,
                       const Stretch& at, int at_least, DutyExplanation& explanation);
/// The minimum of some kinds in some days, as gaps.
[[nodiscard]] std::vector<OpenShift> list_needs(const DutyProblem& problem, const DutyGrid& grid,
                                                DaySpan days, std::uint64_t kinds);
[[nodiscard]] int count_missing(std::span<const OpenShift> gaps);
/// Appends gaps, by day.
void add_gaps(std::vector<OpenShift>& gaps, std::vector<OpenShift> more);

/// The way that takes a member out; nothing for what only the law or nature could change.
[[nodiscard]] std::optional<DutyWay> way_for(const DutyProblem& problem,
                                             const ConflictMember& member, DaySpan window);
/// Ways to work with the same people: overtime, averaged hours, one fewer in a shift, another
/// pattern, somebody who learns a post.
[[nodiscard]] std::vector<DutyWay> list_changes(const DutyProblem& problem, const DutyGrid& grid,
                                                const std::set<int>& posts);
/// Who lacks least of what a post asks for and may never stand there yet.
[[nodiscard]] std::optional<DutyWay> find_nearest(const DutyProblem& problem, const DutyGrid& grid,
                                                  int post);
/// Somebody new at a post, as many as the head-count asks for, at least one.
[[nodiscard]] DutyWay way_of_newcomers(const DutyProblem& problem, const DutyGrid& grid, int post);

/// Ways out of the explanation's conflict, or of too few people in all, tried and sorted.
/// @param near a roster that leaves little open: where the solver begins
void find_ways(const DutyProblem& problem, const DutyGrid& grid, DaySpan window,
               std::uint64_t kinds, const DutyTable& near, DutyExplanation& explanation);

} // namespace roster::schedule
