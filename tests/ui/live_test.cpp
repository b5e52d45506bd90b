// A simulated drill at the desk, driven without a window: what is decided is on disk, replays the
// same, goes on after a crash, and is evidence for those alone who decided.
#include "editor/panels/live_hand.h"
#include "editor/panels/what_if_hand.h"
#include "sim/core/file.h"
#include "sim/drill/team_policy.h"
#include "sim/record/fact_words.h"
#include "tests/ui/desk_fixture.h"
#include "tools/cli/drill_run.h"
#include "tools/report/report.h"

#include <csignal>
#include <doctest/doctest.h>
#include <filesystem>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;
namespace drill = sim::drill;
using namespace editor::panels;

namespace {

struct DataFolder {
    fs::path path = fs::temp_directory_path() / ("yanlian-live-" + std::to_string(::getpid()));
    DataFolder() {
        std::error_code code;
        fs::remove_all(path, code);
        fs::create_directories(path);
        ::setenv("XDG_DATA_HOME", path.c_str(), 1);
    }
    ~DataFolder() {
        ::unsetenv("XDG_DATA_HOME");
        std::error_code code;
        fs::remove_all(path, code);
    }
    DataFolder(const DataFolder&) = delete;
    DataFolder& operator=(const DataFolder&) = delete;
};

constexpr std::string_view default_drill = "ankang-night-smoking";

/// Counts what a hand does.
struct Hand {
    Desk& desk;
    int gestures = 0;
    void key(Key key) {
        press(desk, key);
        ++gestures;
    }
    void digit(std::size_t n) {
        key(static_cast<Key>(static_cast<int>(Key::digit_1) + static_cast<int>(n) - 1));
    }
    /// The choice with these words, wherever it stands.
    void choose_words(std::string_view words) {
        const auto question = question_of(desk);
        for (std::size_t i = 0; i < question.choices.size(); ++i)
            if (question.choices[i].words.find(words) != std::string::npos) {
                while (desk.live->page != i / choices_shown)
                    key(Key::page_down);
                return digit(i % choices_shown + 1);
            }
        FAIL("not offered: ", std::string(words), " in ", question.words);
    }
};

void pass(Desk& desk, double drill_s) {
    const double until_s = desk.live->drill->now_s() + drill_s;
    for (int k = 0; k < 100'000 && desk.live->drill->now_s() < until_s && !desk.live->ending; ++k)
        advance(desk, 0.5);
}

void begin(Desk& desk, std::string_view script) {
    show_start(desk);
    press(desk, Key::live);
    auto& setup = desk.setup;
    while (setup.chosen + 1 < setup.offers.size() &&
           setup.offers[setup.chosen].path.string().find(script) == std::string::npos)
        press(desk, Key::down);
    press(desk, Key::enter);
    REQUIRE_MESSAGE(desk.live, setup.refused);
}

/// Facts as lines, but for the clock on the wall.
std::vector<std::string> lines_of(std::span<const drill::Fact> facts) {
    std::vector<std::string> lines;
    for (const drill::Fact& fact : facts)
        lines.push_back(drill::format_fact(fact));
    return lines;
}

} // namespace

TEST_CASE("live: from the start page to the printed record in forty gestures") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    Hand hand{ui.desk};
    show_start(ui.desk);
    ui.draw();
    hand.key(Key::live);
    ui.draw();
    REQUIRE(ui.desk.page == Page::setup);
    REQUIRE(!ui.desk.setup.offers.empty());
    hand.key(Key::enter);
    REQUIRE_MESSAGE(ui.desk.page == Page::live, ui.desk.setup.refused);
    ui.draw();
    pass(ui.desk, 120);
    ui.draw();
    hand.choose_words("报警");
    hand.choose_words("确认火警信号");
    pass(ui.desk, 5);
    hand.choose_words("报警");
    hand.choose_words("通知");
    hand.choose_words("二层");
    pass(ui.desk, 30);
    hand.choose_words("报警");
    hand.choose_words("拨打119");
    ui.draw();
    for (std::size_t item = 1; item <= 4; ++item)
        hand.digit(item);
    hand.key(Key::enter);
    CHECK(question_of(ui.desk).words.find("接警员问") != std::string::npos);
    hand.digit(1); // the telephone number
    hand.digit(2); // nobody to guide
    pass(ui.desk, 20);
    hand.key(Key::end);
    CHECK(!ui.desk.live->ending);
    hand.key(Key::end);
    REQUIRE(ui.desk.live->ending);
    ui.draw();
    CHECK_MESSAGE(ui.desk.live->entered.find("已记入台账") != std::string::npos,
                  ui.desk.live->entered);
    hand.key(Key::digit_2);
    REQUIRE_MESSAGE(ui.desk.live->papers, ui.desk.live->notice);
    CHECK(fs::file_size(ui.desk.live->papers->report) > 10'000);
    CHECK(fs::file_size(ui.desk.live->papers->form) > 1'000);
    CHECK(hand.gestures <= 40);
    MESSAGE("gestures: ", hand.gestures);
    ui.draw();
    ui.click("open form");
    CHECK(ui.desk.to_open == ui.desk.live->papers->form);
    press(ui.desk, Key::digit_6);
    CHECK(ui.desk.to_open == ui.desk.live->papers->report);

    const auto facts = ui.desk.live->drill->world().facts();
    const auto call = std::find_if(facts.begin(), facts.end(), [](const drill::Fact& fact) {
        return fact.kind == drill::FactKind::call_119;
    });
    REQUIRE(call != facts.end());
    const auto* said = call->args.find("fields");
    REQUIRE(said);
    CHECK(std::get<std::vector<std::string>>(*said) ==
          std::vector<std::string>{"addr", "what", "size", "trapped", "phone"});
    const auto record = ui.desk.live->drill->spec().record;
    const auto verified = sim::record::verify_record(record);
    REQUIRE(verified);
    CHECK_MESSAGE(verified->same, verified->difference);
    hand.key(Key::digit_1);
    CHECK(ui.desk.page == Page::document);
}

TEST_CASE("live: the decisions replayed headless give the same facts and score") {
    const DataFolder data;
    for (const std::string_view script :
         {default_drill, std::string_view("longhua-2025-attended")}) {
        tests::DeskWithoutWindow ui;
        begin(ui.desk, script);
        std::mt19937 draws(7);
        for (int turn = 0; turn < 150 && !ui.desk.live->ending; ++turn) {
            if (draws() % 3 == 0) step_person(ui.desk, 1);
            const auto question = question_of(ui.desk);
            if (question.many && draws() % 2 == 0)
                send_ticked(ui.desk);
            else if (!question.choices.empty())
                choose(ui.desk, draws() % std::min<std::size_t>(9, question.choices.size()));
            else
                step_back_in_question(ui.desk);
            if (draws() % 40 == 0) fire_next_inject(ui.desk);
            if (draws() % 60 == 0) skip_next_inject(ui.desk);
            if (draws() % 30 == 0) hold_next_inject(ui.desk);
            if (draws() % 50 == 0) repeat_last_inject(ui.desk);
            pass(ui.desk, 2);
        }
        Live& live = *ui.desk.live;
        live.ending_asked = true;
        end_live(ui.desk);
        REQUIRE_MESSAGE(live.ending, live.notice);

        tools::cli::RunSpec spec;
        spec.start = live.drill->spec().start;
        spec.decided = true;
        spec.record = data.path / "again.drill";
        auto decisions = drill::load_decisions(
            editor::live::files_of(live.drill->spec().record).decisions.string(),
            live.drill->loaded());
        REQUIRE_MESSAGE(decisions, sim::core::describe(decisions.error()));
        CHECK(decisions->size() > 10);
        spec.decisions = *decisions;
        const auto again = tools::cli::run_drill(live.drill->loaded(), spec);
        REQUIRE(again);
        CHECK(lines_of(again->facts) == lines_of(live.drill->world().facts()));
        CHECK(again->score.final == live.ending->score.final);
        CHECK(again->record_chain == live.ending->chain_head);
    }
}

TEST_CASE("live: only who decided has it as evidence") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    begin(ui.desk, default_drill);
    pass(ui.desk, 100);
    Hand hand{ui.desk};
    const std::string who = ui.desk.live->draft.person;
    hand.choose_words("报警");
    hand.choose_words("确认火警信号");
    fire_next_inject(ui.desk); // the trainer is nobody who decides
    pass(ui.desk, 1);
    ui.desk.live->ending_asked = true;
    end_live(ui.desk);
    REQUIRE(ui.desk.live->ending);
    CHECK(ui.desk.live->ending->deciding == std::vector<std::string>{who});
    std::string name;
    for (const auto& one : ui.desk.document->record.cast)
        if (one.key == who) name = one.name;
    for (const auto& level : ui.desk.live->levels)
        CHECK(level.person == name);

    // The same night with nobody deciding says nothing about anybody.
    begin(ui.desk, default_drill);
    fire_next_inject(ui.desk);
    ui.desk.live->ending_asked = true;
    end_live(ui.desk);
    REQUIRE(ui.desk.live->ending);
    CHECK(ui.desk.live->ending->deciding.empty());
    CHECK(ui.desk.live->levels.empty());
}

namespace {

int kill_count() {
    const char* text = std::getenv("YANLIAN_KILLS");
    return text ? std::max(3, std::atoi(text) / 2) : 4;
}

/// Decides once every second of the drill until it is killed; tells how far it came.
[[noreturn]] void decide_until_killed(int tell) {
    tests::DeskWithoutWindow ui;
    begin(ui.desk, default_drill);
    for (;;) {
        pass(ui.desk, 1);
        const auto question = question_of(ui.desk);
        if (!question.choices.empty()) choose(ui.desk, 0);
        const double now_s = ui.desk.live->drill->now_s();
        if (::write(tell, &now_s, sizeof now_s) != sizeof now_s) ::_exit(1);
        ::usleep(2'000);
    }
}

} // namespace

TEST_CASE("live: killed at any moment it goes on at most ten seconds before") {
    std::mt19937 draws(11);
    for (int kill = 0; kill < kill_count(); ++kill) {
        const DataFolder data;
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        const pid_t child = ::fork();
        if (child == 0) {
            ::close(ends[0]);
            decide_until_killed(ends[1]);
        }
        ::close(ends[1]);
        double reached_s = 0;
        const auto wanted = static_cast<int>(draws() % 150 + 5);
        for (int told = 0; told < wanted; ++told)
            if (::read(ends[0], &reached_s, sizeof reached_s) != sizeof reached_s) break;
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        for (double last_s = 0; ::read(ends[0], &last_s, sizeof last_s) == sizeof last_s;)
            reached_s = last_s;
        ::close(ends[0]);

        tests::DeskWithoutWindow ui;
        show_start(ui.desk);
        ui.draw();
        REQUIRE(ui.desk.files.unfinished.size() == 1);
        ui.click("resume 1");
        REQUIRE_MESSAGE(ui.desk.page == Page::live,
                        sim::core::describe({sim::core::Errc::bad_input, ui.desk.problems}));
        CHECK(ui.desk.live->drill->now_s() > reached_s - 10);
        CHECK(ui.desk.live->drill->paused);
        const auto record = ui.desk.live->drill->spec().record;
        ui.desk.live->ending_asked = true;
        end_live(ui.desk);
        REQUIRE_MESSAGE(ui.desk.live->ending, ui.desk.live->notice);
        const auto verified = sim::record::verify_record(record);
        REQUIRE(verified);
        CHECK_MESSAGE(verified->same, verified->difference);
        show_start(ui.desk);
        CHECK(ui.desk.files.unfinished.empty());
    }
}

TEST_CASE("live: the demonstration of the start page plays at once and is in no ledger") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    show_start(ui.desk);
    ui.draw();
    press(ui.desk, Key::watch);
    REQUIRE(ui.desk.page == Page::document);
    CHECK(ui.desk.document->record.header.kind == sim::core::DrillKind::demonstration);
    CHECK(ui.desk.playback.playing);
    CHECK(ui.desk.document->end_s() > 600);
    for (const auto& file : fs::recursive_directory_iterator(data.path))
        CHECK(file.path().extension() != ".db");
}

TEST_CASE("live: an inject that is held waits for the trainer, one that came is repeated") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    begin(ui.desk, default_drill);
    const auto& drill = *ui.desk.live->drill;
    const auto count = [&](const std::string& no) {
        const auto facts = drill.world().facts();
        return std::count_if(facts.begin(), facts.end(), [&](const drill::Fact& fact) {
            return fact.kind == drill::FactKind::inject && fact.target == no;
        });
    };
    const auto first = drill.open_injects();
    REQUIRE(!first.empty());
    const std::string no = std::to_string(first.front().inject->no);
    hold_next_inject(ui.desk);
    pass(ui.desk, 700); // long after it would have come
    CHECK(count(no) == 0);
    REQUIRE(!drill.open_injects().empty());
    CHECK(drill.open_injects().back().held);
    while (std::to_string(drill.open_injects().front().inject->no) != no)
        skip_next_inject(ui.desk);
    fire_next_inject(ui.desk);
    pass(ui.desk, 1);
    CHECK(count(no) == 1);
    repeat_last_inject(ui.desk);
    repeat_for_reason(ui.desk, 0);
    pass(ui.desk, 1);
    CHECK(count(no) == 2);
}

