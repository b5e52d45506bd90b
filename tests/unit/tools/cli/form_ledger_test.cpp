// Forms that the ledger fills, as a user asks for them.
#include "cli_rig.h"
#include "tools/sheets/read_xlsx.h"
#include "tools/sheets/zip_parts.h"
#include <fmt/format.h>
#include <fstream>
#include <tuple>

using namespace tests;

namespace {

/// The texts of a form's first sheet, each between bars.
std::string filled(const TempFolder& folder, const std::string& db, const std::string& form,
                   std::vector<std::string> more = {}) {
    const std::string file = (folder.path() / (form + ".xlsx")).string();
    std::vector<std::string> arguments{"form",  "print", form,      "--db",      db,
                                       "--out", file,    "--today", "2026-11-22"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Finished run = run_program(folder, arguments);
    REQUIRE_MESSAGE(run.code == 0, form, "\n", run.err);
    const auto book = tools::sheets::read_xlsx(file, read_text(file));
    REQUIRE(book);
    std::string text = "|";
    for (const auto& table : book->tables)
        for (const auto& row : table.rows)
            for (const auto& cell : row.cells)
                if (!cell.merged_from) text += cell.text + "|";
    return text;
}

void run(const TempFolder& folder, std::vector<std::string> arguments) {
    const Finished done = run_program(folder, std::move(arguments));
    REQUIRE_MESSAGE(done.code == 0, done.err);
}

} // namespace

TEST_CASE("cli forms: the team's list has phones, days and the answer to 5–15") {
    const TempFolder folder;
    const std::string db = folder / "h.yanlian.db";
    run(folder, {"due", "--db", db});
    ask(db, "UPDATE person SET phone = '13812342046' WHERE key = 'person/wang-fang'");
    run(folder, {"activity", "add", "training", "初起火灾扑救", "--day", "2026-04-12", "--minutes",
                 "120", "--person", "王芳", "--db", db});
    const std::string text = filled(folder, db, "team_register");
    CHECK(has(text, "|138****2046|"));
    CHECK(has(text, "|2026-04-12|"));
    CHECK(has(text, "符合 5–15 人"));
    const std::string register_ = filled(folder, db, "training_register", {"--half", "2026H1"});
    for (const char* part : {"|初起火灾扑救|", "|2|", "|王芳|", "|2026-04-12|"})
        CHECK_MESSAGE(has(register_, part), part, "\n", register_);
    CHECK(has(filled(folder, db, "competence"), "|王芳|"));
}

TEST_CASE("cli forms: certificates carry a mark that is seen in black and white") {
    const TempFolder folder;
    const std::string db = folder / "h.yanlian.db";
    run(folder, {"certificate", "add", "nursing", "--person", "王芳", "--number", "HL-1",
                 "--issued", "2020-01-01", "--expires", "2026-10-01", "--db", db});
    CHECK(has(filled(folder, db, "certificate_register"), "|■ 已过期|"));
}

TEST_CASE("cli forms: bedside cards of the beds asked for, with who answers") {
    const TempFolder folder;
    const std::string db = folder / "h.yanlian.db";
    const std::string text = filled(folder, db, "bedside_card", {"--bed", "207-1"});
    CHECK(has(text, "|207-1 床|"));
    CHECK(!has(text, "|207-2 床|"));
    refused(folder, {"form", "print", "bedside_card", "--bed", "999-9", "--db", db}, 2, {"999-9"});
}

TEST_CASE("cli forms: a patrol, an inspection and their findings as they are on file") {
    const TempFolder folder;
    const std::string db = folder / "h.yanlian.db";
    refused(folder, {"form", "print", "patrol", "--db", db}, 2, {"没有这次检查"});
    run(folder, {"inspection", "add", "--kind", "daily_patrol", "--date", "2026-11-20", "--time",
                 "08:30", "--inspector", "王芳", "--finding", "厨房|灭火毯被杂物遮挡", "--db", db});
    run(folder, {"inspection", "add", "--kind", "monthly_self_check", "--date", "2026-11-21",
                 "--inspector", "王芳", "--note", "抽查 12 处", "--db", db});
    const std::string patrol = filled(folder, db, "patrol");
    for (const char* part : {"|2026-11-20|", "|08:30|", "|灭火毯被杂物遮挡|", "|厨房|"})
        CHECK_MESSAGE(has(patrol, part), part, "\n", patrol);
    const std::string check = filled(folder, db, "inspection");
    CHECK(has(check, "抽查 12 处"));
    CHECK(has(check, "自查"));
    const std::string findings = filled(folder, db, "finding_register");
    CHECK(has(findings, "灭火毯被杂物遮挡"));
    CHECK(!has(findings, "|finding/"));
}

TEST_CASE("cli forms: a sign-in list of an activity has a row for everybody who was there") {
    const TempFolder folder;
    const std::string db = folder / "h.yanlian.db";
    const Finished added = run_program(
        folder, {"activity", "add", "training", "关门就是救人", "--day", "2026-05-06", "--minutes",
                 "90", "--present", "4", "--due", "5", "--tag", "fire", "--json", "--db", db});
    REQUIRE_MESSAGE(added.code == 0, added.err);
    const std::string key = nlohmann::json::parse(added.out).at("key");
    const std::string text = filled(folder, db, "sign_in", {"--activity", key});
    for (const char* part : {"|学时|1.5|", "|应到人数|5|", "|实到人数|4|", "|4|"})
        CHECK_MESSAGE(has(text, part), part, "\n", text);
    CHECK(!has(text, "|6|"));
    refused(folder, {"form", "print", "sign_in", "--db", db}, 2, {"--activity"});
}

TEST_CASE("cli forms: the bulletin on paper has the table and says what is missing") {
    const TempFolder folder;
    const std::string db = folder / "h.yanlian.db";
    const std::string text = filled(folder, db, "bulletin", {"--half", "2026H1"});
    for (const char* part : {"一、总体情况", "四、下步要求", "安康养老院", "|合计|"})
        CHECK_MESSAGE(has(text, part), part, "\n", text);
    refused(folder, {"form", "print", "bulletin", "--half", "2026H3", "--db", db}, 2, {"2026H3"});
}

TEST_CASE("cli forms: a name on the board keeps what is on file for it, another takes nothing") {
    const TempFolder folder;
    const std::string db = folder / "h.yanlian.db";
    std::vector<std::string> names;
    for (const char* name : {"civil_affairs=高峰/区民政局养老服务科/0514-1", "housing=沈洁",
                             "market_supervision=马骏", "fire=孙涛", "leader=李建国",
                             "safety_officer=赵䶮", "controller=何国强", "hotline=12345、96119"})
        names.insert(names.end(), {"--name", name});
    const std::string text = filled(folder, db, "notice_board", names);
    CHECK(has(text, "|高峰|区民政局养老服务科|0514-1|"));
    CHECK(has(text, "|李建国|安康养老院（示例）|"));
    CHECK(has(text, "|12345、96119|"));
    CHECK(!has(text, "|机构主要负责人|李建国|机构主要负责人|"));
}

TEST_CASE("cli forms: a certificate that a newer one replaced is no expired one") {
    const TempFolder folder;
    const std::string db = folder / "h.yanlian.db";
    for (const auto& [number, from, until] :
         {std::tuple("HL-1", "2020-01-01", "2022-01-01"), {"HL-2", "2022-01-01", "2030-01-01"}})
        run(folder, {"certificate", "add", "nursing", "--person", "王芳", "--number", number,
                     "--issued", from, "--expires", until, "--db", db});
    const std::string text = filled(folder, db, "certificate_register");
    CHECK(has(text, "|○ 已被更新|"));
    CHECK(!has(text, "已过期"));
    const Finished due = run_program(folder, {"certificate", "list", "--due", "--db", db});
    CHECK(due.code == 0);
    CHECK(!has(due.out, "HL-1"));
    CHECK(has(run_program(folder, {"certificate", "list", "--db", db}).out, "已被更新"));
}

TEST_CASE("cli forms: passed are those who came and did not fail; without marks 未考核") {
    const TempFolder folder;
    const std::string db = folder / "h.yanlian.db";
    run(folder, {"training", "add", "消防培训一", "--day", "2026-05-06", "--tag", "fire",
                 "--person", "王芳", "陈静", "李明", "刘燕", "--failed", "曹刚", "--db", db});
    run(folder, {"training", "add", "消防培训二", "--day", "2026-05-07", "--tag", "fire",
                 "--person", "王芳", "--db", db});
    const std::string text = filled(folder, db, "training_register", {"--half", "2026H1"});
    CHECK_MESSAGE(has(text, "|80.0%|"), text);
    CHECK(has(text, "|未考核|"));
}

TEST_CASE("cli forms: the bulletin says on paper what it says on the screen") {
    const TempFolder folder;
    const std::string db = folder / "h.yanlian.db";
    run(folder, {"training", "add", "消防培训", "--day", "2026-05-06", "--tag", "fire", "--scope",
                 "all_staff", "--person", "王芳", "陈静", "李明", "--db", db});
    const std::string paper = filled(folder, db, "bulletin", {"--half", "2026H1"});
    const Finished screen =
        run_program(folder, {"bulletin", "--half", "2026H1", "--today", "2026-11-22", "--db", db});
    std::string rate;
    for (std::size_t at = paper.find("覆盖率 "); at != paper.npos && rate.empty();)
        rate = paper.substr(at + std::string("覆盖率 ").size(), 4);
    CHECK_MESSAGE(has(screen.out, rate), rate, screen.out);
    for (const char* part : {"条件：按期实战演练", "1 家补训到全员"}) {
        CHECK_MESSAGE(has(paper, part), paper);
        CHECK(has(screen.out, part));
    }
}

TEST_CASE("cli forms: an observed drill is printed with what was done, and what was not") {
    const TempFolder folder;
    const std::string db = folder / "h.yanlian.db";
    run(folder, {"observe", night, "--marks", marks, "--db", db});
    const std::string text =
        filled(folder, db, "drill_record", {"--drill", "drill/1", "--scenario", night});
    for (const char* part : {"夜间 207 室床上吸烟起火", "凌晨两点", "消控室值班员",
                             "二层夜班护理员", "孙建平", "|李卫东|", "207"})
        CHECK_MESSAGE(has(text, part), part, "\n", text);
    CHECK(!has(text, "|按时完成|"));
    CHECK(!has(text, "|carer-1|"));
    const std::string missed = ask(db, "SELECT count(*) FROM outcome WHERE status = 'missed'");
    if (missed != "0") CHECK_MESSAGE(has(text, "没有做到"), text);
    // The ledger keeps the scenario and the marks: no file is needed, and the form is the same.
    CHECK(filled(folder, db, "drill_record", {"--drill", "drill/1"}) == text);
    CHECK(ask(db, "SELECT count(*) FROM drill_source AS s JOIN drill_text AS t ON "
                  "t.id = s.marks_text_id JOIN drill AS d ON d.id = s.drill_id "
                  "WHERE t.sha256 = d.record_sha256") == "1");
    std::string changed = read_text(night);
    const std::string title = "夜间 207 室床上吸烟起火";
    changed.replace(changed.find(title), title.size(), "另一次起火");
    std::filesystem::create_directories(folder.path() / "drills");
    std::filesystem::create_directory_symlink(
        std::filesystem::path(night).parent_path() / ".." / "plans", folder.path() / "plans");
    const std::string file = (folder.path() / "drills" / "other.drill.json").string();
    std::ofstream(file) << changed;
    refused(folder,
            {"form", "print", "drill_record", "--drill", "drill/1", "--scenario", file, "--db", db},
            2, {"和台账里存的不一样"});
}

TEST_CASE("cli forms: a drill of an older program asks for its scenario") {
    const TempFolder folder;
    const std::string db = folder / "h.yanlian.db";
    run(folder, {"observe", night, "--marks", marks, "--db", db});
    ask(db, "DROP TRIGGER drill_source_no_delete");
    ask(db, "DELETE FROM drill_source");
    const std::string file = (folder.path() / "f.xlsx").string();
    const Finished printed = run_program(
        folder, {"form", "print", "drill_record", "--drill", "drill/1", "--db", db, "--out", file});
    CHECK(printed.code == 0);
    CHECK_MESSAGE(has(printed.err, "台账里没有存这次演练的脚本"), printed.err);
    CHECK(has(printed.err, "--scenario"));
    const std::string text =
        filled(folder, db, "drill_record", {"--drill", "drill/1", "--scenario", night});
    CHECK(has(text, "夜间 207 室床上吸烟起火"));
}

TEST_CASE("cli forms: a drill entered afterwards is printed as a drill record") {
    const TempFolder folder;
    const std::string db = folder / "h.yanlian.db";
    const Finished added =
        run_program(folder, {"activity",   "add",        "drill",         "夜间疏散演练", "--day",
                             "2026-05-06", "--start",    "20:00",         "--place",      "二层",
                             "--content",  "火灾疏散",   "--departments", "护理部",       "--lead",
                             "赵国华",     "--recorder", "许文静",        "--present",    "6",
                             "--person",   "王芳",       "--json",        "--db",         db});
    REQUIRE_MESSAGE(added.code == 0, added.err);
    const std::string key = nlohmann::json::parse(added.out).at("key");
    const std::string text = filled(folder, db, "drill_record", {"--drill", key});
    for (const char* part : {"夜间疏散演练", "|二层|", "|赵国华|", "|许文静|", "护理部；王芳"})
        CHECK_MESSAGE(has(text, part), part, "\n", text);
    refused(folder, {"form", "print", "drill_record", "--drill", "activity/none", "--db", db}, 2,
            {"没有这次演练"});
}

TEST_CASE(
    "cli forms: the plan of the year says what is owed when, by which rule, and what was done") {
    const TempFolder folder;
    const std::string db = folder / "h.yanlian.db";
    run(folder, {"observe", night, "--marks", marks, "--db", db}); // 2026-05-20
    const std::string text = filled(folder, db, "annual_plan");
    for (const char* part : {"|2026|", "|1–6|", "|7–12|", "|已完成 2026-05-20", "|6|", "|11|",
                             "安全生产月", "2026-12-31 止"})
        CHECK_MESSAGE(has(text, part), part, "\n", text);
    const std::string next = filled(folder, db, "annual_plan", {"--day", "2027"});
    CHECK(has(next, "|2027|"));
    CHECK(!has(next, "已完成"));
    refused(folder, {"form", "print", "annual_plan", "--day", "27年", "--db", db}, 2, {"27年"});
}

TEST_CASE("cli forms: a review begins with what was not done, and with the drill's findings") {
    const TempFolder folder;
    const std::string db = folder / "h.yanlian.db";
    run(folder, {"observe", night, "--marks", marks, "--db", db});
    const std::string not_in_time =
        ask(db, "SELECT count(*) FROM outcome WHERE status IN ('missed', 'wrong', 'late')");
    run(folder,
        {"finding", "add", "--by", "王芳", "--text", "二层广播听不清", "--drill", "1", "--db", db});
    const std::string text = filled(folder, db, "after_action", {"--drill", "drill/1"});
    for (const char* part :
         {"夜间 207 室床上吸烟起火（drill/1）", "二层广播听不清", "做得好的", "观察员 孙建平"})
        CHECK_MESSAGE(has(text, part), part, "\n", text);
    CHECK(has(text, fmt::format("|{}|", std::stoi(not_in_time) + 1)));
    refused(folder, {"form", "print", "after_action", "--db", db}, 2, {"--drill"});
    const std::string before = ask(db, "SELECT count(*) FROM competence");
    CHECK(ask(db, "SELECT count(*) FROM drill") == "1");
    CHECK(before == ask(db, "SELECT count(*) FROM competence"));
}

TEST_CASE("cli forms: the sessions of a year and an invitation, which tells nobody by itself") {
    const TempFolder folder;
    const std::string db = folder / "h.yanlian.db";
    run(folder, {"training", "session", "add", "三类人员轮训", "--org", "org/ankang", "--from",
                 "2026-12-15", "--until", "2026-12-16", "--capacity", "60", "--venue",
                 "市消防培训基地", "--by", "周督导", "--db", db});
    run(folder, {"training", "plan", "--org", "org/ankang", "--year", "2026", "--save", "--today",
                 "2026-11-22", "--by", "周督导", "--db", db});
    const std::string key = ask(db, "SELECT key FROM session LIMIT 1");
    const std::string plan = filled(folder, db, "training_plan");
    for (const char* part : {"三类人员轮训", "市消防培训基地", "2026-12-15 至 2026-12-16", "|60|"})
        CHECK_MESSAGE(has(plan, part), part, "\n", plan);
    const std::string text = filled(folder, db, "invitation", {"--activity", key});
    for (const char* part : {"三类人员轮训", "第 1 期", "2026-12-15 至 2026-12-16（2 天）",
                             "市消防培训基地", "主要负责人"})
        CHECK_MESSAGE(has(text, part), part, "\n", text);
    CHECK(ask(db, "SELECT count(*) FROM session_booking WHERE told = 1") == "0");
    refused(folder, {"form", "print", "invitation", "--db", db}, 2, {"--activity"});
    refused(folder, {"form", "print", "invitation", "--activity", "session/none", "--db", db}, 2,
            {"session/none"});
}
