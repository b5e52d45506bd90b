#include "roster/schedule/patterns/line_graph.h"
#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace roster::schedule::patterns {
namespace {

/// What the rules need to know on the eve of a day.
struct State {
    int shift_class = 0; ///< class of the last shift by what may follow; 0 when free
    int worked = 0;      ///< run of work, 0 when free
    int rested = 0;      ///< run of rest, capped at the minimum; 0 when at work
    bool exempt = false; ///< the run of work began before a known day: no minimum for it
    bool saturday = false;
    int weekends = 0;
    int units = 0;  ///< minutes divided by their common unit
    int counts = 0; ///< counted shift types, mixed radix
};

/// The rules of one contract as steps from state to state, and states as numbers.
class ContractSteps {
public:
    ContractSteps(const PatternProblem& problem, const Contract& contract);

    [[nodiscard]] std::optional<State> first() const;
    [[nodiscard]] std::optional<State> after(const State& state, int day, int shift) const;
    [[nodiscard]] bool may_end(const State& state) const { return state.units >= min_units_; }
    [[nodiscard]] std::uint64_t number_of(const State& state) const;
    [[nodiscard]] State state_of(std::uint64_t number) const;
    [[nodiscard]] const std::vector<int>& shifts() const { return shifts_; }
    [[nodiscard]] const std::vector<OpenLimit>& open_limits() const { return open_limits_; }

private:
    void sort_shifts_into_classes();
    void choose_counted_shifts();
    [[nodiscard]] std::optional<State> after_rest(State state) const;

