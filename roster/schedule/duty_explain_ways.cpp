#include "roster/schedule/duty_explain_state.h"

#include <algorithm>
#include <numeric>

namespace roster::schedule {

namespace {

constexpr int gaps_counted_most = 60; ///< people missing in a window, counted one by one
constexpr int ways_most = 12;
constexpr int ways_tried_most = 30;
/// Effort on one way in a window: one that leads out is seen at once, and the others are many.
/// Source: docs/references.md#duty-search
constexpr int way_conflicts_most = 4'000;

/// Whether the kinds can be planned in a stretch of a problem of its own.
SolverAnswer can_plan(const DutyProblem& problem, const DutyGrid& grid, const Stretch& at,
                      int conflicts_most) {
    const DutyTable given =
        given_outside(grid, load_cells(problem, grid, {}).table, at.first, at.last);
    Oracle oracle(problem, grid, given, at, conflicts_most);
    std::set<ConflictMember> used;
    return oracle.ask_all(used);
}

/// The horizon as a whole, where it is small enough to be asked.
SolverAnswer can_plan_all(const DutyProblem& problem, const DutyGrid& grid, std::uint64_t kinds) {
    if (cells_of(problem, grid, kinds) > explain_whole_most) return SolverAnswer::gave_up;
    return can_plan(problem, grid, {lead_days, lead_days + grid.days - 1, kinds},
                    explain_conflicts_most);
}

/// The way that takes a member out; nothing for what only the law or nature could change.
std::optional<DutyWay> way_for(const DutyProblem& problem, const ConflictMember& member,
                               DaySpan window) {
    const auto at = static_cast<std::size_t>(member.first);
    switch (member.kind) {
    case MemberKind::rule:
        if (problem.rules[at].legal) return std::nullopt;
        return DutyWay{WayKind::drop_rule, problem.rules[at].id, member.first, window};
    case MemberKind::absence:
        if (problem.absences[at].kind == AbsenceKind::sick) return std::nullopt;
        return DutyWay{WayKind::recall, problem.absences[at].person_key, member.first, window};
    case MemberKind::ban:
        if (!problem.people[at].bans[static_cast<std::size_t>(member.second)].liftable)
            return std::nullopt; // law, or nobody's to lift
        return DutyWay{WayKind::lift_ban, problem.people[at].key, member.second, window};
    case MemberKind::pair:
        return DutyWay{WayKind::drop_pair, "", member.first, window};
    case MemberKind::own_limit:
        return DutyWay{WayKind::drop_limit, problem.people[at].key, 0, window};
    case MemberKind::qualification:
        return DutyWay{WayKind::extend_qualification, problem.people[at].key, member.second,
                       window};
    case MemberKind::cover:
    case MemberKind::experienced:
    case MemberKind::shift_rest:
    case MemberKind::fixed:
    case MemberKind::elsewhere:
    case MemberKind::longest_shift:
        return std::nullopt;
    }
    return std::nullopt;
}

/// Tries ways out: in the window, then everywhere.
class WayFinder {
public:
    WayFinder(const DutyProblem& problem, const DutyGrid& grid, DaySpan window, std::uint64_t kinds)
        : problem_(problem), window_(window), kinds_(kinds) {
        can_ask_all_ = cells_of(problem, grid, kinds) <= explain_whole_most;
        // What does not hang together with the conflict must be possible as it is.
        others_ = can_ask_all_;
        for (const std::uint64_t one : list_linked_kinds(problem, grid))
            if ((one & kinds) == 0 && others_)
                others_ = can_plan_all(problem, grid, one) == SolverAnswer::yes;
    }
    /// The way as given, or widened to the whole horizon where only that leads out.
    void offer(DutyWay way, std::vector<DutyWay>& ways) const {
        const Reach reach = reach_of(way);
        way.mends_all = reach == Reach::all;
        if (can_ask_all_ && reach != Reach::all && way.kind != WayKind::accept_gaps) {
            DutyWay wide = way;
            wide.days = {problem_.first_day, problem_.last_day};
            if (way.kind == WayKind::add_person) ++wide.count;
            const bool differs = way.kind == WayKind::recall ||
                                 way.kind == WayKind::extend_qualification ||
                                 way.kind == WayKind::add_person;
            if (differs && reach_of(wide) == Reach::all) {
                way = wide;
                way.mends_all = true;
            }
        }
        if (reach == Reach::nothing && !way.mends_all) return;
        way.cost = calc_way_cost(problem_, way);
        ways.push_back(std::move(way));
    }

private:
    enum class Reach { nothing, window, all };
    [[nodiscard]] Reach reach_of(const DutyWay& way) const {
        const DutyProblem changed = apply_way(problem_, way);
        const auto grid = make_grid(changed);
        if (!grid) return Reach::nothing;
        const auto [first, last] = columns_of(*grid, window_);
        // The gaps are those of a roster that was found.
        if (way.kind != WayKind::accept_gaps && can_plan(changed, *grid, {first, last, kinds_},
                                                         way_conflicts_most) != SolverAnswer::yes)
            return Reach::nothing;
        return others_ && can_plan_all(changed, *grid, kinds_) == SolverAnswer::yes ? Reach::all
                                                                                    : Reach::window;
    }
    const DutyProblem& problem_;
    DaySpan window_;
    std::uint64_t kinds_;
    bool can_ask_all_ = false; ///< otherwise a way is shown for the window, and no more
    bool others_ = false;
};

} // namespace

void find_missing(const DutyProblem& problem, const DutyGrid& grid, const DutyTable& table,
                  const Stretch& at, int at_least, DutyExplanation& explanation) {
    DutyClauses clauses(problem, grid, table, at.first, at.last, at.kinds,
                        DutyClauses::Cover::with_gaps);
    std::vector<int> literals, weights, active(clauses.members().size());
    std::iota(active.begin(), active.end(), 0);
    for (const DutyClauses::Gap& gap : clauses.gaps()) {
        literals.push_back(gap.literal);
        weights.push_back(1);
    }
    const int most = std::min(static_cast<int>(literals.size()), at_least + gaps_counted_most);
    const auto sums = clauses.make_counter(literals, weights, most);
    explanation.missing_is_fewest = true;
    for (int bound = std::max(0, at_least); bound <= most; ++bound) {
        std::vector<int> also;
        if (bound + 1 <= most) also.push_back(-sums[static_cast<std::size_t>(bound + 1)]);
        const SolverAnswer answer = clauses.solve(active, also, explain_conflicts_most);
        if (answer == SolverAnswer::gave_up) explanation.missing_is_fewest = false;
        if (answer != SolverAnswer::yes) continue;
        for (const DutyClauses::Gap& gap : clauses.gaps()) {
            if (!clauses.is_true(gap.literal)) continue;
            const GridKind& kind = grid.kinds[static_cast<std::size_t>(gap.kind)];
            const OpenShift one{grid.date(gap.column),
                                problem.posts[static_cast<std::size_t>(kind.post)].key,
                                problem.shifts[static_cast<std::size_t>(kind.shift)].key, 1, 0};
            auto& missing = explanation.missing;
            if (!missing.empty() && missing.back().day == one.day &&
                missing.back().post_key == one.post_key &&
                missing.back().shift_key == one.shift_key)
                ++missing.back().missing_count;
            else
                missing.push_back(one);
            ++explanation.missing_count;
        }
        return;
    }
}

void find_ways(const DutyProblem& problem, const DutyGrid& grid, DaySpan window,
               std::uint64_t kinds, DutyExplanation& explanation) {
    std::vector<DutyWay> tried;
    std::set<int> posts;
    for (const ConflictMember& member : explanation.conflict->members) {
        if (member.kind == MemberKind::cover) posts.insert(member.first);
        if (const auto way = way_for(problem, member, window)) tried.push_back(*way);
    }
    for (const ConflictMember& member : explanation.conflict->also)
        if (const auto way = way_for(problem, member, window)) tried.push_back(*way);
    for (const int post : posts)
        tried.push_back(
            {WayKind::add_person, problem.posts[static_cast<std::size_t>(post)].key, post, window});
    if (tried.size() > ways_tried_most) tried.resize(ways_tried_most);
    const WayFinder finder(problem, grid, window, kinds);
    for (const DutyWay& way : tried)
        if (static_cast<int>(explanation.ways.size()) < ways_most)
            finder.offer(way, explanation.ways);
    if (explanation.missing_count > 0)
        finder.offer({WayKind::accept_gaps, "", 0, window, explanation.missing}, explanation.ways);
    // Gaps of the whole horizon, where those of the window are not all.
    const bool gaps_lead_out = std::ranges::any_of(explanation.ways, [](const DutyWay& way) {
        return way.kind == WayKind::accept_gaps && way.mends_all;
    });
    if (!gaps_lead_out && cells_of(problem, grid, kinds) <= explain_whole_most) {
        DutyExplanation whole;
        const int last = lead_days + grid.days - 1;
        const DutyTable given =
            given_outside(grid, load_cells(problem, grid, {}).table, lead_days, last);
        find_missing(problem, grid, given, {lead_days, last, kinds}, explanation.missing_count,
                     whole);
        if (whole.missing_count > 0)
            finder.offer(
                {WayKind::accept_gaps, "", 0, {problem.first_day, problem.last_day}, whole.missing},
                explanation.ways);
    }
    std::ranges::stable_sort(explanation.ways, {}, [](const DutyWay& way) {
        return std::pair{!way.mends_all, way.cost};
    });
}

int calc_way_cost(const DutyProblem& problem, const DutyWay& way) {
    // Source: docs/references.md#duty-ways
    constexpr int pair = 2, house_rule = 4, own_limit = 4, doctor = 6, paper = 8, gap = 10,
                  newcomer = 100, recalled_day = 1;
    const auto shared_days = [&](DaySpan a, DaySpan b) {
        return std::max(
            0, domain::calc_days_between(std::max(a.first, b.first), std::min(a.last, b.last)) + 1);
    };
    switch (way.kind) {
    case WayKind::drop_pair:
        return pair;
    case WayKind::drop_rule:
        return house_rule;
    case WayKind::drop_limit:
        return own_limit;
    case WayKind::lift_ban:
        return doctor;
    case WayKind::extend_qualification:
        return paper;
    case WayKind::recall:
        return recalled_day *
               shared_days(way.days, problem.absences[static_cast<std::size_t>(way.index)].days);
    case WayKind::add_person:
        return newcomer * way.count;
    case WayKind::accept_gaps:
        break;
    }
    int missing = 0;
    for (const OpenShift& one : way.gaps)
        missing += one.missing_count;
    return gap * missing;
}

} // namespace roster::schedule
