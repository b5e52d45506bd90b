// 假设: the decisions of the night left, the plan at that moment, what else could have been decided
// right; while the second night runs, how far it is.
#include "editor/panels/panes.h"
#include "editor/panels/what_if_hand.h"
#include "editor/view/words.h"
#include "sim/core/text.h"
#include <algorithm>

namespace editor::panels {

namespace core = sim::core;
using core::tr;
using core::trf;
using view::palette;
using view::px;

namespace {

constexpr float list_width = 392, narrow_list_width = 332;
constexpr float offer_width = 392, narrow_offer_width = 284;
constexpr float narrow_window = 1100; ///< below it the plan gets what the lists can spare
constexpr float head_height = 92;

void draw_head(const Place& place) {
    const Pane pane("what-if head", place.low, place.size, palette().paper);
    ImGui::SetCursorPos({px(14), px(8)});
    heading(tr("假设：同一晚，只改一个决定"));
    ImGui::SetCursorPosX(px(14));
    quiet_text(
        cut_to_width(tr("左边选一个决定，右边选假设怎样。从同一个种子重演，前面的每一件事都不变。"),
                     place.size.x - px(28)));
}

void draw_decision_row(Desk& desk, std::size_t index) {
    auto& what_if = *desk.what_if;
    const auto& decision = what_if.decisions[index];
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const bool chosen = index == what_if.chosen;
    ImGui::PushID(static_cast<int>(index));
    if (ImGui::Selectable("##decision", chosen, 0, {0, px(row_height)}))
        choose_decision(desk, index);
    note_item(desk, "decision " + std::to_string(index));
    if (chosen && desk.scroll_to_selection) {
        ImGui::SetScrollHereY();
        desk.scroll_to_selection = false;
    }
    ImGui::PopID();
    const std::string clock = view::format_clock(core::seconds(decision.tick));
    const float y = low.y + (px(row_height) - ImGui::GetFontSize()) / 2 - px(2);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddText({low.x + px(4), y}, palette().quiet, clock.c_str());
    const std::string words = cut_to_width(decision.words, width - px(72));
    list.AddText({low.x + px(64), y}, palette().text, words.c_str());
}

void draw_decisions(Desk& desk, const Place& place) {
    const Pane pane("decisions", place.low, place.size, palette().panel);
    heading(trf("决定（{}）", desk.what_if->decisions.size()));
    ImGui::BeginChild("decision list");
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {px(8), px(2)});
    if (desk.what_if->decisions.empty())
        wrapped_text(
            tr("这份记录里没有谁的决定可以改。实战不能重演；没有人行动的演示也没有决定。"));
    for (std::size_t i = 0; i < desk.what_if->decisions.size(); ++i)
        draw_decision_row(desk, i);
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

void draw_offers(Desk& desk, float width) {
    auto& what_if = *desk.what_if;
    quiet_text(tr("假设这一步"));
    std::optional<std::size_t> pressed;
    for (std::size_t i = 0; i < what_if.offers.size(); ++i) {
        const std::string name = "offer " + std::to_string(i + 1),
                          key = i < 9 ? std::to_string(i + 1) : "";
        if (button(desk, name.c_str(), cut_to_width(what_if.offers[i].words, width - px(64)), key,
                   {width, px(button_height)}, Look::quiet))
            pressed = i;
        if (ImGui::IsItemHovered() &&
            ImGui::CalcTextSize(what_if.offers[i].words.c_str()).x > width - px(64))
            ImGui::SetTooltip("%s", what_if.offers[i].words.c_str());
    }
    if (pressed) start_what_if(desk, *pressed);
}

void draw_progress(Desk& desk, float width) {
    auto& what_if = *desk.what_if;
    wrapped_text(trf("正在重演：{}", what_if.change->words));
    const double frac = what_if.night->done_frac();
    const ImVec2 low = ImGui::GetCursorScreenPos();
    ImGui::Dummy({width, px(24)});
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(low, {low.x + width, low.y + px(16)}, palette().line, px(6));
    list.AddRectFilled(low, {low.x + width * static_cast<float>(frac), low.y + px(16)},
                       palette().accent, px(6));
    quiet_text(trf("{:.0f} %", frac * 100));
    if (button(desk, "cancel", tr("不演了"), "Esc", {width, px(button_height)}, Look::quiet))
        leave_what_if(desk);
}

void draw_choice_pane(Desk& desk, const Place& place) {
    const Pane pane("offers", place.low, place.size, palette().panel);
    auto& what_if = *desk.what_if;
    const float width = ImGui::GetContentRegionAvail().x;
    if (what_if.chosen < what_if.decisions.size()) {
        const auto& decision = what_if.decisions[what_if.chosen];
        heading(view::format_clock(core::seconds(decision.tick)));
        wrapped_text(decision.words);
        ImGui::Dummy({0, px(6)});
    }
    if (what_if.night) return draw_progress(desk, width);
    const float below = px(2 * button_height + (what_if.notice.empty() ? 44 : 180));
    ImGui::BeginChild("offer list",
                      {0, std::max(px(120), ImGui::GetContentRegionAvail().y - below)});
    draw_offers(desk, ImGui::GetContentRegionAvail().x);
    ImGui::EndChild();
    if (!what_if.notice.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, palette().overdue);
        wrapped_text(what_if.notice);
        ImGui::PopStyleColor();
    }
    if (what_if.other && button(desk, "last pair", tr("看上次的对照"), tr("回车"),
                                {width, px(button_height)}, Look::quiet))
        return show_pair(desk);
    if (button(desk, "leave what-if", tr("回到记录"), "Esc", {width, px(button_height)},
               Look::quiet))
        leave_what_if(desk);
}

} // namespace

void draw_what_if_page(Desk& desk, const Place& all) {
    const float top = px(head_height), strip = px(strip_height);
    const bool narrow = all.size.x < px(narrow_window);
    const float left = px(narrow ? narrow_list_width : list_width),
                right = px(narrow ? narrow_offer_width : offer_width);
    const float middle = all.size.x - left - right, tall = all.size.y - top;
    const ImVec2 o = all.low;
    draw_head({o, {all.size.x, top}});
    draw_decisions(desk, {{o.x, o.y + top}, {left, tall}});
    draw_plan_strip(desk, {{o.x + left, o.y + top}, {middle, strip}});
    draw_plan_pane(desk, {{o.x + left, o.y + top + strip}, {middle, tall - strip}});
    draw_choice_pane(desk, {{o.x + left + middle, o.y + top}, {right, tall}});
}

} // namespace editor::panels
