/// How a node of the search is split in two: by how many people are missing over a set of cover
/// rows, or by one choice of one person on one day.
#pragma once
#include "roster/schedule/patterns/column_generator.h"

namespace roster::schedule::patterns {

/// Exactly one of the two forms: a sum (sum >= 0) split at `cut`, or a cell split by a mask.
struct Split {
    int sum = -1;
    double cut = 0; ///< at most cut, or at least cut + 1
    int person = 0, day = 0;
    ChoiceMask inside = 0; ///< one side has these choices, the other side the rest
    double score = 0;      ///< the larger, the more both sides are expected to gain
};

/// Candidates for a split of the master's present solution, best first; empty when it is integral.
/// Cost: all columns times days.
[[nodiscard]] std::vector<Split> find_splits(ColumnGenerator& generator, std::size_t most);

/// The two sides; the one nearer to the present solution comes first.
[[nodiscard]] std::pair<Restriction, Restriction>
apply_split(const Restriction& parent, const PatternModel& model, const Split& split);

} // namespace roster::schedule::patterns
