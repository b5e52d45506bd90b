#include "roster/schedule/duty_explain.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace roster::schedule {

namespace {

constexpr int gaps_counted_most = 60; ///< people missing in a window, counted one by one
constexpr int ways_most = 12;
constexpr int ways_tried_most = 30;

std::pair<int, int> columns_of(const DutyGrid& grid, DaySpan window) {
    return {std::max(lead_days, grid.column(window.first)),
            std::min(lead_days + grid.days - 1, grid.column(window.last))};
}

/// What stands outside a window, without what the horizon itself would hold there.
DutyTable given_outside(const DutyGrid& grid, const DutyTable& table, int first, int last) {
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
           const Stretch& at)
        : problem_(problem), grid_(grid), table_(table), at_(at),
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
        if (calc_missing(kept) > 0) {
            used = kept;
            return SolverAnswer::no;
        }
        ++questions;
        const auto& all = clauses().members();
        std::vector<int> active;
        for (std::size_t i = 0; i < all.size(); ++i)
            if (kept.contains(all[i])) active.push_back(static_cast<int>(i));
        const SolverAnswer answer = clauses().solve(active, {}, explain_conflicts_most);
        used.clear();
        if (answer == SolverAnswer::no)
            for (const int member : clauses().failed(active))
                used.insert(all[static_cast<std::size_t>(member)]);
        return answer;
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
    DutyCounting counting_;
    std::unique_ptr<DutyClauses> clauses_;
};

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

/// Takes out one by one whatever the rest does not need.
DutyConflict shrink(Oracle& oracle, std::set<ConflictMember> core, DaySpan window) {
    DutyConflict conflict{window, {}, true, 0};
    const std::vector<ConflictMember> members(core.begin(), core.end());
    for (const ConflictMember& member : members) {
        if (!core.contains(member)) continue;
        std::set<ConflictMember> less = core, used;
        less.erase(member);
        const SolverAnswer answer = oracle.ask(less, used);
        if (answer == SolverAnswer::no) core = std::move(used);
        if (answer == SolverAnswer::gave_up) conflict.is_minimal = false;
    }
    conflict.members.assign(core.begin(), core.end());
    conflict.question_count = oracle.questions;
    return conflict;
}

/// Fewest gaps with all else kept: the bound rises from what counting says until it can be met.
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
    case MemberKind::longest_shift:
        return std::nullopt;
    }
    return std::nullopt;
}

bool works(const DutyProblem& problem, const DutyWay& way, DaySpan window, std::uint64_t kinds) {
    const DutyProblem changed = apply_way(problem, way);
    const auto grid = make_grid(changed);
    if (!grid) return false;
    const auto [first, last] = columns_of(*grid, window);
    const DutyTable given = given_outside(*grid, load_cells(changed, *grid, {}).table, first, last);
    Oracle oracle(changed, *grid, given, {first, last, kinds});
    std::set<ConflictMember> used;
    return oracle.ask_all(used) == SolverAnswer::yes;
}

void find_ways(const DutyProblem& problem, DaySpan window, std::uint64_t kinds,
               DutyExplanation& explanation) {
    std::vector<DutyWay> tried;
    std::set<int> posts;
    for (const ConflictMember& member : explanation.conflict->members) {
        if (member.kind == MemberKind::cover) posts.insert(member.first);
        if (const auto way = way_for(problem, member, window)) tried.push_back(*way);
    }
    for (const int post : posts)
        tried.push_back(
            {WayKind::add_person, problem.posts[static_cast<std::size_t>(post)].key, post, window});
    if (tried.size() > ways_tried_most) tried.resize(ways_tried_most);
    for (const DutyWay& way : tried) {
        if (static_cast<int>(explanation.ways.size()) >= ways_most) break;
        if (works(problem, way, window, kinds)) explanation.ways.push_back(way);
    }
    if (explanation.missing_count > 0) {
        DutyWay gaps{WayKind::accept_gaps, "", 0, window, explanation.missing};
        explanation.ways.push_back(std::move(gaps));
    }
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

SolverAnswer can_keep(const DutyProblem& problem, const DutyGrid& grid, const DutyTable& table,
                      DaySpan window, std::span<const ConflictMember> members) {
    const auto [first, last] = columns_of(grid, window);
    const DutyTable given = given_outside(grid, table, first, last);
    Oracle oracle(problem, grid, given, {first, last, ~std::uint64_t{0}});
    std::set<ConflictMember> used;
    return oracle.ask({members.begin(), members.end()}, used);
}

namespace {

DutyExplanation explain_stretch(const DutyProblem& problem, const DutyGrid& grid,
                                const DutyTable& given, const Stretch& at) {
    DutyExplanation explanation;
    Oracle oracle(problem, grid, given, at);
    std::set<ConflictMember> core;
    explanation.answer = oracle.ask_all(core);
    if (explanation.answer != SolverAnswer::no) return explanation;
    shrink_by_counting(oracle, core);
    const Stretch days = narrow(core, at);
    const DaySpan window{grid.date(at.first), grid.date(at.last)};
    Oracle near(problem, grid, given, days);
    Oracle& asked = near.calc_missing(core) > 0 ? near : oracle;
    explanation.conflict = shrink(asked, std::move(core), window);
    find_missing(problem, grid, given, at, oracle.calc_missing(), explanation);
    find_ways(problem, window, at.kinds, explanation);
    return explanation;
}

} // namespace

DutyExplanation explain_window(const DutyProblem& problem, const DutyGrid& grid,
                               const DutyTable& table, DaySpan window) {
    DutyExplanation explanation;
    explanation.answer = SolverAnswer::yes;
    const auto [first, last] = columns_of(grid, window);
    const DutyTable given = given_outside(grid, table, first, last);
    for (const std::uint64_t kinds : list_linked_kinds(problem, grid)) {
        auto found = explain_stretch(problem, grid, given, {first, last, kinds});
        if (found.answer == SolverAnswer::no) return found;
        if (found.answer == SolverAnswer::gave_up) explanation.answer = SolverAnswer::gave_up;
    }
    return explanation;
}

namespace {

/// The first stretch in which counting alone finds people missing: months, because caps of a month
/// show nowhere else, or a part of one that is enough.
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
        return DaySpan{grid.date(first), grid.date(last)};
    }
    return std::nullopt;
}

} // namespace

