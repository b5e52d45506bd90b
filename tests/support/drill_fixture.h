/// A drill to run and record in tests: the shipped night drill, cut short or on a small plan.
#pragma once
#include "sim/core/file.h"
#include "sim/core/json_reader.h"
#include "sim/core/text.h"
#include "sim/drill/team_policy.h"
#include "sim/plan/plan_file.h"
#include "sim/record/record.h"
#include "tests/support/temp_folder.h"
#include <cstdio>
#include <cstdlib>
#include <functional>

namespace tests {

template <class T>
T take(sim::core::Result<T> result, const char* what) {
    if (result) return std::move(*result);
    std::fprintf(stderr, "%s:\n%s\n", what, describe(result.error()).c_str());
    std::abort();
}

/// The shipped night drill with its JSON changed by `change`; ends at `end_s`.
inline sim::drill::LoadedScenario
night_drill(double end_s, const std::function<void(nlohmann::ordered_json&)>& change = {}) {
    auto loaded = take(sim::drill::load_scenario(
                           YANLIAN_SOURCE_DIR "/scenarios/drills/ankang-night-smoking.drill.json"),
                       "scenario");
    auto json = nlohmann::ordered_json::parse(loaded.scenario_text);
    json["end_s"] = end_s;
    if (change) change(json);
    loaded.scenario =
        take(sim::drill::parse_scenario("test", json.dump(), loaded.plan), "scenario");
    loaded.scenario_text = sim::drill::format_scenario(loaded.scenario, loaded.plan);
    return loaded;
}

/// A night drill in which much happens early: the fire burns from the start, the panel calls and
/// starts the linkage, a resident is moved in a wheelchair.
inline sim::drill::LoadedScenario quick_drill(double end_s) {
    return night_drill(end_s, [](nlohmann::ordered_json& json) {
        auto& fire = json["fires"][0];
        fire["ignition_s"] = 0;
        fire["flaming_s"] = 1;
        fire["alpha_kW_per_s2"] = 0.0469;
        json["injects"][0]["at_s"] = 2;
        for (auto& person : json["people"])
            person["alert_delay_s"] = 0;
        json["response"] = nlohmann::ordered_json::parse(R"([
            {"no": 1, "role": "panel", "action": "call_119", "args": {"fields": ["addr", "what"]}},
            {"no": 2, "role": "panel", "action": "set_linkage_auto"},
            {"no": 3, "role": "panel", "action": "broadcast", "target": "level/2"},
            {"no": 4, "role": "carer-2", "action": "move_resident", "target": "resident/207-2",
             "args": {"device": "wheelchair", "to": "compartment/2-east"}},
            {"no": 5, "role": "carer-2", "action": "close_door", "target": "door/207"}])");
    });
}

inline sim::record::Header record_header(const sim::drill::LoadedScenario& loaded,
                                         sim::drill::TeamPolicy policy, std::uint64_t seed) {
    sim::record::Header header;
    header.program_version = "0.1.0";
    header.build = "test";
    header.scenario_sha256 = sim::core::sha256_hex(loaded.scenario_text);
    header.plan_sha256 = sim::core::sha256_hex(loaded.plan_text);
    header.seed = seed;
    header.start = sim::drill::StartMode::scene;
    header.team = sim::drill::name(policy);
    header.started_utc = "2026-01-01T00:00:00Z";
    return header;
}

/// A world with its robots, stepped by the test.
class Drill {
public:
    Drill(const sim::drill::LoadedScenario& loaded, sim::drill::TeamPolicy policy,
          std::uint64_t seed)
        : loaded_(loaded), policy_(policy), seed_(seed),
          world_(take(sim::drill::World::make(loaded, options(seed), nullptr), "world")),
          team_(loaded, policy, seed, sim::drill::StartMode::scene) {}

    [[nodiscard]] sim::drill::World& world() { return *world_; }
    /// One tick; false when the drill has ended.
    bool step() {
        if (world_->ended()) return false;
        if (auto stepped = world_->step(team_.decide(*world_)); !stepped) {
            std::fprintf(stderr, "step: %s\n", describe(stepped.error()).c_str());
            std::abort();
        }
        return true;
    }
    [[nodiscard]] sim::core::Result<std::unique_ptr<sim::record::RecordWriter>>
    make_writer(const std::filesystem::path& path) {
        return sim::record::RecordWriter::make(path, record_header(loaded_, policy_, seed_),
                                               *world_, nullptr);
    }

private:
    static sim::drill::RunOptions options(std::uint64_t seed) {
        sim::drill::RunOptions o;
        o.seed = seed;
        o.start = sim::drill::StartMode::scene;
        return o;
    }
    const sim::drill::LoadedScenario& loaded_;
    sim::drill::TeamPolicy policy_;
    std::uint64_t seed_;
    std::unique_ptr<sim::drill::World> world_;
    sim::drill::Team team_;
};

/// Runs to the end with a record; answers the head of its chain.
inline sim::core::Result<std::string> record_drill(Drill& drill,
                                                   const std::filesystem::path& path) {
    auto writer = drill.make_writer(path);
    if (!writer) return tl::unexpected(writer.error());
    while (drill.step())
        if (auto kept = (*writer)->append(drill.world()); !kept)
            return tl::unexpected(kept.error());
    return (*writer)->finish(drill.world());
}

} // namespace tests
