// Several programs that write to one ledger at once.
#include "roster/service/findings.h"
#include "roster/service/open_database.h"
#include "tests/support/roster_fixture.h"
#include <chrono>
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

pid_t start_writer(const std::filesystem::path& path, const std::string& name, int count) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(write_findings(path, name, count));
    return child;
}

int wait_for(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

TEST_CASE("writers: of three that write at once none loses a row") {
    const tests::TempFolder folder;
    const auto path = tests::vacant_in(folder, "home");
    REQUIRE(open_or_create(path));
    constexpr int each = 40;
    const pid_t one = start_writer(path, "a", each), two = start_writer(path, "b", each),
                three = start_writer(path, "c", each);
    CHECK(wait_for(one) == each);
    CHECK(wait_for(two) == each);
    CHECK(wait_for(three) == each);
    tests::RawDatabase raw(path);
    CHECK(raw.number("SELECT count(*) FROM finding") == 3 * each);
}

TEST_CASE("writers: one waits while another has a long transaction, and is heard within 5 s") {
    const tests::TempFolder folder;
    const auto path = tests::vacant_in(folder, "home");
    auto opened = open_or_create(path);
    REQUIRE(opened);
    auto transaction = roster::store::Transaction::begin(opened->database);
    REQUIRE(transaction);
    SUBCASE("that ends in time") {
        const pid_t other = start_writer(path, "a", 1);
        std::this_thread::sleep_for(std::chrono::milliseconds(1500));
        REQUIRE(transaction->commit());
        CHECK(wait_for(other) == 1);
    }
    SUBCASE("that does not end") {
        const auto began = Clock::now();
        auto second = open_existing(path);
        REQUIRE(second);
        const auto refused = roster::store::Transaction::begin(second->database);
        CHECK(Clock::now() - began < std::chrono::seconds(6)); // 5 s, and a busy machine
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == sim::core::Errc::conflict);
    }
}
