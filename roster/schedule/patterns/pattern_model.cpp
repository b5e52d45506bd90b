#include "roster/schedule/patterns/pattern_model.h"
#include "roster/schedule/patterns/pricing.h"
#include <algorithm>

namespace roster::schedule::patterns {
namespace {

void add_people(const PatternProblem& problem, PatternModel& model) {
    const auto all =
        model.choice_count == 64 ? ~ChoiceMask{0} : (ChoiceMask{1} << model.choice_count) - 1;
    const auto person_count = problem.people.size();
    model.base_cost.assign(person_count, 0);
    model.choice_cost.assign(person_count * model.days * model.choice_count, 0);
    model.allowed.assign(person_count * model.days, all);
    for (std::size_t p = 0; p < person_count; ++p) {
        auto* allowed = &model.allowed[p * model.days];
        for (const int day : problem.people[p].days_off)
            allowed[day] &= ChoiceMask{1};
        for (const auto& bar : problem.people[p].barred)
            allowed[bar.day] &= ~(ChoiceMask{1} << (bar.shift + 1));
    }
    const auto cost = [&](const Request& request) -> double& {
        const auto cell = static_cast<std::size_t>(request.person) * model.days + request.day;
        return model.choice_cost[cell * model.choice_count + request.shift + 1];
    };
    for (const auto& request : problem.on_requests) {
        model.base_cost[request.person] += request.weight;
        cost(request) -= request.weight;
    }
    for (const auto& request : problem.off_requests)
        cost(request) += request.weight;
}

void add_rows(const PatternProblem& problem, PatternModel& model) {
    model.row_of.assign(static_cast<std::size_t>(model.days) * model.choice_count, -1);
    for (const auto& cover : problem.cover) {
        model.row_of[cover.day * model.choice_count + cover.shift + 1] =
            static_cast<int>(model.rows.size());
        model.rows.push_back({cover.day, cover.shift, cover.need,
                              static_cast<double>(cover.under_weight),
                              static_cast<double>(cover.over_weight)});
    }
}

struct ContractGraphs {
    GraphOutcome outcome = GraphOutcome::too_large;
    int graph = -1, bound_graph = -1;
};

/// Exact when that is small enough; otherwise a narrow graph to make lines from and a wide one for
/// bounds.
ContractGraphs add_contract(const PatternProblem& problem, const Contract& contract,
                            std::size_t most_states, PatternModel& model) {
    ContractGraphs made;
    LineGraph graph;
    const auto add = [&] {
        model.graphs.push_back(std::move(graph));
        return static_cast<int>(model.graphs.size()) - 1;
    };
    made.outcome = make_line_graph(problem, contract, GraphScope::exact, most_states, graph);
    made.graph = add();
    if (made.outcome != GraphOutcome::too_large) return made;
    for (const auto scope : {GraphScope::narrow, GraphScope::narrower}) {
        if (make_line_graph(problem, contract, scope, most_states, graph) != GraphOutcome::built)
            continue;
        model.graphs[made.graph] = std::move(graph);
        made.outcome = GraphOutcome::built;
        break;
    }
    for (const auto scope : {GraphScope::wide, GraphScope::widest}) {
        const auto outcome = make_line_graph(problem, contract, scope, most_states, graph);
        if (outcome == GraphOutcome::no_line) made.outcome = outcome;
        if (outcome == GraphOutcome::too_large) continue;
        made.bound_graph = add();
        return made;
    }
    made.outcome = GraphOutcome::too_large; // no bound, no promise
    return made;
}

void add_graphs(const PatternProblem& problem, std::size_t most_states, PatternModel& model) {
    std::vector<Contract> contracts;
    std::vector<int> contract_of_person;
    for (const auto& person : problem.people) {
        const auto contract = contract_of(person);
        const auto at = std::find(contracts.begin(), contracts.end(), contract) - contracts.begin();
        if (at == static_cast<std::ptrdiff_t>(contracts.size())) contracts.push_back(contract);
        contract_of_person.push_back(static_cast<int>(at));
    }
    std::vector<ContractGraphs> made;
    for (const auto& contract : contracts)
        made.push_back(add_contract(problem, contract, most_states / contracts.size(), model));
    for (std::size_t p = 0; p < problem.people.size(); ++p) {
        const auto& graphs = made[contract_of_person[p]];
        model.graph_of.push_back(graphs.graph);
        model.bound_graph_of.push_back(graphs.bound_graph);
        if (graphs.outcome == GraphOutcome::no_line)
            model.impossible.push_back(problem.people[p].id);
        else if (graphs.outcome == GraphOutcome::too_large)
            model.too_many_ways.push_back(problem.people[p].id);
    }
}

/// Days off and bars may leave nothing of a contract that has lines.
void find_people_without_line(const PatternProblem& problem, PatternModel& model) {
    LinePricer pricer(model);
    std::vector<double> free_of_charge(model.rows.size(), 0);
    for (int p = 0; p < model.people(); ++p) {
        if (model.graph(p).node_count() <= 1) continue; // named already
        const auto found = pricer.price(p, free_of_charge, &model.allowed[p * model.days]);
        if (found.bound >= no_line_cost)
            model.impossible.push_back(problem.people[p].id);
        else if (found.line.empty() && model.bound_graph_of[p] >= 0)
            model.too_many_ways.push_back(problem.people[p].id);
    }
}

} // namespace

PatternModel make_pattern_model(const PatternProblem& problem, std::size_t most_states) {
    PatternModel model;
    model.days = problem.horizon_days;
    model.choice_count = static_cast<int>(problem.shifts.size()) + 1;
    add_people(problem, model);
    add_rows(problem, model);
    add_graphs(problem, most_states, model);
    if (model.too_many_ways.empty()) find_people_without_line(problem, model);
    return model;
}

double calc_line_cost(const PatternModel& model, int person, const Line& line) {
    double cost = model.base_cost[person];
    const auto* costs =
        &model.choice_cost[static_cast<std::size_t>(person) * model.days * model.choice_count];
    for (int day = 0; day < model.days; ++day)
        cost += costs[day * model.choice_count + line[day] + 1];
    return cost;
}

double calc_roster_cost(const PatternModel& model, const std::vector<Line>& lines) {
    std::vector<int> present(model.rows.size(), 0);
    double cost = 0;
    for (int p = 0; p < static_cast<int>(lines.size()); ++p) {
        cost += calc_line_cost(model, p, lines[p]);
        for (int day = 0; day < model.days; ++day)
            if (const int row = model.row_of[day * model.choice_count + lines[p][day] + 1];
                row >= 0)
                ++present[row];
    }
    for (std::size_t r = 0; r < model.rows.size(); ++r) {
        const auto& row = model.rows[r];
        cost += present[r] < row.need ? (row.need - present[r]) * row.under_weight
                                      : (present[r] - row.need) * row.over_weight;
    }
    return cost;
}

} // namespace roster::schedule::patterns
