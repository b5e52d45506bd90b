// The same night with one decision changed: what went before is the same to the byte, what comes
// out is a record of its own, and nobody's evidence.
#include "sim/debrief/changed_night.h"
#include "sim/debrief/comparison.h"
#include "sim/debrief/director.h"
#include "tests/support/drill_fixture.h"
#include "tools/casting/casting.h"
#include "tools/library/fit.h"

#include <doctest/doctest.h>
#include <random>

using namespace sim;
using namespace sim::debrief;
using drill::Action;
using drill::TeamPolicy;

namespace {

record::Header header_of(const drill::LoadedScenario& loaded, std::string team) {
    record::Header header = tests::record_header(loaded, TeamPolicy::perfect, 1);
    header.start = loaded.scenario.start_modes.back();
    header.team = std::move(team);
    header.kind =
        header.team == "decisions" ? core::DrillKind::live : core::DrillKind::demonstration;
    return header;
}

/// Robots' night, or the same decisions as if people had taken them.
record::Record play(const drill::LoadedScenario& loaded, TeamPolicy policy,
                    const std::vector<drill::Command>* decisions = nullptr) {
    const tests::TempFolder folder;
    drill::RunOptions options;
    options.start = loaded.scenario.start_modes.back();
    auto world = tests::take(drill::World::make(loaded, options, nullptr), "world");
    const auto header =
        header_of(loaded, decisions ? "decisions" : std::string(drill::name(policy)));
    auto writer = tests::take(
        record::RecordWriter::make(folder / "a.drill", header, *world, nullptr), "writer");
    drill::Team team(loaded, policy, options.seed, options.start);
    std::size_t next = 0;
    while (!world->ended()) {
        std::vector<drill::Command> due;
        if (!decisions) due = team.decide(*world);
        for (; decisions && next < decisions->size() && (*decisions)[next].tick <= world->now();
             ++next)
            due.push_back((*decisions)[next]);
        REQUIRE(world->step(due));
        REQUIRE(writer->append(*world));
    }
    REQUIRE(writer->finish(*world));
    return tests::take(record::load_record(folder / "a.drill"), "record");
}

struct Rerun {
    record::Record record;
    bool verifies = false;
};

Rerun run_changed(const record::Record& original, const Change& change) {
    const tests::TempFolder folder;
    const auto path = folder / "b.drill";
    auto night =
        tests::take(ChangedNight::begin(original, change, path, {"0.1.0", "test", "now"}), "begin");
    while (!night->ended())
        REQUIRE(night->advance(std::chrono::milliseconds(50)));
    REQUIRE(night->finish());
    Rerun rerun{tests::take(record::load_record(path), "what-if"), false};
    rerun.verifies = tests::take(record::verify_record(path), "verify").same;
    return rerun;
}

std::vector<std::string> lines_before(const record::Record& record, core::Tick tick) {
    std::vector<std::string> lines;
    for (const auto& fact : record.facts)
        if (fact.tick < tick) lines.push_back(drill::format_fact(fact));
    return lines;
}

const record::Record& shipped_night() {
    static const auto record = play(tests::night_drill(900), TeamPolicy::perfect);
    return record;
}

/// Seq of the first decision of that action.
std::int64_t first_of(const record::Record& record, Action action) {
    for (const auto& decision : list_decisions(record))
        if (find_decision(record, decision.seq)->action == action) return decision.seq;
    FAIL("no such decision");
    return 0;
}

drill::LoadedScenario fit_template(const tools::library::Template& from) {
    drill::LoadedScenario loaded;
    loaded.plan = tests::take(
        plan::load_plan(YANLIAN_SOURCE_DIR "/scenarios/plans/ankang.plan.json"), "plan");
    const auto fitted =
        tests::take(tools::library::fit(from, loaded.plan, "p.plan.json", {}), "fit");
    loaded.scenario =
        tests::take(drill::parse_scenario(from.key, fitted.text, loaded.plan), "scenario");
    loaded.scenario_text = drill::format_scenario(loaded.scenario, loaded.plan);
    loaded.plan_text = plan::format_plan(loaded.plan);
    return loaded;
}

/// Some changes at random decisions; each agrees with the original on all that went before.
void check_random_changes(const record::Record& original, std::mt19937& draws, int count) {
    const auto decisions = list_decisions(original);
    REQUIRE(!decisions.empty());
    for (int k = 0; k < count; ++k) {
        const auto& decision = decisions[draws() % decisions.size()];
        const auto offers = offer_changes(original, decision.seq);
        REQUIRE(!offers.empty());
        const Change& change = offers[draws() % offers.size()];
        CAPTURE(original.scenario.key);
        CAPTURE(original.header.team);
        CAPTURE(decision.words);
        CAPTURE(change.key);
        const Rerun rerun = run_changed(original, change);
        CHECK(lines_before(original, change.from) == lines_before(rerun.record, change.from));
        CHECK(rerun.verifies);
        const auto first = compare_nights(original, rerun.record).first;
        CHECK((!first || first->tick >= change.from));
        CHECK(drill::list_deciding(rerun.record.commands).empty());
    }
}

} // namespace

