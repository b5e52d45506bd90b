// The plan under the hand: what is drawn, the floor below it faint, what is begun, its lengths.
#include "editor/document/underlays.h"
#include "editor/panels/draw_hand.h"
#include "editor/panels/panes.h"
#include "editor/panels/trace_hand.h"
#include "editor/view/plan_painter.h"
#include "editor/view/underlay_painter.h"
#include "sim/core/text.h"
#include <cmath>

namespace editor::panels {

namespace core = sim::core;
namespace plan = sim::plan;
using core::tr;
using core::trf;
using plan::Vec2;
using view::palette;
using view::px;

namespace {

constexpr float snap_reach_px = 12, drag_from_px = 4;
constexpr double drag_grid_m = 0.05;

double reach_m(const Desk& desk) {
    return static_cast<double>(px(snap_reach_px)) / desk.camera.zoom_px_per_m;
}

double to_drag_grid(double metres) {
    return std::round(metres / drag_grid_m) * drag_grid_m;
}

void apply_release(Desk& desk, Vec2 at_m) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.MouseDragMaxDistanceSqr[0] < drag_from_px * drag_from_px)
        return click_on_sheet(desk, at_m, reach_m(desk));
    const Tool tool = desk.drawing->tool;
    const Vec2 from = desk.camera.to_plan(desk.viewport, io.MouseClickedPos[0]);
    if (tool == Tool::underlay) return drag_underlay(desk, at_m - from);
    if (tool != Tool::select) return;
    const auto held = document::pick(*desk.document, {}, desk.level, from, reach_m(desk));
    if (!held) return;
    select(desk, held);
    drag_selection(desk, {to_drag_grid(at_m.x - from.x), to_drag_grid(at_m.y - from.y)});
}

void apply_mouse(Desk& desk) {
    const ImGuiIO& io = ImGui::GetIO();
    look_about(desk);
    if (!ImGui::IsItemHovered()) return;
    const Vec2 at_m = desk.camera.to_plan(desk.viewport, io.MousePos);
    point_at(desk, at_m, reach_m(desk));
    if (ImGui::IsMouseReleased(ImGuiMouseButton_Left)) apply_release(desk, at_m);
}

void paint_grid(const Desk& desk, const view::Canvas& canvas) {
    const Vec2 low =
        desk.camera.to_plan(desk.viewport, {desk.viewport.low.x, desk.viewport.high().y});
    const Vec2 high =
        desk.camera.to_plan(desk.viewport, {desk.viewport.high().x, desk.viewport.low.y});
    const double step_m = canvas.length_px(1) >= px(14) ? 1 : 5;
    const ImU32 ink = view::faded(palette().line, 0.5f);
    for (double x = std::ceil(low.x / step_m) * step_m; x < high.x; x += step_m)
        canvas.line({x, low.y}, {x, high.y}, ink, 1);
    for (double y = std::ceil(low.y / step_m) * step_m; y < high.y; y += step_m)
        canvas.line({low.x, y}, {high.x, y}, ink, 1);
}

void paint_floor_below(const Desk& desk, const view::Canvas& canvas) {
    for (const auto& space : desk.document->plan().spaces)
        if (space.level.index() + 1 == desk.level.index() && space.kind != plan::SpaceKind::outside)
            canvas.outline(space.outline_m, view::faded(palette().quiet, 0.35f), px(1.5f));
}

/// Under everything; while it is dragged, where it would come to lie.
void paint_underlay_here(const Desk& desk, const view::Canvas& canvas) {
    const Drawing& d = *desk.drawing;
    const auto& underlays = d.file.plan().underlays;
    const std::size_t index = document::find_underlay(d.file.plan(), desk.level);
    if (index == underlays.size() || underlays[index].hidden) return;
    const auto& u = underlays[index];
    static const view::Texture none;
    const auto known = d.trace.pictures.find(u.file);
    const ImGuiIO& io = ImGui::GetIO();
    const bool dragged = d.tool == Tool::underlay && !u.locked && ImGui::IsItemActive() &&
                         io.MouseDown[0] &&
                         io.MouseDragMaxDistanceSqr[0] >= drag_from_px * drag_from_px;
    const Vec2 by_m = dragged ? desk.camera.to_plan(desk.viewport, io.MousePos) -
                                    desk.camera.to_plan(desk.viewport, io.MouseClickedPos[0])
                              : Vec2{};
    const float opacity = d.trace.live_opacity_frac >= 0 ? d.trace.live_opacity_frac
                                                         : static_cast<float>(u.opacity_frac);
    view::paint_underlay(canvas, u, known == d.trace.pictures.end() ? none : known->second, opacity,
                         by_m);
}

/// Numbers and shades of the fire compartments, while they are drawn.
void paint_compartments(const Desk& desk, const view::Canvas& canvas) {
    if (desk.drawing->tool != Tool::compartment) return;
    const plan::Plan& p = desk.document->plan();
    const ImU32 inks[] = {palette().accent, palette().in_time,   palette().soon,
                          palette().staff,  palette().volunteer, palette().resident_moved};
    for (std::size_t i = 0; i < p.compartments.size(); ++i)
        for (const plan::SpaceId id : p.compartments[i].spaces) {
            if (p[id].level != desk.level) continue;
            const ImU32 ink = inks[i % std::size(inks)];
            canvas.fill(p[id].outline_m, view::faded(ink, 0.22f));
            canvas.text(view::find_inner_point(p[id].outline_m), std::to_string(i + 1), ink,
                        px(view::heading_size));
        }
}

