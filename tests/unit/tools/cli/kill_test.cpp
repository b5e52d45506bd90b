#include "cli_rig.h"

using namespace tests;

TEST_CASE("cli: killed at any moment, a drill leaves a whole database, and record and report whole "
          "or absent") {
    const char* asked = std::getenv("YANLIAN_KILLS");
    const int kills = asked ? std::atoi(asked) : 8;
    const TempFolder folder;
    const std::string db = folder / "a.db",
                      decisions =
                          root + "/scenarios/decisions/ankang-night-smoking-sample.decisions.jsonl";
    const auto arguments = [&](int run) {
        const std::string name = std::to_string(run);
        // Decisions, so that people get rows; each run from its own seed, so that each is its own
        // evidence.
        return std::vector<std::string>{"drill",       night,
                                        "--decisions", decisions,
                                        "--set",       "end_s=700",
                                        "--seed",      name,
                                        "--db",        db,
                                        "--record",    folder / (name + ".drill").c_str(),
                                        "--report",    folder / (name + ".html").c_str()};
    };
    REQUIRE(run_program(folder, arguments(0)).code == 0); // makes the database
    const Finished whole = run_program(folder, arguments(kills + 1));
    REQUIRE_MESSAGE(whole.code == 0, whole.err);
    const std::string people_each = ask(db, "SELECT count(*) FROM drill_person WHERE drill_id = 1");
    const std::string outcomes_each = ask(db, "SELECT count(*) FROM outcome WHERE drill_id = 1");
    REQUIRE(people_each == "2");
    int killed = 0;
    for (int run = 1; run <= kills; ++run) {
        CAPTURE(run);
        const double after_s = whole.wall_s * run / (kills + 1);
        if (run_program(folder, arguments(run), after_s, [] {}).code == -SIGKILL) ++killed;
        CHECK(ask(db, "PRAGMA integrity_check") == "ok");
        CHECK(ask(db, "SELECT count(*) FROM pragma_foreign_key_check") == "0");
        CHECK(ask(db, "SELECT count(*) FROM drill WHERE (SELECT count(*) FROM drill_person WHERE "
                      "drill_id = drill.id) <> " +
                          people_each) == "0");
        CHECK(ask(db, "SELECT count(*) FROM drill WHERE (SELECT count(*) FROM outcome WHERE "
                      "drill_id = drill.id) <> " +
                          outcomes_each) == "0");
        const std::string stem = folder / std::to_string(run).c_str();
        if (std::filesystem::exists(stem + ".drill"))
            CHECK(run_program(folder, {"replay", stem + ".drill", "--verify"}).code == 0);
        else if (std::filesystem::exists(stem + ".drill.part") &&
                 std::filesystem::file_size(stem + ".drill.part") > 0)
            CHECK(run_program(folder, {"check", stem + ".drill.part"}).code <= 2);
        if (std::filesystem::exists(stem + ".html"))
            CHECK(has(read_text(stem + ".html"), "</html>"));
    }
    MESSAGE(killed, " of ", kills, " runs were killed before their end");
    CHECK(run_program(folder, {"people", "--db", db}).code == 0);
}
