// Three fixed panes and one band below; nothing floats.
#include "editor/panels/panes.h"
#include "editor/view/theme.h"

namespace editor::panels {

using view::palette;
using view::px;

namespace {

constexpr float frame_width = 4; ///< of the drill's colour, around everything

ImU32 frame_color(const Desk& desk) {
    if (desk.page == Page::observe_setup || desk.page == Page::observe || desk.page == Page::review)
        return view::color_of(sim::core::DrillKind::real);
    if (!desk.document || !desk.document->played) return palette().line;
    return view::color_of(desk.document->record.header.kind);
}

/// The edges alone: the panes cover the rest, and a pixel painted twice costs twice.
void draw_frame(ImVec2 window, float edge, ImU32 color) {
    ImDrawList& list = *ImGui::GetBackgroundDrawList();
    list.AddRectFilled({0, 0}, {window.x, edge}, color);
    list.AddRectFilled({0, window.y - edge}, window, color);
    list.AddRectFilled({0, edge}, {edge, window.y - edge}, color);
    list.AddRectFilled({window.x - edge, edge}, {window.x, window.y - edge}, color);
}

void draw_document(Desk& desk, const Place& all) {
    const float top = px(title_height),
                band = px(desk.document->played ? band_height : plan_band_height),
                strip = px(strip_height);
    const float left = px(desk.left_folded ? folded_width : left_width);
    const float right = px(desk.right_folded ? folded_width : right_width);
    const float middle = all.size.x - left - right, tall = all.size.y - top - band;
    const ImVec2 o = all.low;
    draw_title_bar(desk, {o, {all.size.x, top}});
    draw_list_pane(desk, {{o.x, o.y + top}, {left, tall}});
    draw_plan_strip(desk, {{o.x + left, o.y + top}, {middle, strip}});
    draw_plan_pane(desk, {{o.x + left, o.y + top + strip}, {middle, tall - strip}});
    draw_detail_pane(desk, {{o.x + left + middle, o.y + top}, {right, tall}});
    draw_time_band(desk, {{o.x, o.y + top + tall}, {all.size.x, band}});
}

} // namespace

void draw_desk(Desk& desk) {
    desk.items.clear();
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    const float edge = px(frame_width);
    draw_frame(window, edge, frame_color(desk));
    const Place all{{edge, edge}, {window.x - 2 * edge, window.y - 2 * edge}};
    switch (desk.page) {
    case Page::start:
        return draw_start_page(desk, all);
    case Page::problems:
        return draw_problem_page(desk, all);
    case Page::document:
        return draw_document(desk, all);
    case Page::film:
        return draw_film_page(desk, all);
    case Page::what_if:
        return draw_what_if_page(desk, all);
    case Page::pair:
        return draw_pair_page(desk, all);
    case Page::draw:
        return draw_draw_page(desk, all);
    case Page::setup:
        return draw_setup_page(desk, all);
    case Page::live:
        return draw_live_page(desk, all);
    case Page::observe_setup:
        return draw_observe_setup(desk, all);
    case Page::observe:
        return draw_observe_page(desk, all);
    case Page::review:
        return draw_review_page(desk, all);
    case Page::lists:
        return draw_lists_page(desk, all);
    case Page::script_new:
        return draw_script_new_page(desk, all);
    case Page::script:
        return draw_script_page(desk, all);
    }
}

} // namespace editor::panels
