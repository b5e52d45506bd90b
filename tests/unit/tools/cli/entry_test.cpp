// What goes into the ledger and what counts, through the program as a user runs it.
#include "cli_rig.h"

using namespace tests;

namespace {

/// A ledger of its own, asked as on a day in May 2026.
struct Desk {
    TempFolder folder;
    std::string db = folder / "a.yanlian.db";

    Finished run(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--db", db});
        return run_program(folder, std::move(arguments));
    }
    Finished add_drill(const std::string& title, std::vector<std::string> more = {}) {
        std::vector<std::string> arguments{"activity",      "add",        "drill",     title,
                                           "--day",         "2026-04-11", "--start",   "09:30",
                                           "--place",       "二层",       "--content", "转移",
                                           "--departments", "护理部",     "--lead",    "赵国华",
                                           "--recorder",    "许文静",     "--present", "6"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run(std::move(arguments));
    }
    /// "绿", "红" … of what the home must do.
    std::string state_of(const std::string& activity) {
        const Finished due = run({"due", "--today", "2026-05-01", "--json", "--all"});
        const nlohmann::json list = nlohmann::json::parse(due.out); // outlives the loop
        std::string states;
        for (const auto& line : list["lines"])
            if (line["activity"] == activity && line["key"] == "org/ankang")
                states += line["state"].get<std::string>() + " ";
        return states;
    }
    nlohmann::json list() { return nlohmann::json::parse(run({"activity", "list", "--json"}).out); }
};

} // namespace

TEST_CASE("cli: a drill about something else, or on a screen, does not pass for a fire drill") {
    Desk desk;
    CHECK(desk.state_of("drill").find("green") == std::string::npos);
    const Finished nothing = desk.add_drill("综合演练");
    CHECK(nothing.code == 2);
    CHECK_MESSAGE(has(nothing.err, "--tag"), nothing.err);
    CHECK(desk.add_drill("防汛演练").code == 2);
    const Finished water = desk.add_drill("防汛演练", {"--tag", "flood"});
    CHECK_MESSAGE(water.code == 0, water.err);
    CHECK(desk.state_of("drill").find("green") == std::string::npos);
    CHECK(desk.list()[0]["rules"].empty());
    for (const char* form : {"online", "meeting", "observation", "self_study", "topic"}) {
        const Finished screen = desk.add_drill("网络消防演练", {"--form", form, "--another"});
        CHECK_MESSAGE(screen.code == 2, form);
    }
    CHECK(desk.add_drill("网上消防演练", {"--another"}).code == 2);
    CHECK(desk.state_of("drill").find("green") == std::string::npos);
    const Finished again = desk.add_drill("消防疏散演练");
    CHECK(again.code == 2);
    CHECK_MESSAGE(has(again.err, "同一小时内已有一次实战演练"), again.err);
    const Finished fire = desk.add_drill("消防疏散演练", {"--another"});
    CHECK_MESSAGE(fire.code == 0, fire.err);
    CHECK_MESSAGE(has(fire.out, "按“消防、疏散”登记为疏散、消防内容"), fire.out);
    CHECK(desk.state_of("drill").find("green") != std::string::npos);
    CHECK_FALSE(desk.list()[0]["rules"].empty());
}

TEST_CASE("cli: what was entered wrongly is corrected, and what should not be there withdrawn") {
    Desk desk;
    REQUIRE(desk.add_drill("消防疏散演练").code == 0);
    const std::string key = desk.list()[0]["key"];
    REQUIRE(desk.state_of("drill").find("green") != std::string::npos);
    CHECK(desk.run({"activity", "correct", key, "--tag", "flood"}).code == 2); // no reason
    const Finished corrected = desk.run({"activity", "correct", key, "--tag", "flood", "--title",
                                         "转移演练", "--reason", "不是消防", "--by", "周督导"});
    REQUIRE_MESSAGE(corrected.code == 0, corrected.err);
    CHECK(desk.list().size() == 1);
    CHECK(desk.list()[0]["title"] == "转移演练");
    CHECK(desk.list()[0]["place"] == "二层"); // not written: as it was
    CHECK(desk.state_of("drill").find("green") == std::string::npos);
    REQUIRE(desk.run({"activity", "correct", key, "--tag", "fire", "--reason", "是消防"}).code ==
            0);
    REQUIRE(desk.state_of("drill").find("green") != std::string::npos);
    CHECK(desk.run({"activity", "withdraw", key}).code == 2);
    const Finished gone = desk.run({"activity", "withdraw", key, "--reason", "没有这次"});
    CHECK_MESSAGE(gone.code == 0, gone.err);
    CHECK(desk.list().empty());
    CHECK(desk.state_of("drill").find("green") == std::string::npos);
    CHECK(desk.run({"activity", "withdraw", key, "--reason", "没有这次"}).code == 2);

    REQUIRE(desk.run({"inspection", "add", "--kind", "daily_patrol", "--date", "2026-04-11",
                      "--inspector", "王芳"})
                .code == 0);
    CHECK(ask(desk.db, "SELECT count(*) FROM inspection_in_force") == "1");
    CHECK(desk.run({"inspection", "withdraw", "1"}).code == 2);
    CHECK(desk.run({"inspection", "withdraw", "1", "--reason", "写错院"}).code == 0);
    CHECK(ask(desk.db, "SELECT count(*) FROM inspection_in_force") == "0");
    CHECK(run_program(desk.folder, {"check", desk.db}).code == 0);
}

TEST_CASE(
    "cli: an observed drill is listed, corrected by its number and withdrawn with its levels") {
    Desk desk;
    REQUIRE(desk.run({"observe", night, "--marks", marks}).code == 0);
    const auto first = desk.list();
    REQUIRE(first.size() == 1);
    CHECK(first[0]["key"] == "drill/1");
    CHECK_FALSE(first[0]["rules"].empty());
    CHECK(ask(desk.db, "SELECT content_tags FROM drill") == " fire ");
    // Typed again, a minute later: asked about; in the place of the first: taken.
    std::string text = read_text(marks);
    const std::size_t at =
        text.find("开始") == std::string::npos ? text.find("started") : text.find("开始");
    REQUIRE(at != std::string::npos);
    const std::size_t colon = text.find(':', at);
    REQUIRE(colon != std::string::npos);
    text[colon + 2] = text[colon + 2] == '9' ? '8' : static_cast<char>(text[colon + 2] + 1);
    const std::string later = desk.folder / "later.marks.csv";
    write_text(later, text);
    const Finished twice = desk.run({"observe", night, "--marks", later});
    CHECK(twice.code != 0);
    CHECK_MESSAGE(has(twice.err, "同一小时内已有一次实战演练"), twice.err);
    const Finished corrected = desk.run(
        {"observe", night, "--marks", later, "--corrects", "1", "--reason", "时间记错一分钟"});
    REQUIRE_MESSAGE(corrected.code == 0, corrected.err);
    CHECK(desk.list().size() == 1);
    CHECK(desk.list()[0]["key"] == "drill/2");
    CHECK(ask(desk.db, "SELECT held_count FROM drill_obligation") == "1");
    const std::string level = ask(desk.db, "SELECT max(id) FROM competence_in_force");
    const std::string count = ask(desk.db, "SELECT count(*) FROM competence_in_force");
    CHECK(desk.run({"competence", "--withdraw", level}).code == 2);
    CHECK(desk.run({"competence", "--withdraw", level, "--reason", "看错人"}).code == 0);
    CHECK(std::stoi(ask(desk.db, "SELECT count(*) FROM competence_in_force")) ==
          std::stoi(count) - 1);
    CHECK(desk.run({"activity", "withdraw", "drill/2", "--reason", "没有这次"}).code == 0);
    CHECK(ask(desk.db, "SELECT count(*) FROM drill_obligation") == "0");
    CHECK(ask(desk.db, "SELECT count(*) FROM competence_in_force") == "0");
    CHECK(run_program(desk.folder, {"check", desk.db}).code == 0);
}

TEST_CASE("cli: the example home never stands for somebody's own") {
    Desk desk;
    const Finished first = desk.run({"people"});
    CHECK(first.code == 0);
    CHECK_MESSAGE(has(first.err, "示例机构安康养老院"), first.err);
    CHECK(has(desk.run({"due"}).out, "安康养老院（示例）"));
    REQUIRE(desk.run({"org", "add", "org/top", "某市民政局", "--kind", "bureau"}).code == 0);
    const Finished due = desk.run({"due"});
    CHECK_FALSE(has(due.out, "安康养老院"));
    CHECK(has(due.out, "某市民政局"));
    CHECK(has(desk.run({"due", "--org", "org/ankang"}).out, "安康养老院"));
}

TEST_CASE("cli due: one person by name or key; a stranger is no empty list") {
    Desk desk;
    const auto lines = [&](const char* who) {
        const Finished due =
            desk.run({"due", "--person", who, "--all", "--today", "2026-05-01", "--json"});
        REQUIRE_MESSAGE(due.code == 0, due.err);
        return nlohmann::json::parse(due.out).at("lines");
    };
    const nlohmann::json by_key = lines("person/wang-fang");
    CHECK_FALSE(by_key.empty());
    CHECK(lines("王芳") == by_key);
    const Finished stranger = desk.run({"due", "--person", "王方"});
    CHECK(stranger.code == 2);
    CHECK_MESSAGE(has(stranger.err, "王方"), stranger.err);
    CHECK(desk.run({"due", "--person", "王芳", "--tree"}).code == 2);
}

TEST_CASE("cli: people and organisations changed past the program are named by check") {
    Desk desk;
    REQUIRE(desk.run({"people"}).code == 0);
    REQUIRE(run_program(desk.folder, {"check", desk.db}).code == 0);
    ask(desk.db, "UPDATE person SET left_on = '2026-01-01' WHERE id = 3");
    const Finished person = run_program(desk.folder, {"check", desk.db});
    CHECK(person.code != 0);
    CHECK_MESSAGE(has(person.out + person.err, "row_version/"), person.out, person.err);
    ask(desk.db, "DROP TRIGGER organisation_version_on_change; "
                 "UPDATE organisation SET opened_on = '2026-06-01' WHERE id = 1");
    const Finished home = run_program(desk.folder, {"check", desk.db});
    CHECK_MESSAGE(has(home.out + home.err, "organisation/1"), home.out, home.err);
}

TEST_CASE("cli: what is stored is the same in either language, and speaks the language asked for") {
    Desk desk;
    const std::vector<std::string> log{"lesson", "log",    "2026-03-01/night",
                                       "--lead", "李卫东", "--all-of-shift"};
    auto english = log;
    english.insert(english.begin(), {"--lang", "en"});
    REQUIRE(desk.run(english).code == 0);
    const Finished again = desk.run(log);
    CHECK(again.code == 2); // the same lesson to the same shift
    const Finished refused = desk.run(english);
    CHECK(refused.code == 2);
    CHECK_FALSE(has(refused.err, "Project-Id-Version"));
    const std::string title = ask(desk.db, "SELECT title FROM activity");
    CHECK_MESSAGE(static_cast<unsigned char>(title[0]) >= 0x80, title); // Chinese
    auto drill = std::vector<std::string>{"--lang", "en", "observe", night, "--marks", marks};
    REQUIRE(desk.run(drill).code == 0);
    for (const char* text : {"SELECT group_concat(reason) FROM key_moment",
                             "SELECT group_concat(reason) FROM outcome"}) {
        const std::string stored = ask(desk.db, text);
        CHECK_MESSAGE(stored.find("not ") == std::string::npos, stored);
    }
}
