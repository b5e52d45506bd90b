// The ledger's lists under a hand: what is shown is what the ledger answers, what is entered is
// entered by the ledger's own rules.
#include "editor/panels/lists_hand.h"
#include "roster/schedule/duty_generator.h"
#include "roster/service/due.h"
#include "roster/service/duty_attest.h"
#include "roster/service/duty_swaps.h"
#include "roster/service/sessions.h"
#include "sim/core/file.h"
#include "tests/support/duty_homes.h"
#include "tests/support/finding_rig.h"
#include "tests/ui/desk_fixture.h"

#include <cstdlib>
#include <doctest/doctest.h>
#include <fstream>

namespace fs = std::filesystem;
using namespace editor::panels;
using editor::ledger::ListKind;
namespace ledger = editor::ledger;

namespace {

constexpr double limit_s = 30;

void open_list(tests::DeskWithoutWindow& ui, const fs::path& database, ListKind kind) {
    ui.desk.ledger = database;
    show_list(ui.desk, kind);
    REQUIRE(wait_for_list(ui.desk, limit_s));
    ui.draw();
}

/// What the open row's first column says.
std::string state(const Desk& desk) {
    const ledger::Row* row = open_row(desk);
    return row ? row->cells.front() : "";
}

/// The action of that number by that person.
void act(tests::DeskWithoutWindow& ui, std::size_t number, const char* who, const char* text) {
    begin_action(ui.desk, number);
    REQUIRE(ui.desk.listing->action);
    ui.draw();
    ui.desk.listing->who = who;
    if (!ui.desk.listing->answers.empty()) ui.desk.listing->answers.front() = text;
    press(ui.desk, Key::enter);
    REQUIRE(wait_for_list(ui.desk, limit_s));
    ui.draw();
}

} // namespace

TEST_CASE("lists: rows are filtered by words and sorted as numbers or text, empty cells last") {
    ledger::Table table;
    table.columns = {"谁", "几"};
    for (const auto& [who, count] :
         {std::pair("王芳", "10"), {"李明", "9"}, {"王伟", ""}, {"Zhao", "100"}})
        table.rows.push_back({who, {who, count}, {}, {}});
    using Rows = std::vector<std::size_t>;
    CHECK(ledger::rows_shown(table, {}) == Rows{0, 1, 2, 3});
    CHECK(ledger::rows_shown(table, {"王", {}, false}) == Rows{0, 2});
    CHECK(ledger::rows_shown(table, {"王 10", {}, false}) == Rows{0});
    CHECK(ledger::rows_shown(table, {"zhao", {}, false}) == Rows{3});
    CHECK(ledger::rows_shown(table, {"", 1, false}) == Rows{1, 0, 3, 2});
    CHECK(ledger::rows_shown(table, {"", 1, true}) == Rows{3, 0, 1, 2});
    CHECK(ledger::rows_shown(table, {"", 7, false}) == Rows{0, 1, 2, 3}); // no such column
    const std::string csv = ledger::to_csv(table, {3, 0});
    CHECK(csv.find("Zhao") < csv.find("王芳"));
    CHECK(csv.find("李明") == std::string::npos);
}

TEST_CASE("lists: what is due is what the ledger answers, with the rule behind each row") {
    tests::FindingRig rig;
    tests::DeskWithoutWindow ui;
    open_list(ui, rig.path, ListKind::due);
    REQUIRE(ui.desk.listing->table);
    const auto due = roster::service::list_due(rig.database, {tests::rig_bureau, rig.today, false});
    REQUIRE(due);
    CHECK(ui.desk.listing->table->rows.size() ==
          due->lines.size() + due->certificates.size() + due->vacancies.size());
    REQUIRE(open_row(ui.desk));
    CHECK_FALSE(open_row(ui.desk)->details.empty());
    const auto counts = ledger::count_due({rig.path});
    REQUIRE(counts);
    CHECK(counts->overdue + counts->soon == static_cast<int>(due->lines.size()));
    press(ui.desk, Key::down);
    CHECK(ui.desk.listing->row == 1);
    press(ui.desk, Key::right); // by the first column
    CHECK(ui.desk.listing->look.sort == 0);
    ui.draw();
    ui.click("column 2");
    CHECK(ui.desk.listing->look.sort == 1);
    ui.click("column 2");
    CHECK(ui.desk.listing->look.descending);
}

