#include "editor/panels/desk.h"

#include "editor/document/kept_language.h"

#include "editor/panels/debrief_hand.h"
#include "editor/panels/draw_hand.h"
#include "editor/panels/import_hand.h"
#include "editor/panels/lists_hand.h"
#include "editor/panels/live_hand.h"
#include "editor/panels/observe_hand.h"
#include "editor/panels/review_hand.h"
#include "editor/panels/script_hand.h"
#include "editor/panels/trace_hand.h"
#include "editor/panels/what_if_hand.h"
#include "editor/view/theme.h"
#include <algorithm>

namespace editor::panels {

namespace core = sim::core;
using document::Selection;
using Kind = Selection::Kind;
using sim::plan::LevelId;

void open_path(Desk& desk, const std::filesystem::path& path) {
    if (is_sheet(path)) return open_sheet(desk, path);
    const std::string name = path.string();
    if (name.ends_with(".drill.json")) return open_script(desk, path);
    if (name.ends_with(".yanlian.db")) {
        desk.ledger = path;
        return show_list(desk, ledger::ListKind::due);
    }
    if (document::is_table(path)) return choose_table(desk, path);
    if (document::TraceKind kind{}; document::find_trace_kind(path, kind))
        return drop_file(desk, path);
    auto opened = document::open_document(path);
    if (opened) return show_document(desk, std::move(*opened));
    desk.page = Page::problems;
    desk.failed_path = path;
    desk.problems = opened.error().problems;
    desk.document.reset();
}

namespace {

/// The level where the drill's fire is; the lowest with rooms for a plan.
LevelId first_level(const document::Document& document) {
    const auto& p = document.plan();
    const auto& fires = document.record.scenario.fires;
    if (document.played && !fires.empty()) return p[fires.front().space].level;
    return p.levels.empty() ? LevelId{} : core::make_id<LevelId>(0);
}

} // namespace

void show_document(Desk& desk, document::Document document) {
    desk.page = Page::document;
    desk.problems.clear();
    desk.selection = {};
    desk.what_if.reset();
    desk.following = false;
    desk.level = first_level(document);
    desk.playback = {};
    desk.playback.end_s = document.end_s();
    desk.playback.playing = document.played && desk.playback.end_s > 0;
    desk.milestones = document::find_milestones(document);
    desk.document = std::move(document);
    begin_debriefing(desk);
    desk.fit_ratio = 1;
}

namespace {

/// In a thread of its own: the first picture does not wait for a database.
void count_what_is_due(Desk& desk) {
    const ledger::Place place{desk.ledger};
    if (desk.counting.valid() || !ledger::exists(place)) return;
    desk.counting = std::async(std::launch::async, [place] { return ledger::count_due(place); });
}

} // namespace

void show_start(Desk& desk) {
    desk.page = Page::start;
    desk.what_if.reset();
    desk.live.reset(); // what was decided is on disk; the start page offers to go on
    desk.listing.reset();
    desk.scripting.reset();
    desk.script_choice.reset();
    desk.document.reset();
    desk.files = find_known_files();
    count_what_is_due(desk);
}

void switch_language(Desk& desk) {
    using sim::core::Language;
    document::choose_language(sim::core::selected_language() == Language::english
                                  ? Language::chinese
                                  : Language::english);
    desk.files = find_known_files(); // their titles are words too
}

void show_film(Desk& desk, double speed) {
    desk.page = Page::film;
    desk.playback.speed = speed;
    desk.playback.playing = true;
    desk.captions = document::plan_captions(*desk.document, speed);
}

document::Moment moment_of(const Desk& desk) noexcept {
    return desk.document ? document::find_moment(*desk.document, desk.playback.time_s)
                         : document::Moment{};
}

void advance(Desk& desk, double wall_s) {
    if (desk.page == Page::live)
        advance_live(desk, wall_s);
    else if (desk.page == Page::draw && desk.drawing)
        advance_drawing(desk);
    else if (desk.page == Page::what_if)
        advance_what_if(desk);
    else if (is_printing(desk))
        see_to_printing(desk);
    else
        desk.playback.advance(wall_s);
    if (!desk.following || !desk.document) return;
    const auto place = document::find_place(*desk.document, moment_of(desk), desk.selection);
    if (!place) return;
    desk.level = place->level;
    desk.camera.center_m = place->at_m;
}

void select(Desk& desk, const Selection& selection) {
    if (!(selection == desk.selection)) desk.following = false;
    desk.selection = selection;
    desk.scroll_to_selection = true;
}

void look_at_selection(Desk& desk) {
    if (!desk.document) return;
    const auto place = document::find_place(*desk.document, moment_of(desk), desk.selection);
    if (!place) return;
    desk.level = place->level;
    desk.camera.center_m = place->at_m;
}

void follow(Desk& desk, bool wanted) {
    constexpr double near_px_per_m = 32; // a person, his room and the corridor before it
    desk.following = wanted && desk.selection.kind == Kind::person;
    if (!desk.following) return;
    desk.camera.zoom_px_per_m = std::max(desk.camera.zoom_px_per_m, near_px_per_m);
    look_at_selection(desk);
}

void choose_level(Desk& desk, LevelId level) {
    if (level == desk.level) return;
    desk.level = level;
    desk.following = false;
}

void fit(Desk& desk) {
    desk.fit_ratio = 1;
    desk.following = false;
}

void zoom(Desk& desk, ImVec2 fixed, double ratio) {
    desk.camera.zoom_at(desk.viewport, desk.following ? desk.viewport.center() : fixed, ratio);
}

void seek_typed_time(Desk& desk) {
    const auto time_s = document::parse_clock(desk.typed_time);
    desk.typed_time_wrong = !time_s;
    if (!time_s) return;
    desk.playback.seek(*time_s);
    desk.typed_time.clear();
}

std::vector<Selection> list_rows(const Desk& desk) {
    std::vector<Selection> rows;
    if (!desk.document) return rows;
    if (desk.document->played) {
        const auto& cast = desk.document->record.cast;
        for (std::size_t i = 0; i < cast.size(); ++i)
            rows.push_back({Kind::person, i});
        std::stable_sort(rows.begin(), rows.end(), [&](const Selection& a, const Selection& b) {
            return cast[a.index].group < cast[b.index].group;
        });
        return rows;
    }
    const auto& spaces = desk.document->plan().spaces;
    for (std::size_t i = 0; i < spaces.size(); ++i)
        if (spaces[i].level == desk.level) rows.push_back({Kind::space, i});
    return rows;
}

} // namespace editor::panels
