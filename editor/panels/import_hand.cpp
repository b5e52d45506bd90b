#include "editor/panels/import_hand.h"

#include "editor/document/recovery.h"
#include "editor/panels/lists_hand.h"
#include "editor/view/words.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include <chrono>

namespace editor::panels {

namespace core = sim::core;
namespace fs = std::filesystem;
using core::tr;
using core::trf;
using ledger::ListKind;
using view::words_of;

namespace {

/// Under a name that tells it from the ones before.
void save(Desk& desk, const std::string& name, const char* ending, const std::string& bytes) {
    const fs::path folder = document::data_folder() / "lists";
    std::error_code code;
    fs::create_directories(folder, code);
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const fs::path file =
        folder / fmt::format("{}-{}{}", name, now.time_since_epoch().count(), ending);
    const auto written = core::write_file(file, bytes);
    if (!written) return say_on_list(desk, words_of(written.error()), true);
    say_on_list(desk, trf("已存成 {}", file.string()), false);
    desk.to_open = file;
}

void compare(Desk& desk) {
    leave_comparison(desk);
    Importing& i = *desk.listing->importing;
    i.proposal.reset();
    i.problems.clear();
    i.comparing =
        std::async(std::launch::async, [place = desk.listing->place, file = i.file, kind = i.kind] {
            return ledger::compare_table(place, file, kind);
        });
}

} // namespace

bool has_own_home(const Desk& desk) noexcept {
    const Listing& l = *desk.listing;
    return !l.missing && !(l.table && l.table->of_example);
}

void ask_for_own_home(Desk& desk) {
    desk.listing->new_home.emplace();
    desk.listing->action.reset();
    desk.listing->focus_who = true;
    say_on_list(desk, "", false);
}

void finish_own_home(Desk& desk) {
    Listing& l = *desk.listing;
    if (!l.new_home) return;
    const auto done = ledger::add_own_home(l.place, *l.new_home, l.who);
    if (!done) return say_on_list(desk, words_of(done.error()), true);
    auto importing = std::move(l.importing);
    show_list(desk, ListKind::people);
    desk.listing->importing = std::move(importing);
    if (!desk.listing->importing) show_tables(desk);
    if (!desk.listing->importing->file.empty()) compare(desk);
    say_on_list(desk, *done, false);
}

void show_tables(Desk& desk) {
    Listing& l = *desk.listing;
    if (!has_own_home(desk)) ask_for_own_home(desk);
    l.importing.emplace();
    l.importing->found = document::find_table_files();
    l.action.reset();
    say_on_list(desk, "", false);
}

void choose_table(Desk& desk, const fs::path& file) {
    if (is_taking(desk)) return;
    if (desk.page != Page::lists || !desk.listing) show_list(desk, ListKind::people);
    Listing& l = *desk.listing;
    if (!l.importing) show_tables(desk);
    l.importing->file = file;
    if (l.new_home) return; // first whose it is
    compare(desk);
}

void choose_found_table(Desk& desk, std::size_t number) {
    const Importing& i = *desk.listing->importing;
    if (!i.file.empty() || number >= i.found.size()) return;
    choose_table(desk, fs::path(i.found[number].path));
}

void choose_table_kind(Desk& desk, ledger::SheetKind kind) {
    Importing& i = *desk.listing->importing;
    i.kind = kind;
    if (!i.file.empty()) compare(desk);
}

namespace {

template <class T>
bool is_done(const std::future<T>& one) {
    return one.valid() && one.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

void end_taking(Desk& desk) {
    Listing& l = *desk.listing;
    const auto done = l.importing->taking.get();
    if (!done) return say_on_list(desk, words_of(done.error()), true);
    show_list(desk, l.kind);
    say_on_list(desk, *done, false);
}

} // namespace

void advance_importing(Desk& desk) {
    std::erase_if(desk.left_comparisons, [](const auto& one) { return is_done(one); });
    auto& importing = desk.listing->importing;
    if (!importing) return;
    if (is_done(importing->comparing)) {
        auto compared = importing->comparing.get();
        if (compared)
            importing->proposal = std::move(*compared);
        else
            importing->problems = compared.error().problems;
    }
    if (is_done(importing->taking)) end_taking(desk);
}

void leave_comparison(Desk& desk) {
    if (desk.listing && desk.listing->importing && desk.listing->importing->comparing.valid())
        desk.left_comparisons.push_back(std::move(desk.listing->importing->comparing));
}

bool is_taking(const Desk& desk) noexcept {
    return desk.listing && desk.listing->importing && desk.listing->importing->taking.valid();
}

void take_compared(Desk& desk) {
    Listing& l = *desk.listing;
    if (!l.importing || !l.importing->proposal || is_taking(desk)) return;
    if (l.who.empty()) return say_on_list(desk, tr("没有写谁经办"), true);
    say_on_list(desk, "", false);
    l.importing->taking = std::async(
        std::launch::async, [place = l.place, &proposal = *l.importing->proposal, who = l.who] {
            return ledger::take_table(place, proposal, who);
        });
}

void save_comparison(Desk& desk) {
    const Importing& i = *desk.listing->importing;
    if (i.proposal) save(desk, tr("导入核对"), ".csv", ledger::to_csv(*i.proposal));
}

void save_empty_table(Desk& desk) {
    const ledger::SheetKind kind = desk.listing->importing->kind;
    const auto bytes = ledger::make_empty_table(kind);
    if (!bytes) return say_on_list(desk, words_of(bytes.error()), true);
    save(desk, tr(tools::import::word(kind)), ".xlsx", *bytes);
}

void leave_importing(Desk& desk) {
    Listing& l = *desk.listing;
    if (is_taking(desk)) return;
    leave_comparison(desk);
    say_on_list(desk, "", false);
    if (l.new_home) {
        l.new_home.reset();
        l.importing.reset();
        return;
    }
    if (!l.importing) return;
    if (l.importing->file.empty()) return l.importing.reset();
    l.importing->file.clear();
    l.importing->proposal.reset();
    l.importing->problems.clear();
    l.importing->found = document::find_table_files();
}

} // namespace editor::panels
