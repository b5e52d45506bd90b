// Which drill is simulated, who plays, and how it begins.
#include "editor/panels/live_hand.h"
#include "editor/panels/panes.h"
#include "sim/core/text.h"
#include <algorithm>

namespace editor::panels {

namespace drill = sim::drill;
using sim::core::tr;
using sim::core::trf;
using view::palette;
using view::px;

namespace {

constexpr float column_gap = 24, widest_page = 1180;

void draw_script_offers(Desk& desk, float width) {
    Setup& setup = desk.setup;
    for (std::size_t i = 0; i < setup.offers.size(); ++i) {
        const std::string name = "script " + std::to_string(i + 1);
        if (button(desk, name.c_str(), cut_to_width(setup.offers[i].title, width - px(80)),
                   i < 9 ? std::to_string(i + 1) : "", {width, px(button_height)},
                   i == setup.chosen ? Look::chosen : Look::quiet))
            choose_offer(desk, i);
    }
}

void draw_start_modes(Desk& desk, float width) {
    auto& start = desk.setup.start;
    if (button(desk, "start system", tr("系统发现：探测器先报警"), "←", {width, px(button_height)},
               start == drill::StartMode::system ? Look::chosen : Look::quiet))
        start = drill::StartMode::system;
    if (button(desk, "start scene", tr("现场发现：有人先看见"), "→", {width, px(button_height)},
               start == drill::StartMode::scene ? Look::chosen : Look::quiet))
        start = drill::StartMode::scene;
}

void draw_announcement(Desk& desk, float width) {
    bool& announced = desk.setup.announced;
    const float half = (width - px(8)) / 2;
    if (button(desk, "announced", tr("事先告知"), "", {half, px(button_height)},
               announced ? Look::chosen : Look::quiet))
        announced = true;
    ImGui::SameLine(0, px(8));
    if (button(desk, "hidden", tr("隐蔽启动"), "H", {half, px(button_height)},
               announced ? Look::quiet : Look::chosen))
        announced = false;
}

/// A click shows where on the plan.
void draw_remarks(Desk& desk) {
    const auto& remarks = desk.setup.remarks;
    if (remarks.empty()) return;
    quiet_text(trf("开演前要知道的 {} 条（点一条，看在哪里）", remarks.size()));
    std::optional<std::size_t> chosen;
    for (std::size_t i = 0; i < remarks.size(); ++i) {
        const drill::Remark& one = remarks[i];
        ImGui::BeginGroup();
        wrapped_text("▲ " + one.what + (one.expected.empty() ? "" : tr("：") + one.expected));
        ImGui::EndGroup();
        note_item(desk, "remark " + std::to_string(i + 1));
        if (ImGui::IsItemClicked()) chosen = i;
    }
    if (chosen) show_remark(desk, *chosen);
}

void draw_left_column(Desk& desk, ImVec2 size) {
    const Setup& setup = desk.setup;
    ImGui::BeginChild("left", size);
    wrapped_text(tr("选一个脚本。每个人轮流在这里下决定，楼里怎么样由模拟来答。"
                    "谁做的决定就记在谁名下。"));
    const float tall = std::max(px(150), size.y * 0.55f);
    ImGui::BeginChild("scripts", {0, tall});
    draw_script_offers(desk, size.x - px(20));
    ImGui::EndChild();
    if (setup.chosen < setup.offers.size()) quiet_text(setup.offers[setup.chosen].note);
    ImGui::BeginChild("remarks");
    draw_remarks(desk);
    ImGui::EndChild();
    ImGui::EndChild();
}

/// @return begin
bool draw_right_column(Desk& desk, ImVec2 size) {
    ImGui::BeginChild("right", size);
    const float width = ImGui::GetContentRegionAvail().x;
    draw_start_modes(desk, width);
    draw_announcement(desk, width);
    const bool begin = button(desk, "begin", tr("开始演练"), tr("回车"),
                              {width, px(main_button_height)}, Look::main);
    if (!desk.setup.refused.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, palette().overdue);
        wrapped_text(desk.setup.refused);
        ImGui::PopStyleColor();
    }
    draw_role_choices(desk, desk.setup.roles);
    ImGui::EndChild();
    return begin;
}

} // namespace

void draw_role_choices(Desk& desk, std::vector<RoleChoice>& roles) {
    if (roles.empty()) return;
    wrapped_text(tr("谁演什么角色。今晚值班的人已经写上，换人就改名字。"));
    const float width = ImGui::GetContentRegionAvail().x, name_width = width * 0.48f;
    for (std::size_t i = 0; i < roles.size(); ++i) {
        ImGui::AlignTextToFramePadding();
        ImGui::TextUnformatted(cut_to_width(roles[i].name, width - name_width - px(12)).c_str());
        ImGui::SameLine(width - name_width);
        static_cast<void>(
            text_field(desk, ("role " + std::to_string(i + 1)).c_str(), "", roles[i].typed));
    }
}

void draw_setup_page(Desk& desk, const Place& place) {
    const Pane pane("setup", place.low, place.size, palette().paper);
    const float width = std::min(px(widest_page), place.size.x - px(48));
    const float column = (width - px(column_gap)) / 2, x = (place.size.x - width) / 2;
    ImGui::SetCursorPos({x, px(20)});
    heading(tr("今天的演练 · 模拟"));
    const float leave_width = button_width(tr("回开始页"), "Esc");
    ImGui::SetCursorPos({x + width - leave_width, px(16)});
    const bool leave = button(desk, "leave setup", tr("回开始页"), "Esc",
                              {leave_width, px(button_height)}, Look::quiet);
    const ImVec2 size{column, place.size.y - px(96)};
    ImGui::SetCursorPos({x, px(76)});
    draw_left_column(desk, size);
    ImGui::SetCursorPos({x + column + px(column_gap), px(76)});
    if (desk.page != Page::setup) return; // a remark was followed
    const bool begin = draw_right_column(desk, size);
    if (begin) return begin_live(desk);
    if (leave) show_start(desk);
}

} // namespace editor::panels
