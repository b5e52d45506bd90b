/// What keys and buttons do on the page of the ledger's lists.
#pragma once
#include "editor/panels/desk.h"

namespace editor::panels {

void show_list(Desk& desk, ledger::ListKind kind);
/// Makes a ledger with the example home, where there is none, and shows it.
void make_example_ledger(Desk& desk);
/// What was done, or why not, above the open row.
void say_on_list(Desk& desk, std::string words, bool refused);
void press_on_lists(Desk& desk, Key key);
/// Takes what was read in the meantime. Once a drawing.
void advance_listing(Desk& desk);
[[nodiscard]] bool is_reading(const Desk& desk) noexcept;
/// For tests: until the ledger is read, at most `limit_s`.
[[nodiscard]] bool wait_for_list(Desk& desk, double limit_s);

/// The filter or the order changed.
void look_again(Desk& desk);
void sort_by(Desk& desk, std::size_t column); ///< once more: the other way round
void choose_list_row(Desk& desk, std::size_t shown);
/// The row that is open; null when none is shown.
[[nodiscard]] const ledger::Row* open_row(const Desk& desk) noexcept;
[[nodiscard]] std::vector<ledger::Action> row_actions(const Desk& desk);
void begin_action(Desk& desk, std::size_t number);
void cancel_action(Desk& desk);
void finish_action(Desk& desk); ///< enters it; what is refused is said and may be mended
/// What is shown as a CSV in the data folder. Says where.
void export_list(Desk& desk);

} // namespace editor::panels
