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

namespace {

bool tells(const Desk& desk, const char* words) {
    const auto& problems = desk.drawing->problems;
    return std::any_of(problems.begin(), problems.end(),
                       [&](const auto& p) { return p.words.find(words) != std::string::npos; });
}

/// A corridor of that length with a room at its far end, exits as asked for.
void draw_long_corridor(Desk& desk, double length_m, bool far_exit) {
    draw_new(desk);
    desk.drawing->space_kind = sim::plan::SpaceKind::corridor;
    type(desk, "r");
    click(desk, 0, 0);
    point_at(desk, {1, 1}, reach_m);
    type(desk, (std::to_string(length_m) + "\n2.4\n").c_str());
    desk.drawing->space_kind = sim::plan::SpaceKind::bedroom;
    draw_room(desk, length_m - 4, 2.4, "4\n5\n");
    type(desk, "d");
    click(desk, length_m - 2, 2.4);
    type(desk, "x");
    click(desk, 0, 1.2);
    if (far_exit) click(desk, length_m, 1.2);
}

} // namespace

TEST_CASE("draw page: a room far from the exit, and one in a dead end, are told with the norm") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    draw_long_corridor(ui.desk, 24, false);
    ui.draw();
    CHECK(tells(ui.desk, "袋形走道")); // 22 m, and only one way
    draw_long_corridor(ui.desk, 20, false);
    ui.draw();
    CHECK_FALSE(tells(ui.desk, "袋形走道")); // 18 m
    draw_long_corridor(ui.desk, 60, true);
    ui.draw();
    CHECK_FALSE(tells(ui.desk, "m，应不大于")); // the far exit is near
}

TEST_CASE(
    "draw page: who lies in a bed is written there; what the plan of the night lacks is told") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    draw_home(ui.desk);
    press(ui.desk, Stroke{stroke_escape});
    select(ui.desk, {editor::document::Selection::Kind::bed, 0});
    ui.draw();
    ui.click("field occupied", 0.1f);
    REQUIRE(ui.desk.drawing->file.plan().beds[0].occupant);
    ui.draw();
    CHECK(tells(ui.desk, "没有写行动能力"));
    CHECK(tells(ui.desk, "没有写谁去接"));
    sim::plan::Plan after = ui.desk.drawing->file.plan();
    after.beds[0].occupant = {"张奶奶", sim::plan::Mobility::bedridden, {}, "evacuation", false};
    REQUIRE(commit_plan(ui.desk, after));
    ui.draw();
    CHECK_FALSE(tells(ui.desk, "没有写行动能力"));
    CHECK_FALSE(tells(ui.desk, "没有写谁去接"));
    CHECK(tells(ui.desk, "没有写用什么搬"));
    // Nobody is copied to another floor.
    const auto copied = editor::document::copy_level(ui.desk.drawing->file.plan(),
                                                     sim::core::make_id<sim::plan::LevelId>(0));
    REQUIRE(copied);
    REQUIRE(copied->plan.beds.size() == 2);
    CHECK_FALSE(copied->plan.beds[1].occupant);
}

TEST_CASE("draw page: a bed that cannot turn out of its door is told, one that can is not") {
    using editor::document::BedPassages;
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    draw_home(ui.desk); // a corridor of 2.4 m, a door of 1.1 m
    const auto count = [&] {
        BedPassages passages;
        passages.update(ui.desk.drawing->file.plan());
        int searches = 0;
        while (passages.step())
            ++searches;
        CHECK(passages.is_done());
        passages.update(ui.desk.drawing->file.plan());
        CHECK_FALSE(passages.step()); // known
        CHECK(passages.is_done());
        CHECK(searches == 1);
        return passages.problems().size();
    };
    CHECK(count() == 0);
    // The corridor becomes 1.2 m wide: 2.1 m of bed cannot turn into it.
    sim::plan::Plan narrow = ui.desk.drawing->file.plan();
    for (auto& corner : narrow.spaces[1].outline_m)
        if (corner.x > 6) corner.x = 5.2;
    std::erase_if(narrow.openings, [](const auto& o) { return o.exit; });
    narrow.spaces.pop_back();
    REQUIRE(commit_plan(ui.desk, narrow));
    CHECK(count() == 1);
}

TEST_CASE("draw page: a building to start from is one gesture, without problems, and one's own") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    draw_new(ui.desk);
    REQUIRE(ui.desk.drawing->templates.size() == 6);
    for (std::size_t i = 1; i <= 6; ++i) {
        draw_new(ui.desk);
        const std::string name = ui.desk.drawing->file.plan().name;
        ui.draw();
        ui.click("template " + std::to_string(i));
        ui.draw();
        CAPTURE(i);
        CHECK(ui.desk.drawing->file.plan().name == name);
        CHECK(ui.desk.drawing->file.plan().key == "plan");
        for (const auto& problem : ui.desk.drawing->problems)
            FAIL_CHECK(problem.words);
        press(ui.desk, Stroke{'z', true});
        CHECK(ui.desk.drawing->file.text().empty());
    }
}

