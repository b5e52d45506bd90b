// A script under a hand: taken from the library, changed, undone, saved; it can always be played.
#include "editor/panels/live_hand.h"
#include "editor/panels/script_hand.h"
#include "sim/core/file.h"
#include "tests/support/temp_folder.h"
#include "tests/ui/desk_fixture.h"

#include <cmath>
#include <cstdlib>
#include <doctest/doctest.h>
#include <limits>
#include <random>

namespace fs = std::filesystem;
using namespace editor::panels;
using editor::document::ScriptItem;

namespace {

const fs::path shipped = YANLIAN_SOURCE_DIR "/scenarios/drills/ankang-night-smoking.drill.json";

struct DataFolder {
    tests::TempFolder folder;
    DataFolder() { ::setenv("XDG_DATA_HOME", folder.path().c_str(), 1); }
    ~DataFolder() { ::unsetenv("XDG_DATA_HOME"); }
};

const sim::drill::Scenario& scenario(const Desk& desk) {
    return desk.scripting->file.scenario();
}
ScriptItem inject(std::size_t index) {
    return {ScriptItem::Kind::inject, index};
}

} // namespace

TEST_CASE(
    "script: one of the library is fitted to a building, saved, and offered for today's drill") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    show_start(ui.desk);
    press(ui.desk, Key::projector);
    REQUIRE(ui.desk.page == Page::script_new);
    REQUIRE(ui.desk.script_choice->library.size() == 13);
    ui.draw();
    ui.click("scenario 2");
    ui.draw();
    ui.click("fit script");
    REQUIRE_MESSAGE(ui.desk.page == Page::script,
                    (ui.desk.script_choice->problems.empty()
                         ? ""
                         : ui.desk.script_choice->problems.front().what));
    ui.draw();
    const fs::path saved = ui.desk.scripting->file.path();
    REQUIRE(fs::exists(saved));
    const auto loaded = sim::drill::load_scenario(saved.string());
    REQUIRE_MESSAGE(loaded, sim::core::describe(loaded.error()));
    leave_script(ui.desk);
    show_setup(ui.desk);
    CHECK(std::any_of(ui.desk.setup.offers.begin(), ui.desk.setup.offers.end(),
                      [&](const auto& offer) { return offer.path == saved; }));
}

TEST_CASE("script: a plan without what the scenario needs is told, and nothing is made") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    choose_script(ui.desk);
    ScriptChoice& choice = *ui.desk.script_choice;
    choice.loaded->equipment.clear();
    choice.scenario = 5; // oxygen
    fit_script(ui.desk);
    CHECK(ui.desk.page == Page::script_new);
    CHECK_FALSE(ui.desk.script_choice->problems.empty());
    ui.draw();
}

TEST_CASE("script: rows stand in time, those without a time last") {
    tests::DeskWithoutWindow ui;
    open_script(ui.desk, shipped);
    REQUIRE(ui.desk.page == Page::script);
    ui.draw();
    const auto& rows = ui.desk.scripting->rows;
    CHECK(rows.size() == scenario(ui.desk).injects.size() + scenario(ui.desk).expected.size());
    double before = 0;
    bool timeless = false;
    for (const auto& row : rows) {
        if (!row.time_s) timeless = true;
        if (!row.time_s) continue;
        CHECK_FALSE(timeless);
        CHECK(*row.time_s >= before);
        before = *row.time_s;
    }
    press(ui.desk, Key::down);
    CHECK(ui.desk.scripting->selected == rows[0].item);
    ui.draw();
    ui.click("script line", 0.99f);
    CHECK(ui.desk.scripting->selected);
}

