// A scenario of the library fitted to one's own building by choosing rooms.
#include "editor/panels/panes.h"
#include "editor/panels/script_hand.h"
#include "sim/core/locale.h"
#include "sim/core/text.h"
#include <algorithm>

namespace editor::panels {

using sim::core::tr;
using sim::core::trf;
using tools::library::Slot;
using view::palette;
using view::px;

namespace {

void draw_library(Desk& desk, ImVec2 size) {
    ScriptChoice& choice = *desk.script_choice;
    ImGui::BeginChild("library", size);
    const float width = ImGui::GetContentRegionAvail().x;
    for (std::size_t i = 0; i < choice.library.size(); ++i) {
        const auto& one = choice.library[i];
        const std::string words =
            trf("{} {}（{}）", i + 1, sim::core::shown_name(one.name, one.name_en),
                one.night ? tr("夜间") : tr("白天"));
        if (button(desk, ("scenario " + std::to_string(i + 1)).c_str(),
                   cut_to_width(words, width - px(24)), "", {width, px(36)},
                   i == choice.scenario ? Look::chosen : Look::quiet)) {
            choice.scenario = i;
            choice.rooms.clear();
        }
    }
    ImGui::EndChild();
}

void draw_plans(Desk& desk, float width) {
    ScriptChoice& choice = *desk.script_choice;
    quiet_text(tr("在哪座楼"));
    ImGui::SetNextItemWidth(width);
    std::optional<std::size_t> chosen;
    const std::string now =
        choice.plan < choice.plans.size() ? choice.plans[choice.plan].title : std::string();
    if (ImGui::BeginCombo("##plan", now.c_str())) {
        for (std::size_t i = 0; i < choice.plans.size(); ++i)
            if (ImGui::Selectable((choice.plans[i].title + "##" + std::to_string(i)).c_str(),
                                  i == choice.plan))
                chosen = i;
        ImGui::EndCombo();
    }
    note_item(desk, "field plan");
    if (chosen) choose_script_plan(desk, *chosen);
}

bool suits(const Slot& slot, const sim::plan::Space& space) {
    return std::find(slot.kinds.begin(), slot.kinds.end(), space.kind) != slot.kinds.end();
}

void draw_slot(Desk& desk, const Slot& slot, float width) {
    ScriptChoice& choice = *desk.script_choice;
    quiet_text(sim::core::shown_name(slot.name, slot.name_en));
    ImGui::SetNextItemWidth(width);
    const auto known = choice.rooms.find(slot.key);
    std::string now = tr("自动选合适的");
    const auto& spaces = choice.loaded->spaces;
    if (known != choice.rooms.end())
        for (const auto& space : spaces)
            if (space.key == known->second) now = space.name;
    if (ImGui::BeginCombo(("##" + slot.key).c_str(), now.c_str())) {
        if (ImGui::Selectable(tr("自动选合适的"), known == choice.rooms.end()))
            choice.rooms.erase(slot.key);
        for (const auto& space : spaces)
            if (suits(slot, space) &&
                ImGui::Selectable((space.name + "##" + space.key).c_str(), now == space.name))
                choice.rooms[slot.key] = space.key;
        ImGui::EndCombo();
    }
    note_item(desk, "slot " + slot.key);
}

} // namespace

void draw_script_new_page(Desk& desk, const Place& place) {
    const Pane pane("script new", place.low, place.size, palette().paper);
    ScriptChoice& choice = *desk.script_choice;
    const float width = std::min(px(1000), place.size.x - px(48)), half = (width - px(16)) / 2;
    ImGui::SetCursorPos({(place.size.x - width) / 2, px(20)});
    ImGui::BeginChild("column", {width, place.size.y - px(32)});
    heading(tr("做一个脚本：选一种火灾，选房间"));
    const float tall = ImGui::GetContentRegionAvail().y - px(64);
    draw_library(desk, {half, tall});
    ImGui::SameLine(0, px(16));
    ImGui::BeginChild("slots", {half, tall});
    const float inner = ImGui::GetContentRegionAvail().x;
    draw_plans(desk, inner);
    if (choice.loaded && choice.scenario < choice.library.size())
        for (const Slot& slot : choice.library[choice.scenario].slots)
            draw_slot(desk, slot, inner);
    ImGui::Dummy({0, px(8)});
    for (const sim::core::Problem& one : choice.problems) {
        ImGui::PushStyleColor(ImGuiCol_Text, palette().overdue);
        wrapped_text("■ " + one.what + (one.expected.empty() ? "" : "：" + one.expected));
        ImGui::PopStyleColor();
    }
    ImGui::EndChild();
    const bool fits = button(desk, "fit script", tr("做成脚本"), tr("回车"),
                             {half, px(main_button_height)}, Look::main);
    ImGui::SameLine(0, px(16));
    const bool leaves =
        button(desk, "leave", tr("回开始页"), "Esc", {half, px(main_button_height)}, Look::quiet);
    ImGui::EndChild();
    if (fits) return fit_script(desk);
    if (leaves) leave_script(desk);
}

} // namespace editor::panels
