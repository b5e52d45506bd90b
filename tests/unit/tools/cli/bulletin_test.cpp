#include "cli_rig.h"

using namespace tests;
using nlohmann::json;

namespace {

/// A county of 30 homes with a year behind it.
std::string make_county(const TempFolder& folder) {
    const std::string db = folder / "county.yanlian.db";
    REQUIRE(std::system(
                ("python3 '" + root + "/tools/dev/make_city.py' county '" + db + "' > /dev/null")
                    .c_str()) == 0);
    return db;
}

} // namespace

TEST_CASE("cli: the bulletin of a half-year is the same text on whatever day it is made") {
    const TempFolder folder;
    const std::string db = make_county(folder);
    const auto bulletin = [&](const char* today, std::vector<std::string> more) {
        std::vector<std::string> arguments{"bulletin", "--half",  "2026H1", "--db",
                                           db,         "--today", today};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const Finished run = run_program(folder, arguments);
        CHECK_MESSAGE(run.code == 0, run.err);
        return run.out;
    };
    const std::string text = bulletin("2026-07-01", {});
    for (const char* part : {"消防安全半年通报 2026H1", "一、总体", "二、表扬", "三、问题",
                             "四、下步要求", "附表一", "机构 30 家"})
        CHECK_MESSAGE(has(text, part), part);
    CHECK_FALSE(has(text, "Homes"));
    CHECK(bulletin("2026-07-01", {}) == text);
    CHECK(bulletin("2026-11-30", {}) == text);
    CHECK(bulletin("2026-11-30", {"--json"}) == bulletin("2026-07-01", {"--json"}));

    const std::string csv = bulletin("2026-07-01", {"--csv"});
    CHECK(csv.starts_with("\xEF\xBB\xBF"));
    const std::string file = folder / "通报.csv";
    CHECK(has(bulletin("2026-07-01", {"--csv", "--out", file}), "已写"));
    CHECK(read_text(file) == csv);
}

TEST_CASE("cli: each number of the bulletin can be traced to as many rows as it says") {
    const TempFolder folder;
    const std::string db = make_county(folder);
    const auto run = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {"bulletin", "--half", "2026H1", "--db", db, "--today",
                                             "2026-07-01", "--json"});
        const Finished finished = run_program(folder, std::move(arguments));
        CHECK_MESSAGE(finished.code == 0, finished.err);
        return json::parse(finished.out);
    };
    const json whole = run({});
    CHECK(whole["format"] == "yanlian-bulletin");
    const json& total = whole["total"];
    for (const char* field : {"homes", "drill_due", "drill_done", "trained", "team_built",
                              "findings_found", "findings_closed", "findings_overdue", "expired"}) {
        CAPTURE(std::string(field));
        const json traced = run({"--explain", field});
        CHECK(traced["value"] == total[field]);
        CHECK(traced["rows"].size() == total[field].get<std::size_t>());
    }
    CHECK(total["findings_found"] ==
          std::stoll(ask(db, "SELECT count(*) FROM finding WHERE found_on BETWEEN '2026-01-01' "
                             "AND '2026-06-30'")));
    const json trained = run({"--explain", "trained"})["rows"][0];
    CHECK_FALSE(trained["evidence"].empty());
}

TEST_CASE("cli: a bulletin asked for wrongly names what there is") {
    const TempFolder folder;
    const std::string db = folder / "a.yanlian.db";
    refused(folder, {"bulletin", "--db", db, "--half", "2026H3"}, 2, {"2026H3", "H1 或 H2"});
    refused(folder, {"bulletin", "--db", db, "--explain", "happiness"}, 2,
            {"没有“happiness”这个数", "drill_done"});
    refused(folder, {"bulletin", "--db", db, "--org", "org/nowhere"}, 2, {"org/nowhere"});
}

TEST_CASE("cli: what the bulletin knows nothing about is no zero among its problems") {
    const TempFolder folder;
    const Finished run = run_program(folder, {"bulletin", "--half", "2026H1", "--db",
                                              folder / "new.yanlian.db", "--today", "2026-07-01"});
    REQUIRE_MESSAGE(run.code == 0, run.err);
    for (const char* part : {"隐患逾期：无数据", "隐患没有定时限：无数据", "证书过期：无数据",
                             "查岗没有应答（脱岗）：无数据"})
        CHECK_MESSAGE(has(run.out, part), part, run.out);
    const Finished open = run_program(folder, {"bulletin", "--half", "2026H2", "--db",
                                               folder / "new.yanlian.db", "--today", "2026-10-01"});
    CHECK_MESSAGE(has(open.out, "，逾期 0 家，未到期 1 家。"), open.out);
}
