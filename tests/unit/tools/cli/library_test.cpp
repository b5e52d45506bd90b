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
