#include "roster/schedule/patterns/line_graph.h"
#include "small_problems.h"
#include <doctest/doctest.h>

using namespace small_problems;

namespace {

constexpr std::size_t many = 1'000'000;

/// All paths of a graph that keep its open limits, as lines.
std::vector<Line> find_all_paths(const LineGraph& graph) {
    std::vector<Line> lines;
    Line line(graph.days());
    const auto walk = [&](const auto& self, std::uint32_t node, int day) -> void {
        if (node == 0) {
            for (const auto& limit : graph.open_limits)
                if (std::count(line.begin(), line.end(), limit.shift) > limit.most) return;
            lines.push_back(line);
            return;
        }
        for (const auto& arc : graph.arcs_of(node)) {
            line[day] = static_cast<std::int8_t>(arc.choice - 1);
            self(self, arc.target, day + 1);
        }
    };
    walk(walk, graph.node_count() - 1, 0);
    std::sort(lines.begin(), lines.end());
    return lines;
}

} // namespace

TEST_CASE("a contract's graph holds exactly the lines that the recount accepts") {
    RandomProblems random(11);
    int with_lines = 0;
    for (int n = 0; n < 120; ++n) {
        auto problem = random.make(5 + n % 3, 1 + n % 3, 1);
        problem.people[0].days_off.clear(); // prices, not shape
        problem.people[0].barred.clear();
        REQUIRE(find_faults(problem).empty());
        LineGraph graph;
        const auto outcome = make_line_graph(problem, contract_of(problem.people[0]),
                                             GraphScope::exact, many, graph);
        auto lines = find_all_lines(problem, 0);
        std::sort(lines.begin(), lines.end());
        CAPTURE(n);
        CHECK((outcome == GraphOutcome::built) == !lines.empty());
        if (outcome != GraphOutcome::built) continue;
        ++with_lines;
        CHECK(find_all_paths(graph) == lines);
    }
    CHECK(with_lines > 60);
}

TEST_CASE("arcs of a graph lead to smaller nodes of the next day") {
    RandomProblems random(3);
    const auto problem = random.make(7, 2, 1);
    LineGraph graph;
    REQUIRE(make_line_graph(problem, contract_of(small_problems::make_person("A", 2)),
                            GraphScope::exact, many, graph) == GraphOutcome::built);
    for (int day = 0; day < graph.days(); ++day)
        for (auto node = graph.layer_begin[day]; node < graph.layer_end(day); ++node)
            for (const auto& arc : graph.arcs_of(node)) {
                const bool is_next = day + 1 == graph.days()
                                         ? arc.target == 0
                                         : arc.target >= graph.layer_begin[day + 1] &&
                                               arc.target < graph.layer_end(day + 1);
                CHECK(is_next);
            }
}

TEST_CASE("a person without limits needs few nodes") {
    auto problem = make_plain_week(1);
    LineGraph graph;
    REQUIRE(make_line_graph(problem, contract_of(problem.people[0]), GraphScope::exact, many,
                            graph) == GraphOutcome::built);
    CHECK(graph.node_count() == 8); // one a day and the end
}

TEST_CASE("limits too many to count are left open") {
    RandomProblems random(5);
    auto problem = random.make(7, 3, 1);
    problem.people[0] = small_problems::make_person("A", 3);
    problem.people[0].max_shifts = {3, 4, 5};
    LineGraph graph;
    REQUIRE(make_line_graph(problem, contract_of(problem.people[0]), GraphScope::exact, many,
                            graph) == GraphOutcome::built);
    REQUIRE(graph.open_limits.size() == 2);
    CHECK(graph.open_limits[0].most == 4);
}

TEST_CASE("a narrow graph holds some of a contract's lines, a wide one all of them and more") {
    RandomProblems random(17);
    int narrowed = 0;
    for (int n = 0; n < 60; ++n) {
        auto problem = random.make(7, 1 + n % 2, 1);
        const auto contract = contract_of(problem.people[0]);
        LineGraph exact, other;
        if (make_line_graph(problem, contract, GraphScope::exact, many, exact) !=
            GraphOutcome::built)
            continue;
        const auto lines = find_all_paths(exact);
        for (const auto scope : {GraphScope::narrow, GraphScope::narrower}) {
            if (make_line_graph(problem, contract, scope, many, other) != GraphOutcome::built)
                continue;
            const auto some = find_all_paths(other);
            CHECK(std::includes(lines.begin(), lines.end(), some.begin(), some.end()));
            narrowed += some.size() < lines.size();
        }
        for (const auto scope : {GraphScope::wide, GraphScope::widest}) {
            REQUIRE(make_line_graph(problem, contract, scope, many, other) == GraphOutcome::built);
            const auto more = find_all_paths(other);
            CHECK(std::includes(more.begin(), more.end(), lines.begin(), lines.end()));
        }
    }
    CHECK(narrowed > 5);
}

TEST_CASE("more states than allowed are refused") {
    RandomProblems random(19);
    const auto problem = random.make(7, 2, 1);
    LineGraph graph;
    CHECK(make_line_graph(problem, contract_of(small_problems::make_person("A", 2)),
                          GraphScope::exact, 3, graph) == GraphOutcome::too_large);
}
