#include "cli_rig.h"

#include "tools/cli/terminal.h"
#include <fmt/format.h>
#include <fstream>
#include <sqlite3.h>

using namespace tests;
using nlohmann::ordered_json;

namespace {

std::vector<std::string> keys_of(const ordered_json& object) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : object.items())
        keys.push_back(key);
    return keys;
}

Finished done(const TempFolder& folder, std::vector<std::string> arguments) {
    Finished run = run_program(folder, std::move(arguments));
    REQUIRE_MESSAGE(run.code == 0, run.err, run.out);
    return run;
}

} // namespace

TEST_CASE("cli: drill --json prints the object of the documentation, and no progress") {
    const TempFolder folder;
    const Finished run = done(folder, {"drill", night, "--set", "end_s=120", "--json"});
    CHECK(run.err.empty());
    const auto json = ordered_json::parse(run.out);
    CHECK(keys_of(json) == std::vector<std::string>{"scenario", "seed", "start", "team", "kind",
                                                    "rating", "score", "raw", "caps", "times_s",
                                                    "people", "residents", "facts", "chain",
                                                    "cpu_s"});
    CHECK(keys_of(json["times_s"]) == std::vector<std::string>{"detect", "confirm", "call_119",
                                                               "first_agent", "origin_door_closed",
                                                               "origin_room_clear", "accounted"});
    CHECK(keys_of(json["people"]) ==
          std::vector<std::string>{"safe", "sheltered", "inside", "incapacitated"});
    int people = 0, residents = 0;
    for (const auto& count : json["people"])
        people += count.get<int>();
    for (const auto& count : json["residents"])
        residents += count.get<int>();
    CHECK(people == 95);
    CHECK(residents == 90);
    CHECK(json["kind"] == "demonstration");
    CHECK(json["chain"].get<std::string>().size() == 64);
    CHECK(json["cpu_s"].get<double>() > 0);
    // Without --db the default database of the user's data folder.
    CHECK(std::filesystem::exists(folder / "data/yanlian/default.yanlian.db"));
}

TEST_CASE("cli: same seed, same chain; another seed of a team that errs, another chain") {
    const TempFolder folder;
    const auto chain = [&](const char* seed) {
        return ordered_json::parse(done(folder, {"drill", night, "--set", "end_s=240", "--team",
                                                 "typical", "--seed", seed, "--json"})
                                       .out)["chain"];
    };
    const auto first = chain("4");
    CHECK(chain("4") == first);
    CHECK(chain("5") != first);
}

