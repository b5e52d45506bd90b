#include "editor/view/track_painter.h"

#include "editor/view/theme.h"
#include "editor/view/words.h"

namespace editor::view {

namespace core = sim::core;
using document::Selection;
using sim::drill::PersonGroup;

namespace {

constexpr double stride_m = 0.3; ///< shorter steps are no line of their own
constexpr double jump_m = 4;     ///< farther apart is another floor, a lift, or a gap: no line
constexpr double minute_s = 60;
constexpr float track_width = 3, minute_radius = 4;

bool is_staff(PersonGroup group) {
    return group != PersonGroup::resident_walks && group != PersonGroup::resident_moved;
}

struct Pen {
    std::optional<sim::plan::DrawnPosition> last;
    double next_minute_s = minute_s;
};

void mark_minute(const Canvas& canvas, Vec2 at_m, double time_s, ImU32 color) {
    const ImVec2 at = canvas.at(at_m);
    canvas.list().AddCircleFilled(at, px(minute_radius), palette().floor);
    canvas.list().AddCircle(at, px(minute_radius), color, 0, px(2));
    draw_text(canvas.list(), {at.x + px(6), at.y - px(20)}, format_clock(time_s), palette().text,
              px(least_text_size));
}

void paint_track(const Canvas& canvas, const Scene& scene, std::size_t person, bool minutes) {
    const auto& record = scene.document.record;
    const ImU32 color = color_of(record.cast[person].group);
    Pen pen;
    for (const sim::drill::Frame& frame : record.frames) {
        const double time_s = core::seconds(frame.tick);
        if (time_s > scene.time_s) return;
        const auto& then = frame.people[person];
        if (!then.present) {
            pen.last.reset();
            continue;
        }
        const auto drawn =
            sim::plan::drawn_position(scene.document.plan(), record.area, then.position);
        const bool here = drawn.level == scene.level;
        if (minutes && time_s >= pen.next_minute_s) {
            pen.next_minute_s += minute_s;
            if (here) mark_minute(canvas, drawn.at_m, time_s, color);
        }
        if (pen.last && drawn.level == pen.last->level) {
            const double away_m = core::distance(drawn.at_m, pen.last->at_m);
            if (away_m < stride_m) continue;
            if (here && away_m < jump_m)
                canvas.line(pen.last->at_m, drawn.at_m, faded(color, 0.75f), px(track_width));
        }
        pen.last = drawn;
    }
}

} // namespace

void paint_tracks(const Canvas& canvas, const Scene& scene) {
    if (!scene.tracks || !scene.moment.before) return;
    if (scene.selection.kind == Selection::Kind::person)
        return paint_track(canvas, scene, scene.selection.index, true);
    const auto& cast = scene.document.record.cast;
    for (std::size_t i = 0; i < cast.size(); ++i)
        if (is_staff(cast[i].group)) paint_track(canvas, scene, i, false);
}

} // namespace editor::view
