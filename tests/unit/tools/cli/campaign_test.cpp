#include "cli_rig.h"

using namespace tests;

TEST_CASE("cli: campaigns of a year, what a home lacks, and a lesson told to a shift") {
    const TempFolder folder;
    const std::string db = folder / "a.yanlian.db";
    const auto run = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--db", db});
        return run_program(folder, std::move(arguments));
    };
    const Finished list = run({"campaign", "list", "--year", "2026", "--json"});
    REQUIRE_MESSAGE(list.code == 0, list.err);
    CHECK(nlohmann::json::parse(list.out).size() == 2);
    CHECK(run({"training", "add", "案例", "--day", "2026-06-10", "--tag", "cases"}).code == 0);
    const Finished show =
        run({"campaign", "show", "campaign/2026-june", "--today", "2026-07-01", "--json"});
    CHECK(show.code == 1);
    const auto json = nlohmann::json::parse(show.out);
    CHECK(json["homes"][0]["counts"] == std::vector<int>{0, 0, 0, 1});
    CHECK(run({"campaign", "show", "campaign/2026-june", "--today", "2026-06-30"}).code == 0);
    CHECK(run({"campaign", "add", "2026-month", "--kind", "safety_month", "--title", "安全管理月",
               "--from", "2026-03-01", "--until", "2026-03-31"})
              .code == 0);
    CHECK(run({"campaign", "add", "2026-month", "--from", "2026-03-01", "--until", "2026-03-31"})
              .code == 2);
    CHECK(run({"campaign", "add", "x", "--from", "三月", "--until", "2026-01-01"}).code == 2);
    CHECK(run({"campaign", "show", "campaign/none"}).code == 2);

    const Finished nobody = run({"lesson", "log", "2026-03-01/night", "--lead", "李卫东"});
    CHECK(nobody.code == 2);
    CHECK_MESSAGE(has(nobody.err, "--all-of-shift（这一班 5 人）"), nobody.err);
    const Finished two = run({"lesson", "log", "2026-03-02/night", "--present", "王芳,陈静"});
    CHECK_MESSAGE(has(two.out, "2 人"), two.out, two.err);
    const Finished log =
        run({"lesson", "log", "2026-03-01/night", "--lead", "李卫东", "--all-of-shift", "--json"});
    REQUIRE_MESSAGE(log.code == 0, log.err);
    CHECK(nlohmann::json::parse(log.out)["present"] == 5);
    CHECK(run({"lesson", "log", "2026-03-01/night", "--all-of-shift"}).code == 2); // on file
    CHECK(has(run({"lesson", "log", "2026-03-03/night", "--all-of-shift"}).out, "没有签到"));
    const auto cards = nlohmann::json::parse(run_program(folder, {"lesson", "list", "--json"}).out);
    CHECK(cards.size() >= 10);
    CHECK(has(run_program(folder, {"lesson", "card", cards[0]["card"].get<std::string>()}).out,
              "5 分钟"));
}
