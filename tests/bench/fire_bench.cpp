// CPU of the smoke model: one floor of 30 compartments and the three floors of the large home, 600
// s.
#include "tests/unit/sim/fire/scenes.h"
#include <benchmark/benchmark.h>

namespace {

using namespace sim;

fire::scenes::Scene with_fire(fire::scenes::Scene scene, std::size_t room, std::size_t door) {
    const auto& outline = scene.cells.cells[room].outline_m;
    scene.add_fire(core::make_id<plan::CellId>(room), core::centroid(outline));
    scene.plan.openings[door].initially_open = true;
    return scene;
}

void run(benchmark::State& state, const fire::scenes::Scene& scene, std::size_t fire_door,
         int door_every_s) {
    for (auto _ : state) {
        const auto model = scene.make();
        const std::size_t doors = scene.plan.openings.size();
        for (int t = 0; t < 600; ++t) {
            const auto event = static_cast<std::size_t>(door_every_s > 0 ? t / door_every_s : 0);
            const std::size_t door = event * 7 % doors;
            if (door_every_s > 0 && t % door_every_s == 0 && door != fire_door)
                model->set_open_frac(core::make_id<plan::OpeningId>(door),
                                     event / doors % 2 == 0 ? 1 : 0);
            if (!model->step()) state.SkipWithError("solver");
        }
        state.counters["steps"] = static_cast<double>(model->effort().steps);
        state.counters["rates"] = static_cast<double>(model->effort().rate_calls);
        state.counters["jacobians"] = static_cast<double>(model->effort().jacobians);
        state.counters["restarts"] = static_cast<double>(model->effort().restarts);
    }
}

void floor_quiet(benchmark::State& state) {
    run(state, with_fire(fire::scenes::make_floor(), 10, 4), 4, 0);
}
void floor_door_every_5s(benchmark::State& state) {
    run(state, with_fire(fire::scenes::make_floor(), 10, 4), 4, 5);
}
void home_quiet(benchmark::State& state) {
    run(state, with_fire(fire::scenes::make_home(), 6, 2), 2, 0);
}
void home_door_every_5s(benchmark::State& state) {
    run(state, with_fire(fire::scenes::make_home(), 6, 2), 2, 5);
}

} // namespace

BENCHMARK(floor_quiet)->Unit(benchmark::kMillisecond);
BENCHMARK(floor_door_every_5s)->Unit(benchmark::kMillisecond);
BENCHMARK(home_quiet)->Unit(benchmark::kMillisecond);
BENCHMARK(home_door_every_5s)->Unit(benchmark::kMillisecond);
