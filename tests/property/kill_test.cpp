// A drill with its record and the database, killed at any moment.
#include "sim/core/random.h"
#include "tests/support/drill_fixture.h"
#include "tools/casting/casting.h"

#include <chrono>
#include <csignal>
#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace sim;
namespace fs = std::filesystem;

namespace {

constexpr double drill_s = 240; // long enough that many kills come while rows are written

int kill_count() {
    const char* text = std::getenv("YANLIAN_KILLS");
    return text ? std::atoi(text) : 20;
}

/// Drill, record, database, as the command line does; again and again until killed.
[[noreturn]] void work(const drill::LoadedScenario& loaded, const fs::path& folder,
                       std::uint64_t first_seed) {
    auto ledger = tools::casting::Ledger::open(folder / "home.yanlian.db");
    if (!ledger) ::_exit(1);
    for (std::uint64_t seed = first_seed;; ++seed) {
        tests::Drill drill(loaded, drill::TeamPolicy::typical, seed);
        const auto chain =
            tests::record_drill(drill, folder / ("drill-" + std::to_string(seed) + ".drill"));
        if (!chain) ::_exit(2);
        const auto score = calc_score(loaded.scenario, loaded.plan, drill::StartMode::scene,
                                      drill.world().facts());
        tools::casting::FinishedDrill finished;
        finished.loaded = &loaded;
        finished.score = &score;
        finished.facts = drill.world().facts();
        finished.start = drill::StartMode::scene;
        finished.seed = seed;
        finished.started_utc = "2026-01-01T00:00:00Z";
        finished.record_sha256 = *chain;
        if (!(*ledger)->record(finished)) ::_exit(3);
    }
}

/// True when the child was still at work when it was killed.
bool kill_after(int ms, const drill::LoadedScenario& loaded, const fs::path& folder,
                std::uint64_t seed) {
    const pid_t child = ::fork();
    if (child == 0) work(loaded, folder, seed);
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

std::string ask(const fs::path& database, const char* sql) {
    sqlite3* db = nullptr;
    std::string answer;
    if (sqlite3_open(database.c_str(), &db) == SQLITE_OK)
        sqlite3_exec(
            db, sql,
            [](void* to, int, char** v, char**) {
                *static_cast<std::string*>(to) += v[0] ? v[0] : "NULL";
                return 0;
            },
            &answer, nullptr);
    sqlite3_close(db);
    return answer;
}

struct Seen {
    int whole = 0, parts = 0, empty_parts = 0;
};

/// Looks at all records and parts, and clears them away.
void look_at_files(const fs::path& folder, Seen& seen) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename();
        if (name.ends_with(".drill") || name.ends_with(".drill.part"))
            files.push_back(entry.path());
    }
    for (const fs::path& file : files) {
        const auto record = record::load_record(file);
        if (file.extension() == ".drill") {
            ++seen.whole;
            REQUIRE_MESSAGE(record, describe(record.error()));
            CHECK(record->header.finished);
            CHECK(record->header.end == core::tick_at(drill_s));
        } else if (record) {
            ++seen.parts;
            CHECK((record->header.finished ||
                   record->header.end.value % record::checkpoint_period_ticks == 0));
        } else { // killed before its first rows were there
            ++seen.empty_parts;
            CHECK_FALSE(record.error().problems.empty());
        }
        fs::remove(file);
        fs::remove(file.string() + "-journal");
    }
}

} // namespace

TEST_CASE(
    "kill: drill, record and database leave whole drills, a part that opens, a sound database") {
    const auto loaded = tests::quick_drill(drill_s);
    const tests::TempFolder folder;
    const fs::path database = folder / "home.yanlian.db", first = folder / "first";
    // How long one round takes here and now: the kills spread over a few rounds.
    const auto before = std::chrono::steady_clock::now();
    {
        tests::Drill drill(loaded, drill::TeamPolicy::typical, 1);
        REQUIRE(tests::record_drill(drill, first));
    }
    const auto one_ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                            std::chrono::steady_clock::now() - before)
                            .count();
    Seen seen;
    int at_work = 0;
    for (int round = 0; round < kill_count(); ++round) {
        const double u =
            core::draw_uniform({4711, core::Stream::body, static_cast<std::uint32_t>(round)});
        const int after_ms = static_cast<int>(u * 2.5 * static_cast<double>(one_ms));
        at_work += kill_after(after_ms, loaded, folder.path(),
                              static_cast<std::uint64_t>(round) * 1000 + 1);
        look_at_files(folder.path(), seen);
        if (fs::exists(database)) {
            CHECK(ask(database, "PRAGMA integrity_check") == "ok");
            // A drill in the database has its record; a kill may come between the two.
            const int drills = std::stoi("0" + ask(database, "SELECT count(*) FROM drill"));
            CHECK(drills <= seen.whole);
            CHECK(drills >= seen.whole - round - 1);
        }
    }
    CHECK(at_work == kill_count());
    const auto verified = tests::take(record::verify_record(first), "verify");
    CHECK_MESSAGE(verified.same, verified.difference);
    MESSAGE("whole records: ", seen.whole, ", parts: ", seen.parts,
            ", parts without rows yet: ", seen.empty_parts);
}
