// The page on which a building is drawn: title, tools, and where the panes stand.
#include "editor/panels/draw_hand.h"
#include "editor/panels/panes.h"
#include "sim/core/text.h"
#include <algorithm>

namespace editor::panels {

using sim::core::tr;
using view::palette;
using view::px;

namespace {

constexpr float tools_width = 184, problems_height = 168, properties_width = 288;

void draw_title(Desk& desk, const Place& place) {
    const Pane pane("title", place.low, place.size, palette().paper);
    Drawing& d = *desk.drawing;
    ImGui::SetCursorPos({px(10), px(4)});
    const ImVec2 tall{0, px(button_height)};
    const auto wide = [&](const char* words, const char* key) {
        return ImVec2{button_width(words, key), tall.y};
    };
    if (button(desk, "leave", tr("开始页"), "O", wide(tr("开始页"), "O"), Look::quiet))
        return leave_drawing(desk);
    ImGui::SameLine(0, px(12));
    const bool fresh = d.file.path().empty() && !d.file.changed(); // nothing drawn yet
    chip(d.file.changed() ? tr("未保存")
         : fresh          ? tr("新图")
                          : tr("已保存"),
         d.file.changed() ? palette().soon
         : fresh          ? palette().quiet
                          : palette().in_time);
    ImGui::SameLine(0, px(12));
    const char* const words[] = {tr("撤销"), tr("重做"), tr("保存")};
    const char* const keys[] = {"Ctrl Z", "Ctrl Y", "Ctrl S"};
    float buttons = px(40);
    for (int i = 0; i < 3; ++i)
        buttons += button_width(words[i], keys[i]);
    const float room = place.size.x - ImGui::GetCursorPosX() - buttons;
    {
        const HeadingFace face;
        face.put(cut_to_width(d.file.plan().name, room));
    }
    ImGui::SetCursorPos({place.size.x - buttons + px(20), px(4)});
    if (button(desk, "undo", words[0], keys[0], wide(words[0], keys[0]), Look::quiet)) undo(desk);
    ImGui::SameLine(0, px(6));
    if (button(desk, "redo", words[1], keys[1], wide(words[1], keys[1]), Look::quiet)) redo(desk);
    ImGui::SameLine(0, px(6));
    if (button(desk, "save", words[2], keys[2], wide(words[2], keys[2]), Look::main)) save(desk);
}

} // namespace

void draw_tools(Desk& desk, const Place& place) {
    const Pane pane("tools", place.low, place.size, palette().panel);
    const float wide = place.size.x - px(16);
    const float tall = std::min(px(40), (place.size.y - px(12)) / tool_count - px(3));
    for (std::size_t i = 0; i < tool_count; ++i) {
        const ToolWords& t = words_of(static_cast<Tool>(i));
        ImGui::SetCursorPos({px(8), px(6) + static_cast<float>(i) * (tall + px(3))});
        const std::string name = std::string("tool ") + t.key;
        if (button(desk, name.c_str(), tr(t.words), std::string(1, t.key), {wide, tall},
                   desk.drawing->tool == t.tool ? Look::chosen : Look::quiet))
            choose_tool(desk, t.tool);
    }
}

void draw_draw_page(Desk& desk, const Place& all) {
    const float top = px(title_height), strip = px(strip_height), below = px(problems_height);
    const float left = px(tools_width), right = px(properties_width);
    const float middle = all.size.x - left - right, tall = all.size.y - top - below;
    const ImVec2 o = all.low;
    draw_title(desk, {o, {all.size.x, top}});
    if (desk.page != Page::draw) return; // left by a button just now
    draw_tools(desk, {{o.x, o.y + top}, {left, tall}});
    const Place centre{{o.x + left, o.y + top}, {middle, tall}};
    if (desk.drawing->trace.sheet == TraceSheet::plan) {
        draw_plan_strip(desk, {centre.low, {middle, strip}});
        draw_sheet(desk, {{o.x + left, o.y + top + strip}, {middle, tall - strip}});
    } else
        draw_trace_sheet(desk, centre);
    draw_trace_task(desk, centre);
    draw_properties(desk, {{o.x + left + middle, o.y + top}, {right, tall}});
    draw_problem_pane(desk, {{o.x, o.y + top + tall}, {all.size.x, below}});
}

} // namespace editor::panels
