// A file that could not be opened: every problem, what is right, and two ways on.
#include "editor/panels/panes.h"
#include "sim/core/text.h"
#include <algorithm>

namespace editor::panels {

using sim::core::tr;
using sim::core::trf;
using view::palette;
using view::px;

namespace {

void draw_problem(const sim::core::Problem& problem, std::size_t number) {
    const float left = px(40);
    ImGui::PushStyleColor(ImGuiCol_Text, palette().overdue);
    ImGui::Text("■ %zu", number);
    ImGui::PopStyleColor();
    ImGui::SameLine(left + px(24));
    ImGui::BeginGroup();
    wrapped_text(problem.what);
    if (!problem.expected.empty()) quiet_text(trf("应为：{}", problem.expected));
    if (!problem.pointer.empty()) quiet_text(trf("位置：{}", problem.pointer));
    ImGui::EndGroup();
    ImGui::Dummy({0, px(6)});
}

} // namespace

void draw_problem_page(Desk& desk, const Place& place) {
    const Pane pane("problems", place.low, place.size, palette().paper);
    const float width = std::min(px(900), place.size.x - px(48));
    const float left = (place.size.x - width) / 2;
    ImGui::SetCursorPos({left, px(40)});
    ImGui::BeginGroup();
    heading(trf("打不开这个文件：有 {} 处要改", desk.problems.size()));
    quiet_text(cut_to_width(desk.failed_path.string(), width));
    ImGui::EndGroup();
    const float top = ImGui::GetCursorPosY() + px(12), foot = px(main_button_height) + px(40);
    ImGui::SetCursorPos({left, top});
    ImGui::BeginChild("list", {width, std::max(px(80), place.size.y - top - foot)});
    for (std::size_t i = 0; i < desk.problems.size(); ++i)
        draw_problem(desk.problems[i], i + 1);
    ImGui::EndChild();
    ImGui::SetCursorPos({left, place.size.y - foot + px(16)});
    const std::string enter = tr("回车"), escape = "Esc";
    const ImVec2 size{px(240), px(main_button_height)};
    if (button(desk, "try again", tr("改好了，再打开"), enter, size, Look::main))
        return open_path(desk, std::filesystem::path(desk.failed_path));
    ImGui::SameLine();
    if (button(desk, "back", tr("回开始页"), escape, size, Look::quiet)) show_start(desk);
}

} // namespace editor::panels
