#include "roster/schedule/patterns/pricing.h"
#include <algorithm>
#include <bit>
#include <queue>
#include <unordered_set>

namespace roster::schedule::patterns {
namespace {

/// Labels popped before a search gives up with a bound only.
constexpr int max_labels = 60'000;

struct Label {
    double spent;
    std::uint32_t node;
    std::int32_t parent;
    std::uint32_t counts; ///< open limits' counts, mixed radix
    Choice choice;
    std::int16_t day;
};

/// Mixed-radix places of the open limits; those that no longer fit 32 bits are left out, which
/// keeps the bound true but may leave a search without a line.
struct OpenCounts {
    std::vector<std::uint32_t> place_of; ///< for each choice, 0 when without limit
    std::vector<std::uint32_t> size_of;  ///< for each choice, limit + 1

    OpenCounts(const LineGraph& graph, int choice_count)
        : place_of(choice_count, 0), size_of(choice_count, 1) {
        std::uint64_t place = 1;
        for (const auto& limit : graph.open_limits) {
            const auto size = static_cast<std::uint64_t>(limit.most) + 1;
            if (place * size > UINT32_MAX) continue;
            place_of[limit.shift + 1] = static_cast<std::uint32_t>(place);
            size_of[limit.shift + 1] = static_cast<std::uint32_t>(size);
            place *= size;
        }
    }
    [[nodiscard]] bool has_room(std::uint32_t counts, Choice choice) const {
        const auto place = place_of[choice];
        return place == 0 || counts / place % size_of[choice] + 1 < size_of[choice];
    }
};

} // namespace

LinePricer::LinePricer(const PatternModel& model) : model_(model) {
    std::size_t most = 1;
    for (const auto& graph : model.graphs)
        most = std::max<std::size_t>(most, graph.first_arc.size());
    to_go_.assign(most, 0);
}

PricedLine LinePricer::price(int person, const std::vector<double>& row_prices,
                             const ChoiceMask* allowed) {
    const auto size = static_cast<std::size_t>(model_.days) * model_.choice_count;
    choice_costs_.resize(size);
    const auto* costs = &model_.choice_cost[person * size];
    for (int day = 0; day < model_.days; ++day)
        for (int choice = 0; choice < model_.choice_count; ++choice) {
            const int at = day * model_.choice_count + choice;
            if ((allowed[day] >> choice & 1) == 0)
                choice_costs_[at] = no_line_cost;
            else
                choice_costs_[at] =
                    costs[at] - (model_.row_of[at] >= 0 ? row_prices[model_.row_of[at]] : 0);
        }
    // A line that is given already needs no search: most people of a restricted problem.
    const bool is_given = std::all_of(allowed, allowed + model_.days,
                                      [](ChoiceMask mask) { return std::has_single_bit(mask); });
    if (PricedLine given; is_given && follow_masks(model_.graph(person), allowed, given.line)) {
        given.bound = model_.base_cost[person];
        for (int day = 0; day < model_.days; ++day)
            given.bound += choice_costs_[day * model_.choice_count + given.line[day] + 1];
        given.cost = given.bound;
        work_ += model_.days;
        return given;
    }
    return price_choices(person, choice_costs_);
}

bool LinePricer::follow_masks(const LineGraph& graph, const ChoiceMask* allowed, Line& line) const {
    line.resize(model_.days);
    auto node = graph.node_count() - 1;
    for (int day = 0; day < model_.days; ++day) {
        const auto choice = static_cast<Choice>(std::countr_zero(allowed[day]));
        const auto arcs = graph.arcs_of(node);
        const auto arc = std::find_if(arcs.begin(), arcs.end(),
                                      [&](const LineArc& a) { return a.choice == choice; });
        if (arc == arcs.end()) return false;
        line[day] = static_cast<std::int8_t>(choice - 1);
        node = arc->target;
    }
    return keeps_open_limits(graph, line);
}

PricedLine LinePricer::price_choices(int person, const std::vector<double>& choice_costs) {
    PricedLine found;
    double wide_bound = -no_line_cost;
    if (const int wide = model_.bound_graph_of[person]; wide >= 0)
        wide_bound = sweep(model_.graphs[wide], choice_costs);
    const auto& graph = model_.graph(person);
    found.bound = sweep(graph, choice_costs);
    if (found.bound < no_line_cost) {
        found.line = trace(graph, choice_costs);
        found.cost = found.bound;
        if (!keeps_open_limits(graph, found.line)) search_labels(graph, choice_costs, found);
    }
    // Of a narrow graph only the lines are believed, not that there are no others.
    if (model_.bound_graph_of[person] >= 0) found.bound = wide_bound;
    found.bound += model_.base_cost[person];
    found.cost += model_.base_cost[person];
    return found;
}

double LinePricer::sweep(const LineGraph& graph, const std::vector<double>& choice_costs) {
    to_go_[0] = 0;
    for (int day = graph.days() - 1; day >= 0; --day) {
        const double* costs = &choice_costs[static_cast<std::size_t>(day) * model_.choice_count];
        const auto end = graph.layer_end(day);
        for (auto node = graph.layer_begin[day]; node < end; ++node) {
            double best = no_line_cost;
            for (const auto& arc : graph.arcs_of(node))
                best = std::min(best, costs[arc.choice] + to_go_[arc.target]);
            to_go_[node] = best;
        }
    }
    work_ += static_cast<std::int64_t>(graph.arcs.size());
    return to_go_[graph.node_count() - 1];
}

Line LinePricer::trace(const LineGraph& graph, const std::vector<double>& choice_costs) const {
    Line line(model_.days);
    auto node = graph.node_count() - 1;
    for (int day = 0; day < model_.days; ++day) {
        const double* costs = &choice_costs[static_cast<std::size_t>(day) * model_.choice_count];
        const auto arcs = graph.arcs_of(node);
        const auto* best = &arcs.front();
        for (const auto& arc : arcs)
            if (costs[arc.choice] + to_go_[arc.target] < costs[best->choice] + to_go_[best->target])
                best = &arc;
        line[day] = static_cast<std::int8_t>(best->choice - 1);
        node = best->target;
    }
    return line;
}

bool LinePricer::keeps_open_limits(const LineGraph& graph, const Line& line) const {
    return std::all_of(graph.open_limits.begin(), graph.open_limits.end(),
                       [&](const OpenLimit& limit) {
                           return std::count(line.begin(), line.end(), limit.shift) <= limit.most;
                       });
}

void LinePricer::search_labels(const LineGraph& graph, const std::vector<double>& choice_costs,
                               PricedLine& found) {
    // Best first with the graph's own way to go as the promise: the first label that reaches the
    // end is cheapest, and the first to reach a (node, counts) dominates all others that do.
    const OpenCounts open(graph, model_.choice_count);
    std::vector<Label> labels;
    using Entry = std::pair<double, std::int32_t>;
    const auto later = [&](const Entry& a, const Entry& b) {
        if (a.first != b.first) return a.first > b.first;
        return a.second < b.second; // deeper labels first
    };
    std::priority_queue<Entry, std::vector<Entry>, decltype(later)> queue(later);
    std::unordered_set<std::uint64_t> settled;
    const auto root = graph.node_count() - 1;
    labels.push_back({0, root, -1, 0, 0, 0});
    queue.emplace(to_go_[root], 0);
    found.cost = no_line_cost;
    found.line.clear();
    bool gave_up = false;
    for (int popped = 0; !queue.empty(); ++popped) {
        const auto [promise, at] = queue.top();
        queue.pop();
        found.bound = promise;
        const Label label = labels[at];
        if (label.node == 0) {
            found.cost = promise;
            found.line.assign(model_.days, day_off);
            for (auto l = at; labels[l].parent >= 0; l = labels[l].parent)
                found.line[labels[l].day - 1] = static_cast<std::int8_t>(labels[l].choice - 1);
            break;
        }
        if (popped >= max_labels) {
            gave_up = true;
            break;
        }
        if (!settled.insert((static_cast<std::uint64_t>(label.node) << 32) | label.counts).second)
            continue;
        const double* costs =
            &choice_costs[static_cast<std::size_t>(label.day) * model_.choice_count];
        for (const auto& arc : graph.arcs_of(label.node)) {
            const double spent = label.spent + costs[arc.choice];
            const double total = spent + to_go_[arc.target];
            if (total == no_line_cost ||
                !open.has_room(label.counts, static_cast<Choice>(arc.choice)))
                continue;
            labels.push_back({spent, arc.target, at, label.counts + open.place_of[arc.choice],
                              static_cast<Choice>(arc.choice),
                              static_cast<std::int16_t>(label.day + 1)});
            queue.emplace(total, static_cast<std::int32_t>(labels.size()) - 1);
        }
    }
    work_ += static_cast<std::int64_t>(labels.size()) * 8; // a label costs about as much as 8 arcs
    if (!gave_up && found.line.empty()) found.bound = no_line_cost;
    if (!found.line.empty() && !keeps_open_limits(graph, found.line)) {
        found.line.clear();
        found.cost = no_line_cost;
    }
}

} // namespace roster::schedule::patterns
