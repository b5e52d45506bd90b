// Before a simulated drill: which script, who plays, how it begins; or one that goes on.
#include "editor/live/demonstration.h"
#include "editor/panels/live_parts.h"
#include "sim/core/text.h"
#include <algorithm>
#include <chrono>
#include <fmt/chrono.h>
#include <random>

namespace editor::panels {

namespace core = sim::core;
namespace drill = sim::drill;
using core::tr;

namespace {

/// How long nobody knows when a hidden drill begins. A choice of this project.
constexpr double least_wait_s = 20, most_wait_s = 120;

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

} // namespace

void show_setup(Desk& desk) {
    desk.page = Page::setup;
    desk.document.reset();
    desk.live.reset();
    desk.setup = {};
    desk.setup.offers = find_scripts();
    read_script(desk);
}

void choose_offer(Desk& desk, std::size_t index) {
    desk.setup.chosen = index;
    desk.setup.refused.clear();
    read_script(desk);
}

void read_script(Desk& desk) {
    Setup& setup = desk.setup;
    if (setup.roles_of == setup.chosen || setup.chosen >= setup.offers.size()) return;
    setup.roles_of = setup.chosen;
    const auto& path = setup.offers[setup.chosen].path;
    setup.roles = read_role_choices(desk.ledger, path);
    setup.remarks.clear();
    setup.plan.reset();
    const auto loaded = drill::load_scenario(path.string());
    if (!loaded) return; // said when it is to begin
    setup.remarks = drill::find_remarks(*loaded);
    setup.plan = loaded->plan;
}

void show_remark(Desk& desk, std::size_t n) {
    if (!desk.setup.plan || n >= desk.setup.remarks.size()) return;
    const std::string object = desk.setup.remarks[n].object;
    show_document(desk, document::make_document(*desk.setup.plan));
    if (const auto about = document::find_selection(*desk.document, object)) {
        select(desk, about);
        look_at_selection(desk);
    }
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

} // namespace editor::panels
