// Right of the drawing: fields of the selected thing, or what the tool will place.
#include "editor/document/plan_edits.h"
#include "editor/document/wall_spots.h"
#include "editor/panels/draw_hand.h"
#include "editor/panels/panes.h"
#include "editor/panels/resident_fields.h"
#include "editor/view/words.h"
#include "sim/core/text.h"
#include <cmath>
#include <imgui_stdlib.h>
#include <numbers>

namespace editor::panels {

namespace core = sim::core;
namespace plan = sim::plan;
using core::tr;
using core::trf;
using document::Selection;
using view::palette;
using view::px;
using Kind = Selection::Kind;

namespace {

void label(const char* words) {
    ImGui::PushStyleColor(ImGuiCol_Text, palette().quiet);
    ImGui::TextUnformatted(words);
    ImGui::PopStyleColor();
}

/// True once the field is left with another text.
bool text_field(Desk& desk, const char* name, const char* words, std::string& value) {
    label(words);
    ImGui::SetNextItemWidth(-1);
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1);
    ImGui::InputText((std::string("##") + name).c_str(), &value, ImGuiInputTextFlags_AutoSelectAll);
    ImGui::PopStyleVar();
    note_item(desk, std::string("field ") + name);
    return ImGui::IsItemDeactivatedAfterEdit();
}

/// True once the field is left with another number; what is out of range the commit refuses.
bool number_field(Desk& desk, const char* name, const char* words, double& value) {
    label(words);
    ImGui::SetNextItemWidth(-1);
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1);
    ImGui::InputDouble((std::string("##") + name).c_str(), &value, 0, 0, "%.2f",
                       ImGuiInputTextFlags_AutoSelectAll);
    ImGui::PopStyleVar();
    note_item(desk, std::string("field ") + name);
    return ImGui::IsItemDeactivatedAfterEdit();
}

bool tick_box(Desk& desk, const char* name, const char* words, bool& value) {
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1);
    const bool changed = ImGui::Checkbox(words, &value);
    ImGui::PopStyleVar();
    note_item(desk, std::string("field ") + name);
    return changed;
}

template <class Value>
bool kind_field(Desk& desk, const char* words, Value& value, int count) {
    label(words);
    ImGui::SetNextItemWidth(-1);
    bool changed = false;
    if (ImGui::BeginCombo("##kind", tr(view::word(value)))) {
        for (int i = 0; i < count; ++i) {
            const auto kind = static_cast<Value>(i);
            if (ImGui::Selectable(tr(view::word(kind)), kind == value) && kind != value) {
                value = kind;
                changed = true;
            }
        }
        ImGui::EndCombo();
    }
    note_item(desk, "field kind");
    return changed;
}

constexpr int space_kind_count = 15, equipment_kind_count = 14, detector_kind_count = 2;

bool edit_space(Desk& desk, plan::Space& s) {
    bool changed = text_field(desk, "name", tr("名称"), s.name);
    if (s.kind != plan::SpaceKind::stair) {
        plan::SpaceKind kind = s.kind;
        if (kind_field(desk, tr("用途"), kind, space_kind_count) &&
            kind != plan::SpaceKind::stair) { // a stair is drawn with its own tool
            s.kind = kind;
            changed = true;
        }
    }
    changed |= number_field(desk, "height", tr("净高（m）"), s.height_m);
    field(tr("面积"), fmt::format("{:.1f} m²", std::abs(core::signed_area_m2(s.outline_m))));
    return changed;
}

/// A wider opening stays on its wall.
void keep_on_wall(const plan::Plan& p, plan::Opening& o) {
    const auto spot = document::find_wall_spot(p, p[o.a].level, o.center_m, 0.05);
    if (spot) o.center_m = document::fit_on_stretch(spot->stretch_m, o.center_m, o.width_m);
}

