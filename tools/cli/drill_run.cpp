#include "tools/cli/drill_run.h"

#include "sim/core/file.h"
#include "sim/core/json_reader.h"
#include "sim/core/text.h"
#include "tools/cli/terminal.h"
#include <chrono>
#include <thread>

namespace tools::cli {

using sim::core::tr;
using sim::core::trf;

namespace {

/// Holds the run to the wall clock: against the start, not the last tick, so that nothing adds up.
class Pace {
public:
    explicit Pace(double speed) : speed_(speed), start_(std::chrono::steady_clock::now()) {}
    void wait_for(sim::core::Tick tick) const {
        if (speed_ <= 0) return;
        const std::chrono::duration<double> due(sim::core::seconds(tick) / speed_);
        std::this_thread::sleep_until(start_ +
                                      std::chrono::duration_cast<std::chrono::nanoseconds>(due));
    }

private:
    double speed_;
    std::chrono::steady_clock::time_point start_;
};

sim::record::Header make_header(const sim::drill::LoadedScenario& loaded, const RunSpec& spec,
                                const RunResult& result) {
    sim::record::Header header;
    header.program_version = YANLIAN_VERSION;
    header.build = YANLIAN_BUILD;
    header.scenario_sha256 = sim::core::sha256_hex(loaded.scenario_text);
    header.plan_sha256 = sim::core::sha256_hex(loaded.plan_text);
    if (spec.trace) header.trace_sha256 = spec.trace->sha256;
    header.seed = spec.seed;
    header.start = spec.start;
    header.kind = result.kind;
    header.team = result.team;
    header.started_utc = result.started_utc;
    return header;
}

} // namespace

sim::core::Result<RunResult> run_drill(const sim::drill::LoadedScenario& loaded,
                                       const RunSpec& spec) {
    RunResult result;
    const double cpu_before_s = cpu_s();
    result.kind = spec.decided ? sim::core::DrillKind::live : sim::core::DrillKind::demonstration;
    result.team = spec.decided ? "decisions" : std::string(sim::drill::name(spec.policy));
    result.started_utc = utc_now();
    sim::drill::RunOptions options;
    options.seed = spec.seed;
    options.start = spec.start;
    auto world = sim::drill::World::make(loaded, options, spec.trace);
    if (!world) return tl::unexpected(world.error());
    auto writer = sim::record::RecordWriter::make(spec.record, make_header(loaded, spec, result),
                                                  **world, spec.trace);
    if (!writer) return tl::unexpected(writer.error());
    sim::drill::Team team(loaded, spec.decided ? sim::drill::TeamPolicy::idle : spec.policy,
                          spec.seed, spec.start);
    Progress progress(tr("演练"));
    const Pace pace(spec.speed);
    std::size_t next_decision = 0;
    while (!(*world)->ended()) {
        std::vector<sim::drill::Command> commands = team.decide(**world);
        for (; next_decision < spec.decisions.size() &&
               spec.decisions[next_decision].tick <= (*world)->now();
             ++next_decision)
            commands.push_back(spec.decisions[next_decision]);
        if (auto stepped = (*world)->step(commands); !stepped)
            return tl::unexpected(stepped.error());
        if (auto kept = (*writer)->append(**world); !kept) return tl::unexpected(kept.error());
        progress.show(sim::core::seconds((*world)->now()) / loaded.scenario.end_s);
        pace.wait_for((*world)->now());
    }
    auto chain = (*writer)->finish(**world);
    if (!chain) return tl::unexpected(chain.error());
    result.record_chain = *chain;
    result.facts.assign((*world)->facts().begin(), (*world)->facts().end());
    result.everybody = (*world)->everybody();
    result.residents = (*world)->residents();
    result.score = sim::drill::calc_score(loaded.scenario, loaded.plan, spec.start, result.facts);
    result.cpu_s = cpu_s() - cpu_before_s;
    return result;
}

sim::core::Result<void> apply_setting(sim::drill::LoadedScenario& loaded,
                                      const std::string& setting) {
    using Json = nlohmann::ordered_json;
    const auto bad = [&](std::string what, std::string expected) {
        return sim::core::make_error(sim::core::Errc::bad_input,
                                     {"--set", setting, std::move(what), std::move(expected)});
    };
    const std::size_t equals = setting.find('=');
    if (equals == std::string::npos || equals == 0)
        return bad(tr("没有等号"), tr("路径=值，例如 end_s=600"));
    std::string path = setting.substr(0, equals);
    if (path.front() != '/') {
        for (char& c : path)
            if (c == '.') c = '/';
        path = "/" + path;
    }
    Json scenario = Json::parse(loaded.scenario_text);
    const std::string value_text = setting.substr(equals + 1);
    Json value = Json::parse(value_text, nullptr, false);
    if (value.is_discarded()) value = value_text;
    try {
        const Json::json_pointer pointer(path);
        if (!scenario.contains(pointer.parent_pointer())) return bad(tr("脚本里没有这个路径"), "");
        scenario[pointer] = std::move(value);
    } catch (const nlohmann::json::exception&) {
        return bad(tr("路径写错了"), tr("路径=值，例如 end_s=600 或 /alarm/linkage=\"automatic\""));
    }
    auto parsed = sim::drill::parse_scenario("--set " + setting, scenario.dump(), loaded.plan);
    if (!parsed) return tl::unexpected(parsed.error());
    loaded.scenario = std::move(*parsed);
    loaded.scenario_text = sim::drill::format_scenario(loaded.scenario, loaded.plan);
    return {};
}

} // namespace tools::cli
