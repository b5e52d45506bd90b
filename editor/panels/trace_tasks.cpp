#include "editor/panels/trace_tasks.h"

#include "editor/document/underlays.h"

namespace editor::panels {

namespace core = sim::core;

void say(Desk& desk, std::string words, bool refused) {
    desk.drawing->notice = std::move(words);
    desk.drawing->refused = refused;
}

void say_error(Desk& desk, const core::Error& error) {
    const core::Problem& first = error.problems.front();
    say(desk, first.expected.empty() ? first.what : first.what + "：" + first.expected, true);
}

Task make_task(const std::string& program, std::vector<std::string> words, std::string said,
               double limit_s, Then then) {
    Task task;
    task.out = document::make_scratch_file(document::underlay_folder());
    words.push_back(task.out.path().string());
    task.program = std::make_unique<document::ChildProgram>(program, words, limit_s);
    task.words = std::move(said);
    task.then = [then = std::move(then)](Desk& desk, const auto& answer,
                                         document::ScratchFile out) {
        if (!answer) return say_error(desk, answer.error());
        then(desk, *answer, std::move(out));
    };
    return task;
}

void see_to(Desk& desk, Task Tracing::*which) {
    Task& task = desk.drawing->trace.*which;
    if (!task || !task.program->poll()) return;
    Task done = std::move(task);
    task = {};
    done.then(desk, done.program->answer(), std::move(done.out));
}

namespace {

view::Texture load_texture(const std::filesystem::path& file) {
    const auto pixels = document::load_pixels(file);
    if (!pixels) return {};
    return view::Texture(pixels->width_px, pixels->height_px, pixels->rgb.data());
}

} // namespace

Task make_showing(const std::string& program, std::vector<std::string> words, int side_px,
                  double limit_s, ThenShow then) {
    Task task;
    task.out = document::make_scratch_file(document::underlay_folder());
    words.insert(words.begin(), "pixels");
    words.insert(words.end(), {std::to_string(side_px), task.out.path().string()});
    task.program = std::make_unique<document::ChildProgram>(program, words, limit_s);
    task.then = [then = std::move(then)](Desk& desk, const auto& answer,
                                         const document::ScratchFile& out) {
        Tracing& t = desk.drawing->trace;
        if (answer) return then(t, load_texture(out.path()), "");
        then(t, {}, answer.error().problems.front().what);
    };
    return task;
}

} // namespace editor::panels
