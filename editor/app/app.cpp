#include "editor/app/app.h"

#include "editor/app/events.h"
#include "editor/app/film.h"
#include "editor/app/options.h"
#include "editor/app/window.h"
#include "editor/panels/draw_hand.h"
#include "editor/panels/lists_hand.h"
#include "editor/panels/live_hand.h"
#include "editor/panels/observe_hand.h"
#include "editor/panels/review_hand.h"
#include "editor/panels/script_hand.h"
#include "editor/panels/trace_hand.h"
#include "editor/panels/what_if_hand.h"
#include "sim/core/text.h"
#include <cctype>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

namespace editor::app {

namespace core = sim::core;
using Clock = std::chrono::steady_clock;

namespace {

constexpr double frame_s = 1.0 / 30; ///< shortest time between two drawings
constexpr int settle_frames = 3;     ///< drawings after a change until Dear ImGui has come to rest
constexpr int idle_ms = 500;         ///< asleep this long at a time when nothing happens

int report(const core::Error& error) {
    std::fprintf(stderr, "%s\n", core::describe(error).c_str());
    return core::exit_code(error);
}

/// The first script that is offered, at its beginning or at `--at`.
void show_live_page(panels::Desk& desk, const Options& options) {
    panels::show_setup(desk);
    panels::begin_live(desk);
    if (!desk.live) return;
    while (desk.live->drill->now_s() < options.at_s.value_or(0) && !desk.live->drill->ended())
        panels::advance(desk, 1);
    panels::set_paused(desk, !options.play);
    if (!options.select.empty())
        if (const auto found = document::find_selection(*desk.document, options.select);
            found.kind == document::Selection::Kind::person)
            panels::choose_person(desk, found.index);
}

/// The page that was asked for, or the one that fits the file.
void open_page(panels::Desk& desk, const Options& options) {
    if (options.page == "draw")
        return options.file.empty() ? panels::draw_new(desk)
                                    : panels::draw_path(desk, options.file);
    if (options.page == "trace") {
        panels::draw_new(desk);
        return options.file.empty() ? panels::show_trace_files(desk)
                                    : panels::choose_trace_file(desk, options.file);
    }
    if (options.page == "script")
        return options.file.empty() ? panels::choose_script(desk)
                                    : panels::open_script(desk, options.file);
    if (options.page == "lists") {
        desk.ledger = options.file; // a ledger, or none for the user's own
        return panels::show_list(desk, ledger::ListKind::due);
    }
    if (options.page == "setup") return panels::show_setup(desk);
    if (options.page == "live") return show_live_page(desk, options);
    if (options.page == "observe" || options.page == "review") {
        if (options.file.empty()) return panels::set_up_sheet(desk);
        panels::open_path(desk, options.file);
        if (options.page == "review" && desk.observing) panels::show_review(desk);
        return;
    }
    if (options.page == "start" || options.file.empty()) return panels::show_start(desk);
    panels::open_path(desk, options.file);
    if (options.page == "film" && desk.document && desk.document->played)
        panels::show_film(desk, options.film_speed_ratio);
}

/// What stands beside the record or what could stand there. After everything else is set.
void open_second_night(panels::Desk& desk, const Options& options) {
    if (!desk.document || !desk.document->played) return;
    if (options.page == "whatif") panels::show_what_if(desk);
    if (options.beside.empty()) return;
    panels::open_beside(desk, options.beside);
    if (!desk.document || !options.at_s) return;
    desk.playback.seek(*options.at_s);
    desk.playback.playing = options.play;
}

void apply_start_state(panels::Desk& desk, const Options& options) {
    desk.dark = options.dark;
    if (!desk.document) return;
    const auto& p = desk.document->plan();
    if (options.at_s && !desk.live) {
        desk.playback.seek(*options.at_s);
        desk.playback.playing = options.play;
    }
    if (const auto level = p.find_level(options.level)) panels::choose_level(desk, level);
    if (!options.select.empty())
        panels::select(desk, document::find_selection(*desk.document, options.select));
    if (desk.selection && options.level.empty()) panels::look_at_selection(desk);
    desk.fit_ratio = options.zoom;
    if (options.follow) panels::follow(desk, true);
}

/// Pictures that other programs are still at.
void show_what_is_awaited(Window& window, panels::Desk& desk) {
    constexpr double limit_s = 120;
    if (!panels::is_busy(desk)) return;
    static_cast<void>(panels::wait_for_tasks(desk, limit_s));
    for (int i = 0; i < settle_frames; ++i)
        window.draw(desk, 0);
}

int draw_offscreen(Window& window, panels::Desk& desk, const Options& options) {
    for (int i = 0; i < options.frames; ++i) {
        SDL_Event event;
        while (SDL_PollEvent(&event))
            static_cast<void>(window.take(event, desk));
        window.draw(desk, i == 0 ? 0 : frame_s);
    }
    if (panels::is_reading(desk) || desk.counting.valid()) {
        static_cast<void>(desk.listing && panels::wait_for_list(desk, 60));
        if (desk.counting.valid()) desk.counting.wait();
        window.draw(desk, 0);
    }
    if (desk.drawing) show_what_is_awaited(window, desk);
    // A drill that was begun for its picture is none to go on with.
    if (options.page == "live" && desk.live && !desk.live->ending) {
        const auto state = live::files_of(desk.live->drill->spec().record).state;
        desk.live.reset();
        live::LiveDrill::drop(state);
    }
    if (options.shot.empty() || window.save_picture(options.shot)) return 0;
    std::fprintf(stderr, "%s\n", core::trf("写不了图片：{}", options.shot).c_str());
    return 3;
}

double since_s(Clock::time_point then) {
    return std::chrono::duration<double>(Clock::now() - then).count();
}

void rest(double time_s) {
    if (time_s > 0) std::this_thread::sleep_for(std::chrono::duration<double>(time_s));
}

/// Its address as programs hand it to each other: everything but plain letters as %XX.
std::string file_url(const std::filesystem::path& file) {
    std::string url = "file://";
    for (const unsigned char c : std::filesystem::absolute(file).string())
        url += std::isalnum(c) && c < 128                     ? std::string(1, static_cast<char>(c))
               : c == '/' || c == '.' || c == '-' || c == '_' ? std::string(1, static_cast<char>(c))
                                                              : fmt::format("%{:02X}", c);
    return url;
}

/// With the program that the user's desk has for it.
void open_outside(panels::Desk& desk) {
    if (desk.to_open.empty()) return;
    const std::filesystem::path file = std::exchange(desk.to_open, {});
    if (SDL_OpenURL(file_url(file).c_str()) != 0 && desk.live)
        desk.live->notice = core::trf("这台电脑没有打开它的程序：{}", file.string());
}

int watch(Window& window, panels::Desk& desk) {
    window.show();
    Clock::time_point last = Clock::now();
    int frames_due = settle_frames;
    while (true) {
        if (panels::is_busy(desk) || panels::is_reading(desk) || panels::is_printing(desk) ||
            desk.counting.valid())
            frames_due = std::max(frames_due, 1);
        const bool awake = frames_due > 0 || panels::is_running(desk);
        const double rest_s = std::max(0.0, frame_s - since_s(last));
        SDL_Event event;
        if (SDL_WaitEventTimeout(&event, awake ? static_cast<int>(rest_s * 1000) : idle_ms)) {
            const EventBatch batch =
                take_events(event, [&](const SDL_Event& one) { return window.take(one, desk); });
            if (!batch.open) return 0;
            frames_due = settle_frames;
            // Taking more before the drawing is due would take the key back.
            if (batch.key_waits) rest(frame_s - since_s(last));
        } else if (panels::is_timing(desk))
            frames_due = 1; // the stopwatch goes on though nobody presses anything
        if (frames_due == 0 && !panels::is_running(desk)) {
            last = Clock::now(); // time asleep is not time played
            continue;
        }
        if (since_s(last) < frame_s) continue;
        const double passed_s = since_s(last);
        last = Clock::now();
        window.draw(desk, passed_s);
        open_outside(desk);
        frames_due = std::max(0, frames_due - 1);
    }
}

} // namespace

int run(int argc, char** argv) {
    const Parsed parsed = parse_options(argc, argv);
    if (!parsed.options) return parsed.exit_code;
    const Options& options = *parsed.options;
    if (options.offscreen) {
        ::setenv("SDL_VIDEODRIVER", "offscreen", 1);
        ::setenv("LIBGL_ALWAYS_SOFTWARE", "1", 1);
    }
    const auto window = Window::make(options);
    if (!window) return report(window.error());
    panels::Desk desk;
    open_page(desk, options);
    apply_start_state(desk, options);
    open_second_night(desk, options);
    if (!options.film.empty()) {
        if (desk.page == panels::Page::problems)
            return report({core::Errc::bad_input, desk.problems});
        const auto written = write_film(**window, desk, options);
        return written ? 0 : report(written.error());
    }
    return options.offscreen ? draw_offscreen(**window, desk, options) : watch(**window, desk);
}

} // namespace editor::app
