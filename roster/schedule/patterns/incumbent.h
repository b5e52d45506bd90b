/// The best roster found so far, and the cheap descent that every candidate goes through.
#pragma once
#include "roster/schedule/patterns/budget.h"
#include "roster/schedule/patterns/pricing.h"

namespace roster::schedule::patterns {

class Incumbent {
public:
    Incumbent(const PatternModel& model, Budget& budget) : model_(model), budget_(budget) {}

    /// Improves the candidate one person at a time, each exactly against all others, and keeps it
    /// when it is cheaper than the best so far. True when kept.
    /// @param lines every person's line, all within the hard rules
    bool offer(std::vector<Line> lines, LinePricer& pricer);
    /// One person after another takes the line that suits those before.
    bool build_greedily(LinePricer& pricer);

    [[nodiscard]] bool exists() const { return !lines_.empty(); }
    [[nodiscard]] double cost() const { return cost_; } ///< no_line_cost while none exists
    [[nodiscard]] const std::vector<Line>& lines() const { return lines_; }

private:
    [[nodiscard]] std::vector<double> choice_costs_beside(const std::vector<int>& present,
                                                          int person) const;
    void count(const Line& line, int step, std::vector<int>& present) const;
    bool keep(std::vector<Line> lines);

    const PatternModel& model_;
    Budget& budget_;
    std::vector<Line> lines_;
    double cost_ = no_line_cost;
};

} // namespace roster::schedule::patterns
