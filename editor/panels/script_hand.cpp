#include "editor/panels/script_hand.h"

#include "editor/document/recovery.h"
#include "sim/core/locale.h"
#include "sim/core/text.h"
#include "sim/plan/plan_file.h"
#include <algorithm>

namespace editor::panels {

namespace core = sim::core;
namespace drill = sim::drill;
namespace fs = std::filesystem;
using core::tr;
using core::trf;
using document::ScriptEdit;
using document::ScriptItem;
using Kind = ScriptItem::Kind;

namespace {

constexpr std::size_t told_most = 3; ///< problems of a refused gesture

void say(Desk& desk, std::string words, bool refused) {
    desk.scripting->notice = std::move(words);
    desk.scripting->refused = refused;
}

std::string words_of(const core::Problems& problems) {
    std::string words;
    for (std::size_t i = 0; i < std::min(told_most, problems.size()); ++i)
        words += (i > 0 ? tr("；") : "") + problems[i].what +
                 (problems[i].expected.empty() ? "" : tr("：") + problems[i].expected);
    return words;
}

void refresh(Desk& desk) {
    Scripting& s = *desk.scripting;
    s.rows = document::list_script_rows(s.file.scenario(), s.file.plan(), s.list);
    if (!document::exists(s.file.scenario(), s.selected)) s.selected = {};
}

void begin(Desk& desk, document::ScriptDocument file) {
    desk.page = Page::script;
    desk.document.reset();
    desk.script_choice.reset();
    desk.scripting.emplace(Scripting{.file = std::move(file)});
    refresh(desk);
}

/// A name that no file in the folder has.
fs::path free_script_path(const std::string& name) {
    const fs::path folder = document::data_folder() / "drills";
    std::string stem = name;
    std::replace(stem.begin(), stem.end(), '/', '-');
    fs::path path = folder / (stem + ".drill.json");
    std::error_code code;
    for (int number = 2; fs::exists(path, code); ++number)
        path = folder / (stem + " " + std::to_string(number) + ".drill.json");
    return path;
}

void commit_edit(Desk& desk, ScriptEdit edit) {
    if (!commit_script(desk, edit.first)) return;
    select_item(desk, edit.second);
}

double time_of(const Scripting& s) {
    for (const document::ScriptRow& row : s.rows)
        if (row.item == s.selected) return row.time_s.value_or(0);
    return 0;
}

void step_item(Desk& desk, int by) {
    const Scripting& s = *desk.scripting;
    if (s.rows.empty()) return;
    const auto now = std::find_if(s.rows.begin(), s.rows.end(),
                                  [&](const auto& row) { return row.item == s.selected; });
    const int count = static_cast<int>(s.rows.size());
    const int from =
        now == s.rows.end() ? (by > 0 ? -1 : count) : static_cast<int>(now - s.rows.begin());
    select_item(desk, s.rows[static_cast<std::size_t>(std::clamp(from + by, 0, count - 1))].item);
}

} // namespace

void choose_script(Desk& desk) {
    desk.page = Page::script_new;
    desk.document.reset();
    desk.scripting.reset();
    desk.script_choice.emplace();
    ScriptChoice& choice = *desk.script_choice;
    auto library = tools::library::load_library();
    if (library)
        choice.library = std::move(*library);
    else
        choice.problems = library.error().problems;
    choice.plans = find_plans();
    choose_script_plan(desk, 0);
}

void choose_script_plan(Desk& desk, std::size_t plan) {
    ScriptChoice& choice = *desk.script_choice;
    if (plan >= choice.plans.size()) return;
    choice.plan = plan;
    choice.rooms.clear();
    choice.loaded.reset();
    auto loaded = sim::plan::load_plan(choice.plans[plan].path.string());
    if (loaded)
        choice.loaded = std::move(*loaded);
    else
        choice.problems = loaded.error().problems;
}

void fit_script(Desk& desk) {
    ScriptChoice& choice = *desk.script_choice;
    choice.problems.clear();
    if (!choice.loaded || choice.scenario >= choice.library.size()) return;
    const tools::library::Template& from = choice.library[choice.scenario];
    const fs::path path = free_script_path(choice.loaded->name + tr("：") + from.name);
    const fs::path plan_file =
        fs::absolute(choice.plans[choice.plan].path).lexically_relative(path.parent_path());
    std::vector<tools::library::RoomChoice> rooms;
    for (const auto& [slot, room] : choice.rooms)
        rooms.push_back({slot, room});
    const auto fitted = tools::library::fit(from, *choice.loaded, plan_file.string(), rooms);
    if (!fitted) {
        choice.problems = fitted.error().problems;
        return;
    }
    auto made = document::ScriptDocument::make(path, fitted->text, *choice.loaded);
    if (!made) {
        choice.problems = made.error().problems;
        return;
    }
    begin(desk, std::move(*made));
    save_script(desk);
}

void open_script(Desk& desk, const fs::path& path) {
    auto opened = document::ScriptDocument::open(path);
    if (opened) return begin(desk, std::move(*opened));
    desk.page = Page::problems;
    desk.failed_path = path;
    desk.problems = opened.error().problems;
    desk.document.reset();
}

void leave_script(Desk& desk) {
    desk.scripting.reset();
    desk.script_choice.reset();
    show_start(desk);
}

void select_item(Desk& desk, const ScriptItem& item) {
    desk.scripting->selected = item;
    desk.scripting->scroll_to_row = true;
}

bool commit_script(Desk& desk, const drill::Scenario& after) {
    const auto done = desk.scripting->file.commit(after);
    if (!done) {
        say(desk, words_of(done.error().problems), true);
        return false;
    }
    say(desk, "", false);
    refresh(desk);
    return true;
}

void choose_script_list(Desk& desk, document::ScriptList list) {
    desk.scripting->list = list;
    desk.scripting->selected = {};
    refresh(desk);
}

void add_script_item(Desk& desk) {
    const drill::Scenario& scenario = desk.scripting->file.scenario();
    switch (desk.scripting->list) {
    case document::ScriptList::events:
        return add_script_inject(desk);
    case document::ScriptList::steps:
        return commit_edit(desk, document::add_step(scenario));
    case document::ScriptList::fires:
        return commit_edit(desk, document::add_fire(scenario, desk.scripting->file.plan()));
    case document::ScriptList::people:
        return commit_edit(desk, document::add_person(scenario));
    }
}

void add_script_inject(Desk& desk) {
    Scripting& s = *desk.scripting;
    commit_edit(desk, document::add_inject(s.file.scenario(), time_of(s)));
}

void add_script_expected(Desk& desk) {
    Scripting& s = *desk.scripting;
    constexpr double due_after_s = 60;
    commit_edit(desk, document::add_expected(s.file.scenario(), time_of(s) + due_after_s));
}

void copy_script_item(Desk& desk) {
    Scripting& s = *desk.scripting;
    if (s.selected) commit_edit(desk, document::copy_item(s.file.scenario(), s.selected));
}

void remove_script_item(Desk& desk) {
    Scripting& s = *desk.scripting;
    if (s.selected) commit_edit(desk, document::remove_item(s.file.scenario(), s.selected));
}

void shift_script(Desk& desk) {
    Scripting& s = *desk.scripting;
    commit_script(desk, document::shift_from(s.file.scenario(), time_of(s), s.shift_by_s));
}

void scale_script(Desk& desk) {
    Scripting& s = *desk.scripting;
    constexpr double least_percent = 10, most_percent = 1000;
    const double percent = s.scale_ratio * 100;
    if (percent < least_percent || percent > most_percent)
        return say(desk, trf("写 {} 到 {} 之间的数", least_percent, most_percent), true);
    commit_script(desk, document::scale_times(s.file.scenario(), s.scale_ratio));
}

void save_script(Desk& desk) {
    Scripting& s = *desk.scripting;
    const auto saved = s.file.save();
    if (!saved) return say(desk, words_of(saved.error().problems), true);
    say(desk, trf("已保存：{}", s.file.path().string()), false);
}

void press_on_script(Desk& desk, Stroke stroke) {
    if (!desk.scripting || !stroke.ctrl) return;
    if (stroke.sign == 's') return save_script(desk);
    const bool again = stroke.sign == 'y' || (stroke.sign == 'z' && stroke.shift);
    if (again) desk.scripting->file.redo();
    if (stroke.sign == 'z' && !again) desk.scripting->file.undo();
    refresh(desk);
}

void press_on_script(Desk& desk, Key key) {
    if (key == Key::escape || key == Key::open) return leave_script(desk);
    if (desk.page == Page::script_new) {
        ScriptChoice& choice = *desk.script_choice;
        const std::size_t last = choice.library.empty() ? 0 : choice.library.size() - 1;
        if (key == Key::up && choice.scenario > 0) --choice.scenario;
        if (key == Key::down && choice.scenario < last) ++choice.scenario;
        if (key == Key::up || key == Key::down) choice.rooms.clear();
        if (key == Key::enter) fit_script(desk);
        return;
    }
    switch (key) {
    case Key::up:
        return step_item(desk, -1);
    case Key::down:
        return step_item(desk, 1);
    case Key::fire:
        return add_script_item(desk);
    case Key::draw:
        if (desk.scripting->list == document::ScriptList::events) add_script_expected(desk);
        return;
    case Key::digit_1:
    case Key::digit_2:
    case Key::digit_3:
    case Key::digit_4:
        return choose_script_list(desk,
                                  static_cast<document::ScriptList>(
                                      static_cast<int>(key) - static_cast<int>(Key::digit_1)));
    case Key::hold:
        return copy_script_item(desk);
    case Key::skip:
        return remove_script_item(desk);
    default:
        return;
    }
}

} // namespace editor::panels
