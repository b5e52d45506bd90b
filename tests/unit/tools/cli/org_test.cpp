#include "cli_rig.h"

using namespace tests;

namespace {

struct Desk {
    TempFolder folder;
    std::string db = folder / "a.yanlian.db";
    Finished run(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--db", db});
        return run_program(folder, std::move(arguments));
    }
    nlohmann::json json(std::vector<std::string> arguments) {
        arguments.emplace_back("--json");
        return nlohmann::json::parse(run(std::move(arguments)).out);
    }
};

} // namespace

TEST_CASE("cli: an organisation is entered in the words of the screen and corrected by its name") {
    Desk desk;
    REQUIRE(desk.run({"org", "add", "org/pine", "松鹤养老院", "--kind", "养老院", "--room",
                      "消防控制室", "--fuel", "瓶装气", "--beds", "120"})
                .code == 0);
    auto one = desk.json({"org", "show", "--org", "松鹤养老院"});
    CHECK(one["kind"] == "home");
    CHECK(one["watch_room"] == "control_room");
    REQUIRE(desk.run({"org", "change", "松鹤养老院", "--room", "值班室", "--beds", "90"}).code ==
            0);
    one = desk.json({"org", "show", "--org", "org/pine"});
    CHECK(one["watch_room"] == "duty_room");
    CHECK(one["beds_count"] == 90);
    CHECK(one["kitchen_fuel"] == "cylinder");
    CHECK(run_program(desk.folder, {"check", desk.db}).code == 0);
}

TEST_CASE("cli: a word that is none is answered with all of them, in the reader's language") {
    Desk desk;
    const Finished refused = desk.run({"org", "add", "org/x", "某院", "--kind", "养老"});
    CHECK(refused.code == 2);
    CHECK_MESSAGE(has(refused.err, "养老院、民政局"), refused.err);
    const Finished wrong =
        desk.run({"org", "change", "安康养老院", "--closed", "2027x", "--parent", "没有"});
    CHECK(wrong.code == 2);
    CHECK(has(wrong.err, "2 个问题"));
    CHECK(desk.json({"org", "list"}).size() == 1);
}

TEST_CASE("cli: two homes of one name are told apart by their keys") {
    Desk desk;
    REQUIRE(desk.run({"org", "add", "org/a", "同名院"}).code == 0);
    REQUIRE(desk.run({"org", "add", "org/b", "同名院"}).code == 0);
    const Finished which = desk.run({"org", "show", "--org", "同名院"});
    CHECK(which.code == 2);
    CHECK_MESSAGE(has(which.err, "org/a、org/b"), which.err);
}

TEST_CASE("cli: what a drill lacks is said with the option that fills it") {
    Desk desk;
    const Finished bare =
        desk.run({"activity", "add", "实战演练", "夜间疏散", "--day", "2026-03-01"});
    CHECK(bare.code == 2);
    for (const char* option :
         {"--start", "--place", "--content", "--departments", "--lead", "--recorder", "--present"})
        CHECK_MESSAGE(has(bare.err, option), option);
}

TEST_CASE("cli: a drill held together is told by the names of those who joined") {
    Desk desk;
    REQUIRE(desk.run({"org", "add", "org/pine", "松鹤养老院"}).code == 0);
    const auto add = [&](const char* with) {
        return desk.run({"activity",   "add",     "实战演练",  "联合消防演练", "--day",
                         "2026-03-01", "--start", "09:00",     "--minutes",    "30",
                         "--place",    "二楼",    "--content", "夜间疏散",     "--departments",
                         "护理部",     "--lead",  "王芳",      "--recorder",   "陈静",
                         "--present",  "9",       "--with",    with,           "--org",
                         "安康养老院"});
    };
    CHECK(add("没有这家").code == 2);
    const Finished done = add("松鹤养老院");
    REQUIRE_MESSAGE(done.code == 0, done.err);
    CHECK(has(desk.run({"activity", "list", "--org", "松鹤养老院"}).out, "联合消防演练"));
}

TEST_CASE("cli: a team is formed, joined, left and disbanded, and the list says who has none") {
    Desk desk;
    const auto team = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "team");
        return desk.run(std::move(arguments));
    };
    CHECK(team({"list"}).code == 0); // the example's team of nine
    REQUIRE(team({"form", "夜班队", "--leader", "王芳", "--alarm", "陈静,曹刚"}).code == 0);
    CHECK(team({"list"}).code == 1); // three are too few
    REQUIRE(team({"join", "夜班队", "--rescue", "韩雪,郭丽华"}).code == 0);
    CHECK(team({"list"}).code == 0);
    const Finished second = team({"join", "夜班队", "--leader", "陈静"});
    CHECK(second.code == 2);
    REQUIRE(team({"leave", "夜班队", "--person", "韩雪", "--last", "2026-01-01", "--today",
                  "2026-01-01"})
                .code == 0);
    CHECK(team({"leave", "夜班队", "--person", "没有这个人"}).code == 2);
    REQUIRE(team({"disband", "夜班队"}).code == 0);
    CHECK(run_program(desk.folder, {"check", desk.db}).code == 0);
}
