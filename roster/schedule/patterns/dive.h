/// A dive: relax, make the surest lines final, relax again, until every person has one line.
#pragma once
#include "roster/schedule/patterns/column_generator.h"
#include "roster/schedule/patterns/incumbent.h"

namespace roster::schedule::patterns {

struct DiveLimits {
    int turns_at_each_step = 10; ///< pricing turns after each fixing
    double sure_value = 0.7;     ///< lines with at least this share are fixed together
};

/// Makes one line final for a person.
void fix_line(Restriction& restriction, int days, int person, const Line& line);

/// The master's solution as a roster when it is one line a person; empty otherwise.
[[nodiscard]] std::vector<Line> read_integral_lines(const Master& master, int people);

/// Starts from where the generator stands after a solve of `restriction`. Gives up when the bound
/// shows that nothing better than the incumbent lies below. True when the incumbent improved.
bool dive(ColumnGenerator& generator, Incumbent& incumbent, Restriction restriction,
          const DiveLimits& limits);

} // namespace roster::schedule::patterns
