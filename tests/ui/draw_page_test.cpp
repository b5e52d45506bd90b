// The draw page under a hand: keys, clicks on the sheet, buttons; what comes of it is a plan that
// the strict loader takes.
#include "editor/document/recovery.h"
#include "editor/panels/draw_hand.h"
#include "sim/core/file.h"
#include "tests/ui/desk_fixture.h"

#include <cmath>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace editor::panels;
using sim::plan::Vec2;

namespace {

struct DataFolder {
    fs::path path = fs::temp_directory_path() / ("yanlian-draw-" + std::to_string(::getpid()));
    DataFolder() {
        fs::create_directories(path);
        ::setenv("XDG_DATA_HOME", path.c_str(), 1);
    }
    ~DataFolder() {
        ::unsetenv("XDG_DATA_HOME");
        std::error_code code;
        fs::remove_all(path, code);
    }
};

constexpr double reach_m = 0.3;

void type(Desk& desk, const char* signs) {
    for (; *signs; ++signs)
        press(desk, Stroke{*signs == '\n' ? stroke_enter : *signs});
}
void click(Desk& desk, double x, double y) {
    click_on_sheet(desk, {x, y}, reach_m);
    CHECK_MESSAGE(!desk.drawing->refused, desk.drawing->notice);
}
/// A room by its lower left corner and two typed lengths.
void draw_room(Desk& desk, double x, double y, const char* lengths) {
    type(desk, "r");
    click(desk, x, y);
    point_at(desk, {x + 1, y + 1}, reach_m);
    type(desk, lengths);
}
/// A bedroom of 4 × 5 m beside a corridor of 2.4 × 5 m, with a door, a way out, a bed, a detector.
void draw_home(Desk& desk) {
    draw_new(desk);
    draw_room(desk, 0, 0, "4\n5\n");
    desk.drawing->space_kind = sim::plan::SpaceKind::corridor;
    draw_room(desk, 4, 0, "2.4\n5\n");
    type(desk, "d");
    click(desk, 4, 2.5);
    type(desk, "x");
    click(desk, 6.4, 2.5);
    type(desk, "b");
    click(desk, 1.5, 4);
    type(desk, "t");
    click(desk, 2, 2);
}

} // namespace

TEST_CASE("draw page: a home drawn with keys and clicks is saved as a plan without faults") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    draw_home(ui.desk);
    ui.draw();
    const auto& plan = ui.desk.drawing->file.plan();
    REQUIRE(plan.spaces.size() == 3); // and the open air before the exit
    CHECK(std::abs(sim::core::signed_area_m2(plan.spaces[0].outline_m)) == doctest::Approx(20));
    CHECK(plan.openings.size() == 2);
    CHECK(plan.beds.size() == 1);
    CHECK(plan.detectors.size() == 1);
    ui.desk.drawing->notice.clear();
    press(ui.desk, Stroke{'s', true});
    REQUIRE_MESSAGE(!ui.desk.drawing->refused, ui.desk.drawing->notice);
    const fs::path saved = ui.desk.drawing->file.path();
    REQUIRE(fs::exists(saved));
    const auto loaded = sim::plan::load_plan(saved.string());
    REQUIRE_MESSAGE(loaded, sim::core::describe(loaded.error()));
    CHECK(loaded->beds.size() == 1);
    CHECK(editor::document::find_recoveries().empty()); // what is saved needs none
}

TEST_CASE("draw page: undone to white paper and redone, the text is the same byte for byte") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    draw_new(ui.desk);
    const std::string blank = ui.desk.drawing->file.text();
    draw_home(ui.desk);
    const std::string drawn = ui.desk.drawing->file.text();
    int steps = 0;
    while (ui.desk.drawing->file.text() != blank && steps < 50) {
        press(ui.desk, Stroke{'z', true});
        ui.draw();
        ++steps;
    }
    CHECK(steps == 6); // six gestures
    for (int i = 0; i < steps; ++i)
        press(ui.desk, Stroke{'y', true});
    CHECK(ui.desk.drawing->file.text() == drawn);
}

TEST_CASE(
    "draw page: tools, undo and the start page are buttons too, problems follow the drawing") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    show_start(ui.desk);
    ui.click("draw new");
    REQUIRE(ui.desk.page == Page::draw);
    draw_room(ui.desk, 0, 0, "4\n5\n");
    ui.draw();
    CHECK_FALSE(ui.desk.drawing->problems.empty()); // no way out
    ui.click("undo");
    CHECK(ui.desk.drawing->file.plan().spaces.empty());
    ui.draw();
    ui.click("leave");
    CHECK(ui.desk.page == Page::start);
}

TEST_CASE("draw page: what was not saved is offered on the start page, whole") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    draw_home(ui.desk);
    const std::string drawn = ui.desk.drawing->file.text();
    leave_drawing(ui.desk);
    ui.draw();
    ui.click("recover 1", 0.3f);
    REQUIRE(ui.desk.drawing);
    CHECK(ui.desk.drawing->file.text() == drawn);
}

TEST_CASE("draw page: a length that is none is said and changes nothing") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    draw_new(ui.desk);
    type(ui.desk, "r");
    click(ui.desk, 0, 0);
    type(ui.desk, "1.2.3\n");
    CHECK(ui.desk.drawing->refused);
    CHECK(ui.desk.drawing->file.plan().spaces.empty());
}

namespace {

/// What a hand types into the field that has the keys.
void write(tests::DeskWithoutWindow& ui, const char* words) {
    ImGui::GetIO().AddInputCharactersUTF8(words);
    ui.draw();
    ui.draw();
}

} // namespace

TEST_CASE(
    "draw page: what is written into a field is kept, left by Enter or by a click elsewhere") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    draw_home(ui.desk);
    choose_tool(ui.desk, Tool::select);
    click_on_sheet(ui.desk, {1, 1}, reach_m);
    ui.click("field name");
    write(ui, "201");
    ui.click("undo", 5); // a place where nothing is
    CHECK(ui.desk.drawing->file.plan().spaces[0].name == "201");
    ui.click("field height");
    write(ui, "3.2");
    ImGui::GetIO().KeyMap[ImGuiKey_Enter] = 13;
    ImGui::GetIO().KeysDown[13] = true;
    ui.draw();
    ImGui::GetIO().KeysDown[13] = false;
    ui.draw();
    CHECK(ui.desk.drawing->file.plan().spaces[0].height_m == doctest::Approx(3.2));
}
