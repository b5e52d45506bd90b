// People decide in a simulated drill; how it goes on and ends.
#include "editor/panels/live_parts.h"
#include "sim/core/text.h"
#include "sim/record/fact_words.h"
#include "sim/record/ranking.h"
#include <algorithm>

namespace editor::panels {

namespace core = sim::core;
namespace drill = sim::drill;
using core::tr;
using core::trf;
using document::Selection;

std::string words_of(const core::Error& error) {
    std::string words;
    for (const core::Problem& problem : error.problems)
        words += (words.empty() ? "" : "\n") + problem.what;
    return words;
}

bool is_staff(const drill::Cast& one) {
    return one.group != drill::PersonGroup::resident_walks &&
           one.group != drill::PersonGroup::resident_moved;
}

bool is_done(Desk& desk, const core::Result<void>& result) {
    if (result) return true;
    desk.live->notice = words_of(result.error());
    set_paused(desk, true);
    return false;
}

void show_world(Desk& desk) {
    Live& live = *desk.live;
    const std::size_t facts_before = desk.document->record.facts.size();
    live.drill->show_new(*desk.document);
    desk.playback.time_s = live.drill->now_s();
    desk.playback.speed = live.drill->speed;
    desk.playback.playing = !live.drill->paused && !live.drill->ended();
    if (desk.document->record.facts.size() == facts_before) return;
    desk.milestones = document::find_milestones(*desk.document);
    const auto& facts = desk.document->record.facts;
    for (std::size_t i = facts_before; i < facts.size(); ++i)
        if (facts[i].kind == drill::FactKind::command_refused)
            live.notice = sim::record::describe_fact(desk.document->record, facts[i]);
}

void show_live(Desk& desk, std::unique_ptr<live::LiveDrill> drill) {
    desk.live.emplace();
    desk.live->drill = std::move(drill);
    show_document(desk, desk.live->drill->make_document());
    desk.page = Page::live;
    desk.playback.end_s = desk.live->drill->loaded().scenario.end_s;
    show_world(desk);
    const auto& cast = desk.document->record.cast;
    const auto first = std::find_if(cast.begin(), cast.end(), is_staff);
    if (first != cast.end()) choose_person(desk, static_cast<std::size_t>(first - cast.begin()));
}

namespace {

void enter_ledger(Desk& desk) {
    Live& live = *desk.live;
    if (!live.ledger) {
        live.entered = tr("没有台账，只留下记录。");
        return;
    }
    auto entry = live::enter(*live.ledger, *live.drill, *live.ending);
    if (!entry) {
        live.entered = words_of(entry.error());
        return;
    }
    live.levels = entry->levels;
    live.entered =
        trf("已记入台账：{}，模拟演练第 {} 号。", live.ledger->organisation_name(), entry->drill);
}

void take(Desk& desk, std::optional<drill::Command> command) {
    Live& live = *desk.live;
    live.page = 0;
    live.ticked.clear();
    if (!command) return;
    const std::string words = tr(drill::word(command->action));
    if (is_done(desk, live.drill->decide(std::move(*command))))
        live.notice = trf("已下决定：{}", words);
}

} // namespace

void advance_live(Desk& desk, double wall_s) {
    if (!desk.live || desk.live->ending || desk.live->writing_note) return;
    if (desk.live->wait_s > 0) {
        desk.live->wait_s -= wall_s;
        return;
    }
    if (is_done(desk, desk.live->drill->advance(wall_s))) show_world(desk);
    if (desk.live->drill->ended()) {
        desk.live->ending_asked = true; // its time is over: nothing to ask
        end_live(desk);
    }
}

live::Question question_of(const Desk& desk) {
    return live::next_question(*desk.live->drill, *desk.document, desk.live->draft);
}

void choose_person(Desk& desk, std::size_t cast_index) {
    const auto& who = desk.document->record.cast[cast_index];
    select(desk, {Selection::Kind::person, cast_index});
    if (const auto place = document::find_place(*desk.document, moment_of(desk), desk.selection);
        place && !(place->level == desk.level)) {
        choose_level(desk, place->level);
        fit(desk);
    }
    if (!is_staff(who) || who.key == desk.live->draft.person) return;
    desk.live->draft = {};
    desk.live->draft.person = who.key;
    desk.live->ticked.clear();
    desk.live->page = 0;
    desk.live->notice.clear();
}

void step_person(Desk& desk, int by) {
    const auto& cast = desk.document->record.cast;
    std::vector<std::size_t> staff;
    std::size_t at = 0;
    for (std::size_t i = 0; i < cast.size(); ++i)
        if (is_staff(cast[i])) {
            if (cast[i].key == desk.live->draft.person) at = staff.size();
            staff.push_back(i);
        }
    if (staff.empty()) return;
    const auto count = static_cast<int>(staff.size());
    choose_person(desk,
                  staff[static_cast<std::size_t>((static_cast<int>(at) + by + count) % count)]);
}

void choose(Desk& desk, std::size_t n) {
    Live& live = *desk.live;
    const live::Question question = question_of(desk);
    const std::size_t index = live.page * choices_shown + n;
    if (index >= question.choices.size()) return;
    const std::string& value = question.choices[index].value;
    if (!question.many) return take(desk, live::answer(*live.drill, live.draft, value));
    const auto at = std::find(live.ticked.begin(), live.ticked.end(), value);
    if (at == live.ticked.end())
        live.ticked.push_back(value);
    else
        live.ticked.erase(at);
}

void send_ticked(Desk& desk) {
    Live& live = *desk.live;
    if (!question_of(desk).many) return;
    take(desk, live::send_items(*live.drill, live.draft, live.ticked));
}

void turn_page(Desk& desk, int by) {
    const auto pages =
        static_cast<int>((question_of(desk).choices.size() + choices_shown - 1) / choices_shown);
    if (pages == 0) return;
    desk.live->page =
        static_cast<std::size_t>((static_cast<int>(desk.live->page) + by + pages) % pages);
}

void step_back_in_question(Desk& desk) {
    live::step_back(desk.live->draft);
    desk.live->ticked.clear();
    desk.live->page = 0;
}

void end_live(Desk& desk) {
    Live& live = *desk.live;
    if (live.ending) return;
    if (!live.ending_asked) {
        live.ending_asked = true;
        live.notice = tr("再按一次 End：结束、计分、记入台账。按 Esc 接着演。");
        return;
    }
    auto ending = live.drill->finish();
    if (!ending) {
        live.notice = words_of(ending.error());
        return;
    }
    live.ending = std::move(*ending);
    live.notice.clear();
    show_world(desk);
    desk.playback.playing = false;
    enter_ledger(desk);
}

void write_papers(Desk& desk) {
    Live& live = *desk.live;
    auto papers =
        live::write_papers(live.drill->spec().record,
                           live.ledger ? live.ledger->organisation_name() : "", live.levels);
    if (papers)
        live.papers = std::move(*papers);
    else
        live.notice = words_of(papers.error());
}

void rank_live(Desk& desk) {
    Live& live = *desk.live;
    const auto ranked =
        sim::record::rank_records(sim::record::find_rivals(live.drill->spec().record));
    live.places.clear();
    if (!ranked) {
        live.places.push_back(words_of(ranked.error()));
        return;
    }
    for (const sim::record::Standing& one : *ranked)
        live.places.push_back(
            trf("第 {} 名 {:.0f} 分 {}{}", one.rank, one.contest.score.final, one.contest.team,
                one.contest.file == live.drill->spec().record ? tr("（这一队）") : ""));
    if (ranked->size() == 1) live.places.emplace_back(tr("这一场还没有别的队演过"));
}

namespace {

void press_after_end(Desk& desk, Key key) {
    if (key == Key::digit_1) {
        const auto record = desk.live->drill->spec().record;
        desk.live.reset();
        return open_path(desk, record);
    }
    if (key == Key::digit_2) return write_papers(desk);
    if (key == Key::digit_4) return rank_live(desk);
    if (const auto& papers = desk.live->papers) {
        if (key == Key::digit_5) desk.to_open = papers->form;
        if (key == Key::digit_6) desk.to_open = papers->report;
    }
    if (key == Key::digit_3 || key == Key::open || key == Key::escape) return show_start(desk);
}

/// A question that stands before all others. @return there is one
bool press_on_asked(Desk& desk, Key key) {
    Live& live = *desk.live;
    if (live.writing_note) {
        if (key == Key::enter) finish_note(desk);
        if (key == Key::escape) cancel_note(desk);
        return true;
    }
    if (live.wait_s > 0) {
        if (key == Key::enter) live.wait_s = 0; // the trainer begins by hand
        if (key == Key::projector) set_projected(desk, !live.is_projected);
        return true;
    }
    if (!live.repeat_asked) return false;
    if (key >= Key::digit_1 && key <= Key::digit_9)
        repeat_for_reason(desk,
                          static_cast<std::size_t>(key) - static_cast<std::size_t>(Key::digit_1));
    if (key == Key::escape) live.repeat_asked = false;
    return true;
}

} // namespace

void press_on_live(Desk& desk, Key key) {
    if (desk.live->ending) return press_after_end(desk, key);
    if (press_on_asked(desk, key)) return;
    if (key == Key::end) return end_live(desk);
    const bool took_back_ending = desk.live->ending_asked;
    desk.live->ending_asked = false;
    if (key >= Key::digit_1 && key <= Key::digit_9)
        return choose(desk, static_cast<std::size_t>(key) - static_cast<std::size_t>(Key::digit_1));
    switch (key) {
    case Key::space:
        return set_paused(desk, !desk.live->drill->paused);
    case Key::left:
        return step_speed(desk, -1);
    case Key::right:
        return step_speed(desk, 1);
    case Key::tab:
    case Key::down:
        return step_person(desk, 1);
    case Key::back_tab:
    case Key::up:
        return step_person(desk, -1);
    case Key::enter:
        return send_ticked(desk);
    case Key::escape:
        if (!took_back_ending) step_back_in_question(desk);
        return;
    case Key::page_down:
        return turn_page(desk, 1);
    case Key::page_up:
        return turn_page(desk, -1);
    case Key::fire:
        return fire_next_inject(desk);
    case Key::skip:
        return skip_next_inject(desk);
    case Key::hold:
        return hold_next_inject(desk);
    case Key::record:
        return repeat_last_inject(desk);
    case Key::note:
        return begin_note(desk);
    case Key::projector:
        return set_projected(desk, !desk.live->is_projected);
    case Key::fit:
        return fit(desk);
    case Key::plus:
        return zoom(desk, desk.viewport.center(), view::zoom_step_ratio);
    case Key::minus:
        return zoom(desk, desk.viewport.center(), 1 / view::zoom_step_ratio);
    default:
        return;
    }
}

} // namespace editor::panels