TEST_CASE("script: added, copied, shifted, scaled and removed; undone to the start and redone") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    open_script(ui.desk, shipped);
    const std::string start = ui.desk.scripting->file.text();
    const std::size_t injects = scenario(ui.desk).injects.size();
    press(ui.desk, Key::fire);
    REQUIRE(scenario(ui.desk).injects.size() == injects + 1);
    CHECK(ui.desk.scripting->selected == inject(injects));
    ui.draw();
    press(ui.desk, Key::hold);
    CHECK(scenario(ui.desk).injects.size() == injects + 2);
    press(ui.desk, Key::draw);
    CHECK(scenario(ui.desk).expected.size() > 0);
    ui.draw();
    const double due_s = scenario(ui.desk).expected.back().due_s;
    ui.desk.scripting->shift_by_s = 45;
    shift_script(ui.desk);
    CHECK(scenario(ui.desk).expected.back().due_s == doctest::Approx(due_s + 45));
    ui.desk.scripting->scale_ratio = 0.5;
    scale_script(ui.desk);
    CHECK(scenario(ui.desk).expected.back().due_s == doctest::Approx((due_s + 45) / 2));
    press(ui.desk, Key::skip);
    const std::string done = ui.desk.scripting->file.text();
    int steps = 0;
    for (; ui.desk.scripting->file.can_undo(); ++steps)
        press_on_script(ui.desk, Stroke{'z', true});
    CHECK(steps == 6);
    CHECK(ui.desk.scripting->file.text() == start);
    for (int i = 0; i < steps; ++i)
        press_on_script(ui.desk, Stroke{'y', true});
    CHECK(ui.desk.scripting->file.text() == done);
}

TEST_CASE("script: a condition that means nothing, a person who is not there and a time beyond the "
          "end are refused in words") {
    tests::DeskWithoutWindow ui;
    open_script(ui.desk, shipped);
    const std::string before = ui.desk.scripting->file.text();
    const auto refused = [&](auto change) {
        sim::drill::Scenario after = scenario(ui.desk);
        change(after);
        CHECK_FALSE(commit_script(ui.desk, after));
        CHECK(ui.desk.scripting->refused);
        CHECK_FALSE(ui.desk.scripting->notice.empty());
        CHECK(ui.desk.scripting->file.text() == before);
        ui.draw();
    };
    refused([](auto& s) { s.expected[0].predicate = "ev(nonsense"; });
    refused([](auto& s) { s.expected[0].predicate = "ev(no_such_fact)"; });
    refused([](auto& s) { s.expected[0].role = "nobody"; });
    refused([](auto& s) { s.expected[0].weight = -1; });
    refused([](auto& s) { s.injects[0].at_s = -5; });
}

TEST_CASE("script: a condition from choices is one that the language takes") {
    tests::DeskWithoutWindow ui;
    open_script(ui.desk, shipped);
    for (std::size_t i = 0; i < sim::drill::fact_kind_count; ++i) {
        editor::document::EventChoice choice;
        choice.kind = static_cast<sim::drill::FactKind>(i);
        choice.role = scenario(ui.desk).roles.front().key;
        choice.target = ui.desk.scripting->file.plan().spaces.front().key;
        if (i % 2 == 0) choice.within_s = 90;
        const auto parsed = sim::drill::Predicate::parse(editor::document::to_predicate(choice));
        REQUIRE_MESSAGE(parsed, sim::core::describe(parsed.error()));
    }
    sim::drill::Scenario after = scenario(ui.desk);
    after.expected[0].predicate = editor::document::to_predicate(
        {sim::drill::FactKind::inspect, after.roles.front().key, after.origin, 60});
    CHECK_MESSAGE(commit_script(ui.desk, after), ui.desk.scripting->notice);
}

