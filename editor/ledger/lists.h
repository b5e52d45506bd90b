/// The ledger's lists for the desk: the same functions that answer the command line, put into rows.
/// Reads only. Every call opens the database and closes it, so that a thread of its own may ask.
#pragma once
#include "editor/ledger/table.h"
#include "sim/core/result.h"
#include <filesystem>

namespace editor::ledger {

enum class ListKind { due, people, teams, findings, sessions, roster, swaps };
inline constexpr std::size_t list_kind_count = 7;
/// "到期": Chinese; pass through tr().
[[nodiscard]] const char* word(ListKind kind) noexcept;

/// Which ledger; empty: the user's own, which need not be there.
struct Place {
    std::filesystem::path database;
};
/// False while there is no ledger in a file at that place.
[[nodiscard]] bool exists(const Place& place);
/// Makes one with the example home; nothing when there is one.
[[nodiscard]] sim::core::Result<void> make_example(const Place& place);

/// Of the organisation on top of the tree and all below it, today; the roster of this month.
/// Errors in words: no ledger, damaged, of a newer program, locked.
/// Cost: a few statements; 0.2 s for 6,000 people.
[[nodiscard]] sim::core::Result<Table> load_list(const Place& place, ListKind kind);

/// What the start page says.
struct DueCounts {
    int overdue = 0, soon = 0;
};
[[nodiscard]] sim::core::Result<DueCounts> count_due(const Place& place);

} // namespace editor::ledger
