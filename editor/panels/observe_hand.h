/// What keys and buttons do on the pages of the observer's sheet.
#pragma once
#include "editor/panels/desk.h"

namespace editor::panels {

[[nodiscard]] bool is_sheet(const std::filesystem::path& path); ///< by its name, .sheet.json
[[nodiscard]] std::filesystem::path sheet_folder();

void set_up_sheet(Desk& desk);
/// Who takes part, by the day's shift, once for each script.
void read_sheet_roles(Desk& desk);
/// A new sheet from what was asked; what is wrong with it is said there.
void begin_sheet(Desk& desk);
void open_sheet(Desk& desk, const std::filesystem::path& path);
void show_review(Desk& desk);
/// The stopwatch runs and is shown.
[[nodiscard]] bool is_timing(const Desk& desk) noexcept;

void press_on_sheet(Desk& desk, Key key);
void press_on_sheet(Desk& desk, Stroke stroke); ///< Ctrl Z, Ctrl Y

void start_clock(Desk& desk);
void choose_post(Desk& desk, std::size_t post);
/// Marks the n-th button shown, from 0.
void mark_act(Desk& desk, std::size_t shown);
void undo_on_sheet(Desk& desk);
void redo_on_sheet(Desk& desk);

/// Page review; each says what it did or why not in Observing::notice.
void change_mark(Desk& desk, const document::SheetMark& after);
void merge_other(Desk& desk);
void show_score(Desk& desk);
void sign_sheet(Desk& desk);
void record_sheet(Desk& desk);

} // namespace editor::panels
