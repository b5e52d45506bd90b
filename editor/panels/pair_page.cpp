// 对照: two nights beside each other on one clock; below them what came out otherwise.
#include "editor/panels/panes.h"
#include "editor/panels/what_if_hand.h"
#include "editor/view/plan_painter.h"
#include "editor/view/words.h"
#include "sim/core/locale.h"
#include "sim/core/text.h"
#include "sim/drill/scoring.h"
#include <cmath>

namespace editor::panels {

namespace core = sim::core;
using core::tr;
using core::trf;
using view::palette;
using view::px;

namespace {

constexpr float name_height = 40, difference_height = 228;
constexpr float drag_from_px = 4;

std::string score_words(const sim::drill::Score& score) {
    return trf("{:.1f} 分 {}", score.final, tr(sim::drill::grade_word(score.letter)));
}

std::string people_words(const sim::drill::PeopleCount& people) {
    return trf("安全 {}，避险 {}，仍在内 {}，失能 {}", people.safe, people.sheltered, people.inside,
               people.incapacitated);
}

/// Which night it is, and how it ended.
void draw_night_name(const char* pane_name, const std::string& words,
                     const sim::drill::Score& score, const Place& place) {
    const Pane pane(pane_name, place.low, place.size, palette().paper);
    const std::string points = score_words(score);
    const float points_width = ImGui::CalcTextSize(points.c_str()).x;
    ImGui::SetCursorPos({px(14), px(7)});
    const std::string name = cut_to_width(words, place.size.x - points_width - px(48));
    ImGui::TextUnformatted(name.c_str());
    ImGui::SetCursorPos({place.size.x - points_width - px(14), px(7)});
    ImGui::TextUnformatted(points.c_str());
}

/// The other night through the same eye.
void draw_other_plan(Desk& desk, const Place& place) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    const Pane pane("other plan", place.low, place.size, palette().paper);
    ImGui::PopStyleVar();
    const view::Viewport viewport{place.low, place.size};
    ImGui::SetCursorPos({0, 0});
    ImGui::InvisibleButton("other canvas", place.size,
                           ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle);
    note_item(desk, "other canvas");
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsItemHovered() && io.MouseWheel != 0)
        desk.camera.zoom_at(viewport, io.MousePos,
                            std::pow(view::zoom_step_ratio, static_cast<double>(io.MouseWheel)));
    for (const ImGuiMouseButton mouse : {ImGuiMouseButton_Left, ImGuiMouseButton_Middle})
        if (ImGui::IsItemActive() && ImGui::IsMouseDragging(mouse, drag_from_px))
            desk.camera.pan(io.MouseDelta);
    const auto& other = *desk.what_if->other;
    const view::Canvas canvas(*ImGui::GetWindowDrawList(), desk.camera, viewport);
    const double time_s = desk.playback.time_s;
    view::paint_level(
        canvas, {other, document::find_moment(other, time_s), time_s, desk.level, desk.selection});
    ImGui::GetWindowDrawList()->AddLine(place.low, {place.low.x, place.low.y + place.size.y},
                                        palette().line, px(2));
}

std::string clock_or_dash(const std::optional<double>& time_s) {
    return time_s ? view::format_clock(*time_s) : "—";
}

void draw_change_row(const char* name, const std::string& was, const std::string& is, float was_x,
                     float is_x) {
    const bool same = was == is;
    ImGui::PushStyleColor(ImGuiCol_Text, palette().quiet);
    ImGui::TextUnformatted(name);
    ImGui::SameLine(was_x);
    ImGui::TextUnformatted(was.c_str());
    ImGui::PopStyleColor();
    ImGui::SameLine(is_x);
    ImGui::PushStyleColor(ImGuiCol_Text, same ? palette().quiet : palette().text);
    const std::string words = same ? is : "◆ " + is; // a sign too: not by colour alone
    ImGui::TextUnformatted(words.c_str());
    ImGui::PopStyleColor();
}

