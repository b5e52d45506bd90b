// Left: who there is (a record), or which rooms (a plan).
#include "editor/panels/debrief_hand.h"
#include "editor/panels/panes.h"
#include "editor/view/people_painter.h"
#include "editor/view/symbols.h"
#include "editor/view/words.h"
#include "sim/core/text.h"
#include <algorithm>

namespace editor::panels {

using document::Selection;
using sim::core::tr;
using sim::core::trf;
using sim::drill::PersonOutcome;
using view::palette;
using view::px;

namespace {

ImU32 outcome_color(PersonOutcome outcome) {
    switch (outcome) {
    case PersonOutcome::inside:
        return palette().quiet;
    case PersonOutcome::safe:
    case PersonOutcome::sheltered:
        return palette().in_time;
    case PersonOutcome::incapacitated:
        return palette().overdue;
    }
    return palette().quiet;
}

/// Short enough for a row; the right pane has the whole words.
const char* short_outcome(const sim::drill::PersonFrame& person, PersonOutcome outcome) {
    if (!person.present) return tr("未到场");
    switch (outcome) {
    case PersonOutcome::inside:
        return person.moving ? tr("走动") : "";
    case PersonOutcome::safe:
        return tr("● 安全");
    case PersonOutcome::sheltered:
        return tr("● 避险");
    case PersonOutcome::incapacitated:
        return tr("× 失能");
    }
    return "";
}

/// One selectable row; answers where to draw in it.
struct Row {
    ImVec2 low;
    float width;
    bool visible; ///< else nothing has to be drawn in it
};

Row begin_row(Desk& desk, const Selection& selection, const std::string& key) {
    Row row{ImGui::GetCursorScreenPos(), ImGui::GetContentRegionAvail().x, true};
    const bool chosen = desk.selection == selection;
    ImGui::PushID(key.c_str());
    if (ImGui::Selectable("##row", chosen, 0, {0, px(row_height)})) {
        select(desk, chosen ? Selection{} : selection);
        desk.scroll_to_selection = false;
        look_at_selection(desk);
    }
    row.visible = ImGui::IsItemVisible();
    note_item(desk, "row " + key);
    if (chosen && desk.scroll_to_selection) {
        ImGui::SetScrollHereY();
        desk.scroll_to_selection = false;
    }
    ImGui::PopID();
    return row;
}

void put(const Row& row, float x, const std::string& words, ImU32 color) {
    const float size = ImGui::GetFontSize();
    ImGui::GetWindowDrawList()->AddText(
        {row.low.x + x, row.low.y + (px(row_height) - size) / 2 - px(2)}, color, words.c_str());
}

void draw_person_row(Desk& desk, const Selection& selection, const document::Moment& moment) {
    const auto& who = desk.document->record.cast[selection.index];
    const Row row = begin_row(desk, selection, who.key);
    if (!row.visible) return;
    const auto* now = moment.before ? &moment.before->people[selection.index] : nullptr;
    const PersonOutcome outcome = now && document::has_begun(*desk.document, desk.playback.time_s)
                                      ? now->outcome
                                      : PersonOutcome::inside;
    const std::string state = now ? short_outcome(*now, outcome) : "";
    const float state_width = ImGui::CalcTextSize(state.c_str()).x;
    view::draw_person(*ImGui::GetWindowDrawList(),
                      {row.low.x + px(12), row.low.y + px(row_height) / 2}, px(7), who.group,
                      outcome);
    const std::string name = who.mobility.empty() ? who.name : who.name + "  " + who.mobility;
    put(row, px(28), cut_to_width(name, row.width - px(40) - state_width), palette().text);
    if (now)
        put(row, row.width - state_width - px(4), state,
            outcome_color(now->present ? outcome : PersonOutcome::inside));
}

void draw_people(Desk& desk) {
    const auto& cast = desk.document->record.cast;
    const document::Moment moment = moment_of(desk);
    std::optional<sim::drill::PersonGroup> group;
    for (const Selection& selection : list_rows(desk)) {
        const auto now = cast[selection.index].group;
        if (group != now) {
            const auto count = std::count_if(cast.begin(), cast.end(),
                                             [&](const auto& c) { return c.group == now; });
            quiet_text(trf("{} {} 人", tr(view::word(now)), count));
            group = now;
        }
        draw_person_row(desk, selection, moment);
    }
}

void draw_rooms(Desk& desk) {
    const auto& p = desk.document->plan();
    for (const Selection& selection : list_rows(desk)) {
        const auto& space = p.spaces[selection.index];
        const Row row = begin_row(desk, selection, space.key);
        if (!row.visible) continue;
        const auto beds = std::count_if(p.beds.begin(), p.beds.end(), [&](const auto& bed) {
            return bed.space.index() == selection.index;
        });
        const std::string note = beds ? trf("{} 张床", beds) : std::string();
        const float note_width = ImGui::CalcTextSize(note.c_str()).x;
        put(row, px(8), cut_to_width(space.name, row.width - note_width - px(24)), palette().text);
        put(row, row.width - note_width - px(4), note, palette().quiet);
    }
}

} // namespace

void draw_list_pane(Desk& desk, const Place& place) {
    const Pane pane("list", place.low, place.size, palette().panel);
    if (desk.left_folded) {
        ImGui::SetCursorPos({px(2), px(8)});
        if (button(desk, "unfold left", "»", "", {px(28), px(44)}, Look::quiet))
            desk.left_folded = false;
        return;
    }
    const bool played = desk.document->played;
    if (is_debriefing(desk))
        draw_left_tabs(desk, place.size.x - px(72));
    else
        heading(played ? tr("人员") : tr("房间"));
    ImGui::SameLine(place.size.x - px(44));
    if (button(desk, "fold left", "«", "", {px(32), px(32)}, Look::quiet)) desk.left_folded = true;
    ImGui::BeginChild("rows");
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {px(8), px(2)});
    if (is_debriefing(desk) && desk.debriefing.list != LeftList::people)
        draw_left_list(desk);
    else if (played)
        draw_people(desk);
    else
        draw_rooms(desk);
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

} // namespace editor::panels
