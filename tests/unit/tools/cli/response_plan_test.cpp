// yanlian response-plan, daily-report and training rotation as a user types them.
#include "cli_rig.h"

using namespace tests;

namespace {

struct Home {
    TempFolder folder;
    std::string db = folder / "a.yanlian.db";

    Finished run(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--db", db});
        return run_program(folder, std::move(arguments));
    }
    void refuse(std::vector<std::string> arguments, int code,
                std::initializer_list<std::string> parts) {
        arguments.insert(arguments.end(), {"--db", db});
        refused(folder, std::move(arguments), code, parts);
    }
    nlohmann::json json(std::vector<std::string> arguments) {
        arguments.emplace_back("--json");
        const Finished done = run(std::move(arguments));
        REQUIRE_MESSAGE(done.code == 0, done.err);
        return nlohmann::json::parse(done.out);
    }
};

} // namespace

TEST_CASE("cli response plan: a draft, its approval, a drill that names it, and a year later") {
    Home home;
    const auto added = home.json({"response-plan", "add", "火灾应急预案", "--start-procedure",
                                  "启动", "--forces", "四组", "--workflow", "报警、疏散"});
    const std::string key = added.at("response_plan");
    CHECK(key == "response-plan/ankang/1");
    home.refuse({"response-plan", "approve", key, "--approved-on", "2025-01-05"}, 2,
                {"没有批准人"});
    home.refuse(
        {"response-plan", "approve", key, "--approved-on", "2025-01-05", "--approved-by", "赵国华"},
        2, {"没有工作目标"});
    home.json({"response-plan", "add", "火灾应急预案", "--start-procedure", "启动", "--forces",
               "四组", "--workflow", "报警、疏散", "--goals", "全部避险"});
    CHECK(home.json({"response-plan", "approve", key, "--approved-on", "2025-01-05",
                     "--approved-by", "赵国华"})
              .at("version") == 3);
    CHECK(home.json({"response-plan", "list", "--overdue", "--today", "2026-01-05"}).empty());
    CHECK(home.json({"response-plan", "list", "--overdue", "--today", "2026-01-06"}).size() == 1);
    const Finished drill =
        home.run({"observe", night, "--marks", marks, "--response-plan", key + "@3"});
    CHECK_MESSAGE(drill.code == 0, drill.err);
    const auto shown = home.json({"response-plan", "show", key, "--today", "2026-10-01"});
    CHECK(shown.at("state") == "rehearsed");
    CHECK(shown.at("last").at("day") == "2026-05-20");
    CHECK(shown.at("due_on") == "2027-05-20");
    home.refuse({"response-plan", "link", key, "--drill", "1"}, 2, {"已经写明了预案"});
    home.refuse({"response-plan", "link", key, "--drill", "77"}, 2, {"没有演练 77"});
    home.refuse({"response-plan", "show", "response-plan/none/1"}, 2, {"response-plan/none/1"});
    const Finished csv = home.run({"response-plan", "list", "--csv"});
    CHECK(csv.out.starts_with("\xEF\xBB\xBF编号,版本,名称"));
}

TEST_CASE("cli daily report: a zero is typed as a zero, everything wrong comes at once") {
    Home home;
    home.refuse({"daily-report", "add", "--day", "2026-13-01"}, 2, {"2026-13-01", "没有写几件"});
    home.refuse({"daily-report", "add", "--events", "0"}, 2, {"零报告"});
    home.refuse({"daily-report", "add", "--events", "2", "--zero"}, 2, {"不能同时写"});
    CHECK(home.run({"daily-report", "add", "--zero", "--day", "2026-03-01"}).code == 0);
    home.refuse({"daily-report", "add", "--zero", "--day", "2026-03-01"}, 2, {"已经报告过"});
    const auto list = home.json({"daily-report", "list", "--from", "2026-03-01", "--until",
                                 "2026-03-03", "--today", "2026-03-10", "--org", "org/ankang"});
    CHECK(list.at(0).at("zero_count") == 1);
    CHECK(list.at(0).at("missing_days") == nlohmann::json{"2026-03-02", "2026-03-03"});
    CHECK(home.run({"daily-report", "add", "--events", "1", "--note", "误报，漏写", "--correct",
                    "--day", "2026-03-01"})
              .code == 0);
    home.refuse({"daily-report", "list", "--from", "2026-03-05", "--until", "2026-03-01"}, 2,
                {"列不了"});
}

TEST_CASE("cli rotation: planned, saved, listed, printed") {
    Home home;
    home.refuse({"training", "rotation", "list"}, 2, {"没有轮训安排"});
    const auto draft =
        home.json({"training", "rotation", "plan", "--year", "2026", "--today", "2026-01-15"});
    CHECK(draft.at("saved") == false);
    home.refuse({"training", "rotation", "progress"}, 2, {"没有轮训安排"});
    home.json(
        {"training", "rotation", "plan", "--year", "2026", "--today", "2026-01-15", "--save"});
    const auto list = home.json({"training", "rotation", "list", "--today", "2026-06-01"});
    CHECK(list.size() == draft.at("people").size());
    CHECK(home.json({"training", "rotation", "progress", "--today", "2026-06-01"}).size() == 3);
    home.refuse({"training", "rotation", "plan", "--year", "2027", "--today", "2026-01-15"}, 2,
                {"重叠"});
    const std::string sheet = home.folder / "轮训.xlsx";
    const Finished printed =
        home.run({"form", "print", "rotation", "--out", sheet, "--today", "2026-06-01"});
    CHECK_MESSAGE(printed.code == 0, printed.err);
    CHECK(std::filesystem::file_size(sheet) > 1000);
}
