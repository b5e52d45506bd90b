/// Solves the linear relaxation of a node over all lines, known and unknown: master and pricing in
/// turns, with a lower bound at each turn that is true even when the turns are cut short.
#pragma once
#include "roster/schedule/patterns/budget.h"
#include "roster/schedule/patterns/master.h"
#include "roster/schedule/patterns/pricing.h"

namespace roster::schedule::patterns {

struct Relaxation {
    /// No roster within the restriction costs less (Lagrange bound of exact pricing; ceiling of it
    /// holds too, since costs are integers). no_line_cost when somebody has no allowed line.
    double bound = -no_line_cost;
    bool is_converged = false; ///< no unknown line can improve the master
    bool is_usable = false;    ///< the master holds a solution to read
};

class ColumnGenerator {
public:
    /// Both outlive the generator.
    ColumnGenerator(const PatternModel& model, Budget& budget);

    struct Stop {
        double at_bound = no_line_cost; ///< when the bound's ceiling reaches this
        int after_turns = 1'000'000;
        double at_budget_share = 1; ///< when this much of the budget is used
    };
    /// Leaves the master at the last solution found for the restriction.
    Relaxation solve(const Restriction& restriction, const Stop& stop);

    [[nodiscard]] Master& master() { return master_; }
    [[nodiscard]] LinePricer& pricer() { return pricer_; }
    [[nodiscard]] const PatternModel& model() const { return model_; }
    [[nodiscard]] Budget& budget() { return budget_; }
    [[nodiscard]] Restriction root() const;

private:
    struct Turn {
        double bound;
        bool has_new;
    };
    [[nodiscard]] bool is_over(const Stop& stop) const;
    [[nodiscard]] PricedLine price(const Restriction& restriction, const Prices& prices,
                                   int person);
    enum class FirstLines {
        given,
        impossible, ///< somebody has no allowed line
        not_found,  ///< somebody may have one, the search for it gave up
    };
    FirstLines give_everyone_a_line(const Restriction& restriction);
    [[nodiscard]] Turn price_everyone(const Restriction& restriction, const Prices& prices);
    [[nodiscard]] double calc_price_bound(const Restriction& restriction,
                                          const Prices& prices) const;

    const PatternModel& model_;
    Budget& budget_;
    Master master_;
    LinePricer pricer_;
    std::size_t most_columns_; ///< twice as many are thinned out to this
    Prices centre_;            ///< of the best bound: prices are drawn towards it
};

/// Costs are integers, so that a true bound may be rounded up.
[[nodiscard]] double round_up_bound(double bound);

} // namespace roster::schedule::patterns
