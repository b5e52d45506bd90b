// Several programs that write to one ledger at once.
#include "roster/service/findings.h"
#include "roster/service/open_database.h"
#include "tests/support/roster_fixture.h"
#include <chrono>
#include <csignal>
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace roster::domain;
using namespace roster::service;

namespace {

using Clock = std::chrono::steady_clock;

/// Registers `count` findings; answers how many got through, or none when one waited too long.
int write_findings(const std::filesystem::path& path, const std::string& name, int count) {
    auto opened = open_existing(path);
    if (!opened) return 0;
    int through = 0;
    for (int n = 0; n < count; ++n) {
        const auto began = Clock::now();
        const auto done =
            register_finding(opened->database,
                             {"finding/" + name + "/" + std::to_string(n), "org/ankang", 0,
                              "灯坏了", Severity::ordinary, false, make_date(2026, 1, 10)},
                             {}, "person/wang-fang");
        if (Clock::now() - began > std::chrono::seconds(5)) return 0;
        through += done ? 1 : 0;
    }
    return through;
}

/// A writer that begins when it is told to. Forked before this process opens the ledger: SQLite
/// would take the locks that a child inherits for its own.
struct Writer {
    pid_t child = 0;
    int start[2] = {-1, -1};

    Writer(const std::filesystem::path& path, const std::string& name, int count) {
        REQUIRE(::pipe(start) == 0);
        child = ::fork();
        if (child == 0) {
            char told = 0;
            if (::read(start[0], &told, 1) != 1) ::_exit(0);
            ::_exit(write_findings(path, name, count));
        }
    }
    void tell() const { REQUIRE(::write(start[1], "!", 1) == 1); }
    /// How many it wrote.
    [[nodiscard]] int wait() const {
        int status = 0;
        ::waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
};

} // namespace

TEST_CASE("writers: of three that write at once none loses a row") {
    const tests::TempFolder folder;
    const auto path = tests::vacant_in(folder, "home");
    REQUIRE(open_or_create(path));
    constexpr int each = 40;
    const Writer one(path, "a", each), two(path, "b", each), three(path, "c", each);
    for (const Writer* writer : {&one, &two, &three})
        writer->tell();
    CHECK(one.wait() == each);
    CHECK(two.wait() == each);
    CHECK(three.wait() == each);
    tests::RawDatabase raw(path);
    CHECK(raw.number("SELECT count(*) FROM finding") == 3 * each);
}

TEST_CASE("writers: one waits while another has a long transaction, and is heard within 5 s") {
    const tests::TempFolder folder;
    const auto path = tests::vacant_in(folder, "home");
    REQUIRE(open_or_create(path));
    const Writer other(path, "a", 1);
    auto opened = open_existing(path);
    REQUIRE(opened);
    auto transaction = roster::store::Transaction::begin(opened->database);
    REQUIRE(transaction);
    SUBCASE("that ends in time") {
        other.tell();
        std::this_thread::sleep_for(std::chrono::milliseconds(1500));
        REQUIRE(transaction->commit());
        CHECK(other.wait() == 1);
    }
    SUBCASE("that does not end") {
        const auto began = Clock::now();
        auto second = open_existing(path);
        REQUIRE(second);
        const auto refused = roster::store::Transaction::begin(second->database);
        CHECK(Clock::now() - began < std::chrono::seconds(6)); // 5 s, and a busy machine
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == sim::core::Errc::conflict);
        ::kill(other.child, SIGKILL);
        CHECK(other.wait() == -1);
    }
}
