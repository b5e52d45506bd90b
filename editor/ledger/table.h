/// A list of the ledger as rows of words, and how it is looked at: filtered, sorted, one row open.
#pragma once
#include "roster/domain/calendar.h"
#include <optional>
#include <string>
#include <vector>

namespace editor::ledger {

enum class Tone { plain, in_time, soon, overdue };

/// What a planned shift is, beside its words.
struct ShiftOnRow {
    std::string post_key;
    roster::domain::Date day{};
    bool is_now = false;   ///< under way, or beginning or ended a short while off
    bool is_ahead = false; ///< has not begun
};

struct Row {
    std::string key; ///< in the ledger; empty for what has none
    std::vector<std::string> cells;
    std::vector<std::string> details; ///< lines behind it: which rows, which rule, which steps
    Tone tone = Tone::plain;
    std::string organisation_key = {}; ///< whose it is, where an entry asks for it
    std::optional<ShiftOnRow> shift = {};
};

struct Table {
    std::string headline; ///< how many, in words
    std::vector<std::string> columns;
    std::vector<Row> rows;
    std::string when_empty = {}; ///< what to do where there is nothing yet
    bool of_example = false;     ///< the ledger has no home but the example
};

/// How a table is looked at.
struct Look {
    std::string filter;              ///< words, all of which a row has to hold; case is no matter
    std::optional<std::size_t> sort; ///< column; none: as the ledger orders them
    bool descending = false;
};
/// Numbers of the rows that are shown, in order. Numbers sort as numbers, all else as text; equal
/// cells keep the ledger's order. Cost: linear to filter, n log n to sort.
[[nodiscard]] std::vector<std::size_t> rows_shown(const Table& table, const Look& look);

/// UTF-8 with a byte-order mark: what is shown, in its order.
[[nodiscard]] std::string to_csv(const Table& table, const std::vector<std::size_t>& rows);

} // namespace editor::ledger
