#include "cli_rig.h"

#include <sqlite3.h>
#include <sys/resource.h>

using namespace tests;

TEST_CASE("cli: a scenario that is missing, a folder, empty, cut or too large is refused by name") {
    const TempFolder folder;
    const std::string file = folder / "bad.drill.json";
    refused(folder, {"drill", file}, 2, {"bad.drill.json", "找不到"});
    refused(folder, {"drill", folder.path().string()}, 2, {folder.path().string(), "文件夹"});
    write_text(file, "");
    refused(folder, {"drill", file}, 2, {"bad.drill.json", "空"});
    const std::string text = read_text(night);
    write_text(file, text.substr(0, text.size() / 2));
    refused(folder, {"drill", file}, 2, {"bad.drill.json"});
    std::filesystem::resize_file(file, std::uintmax_t{8} << 30);
    refused(folder, {"drill", file}, 2, {"bad.drill.json"});
}

TEST_CASE("cli: problems of a scenario come all at once, with file and place") {
    const TempFolder folder;
    std::string file =
        changed_night(folder, "\"end_s\": 900", "\"end_s\": \"fifteen\", \"colour\": 1");
    write_text(file,
               replaced(read_text(file), "\"origin\": \"room/207\"", "\"origin\": \"room/999\""));
    write_text(file, replaced(read_text(file), "\"predicate\": \"ev(alarm_ack,",
                              "\"predicate\": \"ev(alarm_acc,"));
    write_text(file, replaced(read_text(file), "\"role\": \"carer-1\", \"kind\"",
                              "\"role\": \"cook\", \"kind\""));
    refused(folder, {"drill", file, "--json"}, 2,
            {"changed.drill.json: /end_s", "/colour", "room/999", "alarm_acc", "cook"});
}

TEST_CASE("cli: a scenario that names a missing plan says which") {
    const TempFolder folder;
    const std::string file = folder / "lost.drill.json";
    write_text(file, replaced(read_text(night), "../plans/ankang.plan.json", "nowhere.plan.json"));
    const Finished run = run_program(folder, {"drill", file});
    CHECK((run.code == 2 || run.code == 3));
    CHECK_MESSAGE(has(run.err, "nowhere.plan.json"), run.err);
}

TEST_CASE("cli: settings that name no value of the scenario are refused") {
    const TempFolder folder;
    refused(folder, {"drill", night, "--set", "end_s"}, 2, {"--set", "没有等号"});
    refused(folder, {"drill", night, "--set", "weather/wind=3"}, 2, {"--set", "weather/wind=3"});
    refused(folder, {"drill", night, "--set", "end_z=3"}, 2, {"--set", "end_z"});
    refused(folder, {"drill", night, "--set", "end_s=soon"}, 2, {"--set", "end_s"});
    refused(folder, {"drill", night, "--set", "people/99/name=x"}, 2, {"--set", "people/99"});
    refused(folder, {"drill", night, "--set", "end_s/deep=1"}, 2, {"--set", "end_s/deep"});
}

TEST_CASE("cli: a speed, a start or a team that means nothing is refused") {
    const TempFolder folder;
    for (const char* speed : {"0", "-1", "fast", "1e9", "nan", ""})
        refused(folder, {"drill", night, std::string("--speed=") + speed}, 2, {"--speed"});
    refused(folder, {"drill", night, "--team", "brave"}, 2, {"--team"});
    refused(folder, {"drill", night, "--start", "later"}, 2, {"--start"});
    for (const char* seed : {"-3", "1.5", "99999999999999999999", "x"})
        refused(folder, {"drill", night, std::string("--seed=") + seed}, 2, {"--seed"});
}

TEST_CASE("cli: usage errors speak Chinese") {
    const TempFolder folder;
    refused(folder, {}, 2, {"没有说要做什么"});
    refused(folder, {"drill"}, 2, {"缺少必需的参数：脚本"});
    refused(folder, {"drill", night, "--colour"}, 2, {"不认识的参数", "--colour"});
    refused(folder, {"dance"}, 2, {"不认识的命令", "dance"});
    refused(folder, {"drill", night, "--seed"}, 2, {"--seed"});
    const Finished both =
        refused(folder, {"drill", night, "--team", "idle", "--decisions", "x"}, 2, {"--decisions"});
    for (const Finished& run :
         {both, refused(folder, {"drill", night, "--team", "brave"}, 2, {}),
          refused(folder, {"drill", night, "--seed", "x"}, 2, {}),
          refused(folder, {"drill", night, "--seed"}, 2, {}),
          refused(folder, {"fire", night, "--csv", "x", "--until", "0"}, 2, {})})
        for (const char* english :
             {" not in ", "excludes", "Could not", "requires", "Value ", "required", "in range"})
            CHECK_MESSAGE(!has(run.err, english), english, "\n", run.err);
}