TEST_CASE("live: a damaged state is refused in words, a dropped one is gone") {
    const DataFolder data;
    const fs::path folder = data.path / "yanlian";
    fs::create_directories(folder);
    const fs::path state = folder / "x.drill.live.json";
    REQUIRE(sim::core::write_file(state, "{\"format\": \"yanlian-live\", \"version\": 1"));
    tests::DeskWithoutWindow ui;
    show_start(ui.desk);
    REQUIRE(ui.desk.files.unfinished.size() == 1);
    resume_live(ui.desk, state);
    CHECK(ui.desk.page == Page::problems);
    CHECK(!ui.desk.problems.empty());
    ui.draw();
    show_start(ui.desk);
    ui.click("drop live 1");
    CHECK(!fs::exists(state));
}

TEST_CASE("live: a note stands in the record with time, place and whom it is about, and changes "
          "nothing else") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    Desk& desk = ui.desk;
    begin(desk, default_drill);
    pass(desk, 90);
    ui.draw();
    const double now_s = desk.live->drill->now_s();
    press(desk, Key::note);
    REQUIRE(desk.live->writing_note);
    ui.draw();
    advance(desk, 5); // the drill stands still
    CHECK(desk.live->drill->now_s() == now_s);
    desk.live->note = "门一直开着";
    press(desk, Key::enter);
    CHECK_FALSE(desk.live->writing_note);
    pass(desk, 10);
    const auto facts = desk.live->drill->world().facts();
    const auto note = std::find_if(facts.begin(), facts.end(), [](const drill::Fact& fact) {
        return fact.kind == drill::FactKind::observed;
    });
    REQUIRE(note != facts.end());
    CHECK(note->actor == "trainer");
    CHECK_FALSE(note->target.empty()); // the room in which the selected person stands
    const std::string words = sim::record::describe_fact(desk.document->record, *note);
    CHECK(words.find("门一直开着") != std::string::npos);
    CHECK(words.find(desk.document->record.cast[desk.selection.index].name) != std::string::npos);
    press(desk, Key::end);
    press(desk, Key::end);
    REQUIRE(desk.live->ending);
    CHECK(desk.live->ending->deciding.empty()); // a note is nobody's decision
    CHECK(desk.live->levels.empty());
    const fs::path record = desk.live->drill->spec().record;
    const auto verified = sim::record::verify_record(record);
    REQUIRE(verified);
    CHECK_MESSAGE(verified->same, verified->difference);
    // The same decisions without the note: everything else is equal.
    const auto& loaded = desk.live->drill->loaded();
    auto world = drill::World::make(loaded, {}, nullptr);
    REQUIRE(world);
    while (!(*world)->ended())
        REQUIRE((*world)->step({}));
    const auto plain = lines_of((*world)->facts());
    auto noted = lines_of(desk.live->drill->world().facts());
    REQUIRE(noted.size() == plain.size() + 2); // and that it was ended early
}

