// No file given: open what is at hand.
#include "editor/panels/draw_hand.h"
#include "editor/panels/lists_hand.h"
#include "editor/panels/observe_hand.h"
#include "editor/panels/panes.h"
#include "editor/panels/script_hand.h"
#include "sim/core/text.h"
#include <algorithm>
#include <chrono>
#include <fmt/chrono.h>
#include <imgui_stdlib.h>
#include <sys/stat.h>

namespace editor::panels {

using sim::core::tr;
using sim::core::trf;
using view::palette;
using view::px;

namespace {

constexpr std::size_t recoveries_shown = 3;

void draw_offers(Desk& desk, float width) {
    std::optional<std::size_t> chosen;
    for (std::size_t i = 0; i < desk.files.offered.size(); ++i) {
        const OfferedFile& file = desk.files.offered[i];
        const std::string name = "offer " + std::to_string(i + 1);
        if (button(desk, name.c_str(), cut_to_width(file.title, width - px(80)),
                   std::to_string(i + 1), {width, px(main_button_height)}, Look::quiet))
            chosen = i;
    }
    if (chosen) open_path(desk, std::filesystem::path(desk.files.offered[*chosen].path));
}

/// When it was written last, by this computer's clock.
std::string kept_at(const std::filesystem::path& file) {
    struct ::stat about {};
    if (::stat(file.c_str(), &about) != 0) return {};
    return fmt::format("{:%m-%d %H:%M}", fmt::localtime(about.st_mtime));
}

/// Drawings that a crash or a closed window left unsaved.
void draw_recoveries(Desk& desk, float width) {
    for (std::size_t i = 0; i < desk.files.recoveries.size() && i < recoveries_shown; ++i) {
        const document::Recovery recovery = desk.files.recoveries[i];
        const std::string number = std::to_string(i + 1);
        const float narrow = px(110);
        const std::string name = recovery.target.empty() ? std::string(tr("没有存过的新图"))
                                                         : recovery.target.filename().string();
        if (button(desk, ("recover " + number).c_str(),
                   cut_to_width(trf("恢复没保存的图：{}，{}", name, kept_at(recovery.file)),
                                width - narrow - px(40)),
                   "", {width - narrow - px(8), px(button_height)}, Look::chosen))
            return recover(desk, recovery);
        ImGui::SameLine(0, px(8));
        if (button(desk, ("discard " + number).c_str(), tr("丢弃"), "", {narrow, px(button_height)},
                   Look::quiet)) {
            document::drop_recovery(recovery.file);
            desk.files = find_known_files();
            return;
        }
    }
}

/// Simulated drills that a crash ended in the middle.
void draw_unfinished(Desk& desk, float width) {
    for (std::size_t i = 0; i < desk.files.unfinished.size() && i < recoveries_shown; ++i) {
        const std::filesystem::path state = desk.files.unfinished[i];
        const std::string number = std::to_string(i + 1);
        const float narrow = px(110);
        if (button(desk, ("resume " + number).c_str(),
                   cut_to_width(trf("接着演没演完的：{}", state.stem().stem().stem().string()),
                                width - narrow - px(40)),
                   "", {width - narrow - px(8), px(button_height)}, Look::chosen))
            return resume_live(desk, state);
        ImGui::SameLine(0, px(8));
        if (button(desk, ("drop live " + number).c_str(), tr("丢弃"), "",
                   {narrow, px(button_height)}, Look::quiet)) {
            live::LiveDrill::drop(state);
            desk.files = find_known_files();
            return;
        }
    }
}

void draw_path_field(Desk& desk, float width) {
    ImGui::TextUnformatted(tr("或者写上文件的位置："));
    if (desk.focus_path) ImGui::SetKeyboardFocusHere();
    desk.focus_path = false;
    ImGui::SetNextItemWidth(width - px(110));
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {px(12), px(9)});
    const bool entered =
        ImGui::InputTextWithHint("##path", tr("例如 /home/我/二楼.plan.json"), &desk.typed_path,
                                 ImGuiInputTextFlags_EnterReturnsTrue);
    note_item(desk, "path field");
    ImGui::PopStyleVar(2);
    ImGui::SameLine(0, px(8));
    if ((button(desk, "open path", tr("打开"), "", {px(102), px(button_height)}, Look::quiet) ||
         entered) &&
        !desk.typed_path.empty())
        open_path(desk, desk.typed_path);
}

/// Takes the count when it is there; never waits for it.
void take_count(Desk& desk) {
    if (!desk.counting.valid() ||
        desk.counting.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        return;
    const auto counted = desk.counting.get();
    if (counted) desk.due = *counted;
}

/// @return whether a list was chosen
bool draw_lists(Desk& desk, float width) {
    take_count(desk);
    const std::string due =
        desk.due ? trf("谁该培训：逾期 {} 项，将到期 {} 项", desk.due->overdue, desk.due->soon)
                 : std::string(tr("谁该培训、谁逾期"));
    const float narrow = px(210);
    if (button(desk, "due list", due, "G", {width - narrow - px(8), px(main_button_height)},
               Look::quiet)) {
        show_list(desk, ledger::ListKind::due);
        return true;
    }
    ImGui::SameLine(0, px(8));
    if (button(desk, "roster list", tr("值班表"), "H", {narrow, px(main_button_height)},
               Look::quiet)) {
        show_list(desk, ledger::ListKind::roster);
        return true;
    }
    return false;
}

/// Each language in its own words: who does not read the present one finds it.
void draw_language(Desk& desk, float width) {
    const bool english = sim::core::selected_language() == sim::core::Language::english;
    const char* words = english ? "中文" : "English";
    const float wide = button_width(words, "Y");
    ImGui::SameLine(width - wide);
    if (button(desk, "language", words, "Y", {wide, px(40)}, Look::quiet)) switch_language(desk);
}

} // namespace

void draw_start_page(Desk& desk, const Place& place) {
    const Pane pane("start", place.low, place.size, palette().paper);
    const float width = std::min(px(720), place.size.x - px(48));
    ImGui::SetCursorPos({(place.size.x - width) / 2, std::max(px(24), place.size.y * 0.12f)});
    ImGui::BeginChild("column", {width, place.size.y * 0.85f});
    const float inner = ImGui::GetContentRegionAvail().x; // less where there is a scroll bar
    heading(tr("演练"));
    draw_language(desk, inner);
    ImGui::TextUnformatted(tr("选一张图纸或一份演练记录，看看楼里会发生什么。"));
    ImGui::Dummy({0, px(10)});
    if (button(desk, "watch demonstration", tr("看一次演示：夜里二楼起火"), "W",
               {inner, px(main_button_height)}, Look::main)) {
        ImGui::EndChild();
        return show_demonstration(desk);
    }
    if (button(desk, "draw new", tr("画我的楼：从白纸开始"), "E", {inner, px(main_button_height)},
               Look::quiet)) {
        ImGui::EndChild();
        return draw_new(desk);
    }
    if (button(desk, "setup", tr("今天的演练：模拟，每个人自己做决定"), "L",
               {inner, px(main_button_height)}, Look::quiet)) {
        ImGui::EndChild();
        return show_setup(desk);
    }
    if (button(desk, "observe", tr("记录一次实战演练：观察员记录单"), "R",
               {inner, px(main_button_height)}, Look::quiet)) {
        ImGui::EndChild();
        return set_up_sheet(desk);
    }
    if (button(desk, "script", tr("做一个脚本：十三种火灾，选自己的房间"), "P",
               {inner, px(main_button_height)}, Look::quiet)) {
        ImGui::EndChild();
        return choose_script(desk);
    }
    if (draw_lists(desk, inner)) return ImGui::EndChild();
    draw_unfinished(desk, inner);
    if (desk.page != Page::start) return ImGui::EndChild();
    draw_recoveries(desk, inner);
    draw_offers(desk, inner);
    const bool records = std::any_of(desk.files.offered.begin(), desk.files.offered.end(),
                                     [](const auto& f) { return f.record; });
    if (!records)
        quiet_text(trf("还没有演练记录。用 --record 存到 {} 的记录会列在这里。",
                       desk.files.record_folder.string()));
    ImGui::Dummy({0, px(10)});
    draw_path_field(desk, inner);
    ImGui::Dummy({0, px(10)});
    quiet_text(tr("数字键 选一项   T 写文件位置   D 深色   也可以把文件拖进窗口"));
    ImGui::EndChild();
}

} // namespace editor::panels