bool edit_leaf(Desk& desk, plan::Opening& o) {
    bool changed = tick_box(desk, "double", tr("双扇"), o.double_leaf);
    changed |= tick_box(desk, "closer", tr("自动关闭（闭门器）"), o.self_closing);
    changed |= tick_box(desk, "hold", tr("常开，报警后释放"), o.held_open);
    changed |= tick_box(desk, "open", tr("平时开着"), o.initially_open);
    changed |= tick_box(desk, "lock", tr("上锁（要钥匙）"), o.locked);
    const std::string turn = tr("换开启方向");
    if (button(desk, "turn leaf", turn, "", {ImGui::GetContentRegionAvail().x, px(36)},
               Look::quiet)) {
        o.swings_into = o.swings_into == o.a ? o.b : o.a;
        changed = true;
    }
    return changed;
}

bool edit_opening(Desk& desk, const plan::Plan& p, plan::Opening& o) {
    bool changed = text_field(desk, "name", tr("名称"), o.name);
    if (number_field(desk, "width", tr("净宽（m）"), o.width_m)) {
        keep_on_wall(p, o);
        changed = true;
    }
    changed |= number_field(desk, "height", tr("高（m）"), o.height_m);
    if (o.kind == plan::OpeningKind::window)
        changed |= number_field(desk, "sill", tr("窗台高（m）"), o.sill_m);
    if (o.kind == plan::OpeningKind::gap)
        changed |= number_field(desk, "sill", tr("下沿离地（m）"), o.sill_m);
    return o.kind == plan::OpeningKind::door ? edit_leaf(desk, o) || changed : changed;
}

bool edit_occupant(Desk& desk, std::optional<plan::Occupant>& occupant) {
    bool lives_here = occupant.has_value();
    const bool changed = tick_box(desk, "occupied", tr("住着老人"), lives_here);
    if (lives_here && !occupant) occupant.emplace();
    if (!lives_here) occupant.reset();
    if (!occupant) return changed;
    Fields fields(desk);
    fields.text("alias", tr("代号（不写全名）"), occupant->alias);
    edit_resident(fields, *occupant);
    return changed || fields.changed;
}

bool edit_bed(Desk& desk, plan::Bed& bed) {
    bool changed = text_field(desk, "name", tr("床号或代号"), bed.name);
    changed |= edit_occupant(desk, bed.occupant);
    changed |= number_field(desk, "width", tr("宽（m）"), bed.width_m);
    changed |= number_field(desk, "length", tr("长（m）"), bed.length_m);
    if (button(desk, "turn bed", tr("转 90 度"), "", {ImGui::GetContentRegionAvail().x, px(36)},
               Look::quiet)) {
        const double turned = bed.heading_rad + std::numbers::pi / 2;
        bed.heading_rad = std::remainder(turned, 2 * std::numbers::pi);
        changed = true;
    }
    return changed;
}

bool edit_equipment(Desk& desk, plan::Equipment& e) {
    bool changed = text_field(desk, "name", tr("名称"), e.name);
    if (kind_field(desk, tr("种类"), e.kind, equipment_kind_count)) {
        const bool extinguisher = e.kind == plan::EquipmentKind::extinguisher;
        e.agent = extinguisher ? plan::Agent::abc_powder : plan::Agent::none;
        e.charge_kg = extinguisher ? 4 : 0;
        changed = true;
    }
    if (e.kind == plan::EquipmentKind::extinguisher)
        changed |= number_field(desk, "charge", tr("药剂（kg）"), e.charge_kg);
    return changed;
}

bool edit_detector(Desk& desk, plan::Detector& d) {
    bool changed = text_field(desk, "name", tr("名称"), d.name);
    changed |= kind_field(desk, tr("种类"), d.kind, detector_kind_count);
    return text_field(desk, "zone", tr("主机上显示的位置"), d.zone) || changed;
}

/// Fields of a copy; answers whether one was changed. The copy lives between frames in Dear ImGui's
/// field only while it is written in.
bool edit_thing(Desk& desk, plan::Plan& p, const Selection& s) {
    switch (s.kind) {
    case Kind::space:
        return edit_space(desk, p.spaces[s.index]);
    case Kind::opening:
        return edit_opening(desk, p, p.openings[s.index]);
    case Kind::bed:
        return edit_bed(desk, p.beds[s.index]);
    case Kind::equipment:
        return edit_equipment(desk, p.equipment[s.index]);
    case Kind::detector:
        return edit_detector(desk, p.detectors[s.index]);
    default:
        return false;
    }
}

