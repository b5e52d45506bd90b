#include "roster/schedule/patterns/contract_steps.h"
#include <algorithm>
#include <unordered_map>

namespace roster::schedule::patterns {
namespace {

constexpr std::uint32_t no_node = UINT32_MAX;

/// Node numbers and positions fit 26 bits.
constexpr std::size_t most_states_ever = (1U << 26) - 1;

LineArc make_arc(std::uint32_t target, Choice choice) {
    LineArc arc{};
    arc.target = target & 0x3FFFFFFU;
    arc.choice = choice & 0x3FU;
    return arc;
}

/// One layer on the way forward: its states and, for each, the positions reached in the next.
struct Layer {
    std::vector<std::uint64_t> states;
    std::vector<std::uint32_t> first;
    std::vector<LineArc> arcs; ///< target is a position in the next layer
};

/// Forward: every reachable state. False when there are too many.
bool visit_forward(const ContractSteps& steps, int days, std::size_t most_states,
                   std::vector<Layer>& layers) {
    layers.assign(days + 1, {});
    if (const auto first = steps.first()) layers[0].states.push_back(steps.number_of(*first));
    std::size_t total = 0;
    std::unordered_map<std::uint64_t, std::uint32_t> positions;
    for (int day = 0; day < days; ++day) {
        auto& layer = layers[day];
        auto& next = layers[day + 1];
        positions.clear();
        const auto reach = [&](const State& state, int shift) {
            const auto target = steps.after(state, day, shift);
            if (!target) return;
            const auto number = steps.number_of(*target);
            const auto [at, is_new] =
                positions.try_emplace(number, static_cast<std::uint32_t>(next.states.size()));
            if (is_new) next.states.push_back(number);
            layer.arcs.push_back(make_arc(at->second, static_cast<Choice>(shift + 1)));
        };
        for (const auto number : layer.states) {
            layer.first.push_back(static_cast<std::uint32_t>(layer.arcs.size()));
            const auto state = steps.state_of(number);
            reach(state, day_off);
            for (const int shift : steps.shifts())
                reach(state, shift);
        }
        layer.first.push_back(static_cast<std::uint32_t>(layer.arcs.size()));
        total += layer.states.size();
        if (total > most_states) return false;
    }
    return true;
}

std::uint64_t hash_arcs(std::span<const LineArc> arcs) {
    std::uint64_t hash = 14695981039346656037ULL; // FNV-1a's offset basis and prime
    for (const auto& arc : arcs)
        hash = (hash ^ (arc.target * 64ULL + arc.choice)) * 1099511628211ULL;
    return hash;
}

/// Backward: drops what cannot end and joins what has the same futures.
void join_backward(const ContractSteps& steps, std::vector<Layer>& layers, LineGraph& graph) {
    const int days = static_cast<int>(layers.size()) - 1;
    std::vector<std::uint32_t> node_of; // of the later layer's positions
    for (const auto number : layers[days].states)
        node_of.push_back(steps.may_end(steps.state_of(number)) ? 0 : no_node);
    graph.layer_begin.assign(days, 0);
    graph.first_arc = {0, 0}; // node 0, the end, has no arcs
    std::unordered_multimap<std::uint64_t, std::uint32_t> known;
    std::vector<LineArc> futures;
    for (int day = days - 1; day >= 0; --day) {
        auto& layer = layers[day];
        std::vector<std::uint32_t> mine(layer.states.size(), no_node);
        graph.layer_begin[day] = graph.node_count();
        known.clear();
        for (std::size_t i = 0; i < layer.states.size(); ++i) {
            futures.clear();
            for (auto a = layer.first[i]; a < layer.first[i + 1]; ++a)
                if (node_of[layer.arcs[a].target] != no_node)
                    futures.push_back(make_arc(node_of[layer.arcs[a].target],
                                               static_cast<Choice>(layer.arcs[a].choice)));
            if (futures.empty()) continue;
            const auto hash = hash_arcs(futures);
            const auto [begin, end] = known.equal_range(hash);
            const auto same = std::find_if(begin, end, [&](const auto& entry) {
                const auto others = graph.arcs_of(entry.second);
                return std::equal(others.begin(), others.end(), futures.begin(), futures.end());
            });
            if (same != end) {
                mine[i] = same->second;
                continue;
            }
            mine[i] = graph.node_count();
            known.emplace(hash, mine[i]);
            graph.arcs.insert(graph.arcs.end(), futures.begin(), futures.end());
            graph.first_arc.push_back(static_cast<std::uint32_t>(graph.arcs.size()));
        }
        layer = {};
        node_of = std::move(mine);
    }
}

} // namespace

Contract contract_of(const Person& person) {
    return {person.max_shifts,
            person.max_work_min,
            person.min_work_min,
            person.max_consecutive_shifts,
            person.min_consecutive_shifts,
            person.min_consecutive_days_off,
            person.max_weekends,
            person.history};
}

GraphOutcome make_line_graph(const PatternProblem& problem, const Contract& contract,
                             GraphScope scope, std::size_t most_states, LineGraph& graph) {
    const ContractSteps steps(problem, contract, scope);
    std::vector<Layer> layers;
    graph = {};
    graph.open_limits = steps.open_limits();
    if (!visit_forward(steps, problem.horizon_days, std::min(most_states, most_states_ever),
                       layers))
        return GraphOutcome::too_large;
    join_backward(steps, layers, graph);
    const bool has_root = graph.layer_begin[0] + 1 == graph.node_count();
    return has_root ? GraphOutcome::built : GraphOutcome::no_line;
}

} // namespace roster::schedule::patterns
