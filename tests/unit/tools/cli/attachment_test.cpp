#include "cli_rig.h"

using namespace tests;

TEST_CASE("cli: a photo of a real drill is attached, listed, taken out and checked") {
    const TempFolder folder;
    const std::string db = folder / "a.yanlian.db", photo = folder / "照片.jpg";
    write_text(photo, "\xFF\xD8\xFF photo");
    const auto run = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--db", db});
        return run_program(folder, std::move(arguments));
    };
    const std::vector<std::string> drill{"activity",      "add",        "drill",     "夜间疏散",
                                         "--day",         "2026-03-12", "--start",   "02:30",
                                         "--place",       "二层",       "--content", "疏散",
                                         "--departments", "护理部",     "--lead",    "赵国华",
                                         "--recorder",    "许文静",     "--present", "6"};
    std::vector<std::string> missing = drill;
    missing.insert(missing.end(), {"--photo", folder / "none.jpg"});
    CHECK(run(missing).code == 2);
    CHECK(nlohmann::json::parse(run({"activity", "list", "--json"}).out).empty());
    std::vector<std::string> with = drill;
    with.insert(with.end(), {"--photo", photo, "--json"});
    const Finished added = run(with);
    REQUIRE_MESSAGE(added.code == 0, added.err);
    const std::string key = nlohmann::json::parse(added.out)["key"];

    const auto list =
        nlohmann::json::parse(run({"attachment", "list", "--subject", key, "--json"}).out);
    REQUIRE(list.size() == 1);
    CHECK(list[0]["file"] == "照片.jpg");
    const std::string hash = list[0]["sha256"];
    CHECK(read_text(db + ".files/" + hash.substr(0, 2) + "/" + hash) == read_text(photo));
    CHECK(run({"attachment", "add", key, photo}).code == 2);
    CHECK(run({"attachment", "check"}).code == 0);
    CHECK(run({"attachment", "export", "--subject", key, "--out", folder / "out"}).code == 0);
    CHECK(read_text(folder / "out/1-照片.jpg") == read_text(photo));
    write_text(db + ".files/" + hash.substr(0, 2) + "/" + hash, "changed");
    const Finished check = run({"attachment", "check", "--json"});
    CHECK(check.code == 1);
    CHECK(nlohmann::json::parse(check.out)["changed"][0]["file"] == "照片.jpg");
}
