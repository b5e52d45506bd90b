// 假设 at the desk: from a record, one decision changed by keys, the second night run in slices,
// both shown on one clock.
#include "editor/live/demonstration.h"
#include "editor/panels/what_if_hand.h"
#include "sim/drill/team_policy.h"
#include "tests/support/temp_folder.h"
#include "tests/ui/desk_fixture.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>

namespace fs = std::filesystem;
using namespace editor::panels;

namespace {

/// A demonstration in a folder of its own.
struct Shown {
    tests::TempFolder folder;
    tests::DeskWithoutWindow ui;
    Desk& desk = ui.desk;
    fs::path record;
    Shown() {
        const auto made = editor::live::make_demonstration(
            YANLIAN_SOURCE_DIR "/scenarios/drills/ankang-night-smoking.drill.json", folder / "d");
        REQUIRE(made);
        record = *made;
        open_path(desk, record);
        REQUIRE(desk.page == Page::document);
    }
    /// The first decision with these words.
    void choose_words(std::string_view words) {
        const auto& decisions = desk.what_if->decisions;
        for (std::size_t i = 0; i < decisions.size(); ++i)
            if (decisions[i].words.find(words) != std::string::npos)
                return choose_decision(desk, i);
        FAIL("no decision: ", std::string(words));
    }
    int run_to_end() {
        int drawings = 0;
        for (; desk.what_if->night && drawings < 10'000; ++drawings) {
            advance(desk, 1.0 / 30);
            ui.draw();
        }
        return drawings;
    }
    [[nodiscard]] std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(record.parent_path()), fs::directory_iterator()));
    }
};

} // namespace

TEST_CASE("what-if: a door left open, by keys, and both nights beside each other") {
    Shown shown;
    Desk& desk = shown.desk;
    shown.ui.draw();
    shown.ui.click("what-if");
    REQUIRE(desk.page == Page::what_if);
    CHECK_FALSE(desk.playback.playing);
    shown.choose_words("关门：207");
    shown.ui.draw();
    const auto seq = desk.what_if->decisions[desk.what_if->chosen].seq;
    CHECK(desk.playback.time_s ==
          doctest::Approx(
              sim::core::seconds(sim::debrief::find_decision(desk.document->record, seq)->tick)));
    CHECK(desk.selection.kind == editor::document::Selection::Kind::person);
    press(desk, Key::digit_1);
    REQUIRE_MESSAGE(desk.what_if->night, desk.what_if->notice);
    CHECK(is_running(desk));
    shown.ui.draw();
    CHECK(shown.run_to_end() > 3); // drawn meanwhile
    REQUIRE(desk.page == Page::pair);
    for (int i = 0; i < 3; ++i)
        shown.ui.draw();
    static_cast<void>(shown.ui.item("other canvas"));
    const auto& comparison = desk.what_if->comparison;
    CHECK(comparison.is.final < comparison.was.final);
    CHECK(comparison.first->tick >= desk.what_if->change->from);

    const auto& other = desk.what_if->other->record;
    CHECK(other.scenario.name.rfind("假设：", 0) == 0);
    CHECK(other.header.kind == sim::core::DrillKind::demonstration);
    CHECK(sim::drill::list_deciding(other.commands).empty());
    const fs::path path = desk.what_if->path;
    CHECK(path.parent_path() == shown.record.parent_path());
    CHECK(shown.files() == 2);

    press(desk, Key::change);
    CHECK(desk.page == Page::what_if);
    press(desk, Key::enter);
    CHECK(desk.page == Page::pair);
    press(desk, Key::escape);
    REQUIRE(desk.page == Page::document);
    CHECK(desk.document->path == shown.record);
    open_beside(desk, path);
    REQUIRE(desk.page == Page::pair);
    press(desk, Key::enter);
    CHECK(desk.document->path == path);
    CHECK_FALSE(desk.what_if);
}

TEST_CASE("what-if: given up half way it leaves no file, and another can be run") {
    Shown shown;
    Desk& desk = shown.desk;
    press(desk, Key::change);
    shown.choose_words("拨打119");
    press(desk, Key::digit_1);
    REQUIRE(desk.what_if->night);
    advance(desk, 1.0 / 30);
    shown.ui.draw();
    shown.ui.click("cancel");
    CHECK_FALSE(desk.what_if->night);
    CHECK(desk.page == Page::what_if);
    CHECK(shown.files() == 1);
    press(desk, Key::digit_2);
    REQUIRE(desk.what_if->night);
    shown.run_to_end();
    CHECK(desk.page == Page::pair);
    CHECK(shown.files() == 2);
}

TEST_CASE("what-if: leaving the record while a night runs leaves no file") {
    Shown shown;
    press(shown.desk, Key::change);
    press(shown.desk, Key::digit_1);
    REQUIRE(shown.desk.what_if->night);
    advance(shown.desk, 1.0 / 30);
    press(shown.desk, Key::open);
    CHECK(shown.desk.page == Page::start);
    CHECK(shown.files() == 1);
}

TEST_CASE("what-if: a record without decisions, and a stranger beside it, are said in words") {
    tests::DeskWithoutWindow ui;
    show_document(ui.desk, editor::document::make_document(tests::small_record()));
    press(ui.desk, Key::change);
    REQUIRE(ui.desk.page == Page::what_if);
    CHECK(ui.desk.what_if->decisions.empty());
    for (const Key key : {Key::down, Key::up, Key::page_down, Key::digit_1, Key::enter})
        press(ui.desk, key);
    ui.draw();
    press(ui.desk, Key::escape);
    CHECK(ui.desk.page == Page::document);

    Shown shown;
    auto stranger = tests::small_record();
    stranger.plan_text = "another";
    CHECK_FALSE(editor::debrief::make_pair(*shown.desk.document,
                                           editor::document::make_document(std::move(stranger))));
    open_beside(shown.desk, "nowhere.drill");
    CHECK(shown.desk.page == Page::problems);
}