TEST_CASE("live: one that the trainer ends early says so, one that is played out does not") {
    for (const bool early : {true, false}) {
        const DataFolder data;
        tests::DeskWithoutWindow ui;
        show_setup(ui.desk);
        press(ui.desk, Key::enter);
        REQUIRE_MESSAGE(ui.desk.live, ui.desk.setup.refused);
        const double end_s = ui.desk.live->drill->loaded().scenario.end_s;
        pass(ui.desk, early ? 10 : end_s + 1);
        press(ui.desk, Key::end);
        if (!ui.desk.live->ending) press(ui.desk, Key::end);
        REQUIRE(ui.desk.live->ending);
        const auto ended = drill::find_early_end(ui.desk.live->drill->world().facts());
        CHECK(ended.has_value() == early);
        if (ended) CHECK(sim::core::seconds(*ended) == doctest::Approx(10).epsilon(0.05));
        const auto record = sim::record::load_record(ui.desk.live->drill->spec().record);
        REQUIRE(record);
        tools::report::ReportInput input;
        const auto score =
            drill::calc_score(record->scenario, record->plan, record->header.start, record->facts);
        input.record = &*record;
        input.score = &score;
        const std::string time = tools::report::make_drill_record(input).time;
        CHECK_MESSAGE((time.find("提前结束") != std::string::npos) == early, time);
    }
}

