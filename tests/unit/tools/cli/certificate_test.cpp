#include "cli_rig.h"

using namespace tests;

TEST_CASE("cli: a certificate is entered, reminded of, taken back and printed") {
    const TempFolder folder;
    const std::string db = folder / "a.yanlian.db";
    const auto run = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--db", db});
        return run_program(folder, std::move(arguments));
    };
    Finished add = run({"certificate", "add", "消防设施操作员", "--person", "周强", "--number",
                        "XF-2024-001", "--issued", "2024-10-01", "--expires", "2026-09-30"});
    CHECK_MESSAGE(add.code == 0, add.err);
    CHECK(run({"certificate", "add", "消防验收", "--number", "YS-1", "--issued", "2020-05-01"})
              .code == 0);
    const Finished again = run({"certificate", "add", "fire_facility_operator", "--person", "周强",
                                "--number", "XF-2024-001", "--issued", "2024-10-01"});
    CHECK(again.code == 2);
    const Finished bad = run({"certificate", "add", "驾照", "--person", "周墙", "--number",
                              "11010519491231002X", "--issued", "昨天"});
    CHECK(bad.code == 2);
    for (const char* part : {"驾照", "周墙", "身份证号", "昨天"})
        CHECK_MESSAGE(has(bad.err, part), part, "\n", bad.err);
    CHECK_FALSE(has(bad.err, "11010519491231002X"));

    const Finished list = run({"certificate", "list", "--today", "2026-07-02", "--json"});
    REQUIRE(list.code == 0);
    const auto json = nlohmann::json::parse(list.out);
    REQUIRE(json.size() == 2);
    CHECK(json[0]["holder"] == "周强");
    CHECK(json[0]["days_left"] == 90);
    CHECK(json[0]["reminder"] == "in_90_days");
    CHECK(json[1]["holder"] == "安康养老院");
    CHECK(json[1]["days_left"].is_null());
    CHECK(run({"certificate", "list", "--due", "--today", "2026-09-30"}).code == 0);
    CHECK(run({"certificate", "list", "--due", "--today", "2026-10-01"}).code == 1);

    CHECK(run({"certificate", "revoke", "1", "--on", "2026-06-01", "--reason", "伪造"}).code == 0);
    CHECK(run({"certificate", "revoke", "1", "--on", "2026-06-01", "--reason", "伪造"}).code == 2);
    const Finished csv = run({"certificate", "list", "--today", "2026-07-02", "--csv"});
    CHECK(has(csv.out, "已撤销"));

    const std::string pdf = folder / "c.pdf", text = folder / "c.txt";
    const Finished form =
        run({"form", "print", "certificate_register", "--today", "2026-07-02", "--out", pdf});
    REQUIRE_MESSAGE(form.code == 0, form.err);
    REQUIRE(std::system(("pdftotext -raw '" + pdf + "' '" + text + "'").c_str()) == 0);
    for (const char* part : {"XF-2024-001", "周强", "已撤销", "消防验收", "YS-1"})
        CHECK_MESSAGE(has(read_text(text), part), part);
}
