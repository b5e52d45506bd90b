/// All lines that a contract allows, as the paths of one layered graph. A node is what the rules
/// need to know on the eve of a day (run of work or rest, weekends, minutes, counted shifts);
/// nodes with the same futures are one node. Built once for each contract, walked at each pricing.
#pragma once
#include "roster/schedule/patterns/pattern_problem.h"
#include <cstddef>
#include <cstdint>
#include <span>

namespace roster::schedule::patterns {

/// What of a person shapes the graph; days off and bars are prices, not shape.
struct Contract {
    std::vector<int> max_shifts;
    int max_work_min, min_work_min;
    int max_consecutive_shifts, min_consecutive_shifts, min_consecutive_days_off, max_weekends;
    std::optional<History> history;
    friend bool operator==(const Contract&, const Contract&) = default;
};
[[nodiscard]] Contract contract_of(const Person& person);

/// A shift type's limit that the graph does not count; the walker of the graph has to.
struct OpenLimit {
    int shift;
    int most;
};

/// Choice of a day: 0 is free, s + 1 is shift s.
using Choice = std::uint8_t;

struct LineArc {
    std::uint32_t target : 26; ///< always a smaller node number than the arc's own
    std::uint32_t choice : 6;  ///< Choice
    friend bool operator==(const LineArc&, const LineArc&) = default;
};
static_assert(sizeof(LineArc) == 4 && max_shift_types + 1 < 64);

/// Node 0 is the only end; the last node is the root. Nodes of day d (their arcs choose for day d)
/// are layer_begin[d] <= node < layer_end(d); later days have smaller numbers.
struct LineGraph {
    std::vector<std::uint32_t> layer_begin; ///< one for each day
    std::vector<std::uint32_t> first_arc;   ///< one for each node and one more
    std::vector<LineArc> arcs;
    std::vector<OpenLimit> open_limits;

    [[nodiscard]] std::uint32_t node_count() const {
        return first_arc.empty() ? 0 : static_cast<std::uint32_t>(first_arc.size() - 1);
    }
    [[nodiscard]] int days() const { return static_cast<int>(layer_begin.size()); }
    [[nodiscard]] std::uint32_t layer_end(int day) const {
        return day == 0 ? node_count() : layer_begin[day - 1];
    }
    [[nodiscard]] std::span<const LineArc> arcs_of(std::uint32_t node) const {
        return {arcs.data() + first_arc[node], first_arc[node + 1] - first_arc[node]};
    }
};

enum class GraphOutcome {
    built,
    no_line, ///< the contract alone allows none
    too_large,
};

/// Small limits on a shift type are counted in the graph while the number of their combinations
/// stays at most this; the others become open limits. More: larger graphs, fewer label searches.
inline constexpr int max_counted_combinations = 16;

/// Which lines a graph holds when all of them would be too many.
enum class GraphScope {
    exact,    ///< the contract's lines, no more and no fewer
    narrow,   ///< only lines that use up minutes, weekends and counted shifts about evenly
    narrower, ///< the same with less play
    wide,     ///< more than the contract's: weekends and shift types are not limited (for bounds)
    widest,   ///< minutes are not limited either
};

/// @param most_states reached before equal futures are joined; more is GraphOutcome::too_large
/// Cost: one visit for each reachable state and choice, about 7 million states a second.
[[nodiscard]] GraphOutcome make_line_graph(const PatternProblem& problem, const Contract& contract,
                                           GraphScope scope, std::size_t most_states,
                                           LineGraph& graph);

} // namespace roster::schedule::patterns
