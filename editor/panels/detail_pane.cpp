// Right: about the selected thing; the whole drill and the legend when nothing is selected.
#include "editor/panels/debrief_hand.h"
#include "editor/panels/details.h"
#include "editor/panels/panes.h"
#include "sim/core/text.h"

namespace editor::panels {

using sim::core::tr;
using view::palette;
using view::px;

void draw_detail_pane(Desk& desk, const Place& place) {
    const Pane pane("details", place.low, place.size, palette().panel);
    if (desk.right_folded) {
        ImGui::SetCursorPos({px(2), px(8)});
        if (button(desk, "unfold right", "«", "", {px(28), px(44)}, Look::quiet))
            desk.right_folded = false;
        return;
    }
    quiet_text(desk.selection          ? tr("选中的")
               : desk.document->played ? tr("这场演练")
                                       : tr("这张图"));
    ImGui::SameLine(place.size.x - px(44));
    if (button(desk, "fold right", "»", "", {px(32), px(32)}, Look::quiet))
        desk.right_folded = true;
    ImGui::BeginChild("about");
    if (is_debriefing(desk) && draw_debrief_details(desk)) {
        ImGui::EndChild();
        return;
    }
    using Kind = document::Selection::Kind;
    switch (desk.selection.kind) {
    case Kind::none:
        draw_overview(desk);
        break;
    case Kind::person:
        draw_person_details(desk);
        break;
    case Kind::space:
        draw_space_details(desk);
        break;
    default:
        draw_thing_details(desk);
        break;
    }
    ImGui::EndChild();
}

} // namespace editor::panels
