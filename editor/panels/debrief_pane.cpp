// Talking a drill over: plan against actual and bookmarks left, what was chosen or is written
// right.
#include "editor/panels/debrief_hand.h"
#include "editor/panels/panes.h"
#include "editor/view/words.h"
#include "sim/core/text.h"
#include <array>

namespace editor::panels {

using sim::core::tr;
using sim::core::trf;
using sim::drill::OutcomeStatus;
using view::palette;
using view::px;

namespace {

std::string time_words(const std::optional<double>& time_s) {
    return time_s ? view::format_clock(*time_s) : std::string("—");
}

/// Two lines in one row that is pressed as a whole. @return pressed
bool draw_two_lines(Desk& desk, const std::string& name, const std::string& first,
                    const std::string& second, ImU32 ink, bool chosen) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float wide = ImGui::GetContentRegionAvail().x, tall = px(2 * row_height - 12);
    ImGui::PushID(name.c_str());
    const bool pressed = ImGui::Selectable("##row", chosen, 0, {0, tall});
    ImGui::PopID();
    note_item(desk, name);
    if (chosen && desk.debriefing.scroll_to_row) {
        ImGui::SetScrollHereY();
        desk.debriefing.scroll_to_row = false;
    }
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddText({low.x + px(4), low.y + px(4)}, palette().text,
                 cut_to_width(first, wide - px(8)).c_str());
    list.AddText({low.x + px(4), low.y + px(30)}, ink, cut_to_width(second, wide - px(8)).c_str());
    return pressed;
}

void draw_acts(Desk& desk) {
    const Debriefing& d = desk.debriefing;
    if (d.acts.empty()) quiet_text(tr("这个脚本没有写期望的动作"));
    for (std::size_t i = 0; i < d.acts.size(); ++i) {
        const document::PlannedAct& act = d.acts[i];
        const std::string when =
            trf("{} {}　应 {}　实 {}", sign_of(act.status), tr(sim::drill::word(act.status)),
                time_words(act.due_s), time_words(act.done_s));
        if (draw_two_lines(desk, "act row " + std::to_string(i + 1),
                           fmt::format("{} {}", act.no, act.words), when, ink_of(act.status),
                           d.act == i))
            choose_act(desk, i);
    }
}

void draw_bookmarks(Desk& desk) {
    const Debriefing& d = desk.debriefing;
    const float wide = ImGui::GetContentRegionAvail().x;
    if (button(desk, "add bookmark", tr("记下这一刻"), "B", {wide, px(button_height)}, Look::quiet))
        begin_bookmark(desk);
    if (d.bookmarks.all().empty()) quiet_text(tr("还没有书签"));
    for (std::size_t i = 0; i < d.bookmarks.all().size(); ++i) {
        const document::Bookmark& one = d.bookmarks.all()[i];
        if (draw_two_lines(desk, "bookmark row " + std::to_string(i + 1), one.words,
                           view::format_clock(one.time_s), palette().quiet, d.bookmark == i)) {
            choose_bookmark(desk, i);
            return; // the list is another now
        }
    }
}

void draw_notice(const Desk& desk) {
    const Debriefing& d = desk.debriefing;
    if (d.notice.empty()) return;
    ImGui::PushStyleColor(ImGuiCol_Text, d.refused ? palette().overdue : palette().text);
    wrapped_text(d.notice);
    ImGui::PopStyleColor();
}

void draw_writing(Desk& desk) {
    Debriefing& d = desk.debriefing;
    const bool finding = d.writing == Writing::finding;
    heading(finding ? tr("登记隐患") : tr("书签"));
    quiet_text(trf("这一刻：{}", view::format_clock(desk.playback.time_s)));
    if (d.focus_words) ImGui::SetKeyboardFocusHere();
    d.focus_words = false;
    bool entered = text_field(desk, "words", finding ? tr("是什么问题") : tr("写一句话"), d.words);
    if (finding) {
        if (!d.words.empty()) wrapped_text(d.words); // the field is one line, this the whole
        entered |= text_field(desk, "zone", tr("部位"), d.zone);
        if (d.focus_who) ImGui::SetKeyboardFocusHere();
        d.focus_who = false;
        entered |= text_field(desk, "who", tr("谁经办（姓名，台账里有的）"), d.who);
        quiet_text(tr("登记以后不能抹掉。谁整改、怎么改、什么时候改完，在“隐患”表里接着写。"));
    }
    const ImVec2 size{ImGui::GetContentRegionAvail().x, px(button_height)};
    const bool keep =
        button(desk, "keep", finding ? tr("登记") : tr("存书签"), tr("回车"), size, Look::main);
    if (button(desk, "cancel writing", tr("不写了"), "Esc", size, Look::quiet) ||
        is_escape_pressed())
        return cancel_writing(desk);
    draw_notice(desk);
    if (keep || entered) finish_writing(desk);
}

void draw_chosen_act(Desk& desk) {
    const Debriefing& d = desk.debriefing;
    const document::PlannedAct& act = d.acts[*d.act];
    heading(trf("第 {} 项", act.no));
    wrapped_text(act.words);
    field(tr("岗位"), act.role);
    if (!act.person.empty()) field(tr("谁"), act.person);
    field(tr("结果"), tr(sim::drill::word(act.status)));
    field(tr("应在"), trf("{} 以前", time_words(act.due_s)));
    field(tr("实际"), time_words(act.done_s));
    if (act.late_s > 0) field(tr("迟了"), trf("{:.0f} 秒", act.late_s));
    field(tr("得分"), trf("{:.1f} / {:.1f}", act.points, act.weight));
    wrapped_text(act.reason);
}

void draw_chosen_bookmark(Desk& desk) {
    const Debriefing& d = desk.debriefing;
    const document::Bookmark& one = d.bookmarks.all()[*d.bookmark];
    heading(tr("书签"));
    field(tr("时间"), view::format_clock(one.time_s));
    wrapped_text(one.words);
    if (button(desk, "remove bookmark", tr("去掉这个书签"), "X",
               {ImGui::GetContentRegionAvail().x, px(button_height)}, Look::quiet))
        remove_bookmark(desk);
}

} // namespace

