#include "roster/schedule/patterns/plan_instance.h"
#include "roster/schedule/patterns/plan_patterns.h"
#include "small_problems.h"
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <fmt/format.h>

using namespace small_problems;

namespace {

PatternPlan plan_or_fail(const PatternProblem& problem, const PatternLimits& limits) {
    const auto plan = plan_patterns(problem, limits);
    if (!plan) FAIL(describe(plan.error()));
    return *plan;
}

PatternLimits work_limits(std::int64_t work) {
    PatternLimits limits;
    limits.cpu_s = std::numeric_limits<double>::infinity();
    limits.work = work;
    return limits;
}

std::filesystem::path instance_folder() {
    const char* named = std::getenv("YANLIAN_REFERENCE");
    const std::filesystem::path reference =
        named != nullptr ? std::filesystem::path(named)
                         : std::filesystem::path(YANLIAN_SOURCE_DIR) / "../shared/reference";
    return reference / "roster/instances/curtois";
}

} // namespace

TEST_CASE("small problems are planned at the least cost of all rosters, and proved") {
    RandomProblems random(31);
    int possible = 0, impossible = 0;
    for (int n = 0; n < 90; ++n) {
        const auto problem = random.make(5 + n % 3, n % 3 == 2 ? 1 : 1 + n % 2, 2 + n % 3);
        const auto least = find_least_cost(problem);
        const auto plan = plan_or_fail(problem, work_limits(400'000'000));
        CAPTURE(n);
        CHECK((plan.verdict == Verdict::infeasible) == !least.has_value());
        if (!least) {
            ++impossible;
            CHECK(!plan.impossible.empty());
            CHECK(plan.roster.lines.empty());
            continue;
        }
        ++possible;
        CHECK(plan.verdict == Verdict::optimal);
        CHECK(plan.cost == *least);
        CHECK(plan.bound == *least);
        const auto counted = recount(problem, plan.roster);
        CHECK(counted.cost == plan.cost);
        CHECK(counted.breaches.empty());
    }
    CHECK(possible > 40);
    CHECK(impossible > 5);
}

TEST_CASE("the bound is below the optimum wherever the work ends") {
    RandomProblems random(41);
    for (int n = 0; n < 12; ++n) {
        const auto problem = random.make(7, 2, 3);
        const auto least = find_least_cost(problem);
        if (!least) continue;
        for (const std::int64_t work : {1, 300, 3'000, 30'000, 300'000}) {
            const auto plan = plan_or_fail(problem, work_limits(work));
            CAPTURE(n);
            CAPTURE(work);
            CHECK(plan.bound <= *least);
            if (plan.cost >= 0) {
                CHECK(plan.cost >= *least);
                CHECK(recount(problem, plan.roster).breaches.empty());
                CHECK(recount(problem, plan.roster).cost == plan.cost);
            }
        }
    }
}

TEST_CASE("people who cannot have any line are named") {
    auto problem = make_plain_week(3);
    problem.people[0].min_work_min = 480 * 5;
    problem.people[0].max_consecutive_shifts = 2;
    problem.people[0].min_consecutive_days_off = 2;
    problem.people[2].barred = {{3, day_off}, {3, 0}};
    const auto plan = plan_or_fail(problem, {});
    CHECK(plan.verdict == Verdict::infeasible);
    CHECK(plan.impossible == std::vector<std::string>{"A", "C"});
    CHECK(name_of(plan.verdict) == "infeasible");
}

TEST_CASE("without time the best roster at hand is kept and nothing is claimed") {
    RandomProblems random(5);
    auto problem = make_plain_week(4);
    PatternLimits limits;
    limits.cpu_s = 0;
    const auto plan = plan_or_fail(problem, limits);
    CHECK(plan.verdict == Verdict::time_out);
    CHECK(plan.bound == -1);
    CHECK(plan.gap_ratio() == 1);
    CHECK(recount(problem, plan.roster).cost == plan.cost);
}

TEST_CASE("the same problem, seed and work give the same plan") {
    RandomProblems random(51);
    PatternProblem problem;
    do
        problem = random.make(14, 3, 8);
    while (plan_or_fail(problem, work_limits(1)).verdict == Verdict::infeasible);
    const auto limits = work_limits(3'000'000);
    const auto one = plan_or_fail(problem, limits);
    const auto two = plan_or_fail(problem, limits);
    CHECK(one.roster == two.roster);
    CHECK(one.bound == two.bound);
    CHECK(one.work == two.work);
    CHECK(one.nodes == two.nodes);
}

TEST_CASE("a gap that is enough ends the search") {
    RandomProblems random(61);
    const auto problem = random.make(7, 2, 4);
    auto limits = work_limits(100'000'000);
    limits.enough_gap_ratio = 1;
    const auto plan = plan_or_fail(problem, limits);
    CHECK(plan.bound <= plan.cost);
    CHECK(plan.nodes == 0);
}

TEST_CASE("faults of a problem are told all at once") {
    auto problem = make_plain_week(2);
    problem.people[0].max_shifts.clear();
    problem.people[1].id = problem.people[0].id;
    problem.cover[0].day = 9;
    problem.cover[1].need = -1;
    problem.on_requests = {{5, 0, 0, 1}};
    problem.people[1].history = History{1, 0, 1};
    const auto plan = plan_patterns(problem, {});
    REQUIRE(!plan);
    CHECK(plan.error().problems.size() == 6);
    CHECK(plan_patterns(PatternProblem{}, {}).error().problems.size() == 3);
}

TEST_CASE("public instances 1 to 3 are proved at their published optimum") {
    const auto folder = instance_folder();
    if (!std::filesystem::exists(folder)) {
        MESSAGE("SKIPPED: no public instances at " << folder.string() << "; set YANLIAN_REFERENCE");
        return;
    }
    // docs/references.md#curtois-qu-2014
    const std::pair<std::string_view, int> published[] = {
        {"Instance1", 607}, {"Instance2", 828}, {"Instance3", 1001}};
    for (const auto& [name, optimum] : published) {
        PatternLimits limits;
        limits.cpu_s = 5;
        const auto run = plan_instance(folder / fmt::format("{}.txt", name), limits);
        REQUIRE(run);
        CHECK(run->instance == name);
        CHECK(run->plan.cost == optimum);
        CHECK(run->plan.bound == optimum);
        CHECK(run->plan.is_proven());
        CHECK(run->counted.cost == optimum);
        CHECK(run->counted.breaches.empty());
    }
}
