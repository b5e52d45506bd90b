// Below: play and pause, speed, typed time, the time line with its marks, and the keys.
#include "editor/panels/debrief_hand.h"
#include "editor/panels/panes.h"
#include "editor/panels/what_if_hand.h"
#include "editor/view/words.h"
#include "sim/core/text.h"
#include <algorithm>
#include <array>
#include <imgui_stdlib.h>

namespace editor::panels {

using sim::core::tr;
using sim::core::trf;
using view::palette;
using view::px;

namespace {

constexpr float mark_reach_px = 8;    ///< a click this near to a mark means the mark
constexpr float narrow_window = 1200; ///< below it some words and keys beside buttons go

bool is_narrow() {
    return ImGui::GetIO().DisplaySize.x < px(narrow_window);
}

void draw_play_button(Desk& desk) {
    auto& clock = desk.playback;
    const std::string words =
        std::string(6, ' ') + (clock.playing ? tr("暂停") : tr("播放")); // room for the sign
    const std::string key = tr("空格");
    if (button(desk, "play", words, key, {button_width(words, key) + px(6), px(button_height)},
               Look::main))
        clock.toggle();
    const ImVec2 low = ImGui::GetItemRectMin();
    const float x = low.x + px(16), y = low.y + px(button_height) / 2, r = px(7);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImU32 ink = palette().on_accent;
    if (clock.playing) {
        list.AddRectFilled({x - r * 0.2f, y - r}, {x + r * 0.5f, y + r}, ink);
        list.AddRectFilled({x + r * 1.0f, y - r}, {x + r * 1.7f, y + r}, ink);
    } else
        list.AddTriangleFilled({x, y - r}, {x + r * 1.7f, y}, {x, y + r}, ink);
}

void draw_speed_buttons(Desk& desk) {
    int digit = 1;
    for (const double speed : document::playback_speeds) {
        const std::string words = fmt::format("×{:g}", speed),
                          name = fmt::format("speed {:g}", speed);
        const std::string key = is_narrow() ? "" : std::to_string(digit++);
        ImGui::SameLine(0, px(6));
        if (button(desk, name.c_str(), words, key, {button_width(words, key), px(button_height)},
                   speed == desk.playback.speed ? Look::chosen : Look::quiet))
            desk.playback.speed = speed;
    }
}

void draw_time_field(Desk& desk) {
    ImGui::SameLine(0, px(20));
    if (!is_narrow()) {
        ImGui::AlignTextToFramePadding();
        ImGui::TextUnformatted(tr("到时间"));
        ImGui::SameLine(0, px(8));
    }
    if (desk.focus_time) ImGui::SetKeyboardFocusHere();
    desk.focus_time = false;
    ImGui::SetNextItemWidth(px(96));
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {px(10), px(9)});
    const bool entered = ImGui::InputTextWithHint("##time", "3:42", &desk.typed_time,
                                                  ImGuiInputTextFlags_EnterReturnsTrue);
    note_item(desk, "time field");
    ImGui::PopStyleVar(2);
    bool pressed = false;
    if (!is_narrow()) {
        ImGui::SameLine(0, px(6));
        pressed =
            button(desk, "go to time", tr("去"), "", {px(52), px(button_height)}, Look::quiet);
    }
    if (pressed || entered) seek_typed_time(desk);
    if (!desk.typed_time_wrong) return;
    ImGui::SameLine(0, px(8));
    ImGui::PushStyleColor(ImGuiCol_Text, palette().overdue);
    ImGui::TextUnformatted(tr("写成 3:42 这样"));
    ImGui::PopStyleColor();
}

void draw_what_if_button(Desk& desk) {
    const float width = button_width(tr("假设…"), "C");
    ImGui::SameLine(0, px(20));
    if (button(desk, "what-if", tr("假设…"), "C", {width, px(button_height)}, Look::quiet))
        show_what_if(desk);
}

struct Line {
    ImVec2 low;
    float width, y;
    double end_s;
    [[nodiscard]] float x_at(double time_s) const {
        return low.x + static_cast<float>(end_s > 0 ? time_s / end_s : 0) * width;
    }
};

/// Words above the line, in two rows, left out where there is no room; the mark stays.
void draw_marks(const Desk& desk, const Line& line) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    std::array<float, 2> free_from{line.low.x, line.low.x};
    const float size = px(view::small_text_size);
    for (const auto& mark : desk.milestones) {
        const float x = line.x_at(mark.time_s);
        const bool past = mark.time_s <= desk.playback.time_s;
        list.AddCircleFilled({x, line.y}, px(6), past ? palette().accent : palette().paper);
        list.AddCircle({x, line.y}, px(6), palette().accent, 0, px(2));
        const float width = view::calc_text_size(mark.word, size).x;
        const float from = std::clamp(x - width / 2, line.low.x, line.low.x + line.width - width);
        for (std::size_t row = 0; row < free_from.size(); ++row) {
            if (from < free_from[row]) continue;
            const float y = line.y - px(row == 0 ? 33 : 55);
            list.AddLine({x, y + size * view::line_ratio}, {x, line.y - px(6)},
                         view::faded(palette().accent, 0.5f));
            view::draw_text(list, {from, y}, mark.word, past ? palette().text : palette().quiet,
                            size);
            free_from[row] = from + width + px(10);
            break;
        }
    }
}

