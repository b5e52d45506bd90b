/// The cheapest line of one person when each (day, shift) pays a price: a dynamic programme over
/// the contract's graph, and above it a label search where a limit is not counted in the graph.
/// Exact. Prices are multiples of 2^-20 and costs are integers below 2^32, so that every sum here
/// is exact in double arithmetic and a bound made of them is true to its last bit.
#pragma once
#include "roster/schedule/patterns/pattern_model.h"
#include <cmath>
#include <limits>

namespace roster::schedule::patterns {

inline constexpr double price_grid = 1048576.0; ///< 2^20: prices are whole multiples of 1/2^20
[[nodiscard]] inline double round_price(double price) {
    return std::nearbyint(price * price_grid) / price_grid;
}

/// Cost of what is not allowed; sums with it stay above every real cost.
inline constexpr double no_line_cost = std::numeric_limits<double>::infinity();

struct PricedLine {
    /// No allowed line costs less (base cost, choices, minus prices); no_line_cost when none
    /// exists.
    double bound = no_line_cost;
    double cost = no_line_cost; ///< of `line`; equals bound when the search was complete
    Line line;                  ///< empty when none was found
};

class LinePricer {
public:
    /// @param model outlives the pricer
    explicit LinePricer(const PatternModel& model);

    /// @param row_prices what one more person on each cover row is worth, on the grid
    /// @param allowed    one mask a day
    [[nodiscard]] PricedLine price(int person, const std::vector<double>& row_prices,
                                   const ChoiceMask* allowed);
    /// As price(), with what each choice of each day costs, [day * choice_count + choice],
    /// no_line_cost where forbidden.
    [[nodiscard]] PricedLine price_choices(int person, const std::vector<double>& choice_costs);

    /// Arcs walked and labels made so far: the measure of work, the same on every machine.
    [[nodiscard]] std::int64_t work() const { return work_; }

private:
    double sweep(const LineGraph& graph, const std::vector<double>& choice_costs);
    [[nodiscard]] Line trace(const LineGraph& graph, const std::vector<double>& choice_costs) const;
    [[nodiscard]] bool follow_masks(const LineGraph& graph, const ChoiceMask* allowed,
                                    Line& line) const;
    [[nodiscard]] bool keeps_open_limits(const LineGraph& graph, const Line& line) const;
    void search_labels(const LineGraph& graph, const std::vector<double>& choice_costs,
                       PricedLine& found);

    const PatternModel& model_;
    std::vector<double> to_go_; ///< for each node: cheapest way to the end
    std::vector<double> choice_costs_;
    std::int64_t work_ = 0;
};

} // namespace roster::schedule::patterns
