/// The best mix of lines already known, as an integer program for COIN-OR Cbc. It runs in a child
/// process with limits of its own: Cbc has ended abnormally in repeated runs (its issues 202, 413),
/// and a crash there must not take the program along.
#pragma once
#include "roster/schedule/patterns/column_generator.h"

namespace roster::schedule::patterns {

struct MixLimits {
    std::size_t most_columns = 1500; ///< those of least reduced cost
    int most_nodes = 200;            ///< of Cbc's tree
    double cpu_s = 5;                ///< of the child; rounded up to whole seconds
};

enum class MixOutcome {
    improved,    ///< lines are cheaper than the cutoff
    none_better, ///< or none was found within the limits
    child_failed ///< crashed, was killed, or could not be started
};

struct Mix {
    MixOutcome outcome = MixOutcome::none_better;
    std::vector<Line> lines; ///< one for each person when improved
    double child_cpu_s = 0;
};

/// Solves the root relaxation first, so that reduced costs are of the root.
/// @param cutoff only rosters that cost less count
[[nodiscard]] Mix mix_known_lines(ColumnGenerator& generator, double cutoff,
                                  const MixLimits& limits);

} // namespace roster::schedule::patterns
