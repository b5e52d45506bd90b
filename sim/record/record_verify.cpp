#include "sim/core/text.h"
#include "sim/record/record.h"
#include "sim/record/sqlite_file.h"
#include <map>

namespace sim::record {

using core::trf;

namespace {

core::Result<std::map<std::int64_t, std::string>> load_checkpoints(const std::filesystem::path& path) {
    auto file = SqliteFile::open(path);
    if (!file) return tl::unexpected(file.error());
    std::map<std::int64_t, std::string> checkpoints;
    Statement row = file->prepare("SELECT tick, hash FROM checkpoint ORDER BY tick");
    while (row.next()) checkpoints[row.integer(0)] = row.text(1);
    if (row.failed()) return tl::unexpected(file->error());
    return checkpoints;
}

std::string compare_new_facts(const Record& record, std::span<const drill::Fact> facts, std::size_t& seen) {
    for (; seen < facts.size(); ++seen) {
        const drill::Fact& again = facts[seen];
        if (seen >= record.facts.size()) {
            if (again.tick >= record.header.end) continue; // beyond where a part ends
            return trf("重算多出第 {} 条事实（节拍 {}，{}）", again.seq, again.tick.value, drill::name(again.kind));
        }
        if (again == record.facts[seen]) continue;
        return trf("第 {} 条事实不同（节拍 {}）：记录是 {}，重算是 {}", again.seq, again.tick.value,
                   drill::format_fact(record.facts[seen]), drill::format_fact(again));
    }
    return {};
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
        auto parsed = devices::parse_trace(path.string() + "#trace", record->trace_text, record->plan);
        if (!parsed) return tl::unexpected(parsed.error());
        trace = std::move(*parsed);
    }
    drill::RunOptions options;
    options.seed = record->header.seed;
    options.start = record->header.start;
    auto world = drill::World::make(loaded, options, trace ? &*trace : nullptr);
    if (!world) return tl::unexpected(world.error());
    std::size_t next_command = 0, seen = 0;
    while ((*world)->now() < record->header.end) {
        std::vector<drill::Command> due;
        for (; next_command < record->commands.size() && record->commands[next_command].tick <= (*world)->now();
             ++next_command)
            // Lines of the trace are applied by the world itself.
            if (record->commands[next_command].source != "trace") due.push_back(record->commands[next_command]);
        if (auto stepped = (*world)->step(due); !stepped) return tl::unexpected(stepped.error());
        if (std::string difference = compare_new_facts(*record, (*world)->facts(), seen); !difference.empty())
            return Verification{false, difference};
        const auto checkpoint = checkpoints->find((*world)->now().value);
        if (checkpoint != checkpoints->end() &&
            checkpoint->second != fmt::format("{:016x}", (*world)->state_hash()))
            return Verification{false, trf("节拍 {} 的检查点不同：事实相同，人或烟的状态不同", checkpoint->first)};
    }
    if (seen < record->facts.size() && record->facts[seen].tick < record->header.end)
        return Verification{false, trf("重算缺少第 {} 条事实", record->facts[seen].seq)};
    return Verification{true, ""};
}

} // namespace sim::record
