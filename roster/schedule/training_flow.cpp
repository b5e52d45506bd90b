#include "roster/schedule/training_flow.h"

#include <algorithm>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#include <limits>

namespace roster::schedule {

namespace {

using Graph = lemon::SmartDigraph;

std::int64_t room_of(const FlowBin& bin) noexcept {
    std::int64_t room = 0;
    for (const FlowStep& step : bin.steps)
        room += step.room_count;
    return room;
}

/// A bound this wide is left out until an answer breaks it. Range any; speed only.
constexpr std::int64_t wide_room_count = 16;
/// Answers without some bounds before all are put in.
constexpr int most_rounds_count = 3;

/// The task without those bounds: what has no bin then goes to the one around it.
FlowTask without(const FlowTask& task, const std::vector<char>& left_out) {
    const auto inner = [&](int bin) {
        while (bin >= 0 && left_out[bin] != 0)
            bin = task.bins[bin].parent;
        return bin;
    };
    std::vector<int> new_no(task.bins.size(), -1);
    FlowTask smaller{task.miss_cost, {}, task.choices};
    for (std::size_t i = 0; i < task.bins.size(); ++i) {
        if (left_out[i] != 0) continue;
        new_no[i] = static_cast<int>(smaller.bins.size());
        smaller.bins.push_back(task.bins[i]);
    }
    for (FlowBin& bin : smaller.bins)
        if (const int parent = inner(bin.parent); parent >= 0) bin.parent = new_no[parent];
    for (FlowChoice& choice : smaller.choices)
        choice.bin = new_no[inner(choice.bin)];
    return smaller;
}

/// Bounds that hardly ever hold: free of cost, wide, inside another.
std::vector<char> find_wide(const FlowTask& task) {
    std::vector<char> wide(task.bins.size(), 0);
    for (std::size_t i = 0; i < task.bins.size(); ++i) {
        const FlowBin& bin = task.bins[i];
        wide[i] = bin.parent >= 0 && bin.steps.size() == 1 && bin.steps[0].unit_cost == 0 &&
                  bin.steps[0].room_count >= wide_room_count;
    }
    return wide;
}

void count_load(const FlowTask& task, FlowAnswer& answer) {
    answer.load.assign(task.bins.size(), 0);
    for (const int choice : answer.choice_of)
        if (choice >= 0)
            for (int bin = task.choices[choice].bin; bin >= 0; bin = task.bins[bin].parent)
                ++answer.load[bin];
}

/// The network: node i is subject i, then the bins, then the sink.
class Network {
public:
    explicit Network(const FlowTask& task)
        : task_(task), subject_count_(static_cast<int>(task.miss_cost.size())),
          bin_count_(static_cast<int>(task.bins.size())) {
        graph_.reserveNode(subject_count_ + bin_count_ + 1);
        graph_.reserveArc(static_cast<int>(task.choices.size()) + subject_count_ + 2 * bin_count_);
        for (int i = 0; i <= subject_count_ + bin_count_; ++i)
            graph_.addNode();
        for (const FlowChoice& choice : task.choices)
            add(choice.subject, subject_count_ + choice.bin, 1, choice.cost);
        for (int i = 0; i < subject_count_; ++i)
            add(i, sink(), 1, task.miss_cost[i]);
        for (int i = 0; i < bin_count_; ++i)
            for (const FlowStep& step : task.bins[i].steps)
                add(subject_count_ + i, target_of(task.bins[i]), step.room_count, step.unit_cost);
    }

    FlowAnswer solve() const;

private:
    [[nodiscard]] int sink() const noexcept { return subject_count_ + bin_count_; }
    [[nodiscard]] int target_of(const FlowBin& bin) const noexcept {
        return bin.parent < 0 ? sink() : subject_count_ + bin.parent;
    }
    void add(int from, int to, std::int64_t room, std::int64_t cost) {
        graph_.addArc(Graph::nodeFromId(from), Graph::nodeFromId(to));
        room_.push_back(static_cast<int>(std::min<std::int64_t>(room, subject_count_)));
        cost_.push_back(cost);
    }

