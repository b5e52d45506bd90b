/// The master of column generation: a linear program (COIN-OR Clp) that mixes known lines, one
/// whole line for each person, and pays for cover short or beyond. Rows of sums of missing people
/// can be bounded, which branches without touching the pricing.
#pragma once
#include "roster/schedule/patterns/pattern_model.h"
#include <memory>
#include <unordered_map>

class ClpSimplex;

namespace roster::schedule::patterns {

/// Bounds on the number of people missing over a set of cover rows.
struct SumBound {
    int sum; ///< Master::sum_of
    double low, high;
};

/// What a node of the search allows.
struct Restriction {
    std::vector<ChoiceMask> allowed; ///< [person * days + day]
    std::vector<SumBound> sums;
};

struct Column {
    int person;
    Line line;
    double cost; ///< without cover
};

/// What the linear program pays: `rows` for one more person on a cover row, `sums` for one more
/// person missing allowed in a bounded sum. On the grid of pricing.h once rounded.
struct Prices {
    std::vector<double> rows, sums;
};

class Master {
public:
    explicit Master(const PatternModel& model);
    ~Master();
    Master(const Master&) = delete;
    Master& operator=(const Master&) = delete;

    /// False when the column is known already.
    bool add_column(int person, const Line& line);
    /// Index of the sum over these cover rows, made at first use.
    int sum_of(const std::vector<int>& rows);
    /// Only lines and sums within the restriction, until the next call.
    void restrict_to(const Restriction& restriction);
    /// False when no known lines satisfy the restriction or the solver fails; then nothing below
    /// may be read. Pivots are added to `work`.
    /// @param most_cpu_s of the process; infinity for no limit
    [[nodiscard]] bool solve(double most_cpu_s, std::int64_t& work);

    [[nodiscard]] double objective() const;
    [[nodiscard]] Prices prices() const;
    [[nodiscard]] double line_price(int person) const; ///< dual of "one line for the person"
    [[nodiscard]] double column_value(int column) const;
    [[nodiscard]] double missing(int row) const; ///< people short on a cover row
    [[nodiscard]] double reduced_cost(int column) const;
    [[nodiscard]] bool is_allowed(int column) const { return is_allowed_[column] != 0; }

    [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
    [[nodiscard]] const std::vector<std::vector<int>>& sums() const { return sums_; }
    /// Forgets the columns of largest reduced cost outside the basis until at most `keep` stay.
    /// Call only after solve() was true.
    void forget_columns(std::size_t keep);

private:
    const PatternModel& model_;
    std::unique_ptr<ClpSimplex> lp_;
    std::vector<Column> columns_;
    std::vector<int> lp_at_; ///< position of each column in the linear program
    std::vector<char> is_allowed_;
    bool bounds_moved_ = false;                                 ///< since the last solve
    std::unordered_map<std::uint64_t, std::vector<int>> known_; ///< hash to columns
    std::vector<std::vector<int>> sums_;
    double excess_cost_; ///< of one person missing beyond the high bound of a sum
};

/// True when the restriction allows each day of the line.
[[nodiscard]] bool allows(const Restriction& restriction, int days, int person, const Line& line);

} // namespace roster::schedule::patterns
