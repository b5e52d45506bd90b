#include "editor/panels/what_if_hand.h"

#include "sim/core/text.h"
#include <algorithm>

namespace editor::panels {

namespace core = sim::core;
using document::Selection;

namespace {

constexpr double before_change_s = 5; ///< so that the eye finds the place before it happens
constexpr std::size_t page_rows = 10;

void choose_near(Desk& desk, std::ptrdiff_t by) {
    const auto count = static_cast<std::ptrdiff_t>(desk.what_if->decisions.size());
    const auto to = static_cast<std::ptrdiff_t>(desk.what_if->chosen) + by;
    if (count == 0) return;
    choose_decision(desk, static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(to, 0, count - 1)));
}

} // namespace

void show_what_if(Desk& desk) {
    if (!desk.document || !desk.document->played) return;
    desk.what_if = debrief::make_what_if(*desk.document, desk.playback.time_s);
    desk.page = Page::what_if;
    desk.playback.playing = false;
    desk.fit_ratio = 1;
    if (!desk.what_if->decisions.empty()) choose_decision(desk, desk.what_if->chosen);
}

void choose_decision(Desk& desk, std::size_t index) {
    auto& what_if = *desk.what_if;
    debrief::choose_decision(what_if, *desk.document, index);
    if (what_if.chosen >= what_if.decisions.size()) return;
    const auto& decision = what_if.decisions[what_if.chosen];
    desk.playback.seek(core::seconds(decision.tick));
    select(desk, document::find_selection(*desk.document, decision.person));
    const auto place = document::find_place(*desk.document, moment_of(desk), desk.selection);
    if (place) choose_level(desk, place->level);
}

void start_what_if(Desk& desk, std::size_t offer) {
    debrief::start(*desk.what_if, *desk.document, offer);
}

void leave_what_if(Desk& desk) {
    if (desk.what_if->night) return debrief::cancel(*desk.what_if);
    desk.page = Page::document;
    desk.fit_ratio = 1;
}

void show_pair(Desk& desk) {
    const auto& what_if = *desk.what_if;
    if (!what_if.other) return;
    desk.page = Page::pair;
    desk.fit_ratio = 1;
    desk.following = false;
    desk.playback.end_s = std::max(desk.document->end_s(), what_if.other->end_s());
    if (what_if.change)
        desk.playback.seek(core::seconds(what_if.change->from) - before_change_s);
    else if (what_if.comparison.first)
        desk.playback.seek(core::seconds(what_if.comparison.first->tick) - before_change_s);
    desk.playback.playing = true;
}

void open_beside(Desk& desk, const std::filesystem::path& other) {
    auto opened = document::open_document(other);
    auto pair = opened ? debrief::make_pair(*desk.document, std::move(*opened))
                       : tl::make_unexpected(opened.error());
    if (pair) {
        desk.what_if = std::move(*pair);
        return show_pair(desk);
    }
    desk.page = Page::problems;
    desk.failed_path = other;
    desk.problems = pair.error().problems;
    desk.document.reset();
}

void open_changed_night(Desk& desk) {
    if (!desk.what_if || !desk.what_if->other) return;
    document::Document other = std::move(*desk.what_if->other);
    show_document(desk, std::move(other));
}

bool is_running(const Desk& desk) noexcept {
    return desk.playback.playing || (desk.what_if && desk.what_if->night);
}

void advance_what_if(Desk& desk) {
    if (debrief::advance(*desk.what_if, *desk.document)) show_pair(desk);
}

void press_on_what_if(Desk& desk, Key key) {
    if (key >= Key::digit_1 && key <= Key::digit_9)
        return start_what_if(desk, static_cast<std::size_t>(key) -
                                       static_cast<std::size_t>(Key::digit_1));
    switch (key) {
    case Key::down:
    case Key::tab:
        return choose_near(desk, 1);
    case Key::up:
    case Key::back_tab:
        return choose_near(desk, -1);
    case Key::page_down:
        return choose_near(desk, page_rows);
    case Key::page_up:
        return choose_near(desk, -static_cast<std::ptrdiff_t>(page_rows));
    case Key::escape:
        return leave_what_if(desk);
    case Key::enter:
        if (desk.what_if->other) show_pair(desk);
        return;
    case Key::open:
        return show_start(desk);
    default:
        return;
    }
}

bool press_on_pair(Desk& desk, Key key) {
    switch (key) {
    case Key::escape:
        desk.page = Page::document;
        desk.playback.end_s = desk.document->end_s();
        desk.fit_ratio = 1;
        return true;
    case Key::change:
        desk.page = Page::what_if;
        desk.playback.playing = false;
        desk.fit_ratio = 1;
        return true;
    case Key::enter:
        open_changed_night(desk);
        return true;
    case Key::draw:
        return true; // neither night is a drawing
    default:
        return false;
    }
}

} // namespace editor::panels
