/// Plans public shift-scheduling instances and prints one line each: bench_pattern SECONDS [--seed
/// N] [--work N] FILE... Not under Google Benchmark: one run of tens of seconds is one figure.
#include "roster/schedule/patterns/plan_instance.h"
#include "roster/schedule/patterns/roster_file.h"
#include "sim/core/file.h"
#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace roster::schedule::patterns;

namespace {

bool print_run(const char* file, const PatternLimits& limits) {
    const auto run = plan_instance(file, limits);
    if (!run) {
        std::printf("%s\n", describe(run.error()).c_str());
        return false;
    }
    std::printf("%-12s cost %8lld  bound %8lld  gap %6.2f %%  cpu_s %6.2f  nodes %6lld  work %lld  "
                "failed children %d  %s\n",
                run->instance.c_str(), static_cast<long long>(run->plan.cost),
                static_cast<long long>(run->plan.bound), 100 * run->plan.gap_ratio(),
                run->plan.cpu_s, static_cast<long long>(run->plan.nodes),
                static_cast<long long>(run->plan.work), run->plan.failed_children,
                std::string(name_of(run->plan.verdict)).c_str());
    std::fflush(stdout);
    return true;
}

} // namespace

int main(int count, char** words) {
    PatternLimits limits;
    if (count < 3) {
        std::printf("bench_pattern SECONDS [--seed N] [--work N] FILE...\n");
        return 1;
    }
    limits.cpu_s = std::atof(words[1]);
    bool all_well = true;
    for (int i = 2; i < count; ++i) {
        if (std::strcmp(words[i], "--seed") == 0 && i + 1 < count)
            limits.seed = std::strtoull(words[++i], nullptr, 10);
        else if (std::strcmp(words[i], "--work") == 0 && i + 1 < count)
            limits.work = std::strtoll(words[++i], nullptr, 10);
        else
            all_well = print_run(words[i], limits) && all_well;
    }
    return all_well ? 0 : 1;
}
