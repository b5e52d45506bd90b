/// Branch and price: the tree whose nodes are restrictions, always the node of least bound next,
/// so that the least bound of the open nodes is the bound of all.
#pragma once
#include "roster/schedule/patterns/branching.h"
#include "roster/schedule/patterns/incumbent.h"
#include <map>

namespace roster::schedule::patterns {

class TreeSearch {
public:
    /// @param root       where the tree begins
    /// @param root_bound true for it; both references outlive the search
    TreeSearch(ColumnGenerator& generator, Incumbent& incumbent, Restriction root,
               double root_bound);

    /// Takes the open node of least bound, prunes or splits it. False when none is open.
    bool step();

    /// Whole number; no roster costs less. Infinite when the tree is empty and nothing was found.
    [[nodiscard]] double bound() const;
    [[nodiscard]] bool is_done() const { return bound() >= incumbent_.cost(); }
    [[nodiscard]] std::int64_t nodes() const { return nodes_; }
    [[nodiscard]] std::size_t open_nodes() const { return open_.size(); }

private:
    void push(Restriction restriction, double bound);
    /// Keeps the master's solution if it is integral, otherwise pushes the two sides.
    void split(const Restriction& restriction, double bound);
    [[nodiscard]] Split choose_split(const Restriction& restriction, double parent_bound);

    ColumnGenerator& generator_;
    Incumbent& incumbent_;
    /// By rounded bound, then the youngest first: the search goes deep among equals.
    std::map<std::pair<double, std::int64_t>, Restriction> open_;
    std::int64_t nodes_ = 0, pushed_ = 0;
    double lost_bound_ = no_line_cost; ///< of nodes that could not be split for numerical reasons
    double now_bound_ = no_line_cost;  ///< of the node being worked on
};

} // namespace roster::schedule::patterns
