// One's own home and one's own tables, from the desk: what is written is what was compared, and
// what was not held stays out of everybody's record.
#include "editor/panels/import_hand.h"
#include "editor/panels/lists_hand.h"
#include "roster/service/due.h"
#include "sim/core/file.h"
#include "tests/support/raw_database.h"
#include "tests/support/temp_folder.h"
#include "tests/ui/desk_fixture.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace editor::panels;
using editor::ledger::ListKind;
using editor::ledger::SheetKind;
namespace ledger = editor::ledger;
namespace domain = roster::domain;

namespace {

constexpr double limit_s = 30;
constexpr const char* people = "姓名,岗位,手机,入职日期\n"
                               "王小兰,护理员,13900000001,2021-03-01\n"
                               "李建国,院长,13900000002,2019-05-01\n"
                               "陈静静,护理员,13900000003,2022-13-01\n" // no such day
                               "张卫,不知道,13900000004,2020-01-01\n"
                               "赵敏,护士,13900000005,2023-02-01\n";

/// A desk before a folder without a ledger, and a table in it.
struct Rig {
    tests::TempFolder folder;
    tests::DeskWithoutWindow ui;
    std::filesystem::path database = folder / "a.yanlian.db", table = folder / "花名册.csv";

    Rig() {
        ui.desk.ledger = database;
        put(people);
        show_list(ui.desk, ListKind::people);
        ui.draw();
    }
    Listing& listing() { return *ui.desk.listing; }
    void put(const std::string& text) { REQUIRE(sim::core::write_file(table, text)); }
    void settle() {
        REQUIRE(wait_for_list(ui.desk, limit_s));
        ui.draw();
    }
    void add_home() {
        if (!listing().new_home) ask_for_own_home(ui.desk);
        *listing().new_home = {"松鹤养老院", "90", domain::WatchRoom::control_room};
        listing().who = "李建国";
        press(ui.desk, Key::enter);
        settle();
        REQUIRE_MESSAGE(!listing().new_home, listing().notice);
    }
    const ledger::Proposal& proposal() {
        settle();
        REQUIRE(listing().importing);
        REQUIRE(listing().importing->proposal);
        return *listing().importing->proposal;
    }
    std::string names() {
        settle();
        std::string all;
        REQUIRE(listing().table);
        for (const ledger::Row& row : listing().table->rows)
            all += row.cells.front() + " ";
        return all;
    }
};

} // namespace

TEST_CASE("import: one's own home is registered once, with everything missing said at once") {
    Rig rig;
    REQUIRE(rig.listing().missing);
    press(rig.ui.desk, Key::enter);
    REQUIRE(rig.listing().new_home);
    rig.ui.draw();
    rig.listing().new_home->beds = "9o";
    rig.ui.click("add home");
    for (const char* part : {"床位数看不懂：9o", "单位的名称", "谁看报警主机", "谁经办"})
        CHECK_MESSAGE(rig.listing().notice.find(part) != std::string::npos, part);
    CHECK_FALSE(std::filesystem::exists(rig.database)); // nothing half made
    rig.add_home();
    CHECK(rig.listing().importing); // the table of its people is asked for next
    tests::RawDatabase raw(rig.database);
    CHECK(raw.number("SELECT count(*) FROM organisation WHERE name='松鹤养老院' AND "
                     "parent_id IS NULL AND beds_count=90") == 1);
    CHECK(raw.number("SELECT count(*) FROM audit WHERE action='organisation.add' AND "
                     "who='李建国'") == 1);
    leave_importing(rig.ui.desk);
    rig.settle();
    CHECK(has_own_home(rig.ui.desk));
    CHECK(rig.listing().table->rows.empty()); // the example's people are not one's own

    ask_for_own_home(rig.ui.desk);
    *rig.listing().new_home = {"松鹤养老院", "", domain::WatchRoom::none};
    finish_own_home(rig.ui.desk);
    CHECK(rig.listing().refused);
    CHECK(raw.number("SELECT count(*) FROM organisation") == 2);
}

TEST_CASE("import: a table dropped on a new desk waits until the home is registered") {
    Rig rig;
    open_path(rig.ui.desk, rig.table);
    REQUIRE(rig.listing().new_home);
    rig.add_home();
    const ledger::Proposal& proposal = rig.proposal();
    CHECK(proposal.home == "松鹤养老院");
    CHECK(proposal.taken_count() == 3);
    CHECK(proposal.problem_count() == 2);
    const std::string csv = ledger::to_csv(proposal);
    for (const char* part : {"2022", "不知道", "王小兰"})
        CHECK_MESSAGE(csv.find(part) != std::string::npos, part);
    tests::RawDatabase raw(rig.database);
    const auto count = [&] { return raw.number("SELECT count(*) FROM person"); };
    const auto before = count();

    rig.listing().who.clear();
    rig.ui.click("take table");
    CHECK(rig.listing().refused); // nobody named
    CHECK(count() == before);
    rig.listing().who = "李建国";
    rig.ui.click("take table");
    rig.settle();
    CHECK_MESSAGE(!rig.listing().refused, rig.listing().notice);
    CHECK(count() == before + 3);
    const std::string names = rig.names();
    for (const char* name : {"王小兰", "李建国", "赵敏"})
        CHECK_MESSAGE(names.find(name) != std::string::npos, name);

    choose_table(rig.ui.desk, rig.table); // the same once more
    CHECK(rig.proposal().taken_count() == 0);
    take_compared(rig.ui.desk);
    rig.settle();
    CHECK(rig.listing().refused);
    CHECK(count() == before + 3);
}