TEST_CASE("live: a hidden drill waits, tells nothing on the screen, and says so on the form") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    Desk& desk = ui.desk;
    show_start(desk);
    press(desk, Key::live);
    press(desk, Key::hold);
    ui.draw();
    press(desk, Key::enter);
    REQUIRE_MESSAGE(desk.live, desk.setup.refused);
    CHECK(desk.live->wait_s >= 20);
    CHECK(desk.live->wait_s <= 120);
    ui.draw();
    advance(desk, 10);
    CHECK(desk.live->drill->now_s() == 0);
    press(desk, Key::digit_1); // nothing may be decided before
    CHECK(desk.live->draft.field.empty());
    for (int k = 0; k < 24; ++k)
        advance(desk, 5);
    CHECK(desk.live->drill->now_s() > 0);
    ui.draw();
    press(desk, Key::end);
    press(desk, Key::end);
    REQUIRE(desk.live->ending);
    const auto record = sim::record::load_record(desk.live->drill->spec().record);
    REQUIRE(record);
    REQUIRE(record->header.announced.has_value());
    CHECK_FALSE(*record->header.announced);
}

TEST_CASE("live: who plays what can be written over; strangers are refused by name") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    Desk& desk = ui.desk;
    show_start(desk);
    press(desk, Key::live);
    ui.draw();
    REQUIRE(desk.setup.roles.size() >= 2);
    auto& role = desk.setup.roles.front();
    const std::string tonight = role.cast;
    role.typed = "没有这个人";
    press(desk, Key::enter);
    CHECK_FALSE(desk.live);
    CHECK(desk.setup.refused.find("没有这个人") != std::string::npos);
    std::string other; // somebody of the house who is not on this shift
    for (const char* name : {"曹刚", "程兰", "邓志勇", "董福", "冯敏"})
        if (std::none_of(desk.setup.roles.begin(), desk.setup.roles.end(),
                         [&](const auto& one) { return one.cast == name; }))
            other = name;
    REQUIRE_FALSE(other.empty());
    role.typed = other;
    press(desk, Key::enter);
    REQUIRE_MESSAGE(desk.live, desk.setup.refused);
    const auto& cast = desk.document->record.cast;
    const auto named = [&](const std::string& name) {
        return std::any_of(cast.begin(), cast.end(),
                           [&](const auto& one) { return one.name == name; });
    };
    CHECK(named(other));
    CHECK_FALSE(named(tonight));
}

