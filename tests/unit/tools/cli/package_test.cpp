// yanlian activity package as a user types it.
#include "cli_rig.h"
#include "tools/sheets/zip_parts.h"

using namespace tests;

TEST_CASE("cli package: record, sign-in and index in one zip, twice the same bytes") {
    TempFolder folder;
    const std::string db = folder / "a.yanlian.db", out = folder / "一次.zip",
                      again = folder / "又一次.zip";
    const Finished added = run_program(folder, {"activity",
                                                "add",
                                                "drill",
                                                "../夜间/演练",
                                                "--day",
                                                "2026-03-01",
                                                "--start",
                                                "02:00",
                                                "--place",
                                                "二层",
                                                "--content",
                                                "207 室起火",
                                                "--lead",
                                                "赵国华",
                                                "--departments",
                                                "护理部",
                                                "--recorder",
                                                "孙建平",
                                                "--present",
                                                "5",
                                                "--person",
                                                "王芳",
                                                "--moment",
                                                "call_119=01:20",
                                                "--moment",
                                                "door_closed=门自动关",
                                                "--tag",
                                                "fire",
                                                "--json",
                                                "--db",
                                                db});
    REQUIRE_MESSAGE(added.code == 0, added.err);
    const std::string key = nlohmann::json::parse(added.out).at("key");
    const Finished packed =
        run_program(folder, {"activity", "package", key, "--out", out, "--json", "--db", db});
    REQUIRE_MESSAGE(packed.code == 0, packed.err);
    REQUIRE(run_program(folder, {"activity", "package", key, "--out", again, "--db", db}).code ==
            0);
    const std::string bytes = read_text(out);
    CHECK(bytes == read_text(again));
    const auto zip = tools::sheets::ZipParts::open(out, bytes);
    REQUIRE(zip);
    CHECK(zip->read("01-演练记录表.pdf").value().starts_with("%PDF"));
    CHECK(zip->read("02-签到表.pdf").value().starts_with("%PDF"));
    const std::string index = zip->read("目录.csv").value();
    const auto said = nlohmann::json::parse(packed.out);
    for (const auto& entry : said.at("entries")) {
        const std::string name = entry.at("file"), hash = entry.at("sha256");
        CHECK(has(index, name));
        CHECK(has(index, hash));
        CHECK(sim::core::sha256_hex(zip->read(name).value()) == hash);
    }
    refused(folder, {"activity", "package", "activity/none", "--out", out, "--db", db}, 2,
            {"没有活动 activity/none"});
    refused(folder, {"activity", "package", key, "--out", folder / "a.tar", "--db", db}, 2,
            {"不是 .zip"});
    refused(
        folder,
        {"activity", "add", "drill", "x", "--day", "2026-03-01", "--moment", "tea=1", "--db", db},
        2, {"tea=1"});
}
