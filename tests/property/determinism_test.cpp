// Same plan, scenario, seed and commands: the same facts and the same states, whatever else.
#include "tests/property/run_length.h"
#include "tests/support/drill_fixture.h"

#include <chrono>
#include <doctest/doctest.h>
#include <thread>

using namespace sim;

namespace {

constexpr double short_s = 30;

/// All that two runs must have in common.
struct Trail {
    std::vector<std::string> facts, commands;
    std::vector<std::uint64_t> hashes; ///< each second
    friend bool operator==(const Trail&, const Trail&) = default;
};

template <class Wait>
Trail run(const drill::LoadedScenario& loaded, drill::TeamPolicy policy, std::uint64_t seed,
          const Wait& wait) {
    tests::Drill drill(loaded, policy, seed);
    Trail trail;
    while (drill.step()) {
        if (drill.world().now().value % core::tick_rate_Hz == 0)
            trail.hashes.push_back(drill.world().state_hash());
        wait(core::seconds(drill.world().now()));
    }
    for (const drill::Fact& fact : drill.world().facts())
        trail.facts.push_back(format_fact(fact));
    for (const drill::Command& command : drill.world().commands())
        trail.commands.push_back(format_command(command));
    return trail;
}

Trail run(const drill::LoadedScenario& loaded, drill::TeamPolicy policy, std::uint64_t seed) {
    return run(loaded, policy, seed, [](double) {});
}

void check_same(const Trail& a, const Trail& b) {
    CHECK(a.facts == b.facts);
    CHECK(a.commands == b.commands);
    CHECK(a.hashes == b.hashes);
}

} // namespace

TEST_CASE("determinism: two runs in a row are the same run") {
    const auto loaded = tests::quick_drill(tests::runs_long() ? 900 : short_s);
    for (const auto policy : {drill::TeamPolicy::perfect, drill::TeamPolicy::typical}) {
        const Trail first = run(loaded, policy, 11);
        check_same(first, run(loaded, policy, 11));
        CHECK(first.facts.size() > 5);
    }
}

TEST_CASE("determinism: another seed is another run") {
    const auto loaded = tests::quick_drill(short_s);
    CHECK(run(loaded, drill::TeamPolicy::typical, 1).hashes !=
          run(loaded, drill::TeamPolicy::typical, 2).hashes);
}

TEST_CASE("determinism: two worlds on two threads do not feel each other") {
    const auto loaded = tests::quick_drill(tests::runs_long() ? 900 : short_s);
    Trail one, two;
    std::thread a([&] { one = run(loaded, drill::TeamPolicy::perfect, 3); });
    std::thread b([&] { two = run(loaded, drill::TeamPolicy::typical, 4); });
    a.join();
    b.join();
    check_same(one, run(loaded, drill::TeamPolicy::perfect, 3));
    check_same(two, run(loaded, drill::TeamPolicy::typical, 4));
}

TEST_CASE("determinism: held to 60 times the wall clock and as fast as possible are the same run") {
    const auto loaded = tests::quick_drill(short_s);
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    const auto hold = [start](double now_s) {
        std::this_thread::sleep_until(start + std::chrono::duration_cast<Clock::duration>(
                                                  std::chrono::duration<double>(now_s / 60)));
    };
    check_same(run(loaded, drill::TeamPolicy::perfect, 5, hold),
               run(loaded, drill::TeamPolicy::perfect, 5));
}
