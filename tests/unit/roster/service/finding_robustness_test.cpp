// What a killed program, a full disk and a second writer do to findings that are being closed.
#include "roster/store/audit_table.h"
#include "sim/core/random.h"
#include "tests/support/finding_rig.h"
#include <chrono>
#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;
using tests::FindingRig;
namespace fs = std::filesystem;

namespace {

int kill_count() {
    const char* text = std::getenv("YANLIAN_KILLS");
    return text ? std::atoi(text) : 20;
}

Finding make_finding(bool life_safety) {
    Finding finding;
    finding.organisation_key = tests::rig_home;
    finding.text = "东侧出口被锁";
    finding.zone = "level/1";
    finding.life_safety = life_safety;
    finding.found_on = make_date(2026, 1, 10);
    return finding;
}
Remedy make_remedy() {
    return {tests::rig_guard, "拆除门锁", make_date(2026, 2, 1), "专人看守"};
}

/// Registers one and takes it to its closure; false when a step was refused.
bool take_through(Database& database, bool life_safety) {
    const auto key =
        register_finding(database, make_finding(life_safety), make_remedy(), tests::rig_carer);
    if (!key) return false;
    using enum FindingState;
    for (const auto& [state, actor] :
         {std::pair(in_progress, tests::rig_carer), std::pair(to_be_rechecked, tests::rig_guard),
          std::pair(closed, tests::rig_leader)})
        if (!step_finding(database, *key, {state, {}, actor, "照片"})) return false;
    return true;
}

/// Refused while the other program writes, it comes again as people do; what it was refused is not
/// half there. 3 when one call took 5 s, 2 when another reason came up; nothing when all is done.
std::optional<int> insist_through(Database& database) {
    using Clock = std::chrono::steady_clock;
    using enum FindingState;
    std::optional<int> failed;
    const auto insist = [&](const auto& call) {
        for (;;) {
            const auto start = Clock::now();
            auto done = call();
            if (Clock::now() - start > std::chrono::seconds{5}) failed = 3;
            if (!done && done.error().code == sim::core::Errc::conflict && !failed) continue;
            if (!done && !failed) failed = 2;
            return done;
        }
    };
    const auto key = insist([&] {
        return register_finding(database, make_finding(false), make_remedy(), tests::rig_carer);
    });
    for (const auto& [state, actor] :
         {std::pair(in_progress, tests::rig_carer), std::pair(to_be_rechecked, tests::rig_guard),
          std::pair(closed, tests::rig_leader)})
        if (!failed)
            insist([&, state = state, actor = actor] {
                return step_finding(database, *key, {state, {}, actor, "照片"});
            });
    return failed;
}

[[noreturn]] void close_for_ever(const fs::path& path) {
    auto opened = open_existing(path);
    if (!opened) ::_exit(1);
    while (take_through(opened->database, true)) {
    }
    ::_exit(2);
}

template <class Body>
pid_t start_child(Body&& body) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(body());
    return child;
}
int wait_for(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/// Findings, steps, suspensions and audit agree with each other, and nothing is half done.
void check_sound(const fs::path& path) {
    auto opened = open_existing(path);
    REQUIRE_MESSAGE(opened, describe(opened.error()));
    CHECK(roster::store::check_integrity(opened->database));
    CHECK_FALSE(roster::store::check_audit_chain(opened->database)->broken_id.has_value());
    tests::RawDatabase raw(path);
    CHECK(raw.number("SELECT count(*) FROM finding_step") ==
          raw.number("SELECT count(*) FROM audit WHERE action = 'finding.step'"));
    CHECK(raw.number("SELECT count(*) FROM finding WHERE id NOT IN "
                     "(SELECT finding_id FROM finding_step)") == 0);
    // Suspended is what is life-safety and not closed, no more and no less.
    CHECK(raw.rows("SELECT finding_id FROM suspended_now ORDER BY 1") ==
          raw.rows("SELECT f.id FROM finding AS f JOIN finding_state AS s ON s.finding_id = f.id "
                   "WHERE f.life_safety = 1 AND s.state <> 'closed' ORDER BY 1"));
}

} // namespace

