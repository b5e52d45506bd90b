// The right pane while nothing is selected: how many are where, and what the signs mean.
#include "editor/panels/details.h"
#include "editor/view/people_painter.h"
#include "editor/view/smoke_painter.h"
#include "editor/view/symbols.h"
#include "editor/view/words.h"
#include "sim/core/text.h"
#include <algorithm>
#include <array>

namespace editor::panels {

namespace plan = sim::plan;
using sim::core::tr;
using sim::core::trf;
using sim::drill::PersonGroup;
using sim::drill::PersonOutcome;
using view::palette;
using view::px;

namespace {

/// A sign with its words; answers the middle of the sign's place.
ImVec2 legend_row(const char* words) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float tall = px(28);
    ImGui::Dummy({px(30), tall});
    ImGui::GetWindowDrawList()->AddText({low.x + px(38), low.y + (tall - ImGui::GetFontSize()) / 2},
                                        palette().text, words);
    return {low.x + px(16), low.y + tall / 2};
}

void draw_counts(const Desk& desk) {
    const document::Moment moment = moment_of(desk);
    if (!moment.before) return;
    std::array<int, 4> count{};
    const bool begun = document::has_begun(*desk.document, desk.playback.time_s);
    for (const auto& person : moment.before->people)
        ++count[static_cast<std::size_t>(begun ? person.outcome : PersonOutcome::inside)];
    field(tr("已到安全处"), trf("{} 人", count[static_cast<std::size_t>(PersonOutcome::safe)]));
    field(tr("已避险"), trf("{} 人", count[static_cast<std::size_t>(PersonOutcome::sheltered)]));
    field(tr("在楼内"), trf("{} 人", count[static_cast<std::size_t>(PersonOutcome::inside)]));
    field(tr("失能"), trf("{} 人", count[static_cast<std::size_t>(PersonOutcome::incapacitated)]));
    field(tr("合计"), trf("{} 人", moment.before->people.size()));
}

void draw_people_legend(const Desk& desk) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const auto& cast = desk.document->record.cast;
    for (const PersonGroup group :
         {PersonGroup::staff, PersonGroup::volunteer, PersonGroup::visitor,
          PersonGroup::fire_service, PersonGroup::resident_walks, PersonGroup::resident_moved}) {
        const bool shown =
            std::any_of(cast.begin(), cast.end(), [&](const auto& c) { return c.group == group; });
        if (shown)
            view::draw_person(list, legend_row(tr(view::word(group))), px(8), group,
                              PersonOutcome::inside);
    }
    view::draw_person(list, legend_row(tr("失能")), px(8), PersonGroup::staff,
                      PersonOutcome::incapacitated);
    if (!desk.document->played) return;
    const ImVec2 at = legend_row(tr("爬行"));
    view::draw_person(list, at, px(7), PersonGroup::staff, PersonOutcome::inside);
    view::draw_crawling(list, at, px(7));
}

void draw_smoke_legend() {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const char* const words[] = {"", "看得见 5–10 m", "看得见 3–5 m", "看得见 1–3 m", "看不到 1 m"};
    for (int shade = 1; shade <= 4; ++shade) {
        const ImVec2 at = legend_row(tr(words[shade]));
        const ImVec2 low{at.x - px(13), at.y - px(10)}, high{at.x + px(13), at.y + px(10)};
        list.AddRectFilled(low, high, palette().floor);
        list.AddRectFilled(low, high, view::faded(palette().smoke, view::smoke_opacity(shade)));
        if (shade >= view::hatched_from_class)
            for (float x = -px(10); x < px(26); x += px(7)) {
                list.PushClipRect(low, high, true);
                list.AddLine({low.x + x, high.y}, {low.x + x + px(20), low.y}, palette().hatch);
                list.PopClipRect();
            }
        list.AddRect(low, high, palette().line);
    }
}

void draw_signs_legend(const Desk& desk) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const auto& p = desk.document->plan();
    for (int i = 0; i <= static_cast<int>(plan::EquipmentKind::oxygen_valve); ++i) {
        const auto kind = static_cast<plan::EquipmentKind>(i);
        const bool shown = std::any_of(p.equipment.begin(), p.equipment.end(),
                                       [&](const auto& e) { return e.kind == kind; });
        if (shown) view::draw_equipment(list, legend_row(tr(view::word(kind))), px(18), kind);
    }
    for (const auto kind : {plan::DetectorKind::smoke, plan::DetectorKind::heat}) {
        const bool shown = std::any_of(p.detectors.begin(), p.detectors.end(),
                                       [&](const auto& d) { return d.kind == kind; });
        if (shown) view::draw_detector(list, legend_row(tr(view::word(kind))), px(18), kind, false);
    }
}

} // namespace

void draw_overview(Desk& desk) {
    const auto& p = desk.document->plan();
    heading(p.name);
    if (desk.document->played) {
        draw_counts(desk);
        if (!desk.document->record.header.finished)
            quiet_text(tr("这份记录没有写完，只到最后一刻为止。"));
    } else {
        field(tr("楼层"), trf("{} 层", p.levels.size()));
        field(tr("房间"), trf("{} 间", p.spaces.size()));
        field(tr("床位"), trf("{} 张", p.beds.size()));
        if (!p.note.empty()) quiet_text(p.note);
    }
    ImGui::Dummy({0, px(6)});
    quiet_text(tr("图上的符号"));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {px(8), px(2)});
    if (desk.document->played) {
        draw_people_legend(desk);
        draw_smoke_legend();
    }
    draw_signs_legend(desk);
    ImGui::PopStyleVar();
}

} // namespace editor::panels
