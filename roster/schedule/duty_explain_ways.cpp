#include "roster/schedule/duty_counting_mixes.h"
#include "roster/schedule/duty_explain_state.h"

#include <algorithm>
#include <numeric>

namespace roster::schedule {

namespace {

constexpr int gap_conflicts_most = 4'000; ///< effort on one number of people missing
constexpr int ways_most = 12;
constexpr int ways_tried_most = 30;
/// Effort on one way in a window: one that leads out is seen at once, and the others are many.
/// Source: docs/references.md#duty-search
constexpr int way_conflicts_most = 2'000;
/// So many ways without an answer, and no more are tried: the others are as hard.
constexpr int unanswered_most = 1;
constexpr int newcomers_more = 2; ///< people added beyond what the head-count asks for

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
                    way_conflicts_most);
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

/// Appends gaps, by day.
void add_gaps(std::vector<OpenShift>& gaps, std::vector<OpenShift> more) {
    std::ranges::move(more, std::back_inserter(gaps));
    std::ranges::stable_sort(gaps, {}, &OpenShift::day);
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

/// Tries ways out: everywhere, then in the window.
class WayFinder {
public:
    WayFinder(const DutyProblem& problem, const DutyGrid& grid, DaySpan window, std::uint64_t kinds)
        : problem_(problem), grid_(grid), window_(window), kinds_(kinds),
          nobody_(kinds_of(grid, list_unqualified(problem, grid)) & ~kinds) {
        can_ask_all_ = cells_of(problem, grid, kinds) <= explain_whole_most;
        // What does not hang together with the conflict must be possible as it is.
        others_ = can_ask_all_;
        for (const std::uint64_t one : list_linked_kinds(problem, grid))
            if ((one & (kinds | nobody_)) == 0 && others_)
                others_ = can_plan_all(problem, grid, one) == SolverAnswer::yes;
    }
    /// The way as given, or widened to the whole horizon where only that leads out.
    void offer(DutyWay way, std::vector<DutyWay>& ways) {
        if (way.kind == WayKind::accept_gaps)
            add_gaps(way.gaps, list_needs(problem_, grid_, way.days, nobody_));
        Reach reach = reach_of(way);
        if (can_ask_all_ && reach != Reach::all) {
            DutyWay wide = way;
            wide.days = {problem_.first_day, problem_.last_day};
            if (way.kind == WayKind::recall || way.kind == WayKind::extend_qualification)
                take_if_better(wide, way, reach);
            for (int more = 1; way.kind == WayKind::add_person && more <= newcomers_more &&
                               reach != Reach::all && unanswered_ < unanswered_most;
                 ++more) {
                ++wide.count;
                take_if_better(wide, way, reach);
            }
        }
        keep(std::move(way), reach, ways);
    }
    /// As few leaves as lead out together, where none does alone.
    void offer_together(std::vector<DutyWay> recalls, std::vector<DutyWay>& ways) {
        for (DutyWay& way : recalls)
            way.cost = calc_way_cost(problem_, way);
        std::ranges::stable_sort(recalls, {}, &DutyWay::cost);
        DutyWay all{WayKind::recall, "", -1, window_};
        Reach reach = Reach::nothing;
        for (const DutyWay& one : recalls) {
            if (all.index < 0) {
                all.key = one.key;
                all.index = one.index;
                continue; // alone it was tried
            }
            all.more.push_back(one.index);
            reach = reach_of(all);
            if (reach != Reach::nothing) break;
        }
        for (std::size_t i = all.more.size(); reach != Reach::nothing && i-- > 0;) {
            DutyWay less = all;
            if (all.more.size() < 2) break;
            less.more.erase(less.more.begin() + static_cast<std::ptrdiff_t>(i));
            if (const Reach still = reach_of(less); still >= reach) all = std::move(less);
        }
        keep(std::move(all), reach, ways);
    }

private:
    enum class Reach { nothing, window, all };
    void take_if_better(const DutyWay& wide, DutyWay& way, Reach& reach) {
        const Reach wider = reach_of(wide);
        if (wider <= reach) return;
        way = wide;
        reach = wider;
    }
    void keep(DutyWay way, Reach reach, std::vector<DutyWay>& ways) const {
        if (reach == Reach::nothing) return;
        way.mends_all = reach == Reach::all;
        way.cost = calc_way_cost(problem_, way);
        ways.push_back(std::move(way));
    }
    [[nodiscard]] Reach reach_of(const DutyWay& way) {
        if (unanswered_ >= unanswered_most && way.kind != WayKind::accept_gaps)
            return Reach::nothing;
        const DutyProblem changed = apply_way(problem_, way);
        const auto grid = make_grid(changed);
        if (!grid) return Reach::nothing;
        const bool leaves_nobody = nobody_ == 0 || (way.kind == WayKind::accept_gaps &&
                                                    way.days.first == problem_.first_day &&
                                                    way.days.last == problem_.last_day);
        if (can_ask_all_ && ask({lead_days, lead_days + grid->days - 1, kinds_}, changed, *grid))
            return others_ && leaves_nobody ? Reach::all : Reach::window;
        // The gaps are those of a roster that was found.
        if (way.kind == WayKind::accept_gaps) return Reach::window;
        const auto [first, last] = columns_of(*grid, window_);
        if (can_ask_all_ && last - first + 1 == grid->days) return Reach::nothing;
        return ask({first, last, kinds_}, changed, *grid) ? Reach::window : Reach::nothing;
    }
    [[nodiscard]] bool ask(const Stretch& at, const DutyProblem& changed, const DutyGrid& grid) {
        const SolverAnswer answer = can_plan(changed, grid, at, way_conflicts_most);
        unanswered_ += answer == SolverAnswer::gave_up;
        return answer == SolverAnswer::yes;
    }
    const DutyProblem& problem_;
    const DutyGrid& grid_;
    DaySpan window_;
    std::uint64_t kinds_;
    std::uint64_t nobody_;     ///< kinds at which nobody may stand, but those looked at
    bool can_ask_all_ = false; ///< otherwise a way is shown for the window, and no more
    bool others_ = false;
    int unanswered_ = 0;
};

/// How many more the head-count asks for at a post, at least one.
int count_newcomers(const DutyGrid& grid, int post) {
    const HeadCount count = count_heads_at(grid, post);
    return std::max(1, count.need_most_count - count.have_count);
}

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

int count_missing(std::span<const OpenShift> gaps) {
    int count = 0;
    for (const OpenShift& one : gaps)
        count += one.missing_count;
    return count;
}

} // namespace

void find_missing(const DutyProblem& problem, const DutyGrid& grid, const DutyTable& table,
                  const Stretch& at, int at_least, DutyExplanation& explanation) {
    DutyClauses clauses(problem, grid, table, at.first, at.last, at.kinds,
                        DutyClauses::Cover::with_gaps);
    std::vector<int> literals, active(clauses.members().size());
    std::iota(active.begin(), active.end(), 0);
    for (const DutyClauses::Gap& gap : clauses.gaps()) {
        literals.push_back(gap.literal);
        clauses.prefer(-gap.literal);
    }
    if (clauses.solve(active, {}, explain_conflicts_most) != SolverAnswer::yes) return;
    auto& missing = explanation.missing;
    missing = read_gaps(problem, grid, clauses);
    int count = count_missing(missing);
    const auto sums =
        clauses.make_counter(literals, std::vector<int>(literals.size(), 1), count + 1);
    // What counting says first; then halfway between what is shown and what was found.
    int shown = at_least;
    bool is_proven = true;
    for (int bound = at_least; shown < count; bound = shown + (count - shown) / 2) {
        const std::vector<int> also{-sums[static_cast<std::size_t>(bound) + 1]};
        const SolverAnswer answer = clauses.solve(active, also, gap_conflicts_most);
        if (answer == SolverAnswer::yes) {
            missing = read_gaps(problem, grid, clauses);
            count = count_missing(missing);
            continue;
        }
        is_proven = is_proven && answer == SolverAnswer::no;
        shown = bound + 1;
    }
    explanation.missing_count = count;
    explanation.missing_is_fewest = is_proven;
}

void find_ways(const DutyProblem& problem, const DutyGrid& grid, DaySpan window,
               std::uint64_t kinds, DutyExplanation& explanation) {
    std::vector<DutyWay> tried, recalls;
    std::set<int> posts;
    const DutyConflict none{};
    const DutyConflict& conflict = explanation.conflict ? *explanation.conflict : none;
    for (const auto& members : {conflict.members, conflict.also})
        for (const ConflictMember& member : members) {
            if (member.kind == MemberKind::cover) posts.insert(member.first);
            const auto way = way_for(problem, member, window);
            if (way) tried.push_back(*way);
            if (way && way->kind == WayKind::recall) recalls.push_back(*way);
        }
    if (!explanation.conflict)
        for (int k = 0; k < grid.kind_count(); ++k)
            if ((kinds >> k & 1u) != 0) posts.insert(grid.kinds[static_cast<std::size_t>(k)].post);
    for (const int post : posts)
        tried.push_back({WayKind::add_person,
                         problem.posts[static_cast<std::size_t>(post)].key,
                         post,
                         window,
                         {},
                         count_newcomers(grid, post)});
    if (tried.size() > ways_tried_most) tried.resize(ways_tried_most);
    WayFinder finder(problem, grid, window, kinds);
    auto& ways = explanation.ways;
    for (const DutyWay& way : tried)
        if (static_cast<int>(ways.size()) < ways_most) finder.offer(way, ways);
    const auto leads_out = [&](WayKind kind) {
        return std::ranges::any_of(
            ways, [&](const DutyWay& way) { return way.kind == kind && way.mends_all; });
    };
    if (recalls.size() > 1 && !leads_out(WayKind::recall))
        finder.offer_together(std::move(recalls), ways);
    if (explanation.missing_count > 0)
        finder.offer({WayKind::accept_gaps, "", 0, window, explanation.missing}, ways);
    // Gaps of the whole horizon, where those of the window are not all.
    if (!leads_out(WayKind::accept_gaps) && cells_of(problem, grid, kinds) <= explain_whole_most) {
        DutyExplanation whole;
        const int last = lead_days + grid.days - 1;
        const DutyTable given =
            given_outside(grid, load_cells(problem, grid, {}).table, lead_days, last);
        const int at_least = std::max(explanation.missing_is_fewest ? explanation.missing_count : 0,
                                      calc_missing_by_mixes(problem, grid, kinds));
        find_missing(problem, grid, given, {lead_days, last, kinds}, at_least, whole);
        if (whole.missing_count > 0)
            finder.offer(
                {WayKind::accept_gaps, "", 0, {problem.first_day, problem.last_day}, whole.missing},
                ways);
    }
    std::ranges::stable_sort(ways, {}, [](const DutyWay& way) {
        return std::pair{!way.mends_all, way.cost};
    });
}

void add_unqualified(const DutyProblem& problem, const DutyGrid& grid,
                     DutyExplanation& explanation) {
    const DaySpan all{problem.first_day, problem.last_day};
    for (const int post : explanation.unqualified_posts) {
        const std::uint64_t kinds = kinds_of(grid, std::vector<int>{post});
        const std::string& key = problem.posts[static_cast<std::size_t>(post)].key;
        if (std::ranges::find(explanation.missing, key, &OpenShift::post_key) !=
            explanation.missing.end())
            continue; // the conflict itself
        if (explanation.conflict) {
            auto needs = list_needs(problem, grid, explanation.conflict->window, kinds);
            explanation.missing_count += count_missing(needs);
            add_gaps(explanation.missing, std::move(needs));
        }
        if (std::ranges::any_of(explanation.ways, [&](const DutyWay& way) {
                return way.kind == WayKind::add_person && way.index == post;
            }))
            continue;
        WayFinder finder(problem, grid, all, kinds);
        finder.offer({WayKind::add_person, key, post, all, {}, count_newcomers(grid, post)},
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
    case WayKind::recall: {
        int days =
            shared_days(way.days, problem.absences[static_cast<std::size_t>(way.index)].days);
        for (const int row : way.more)
            days += shared_days(way.days, problem.absences[static_cast<std::size_t>(row)].days);
        return recalled_day * days;
    }
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
