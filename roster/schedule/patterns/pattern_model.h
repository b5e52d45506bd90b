/// A problem made ready for column generation: one graph for each different contract, the price of
/// each person's choices, and the cover rows.
#pragma once
#include "roster/schedule/patterns/line_graph.h"

namespace roster::schedule::patterns {

/// Choices that a person may have on a day, one bit each: bit 0 free, bit s + 1 shift s.
using ChoiceMask = std::uint64_t;

struct CoverRow {
    int day, shift, need;
    double under_weight, over_weight;
};

struct PatternModel {
    int days = 0, choice_count = 0; ///< choice_count = shift types + 1
    std::vector<LineGraph> graphs;
    std::vector<int> graph_of; ///< for each person: what lines are made from
    /// For each person: a graph of all the contract's lines and more, for bounds, where graph_of is
    /// narrow; -1 where graph_of is exact.
    std::vector<int> bound_graph_of;
    std::vector<double> base_cost;          ///< for each person: every on-request unmet
    std::vector<double> choice_cost;        ///< [(person * days + day) * choice_count + choice]
    std::vector<ChoiceMask> allowed;        ///< [person * days + day]
    std::vector<CoverRow> rows;             ///< one for each (day, shift) with a need
    std::vector<int> row_of;                ///< [day * choice_count + choice], -1 when none
    std::vector<std::string> impossible;    ///< people without any line: no roster exists
    std::vector<std::string> too_many_ways; ///< people of whom no graph was made in that

    [[nodiscard]] int people() const { return static_cast<int>(graph_of.size()); }
    [[nodiscard]] const LineGraph& graph(int person) const { return graphs[graph_of[person]]; }
};

/// States visited for all graphs together before lines are left out: 40 million are about 6 CPU s
/// and 1 GB.
inline constexpr std::size_t most_states_together = 40'000'000;

/// @param problem without faults (find_faults)
/// @param most_states shared evenly among the different contracts
[[nodiscard]] PatternModel make_pattern_model(const PatternProblem& problem,
                                              std::size_t most_states = most_states_together);

/// Requests' cost of one person's line, without cover.
[[nodiscard]] double calc_line_cost(const PatternModel& model, int person, const Line& line);
/// Requests and cover. Exact: all weights are integers.
[[nodiscard]] double calc_roster_cost(const PatternModel& model, const std::vector<Line>& lines);

} // namespace roster::schedule::patterns
