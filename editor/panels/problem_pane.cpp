// Below the drawing: what is wrong with it, the norm, and the mend.
#include "editor/document/plan_problems.h"
#include "editor/panels/draw_hand.h"
#include "editor/panels/panes.h"
#include "sim/core/text.h"
#include <algorithm>

namespace editor::panels {

using document::Mend;
using document::PlanProblem;
using document::Severity;
using sim::core::tr;
using sim::core::trf;
using view::palette;
using view::px;

namespace {

constexpr double near_px_per_m = 40;

std::string mend_words(const Mend& mend) {
    if (mend.kind == Mend::Kind::widen_door) return trf("门改成 {:.2f} m", mend.width_m);
    if (mend.kind == Mend::Kind::unlock) return tr("改成不上锁");
    return tr("装一个烟感");
}

void show(Desk& desk, const PlanProblem& problem) {
    if (!problem.where) return;
    select(desk, problem.where);
    look_at_selection(desk);
    desk.camera.zoom_px_per_m = std::max(desk.camera.zoom_px_per_m, near_px_per_m);
}

/// @return true when the plan changed and the list is no longer true
bool draw_row(Desk& desk, const PlanProblem& problem, std::size_t number) {
    const bool wrong = problem.severity == Severity::wrong;
    const std::string words = (wrong ? "■ " : "▲ ") + problem.words;
    const std::string mend = problem.mend ? mend_words(problem.mend) : std::string();
    const float mend_width = problem.mend ? button_width(mend, "") + px(8) : 0;
    const float room = ImGui::GetContentRegionAvail().x - mend_width;
    const float norm_width = ImGui::CalcTextSize(problem.norm.c_str()).x;
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const std::string name = "problem " + std::to_string(number);
    if (ImGui::InvisibleButton(name.c_str(), {room, px(row_height)})) show(desk, problem);
    note_item(desk, name);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (ImGui::IsItemHovered())
        list.AddRectFilled(low, {low.x + room, low.y + px(row_height)},
                           view::faded(palette().text, 0.06f), px(4));
    const float y = low.y + (px(row_height) - ImGui::GetFontSize()) / 2;
    list.AddText({low.x + px(4), y}, wrong ? palette().overdue : palette().text,
                 cut_to_width(words, room - norm_width - px(24)).c_str());
    list.AddText({low.x + room - norm_width - px(8), y}, palette().quiet, problem.norm.c_str());
    if (!problem.mend) return false;
    ImGui::SameLine(0, px(8));
    const std::string mend_name = "mend " + std::to_string(number);
    if (!button(desk, mend_name.c_str(), mend, "", {mend_width - px(8), px(row_height)},
                Look::quiet))
        return false;
    return commit_plan(desk, document::mended(desk.drawing->file.plan(), problem.mend));
}

/// On white paper: the way to a photo, and whole buildings to start from.
void draw_beginnings(Desk& desk, float width) {
    Drawing& d = *desk.drawing;
    if (!d.file.plan().underlays.empty()) return;
    constexpr std::size_t columns = 4;
    const ImVec2 size{(width - px(8) * (columns - 1)) / columns, px(button_height)};
    ImGui::SetCursorPosX(px(12));
    if (button(desk, "trace", tr("照着照片、图纸描"), "U", size, Look::chosen))
        return choose_tool(desk, Tool::underlay);
    std::optional<std::size_t> chosen;
    for (std::size_t i = 0; i < d.templates.size(); ++i) {
        if ((i + 1) % columns != 0)
            ImGui::SameLine(0, px(8));
        else
            ImGui::SetCursorPosX(px(12));
        if (button(desk, ("template " + std::to_string(i + 1)).c_str(),
                   cut_to_width(d.templates[i].title, size.x - px(20)), "", size, Look::quiet))
            chosen = i;
    }
    if (chosen) take_template(desk, std::filesystem::path(d.templates[*chosen].path));
}

} // namespace

void draw_problem_pane(Desk& desk, const Place& place) {
    const Pane pane("problems below", place.low, place.size, palette().panel);
    Drawing& drawing = *desk.drawing;
    if (drawing.judged != drawing.file.text()) {
        drawing.problems = document::find_problems(drawing.file);
        drawing.judged = drawing.file.text();
        drawing.bed_passages.update(drawing.file.plan());
    }
    auto problems = drawing.problems; // a mend changes the drawing while they are shown
    const bool judging = !drawing.bed_passages.is_done();
    if (!judging) {
        const auto beds = drawing.bed_passages.problems();
        problems.insert(problems.end(), beds.begin(), beds.end());
    }
    const auto wrong = std::count_if(problems.begin(), problems.end(),
                                     [](const auto& p) { return p.severity == Severity::wrong; });
    const auto advised = static_cast<std::ptrdiff_t>(problems.size()) - wrong;
    ImGui::SetCursorPos({px(12), px(6)});
    if (drawing.file.plan().spaces.empty()) {
        ImGui::TextUnformatted(tr("还没有房间。按 R，点一个角，再点对角；也可以："));
        return draw_beginnings(desk, place.size.x - px(24));
    }
    std::string head = problems.empty() ? std::string(tr("● 没有发现问题"))
                                        : trf("问题：■ 必须改 {}   ▲ 建议改 {}", wrong, advised);
    if (judging) head = trf("{}   （床能不能推出去，还在算…）", head);
    ImGui::TextUnformatted(head.c_str());
    ImGui::SetCursorPosX(px(8));
    ImGui::BeginChild("problem rows", {place.size.x - px(16), 0});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {px(8), px(2)});
    for (std::size_t i = 0; i < problems.size(); ++i)
        if (draw_row(desk, problems[i], i + 1)) break;
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

} // namespace editor::panels
