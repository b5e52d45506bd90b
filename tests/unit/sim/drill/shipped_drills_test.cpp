#include "sim/core/file.h"
#include "sim/drill/scoring.h"
#include "sim/drill/team_policy.h"
#include <doctest/doctest.h>
#include <set>

using namespace sim;
using namespace sim::drill;

namespace {

const std::string root = YANLIAN_SOURCE_DIR;

LoadedScenario load(const std::string& name) {
    auto loaded = load_scenario(root + "/scenarios/drills/" + name + ".drill.json");
    REQUIRE_MESSAGE(loaded.has_value(), (loaded ? "" : describe(loaded.error())));
    return std::move(*loaded);
}

struct Played {
    Score score;
    std::vector<Fact> facts;
    [[nodiscard]] double time_s(FactKind kind) const {
        for (const Fact& fact : facts)
            if (fact.kind == kind) return core::seconds(fact.tick);
        return 1e9;
    }
    [[nodiscard]] std::set<Breach> breaches() const {
        std::set<Breach> found;
        for (const EarnedCap& cap : score.caps)
            found.insert(cap.breach);
        return found;
    }
};

Played play(const LoadedScenario& loaded, TeamPolicy policy, std::uint64_t seed, StartMode start,
            const devices::Trace* trace = nullptr) {
    RunOptions options;
    options.seed = seed;
    options.start = start;
    auto world = World::make(loaded, options, trace);
    REQUIRE_MESSAGE(world.has_value(), (world ? "" : describe(world.error())));
    Team team(loaded, policy, seed, start);
    const int everybody =
        static_cast<int>(loaded.scenario.people.size() + loaded.scenario.residents.size());
    while (!(*world)->ended()) {
        REQUIRE((*world)->step(team.decide(**world)).has_value());
        const auto all = (*world)->everybody();
        REQUIRE(all.safe + all.sheltered + all.inside + all.incapacitated == everybody);
    }
    Played played;
    played.facts.assign((*world)->facts().begin(), (*world)->facts().end());
    played.score = calc_score(loaded.scenario, loaded.plan, start, played.facts);
    return played;
}

/// Two seeds at a desk, twenty in the long run.
std::uint64_t seed_count() {
    return std::getenv("YANLIAN_LONG") ? 20 : 2;
}

} // namespace

TEST_CASE("smoking in bed: a perfect team earns P in both ways of starting") {
    const auto loaded = load("ankang-night-smoking");
    for (const StartMode start : {StartMode::scene, StartMode::system})
        for (std::uint64_t seed = 1; seed <= seed_count(); ++seed) {
            CAPTURE(seed);
            const Played played = play(loaded, TeamPolicy::perfect, seed, start);
            CHECK_MESSAGE(played.score.letter == 'P', played.score.final);
            CHECK(played.score.caps.empty());
        }
}

TEST_CASE(
    "smoking in bed: an idle team earns U with the caps of what it left undone, and no other") {
    const auto loaded = load("ankang-night-smoking");
    for (std::uint64_t seed = 1; seed <= seed_count(); ++seed) {
        CAPTURE(seed);
        const Played played = play(loaded, TeamPolicy::idle, seed, StartMode::system);
        CHECK(played.score.letter == 'U');
        // Nobody confirms, so no call is due; nobody counts, so no count is wrong; nobody goes in.
        CHECK(played.breaches() == std::set<Breach>{Breach::resident_lost_reachable,
                                                    Breach::origin_left_open_unreported});
        CHECK(played.time_s(FactKind::resident_lost) < 900);
    }
}

TEST_CASE("smoking in bed: a typical team lies between, seed by seed") {
    const auto loaded = load("ankang-night-smoking");
    double sum = 0;
    for (std::uint64_t seed = 1; seed <= seed_count(); ++seed) {
        CAPTURE(seed);
        const double idle = play(loaded, TeamPolicy::idle, seed, StartMode::system).score.final;
        const double typical =
            play(loaded, TeamPolicy::typical, seed, StartMode::system).score.final;
        const double perfect =
            play(loaded, TeamPolicy::perfect, seed, StartMode::system).score.final;
        CHECK(idle < typical);
        CHECK(typical < perfect);
        sum += typical;
    }
    MESSAGE("mean of the typical team: ", sum / static_cast<double>(seed_count()));
}

TEST_CASE("smoking in bed: measured smoke at detector 207 stands in for computed smoke") {
    const auto loaded = load("ankang-night-smoking");
    auto trace =
        devices::load_trace(root + "/scenarios/traces/nist-sdc02.trace.jsonl", loaded.plan);
    REQUIRE_MESSAGE(trace.has_value(), (trace ? "" : describe(trace.error())));
    const auto raised_s = [&](const devices::Trace* t) {
        const Played played = play(loaded, TeamPolicy::idle, 1, StartMode::system, t);
        for (const Fact& fact : played.facts)
            if (fact.kind == FactKind::alarm_raised && fact.target == "detector/207")
                return core::seconds(fact.tick);
        return -1.0;
    };
    const double measured_s = raised_s(&*trace), computed_s = raised_s(nullptr);
    CHECK(measured_s > 0);
    CHECK(computed_s > 0);
    CHECK(measured_s != computed_s);
    MESSAGE("alarm at ", computed_s, " s computed, ", measured_s, " s from the curve");
}

TEST_CASE("longhua: an attended night calls 119 at least 25 minutes before the unattended one") {
    const auto attended = load("longhua-2025-attended"),
               unattended = load("longhua-2025-unattended");
    for (std::uint64_t seed = 1; seed <= seed_count(); ++seed) {
        CAPTURE(seed);
        const Played early =
            play(attended, TeamPolicy::perfect, seed, attended.scenario.start_modes.back());
        const Played late =
            play(unattended, TeamPolicy::perfect, seed, unattended.scenario.start_modes.back());
        CHECK(late.time_s(FactKind::call_119) - early.time_s(FactKind::call_119) >= 25 * 60);
    }
}

TEST_CASE("longhua: the unattended night keeps the published order; computed facts within 60 s, "
          "others marked") {
    const auto loaded = load("longhua-2025-unattended");
    const Played played = play(loaded, TeamPolicy::perfect, 1, loaded.scenario.start_modes.back());
    double published_before_s = -1, at_before_s = -1;
    int published_count = 0, scripted_count = 0;
    for (const Fact& fact : played.facts) {
        if (fact.kind != FactKind::inject) continue;
        for (const InjectSpec& inject : loaded.scenario.injects) {
            if (std::to_string(inject.no) != fact.target || !inject.published_s) continue;
            CAPTURE(inject.no);
            ++published_count;
            const double at_s = core::seconds(fact.tick);
            CHECK(at_s >= at_before_s);
            CHECK(*inject.published_s >= published_before_s);
            at_before_s = at_s;
            published_before_s = *inject.published_s;
            CHECK(std::abs(at_s - *inject.published_s) <= 60);
            CHECK_FALSE(inject.source.empty());
            if (inject.trigger == InjectSpec::Trigger::at) ++scripted_count;
        }
    }
    CHECK(published_count >= 6);
    CHECK(scripted_count < published_count); // at least one is computed
    for (const Fact& fact : played.facts) {
        const bool scripted_kind =
            fact.kind == FactKind::call_119 || fact.kind == FactKind::call_leader;
        if (scripted_kind) CHECK(fact.args.find("scripted"));
    }
}
