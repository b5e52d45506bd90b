// What each key does, page by page.
#include "editor/panels/debrief_hand.h"
#include "editor/panels/draw_hand.h"
#include "editor/panels/lists_hand.h"
#include "editor/panels/live_hand.h"
#include "editor/panels/observe_hand.h"
#include "editor/panels/script_hand.h"
#include "editor/panels/trace_hand.h"
#include "editor/panels/what_if_hand.h"

#include <algorithm>

namespace editor::panels {

namespace core = sim::core;

namespace {

void step_level(Desk& desk, int by) {
    const auto count = static_cast<int>(desk.document->plan().levels.size());
    if (count == 0) return;
    const int to = std::clamp(static_cast<int>(desk.level.index()) + by, 0, count - 1);
    choose_level(desk, core::make_id<sim::plan::LevelId>(static_cast<std::size_t>(to)));
}

void step_row(Desk& desk, int by) {
    const auto rows = list_rows(desk);
    if (rows.empty()) return;
    const auto now = std::find(rows.begin(), rows.end(), desk.selection);
    const int count = static_cast<int>(rows.size());
    const int from =
        now == rows.end() ? (by > 0 ? -1 : count) : static_cast<int>(now - rows.begin());
    select(desk, rows[static_cast<std::size_t>((from + by + count) % count)]);
    look_at_selection(desk);
}

void step_back(Desk& desk) {
    if (desk.following)
        follow(desk, false);
    else
        select(desk, {});
}

bool press_clock_key(Desk& desk, Key key) {
    document::Playback& clock = desk.playback;
    switch (key) {
    case Key::space:
        clock.toggle();
        return true;
    case Key::left:
        clock.seek(clock.time_s - document::seek_step_s);
        return true;
    case Key::right:
        clock.seek(clock.time_s + document::seek_step_s);
        return true;
    case Key::home:
        clock.seek(0);
        return true;
    case Key::end:
        clock.seek(clock.end_s);
        return true;
    case Key::time:
        desk.focus_time = desk.document->played;
        return true;
    case Key::digit_1:
    case Key::digit_2:
    case Key::digit_3:
    case Key::digit_4:
        clock.speed = document::playback_speeds[static_cast<std::size_t>(key) -
                                                static_cast<std::size_t>(Key::digit_1)];
        return true;
    default:
        return false;
    }
}

void press_on_document(Desk& desk, Key key) {
    if (is_debriefing(desk) && press_on_debrief(desk, key)) return;
    if (press_clock_key(desk, key)) return;
    switch (key) {
    case Key::page_up:
        return step_level(desk, 1);
    case Key::page_down:
        return step_level(desk, -1);
    case Key::down:
    case Key::tab:
        return step_row(desk, 1);
    case Key::up:
    case Key::back_tab:
        return step_row(desk, -1);
    case Key::enter:
        return follow(desk, !desk.following);
    case Key::escape:
        return step_back(desk);
    case Key::plus:
        return zoom(desk, desk.viewport.center(), view::zoom_step_ratio);
    case Key::minus:
        return zoom(desk, desk.viewport.center(), 1 / view::zoom_step_ratio);
    case Key::fit:
        return fit(desk);
    case Key::fold_left:
        desk.left_folded = !desk.left_folded;
        return;
    case Key::fold_right:
        desk.right_folded = !desk.right_folded;
        return;
    case Key::open:
        return show_start(desk);
    case Key::change:
        return show_what_if(desk);
    case Key::draw:
        return draw_shown_plan(desk);
    default:
        return;
    }
}

void press_on_start(Desk& desk, Key key) {
    if (key == Key::language) return switch_language(desk);
    if (key == Key::draw) return draw_new(desk);
    if (key == Key::watch) return show_demonstration(desk);
    if (key == Key::live) return show_setup(desk);
    if (key == Key::record) return set_up_sheet(desk);
    if (key == Key::projector) return choose_script(desk);
    if (key == Key::fire) return show_list(desk, ledger::ListKind::due);
    if (key == Key::hold) return show_list(desk, ledger::ListKind::roster);
    if (key == Key::time || key == Key::open) desk.focus_path = true;
    if (key < Key::digit_1 || key > Key::digit_9) return;
    const auto index = static_cast<std::size_t>(key) - static_cast<std::size_t>(Key::digit_1);
    if (index < desk.files.offered.size())
        open_path(desk, std::filesystem::path(desk.files.offered[index].path));
}

/// Keys that look about; what draws comes as strokes.
void press_on_drawing(Desk& desk, Key key) {
    if (press_on_trace_sheet(desk, key)) return;
    if (key == Key::space && desk.drawing->tool == Tool::stamp) turn_stamp(desk);
    if (key == Key::page_up) step_level(desk, 1);
    if (key == Key::page_down) step_level(desk, -1);
    if (key == Key::plus) zoom(desk, desk.viewport.center(), view::zoom_step_ratio);
    if (key == Key::minus) zoom(desk, desk.viewport.center(), 1 / view::zoom_step_ratio);
    if (key == Key::fit) fit(desk);
}

void press_on_problems(Desk& desk, Key key) {
    if (key == Key::escape || key == Key::open) show_start(desk);
    if (key == Key::enter) open_path(desk, std::filesystem::path(desk.failed_path));
}

} // namespace

void press(Desk& desk, Key key) {
    if (key == Key::dark) {
        desk.dark = !desk.dark;
        return;
    }
    switch (desk.page) {
    case Page::start:
        return press_on_start(desk, key);
    case Page::problems:
        return press_on_problems(desk, key);
    case Page::document:
        return press_on_document(desk, key);
    case Page::draw:
        return press_on_drawing(desk, key);
    case Page::setup:
        return press_on_setup(desk, key);
    case Page::live:
        return press_on_live(desk, key);
    case Page::lists:
        return press_on_lists(desk, key);
    case Page::script_new:
    case Page::script:
        return press_on_script(desk, key);
    case Page::film:
        return;
    case Page::what_if:
        return press_on_what_if(desk, key);
    case Page::pair:
        if (!press_on_pair(desk, key)) press_on_document(desk, key);
        return;
    case Page::observe_setup:
    case Page::observe:
    case Page::review:
        return press_on_sheet(desk, key);
    }
}

} // namespace editor::panels
