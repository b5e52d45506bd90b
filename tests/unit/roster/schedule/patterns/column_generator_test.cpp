#include "roster/schedule/patterns/branching.h"
#include "roster/schedule/patterns/column_generator.h"
#include "small_problems.h"
#include <doctest/doctest.h>

using namespace small_problems;

TEST_CASE("the relaxation's bound is below the optimum after any number of turns") {
    RandomProblems random(81);
    int checked = 0;
    for (int n = 0; n < 30; ++n) {
        const auto problem = random.make(6, 2, 3);
        const auto least = find_least_cost(problem);
        if (!least) continue;
        const auto model = make_pattern_model(problem);
        Budget budget(1e9, 0);
        for (const int turns : {1, 2, 5, 1000}) {
            ColumnGenerator generator(model, budget);
            const auto found = generator.solve(generator.root(), {no_line_cost, turns});
            CHECK(found.bound <= static_cast<double>(*least));
            if (turns == 1000) {
                CHECK(found.is_converged);
                CHECK(found.bound == doctest::Approx(generator.master().objective()).epsilon(1e-4));
            }
        }
        ++checked;
    }
    CHECK(checked > 10);
}

TEST_CASE("the two sides of a split lose no roster: the lesser of their bounds stays true") {
    RandomProblems random(91);
    int cells = 0, sums = 0;
    for (int n = 0; n < 80; ++n) {
        const auto problem = random.make(6, 2, 3);
        const auto least = find_least_cost(problem);
        if (!least) continue;
        const auto model = make_pattern_model(problem);
        Budget budget(1e9, 0);
        ColumnGenerator generator(model, budget);
        const auto root = generator.root();
        const auto bound = generator.solve(root, {}).bound;
        for (const auto& split : find_splits(generator, 4)) {
            (split.sum >= 0 ? sums : cells) += 1;
            const auto sides = apply_split(root, model, split);
            const double first = generator.solve(sides.first, {}).bound;
            const double second = generator.solve(sides.second, {}).bound;
            CHECK(std::min(first, second) <= static_cast<double>(*least));
            CHECK(std::min(first, second) >= bound - 0.01);
        }
    }
    CHECK(cells > 0);
    CHECK(sums > 0);
}