[[nodiscard]] bool shows_acts(const Desk& desk) {
    return is_debriefing(desk) && desk.debriefing.list == LeftList::acts;
}

constexpr float due_row = 44, done_row = 18; ///< above the line

/// Above: when it was due; below: when it was done; a stroke between the two.
void draw_act_marks(const Desk& desk, const Line& line) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Debriefing& d = desk.debriefing;
    const float due_y = line.y - px(due_row), done_y = line.y - px(done_row), r = px(6);
    for (const float y : {due_y, done_y})
        list.AddLine({line.low.x, y}, {line.low.x + line.width, y}, palette().line);
    for (std::size_t i = 0; i < d.acts.size(); ++i) {
        const document::PlannedAct& act = d.acts[i];
        const ImU32 ink = ink_of(act.status);
        const bool chosen = d.act == i;
        if (act.due_s && act.done_s)
            list.AddLine({line.x_at(*act.due_s), due_y}, {line.x_at(*act.done_s), done_y},
                         view::faded(ink, chosen ? 1.0f : 0.35f), px(chosen ? 3 : 1));
        if (act.due_s) {
            const ImVec2 at{line.x_at(*act.due_s), due_y};
            const ImVec2 corners[] = {
                {at.x, at.y - r}, {at.x + r, at.y}, {at.x, at.y + r}, {at.x - r, at.y}};
            if (act.done_s)
                list.AddPolyline(corners, 4, ink, ImDrawFlags_Closed, px(2));
            else
                list.AddConvexPolyFilled(corners, 4, ink); // never done: nothing below it
        }
        if (act.done_s) list.AddCircleFilled({line.x_at(*act.done_s), done_y}, r, ink);
    }
    const float size = px(view::least_text_size);
    view::draw_text(list, {line.low.x, due_y - px(26)}, tr("上排：应在　下排：实际"),
                    palette().quiet, size);
}

void draw_bookmark_flags(const Desk& desk, const Line& line) {
    if (!is_debriefing(desk)) return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    for (const document::Bookmark& one : desk.debriefing.bookmarks.all()) {
        const float x = line.x_at(one.time_s), y = line.y + px(3);
        list.AddTriangleFilled({x, y}, {x + px(6), y + px(11)}, {x - px(6), y + px(11)},
                               palette().live_simulation);
    }
}

void draw_ticks(const Line& line) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    double step_s = 30;
    for (const double candidate : {60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0})
        if (line.x_at(step_s) - line.low.x < px(70)) step_s = candidate;
    const float size = px(view::least_text_size);
    for (double t = 0; t <= line.end_s; t += step_s) {
        const std::string words = view::format_clock(t);
        const float width = view::calc_text_size(words, size).x, x = line.x_at(t);
        list.AddLine({x, line.y + px(4)}, {x, line.y + px(10)}, palette().quiet);
        const float from = std::clamp(x - width / 2, line.low.x, line.low.x + line.width - width);
        view::draw_text(list, {from, line.y + px(9)}, words, palette().quiet, size);
    }
}

/// Where the two nights part: a diamond on the line, a stroke across it.
void draw_parting(const Desk& desk, const Line& line) {
    if (desk.page != Page::pair || !desk.what_if->comparison.first) return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float x = line.x_at(sim::core::seconds(desk.what_if->comparison.first->tick)), r = px(8);
    list.AddLine({x, line.y - px(24)}, {x, line.y + px(14)}, palette().overdue, px(2));
    list.AddQuadFilled({x, line.y - r}, {x + r, line.y}, {x, line.y + r}, {x - r, line.y},
                       palette().overdue);
}

/// What a place on the line means.
struct Mark {
    double time_s;
    std::string sentence;
    std::optional<std::size_t> act, bookmark;
};

