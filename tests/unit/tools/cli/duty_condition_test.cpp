// Bans, experience, pairs and wishes, as they are typed, and what they do to a roster.
#include "cli_rig.h"

using namespace tests;
using nlohmann::json;

namespace {

struct ConditionHome {
    TempFolder folder;
    std::string db = folder / "a.yanlian.db", file = folder / "m.duty.json";
    ConditionHome() { REQUIRE(run({"org", "list"}).code == 0); }
    Finished run(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--db", db});
        return run_program(folder, std::move(arguments));
    }
    Finished add(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {"duty", "condition"});
        arguments.insert(arguments.end(), {"--by", "孙建平"});
        return run(std::move(arguments));
    }
    void draft(std::vector<std::string> more = {}) {
        more.insert(more.begin(), {"duty", "new", "--first", "2026-12-01", "--last", "2026-12-31",
                                   "--care-day", "3", "--care-night", "2", "--out", file});
        const Finished drafted = run(std::move(more));
        REQUIRE_MESSAGE(drafted.code == 0, drafted.err);
    }
    json read() { return json::parse(read_text(file)); }
    json person(const std::string& name) {
        const json duty = read();
        for (const json& one : duty["people"])
            if (one["name"] == name) return one;
        FAIL(name);
        return {};
    }
    int nights_of(const std::string& name) {
        const std::string key = person(name)["key"];
        int count = 0;
        const json duty = read();
        for (const json& cell : duty["cells"])
            count += cell["person_key"] == key && cell["shift_key"] == "N8";
        return count;
    }
};

} // namespace

TEST_CASE("cli: who is pregnant gets no nights in the draft, and wishes and pairs are in it") {
    ConditionHome home;
    for (const Finished& done :
         {home.add(
              {"ban", "王芳", "--kind", "不上夜班", "--basis", "孕期", "--from", "2026-12-01"}),
          home.add({"experienced", "陈静", "--from", "2026-12-10"}),
          home.add({"pair", "陈静", "谢萍", "--kind", "不同班", "--from", "2026-12-01", "--reason",
                    "夫妻"}),
          home.add({"wish", "郑红", "--kind", "想休息", "--from", "2026-12-24", "--until",
                    "2026-12-25", "--weight", "30"})})
        REQUIRE_MESSAGE(done.code == 0, done.err);
    const json listed =
        json::parse(home.run({"duty", "condition", "list", "--from", "2026-12-01", "--json"}).out);
    REQUIRE(listed.size() == 4);
    home.draft();
    const json drafted = home.read();
    CHECK(home.person("王芳")["bans"][0]["kind"] == "no_night");
    CHECK(home.person("王芳")["bans"][0]["condition_id"] == 1);
    CHECK(drafted["pairs"].size() == 1);
    CHECK(drafted["requests"].size() == 2);
    CHECK(drafted["isolated_weight_count"] == 1);
    const Finished planned = run_program(home.folder, {"duty", "plan", home.file, "--moves", "2"});
    REQUIRE_MESSAGE(planned.code == 0, planned.out, planned.err);
    CHECK(home.nights_of("王芳") == 0);
    // On the wall nobody reads why.
    const std::string wall = home.folder / "m.pdf";
    const Finished printed = run_program(home.folder, {"duty", "export", home.file, "--out", wall});
    CHECK_MESSAGE(printed.code == 0, printed.err);
    CHECK_FALSE(has(run_program(home.folder, {"duty", "show", home.file}).out, "孕期"));
}