TEST_CASE("cli: demonstrations leave competence and obligations byte for byte as they were") {
    const TempFolder folder;
    const std::string db = folder / "a.db";
    done(folder, {"observe", night, "--marks", marks, "--db", db});
    const auto dump = [&] {
        sqlite3* raw = nullptr;
        REQUIRE(sqlite3_open_v2(db.c_str(), &raw, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
        std::string all;
        for (const char* table : {"drill_person", "outcome", "competence", "finding",
                                  "finding_step", "drill_obligation"})
            sqlite3_exec(
                raw, (std::string("SELECT * FROM ") + table).c_str(),
                [](void* to, int n, char** values, char**) {
                    for (int i = 0; i < n; ++i)
                        *static_cast<std::string*>(to) +=
                            std::string(values[i] ? values[i] : "NULL") + "|";
                    *static_cast<std::string*>(to) += "\n";
                    return 0;
                },
                &all, nullptr);
        sqlite3_close(raw);
        return all;
    };
    const std::string before = dump();
    CHECK(before.size() > 1000);
    for (const char* team : {"perfect", "typical", "idle"})
        done(folder, {"drill", night, "--team", team, "--db", db, "--set", "end_s=400", "--json"});
    done(folder, {"drill", night, "--trace", root + "/scenarios/traces/nist-sdc02.trace.jsonl",
                  "--db", db, "--set", "end_s=300", "--json"});
    CHECK(dump() == before);
}

TEST_CASE("cli: a demonstration's report names the building shown, not the home on file") {
    const TempFolder folder;
    const std::string report = folder / "out.html";
    done(folder,
         {"drill",
          std::string(YANLIAN_SOURCE_DIR) + "/scenarios/drills/longhua-2025-unattended.drill.json",
          "--set", "end_s=60", "--report", report, "--no-open"});
    std::ifstream file(report);
    const std::string html{std::istreambuf_iterator<char>(file), {}};
    CHECK(html.find("隆化老年公寓") != std::string::npos);
    CHECK(html.find("安康养老院") == std::string::npos);
}

TEST_CASE("cli: observe writes levels whose evidence competence shows") {
    const TempFolder folder;
    const std::string db = folder / "a.db";
    const auto json = ordered_json::parse(
        done(folder, {"observe", night, "--marks", marks, "--db", db, "--json"}).out);
    CHECK(json["kind"] == "real");
    CHECK(json["competence"].size() == 9);
    CHECK(keys_of(json["competence"][0]) ==
          std::vector<std::string>{"person", "element", "before", "after", "evidence", "name"});
    for (const auto& change : json["competence"]) {
        CHECK(has(change["person"].get<std::string>(), "person/"));
        CHECK(has("KAELC", change["element"].get<std::string>()));
        CHECK(change["element"].get<std::string>().size() == 1);
        CHECK(change["evidence"].get<int>() > 0);
    }
    const auto fang = ordered_json::parse(
        done(folder, {"competence", "person/wang-fang", "--db", db, "--json"}).out);
    CHECK(fang["name"] == "王芳");
    REQUIRE(fang["evidence"].size() == 3);
    for (const auto& line : fang["evidence"]) {
        CHECK(std::any_of(json["competence"].begin(), json["competence"].end(), [&](auto& change) {
            return change["person"] == "person/wang-fang" && change["element"] == line["element"] &&
                   change["evidence"] == line["competence"];
        }));
        CHECK(line["observer"] == "冯敏");
        CHECK(line["kind"] == "real");
        CHECK(line["day"] == "2026-05-20");
        CHECK(line["fact"].get<int>() > 0);
        CHECK(line["fact_sha256"].get<std::string>().size() == 64);
        CHECK(line["record_sha256"] == sim::core::sha256_hex(read_text(marks)));
        CHECK(line["drill"].get<int>() == std::stoi(json["drill"].get<std::string>()));
    }
    const Finished again = run_program(folder, {"observe", night, "--marks", marks, "--db", db});
    CHECK(again.code == 2);
    CHECK(has(again.err, "已经录入过"));
    const Finished people = done(folder, {"people", "--db", db});
    CHECK(has(people.out, "掌握率 0/"));
    CHECK(has(people.out, "王芳"));
    const Finished unknown = run_program(folder, {"competence", "person/nobody", "--db", db});
    CHECK(unknown.code == 2);
}

TEST_CASE("cli: the shipped decisions of two people run as a live simulation") {
    const TempFolder folder;
    const auto json = ordered_json::parse(
        done(folder, {"drill", night, "--decisions",
                      root + "/scenarios/decisions/ankang-night-smoking-sample.decisions.jsonl",
                      "--db", folder / "a.db", "--json"})
            .out);
    CHECK(json["kind"] == "live");
    CHECK(json["team"] == "decisions");
    CHECK(json["score"].get<double>() > 30);
    const auto fang = ordered_json::parse(
        done(folder, {"competence", "person/wang-fang", "--db", folder / "a.db", "--json"}).out);
    CHECK(fang["evidence"].size() >= 1);
    for (const auto& line : fang["evidence"])
        if (line["element"] == "E") CHECK(line["level"] == 1);
    const auto others = ordered_json::parse(
        done(folder, {"competence", "person/chen-jing", "--db", folder / "a.db", "--json"}).out);
    CHECK(others["evidence"].empty());
}

TEST_CASE("cli: a record is replayed, verified, scored again, listed") {
    const TempFolder folder;
    const std::string record = folder / "r.drill", report = folder / "r.html";
    const auto json =
        ordered_json::parse(done(folder, {"drill", night, "--set", "end_s=200", "--record", record,
                                          "--report", report, "--json"})
                                .out);
    CHECK(has(read_text(report), "教学仿真，不作为消防设计依据"));
    CHECK(has(read_text(report), "演示"));
    CHECK(has(done(folder, {"replay", record, "--verify"}).out, "核对一致"));
    const Finished facts = done(folder, {"replay", record, "--facts", "--verify"});
    std::size_t lines = 0;
    for (std::size_t at = facts.out.find("{\""); at != std::string::npos;
         at = facts.out.find("\n{\"", at + 1))
        ++lines;
    CHECK(lines == json["facts"].get<std::size_t>());
    const Finished score = done(folder, {"replay", record, "--rescore"});
    CHECK(has(score.out, fmt::format("{:.1f} 分", json["score"].get<double>())));
    CHECK_FALSE(std::filesystem::exists(folder / "r.drill.part"));
}

TEST_CASE("cli: fire writes rows that begin in ambient air") {
    const TempFolder folder;
    const std::string csv = folder / "f.csv";
    done(folder, {"fire", night, "--csv", csv, "--until", "60"});
    const std::string text = read_text(csv);
    const std::string header = text.substr(0, text.find('\n'));
    CHECK(has(header, "room/207.upper_temperature_K"));
    const std::string first =
        text.substr(header.size() + 1, text.find('\n', header.size() + 1) - header.size() - 1);
    CHECK(has(first, "293.15"));
    CHECK(std::count(text.begin(), text.end(), '\n') == 8);
    CHECK(std::count(header.begin(), header.end(), ',') ==
          std::count(first.begin(), first.end(), ','));
}

TEST_CASE("cli: walk writes JuPedSim's tables") {
    const TempFolder folder;
    const std::string file = folder / "w.sqlite", csv = folder / "w.csv";
    write_text(folder / "short.drill.json",
               replaced(replaced(read_text(night), "../plans/ankang.plan.json", ankang_plan),
                        "\"end_s\": 900", "\"end_s\": 120"));
    done(folder, {"walk", folder / "short.drill.json", "--trajectory", file, "--csv", csv});
    sqlite3* raw = nullptr;
    REQUIRE(sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
    for (const char* table : {"trajectory_data", "metadata", "geometry"}) {
        sqlite3_stmt* statement = nullptr;
        CHECK_MESSAGE(sqlite3_prepare_v2(raw,
                                         (std::string("SELECT count(*) FROM ") + table).c_str(), -1,
                                         &statement, nullptr) == SQLITE_OK,
                      table);
        if (sqlite3_step(statement) == SQLITE_ROW)
            CHECK_MESSAGE(sqlite3_column_int(statement, 0) > 0, table);
        sqlite3_finalize(statement);
    }
    sqlite3_close(raw);
    CHECK(read_text(csv).starts_with("t_s,person,level_or_flight,x_m,y_m,outcome\n"));
}

TEST_CASE("cli: check passes everything that ships") {
    const TempFolder folder;
    std::vector<std::string> arguments{"check"};
    for (const char* part : {"plans", "drills"})
        for (const auto& entry : std::filesystem::directory_iterator(root + "/scenarios/" + part))
            arguments.push_back(entry.path());
    CHECK(has(done(folder, arguments).out, "没有问题"));
    done(folder,
         {"check", root + "/scenarios/traces/nist-sdc02.trace.jsonl", "--plan", ankang_plan});
    done(folder, {"check", root + "/scenarios/traces/longhua-2025.trace.jsonl", "--plan",
                  root + "/scenarios/plans/longhua3.plan.json"});
}

TEST_CASE("cli: check --json names every file, sound or not") {
    const TempFolder folder;
    const std::string bad = folder / "bad.plan.json";
    write_text(bad, "{}");
    const Finished run =
        run_program(folder, {"check", "--json", ankang_plan, bad, folder / "none.plan.json"});
    CHECK(run.code != 0);
    const auto list = ordered_json::parse(run.out);
    REQUIRE(list.size() == 3);
    CHECK(list[0]["sound"] == true);
    CHECK(list[1]["sound"] == false);
    CHECK(list[1]["problems"].size() > 0);
    CHECK(list[2]["problems"][0]["file"] == std::string(folder / "none.plan.json"));
}

TEST_CASE("cli: verify --json prints one object a line") {
    const TempFolder folder;
    const Finished run = run_program(folder, {"verify", "clearance", "--json"});
    CHECK(run.code <= 1);
    std::size_t begin = 0, lines = 0;
    for (std::size_t end; (end = run.out.find('\n', begin)) != std::string::npos;
         begin = end + 1, ++lines) {
        const auto line = ordered_json::parse(run.out.substr(begin, end - begin));
        CHECK(keys_of(line) == std::vector<std::string>{"suite", "case", "kind", "got", "expected",
                                                        "tolerance", "verdict", "peer", "note"});
    }
    CHECK(lines > 0);
}

TEST_CASE("cli: help of every command is Chinese") {
    const TempFolder folder;
    for (const char* command : {"", "drill", "observe", "replay", "check", "people", "competence",
                                "fire", "walk", "verify"}) {
        std::vector<std::string> arguments{"--help"};
        if (*command) arguments.insert(arguments.begin(), command);
        const std::string help = done(folder, arguments).out;
        CHECK(has(help, "用法"));
        for (const char* english :
             {"Usage", "OPTIONS", "Options", "REQUIRED", "TEXT", "UINT", "FLOAT", "Excludes",
              "Needs", "Positionals", "SUBCOMMAND", "POSITIONAL", "Print", " in [", " in {"})
            CHECK_MESSAGE(!has(help, english), command, " ", english, "\n", help);
    }
    CHECK(done(folder, {"--version"}).out.starts_with("yanlian "));
}

TEST_CASE("cli: a command inside a command lists its options in one block") {
    const TempFolder folder;
    const std::string help = done(folder, {"org", "zone", "set", "--help"}).out;
    const auto first = help.find("\n选项:");
    REQUIRE(first != std::string::npos);
    CHECK(help.find("\n选项:", first + 1) == std::string::npos);
}

TEST_CASE("cli: --lang en speaks English where the catalogue is there") {
    const TempFolder folder;
    const Finished run = run_program(folder, {"--lang", "en", "drill", folder / "no.drill.json"});
    CHECK(run.code == 2);
    const auto catalogue = std::filesystem::path(YANLIAN_PROGRAM).parent_path() /
                           "../locale/en/LC_MESSAGES/yanlian.mo";
    if (std::filesystem::exists(catalogue))
        CHECK_MESSAGE(!has(run.err, "有 1 个问题"), run.err);
    else
        MESSAGE("skipped: catalogue not built");
}

TEST_CASE("cli: in English names, brackets and words are English") {
    const TempFolder folder;
    const auto catalogue = std::filesystem::path(YANLIAN_PROGRAM).parent_path() /
                           "../locale/en/LC_MESSAGES/yanlian.mo";
    if (!std::filesystem::exists(catalogue)) {
        MESSAGE("skipped: catalogue not built");
        return;
    }
    const Finished run =
        done(folder, {"--lang", "en", "drill", night, "--set", "end_s=60", "--no-open"});
    CHECK_MESSAGE(has(run.out, "Smoking in bed at night, room 207"), run.out);
    const std::string damaged = folder / "damaged.drill";
    write_text(damaged,
               "no database at all, but long enough to be looked at: " + std::string(4096, 'x'));
    const Finished refusal =
        refused(folder, {"--lang", "en", "replay", damaged}, 2, {"not a drill record"});
    for (const char* wide : {"（", "）", "：", "，"})
        CHECK_MESSAGE(!has(refusal.err, wide), refusal.err);
}

TEST_CASE("terminal: columns stand under each other, whatever the width of their characters") {
    const std::string table = tools::cli::format_table(
        {{"姓名", "A", "说明"}, {"欧阳修", "L2", "准时"}, {"Ann", "L1", "-"}});
    CHECK(table == "姓名    A   说明\n欧阳修  L2  准时\nAnn     L1  -\n");
}

TEST_CASE("terminal: times are minutes and seconds") {
    CHECK(tools::cli::clock_text(0) == "00:00");
    CHECK(tools::cli::clock_text(59.6) == "01:00");
    CHECK(tools::cli::clock_text(4000) == "66:40");
}
