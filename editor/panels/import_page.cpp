// In the middle of the lists page while one's own home is registered or a table is taken in.
#include "editor/panels/import_hand.h"
#include "editor/panels/panes.h"
#include "sim/core/text.h"
#include <algorithm>
#include <imgui_stdlib.h>

namespace editor::panels {

namespace domain = roster::domain;
using ledger::SheetKind;
using sim::core::tr;
using sim::core::trf;
using view::palette;
using view::px;

namespace {

constexpr float form_width = 520, file_row = 44;
constexpr std::size_t shown_lines = 400; ///< the rest is in the file that can be saved

void draw_watch_room(Desk& desk, float width) {
    ledger::OwnHome& home = *desk.listing->new_home;
    quiet_text(tr("谁看报警主机"));
    constexpr domain::WatchRoom rooms[] = {domain::WatchRoom::control_room,
                                           domain::WatchRoom::duty_room, domain::WatchRoom::none};
    const float each = (width - px(16)) / 3;
    for (const domain::WatchRoom room : rooms) {
        if (room != rooms[0]) ImGui::SameLine(0, px(8));
        const std::string name =
            "watch room " + std::string(domain::watch_room_names[static_cast<std::size_t>(room)]);
        if (button(desk, name.c_str(), tr(word(room)), "", {each, px(button_height)},
                   room == home.watch_room ? Look::chosen : Look::quiet))
            home.watch_room = room;
    }
}

void draw_kind_choice(Desk& desk, float right) {
    const Importing& i = *desk.listing->importing;
    quiet_text(tr("表里是什么"));
    std::optional<SheetKind> chosen;
    for (std::size_t n = 0; n < tools::import::sheet_kind_names.size(); ++n) {
        const auto kind = static_cast<SheetKind>(n);
        const char* words = tr(tools::import::word(kind));
        const float wide = button_width(words, "");
        if (n > 0) ImGui::SameLine(0, px(6));
        if (ImGui::GetCursorScreenPos().x + wide > right) ImGui::NewLine();
        const std::string name = "table kind " + std::string(tools::import::sheet_kind_names[n]);
        if (button(desk, name.c_str(), words, "", {wide, px(40)},
                   kind == i.kind ? Look::chosen : Look::quiet))
            chosen = kind;
    }
    if (chosen && *chosen != i.kind) choose_table_kind(desk, *chosen);
}

void draw_found(Desk& desk, float width, float tall) {
    const Importing& i = *desk.listing->importing;
    if (i.found.empty())
        wrapped_text(
            tr("桌面、下载、文档和 U 盘里没有找到 .xlsx 或 .csv。先存一份空表，在 WPS、Excel "
               "里填好，再来这里。"));
    std::optional<std::size_t> chosen;
    ImGui::BeginChild("tables", {width, tall});
    for (std::size_t n = 0; n < i.found.size(); ++n) {
        const document::FoundFile& file = i.found[n];
        const std::string name = "table file " + std::to_string(n + 1);
        const std::string words =
            cut_to_width(file.path.filename().string() + "　" + file.folder, width - px(80));
        if (button(desk, name.c_str(), words, n < 9 ? std::to_string(n + 1) : "",
                   {width - px(20), px(file_row)}, Look::quiet))
            chosen = n;
    }
    ImGui::EndChild();
    if (chosen) choose_found_table(desk, *chosen);
}

void draw_choice_of_file(Desk& desk, float width) {
    Importing& i = *desk.listing->importing;
    heading(tr("导入哪一个表"));
    draw_kind_choice(desk, ImGui::GetCursorScreenPos().x + width);
    if (button(desk, "empty table", tr("先存一份空表"), "",
               {button_width(tr("先存一份空表"), ""), px(40)}, Look::quiet))
        return save_empty_table(desk);
    draw_found(desk, width, std::max(px(80), ImGui::GetContentRegionAvail().y - px(150)));
    if (!desk.listing->importing->file.empty()) return;
    if (text_field(desk, "table path", tr("或者写上文件的位置，也可以把文件拖进窗口："),
                   i.typed_path) &&
        !i.typed_path.empty())
        return choose_table(desk, std::filesystem::path(i.typed_path));
    if (button(desk, "leave import", tr("不导入了"), "Esc",
               {button_width(tr("不导入了"), "Esc"), px(40)}, Look::quiet))
        leave_importing(desk);
}

void draw_lines(const ledger::Proposal& proposal, float width, float tall) {
    ImGui::BeginChild("import lines", {width, tall});
    for (std::size_t n = 0; n < std::min(shown_lines, proposal.lines.size()); ++n)
        wrapped_text(proposal.lines[n]);
    if (proposal.lines.size() > shown_lines)
        quiet_text(trf("还有 {} 行，存成表格文件看", proposal.lines.size() - shown_lines));
    ImGui::EndChild();
}

std::string words_to_take(const ledger::Proposal& proposal) {
    using tools::import::Fate;
    const auto& counts = proposal.plan.counts;
    std::string words = trf("写进 {}：新增 {}，修改 {}", proposal.home, counts.of(Fate::fresh),
                            counts.of(Fate::changed));
    if (proposal.problem_count() > 0)
        words += trf("；有问题的 {} 行不收", proposal.problem_count());
    return words;
}

void draw_decision(Desk& desk, const ledger::Proposal& proposal, float width) {
    if (proposal.taken_count() == 0) {
        wrapped_text(tr("没有要写入的内容，台账没有变"));
        return;
    }
    bool entered = text_field(desk, "import who", tr("谁经办（姓名）"), desk.listing->who);
    const std::string words = cut_to_width(words_to_take(proposal), width - px(60));
    entered |= button(desk, "take table", words, "", {width, px(button_height)}, Look::main);
    if (entered) take_compared(desk);
}

void draw_comparison(Desk& desk, float width) {
    const Importing& i = *desk.listing->importing;
    heading(cut_to_width(i.file.filename().string(), width));
    draw_kind_choice(desk, ImGui::GetCursorScreenPos().x + width);
    if (i.comparing.valid()) quiet_text(tr("正在比较…"));
    for (const sim::core::Problem& one : i.problems)
        wrapped_text("■ " + one.what + (one.expected.empty() ? "" : tr("：") + one.expected));
    if (!has_own_home(desk) &&
        button(desk, "own home", tr("登记自己的单位"), "",
               {button_width(tr("登记自己的单位"), ""), px(button_height)}, Look::main))
        return ask_for_own_home(desk);
    if (i.proposal)
        draw_lines(*i.proposal, width,
                   std::max(px(80), ImGui::GetContentRegionAvail().y - px(190)));
    if (button(desk, "leave import", tr("换一个表"), "Esc",
               {button_width(tr("换一个表"), "Esc"), px(40)}, Look::quiet))
        return leave_importing(desk);
    if (!i.proposal) return;
    ImGui::SameLine(0, px(8));
    if (button(desk, "save comparison", tr("存成表格文件"), "",
               {button_width(tr("存成表格文件"), ""), px(40)}, Look::quiet))
        save_comparison(desk);
    draw_decision(desk, *i.proposal, width);
}

} // namespace

void draw_own_home(Desk& desk, float width) {
    Listing& l = *desk.listing;
    const float wide = std::min(px(form_width), width);
    heading(tr("登记自己的单位"));
    wrapped_text(tr("只登记一次。以后的人员、培训、演练、值班都记在它下面；示范院的人不算。"));
    ImGui::BeginChild("own home", {wide, 0});
    if (l.focus_who) ImGui::SetKeyboardFocusHere();
    l.focus_who = false;
    bool entered = text_field(desk, "home name", tr("单位名称，例如 松鹤养老院"), l.new_home->name);
    entered |= text_field(desk, "home beds", tr("床位数（不知道就不写）"), l.new_home->beds);
    draw_watch_room(desk, wide);
    entered |= text_field(desk, "home who", tr("谁经办（姓名）"), l.who);
    entered |= button(desk, "add home", tr("登记这个单位"), tr("回车"),
                      {wide, px(main_button_height)}, Look::main);
    const bool left =
        button(desk, "leave home", tr("先不登记"), "Esc", {wide, px(button_height)}, Look::quiet) ||
        is_escape_pressed();
    ImGui::EndChild();
    if (left) return leave_importing(desk);
    if (entered) finish_own_home(desk);
}

void draw_importing(Desk& desk, float width) {
    if (is_taking(desk))
        heading(tr("正在写进台账…"));
    else if (desk.listing->importing->file.empty())
        draw_choice_of_file(desk, width);
    else
        draw_comparison(desk, width);
}

} // namespace editor::panels