    const PatternProblem& problem_;
    const Contract& contract_;
    int days_;
    std::vector<int> shifts_;       // that the contract allows at all
    std::vector<int> class_of_;     // for each shift, from 1
    std::vector<char> may_follow_;  // class * shift count + shift
    std::vector<int> length_units_; // for each shift
    std::vector<int> radix_of_;     // for each shift, 0 when not counted
    std::vector<OpenLimit> open_limits_;
    int class_count_ = 0, count_size_ = 1;
    int unit_min_ = 1, max_units_ = 0, min_units_ = 0, longest_units_ = 0;
    int max_run_, min_run_, min_rest_, max_weekends_;
};

int count_weekends(const PatternProblem& problem) {
    int count = 0;
    for (int day = 0; day < problem.horizon_days; ++day)
        count += is_weekend(problem, day) && (weekday_of(problem, day) == 5 || day == 0);
    return count;
}

ContractSteps::ContractSteps(const PatternProblem& problem, const Contract& contract)
    : problem_(problem), contract_(contract), days_(problem.horizon_days) {
    const auto shift_count = static_cast<int>(problem.shifts.size());
    for (int s = 0; s < shift_count; ++s)
        if (contract.max_shifts[s] > 0 && problem.shifts[s].length_min <= contract.max_work_min)
            shifts_.push_back(s);
    // Runs can be no longer than what came before and the horizon together.
    const int before = contract.history ? contract.history->worked_days : 0;
    max_run_ = std::min(contract.max_consecutive_shifts, before + days_);
    min_run_ = std::min(contract.min_consecutive_shifts, before + days_ + 1);
    min_rest_ = std::clamp(contract.min_consecutive_days_off, 1, days_ + 1);
    max_weekends_ = std::min(contract.max_weekends, count_weekends(problem));
    int unit = 0;
    for (const int s : shifts_)
        unit = std::gcd(unit, problem.shifts[s].length_min);
    unit_min_ = std::max(unit, 1);
    length_units_.assign(shift_count, 0);
    for (const int s : shifts_) {
        length_units_[s] = problem.shifts[s].length_min / unit_min_;
        longest_units_ = std::max(longest_units_, length_units_[s]);
    }
    max_units_ = std::min(contract.max_work_min / unit_min_, longest_units_ * days_);
    min_units_ = (contract.min_work_min + unit_min_ - 1) / unit_min_;
    // A maximum that cannot be reached and a minimum of nothing need no memory of minutes.
    if (min_units_ == 0 && contract.max_work_min / unit_min_ >= longest_units_ * days_) {
        std::fill(length_units_.begin(), length_units_.end(), 0);
        max_units_ = 0;
        longest_units_ = 0;
    }
    sort_shifts_into_classes();
    choose_counted_shifts();
}

void ContractSteps::sort_shifts_into_classes() {
    const auto shift_count = static_cast<int>(problem_.shifts.size());
    class_of_.assign(shift_count, 0);
    std::vector<std::vector<char>> classes;
    const auto class_for = [&](int shift) {
        std::vector<char> follows(shift_count, 1);
        for (const int next : problem_.shifts[shift].forbidden_next)
            follows[next] = 0;
        for (int s = 0; s < shift_count; ++s) // what is never worked makes no difference
            if (std::find(shifts_.begin(), shifts_.end(), s) == shifts_.end()) follows[s] = 0;
        const auto found = std::find(classes.begin(), classes.end(), follows);
        if (found != classes.end()) return static_cast<int>(found - classes.begin()) + 1;
        classes.push_back(follows);
        return static_cast<int>(classes.size());
    };
    for (int s = 0; s < shift_count; ++s) // also those of the history
        class_of_[s] = class_for(s);
    class_count_ = static_cast<int>(classes.size());
    may_follow_.assign(static_cast<std::size_t>(class_count_ + 1) * shift_count, 1);
    for (int c = 0; c < class_count_; ++c)
        for (int s = 0; s < shift_count; ++s)
            may_follow_[static_cast<std::size_t>(c + 1) * shift_count + s] = classes[c][s];
}

void ContractSteps::choose_counted_shifts() {
    radix_of_.assign(problem_.shifts.size(), 0);
    auto limited = shifts_;
    std::erase_if(limited, [&](int s) {
        const int by_minutes = contract_.max_work_min / problem_.shifts[s].length_min;
        return contract_.max_shifts[s] >= std::min(days_, by_minutes);
    });
    std::stable_sort(limited.begin(), limited.end(), [&](int a, int b) {
        return contract_.max_shifts[a] < contract_.max_shifts[b];
    });
    for (const int s : limited) {
        const int size = contract_.max_shifts[s] + 1;
        if (static_cast<std::int64_t>(count_size_) * size <= max_counted_combinations) {
            radix_of_[s] = count_size_;
            count_size_ *= size;
        } else {
            open_limits_.push_back({s, contract_.max_shifts[s]});
        }
    }
}

std::optional<State> ContractSteps::first() const {
    State state;
    state.rested = min_rest_;
    if (!contract_.history) return state;
    const auto& history = *contract_.history;
    if (history.worked_days > 0) {
        if (history.worked_days > max_run_)
            state.worked = max_run_ + 1; // only rest can follow
        else
            state.worked = history.worked_days;
        state.exempt = history.worked_days >= contract_.min_consecutive_shifts;
        state.rested = 0;
        state.shift_class = class_of_[history.last_shift];
    } else {
        state.rested = std::min(history.free_days, min_rest_);
    }
    return state;
}

std::optional<State> ContractSteps::after_rest(State state) const {
    if (state.worked > 0) {
        if (state.worked < min_run_ && !state.exempt) return {};
        state.rested = 0;
    }
    state.worked = 0;
    state.exempt = false;
    state.shift_class = 0;
    state.saturday = false;
    state.rested = std::min(state.rested + 1, min_rest_);
    return state;
}

std::optional<State> ContractSteps::after(const State& state, int day, int shift) const {
    if (shift == day_off) return after_rest(state);
    const auto shift_count = problem_.shifts.size();
    State next = state;
    if (state.worked == 0) {
        if (state.rested < min_rest_) return {};
        next.exempt = day == 0 && !contract_.history;
    } else if (!may_follow_[state.shift_class * shift_count + shift]) {
        return {};
    }
    next.worked = state.worked + 1;
    next.rested = 0;
    next.shift_class = class_of_[shift];
    next.units += length_units_[shift];
    if (next.worked > max_run_ || next.units > max_units_ ||
        next.units + (days_ - day - 1) * longest_units_ < min_units_)
        return {};
    if (const int radix = radix_of_[shift]) {
        if (next.counts / radix % (contract_.max_shifts[shift] + 1) == contract_.max_shifts[shift])
            return {};
        next.counts += radix;
    }
    const int weekday = weekday_of(problem_, day);
    if (weekday == 5 || (weekday == 6 && !state.saturday)) ++next.weekends;
    next.saturday = weekday == 5;
    if (next.weekends > max_weekends_) return {};
    // Beyond its minimum a run need not be told from an exempt one.
    next.exempt = next.exempt && next.worked < min_run_;
    return next;
}

std::uint64_t ContractSteps::number_of(const State& s) const {
    const auto run = static_cast<std::uint64_t>(s.worked > 0 ? s.worked * 2 + (s.exempt ? 1 : 0)
                                                             : 2 * (max_run_ + 2) + s.rested);
    std::uint64_t number = run;
    number = number * (class_count_ + 1) + s.shift_class;
    number = number * 2 + (s.saturday ? 1 : 0);
    number = number * (max_weekends_ + 1) + s.weekends;
    number = number * (max_units_ + 1) + s.units;
    return number * count_size_ + s.counts;
}

State ContractSteps::state_of(std::uint64_t number) const {
    const auto take = [&](int size) {
        const auto part = static_cast<int>(number % size);
        number /= size;
        return part;
    };
    State s;
    s.counts = take(count_size_);
    s.units = take(max_units_ + 1);
    s.weekends = take(max_weekends_ + 1);
    s.saturday = take(2) != 0;
    s.shift_class = take(class_count_ + 1);
    const auto run = static_cast<int>(number);
    if (run >= 2 * (max_run_ + 2)) {
        s.rested = run - 2 * (max_run_ + 2);
    } else {
        s.worked = run / 2;
        s.exempt = run % 2 != 0;
    }
    return s;
}

constexpr std::uint32_t no_node = UINT32_MAX;

/// One layer on the way forward: its states and, for each, the positions reached in the next.
struct Layer {
    std::vector<std::uint64_t> states;
    std::vector<std::uint32_t> first;
    std::vector<LineArc> arcs; ///< target is a position in the next layer
};

/// Forward: every reachable state. False when there are too many.
bool visit_forward(const ContractSteps& steps, int days, std::vector<Layer>& layers) {
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
            layer.arcs.push_back({at->second, static_cast<Choice>(shift + 1)});
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
        if (total > max_graph_nodes) return false;
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
                    futures.push_back({node_of[layer.arcs[a].target], layer.arcs[a].choice});
            if (futures.empty()) continue;
            const auto hash = hash_arcs(futures);
            const auto [begin, end] = known.equal_range(hash);
            const auto same = std::find_if(begin, end, [&](const auto& entry) {
                const auto others = graph.arcs_of(entry.second);
                return std::equal(others.begin(), others.end(), futures.begin(), futures.end(),
                                  [](const LineArc& a, const LineArc& b) {
                                      return a.target == b.target && a.choice == b.choice;
                                  });
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
                             LineGraph& graph) {
    const ContractSteps steps(problem, contract);
    std::vector<Layer> layers;
    graph = {};
    graph.open_limits = steps.open_limits();
    if (!visit_forward(steps, problem.horizon_days, layers)) return GraphOutcome::too_large;
    join_backward(steps, layers, graph);
    const bool has_root = graph.layer_begin[0] + 1 == graph.node_count();
    return has_root ? GraphOutcome::built : GraphOutcome::no_line;
}

} // namespace roster::schedule::patterns
