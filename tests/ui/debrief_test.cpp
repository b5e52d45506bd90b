// Talking a drill over at the desk: plan against actual, bookmarks, ways walked, findings.
#include "editor/live/demonstration.h"
#include "editor/panels/debrief_hand.h"
#include "roster/service/example_home.h"
#include "roster/service/findings.h"
#include "roster/service/open_database.h"
#include "sim/core/file.h"
#include "tests/support/temp_folder.h"
#include "tests/ui/desk_fixture.h"

#include <doctest/doctest.h>
#include <fstream>

namespace fs = std::filesystem;
using namespace editor::panels;
using sim::drill::OutcomeStatus;

namespace {

/// A demonstration in a folder of its own, with a ledger beside it.
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
        desk.ledger = folder / "ledger.db";
        open_path(desk, record);
        REQUIRE(desk.page == Page::document);
    }
    [[nodiscard]] std::string bookmark_bytes() const {
        std::error_code code;
        const std::string file = record.string() + ".bookmarks.json";
        if (!fs::exists(file, code)) return {};
        return *sim::core::read_file(file, 1u << 20);
    }
};

} // namespace

TEST_CASE("plan against actual has what the score has, and a row leads to its moment") {
    Shown shown;
    Desk& desk = shown.desk;
    const auto& record = desk.document->record;
    const auto score =
        sim::drill::calc_score(record.scenario, record.plan, record.header.start, record.facts);
    std::size_t applicable = 0;
    for (const auto& outcome : score.outcomes)
        applicable += outcome.status != OutcomeStatus::not_applicable;
    REQUIRE(desk.debriefing.acts.size() == applicable);
    double points = 0, points_of_score = 0;
    for (const auto& act : desk.debriefing.acts)
        points += act.points;
    for (const auto& outcome : score.outcomes)
        points_of_score += outcome.points;
    CHECK(points == doctest::Approx(points_of_score));

    shown.ui.draw();
    press(desk, Key::compare);
    CHECK(desk.debriefing.list == LeftList::acts);
    press(desk, Key::down);
    press(desk, Key::down);
    REQUIRE(desk.debriefing.act == 1u);
    const auto at_s = editor::document::moment_s(desk.debriefing.acts[1]);
    REQUIRE(at_s);
    CHECK(desk.playback.time_s == doctest::Approx(*at_s));
    CHECK_FALSE(desk.playback.playing);
    shown.ui.click("act row 3");
    CHECK(desk.debriefing.act == 2u);
    press(desk, Key::compare);
    press(desk, Key::compare);
    CHECK(desk.debriefing.list == LeftList::people);
    press(desk, Key::down); // the people again
    CHECK(desk.selection.kind == editor::document::Selection::Kind::person);
}

TEST_CASE("bookmarks stand beside the record, come back, and are taken back byte for byte") {
    Shown shown;
    Desk& desk = shown.desk;
    const auto before = sim::core::sha256_hex(*sim::core::read_file(shown.record, 1u << 28));
    desk.playback.seek(100);
    shown.ui.draw();
    press(desk, Key::bookmark);
    REQUIRE(desk.debriefing.writing == Writing::bookmark);
    press(desk, Key::enter); // without words
    CHECK(desk.debriefing.refused);
    desk.debriefing.words = "  在这里停下讲讲门  ";
    press(desk, Key::enter);
    CHECK(desk.debriefing.writing == Writing::nothing);
    const std::string one = shown.bookmark_bytes();
    desk.playback.seek(40);
    press(desk, Key::bookmark);
    desk.debriefing.words = "更早的";
    press(desk, Key::enter);
    const std::string two = shown.bookmark_bytes();
    REQUIRE(desk.debriefing.bookmarks.all().size() == 2);
    CHECK(desk.debriefing.bookmarks.all()[0].words == "更早的"); // by time
    press_on_debrief(desk, {'z', true, false});
    CHECK(shown.bookmark_bytes() == one);
    press_on_debrief(desk, {'y', true, false});
    CHECK(shown.bookmark_bytes() == two);

    open_path(desk, shown.record);
    REQUIRE(desk.debriefing.bookmarks.all().size() == 2);
    CHECK(desk.debriefing.bookmarks.all()[1].words == "在这里停下讲讲门");
    press(desk, Key::compare);
    press(desk, Key::compare);
    shown.ui.draw();
    shown.ui.click("bookmark row 2");
    CHECK(desk.playback.time_s == doctest::Approx(100));
    shown.ui.click("remove bookmark");
    CHECK(desk.debriefing.bookmarks.all().size() == 1);
    CHECK(sim::core::sha256_hex(*sim::core::read_file(shown.record, 1u << 28)) == before);
}

TEST_CASE("a damaged bookmark file is named and never written over") {
    Shown shown;
    const std::string file = shown.record.string() + ".bookmarks.json";
    for (const std::string bad :
         {"", "{", R"({"format":"yanlian-bookmarks","version":9})",
          R"({"format":"yanlian-bookmarks","version":1,"bookmarks":[{"time_s":-1,"words":3}]})"}) {
        CAPTURE(bad);
        std::ofstream(file, std::ios::trunc) << bad;
        open_path(shown.desk, shown.record);
        CHECK(shown.desk.debriefing.bookmarks_damaged);
        CHECK(shown.desk.debriefing.refused);
        press(shown.desk, Key::bookmark);
        shown.desk.debriefing.words = "x";
        press(shown.desk, Key::enter);
        CHECK(shown.desk.debriefing.refused);
        CHECK(shown.bookmark_bytes() == bad);
        shown.ui.draw();
    }
}

TEST_CASE("a finding from the time line is registered once, as a self-check where the drill is not "
          "on file") {
    Shown shown;
    Desk& desk = shown.desk;
    REQUIRE(roster::service::open_or_create(desk.ledger));
    desk.playback.seek(60);
    shown.ui.draw();
    press(desk, Key::note);
    REQUIRE(desk.debriefing.writing == Writing::finding);
    desk.debriefing.words = "207 的闭门器坏了";
    press(desk, Key::enter); // nobody enters it
    CHECK(desk.debriefing.refused);
    auto opened = roster::service::open_existing(desk.ledger);
    REQUIRE(opened);
    const auto today = roster::domain::calc_local_day(
        std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    const auto list = [&] {
        auto lines = roster::service::list_findings(
            opened->database, std::string(roster::service::example_home_key), today);
        REQUIRE(lines);
        return *lines;
    };
    const std::size_t before = list().size();
    desk.debriefing.who = "王芳";
    press(desk, Key::enter);
    INFO(desk.debriefing.notice);
    CHECK_FALSE(desk.debriefing.refused);
    CHECK(desk.debriefing.writing == Writing::nothing);
    const auto after = list();
    REQUIRE(after.size() == before + 1);
    const auto& last = after.back().on_file.finding;
    CHECK(last.text == "207 的闭门器坏了（演练第 1:00）");
    CHECK(last.source == roster::domain::FindingSource::self_check);
    CHECK(last.drill_id == 0);
}

TEST_CASE(
    "ways walked are drawn, of one person and of all staff, at the beginning and at the end") {
    Shown shown;
    Desk& desk = shown.desk;
    press(desk, Key::tracks);
    for (const double at_s : {0.0, 200.0, 1e6}) {
        desk.playback.seek(at_s);
        select(desk, {});
        shown.ui.draw();
        select(desk, {editor::document::Selection::Kind::person, 0});
        shown.ui.draw();
    }
    CHECK(desk.debriefing.tracks);
}
