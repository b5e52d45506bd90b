// What a killed program, a full disk and a locked file do to the database.
#include "roster/service/competence_list.h"
#include "roster/service/open_database.h"
#include "roster/service/record_drill.h"
#include "roster/store/audit_table.h"
#include "sim/core/random.h"
#include "tests/support/roster_fixture.h"
#include <chrono>
#include <csignal>
#include <doctest/doctest.h>
#include <fstream>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;
namespace fs = std::filesystem;

namespace {

const Date day_one = make_date(2026, 1, 10);
constexpr int outcomes_of_a_drill = 7;
constexpr int levels_of_a_drill = 5;

/// In a child of its own: records one drill after the other until it is killed.
[[noreturn]] void record_for_ever(const fs::path& path, int round) {
    auto opened = open_or_create(path);
    if (!opened) ::_exit(1);
    for (int i = 0;; ++i) {
        const std::string record = std::to_string(round) + "/" + std::to_string(i);
        if (!record_drill(opened->database, tests::make_drill(DrillKind::real, day_one, record),
                          {"周督导", 0, {}, {}, true}))
            ::_exit(2);
    }
}

/// Kills a child `after_ms` after its start; true when it was still at work.
bool kill_a_recorder(const fs::path& path, int round, int after_ms) {
    const pid_t child = ::fork();
    if (child == 0) record_for_ever(path, round);
    std::this_thread::sleep_for(std::chrono::milliseconds(after_ms));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

int kill_count() {
    const char* text = std::getenv("YANLIAN_KILLS");
    return text ? std::atoi(text) : 20;
}

/// Runs in a child, so that a limit set there stays there; the child answers with its exit code.
template <class Body>
int in_child(Body&& body) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(body());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

TEST_CASE("robustness: killed at any moment, each drill is there whole or not at all") {
    tests::TempFolder folder;
    const fs::path path = tests::ledger_in(folder, "home");
    constexpr int longest_ms = 120;
    long long drills_before = 0;
    for (int round = 0; round < kill_count(); ++round) {
        const sim::core::DrawKey key{4711, sim::core::Stream::body,
                                     static_cast<std::uint32_t>(round), 0, 0};
        CHECK(kill_a_recorder(path, round,
                              static_cast<int>(sim::core::draw_uniform(key) * longest_ms)));
        auto opened = open_or_create(path);
        REQUIRE_MESSAGE(opened, describe(opened.error()));
        const auto sound = roster::store::check_integrity(opened->database);
        REQUIRE_MESSAGE(sound, describe(sound.error()));
        tests::RawDatabase raw(path);
        const long long drills = raw.number("SELECT count(*) FROM drill");
        CHECK(drills >= drills_before);
        CHECK(raw.number("SELECT count(*) FROM outcome") == outcomes_of_a_drill * drills);
        CHECK(raw.number("SELECT count(*) FROM competence") == levels_of_a_drill * drills);
        CHECK(raw.number("SELECT count(*) FROM audit") == 1 + drills);
        CHECK(raw.number("SELECT count(*) FROM drill d WHERE 7 <> "
                         "(SELECT count(*) FROM outcome o WHERE o.drill_id = d.id)") == 0);
        CHECK_FALSE(roster::store::check_audit_chain(opened->database)->broken_id.has_value());
        drills_before = drills;
    }
    MESSAGE("drills recorded between kills: ", drills_before);
}

TEST_CASE("robustness: while another program writes, recording gives up within a second") {
    tests::TempFolder folder;
    const fs::path path = tests::ledger_in(folder, "home");
    auto opened = open_or_create(path);
    REQUIRE(opened);
    tests::RawDatabase other(path);
    REQUIRE(other.exec(tests::begin_as_writer()) == SQLITE_OK);
    const auto start = std::chrono::steady_clock::now();
    const DrillResult drill = tests::make_drill(DrillKind::real, day_one);
    const auto refused = record_drill(opened->database, drill, {"周督导", 0, {}, {}, true});
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == sim::core::Errc::conflict);
    CHECK(taken.count() < (tests::on_server() ? 5.0 : 1.0));     // there only our own writers queue
    CHECK(list_people(opened->database, "org/ankang", day_one)); // reading goes on
    other.exec("ROLLBACK");
    CHECK(record_drill(opened->database, drill, {"周督导", 0, {}, {}, true}));
}

TEST_CASE("robustness: a full database says so and keeps what it has" * tests::sqlite_only()) {
    tests::TempFolder folder;
    const fs::path path = folder / "home.yanlian.db";
    REQUIRE(open_or_create(path));
    roster::store::OpenOptions options;
    options.size_limit_bytes = fs::file_size(path) + 8 * 4096;
    auto opened = open_existing(path, options);
    REQUIRE(opened);
    int recorded = 0;
    std::string text;
    for (int i = 0; i < 200 && text.empty(); ++i) {
        const auto result = record_drill(
            opened->database, tests::make_drill(DrillKind::real, day_one, std::to_string(i)),
            {"周督导", 0, {}, {}, true});
        if (result)
            ++recorded;
        else
            text = describe(result.error());
    }
    CHECK(text.find("磁盘满了") != std::string::npos);
    tests::RawDatabase raw(path);
    CHECK(raw.number("SELECT count(*) FROM drill") == recorded);
    CHECK(raw.number("SELECT count(*) FROM outcome") == recorded * outcomes_of_a_drill);
    CHECK(roster::store::check_integrity(opened->database));
}

TEST_CASE("robustness: a write that the system refuses loses nothing" * tests::sqlite_only()) {
    tests::TempFolder folder;
    const fs::path path = folder / "home.yanlian.db";
    REQUIRE(open_or_create(path));
    const int exit_code = in_child([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        auto opened = open_existing(path);
        if (!opened) return 1;
        const rlimit small{64 * 1024, 64 * 1024};
        ::setrlimit(RLIMIT_FSIZE, &small);
        for (int i = 0; i < 200; ++i) {
            const auto result = record_drill(
                opened->database, tests::make_drill(DrillKind::real, day_one, std::to_string(i)),
                {"周督导", 0, {}, {}, true});
            if (!result) return result.error().code == sim::core::Errc::io ? 0 : 2;
        }
        return 3;
    });
    CHECK(exit_code == 0);
    auto opened = open_existing(path);
    REQUIRE_MESSAGE(opened, describe(opened.error()));
    CHECK(roster::store::check_integrity(opened->database));
    tests::RawDatabase raw(path);
    CHECK(raw.number("SELECT count(*) FROM outcome") ==
          outcomes_of_a_drill * raw.number("SELECT count(*) FROM drill"));
}

TEST_CASE("robustness: a disk that is really full" * tests::sqlite_only()) {
    tests::TempFolder folder;
    const fs::path small = folder / "small";
    fs::create_directory(small);
    if (::mount("tmpfs", small.c_str(), "tmpfs", 0, "size=640k") != 0) {
        MESSAGE("skipped: 1 case, no right to mount a small disk");
        return;
    }
    {
        const fs::path path = small / "home.yanlian.db";
        auto opened = open_or_create(path);
        std::string text = opened ? "" : describe(opened.error());
        for (int i = 0; opened && i < 500 && text.empty(); ++i) {
            const auto result = record_drill(
                opened->database, tests::make_drill(DrillKind::real, day_one, std::to_string(i)),
                {"周督导", 0, {}, {}, true});
            if (!result) text = describe(result.error());
        }
        CHECK_MESSAGE(text.find("没有写入任何内容") != std::string::npos, text);
        if (opened) {
            CHECK(roster::store::check_integrity(opened->database));
            tests::RawDatabase raw(path);
            CHECK(raw.number("SELECT count(*) FROM outcome") ==
                  outcomes_of_a_drill * raw.number("SELECT count(*) FROM drill"));
        }
    }
    ::umount(small.c_str());
}

TEST_CASE("robustness: on a disk of any size a new database is whole or absent" *
          tests::sqlite_only()) {
    tests::TempFolder folder;
    const fs::path small = folder / "small";
    fs::create_directory(small);
    int made_count = 0, refused_count = 0;
    for (int size_kB = 100; size_kB <= 2500; size_kB += 120) {
        const std::string size = "size=" + std::to_string(size_kB) + "k";
        if (::mount("tmpfs", small.c_str(), "tmpfs", 0, size.c_str()) != 0) {
            MESSAGE("skipped: 1 case, no right to mount a small disk");
            return;
        }
        const fs::path path = small / "home.yanlian.db";
        if (open_or_create(path)) {
            ++made_count;
            CHECK(open_existing(path));
        } else if (!fs::exists(path)) {
            ++refused_count;
            CHECK(fs::is_empty(small));
        } else { // made whole, then no room to work with it
            ++refused_count;
            const fs::path elsewhere = folder / "moved.yanlian.db";
            fs::copy_file(path, elsewhere, fs::copy_options::overwrite_existing);
            const auto opened = open_existing(elsewhere);
            CHECK_MESSAGE(opened, size, ": ", opened ? "" : describe(opened.error()));
        }
        ::umount(small.c_str());
    }
    CHECK(made_count > 0);
    CHECK(refused_count > 0);
}

TEST_CASE("robustness: a disk that may only be read" * tests::sqlite_only()) {
    tests::TempFolder folder;
    const fs::path small = folder / "small";
    fs::create_directory(small);
    if (::mount("tmpfs", small.c_str(), "tmpfs", 0, "size=4m") != 0) {
        MESSAGE("skipped: 1 case, no right to mount a small disk");
        return;
    }
    const fs::path path = small / "home.yanlian.db";
    CHECK(open_or_create(path));
    CHECK(::mount("tmpfs", small.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) == 0);
    const auto old = open_or_create(path);
    CHECK_FALSE(old);
    const auto fresh = open_or_create(small / "other.yanlian.db");
    CHECK_FALSE(fresh);
    for (const auto* refused : {&old, &fresh})
        if (!*refused) {
            CHECK(refused->error().code == sim::core::Errc::io);
            MESSAGE(describe(refused->error()));
        }
    ::umount(small.c_str());
}

TEST_CASE("robustness: what a killed creation left is cleared by the next" * tests::sqlite_only()) {
    tests::TempFolder folder;
    const fs::path path = folder / "home.yanlian.db";
    std::ofstream(path.string() + ".new999999999") << "half";
    std::ofstream(path.string() + ".new999999999-wal") << "half";
    CHECK(open_or_create(path));
    for (const auto& entry : fs::directory_iterator(folder.path()))
        CHECK(entry.path().string().find(".new") == std::string::npos);
}

TEST_CASE("robustness: a disk without room for a new database is left empty" *
          tests::sqlite_only()) {
    tests::TempFolder folder;
    const fs::path path = folder / "home.yanlian.db";
    const int exit_code = in_child([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{40 * 1024, 40 * 1024};
        ::setrlimit(RLIMIT_FSIZE, &small);
        const auto opened = open_or_create(path);
        return !opened && opened.error().code == sim::core::Errc::io ? 0 : 1;
    });
    CHECK(exit_code == 0);
    CHECK(fs::is_empty(folder.path()));
}
