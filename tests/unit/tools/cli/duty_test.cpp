#include "cli_rig.h"

using namespace tests;
using nlohmann::json;

namespace {

/// A roster of the example home for one month, planned.
std::string make_month(const TempFolder& folder, const std::string& db) {
    std::string file = folder / "m.duty.json";
    const Finished drafted =
        run_program(folder, {"duty", "new", "--db", db, "--first", "2026-12-01", "--last",
                             "2026-12-31", "--care-day", "3", "--care-night", "2", "--out", file});
    REQUIRE_MESSAGE(drafted.code == 0, drafted.err);
    CHECK(has(drafted.out, "需要"));
    const Finished planned = run_program(folder, {"duty", "plan", file, "--moves", "2"});
    REQUIRE_MESSAGE(planned.code == 0, planned.out, planned.err);
    CHECK(has(planned.out, "没有一处违反规定"));
    return file;
}

json read_json(const std::string& file) {
    return json::parse(read_text(file));
}

} // namespace

TEST_CASE("cli: a month of duty from the ledger is planned, proved hour by hour and shown") {
    const TempFolder folder;
    const std::string db = folder / "a.yanlian.db", file = make_month(folder, db);
    const Finished checked = run_program(folder, {"duty", "check", file, "--json"});
    CHECK_MESSAGE(checked.code == 0, checked.out);
    const json proof = json::parse(checked.out);
    CHECK(proof["hours"] == 31 * 24 - 8); // the first shift of the roster begins at eight
    CHECK(proof["whole_hours"] == proof["hours"]);
    CHECK(proof["violations"].empty());
    const Finished month = run_program(folder, {"duty", "show", file, "--month", "2026-12"});
    CHECK(has(month.out, "2026-12-31"));
    CHECK(has(month.out, "带班领导"));
    // The same seed gives the same roster.
    const std::string again = folder / "again.duty.json";
    CHECK(run_program(folder, {"duty", "plan", file, "--moves", "2", "--out", again}).code == 0);
    CHECK(read_text(again) == read_text(file));
}

TEST_CASE("cli: a planned roster changes nothing in the ledger") {
    const TempFolder folder;
    const std::string db = folder / "a.yanlian.db";
    REQUIRE(run_program(folder, {"org", "list", "--db", db}).code == 0);
    const std::string before = read_text(db);
    const std::string due =
        run_program(folder, {"due", "--db", db, "--today", "2026-12-31", "--json"}).out;
    make_month(folder, db);
    CHECK(read_text(db) == before);
    CHECK(run_program(folder, {"due", "--db", db, "--today", "2026-12-31", "--json"}).out == due);
}

TEST_CASE("cli: one shift taken out of a roster is found, and why everybody away cannot be") {
    const TempFolder folder;
    const std::string file = make_month(folder, folder / "a.yanlian.db");
    json duty = read_json(file);
    duty["cells"].erase(duty["cells"].begin() + 40);
    write_text(file, duty.dump());
    const Finished gap = run_program(folder, {"duty", "check", file});
    CHECK(gap.code == 1);
    CHECK(has(gap.out, "duty/cover"));
    for (const json& person : duty["people"])
        for (const json& qualification : person["qualifications"])
            if (qualification["key"] == "leader")
                duty["absences"].push_back({{"person_key", person["key"]},
                                            {"kind", "leave"},
                                            {"first", "2026-12-10"},
                                            {"last", "2026-12-10"},
                                            {"reason", "开会"}});
    write_text(file, duty.dump());
    const Finished why = run_program(folder, {"duty", "explain", file});
    CHECK(why.code == 1);
    for (const char* part :
         {"2026-12-10", "带班领导", "开会", "少了任何一条，其余几条就能同时满足", "出路"})
        CHECK_MESSAGE(has(why.out, part), part, why.out);
    const Finished read = run_program(folder, {"duty", "explain", file, "--json"});
    CHECK(read.code == 1);
    const json told = json::parse(read.out);
    CHECK(told["answer"] == "impossible");
    CHECK(told["conflict"]["minimal"] == true);
    CHECK(told["conflict"]["members"].size() > 1);
    CHECK(told["ways"][0]["way"] == 1);
}

TEST_CASE("cli: a sick call is mended with few changes, all of them named") {
    const TempFolder folder;
    const std::string file = make_month(folder, folder / "a.yanlian.db"),
                      out = folder / "mended.duty.json";
    const Finished mended =
        run_program(folder, {"duty", "repair", file, "--sick", "王芳", "--first", "2026-12-02",
                             "--last", "2026-12-04", "--reason", "发烧", "--out", out});
    CHECK_MESSAGE(mended.code == 0, mended.out, mended.err);
    CHECK(has(mended.out, "已证明不能更少"));
    CHECK(run_program(folder, {"duty", "check", out}).code == 0);
    refused(folder, {"duty", "repair", file, "--sick", "某某", "--first", "2026-12-02"}, 2,
            {"某某"});
}

