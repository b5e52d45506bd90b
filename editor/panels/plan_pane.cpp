// The middle: floors and zoom in a strip, the plan below it.
#include "editor/document/underlays.h"
#include "editor/panels/debrief_hand.h"
#include "editor/panels/panes.h"
#include "editor/view/plan_painter.h"
#include "editor/view/words.h"
#include "sim/core/text.h"
#include <cmath>

namespace editor::panels {

namespace core = sim::core;
using sim::core::tr;
using view::palette;
using view::px;

namespace {

constexpr float click_reach_px = 12;                 ///< how far off a click on a person may be
constexpr core::Box empty_sheet_m{{0, 0}, {24, 14}}; ///< shown while nothing is drawn
constexpr float drag_from_px = 4;                    ///< a shorter drag is a click

view::Scene scene_of(const Desk& desk) {
    return {*desk.document, moment_of(desk), desk.playback.time_s,
            desk.level,     desk.selection,  is_debriefing(desk) && desk.debriefing.tracks};
}

} // namespace

namespace {

/// While one draws, the picture to trace from is to be seen whole too.
core::Box with_underlay(const core::Box& box, const sim::plan::Plan& plan,
                        sim::plan::LevelId level) {
    const std::size_t index = document::find_underlay(plan, level);
    if (index == plan.underlays.size()) return box;
    std::vector<sim::plan::Vec2> corners = document::underlay_corners_m(plan.underlays[index]);
    if (!box.empty()) corners.insert(corners.end(), {box.low, box.high});
    return core::bounds(corners);
}

} // namespace

void apply_fit(Desk& desk) {
    if (!desk.fit_ratio) return;
    core::Box box = view::level_box_m(desk.document->plan(), desk.level);
    if (desk.drawing) box = with_underlay(box, desk.document->plan(), desk.level);
    if (box.empty()) box = empty_sheet_m;
    desk.camera.fit(desk.viewport, box);
    desk.camera.zoom_at(desk.viewport, desk.viewport.center(), *desk.fit_ratio);
    if (*desk.fit_ratio != 1) look_at_selection(desk);
    desk.fit_ratio.reset();
}

namespace {

void apply_click(Desk& desk, ImVec2 at) {
    const auto p = desk.camera.to_plan(desk.viewport, at);
    const double reach_m = static_cast<double>(px(click_reach_px)) / desk.camera.zoom_px_per_m;
    select(desk, document::pick(*desk.document, moment_of(desk), desk.level, p, reach_m));
}

void apply_mouse(Desk& desk) {
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsItemHovered() && io.MouseWheel != 0)
        zoom(desk, io.MousePos,
             std::pow(view::zoom_step_ratio, static_cast<double>(io.MouseWheel)));
    if (ImGui::IsItemHovered() && ImGui::IsMouseReleased(ImGuiMouseButton_Left) &&
        io.MouseDragMaxDistanceSqr[0] < drag_from_px * drag_from_px)
        apply_click(desk, io.MousePos);
    for (const ImGuiMouseButton mouse : {ImGuiMouseButton_Left, ImGuiMouseButton_Middle})
        if (ImGui::IsItemActive() && ImGui::IsMouseDragging(mouse, drag_from_px)) {
            desk.camera.pan(io.MouseDelta);
            desk.following = false;
        }
}

float width_of_levels(const Desk& desk) {
    float whole = 0;
    for (const auto& level : desk.document->plan().levels)
        whole += button_width(level.name, "") + px(6);
    return whole;
}

/// Long names give way so that every floor has its button.
void draw_level_buttons(Desk& desk, float room) {
    const auto& levels = desk.document->plan().levels;
    const float gap = px(6),
                most = room / static_cast<float>(std::max<std::size_t>(1, levels.size())) - gap;
    const float whole = width_of_levels(desk);
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const auto id = sim::core::make_id<sim::plan::LevelId>(i);
        const std::string name = "level " + levels[i].key;
        const float wide = button_width(levels[i].name, "");
        const ImVec2 size{whole <= room ? wide : std::min(wide, most), px(button_height)};
        const std::string words = cut_to_width(levels[i].name, size.x - px(8));
        if (button(desk, name.c_str(), words, "", size,
                   id == desk.level ? Look::chosen : Look::quiet))
            choose_level(desk, id);
        ImGui::SameLine(0, gap);
    }
}

} // namespace

