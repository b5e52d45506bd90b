// What planning the training of a city costs: 154 homes of 8 and of 240, 36 sessions, six blocked
// months each; and planning it again after a year's usual changes.
#include "roster/schedule/training_plan.h"
#include "tests/unit/roster/schedule/training_cases.h"
#include <benchmark/benchmark.h>
#include <cstdlib>
#include <map>
#include <string>

namespace {

using namespace training_cases;

/// The city a year on: what was held is passed, one in twenty left, as many joined, a session falls
/// out.
TrainingInput changed(TrainingInput input) {
    const auto first = plan_training(input);
    if (!first) std::abort();
    std::map<std::string, std::string> seat_of;
    for (const PlannedBooking& one : first->bookings) {
        input.booked.push_back({one.person_key, one.session_key});
        seat_of[one.person_key] = one.session_key;
    }
    input.today = make_date(2026, 12, 1);
    input.sessions[16].state = SessionState::cancelled;
    const std::size_t count = input.people.size();
    for (std::size_t i = 0; i < count; ++i) {
        TrainingPerson& one = input.people[i];
        const std::string& seat = seat_of[one.key];
        for (const TrainingSession& session : input.sessions)
            if (session.key == seat && session.days.last < input.today && i % 60 != 0)
                one.passed_on = session.days.last;
        if (i % 20 == 7) one.left_on = make_date(2026, 11, 15);
        if (i % 20 != 13) continue;
        TrainingPerson joiner = one;
        joiner.key += "-new";
        joiner.passed_on.reset();
        joiner.joined_on = make_date(2026, 11, 20);
        input.people.push_back(joiner);
    }
    return input;
}

void plan_city(benchmark::State& state, const TrainingInput& input) {
    std::size_t unmet = 0;
    int moved = 0;
    for (auto _ : state) {
        const auto plan = plan_training(input);
        if (!plan) std::abort();
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
