#include "roster/schedule/patterns/release_search.h"
#include "roster/schedule/patterns/dive.h"
#include "sim/core/random.h"
#include <algorithm>
#include <numeric>

namespace roster::schedule::patterns {
namespace {

constexpr double first_share = 0.3, least_share = 0.1; ///< of the people or days
constexpr double growth = 1.08, shrinkage = 0.93; ///< after a release solved to its end, or not
constexpr std::int64_t nodes_each = 12;           ///< of the small tree

} // namespace

ReleaseSearch::ReleaseSearch(ColumnGenerator& generator, Incumbent& incumbent, std::uint64_t seed)
    : generator_(generator), incumbent_(incumbent), seed_(seed), people_share_(first_share),
      day_share_(first_share) {}

double ReleaseSearch::draw() {
    return sim::core::draw_uniform(
        {seed_, sim::core::Stream::pattern_release, 0, steps_, draws_++});
}

Restriction ReleaseSearch::release_people(int count) {
    auto restriction = generator_.root();
    std::vector<int> order(generator_.model().people());
    std::iota(order.begin(), order.end(), 0);
    for (std::size_t i = order.size() - 1; i > 0; --i)
        std::swap(order[i], order[static_cast<std::size_t>(draw() * static_cast<double>(i + 1))]);
    for (std::size_t i = static_cast<std::size_t>(count); i < order.size(); ++i)
        fix_line(restriction, generator_.model().days, order[i], incumbent_.lines()[order[i]]);
    return restriction;
}

Restriction ReleaseSearch::release_days(int first, int count) {
    auto restriction = generator_.root();
    const int days = generator_.model().days;
    for (int p = 0; p < generator_.model().people(); ++p)
        for (int day = 0; day < days; ++day)
            if ((day - first + days) % days >= count)
                restriction.allowed[static_cast<std::size_t>(p) * days + day] =
                    ChoiceMask{1} << (incumbent_.lines()[p][day] + 1);
    return restriction;
}

bool ReleaseSearch::step() {
    ++steps_;
    draws_ = 0;
    const double before = incumbent_.cost();
    const bool by_people = steps_ % 2 == 1;
    double& share = by_people ? people_share_ : day_share_;
    const int whole = by_people ? generator_.model().people() : generator_.model().days;
    const int count = std::clamp(static_cast<int>(share * whole), std::min(2, whole), whole);
    const auto restriction =
        by_people ? release_people(count) : release_days(static_cast<int>(draw() * whole), count);
    const auto relaxation = generator_.solve(restriction, {incumbent_.cost()});
    bool ended = round_up_bound(relaxation.bound) >= incumbent_.cost();
    if (!ended && relaxation.is_usable) {
        dive(generator_, incumbent_, restriction, {});
        TreeSearch tree(generator_, incumbent_, restriction, relaxation.bound);
        while (!tree.is_done() && tree.nodes() < nodes_each && !generator_.budget().is_spent() &&
               tree.step()) {
        }
        ended = tree.is_done();
    }
    share = std::clamp(share * (ended ? growth : shrinkage), least_share, 1.0);
    return incumbent_.cost() < before;
}

} // namespace roster::schedule::patterns
