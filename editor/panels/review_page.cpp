// The sheet after the drill: every mark by time, what contradicts, the score, the signature.
#include "editor/document/sheet_merge.h"
#include "editor/panels/observe_hand.h"
#include "editor/panels/panes.h"
#include "editor/panels/review_hand.h"
#include "sim/core/text.h"
#include <algorithm>
#include <imgui_stdlib.h>
#include <numeric>

namespace editor::panels {

using document::SheetMark;
using document::Verdict;
using sim::core::tr;
using sim::core::trf;
using view::palette;
using view::px;

namespace {

constexpr float review_side_width = 420;

std::string person_name(const Observing& o, const std::string& key) {
    for (const auto& person : o.cast.scenario.people)
        if (person.key == key) return person.name;
    return tr("（系统）");
}

std::string line_of(const Observing& o, const SheetMark& m) {
    const std::int64_t since_s = (m.at_ms - o.file.sheet().started_ms) / 1000;
    std::string line =
        fmt::format("{:02}:{:02}  {}  {} {}", since_s / 60, since_s % 60, person_name(o, m.person),
                    tr(sim::drill::word(m.kind)),
                    m.target.empty() ? "" : document::words_of_target(o.cast, m.target));
    if (m.verdict != Verdict::done) line += std::string("  ") + tr(word(m.verdict));
    if (!m.photo.empty()) line += std::string("  ") + tr("有照片");
    if (m.struck) line += std::string("  ") + tr("已划去");
    if (!m.changes.empty()) line += std::string("  ") + trf("改过 {} 次", m.changes.size());
    return line + "  " + m.observer;
}

void draw_marks(Desk& desk, const Place& place) {
    const Pane pane("marks", place.low, place.size, palette().panel);
    Observing& o = *desk.observing;
    const auto& marks = o.file.sheet().marks;
    std::vector<std::size_t> order(marks.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return marks[a].at_ms < marks[b].at_ms; });
    ImGui::SetCursorPos({px(8), px(8)});
    ImGui::BeginChild("rows", {place.size.x - px(16), place.size.y - px(16)});
    const float wide = ImGui::GetContentRegionAvail().x - px(4);
    if (marks.empty()) quiet_text(tr("还没有一条记录"));
    for (const std::size_t no : order)
        if (button(desk, ("mark " + std::to_string(no + 1)).c_str(),
                   cut_to_width(line_of(o, marks[no]), wide - px(64)), std::to_string(no + 1),
                   {wide, px(row_height)}, no == o.chosen ? Look::chosen : Look::quiet))
            o.chosen = no;
    ImGui::EndChild();
}

void draw_chosen(Desk& desk, float wide) {
    Observing& o = *desk.observing;
    if (o.chosen >= o.file.sheet().marks.size()) return;
    SheetMark mark = o.file.sheet().marks[o.chosen];
    heading(trf("第 {} 条", o.chosen + 1));
    wrapped_text(line_of(o, mark));
    for (const auto& change : mark.changes)
        quiet_text(trf("{} 由 {} 改（原来 {}）：{}",
                       document::wall_time(change.at_ms).substr(11, 8), change.who, change.before,
                       change.why));
    static_cast<void>(text_field(desk, "why", tr("为什么改"), o.why));
    const ImVec2 size{(wide - px(12)) / 3, px(button_height)};
    const Verdict next = static_cast<Verdict>((static_cast<int>(mark.verdict) + 1) % 3);
    if (button(desk, "next verdict", trf("改成{}", tr(word(next))), "", size, Look::quiet)) {
        mark.verdict = next;
        return change_mark(desk, mark);
    }
    ImGui::SameLine(0, px(6));
    if (button(desk, "strike", mark.struck ? tr("恢复") : tr("划去"), "", size, Look::quiet)) {
        mark.struck = !mark.struck;
        return change_mark(desk, mark);
    }
    ImGui::SameLine(0, px(6));
    if (button(desk, "photo", mark.photo.empty() ? tr("附照片") : tr("换照片"), "", size,
               Look::quiet))
        choose_photo(desk);
}

constexpr std::size_t photos_shown = 6;

void draw_photo_choice(Desk& desk, float wide) {
    Observing& o = *desk.observing;
    heading(trf("第 {} 条附哪张照片", o.chosen + 1));
    const ImVec2 size{wide, px(button_height)};
    if (o.photos.empty()) quiet_text(tr("桌面、下载、图片和 U 盘里没有找到照片"));
    std::optional<std::size_t> taken;
    for (std::size_t i = 0; i < o.photos.size() && i < photos_shown; ++i)
        if (button(desk, ("photo " + std::to_string(i + 1)).c_str(),
                   cut_to_width(o.photos[i].folder + "  " + o.photos[i].path.filename().string(),
                                wide - px(24)),
                   "", size, Look::quiet))
            taken = i;
    const bool entered = text_field(desk, "photo path", tr("或者写上照片的位置"), o.photo_path);
    const bool typed = button(desk, "take photo", tr("附这一张"), tr("回车"), size, Look::quiet);
    if (button(desk, "no photo", tr("不附了"), "Esc", size, Look::quiet) || is_escape_pressed())
        o.choosing_photo = false;
    else if (taken)
        attach_photo(desk, std::filesystem::path(o.photos[*taken].path));
    else if (entered || typed)
        attach_photo(desk, std::filesystem::path(o.photo_path));
}

void draw_contradictions(Desk& desk, float wide) {
    Observing& o = *desk.observing;
    const auto found = document::find_contradictions(o.file.sheet());
    for (std::size_t i = 0; i < found.size(); ++i)
        if (button(desk, ("contradiction " + std::to_string(i + 1)).c_str(),
                   cut_to_width(found[i].verdict ? trf("▲ 第 {}、{} 条：做没做说法不一",
                                                       found[i].first + 1, found[i].second + 1)
                                                 : trf("▲ 第 {}、{} 条：时间说法不一",
                                                       found[i].first + 1, found[i].second + 1),
                                wide - px(24)),
                   "", {wide, px(row_height)}, Look::quiet))
            o.chosen = found[i].second;
}

void draw_score(const Observing& o) {
    if (!o.score) return;
    wrapped_text(
        trf("预览：{:.0f} 分，{}", o.score->final, tr(sim::drill::grade_word(o.score->letter))));
    for (const auto& cap : o.score->caps)
        wrapped_text(trf("封顶 {:.0f}：{}", cap.cap, tr(sim::drill::word(cap.breach))));
    for (const auto& outcome : o.score->outcomes)
        if (outcome.status == sim::drill::OutcomeStatus::missed)
            quiet_text(
                trf("第 {} 项 {}", outcome.expected_no, tr(sim::drill::word(outcome.status))));
}

void draw_merge(Desk& desk, float wide) {
    Observing& o = *desk.observing;
    static_cast<void>(text_field(desk, "other", tr("别人的记录单（文件）"), o.other));
    static_cast<void>(text_field(desk, "offset", tr("他的钟慢几秒（快写负数）"), o.offset_s));
    if (button(desk, "merge", tr("合进来"), "", {wide, px(button_height)}, Look::quiet))
        merge_other(desk);
}

void draw_review_side(Desk& desk, const Place& place) {
    const Pane pane("review side", place.low, place.size, palette().paper);
    Observing& o = *desk.observing;
    const document::Sheet& sheet = o.file.sheet();
    ImGui::SetCursorPos({px(10), px(8)});
    ImGui::BeginChild("side", {place.size.x - px(20), place.size.y - px(16)});
    const float wide = ImGui::GetContentRegionAvail().x - px(4);
    ImGui::PushStyleColor(ImGuiCol_Text, o.refused ? palette().overdue : palette().text);
    wrapped_text(o.notice);
    ImGui::PopStyleColor();
    if (o.choosing_photo) {
        draw_photo_choice(desk, wide);
        ImGui::EndChild();
        return;
    }
    draw_contradictions(desk, wide);
    draw_chosen(desk, wide);
    draw_merge(desk, wide);
    ImGui::Dummy({0, px(6)});
    const ImVec2 size{wide, px(button_height)};
    if (button(desk, "score", tr("看看会得多少分"), "", size, Look::quiet)) show_score(desk);
    draw_score(o);
    const bool is_signed = !sheet.signed_by.empty();
    if (button(desk, "sign", is_signed ? tr("撤回签字") : tr("总观察员签字"), "", size,
               is_signed ? Look::chosen : Look::quiet))
        sign_sheet(desk);
    if (sheet.drill.empty()) {
        if (button(desk, "record", tr("记入台账"), "", {wide, px(main_button_height)}, Look::main))
            record_sheet(desk);
    } else {
        if (button(desk, "form", tr("打印演练记录表"), "", {wide, px(main_button_height)},
                   Look::main))
            print_form(desk);
    }
    ImGui::EndChild();
}

void draw_review_title(Desk& desk, const Place& place) {
    const Pane pane("review title", place.low, place.size, palette().paper);
    const document::Sheet& sheet = desk.observing->file.sheet();
    ImGui::SetCursorPos({px(10), px(8)});
    chip(tr("实战"), view::color_of(sim::core::DrillKind::real));
    ImGui::SameLine(0, px(12));
    chip(!sheet.drill.empty()       ? trf("已记入台账 {}", sheet.drill)
         : !sheet.signed_by.empty() ? trf("{} 已签字", sheet.signed_by)
                                    : std::string(tr("未签字")),
         sheet.signed_by.empty() ? palette().soon : palette().in_time);
    const float wide = button_width(tr("回到记录"), tr("回车"));
    ImGui::SetCursorPos({place.size.x - wide - px(10), px(4)});
    if (button(desk, "back", tr("回到记录"), tr("回车"), {wide, px(button_height)}, Look::quiet))
        desk.page = Page::observe;
}

} // namespace

void draw_review_page(Desk& desk, const Place& all) {
    const float top = px(title_height), side = px(review_side_width);
    const ImVec2 o = all.low;
    draw_review_title(desk, {o, {all.size.x, top}});
    draw_marks(desk, {{o.x, o.y + top}, {all.size.x - side, all.size.y - top}});
    draw_review_side(desk, {{o.x + all.size.x - side, o.y + top}, {side, all.size.y - top}});
}

} // namespace editor::panels
