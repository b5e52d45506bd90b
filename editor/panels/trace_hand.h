/// What keys, clicks and buttons do to the picture under a drawing.
#pragma once
#include "editor/panels/desk.h"

namespace editor::panels {

/// A list of pictures, PDFs and CAD drawings instead of the drawing.
void show_trace_files(Desk& desk);
void show_plan_sheet(Desk& desk); ///< back to the drawing; what runs is ended
/// By its kind; what cannot be traced is said.
void choose_trace_file(Desk& desk, const std::filesystem::path& file);
void choose_page(Desk& desk, int page); ///< of the PDF that was chosen: shows it
void take_page(Desk& desk);             ///< puts that page under the level
/// Of a CAD drawing: reads its layers and shows them.
void begin_cad(Desk& desk);
void ask_for_cad_picture(Desk& desk); ///< of the layers wanted now, when it is not there yet
void toggle_layer(Desk& desk, std::size_t row);
void trace_cad(Desk& desk);      ///< puts the wanted layers under the level as a picture
void make_cad_rooms(Desk& desk); ///< rooms and doors between the wanted layers' lines
/// Keys of the sheets above; false: not one of theirs.
bool press_on_trace_sheet(Desk& desk, Stroke stroke);
bool press_on_trace_sheet(Desk& desk, Key key);
/// A file from the desktop fell on the window: traced, or opened.
void drop_file(Desk& desk, const std::filesystem::path& file);

void begin_step(Desk& desk, TraceStep step);
/// One of the two points, or nothing while none is asked for.
void click_on_underlay(Desk& desk, sim::plan::Vec2 at_m);
/// Enter: the typed length of the stretch between them.
void enter_known_length(Desk& desk);
void drag_underlay(Desk& desk, sim::plan::Vec2 by_m);

/// Sees to what other programs do; asks for pictures that are to be shown. Once a drawing.
void advance_tracing(Desk& desk);
void cancel_task(Desk& desk);
/// Something is going on that will change the picture by itself.
[[nodiscard]] bool is_busy(const Desk& desk) noexcept;
/// Ends at once when nothing is going on. For tests: waits at most `limit_s`.
[[nodiscard]] bool wait_for_tasks(Desk& desk, double limit_s);

} // namespace editor::panels
