#include "roster/schedule/patterns/budget.h"

#include <doctest/doctest.h>
#include <limits>
#include <vector>

using roster::schedule::patterns::Budget;

TEST_CASE("budget: whoever watches is told the share that is used, never more than all") {
    Budget budget(std::numeric_limits<double>::infinity(), 100);
    std::vector<double> told;
    budget.watch([&](double share) { told.push_back(share); });
    CHECK_FALSE(budget.is_spent());
    budget.add_work(25);
    CHECK_FALSE(budget.is_used(0.5));
    budget.add_work(500);
    CHECK(budget.is_spent());
    CHECK(told == std::vector<double>{0, 0.25, 1});
}

TEST_CASE("budget: CPU seconds of children count") {
    Budget budget(1000, 0);
    CHECK_FALSE(budget.is_spent());
    budget.add_child_cpu_s(1000);
    CHECK(budget.is_spent());
}