/// Milestones, or what was expected where that is shown, and bookmarks.
std::vector<Mark> list_marks(const Desk& desk) {
    std::vector<Mark> marks;
    if (is_debriefing(desk))
        for (std::size_t i = 0; i < desk.debriefing.bookmarks.all().size(); ++i) {
            const document::Bookmark& one = desk.debriefing.bookmarks.all()[i];
            marks.push_back({one.time_s, one.words, {}, i});
        }
    if (!shows_acts(desk)) {
        for (const document::Milestone& one : desk.milestones)
            marks.push_back({one.time_s, one.sentence, {}, {}});
        return marks;
    }
    for (std::size_t i = 0; i < desk.debriefing.acts.size(); ++i) {
        const document::PlannedAct& act = desk.debriefing.acts[i];
        const std::string words =
            fmt::format("{} {}　{}", act.no, act.words, tr(sim::drill::word(act.status)));
        for (const auto& at_s : {act.due_s, act.done_s})
            if (at_s) marks.push_back({*at_s, words, i, {}});
    }
    return marks;
}

std::optional<Mark> find_mark(const Desk& desk, const Line& line, float x) {
    std::optional<Mark> nearest;
    float reach = px(mark_reach_px);
    for (Mark& mark : list_marks(desk))
        if (const float away = std::abs(line.x_at(mark.time_s) - x); away <= reach) {
            reach = away;
            nearest = std::move(mark);
        }
    return nearest;
}

void go_to(Desk& desk, const Mark& mark) {
    if (mark.act && desk.debriefing.act != mark.act) choose_act(desk, *mark.act);
    if (mark.bookmark) choose_bookmark(desk, *mark.bookmark);
    desk.playback.seek(mark.time_s);
}

} // namespace

void draw_time_line(Desk& desk) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const ImVec2 size{ImGui::GetContentRegionAvail().x, px(92)};
    ImGui::InvisibleButton("time line", size);
    note_item(desk, "time line");
    const Line line{{low.x + px(8), low.y}, size.x - px(16), low.y + px(58), desk.playback.end_s};
    const float mouse_x = ImGui::GetIO().MousePos.x;
    const std::optional<Mark> mark = ImGui::IsItemHovered() || ImGui::IsItemActive()
                                         ? find_mark(desk, line, mouse_x)
                                         : std::nullopt;
    if (ImGui::IsItemActive() && line.width > 0 && !desk.live) {
        if (mark)
            go_to(desk, *mark);
        else
            desk.playback.seek(static_cast<double>((mouse_x - line.low.x) / line.width) *
                               line.end_s);
    }
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float x = line.x_at(desk.playback.time_s), half = px(3);
    list.AddRectFilled({line.low.x, line.y - half}, {line.low.x + line.width, line.y + half},
                       palette().line, half);
    list.AddRectFilled({line.low.x, line.y - half}, {x, line.y + half}, palette().accent, half);
    draw_ticks(line);
    if (shows_acts(desk))
        draw_act_marks(desk, line);
    else
        draw_marks(desk, line);
    draw_bookmark_flags(desk, line);
    draw_parting(desk, line);
    list.AddLine({x, line.y - px(14)}, {x, line.y + px(14)}, palette().text, px(3));
    if (mark)
        ImGui::SetTooltip("%s  %s", view::format_clock(mark->time_s).c_str(),
                          mark->sentence.c_str());
}

namespace {

const char* hints_of(const Desk& desk) {
    if (!desk.document->played)
        return tr("PgUp/PgDn 换层   ↑↓ 换房间   Esc 取消选中   滚轮或 + − 缩放  "
                  " F 全图   [ ] 收起左右栏   D 深色   O 开始页");
    if (desk.page == Page::pair)
        return tr("空格 播放/暂停   ←→ 5 秒   PgUp/PgDn 换层   ↑↓ 换人   回车 单看假设的一晚   "
                  "C 再改一个   Esc 回到记录   O 开始页");
    return tr(
        "空格 播放/暂停   ←→ 5 秒   PgUp/PgDn 换层   ↑↓ 换人   回车 "
        "跟着看   V 人员/对照/书签   J 走过的路   B 书签   N 隐患   F 全图   T 输时间   O 开始页");
}

void draw_hints(const Desk& desk) {
    quiet_text(cut_to_width(hints_of(desk), ImGui::GetContentRegionAvail().x));
}

} // namespace

void draw_time_band(Desk& desk, const Place& place) {
    const Pane pane("time", place.low, place.size, palette().panel);
    if (!desk.document->played) {
        ImGui::TextUnformatted(tr("这是一张图纸。点房间、门、床或设备，右边会说明它。"));
        return draw_hints(desk);
    }
    draw_time_line(desk);
    ImGui::SetCursorPos({px(12), px(106)});
    draw_play_button(desk);
    draw_speed_buttons(desk);
    draw_time_field(desk);
    if (desk.page == Page::document) {
        draw_what_if_button(desk);
        draw_debrief_buttons(desk);
    }
    ImGui::SetCursorPos({px(12), px(158)});
    draw_hints(desk);
}

} // namespace editor::panels