TEST_CASE("live: an inject comes again for a chosen reason") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    Desk& desk = ui.desk;
    begin(desk, default_drill);
    press(desk, Key::fire);
    pass(desk, 5);
    ui.draw();
    press(desk, Key::record);
    REQUIRE(desk.live->repeat_asked);
    ui.draw();
    press(desk, Key::digit_2);
    CHECK_FALSE(desk.live->repeat_asked);
    pass(desk, 2);
    const auto commands = desk.live->drill->world().commands();
    const auto again = std::find_if(commands.begin(), commands.end(), [](const auto& command) {
        return command.args.find("again") != nullptr;
    });
    REQUIRE(again != commands.end());
    CHECK(std::get<std::string>(*again->args.find("reason")) == repeat_reason(1));
}

TEST_CASE("live: a night that was played here is played once more with one decision changed") {
    const DataFolder data;
    tests::DeskWithoutWindow ui;
    Desk& desk = ui.desk;
    Hand hand{desk};
    begin(desk, default_drill);
    pass(desk, 120);
    hand.choose_words("报警");
    hand.choose_words("确认火警信号");
    pass(desk, 20);
    hand.choose_words("报警");
    hand.choose_words("通知");
    hand.choose_words("二层");
    pass(desk, 60);
    hand.key(Key::end);
    hand.key(Key::end);
    REQUIRE(desk.live->ending);
    const fs::path record = desk.live->drill->spec().record;
    const std::string sealed = sim::core::sha256_hex(*sim::core::read_file(record, 1u << 28));
    hand.digit(1);
    REQUIRE(desk.page == Page::document);
    press(desk, Key::change);
    REQUIRE(desk.page == Page::what_if);
    REQUIRE(desk.what_if->decisions.size() == 2);
    choose_decision(desk, 1);
    ui.draw();
    press(desk, Key::digit_1);
    REQUIRE_MESSAGE(desk.what_if->night, desk.what_if->notice);
    for (int i = 0; i < 10'000 && desk.what_if->night; ++i)
        advance(desk, 1.0 / 30);
    REQUIRE(desk.page == Page::pair);
    REQUIRE(desk.what_if->comparison.first); // they differ, and not before the change
    CHECK(sim::core::seconds(desk.what_if->comparison.first->tick) >= 140);
    CHECK(sim::core::sha256_hex(*sim::core::read_file(record, 1u << 28)) == sealed);
    ui.draw();
}

TEST_CASE("live: what would go wrong is said before the drill begins, a click shows where") {
    const DataFolder data;
    const fs::path drills = data.path / "yanlian/drills";
    fs::create_directories(drills);
    const fs::path shipped = YANLIAN_SOURCE_DIR "/scenarios";
    fs::copy(shipped / "plans/ankang.plan.json", drills / "ankang.plan.json");
    std::string text =
        sim::core::read_file(shipped / "drills/ankang-night-smoking.drill.json", 4u << 20).value();
    const auto replace = [&](const std::string& from, const std::string& to) {
        REQUIRE(text.find(from) != std::string::npos);
        text.replace(text.find(from), from.size(), to);
    };
    replace("../plans/ankang.plan.json", "ankang.plan.json");
    replace(R"("bed": "bed/102-2", "devices": ["rescue_sheet", "stretcher"], "guide": "carer-1")",
            R"("bed": "bed/102-2", "devices": ["rescue_sheet", "stretcher"])");
    REQUIRE(sim::core::write_file(drills / "nobody.drill.json", text));
    tests::DeskWithoutWindow ui;
    show_start(ui.desk);
    press(ui.desk, Key::live);
    auto& setup = ui.desk.setup;
    CHECK(setup.remarks.empty()); // the shipped ones have none
    while (setup.chosen + 1 < setup.offers.size() &&
           setup.offers[setup.chosen].path.filename() != "nobody.drill.json")
        press(ui.desk, Key::down);
    REQUIRE(setup.remarks.size() == 1);
    CHECK(setup.remarks.front().object == "bed/102-2");
    ui.draw();
    ui.click("remark 1", 0.3f);
    REQUIRE(ui.desk.page == Page::document);
    REQUIRE(ui.desk.selection.kind == editor::document::Selection::Kind::bed);
    CHECK(ui.desk.document->plan().beds[ui.desk.selection.index].key == "bed/102-2");
    ui.draw();
}
