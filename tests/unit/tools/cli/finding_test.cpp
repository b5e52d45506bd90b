// yanlian finding and yanlian inspection as a user types them.
#include "cli_rig.h"

using namespace tests;

namespace {

struct LedgerRig {
    TempFolder folder;
    std::string db = folder / "a.yanlian.db";

    Finished run(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--db", db});
        return run_program(folder, std::move(arguments));
    }
    Finished refuse(std::vector<std::string> arguments, int code,
                    std::initializer_list<std::string> parts) {
        arguments.insert(arguments.end(), {"--db", db});
        return refused(folder, std::move(arguments), code, parts);
    }
    nlohmann::json json(std::vector<std::string> arguments) {
        arguments.emplace_back("--json");
        const Finished done = run(std::move(arguments));
        REQUIRE_MESSAGE(done.code == 0, done.err);
        return nlohmann::json::parse(done.out);
    }
    std::string add(std::vector<std::string> more = {}) {
        std::vector<std::string> arguments{
            "finding",       "add",        "--by",          "王芳",    "--text",     "东侧出口被锁",
            "--responsible", "曹刚",       "--measure",     "拆锁",    "--deadline", "2026-03-10",
            "--found-on",    "2026-03-01", "--contingency", "专人看守"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return json(std::move(arguments)).at(0).at("finding");
    }
};

} // namespace

TEST_CASE("cli finding: registered, suspended, worked on, extended, closed by a second person") {
    LedgerRig rig;
    const std::string key = rig.add({"--life-safety", "--zone", "level/1"});
    CHECK(key == "finding/ankang/2026-001");
    CHECK(rig.json({"finding", "list", "--suspensions", "--open"}).size() == 1);
    rig.refuse({"finding", "close", key, "--by", "孙建平", "--evidence", "x"}, 2, {"不能跳过"});
    CHECK(rig.run({"finding", "step", key, "--to", "in_progress", "--by", "王芳"}).code == 0);
    rig.refuse({"finding", "extend", key, "--by", "曹刚", "--deadline", "2026-04-10"}, 2,
               {"延期没有写原因", "不能批准延期"});
    CHECK(rig.run({"finding", "extend", key, "--by", "赵国华", "--deadline", "2026-04-10",
                   "--reason", "等配件"})
              .code == 0);
    CHECK(rig.json({"finding", "list", "--today", "2026-04-12"}).at(0).at("days_left") == -2);
    CHECK(rig.json({"finding", "list", "--overdue", "--today", "2026-04-10"}).empty());
    CHECK(rig.run({"finding", "step", key, "--to", "to_be_rechecked", "--by", "曹刚"}).code == 0);
    rig.refuse({"finding", "close", key, "--by", "曹刚"}, 2, {"没有凭证", "不能自己给自己销号"});
    const std::string photo = rig.folder / "after.jpg";
    write_text(photo, "picture");
    CHECK(rig.run({"finding", "close", key, "--by", "孙建平", "--evidence", photo}).code == 0);
    const auto shown = rig.json({"finding", "show", key});
    CHECK(shown.at("steps").size() == 5);
    CHECK(has(shown.at("steps").back().at("evidence"), "after.jpg 7 B sha256:"));
    CHECK_FALSE(has(rig.run({"finding", "show", key}).out, "UTC")); // for people: local time
    CHECK(rig.json({"finding", "list", "--suspensions", "--open"}).empty());
    const auto counts = rig.json({"finding", "list", "--counts"}).at("total");
    CHECK(counts.at("registered") == 1);
    CHECK(counts.at("closed") == 1);
    CHECK(counts.at("open") == 0);
}

TEST_CASE("cli finding: everything that is wrong comes at once, and nothing is written") {
    LedgerRig rig;
    rig.refuse({"finding", "add", "--by", "无名", "--found-on", "2026-13-01", "--funds", "x",
                "--responsible", "张三"},
               2, {"2026-13-01", "“x”不是金额", "“张三”", "“无名”", "没有写问题"});
    rig.refuse({"finding", "show", "finding/none"}, 2, {"finding/none", "没有这条隐患"});
    rig.refuse({"finding", "add", "--by", "王芳", "--drill", "7", "--failures"}, 2, {"演练 7"});
    CHECK(rig.json({"finding", "list"}).empty());
}

TEST_CASE("cli finding: the sheet opens in a spreadsheet") {
    LedgerRig rig;
    rig.add({"--category", "=1+1", "--zone", "=cmd"});
    const Finished csv = rig.run({"finding", "list", "--csv"});
    CHECK(csv.out.starts_with("\xEF\xBB\xBF编号,发现日期,来源"));
    CHECK(has(csv.out, "'=cmd"));
}

TEST_CASE("cli inspection: patrols on record, missed days told apart, findings beside") {
    LedgerRig rig;
    CHECK(rig.run({"inspection", "add", "--kind", "daily_patrol", "--inspector", "王芳", "--date",
                   "2026-03-02", "--item", "一层|安全出口|ok"})
              .code == 0);
    const auto found =
        rig.json({"inspection", "add", "--kind", "daily_patrol", "--inspector", "王芳", "--date",
                  "2026-03-03", "--finding", "厨房|灭火器过期", "--danger", "level/2|东门锁死"});
    CHECK(found.at("findings").size() == 2);
    CHECK(rig.json({"finding", "list", "--suspensions", "--open"}).at(0).at("zone") == "level/2");
    const auto missed = rig.json({"inspection", "list", "--missed", "--from", "2026-03-01",
                                  "--until", "2026-03-31", "--today", "2026-04-01"})
                            .at(0);
    CHECK(missed.at("days_due") == 31);
    CHECK(missed.at("patrolled_count") == 2);
    CHECK(missed.at("clean_count") == 1);
    CHECK(missed.at("missed_days").size() == 29);
    CHECK(missed.at("missed_months").size() == 1);
    CHECK(missed.at("night_gaps").size() == 31);
    rig.refuse({"inspection", "add", "--inspector", "王芳", "--date", "2026-1-1", "--item", "x"}, 2,
               {"2026-1-1", "--item", "--kind"});
}

TEST_CASE("cli inspection: the office that came is written by key or name, a stranger is named") {
    LedgerRig rig;
    REQUIRE(rig.run({"org", "add", "org/town", "青田镇", "--kind", "town_office"}).code == 0);
    for (const char* office : {"org/town", "青田镇"})
        CHECK(rig.run({"inspection", "add", "--org", "org/ankang", "--kind", "town_monthly",
                       "--date", "2026-03-02", "--inspector", "秦监", "--office", office})
                  .code == 0);
    CHECK(ask(rig.db, "SELECT count(*) FROM inspection AS i JOIN organisation AS o "
                      "ON o.id = i.by_organisation_id WHERE o.key = 'org/town'") == "2");
    rig.refuse({"inspection", "add", "--org", "org/ankang", "--kind", "town_monthly", "--date",
                "2026-13-02", "--inspector", "秦监", "--office", "青天镇"},
               2, {"--office 青天镇", "数据库里没有这个单位", "2026-13-02"});
}

TEST_CASE("cli inspection: a plan that does not fit answers no, with the numbers") {
    LedgerRig rig;
    rig.refuse({"inspection", "plan", "--year", "2026", "--rounds", "52", "--weekly", "1", "--from",
                "2026-06-01"},
               1, {"还要查 52 次", "31 次", "差 21 次"});
    CHECK(rig.json({"inspection", "plan", "--year", "2026", "--save"}).size() == 52);
    const auto plans = rig.json({"inspection", "plan", "--year", "2026", "--show"});
    CHECK(plans.size() == 52);
    CHECK(rig.json({"inspection", "plan", "--year", "2026"}) ==
          rig.json({"inspection", "plan", "--year", "2026"}));
}

TEST_CASE("cli inspection: the sample is kept with its seed and proved") {
    LedgerRig rig;
    const auto drawn = rig.json(
        {"inspection", "sample", "--year", "2026", "--seed", "18446744073709551615", "--save"});
    CHECK(drawn.at("wanted_count") == 1);
    const auto kept = rig.json({"inspection", "sample", "--year", "2026", "--show"});
    CHECK(kept.at("seed") == "18446744073709551615");
    CHECK(kept.at("reproduced") == true);
    rig.refuse({"inspection", "sample", "--year", "2026", "--seed", "1", "--save"}, 2,
               {"已经抽过"});
    rig.refuse({"inspection", "sample", "--year", "2027", "--seed", "1", "--share", "0.3"}, 2,
               {"0.3"});
}
