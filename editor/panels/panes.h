/// The panes of the desk, each drawn into its place; desk_layout.cpp says where they stand.
#pragma once
#include "editor/panels/widgets.h"
#include "editor/view/canvas.h"

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

/// Of a record that is talked over: the choice of lists, the lists other than people, and what the
/// right pane says of them. @return something was said, or is being written
void draw_left_tabs(Desk& desk, float width);
void draw_left_list(Desk& desk);
[[nodiscard]] bool draw_debrief_details(Desk& desk);
void draw_debrief_buttons(Desk& desk);
[[nodiscard]] const char* sign_of(sim::drill::OutcomeStatus status) noexcept;
[[nodiscard]] ImU32 ink_of(sim::drill::OutcomeStatus status) noexcept;

/// Marks of what happened, over the whole length; of a record, a place to seek in.
void draw_time_line(Desk& desk);

/// A line for each role to write its player in; nothing without roles.
void draw_role_choices(Desk& desk, std::vector<RoleChoice>& roles);
void draw_setup_page(Desk& desk, const Place& place);
/// People left, plan in the middle, the open decision right, injects below.
void draw_live_page(Desk& desk, const Place& place);
void draw_decision_pane(Desk& desk, const Place& place);

/// Tools left, plan in the middle, the selected thing right, problems below.
void draw_draw_page(Desk& desk, const Place& place);
void draw_tools(Desk& desk, const Place& place);
void draw_sheet(Desk& desk, const Place& place); ///< the plan under the hand
void draw_properties(Desk& desk, const Place& place);
/// What the tool asks for, in the properties.
void draw_compartment_choice(Desk& desk);
void draw_stamp_choice(Desk& desk);
void draw_underlay_choice(Desk& desk);
/// Instead of the sheet while something to trace is chosen.
void draw_trace_sheet(Desk& desk, const Place& place);
void draw_trace_task(Desk& desk, const Place& place); ///< over it, while a program works
void draw_problem_pane(Desk& desk, const Place& place);
/// A bar of a round length, so that a picture without numbers still tells how large things are.
void draw_scale_bar(const Desk& desk, const view::Canvas& canvas);
/// Wheel and the other mouse buttons, over the last control.
void look_about(Desk& desk);

/// Fits the level into the viewport when that is due.
void apply_fit(Desk& desk);

void draw_start_page(Desk& desk, const Place& place);
void draw_problem_page(Desk& desk, const Place& place);
void draw_observe_setup(Desk& desk, const Place& place);
/// Nine buttons, one person, one clock.
void draw_observe_page(Desk& desk, const Place& place);
/// All marks, what contradicts, score, signature.
void draw_review_page(Desk& desk, const Place& place);
/// The ledger's lists: table, the open row.
void draw_lists_page(Desk& desk, const Place& place);
/// In place of its table.
void draw_own_home(Desk& desk, float width);
void draw_importing(Desk& desk, float width);
void draw_script_new_page(Desk& desk, const Place& place);
/// Injects and expected actions left, the chosen one right, all on a time line below.
void draw_script_side(Desk& desk, const Place& place);
void draw_whole_script(Desk& desk); ///< its fields, inside a pane
void draw_script_page(Desk& desk, const Place& place);
/// Decisions left, the plan at that moment, what else could have been decided right.
void draw_what_if_page(Desk& desk, const Place& place);
/// Two nights on one clock, and what came out otherwise.
void draw_pair_page(Desk& desk, const Place& place);
/// The two plans alone, each under its name.
void draw_pair_plans(Desk& desk, const Place& place);
void draw_film_page(Desk& desk, const Place& place);

} // namespace editor::panels