TEST_CASE("draw page: the same building with a narrow door, a dead end and a locked exit tells all "
          "three, and each is mended or mendable") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    for (std::size_t i = 0; i < 6; ++i) {
        CAPTURE(i);
        draw_new(ui.desk);
        take_template(ui.desk, ui.desk.drawing->templates[i].path);
        sim::plan::Plan spoilt = ui.desk.drawing->file.plan();
        using sim::plan::SpaceKind;
        const auto door =
            std::find_if(spoilt.openings.begin(), spoilt.openings.end(), [&](auto& o) {
                return o.kind == sim::plan::OpeningKind::door &&
                       spoilt[o.a].kind == SpaceKind::bedroom && !o.exit;
            });
        REQUIRE(door != spoilt.openings.end());
        door->width_m = 0.75;
        for (auto& o : spoilt.openings)
            if (o.exit) o.locked = true;
        REQUIRE(commit_plan(ui.desk, spoilt));
        ui.draw();
        CHECK(tells(ui.desk, "门净宽 0.75 m"));
        CHECK(tells(ui.desk, "出口上着锁"));
        for (int k = 0; k < 20; ++k) {
            const auto mendable =
                std::find_if(ui.desk.drawing->problems.begin(), ui.desk.drawing->problems.end(),
                             [](const auto& p) { return static_cast<bool>(p.mend); });
            if (mendable == ui.desk.drawing->problems.end()) break;
            REQUIRE(commit_plan(
                ui.desk, editor::document::mended(ui.desk.drawing->file.plan(), mendable->mend)));
            ui.draw();
        }
        CHECK(ui.desk.drawing->problems.empty());
    }
}

TEST_CASE(
    "draw page: a wall that ends at the hung ceiling is drawn, told with its norm, taken back") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    draw_home(ui.desk);
    type(ui.desk, "k");
    CHECK(ui.desk.drawing->tool == Tool::gap);
    click(ui.desk, 4, 1);
    const auto& plan = ui.desk.drawing->file.plan();
    const auto& gap = plan.openings.back();
    REQUIRE(gap.kind == sim::plan::OpeningKind::gap);
    CHECK(gap.width_m == doctest::Approx(5)); // the whole wall, over the door in it
    CHECK(gap.sill_m + gap.height_m == doctest::Approx(plan.spaces[0].height_m));
    CHECK_FALSE(gap.walkable());
    ui.draw();
    CHECK(tells(ui.desk, "吊顶"));
    choose_tool(ui.desk, Tool::select);
    click_on_sheet(ui.desk, {4, 2.5}, reach_m); // the door below goes first
    CHECK(plan.openings[ui.desk.selection.index].kind == sim::plan::OpeningKind::door);
    click_on_sheet(ui.desk, {4, 0.4}, reach_m);
    CHECK(plan.openings[ui.desk.selection.index].kind == sim::plan::OpeningKind::gap);
    ui.draw();
    press(ui.desk, Stroke{'s', true});
    REQUIRE_MESSAGE(!ui.desk.drawing->refused, ui.desk.drawing->notice);
    const auto loaded = sim::plan::load_plan(ui.desk.drawing->file.path().string());
    REQUIRE_MESSAGE(loaded, sim::core::describe(loaded.error()));
    press(ui.desk, Stroke{'z', true});
    ui.draw();
    CHECK_FALSE(tells(ui.desk, "吊顶"));
    // There is nothing to be open to.
    choose_tool(ui.desk, Tool::gap);
    click_on_sheet(ui.desk, {0, 2}, reach_m);
    CHECK(ui.desk.drawing->refused);
}

TEST_CASE("draw page: round the corner of a bent corridor the way is as long as it is walked") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    draw_new(ui.desk);
    ui.desk.drawing->space_kind = sim::plan::SpaceKind::corridor;
    type(ui.desk, "p");
    for (const Vec2 at : {Vec2{0, 0}, {16, 0}, {16, 2}, {2, 2}, {2, 16}, {0, 16}})
        click(ui.desk, at.x, at.y);
    type(ui.desk, "\n");
    ui.desk.drawing->space_kind = sim::plan::SpaceKind::bedroom;
    draw_room(ui.desk, 2, 12, "4\n4\n");
    type(ui.desk, "d");
    click(ui.desk, 2, 15);
    type(ui.desk, "x");
    click(ui.desk, 16, 1);
    ui.draw();
    // As the crow flies 19.8 m, which a dead end of 20 m would allow; on foot 13.0 + 14.0 m.
    CHECK(tells(ui.desk, "袋形走道，到出口 27 m"));
}

TEST_CASE("draw page: residents are put into beds with one click each, and out with another") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    draw_home(ui.desk);
    const auto& plan = ui.desk.drawing->file.plan();
    const Vec2 bed_m = plan.beds[0].center_m;
    type(ui.desk, "l");
    CHECK(ui.desk.drawing->tool == Tool::resident);
    ui.draw();
    ui.desk.drawing->resident.mobility = sim::plan::Mobility::bedridden;
    click(ui.desk, bed_m.x, bed_m.y);
    ui.draw();
    REQUIRE(plan.beds[0].occupant);
    CHECK(plan.beds[0].occupant->mobility == sim::plan::Mobility::bedridden);
    CHECK_FALSE(ui.desk.selection); // the right side stays what is written for the next bed
    ui.desk.drawing->resident.guide = "护理员";
    click(ui.desk, bed_m.x, bed_m.y); // other words: the new ones
    REQUIRE(plan.beds[0].occupant);
    CHECK(plan.beds[0].occupant->guide == "护理员");
    click(ui.desk, bed_m.x, bed_m.y);
    CHECK_FALSE(plan.beds[0].occupant);
    press(ui.desk, Stroke{'z', true});
    CHECK(plan.beds[0].occupant);
    click_on_sheet(ui.desk, {3.5, 0.5}, reach_m);
    CHECK(ui.desk.drawing->refused); // no bed there
}