void paint_length(const view::Canvas& canvas, Vec2 a, Vec2 b) {
    const double metres = core::distance(a, b);
    if (metres < 0.05) return;
    const std::string words = fmt::format("{:.2f} m", metres);
    const ImVec2 size = view::calc_text_size(words, px(view::small_text_size));
    const ImVec2 at = canvas.at((a + b) * 0.5);
    canvas.list().AddRectFilled({at.x - size.x / 2 - px(4), at.y - size.y / 2},
                                {at.x + size.x / 2 + px(4), at.y + size.y / 2},
                                view::faded(palette().paper, 0.9f), px(4));
    canvas.text((a + b) * 0.5, words, palette().accent, px(view::small_text_size));
}

void paint_begun(const Desk& desk, const view::Canvas& canvas) {
    const Drawing& d = *desk.drawing;
    const plan::Polygon outline = begun_outline(d);
    const bool rectangle = d.tool == Tool::room || d.tool == Tool::stair || d.tool == Tool::stamp;
    const bool measures = d.tool != Tool::underlay; // its lengths mean nothing before it is scaled
    const std::size_t edges = rectangle ? outline.size() : outline.size() - !outline.empty();
    for (std::size_t i = 0; i < edges; ++i) {
        const Vec2 a = outline[i], b = outline[(i + 1) % outline.size()];
        canvas.line(a, b, palette().accent, px(2.5f));
        if (measures && (!rectangle || i < 2)) paint_length(canvas, a, b);
    }
}

void paint_pointer(const Desk& desk, const view::Canvas& canvas) {
    const Drawing& d = *desk.drawing;
    if (d.tool == Tool::select || !ImGui::IsItemHovered()) return;
    const ImVec2 at = canvas.at(next_point(d));
    ImDrawList& list = canvas.list();
    if (d.pointer.kind == document::SnapKind::corner)
        list.AddRect({at.x - px(6), at.y - px(6)}, {at.x + px(6), at.y + px(6)}, palette().accent,
                     0, 0, px(2));
    else if (d.pointer.kind == document::SnapKind::wall)
        list.AddCircle(at, px(6), palette().accent, 0, px(2));
    else
        list.AddCircleFilled(at, px(3), palette().accent);
}

/// The lengths of a selected room, on its walls where there is room for the words.
void paint_room_lengths(const Desk& desk, const view::Canvas& canvas) {
    if (desk.selection.kind != document::Selection::Kind::space) return;
    const auto& space = desk.document->plan().spaces[desk.selection.index];
    if (space.level != desk.level) return;
    const float least = px(96);
    for (std::size_t i = 0, n = space.outline_m.size(); i < n; ++i) {
        const Vec2 a = space.outline_m[i], b = space.outline_m[(i + 1) % n];
        if (canvas.length_px(core::distance(a, b)) >= least) paint_length(canvas, a, b);
    }
}

const char* hint_of(const Drawing& d) {
    if (d.tool != Tool::underlay || d.trace.step == TraceStep::none) return words_of(d.tool).hint;
    if (d.trace.step == TraceStep::straighten) return "点一面墙的两端，底图就转正";
    return d.points_m.size() < 2 ? "定比例：在图上点一段知道长度的墙的两端，如走廊"
                                 : "输入这两点之间实际多少米，回车";
}

/// What to do now, what is typed, or what was refused; along the top of the sheet.
void draw_hint(const Desk& desk) {
    const Drawing& d = *desk.drawing;
    std::string words = tr(hint_of(d));
    if (!d.notice.empty()) words = d.notice;
    if (!d.typed.empty() || !d.typed_lengths_m.empty()) {
        words = tr("长度（米）：");
        for (const double side : d.typed_lengths_m)
            words += fmt::format("{} × ", side);
        words += d.typed + "_";
    }
    const bool refused = d.refused && words == d.notice;
    const float width = desk.viewport.size.x - px(24);
    const std::string shown = cut_to_width((refused ? "■ " : "") + words, width - px(16));
    const ImVec2 size = ImGui::CalcTextSize(shown.c_str());
    const ImVec2 low{desk.viewport.low.x + px(12), desk.viewport.low.y + px(8)};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(low, {low.x + size.x + px(16), low.y + size.y + px(8)},
                       view::faded(palette().panel, 0.92f), px(6));
    list.AddText({low.x + px(8), low.y + px(4)}, refused ? palette().overdue : palette().text,
                 shown.c_str());
}

} // namespace

void draw_sheet(Desk& desk, const Place& place) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    const Pane pane("sheet", place.low, place.size, palette().paper);
    ImGui::PopStyleVar();
    desk.viewport = {place.low, place.size};
    apply_fit(desk);
    ImGui::SetCursorPos({0, 0});
    ImGui::InvisibleButton("canvas", place.size,
                           ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle |
                               ImGuiButtonFlags_MouseButtonRight);
    note_item(desk, "canvas");
    apply_mouse(desk);
    const view::Canvas canvas(*ImGui::GetWindowDrawList(), desk.camera, desk.viewport);
    paint_underlay_here(desk, canvas);
    paint_grid(desk, canvas);
    view::paint_level(canvas, {*desk.document, {}, 0, desk.level, desk.selection});
    paint_floor_below(desk, canvas);
    paint_compartments(desk, canvas);
    paint_room_lengths(desk, canvas);
    paint_begun(desk, canvas);
    paint_pointer(desk, canvas);
    draw_scale_bar(desk, canvas);
    draw_hint(desk);
}

} // namespace editor::panels
