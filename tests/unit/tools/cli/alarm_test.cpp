#include "cli_rig.h"

using namespace tests;

TEST_CASE("cli: an alarm of a trace tells three, then the next, and the log stays") {
    const TempFolder folder;
    const std::string db = folder / "a.yanlian.db";
    const auto run = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--db", db});
        return run_program(folder, std::move(arguments));
    };
    const std::string trace = root + "/scenarios/traces/longhua-2025.trace.jsonl";
    const std::string plan = root + "/scenarios/plans/longhua3.plan.json";
    const Finished chain = run({"alarm", "chain", "list", "--json"});
    REQUIRE_MESSAGE(chain.code == 0, chain.err);
    const auto steps = nlohmann::json::parse(chain.out);
    REQUIRE(steps.size() > 3);
    CHECK(steps[2]["at_once"] == true);
    CHECK(steps[3]["at_once"] == false);
    const Finished replay = run({"alarm", "replay", trace, "--plan", plan, "--ack", "值班室=12",
                                 "--ack", "赵国华=30", "--json"});
    REQUIRE_MESSAGE(replay.code == 0, replay.err);
    const auto alarm = nlohmann::json::parse(replay.out);
    CHECK(alarm["point"] == "detector/302");
    REQUIRE(alarm["notices"].size() >= 4);
    CHECK(alarm["notices"][2]["queued_ms"] == 0);
    CHECK(alarm["notices"][2]["acked_ms"].is_null());
    CHECK(alarm["notices"][3]["queued_ms"] == 60000);
    CHECK(alarm["notices"][3]["after"] == 3);
    const auto listed = nlohmann::json::parse(run({"alarm", "list", "--json"}).out);
    REQUIRE(listed.size() == 1);
    CHECK(listed[0] == alarm);
    const Finished wrong =
        run({"alarm", "replay", trace, "--plan", plan, "--ack", "王芳", "--ack", "没有此人=3"});
    CHECK(wrong.code == 2);
    CHECK(has(wrong.err, "“王芳”"));
    CHECK(has(wrong.err, "没有此人"));
    CHECK(run({"alarm", "chain", "set", "值班室"}).code == 2);
}

TEST_CASE("cli: a ledger whose name was mistyped is not made by a command that only reads") {
    const TempFolder folder;
    const std::string there = folder / "a.yanlian.db", mistyped = folder / "b.yanlian.db";
    REQUIRE(run_program(folder, {"org", "list", "--db", there}).code == 0);
    const Finished read = run_program(folder, {"due", "--db", mistyped});
    CHECK(read.code == 2);
    CHECK_MESSAGE(has(read.err, "a.yanlian.db"), read.err);
    CHECK_FALSE(std::filesystem::exists(mistyped));
}