const char* word_of(const plan::Plan& p, const Selection& s) {
    switch (s.kind) {
    case Kind::space:
        return tr("房间");
    case Kind::opening:
        return tr(view::word(p.openings[s.index].kind));
    case Kind::bed:
        return tr("床");
    case Kind::equipment:
        return tr("设备");
    default:
        return tr("探测器");
    }
}

void draw_selected(Desk& desk) {
    const Selection selection = desk.selection;
    ImGui::PushID(static_cast<int>(selection.kind));
    ImGui::PushID(static_cast<int>(selection.index));
    plan::Plan changed = desk.drawing->file.plan();
    heading(word_of(changed, selection));
    const bool edited = edit_thing(desk, changed, selection);
    ImGui::Dummy({0, px(4)});
    const bool removes = button(desk, "remove", tr("删掉"), "Delete",
                                {ImGui::GetContentRegionAvail().x, px(40)}, Look::quiet);
    ImGui::PopID();
    ImGui::PopID();
    if (removes)
        commit(desk, document::remove_thing(desk.drawing->file.plan(), selection));
    else if (edited)
        commit_plan(desk, changed);
}

/// Those whose choices fill the pane.
bool has_long_choice(Tool tool) {
    return tool == Tool::compartment || tool == Tool::stamp || tool == Tool::underlay ||
           tool == Tool::resident;
}

void draw_tool_choice(Desk& desk) {
    Drawing& d = *desk.drawing;
    heading(tr(words_of(d.tool).words));
    if (d.tool == Tool::room || d.tool == Tool::outline) {
        plan::SpaceKind kind = d.space_kind;
        if (kind_field(desk, tr("用途"), kind, space_kind_count) && kind != plan::SpaceKind::stair)
            d.space_kind = kind;
    }
    if (d.tool == Tool::equipment)
        static_cast<void>(kind_field(desk, tr("种类"), d.equipment_kind, equipment_kind_count));
    if (d.tool == Tool::detector)
        static_cast<void>(kind_field(desk, tr("种类"), d.detector_kind, detector_kind_count));
    if (d.tool != Tool::underlay) quiet_text(tr(words_of(d.tool).hint));
    if (d.tool == Tool::resident) {
        Fields fields(desk);
        edit_resident(fields, d.resident); // of the beds clicked from now on
    }
    if (d.tool == Tool::compartment) draw_compartment_choice(desk);
    if (d.tool == Tool::stamp) draw_stamp_choice(desk);
    if (d.tool == Tool::underlay) draw_underlay_choice(desk);
}

void draw_floor_buttons(Desk& desk) {
    const ImVec2 size{ImGui::GetContentRegionAvail().x, px(40)};
    if (button(desk, "add level", tr("上面加一层空的"), "", size, Look::quiet) &&
        commit(desk, document::add_level(desk.drawing->file.plan())))
        choose_level(desk, core::make_id<plan::LevelId>(desk.document->plan().levels.size() - 1));
    if (button(desk, "copy level", tr("把这层复制到上面"), "", size, Look::quiet) &&
        commit(desk, document::copy_level(desk.drawing->file.plan(), desk.level)))
        choose_level(desk, core::make_id<plan::LevelId>(desk.document->plan().levels.size() - 1));
}

void draw_whole_plan(Desk& desk) {
    plan::Plan changed = desk.drawing->file.plan();
    if (text_field(desk, "plan", tr("这张图叫"), changed.name)) commit_plan(desk, changed);
    draw_floor_buttons(desk);
}

} // namespace

void draw_properties(Desk& desk, const Place& place) {
    const Pane pane("properties", place.low, place.size, palette().panel);
    ImGui::SetCursorPos({px(12), px(8)});
    ImGui::BeginChild("fields", {place.size.x - px(24), place.size.y - px(16)});
    if (desk.selection)
        draw_selected(desk);
    else {
        if (desk.drawing->tool != Tool::select) draw_tool_choice(desk);
        if (!has_long_choice(desk.drawing->tool)) {
            ImGui::Dummy({0, px(6)});
            draw_whole_plan(desk);
        }
    }
    ImGui::EndChild();
}

} // namespace editor::panels
