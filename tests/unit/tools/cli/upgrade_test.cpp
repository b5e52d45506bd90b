// What a killed program and a full disk do to a database of an older version that is being
// upgraded.
#include "cli_rig.h"

#include <sys/mount.h>

using namespace tests;
namespace fs = std::filesystem;

namespace {

constexpr const char* old_versions[] = {"v1", "v2"};

/// A database as an older program left it, rebuilt from its dump.
void restore(const std::string& db, const std::string& version) {
    for (const auto& entry : fs::directory_iterator(fs::path(db).parent_path()))
        if (entry.path().string().starts_with(db)) fs::remove(entry.path());
    ask(db, read_text(root + "/tests/golden/roster/" + version + ".sql"));
}

/// What no upgrade may lose, in words of every version.
std::string contents(const std::string& db) {
    return ask(
        db,
        "SELECT (SELECT group_concat(name) FROM (SELECT name FROM person ORDER BY id)) || '|' || "
        "(SELECT group_concat(text || severity) FROM (SELECT text, severity FROM finding "
        "ORDER BY id)) || '|' || "
        "(SELECT count(*) FROM finding_step) || '|' || (SELECT count(*) FROM team)");
}
std::string suspended(const std::string& db) {
    return ask(db, "SELECT count(*) FROM suspended_now");
}

} // namespace

TEST_CASE("cli: killed at any moment of an upgrade, the database is whole and the next start goes "
          "on") {
    const char* asked = std::getenv("YANLIAN_KILLS");
    const int kills = asked ? std::atoi(asked) : 8;
    const TempFolder folder;
    const std::string db = folder / "old.yanlian.db";
    for (const char* version : old_versions) {
        CAPTURE(std::string(version));
        restore(db, version);
        const std::string before = contents(db);
        const Finished whole = run_program(folder, {"org", "list", "--db", db});
        REQUIRE_MESSAGE(whole.code == 0, whole.err);
        const std::string today = ask(db, "PRAGMA user_version"), zones = suspended(db);
        CHECK(zones == (std::string(version) == "v1" ? "1" : "0"));
        CHECK(contents(db) == before);
        int killed = 0, between = 0;
        for (int run = 1; run <= kills; ++run) {
            CAPTURE(run);
            restore(db, version);
            const double after_s = whole.wall_s * run / (kills + 1);
            if (run_program(folder, {"org", "list", "--db", db}, after_s, [] {}).code == -SIGKILL)
                ++killed;
            CHECK(ask(db, "PRAGMA integrity_check") == "ok");
            CHECK(contents(db) == before);
            if (ask(db, "PRAGMA user_version") != today) ++between;
            const Finished next = run_program(folder, {"check", db});
            CHECK_MESSAGE(next.code == 0, next.out, next.err);
            CHECK(ask(db, "PRAGMA user_version") == today);
            CHECK(contents(db) == before);
            CHECK(suspended(db) == zones);
        }
        MESSAGE(std::string(version), ": ", killed, " of ", kills, " killed, ", between,
                " before the end");
    }
}

TEST_CASE("cli: an upgrade that the disk has no room for leaves the database as it was") {
    const TempFolder folder;
    const fs::path small = folder / "small";
    fs::create_directory(small);
    const std::string elsewhere = folder / "old.yanlian.db", db = small / "old.yanlian.db";
    int made = 0, refused_count = 0;
    for (const char* version : old_versions) {
        restore(elsewhere, version);
        const std::string before = contents(elsewhere);
        const auto size_kB = fs::file_size(elsewhere) / 1024;
        for (auto room_kB = size_kB + 16; room_kB < 24 * size_kB; room_kB += size_kB) {
            CAPTURE(room_kB);
            const std::string size = "size=" + std::to_string(room_kB) + "k";
            if (::mount("tmpfs", small.c_str(), "tmpfs", 0, size.c_str()) != 0) {
                MESSAGE("skipped: 1 case, no right to mount a small disk");
                return;
            }
            fs::copy_file(elsewhere, db);
            const Finished run = run_program(folder, {"org", "list", "--db", db});
            (run.code == 0 ? made : refused_count) += 1;
            if (run.code != 0) CHECK_MESSAGE(has(run.err, "磁盘"), run.err);
            // Moved to where there is room, log and all.
            const fs::path roomy = folder / "roomy";
            fs::create_directory(roomy);
            for (const auto& entry : fs::directory_iterator(small))
                fs::copy_file(entry.path(), roomy / entry.path().filename());
            const std::string moved = roomy / "old.yanlian.db";
            const Finished next = run_program(folder, {"check", moved});
            CHECK_MESSAGE(next.code == 0, next.out, next.err);
            CHECK(contents(moved) == before);
            fs::remove_all(roomy);
            ::umount(small.c_str());
        }
    }
    CHECK(made > 0);
    CHECK(refused_count > 0);
}
