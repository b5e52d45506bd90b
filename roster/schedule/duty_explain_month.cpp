// A conflict of a month: hours and rest bind only all its days together, so a post's days are taken
// out in one piece. That it is impossible is shown by arithmetic where that can; that it is
// possible without a piece, by a roster.
#include "roster/schedule/duty_counting_mixes.h"
#include "roster/schedule/duty_explain_state.h"
#include "roster/schedule/duty_generator.h"

#include <algorithm>
#include <map>

namespace roster::schedule {

namespace {

using Members = std::set<ConflictMember>;

/// Effort on one piece; more than this and it is left in, and the conflict not called minimal.
/// Source: docs/references.md#duty-search
constexpr int piece_conflicts_most = 3'000, again_conflicts_most = 6'000;
constexpr std::int64_t piece_moves_most = 400'000;
constexpr int unanswered_most = 2, hard_conflicts_most = 300;

/// Arithmetic looks at these with the others switched off; at the rest it looks as they stand.
bool is_understood(MemberKind kind) {
    return kind != MemberKind::fixed && kind != MemberKind::longest_shift;
}

/// Whom or what it concerns alone: taken out first, for what holds without them is plainer.
bool is_personal(MemberKind kind) {
    switch (kind) {
    case MemberKind::absence:
    case MemberKind::ban:
    case MemberKind::qualification:
    case MemberKind::pair:
    case MemberKind::own_limit:
    case MemberKind::elsewhere:
        return true;
    default:
        return false;
    }
}

/// Rows whose member is gone, from the back.
template <class Row>
void erase_rows(std::vector<Row>& rows, const Members& gone, MemberKind kind, int person = -1) {
    for (std::size_t i = rows.size(); i-- > 0;) {
        const int at = static_cast<int>(i);
        if (gone.contains(person < 0 ? ConflictMember{kind, at, 0}
                                     : ConflictMember{kind, person, at}))
            rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

/// The problem without some members but cover.
DutyProblem without(const DutyProblem& problem, const Members& gone) {
    DutyProblem less = problem;
    erase_rows(less.rules, gone, MemberKind::rule);
    erase_rows(less.absences, gone, MemberKind::absence);
    erase_rows(less.pairs, gone, MemberKind::pair);
    erase_rows(less.elsewhere, gone, MemberKind::elsewhere);
    for (std::size_t p = 0; p < less.people.size(); ++p)
        erase_rows(less.people[p].bans, gone, MemberKind::ban, static_cast<int>(p));
    for (const ConflictMember& one : gone) {
        const auto at = static_cast<std::size_t>(one.first);
        if (one.kind == MemberKind::own_limit) less.people[at].most_month_shifts = 0;
        if (one.kind == MemberKind::shift_rest) less.shifts[at].rest_after_min = 0;
        if (one.kind == MemberKind::qualification)
            for (const std::string& key :
                 less.posts[static_cast<std::size_t>(one.second)].qualifications)
                less.people[at].qualifications.push_back(
                    {key, problem.first_day - Days{lead_days}, {}});
    }
    return less;
}

/// Whether arithmetic says that a set of members cannot be kept in a stretch.
class Arithmetic {
public:
    Arithmetic(const DutyProblem& problem, const DutyGrid& grid, const Stretch& at, Members all)
        : problem_(problem), grid_(grid), at_(at), all_(std::move(all)) {}
    [[nodiscard]] bool says_no(const Members& kept) const {
        Members gone;
        std::ranges::set_difference(all_, kept, std::inserter(gone, gone.begin()));
        if (std::ranges::any_of(gone, [](const auto& one) { return !is_understood(one.kind); }))
            return false;
        const bool same = std::ranges::all_of(
            gone, [](const auto& one) { return one.kind == MemberKind::cover; });
        if (same) return is_short(problem_, grid_, kept);
        const DutyProblem less = without(problem_, gone);
        const auto grid = make_grid(less);
        return grid && is_short(less, *grid, kept);
    }

private:
    bool is_short(const DutyProblem& problem, DutyGrid grid, const Members& kept) const {
        for (int column = lead_days; column < lead_days + grid.days; ++column)
            for (int k = 0; k < grid.kind_count(); ++k) {
                const int post = grid.kinds[static_cast<std::size_t>(k)].post;
                if ((at_.kinds >> k & 1u) == 0 || !kept.contains({MemberKind::cover, post, column}))
                    grid.minimum[grid.need_at(column, k)] = 0;
            }
        return is_short_of_people(problem, grid, at_.kinds);
    }
    const DutyProblem& problem_;
    const DutyGrid& grid_;
    Stretch at_;
    Members all_;
};

Members within(const Members& kept, int first, int last) {
    Members less;
    for (const ConflictMember& one : kept)
        if (one.kind != MemberKind::cover || (one.second >= first && one.second <= last))
            less.insert(one);
    return less;
}

/// As few days as arithmetic needs: an early end, then a late begin.
Members narrow_days(const Arithmetic& arithmetic, Members kept, const Stretch& at) {
    int low = at.first, high = at.last; // the least last day lies within
    while (low < high) {
        const int middle = (low + high) / 2;
        if (arithmetic.says_no(within(kept, at.first, middle)))
            high = middle;
        else
            low = middle + 1;
    }
    const int last = high;
    low = at.first;
    high = last; // the latest first day lies within
    while (low < high) {
        const int middle = (low + high + 1) / 2;
        if (arithmetic.says_no(within(kept, middle, last)))
            low = middle;
        else
            high = middle - 1;
    }
    return within(kept, low, last);
}

/// What is taken out in one piece: a member, or all days of a post.
std::vector<Members> list_pieces(const Members& kept) {
    std::map<int, Members> posts;
    std::vector<Members> pieces, others;
    for (const ConflictMember& one : kept)
        if (one.kind == MemberKind::cover)
            posts[one.first].insert(one);
        else
            (is_personal(one.kind) ? pieces : others).push_back({one});
    for (auto& [post, days] : posts)
        pieces.push_back(std::move(days));
    std::ranges::move(others, std::back_inserter(pieces));
    return pieces;
}

Members minus(const Members& kept, const Members& piece) {
    Members less;
    std::ranges::set_difference(kept, piece, std::inserter(less, less.begin()));
    return less;
}

/// As few pieces as arithmetic needs; the personal ones all at once where none is needed.
Members shrink_by_arithmetic(const Arithmetic& arithmetic, Members kept) {
    Members personal;
    for (const ConflictMember& one : kept)
        if (is_personal(one.kind)) personal.insert(one);
    if (!personal.empty() && arithmetic.says_no(minus(kept, personal)))
        kept = minus(kept, personal);
    for (const Members& piece : list_pieces(kept))
        if (Members less = minus(kept, piece); arithmetic.says_no(less)) kept = std::move(less);
    return kept;
}

/// Whether the search by steps finds a roster that keeps everything but these members. No answer
/// the other way: what it does not find may be.
bool has_roster(const DutyProblem& problem, const DutyGrid& grid, const Members& gone) {
    DutyProblem less = without(problem, gone);
    for (const ConflictMember& one : gone)
        for (int k = 0; one.kind == MemberKind::cover && k < grid.kind_count(); ++k) {
            const GridKind& kind = grid.kinds[static_cast<std::size_t>(k)];
            const int minimum = grid.minimum[grid.need_at(one.second, k)];
            if (kind.post == one.first && minimum > 0)
                less.reductions.push_back(
                    {grid.date(one.second), problem.posts[static_cast<std::size_t>(kind.post)].key,
                     problem.shifts[static_cast<std::size_t>(kind.shift)].key, minimum});
        }
    const auto made = generate_roster(less, {1, piece_moves_most, 0});
    return made && made->violations.empty();
}

} // namespace

bool is_short_of_people(const DutyProblem& problem, const DutyGrid& grid, std::uint64_t kinds) {
    if (cells_of(problem, grid, kinds) <= explain_whole_most)
        return calc_missing_by_mixes(problem, grid, kinds) > 0;
    return std::ranges::any_of(count_heads(problem, grid), [&](const HeadCount& count) {
        return count.verdict == HeadVerdict::short_of_people &&
               (kinds_of(grid, count.posts) & kinds) != 0;
    });
}

SolverAnswer can_keep(const DutyProblem& problem, const DutyGrid& grid, const DutyTable& table,
                      DaySpan window, std::span<const ConflictMember> members) {
    const auto [first, last] = columns_of(grid, window);
    const DutyTable given = given_outside(grid, table, first, last);
    const Stretch at{first, last, ~std::uint64_t{0}};
    Oracle oracle(problem, grid, given, at);
    const Members kept(members.begin(), members.end());
    if (Arithmetic(problem, grid, at, oracle.members()).says_no(kept)) return SolverAnswer::no;
    Members used;
    return oracle.ask(kept, used);
}

std::optional<DutyConflict> find_month_conflict(const DutyProblem& problem, const DutyGrid& grid,
                                                const DutyTable& given, const Stretch& at) {
    Oracle oracle(problem, grid, given, at, piece_conflicts_most);
    const Members all = oracle.members();
    const Arithmetic arithmetic(problem, grid, at, all);
    DutyConflict conflict{{grid.date(at.first), grid.date(at.last)}, {}, true, {}, 0};
    conflict.days_together = true;
    Members kept = all;
    if (arithmetic.says_no(kept)) {
        kept = shrink_by_arithmetic(arithmetic, std::move(kept));
        kept = narrow_days(arithmetic, std::move(kept), at);
    } else {
        Members used;
        if (at.last - at.first + 1 < grid.days) return std::nullopt; // all days will be asked
        if (oracle.ask(all, used, explain_conflicts_most) != SolverAnswer::no) return std::nullopt;
        kept = std::move(used);
    }
    int unanswered = 0; // pieces on which the solver gave up
    for (const Members& piece : list_pieces(kept)) {
        Members used;
        SolverAnswer answer =
            oracle.ask(minus(kept, piece), used,
                       unanswered > unanswered_most ? hard_conflicts_most : piece_conflicts_most);
        // Steps often find at once the roster that clauses do not; a search begun anew the proof.
        // Where a few were hard the others are: no more is spent on them.
        if (answer == SolverAnswer::gave_up && ++unanswered <= unanswered_most &&
            has_roster(problem, grid, minus(all, minus(kept, piece))))
            answer = SolverAnswer::yes;
        if (answer == SolverAnswer::gave_up && unanswered == 1)
            answer = oracle.ask(minus(kept, piece), used, again_conflicts_most);
        switch (answer) {
        case SolverAnswer::yes:
            break;
        case SolverAnswer::no:
            kept = std::move(used);
            break;
        case SolverAnswer::gave_up:
            conflict.is_minimal = false;
            break;
        }
    }
    conflict.members.assign(kept.begin(), kept.end());
    conflict.question_count = oracle.questions;
    return conflict;
}

} // namespace roster::schedule
