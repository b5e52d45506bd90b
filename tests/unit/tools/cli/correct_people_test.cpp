#include "cli_rig.h"

using namespace tests;

namespace {

struct Rig {
    TempFolder folder;
    std::string db = folder / "h.yanlian.db";
    Finished run(std::vector<std::string> arguments, int code = 0) {
        arguments.insert(arguments.end(), {"--db", db});
        Finished done = run_program(folder, std::move(arguments));
        CHECK_MESSAGE(done.code == code, done.out, done.err);
        return done;
    }
    std::string train() {
        const Finished added =
            run({"training", "add", "消防培训", "--day", "2026-05-06", "--tag", "fire", "--person",
                 "王芳", "陈静", "李明", "--failed", "曹刚", "--passed", "刘燕", "--json"});
        return nlohmann::json::parse(added.out).at("key");
    }
    std::string list() {
        return ask(db, "SELECT p.name || COALESCE(t.passed, '-') || t.attended || ' ' "
                       "FROM activity_in_force AS a JOIN activity_person AS t ON t.activity_id = "
                       "a.id JOIN person AS p ON p.id = t.person_id ORDER BY p.key");
    }
};

} // namespace

TEST_CASE("cli correct: who is not named stays as written, with the marks") {
    Rig rig;
    const std::string key = rig.train();
    const std::string before = rig.list();
    const Finished done =
        rig.run({"activity", "correct", key, "--reason", "漏了一人", "--person", "韩雪", "曹刚"});
    const std::string after = rig.list();
    CHECK(has(after, "韩雪-1 "));
    CHECK(has(after, "曹刚01 ")); // the failed mark stays
    CHECK(after.size() == before.size() + std::string("韩雪-1 ").size());
    CHECK_MESSAGE(has(done.out, "韩雪（person/han-xue）：不在名单 → 到场"), done.out);
    CHECK(has(done.out, "照旧的 5 人"));
    CHECK(!has(done.out, "曹刚"));
}

TEST_CASE("cli correct: marks change and people go only when that is said") {
    Rig rig;
    const std::string key = rig.train();
    const Finished done = rig.run({"activity", "correct", key, "--reason", "补考", "--passed",
                                   "曹刚", "--absent", "李明", "--remove", "陈静"});
    const std::string after = rig.list();
    CHECK(has(after, "曹刚11 "));
    CHECK(has(after, "李明-0 "));
    CHECK(!has(after, "陈静"));
    CHECK(has(after, "王芳-1 "));
    for (const char* said : {"到场，不合格 → 到场，合格", "到场 → 未到", "到场 → 不在名单"})
        CHECK_MESSAGE(has(done.out, said), done.out);
    refused(rig.folder,
            {"activity", "correct", key, "--reason", "x", "--remove", "陈静", "--db", rig.db}, 2,
            {"名单里没有“陈静”"});
    refused(rig.folder,
            {"activity", "correct", key, "--reason", "x", "--passed", "王芳", "--failed", "王芳",
             "--db", rig.db},
            2, {"写了两次"});
}

TEST_CASE("cli activity: more people than were expected are asked about, an expert is kept") {
    Rig rig;
    refused(rig.folder,
            {"training", "add", "消防培训", "--day", "2026-05-06", "--tag", "fire", "--due", "3",
             "--present", "4", "--db", rig.db},
            2, {"多于应到"});
    const Finished added = rig.run({"training", "add", "消防培训", "--day", "2026-05-06", "--tag",
                                    "fire", "--invited", "区消防救援大队 孙涛"});
    CHECK(ask(rig.db, "SELECT external_units FROM activity") == "区消防救援大队 孙涛");
}

TEST_CASE("cli: an organisation is shown by position, a demonstration goes to --org") {
    Rig rig;
    rig.run({"org", "add", "org/second", "第二养老院"});
    CHECK(has(rig.run({"org", "show", "第二养老院", "--json"}).out, "org/second"));
    CHECK(has(rig.run({"org", "show", "--org", "org/ankang", "--json"}).out, "org/ankang"));
    rig.run({"drill", night, "--set", "end_s=60", "--org", "org/second", "--json"});
    CHECK(ask(rig.db, "SELECT o.key FROM drill AS d JOIN organisation AS o ON o.id = "
                      "d.organisation_id") == "org/second");
}
