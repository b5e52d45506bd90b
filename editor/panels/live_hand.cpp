#include "editor/panels/live_hand.h"

#include "editor/live/demonstration.h"
#include "sim/core/text.h"
#include "sim/record/fact_words.h"
#include "sim/record/ranking.h"
#include <algorithm>
#include <chrono>
#include <fmt/chrono.h>
#include <random>

namespace editor::panels {

namespace core = sim::core;
namespace drill = sim::drill;
using core::tr;
using core::trf;
using document::Selection;

namespace {

constexpr std::array<double, 3> live_speeds{1, 4, 20};
/// How long nobody knows when a hidden drill begins. A choice of this project.
constexpr double least_wait_s = 20, most_wait_s = 120;

std::string words_of(const core::Error& error) {
    std::string words;
    for (const core::Problem& problem : error.problems)
        words += (words.empty() ? "" : "\n") + problem.what;
    return words;
}

/// Says what could not be done; a drill whose disk is full stands still and loses nothing.
bool is_done(Desk& desk, const core::Result<void>& result) {
    if (result) return true;
    desk.live->notice = words_of(result.error());
    set_paused(desk, true);
    return false;
}

bool is_staff(const drill::Cast& one) {
    return one.group != drill::PersonGroup::resident_walks &&
           one.group != drill::PersonGroup::resident_moved;
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

std::filesystem::path make_record_path() {
    const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::filesystem::path path;
    std::error_code code;
    for (int n = 1; path.empty() || std::filesystem::exists(live::files_of(path).decisions, code);
         ++n)
        path = document::data_folder() / fmt::format("{}-{:%Y%m%d-%H%M%S}{}.drill", tr("模拟"),
                                                     fmt::localtime(now),
                                                     n == 1 ? "" : fmt::format("-{}", n));
    return path;
}

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

void show_setup(Desk& desk) {
    desk.page = Page::setup;
    desk.document.reset();
    desk.live.reset();
    desk.setup = {};
    desk.setup.offers = find_scripts();
    read_roles(desk);
}

void choose_offer(Desk& desk, std::size_t index) {
    desk.setup.chosen = index;
    desk.setup.refused.clear();
    read_roles(desk);
}

void read_roles(Desk& desk) {
    Setup& setup = desk.setup;
    if (setup.roles_of == setup.chosen || setup.chosen >= setup.offers.size()) return;
    setup.roles_of = setup.chosen;
    setup.roles = read_role_choices(desk.ledger, setup.offers[setup.chosen].path);
}

namespace {

core::Result<std::unique_ptr<tools::casting::Ledger>>
cast_roles(const Desk& desk, drill::LoadedScenario& loaded, const tools::casting::CastSpec& spec) {
    auto ledger = tools::casting::Ledger::open(desk.ledger);
    // Without a ledger the scenario's own people play, but nobody can take a role by name.
    if (!ledger && spec.participants.empty()) return std::unique_ptr<tools::casting::Ledger>();
    if (!ledger) return tl::unexpected(ledger.error());
    if (auto cast = (*ledger)->cast(loaded, spec); !cast) return tl::unexpected(cast.error());
    return std::move(*ledger);
}

double draw_wait_s() {
    std::random_device chance;
    return std::uniform_real_distribution<double>(least_wait_s, most_wait_s)(chance);
}

} // namespace

void show_demonstration(Desk& desk) {
    const auto record = live::make_demonstration(example_scenario(), document::data_folder());
    if (record) return open_path(desk, *record);
    desk.page = Page::problems;
    desk.failed_path = example_scenario();
    desk.problems = record.error().problems;
}

void begin_live(Desk& desk) {
    Setup& setup = desk.setup;
    setup.refused.clear();
    if (setup.chosen >= setup.offers.size()) return;
    auto loaded = drill::load_scenario(setup.offers[setup.chosen].path.string());
    if (!loaded) {
        setup.refused = words_of(loaded.error());
        return;
    }
    const auto& modes = loaded->scenario.start_modes;
    if (std::find(modes.begin(), modes.end(), setup.start) == modes.end())
        setup.start = modes.front();
    const std::string written = loaded->scenario_text;
    auto ledger = cast_roles(desk, *loaded, {"", list_written_over(setup.roles)});
    if (!ledger) {
        setup.refused = words_of(ledger.error());
        return;
    }
    live::LiveSpec spec;
    spec.record = make_record_path();
    spec.start = setup.start;
    spec.announced = setup.announced;
    auto drill = live::LiveDrill::start(std::move(*loaded), written, spec);
    if (!drill) {
        setup.refused = words_of(drill.error());
        return;
    }
    show_live(desk, std::move(*drill));
    desk.live->ledger = std::move(*ledger);
    if (!spec.announced) desk.live->wait_s = draw_wait_s();
}

void resume_live(Desk& desk, const std::filesystem::path& state) {
    auto drill = live::LiveDrill::resume(state);
    if (!drill) {
        desk.page = Page::problems;
        desk.failed_path = state;
        desk.problems = drill.error().problems;
        return;
    }
    show_live(desk, std::move(*drill));
    if (auto ledger = tools::casting::Ledger::open(desk.ledger))
        desk.live->ledger = std::move(*ledger);
    desk.live->notice = tr("接上了，先停着；按空格继续。");
}

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

void fire_next_inject(Desk& desk) {
    const auto open = desk.live->drill->open_injects();
    if (open.empty()) return;
    if (is_done(desk, desk.live->drill->fire_inject(open.front().inject->no)))
        desk.live->notice = trf("第 {} 条注入现在发。", open.front().inject->no);
}

void skip_next_inject(Desk& desk) {
    const auto open = desk.live->drill->open_injects();
    if (open.empty()) return;
    if (is_done(desk, desk.live->drill->skip_inject(open.front().inject->no)))
        desk.live->notice = trf("第 {} 条注入不发了。", open.front().inject->no);
}

void hold_next_inject(Desk& desk) {
    const auto open = desk.live->drill->open_injects();
    if (open.empty() || open.front().held) return;
    if (is_done(desk, desk.live->drill->hold_inject(open.front().inject->no)))
        desk.live->notice = trf("第 {} 条注入先压住，等导调来发。", open.front().inject->no);
}

void repeat_last_inject(Desk& desk) {
    if (desk.live->drill->last_fired()) desk.live->repeat_asked = true;
}

const char* repeat_reason(std::size_t n) noexcept {
    constexpr std::array<const char*, repeat_reason_count> reasons{"没有听清", "当时没有人在",
                                                                   "讲评以后重来", "设备出了毛病"};
    return reasons[n];
}

void repeat_for_reason(Desk& desk, std::size_t n) {
    Live& live = *desk.live;
    live.repeat_asked = false;
    const auto no = live.drill->last_fired();
    if (!no || n >= repeat_reason_count) return;
    const char* reason = tr(repeat_reason(n));
    if (is_done(desk, live.drill->repeat_inject(*no, reason)))
        live.notice = trf("第 {} 条注入再发一次：{}。", *no, reason);
}

void begin_note(Desk& desk) {
    desk.live->writing_note = desk.live->focus_note = true;
    desk.live->note.clear();
}

void finish_note(Desk& desk) {
    Live& live = *desk.live;
    const auto space = document::find_space_of(*desk.document, moment_of(desk), desk.selection);
    const auto& cast = desk.document->record.cast;
    const std::string about = desk.selection.kind == Selection::Kind::person
                                  ? cast[desk.selection.index].key
                                  : std::string();
    if (live.note.empty()) return cancel_note(desk);
    if (!is_done(desk,
                 live.drill->note(live.note, space ? desk.document->plan()[space].key : "", about)))
        return;
    live.writing_note = false;
    live.notice = tr("已记下");
}

void cancel_note(Desk& desk) {
    desk.live->writing_note = false;
}

void set_paused(Desk& desk, bool paused) {
    desk.live->drill->paused = paused;
    desk.playback.playing = !paused;
}

void set_speed(Desk& desk, double speed) {
    desk.live->drill->speed = speed;
    desk.playback.speed = speed;
}

void set_projected(Desk& desk, bool projected) {
    desk.live->is_projected = desk.left_folded = projected;
    desk.dark = projected;
    fit(desk);
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

void press_on_setup(Desk& desk, Key key) {
    Setup& setup = desk.setup;
    const std::size_t count = setup.offers.size();
    if (key == Key::escape || key == Key::open) return show_start(desk);
    if (key == Key::enter) return begin_live(desk);
    if (key == Key::hold) setup.announced = !setup.announced;
    if (key == Key::left || key == Key::right)
        setup.start = setup.start == drill::StartMode::system ? drill::StartMode::scene
                                                              : drill::StartMode::system;
    if (count == 0) return;
    if (key == Key::down || key == Key::tab) choose_offer(desk, (setup.chosen + 1) % count);
    if (key == Key::up || key == Key::back_tab)
        choose_offer(desk, (setup.chosen + count - 1) % count);
    if (key >= Key::digit_1 && key <= Key::digit_9)
        choose_offer(desk, std::min(count - 1, static_cast<std::size_t>(key) -
                                                   static_cast<std::size_t>(Key::digit_1)));
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
    if (key == Key::digit_3 || key == Key::open || key == Key::escape) return show_start(desk);
}

void step_speed(Desk& desk, int by) {
    const auto at = std::find(live_speeds.begin(), live_speeds.end(), desk.live->drill->speed);
    const int to = std::clamp(static_cast<int>(at - live_speeds.begin()) + by, 0,
                              static_cast<int>(live_speeds.size()) - 1);
    set_speed(desk, live_speeds[static_cast<std::size_t>(to)]);
}

} // namespace

namespace {

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
