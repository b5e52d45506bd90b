/// CPU of one drawing of the desk by the software renderer, all its threads together: 500 people
/// who walk, 504 walls, smoke over every room, at 1280 x 800 and on a 4K screen with letters twice
/// as large. One iteration is one drawing, to its last pixel.
#include "editor/app/window.h"
#include "tests/support/plan_builder.h"
#include <benchmark/benchmark.h>
#include <cstdlib>

namespace {

namespace plan = sim::plan;
using sim::core::Vec2;

constexpr int columns = 14, rows = 9, people_count = 500, frames_count = 60;
constexpr double room_m = 4;

plan::Plan make_plan() {
    tests::PlanBuilder builder;
    for (int y = 0; y < rows; ++y)
        for (int x = 0; x < columns; ++x)
            builder.room("room/" + std::to_string(y * columns + x), {x * room_m, y * room_m},
                         {(x + 1) * room_m, (y + 1) * room_m});
    return builder.build();
}

sim::drill::Frame make_frame(const sim::record::Record& record, int index) {
    sim::drill::Frame frame;
    frame.tick = sim::core::tick_at(index * 0.25);
    const auto sheet = record.area.sheet_of(record.plan.spaces.front().level);
    for (int i = 0; i < people_count; ++i) {
        sim::drill::PersonFrame person;
        person.position = {sheet, {1 + (i % 50) + index * 0.02, 1 + (i / 50) * 3.4}};
        person.moving = true;
        frame.people.push_back(person);
    }
    frame.cells.resize(record.cells.cells.size());
    for (std::size_t i = 0; i < frame.cells.size(); ++i) {
        frame.cells[i].visibility_m =
            static_cast<float>(1 + i % 9); // every shade, hatched below 3 m
        frame.cells[i].interface_height_m = 1;
    }
    return frame;
}

sim::record::Record make_record() {
    sim::record::Record record;
    record.plan = make_plan();
    record.cells = plan::make_smoke_cells(record.plan);
    record.area = plan::make_walkable_area(record.plan);
    record.header.finished = true;
    record.scenario.name = "五百人";
    using Group = sim::drill::PersonGroup;
    for (int i = 0; i < people_count; ++i)
        record.cast.push_back({"person/" + std::to_string(i), "老人", "",
                               i % 3 ? Group::resident_walks : Group::staff, i % 3 ? "B" : ""});
    for (int i = 0; i < frames_count; ++i)
        record.frames.push_back(make_frame(record, i));
    record.header.end = record.frames.back().tick;
    return record;
}

void draw_500_people(benchmark::State& state) {
    ::setenv("SDL_VIDEODRIVER", "offscreen", 1);
    ::setenv("LIBGL_ALWAYS_SOFTWARE", "1", 1);
    editor::app::Options options;
    options.offscreen = true;
    options.width_px = static_cast<int>(state.range(0));
    options.height_px = static_cast<int>(state.range(1));
    options.text_px = static_cast<float>(state.range(2));
    auto window = editor::app::Window::make(options);
    if (!window) return state.SkipWithError(sim::core::describe(window.error()).c_str());
    editor::panels::Desk desk;
    editor::panels::show_document(desk, editor::document::make_document(make_record()));
    const auto finish = reinterpret_cast<void (*)()>(SDL_GL_GetProcAddress("glFinish"));
    for (int i = 0; i < 5; ++i)
        (*window)->draw(desk, 0); // fonts, first layout
    for ([[maybe_unused]] auto _ : state) {
        if (desk.playback.time_s >= desk.playback.end_s - 1) desk.playback.seek(0);
        desk.playback.playing = true;
        (*window)->draw(desk, 1.0 / 30);
        finish();
    }
}

BENCHMARK(draw_500_people)
    ->Args({1280, 800, 18})
    ->Args({3840, 2160, 36})
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);

} // namespace
