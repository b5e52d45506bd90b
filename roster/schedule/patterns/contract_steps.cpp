#include "roster/schedule/patterns/contract_steps.h"
#include <algorithm>
#include <numeric>

namespace roster::schedule::patterns {
namespace {

/// Shift types counted in a narrow graph, the scarcest first.
constexpr std::size_t counted_when_narrow = 2;
/// Of their numbers; keeps the number of a state within 64 bits.
constexpr int most_combinations_when_narrow = 10'000;
/// A narrow graph follows the most minutes allowed down to this many shifts below.
constexpr int play_of_minutes = 2;

int count_weekends(const PatternProblem& problem) {
    int count = 0;
    for (int day = 0; day < problem.horizon_days; ++day)
        count += is_weekend(problem, day) && (weekday_of(problem, day) == 5 || day == 0);
    return count;
}

} // namespace

ContractSteps::ContractSteps(const PatternProblem& problem, const Contract& contract,
                             GraphScope scope)
    : problem_(problem), contract_(contract), scope_(scope), days_(problem.horizon_days) {
    const auto shift_count = static_cast<int>(problem.shifts.size());
    for (int s = 0; s < shift_count; ++s)
        if (contract.max_shifts[s] > 0 && problem.shifts[s].length_min <= contract.max_work_min)
            shifts_.push_back(s);
    // Runs can be no longer than what came before and the horizon together.
    const int before = contract.history ? contract.history->worked_days : 0;
    max_run_ = std::min(contract.max_consecutive_shifts, before + days_);
    min_run_ = std::min(contract.min_consecutive_shifts, before + days_ + 1);
    min_rest_ = std::clamp(contract.min_consecutive_days_off, 1, days_ + 1);
    weekend_count_ = count_weekends(problem);
    max_weekends_ = std::min(contract.max_weekends, weekend_count_);
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
        forget_minutes();
    }
    sort_shifts_into_classes();
    if (scope == GraphScope::wide || scope == GraphScope::widest)
        widen();
    else
        choose_counted_shifts();
}

void ContractSteps::forget_minutes() {
    std::fill(length_units_.begin(), length_units_.end(), 0);
    max_units_ = 0;
    min_units_ = 0;
    longest_units_ = 0;
}

void ContractSteps::widen() {
    radix_of_.assign(problem_.shifts.size(), 0);
    max_weekends_ = 0;
    if (scope_ == GraphScope::widest) forget_minutes();
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
        const bool fits = is_narrow() ? counted_.size() < counted_when_narrow &&
                                            count_size_ * size <= most_combinations_when_narrow
                                      : count_size_ * size <= max_counted_combinations;
        if (fits) {
            radix_of_[s] = count_size_;
            count_size_ *= size;
            counted_.push_back(s);
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

std::optional<State> ContractSteps::after_rest(State state, int day) const {
    if (state.worked > 0) {
        if (state.worked < min_run_ && !state.exempt) return {};
        state.rested = 0;
    }
    state.worked = 0;
    state.exempt = false;
    state.shift_class = 0;
    state.saturday = false;
    state.rested = std::min(state.rested + 1, min_rest_);
    if (!keep_on_track(state, day)) return {};
    return state;
}

std::optional<State> ContractSteps::after(const State& state, int day, int shift) const {
    if (shift == day_off) return after_rest(state, day);
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
    const bool counts_weekends = scope_ != GraphScope::wide && scope_ != GraphScope::widest;
    if (counts_weekends && (weekday == 5 || (weekday == 6 && !state.saturday))) ++next.weekends;
    next.saturday = weekday == 5;
    if (next.weekends > max_weekends_) return {};
    // Beyond its minimum a run need not be told from an exempt one.
    next.exempt = next.exempt && next.worked < min_run_;
    if (!keep_on_track(next, day)) return {};
    return next;
}

bool ContractSteps::keep_on_track(State& state, int day) const {
    if (!is_narrow()) return true;
    const int play = scope_ == GraphScope::narrow ? 2 : 1;
    const auto share = [&](std::int64_t whole) {
        return static_cast<int>(whole * (day + 1) / days_);
    };
    const int highest = share(max_units_);
    const int lowest = std::max(share(min_units_), highest - play_of_minutes * longest_units_);
    if (state.units > highest + play * longest_units_ ||
        state.units < lowest - play * longest_units_)
        return false;
    // Weekends and shifts left over from the even course are given up: as if they had been used.
    if (max_weekends_ < weekend_count_) {
        const int even = share(max_weekends_);
        if (state.weekends > even + play) return false;
        state.weekends = std::max(state.weekends, even - play);
    }
    for (const int s : counted_) {
        const int radix = radix_of_[s], size = contract_.max_shifts[s] + 1;
        const int used = state.counts / radix % size;
        const int even = share(contract_.max_shifts[s]);
        if (used > even + play) return false;
        state.counts += (std::max(used, even - play) - used) * radix;
    }
    return true;
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

} // namespace roster::schedule::patterns
