// A script: its lists, and what has a time on a line below; script_side.cpp has the chosen one.
#include "editor/panels/panes.h"
#include "editor/panels/script_hand.h"
#include "sim/core/text.h"
#include "sim/drill/fact.h"
#include <algorithm>
#include <array>

namespace editor::panels {

namespace drill = sim::drill;
using document::ScriptItem;
using document::ScriptRow;
using drill::InjectSpec;
using sim::core::tr;
using sim::core::trf;
using view::palette;
using view::px;
using Kind = ScriptItem::Kind;

namespace {

constexpr float side_width = 360, line_height = 84, time_width = 150, who_width = 180;

ImVec2 wide(float design_height) {
    return {ImGui::GetContentRegionAvail().x, px(design_height)};
}

void draw_title(Desk& desk, const Place& place) {
    const Pane pane("title", place.low, place.size, palette().paper);
    Scripting& s = *desk.scripting;
    ImGui::SetCursorPos({px(10), px(4)});
    const auto sized = [](const char* words, const char* key) {
        return ImVec2{button_width(words, key), px(button_height)};
    };
    if (button(desk, "leave", tr("开始页"), "O", sized(tr("开始页"), "O"), Look::quiet))
        return leave_script(desk);
    ImGui::SameLine(0, px(12));
    chip(s.file.changed() ? tr("未保存") : tr("已保存"),
         s.file.changed() ? palette().soon : palette().in_time);
    const char* const words[] = {tr("撤销"), tr("重做"), tr("保存")};
    const char* const keys[] = {"Ctrl Z", "Ctrl Y", "Ctrl S"};
    const char signs[] = {'z', 'y', 's'};
    float buttons = px(40);
    for (int i = 0; i < 3; ++i)
        buttons += button_width(words[i], keys[i]);
    ImGui::SameLine(0, px(12));
    const std::string name =
        cut_to_width(s.file.scenario().name, place.size.x - ImGui::GetCursorPosX() - buttons);
    HeadingFace().put(name);
    ImGui::SetCursorPos({place.size.x - buttons + px(20), px(4)});
    for (int i = 0; i < 3; ++i) {
        if (i > 0) ImGui::SameLine(0, px(6));
        if (button(desk, words[i], words[i], keys[i], sized(words[i], keys[i]),
                   i == 2 ? Look::main : Look::quiet))
            press_on_script(desk, Stroke{signs[i], true});
    }
}

const char* sign_of(Kind kind) {
    return kind == Kind::inject ? "▼ " : kind == Kind::expected ? "■ " : "";
}

bool draw_row(Desk& desk, std::size_t index, float width) {
    const Scripting& s = *desk.scripting;
    const ScriptRow& row = s.rows[index];
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string name = "script row " + std::to_string(index + 1);
    const bool pressed = ImGui::InvisibleButton(name.c_str(), {width, px(row_height)});
    note_item(desk, name);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const bool chosen = row.item == s.selected;
    if (chosen || ImGui::IsItemHovered())
        list.AddRectFilled(at, {at.x + width, at.y + px(row_height)},
                           view::faded(palette().accent, chosen ? 0.16f : 0.06f), px(4));
    const ImU32 ink = row.item.kind == Kind::inject ? palette().accent : palette().text;
    const float y = at.y + px(6), what_x = at.x + px(time_width + who_width);
    list.AddText({at.x + px(8), y}, ink,
                 cut_to_width(sign_of(row.item.kind) + row.when, px(time_width - 12)).c_str());
    list.AddText({at.x + px(time_width), y}, palette().quiet,
                 cut_to_width(row.who, px(who_width - 12)).c_str());
    list.AddText({what_x, y}, palette().text,
                 cut_to_width(row.what, at.x + width - what_x - px(8)).c_str());
    return pressed;
}

/// Which of the lists is shown.
void draw_lists(Desk& desk, float width) {
    const std::array<const char*, 4> words{tr("事件和考核"), tr("预案步骤"), tr("起火"),
                                           tr("人员")};
    ImGui::SetCursorPos({px(12), px(6)});
    const ImVec2 size{(width - px(18)) / 4, px(40)};
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto list = static_cast<document::ScriptList>(i);
        if (i > 0) ImGui::SameLine(0, px(6));
        if (button(desk, ("script list " + std::to_string(i + 1)).c_str(), words[i],
                   std::to_string(i + 1), size,
                   list == desk.scripting->list ? Look::chosen : Look::quiet))
            choose_script_list(desk, list);
    }
}

void draw_row_buttons(Desk& desk, float width) {
    const bool events = desk.scripting->list == document::ScriptList::events;
    const std::array<const char*, 4> words{tr("加一条注入"), tr("加一步"), tr("加一处火"),
                                           tr("加一个人")};
    ImGui::SetCursorPos({px(12), px(54)});
    const float count = events ? 4 : 3;
    const ImVec2 size{(width - (count - 1) * px(6)) / count, px(40)};
    if (button(desk, "add inject", words[static_cast<std::size_t>(desk.scripting->list)], "G", size,
               Look::quiet))
        add_script_item(desk);
    ImGui::SameLine(0, px(6));
    if (events) {
        if (button(desk, "add expected", tr("加一条考核"), "E", size, Look::quiet))
            add_script_expected(desk);
        ImGui::SameLine(0, px(6));
    }
    if (button(desk, "copy item", tr("复制"), "H", size, Look::quiet)) copy_script_item(desk);
    ImGui::SameLine(0, px(6));
    if (button(desk, "remove item", tr("删掉"), "X", size, Look::quiet)) remove_script_item(desk);
}

void draw_rows(Desk& desk, const Place& place) {
    const Pane pane("script rows", place.low, place.size, palette().paper);
    draw_lists(desk, place.size.x - px(24));
    draw_row_buttons(desk, place.size.x - px(24));
    Scripting& s = *desk.scripting;
    ImGui::SetCursorPos({px(12), px(102)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::BeginChild("rows", {place.size.x - px(20), place.size.y - px(106)});
    const float width = ImGui::GetContentRegionAvail().x;
    const auto now = std::find_if(s.rows.begin(), s.rows.end(),
                                  [&](const auto& row) { return row.item == s.selected; });
    if (s.scroll_to_row && now != s.rows.end())
        ImGui::SetScrollY(std::max(0.0f, px(row_height) * static_cast<float>(now - s.rows.begin()) -
                                             place.size.y / 2));
    s.scroll_to_row = false;
    std::optional<ScriptItem> chosen;
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(s.rows.size()), px(row_height));
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
            if (draw_row(desk, static_cast<std::size_t>(i), width))
                chosen = s.rows[static_cast<std::size_t>(i)].item;
    ImGui::EndChild();
    ImGui::PopStyleVar();
    if (chosen) s.selected = *chosen;
}

/// Marks over the whole length: injects above the line, what is due below it.
void draw_line(Desk& desk, const Place& place) {
    const Pane pane("script line", place.low, place.size, palette().panel);
    Scripting& s = *desk.scripting;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float left = place.low.x + px(24), right = place.low.x + place.size.x - px(24);
    const float middle = place.low.y + place.size.y / 2;
    list.AddLine({left, middle}, {right, middle}, palette().line, px(2));
    const double end_s = std::max(1.0, s.file.scenario().end_s);
    const auto at_x = [&](double time_s) {
        return left + (right - left) * static_cast<float>(std::clamp(time_s / end_s, 0.0, 1.0));
    };
    for (double minute = 0; minute * 60 <= end_s; ++minute) {
        list.AddLine({at_x(minute * 60), middle - px(4)}, {at_x(minute * 60), middle + px(4)},
                     palette().line, 1);
        if (static_cast<int>(minute) % 5 != 0) continue;
        const float room = place.low.x + place.size.x - px(52); // the last one ends with the line
        view::draw_text(list, {std::min(at_x(minute * 60) + px(3), room), middle + px(18)},
                        fmt::format("{}:00", minute), palette().quiet, px(view::least_text_size));
    }
    ImGui::SetCursorPos({0, 0});
    const bool pressed = ImGui::InvisibleButton("script line", place.size);
    note_item(desk, "script line");
    const float pointer = ImGui::GetIO().MousePos.x;
    std::optional<std::pair<float, ScriptItem>> nearest;
    for (const ScriptRow& row : s.rows) {
        if (!row.time_s) continue;
        const float x = at_x(*row.time_s),
                    y = middle + px(row.item.kind == Kind::inject ? -12 : 10);
        const ImU32 ink = row.item.kind == Kind::inject ? palette().accent : palette().in_time;
        const float size = px(row.item == s.selected ? 8.0f : 5.0f);
        if (row.item.kind == Kind::inject)
            list.AddTriangleFilled({x - size, y - size}, {x + size, y - size}, {x, y + size}, ink);
        else
            list.AddRectFilled({x - size, y - size}, {x + size, y + size}, ink);
        if (!nearest || std::abs(x - pointer) < nearest->first)
            nearest = {std::abs(x - pointer), row.item};
    }
    if (pressed && nearest) select_item(desk, nearest->second);
}

} // namespace

void draw_script_page(Desk& desk, const Place& all) {
    const float top = px(title_height), below = px(line_height), side = px(side_width);
    const ImVec2 o = all.low;
    const float middle = all.size.y - top - below;
    draw_title(desk, {o, {all.size.x, top}});
    if (desk.page != Page::script) return; // left by a button just now
    draw_rows(desk, {{o.x, o.y + top}, {all.size.x - side, middle}});
    draw_script_side(desk, {{o.x + all.size.x - side, o.y + top}, {side, middle}});
    draw_line(desk, {{o.x, o.y + top + middle}, {all.size.x, below}});
}

} // namespace editor::panels