TEST_CASE("script: random gestures never leave a file that does not load, undo always returns") {
    const DataFolder data;
    std::mt19937 random(20261123);
    const int rounds = std::getenv("YANLIAN_LONG") ? 60 : 4;
    for (int round = 0; round < rounds; ++round) {
        tests::DeskWithoutWindow ui;
        open_script(ui.desk, shipped);
        const std::string start = ui.desk.scripting->file.text();
        for (int i = 0; i < 25; ++i) {
            Scripting& s = *ui.desk.scripting;
            if (!s.rows.empty()) select_item(ui.desk, s.rows[random() % s.rows.size()].item);
            s.shift_by_s = static_cast<double>(random() % 400) - 200;
            s.scale_ratio = 0.2 + static_cast<double>(random() % 200) / 100;
            if (random() % 5 == 0)
                choose_script_list(ui.desk,
                                   static_cast<editor::document::ScriptList>(random() % 4));
            switch (random() % 9) {
            case 0:
                add_script_item(ui.desk);
                break;
            case 1:
                add_script_expected(ui.desk);
                break;
            case 2:
                copy_script_item(ui.desk);
                break;
            case 3:
                remove_script_item(ui.desk);
                break;
            case 4:
                shift_script(ui.desk);
                break;
            case 5:
                scale_script(ui.desk);
                break;
            case 6:
                press_on_script(ui.desk, Stroke{'z', true});
                break;
            case 7:
                press_on_script(ui.desk, Stroke{'y', true});
                break;
            default:
                ui.draw();
            }
            const auto read = sim::drill::parse_scenario("x", s.file.text(), s.file.plan());
            REQUIRE_MESSAGE(read, sim::core::describe(read.error()));
        }
        while (ui.desk.scripting->file.can_undo())
            press_on_script(ui.desk, Stroke{'z', true});
        CHECK(ui.desk.scripting->file.text() == start);
    }
}

TEST_CASE(
    "script: steps, fires and people are added, changed and removed, and undone byte for byte") {
    tests::DeskWithoutWindow ui;
    open_script(ui.desk, shipped);
    REQUIRE(ui.desk.page == Page::script);
    const std::string before = ui.desk.scripting->file.text();
    using List = editor::document::ScriptList;
    for (const auto& [list, key] : {std::pair(List::steps, Key::digit_2),
                                    {List::fires, Key::digit_3},
                                    {List::people, Key::digit_4}}) {
        press(ui.desk, key);
        REQUIRE(ui.desk.scripting->list == list);
        ui.draw();
        const std::size_t rows = ui.desk.scripting->rows.size();
        CHECK(rows > 0);
        press(ui.desk, Key::fire);
        CHECK_MESSAGE(!ui.desk.scripting->refused, ui.desk.scripting->notice);
        CHECK(ui.desk.scripting->rows.size() == rows + 1);
        CHECK(ui.desk.scripting->selected.index == rows);
        ui.draw(); // the fields of the new one
        press(ui.desk, Key::hold);
        CHECK_MESSAGE(!ui.desk.scripting->refused, ui.desk.scripting->notice);
        CHECK(ui.desk.scripting->rows.size() == rows + 2);
        press(ui.desk, Key::skip);
        press(ui.desk, Key::down);
        ui.draw();
        CHECK(ui.desk.scripting->rows.size() == rows + 1);
    }
    while (ui.desk.scripting->file.can_undo())
        press_on_script(ui.desk, Stroke{'z', true});
    CHECK(ui.desk.scripting->file.text() == before);
}

TEST_CASE("script: a fire that an inject lights is not removed, and the reason is said") {
    tests::DeskWithoutWindow ui;
    open_script(ui.desk, shipped);
    auto scenario_now = scenario(ui.desk);
    REQUIRE(!scenario_now.fires.empty());
    scenario_now.injects.front().ignite = scenario_now.fires.front().key;
    scenario_now.fires.front().ignition_s = std::numeric_limits<double>::infinity();
    REQUIRE_MESSAGE(commit_script(ui.desk, scenario_now), ui.desk.scripting->notice);
    const std::string before = ui.desk.scripting->file.text();
    choose_script_list(ui.desk, editor::document::ScriptList::fires);
    press(ui.desk, Key::down);
    press(ui.desk, Key::skip);
    CHECK(ui.desk.scripting->refused);
    CHECK(ui.desk.scripting->file.text() == before);
    ui.draw();
}

TEST_CASE("script: caps, weights and the ways to begin are chosen for the whole") {
    tests::DeskWithoutWindow ui;
    open_script(ui.desk, shipped);
    auto after = scenario(ui.desk);
    after.breaches.clear();
    CHECK(commit_script(ui.desk, after));
    ui.draw();
    after.start_modes.clear(); // it could not begin at all
    CHECK_FALSE(commit_script(ui.desk, after));
    CHECK(ui.desk.scripting->refused);
    ui.draw();
}