    const FlowTask& task_; ///< outlives the network
    int subject_count_, bin_count_;
    Graph graph_;
    std::vector<int> room_; ///< by arc
    std::vector<std::int64_t> cost_;
};

/// What LEMON asks of a map, over a vector by arc.
template <class T>
struct ArcColumn {
    using Key = Graph::Arc;
    using Value = T;
    const std::vector<T>& values;
    T operator[](const Key& arc) const { return values[Graph::id(arc)]; }
};

FlowAnswer Network::solve() const {
    Graph::NodeMap<int> supply(graph_, 0);
    for (int i = 0; i < subject_count_; ++i)
        supply[Graph::nodeFromId(i)] = 1;
    supply[Graph::nodeFromId(sink())] = -subject_count_;
    lemon::NetworkSimplex<Graph, int, std::int64_t> simplex(graph_);
    simplex.upperMap(ArcColumn<int>{room_}).costMap(ArcColumn<std::int64_t>{cost_});
    simplex.supplyMap(supply);
    simplex.run(); // there is always a flow: everybody left out

    FlowAnswer answer;
    answer.choice_of.assign(subject_count_, -1);
    for (std::size_t i = 0; i < task_.choices.size(); ++i) {
        if (simplex.flow(Graph::arcFromId(static_cast<int>(i))) == 0) continue;
        answer.choice_of[task_.choices[i].subject] = static_cast<int>(i);
    }
    count_load(task_, answer);
    answer.cost = simplex.totalCost<std::int64_t>();
    return answer;
}

/// Walks the residual network from those left out.
class Reach {
public:
    Reach(const FlowTask& task, const FlowAnswer& answer)
        : task_(task), answer_(answer), subject_seen_(task.miss_cost.size(), 0),
          bin_seen_(task.bins.size(), 0), choices_of_(task.miss_cost.size()),
          inside_(task.bins.size()), children_(task.bins.size()) {
        for (std::size_t i = 0; i < task.choices.size(); ++i)
            choices_of_[task.choices[i].subject].push_back(static_cast<int>(i));
        for (std::size_t i = 0; i < answer.choice_of.size(); ++i)
            if (answer.choice_of[i] >= 0)
                inside_[task.choices[answer.choice_of[i]].bin].push_back(static_cast<int>(i));
        for (std::size_t i = 0; i < task.bins.size(); ++i)
            if (task.bins[i].parent >= 0)
                children_[task.bins[i].parent].push_back(static_cast<int>(i));
    }

    FlowShortage run() {
        for (std::size_t i = 0; i < answer_.choice_of.size(); ++i)
            if (answer_.choice_of[i] < 0) see_subject(static_cast<int>(i));
        while (!open_.empty()) {
            const int bin = open_.back();
            open_.pop_back();
            walk(bin);
        }
        FlowShortage shortage;
        for (std::size_t i = 0; i < subject_seen_.size(); ++i)
            if (subject_seen_[i] != 0) shortage.subjects.push_back(static_cast<int>(i));
        for (std::size_t i = 0; i < bin_seen_.size(); ++i) {
            const int parent = task_.bins[i].parent;
            if (bin_seen_[i] == 0 || (parent >= 0 && bin_seen_[parent] != 0)) continue;
            shortage.bins.push_back(static_cast<int>(i));
            shortage.room_count += room_of(task_.bins[i]);
        }
        return shortage;
    }

private:
    void see_bin(int bin) {
        if (bin_seen_[bin] != 0) return;
        bin_seen_[bin] = 1;
        open_.push_back(bin);
    }
    void see_subject(int subject) {
        if (subject_seen_[subject] != 0) return;
        subject_seen_[subject] = 1;
        for (const int choice : choices_of_[subject])
            see_bin(task_.choices[choice].bin);
    }
    void walk(int bin) {
        const int parent = task_.bins[bin].parent;
        if (parent >= 0 && answer_.load[bin] < room_of(task_.bins[bin])) see_bin(parent);
        for (const int subject : inside_[bin])
            see_subject(subject);
        for (const int child : children_[bin])
            if (answer_.load[child] > 0) see_bin(child);
    }

    const FlowTask& task_;
    const FlowAnswer& answer_;
    std::vector<char> subject_seen_, bin_seen_;
    std::vector<std::vector<int>> choices_of_, inside_, children_;
    std::vector<int> open_;
};

} // namespace

bool fits_flow(const FlowTask& task) noexcept {
    // The simplex begins with arcs that cost more than the dearest one times the nodes; a path of
    // the tree crosses two of them.
    constexpr auto limit = std::numeric_limits<std::int64_t>::max() / 8;
    std::int64_t dearest = 1;
    for (const std::int64_t cost : task.miss_cost)
        dearest = std::max(dearest, cost);
    for (const FlowChoice& choice : task.choices)
        dearest = std::max(dearest, choice.cost);
    for (const FlowBin& bin : task.bins)
        for (const FlowStep& step : bin.steps)
            dearest = std::max(dearest, step.unit_cost);
    const auto nodes = static_cast<std::int64_t>(task.miss_cost.size() + task.bins.size() + 1);
    return dearest < limit / nodes;
}

FlowAnswer solve_flow(const FlowTask& task) {
    if (task.miss_cost.empty()) return {{}, std::vector<std::int64_t>(task.bins.size(), 0), 0};
    // Exact: the cheapest answer without some bounds is the cheapest with them if it keeps them.
    std::vector<char> left_out = find_wide(task);
    for (int round = 0; round < most_rounds_count && std::ranges::count(left_out, 1) > 0; ++round) {
        const FlowTask smaller = without(task, left_out);
        FlowAnswer answer = Network(smaller).solve();
        count_load(task, answer);
        bool broken = false;
        for (std::size_t i = 0; i < task.bins.size(); ++i) {
            if (answer.load[i] <= room_of(task.bins[i])) continue;
            left_out[i] = 0;
            broken = true;
        }
        if (!broken) return answer;
    }
    return Network(task).solve();
}

FlowShortage find_shortage(const FlowTask& task, const FlowAnswer& answer) {
    if (std::ranges::none_of(answer.choice_of, [](int choice) { return choice < 0; })) return {};
    return Reach(task, answer).run();
}

} // namespace roster::schedule
