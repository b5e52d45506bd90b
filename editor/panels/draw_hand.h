/// What keys and clicks do on the draw page.
#pragma once
#include "editor/panels/desk.h"

namespace editor::panels {

void draw_new(Desk& desk);
/// One gesture: the blank drawing becomes a copy of that building.
void take_template(Desk& desk, const std::filesystem::path& path);
/// The plan of page document, from its file.
void draw_shown_plan(Desk& desk);
/// Also plans with problems, which page document cannot show.
void draw_path(Desk& desk, const std::filesystem::path& path);
void recover(Desk& desk, const document::Recovery& recovery);
/// What is not saved stays as a recovery copy and is offered on the start page.
void leave_drawing(Desk& desk);

/// What goes on by itself: pictures that come, beds that are still judged. Once a drawing.
void advance_drawing(Desk& desk);

void press(Desk& desk, Stroke stroke);
void choose_tool(Desk& desk, Tool tool);
void turn_stamp(Desk& desk); ///< a quarter to the left
/// The pointer is there now; snapped unless `Alt` is held. @pre page draw
void point_at(Desk& desk, sim::plan::Vec2 at_m, double reach_m);
/// A click where the pointer is.
void click_on_sheet(Desk& desk, sim::plan::Vec2 at_m, double reach_m);
/// The selected thing was dragged that far: one gesture.
void drag_selection(Desk& desk, sim::plan::Vec2 by_m);

/// One gesture; what is refused is said. Keeps a recovery copy. @return done
bool commit(Desk& desk, const document::EditResult& edit);
bool commit_plan(Desk& desk, const sim::plan::Plan& after);
void undo(Desk& desk);
void redo(Desk& desk);
void save(Desk& desk);

} // namespace editor::panels