TEST_CASE("cli: a broken duty file is named with all its faults and left alone") {
    const TempFolder folder;
    const std::string file = folder / "x.duty.json";
    write_text(file, "{\"format\": \"yanlian-duty\", \"version\": 1, \"people\": 3, \"oops\": 1}");
    const std::string before = read_text(file);
    refused(folder, {"duty", "plan", file}, 2, {"/people", "/oops"});
    CHECK(read_text(file) == before);
    refused(folder, {"duty", "plan", folder / "missing.duty.json"}, 2, {"missing.duty.json"});
    refused(folder, {"duty", "benchmark", file}, 2, {file});
}

TEST_CASE("cli: a roster that hands may have changed is planned anew only when asked to") {
    const TempFolder folder;
    const std::string file = make_month(folder, folder / "a.yanlian.db");
    const std::string before = read_text(file);
    refused(folder, {"duty", "plan", file, "--seed", "9", "--moves", "0.2"}, 2,
            {"--again", "--out", "手工"});
    CHECK(read_text(file) == before);
    run_program(folder, {"duty", "plan", file, "--seed", "9", "--moves", "0.2", "--again"});
    CHECK(read_text(file) != before);
    const std::string other = folder / "other.duty.json";
    write_text(other, before);
    refused(folder, {"duty", "plan", file, "--out", other}, 2, {"other.duty.json"});
}

TEST_CASE("cli: an edited sheet says which shift of which post goes to whom") {
    const TempFolder folder;
    const std::string file = make_month(folder, folder / "a.yanlian.db"), csv = folder / "m.csv";
    REQUIRE(run_program(folder, {"duty", "export", file, "--out", csv}).code == 0);
    const Finished same = run_program(folder, {"duty", "import", file, csv});
    CHECK(same.code == 0);
    CHECK(has(same.out, "31 天"));
    // Written where English is spoken, read where Chinese is.
    const std::string english = folder / "e.csv";
    REQUIRE(run_program(folder, {"--lang", "en", "duty", "export", file, "--out", english}).code ==
            0);
    CHECK(has(read_text(english), "Duty leader"));
    CHECK(run_program(folder, {"duty", "import", file, english}).code == 0);
    CHECK(run_program(folder, {"--lang", "en", "duty", "import", file, csv}).code == 0);
    std::string text = read_text(csv);
    const std::size_t row = text.find("2026-12-04"), end = text.find('\n', row);
    const std::size_t cell = text.rfind(',', end) + 1;
    text.replace(cell, end - cell - 1, ""); // nobody in the last column, CR stays
    write_text(csv, text);
    const Finished changed = run_program(folder, {"duty", "import", file, csv});
    CHECK(changed.code == 1);
    for (const char* part : {"改动：1 处", "班次", "夜班", "2026-12-04", "duty/cover"})
        CHECK_MESSAGE(has(changed.out, part), part, changed.out);
}

TEST_CASE("cli: a roster over two months hangs on the wall month by month") {
    const TempFolder folder;
    const std::string file = folder / "y.duty.json", pdf = folder / "y.pdf";
    REQUIRE(run_program(folder, {"duty", "new", "--db", folder / "a.yanlian.db", "--first",
                                 "2026-11-15", "--last", "2026-12-10", "--out", file})
                .code == 0);
    run_program(folder, {"duty", "plan", file, "--moves", "0.5"});
    const Finished both = run_program(folder, {"duty", "export", file, "--out", pdf});
    CHECK_MESSAGE(both.code == 0, both.err);
    CHECK(has(read_text(pdf), "/Count 2"));
    const Finished one =
        run_program(folder, {"duty", "export", file, "--month", "2026-12", "--out", pdf});
    CHECK(one.code == 0);
    CHECK(has(read_text(pdf), "/Count 1"));
}

TEST_CASE("cli: a calendar given out again calls off what is no longer there") {
    const TempFolder folder;
    const std::string file = make_month(folder, folder / "a.yanlian.db"),
                      old = folder / "old.duty.json", ics = folder / "m.ics";
    write_text(old, read_text(file));
    json duty = read_json(file);
    duty["cells"].erase(duty["cells"].begin() + 40);
    write_text(file, duty.dump());
    CHECK(run_program(folder, {"duty", "export", file, "--out", ics, "--since", old}).code == 0);
    CHECK(has(read_text(ics), "STATUS:CANCELLED"));
    CHECK(has(read_text(ics), "SEQUENCE:1"));
    json stranger = read_json(old);
    stranger["organisation_key"] = "org/other";
    write_text(old, stranger.dump());
    refused(folder, {"duty", "export", file, "--out", ics, "--since", old}, 2, {"--since"});
}
