// The sheet while the drill runs: nine buttons, one person, one clock.
#include "editor/panels/observe_hand.h"
#include "editor/panels/panes.h"
#include "sim/core/text.h"
#include <algorithm>
#include <cmath>
#include <imgui_stdlib.h>

namespace editor::panels {

using document::Verdict;
using sim::core::tr;
using sim::core::trf;
using view::palette;
using view::px;

namespace {

constexpr float side_width = 300, foot_height = 44;

std::string clock_words(std::int64_t since_ms) {
    const std::int64_t whole_s = since_ms / 1000;
    return fmt::format("{:02}:{:02}", whole_s / 60, whole_s % 60);
}

void real_drill_chip() {
    chip(tr("实战"), view::color_of(sim::core::DrillKind::real));
}

void draw_title(Desk& desk, const Place& place) {
    const Pane pane("sheet title", place.low, place.size, palette().paper);
    Observing& o = *desk.observing;
    const document::Sheet& sheet = o.file.sheet();
    ImGui::SetCursorPos({px(10), px(8)});
    real_drill_chip();
    ImGui::SameLine(0, px(16));
    HeadingFace().put(sheet.started_ms ? clock_words(o.now_ms() - sheet.started_ms)
                                       : std::string(tr("未开始")));
    ImGui::SameLine(0, px(20));
    const std::string wall = document::wall_time(o.now_ms()).substr(11, 8);
    ImGui::TextUnformatted(trf("钟点 {}　观察员 {}", wall, sheet.observer).c_str());
    const float wide = button_width(tr("检查和签字"), tr("回车"));
    ImGui::SetCursorPos({place.size.x - wide - px(10), px(4)});
    if (button(desk, "review", tr("检查和签字"), tr("回车"), {wide, px(button_height)},
               Look::quiet))
        show_review(desk);
}

/// The latest mark of an act that stands; null: there is none.
const document::SheetMark* find_mark(const document::Sheet& sheet, const document::Act& act) {
    const auto last = std::find_if(sheet.marks.rbegin(), sheet.marks.rend(), [&](const auto& m) {
        return !m.struck && m.kind == act.kind && m.target == act.target &&
               m.details == act.details;
    });
    return last == sheet.marks.rend() ? nullptr : &*last;
}

void draw_act(Desk& desk, std::size_t shown, ImVec2 size) {
    const Observing& o = *desk.observing;
    const auto& acts = o.posts[o.post].acts;
    const document::Act& act = acts[o.first_act + shown];
    const document::SheetMark* mark = find_mark(o.file.sheet(), act);
    const std::string number = std::to_string(shown + 1);
    const std::string lead = mark            ? trf("已记（{}）", tr(word(mark->verdict)))
                             : act.forbidden ? std::string(tr("不许："))
                                             : std::string();
    const std::string words = wrap(lead + act.words, size.x - px(64));
    const std::string due =
        act.forbidden ? "" : trf("{} 以前", clock_words(std::llround(act.due_s * 1000)));
    const std::string name = "act " + number;
    if (button(desk, name.c_str(), words + (due.empty() ? "" : "\n" + due), number, size,
               mark ? Look::chosen : Look::quiet))
        mark_act(desk, shown);
}

void draw_acts(Desk& desk, const Place& place) {
    const Pane pane("acts", place.low, place.size, palette().panel);
    const Observing& o = *desk.observing;
    const std::size_t count = o.posts[o.post].acts.size();
    const float gap = px(8);
    const ImVec2 size{(place.size.x - 4 * gap) / 3, (place.size.y - 4 * gap) / 3};
    for (std::size_t i = 0; i < acts_shown && o.first_act + i < count; ++i) {
        const auto column = static_cast<float>(i % 3), row = static_cast<float>(i / 3);
        ImGui::SetCursorPos({gap + column * (size.x + gap), gap + row * (size.y + gap)});
        draw_act(desk, i, size);
    }
    if (count == 0) quiet_text(tr("这个岗位没有要看的动作。按 Tab 换岗位。"));
}

void draw_people(Desk& desk, float wide) {
    Observing& o = *desk.observing;
    quiet_text(tr("谁做的（↑ ↓）"));
    for (const auto& person : o.cast.scenario.people) {
        const bool here = person.role == o.posts[o.post].role;
        if (!here && person.key != o.person) continue;
        if (button(desk, ("person " + person.key).c_str(), cut_to_width(person.name, wide - px(24)),
                   "", {wide, px(button_height)},
                   person.key == o.person ? Look::chosen : Look::quiet))
            o.person = person.key;
    }
}

void draw_verdicts(Desk& desk, float wide) {
    Observing& o = *desk.observing;
    quiet_text(tr("下一条记成（← →）"));
    for (int i = 0; i < 3; ++i) {
        const auto verdict = static_cast<Verdict>(i);
        if (i > 0) ImGui::SameLine(0, px(6));
        if (button(desk, ("verdict " + std::to_string(i)).c_str(), tr(word(verdict)), "",
                   {(wide - px(12)) / 3, px(button_height)},
                   o.verdict == verdict ? Look::chosen : Look::quiet))
            o.verdict = verdict;
    }
}

void draw_side(Desk& desk, const Place& place) {
    const Pane pane("sheet side", place.low, place.size, palette().paper);
    Observing& o = *desk.observing;
    const float wide = place.size.x - px(20);
    ImGui::SetCursorPos({px(10), px(8)});
    ImGui::BeginChild("side", {wide, place.size.y - px(16)});
    if (o.file.sheet().started_ms == 0 && button(desk, "start clock", tr("开始计时"), tr("空格"),
                                                 {wide, px(main_button_height)}, Look::main))
        start_clock(desk);
    quiet_text(tr("岗位（Tab）"));
    heading(o.posts[o.post].name);
    for (std::size_t i = 0; i < o.posts.size(); ++i) {
        if (i % 5 != 0) ImGui::SameLine(0, px(4));
        if (button(desk, ("post " + std::to_string(i + 1)).c_str(), std::to_string(i + 1), "",
                   {(wide - px(16)) / 5, px(row_height)}, i == o.post ? Look::chosen : Look::quiet))
            choose_post(desk, i);
    }
    draw_people(desk, wide);
    draw_verdicts(desk, wide);
    ImGui::Dummy({0, px(6)});
    if (button(desk, "undo", tr("撤销上一条"), "Ctrl Z", {wide, px(button_height)}, Look::quiet))
        undo_on_sheet(desk);
    if (button(desk, "redo", tr("重做"), "Ctrl Y", {wide, px(button_height)}, Look::quiet))
        redo_on_sheet(desk);
    ImGui::PushStyleColor(ImGuiCol_Text, o.refused ? palette().overdue : palette().text);
    wrapped_text(o.notice);
    ImGui::PopStyleColor();
    ImGui::EndChild();
}

void draw_foot(Desk& desk, const Place& place) {
    const Pane pane("sheet foot", place.low, place.size, palette().paper);
    const Observing& o = *desk.observing;
    const std::size_t count = o.posts[o.post].acts.size();
    const std::size_t pages = std::max<std::size_t>(1, (count + acts_shown - 1) / acts_shown);
    ImGui::SetCursorPos({px(10), px(8)});
    quiet_text(trf("1-9 记一条　PgUp PgDn 翻页（{}/{}）　Tab 换岗位　O 开始页",
                   o.first_act / acts_shown + 1, pages));
}

constexpr std::size_t scripts_shown = 5;
constexpr float widest_page = 1180, column_gap = 24;

void draw_scripts(Desk& desk, float width) {
    ObserveSetup& setup = desk.observe_setup;
    quiet_text(tr("演哪个脚本"));
    for (std::size_t i = 0; i < setup.offers.size() && i < scripts_shown; ++i) {
        const bool chosen = setup.scenario == setup.offers[i].path.string();
        if (button(desk, ("script " + std::to_string(i + 1)).c_str(),
                   cut_to_width(setup.offers[i].title, width - px(40)), "",
                   {width, px(button_height)}, chosen ? Look::chosen : Look::quiet))
            setup.scenario = setup.offers[i].path.string();
    }
    const auto shown = static_cast<std::ptrdiff_t>(std::min(setup.offers.size(), scripts_shown));
    const bool listed =
        std::any_of(setup.offers.begin(), setup.offers.begin() + shown,
                    [&](const auto& offer) { return setup.scenario == offer.path.string(); });
    std::string other = listed ? std::string() : setup.scenario;
    static_cast<void>(text_field(desk, "scenario", tr("或者写上别的脚本的位置："), other));
    if (!other.empty())
        setup.scenario = other;
    else if (!listed && shown > 0)
        setup.scenario = setup.offers.front().path.string();
}

void draw_setup_left(Desk& desk, ImVec2 size) {
    ObserveSetup& setup = desk.observe_setup;
    ImGui::BeginChild("left", size);
    draw_scripts(desk, ImGui::GetContentRegionAvail().x);
    read_sheet_roles(desk);
    ImGui::Dummy({0, px(8)});
    draw_role_choices(desk, setup.roles);
    ImGui::EndChild();
}

/// @return open the sheet
bool draw_setup_right(Desk& desk, ImVec2 size) {
    ObserveSetup& setup = desk.observe_setup;
    ImGui::BeginChild("right", size);
    const float width = ImGui::GetContentRegionAvail().x;
    static_cast<void>(text_field(desk, "observer", tr("我是观察员（姓名）"), setup.observer));
    static_cast<void>(
        text_field(desk, "lead", tr("总观察员（签字的人，没有参加演练）"), setup.lead_observer));
    quiet_text(tr("每记一条都马上存盘。"));
    const bool begin =
        button(desk, "begin", tr("打开记录单"), "", {width, px(main_button_height)}, Look::main);
    ImGui::PushStyleColor(ImGuiCol_Text, palette().overdue);
    for (const auto& problem : setup.problems)
        wrapped_text(problem.file + " " + problem.pointer + " " + problem.what);
    ImGui::PopStyleColor();
    ImGui::EndChild();
    return begin;
}

} // namespace

void draw_observe_setup(Desk& desk, const Place& place) {
    const Pane pane("setup", place.low, place.size, palette().paper);
    const float width = std::min(px(widest_page), place.size.x - px(48));
    const float column = (width - px(column_gap)) / 2, x = (place.size.x - width) / 2;
    ImGui::SetCursorPos({x, px(16)});
    real_drill_chip();
    ImGui::SameLine(0, px(16));
    HeadingFace().put(tr("记录一次实战演练"));
    const float leave_width = button_width(tr("开始页"), "O");
    ImGui::SetCursorPos({x + width - leave_width, px(16)});
    const bool leave =
        button(desk, "leave", tr("开始页"), "O", {leave_width, px(button_height)}, Look::quiet);
    const ImVec2 size{column, place.size.y - px(96)};
    ImGui::SetCursorPos({x, px(76)});
    draw_setup_left(desk, size);
    ImGui::SetCursorPos({x + column + px(column_gap), px(76)});
    const bool begin = draw_setup_right(desk, size);
    if (begin) return begin_sheet(desk);
    if (leave) show_start(desk);
}

void draw_observe_page(Desk& desk, const Place& all) {
    const float top = px(title_height), foot = px(foot_height), side = px(side_width);
    const ImVec2 o = all.low;
    const float tall = all.size.y - top - foot;
    draw_title(desk, {o, {all.size.x, top}});
    draw_acts(desk, {{o.x, o.y + top}, {all.size.x - side, tall}});
    draw_side(desk, {{o.x + all.size.x - side, o.y + top}, {side, tall}});
    draw_foot(desk, {{o.x, o.y + top + tall}, {all.size.x, foot}});
}

} // namespace editor::panels
