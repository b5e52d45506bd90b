#include "roster/schedule/training_demand.h"

#include <algorithm>

namespace roster::schedule {

namespace {

constexpr int months_per_year = 12;

/// In post when the rule came, or before the round without one.
bool is_incumbent(const TrainingInput& input, const TrainingPerson& person) noexcept {
    return input.rule_from ? person.joined_on <= *input.rule_from
                           : person.joined_on < input.round_from;
}

Date calc_first_due(const TrainingInput& input, const domain::Window& window) noexcept {
    const Date end = calc_round_end(input);
    return input.rule_from ? std::min(end, domain::calc_rolling_end(window, *input.rule_from))
                           : end;
}

TrainingDemand owed(const TrainingInput& input, const TrainingPerson& person) noexcept {
    TrainingDemand demand;
    const domain::Window window{domain::WindowKind::rolling_months, input.rules.window_months};
    if (person.passed_on) {
        demand = {DemandKind::again, domain::calc_rolling_end(window, *person.passed_on), {}, {}};
    } else if (is_incumbent(input, person)) {
        demand = {DemandKind::first_round, calc_first_due(input, window), {}, {}};
    } else {
        demand = {DemandKind::joiner,
                  domain::add_months(person.joined_on, input.rules.joiner_months),
                  {},
                  {}};
    }
    demand.owed_on = demand.due_on;
    demand.overdue = demand.due_on < input.today;
    if (demand.overdue)
        demand.due_on = domain::add_months(input.today, input.rules.catch_up_months);
    return demand;
}

bool is_gone(const TrainingInput& input, const TrainingPerson& person) noexcept {
    return person.left_on && *person.left_on < input.today;
}

} // namespace

const char* word(DemandKind kind) noexcept {
    constexpr const char* words[] = {"三年轮训", "首轮", "新到岗"};
    return words[static_cast<int>(kind)];
}

std::optional<TrainingDemand> find_demand(const TrainingInput& input,
                                          const TrainingPerson& person) noexcept {
    if (is_gone(input, person)) return std::nullopt;
    const TrainingDemand demand = owed(input, person);
    if (person.left_on && *person.left_on < demand.due_on) return std::nullopt;
    const bool in_round = demand.due_on <= calc_round_end(input);
    if (demand.kind == DemandKind::again && !demand.overdue && !in_round) return std::nullopt;
    return demand;
}

std::optional<Date> find_overdue(const TrainingInput& input,
                                 const TrainingPerson& person) noexcept {
    const TrainingDemand demand = owed(input, person);
    if (is_gone(input, person) || !demand.overdue) return std::nullopt;
    return demand.owed_on;
}

int calc_round_year(const TrainingInput& input, Date day) noexcept {
    int year = 0;
    while (year + 1 < domain::cohort_count &&
           domain::add_months(input.round_from, (year + 1) * months_per_year) <= day)
        ++year;
    return year;
}

} // namespace roster::schedule