const char* sign_of(OutcomeStatus status) noexcept {
    constexpr std::array signs{"●", "▲", "■", "×", "○"};
    return signs[static_cast<std::size_t>(status)];
}

ImU32 ink_of(OutcomeStatus status) noexcept {
    switch (status) {
    case OutcomeStatus::on_time:
        return palette().in_time;
    case OutcomeStatus::late:
        return palette().soon;
    case OutcomeStatus::missed:
    case OutcomeStatus::wrong:
        return palette().overdue;
    case OutcomeStatus::not_applicable:
        break;
    }
    return palette().quiet;
}

void draw_left_tabs(Desk& desk, float width) {
    const std::array<const char*, 3> words{tr("人员"), tr("对照"), tr("书签")};
    float sum = 0; // each gets room by its words
    for (const char* one : words)
        sum += ImGui::CalcTextSize(one).x;
    const float spare = (width - px(8) - sum) / static_cast<float>(words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto list = static_cast<LeftList>(i);
        if (i > 0) ImGui::SameLine(0, px(4));
        if (button(desk, ("left " + std::to_string(i + 1)).c_str(), words[i], "",
                   {ImGui::CalcTextSize(words[i]).x + spare, px(row_height)},
                   list == desk.debriefing.list ? Look::chosen : Look::quiet))
            choose_left_list(desk, list);
    }
}

void draw_left_list(Desk& desk) {
    if (desk.debriefing.list == LeftList::acts) return draw_acts(desk);
    draw_bookmarks(desk);
}

bool draw_debrief_details(Desk& desk) {
    const Debriefing& d = desk.debriefing;
    if (d.writing != Writing::nothing) {
        draw_writing(desk);
        return true;
    }
    draw_notice(desk);
    if (desk.selection) return false;
    if (d.list == LeftList::acts && d.act && *d.act < d.acts.size())
        draw_chosen_act(desk);
    else if (d.list == LeftList::bookmarks && d.bookmark && *d.bookmark < d.bookmarks.all().size())
        draw_chosen_bookmark(desk);
    else
        return false;
    return true;
}

void draw_debrief_buttons(Desk& desk) {
    const auto one = [&](const char* name, const char* words, const char* key, Look look) {
        ImGui::SameLine(0, px(6));
        return button(desk, name, words, key, {button_width(words, key), px(button_height)}, look);
    };
    if (one("tracks", tr("走过的路"), "J", desk.debriefing.tracks ? Look::chosen : Look::quiet))
        set_tracks(desk, !desk.debriefing.tracks);
    if (one("bookmark", tr("书签"), "B", Look::quiet)) begin_bookmark(desk);
    if (one("finding", tr("登记隐患"), "N", Look::quiet)) begin_finding(desk);
}

} // namespace editor::panels
