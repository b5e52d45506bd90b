#include "roster/schedule/patterns/child_process.h"
#include <csignal>
#include <cstdlib>
#include <doctest/doctest.h>
#include <unistd.h>

using roster::schedule::patterns::run_in_child;

TEST_CASE("a child's answer comes back whole, however long") {
    const std::string long_text(3'000'000, 'x');
    const auto answer = run_in_child([&] { return long_text; }, 5);
    CHECK(answer.has_ended_well);
    CHECK(answer.bytes == long_text);
    CHECK(run_in_child([] { return std::string{}; }, 1).has_ended_well);
}

TEST_CASE("a child that crashes is an answer that has not come") {
    for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGKILL}) {
        const auto answer = run_in_child(
            [&] {
                std::signal(signal, SIG_DFL);
                kill(getpid(), signal);
                return std::string("not reached");
            },
            1);
        CHECK(!answer.has_ended_well);
        CHECK(answer.bytes.empty());
    }
    CHECK(!run_in_child([]() -> std::string { throw 1; }, 1).has_ended_well);
    CHECK(!run_in_child([]() -> std::string { _exit(0); }, 1).has_ended_well);
}

TEST_CASE("a child that never ends is ended by its CPU limit, and its CPU is told") {
    const auto answer = run_in_child(
        []() -> std::string {
            for (volatile bool is_over = false; !is_over;) {
            }
            return {};
        },
        0.1);
    CHECK(!answer.has_ended_well);
    CHECK(answer.cpu_s > 0.5);
    CHECK(answer.cpu_s < 5);
}
