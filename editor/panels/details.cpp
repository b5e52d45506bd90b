#include "editor/panels/details.h"

#include "editor/view/people_painter.h"
#include "editor/view/smoke_painter.h"
#include "editor/view/words.h"
#include "sim/core/text.h"
#include "sim/record/fact_words.h"
#include <algorithm>
#include <numbers>

namespace editor::panels {

namespace core = sim::core;
namespace plan = sim::plan;
using core::tr;
using core::trf;
using view::palette;
using view::px;
using Kind = document::Selection::Kind;

namespace {

constexpr float zero_degC_K = 273.15f;
constexpr float no_smoke_visibility_m = 29.9f; // the model's figures end at 30 m

std::string degrees(float temperature_K) {
    return fmt::format("{:.0f} ℃", temperature_K - zero_degC_K);
}
std::string yes_no(bool yes) {
    return yes ? tr("是") : tr("否");
}

void gap() {
    ImGui::Dummy({0, px(4)});
}

/// Cell of a space with the worst visibility now; null for a plan and outdoors.
const sim::drill::CellFrame* find_worst_air(const Desk& desk, std::size_t space) {
    const document::Moment moment = moment_of(desk);
    const sim::drill::CellFrame* worst = nullptr;
    if (!moment.before) return worst;
    for (const plan::CellId cell : desk.document->record.cells.cells_of_space[space]) {
        const auto& air = moment.before->cells[cell.index()];
        if (!worst || air.visibility_m < worst->visibility_m) worst = &air;
    }
    return worst;
}

void draw_dose(float dose) {
    field(tr("中毒与受热"), trf("{:.0f} %", std::min(dose, 9.99f) * 100));
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const ImVec2 size{ImGui::GetContentRegionAvail().x, px(10)};
    ImGui::Dummy(size);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(low, {low.x + size.x, low.y + size.y}, palette().floor, px(4));
    list.AddRectFilled(low, {low.x + size.x * std::clamp(dose, 0.0f, 1.0f), low.y + size.y},
                       dose < 0.3f ? palette().quiet : palette().overdue, px(4));
    quiet_text(tr("100 %：健康成人倒下"));
}

void draw_where(const Desk& desk) {
    const auto place = document::find_place(*desk.document, moment_of(desk), desk.selection);
    if (!place) return field(tr("位置"), tr("还没到场"));
    const auto& p = desk.document->plan();
    const plan::SpaceId space = p.find_space_at(place->level, place->at_m);
    field(tr("位置"), space ? p[space].name : p[place->level].name);
    if (!space) return;
    if (const auto* air = find_worst_air(desk, space.index())) draw_air(*air);
}

} // namespace

void draw_air(const sim::drill::CellFrame& air) {
    const auto visibility_m = static_cast<double>(air.visibility_m);
    field(tr("烟"), tr(view::smoke_word(view::smoke_class(visibility_m))));
    field(tr("站着能看"), air.visibility_m > no_smoke_visibility_m ? std::string(tr("30 m 以上"))
                                                                   : trf("{:.1f} m", visibility_m));
    field(tr("烟层离地"), trf("{:.1f} m", air.interface_height_m));
    field(tr("烟层温度"), degrees(air.upper_temperature_K));
    field(tr("下面温度"), degrees(air.lower_temperature_K));
    field(tr("一氧化碳"), trf("{:.0f} ppm", air.carbon_monoxide_ppm));
}

void draw_person_details(Desk& desk) {
    const auto& record = desk.document->record;
    const auto& who = record.cast[desk.selection.index];
    heading(who.name);
    field(tr("身份"), tr(view::word(who.group)));
    if (!who.role.empty()) field(tr("岗位"), sim::record::name_of(desk.document->record, who.role));
    if (!who.mobility.empty())
        field(tr("活动能力"), who.mobility + "  " + tr(view::mobility_word(who.mobility)));
    gap();
    if (button(desk, "follow", desk.following ? tr("不再跟着") : tr("跟着看"), tr("回车"),
               {ImGui::GetContentRegionAvail().x, px(button_height)},
               desk.following ? Look::chosen : Look::main))
        follow(desk, !desk.following);
    gap();
    const document::Moment moment = moment_of(desk);
    if (!moment.before) return;
    const auto& now = moment.before->people[desk.selection.index];
    if (now.present)
        field(tr("现在"), tr(view::word(document::has_begun(*desk.document, desk.playback.time_s)
                                            ? now.outcome
                                            : sim::drill::PersonOutcome::inside)));
    if (now.posture == sim::crowd::Posture::crawling) field(tr("姿势"), tr("爬行"));
    draw_dose(now.dose);
    gap();
    draw_where(desk);
}

void draw_space_details(Desk& desk) {
    const auto& p = desk.document->plan();
    const auto& space = p.spaces[desk.selection.index];
    heading(space.name);
    field(tr("用途"), tr(view::word(space.kind)));
    field(tr("面积"), trf("{:.1f} m²", std::abs(core::signed_area_m2(space.outline_m))));
    if (space.kind != plan::SpaceKind::outside) field(tr("层高"), trf("{:.2f} m", space.height_m));
    const auto beds = std::count_if(p.beds.begin(), p.beds.end(), [&](const auto& bed) {
        return bed.space.index() == desk.selection.index;
    });
    if (beds) field(tr("床位"), trf("{} 张", beds));
    gap();
    if (const auto* air = find_worst_air(desk, desk.selection.index)) {
        quiet_text(desk.document->record.cells.cells_of_space[desk.selection.index].size() > 1
                       ? tr("烟最大的一段")
                       : tr("现在"));
        draw_air(*air);
    }
}

namespace {

void draw_opening(const Desk& desk, const plan::Opening& opening) {
    const auto& p = desk.document->plan();
    heading(opening.name.empty() ? std::string(tr(view::word(opening.kind))) : opening.name);
    field(tr("种类"),
          opening.exit ? std::string(tr("安全出口")) : std::string(tr(view::word(opening.kind))));
    field(tr("净宽"), trf("{:.2f} m", opening.width_m));
    field(tr("净高"), trf("{:.2f} m", opening.height_m));
    field(tr("一边"), p[opening.a].name);
    field(tr("另一边"), opening.b ? p[opening.b].name : std::string(tr("室外")));
    if (opening.kind == plan::OpeningKind::door) {
        field(tr("自动关闭"), yes_no(opening.self_closing));
        field(tr("平时吸住开着"), yes_no(opening.held_open));
        field(tr("上锁"), yes_no(opening.locked));
    }
    const document::Moment moment = moment_of(desk);
    const bool has_leaf =
        opening.kind == plan::OpeningKind::door || opening.kind == plan::OpeningKind::window;
    if (!moment.before || !has_leaf) return;
    const float open = moment.before->open_frac[desk.selection.index];
    field(tr("现在"), open < 0.02f ? std::string(tr("关着")) : trf("开 {:.0f} %", open * 100));
}

void draw_equipment_details(const Desk& desk, const plan::Equipment& thing) {
    heading(thing.name.empty() ? std::string(tr(view::word(thing.kind))) : thing.name);
    field(tr("种类"), tr(view::word(thing.kind)));
    if (thing.agent != plan::Agent::none) {
        field(tr("灭火剂"), tr(view::word(thing.agent)));
        field(tr("装量"), trf("{:g} kg", thing.charge_kg));
    }
    if (thing.count > 1) field(tr("数量"), trf("{}", thing.count));
    field(tr("位置"), desk.document->plan()[thing.space].name);
}

void draw_detector_details(const Desk& desk, const plan::Detector& detector) {
    heading(detector.name.empty() ? std::string(tr(view::word(detector.kind))) : detector.name);
    field(tr("种类"), tr(view::word(detector.kind)));
    if (!detector.zone.empty()) field(tr("主机显示"), detector.zone);
    field(tr("位置"), desk.document->plan()[detector.space].name);
    const document::Moment moment = moment_of(desk);
    if (moment.before)
        field(tr("现在"),
              moment.before->detector_alarms[desk.selection.index] ? tr("■ 报警") : tr("正常"));
}

} // namespace

void draw_thing_details(Desk& desk) {
    const auto& p = desk.document->plan();
    const std::size_t i = desk.selection.index;
    switch (desk.selection.kind) {
    case Kind::opening:
        return draw_opening(desk, p.openings[i]);
    case Kind::equipment:
        return draw_equipment_details(desk, p.equipment[i]);
    case Kind::detector:
        return draw_detector_details(desk, p.detectors[i]);
    case Kind::bed:
        heading(p.beds[i].name);
        field(tr("大小"), trf("{:.2f} × {:.2f} m", p.beds[i].length_m, p.beds[i].width_m));
        return field(tr("位置"), p[p.beds[i].space].name);
    default:
        return;
    }
}

} // namespace editor::panels
