#include "editor/panels/debrief_hand.h"

#include "editor/ledger/debrief_finding.h"
#include "editor/view/words.h"
#include "sim/core/text.h"
#include <algorithm>

namespace editor::panels {

namespace core = sim::core;
using core::tr;
using core::trf;
using sim::drill::OutcomeStatus;

namespace {

void say(Desk& desk, std::string words, bool refused = false) {
    desk.debriefing.notice = std::move(words);
    desk.debriefing.refused = refused;
}

bool tell(Desk& desk, const core::Result<void>& done, std::string words) {
    if (done) {
        say(desk, std::move(words));
        return true;
    }
    std::string why;
    for (const core::Problem& problem : done.error().problems)
        why += (why.empty() ? "" : "\n") + problem.what;
    say(desk, why, true);
    return false;
}

/// Name of the room in which the selected thing is, or the room itself.
std::string zone_of_selection(const Desk& desk) {
    const auto space = document::find_space_of(*desk.document, moment_of(desk), desk.selection);
    return space ? desk.document->plan()[space].name : std::string();
}

std::string describe_failure(const document::PlannedAct& act) {
    return trf("第 {} 项“{}”：{}。{}", act.no, act.words, tr(sim::drill::word(act.status)),
               act.reason);
}

void begin_writing(Desk& desk, Writing what) {
    Debriefing& d = desk.debriefing;
    desk.playback.playing = false;
    desk.right_folded = false;
    d.writing = what;
    d.words.clear();
    d.zone.clear();
    d.focus_words = true;
    say(desk, {});
}

void keep_bookmark(Desk& desk) {
    Debriefing& d = desk.debriefing;
    if (d.bookmarks_damaged)
        return say(desk, trf("书签文件坏了，先把它挪开：{}", d.bookmarks.file().string()), true);
    document::Bookmark one{desk.playback.time_s, desk.document->plan()[desk.level].key, d.words};
    if (tell(desk, d.bookmarks.add(one), tr("书签已存"))) {
        d.writing = Writing::nothing;
        d.list = LeftList::bookmarks;
    }
}

void keep_finding(Desk& desk) {
    Debriefing& d = desk.debriefing;
    std::string words = d.words;
    if (!words.empty()) words += trf("（演练第 {}）", view::format_clock(desk.playback.time_s));
    const auto done = ledger::register_finding(
        {desk.ledger}, {desk.document->record.chain_head, words, d.zone, d.who});
    tell(desk, done ? core::Result<void>() : tl::make_unexpected(done.error()),
         done ? *done : std::string());
    if (done) d.writing = Writing::nothing;
}

void step_left_row(Desk& desk, int by) {
    Debriefing& d = desk.debriefing;
    const bool acts = d.list == LeftList::acts;
    const auto count = static_cast<int>(acts ? d.acts.size() : d.bookmarks.all().size());
    if (count == 0) return;
    const auto& now = acts ? d.act : d.bookmark;
    const int from = now ? static_cast<int>(*now) : by > 0 ? -1 : 0;
    const auto to = static_cast<std::size_t>((from + by + count) % count);
    if (acts)
        choose_act(desk, to);
    else
        choose_bookmark(desk, to);
}

} // namespace

bool is_debriefing(const Desk& desk) noexcept {
    return desk.page == Page::document && desk.document && desk.document->played;
}

void begin_debriefing(Desk& desk) {
    const std::string who = desk.debriefing.who; // who has entered one thing enters the next
    desk.debriefing = {};
    desk.debriefing.who = who;
    if (!desk.document || !desk.document->played || desk.document->path.empty()) return;
    desk.debriefing.acts = document::compare_plan(*desk.document);
    auto bookmarks = document::Bookmarks::open(desk.document->path);
    desk.debriefing.bookmarks_damaged = !bookmarks;
    if (bookmarks)
        desk.debriefing.bookmarks = std::move(*bookmarks);
    else
        tell(desk, tl::make_unexpected(bookmarks.error()), {});
}

void choose_left_list(Desk& desk, LeftList list) {
    desk.left_folded = false;
    desk.debriefing.list = list;
    if (list != LeftList::people) select(desk, {});
}

void choose_act(Desk& desk, std::size_t index) {
    Debriefing& d = desk.debriefing;
    if (index >= d.acts.size()) return;
    d.act = index;
    d.scroll_to_row = true;
    select(desk, {});
    desk.playback.playing = false;
    if (const auto at_s = document::moment_s(d.acts[index])) desk.playback.seek(*at_s);
}

void choose_bookmark(Desk& desk, std::size_t index) {
    Debriefing& d = desk.debriefing;
    if (index >= d.bookmarks.all().size()) return;
    const document::Bookmark& one = d.bookmarks.all()[index];
    d.bookmark = index;
    d.scroll_to_row = true;
    select(desk, {});
    desk.playback.playing = false;
    desk.playback.seek(one.time_s);
    if (const auto level = desk.document->plan().find_level(one.level)) choose_level(desk, level);
}

void set_tracks(Desk& desk, bool shown) {
    desk.debriefing.tracks = shown;
}

void begin_bookmark(Desk& desk) {
    begin_writing(desk, Writing::bookmark);
}

void begin_finding(Desk& desk) {
    Debriefing& d = desk.debriefing;
    const std::string zone = zone_of_selection(desk);
    begin_writing(desk, Writing::finding);
    d.zone = zone;
    if (d.list != LeftList::acts || !d.act || d.acts[*d.act].status == OutcomeStatus::on_time)
        return;
    d.words = describe_failure(d.acts[*d.act]);
    d.focus_words = false; // it is said already; who enters it is not
    d.focus_who = true;
}

void finish_writing(Desk& desk) {
    switch (desk.debriefing.writing) {
    case Writing::nothing:
        return;
    case Writing::bookmark:
        return keep_bookmark(desk);
    case Writing::finding:
        return keep_finding(desk);
    }
}

void cancel_writing(Desk& desk) {
    desk.debriefing.writing = Writing::nothing;
    say(desk, {});
}

void remove_bookmark(Desk& desk) {
    Debriefing& d = desk.debriefing;
    if (!d.bookmark) return;
    if (tell(desk, d.bookmarks.remove(*d.bookmark), tr("书签去掉了，Ctrl Z 找回")))
        d.bookmark.reset();
}

void undo_bookmarks(Desk& desk) {
    Debriefing& d = desk.debriefing;
    if (!d.bookmarks.can_undo()) return say(desk, tr("没有可以撤销的"));
    if (tell(desk, d.bookmarks.undo(), tr("已撤销"))) d.bookmark.reset();
}

void redo_bookmarks(Desk& desk) {
    Debriefing& d = desk.debriefing;
    if (!d.bookmarks.can_redo()) return say(desk, tr("没有可以重做的"));
    if (tell(desk, d.bookmarks.redo(), tr("已重做"))) d.bookmark.reset();
}

bool press_on_debrief(Desk& desk, Key key) {
    Debriefing& d = desk.debriefing;
    if (d.writing != Writing::nothing) {
        if (key == Key::escape) cancel_writing(desk);
        if (key == Key::enter) finish_writing(desk);
        return true; // a letter that came before the field was ready means nothing else
    }
    switch (key) {
    case Key::compare:
        choose_left_list(desk, static_cast<LeftList>((static_cast<int>(d.list) + 1) % 3));
        return true;
    case Key::bookmark:
        begin_bookmark(desk);
        return true;
    case Key::note:
        begin_finding(desk);
        return true;
    case Key::tracks:
        set_tracks(desk, !d.tracks);
        return true;
    case Key::skip:
        if (d.list == LeftList::bookmarks) remove_bookmark(desk);
        return true;
    case Key::up:
    case Key::down:
        if (d.list == LeftList::people) return false;
        step_left_row(desk, key == Key::down ? 1 : -1);
        return true;
    default:
        return false;
    }
}

void press_on_debrief(Desk& desk, Stroke stroke) {
    if (!is_debriefing(desk) || !stroke.ctrl) return;
    if (stroke.sign == 'z') undo_bookmarks(desk);
    if (stroke.sign == 'y') redo_bookmarks(desk);
}

} // namespace editor::panels