TEST_CASE("what-if: every fact before the change is the same, in the library, for robots") {
    std::mt19937 draws(20261123);
    const auto library = tests::take(tools::library::load_library(), "library");
    for (std::size_t i = 0; i < library.size(); i += 2) {
        const auto loaded = fit_template(library[i]);
        const auto policy = i % 4 == 0 ? TeamPolicy::typical : TeamPolicy::perfect;
        check_random_changes(play(loaded, policy), draws, 2);
    }
}

TEST_CASE("what-if: every fact before the change is the same where people decided") {
    std::mt19937 draws(7);
    std::vector<drill::Command> decisions;
    for (const auto& command : shipped_night().commands) {
        decisions.push_back(command);
        decisions.back().source = "decision";
    }
    const auto live = play(tests::night_drill(900), TeamPolicy::idle, &decisions);
    REQUIRE(!drill::list_deciding(live.commands).empty());
    check_random_changes(live, draws, 5);
}

TEST_CASE("what-if: a door that is not shut stays open, and the score says so") {
    const auto& original = shipped_night();
    const auto seq = first_of(original, Action::close_door);
    const auto change = tests::take(make_change(original, seq, "not"), "change");
    const auto rerun = run_changed(original, change);
    const auto comparison = compare_nights(original, rerun.record);
    CHECK(comparison.was.times.origin_door_closed);
    CHECK_FALSE(comparison.is.times.origin_door_closed);
    CHECK(comparison.is.final < comparison.was.final);
    REQUIRE(comparison.first);
    REQUIRE(comparison.first->was);
    CHECK(comparison.first->was->sentence.find("关门") != std::string::npos);
}

TEST_CASE("what-if: later and earlier move the deed by that much, and keep his order") {
    const auto& original = shipped_night();
    const auto seq = first_of(original, Action::call_119);
    const auto said_at = [](const record::Record& r) {
        for (const auto& command : r.commands)
            if (command.action == Action::call_119) return core::seconds(command.tick);
        return -1.0;
    };
    for (const double by_s : {-10.0, 30.0}) {
        const auto key = by_s < 0 ? std::string("earlier=10") : std::string("later=30");
        const auto change = tests::take(make_change(original, seq, key), "change");
        const auto rerun = run_changed(original, change);
        CHECK(said_at(rerun.record) == doctest::Approx(said_at(original) + by_s).epsilon(0.01));
    }
    const auto later =
        run_changed(original, tests::take(make_change(original, seq, "later=60"), "later"));
    std::vector<Action> was, is;
    const auto who = find_decision(original, seq)->actor;
    for (const auto& command : original.commands)
        if (command.actor == who) was.push_back(command.action);
    for (const auto& command : later.record.commands)
        if (command.actor == who) is.push_back(command.action);
    CHECK(was == is);
}

TEST_CASE("what-if: another room first swaps two decisions of one person") {
    const auto& original = shipped_night();
    const auto seq = first_of(original, Action::wake_room);
    const auto offers = offer_changes(original, seq);
    const auto swap = std::find_if(offers.begin(), offers.end(),
                                   [](const Change& c) { return c.key.rfind("swap=", 0) == 0; });
    REQUIRE(swap != offers.end());
    const auto* was = find_decision(original, seq);
    const auto* later = find_decision(original, swap->swapped_with);
    std::vector<std::string> rooms;
    for (const auto& command : run_changed(original, *swap).record.commands)
        if (command.actor == was->actor && command.action == Action::wake_room)
            rooms.push_back(command.target);
    REQUIRE(!rooms.empty());
    CHECK(rooms.front() == later->target);
    CHECK(std::count(rooms.begin(), rooms.end(), was->target) == 1);
}

