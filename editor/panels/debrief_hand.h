/// What keys and buttons do while a drill is talked over: plan against actual, bookmarks, ways,
/// findings. A test drives this without a window.
#pragma once
#include "editor/panels/desk.h"

namespace editor::panels {

/// Plan against actual and the bookmarks of the shown record, anew.
void begin_debriefing(Desk& desk);
[[nodiscard]] bool is_debriefing(const Desk& desk) noexcept;

void choose_left_list(Desk& desk, LeftList list);
/// The clock goes to when it was done, else to when it was due.
void choose_act(Desk& desk, std::size_t index);
void choose_bookmark(Desk& desk, std::size_t index);
void set_tracks(Desk& desk, bool shown);

/// Asks for a sentence for this moment; the clock stands still meanwhile.
void begin_bookmark(Desk& desk);
/// Begins from the chosen expectation that was missed, late or wrong, else from the moment.
void begin_finding(Desk& desk);
/// Keeps what is being written. What is missing is said.
void finish_writing(Desk& desk);
void cancel_writing(Desk& desk);
void remove_bookmark(Desk& desk);
void undo_bookmarks(Desk& desk);
void redo_bookmarks(Desk& desk);

/// @return the key means something here
bool press_on_debrief(Desk& desk, Key key);
void press_on_debrief(Desk& desk, Stroke stroke);

} // namespace editor::panels
