// Right of the drawing while a tool is held that has more to choose: compartments, usual rooms, the
// picture to trace from.
#include "editor/document/plan_compartments.h"
#include "editor/document/room_stamps.h"
#include "editor/document/underlays.h"
#include "editor/panels/draw_hand.h"
#include "editor/panels/panes.h"
#include "editor/panels/trace_hand.h"
#include "sim/core/text.h"
#include <cmath>
#include <imgui_stdlib.h>

namespace editor::panels {

namespace core = sim::core;
using core::tr;
using core::trf;
using view::palette;
using view::px;

namespace {

ImVec2 wide(float design_height) {
    return {ImGui::GetContentRegionAvail().x, px(design_height)};
}

void draw_compartment_name(Desk& desk, std::size_t index) {
    sim::plan::Plan changed = desk.drawing->file.plan();
    ImGui::SetNextItemWidth(-1);
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1);
    ImGui::PushID(static_cast<int>(index));
    ImGui::InputText("##compartment", &changed.compartments[index].name,
                     ImGuiInputTextFlags_AutoSelectAll);
    ImGui::PopID();
    ImGui::PopStyleVar();
    note_item(desk, "field compartment");
    if (ImGui::IsItemDeactivatedAfterEdit()) commit_plan(desk, changed);
}

} // namespace

void draw_compartment_choice(Desk& desk) {
    Drawing& d = *desk.drawing;
    const auto& compartments = d.file.plan().compartments;
    if (d.compartment && *d.compartment >= compartments.size()) d.compartment.reset();
    std::optional<std::size_t> chosen, removed;
    for (std::size_t i = 0; i < compartments.size(); ++i) {
        const auto& c = compartments[i];
        const std::string words = trf("{} {}（{} 间）", i + 1, c.name, c.spaces.size());
        if (button(desk, ("compartment " + std::to_string(i + 1)).c_str(),
                   cut_to_width(words, wide(0).x - px(30)), "", wide(row_height),
                   d.compartment == i ? Look::chosen : Look::quiet))
            chosen = i;
    }
    if (button(desk, "new compartment", tr("新的防火分区"), "", wide(row_height),
               d.compartment ? Look::quiet : Look::chosen))
        d.compartment.reset();
    else if (chosen)
        d.compartment = chosen;
    if (!d.compartment) return;
    ImGui::Dummy({0, px(4)});
    quiet_text(tr("名称"));
    draw_compartment_name(desk, *d.compartment);
    if (button(desk, "remove compartment", tr("删除这个分区"), "", wide(40), Look::quiet))
        commit(desk, document::remove_compartment(d.file.plan(), *d.compartment));
}

void draw_stamp_choice(Desk& desk) {
    Drawing& d = *desk.drawing;
    const auto stamps = document::room_stamps();
    for (std::size_t i = 0; i < stamps.size(); ++i) {
        const auto& s = stamps[i];
        const std::string words =
            fmt::format("{}  {:.1f} × {:.1f} m", tr(s.words), s.width_m, s.depth_m);
        if (button(desk, ("stamp " + std::to_string(i + 1)).c_str(), words, "", wide(row_height),
                   d.stamp == i ? Look::chosen : Look::quiet))
            d.stamp = i;
    }
    if (button(desk, "turn stamp", tr("转 90 度"), tr("空格"), wide(40), Look::quiet))
        turn_stamp(desk);
}

namespace {

void draw_opacity(Desk& desk, std::size_t index) {
    Drawing& d = *desk.drawing;
    quiet_text(tr("浓淡"));
    float shown = d.trace.live_opacity_frac >= 0
                      ? d.trace.live_opacity_frac
                      : static_cast<float>(d.file.plan().underlays[index].opacity_frac);
    ImGui::SetNextItemWidth(-1);
    if (ImGui::SliderFloat("##opacity", &shown, 0.1f, 1.0f, "%.1f"))
        d.trace.live_opacity_frac = shown;
    note_item(desk, "field opacity");
    if (!ImGui::IsItemDeactivatedAfterEdit() || d.trace.live_opacity_frac < 0) return;
    sim::plan::Plan changed = d.file.plan();
    changed.underlays[index].opacity_frac = std::round(d.trace.live_opacity_frac * 20) / 20;
    d.trace.live_opacity_frac = -1;
    commit_plan(desk, changed);
}

void draw_underlay_ticks(Desk& desk, std::size_t index) {
    sim::plan::Plan changed = desk.drawing->file.plan();
    auto& u = changed.underlays[index];
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1);
    bool edited = ImGui::Checkbox(tr("锁住（不跟着拖动）"), &u.locked);
    note_item(desk, "field lock");
    edited |= ImGui::Checkbox(tr("先藏起来"), &u.hidden);
    note_item(desk, "field hidden");
    ImGui::PopStyleVar();
    if (edited) commit_plan(desk, changed);
}

void draw_underlay_buttons(Desk& desk, std::size_t index) {
    const TraceStep step = desk.drawing->trace.step;
    if (button(desk, "scale", tr("定比例：点两点，输实长"), "", wide(40),
               step == TraceStep::scale ? Look::chosen : Look::quiet))
        begin_step(desk, TraceStep::scale);
    if (button(desk, "straighten", tr("摆正：点一面墙的两端"), "", wide(40),
               step == TraceStep::straighten ? Look::chosen : Look::quiet))
        begin_step(desk, TraceStep::straighten);
    const document::Plan& p = desk.drawing->file.plan();
    if (button(desk, "turn underlay", tr("转 90 度"), "", wide(40), Look::quiet)) {
        commit(desk, document::turn_underlay(p, index));
        return;
    }
    if (button(desk, "remove underlay", tr("去掉底图"), "", wide(40), Look::quiet))
        commit(desk, document::remove_underlay(p, index));
}

} // namespace

void draw_underlay_choice(Desk& desk) {
    Drawing& d = *desk.drawing;
    const std::size_t index = document::find_underlay(d.file.plan(), desk.level);
    const bool none = index == d.file.plan().underlays.size();
    if (button(desk, "trace files", none ? tr("选照片、PDF 或 CAD 图") : tr("换一张"), tr("回车"),
               wide(button_height), none ? Look::main : Look::quiet))
        return show_trace_files(desk);
    if (none) return quiet_text(tr("照片会摆在这一层下面，照着画墙。"));
    const auto& u = d.file.plan().underlays[index];
    field(tr("底图"), cut_to_width(u.name, px(170)));
    field(tr("大小"), fmt::format("{:.1f} × {:.1f} m", u.width_m, u.height_m));
    if (const auto why = d.trace.missing.find(u.file); why != d.trace.missing.end())
        wrapped_text("■ " + why->second);
    draw_opacity(desk, index);
    draw_underlay_ticks(desk, index);
    draw_underlay_buttons(desk, index);
}

} // namespace editor::panels
