/// Improves a roster by releasing a part of it (some people, or some days of everybody) and solving
/// that part again with a dive and a small tree (large neighbourhood search).
#pragma once
#include "roster/schedule/patterns/tree_search.h"

namespace roster::schedule::patterns {

class ReleaseSearch {
public:
    /// The references outlive the search; the incumbent exists.
    ReleaseSearch(ColumnGenerator& generator, Incumbent& incumbent, std::uint64_t seed);

    /// One release. True when the incumbent improved.
    bool step();

private:
    [[nodiscard]] Restriction release_people(int count);
    [[nodiscard]] Restriction release_days(int first, int count);
    [[nodiscard]] double draw();

    ColumnGenerator& generator_;
    Incumbent& incumbent_;
    std::uint64_t seed_;
    std::uint32_t steps_ = 0, draws_ = 0;
    double people_share_, day_share_; ///< how much is released; grows while releases end early
};

} // namespace roster::schedule::patterns