void draw_times(const Desk& desk, const Place& place) {
    const Pane pane("pair times", place.low, place.size, palette().panel);
    ImGui::BeginChild("pair times rows");
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {px(8), 0});
    const float was_x = px(140), is_x = px(230);
    quiet_text(tr("关键时刻"));
    ImGui::SameLine(was_x);
    ImGui::TextUnformatted(tr("原来"));
    ImGui::SameLine(is_x);
    ImGui::TextUnformatted(tr("假设"));
    for (const auto& time : desk.what_if->comparison.times)
        draw_change_row(tr(time.word), clock_or_dash(time.was_s), clock_or_dash(time.is_s), was_x,
                        is_x);
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

void draw_people(const Desk& desk, const Place& place) {
    const Pane pane("pair people", place.low, place.size, palette().panel);
    const auto& c = desk.what_if->comparison;
    ImGui::BeginChild("pair people rows");
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {px(8), px(1)});
    quiet_text(trf("原来：{}", people_words(c.was.people)));
    wrapped_text(trf("假设：{}", people_words(c.is.people)));
    if (c.people.empty()) quiet_text(tr("每个人的结局都一样。"));
    for (const auto& one : c.people)
        wrapped_text(trf("{}：{} → {}", one.name, tr(view::word(one.was)), tr(view::word(one.is))));
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

void draw_happening(const char* side, const std::optional<sim::debrief::Happening>& one) {
    if (!one) return quiet_text(trf("{}：没有别的事", side));
    wrapped_text(
        trf("{} {}：{}", side, view::format_clock(core::seconds(one->tick)), one->sentence));
}

void draw_first(Desk& desk, const Place& place) {
    const Pane pane("pair first", place.low, place.size, palette().panel);
    const auto& first = desk.what_if->comparison.first;
    const float width = ImGui::GetContentRegionAvail().x, half = (width - px(8)) / 2;
    ImGui::BeginChild("pair first rows",
                      {0, ImGui::GetContentRegionAvail().y - px(button_height + 12)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {px(8), px(1)});
    if (first) {
        wrapped_text(trf("◆ 从 {} 起不同", view::format_clock(core::seconds(first->tick))));
        draw_happening(tr("原来"), first->was);
        draw_happening(tr("假设"), first->is);
    } else {
        wrapped_text(tr("两晚没有一件事不同。"));
    }
    ImGui::PopStyleVar();
    ImGui::EndChild();
    if (button(desk, "another", tr("再改一个"), "C", {half, px(button_height)}, Look::quiet))
        static_cast<void>(press_on_pair(desk, Key::change));
    ImGui::SameLine(0, px(8));
    if (button(desk, "back to record", tr("回到记录"), "Esc", {half, px(button_height)},
               Look::quiet))
        static_cast<void>(press_on_pair(desk, Key::escape));
}

std::string changed_name(const debrief::WhatIf& what_if) {
    if (what_if.change) return trf("假设：{}", what_if.change->words);
    const auto& scenario = what_if.other->record.scenario;
    return core::shown_name(scenario.name, scenario.name_en);
}

} // namespace

void draw_pair_plans(Desk& desk, const Place& all) {
    const float half = all.size.x / 2, name = px(name_height);
    const ImVec2 o = all.low;
    const auto& what_if = *desk.what_if;
    draw_night_name("was name", tr("原来"), what_if.comparison.was, {o, {half, name}});
    draw_night_name("is name", changed_name(what_if), what_if.comparison.is,
                    {{o.x + half, o.y}, {half, name}});
    draw_plan_pane(desk, {{o.x, o.y + name}, {half, all.size.y - name}});
    draw_other_plan(desk, {{o.x + half, o.y + name}, {half, all.size.y - name}});
}

void draw_pair_page(Desk& desk, const Place& all) {
    const float top = px(title_height), band = px(band_height), table = px(difference_height);
    const ImVec2 o = all.low;
    const float third = all.size.x / 3, below = o.y + all.size.y - band;
    draw_title_bar(desk, {o, {all.size.x, top}});
    draw_pair_plans(desk, {{o.x, o.y + top}, {all.size.x, all.size.y - top - table - band}});
    draw_times(desk, {{o.x, below - table}, {third, table}});
    draw_people(desk, {{o.x + third, below - table}, {third, table}});
    draw_first(desk, {{o.x + 2 * third, below - table}, {third, table}});
    draw_time_band(desk, {{o.x, below}, {all.size.x, band}});
}

} // namespace editor::panels
