// The desk's panes and keys, driven without a window.
#include "tests/ui/desk_fixture.h"

#include "editor/document/kept_language.h"
#include "sim/core/text.h"
#include <doctest/doctest.h>
#include <fstream>
#include <unistd.h>

using namespace editor;
using document::Selection;
using panels::Key;
using panels::Page;
using tests::DeskWithoutWindow;
using Kind = Selection::Kind;

TEST_CASE("desk: a record opens playing and the play button pauses it") {
    DeskWithoutWindow ui;
    panels::show_document(ui.desk, document::make_document(tests::small_record()));
    CHECK(ui.desk.page == Page::document);
    CHECK(ui.desk.playback.playing);
    ui.click("play");
    CHECK_FALSE(ui.desk.playback.playing);
    panels::press(ui.desk, Key::space);
    CHECK(ui.desk.playback.playing);
    const double before_s = ui.desk.playback.time_s;
    ui.click("speed 20");
    panels::advance(ui.desk, 0.5);
    CHECK(ui.desk.playback.time_s == doctest::Approx(before_s + 10));
}

TEST_CASE("desk: English is chosen on the start page, spoken at once, and the next time too") {
    const auto folder =
        std::filesystem::temp_directory_path() / ("yanlian-language-" + std::to_string(::getpid()));
    ::setenv("XDG_DATA_HOME", folder.c_str(), 1);
    DeskWithoutWindow ui;
    panels::show_start(ui.desk);
    ui.draw();
    CHECK_FALSE(document::load_language());
    ui.click("language");
    CHECK(sim::core::selected_language() == sim::core::Language::english);
    CHECK(document::load_language() == sim::core::Language::english);
    CHECK(std::string(sim::core::tr("演练")) != "演练");
    ui.draw();
    panels::press(ui.desk, Key::language);
    CHECK(document::load_language() == sim::core::Language::chinese);
    CHECK(std::string(sim::core::tr("演练")) == "演练");
    ::unsetenv("XDG_DATA_HOME");
    std::filesystem::remove_all(folder);
}

