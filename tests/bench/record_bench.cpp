// What the first 600 s of the night drill cost, with and without its record.
#include "tests/support/drill_fixture.h"

#include <benchmark/benchmark.h>
#include <ctime>

namespace {

using namespace sim;

constexpr double drill_s = 600;

const drill::LoadedScenario& night() {
    static const auto loaded = tests::night_drill(drill_s);
    return loaded;
}

double cpu_s() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

void run_only(benchmark::State& state) {
    for (auto _ : state) {
        tests::Drill drill(night(), static_cast<drill::TeamPolicy>(state.range(0)), 1);
        while (drill.step()) {
        }
        benchmark::DoNotOptimize(drill.world().state_hash());
    }
}
BENCHMARK(run_only)
    ->Name("record: 600 s of the night drill without a record, team")
    ->Arg(0)
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond);

void run_and_record(benchmark::State& state) {
    const tests::TempFolder folder;
    double engine_s = 0, record_s = 0;
    for (auto _ : state) {
        tests::Drill drill(night(), static_cast<drill::TeamPolicy>(state.range(0)), 1);
        auto writer = tests::take(drill.make_writer(folder / "a.drill"), "writer");
        for (;;) {
            const double before_s = cpu_s();
            const bool more = drill.step();
            const double stepped_s = cpu_s();
            engine_s += stepped_s - before_s;
            if (!more) break;
            if (!writer->append(drill.world())) return state.SkipWithError("append");
            record_s += cpu_s() - stepped_s;
        }
        const double before_s = cpu_s();
        if (!writer->finish(drill.world())) return state.SkipWithError("finish");
        record_s += cpu_s() - before_s;
    }
    const auto runs = static_cast<double>(state.iterations());
    state.counters["engine_s"] = engine_s / runs;
    state.counters["record_s"] = record_s / runs;
    state.counters["file_kB"] =
        static_cast<double>(std::filesystem::file_size(folder / "a.drill")) / 1000;
}
BENCHMARK(run_and_record)
    ->Name("record: 600 s of the night drill with its record, team")
    ->Arg(0)
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond);

void load(benchmark::State& state) {
    const tests::TempFolder folder;
    tests::Drill drill(night(), drill::TeamPolicy::perfect, 1);
    if (!tests::record_drill(drill, folder / "a.drill")) return state.SkipWithError("record");
    for (auto _ : state)
        benchmark::DoNotOptimize(record::load_record(folder / "a.drill"));
}
BENCHMARK(load)->Name("record: load 600 s of the night drill")->Unit(benchmark::kMillisecond);

} // namespace
