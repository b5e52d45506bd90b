/// What the right pane says about one thing.
#pragma once
#include "editor/panels/widgets.h"

namespace editor::panels {

void draw_overview(Desk& desk); ///< nothing is selected: counts and legend
void draw_person_details(Desk& desk);
void draw_space_details(Desk& desk);
void draw_thing_details(Desk& desk); ///< opening, bed, equipment, detector

/// "能见度", layer and temperatures of a cell.
void draw_air(const sim::drill::CellFrame& air);

} // namespace editor::panels
