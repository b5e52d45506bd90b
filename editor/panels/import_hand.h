/// What is done on the lists page to register one's own home and to take in a table.
#pragma once
#include "editor/panels/desk.h"

namespace editor::panels {

/// False where the ledger has the example only, or is not there; true while it is being read.
[[nodiscard]] bool has_own_home(const Desk& desk) noexcept;
/// The lines to write in for one's own home; the ledger need not be there yet.
void ask_for_own_home(Desk& desk);
void finish_own_home(Desk& desk);

/// Tables found on this computer, to choose from.
void show_tables(Desk& desk);
/// Compares it in a thread of its own; on whatever page the file was dropped.
void choose_table(Desk& desk, const std::filesystem::path& file);
/// One of those that were found, by number from 0; nothing when another is chosen already.
void choose_found_table(Desk& desk, std::size_t number);
/// The same file as another kind of table.
void choose_table_kind(Desk& desk, ledger::SheetKind kind);
void advance_importing(Desk& desk); ///< once a drawing
/// Nobody waits for what is still being compared.
void leave_comparison(Desk& desk);
/// The rows without problems, in a thread of its own; it is not broken off.
void take_compared(Desk& desk);
[[nodiscard]] bool is_taking(const Desk& desk) noexcept;
/// What is said of each row, or an empty table of that kind, into the data folder. Says where.
void save_comparison(Desk& desk);
void save_empty_table(Desk& desk);
/// One step back: from the comparison to the files, from there to the list.
void leave_importing(Desk& desk);

} // namespace editor::panels
