// Ways out, tried: arithmetic refuses most of those that lead nowhere, the solver shows the others.
#include "roster/schedule/duty_counting_mixes.h"
#include "roster/schedule/duty_explain_state.h"

#include <algorithm>

namespace roster::schedule {

namespace {

constexpr int ways_most = 12;
constexpr int ways_tried_most = 30;
/// Effort on one way: one that leads out is seen at once, and the others are many.
/// Source: docs/references.md#duty-search
constexpr int way_conflicts_most = 1'500;
/// So many ways without an answer, and no more are tried: the others are as hard.
constexpr int unanswered_most = 3;
constexpr int newcomers_more = 2;    ///< people added beyond what arithmetic asks for
constexpr int newcomers_counted = 6; ///< and counted up to before that

/// Tries ways out: everywhere, then in the window.
class WayFinder {
public:
    /// @param near a roster of the problem, where the solver begins
    WayFinder(const DutyProblem& problem, const DutyGrid& grid, DaySpan window, std::uint64_t kinds,
              const DutyTable& near)
        : problem_(problem), grid_(grid), window_(window), near_(near),
          nobody_(kinds_of(grid, list_unqualified(problem, grid)) & ~kinds) {
        for (int k = 0; k < grid.kind_count(); ++k)
            if ((kinds >> k & 1u) != 0) posts_.insert(grid.kinds[static_cast<std::size_t>(k)].post);
        can_ask_all_ = cells_of(problem, grid, kinds) <= explain_whole_most;
        // What does not hang together with the conflict must be possible as it is.
        others_ = can_ask_all_;
        for (const std::uint64_t one : list_linked_kinds(problem, grid))
            if ((one & (kinds | nobody_)) == 0 && others_)
                others_ = cells_of(problem, grid, one) <= explain_whole_most &&
                          ask({lead_days, lead_days + grid.days - 1, one}, problem, grid);
    }
    /// The way as given, or widened to the whole horizon where only that leads out.
    /// @return whether it mends everything
    bool offer(DutyWay way, std::vector<DutyWay>& ways) {
        if (way.kind == WayKind::accept_gaps)
            add_gaps(way.gaps, list_needs(problem_, grid_, way.days, nobody_));
        Reach reach = reach_of(way);
        if (way.kind == WayKind::accept_gaps && reach != Reach::nothing) prune(way, reach);
        if (can_ask_all_ && reach != Reach::all) {
            DutyWay wide = way;
            wide.days = {problem_.first_day, problem_.last_day};
            if ((way.days.first != wide.days.first || way.days.last != wide.days.last) &&
                (way.kind == WayKind::recall || way.kind == WayKind::extend_qualification))
                take_if_better(wide, way, reach);
        }
        return keep(std::move(way), reach, ways);
    }
    /// As many people as arithmetic asks for, then a few more.
    bool offer_people(DutyWay way, std::vector<DutyWay>& ways) {
        const int least = way.count;
        if (can_ask_all_)
            while (way.count < least + newcomers_counted && is_short(way))
                ++way.count;
        Reach reach = reach_of(way);
        DutyWay wide = way;
        for (int more = 1; can_ask_all_ && reach != Reach::all && more <= newcomers_more &&
                           unanswered_ < unanswered_most;
             ++more) {
            ++wide.count;
            take_if_better(wide, way, reach);
        }
        return keep(std::move(way), reach, ways);
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
    /// Nobody answers for gaps at a post without which it can be planned as well: asked of all
    /// posts together, not only of those looked at.
    void prune(DutyWay& way, Reach reach) {
        std::set<std::string> posts;
        for (const OpenShift& gap : way.gaps)
            posts.insert(gap.post_key);
        for (const std::string& post : posts) {
            if (posts.size() < 2) return;
            DutyWay less = way;
            std::erase_if(less.gaps, [&](const OpenShift& gap) { return gap.post_key == post; });
            if (less.gaps.empty()) continue;
            const DutyProblem changed = apply_way(problem_, less);
            const auto grid = make_grid(changed);
            if (!grid) continue;
            const DaySpan days =
                reach == Reach::all ? DaySpan{problem_.first_day, problem_.last_day} : window_;
            const auto [first, last] = columns_of(*grid, days);
            if (ask({first, last, ~std::uint64_t{0}}, changed, *grid)) way = std::move(less);
        }
    }
    void take_if_better(const DutyWay& wide, DutyWay& way, Reach& reach) {
        const Reach wider = reach_of(wide);
        if (wider <= reach) return;
        way = wide;
        reach = wider;
    }
    bool keep(DutyWay way, Reach reach, std::vector<DutyWay>& ways) const {
        if (reach == Reach::nothing) return false;
        way.mends_all = reach == Reach::all;
        way.cost = calc_way_cost(problem_, way);
        ways.push_back(std::move(way));
        return reach == Reach::all;
    }
    /// Kinds of the posts looked at, and those that hang together with them now.
    [[nodiscard]] std::uint64_t kinds_in(const DutyProblem& changed, const DutyGrid& grid) const {
        const std::vector<int> posts(posts_.begin(), posts_.end());
        const std::uint64_t own = kinds_of(grid, posts);
        std::uint64_t kinds = own;
        for (const std::uint64_t linked : list_linked_kinds(changed, grid))
            if ((linked & own) != 0) kinds |= linked;
        return kinds;
    }
    [[nodiscard]] bool is_short(const DutyWay& way) const {
        const DutyProblem changed = apply_way(problem_, way);
        const auto grid = make_grid(changed);
        return grid && is_short_of_people(changed, *grid, kinds_in(changed, *grid));
    }
    [[nodiscard]] Reach reach_of(const DutyWay& way) {
        if (unanswered_ >= unanswered_most && way.kind != WayKind::accept_gaps)
            return Reach::nothing;
        const DutyProblem changed = apply_way(problem_, way);
        const auto grid = make_grid(changed);
        if (!grid) return Reach::nothing;
        const std::uint64_t kinds = kinds_in(changed, *grid);
        const bool leaves_nobody =
            nobody_ == 0 || (nobody_ & ~kinds) == 0 ||
            (way.kind == WayKind::accept_gaps && way.days.first == problem_.first_day &&
             way.days.last == problem_.last_day);
        // The gaps are those of a roster that was found.
        const bool asks_all = can_ask_all_ && (way.kind == WayKind::accept_gaps ||
                                               !is_short_of_people(changed, *grid, kinds));
        if (asks_all && ask({lead_days, lead_days + grid->days - 1, kinds}, changed, *grid))
            return others_ && leaves_nobody ? Reach::all : Reach::window;
        if (way.kind == WayKind::accept_gaps) return Reach::window;
        const auto [first, last] = columns_of(*grid, window_);
        if (can_ask_all_ && last - first + 1 == grid->days) return Reach::nothing;
        return ask({first, last, kinds}, changed, *grid) ? Reach::window : Reach::nothing;
    }
    /// Whether the kinds can be planned in a stretch of a problem of its own.
    [[nodiscard]] bool ask(const Stretch& at, const DutyProblem& changed, const DutyGrid& grid) {
        const bool is_near = changed.reductions.size() > problem_.reductions.size();
        const DutyTable given =
            given_outside(grid, load_cells(changed, grid, {}).table, at.first, at.last);
        Oracle oracle(changed, grid, given, at, way_conflicts_most);
        if (oracle.calc_missing() > 0) return false;
        if (is_near) {
            DutyTable near = given; // people who are new come last
            std::ranges::copy(near_, near.begin());
            oracle.prefer(near);
        }
        std::set<ConflictMember> used;
        const SolverAnswer answer = oracle.ask_all(used);
        unanswered_ += answer == SolverAnswer::gave_up;
        return answer == SolverAnswer::yes;
    }
    const DutyProblem& problem_;
    const DutyGrid& grid_;
    DaySpan window_;
    const DutyTable& near_;
    std::set<int> posts_;
    std::uint64_t nobody_;     ///< kinds at which nobody may stand, but those looked at
    bool can_ask_all_ = false; ///< otherwise a way is shown for the window, and no more
    bool others_ = false;
    int unanswered_ = 0;
};

std::set<int> list_posts(const DutyGrid& grid, const DutyExplanation& explanation,
                         std::uint64_t kinds) {
    std::set<int> posts;
    if (explanation.conflict) {
        for (const ConflictMember& member : explanation.conflict->members)
            if (member.kind == MemberKind::cover) posts.insert(member.first);
        return posts;
    }
    for (int k = 0; k < grid.kind_count(); ++k)
        if ((kinds >> k & 1u) != 0) posts.insert(grid.kinds[static_cast<std::size_t>(k)].post);
    return posts;
}

/// People for each post; where that mends nothing, people for all of them.
void offer_newcomers(const DutyProblem& problem, const DutyGrid& grid, const std::set<int>& posts,
                     WayFinder& finder, std::vector<DutyWay>& ways) {
    bool mended = false;
    for (const int post : posts)
        mended = finder.offer_people(way_of_newcomers(problem, grid, post), ways) || mended;
    if (mended || posts.size() < 2) return;
    DutyWay way = way_of_newcomers(problem, grid, *posts.begin());
    way.more.assign(std::next(posts.begin()), posts.end());
    finder.offer_people(std::move(way), ways);
}

void sort_ways(std::vector<DutyWay>& ways) {
    std::ranges::stable_sort(ways, {}, [](const DutyWay& way) {
        return std::pair{!way.mends_all, way.cost};
    });
}

} // namespace

void find_ways(const DutyProblem& problem, const DutyGrid& grid, DaySpan window,
               std::uint64_t kinds, const DutyTable& near, DutyExplanation& explanation) {
    std::vector<DutyWay> tried, recalls;
    const DutyConflict none{};
    const DutyConflict& conflict = explanation.conflict ? *explanation.conflict : none;
    for (const auto& members : {conflict.members, conflict.also})
        for (const ConflictMember& member : members) {
            const auto way = way_for(problem, member, window);
            if (way) tried.push_back(*way);
            if (way && way->kind == WayKind::recall) recalls.push_back(*way);
        }
    const std::set<int> posts = list_posts(grid, explanation, kinds);
    std::ranges::move(list_changes(problem, grid, posts), std::back_inserter(tried));
    if (tried.size() > ways_tried_most) tried.resize(ways_tried_most);
    WayFinder finder(problem, grid, window, kinds, near);
    auto& ways = explanation.ways;
    offer_newcomers(problem, grid, posts, finder, ways); // the plainest, and mostly the surest
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
        const DutyTable found =
            find_missing(problem, grid, given, {lead_days, last, kinds}, at_least, whole);
        WayFinder again(problem, grid, window, kinds, found);
        if (whole.missing_count > 0)
            again.offer(
                {WayKind::accept_gaps, "", 0, {problem.first_day, problem.last_day}, whole.missing},
                ways);
    }
    sort_ways(ways);
}

void add_unqualified(const DutyProblem& problem, const DutyGrid& grid,
                     DutyExplanation& explanation) {
    const DaySpan all{problem.first_day, problem.last_day};
    const DutyTable nothing = load_cells(problem, grid, {}).table;
    for (const int post : explanation.unqualified_posts) {
        const std::uint64_t kinds = kinds_of(grid, std::vector<int>{post});
        const std::string& key = problem.posts[static_cast<std::size_t>(post)].key;
        if (auto way = find_nearest(problem, grid, post))
            explanation.nearest.push_back(std::move(*way));
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
        WayFinder finder(problem, grid, all, kinds, nothing);
        if (auto way = find_nearest(problem, grid, post))
            finder.offer(std::move(*way), explanation.ways);
        finder.offer_people(way_of_newcomers(problem, grid, post), explanation.ways);
    }
    sort_ways(explanation.ways);
}

} // namespace roster::schedule
