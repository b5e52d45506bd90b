/// The hard rules of one contract as steps from the eve of one day to the eve of the next.
#pragma once
#include "roster/schedule/patterns/line_graph.h"

namespace roster::schedule::patterns {

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
    /// Both outlive the steps.
    ContractSteps(const PatternProblem& problem, const Contract& contract, GraphScope scope);

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
    void forget_minutes();
    void widen();
    [[nodiscard]] bool is_narrow() const {
        return scope_ == GraphScope::narrow || scope_ == GraphScope::narrower;
    }
    [[nodiscard]] std::optional<State> after_rest(State state, int day) const;
    [[nodiscard]] bool keep_on_track(State& state, int day) const;

    const PatternProblem& problem_;
    const Contract& contract_;
    GraphScope scope_;
    int days_;
    std::vector<int> shifts_;       // that the contract allows at all
    std::vector<int> class_of_;     // for each shift, from 1
    std::vector<char> may_follow_;  // class * shift count + shift
    std::vector<int> length_units_; // for each shift
    std::vector<int> radix_of_;     // for each shift, 0 when not counted
    std::vector<OpenLimit> open_limits_;
    std::vector<int> counted_; // shifts with a radix
    int class_count_ = 0, count_size_ = 1;
    int unit_min_ = 1, max_units_ = 0, min_units_ = 0, longest_units_ = 0;
    int max_run_, min_run_, min_rest_, max_weekends_, weekend_count_;
};

} // namespace roster::schedule::patterns
