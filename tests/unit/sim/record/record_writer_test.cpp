// A record that is not finished, and disks that do not take it.
#include "tests/unit/sim/record/record_files.h"

#include <csignal>
#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace sim;

namespace {

/// Runs `work` in a child process; answers its exit code, or -1 when it was killed.
template <class Work>
int in_child(const Work& work) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(work());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

TEST_CASE("record writer: the part of a killed program opens and says where it ends") {
    const tests::TempFolder folder;
    const auto path = folder / "a.drill";
    CHECK(in_child([&] {
              tests::Drill drill(tests::short_drill(), drill::TeamPolicy::perfect, 1);
              auto writer = drill.make_writer(path);
              if (!writer) return 1;
              for (int i = 0; i < 317; ++i) {
                  drill.step();
                  if (!(*writer)->append(drill.world())) return 2;
              }
              ::kill(::getpid(), SIGKILL);
              return 3;
          }) == -1);
    CHECK_FALSE(std::filesystem::exists(path));
    const auto record = tests::take(record::load_record(folder / "a.drill.part"), "part");
    CHECK_FALSE(record.header.finished);
    CHECK(record.header.end.value == 200); // the last checkpoint
    CHECK(record.frames.size() == 41);
    CHECK(record.frames.back().tick.value == 200);
    const auto& whole = tests::recorded_drill();
    REQUIRE(record.facts.size() <= whole.facts.size());
    for (std::size_t i = 0; i < whole.facts.size(); ++i)
        CHECK((i < record.facts.size()) == (whole.facts[i].tick.value < 200));
    const auto verified = tests::take(record::verify_record(folder / "a.drill.part"), "verify");
    CHECK_MESSAGE(verified.same, verified.difference);
}

TEST_CASE("record writer: a new run replaces the old part at once and the old record at the end") {
    const tests::TempFolder folder;
    const auto loaded = tests::quick_drill(2);
    REQUIRE(core::write_file(folder / "a.drill.part", "left over"));
    REQUIRE(core::write_file(folder / "a.drill", "old"));
    tests::Drill drill(loaded, drill::TeamPolicy::idle, 1);
    auto writer = tests::take(drill.make_writer(folder / "a.drill"), "writer");
    CHECK(tests::take(core::read_file(folder / "a.drill", 100), "old") == "old");
    while (drill.step())
        CHECK(writer->append(drill.world()));
    CHECK(writer->finish(drill.world()));
    CHECK(record::load_record(folder / "a.drill"));
    CHECK_FALSE(std::filesystem::exists(folder / "a.drill.part"));
    CHECK_FALSE(std::filesystem::exists(folder / "a.drill.part-journal"));
}

TEST_CASE("record writer: a missing folder and a folder of that name are errors with the name") {
    const tests::TempFolder folder;
    const auto loaded = tests::quick_drill(2);
    tests::Drill drill(loaded, drill::TeamPolicy::idle, 1);
    const auto missing = drill.make_writer(folder / "no/a.drill");
    REQUIRE_FALSE(missing);
    CHECK(describe(missing.error()).find("a.drill") != std::string::npos);
    CHECK(core::exit_code(missing.error()) == 3);
    CHECK_FALSE(drill.make_writer(folder.path()));
}

TEST_CASE("record writer: a full disk is an error and no half file under the final name") {
    const auto loaded = tests::quick_drill(21);
    for (const int size_kB : {16, 200, 400, 600}) {
        tests::SmallDisk disk(size_kB);
        if (!disk.mounted()) {
            MESSAGE("skipped: 1 case, no right to mount a small disk");
            return;
        }
        tests::Drill drill(loaded, drill::TeamPolicy::perfect, 1);
        const auto recorded = tests::record_drill(drill, disk / "a.drill");
        if (recorded) { // a disk large enough after all: then it must be whole
            CHECK(record::load_record(disk / "a.drill"));
            continue;
        }
        CHECK(recorded.error().code == core::Errc::io);
        CHECK_MESSAGE(describe(recorded.error()).find("磁盘满了") != std::string::npos,
                      describe(recorded.error()));
        CHECK_FALSE(std::filesystem::exists(disk / "a.drill"));
        if (std::filesystem::exists(disk / "a.drill.part")) {
            const auto part = record::load_record(disk / "a.drill.part");
            CHECK((part || !part.error().problems.empty()));
        }
    }
}

TEST_CASE("record writer: a read-only disk is an error before the drill starts") {
    tests::SmallDisk disk(1000);
    if (!disk.mounted()) {
        MESSAGE("skipped: 1 case, no right to mount a small disk");
        return;
    }
    disk.make_read_only();
    const auto loaded = tests::quick_drill(2);
    tests::Drill drill(loaded, drill::TeamPolicy::idle, 1);
    const auto writer = drill.make_writer(disk / "a.drill");
    REQUIRE_FALSE(writer);
    CHECK(writer.error().code == core::Errc::io);
}

TEST_CASE("record writer: a limit on the size of files ends as a full disk does") {
    const tests::TempFolder folder;
    const auto loaded = tests::quick_drill(21);
    CHECK(in_child([&] {
              std::signal(SIGXFSZ, SIG_IGN);
              const rlimit small{200'000, 200'000};
              ::setrlimit(RLIMIT_FSIZE, &small);
              tests::Drill drill(loaded, drill::TeamPolicy::perfect, 1);
              return tests::record_drill(drill, folder / "a.drill") ? 1 : 0;
          }) == 0);
    CHECK_FALSE(std::filesystem::exists(folder / "a.drill"));
}
