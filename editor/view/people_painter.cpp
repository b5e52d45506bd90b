#include "editor/view/people_painter.h"

#include "editor/view/symbols.h"
#include "editor/view/theme.h"
#include <algorithm>

namespace editor::view {

namespace core = sim::core;
namespace plan = sim::plan;
using document::Selection;
using sim::drill::Frame;
using sim::drill::PersonGroup;

namespace {

constexpr double body_radius_m = 0.26; // shoulder breadth of an adult, halved
constexpr float person_min_px = 5;
constexpr double names_from_px_per_m = 38; // nearer together names would cover each other
constexpr double lying_length_m = 1.7, lying_width_m = 0.5; // of a person on a bed, for the picture

struct Painted {
    const Canvas& canvas;
    const Scene& scene;
    float radius_px;
};

void paint_trail(const Painted& painted, std::size_t person) {
    const auto& scene = painted.scene;
    const auto& frames = scene.document.record.frames;
    const auto newest = static_cast<std::size_t>(scene.moment.before - frames.data());
    const ImU32 color = color_of(scene.document.record.cast[person].group);
    auto last = document::drawn_person(scene.document, scene.moment, person);
    for (std::size_t i = newest; i-- > 0;) {
        const double age_s = scene.time_s - core::seconds(frames[i].tick);
        if (age_s > trail_s) break;
        const auto& then = frames[i].people[person];
        if (!then.present) break;
        const auto drawn =
            plan::drawn_position(scene.document.plan(), scene.document.record.area, then.position);
        if (drawn.level != last.level || core::distance(drawn.at_m, last.at_m) > 2) break;
        const float left = static_cast<float>(1 - age_s / trail_s);
        painted.canvas.line(drawn.at_m, last.at_m, faded(color, 0.5f * left),
                            painted.radius_px * 0.6f);
        last = drawn;
    }
}

void paint_name(const Painted& painted, Vec2 at_m, const sim::drill::Cast& who) {
    const std::string words = who.mobility.empty() ? who.name : who.name + " " + who.mobility;
    const Canvas& canvas = painted.canvas;
    const ImVec2 at = canvas.at(at_m), extent = calc_text_size(words, px(least_text_size));
    const ImVec2 low{at.x - extent.x / 2, at.y + painted.radius_px * 1.3f};
    canvas.list().AddRectFilled(low, {low.x + extent.x, low.y + extent.y},
                                faded(palette().floor, 0.75f), px(3));
    draw_text(canvas.list(), low, words, palette().text, px(least_text_size));
}

void paint_person(const Painted& painted, std::size_t i) {
    const Scene& scene = painted.scene;
    const auto& now = scene.moment.before->people[i];
    if (!now.present) return;
    const auto drawn = document::drawn_person(scene.document, scene.moment, i);
    if (drawn.level != scene.level) return;
    const auto& who = scene.document.record.cast[i];
    if (now.moving) paint_trail(painted, i);
    const bool lies = who.group == PersonGroup::resident_moved &&
                      now.outcome != sim::drill::PersonOutcome::incapacitated &&
                      painted.canvas.length_px(lying_width_m) > person_min_px;
    if (lies)
        painted.canvas.box(drawn.at_m, static_cast<double>(now.heading_rad), lying_length_m,
                           lying_width_m, color_of(who.group), true);
    else
        draw_person(painted.canvas.list(), painted.canvas.at(drawn.at_m), painted.radius_px,
                    who.group, now.outcome);
    if (now.posture == sim::crowd::Posture::crawling)
        draw_crawling(painted.canvas.list(), painted.canvas.at(drawn.at_m), painted.radius_px);
    const bool chosen = scene.selection == Selection{Selection::Kind::person, i};
    if (chosen || painted.canvas.camera().zoom_px_per_m >= names_from_px_per_m)
        paint_name(painted, drawn.at_m, who);
}

void paint_devices(const Painted& painted) {
    const Scene& scene = painted.scene;
    for (const auto& device : scene.moment.before->devices) {
        const auto drawn = document::drawn_device(scene.document, device);
        if (drawn.level != scene.level || device.length_m <= 0) continue;
        const auto heading = static_cast<double>(device.heading_rad);
        const auto length_m = static_cast<double>(device.length_m),
                   width_m = static_cast<double>(device.width_m);
        painted.canvas.box(drawn.at_m, heading, length_m, width_m,
                           faded(palette().resident_moved, 0.35f), true);
        painted.canvas.box(drawn.at_m, heading, length_m, width_m, palette().text, false);
    }
}

/// Of a plan that nobody has played: who lives in which bed.
void paint_residents(const Canvas& canvas, const Scene& scene) {
    const plan::Plan& p = scene.document.plan();
    const float radius_px = std::max(px(person_min_px), canvas.length_px(body_radius_m));
    for (const plan::Bed& bed : p.beds) {
        if (!bed.occupant || p[bed.space].level != scene.level) continue;
        if (!bed.occupant->mobility) // nobody has said yet
            draw_text(canvas.list(),
                      {canvas.at(bed.center_m).x - px(4), canvas.at(bed.center_m).y - px(9)}, "?",
                      palette().text, px(text_size));
        else if (plan::is_carried(*bed.occupant->mobility))
            canvas.box(bed.center_m, bed.heading_rad, lying_length_m, lying_width_m,
                       color_of(PersonGroup::resident_moved), true);
        else
            draw_person(canvas.list(), canvas.at(bed.center_m), radius_px,
                        PersonGroup::resident_walks, sim::drill::PersonOutcome::inside);
    }
}

} // namespace

void paint_people(const Canvas& canvas, const Scene& scene) {
    if (!scene.moment.before) return paint_residents(canvas, scene);
    const Painted painted{canvas, scene,
                          std::max(px(person_min_px), canvas.length_px(body_radius_m))};
    paint_devices(painted);
    const auto& cast = scene.document.record.cast;
    // Residents below, those who help them above.
    for (std::size_t i = cast.size(); i-- > 0;)
        paint_person(painted, i);
}

} // namespace editor::view
