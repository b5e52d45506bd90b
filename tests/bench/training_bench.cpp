// What planning the training of a city costs: 154 homes of 8 and of 240, 36 sessions, six blocked
// months each; and planning it again after a year's usual changes.
#include "roster/schedule/training_plan.h"
#include "tests/unit/roster/schedule/training_cases.h"
#include <benchmark/benchmark.h>

namespace {

using namespace training_cases;

TrainingInput changed(TrainingInput input) {
    const auto first = plan_training(input);
    for (const PlannedBooking& one : first->bookings)
        input.booked.push_back({one.person_key, one.session_key});
    input.today = make_date(2026, 3, 1);
    input.sessions[10].state = SessionState::cancelled;
    for (std::size_t i = 0; i < input.people.size(); ++i) {
        if (i % 20 == 7) input.people[i].left_on = make_date(2026, 2, 15);
        if (i % 20 != 13) continue;
        auto joiner = input.people[i];
        joiner.key += "-new";
        joiner.passed_on.reset();
        joiner.joined_on = make_date(2026, 2, 20);
        input.people.push_back(joiner);
    }
    return input;
}

void plan_city(benchmark::State& state, const TrainingInput& input) {
    std::size_t unmet = 0;
    int moved = 0;
    for (auto _ : state) {
        const auto plan = plan_training(input);
        unmet = plan->unmet.size();
        moved = plan->moved_count;
        benchmark::DoNotOptimize(plan);
    }
    state.counters["unmet"] = static_cast<double>(unmet);
    state.counters["moved"] = moved;
}

void plan_1232(benchmark::State& state) {
    plan_city(state, city(154, 8, 60, 2));
}
void plan_36960(benchmark::State& state) {
    plan_city(state, city(154, 240, 1800, 60));
}
void replan_1232(benchmark::State& state) {
    plan_city(state, changed(city(154, 8, 60, 2)));
}
void replan_36960(benchmark::State& state) {
    plan_city(state, changed(city(154, 240, 1800, 60)));
}

BENCHMARK(plan_1232)->Unit(benchmark::kMillisecond);
BENCHMARK(replan_1232)->Unit(benchmark::kMillisecond);
BENCHMARK(plan_36960)->Unit(benchmark::kMillisecond)->Iterations(2);
BENCHMARK(replan_36960)->Unit(benchmark::kMillisecond)->Iterations(2);

} // namespace