TEST_CASE(
    "cli: a ban after the plan is found by check and mended by repair, both with the ledger") {
    ConditionHome home;
    home.draft();
    REQUIRE(run_program(home.folder, {"duty", "plan", home.file, "--moves", "2"}).code == 0);
    REQUIRE(home.nights_of("王芳") > 0);
    const Finished banned =
        home.add({"ban", "王芳", "--kind", "不上夜班", "--basis", "孕期", "--from", "2026-12-01"});
    REQUIRE_MESSAGE(banned.code == 0, banned.err);
    CHECK(run_program(home.folder, {"duty", "check", home.file}).code == 0); // the file alone
    const Finished checked = home.run({"duty", "check", home.file});
    CHECK(checked.code == 1);
    CHECK_MESSAGE(has(checked.out, "王芳"), checked.out);
    CHECK(has(checked.out, "duty/ban"));
    const Finished refused = home.run({"duty", "publish", home.file, "--by", "孙建平"});
    CHECK(refused.code == 2);
    CHECK_MESSAGE(has(refused.err, "duty/ban"), refused.err);
    const Finished mended = home.run({"duty", "repair", home.file, "--first", "2026-12-01",
                                      "--last", "2026-12-31", "--today", "2026-11-20"});
    CHECK_MESSAGE(mended.code == 0, mended.out, mended.err);
    CHECK(home.nights_of("王芳") == 0);
    CHECK(home.run({"duty", "publish", home.file, "--by", "孙建平"}).code == 0);
    // Without somebody sick there must be a ledger to mend by.
    const Finished blind =
        run_program(home.folder, {"duty", "repair", home.file, "--first", "2026-12-01"});
    CHECK(blind.code == 2);
    CHECK(has(blind.err, "--sick"));
}

TEST_CASE("cli: a condition is ended or withdrawn, bad ones are refused with everything wrong") {
    ConditionHome home;
    const Finished bad =
        home.add({"wish", "没有", "--kind", "想休息", "--from", "2026-13-01", "--until", "x"});
    CHECK(bad.code == 2);
    for (const char* part : {"没有", "2026-13-01", "x"})
        CHECK_MESSAGE(has(bad.err, part), part, bad.err);
    const Finished diagnosis = home.add(
        {"ban", "王芳", "--kind", "不上夜班", "--basis", "先兆流产", "--from", "2026-12-01"});
    CHECK(diagnosis.code == 2);
    CHECK(has(diagnosis.err, "医疗证明"));
    REQUIRE(
        home.add({"ban", "王芳", "--kind", "不上长班", "--basis", "哺乳期", "--from", "2026-12-01"})
            .code == 0);
    CHECK(home.add({"end", "1", "--last", "2026-11-01", "--reason", "断奶"}).code == 2);
    const Finished ended = home.add({"end", "1", "--last", "2026-12-20", "--reason", "断奶"});
    CHECK_MESSAGE(ended.code == 0, ended.err);
    const json listed =
        json::parse(home.run({"duty", "condition", "list", "--from", "2026-12-01", "--json"}).out);
    REQUIRE(listed.size() == 1);
    CHECK(listed[0]["until"] == "2026-12-20");
    const int id = listed[0]["condition"];
    CHECK(home.add({"withdraw", std::to_string(id), "--reason", "写错了人"}).code == 0);
    CHECK(home.add({"withdraw", std::to_string(id), "--reason", "写错了人"}).code != 0);
    CHECK(json::parse(home.run({"duty", "condition", "list", "--json"}).out).empty());
}

TEST_CASE("cli: hours by the quarter need an approval; twelve hours without one are said") {
    ConditionHome home;
    const Finished none = home.run({"duty", "new", "--first", "2026-12-01", "--last", "2026-12-31",
                                    "--hours", "按季", "--out", home.file});
    CHECK(none.code == 2);
    CHECK_MESSAGE(has(none.err, "批准"), none.err);
    home.draft({"--hours", "按季", "--approval", "苏人社〔2026〕12号", "--pattern", "2x12",
                "--experienced", "1"});
    CHECK(home.read()["hours"]["period"] == "quarter");
    Finished checked = run_program(home.folder, {"duty", "check", home.file});
    CHECK_FALSE(has(checked.err, "overtime_day_min"));
    home.draft({"--pattern", "2x12"});
    checked = run_program(home.folder, {"duty", "check", home.file});
    CHECK(has(checked.err, "overtime_day_min"));
    home.draft();
    checked = run_program(home.folder, {"duty", "check", home.file});
    CHECK_FALSE(has(checked.err, "overtime_day_min"));
}
