// What the trainer does to a simulated drill: injects, notes, pace, projector.
#include "editor/panels/live_parts.h"
#include "sim/core/text.h"
#include <algorithm>
#include <array>

namespace editor::panels {

using document::Selection;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::array<double, 3> live_speeds{1, 4, 20};
} // namespace

void fire_next_inject(Desk& desk) {
    const auto open = desk.live->drill->open_injects();
    if (open.empty()) return;
    if (is_done(desk, desk.live->drill->fire_inject(open.front().inject->no)))
        desk.live->notice = trf("第 {} 条注入现在发。", open.front().inject->no);
}

void skip_next_inject(Desk& desk) {
    const auto open = desk.live->drill->open_injects();
    if (open.empty()) return;
    if (is_done(desk, desk.live->drill->skip_inject(open.front().inject->no)))
        desk.live->notice = trf("第 {} 条注入不发了。", open.front().inject->no);
}

void hold_next_inject(Desk& desk) {
    const auto open = desk.live->drill->open_injects();
    if (open.empty() || open.front().held) return;
    if (is_done(desk, desk.live->drill->hold_inject(open.front().inject->no)))
        desk.live->notice = trf("第 {} 条注入先压住，等导调来发。", open.front().inject->no);
}

void repeat_last_inject(Desk& desk) {
    if (desk.live->drill->last_fired()) desk.live->repeat_asked = true;
}

const char* repeat_reason(std::size_t n) noexcept {
    constexpr std::array<const char*, repeat_reason_count> reasons{"没有听清", "当时没有人在",
                                                                   "讲评以后重来", "设备出了毛病"};
    return reasons[n];
}

void repeat_for_reason(Desk& desk, std::size_t n) {
    Live& live = *desk.live;
    live.repeat_asked = false;
    const auto no = live.drill->last_fired();
    if (!no || n >= repeat_reason_count) return;
    const char* reason = tr(repeat_reason(n));
    if (is_done(desk, live.drill->repeat_inject(*no, reason)))
        live.notice = trf("第 {} 条注入再发一次：{}。", *no, reason);
}

void begin_note(Desk& desk) {
    desk.live->writing_note = desk.live->focus_note = true;
    desk.live->note.clear();
}

void finish_note(Desk& desk) {
    Live& live = *desk.live;
    const auto space = document::find_space_of(*desk.document, moment_of(desk), desk.selection);
    const auto& cast = desk.document->record.cast;
    const std::string about = desk.selection.kind == Selection::Kind::person
                                  ? cast[desk.selection.index].key
                                  : std::string();
    if (live.note.empty()) return cancel_note(desk);
    if (!is_done(desk,
                 live.drill->note(live.note, space ? desk.document->plan()[space].key : "", about)))
        return;
    live.writing_note = false;
    live.notice = tr("已记下");
}

void cancel_note(Desk& desk) {
    desk.live->writing_note = false;
}

void set_paused(Desk& desk, bool paused) {
    desk.live->drill->paused = paused;
    desk.playback.playing = !paused;
}

void set_speed(Desk& desk, double speed) {
    desk.live->drill->speed = speed;
    desk.playback.speed = speed;
}

void set_projected(Desk& desk, bool projected) {
    desk.live->is_projected = desk.left_folded = projected;
    desk.dark = projected;
    fit(desk);
}

void step_speed(Desk& desk, int by) {
    const auto at = std::find(live_speeds.begin(), live_speeds.end(), desk.live->drill->speed);
    const int to = std::clamp(static_cast<int>(at - live_speeds.begin()) + by, 0,
                              static_cast<int>(live_speeds.size()) - 1);
    set_speed(desk, live_speeds[static_cast<std::size_t>(to)]);
}

} // namespace editor::panels
