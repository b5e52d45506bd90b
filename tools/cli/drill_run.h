/// Runs one drill to its end with robots or decisions, paced or at full speed, and keeps a record.
#pragma once
#include "sim/drill/scoring.h"
#include "sim/drill/team_policy.h"
#include "sim/record/record.h"
#include <filesystem>

namespace tools::cli {

struct RunSpec {
    std::uint64_t seed = 1;
    sim::drill::StartMode start = sim::drill::StartMode::system;
    sim::drill::TeamPolicy policy = sim::drill::TeamPolicy::perfect;
    std::vector<sim::drill::Command> decisions; ///< instead of a policy when `decided` is true
    bool decided = false;
    double speed = 0; ///< times real time; 0 as fast as possible
    std::filesystem::path record;
    const sim::devices::Trace* trace = nullptr;
};

struct RunResult {
    sim::drill::Score score;
    std::vector<sim::drill::Fact> facts;
    sim::core::DrillKind kind{};
    std::string team; ///< "perfect", "typical", "idle", "decisions"
    std::string started_utc;
    std::string record_chain; ///< hash of the last fact
    sim::drill::World::Counts everybody, residents;
    double cpu_s = 0; ///< engine and record
};

[[nodiscard]] sim::core::Result<RunResult> run_drill(const sim::drill::LoadedScenario& loaded,
                                                     const RunSpec& spec);

/// Sets one value of a scenario, "path=value" with the path as a JSON pointer or with dots.
/// The scenario is checked again as a whole.
[[nodiscard]] sim::core::Result<void> apply_setting(sim::drill::LoadedScenario& loaded,
                                                    const std::string& setting);

} // namespace tools::cli
