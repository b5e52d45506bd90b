#include "roster/schedule/patterns/tree_search.h"
#include "roster/schedule/patterns/dive.h"
#include <algorithm>

namespace roster::schedule::patterns {
namespace {

constexpr std::size_t candidates_tried = 8; ///< splits looked at before one is taken
constexpr int turns_for_trial = 2;          ///< pricing turns for each side of a trial

} // namespace

TreeSearch::TreeSearch(ColumnGenerator& generator, Incumbent& incumbent, Restriction root,
                       double root_bound)
    : generator_(generator), incumbent_(incumbent) {
    push(std::move(root), root_bound);
}

void TreeSearch::push(Restriction restriction, double bound) {
    open_.emplace(std::pair{round_up_bound(bound), --pushed_}, std::move(restriction));
}

double TreeSearch::bound() const {
    double least = std::min({lost_bound_, now_bound_, incumbent_.cost()});
    if (!open_.empty()) least = std::min(least, open_.begin()->first.first);
    return least;
}

Split TreeSearch::choose_split(const Restriction& restriction, double parent_bound) {
    auto splits = find_splits(generator_, candidates_tried);
    if (splits.empty() || splits.size() == 1 || splits.front().sum >= 0)
        return splits.empty() ? Split{} : splits.front();
    double best = -1;
    Split chosen = splits.front();
    for (const auto& split : splits) {
        const auto sides = apply_split(restriction, generator_.model(), split);
        double gains[2];
        int at = 0;
        for (const auto* side : {&sides.first, &sides.second}) {
            const auto found = generator_.solve(*side, {incumbent_.cost(), turns_for_trial});
            const double reached =
                found.is_usable ? std::min(generator_.master().objective(), incumbent_.cost())
                                : incumbent_.cost();
            gains[at++] = std::max(reached - parent_bound, 1e-4);
        }
        const double score = gains[0] * gains[1];
        if (score > best) {
            best = score;
            chosen = split;
        }
        if (generator_.budget().is_spent()) break;
    }
    return chosen;
}

void TreeSearch::split(const Restriction& restriction, double bound) {
    if (auto lines = read_integral_lines(generator_.master(), generator_.model().people());
        !lines.empty())
        incumbent_.offer(std::move(lines), generator_.pricer());
    if (round_up_bound(bound) >= incumbent_.cost()) return;
    const auto chosen = choose_split(restriction, bound);
    if (chosen.sum < 0 && chosen.inside == 0) {
        lost_bound_ = std::min(lost_bound_, round_up_bound(bound));
        return;
    }
    auto sides = apply_split(restriction, generator_.model(), chosen);
    push(std::move(sides.second), bound);
    push(std::move(sides.first), bound);
}

bool TreeSearch::step() {
    if (!open_.empty() && open_.begin()->first.first >= incumbent_.cost()) open_.clear();
    if (open_.empty()) return false;
    const auto taken = open_.extract(open_.begin());
    const Restriction& restriction = taken.mapped();
    now_bound_ = taken.key().first;
    ++nodes_;
    const auto relaxation = generator_.solve(restriction, {incumbent_.cost()});
    const double bound = std::max(relaxation.bound, now_bound_);
    if (round_up_bound(bound) < incumbent_.cost()) {
        if (generator_.budget().is_spent())
            push(restriction, bound);
        else if (!relaxation.is_usable)
            lost_bound_ = std::min(lost_bound_, round_up_bound(bound));
        else
            split(restriction, bound);
    }
    now_bound_ = no_line_cost;
    return true;
}

} // namespace roster::schedule::patterns
