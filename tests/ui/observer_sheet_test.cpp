// The observer's sheet: filled by keys for five posts, undone and redone, merged, signed, recorded
// once; whole on disk whenever the process dies.
#include "editor/document/sheet_marks.h"
#include "editor/document/sheet_merge.h"
#include "editor/document/sheet_photos.h"
#include "editor/panels/observe_hand.h"
#include "editor/panels/review_hand.h"
#include "roster/service/attachments.h"
#include "roster/service/example_home.h"
#include "roster/service/open_database.h"
#include "tests/ui/desk_fixture.h"
#include "tests/unit/tools/casting/casting_rig.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace editor::panels;
using namespace editor::document;

namespace {

std::int64_t test_clock_ms = 0;
std::int64_t test_now_ms() {
    return test_clock_ms;
}
constexpr std::int64_t night_ms = 1779213630000; // 2026-05-20T02:00:30+08:00

struct SheetFolder {
    fs::path path;
    SheetFolder() {
        static int count = 0;
        path = fs::temp_directory_path() /
               ("yanlian-sheet-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
        fs::create_directories(path);
    }
    ~SheetFolder() {
        std::error_code code;
        fs::remove_all(path, code);
    }
};

Sheet night_sheet(const std::string& key, const std::string& observer) {
    const auto loaded = tests::load_night_drill();
    Sheet sheet;
    sheet.key = key;
    sheet.scenario = tests::night_drill_file;
    sheet.scenario_sha256 = sim::core::sha256_hex(loaded.scenario_text);
    sheet.observer = observer;
    sheet.lead_observer = "孙建平";
    sheet.participants =
        tools::casting::read_marks_head(tests::text_of(tests::sample_marks_file)).participants;
    return sheet;
}

SheetDocument make_sheet(const fs::path& file, const Sheet& sheet) {
    auto made = SheetDocument::make(file, sheet);
    REQUIRE_MESSAGE(made.has_value(), (made ? "" : describe(made.error())));
    return std::move(*made);
}

/// The desk with a started sheet of the lead observer.
void open_night_sheet(tests::DeskWithoutWindow& ui, const SheetFolder& folder) {
    const fs::path file = folder.path / "a.sheet.json";
    static_cast<void>(make_sheet(file, night_sheet("a", "孙建平")));
    ui.desk.ledger = folder.path / "t.yanlian.db";
    open_path(ui.desk, file);
    REQUIRE_MESSAGE(ui.desk.page == Page::observe,
                    (ui.desk.problems.empty() ? "" : ui.desk.problems.front().what));
    ui.desk.observing->now_ms = test_now_ms;
    test_clock_ms = night_ms;
}

/// All five posts: each act by its digit, four seconds apart.
void fill_by_keys(Desk& desk) {
    press(desk, Key::space);
    Observing& o = *desk.observing;
    for (std::size_t post = 0; post < o.posts.size(); ++post) {
        const std::size_t count = o.posts[o.post].acts.size();
        for (std::size_t act = 0; act < count; ++act) {
            if (act > 0 && act % acts_shown == 0) press(desk, Key::page_down);
            test_clock_ms += 4000;
            if (o.posts[o.post].acts[act].forbidden) continue;
            press(desk,
                  static_cast<Key>(static_cast<std::size_t>(Key::digit_1) + act % acts_shown));
            REQUIRE_MESSAGE(!o.refused, o.notice);
        }
        press(desk, Key::tab);
    }
}

SheetMark door_mark(const std::string& observer, std::int64_t at_ms, Verdict verdict) {
    SheetMark mark;
    mark.at_ms = at_ms;
    mark.observer = observer;
    mark.post = "carer-1";
    mark.kind = sim::drill::FactKind::door_close;
    mark.target = "door/207";
    mark.person = "person/carer-1";
    mark.verdict = verdict;
    return mark;
}

} // namespace

TEST_CASE("posts: what is expected of each role becomes buttons, each sight once") {
    const auto loaded = tests::load_night_drill();
    const auto posts = find_posts(loaded, sim::drill::StartMode::system);
    REQUIRE(posts.size() == 5);
    for (const Post& post : posts) {
        CHECK_MESSAGE(!post.acts.empty(), post.role);
        for (std::size_t i = 0; i < post.acts.size(); ++i) {
            CHECK(tools::casting::is_observable(post.acts[i].kind));
            for (std::size_t k = 0; k < i; ++k) {
                const Act &a = post.acts[i], &b = post.acts[k];
                CHECK_FALSE((a.kind == b.kind && a.target == b.target && a.details == b.details));
            }
        }
    }
}

TEST_CASE("sheet: five posts filled by keys, undone to the start and redone, byte for byte") {
    const SheetFolder folder;
    tests::DeskWithoutWindow ui;
    open_night_sheet(ui, folder);
    const std::string blank = ui.desk.observing->file.text();
    ui.draw();
    fill_by_keys(ui.desk);
    ui.draw();
    const std::string filled = ui.desk.observing->file.text();
    CHECK(ui.desk.observing->file.sheet().marks.size() > 30);
    CHECK(tests::text_of(ui.desk.observing->file.path().string()) == filled);
    while (ui.desk.observing->file.can_undo())
        press_on_sheet(ui.desk, Stroke{'z', true});
    CHECK(ui.desk.observing->file.text() == blank);
    CHECK(tests::text_of(ui.desk.observing->file.path().string()) == blank);
    while (ui.desk.observing->file.can_redo())
        press_on_sheet(ui.desk, Stroke{'y', true});
    CHECK(ui.desk.observing->file.text() == filled);
    CHECK(tests::text_of(ui.desk.observing->file.path().string()) == filled);
}

TEST_CASE("sheet: nothing reaches the ledger without the signature, and with it once") {
    const SheetFolder folder;
    tests::DeskWithoutWindow ui;
    open_night_sheet(ui, folder);
    fill_by_keys(ui.desk);
    test_clock_ms += 3'600'000;
    Observing& o = *ui.desk.observing;
    const std::string before = tests::evidence_tables(ui.desk.ledger);
    show_review(ui.desk);
    ui.click("score");
    REQUIRE_MESSAGE(o.score.has_value(), o.notice);
    record_sheet(ui.desk);
    CHECK(o.refused);
    CHECK(tests::evidence_tables(ui.desk.ledger) == before);
    sign_sheet(ui.desk);
    REQUIRE_MESSAGE(!o.refused, o.notice);
    record_sheet(ui.desk);
    REQUIRE_MESSAGE(!o.refused, o.notice);
    const std::string after = tests::evidence_tables(ui.desk.ledger);
    CHECK(after != before);
    record_sheet(ui.desk);
    CHECK(o.refused);
    sign_sheet(ui.desk); // would take the signature back
    CHECK(o.refused);
    CHECK(tests::evidence_tables(ui.desk.ledger) == after);
    ui.draw();
}

TEST_CASE("sheet: who was not cast from the ledger gets nothing on file") {
    const SheetFolder folder;
    auto ledger = tools::casting::Ledger::open(folder.path / "t.yanlian.db");
    REQUIRE(ledger);
    Sheet sheet = night_sheet("a", "孙建平");
    sheet.participants.clear();
    sheet.started_ms = night_ms;
    auto file = make_sheet(folder.path / "a.sheet.json", sheet);
    auto mark = door_mark("孙建平", night_ms + 5000, Verdict::done);
    mark.person = "person/nobody";
    REQUIRE(file.mark(mark));
    REQUIRE(file.sign("孙建平", night_ms + 9000));
    const std::string before = tests::evidence_tables(folder.path / "t.yanlian.db");
    CHECK_FALSE(record(file, **ledger, tests::load_night_drill(), night_ms + 3'600'000));
    CHECK(tests::evidence_tables(folder.path / "t.yanlian.db") == before);
}

TEST_CASE("sheet: what was omitted, wrong or struck claims nothing in the file of marks") {
    const SheetFolder folder;
    Sheet sheet = night_sheet("a", "孙建平");
    sheet.started_ms = night_ms;
    auto file = make_sheet(folder.path / "a.sheet.json", sheet);
    for (const Verdict verdict : {Verdict::done, Verdict::omitted, Verdict::wrong})
        REQUIRE(file.mark(door_mark("孙建平", night_ms + 61'500, verdict)));
    auto loaded = tests::load_night_drill();
    auto marks = tools::casting::parse_marks("m", format_marks(file.sheet()), loaded);
    REQUIRE_MESSAGE(marks.has_value(), (marks ? "" : describe(marks.error())));
    REQUIRE(marks->marks.size() == 1);
    CHECK(marks->marks[0].time_s == doctest::Approx(61.5));
    CHECK(marks->started_utc == "2026-05-19T18:00:00Z");
    SheetMark struck = file.sheet().marks[0];
    struck.struck = true;
    CHECK_FALSE(file.edit(0, struck, "孙建平", "", night_ms)); // why?
    REQUIRE(file.edit(0, struck, "孙建平", "看错了门", night_ms + 70'000));
    REQUIRE(file.sheet().marks[0].changes.size() == 1);
    CHECK(file.sheet().marks[0].changes[0].before == "false");
    CHECK(file.sheet().marks[0].changes[0].why == "看错了门");
    CHECK_FALSE(tools::casting::parse_marks("m", format_marks(file.sheet()), loaded));
}

TEST_CASE("sheet: two observers are merged by the clock once, and what contradicts bars signing") {
    const SheetFolder folder;
    Sheet a = night_sheet("a", "孙建平"), b = night_sheet("b", "冯敏");
    a.started_ms = b.started_ms = night_ms;
    auto own = make_sheet(folder.path / "a.sheet.json", a);
    auto other = make_sheet(folder.path / "b.sheet.json", b);
    REQUIRE(own.mark(door_mark("孙建平", night_ms + 60'000, Verdict::done)));
    REQUIRE(other.mark(door_mark("冯敏", night_ms + 40'000, Verdict::wrong)));
    const auto offset_ms = offset_of(own.sheet().marks[0], other.sheet().marks[0]);
    auto taken = take_marks(own.sheet(), other.sheet(), offset_ms);
    REQUIRE(taken);
    REQUIRE(own.add(*taken));
    CHECK(own.sheet().marks[1].at_ms == night_ms + 60'000);
    CHECK(take_marks(own.sheet(), other.sheet(), offset_ms)->empty());
    CHECK_FALSE(take_marks(own.sheet(), own.sheet(), 0));
    REQUIRE(find_contradictions(own.sheet()).size() == 1);
    CHECK(find_contradictions(own.sheet())[0].verdict);
    CHECK_FALSE(own.sign("孙建平", night_ms));
    SheetMark struck = own.sheet().marks[1];
    struck.struck = true;
    REQUIRE(own.edit(1, struck, "孙建平", "门是关着的", night_ms + 90'000));
    CHECK_FALSE(own.sign("冯敏", night_ms));
    CHECK(own.sign("孙建平", night_ms));
    CHECK_FALSE(own.mark(door_mark("孙建平", night_ms, Verdict::done)));
}

TEST_CASE("sheet: random gestures never leave a broken file, and undo always returns") {
    const SheetFolder folder;
    std::mt19937 random(5);
    for (int round = 0; round < 20; ++round) {
        const fs::path path = folder.path / (std::to_string(round) + ".sheet.json");
        auto file = make_sheet(path, night_sheet("a", "孙建平"));
        std::vector<std::string> texts{file.text()};
        for (int i = 0; i < 40; ++i) {
            const std::string before = file.text();
            const auto count = file.sheet().marks.size();
            switch (random() % 6) {
            case 0:
                static_cast<void>(file.start(night_ms));
                break;
            case 1:
                if (count > 0) {
                    SheetMark mark = file.sheet().marks[random() % count];
                    mark.note = "改" + std::to_string(i);
                    static_cast<void>(file.edit(count - 1, mark, "孙建平", "看错", night_ms));
                }
                break;
            case 2:
                REQUIRE(file.undo());
                break;
            case 3:
                REQUIRE(file.redo());
                break;
            default:
                static_cast<void>(
                    file.mark(door_mark(random() % 2 ? "冯敏" : "孙建平", night_ms + i * 1000,
                                        static_cast<Verdict>(random() % 3))));
            }
            const auto on_disk = parse_sheet("s", tests::text_of(path.string()));
            REQUIRE(on_disk);
            REQUIRE(format_sheet(*on_disk) == file.text());
        }
        const std::string last = file.text();
        while (file.can_redo())
            REQUIRE(file.redo());
        const std::string end = file.text();
        while (file.can_undo())
            REQUIRE(file.undo());
        CHECK(file.text() == texts.front());
        while (file.can_redo())
            REQUIRE(file.redo());
        CHECK(file.text() == end);
    }
}

TEST_CASE("sheet: killed at any moment, no mark that was acknowledged is lost") {
    const char* wanted = std::getenv("YANLIAN_KILLS");
    const int kills = wanted ? std::atoi(wanted) : 5;
    std::mt19937 random(7);
    for (int i = 0; i < kills; ++i) {
        const SheetFolder folder;
        const fs::path path = folder.path / "a.sheet.json";
        Sheet sheet = night_sheet("a", "孙建平");
        sheet.started_ms = night_ms;
        auto file = make_sheet(path, sheet);
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        const pid_t child = ::fork();
        if (child == 0) {
            for (int no = 1;; ++no) {
                if (!file.mark(door_mark("孙建平", night_ms + no, Verdict::done))) ::_exit(1);
                if (::write(ends[1], &no, sizeof no) != sizeof no) ::_exit(1);
            }
        }
        ::close(ends[1]);
        ::usleep(1000 + random() % 60'000);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        int acknowledged = 0, no = 0;
        while (::read(ends[0], &no, sizeof no) == sizeof no)
            acknowledged = no;
        ::close(ends[0]);
        const auto found = SheetDocument::open(path);
        REQUIRE(found);
        CHECK(static_cast<int>(found->sheet().marks.size()) >= acknowledged);
    }
}

TEST_CASE("sheet: photos go with their marks, into the ledger's files, and the form is printed") {
    const SheetFolder folder;
    tests::DeskWithoutWindow ui;
    open_night_sheet(ui, folder);
    fill_by_keys(ui.desk);
    test_clock_ms += 3'600'000;
    Observing& o = *ui.desk.observing;
    show_review(ui.desk);
    const fs::path photo = folder.path / "card" / "IMG_1.jpg", text = folder.path / "note.jpg";
    fs::create_directories(photo.parent_path());
    std::ofstream(photo) << "\xFF\xD8\xFF\xE0 a picture";
    std::ofstream(text) << "no picture";
    o.chosen = 3;
    attach_photo(ui.desk, text);
    CHECK(o.refused);
    attach_photo(ui.desk, folder.path / "nothing.jpg");
    CHECK(o.refused);
    attach_photo(ui.desk, photo);
    REQUIRE_MESSAGE(!o.refused, o.notice);
    fs::remove_all(photo.parent_path()); // the card is taken out
    CHECK(o.file.sheet().marks[3].changes.back().field == "photo");
    REQUIRE(list_photos(o.file.sheet()));
    CHECK(list_photos(o.file.sheet())->size() == 1);
    print_form(ui.desk); // before it is on file
    CHECK(o.refused);
    sign_sheet(ui.desk);
    record_sheet(ui.desk);
    REQUIRE_MESSAGE(!o.refused, o.notice);
    ui.draw();
    auto opened = roster::service::open_existing(ui.desk.ledger);
    REQUIRE(opened);
    const auto attached = roster::service::list_attachments(
        opened->database, std::string(roster::service::example_home_key),
        "drill/" + o.file.sheet().drill);
    REQUIRE_MESSAGE(attached.has_value(), (attached ? "" : describe(attached.error())));
    REQUIRE_MESSAGE(attached->size() == 1, o.notice);
    CHECK(attached->front().sha256 == o.file.sheet().marks[3].photo_sha256);
    print_form(ui.desk);
    REQUIRE(is_printing(ui.desk));
    for (int i = 0; i < 600 && is_printing(ui.desk); ++i) {
        advance(ui.desk, 0.1);
        ui.draw();
        ::usleep(100'000);
    }
    CHECK_MESSAGE(!o.refused, o.notice);
    CHECK(fs::file_size(o.form) > 1000);
}

TEST_CASE("sheet: a photo that was changed after it was attached is not handed in") {
    const SheetFolder folder;
    Sheet sheet = night_sheet("a", "孙建平");
    sheet.started_ms = night_ms;
    auto file = make_sheet(folder.path / "a.sheet.json", sheet);
    REQUIRE(file.mark(door_mark("孙建平", night_ms + 5000, Verdict::done)));
    const fs::path photo = folder.path / "p.png";
    std::ofstream(photo) << "\x89PNG\r\n\x1A\n picture";
    const auto mark = with_photo(file, 0, photo);
    REQUIRE_MESSAGE(mark.has_value(), (mark ? "" : describe(mark.error())));
    REQUIRE(file.edit(0, *mark, "孙建平", "附照片", night_ms + 9000));
    std::ofstream(file.sheet().marks[0].photo, std::ios::app) << "x";
    CHECK_FALSE(list_photos(file.sheet()));
    fs::remove(file.sheet().marks[0].photo);
    CHECK_FALSE(list_photos(file.sheet()));
}

TEST_CASE("sheet: who takes part is written over before it begins") {
    const SheetFolder folder;
    ::setenv("XDG_DATA_HOME", folder.path.c_str(), 1);
    tests::DeskWithoutWindow ui;
    ui.desk.ledger = folder.path / "t.yanlian.db";
    set_up_sheet(ui.desk);
    ui.draw();
    ObserveSetup& setup = ui.desk.observe_setup;
    REQUIRE(setup.roles.size() >= 2);
    setup.observer = setup.lead_observer = "孙建平";
    const std::string tonight = setup.roles.front().cast;
    setup.roles.front().typed = "曹刚";
    begin_sheet(ui.desk);
    REQUIRE_MESSAGE(ui.desk.page == Page::observe,
                    (setup.problems.empty() ? "" : setup.problems.front().what));
    const auto& people = ui.desk.observing->cast.scenario.people;
    const auto named = [&](const std::string& name) {
        return std::any_of(people.begin(), people.end(),
                           [&](const auto& one) { return one.name == name; });
    };
    CHECK(named("曹刚"));
    CHECK_FALSE(named(tonight));
    ::unsetenv("XDG_DATA_HOME");
}
