#include "sim/core/file.h"

#include "tests/support/temp_folder.h"
#include <csignal>
#include <doctest/doctest.h>
#include <fstream>
#include <rapidcheck.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace sim::core;

namespace {

std::size_t file_count(const std::filesystem::path& folder) {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder))
        ++count;
    return count;
}

} // namespace

TEST_CASE("file: what was written is read back, byte for byte") {
    const tests::TempFolder folder;
    CHECK(rc::check([&](const std::string& bytes) {
        RC_ASSERT(write_file(folder / "a", bytes));
        const auto read = read_file(folder / "a", 1 << 20);
        RC_ASSERT(read);
        RC_ASSERT(*read == bytes);
    }));
    CHECK(file_count(folder.path()) == 1); // nothing left beside it
}

TEST_CASE("file: a file of exactly the limit is read, one byte more is refused unread") {
    const tests::TempFolder folder;
    REQUIRE(write_file(folder / "a", std::string(1000, 'x')));
    CHECK(read_file(folder / "a", 1000));
    const auto refused = read_file(folder / "a", 999);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::too_large);
    CHECK(refused.error().problems.front().file == (folder / "a").string());
    // Ten gigabytes that are not there: only unread it can be refused at once.
    std::ofstream(folder / "huge").put('x');
    std::filesystem::resize_file(folder / "huge", 10'000'000'000);
    CHECK(read_file(folder / "huge", 1 << 20).error().code == Errc::too_large);
}

TEST_CASE("file: a device without end is read no further than the limit") {
    const auto read = read_file("/dev/zero", 100'000);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == Errc::too_large);
}

TEST_CASE("file: a missing file and a folder are the user's to mend") {
    const tests::TempFolder folder;
    for (const auto& path : {folder / "missing", folder.path(), folder / "missing/deeper"}) {
        const auto read = read_file(path, 100);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == Errc::bad_input);
        CHECK_FALSE(read.error().problems.front().what.empty());
    }
}

TEST_CASE("file: writing into a missing folder or over a folder fails and leaves nothing") {
    const tests::TempFolder folder;
    CHECK(write_file(folder / "missing/a", "x").error().code == Errc::io);
    std::filesystem::create_directory(folder / "sub");
    CHECK(write_file(folder / "sub", "x").error().code == Errc::io);
    CHECK(std::filesystem::is_directory(folder / "sub"));
    CHECK(file_count(folder.path()) == 1);
}

TEST_CASE("file: a full disk leaves the old file and nothing else") {
    tests::SmallDisk disk(64);
    if (!disk.mounted()) {
        MESSAGE("skipped: 1 case, no right to mount a small disk");
        return;
    }
    REQUIRE(write_file(disk / "a", "old"));
    const auto written = write_file(disk / "a", std::string(100'000, 'x'));
    REQUIRE_FALSE(written);
    CHECK(written.error().code == Errc::io);
    CHECK(*read_file(disk / "a", 100) == "old");
    CHECK(file_count(disk.path()) == 1);
    disk.make_read_only();
    CHECK_FALSE(write_file(disk / "a", "new"));
    CHECK(*read_file(disk / "a", 100) == "old");
}

TEST_CASE("file: a limit on the size of files leaves the old file") {
    const tests::TempFolder folder;
    REQUIRE(write_file(folder / "a", "old"));
    const pid_t child = ::fork();
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{1000, 1000};
        ::setrlimit(RLIMIT_FSIZE, &small);
        ::_exit(write_file(folder / "a", std::string(100'000, 'x')) ? 1 : 0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(*read_file(folder / "a", 100) == "old");
    CHECK(file_count(folder.path()) == 1);
}

TEST_CASE("file: SHA-256 gives the published answers") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