TEST_CASE("lists: every list of the example home is read and drawn") {
    tests::FindingRig rig;
    tests::DeskWithoutWindow ui;
    open_list(ui, rig.path, ListKind::due);
    for (const Key key :
         {Key::digit_2, Key::digit_3, Key::digit_4, Key::digit_5, Key::digit_7, Key::digit_6}) {
        press(ui.desk, key);
        REQUIRE(wait_for_list(ui.desk, limit_s));
        ui.draw();
        REQUIRE(ui.desk.listing->table);
        for (const ledger::Row& row : ui.desk.listing->table->rows)
            CHECK(row.cells.size() == ui.desk.listing->table->columns.size());
    }
    CHECK(ui.desk.listing->kind == ListKind::roster);
    CHECK(row_actions(ui.desk).empty()); // what is planned is only looked at
}

TEST_CASE("lists: a finding is taken to its end, each step by the ledger's rules") {
    tests::FindingRig rig;
    rig.add();
    tests::DeskWithoutWindow ui;
    open_list(ui, rig.path, ListKind::findings);
    CHECK(state(ui.desk) == "登记");
    act(ui, 0, "", "");
    CHECK(ui.desk.listing->refused); // nobody named
    CHECK(state(ui.desk) == "登记");
    cancel_action(ui.desk);
    act(ui, 0, tests::rig_carer, "");
    CHECK_MESSAGE(state(ui.desk) == "整改中", ui.desk.listing->notice);
    act(ui, 0, tests::rig_guard, "门锁拆了");
    CHECK_MESSAGE(state(ui.desk) == "待复查", ui.desk.listing->notice);
    act(ui, 0, tests::rig_guard, "我自己看过");
    CHECK(ui.desk.listing->refused); // who mended it does not recheck it
    cancel_action(ui.desk);
    act(ui, 0, tests::rig_leader, "");
    CHECK(ui.desk.listing->refused); // no evidence
    cancel_action(ui.desk);
    act(ui, 1, tests::rig_leader, "门吸没有装");
    CHECK_MESSAGE(state(ui.desk) == "退回", ui.desk.listing->notice);
    act(ui, 0, tests::rig_guard, "装了");
    act(ui, 0, tests::rig_leader, "照片 3 张");
    CHECK_MESSAGE(state(ui.desk) == "销号", ui.desk.listing->notice);
    CHECK(row_actions(ui.desk).empty());
}

TEST_CASE("lists: telling people of a session, and planning duty, is nobody's record") {
    tests::FindingRig rig;
    roster::service::SessionOffer offer;
    offer.organisation_key = tests::rig_bureau;
    offer.course = "三年轮训";
    offer.days = {rig.today + roster::domain::Days{3}, rig.today + roster::domain::Days{3}};
    offer.capacity_count = 20;
    REQUIRE(roster::service::add_session(rig.database, offer, "秦监"));
    tests::DeskWithoutWindow ui;
    const auto before = ledger::load_list({rig.path}, ListKind::people);
    const auto due_before = ledger::count_due({rig.path});
    open_list(ui, rig.path, ListKind::sessions);
    REQUIRE(open_row(ui.desk));
    REQUIRE(row_actions(ui.desk).size() == 3); // nobody is booked: nobody to tell
    act(ui, 0, tests::rig_supervisor, "");
    CHECK(ui.desk.listing->refused); // it is not over: what is planned was not held
    cancel_action(ui.desk);
    act(ui, 0, tests::rig_supervisor, "没有这个人");
    CHECK(ui.desk.listing->refused);
    const auto after = ledger::load_list({rig.path}, ListKind::people);
    const auto due_after = ledger::count_due({rig.path});
    REQUIRE((before && after && due_before && due_after));
    CHECK(ledger::to_csv(*before, ledger::rows_shown(*before, {})) ==
          ledger::to_csv(*after, ledger::rows_shown(*after, {})));
    CHECK(due_before->overdue == due_after->overdue);
}