TEST_CASE("desk: a foreign file is one problem; a ledger and a photo go where they belong") {
    const auto folder =
        std::filesystem::temp_directory_path() / ("yanlian-foreign-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    ::setenv("XDG_DATA_HOME", folder.c_str(), 1);
    const auto write = [&](const char* name, const char* bytes) {
        std::ofstream(folder / name) << bytes;
        return folder / name;
    };
    DeskWithoutWindow ui;
    for (const char* bytes : {"{}", "[]", "{\"format\": \"yanlian-scenario\"}"}) {
        panels::open_path(ui.desk, write("foreign.json", bytes));
        REQUIRE(ui.desk.page == Page::problems);
        REQUIRE(ui.desk.problems.size() == 1);
        CHECK(ui.desk.problems[0].what == "这不是图纸文件");
    }
    panels::open_path(ui.desk, write("cut.plan.json", "{\"format\": \"yanl"));
    REQUIRE(ui.desk.page == Page::problems);
    CHECK(ui.desk.problems[0].what != "这不是图纸文件"); // where it breaks off
    panels::open_path(ui.desk, write("noise.drill", "0123456789abcdef0123456789abcdef"));
    REQUIRE(ui.desk.problems.size() == 1);
    CHECK(ui.desk.problems[0].what.find("file is not") == std::string::npos);
    panels::open_path(ui.desk, write("own.yanlian.db", ""));
    CHECK(ui.desk.page == Page::lists);
    panels::open_path(ui.desk, write("photo.jpg", "no photo"));
    CHECK(ui.desk.page == Page::draw);
    ::unsetenv("XDG_DATA_HOME");
    std::filesystem::remove_all(folder);
}

TEST_CASE("desk: plays to the end, stops there, and starts again from the beginning") {
    DeskWithoutWindow ui;
    panels::show_document(ui.desk, document::make_document(tests::small_record()));
    panels::advance(ui.desk, 1e6);
    CHECK(ui.desk.playback.time_s == tests::record_end_s);
    CHECK_FALSE(ui.desk.playback.playing);
    panels::press(ui.desk, Key::space);
    CHECK(ui.desk.playback.time_s == 0);
}

TEST_CASE("desk: the time line, its marks, arrow keys and typed times seek") {
    DeskWithoutWindow ui;
    panels::show_document(ui.desk, document::make_document(tests::small_record()));
    ui.desk.playback.playing = false;
    ui.click("time line", 0.5f);
    CHECK(ui.desk.playback.time_s == doctest::Approx(tests::record_end_s / 2).epsilon(0.02));
    const double middle_s = ui.desk.playback.time_s;
    panels::press(ui.desk, Key::right);
    CHECK(ui.desk.playback.time_s == doctest::Approx(middle_s + document::seek_step_s));
    panels::press(ui.desk, Key::home);
    CHECK(ui.desk.playback.time_s == 0);
    panels::press(ui.desk, Key::left);
    CHECK(ui.desk.playback.time_s == 0);

    REQUIRE(ui.desk.milestones.size() == 2);
    ui.click("time line", 0.2f + 0.002f); // beside the mark at 60 of 300 s
    CHECK(ui.desk.playback.time_s == 60);

    ui.desk.typed_time = "3：42"; // as a Chinese keyboard writes it
    panels::seek_typed_time(ui.desk);
    CHECK(ui.desk.playback.time_s == 222);
    ui.desk.typed_time = "明天";
    panels::seek_typed_time(ui.desk);
    CHECK(ui.desk.typed_time_wrong);
    CHECK(ui.desk.playback.time_s == 222);
}

TEST_CASE("desk: floors change by button and key, and stop at the top") {
    DeskWithoutWindow ui;
    panels::show_document(ui.desk, document::make_document(tests::ankang_plan()));
    CHECK(ui.desk.level.index() == 0);
    ui.click("level level/2");
    CHECK(ui.desk.level.index() == 1);
    panels::press(ui.desk, Key::page_up);
    panels::press(ui.desk, Key::page_up);
    CHECK(ui.desk.level.index() == 2);
    panels::press(ui.desk, Key::page_down);
    CHECK(ui.desk.level.index() == 1);
}

TEST_CASE("desk: a person is chosen in the list or in the plan, and followed") {
    DeskWithoutWindow ui;
    panels::show_document(ui.desk, document::make_document(tests::small_record()));
    ui.desk.playback.playing = false;
    ui.click("row staff/wang");
    CHECK(ui.desk.selection == Selection{Kind::person, 0});
    CHECK_FALSE(ui.desk.following);
    ui.click("follow");
    CHECK(ui.desk.following);
    const auto at_m = ui.desk.camera.center_m;
    ui.desk.playback.playing = true;
    panels::advance(ui.desk, 5); // 20 s of the drill at 0.05 m/s
    CHECK(ui.desk.camera.center_m.x == doctest::Approx(at_m.x + 1));
    panels::press(ui.desk, Key::escape);
    CHECK_FALSE(ui.desk.following);
    CHECK(ui.desk.selection);
    panels::press(ui.desk, Key::escape);
    CHECK_FALSE(ui.desk.selection);

    ui.desk.playback.playing = false;
    panels::press(ui.desk, Key::fit);
    ui.draw();
    const auto place =
        document::find_place(*ui.desk.document, panels::moment_of(ui.desk), {Kind::person, 1});
    REQUIRE(place);
    ui.click_at(ui.desk.camera.to_screen(ui.desk.viewport, place->at_m));
    CHECK(ui.desk.selection == Selection{Kind::person, 1});
}

TEST_CASE("desk: the wheel keeps the point under the cursor, F shows the whole floor") {
    DeskWithoutWindow ui;
    panels::show_document(ui.desk, document::make_document(tests::ankang_plan()));
    ui.draw();
    const auto whole = ui.desk.camera;
    const ImVec2 at{ui.desk.viewport.low.x + 200, ui.desk.viewport.low.y + 150};
    const auto under = whole.to_plan(ui.desk.viewport, at);
    ImGui::GetIO().MousePos = at;
    ui.draw();
    ImGui::GetIO().MouseWheel = 3;
    ui.draw();
    CHECK(ui.desk.camera.zoom_px_per_m > whole.zoom_px_per_m * 1.5);
    const auto now = ui.desk.camera.to_plan(ui.desk.viewport, at);
    CHECK(now.x == doctest::Approx(under.x));
    CHECK(now.y == doctest::Approx(under.y));
    panels::press(ui.desk, Key::fit);
    ui.draw();
    CHECK(ui.desk.camera.zoom_px_per_m == doctest::Approx(whole.zoom_px_per_m));
}

TEST_CASE("desk: dragging moves the plan and is no click") {
    DeskWithoutWindow ui;
    panels::show_document(ui.desk, document::make_document(tests::ankang_plan()));
    ui.draw();
    const auto center_m = ui.desk.camera.center_m;
    ImGuiIO& io = ImGui::GetIO();
    io.MousePos = ui.desk.viewport.center();
    ui.draw();
    io.MouseDown[0] = true;
    ui.draw();
    for (int i = 0; i < 10; ++i) {
        io.MousePos.x += 10;
        ui.draw();
    }
    io.MouseDown[0] = false;
    ui.draw();
    CHECK(ui.desk.camera.center_m.x < center_m.x - 1);
    CHECK_FALSE(ui.desk.selection);
}

TEST_CASE("desk: a bad file shows all its problems and the way back") {
    DeskWithoutWindow ui;
    panels::open_path(ui.desk, YANLIAN_SOURCE_DIR "/no/such.plan.json");
    CHECK(ui.desk.page == Page::problems);
    CHECK_FALSE(ui.desk.problems.empty());
    ui.draw();
    panels::open_path(ui.desk, YANLIAN_SOURCE_DIR "/README.txt");
    CHECK(ui.desk.page == Page::problems);
    ui.click("back");
    CHECK(ui.desk.page == Page::start);
    CHECK(ui.desk.files.offered.size() >= 2);
    ui.click("offer 1");
    CHECK(ui.desk.page == Page::document);
    CHECK(ui.desk.document->plan().key == "ankang");
}

TEST_CASE("desk: every thing of the plan can be shown on the right, with panes folded and open") {
    DeskWithoutWindow ui;
    panels::show_document(ui.desk, document::make_document(tests::small_record()));
    for (const char* key : {"room/207", "door/207", "window/207", "bed/207-1", "extinguisher/1-1",
                            "detector/207", "staff/wang"}) {
        const auto found = document::find_selection(*ui.desk.document, key);
        CHECK_MESSAGE(found, key);
        panels::select(ui.desk, found);
        panels::look_at_selection(ui.desk);
        ui.draw();
    }
    ui.click("fold left");
    ui.click("fold right");
    CHECK(ui.desk.left_folded);
    CHECK(ui.desk.right_folded);
    ui.click("unfold left");
    CHECK_FALSE(ui.desk.left_folded);
}

TEST_CASE("document: between two frames people are drawn between the two places") {
    const auto document = document::make_document(tests::small_record());
    const auto moment = document::find_moment(document, 10.25);
    REQUIRE(moment.before);
    CHECK(moment.share == doctest::Approx(0.25));
    const auto from = document::drawn_person(document, document::find_moment(document, 10), 0).at_m;
    CHECK(document::drawn_person(document, moment, 0).at_m.x ==
          doctest::Approx(from.x + 0.05 * 0.25));
    CHECK(document::find_moment(document, -5).before == &document.record.frames.front());
    CHECK(document::find_moment(document, 1e9).before == &document.record.frames.back());
}

TEST_CASE("playback: clock texts are read, anything else is refused") {
    CHECK(document::parse_clock("222") == 222);
    CHECK(document::parse_clock("03:42") == 222);
    CHECK(document::parse_clock("1:00:05") == 3605);
    for (const char* text : {"", ":", "3:", "a", "3:42x", "-4", "1:2:3:4", "99999999999"})
        CHECK_FALSE(document::parse_clock(text));
}
