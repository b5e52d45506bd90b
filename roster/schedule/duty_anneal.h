/// State and cost of the annealing in duty_generator.h; nothing outside it needs this.
#pragma once
#include "roster/schedule/duty_ledger.h"

namespace roster::schedule {

/// Cost of one broken rule, and of what is only wished. Own scale, chosen by trial:
/// docs/references.md#duty-search
inline constexpr double first_hard_factor = 60.0, last_hard_factor = 1e5;
inline constexpr double fair_factor = 4.0;
inline constexpr double untaken_factor = 12.0; ///< a shift between minimum and target left open
inline constexpr double wish_factor = 1.0;     ///< times the request's own

/// Table of people and, below them, rows of nobody: a shift held by nobody is open.
class DutyAnneal {
public:
    DutyAnneal(const DutyProblem& problem, const DutyGrid& grid);

    /// Fills every target greedily; what nobody can take goes to a row of nobody.
    void fill();
    /// Takes the people's cells from a table, and gives what it leaves open to rows of nobody.
    void fill_from(const DutyTable& table);

    /// Change of cost if two rows change cells in columns [first, last]; cells are left swapped.
    /// Ask `may_swap` before.
    double swap(int a, int b, int first, int last);
    void undo(); ///< takes the last swap back
    /// Nothing fixed, everybody allowed what he gets, and at least one cell differs.
    [[nodiscard]] bool may_swap(int a, int b, int first, int last) const;

    [[nodiscard]] int people() const noexcept { return grid_.people; }
    [[nodiscard]] int rows() const noexcept { return rows_; }
    [[nodiscard]] int cell(int row, int column) const noexcept {
        return table_[grid_.at(row, column)];
    }
    [[nodiscard]] const std::vector<std::pair<int, int>>& open_cells();
    [[nodiscard]] const ShareGroups& groups() const noexcept { return groups_; }
    /// Whether shares cannot be evener, rules are kept and wishes granted, as far as rows tell.
    [[nodiscard]] bool is_settled() const;
    [[nodiscard]] double calc_row_cost(int row) const; ///< rules of that row alone, from scratch
    /// Cells of the people only.
    [[nodiscard]] DutyTable table() const;
    [[nodiscard]] const DutyTable& all() const noexcept { return table_; }
    void restore_all(const DutyTable& all);
    [[nodiscard]] double total_cost() const; ///< from scratch
    /// The same without shares and isolated days: broken rules, open shifts, wishes.
    [[nodiscard]] double broken_cost() const;
    /// Rules that stay broken weigh more from now on, by a factor; never beyond last_hard_factor.
    void raise_hard_factor(double factor);

private:
    struct Segment {
        int day_offset, segment;
    };
    struct Counts {
        std::array<int, share_kinds> share{};
        int work_min = 0;
    };
    void prepare_weights(const DutyProblem& problem);
    void prepare_segments();
    void recount();
    void lay_untaken(std::span<const std::pair<int, int>> untaken); ///< column, kind; by column
    [[nodiscard]] double sequence_cost(int row, int first, int last) const;
    [[nodiscard]] double month_cost(int row, int month) const;
    [[nodiscard]] double year_cost(int row, int year) const;
    [[nodiscard]] double period_cost(int row, int period) const;
    [[nodiscard]] double share_cost(int row) const;
    [[nodiscard]] double counts_cost(int row, int first, int last) const;
    [[nodiscard]] double wish_cost(int row, int first, int last) const;
    [[nodiscard]] double isolated_cost(int row, int first, int last) const;
    [[nodiscard]] double open_cost(int column, int kind) const;
    [[nodiscard]] double pair_cost(int row, int first, int last) const;
    [[nodiscard]] double day_cost(int first, int last) const;
    [[nodiscard]] double touched_cost() const;
    void count(int row, int column, int kind, int sign);
    void count_swap(int sign);
    [[nodiscard]] std::size_t month_at(int row, int month) const noexcept {
        return static_cast<std::size_t>(row) * grid_.months.size() +
               static_cast<std::size_t>(month);
    }

    const DutyProblem& problem_;
    const DutyGrid& grid_;
    ShareGroups groups_;
    int rows_ = 0;
    int reach_ = 0; ///< days that a cell's rules look back
    DutyTable table_;
    double hard_factor_ = first_hard_factor;
    std::vector<std::array<double, share_kinds>> fair_; ///< [people] expected of the horizon
    Shares peer_shares_;
    std::vector<Counts> counts_;                ///< [people]
    std::vector<int> month_shifts_, month_min_; ///< [people * months]
    std::vector<int> year_min_;                 ///< [people * 3]
    std::vector<int> period_min_;               ///< [people * periods] of overtime; empty: no limit
    std::vector<std::vector<std::pair<int, bool>>> pairs_; ///< [people] index in grid pairs, first?
    std::vector<std::vector<int>> wishes_;   ///< [people] indices in requests, empty: none
    std::vector<int> open_;                  ///< [width * kinds] held by nobody
    std::vector<int> experienced_, present_; ///< [width * kinds]
    std::vector<int> segment_start_min_;
    std::vector<std::vector<Segment>> segments_; ///< [kinds] parts of the day that a shift covers
    std::vector<int> volunteers_;                ///< [width * segments]
    bool counts_days_ = false;                   ///< experienced or volunteers are asked for
    bool has_wishes_ = false, has_pairs_ = false;
    std::vector<std::pair<int, int>> open_cells_;
    bool open_known_ = false;
    int a_ = 0, b_ = 0, first_ = 0, last_ = 0; ///< the last swap
};

} // namespace roster::schedule
