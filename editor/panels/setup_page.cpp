// Which drill is simulated, and how it begins.
#include "editor/panels/live_hand.h"
#include "editor/panels/panes.h"
#include "sim/core/text.h"
#include <algorithm>

namespace editor::panels {

namespace drill = sim::drill;
using sim::core::tr;
using view::palette;
using view::px;

namespace {

void draw_script_offers(Desk& desk, float width) {
    Setup& setup = desk.setup;
    for (std::size_t i = 0; i < setup.offers.size(); ++i) {
        const std::string name = "script " + std::to_string(i + 1);
        if (button(desk, name.c_str(), cut_to_width(setup.offers[i].title, width - px(80)),
                   i < 9 ? std::to_string(i + 1) : "", {width, px(button_height)},
                   i == setup.chosen ? Look::chosen : Look::quiet))
            setup.chosen = i;
    }
}

void draw_start_modes(Desk& desk, float width) {
    auto& start = desk.setup.start;
    const float half = (width - px(8)) / 2;
    if (button(desk, "start system", tr("系统发现：探测器先报警"), "←", {half, px(button_height)},
               start == drill::StartMode::system ? Look::chosen : Look::quiet))
        start = drill::StartMode::system;
    ImGui::SameLine(0, px(8));
    if (button(desk, "start scene", tr("现场发现：有人先看见"), "→", {half, px(button_height)},
               start == drill::StartMode::scene ? Look::chosen : Look::quiet))
        start = drill::StartMode::scene;
}

} // namespace

void draw_setup_page(Desk& desk, const Place& place) {
    const Pane pane("setup", place.low, place.size, palette().paper);
    const Setup& setup = desk.setup;
    const float width = std::min(px(720), place.size.x - px(48));
    ImGui::SetCursorPos({(place.size.x - width) / 2, px(24)});
    ImGui::BeginChild("column", {width, place.size.y - px(48)});
    heading(tr("今天的演练 · 模拟"));
    wrapped_text(tr("选一个脚本。今晚值班的人会对上角色；每个人轮流在这里下决定，"
                    "楼里怎么样由模拟来答。谁做的决定就记在谁名下。"));
    ImGui::BeginChild("scripts", {0, place.size.y - px(420)});
    draw_script_offers(desk, width - px(20));
    ImGui::EndChild();
    if (setup.chosen < setup.offers.size()) wrapped_text(setup.offers[setup.chosen].note);
    draw_start_modes(desk, width);
    bool begin =
        button(desk, "begin", tr("开始"), tr("回车"), {width, px(main_button_height)}, Look::main);
    const bool leave =
        button(desk, "leave setup", tr("回开始页"), "Esc", {width, px(button_height)}, Look::quiet);
    if (!setup.refused.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, palette().overdue);
        wrapped_text(setup.refused);
        ImGui::PopStyleColor();
    }
    ImGui::EndChild();
    if (begin) return begin_live(desk);
    if (leave) show_start(desk);
}

} // namespace editor::panels
