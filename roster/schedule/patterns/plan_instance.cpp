#include "roster/schedule/patterns/plan_instance.h"
#include "roster/schedule/patterns/budget.h"
#include "roster/schedule/patterns/instance_file.h"
#include "sim/core/text.h"

namespace roster::schedule::patterns {

sim::core::Result<InstanceRun> plan_instance(const std::filesystem::path& path,
                                             const PatternLimits& limits) {
    const double start_s = thread_cpu_s();
    auto problem = load_instance(path);
    if (!problem) return tl::unexpected(problem.error());
    InstanceRun run;
    run.instance = path.stem().string();
    run.problem = std::move(*problem);
    const double read_s = thread_cpu_s() - start_s;
    auto within = limits;
    within.cpu_s -= read_s;
    auto plan = plan_patterns(run.problem, within);
    if (!plan) return tl::unexpected(plan.error());
    run.plan = std::move(*plan);
    run.plan.cpu_s += read_s;
    if (!run.plan.roster.lines.empty()) {
        run.counted = recount(run.problem, run.plan.roster);
        // A planner that miscounts must not be believed: nothing of it goes out.
        if (run.counted.cost != run.plan.cost || !run.counted.breaches.empty())
            return sim::core::make_error(
                sim::core::Errc::internal,
                {path.string(), {}, sim::core::tr("排班结果复核不符"), {}});
    }
    return run;
}

} // namespace roster::schedule::patterns
