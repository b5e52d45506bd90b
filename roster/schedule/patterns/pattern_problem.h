/// A rostering problem in which one person's whole line of shifts is one decision: who works what
/// on each day of a horizon, under hard rules that concern one person each, and soft cover and
/// requests with integer weights. Fits the public shift-scheduling instances (Curtois & Qu 2014,
/// docs/references.md#curtois-qu-2014) and one month of a home. Plain values, no behaviour.
#pragma once
#include "sim/core/result.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace roster::schedule::patterns {

/// Stands in a line for a day without a shift.
inline constexpr int day_off = -1;

struct ShiftType {
    std::string id;
    int length_min = 0;              ///< 1 .. 2,880
    std::vector<int> forbidden_next; ///< shifts that may not stand on the day after this one
};

/// What a person did up to the eve of day 0; exactly one of the two counts is above 0.
/// Without it the blocks that touch day 0 are free of the two minimum rules.
struct History {
    int worked_days = 0; ///< consecutive days with a shift that end on the eve
    int last_shift = day_off;
    int free_days = 0; ///< consecutive days without one that end on the eve
    friend bool operator==(const History&, const History&) = default;
};

/// A choice that a person may not have on a day; shift may be `day_off` ("must work").
struct Bar {
    int day = 0;
    int shift = day_off;
    friend bool operator==(const Bar&, const Bar&) = default;
};

/// Every rule here is hard. Blocks that touch the last day are free of the two minimum rules.
struct Person {
    std::string id;
    std::vector<int> max_shifts; ///< one for each shift type
    int max_work_min = 0;        ///< minutes over the whole horizon
    int min_work_min = 0;
    int max_consecutive_shifts = 0;
    int min_consecutive_shifts = 0;
    int min_consecutive_days_off = 0;
    int max_weekends = 0;      ///< a weekend counts when its Saturday or Sunday has a shift
    std::vector<int> days_off; ///< days without a shift
    std::optional<History> history;
    std::vector<Bar> barred;
};

/// Costs `weight` when an on-request is not met, or when an off-request is not respected.
struct Request {
    int person = 0;
    int day = 0;
    int shift = 0;
    int weight = 0;
};

/// Costs `under_weight` for each person short of `need`, `over_weight` for each one beyond it.
struct Cover {
    int day = 0;
    int shift = 0;
    int need = 0;
    int under_weight = 0;
    int over_weight = 0;
};

struct PatternProblem {
    int horizon_days = 0;
    int first_weekday = 0; ///< of day 0; 0 = Monday .. 6 = Sunday
    std::vector<ShiftType> shifts;
    std::vector<Person> people;
    std::vector<Request> on_requests;
    std::vector<Request> off_requests;
    std::vector<Cover> cover; ///< each (day, shift) at most once
};

/// One person's shifts, one for each day: a shift's index or `day_off`.
using Line = std::vector<std::int8_t>;

/// lines.size() == people.size(); empty when there is none.
struct Roster {
    std::vector<Line> lines;
    friend bool operator==(const Roster&, const Roster&) = default;
};

// Limits of size; larger is refused by name.
inline constexpr int max_horizon_days = 400;      ///< a year and a month
inline constexpr int max_shift_types = 60;        ///< choices of a day fit one 64-bit mask
inline constexpr int max_people = 1'000;          ///< public instances end at 150
inline constexpr int max_weight = 1'000'000;      ///< of one request or one missing person
inline constexpr int max_need = 10'000;           ///< people on one shift
inline constexpr double max_total_cost = 4e9;     ///< keeps every sum exact, see pricing.h
inline constexpr int max_shift_length_min = 2880; ///< two days

/// Every fault of the values: indices, signs, sizes, doubles. Empty when the problem can be
/// planned (which does not mean that a roster exists). Cost: linear.
[[nodiscard]] sim::core::Problems find_faults(const PatternProblem& problem);

/// 0 = Monday .. 6 = Sunday.
[[nodiscard]] constexpr int weekday_of(const PatternProblem& problem, int day) noexcept {
    return (problem.first_weekday + day) % 7;
}
[[nodiscard]] constexpr bool is_weekend(const PatternProblem& problem, int day) noexcept {
    return weekday_of(problem, day) >= 5;
}

} // namespace roster::schedule::patterns