TEST_CASE("cli: decisions by somebody unknown or not arrived are refused before anything runs") {
    const TempFolder folder;
    const std::string file = folder / "d.decisions.jsonl";
    write_text(file,
               "{\"t_s\": 100, \"person\": \"person/nobody\", \"action\": \"call_119\"}\n"
               "{\"t_s\": 90, \"person\": \"person/panel\", \"action\": \"fly\", \"colour\": 1}\n"
               "nonsense\n"
               "{\"t_s\": 101, \"person\": \"person/panel\", \"action\": \"headcount\", "
               "\"target\": \"level/9\"}\n"
               "{\"t_s\": 102, \"person\": \"person/panel\", \"action\": \"inspect\"}\n");
    refused(
        folder, {"drill", night, "--decisions", file}, 2,
        {"第 1 行", "person/nobody", "第 2 行", "fly", "colour", "第 3 行", "level/9", "第 5 行"});
    write_text(file, "");
    refused(folder, {"drill", night, "--decisions", file}, 2, {"空"});
    const std::string late =
        changed_night(folder, "\"alert_delay_s\": 10", "\"alert_delay_s\": 10, \"arrives_s\": 300");
    write_text(file, "{\"t_s\": 100, \"person\": \"person/leader\", \"action\": \"headcount\", "
                     "\"target\": \"level/2\"}\n");
    refused(folder, {"drill", late, "--decisions", file}, 2, {"300", "到场"});
}

TEST_CASE("cli: a decision by somebody who still sleeps is a fact, not an error") {
    const TempFolder folder;
    const std::string file = folder / "d.decisions.jsonl", record = folder / "r.drill";
    write_text(file, "{\"t_s\": 20, \"person\": \"person/carer-2\", \"action\": \"inspect\", "
                     "\"target\": \"room/207\"}\n");
    const Finished run = run_program(folder, {"drill", night, "--decisions", file, "--set",
                                              "end_s=40", "--record", record, "--json"});
    REQUIRE_MESSAGE(run.code == 0, run.err);
    CHECK(nlohmann::json::parse(run.out)["kind"] == "live");
    const Finished facts = run_program(folder, {"replay", record, "--facts"});
    CHECK(has(facts.out, "command_refused"));
    CHECK(has(facts.out, "还不知道火警"));
}

namespace {

void make_database(const TempFolder& folder, const std::string& db) {
    const Finished made = run_program(folder, {"people", "--db", db});
    REQUIRE_MESSAGE(made.code == 0, made.err);
}

} // namespace

TEST_CASE("cli: a database that is no database, newer, locked or read-only stops before the run, "
          "unchanged") {
    const TempFolder folder;
    const std::string db = folder / "a.db";
    const std::vector<std::string> drill{"drill", night, "--db", db, "--set", "end_s=60"};
    SUBCASE("not a database") {
        write_text(db, "this is a letter to the bureau, not a database at all; it must stay as it "
                       "is ..............................\n");
        const std::string before = read_text(db);
        refused(folder, drill, 2, {"a.db"});
        CHECK(read_text(db) == before);
    }
    SUBCASE("newer") {
        make_database(folder, db);
        sqlite3* raw = nullptr;
        sqlite3_open(db.c_str(), &raw);
        sqlite3_exec(raw,
                     "INSERT INTO schema_version VALUES (99, 'later', 'x', '2030-01-01T00:00:00Z')",
                     nullptr, nullptr, nullptr);
        sqlite3_exec(raw, "PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)", nullptr,
                     nullptr, nullptr);
        sqlite3_close(raw);
        const std::string before = read_text(db);
        refused(folder, drill, 2, {"a.db", "99"});
        CHECK(read_text(db) == before);
    }
    SUBCASE("locked") {
        make_database(folder, db);
        sqlite3* raw = nullptr;
        sqlite3_open(db.c_str(), &raw);
        sqlite3_exec(raw, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr);
        const Finished run = run_program(folder, drill);
        CHECK((run.code == 2 || run.code == 3));
        CHECK_MESSAGE(has(run.err, "a.db"), run.err);
        sqlite3_exec(raw, "ROLLBACK", nullptr, nullptr, nullptr);
        sqlite3_close(raw);
    }
}