TEST_CASE("robustness: killed while closing findings, each step is there whole or not at all") {
    FindingRig rig;
    constexpr int longest_ms = 120;
    long long steps_before = 0;
    for (int round = 0; round < kill_count(); ++round) {
        const sim::core::DrawKey key{815, sim::core::Stream::body,
                                     static_cast<std::uint32_t>(round), 0, 0};
        const pid_t child = ::fork();
        if (child == 0) close_for_ever(rig.path);
        std::this_thread::sleep_for(
            std::chrono::milliseconds(static_cast<int>(sim::core::draw_uniform(key) * longest_ms)));
        ::kill(child, SIGKILL);
        CHECK(wait_for(child) == -SIGKILL);
        check_sound(rig.path);
        tests::RawDatabase raw(rig.path);
        const long long steps = raw.number("SELECT count(*) FROM finding_step");
        CHECK(steps >= steps_before);
        steps_before = steps;
    }
    tests::RawDatabase raw(rig.path);
    const long long suspended = raw.number("SELECT count(*) FROM suspended_now");
    MESSAGE("steps between kills: ", steps_before, ", zones still suspended: ", suspended);
    // What a kill left open is closed by hand, and only then is its zone free again.
    const auto open = list_ledger(rig.database, tests::rig_home, rig.today);
    CHECK(count_findings(*open).total.suspended == suspended);
}

TEST_CASE("robustness: a full database refuses a closure and keeps the suspension" *
          tests::sqlite_only()) {
    FindingRig rig;
    const std::string key = rig.add_done(true);
    { tests::RawDatabase(rig.path).exec("PRAGMA wal_checkpoint(TRUNCATE)"); }
    roster::store::OpenOptions options;
    options.size_limit_bytes = fs::file_size(rig.path) + 4 * 4096;
    auto opened = open_existing(rig.path, options);
    REQUIRE(opened);
    std::string text;
    for (int i = 0; i < 400 && text.empty(); ++i) {
        const auto added =
            register_finding(opened->database, make_finding(true), make_remedy(), tests::rig_carer);
        if (!added) text = describe(added.error());
    }
    CHECK_MESSAGE(text.find("磁盘满了") != std::string::npos, text);
    const auto closing =
        step_finding(opened->database, key, {FindingState::closed, {}, tests::rig_leader, "照片"});
    const bool lifted = tests::RawDatabase(rig.path).number(
                            "SELECT count(*) FROM suspended_now WHERE finding_id = 1") == 0;
    CHECK(closing.has_value() == lifted);
    check_sound(rig.path);
}

TEST_CASE("robustness: a write that the system refuses closes nothing by half" *
          tests::sqlite_only()) {
    FindingRig rig;
    const pid_t child = start_child([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        auto opened = open_existing(rig.path);
        if (!opened) return 1;
        const rlimit small{256 * 1024, 256 * 1024};
        ::setrlimit(RLIMIT_FSIZE, &small);
        for (int i = 0; i < 300; ++i)
            if (!take_through(opened->database, true)) return 0;
        return 3;
    });
    CHECK(wait_for(child) == 0);
    check_sound(rig.path);
}

TEST_CASE("robustness: a disk that is really full while findings are closed" *
          tests::sqlite_only()) {
    const tests::SmallDisk disk(4096);
    if (!disk.mounted()) {
        MESSAGE("skipped: 1 case, no right to mount a small disk");
        return;
    }
    const fs::path path = disk / "home.yanlian.db";
    auto opened = open_or_create(path);
    REQUIRE_MESSAGE(opened, describe(opened.error()));
    tests::add_bureau(opened->database);
    int through = 0;
    while (through < 2000 && take_through(opened->database, true))
        ++through;
    CHECK(through < 2000);
    MESSAGE("findings closed before the disk was full: ", through);
    check_sound(path);
}

TEST_CASE("robustness: two programs enter findings at once, none is lost, none waits 5 s") {
    FindingRig rig;
    constexpr int each = 40;
    const auto enter = [&] {
        auto opened = open_existing(rig.path);
        if (!opened) return 1;
        for (int i = 0; i < each; ++i) {
            if (const auto failed = insist_through(opened->database)) return *failed;
        }
        return 0;
    };
    const pid_t one = start_child(enter);
    const pid_t other = start_child(enter);
    CHECK(wait_for(one) == 0);
    CHECK(wait_for(other) == 0);
    tests::RawDatabase raw(rig.path);
    CHECK(raw.number("SELECT count(*) FROM finding") == 2 * each);
    CHECK(raw.number("SELECT count(DISTINCT key) FROM finding") == 2 * each);
    CHECK(raw.number("SELECT count(*) FROM finding_state WHERE state = 'closed'") == 2 * each);
    check_sound(rig.path);
}
