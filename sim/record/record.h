/// One drill as one file: a SQLite application file `.drill` with plan, scenario, commands, facts
/// under a hash chain, checkpoints, frames, and JuPedSim's trajectory tables. Tables and columns:
/// docs/formats.md#record. Written to `.drill.part` in steps and renamed when finished, so that a
/// crash leaves a part that opens and says where it ends.
#pragma once
#include "sim/core/result.h"
#include "sim/drill/scoring.h"
#include "sim/drill/world.h"
#include <filesystem>
#include <memory>

namespace sim::record {

inline constexpr int frame_period_ticks = 5; ///< positions 4 a second
inline constexpr int cell_period_ticks = 20; ///< smoke once a second
inline constexpr int checkpoint_period_ticks = 200;

// What a recorded frame may differ by from the world's own; smaller changes are not worth a row.
// Smoke is held to them every cell_period_ticks, the rest every frame_period_ticks.
inline constexpr double position_step_m = 0.0005;
inline constexpr double heading_step_rad = 0.01;
inline constexpr float dose_step = 0.01f;
inline constexpr float open_step_frac = 0.01f;
inline constexpr float interface_step_m = 0.02f;
inline constexpr float temperature_step_K = 1.0f;
inline constexpr float visibility_step_m = 0.25f;
inline constexpr float extinction_step_per_m = 0.05f; ///< or 5 % of it, whichever is more
inline constexpr float carbon_monoxide_step_ppm = 10; ///< or 5 % of it, whichever is more
inline constexpr float hrr_step_kW = 0.5f;

/// A record larger than this is refused unread.
inline constexpr std::uintmax_t record_file_limit_bytes = 1u << 30;

struct Header {
    int format_version = 2; ///< as read; what is written is always of the newest
    std::string program_version, build;
    std::string scenario_sha256, plan_sha256, trace_sha256;
    std::uint64_t seed = 0;
    drill::StartMode start = drill::StartMode::system;
    core::DrillKind kind = core::DrillKind::demonstration;
    std::string team;              ///< "perfect", "typical", "idle", "decisions"
    std::optional<bool> announced; ///< were the people told beforehand; none: not said
    std::string started_utc;       ///< wall clock, ISO 8601; not part of what replay compares
    core::Tick end;
    bool finished = false; ///< false: a part; `end` says where it ends
};

class RecordWriter {
public:
    /// Creates `<path>.part`; an existing finished file at `path` is replaced only by finish().
    [[nodiscard]] static core::Result<std::unique_ptr<RecordWriter>>
    make(const std::filesystem::path& path, const Header& header, const drill::World& world,
         const devices::Trace* trace);
    virtual ~RecordWriter() = default;
    /// After each step of the world: new facts and commands always, frames at their periods.
    [[nodiscard]] virtual core::Result<void> append(const drill::World& world) = 0;
    /// Writes the rest, syncs, renames. Answers the SHA-256 of the finished file's hash chain head.
    [[nodiscard]] virtual core::Result<std::string> finish(const drill::World& world) = 0;
};

/// A record in memory: all that report, desk and rescoring need; no world is run.
struct Record {
    Header header;
    plan::Plan plan;
    drill::Scenario scenario;
    std::string scenario_text, plan_text, trace_text;
    std::vector<drill::Cast> cast;
    std::vector<drill::Command> commands;
    std::vector<drill::Fact> facts;
    std::vector<drill::Frame> frames; ///< 4 a second; cells carried forward between their samples
    plan::SmokeCells cells;           ///< made from the plan
    plan::WalkableArea area;          ///< made from the plan
    std::string chain_head;           ///< hash of the last fact
};

/// Opens `.drill` and `.drill.part`. All damage is reported: the first fact and command whose hash
/// does not fit its chain by number, missing tables, wrong versions, numbers that cannot be.
[[nodiscard]] core::Result<Record> load_record(const std::filesystem::path& path);

/// What `replay --verify` answers: the first difference between the record and a run made anew, in
/// facts, checkpoints, or frames beyond the steps above.
struct Verification {
    bool same = false;
    std::string difference; ///< Chinese: tick, fact number or checkpoint, module
};
[[nodiscard]] core::Result<Verification> verify_record(const std::filesystem::path& path);

} // namespace sim::record
