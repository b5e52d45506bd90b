// Care for 24 hours with a day off after, from the draft to the wall and back.
#include "cli_rig.h"

using namespace tests;
using nlohmann::json;

namespace {

std::vector<std::string> draft(const std::string& db, const std::string& file,
                               std::vector<std::string> more) {
    std::vector<std::string> all{
        "duty", "new",   "--first", "2026-12-01", "--last", "2026-12-31",   "--db",
        db,     "--out", file,      "--pattern",  "24",     "--care-night", "2"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

} // namespace

TEST_CASE(
    "cli: 24 hours of care with a day off after are drafted, planned, hung up and read back") {
    TempFolder folder;
    const std::string db = folder / "a.yanlian.db", file = folder / "m.duty.json";
    REQUIRE(run_program(folder, {"org", "list", "--db", db}).code == 0);
    const Finished refused = run_program(folder, draft(db, file, {}));
    CHECK(refused.code == 2);
    CHECK_MESSAGE(has(refused.err, "综合计算工时"), refused.err);
    CHECK(has(refused.err, "--approval"));
    const Finished drafted = run_program(
        folder,
        draft(db, file,
              {"--hours", "按季", "--approval", "苏人社〔2026〕12号", "--leader-rest", "48"}));
    REQUIRE_MESSAGE(drafted.code == 0, drafted.err);
    const json duty = json::parse(read_text(file));
    const auto rest_of = [&](const std::string& key) {
        for (const json& one : duty["shifts"])
            if (one["key"] == key) return one.value("rest_after_min", 0);
        return -1;
    };
    CHECK(rest_of("H24") == 48 * 60);
    CHECK(rest_of("C24") == 24 * 60);
    const Finished planned = run_program(folder, {"duty", "plan", file, "--moves", "1"});
    REQUIRE_MESSAGE(planned.code == 0, planned.out, planned.err);
    CHECK(run_program(folder, {"duty", "check", file}).code == 0);
    const std::string sheet = folder / "m.xlsx", wall = folder / "m.pdf";
    REQUIRE(run_program(folder, {"duty", "export", file, "--out", sheet}).code == 0);
    REQUIRE(run_program(folder, {"duty", "export", file, "--out", wall}).code == 0);
    const std::string before = read_text(file);
    const Finished read = run_program(folder, {"duty", "import", file, sheet});
    CHECK_MESSAGE(read.code == 0, read.out, read.err);
    CHECK(read_text(file) == before);
    const Finished shown = run_program(folder, {"duty", "show", file});
    CHECK(has(shown.out, "护理 全天"));
}
