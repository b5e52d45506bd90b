#include "editor/panels/observe_hand.h"

#include "editor/document/recovery.h"
#include "editor/document/sheet_merge.h"
#include "editor/panels/review_hand.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <unistd.h>

namespace editor::panels {

namespace core = sim::core;
namespace fs = std::filesystem;
using core::tr;
using core::trf;
using document::SheetMark;
using document::Verdict;

namespace {

constexpr const char* sheet_ending = ".sheet.json";

std::int64_t wall_now_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

void say(Observing& o, std::string words, bool refused = false) {
    o.notice = std::move(words);
    o.refused = refused;
}

/// @return done; what was refused is said
template <class T>
bool tell(Observing& o, const core::Result<T>& done, std::string words) {
    if (done)
        say(o, std::move(words));
    else
        say(o, core::describe(done.error()), true);
    return done.has_value();
}

core::Result<std::unique_ptr<tools::casting::Ledger>> open_ledger(const Desk& desk) {
    return tools::casting::Ledger::open(desk.ledger);
}

/// The people of the day take the roles, as `yanlian observe` will cast them.
core::Result<sim::drill::LoadedScenario> cast_today(const Desk& desk, const document::Sheet& sheet,
                                                    sim::drill::LoadedScenario loaded) {
    auto ledger = open_ledger(desk);
    if (!ledger) return tl::unexpected(ledger.error());
    const std::int64_t day_ms = sheet.started_ms ? sheet.started_ms : wall_now_ms();
    auto cast =
        (*ledger)->cast(loaded, {document::wall_time(day_ms).substr(0, 10), sheet.participants});
    if (!cast) return tl::unexpected(cast.error());
    return loaded;
}

void choose_first_person(Observing& o) {
    o.person.clear();
    if (o.posts.empty()) return;
    for (const auto& person : o.cast.scenario.people)
        if (person.role == o.posts[o.post].role) {
            o.person = person.key;
            return;
        }
}

core::Result<void> show_sheet(Desk& desk, document::SheetDocument file) {
    auto written = sim::drill::load_scenario(file.sheet().scenario);
    if (!written) return tl::unexpected(written.error());
    if (core::sha256_hex(written->scenario_text) != file.sheet().scenario_sha256)
        return core::make_error(
            core::Errc::conflict,
            {file.sheet().scenario, "", tr("脚本和记录单开始时的不一样了"), tr("原来的脚本")});
    auto cast = cast_today(desk, file.sheet(), *written);
    if (!cast) return tl::unexpected(cast.error());
    auto posts = document::find_posts(*cast, file.sheet().start);
    desk.observing.reset();
    desk.observing.emplace(
        Observing{std::move(file), std::move(*written), std::move(*cast), std::move(posts)});
    desk.observing->now_ms = wall_now_ms;
    choose_first_person(*desk.observing);
    desk.page = Page::observe;
    return {};
}

void step_person(Observing& o, int by) {
    const auto& people = o.cast.scenario.people;
    const auto count = static_cast<int>(people.size());
    for (int i = 0; i < count; ++i)
        if (people[static_cast<std::size_t>(i)].key == o.person) {
            o.person = people[static_cast<std::size_t>((i + by + count) % count)].key;
            return;
        }
}

void step_verdict(Observing& o, int by) {
    o.verdict = static_cast<Verdict>((static_cast<int>(o.verdict) + by + 3) % 3);
}

void step_acts(Observing& o, bool down) {
    const std::size_t count = o.posts[o.post].acts.size();
    if (down && o.first_act + acts_shown < count) o.first_act += acts_shown;
    if (!down && o.first_act >= acts_shown) o.first_act -= acts_shown;
}

std::optional<std::int64_t> parse_offset_ms(const std::string& text) {
    if (text.empty()) return 0;
    double value_s = 0;
    const char* end = text.data() + text.size();
    const auto [at, code] = std::from_chars(text.data(), end, value_s);
    if (code != std::errc() || at != end || !(std::abs(value_s) <= 86400)) return std::nullopt;
    return std::llround(value_s * 1000);
}

} // namespace

bool is_sheet(const fs::path& path) {
    return path.string().ends_with(sheet_ending);
}

fs::path sheet_folder() {
    return document::data_folder() / "sheets";
}

void set_up_sheet(Desk& desk) {
    desk.page = Page::observe_setup;
    desk.document.reset();
    desk.observe_setup.problems.clear();
    desk.observe_setup.offers = find_scripts();
    if (desk.observe_setup.scenario.empty())
        desk.observe_setup.scenario = example_scenario().string();
}

void read_sheet_roles(Desk& desk) {
    ObserveSetup& setup = desk.observe_setup;
    if (setup.roles_of == setup.scenario) return;
    setup.roles_of = setup.scenario;
    setup.roles = read_role_choices(desk.ledger, setup.scenario);
}

void begin_sheet(Desk& desk) {
    ObserveSetup& setup = desk.observe_setup;
    setup.problems.clear();
    auto loaded = sim::drill::load_scenario(setup.scenario);
    if (!loaded) setup.problems = loaded.error().problems;
    if (setup.observer.empty()) setup.problems.push_back({"", "", tr("没有写观察员的姓名"), ""});
    if (setup.lead_observer.empty()) setup.problems.push_back({"", "", tr("没有总观察员"), ""});
    if (!setup.problems.empty()) return;
    const std::int64_t now_ms = wall_now_ms();
    document::Sheet sheet;
    sheet.key = fmt::format("{}-{}", now_ms, ::getpid());
    std::error_code code;
    sheet.scenario = fs::absolute(setup.scenario, code).string();
    sheet.scenario_sha256 = core::sha256_hex(loaded->scenario_text);
    sheet.observer = setup.observer;
    sheet.lead_observer = setup.lead_observer;
    if (setup.roles_of == setup.scenario) sheet.participants = list_written_over(setup.roles);
    const std::string day = document::wall_time(now_ms).substr(0, 10);
    auto file = document::SheetDocument::make(
        sheet_folder() / (day + "-" + sheet.key + sheet_ending), sheet);
    if (!file) {
        setup.problems = file.error().problems;
        return;
    }
    if (auto shown = show_sheet(desk, std::move(*file)); !shown)
        setup.problems = shown.error().problems;
}

void open_sheet(Desk& desk, const fs::path& path) {
    auto file = document::SheetDocument::open(path);
    core::Result<void> shown =
        file ? show_sheet(desk, std::move(*file)) : tl::make_unexpected(file.error());
    if (shown) return;
    desk.page = Page::problems;
    desk.failed_path = path;
    desk.problems = shown.error().problems;
}

void show_review(Desk& desk) {
    desk.page = Page::review;
}

bool is_timing(const Desk& desk) noexcept {
    return desk.page == Page::observe && desk.observing &&
           desk.observing->file.sheet().started_ms != 0;
}

void start_clock(Desk& desk) {
    Observing& o = *desk.observing;
    tell(o, o.file.start(o.now_ms()), tr("开始计时"));
}

void choose_post(Desk& desk, std::size_t post) {
    Observing& o = *desk.observing;
    if (post >= o.posts.size()) return;
    o.post = post;
    o.first_act = 0;
    choose_first_person(o);
}

void mark_act(Desk& desk, std::size_t shown) {
    Observing& o = *desk.observing;
    const auto& acts = o.posts[o.post].acts;
    if (shown >= acts_shown || o.first_act + shown >= acts.size()) return;
    const document::Act& act = acts[o.first_act + shown];
    SheetMark mark;
    mark.at_ms = o.now_ms();
    mark.observer = o.file.sheet().observer;
    mark.post = o.posts[o.post].role;
    mark.kind = act.kind;
    mark.target = act.target;
    mark.details = act.details;
    mark.person = tools::casting::is_by_system(act.kind) ? "" : o.person;
    mark.verdict = o.verdict;
    if (tell(o, o.file.mark(std::move(mark)), trf("已记：{}", act.words))) {
        o.verdict = Verdict::done;
        o.score.reset();
    }
}

void undo_on_sheet(Desk& desk) {
    Observing& o = *desk.observing;
    if (!o.file.can_undo()) return say(o, tr("没有可以撤销的"));
    tell(o, o.file.undo(), tr("已撤销"));
    o.score.reset();
}

void redo_on_sheet(Desk& desk) {
    Observing& o = *desk.observing;
    if (!o.file.can_redo()) return say(o, tr("没有可以重做的"));
    tell(o, o.file.redo(), tr("已重做"));
    o.score.reset();
}

void change_mark(Desk& desk, const SheetMark& after) {
    Observing& o = *desk.observing;
    if (tell(o, o.file.edit(o.chosen, after, o.file.sheet().observer, o.why, o.now_ms()),
             tr("已改，原来的留着")))
        o.why.clear();
    o.score.reset();
}

void merge_other(Desk& desk) {
    Observing& o = *desk.observing;
    const auto offset_ms = parse_offset_ms(o.offset_s);
    if (!offset_ms) return say(o, tr("时钟差要写秒数，例如 -3 或 2.5"), true);
    const auto other = document::SheetDocument::open(o.other);
    if (!other) return say(o, core::describe(other.error()), true);
    auto marks = document::take_marks(o.file.sheet(), other->sheet(), *offset_ms);
    if (!marks) return say(o, core::describe(marks.error()), true);
    const std::size_t count = marks->size();
    tell(o, o.file.add(std::move(*marks)), trf("合进 {} 条记录", count));
    o.score.reset();
}

void show_score(Desk& desk) {
    Observing& o = *desk.observing;
    auto ledger = open_ledger(desk);
    if (!ledger) return say(o, core::describe(ledger.error()), true);
    auto real = document::preview(o.file.sheet(), **ledger, o.written, o.now_ms());
    if (!tell(o, real, tr("只是预览，没有记入台账"))) return;
    o.score = std::move(real->score);
}

void sign_sheet(Desk& desk) {
    Observing& o = *desk.observing;
    if (o.file.sheet().signed_by.empty())
        tell(o, o.file.sign(o.file.sheet().observer, o.now_ms()), tr("已签字"));
    else
        tell(o, o.file.withdraw(), tr("已撤回签字"));
}

void record_sheet(Desk& desk) {
    Observing& o = *desk.observing;
    auto ledger = open_ledger(desk);
    if (!ledger) return say(o, core::describe(ledger.error()), true);
    const auto entry = document::record(o.file, **ledger, o.written, o.now_ms());
    if (!tell(o, entry, entry ? trf("已记入台账，演练编号 {}", entry->drill) : std::string()))
        return;
    const std::string recorded = o.notice;
    hand_in_photos(desk);
    if (o.notice != recorded) o.notice = recorded + "\n" + o.notice;
}

void press_on_sheet(Desk& desk, Key key) {
    if (key == Key::open) return show_start(desk);
    if (!desk.observing || desk.page == Page::observe_setup) return;
    Observing& o = *desk.observing;
    if (desk.page == Page::review) {
        const auto count = o.file.sheet().marks.size();
        if (key == Key::escape || key == Key::enter) desk.page = Page::observe;
        if (key == Key::down && o.chosen + 1 < count) ++o.chosen;
        if (key == Key::up && o.chosen > 0) --o.chosen;
        return;
    }
    if (key >= Key::digit_1 && key <= Key::digit_9)
        return mark_act(desk,
                        static_cast<std::size_t>(key) - static_cast<std::size_t>(Key::digit_1));
    if (key == Key::space) return start_clock(desk);
    if (key == Key::page_up || key == Key::page_down) return step_acts(o, key == Key::page_down);
    if (key == Key::tab) return choose_post(desk, (o.post + 1) % o.posts.size());
    if (key == Key::back_tab)
        return choose_post(desk, (o.post + o.posts.size() - 1) % o.posts.size());
    if (key == Key::up || key == Key::down) return step_person(o, key == Key::down ? 1 : -1);
    if (key == Key::left || key == Key::right) return step_verdict(o, key == Key::right ? 1 : -1);
    if (key == Key::enter) return show_review(desk);
}

void press_on_sheet(Desk& desk, Stroke stroke) {
    if (!desk.observing || !stroke.ctrl) return;
    if (desk.page != Page::observe && desk.page != Page::review) return;
    if (stroke.sign == 'z') undo_on_sheet(desk);
    if (stroke.sign == 'y') redo_on_sheet(desk);
}

} // namespace editor::panels
