// Below: play and pause, speed, typed time, the time line with its marks, and the keys.
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

constexpr float mark_reach_px = 8; ///< a click this near to a mark means the mark

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
        const std::string key = std::to_string(digit++);
        ImGui::SameLine(0, px(6));
        if (button(desk, name.c_str(), words, key, {button_width(words, key), px(button_height)},
                   speed == desk.playback.speed ? Look::chosen : Look::quiet))
            desk.playback.speed = speed;
    }
}

void draw_time_field(Desk& desk) {
    ImGui::SameLine(0, px(20));
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted(tr("到时间"));
    ImGui::SameLine(0, px(8));
    if (desk.focus_time) ImGui::SetKeyboardFocusHere();
    desk.focus_time = false;
    ImGui::SetNextItemWidth(px(96));
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {px(10), px(9)});
    const bool entered = ImGui::InputTextWithHint("##time", "3:42", &desk.typed_time,
                                                  ImGuiInputTextFlags_EnterReturnsTrue);
    note_item(desk, "time field");
    ImGui::PopStyleVar(2);
    ImGui::SameLine(0, px(6));
    if (button(desk, "go to time", tr("去"), "", {px(52), px(button_height)}, Look::quiet) ||
        entered)
        seek_typed_time(desk);
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

const document::Milestone* find_mark(const Desk& desk, const Line& line, float x) {
    const document::Milestone* nearest = nullptr;
    float reach = px(mark_reach_px);
    for (const auto& mark : desk.milestones)
        if (const float away = std::abs(line.x_at(mark.time_s) - x); away <= reach) {
            reach = away;
            nearest = &mark;
        }
    return nearest;
}

} // namespace

void draw_time_line(Desk& desk) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const ImVec2 size{ImGui::GetContentRegionAvail().x, px(92)};
    ImGui::InvisibleButton("time line", size);
    note_item(desk, "time line");
    const Line line{{low.x + px(8), low.y}, size.x - px(16), low.y + px(58), desk.playback.end_s};
    const float mouse_x = ImGui::GetIO().MousePos.x;
    const document::Milestone* mark =
        ImGui::IsItemHovered() || ImGui::IsItemActive() ? find_mark(desk, line, mouse_x) : nullptr;
    if (ImGui::IsItemActive() && line.width > 0 && !desk.live)
        desk.playback.seek(mark ? mark->time_s
                                : static_cast<double>((mouse_x - line.low.x) / line.width) *
                                      line.end_s);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float x = line.x_at(desk.playback.time_s), half = px(3);
    list.AddRectFilled({line.low.x, line.y - half}, {line.low.x + line.width, line.y + half},
                       palette().line, half);
    list.AddRectFilled({line.low.x, line.y - half}, {x, line.y + half}, palette().accent, half);
    draw_ticks(line);
    draw_marks(desk, line);
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
    return tr("空格 播放/暂停   ←→ 5 秒   PgUp/PgDn 换层   ↑↓ 换人   回车 "
              "跟着看   Esc 取消   滚轮 缩放   F 全图   T 输时间   O 开始页");
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
    if (desk.page == Page::document) draw_what_if_button(desk);
    ImGui::SetCursorPos({px(12), px(158)});
    draw_hints(desk);
}

} // namespace editor::panels