TEST_CASE(
    "lists: no ledger, a damaged one and a foreign file are said; an example is made on asking") {
    const tests::TempFolder folder;
    tests::DeskWithoutWindow ui;
    ui.desk.ledger = folder / "none.yanlian.db";
    show_list(ui.desk, ListKind::people);
    ui.draw();
    CHECK(ui.desk.listing->missing);
    ui.click("make example");
    REQUIRE(wait_for_list(ui.desk, limit_s));
    ui.draw();
    CHECK_FALSE(ui.desk.listing->missing);
    CHECK(ui.desk.listing->table->rows.size() > 20);
    for (const char* bytes : {"", "hello, this is no database at all"}) {
        std::ofstream(folder / "bad.yanlian.db") << bytes;
        ui.desk.ledger = folder / "bad.yanlian.db";
        show_list(ui.desk, ListKind::due);
        REQUIRE(wait_for_list(ui.desk, limit_s));
        ui.draw();
        CHECK_FALSE(ui.desk.listing->problems.empty());
        CHECK_FALSE(ui.desk.listing->table);
    }
}

TEST_CASE("lists: what is shown is saved as a table, and no more") {
    const tests::TempFolder folder;
    ::setenv("XDG_DATA_HOME", folder.path().c_str(), 1);
    tests::FindingRig rig;
    tests::DeskWithoutWindow ui;
    open_list(ui, rig.path, ListKind::people);
    const std::string name = open_row(ui.desk)->cells.front();
    ui.desk.listing->look.filter = name;
    look_again(ui.desk);
    press(ui.desk, Key::draw);
    CHECK_FALSE(ui.desk.listing->refused);
    std::string text;
    for (const auto& entry : fs::directory_iterator(folder.path() / "yanlian/lists"))
        text = sim::core::read_file(entry.path(), 1 << 20).value();
    ::unsetenv("XDG_DATA_HOME");
    CHECK(text.find(name) != std::string::npos);
    const auto lines = std::count(text.begin(), text.end(), '\n');
    CHECK(lines == static_cast<long>(ui.desk.listing->shown.size()) + 1);
}

TEST_CASE("lists: the start page counts what is due without waiting for it") {
    tests::FindingRig rig;
    tests::DeskWithoutWindow ui;
    ui.desk.ledger = rig.path;
    show_start(ui.desk);
    ui.draw();
    if (ui.desk.counting.valid()) ui.desk.counting.wait();
    ui.draw();
    REQUIRE(ui.desk.due);
    CHECK(ui.desk.due->overdue > 0);
    press(ui.desk, Key::fire);
    CHECK(ui.desk.page == Page::lists);
    REQUIRE(wait_for_list(ui.desk, limit_s));
    press(ui.desk, Key::escape);
    CHECK(ui.desk.page == Page::start);
    press(ui.desk, Key::hold);
    CHECK(ui.desk.listing->kind == ListKind::roster);
    REQUIRE(wait_for_list(ui.desk, limit_s));
}