TEST_CASE("what-if: its record says what it is, and is nobody's evidence in the ledger") {
    const tests::TempFolder folder;
    const auto& original = shipped_night();
    const auto change =
        tests::take(make_change(original, first_of(original, Action::close_door), "not"), "change");
    const auto rerun = run_changed(original, change);
    const auto& r = rerun.record;
    CHECK(r.scenario.name.rfind("假设：", 0) == 0);
    CHECK(r.header.kind == core::DrillKind::demonstration);
    CHECK(r.header.team == what_if_team);
    CHECK(r.scenario.assumptions.size() == original.scenario.assumptions.size() + 1);

    drill::LoadedScenario loaded;
    loaded.scenario = r.scenario;
    loaded.plan = r.plan;
    loaded.scenario_text = r.scenario_text;
    loaded.plan_text = r.plan_text;
    const auto score = drill::calc_score(r.scenario, r.plan, r.header.start, r.facts);
    auto ledger = tests::take(tools::casting::Ledger::open(folder / "l.db"), "ledger");
    tools::casting::FinishedDrill finished;
    finished.loaded = &loaded;
    finished.score = &score;
    finished.facts = r.facts;
    finished.start = r.header.start;
    finished.seed = r.header.seed;
    finished.started_utc = "2026-01-01T00:00:00Z";
    finished.scenario_text = r.scenario_text;
    finished.deciding = drill::list_deciding(r.commands);
    finished.kind = r.header.kind;
    finished.record_sha256 = r.chain_head;
    CHECK(tests::take(ledger->record(finished), "as it is").levels.empty());
    // Nor where somebody calls it a simulation: nobody in it decided anything.
    finished.kind = core::DrillKind::live;
    finished.record_sha256 = std::string(64, 'a');
    finished.started_utc = "2026-01-02T00:00:00Z";
    if (const auto entered = ledger->record(finished)) CHECK(entered->levels.empty());
}

TEST_CASE("what-if: of a what-if, and of a part") {
    const auto& original = shipped_night();
    const auto first = run_changed(
        original,
        tests::take(make_change(original, first_of(original, Action::close_door), "not"), "not"));
    std::mt19937 draws(3);
    check_random_changes(first.record, draws, 2);
}

TEST_CASE("what-if: given up it leaves nothing; a real drill and a stranger's facts are refused") {
    const tests::TempFolder folder;
    auto original = shipped_night();
    const auto seq = first_of(original, Action::close_door);
    const auto change = tests::take(make_change(original, seq, "not"), "change");
    {
        auto night = tests::take(
            ChangedNight::begin(original, change, folder / "c.drill", {"0.1.0", "test", "now"}),
            "begin");
        REQUIRE(night->advance(std::chrono::milliseconds(20)));
        CHECK(night->done_frac() > 0);
        CHECK(std::filesystem::exists(folder / "c.drill.part"));
    }
    CHECK_FALSE(std::filesystem::exists(folder / "c.drill.part"));
    CHECK_FALSE(std::filesystem::exists(folder / "c.drill"));

    original.facts[3].target += "x"; // as if another program had run it
    auto night = tests::take(
        ChangedNight::begin(original, change, folder / "c.drill", {"0.1.0", "test", "now"}),
        "begin");
    const auto gone = night->advance(std::chrono::minutes(5));
    REQUIRE_FALSE(gone);
    CHECK(gone.error().code == core::Errc::conflict);

    original.header.kind = core::DrillKind::real;
    CHECK(list_decisions(original).empty());
    CHECK_FALSE(ChangedNight::begin(original, change, folder / "d.drill", {}));
}

TEST_CASE("what-if: changes that cannot be are refused in words") {
    const auto& original = shipped_night();
    const auto door = first_of(original, Action::close_door);
    for (const char* key : {"", "never", "later", "later=-3", "later=x", "later=1e9", "target=x",
                            "device=bed", "shelter", "shut=room/207", "do=wait", "all", "swap=1"})
        CHECK_FALSE_MESSAGE(make_change(original, door, key), key);
    CHECK_FALSE(make_change(original, 0, "not"));
    CHECK(offer_changes(original, 0).empty());
    for (const auto& decision : list_decisions(original)) {
        const auto offers = offer_changes(original, decision.seq);
        CHECK(offers.size() >= 4);
        for (std::size_t i = 0; i < offers.size(); ++i) {
            CHECK(!offers[i].words.empty());
            for (std::size_t j = 0; j < i; ++j)
                CHECK(offers[i].words != offers[j].words);
        }
    }
}
