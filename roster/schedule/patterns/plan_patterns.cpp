#include "roster/schedule/patterns/plan_patterns.h"
#include "roster/schedule/patterns/dive.h"
#include "roster/schedule/patterns/release_search.h"
#include "roster/schedule/patterns/restricted_master.h"
#include "sim/core/text.h"
#include <algorithm>
#include <cmath>

namespace roster::schedule::patterns {
namespace {

using sim::core::tr;
using sim::core::trf;

constexpr int releases_between_mixes = 15;
/// Of the budget: a root not solved by then is left for later, with the bound it has.
constexpr double share_of_root = 0.5;
constexpr double cpu_s_of_counted_mix = 600;
constexpr double share_of_mix = 0.1; ///< of the CPU limit, for one child

/// One planning run: the parts that share a master, an incumbent and a budget.
class PatternRun {
public:
    PatternRun(const PatternModel& model, const PatternLimits& limits, Budget& budget)
        : limits_(limits), budget_(budget), generator_(model, budget), incumbent_(model, budget) {}

    void run(PatternPlan& plan);

private:
    void search();
    void mix();
    [[nodiscard]] bool is_enough() const;
    [[nodiscard]] double bound() const {
        return std::max(root_bound_, tree_ ? tree_->bound() : root_bound_);
    }

    const PatternLimits& limits_;
    Budget& budget_;
    ColumnGenerator generator_;
    Incumbent incumbent_;
    std::optional<TreeSearch> tree_;
    double root_bound_ = -no_line_cost; ///< rounded up
    int failed_children_ = 0;
};

bool PatternRun::is_enough() const {
    return incumbent_.exists() &&
           incumbent_.cost() - bound() <= limits_.enough_gap_ratio * incumbent_.cost();
}

void PatternRun::mix() {
    MixLimits limits;
    if (std::isinf(budget_.limit_cpu_s()))
        limits.cpu_s = cpu_s_of_counted_mix; // its limit of nodes has to be the one that ends it
    else
        limits.cpu_s =
            std::min({limits.cpu_s, share_of_mix * budget_.limit_cpu_s(), budget_.left_cpu_s()});
    if (limits.cpu_s <= 0 || budget_.is_spent()) return;
    auto found = mix_known_lines(generator_, incumbent_.cost(), limits);
    budget_.add_child_cpu_s(found.child_cpu_s);
    failed_children_ += found.outcome == MixOutcome::child_failed;
    if (found.outcome == MixOutcome::improved)
        incumbent_.offer(std::move(found.lines), generator_.pricer());
}

void PatternRun::search() {
    tree_.emplace(generator_, incumbent_, generator_.root(), root_bound_);
    ReleaseSearch releases(generator_, incumbent_, limits_.seed);
    std::int64_t tree_work = 0, release_work = 0;
    int since_mix = 0;
    while (!is_enough() && !budget_.is_spent()) {
        const auto before = budget_.work();
        if (tree_work <= release_work) {
            if (!tree_->step()) return;
            tree_work += budget_.work() - before;
        } else {
            releases.step();
            release_work += budget_.work() - before;
            if (++since_mix >= releases_between_mixes && !is_enough()) {
                mix();
                since_mix = 0;
            }
        }
    }
}

void PatternRun::run(PatternPlan& plan) {
    incumbent_.build_greedily(generator_.pricer());
    const auto relaxation =
        generator_.solve(generator_.root(), {no_line_cost, 1'000'000, share_of_root});
    root_bound_ = round_up_bound(relaxation.bound);
    if (incumbent_.exists()) incumbent_.offer(incumbent_.lines(), generator_.pricer());
    if (!is_enough() && !budget_.is_spent() && relaxation.is_usable) {
        dive(generator_, incumbent_, generator_.root(), {});
        search();
    }
    if (incumbent_.exists()) {
        plan.roster.lines = incumbent_.lines();
        plan.cost = std::llround(incumbent_.cost());
    }
    if (std::isfinite(std::min(bound(), incumbent_.cost())))
        plan.bound = std::max<std::int64_t>(0, std::llround(std::min(bound(), incumbent_.cost())));
    plan.nodes = tree_ ? tree_->nodes() : 0;
    plan.failed_children = failed_children_;
    if (plan.cost < 0 || plan.bound < 0)
        plan.verdict = Verdict::time_out;
    else
        plan.verdict = plan.cost == plan.bound ? Verdict::optimal : Verdict::feasible;
}

} // namespace

std::string_view name_of(Verdict verdict) noexcept {
    switch (verdict) {
    case Verdict::optimal:
        return "optimal";
    case Verdict::feasible:
        return "feasible";
    case Verdict::infeasible:
        return "infeasible";
    case Verdict::time_out:
        break;
    }
    return "time_out";
}

double PatternPlan::gap_ratio() const {
    if (cost < 0 || bound < 0) return 1;
    return cost == 0 ? 0 : static_cast<double>(cost - bound) / static_cast<double>(cost);
}

sim::core::Result<PatternPlan> plan_patterns(const PatternProblem& problem,
                                             const PatternLimits& limits) {
    if (auto faults = find_faults(problem); !faults.empty())
        return sim::core::make_error(std::move(faults));
    Budget budget(limits.cpu_s, limits.work);
    budget.watch(limits.watcher);
    const auto model = make_pattern_model(problem);
    if (!model.too_many_ways.empty())
        return sim::core::make_error(sim::core::Errc::too_large,
                                     {{},
                                      "people",
                                      trf("“{}”等 {} 人的排法太多，放不进内存",
                                          model.too_many_ways.front(), model.too_many_ways.size()),
                                      tr("缩短周期")});
    PatternPlan plan;
    plan.impossible = model.impossible;
    if (!plan.impossible.empty())
        plan.verdict = Verdict::infeasible;
    else
        PatternRun(model, limits, budget).run(plan);
    plan.work = budget.work();
    plan.cpu_s = budget.used_cpu_s();
    return plan;
}

} // namespace roster::schedule::patterns
