#include "sim/core/text.h"
#include "sim/record/frame_compare.h"
#include "sim/record/record.h"
#include "sim/record/sqlite_file.h"
#include <map>

namespace sim::record {

using core::trf;

namespace {

core::Result<std::map<std::int64_t, std::string>>
load_checkpoints(const std::filesystem::path& path) {
    auto file = SqliteFile::open(path);
    if (!file) return tl::unexpected(file.error());
    std::map<std::int64_t, std::string> checkpoints;
    Statement row = file->prepare("SELECT tick, hash FROM checkpoint ORDER BY tick");
    while (row.next())
        checkpoints[row.integer(0)] = row.text(1);
    if (row.failed()) return tl::unexpected(file->error());
    return checkpoints;
}

std::string compare_new_facts(const Record& record, std::span<const drill::Fact> facts,
                              std::size_t& seen) {
    for (; seen < facts.size(); ++seen) {
        const drill::Fact& again = facts[seen];
        if (seen >= record.facts.size()) {
            if (again.tick >= record.header.end) continue; // beyond where a part ends
            return trf("重算多出第 {} 条事实（节拍 {}，{}）", again.seq, again.tick.value,
                       drill::name(again.kind));
        }
        const std::string was = drill::format_fact(record.facts[seen]);
        const std::string is = drill::format_fact(again); // as lines: NaN differs from itself
        if (was == is) continue;
        return trf("第 {} 条事实不同（节拍 {}）：记录是 {}，重算是 {}", again.seq, again.tick.value,
                   was, is);
    }
    return {};
}

core::Result<std::unique_ptr<drill::World>>
make_world(const Record& record, const drill::LoadedScenario& loaded, const devices::Trace* trace) {
    drill::RunOptions options;
    options.seed = record.header.seed;
    options.start = record.header.start;
    return drill::World::make(loaded, options, trace);
}

/// The record's commands for the tick about to be stepped, without those the world makes itself.
std::vector<drill::Command> commands_at(const Record& record, core::Tick now, std::size_t& next) {
    std::vector<drill::Command> due;
    for (; next < record.commands.size() && record.commands[next].tick <= now; ++next)
        if (record.commands[next].source != "trace") due.push_back(record.commands[next]);
    return due;
}

std::string compare_cast(const Record& record, const drill::World& world) {
    for (std::size_t i = 0; i < record.cast.size(); ++i) {
        const drill::Cast &a = record.cast[i], &b = world.cast()[i];
        if (a.key != b.key || a.name != b.name || a.role != b.role || a.group != b.group ||
            a.mobility != b.mobility)
            return trf("第 {} 个人不同：记录是 {}，重算是 {}", i, a.key, b.key);
    }
    return {};
}

/// What differs after a step; empty: nothing.
std::string compare_tick(const Record& record, const drill::World& world,
                         const std::map<std::int64_t, std::string>& checkpoints,
                         std::size_t& seen) {
    if (std::string difference = compare_new_facts(record, world.facts(), seen);
        !difference.empty())
        return difference;
    const std::int64_t tick = world.now().value;
    if (tick % frame_period_ticks == 0) {
        const auto& frame = record.frames[static_cast<std::size_t>(tick / frame_period_ticks)];
        if (std::string difference = find_difference(frame, world.frame(), record);
            !difference.empty())
            return difference;
    }
    const auto checkpoint = checkpoints.find(tick);
    if (checkpoint == checkpoints.end() ||
        checkpoint->second == fmt::format("{:016x}", world.state_hash()))
        return {};
    return trf("节拍 {} 的检查点不同：事实相同，人或烟的状态不同", tick);
}

/// Runs the drill again beside its record; answers the first difference, or nothing.
core::Result<std::string> compare_run(const Record& record, drill::World& world,
                                      const std::map<std::int64_t, std::string>& checkpoints) {
    std::size_t next_command = 0, seen = 0;
    if (std::string difference = compare_cast(record, world); !difference.empty())
        return difference;
    while (world.now() < record.header.end && !world.ended()) {
        if (auto stepped = world.step(commands_at(record, world.now(), next_command)); !stepped)
            return tl::unexpected(stepped.error());
        if (std::string difference = compare_tick(record, world, checkpoints, seen);
            !difference.empty())
            return difference;
    }
    if (seen < record.facts.size()) return trf("重算缺少第 {} 条事实", record.facts[seen].seq);
    return std::string();
}

} // namespace

core::Result<Verification> verify_record(const std::filesystem::path& path) {
    auto record = load_record(path);
    if (!record) return tl::unexpected(record.error());
    auto checkpoints = load_checkpoints(path);
    if (!checkpoints) return tl::unexpected(checkpoints.error());
    drill::LoadedScenario loaded;
    loaded.scenario = record->scenario;
    loaded.plan = record->plan;
    loaded.scenario_text = record->scenario_text;
    loaded.plan_text = record->plan_text;
    std::optional<devices::Trace> trace;
    if (!record->trace_text.empty()) {
        auto parsed =
            devices::parse_trace(path.string() + "#trace", record->trace_text, record->plan);
        if (!parsed) return tl::unexpected(parsed.error());
        trace = std::move(*parsed);
    }
    auto world = make_world(*record, loaded, trace ? &*trace : nullptr);
    if (!world) return tl::unexpected(world.error());
    auto difference = compare_run(*record, **world, *checkpoints);
    if (!difference) return tl::unexpected(difference.error());
    return Verification{difference->empty(), *difference};
}

} // namespace sim::record
