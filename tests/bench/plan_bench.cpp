// What the derived views of the example home cost.
#include "sim/plan/clearance.h"
#include "sim/plan/plan_file.h"
#include "sim/plan/route_graph.h"
#include "sim/plan/smoke_cells.h"
#include "sim/plan/walkable_mesh.h"

#include <benchmark/benchmark.h>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace sim::plan;

constexpr const char* plan_file = YANLIAN_SOURCE_DIR "/scenarios/plans/ankang.plan.json";

const Plan& example() {
    static const Plan plan = [] {
        auto loaded = load_plan(plan_file);
        if (!loaded) {
            std::fprintf(stderr, "%s\n", sim::core::describe(loaded.error()).c_str());
            std::exit(3);
        }
        return std::move(*loaded);
    }();
    return plan;
}

void load(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(load_plan(plan_file));
}
BENCHMARK(load)->Name("plan: load and check")->Unit(benchmark::kMillisecond);

void area(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(make_walkable_area(example()));
}
BENCHMARK(area)->Name("plan: walls and sheets")->Unit(benchmark::kMicrosecond);

void cells(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(make_smoke_cells(example()));
}
BENCHMARK(cells)->Name("plan: smoke cells")->Unit(benchmark::kMicrosecond);

void mesh(benchmark::State& state) {
    const WalkableArea walkable = make_walkable_area(example());
    for (auto _ : state)
        benchmark::DoNotOptimize(
            WalkableMesh::make(example(), walkable, static_cast<double>(state.range(0)) / 100));
}
BENCHMARK(mesh)->Name("plan: mesh, radius in cm")->Arg(25)->Arg(35)->Unit(benchmark::kMillisecond);

void route(benchmark::State& state) {
    const Plan& plan = example();
    const RouteGraph graph(plan);
    const Bed& bed = plan.beds.back();
    const SpaceId yard = plan.find_space("outside/yard");
    RouteCosts costs;
    costs.opening_s = [](OpeningId id) { return id.value % 3 == 0 ? 1.0 : 0.0; };
    for (auto _ : state)
        benchmark::DoNotOptimize(graph.find_route(bed.space, bed.center_m, yard, {50, 0}, costs));
}
BENCHMARK(route)->Name("plan: way from the last bed to the yard")->Unit(benchmark::kMicrosecond);

void corners(benchmark::State& state) {
    const Plan& plan = example();
    const WalkableArea walkable = make_walkable_area(plan);
    const auto person = WalkableMesh::make(plan, walkable, 0.25);
    const SheetId sheet = walkable.sheet_of(LevelId{1});
    for (auto _ : state)
        benchmark::DoNotOptimize(person->find_corners(sheet, {2, 8.5}, {40, 8}));
}
BENCHMARK(corners)->Name("plan: corners across a floor")->Unit(benchmark::kMicrosecond);

void clearance(benchmark::State& state) {
    const Plan& plan = example();
    const Bed& bed = plan.beds.front();
    const double width_m = static_cast<double>(state.range(0)) / 100;
    for (auto _ : state)
        for (std::size_t i = 0; i < plan.openings.size(); ++i)
            if (plan.openings[i].kind == OpeningKind::door && plan.openings[i].a == bed.space)
                benchmark::DoNotOptimize(find_clearance(
                    plan, bed.space, bed.center_m, bed.heading_rad, plan.openings[i].b,
                    sim::core::make_id<OpeningId>(i), {2.1, width_m}));
}
BENCHMARK(clearance)
    ->Name("plan: does a bed pass its door, width in cm")
    ->Arg(95)
    ->Arg(108)
    ->Unit(benchmark::kMillisecond);

void device_path(benchmark::State& state) {
    const Plan& plan = example();
    const Bed& bed = plan.beds.front();
    for (auto _ : state)
        for (std::size_t i = 0; i < plan.openings.size(); ++i)
            if (plan.openings[i].kind == OpeningKind::door && plan.openings[i].a == bed.space)
                benchmark::DoNotOptimize(find_device_path(
                    plan, bed.space, {bed.center_m, bed.heading_rad}, plan.openings[i].b,
                    sim::core::make_id<OpeningId>(i),
                    {plan.openings[i].center_m + Vec2{2, -1.2}, 0}, {bed.length_m, bed.width_m}));
}
BENCHMARK(device_path)->Name("plan: way of a bed into the corridor")->Unit(benchmark::kMillisecond);

} // namespace
