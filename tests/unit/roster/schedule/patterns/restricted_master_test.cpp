#include "roster/schedule/patterns/restricted_master.h"
#include "small_problems.h"
#include <doctest/doctest.h>

using namespace small_problems;

TEST_CASE("a mix of known lines keeps every rule and costs less than the cutoff") {
    RandomProblems random(71);
    int improved = 0;
    for (int n = 0; n < 12; ++n) {
        const auto problem = random.make(14, 2, 6);
        const auto model = make_pattern_model(problem);
        if (!model.impossible.empty()) continue;
        Budget budget(10, 0);
        ColumnGenerator generator(model, budget);
        const auto bound = generator.solve(generator.root(), {}).bound;
        const auto mix = mix_known_lines(generator, 1e6, {});
        CAPTURE(n);
        REQUIRE(mix.outcome == MixOutcome::improved);
        const Roster roster{mix.lines};
        CHECK(recount(problem, roster).breaches.empty());
        CHECK(static_cast<double>(recount(problem, roster).cost) >= bound);
        CHECK(mix_known_lines(generator, round_up_bound(bound), {}).outcome ==
              MixOutcome::none_better);
        ++improved;
    }
    CHECK(improved > 3);
}
