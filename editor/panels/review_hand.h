/// What is handed in with an observer's sheet and comes out of it: photos, the printed form.
#pragma once
#include "editor/panels/desk.h"

namespace editor::panels {

/// Pictures where people keep them, newest first, for the chosen mark.
void choose_photo(Desk& desk);
/// Onto the chosen mark, with a trace, and a copy of it beside the sheet.
void attach_photo(Desk& desk, const std::filesystem::path& photo);
/// Into the ledger's files, once the drill is on file.
void hand_in_photos(Desk& desk);
/// 演练记录表 of the drill on file, beside the sheet, by a program of its own.
void print_form(Desk& desk);
[[nodiscard]] bool is_printing(const Desk& desk) noexcept;
/// Looks whether the form is written. @return it is not being written any more
bool see_to_printing(Desk& desk);

} // namespace editor::panels
