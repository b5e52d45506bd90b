#include "editor/panels/lists_hand.h"

#include "editor/document/recovery.h"
#include "editor/panels/import_hand.h"
#include "editor/view/words.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include <algorithm>
#include <chrono>

namespace editor::panels {

namespace core = sim::core;
namespace fs = std::filesystem;
using core::tr;
using core::trf;
using ledger::ListKind;
using view::words_of;

namespace {

constexpr int screen_rows = 10;

void read_again(Desk& desk) {
    Listing& l = *desk.listing;
    l.missing = !ledger::exists(l.place);
    l.problems.clear();
    if (l.missing) return;
    l.reading = std::async(std::launch::async, [place = l.place, kind = l.kind] {
        return ledger::load_list(place, kind);
    });
}

void step_list_row(Desk& desk, long by) {
    const Listing& l = *desk.listing;
    if (l.shown.empty()) return;
    const long to = static_cast<long>(l.row) + by;
    choose_list_row(
        desk, static_cast<std::size_t>(std::clamp(to, 0L, static_cast<long>(l.shown.size()) - 1)));
}

void step_sort(Desk& desk, int by) {
    Listing& l = *desk.listing;
    if (!l.table) return;
    const int count = static_cast<int>(l.table->columns.size());
    const int now = l.look.sort ? static_cast<int>(*l.look.sort) : (by > 0 ? -1 : count);
    l.look.sort = static_cast<std::size_t>(std::clamp(now + by, 0, count - 1));
    look_again(desk);
}

void step_out(Desk& desk) {
    Listing& l = *desk.listing;
    if (l.action) return cancel_action(desk);
    if (!l.look.filter.empty()) {
        l.look.filter.clear();
        return look_again(desk);
    }
    show_start(desk);
}

} // namespace

void say_on_list(Desk& desk, std::string words, bool refused) {
    desk.listing->notice = std::move(words);
    desk.listing->refused = refused;
}

void show_list(Desk& desk, ListKind kind) {
    const std::string who = desk.listing ? desk.listing->who : std::string();
    leave_comparison(desk);
    desk.page = Page::lists;
    desk.document.reset();
    desk.listing.emplace();
    desk.listing->place.database = desk.ledger;
    desk.listing->kind = kind;
    desk.listing->who = who; // who has entered one thing enters the next
    read_again(desk);
}

void make_example_ledger(Desk& desk) {
    const auto made = ledger::make_example(desk.listing->place);
    if (!made) return say_on_list(desk, words_of(made.error()), true);
    show_list(desk, desk.listing->kind);
}

bool is_reading(const Desk& desk) noexcept {
    return desk.page == Page::lists && desk.listing &&
           (desk.listing->reading.valid() ||
            (desk.listing->importing && desk.listing->importing->comparing.valid()) ||
            is_taking(desk));
}

void advance_listing(Desk& desk) {
    advance_importing(desk); // may begin the list anew
    Listing& l = *desk.listing;
    if (!l.reading.valid() ||
        l.reading.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        return;
    auto read = l.reading.get();
    if (!read) {
        l.problems = read.error().problems;
        return;
    }
    l.table = std::move(*read);
    look_again(desk);
}

bool wait_for_list(Desk& desk, double limit_s) {
    const std::chrono::duration<double> limit(limit_s);
    // What was written is read again.
    for (int rounds = is_taking(desk) ? 2 : 1; rounds > 0 && desk.listing; --rounds) {
        if (desk.listing->reading.valid()) desk.listing->reading.wait_for(limit);
        if (auto& importing = desk.listing->importing) {
            if (importing->comparing.valid()) importing->comparing.wait_for(limit);
            if (importing->taking.valid()) importing->taking.wait_for(limit);
        }
        advance_listing(desk);
    }
    return !is_reading(desk);
}

void look_again(Desk& desk) {
    Listing& l = *desk.listing;
    if (!l.table) return;
    l.shown = ledger::rows_shown(*l.table, l.look);
    l.row = std::min(l.row, l.shown.empty() ? 0 : l.shown.size() - 1);
    l.scroll_to_row = true;
    l.action.reset();
}

void sort_by(Desk& desk, std::size_t column) {
    ledger::Look& look = desk.listing->look;
    look.descending = look.sort == column && !look.descending;
    look.sort = column;
    look_again(desk);
}

void choose_list_row(Desk& desk, std::size_t shown) {
    Listing& l = *desk.listing;
    l.row = shown;
    l.scroll_to_row = true;
    l.action.reset();
    say_on_list(desk, "", false);
}

const ledger::Row* open_row(const Desk& desk) noexcept {
    const Listing& l = *desk.listing;
    return l.table && l.row < l.shown.size() ? &l.table->rows[l.shown[l.row]] : nullptr;
}

std::vector<ledger::Action> row_actions(const Desk& desk) {
    const ledger::Row* row = open_row(desk);
    return row ? ledger::actions_of(desk.listing->kind, *row) : std::vector<ledger::Action>{};
}

void begin_action(Desk& desk, std::size_t number) {
    auto actions = row_actions(desk);
    if (number >= actions.size()) return;
    desk.listing->action = std::move(actions[number]);
    desk.listing->answers.assign(desk.listing->action->asks.size(), {});
    desk.listing->focus_who = true;
    say_on_list(desk, "", false);
}

void cancel_action(Desk& desk) {
    desk.listing->action.reset();
    say_on_list(desk, "", false);
}

void finish_action(Desk& desk) {
    Listing& l = *desk.listing;
    const ledger::Row* row = open_row(desk);
    if (!l.action || !row) return;
    const auto done = ledger::enter(l.place, {l.action->kind, *row, l.who, l.answers});
    if (!done) return say_on_list(desk, words_of(done.error()), true);
    l.action.reset();
    say_on_list(desk, *done, false);
    read_again(desk);
}

void export_list(Desk& desk) {
    Listing& l = *desk.listing;
    if (!l.table) return;
    const fs::path folder = document::data_folder() / "lists";
    std::error_code code;
    fs::create_directories(folder, code);
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const fs::path file =
        folder / fmt::format("{}-{}.csv", tr(word(l.kind)), now.time_since_epoch().count());
    const auto written = core::write_file(file, ledger::to_csv(*l.table, l.shown));
    if (!written) return say_on_list(desk, words_of(written.error()), true);
    say_on_list(desk, trf("已存成 {}", file.string()), false);
}

void press_on_lists(Desk& desk, Key key) {
    Listing& l = *desk.listing;
    if (is_taking(desk)) return;
    if (l.new_home || l.importing) {
        if (key == Key::enter && l.new_home) return finish_own_home(desk);
        if (key == Key::escape || key == Key::open) return leave_importing(desk);
        if (key < Key::digit_1 || key > Key::digit_9 || !l.importing) return;
        return choose_found_table(desk, static_cast<std::size_t>(key) -
                                            static_cast<std::size_t>(Key::digit_1));
    }
    if (l.missing && (key == Key::enter || key == Key::import_table)) return show_tables(desk);
    if (key == Key::enter && l.action) return finish_action(desk);
    if (key >= Key::digit_1 && key <= Key::digit_9) {
        const auto kind = static_cast<std::size_t>(key) - static_cast<std::size_t>(Key::digit_1);
        if (kind < ledger::list_kind_count) show_list(desk, static_cast<ListKind>(kind));
        return;
    }
    switch (key) {
    case Key::up:
        return step_list_row(desk, -1);
    case Key::down:
        return step_list_row(desk, 1);
    case Key::page_up:
        return step_list_row(desk, -screen_rows);
    case Key::page_down:
        return step_list_row(desk, screen_rows);
    case Key::home:
        return step_list_row(desk, -static_cast<long>(l.shown.size()));
    case Key::end:
        return step_list_row(desk, static_cast<long>(l.shown.size()));
    case Key::left:
        return step_sort(desk, -1);
    case Key::right:
        return step_sort(desk, 1);
    case Key::space:
        l.look.descending = !l.look.descending;
        return look_again(desk);
    case Key::time:
        l.focus_filter = true;
        return;
    case Key::draw:
        return export_list(desk);
    case Key::record:
        return begin_action(desk, 0);
    case Key::skip:
        return begin_action(desk, 1);
    case Key::note:
        return begin_action(desk, 2);
    case Key::hold:
        return begin_action(desk, 3);
    case Key::fire:
        return begin_action(desk, 4);
    case Key::import_table:
        return l.table ? show_tables(desk) : void();
    case Key::escape:
        return step_out(desk);
    case Key::open:
        return show_start(desk);
    default:
        return;
    }
}

} // namespace editor::panels
