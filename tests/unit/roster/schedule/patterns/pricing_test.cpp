#include "roster/schedule/patterns/pricing.h"
#include "small_problems.h"
#include <doctest/doctest.h>

using namespace small_problems;

namespace {

double calc_price(const PatternModel& model, const Line& line, const std::vector<double>& prices) {
    double cost = calc_line_cost(model, 0, line);
    for (int day = 0; day < model.days; ++day)
        if (const int row = model.row_of[day * model.choice_count + line[day] + 1]; row >= 0)
            cost -= prices[row];
    return cost;
}

} // namespace

TEST_CASE("the priced line is the cheapest of all lines, to the last bit") {
    RandomProblems random(21);
    int open = 0, priced = 0;
    for (int n = 0; n < 150; ++n) {
        auto problem = random.make(5 + n % 2, 1 + n % 3, 1);
        if (n % 3 == 2 && n % 2 == 0) // limits that the graph leaves to the label search
            problem.people[0].max_shifts = {2, 2, 2};
        const auto model = make_pattern_model(problem);
        const auto lines = find_all_lines(problem, 0);
        CAPTURE(n);
        CHECK(model.impossible.empty() == !lines.empty());
        if (lines.empty()) continue;
        LinePricer pricer(model);
        std::vector<double> prices(model.rows.size());
        for (auto& price : prices)
            price = round_price(random.below(1000) / 37.0 - 3);
        double least = no_line_cost;
        for (const auto& line : lines)
            least = std::min(least, calc_price(model, line, prices));
        const auto found = pricer.price(0, prices, model.allowed.data());
        CHECK(found.cost == least);
        CHECK(found.bound == least);
        CHECK(calc_price(model, found.line, prices) == least);
        open += !model.graph(0).open_limits.empty();
        ++priced;
    }
    CHECK(open > 5);
    CHECK(priced > 80);
}

TEST_CASE("a line given by its masks is priced as it is, and refused when it breaks a rule") {
    auto problem = make_plain_week(1);
    problem.people[0].max_consecutive_shifts = 3;
    const auto model = make_pattern_model(problem);
    LinePricer pricer(model);
    const std::vector<double> prices(model.rows.size(), 2.0);
    std::vector<ChoiceMask> masks(7, 1);
    masks[0] = masks[1] = 2;
    const auto found = pricer.price(0, prices, masks.data());
    CHECK(found.cost == -4);
    CHECK(std::count(found.line.begin(), found.line.end(), 0) == 2);
    std::fill(masks.begin(), masks.end(), 2);
    CHECK(pricer.price(0, prices, masks.data()).bound == no_line_cost);
    CHECK(pricer.price(0, prices, masks.data()).line.empty());
}

TEST_CASE("where a contract has too many lines, lines stay real and bounds stay true") {
    RandomProblems random(23);
    int narrow = 0;
    for (int n = 0; n < 400; ++n) {
        const auto problem = random.make(7, 1 + n % 2, 1);
        const auto lines = find_all_lines(problem, 0);
        const auto model = make_pattern_model(problem, 10 + n % 100);
        if (!model.too_many_ways.empty() || lines.empty() || model.bound_graph_of[0] < 0) continue;
        CAPTURE(n);
        CHECK(model.impossible.empty());
        LinePricer pricer(model);
        std::vector<double> prices(model.rows.size());
        for (auto& price : prices)
            price = round_price(random.below(1000) / 37.0 - 3);
        double least = no_line_cost;
        for (const auto& line : lines)
            least = std::min(least, calc_price(model, line, prices));
        const auto found = pricer.price(0, prices, model.allowed.data());
        CHECK(found.bound <= least);
        if (!found.line.empty()) {
            CHECK(found.cost >= least);
            CHECK(std::count(lines.begin(), lines.end(), found.line) == 1);
            ++narrow;
        }
    }
    CHECK(narrow > 3);
}
