/// What keys and buttons do to a script.
#pragma once
#include "editor/panels/desk.h"

namespace editor::panels {

/// Chooses a scenario of the library and a building.
void choose_script(Desk& desk);
void choose_script_plan(Desk& desk, std::size_t plan);
/// Fits the chosen scenario; what is wrong is said on the page. Saved where drills are looked for.
void fit_script(Desk& desk);
void open_script(Desk& desk, const std::filesystem::path& path);
void leave_script(Desk& desk);

void press_on_script(Desk& desk, Key key);
void press_on_script(Desk& desk, Stroke stroke);
void select_item(Desk& desk, const document::ScriptItem& item);
/// One gesture; a script that could not be played is refused in words. @return done
bool commit_script(Desk& desk, const sim::drill::Scenario& after);
void choose_script_list(Desk& desk, document::ScriptList list);
void add_script_item(Desk& desk); ///< to the list that is shown
void add_script_inject(Desk& desk);
void add_script_expected(Desk& desk);
void copy_script_item(Desk& desk);
void remove_script_item(Desk& desk);
void shift_script(Desk& desk); ///< from the selected item on, by `shift_by_s`
void scale_script(Desk& desk); ///< by `scale_ratio`
void save_script(Desk& desk);

} // namespace editor::panels