TEST_CASE("cli: on a disk that fills up the drill keeps its record and says that the ledger has "
          "none of it") {
    SmallDisk disk(2500);
    if (!disk.mounted()) {
        MESSAGE("skipped: no right to mount a small disk");
        return;
    }
    const TempFolder folder;
    const std::string db = disk / "a.db", record = folder / "r.drill", report = folder / "r.html";
    make_database(folder, db);
    std::string filler(1u << 20, 'x');
    for (std::size_t size = filler.size(); size > 512; size /= 2) {
        std::FILE* file = std::fopen((disk / "filler").c_str(), "ab");
        std::setvbuf(file, nullptr, _IONBF, 0);
        while (std::fwrite(filler.data(), 1, size, file) == size) {
        }
        std::fclose(file);
    }
    const Finished run = run_program(folder, {"drill", night, "--db", db, "--set", "end_s=60",
                                              "--record", record, "--report", report});
    CHECK_MESSAGE(run.code == 3, run.err);
    CHECK_MESSAGE(has(run.err, "a.db"), run.err);
    std::filesystem::remove(disk / "filler");
    const Finished after = run_program(folder, {"people", "--db", db});
    CHECK_MESSAGE(after.code == 0, after.err);
    CHECK_FALSE(std::filesystem::exists(report));
    if (std::filesystem::exists(record))
        CHECK(run_program(folder, {"replay", record, "--verify"}).code == 0);
}

TEST_CASE("cli: reports and records into folders that are not there are refused before the run") {
    const TempFolder folder;
    const std::string nowhere = folder / "no/such/folder/x";
    const std::vector<std::string> drill{"drill", night, "--db", folder / "a.db"};
    for (const char* option : {"--report", "--record"}) {
        auto arguments = drill;
        arguments.insert(arguments.end(), {option, nowhere});
        refused(folder, arguments, 3, {"no/such/folder"});
    }
    CHECK_FALSE(std::filesystem::exists(folder / "no"));
}

TEST_CASE("cli: a record into a folder that cannot be written is refused before the run") {
    SmallDisk disk(100);
    if (!disk.mounted()) {
        MESSAGE("skipped: no right to mount a small disk");
        return;
    }
    disk.make_read_only();
    const TempFolder folder;
    for (const char* option : {"--report", "--record"})
        refused(folder, {"drill", night, "--db", folder / "a.db", option, disk / "x"}, 3,
                {disk.path().string(), "不能写"});
}

TEST_CASE("cli: observe refuses marks that are missing, empty, too large or wrong, all at once") {
    const TempFolder folder;
    const std::string file = folder / "m.csv", db = folder / "a.db";
    refused(folder, {"observe", night, "--marks", file, "--db", db}, 2, {"m.csv", "找不到"});
    write_text(file, "");
    refused(folder, {"observe", night, "--marks", file, "--db", db}, 2, {"m.csv", "空"});
    std::filesystem::resize_file(file, std::uintmax_t{1} << 33);
    refused(folder, {"observe", night, "--marks", file, "--db", db}, 2, {"m.csv"});
    write_text(file,
               "# 日期,2026-05-20\n# 开始,02:00\n# 总观察员,孙建平\n# "
               "参加,carer-2,王小明\n时间,人员,动作,地点,观察员,详情\n01:00,李明,唱歌,,冯敏,\n");
    refused(folder, {"observe", night, "--marks", file, "--db", db}, 2,
            {"m.csv", "王小明", "唱歌"});
    write_text(file, replaced(read_text(marks), "# 日期,2026-05-20", "# 日期,2150-05-20"));
    refused(folder, {"observe", night, "--marks", file, "--db", db}, 2, {"还没有到"});
    write_text(file, replaced(read_text(marks), "# 总观察员,", "# 总观察员,机器人"));
    refused(folder, {"observe", night, "--marks", file, "--db", db}, 2, {"不是人的姓名"});
    const Finished people = run_program(folder, {"people", "--db", db, "--json"});
    CHECK_FALSE(has(people.out, "\"A\": 1"));
}
