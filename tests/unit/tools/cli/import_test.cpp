#include "cli_rig.h"

#include <set>

using namespace tests;
using nlohmann::json;

namespace {

std::set<int> rows_of(const json& lines, const char* fate) {
    std::set<int> rows;
    for (const auto& line : lines)
        if (line["fate"] == fate) rows.insert(line["row"].get<int>());
    return rows;
}
std::set<int> numbers(const json& list) {
    std::set<int> rows;
    for (const auto& one : list)
        rows.insert(one.get<int>());
    return rows;
}

} // namespace

TEST_CASE("cli: the messy .xlsx of 175 rows goes in with every planted fault named by its row") {
    const TempFolder folder;
    const std::string db = folder / "a.yanlian.db", sheet = folder / "花名册.xlsx",
                      planted = folder / "planted.json";
    REQUIRE(std::system(("python3 '" + root + "/tools/dev/make_messy.py' '" + sheet +
                         "' --seed 7 --json > '" + planted + "'")
                            .c_str()) == 0);
    const json truth = json::parse(read_text(planted));
    REQUIRE(run_program(folder, {"org", "list", "--db", db}).code == 0);
    const std::string before = read_text(db);
    const std::vector<std::string> look{"import", sheet, "--db", db, "--today", "2026-06-01"};
    const auto with = [&](std::vector<std::string> more) {
        more.insert(more.begin(), look.begin(), look.end());
        return run_program(folder, std::move(more));
    };

    const Finished dry = with({"--dry-run", "--json"});
    CHECK_MESSAGE(dry.code == 1, dry.err);
    const json plan = json::parse(dry.out);
    std::set<int> faults;
    for (const auto& [row, kind] : truth["faults"].items())
        faults.insert(std::stoi(row));
    CHECK(rows_of(plan["lines"], "problem") == faults);
    CHECK(rows_of(plan["lines"], "duplicate") == numbers(truth["doubles"]));
    std::set<int> warned;
    for (const auto& line : plan["lines"])
        if (line["fate"] == "new" && !line["warnings"].empty())
            warned.insert(line["row"].get<int>());
    CHECK(warned == numbers(truth["typos"]));
    CHECK(plan["rows"] == 177); // total and closing line
    CHECK(read_text(db) == before);

    // The same as CSV: a line for each thing said, the answer beside it.
    const Finished lines = with({"--dry-run", "--csv"});
    CHECK(lines.out.find("\xEF\xBB\xBF工作表,行,结果,编号,名称,位置,说明,应为\r\n") == 0);
    CHECK(lines.out.find("没有写入") == std::string::npos);
    CHECK(lines.err.find("没有写入") != std::string::npos);
    CHECK(with({"--who", "周督导"}).code == 1);
    CHECK(read_text(db) == before);
    const Finished taken = with({"--who", "周督导", "--accept-good"});
    CHECK(taken.code == 1);
    CHECK_MESSAGE(has(taken.out, "已导入"), taken.out, taken.err);
    const json again = json::parse(with({"--accept-good", "--json"}).out);
    CHECK(again["import"] == 0);
    CHECK(again["counts"]["new"] == 0);
    CHECK(again["counts"]["changed"] == 0);
}

TEST_CASE("cli: an export is written as its name says, and comes back without a change") {
    const TempFolder folder;
    const std::string db = folder / "a.yanlian.db";
    for (const char* name : {"people.csv", "people.xlsx"}) {
        CAPTURE(std::string(name));
        const std::string file = folder / name;
        const Finished out = run_program(folder, {"export", "people", "--db", db, "--out", file});
        REQUIRE_MESSAGE(out.code == 0, out.err);
        const std::string bytes = read_text(file);
        CHECK(bytes.starts_with(std::string(name).ends_with("csv") ? "\xEF\xBB\xBF" : "PK"));
        const Finished back = run_program(folder, {"import", file, "--db", db, "--json"});
        const json plan = json::parse(back.out);
        CHECK(plan["counts"]["new"] == 0);
        CHECK(plan["counts"]["changed"] == 0);
        CHECK(plan["counts"]["problem"] == 0);
    }
    refused(folder, {"export", "people", "--db", db, "--out", folder / "people.txt"}, 2,
            {"people.txt", ".xlsx 或 .csv"});
}
