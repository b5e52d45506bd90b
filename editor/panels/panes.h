/// The panes of the desk, each drawn into its place; desk_layout.cpp says where they stand.
#pragma once
#include "editor/panels/widgets.h"

namespace editor::panels {

struct Place {
    ImVec2 low, size;
};

void draw_title_bar(Desk& desk, const Place& place);
void draw_list_pane(Desk& desk, const Place& place);
void draw_plan_strip(Desk& desk, const Place& place); ///< floors and zoom, above the plan
void draw_plan_pane(Desk& desk, const Place& place);
void draw_detail_pane(Desk& desk, const Place& place);
void draw_time_band(Desk& desk, const Place& place);

void draw_start_page(Desk& desk, const Place& place);
void draw_problem_page(Desk& desk, const Place& place);
void draw_film_page(Desk& desk, const Place& place);

} // namespace editor::panels
