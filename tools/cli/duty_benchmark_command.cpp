// yanlian duty benchmark: a public shift-scheduling instance, planned and counted again.
#include "roster/schedule/patterns/plan_instance.h"
#include "roster/schedule/patterns/roster_file.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/ledger_home.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include <fmt/format.h>
#include <optional>

namespace tools::cli {

namespace patterns = roster::schedule::patterns;
using sim::core::tr;
using sim::core::trf;

namespace {

struct BenchmarkCommand {
    std::string file, out;
    double seconds = 30;
    std::uint64_t seed = 1;
    bool json = false;
};

int run_benchmark(const BenchmarkCommand& options) {
    patterns::PatternLimits limits;
    limits.cpu_s = options.seconds;
    limits.seed = options.seed;
    std::optional<Progress> progress(std::in_place, tr("排班"));
    limits.watcher = [&](double used_frac) { progress->show(used_frac); };
    const auto run = patterns::plan_instance(options.file, limits);
    progress.reset(); // the answer stands where the bar was
    if (!run) return report(run.error());
    const patterns::PatternPlan& plan = run->plan;
    if (!options.out.empty() && plan.cost >= 0) {
        const std::string text = patterns::format_roster(
            run->problem, {run->instance, plan.cost, plan.bound, plan.roster});
        if (const auto done = sim::core::write_file(options.out, text); !done)
            return report(done.error());
    }
    if (options.json) {
        nlohmann::ordered_json json{
            {"instance", run->instance}, {"verdict", patterns::name_of(plan.verdict)},
            {"cost", nullptr},           {"bound", nullptr},
            {"cpu_s", plan.cpu_s},       {"roster", options.out}};
        if (plan.cost >= 0) json["cost"] = plan.cost;
        if (plan.bound >= 0) json["bound"] = plan.bound;
        fmt::print("{}\n", json.dump(2));
    } else {
        fmt::print("{}\n",
                   trf("{}：代价 {}，下界 {}，{}，CPU {:.1f} 秒", run->instance,
                       plan.cost >= 0 ? std::to_string(plan.cost) : std::string("-"),
                       plan.bound >= 0 ? std::to_string(plan.bound) : std::string("-"),
                       plan.is_proven() ? tr("已证明最优") : patterns::name_of(plan.verdict),
                       plan.cpu_s));
    }
    return plan.cost >= 0 ? 0 : static_cast<int>(ExitCode::answer_is_no);
}

} // namespace

void add_duty_benchmark_command(CLI::App& duty, int& exit_code) {
    add_command<BenchmarkCommand>(
        duty, "benchmark", tr("公开算例：排班、下界和用时"), exit_code, run_benchmark,
        [](CLI::App& command, BenchmarkCommand& options) {
            command.add_option(tr("文件"), options.file, tr("算例，文本格式"))->required();
            command.add_option("--seconds", options.seconds, tr("至多用几秒 CPU"))
                ->check(between(0.1, 100000));
            command.add_option("--seed", options.seed, tr("种子"))->check(whole_number());
            command.add_option("--out", options.out, tr("排班写到哪个文件，.json"));
            command.add_flag("--json", options.json, tr("输出 JSON"));
        });
}

} // namespace tools::cli
