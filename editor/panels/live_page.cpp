// A simulated drill: people, plan, the open decision, the injects; and how it ended.
#include "editor/panels/live_hand.h"
#include "editor/panels/panes.h"
#include "editor/view/words.h"
#include "sim/core/text.h"
#include "sim/drill/team_policy.h"
#include <algorithm>

namespace editor::panels {

namespace drill = sim::drill;
using sim::core::tr;
using sim::core::trf;
using view::palette;
using view::px;

namespace {

constexpr float decision_width = 372, narrow_decision_width = 316, live_band_height = 196,
                narrow_live_band_height = 248, // two rows of buttons
    projected_band_height = 104;
constexpr float narrow_window = 1100; ///< below it the plan gets what the decision can spare
constexpr std::size_t messages_shown = 4;

void draw_messages(const Desk& desk) {
    quiet_text(tr("看到、听到、做过的"));
    const auto messages =
        live::list_messages(*desk.document, desk.live->draft.person, messages_shown);
    if (messages.empty()) wrapped_text(tr("还没有什么事。"));
    for (const std::string& message : messages)
        wrapped_text("· " + message);
}

void draw_choices(Desk& desk, const live::Question& question) {
    Live& live = *desk.live;
    const float width = ImGui::GetContentRegionAvail().x;
    const std::size_t first = live.page * choices_shown;
    std::optional<std::size_t> chosen;
    for (std::size_t n = 0; n < choices_shown && first + n < question.choices.size(); ++n) {
        const live::Choice& choice = question.choices[first + n];
        const bool ticked =
            std::find(live.ticked.begin(), live.ticked.end(), choice.value) != live.ticked.end();
        const std::string words = (question.many ? (ticked ? "■ " : "□ ") : "") + choice.words;
        const std::string name = "choice " + std::to_string(n + 1);
        if (button(desk, name.c_str(), cut_to_width(words, width - px(64)), std::to_string(n + 1),
                   {width, px(button_height)}, ticked ? Look::chosen : Look::quiet))
            chosen = n;
    }
    if (question.many && button(desk, "send", tr("就这样说"), tr("回车"),
                                {width, px(main_button_height)}, Look::main))
        return send_ticked(desk);
    if (question.choices.size() > choices_shown &&
        button(desk, "more choices", tr("更多"), "PgDn", {width, px(row_height)}, Look::quiet))
        return turn_page(desk, 1);
    if (!live.draft.field.empty() &&
        button(desk, "back", tr("返回上一步"), "Esc", {width, px(row_height)}, Look::quiet))
        return step_back_in_question(desk);
    if (chosen) choose(desk, *chosen);
}

/// Why the last inject comes once more.
void draw_repeat_reasons(Desk& desk) {
    wrapped_text(tr("上一条注入为什么再发一次？"));
    const float width = ImGui::GetContentRegionAvail().x;
    for (std::size_t n = 0; n < repeat_reason_count; ++n)
        if (button(desk, ("reason " + std::to_string(n + 1)).c_str(), tr(repeat_reason(n)),
                   std::to_string(n + 1), {width, px(button_height)}, Look::quiet))
            return repeat_for_reason(desk, n);
    if (button(desk, "no repeat", tr("不重发了"), "Esc", {width, px(row_height)}, Look::quiet))
        desk.live->repeat_asked = false;
}

void draw_note(Desk& desk) {
    Live& live = *desk.live;
    wrapped_text(tr("记一笔：时间、地方和选中的人会一起记下"));
    if (live.focus_note) ImGui::SetKeyboardFocusHere();
    live.focus_note = false;
    const bool entered = text_field(desk, "note", "", live.note);
    const ImVec2 size{ImGui::GetContentRegionAvail().x, px(button_height)};
    const bool keep = button(desk, "keep note", tr("记下"), tr("回车"), size, Look::main);
    if (button(desk, "no note", tr("不记了"), "Esc", size, Look::quiet) || is_escape_pressed())
        return cancel_note(desk);
    if (keep || entered) finish_note(desk);
}

void draw_waiting(Desk& desk) {
    heading(tr("隐蔽启动"));
    wrapped_text(tr("两分钟之内开始，什么时候、在哪里，都不说。各人照常干活。"));
    if (button(desk, "begin now", tr("现在就开始"), tr("回车"),
               {ImGui::GetContentRegionAvail().x, px(main_button_height)}, Look::quiet))
        desk.live->wait_s = 0;
}

std::string name_of_person(const Desk& desk, const std::string& key) {
    for (const drill::Cast& one : desk.document->record.cast)
        if (one.key == key) return one.name;
    return key;
}

} // namespace

void draw_decision_pane(Desk& desk, const Place& place) {
    const Pane pane("decision", place.low, place.size, palette().panel);
    Live& live = *desk.live;
    if (live.wait_s > 0) return draw_waiting(desk);
    heading(name_of_person(desk, live.draft.person));
    ImGui::BeginChild("decision rows");
    if (live.repeat_asked || live.writing_note) {
        live.repeat_asked ? draw_repeat_reasons(desk) : draw_note(desk);
        ImGui::EndChild();
        return;
    }
    if (live.drill->world().is_acting(live.draft.person))
        quiet_text(tr("正在做上一件事；新的决定排在后面"));
    draw_messages(desk);
    ImGui::Dummy({0, px(6)});
    const live::Question question = question_of(desk);
    wrapped_text(question.words);
    draw_choices(desk, question);
    ImGui::EndChild();
}

namespace {

std::string words_of(const live::LiveDrill::OpenInject& open) {
    const drill::InjectSpec& inject = *open.inject;
    std::string when = open.held ? tr("压住了") : tr("导调决定");
    if (open.held) return trf("{} {}：{}", inject.no, when, inject.text);
    if (inject.trigger == drill::InjectSpec::Trigger::at) when = view::format_clock(inject.at_s);
    if (inject.trigger == drill::InjectSpec::Trigger::when ||
        inject.trigger == drill::InjectSpec::Trigger::after)
        when = tr("条件到了就发");
    return trf("{} {}：{}", inject.no, when, inject.text);
}

void draw_next_inject(const Desk& desk, float width) {
    const auto open = desk.live->drill->open_injects();
    if (!desk.live->drill->spec().announced && !open.empty()) // the screen is seen by all
        return quiet_text(cut_to_width(trf("还有 {} 条注入（保密）", open.size()), width));
    const std::string words = open.empty() ? std::string(tr("注入都发完了"))
                                           : trf("下一条注入 {}", words_of(open.front()));
    quiet_text(cut_to_width(words, width));
}

void draw_trainer_buttons(Desk& desk) {
    Live& live = *desk.live;
    const float right = ImGui::GetWindowContentRegionMax().x;
    // On a narrow screen the row goes on below.
    const auto one = [&](const char* name, const char* words, const char* key, Look look) {
        const float wide = button_width(words, key);
        if (ImGui::GetCursorPosX() + wide > right) {
            ImGui::NewLine();
            ImGui::SetCursorPosX(px(12));
        }
        const bool pressed = button(desk, name, words, key, {wide, px(button_height)}, look);
        ImGui::SameLine(0, px(8));
        return pressed;
    };
    if (one("pause", live.drill->paused ? tr("继续") : tr("暂停"), tr("空格"), Look::main))
        set_paused(desk, !live.drill->paused);
    for (const double speed : {1.0, 4.0, 20.0})
        if (const std::string words = fmt::format("×{:g}", speed);
            one(words.c_str(), words.c_str(), "",
                live.drill->speed == speed ? Look::chosen : Look::quiet))
            set_speed(desk, speed);
    if (one("fire inject", tr("发注入"), "G", Look::quiet)) fire_next_inject(desk);
    if (one("skip inject", tr("不发"), "X", Look::quiet)) skip_next_inject(desk);
    if (one("hold inject", tr("压住"), "H", Look::quiet)) hold_next_inject(desk);
    if (one("repeat inject", tr("重发"), "R", Look::quiet)) repeat_last_inject(desk);
    if (one("note", tr("记一笔"), "N", Look::quiet)) begin_note(desk);
    if (one("projector", tr("投影"), "P", Look::quiet)) set_projected(desk, !live.is_projected);
    if (one("end live", live.ending_asked ? tr("确定：计分入账") : tr("结束演练"), "End",
            live.ending_asked ? Look::main : Look::quiet))
        end_live(desk);
    ImGui::NewLine();
}

void draw_live_band(Desk& desk, const Place& place) {
    const Pane pane("live band", place.low, place.size, palette().panel);
    draw_time_line(desk);
    // What has ended takes no more orders.
    if (desk.live->is_projected || desk.live->ending) return;
    ImGui::SetCursorPos({px(12), px(102)});
    draw_trainer_buttons(desk);
    const float below = place.size.y - px(40);
    ImGui::SetCursorPos({px(12), below});
    draw_next_inject(desk, place.size.x * 0.55f);
    ImGui::SetCursorPos({place.size.x * 0.58f, below});
    ImGui::TextUnformatted(cut_to_width(desk.live->notice, place.size.x * 0.4f).c_str());
}

void draw_result(Desk& desk) {
    const Live& live = *desk.live;
    const drill::Score& score = live.ending->score;
    heading(trf("{}（{}） {:.0f} 分", drill::grade_word(score.letter), score.letter, score.final));
    for (const auto& cap : score.caps)
        wrapped_text(trf("封顶 {:.0f} 分：{}", cap.cap, tr(drill::word(cap.breach))));
    if (const auto early = drill::find_early_end(live.drill->world().facts()))
        wrapped_text(trf("提前结束于 {}，以后没有人再做决定。",
                         view::format_clock(sim::core::seconds(*early))));
    wrapped_text(live.entered);
    for (const auto& level : live.levels)
        wrapped_text(trf("{} {}：{} 级 → {} 级", level.person,
                         tools::casting::element_text(level.element), level.before, level.after));
}

void draw_end_pane(Desk& desk, const Place& place) {
    const Pane pane("ending", place.low, place.size, palette().panel);
    ImGui::BeginChild("ending rows");
    const float width = ImGui::GetContentRegionAvail().x; // beside the scroll bar, if there is one
    draw_result(desk);
    ImGui::Dummy({0, px(10)});
    if (button(desk, "watch", tr("看回放、讲评"), "1", {width, px(main_button_height)},
               Look::main)) {
        ImGui::EndChild();
        return press_on_live(desk, Key::digit_1);
    }
    if (button(desk, "papers", tr("写报告和演练记录表"), "2", {width, px(main_button_height)},
               Look::quiet))
        write_papers(desk);
    if (desk.live->papers) {
        const auto& papers = *desk.live->papers;
        if (button(desk, "open form", tr("打开记录表，打印"), "5", {width, px(button_height)},
                   Look::chosen))
            desk.to_open = papers.form;
        if (button(desk, "open report", tr("打开报告"), "6", {width, px(button_height)},
                   Look::chosen))
            desk.to_open = papers.report;
        quiet_text(trf("都在文件夹 {} 里", papers.form.parent_path().string()));
    }
    if (button(desk, "rank", tr("和别的队比：同一场演练的名次"), "4", {width, px(button_height)},
               Look::quiet))
        rank_live(desk);
    for (const std::string& place_words : desk.live->places)
        wrapped_text(place_words);
    const bool leave =
        button(desk, "start page", tr("回开始页"), "3", {width, px(button_height)}, Look::quiet);
    wrapped_text(desk.live->notice);
    ImGui::EndChild();
    if (leave) show_start(desk);
}

} // namespace

void draw_live_page(Desk& desk, const Place& place) {
    const bool projected = desk.live->is_projected;
    const float top = px(title_height), strip = px(strip_height);
    const float left = px(desk.left_folded ? folded_width : left_width);
    const bool narrow = place.size.x < px(narrow_window);
    const float band = px(projected ? projected_band_height
                          : narrow  ? narrow_live_band_height
                                    : live_band_height);
    const float right = projected ? 0 : px(narrow ? narrow_decision_width : decision_width);
    const float middle = place.size.x - left - right, tall = place.size.y - top - band;
    const ImVec2 o = place.low;
    draw_title_bar(desk, {o, {place.size.x, top}});
    draw_list_pane(desk, {{o.x, o.y + top}, {left, tall}});
    draw_plan_strip(desk, {{o.x + left, o.y + top}, {middle, strip}});
    draw_plan_pane(desk, {{o.x + left, o.y + top + strip}, {middle, tall - strip}});
    draw_live_band(desk, {{o.x, o.y + top + tall}, {place.size.x, band}});
    if (projected) return;
    const Place pane{{o.x + left + middle, o.y + top}, {right, tall}};
    if (desk.live->ending) return draw_end_pane(desk, pane);
    // A click on somebody of the staff makes it his turn.
    if (desk.selection.kind == document::Selection::Kind::person)
        choose_person(desk, desk.selection.index);
    draw_decision_pane(desk, pane);
}

} // namespace editor::panels
