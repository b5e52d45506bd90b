// yanlian drill library|new|msel: a scenario of the library fitted to a plan, run by robots.
#include "tests/unit/tools/cli/cli_rig.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace tests;

TEST_CASE("cli: a drill of the library, fitted and run by robots, is nobody's evidence") {
    const TempFolder folder;
    const std::string db = folder / "a.yanlian.db", file = folder / "s5.drill.json";
    const std::string cihe = root + "/scenarios/plans/cihe.plan.json";
    const Finished list = run_program(folder, {"drill", "library"});
    CHECK(list.code == 0);
    for (const char* key : {"s1 ", "s7 ", "s13 "})
        CHECK_MESSAGE(has(list.out, key), key);
    const Finished made =
        run_program(folder, {"drill", "new", "--scenario", "s5", "--plan", cihe, "--out", file});
    REQUIRE_MESSAGE(made.code == 0, made.err);
    const Finished listed = run_program(folder, {"drill", "msel", file});
    CHECK_MESSAGE(listed.code == 0, listed.err);
    CHECK(has(listed.out, "焦糊味"));
    const auto run = [&](const char* team) {
        return run_program(folder, {"drill", file, "--team", team, "--db", db, "--no-open"});
    };
    // The first run makes the ledger with its example home.
    const Finished perfect = run("perfect");
    REQUIRE_MESSAGE(perfect.code == 0, perfect.err);
    CHECK(has(perfect.out, "演示"));
    const auto evidence = [&] {
        return ask(db, "SELECT count(*) FROM competence") +
               ask(db, "SELECT count(*) FROM countable_activity") +
               ask(db, "SELECT count(*) FROM countable_attendance");
    };
    const std::string before = evidence();
    CHECK(ask(db, "SELECT count(*) FROM drill WHERE kind <> 'demonstration'") == "0");
    CHECK(run("idle").code <= 1);
    CHECK(evidence() == before);
    CHECK(ask(db, "SELECT count(*) FROM competence") == "0");
}

TEST_CASE("cli: a scenario of the library that cannot be fitted says everything at once") {
    const TempFolder folder;
    const std::string longhua = root + "/scenarios/plans/longhua3.plan.json";
    const Finished none = run_program(folder, {"drill", "new", "--scenario", "s99", "--plan",
                                               longhua, "--out", folder / "x.json"});
    CHECK(none.code == 2);
    CHECK_MESSAGE(has(none.err, "s99"), none.err);
    const Finished kitchen = run_program(folder, {"drill", "new", "--scenario", "s7", "--plan",
                                                  longhua, "--out", folder / "x.json"});
    CHECK(kitchen.code == 2);
    CHECK_FALSE(std::filesystem::exists(folder / "x.json"));
}

TEST_CASE("cli: teams of the same night are ranked, others are refused, and nobody gains by it") {
    const TempFolder folder;
    const std::string db = folder / "a.yanlian.db";
    const std::string script = root + "/scenarios/drills/ankang-night-smoking.drill.json";
    const auto play = [&](const char* name, const char* team, const char* seed) {
        const std::string record = folder / name;
        const Finished run = run_program(folder, {"drill", script, "--team", team, "--seed", seed,
                                                  "--db", db, "--no-open", "--record", record});
        REQUIRE_MESSAGE(run.code <= 1, run.err);
        return record;
    };
    const std::string best = play("red.drill", "perfect", "1"),
                      worst = play("blue.drill", "idle", "1"),
                      same = play("green.drill", "perfect", "1"),
                      other = play("other.drill", "perfect", "2");
    const auto evidence = [&] {
        return ask(db, "SELECT count(*) FROM competence") +
               ask(db, "SELECT count(*) FROM countable_activity");
    };
    const std::string before = evidence();
    const Finished ranked = run_program(folder, {"drill", "rank", worst, best, same, "--json"});
    REQUIRE_MESSAGE(ranked.code == 0, ranked.err);
    const auto places = nlohmann::json::parse(ranked.out);
    REQUIRE(places.size() == 3);
    CHECK(places[0]["team"] == "green"); // the same night twice: one place, by name
    CHECK(places[1]["team"] == "red");
    CHECK(places[1]["rank"] == 1);
    CHECK(places[2]["team"] == "blue");
    CHECK(places[2]["rank"] == 3);
    CHECK(has(run_program(folder, {"drill", "rank", best, worst}).out, "名次"));
    const Finished refused = run_program(folder, {"drill", "rank", best, other, script});
    CHECK(refused.code == 2);
    CHECK(has(refused.err, "不是同一场"));
    CHECK(has(refused.err, "ankang-night-smoking")); // and the other fault at once
    CHECK(evidence() == before);
}