void draw_scale_bar(const Desk& desk, const view::Canvas& canvas) {
    double length_m = 1;
    for (const double candidate : {2.0, 5.0, 10.0, 20.0})
        if (canvas.length_px(length_m) < px(70)) length_m = candidate;
    const float width = canvas.length_px(length_m);
    const ImVec2 low{desk.viewport.low.x + px(16), desk.viewport.high().y - px(20)};
    ImDrawList& list = canvas.list();
    const std::string words = fmt::format("{} m", length_m);
    const float words_px = ImGui::CalcTextSize(words.c_str()).x;
    list.AddRectFilled({low.x - px(8), low.y - px(13)},
                       {low.x + width + words_px + px(16), low.y + px(13)},
                       view::faded(palette().paper, 0.85f), px(6));
    list.AddLine(low, {low.x + width, low.y}, palette().text, px(2));
    for (const float x : {low.x, low.x + width})
        list.AddLine({x, low.y - px(5)}, {x, low.y + px(5)}, palette().text, px(2));
    list.AddText({low.x + width + px(8), low.y - ImGui::GetFontSize() / 2}, palette().text,
                 words.c_str());
}

void look_about(Desk& desk) {
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsItemHovered() && io.MouseWheel != 0)
        zoom(desk, io.MousePos,
             std::pow(view::zoom_step_ratio, static_cast<double>(io.MouseWheel)));
    for (const ImGuiMouseButton mouse : {ImGuiMouseButton_Right, ImGuiMouseButton_Middle})
        if (ImGui::IsItemActive() && ImGui::IsMouseDragging(mouse, drag_from_px))
            desk.camera.pan(io.MouseDelta);
}

void draw_plan_strip(Desk& desk, const Place& place) {
    const Pane pane("strip", place.low, place.size, palette().paper);
    const float square = px(button_height);
    const auto room = [&](const char* key) {
        return place.size.x - button_width(tr("全图"), key) - 2 * square - px(36);
    };
    const char* const key = width_of_levels(desk) <= room("F") ? "F" : "";
    const float whole = button_width(tr("全图"), key);
    ImGui::SetCursorPos({px(8), px(8)});
    draw_level_buttons(desk, room(key));
    ImGui::SetCursorPos({place.size.x - whole - 2 * square - px(20), px(8)});
    if (button(desk, "zoom out", "−", "", {square, square}, Look::quiet))
        zoom(desk, desk.viewport.center(), 1 / view::zoom_step_ratio);
    ImGui::SameLine(0, px(6));
    if (button(desk, "zoom in", "+", "", {square, square}, Look::quiet))
        zoom(desk, desk.viewport.center(), view::zoom_step_ratio);
    ImGui::SameLine(0, px(6));
    if (button(desk, "fit", tr("全图"), key, {whole, square}, Look::quiet)) fit(desk);
}

void draw_plan_pane(Desk& desk, const Place& place) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    const Pane pane("plan", place.low, place.size, palette().paper);
    ImGui::PopStyleVar();
    desk.viewport = {place.low, place.size};
    apply_fit(desk);
    ImGui::SetCursorPos({0, 0});
    ImGui::InvisibleButton("canvas", place.size,
                           ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle);
    note_item(desk, "canvas");
    apply_mouse(desk);
    const view::Canvas canvas(*ImGui::GetWindowDrawList(), desk.camera, desk.viewport);
    view::paint_level(canvas, scene_of(desk));
    draw_scale_bar(desk, canvas);
}

} // namespace editor::panels