namespace {

/// The example home alone, with a roster around today by people of its own.
struct HomeOnDuty {
    tests::TempFolder folder;
    fs::path path = tests::ledger_in(folder, "home");
    roster::service::OpenedDatabase opened = roster::service::open_or_create(path).value();
    roster::domain::Date today = roster::domain::calc_local_day(
        std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    HomeOnDuty() {
        using namespace roster::domain;
        roster::schedule::DutyFile file;
        file.problem = tests::small_home(9, today - Days{3}, today + Days{10});
        file.problem.organisation_key = tests::rig_home;
        for (const auto& one : file.problem.people) {
            Person person;
            person.key = one.key;
            person.organisation_key = tests::rig_home;
            person.name = one.name;
            person.joined_on = make_date(2020, 1, 1);
            REQUIRE(roster::store::insert_person(opened.database, person));
        }
        auto made = roster::schedule::generate_roster(file.problem, {3, 600'000});
        REQUIRE(made);
        file.cells = made->roster;
        const Instant before = Instant{today - Days{20}};
        const auto done =
            roster::service::publish_roster(opened.database, file, "测试", {before, "孙建平"});
        REQUIRE_MESSAGE(done, sim::core::describe(done.error()));
    }
    std::size_t signs() {
        const auto attended = roster::service::attend_duty(
            opened.database, tests::rig_home, {today - roster::domain::Days{1}, today},
            std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) +
                std::chrono::minutes{1});
        REQUIRE(attended);
        return attended->signs.size() + attended->calls.size();
    }
};

/// Opens the first row that has something to enter now; false: none.
bool open_current_row(Desk& desk) {
    for (std::size_t i = 0; i < desk.listing->shown.size(); ++i) {
        choose_list_row(desk, i);
        if (open_row(desk)->shift->is_now && !row_actions(desk).empty()) return true;
    }
    return false;
}

} // namespace

TEST_CASE(
    "lists: who is at a post now signs in and out, a call is written down; plans stay plans") {
    HomeOnDuty home;
    tests::DeskWithoutWindow ui;
    open_list(ui, home.path, ListKind::roster);
    REQUIRE_FALSE(ui.desk.listing->table->rows.empty());
    CHECK(home.signs() == 0); // looked at, not attended
    std::size_t current = 0;
    for (const ledger::Row& row : ui.desk.listing->table->rows)
        current += row.shift && row.shift->is_now;
    CHECK(current < ui.desk.listing->table->rows.size());
    REQUIRE(open_current_row(ui.desk));
    const std::size_t row = ui.desk.listing->row;
    act(ui, 1, "孙建平", ""); // out before in
    CHECK(ui.desk.listing->refused);
    cancel_action(ui.desk);
    act(ui, 0, "", "");
    CHECK(ui.desk.listing->refused);
    CHECK(home.signs() == 0);
    cancel_action(ui.desk);
    choose_list_row(ui.desk, row);
    act(ui, 0, "孙建平", "");
    CHECK_MESSAGE(!ui.desk.listing->refused, ui.desk.listing->notice);
    CHECK(home.signs() == 1);
    choose_list_row(ui.desk, row);
    act(ui, 2, "孙建平", "没有这个人");
    CHECK(ui.desk.listing->refused);
    cancel_action(ui.desk);
    choose_list_row(ui.desk, row);
    act(ui, 2, "孙建平", "");
    CHECK_MESSAGE(!ui.desk.listing->refused, ui.desk.listing->notice);
    CHECK(home.signs() == 2);
}

TEST_CASE("lists: leave is written down by its days and kept from nonsense") {
    tests::FindingRig rig;
    tests::DeskWithoutWindow ui;
    open_list(ui, rig.path, ListKind::people);
    ui.desk.listing->look.filter = "王芳";
    look_again(ui.desk);
    REQUIRE(row_actions(ui.desk).size() == 5);
    for (const std::vector<std::string>& wrong : {std::vector<std::string>{"", "", ""},
                                                  {"下周", "", "探亲"},
                                                  {"2026-12-05", "2026-12-01", "探亲"},
                                                  {"2026-12-01", "", ""}}) {
        begin_action(ui.desk, 0);
        ui.desk.listing->who = "孙建平";
        ui.desk.listing->answers = wrong;
        press(ui.desk, Key::enter);
        CHECK(ui.desk.listing->refused);
        cancel_action(ui.desk);
    }
    begin_action(ui.desk, 0);
    ui.draw();
    ui.desk.listing->who = "孙建平";
    ui.desk.listing->answers = {"2026-12-01", "2026-12-05", "探亲"};
    press(ui.desk, Key::enter);
    CHECK_MESSAGE(!ui.desk.listing->refused, ui.desk.listing->notice);
    REQUIRE(wait_for_list(ui.desk, limit_s));
    begin_action(ui.desk, 0); // the same days once more
    ui.desk.listing->answers = {"2026-12-03", "2026-12-09", "病假"};
    press(ui.desk, Key::enter);
    CHECK(ui.desk.listing->refused);
}

namespace {

/// Fills in the action of that number. @return it was entered
bool enter(tests::DeskWithoutWindow& ui, std::size_t number, const char* who,
           std::vector<std::string> answers) {
    begin_action(ui.desk, number);
    REQUIRE(ui.desk.listing->action);
    REQUIRE(ui.desk.listing->answers.size() >= answers.size());
    ui.draw();
    ui.desk.listing->who = who;
    answers.resize(ui.desk.listing->answers.size());
    ui.desk.listing->answers = std::move(answers);
    press(ui.desk, Key::enter);
    REQUIRE(wait_for_list(ui.desk, limit_s));
    ui.draw();
    const bool entered = !ui.desk.listing->refused;
    if (!entered) cancel_action(ui.desk);
    return entered;
}

void filter_by(Desk& desk, const char* words) {
    desk.listing->look.filter = words;
    look_again(desk);
}

std::string all_details(const Desk& desk) {
    std::string text;
    for (const std::string& line : open_row(desk)->details)
        text += line + "\n";
    return text;
}

} // namespace

TEST_CASE("lists: leave is ended or taken back, a telephone changed, a held training entered") {
    tests::FindingRig rig;
    tests::DeskWithoutWindow ui;
    open_list(ui, rig.path, ListKind::people);
    filter_by(ui.desk, "王芳");
    enum : std::size_t { take, end, withdraw, train, telephone };
    CHECK_FALSE(enter(ui, end, "孙建平", {"2026-12-03"})); // she has none
    const std::string from = roster::domain::iso(rig.today),
                      last = roster::domain::iso(rig.today + roster::domain::Days{3});
    CHECK(enter(ui, take, "孙建平", {from, "", "病假"}));
    filter_by(ui.desk, "王芳");
    CHECK(all_details(ui.desk).find(from) != std::string::npos);
    CHECK_FALSE(enter(ui, end, "孙建平", {"昨天"}));
    CHECK_FALSE(enter(ui, end, "孙建平", {last, "2020-01-01"})); // no leave began then
    CHECK(enter(ui, end, "孙建平", {last}));
    filter_by(ui.desk, "王芳");
    CHECK(all_details(ui.desk).find(last) != std::string::npos);
    CHECK_FALSE(enter(ui, withdraw, "孙建平", {""}));
    CHECK(enter(ui, withdraw, "孙建平", {"没有病"}));
    filter_by(ui.desk, "王芳");
    CHECK(all_details(ui.desk).find(last) == std::string::npos);
    CHECK_FALSE(enter(ui, telephone, "孙建平", {"打不通"}));
    CHECK(enter(ui, telephone, "孙建平", {"138 0000 0000"}));
    filter_by(ui.desk, "王芳");
    const std::string held = roster::domain::iso(rig.today - roster::domain::Days{2});
    CHECK_FALSE(enter(ui, train, "孙建平", {held, "例会", "通报", "孙建平", "60"})); // about what?
    CHECK_FALSE(enter(ui, train, "孙建平", {held, "消防培训", "灭火器", "孙建平", "许久"}));
    // A training that is still to come is nobody's.
    CHECK_FALSE(enter(ui, train, "孙建平", {last, "消防培训", "灭火器", "孙建平", "60"}));
    CHECK_MESSAGE(enter(ui, train, "孙建平", {held, "消防培训", "灭火器", "孙建平", "60"}),
                  ui.desk.listing->notice);
    tests::RawDatabase raw(rig.path);
    CHECK(
        raw.number("SELECT count(*) FROM activity_person a JOIN activity b ON b.id = a.activity_id "
                   "WHERE b.title = '消防培训' AND a.passed = 1") == 1);
}

TEST_CASE(
    "lists: people join a team and leave it; a finding gets more time, a session other days") {
    tests::FindingRig rig;
    tests::DeskWithoutWindow ui;
    open_list(ui, rig.path, ListKind::teams);
    filter_by(ui.desk, "安康");
    REQUIRE(open_row(ui.desk));
    REQUIRE(row_actions(ui.desk).size() == 2);
    CHECK_FALSE(enter(ui, 1, "孙建平", {"没有这个人"}));
    const std::string member = open_row(ui.desk)->details.back();
    const std::string name = member.substr(0, member.find("（"));
    const std::size_t before = open_row(ui.desk)->details.size();
    const std::string yesterday = roster::domain::iso(rig.today - roster::domain::Days{1});
    CHECK_MESSAGE(enter(ui, 1, "孙建平", {name, yesterday}), ui.desk.listing->notice);
    filter_by(ui.desk, "安康");
    CHECK(open_row(ui.desk)->details.size() == before - 1);
    CHECK_MESSAGE(enter(ui, 0, "孙建平", {"", "", "", "", name}), ui.desk.listing->notice);
    filter_by(ui.desk, "安康");
    CHECK(open_row(ui.desk)->details.size() == before);

    rig.add();
    open_list(ui, rig.path, ListKind::findings);
    act(ui, 0, tests::rig_carer, "");
    const std::string later = roster::domain::iso(rig.today + roster::domain::Days{40});
    CHECK_FALSE(enter(ui, 1, tests::rig_leader, {"", "等配件"}));
    CHECK_FALSE(enter(ui, 1, tests::rig_carer, {later, "等配件"})); // not hers to grant
    CHECK_MESSAGE(enter(ui, 1, tests::rig_leader, {later, "等配件"}), ui.desk.listing->notice);
    CHECK(state(ui.desk) == "延期");

    roster::service::SessionOffer offer;
    offer.organisation_key = tests::rig_bureau;
    offer.course = "三年轮训";
    offer.days = {rig.today + roster::domain::Days{3}, rig.today + roster::domain::Days{3}};
    offer.capacity_count = 20;
    REQUIRE(roster::service::add_session(rig.database, offer, "秦监"));
    open_list(ui, rig.path, ListKind::sessions);
    CHECK_FALSE(enter(ui, 1, "秦监", {"那天", "", ""}));
    CHECK_MESSAGE(enter(ui, 1, "秦监", {later, "", "县消防站"}), ui.desk.listing->notice);
    CHECK(open_row(ui.desk)->cells[2] == later);
    CHECK(open_row(ui.desk)->cells[3] == "县消防站");
    CHECK_FALSE(enter(ui, 2, "秦监", {""}));
    CHECK_MESSAGE(enter(ui, 2, "秦监", {"老师病了"}), ui.desk.listing->notice);
    CHECK(row_actions(ui.desk).empty());
}

TEST_CASE("lists: a shift is changed from asked to applied; it changes the plan, not the record") {
    HomeOnDuty home;
    tests::DeskWithoutWindow ui;
    open_list(ui, home.path, ListKind::roster);
    std::string asker, colleague;
    for (std::size_t i = 0; i < ui.desk.listing->shown.size() && colleague.empty(); ++i) {
        choose_list_row(ui.desk, i);
        const ledger::Row& row = *open_row(ui.desk);
        if (!row.shift->is_ahead || row.shift->is_now) continue;
        const auto able = roster::service::list_eligible_colleagues(
            home.opened.database, tests::rig_home, row.key, row.shift->day,
            std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
        if (!able || able->people.empty()) continue;
        asker = row.cells[3];
        colleague = able->people.front().name;
    }
    REQUIRE_FALSE(colleague.empty());
    CHECK_FALSE(enter(ui, 0, asker.c_str(), {""}));
    CHECK_FALSE(enter(ui, 0, asker.c_str(), {asker})); // with oneself
    REQUIRE_MESSAGE(enter(ui, 0, asker.c_str(), {colleague}), ui.desk.listing->notice);
    open_list(ui, home.path, ListKind::swaps);
    REQUIRE(ui.desk.listing->table->rows.size() == 1);
    CHECK(row_actions(ui.desk).size() == 3);
    CHECK_FALSE(enter(ui, 0, asker.c_str(), {})); // only the colleague may agree
    REQUIRE_MESSAGE(enter(ui, 0, colleague.c_str(), {}), ui.desk.listing->notice);
    CHECK_FALSE(enter(ui, 0, colleague.c_str(), {})); // nobody approves his own
    REQUIRE_MESSAGE(enter(ui, 0, tests::rig_leader, {}), ui.desk.listing->notice);
    REQUIRE_MESSAGE(enter(ui, 0, tests::rig_leader, {}), ui.desk.listing->notice);
    CHECK(open_row(ui.desk)->cells[1] == "已换");
    CHECK(home.signs() == 0); // nobody has been anywhere
    REQUIRE_MESSAGE(enter(ui, 0, tests::rig_leader, {}), ui.desk.listing->notice);
    CHECK(row_actions(ui.desk).empty());
}

TEST_CASE("lists: a finding without a remedy gets one when it is begun") {
    tests::FindingRig rig;
    roster::domain::Finding finding;
    finding.organisation_key = tests::rig_home;
    finding.text = "207 的闭门器坏了";
    finding.found_on = rig.today;
    REQUIRE(roster::service::register_finding(rig.database, finding, {}, tests::rig_carer));
    tests::DeskWithoutWindow ui;
    open_list(ui, rig.path, ListKind::findings);
    act(ui, 0, tests::rig_carer, "");
    CHECK(ui.desk.listing->refused); // nobody answers for it
    cancel_action(ui.desk);
    begin_action(ui.desk, 0);
    REQUIRE(ui.desk.listing->answers.size() == 4);
    ui.draw();
    ui.desk.listing->who = tests::rig_carer;
    ui.desk.listing->answers = {"曹刚", "换闭门器", "2099-13-01", "每小时看一次"};
    press(ui.desk, Key::enter);
    CHECK(ui.desk.listing->refused); // no such day
    ui.desk.listing->answers[2] = "2099-01-01";
    press(ui.desk, Key::enter);
    CHECK_MESSAGE(!ui.desk.listing->refused, ui.desk.listing->notice);
    REQUIRE(wait_for_list(ui.desk, limit_s));
    CHECK(state(ui.desk) == "整改中");
}