TEST_CASE("import: the example takes nobody's people") {
    Rig rig;
    make_example_ledger(rig.ui.desk);
    rig.settle();
    CHECK_FALSE(has_own_home(rig.ui.desk));
    CHECK_FALSE(ledger::compare_table({rig.database}, rig.table, SheetKind::people));
    rig.ui.click("own home");
    CHECK(rig.listing().new_home);
}

TEST_CASE("import: a ledger that changed since the comparison is compared again") {
    Rig rig;
    rig.add_home();
    choose_table(rig.ui.desk, rig.table);
    const ledger::Proposal old = rig.proposal();
    REQUIRE(
        ledger::add_own_home({rig.database}, {"另一家", "", domain::WatchRoom::none}, "周督导"));
    CHECK_FALSE(ledger::take_table({rig.database}, old, "李建国"));
}

TEST_CASE("import: what was played, planned or shown counts for nobody") {
    Rig rig;
    rig.add_home();
    choose_table(rig.ui.desk, rig.table);
    rig.proposal();
    take_compared(rig.ui.desk);
    rig.settle();
    tests::RawDatabase raw(rig.database);
    const auto counters = [&] {
        return raw.rows("SELECT * FROM countable_activity") +
               raw.rows("SELECT * FROM countable_attendance") +
               raw.rows("SELECT * FROM drill_obligation") + raw.rows("SELECT * FROM competence");
    };
    const std::string before = counters();
    const auto take = [&](const char* kind) {
        rig.put(
            std::string("单位,演练日期,开始时间,演练名称,类型,是否夜间,地点,内容,参加部门,总指挥,"
                        "记录人,实到,参演人员,存在问题\n松鹤养老院,2026-03-12,02:30,夜间疏散,") +
            kind + ",是,二层,灭火和疏散,护理部,李建国,赵敏,6,王小兰、赵敏,\n");
        choose_table(rig.ui.desk, rig.table);
        choose_table_kind(rig.ui.desk, SheetKind::drills);
        rig.settle();
        choose_table_kind(rig.ui.desk, SheetKind::drills);
        rig.proposal();
        take_compared(rig.ui.desk);
        rig.settle();
    };
    for (const char* kind : {"桌面", "演示", "仿真", "模拟", "拟开展", "未开展"}) {
        take(kind);
        CHECK_MESSAGE(counters() == before, kind);
    }
    take("实战");
    CHECK(counters() != before);
}

TEST_CASE("import: an empty table of each kind is read again, with nothing in it") {
    for (std::size_t i = 0; i < tools::import::sheet_kind_names.size(); ++i) {
        const auto kind = static_cast<SheetKind>(i);
        const auto bytes = ledger::make_empty_table(kind);
        REQUIRE(bytes);
        const auto rows = tools::import::read_row_bytes("空表.xlsx", *bytes, kind);
        REQUIRE_MESSAGE(rows, sim::core::describe(rows.error()));
        CHECK(rows->rows.empty());
        CHECK(rows->changes.empty());
    }
}

TEST_CASE("import: who leaves before a long table is compared is not kept waiting") {
    Rig rig;
    rig.add_home();
    std::string many = "姓名,岗位,手机,入职日期\n";
    for (int i = 0; i < 20'000; ++i)
        many += "王小兰,护理员,1" + std::to_string(3'900'000'000 + i) + ",2021-03-01\n";
    rig.put(many);
    choose_table(rig.ui.desk, rig.table);
    press(rig.ui.desk, Key::escape);
    CHECK_FALSE(rig.listing().importing->comparing.valid());
    press(rig.ui.desk, Key::escape);
    CHECK_FALSE(rig.listing().importing);
    rig.put(people);
    choose_table(rig.ui.desk, rig.table);
    CHECK(rig.proposal().plan.counts.rows == 5); // the answer to the first file is not shown
}

TEST_CASE("import: files that are no tables are refused in words") {
    Rig rig;
    rig.add_home();
    for (const std::string text :
         {std::string("PK\x03\x04 not a book"), std::string(), std::string("a,b\n1,2\n")}) {
        rig.put(text);
        choose_table(rig.ui.desk, rig.table);
        rig.settle();
        CHECK_FALSE(rig.listing().importing->proposal);
        CHECK_FALSE(rig.listing().importing->problems.empty());
        leave_importing(rig.ui.desk);
    }
    choose_table(rig.ui.desk, rig.folder / "没有.xlsx");
    rig.settle();
    CHECK_FALSE(rig.listing().importing->problems.empty());
}
