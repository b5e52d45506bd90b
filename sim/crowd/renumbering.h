/// A new order of rows: walkers who are near each other come to lie near each other in memory.
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

namespace sim::crowd {

class Renumbering {
public:
    /// @param old_rows the old rows in their new order, each once
    explicit Renumbering(std::vector<std::uint32_t> old_rows)
        : old_rows_(std::move(old_rows)), new_rows_(old_rows_.size()) {
        for (std::size_t k = 0; k < old_rows_.size(); ++k)
            new_rows_[old_rows_[k]] = static_cast<std::uint32_t>(k);
    }
    [[nodiscard]] std::uint32_t new_row(std::size_t old) const noexcept { return new_rows_[old]; }

    /// Moves a column's rows; a column may be shorter, its missing rows are `absent`.
    template <class T>
    void apply(std::vector<T>& column, const T& absent = T{}) const {
        column.resize(old_rows_.size(), absent);
        std::vector<T> moved;
        moved.reserve(column.capacity());
        for (const std::uint32_t old : old_rows_)
            moved.push_back(std::move(column[old]));
        column = std::move(moved);
    }
    /// For a column that is a list of rows.
    void rename(std::vector<std::uint32_t>& rows) const {
        for (std::uint32_t& row : rows)
            row = new_rows_[row];
    }

private:
    std::vector<std::uint32_t> old_rows_, new_rows_;
};

} // namespace sim::crowd
