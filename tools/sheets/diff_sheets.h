/// What an editor changed in an exported sheet, row by row, to be accepted or not.
#pragma once
#include "tools/sheets/column_map.h"
#include "tools/sheets/write_sheets.h"

namespace tools::sheets {

struct CellChange {
    std::string title; ///< of the column, as in WriteColumn
    CellPlace place;   ///< in the edited sheet; of a removed row: in the exported one
    std::string before, after;
    bool locked = false; ///< a cell that was not to be changed
    friend bool operator==(const CellChange&, const CellChange&) = default;
};
struct RowChange {
    enum class Kind { added, changed, removed, locked_changed } kind{};
    std::string key; ///< empty for added rows
    int row = 0;     ///< number in the edited sheet; of a removed row in the exported one
    std::vector<CellChange> cells; ///< of a removed row: none
    friend bool operator==(const RowChange&, const RowChange&) = default;
};
struct SheetDiff {
    std::vector<RowChange> rows; ///< added and changed in the edited sheet's order, removed last
    sim::core::Problems notes;   ///< unknown columns of the edited sheet, rows skipped
};

/// Compares two tables written by write_xlsx() or write_csv() with keys. Rows are matched by the
/// hidden key, so sorting and moving columns change nothing; values are compared as shown, ends
/// stripped, a date equal in any of its spellings. A row is `locked_changed` when any of its locked
/// cells differs, even if others do too. A whole column missing from the edited sheet is a problem,
/// not a thousand changes.
/// Errors: header or key column not found, a key twice, a key that was never exported.
[[nodiscard]] sim::core::Result<SheetDiff> diff_sheets(const std::string& file,
                                                       const Table& exported, const Table& edited,
                                                       std::span<const WriteColumn> columns);

} // namespace tools::sheets