DutyExplanation explain_roster(const DutyProblem& problem, const DutyGrid& grid,
                               const DutyTable& table, std::span<const Date> hints) {
    const DutyTable nothing = given_outside(grid, table, lead_days, lead_days + grid.days - 1);
    if (const auto stretch = find_short_stretch(problem, grid, nothing))
        return explain_window(problem, grid, nothing, *stretch);
    DutyExplanation explanation;
    explanation.answer = SolverAnswer::yes;
    std::set<int> seen;
    int windows = 0;
    for (const int column : days_by_slack(grid, hints)) {
        if (seen.contains(column) || windows >= explain_windows_most) continue;
        ++windows;
        const int first = std::max(lead_days, column - explain_window_days / 2);
        const int last = std::min(lead_days + grid.days - 1, first + explain_window_days - 1);
        for (int c = first + 2; c <= last - 2; ++c)
            seen.insert(c);
        seen.insert(column);
        auto found = explain_window(problem, grid, nothing, {grid.date(first), grid.date(last)});
        if (found.answer == SolverAnswer::no) return found;
        if (found.answer == SolverAnswer::gave_up) explanation.answer = SolverAnswer::gave_up;
    }
    return explanation;
}

DutyProblem apply_way(DutyProblem problem, const DutyWay& way) {
    const auto at = static_cast<std::size_t>(way.index);
    const auto person = std::ranges::find(problem.people, way.key, &DutyPerson::key);
    switch (way.kind) {
    case WayKind::drop_rule:
        std::erase_if(problem.rules, [&](const DutyRule& rule) { return rule.id == way.key; });
        break;
    case WayKind::recall: {
        // Back for the days of the window; what lies before and after stays.
        const DutyAbsence one = problem.absences[at];
        problem.absences.erase(problem.absences.begin() + way.index);
        if (one.days.first < way.days.first) {
            problem.absences.push_back(one);
            problem.absences.back().days.last = way.days.first - Days{1};
        }
        if (one.days.last > way.days.last) {
            problem.absences.push_back(one);
            problem.absences.back().days.first = way.days.last + Days{1};
        }
        break;
    }
    case WayKind::lift_ban:
        person->bans.erase(person->bans.begin() + way.index);
        break;
    case WayKind::drop_pair:
        problem.pairs.erase(problem.pairs.begin() + way.index);
        break;
    case WayKind::drop_limit:
        person->most_month_shifts = 0;
        break;
    case WayKind::extend_qualification:
        for (const std::string& key : problem.posts[at].qualifications)
            person->qualifications.push_back({key, way.days.first, way.days.last + Days{1}});
        break;
    case WayKind::add_person: {
        DutyPerson one;
        one.key = "person/one-more";
        while (std::ranges::find(problem.people, one.key, &DutyPerson::key) != problem.people.end())
            one.key += "-more";
        one.name = one.key;
        for (const std::string& key : problem.posts[at].qualifications)
            one.qualifications.push_back({key, problem.first_day - Days{lead_days}, {}});
        one.experienced = true;
        problem.people.push_back(std::move(one));
        break;
    }
    case WayKind::accept_gaps:
        for (const OpenShift& gap : way.gaps)
            problem.reductions.push_back(
                {gap.day, gap.post_key, gap.shift_key, gap.missing_count, "accepted"});
        break;
    }
    return problem;
}

} // namespace roster::schedule
