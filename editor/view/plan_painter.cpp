#include "editor/view/plan_painter.h"

#include "editor/view/people_painter.h"
#include "editor/view/smoke_painter.h"
#include "editor/view/symbols.h"
#include "editor/view/theme.h"
#include "editor/view/track_painter.h"
#include "sim/core/text.h"
#include "sim/plan/walls.h"
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace editor::view {

namespace core = sim::core;
namespace plan = sim::plan;
using plan::LevelId;
using plan::Opening;
using plan::OpeningKind;

namespace {

constexpr double leaf_thickness_m = 0.06; // drawn thickness of a door leaf, as architects draw it
constexpr double sign_size_m = 0.55;      // signs grow with the plan between the two limits below
constexpr float sign_min_px = 13, sign_max_px = 30;
constexpr double signs_from_px_per_m = 9; // smaller plans would be covered by their signs
constexpr double name_size_m = 0.8;
constexpr double still_detectors_from_px_per_m = 18; // a room of 4 m holds its number and it
constexpr double bed_names_from_px_per_m = 48; // a bed is 0.95 m wide; its label needs about 45 px

float sign_px(const Canvas& canvas) {
    return std::clamp(canvas.length_px(sign_size_m), px(sign_min_px), px(sign_max_px));
}

bool is_on(const plan::Plan& p, const Opening& opening, LevelId level) {
    return p[opening.a].level == level;
}

double open_frac(const Scene& scene, std::size_t opening) {
    const plan::Plan& p = scene.document.plan();
    if (!scene.moment.before)
        return p.openings[opening].initially_open || p.openings[opening].held_open ? 1 : 0;
    const double before = static_cast<double>(scene.moment.before->open_frac[opening]);
    const double after = static_cast<double>(scene.moment.after->open_frac[opening]);
    return before + (after - before) * scene.moment.share;
}

/// One leaf hinged at `hinge`, shut towards `tip`, with the quarter circle it sweeps.
void paint_leaf(const Canvas& canvas, Vec2 hinge, Vec2 tip, double turn_sense, double open) {
    const Palette& colors = palette();
    const Vec2 leaf = tip - hinge;
    const auto turned = [&](double share) {
        const double angle = turn_sense * share * std::numbers::pi / 2;
        return hinge + Vec2{leaf.x * std::cos(angle) - leaf.y * std::sin(angle),
                            leaf.x * std::sin(angle) + leaf.y * std::cos(angle)};
    };
    constexpr int arc_steps = 10;
    ImVec2 arc[arc_steps + 1];
    for (int i = 0; i <= arc_steps; ++i)
        arc[i] = canvas.at(turned(static_cast<double>(i) / arc_steps));
    canvas.list().AddPolyline(arc, arc_steps + 1, faded(colors.door, 0.55f), 0, 1);
    const float width = std::max(px(2.5f), canvas.length_px(leaf_thickness_m));
    canvas.line(hinge, turned(open), colors.door, width);
}

void paint_door(const Canvas& canvas, const plan::Plan& p, const Opening& door, double open) {
    canvas.bar(door.segment_m(), p.wall_thickness_m, palette().floor, 0);
    const Segment gap = door.segment_m();
    // a lies on the left of `along`: opening into it turns a leaf hinged at gap.a anticlockwise.
    const double sense = door.swings_into == door.b ? -1 : 1;
    if (!door.double_leaf) return paint_leaf(canvas, gap.a, gap.b, sense, open);
    paint_leaf(canvas, gap.a, door.center_m, sense, open);
    paint_leaf(canvas, gap.b, door.center_m, -sense, open);
}

void paint_window(const Canvas& canvas, const plan::Plan& p, const Opening& window, double open) {
    const Palette& colors = palette();
    const Segment gap = window.segment_m();
    canvas.bar(gap, p.wall_thickness_m, colors.floor, 0);
    const Vec2 side = core::left_of(window.along) * (p.wall_thickness_m / 2);
    for (const double k : {-1.0, 1.0})
        canvas.line(gap.a + side * k, gap.b + side * k, colors.window, 1.5f);
    if (open < 0.5) canvas.line(gap.a, gap.b, colors.window, 1.5f);
}

/// The steps of a flight, folded into its stairwell.
void paint_flight(const Canvas& canvas, const Scene& scene, const plan::Flight& flight,
                  plan::FlightId id, bool up) {
    const plan::Plan& p = scene.document.plan();
    const plan::WalkableArea& area = scene.document.record.area;
    const plan::SheetId sheet = area.sheet_of(id);
    const auto drawn = [&](double x, double y) {
        return plan::drawn_position(p, area, {sheet, {x, y}}).at_m;
    };
    const ImU32 ink = faded(palette().quiet, 0.55f);
    for (double y = flight.tread_m; y < flight.slope_length_m; y += flight.tread_m)
        canvas.line(drawn(0, y), drawn(flight.width_m, y), ink, 1);

    const double middle = flight.width_m / 2, from = flight.slope_length_m * 0.06,
                 to = flight.slope_length_m * 0.94;
    std::vector<ImVec2> way;
    constexpr int way_steps = 24;
    for (int i = 0; i <= way_steps; ++i)
        way.push_back(canvas.at(drawn(middle, from + (to - from) * i / way_steps)));
    if (!up) std::reverse(way.begin(), way.end());
    canvas.list().AddPolyline(way.data(), static_cast<int>(way.size()), palette().quiet, 0,
                              px(1.5f));
    const ImVec2 tip = way.back(), before = way[way.size() - 2];
    const Vec2 d = core::normalized(
        {static_cast<double>(tip.x - before.x), static_cast<double>(tip.y - before.y)});
    const float head = px(7), dx = static_cast<float>(d.x), dy = static_cast<float>(d.y);
    canvas.list().AddTriangleFilled({tip.x + dx * head, tip.y + dy * head},
                                    {tip.x - dy * head * 0.6f, tip.y + dx * head * 0.6f},
                                    {tip.x + dy * head * 0.6f, tip.y - dx * head * 0.6f},
                                    palette().quiet);
}

void paint_stairs(const Canvas& canvas, const Scene& scene) {
    const plan::Plan& p = scene.document.plan();
    const auto leads_up_from = [&](plan::SpaceId space) {
        return std::any_of(p.flights.begin(), p.flights.end(),
                           [&](const auto& f) { return f.lower == space; });
    };
    for (std::size_t i = 0; i < p.flights.size(); ++i) {
        const plan::Flight& flight = p.flights[i];
        const auto id = core::make_id<plan::FlightId>(i);
        if (p[flight.lower].level == scene.level) paint_flight(canvas, scene, flight, id, true);
        // The top landing shows the flight that comes up to it; lower ones show the one that goes
        // on.
        else if (p[flight.upper].level == scene.level && !leads_up_from(flight.upper))
            paint_flight(canvas, scene, flight, id, false);
    }
}

void paint_bed(const Canvas& canvas, const plan::Bed& bed) {
    constexpr double pillow_length_m = 0.35, pillow_margin_m = 0.12;
    const ImU32 ink = faded(palette().quiet, 0.8f);
    canvas.box(bed.center_m, bed.heading_rad, bed.length_m, bed.width_m,
               faded(palette().panel, 0.9f), true);
    canvas.box(bed.center_m, bed.heading_rad, bed.length_m, bed.width_m, ink, false);
    const Vec2 ahead{std::cos(bed.heading_rad), std::sin(bed.heading_rad)};
    const Vec2 pillow =
        bed.center_m + ahead * (bed.length_m / 2 - pillow_length_m / 2 - pillow_margin_m);
    canvas.box(pillow, bed.heading_rad, pillow_length_m, bed.width_m - 2 * pillow_margin_m, ink,
               false);
}

} // namespace

core::Box level_box_m(const plan::Plan& p, LevelId level) {
    core::Box indoors, all;
    for (const auto& space : p.spaces) {
        if (space.level != level) continue;
        for (const Vec2 corner : space.outline_m) {
            all.include(corner);
            if (space.kind != plan::SpaceKind::outside) indoors.include(corner);
        }
    }
    return indoors.empty() ? all : indoors;
}

void paint_floors(const Canvas& canvas, const Scene& scene) {
    const Palette& colors = palette();
    for (const auto& space : scene.document.plan().spaces)
        if (space.level == scene.level)
            canvas.fill(space.outline_m,
                        space.kind == plan::SpaceKind::outside ? colors.open_air : colors.floor);
}

void paint_furniture(const Canvas& canvas, const Scene& scene) {
    paint_stairs(canvas, scene);
    const plan::Plan& p = scene.document.plan();
    for (const auto& bed : p.beds)
        if (p[bed.space].level == scene.level) paint_bed(canvas, bed);
}

void paint_walls(const Canvas& canvas, const Scene& scene) {
    const plan::Plan& p = scene.document.plan();
    const double thin_m = static_cast<double>(px(1.5f)) / canvas.camera().zoom_px_per_m;
    const double thickness_m = std::max(p.wall_thickness_m, thin_m);
    for (const auto& space : p.spaces) {
        if (space.level != scene.level || space.kind == plan::SpaceKind::outside) continue;
        for (std::size_t i = 0, n = space.outline_m.size(); i < n; ++i)
            canvas.bar({space.outline_m[i], space.outline_m[(i + 1) % n]}, thickness_m,
                       palette().wall, thickness_m / 2);
    }
}

/// Dashed, as floor plans show what is above eye level.
void paint_overhead(const Canvas& canvas, const plan::Segment& line) {
    constexpr double dash_m = 0.25;
    const double length_m = core::distance(line.a, line.b);
    const plan::Vec2 along = core::normalized(line.b - line.a);
    for (double at_m = dash_m / 2; at_m < length_m; at_m += 2 * dash_m)
        canvas.line(line.a + along * at_m, line.a + along * std::min(at_m + dash_m, length_m),
                    palette().floor, px(2));
}

void paint_openings(const Canvas& canvas, const Scene& scene) {
    const plan::Plan& p = scene.document.plan();
    for (std::size_t i = 0; i < p.openings.size(); ++i) {
        const Opening& opening = p.openings[i];
        if (!is_on(p, opening, scene.level)) continue;
        switch (opening.kind) {
        case OpeningKind::door:
            paint_door(canvas, p, opening, open_frac(scene, i));
            break;
        case OpeningKind::doorway:
            canvas.bar(opening.segment_m(), p.wall_thickness_m, palette().floor, 0);
            break;
        case OpeningKind::window:
            paint_window(canvas, p, opening, open_frac(scene, i));
            break;
        case OpeningKind::gap:
            paint_overhead(canvas, opening.segment_m());
            break;
        }
    }
}

namespace {

/// While a night is played, a room's number says more than a detector that is still.
bool shows_still_detectors(const Canvas& canvas, const Scene& scene) {
    const double zoom = canvas.camera().zoom_px_per_m;
    return zoom >= (scene.moment.before ? still_detectors_from_px_per_m : signs_from_px_per_m);
}

} // namespace

void paint_signs(const Canvas& canvas, const Scene& scene) {
    const plan::Plan& p = scene.document.plan();
    const auto& moment = scene.moment;
    const bool all = canvas.camera().zoom_px_per_m >= signs_from_px_per_m;
    const bool still_ones = shows_still_detectors(canvas, scene);
    for (const auto& thing : p.equipment)
        if (all && p[thing.space].level == scene.level)
            draw_equipment(canvas.list(), canvas.at(thing.at_m), sign_px(canvas), thing.kind);
    for (std::size_t i = 0; i < p.detectors.size(); ++i) {
        const auto& detector = p.detectors[i];
        const bool alarm = moment.before && moment.before->detector_alarms[i] != 0;
        if ((still_ones || alarm) && p[detector.space].level == scene.level)
            draw_detector(canvas.list(), canvas.at(detector.at_m), sign_px(canvas) * 0.8f,
                          detector.kind, alarm);
    }
}

namespace {

/// The level stands above the plan already: "二层避难间" is 避难间 there.
std::string short_name(const plan::Plan& p, const plan::Space& space) {
    const std::string &name = space.name, &level = p[space.level].name;
    if (level.empty() || name.size() <= level.size()) return name;
    if (name.starts_with(level)) return name.substr(level.size());
    return name.ends_with(level) ? name.substr(0, name.size() - level.size()) : name;
}

/// Part of the screen that a name should leave free.
struct Keepout {
    ImVec2 low, high;
    int weight; ///< how bad it is to cover it
};

constexpr int sign_weight = 3,
              bed_weight = 1;         // a hidden sign misleads; half a bed under a name does not
constexpr float letter_share = 0.75f; // of a line's height that letters fill

std::vector<Keepout> find_keepouts(const Canvas& canvas, const Scene& scene) {
    const plan::Plan& p = scene.document.plan();
    std::vector<Keepout> taken;
    const auto add = [&](Vec2 at_m, float half, int weight) {
        const ImVec2 at = canvas.at(at_m);
        taken.push_back({{at.x - half, at.y - half}, {at.x + half, at.y + half}, weight});
    };
    for (const auto& thing : p.equipment)
        if (p[thing.space].level == scene.level) add(thing.at_m, sign_px(canvas) / 2, sign_weight);
    for (const auto& detector : p.detectors)
        if (shows_still_detectors(canvas, scene) && p[detector.space].level == scene.level)
            add(detector.at_m, sign_px(canvas) * 0.4f, sign_weight);
    for (const auto& bed : p.beds)
        if (p[bed.space].level == scene.level)
            add(bed.center_m, canvas.length_px(bed.width_m) / 2, bed_weight);
    return taken;
}

/// How much a name of that size covers at a place; nothing comes near to leaving the room.
int calc_cover(const Canvas& canvas, const Polygon& outline, Vec2 place, ImVec2 size,
               const std::vector<Keepout>& taken) {
    constexpr int leaves_room = 1000;
    const ImVec2 at = canvas.at(place);
    const ImVec2 low{at.x - size.x / 2, at.y - size.y / 2},
        high{at.x + size.x / 2, at.y + size.y / 2};
    int cover = 0;
    for (const ImVec2 corner : {low, ImVec2{high.x, low.y}, high, ImVec2{low.x, high.y}})
        if (!core::contains(outline, canvas.camera().to_plan(canvas.viewport(), corner)))
            cover = leaves_room;
    for (const Keepout& k : taken)
        if (low.x < k.high.x && high.x > k.low.x && low.y < k.high.y && high.y > k.low.y)
            cover += k.weight;
    return cover;
}

/// Near the middle, moved to where the name covers least.
Vec2 find_name_place(const Canvas& canvas, const Polygon& outline, ImVec2 extent,
                     const std::vector<Keepout>& taken) {
    const Vec2 middle = find_inner_point(outline);
    const core::Box box = core::bounds(outline);
    const double px_per_m = canvas.camera().zoom_px_per_m;
    const ImVec2 size{extent.x, extent.y * letter_share};
    const double slack_m =
        std::max(0.0, box.high.x - box.low.x - static_cast<double>(size.x) / px_per_m);
    const double line_m = static_cast<double>(extent.y) / px_per_m;
    Vec2 best = middle;
    double least = std::numeric_limits<double>::max();
    for (const double lines : {0.0, -0.5, 0.5, -0.8, 0.8, -1.2, 1.2, -2.0, 2.0, -3.0, 3.0})
        for (const double share : {0.0, -0.15, 0.15, -0.3, 0.3, -0.45, 0.45}) {
            const Vec2 moved{share * slack_m, lines * line_m};
            const double cost = calc_cover(canvas, outline, middle + moved, size, taken) +
                                core::length(moved) / (1 + core::length(moved));
            if (cost >= least) continue;
            least = cost;
            best = middle + moved;
        }
    return best;
}

void paint_label(const Canvas& canvas, Vec2 at_m, std::string_view words, ImU32 color, float size) {
    const ImVec2 extent = calc_text_size(words, size), middle = canvas.at(at_m);
    const float margin = px(2);
    canvas.list().AddRectFilled({middle.x - extent.x / 2 - margin, middle.y - extent.y / 2},
                                {middle.x + extent.x / 2 + margin, middle.y + extent.y / 2},
                                faded(palette().floor, 0.72f), px(3));
    canvas.text(at_m, words, color, size);
}

} // namespace

void paint_names(const Canvas& canvas, const Scene& scene) {
    const plan::Plan& p = scene.document.plan();
    const std::vector<Keepout> taken = find_keepouts(canvas, scene);
    const float size =
        std::clamp(canvas.length_px(name_size_m), px(least_text_size), px(text_size));
    for (const auto& space : p.spaces) {
        if (space.level != scene.level) continue;
        const core::Box box = core::bounds(space.outline_m);
        const std::string name = short_name(p, space);
        const ImVec2 extent = calc_text_size(name, size);
        const bool fits = extent.x < canvas.length_px(box.high.x - box.low.x) &&
                          extent.y < canvas.length_px(box.high.y - box.low.y);
        if (fits)
            paint_label(canvas, find_name_place(canvas, space.outline_m, extent, taken), name,
                        palette().text, size);
    }
    // In a record the names of who lies there say more.
    if (scene.moment.before || canvas.camera().zoom_px_per_m < bed_names_from_px_per_m) return;
    for (const auto& bed : p.beds)
        if (p[bed.space].level == scene.level) {
            const Vec2 foot{-std::cos(bed.heading_rad), -std::sin(bed.heading_rad)};
            canvas.text(bed.center_m + foot * (bed.length_m * 0.3), bed.name, palette().quiet,
                        px(least_text_size));
        }
}

void paint_selection(const Canvas& canvas, const Scene& scene) {
    using Kind = document::Selection::Kind;
    const plan::Plan& p = scene.document.plan();
    const auto place = document::find_place(scene.document, scene.moment, scene.selection);
    if (!place || place->level != scene.level) return;
    const ImU32 accent = palette().accent;
    const std::size_t i = scene.selection.index;
    switch (scene.selection.kind) {
    case Kind::space:
        return canvas.outline(p.spaces[i].outline_m, accent, px(4));
    case Kind::bed:
        return canvas.outline(plan::bed_outline_m(p.beds[i]), accent, px(3));
    case Kind::opening:
        return canvas.bar(p.openings[i].segment_m(), p.wall_thickness_m * 2, faded(accent, 0.45f),
                          0);
    default:
        canvas.list().AddCircle(canvas.at(place->at_m), std::max(px(14), canvas.length_px(0.6)),
                                accent, 0, px(3));
    }
}

void paint_level(const Canvas& canvas, const Scene& scene) {
    paint_floors(canvas, scene);
    paint_furniture(canvas, scene);
    paint_smoke(canvas, scene);
    paint_walls(canvas, scene);
    paint_openings(canvas, scene);
    paint_names(canvas, scene);
    paint_signs(canvas, scene);
    paint_tracks(canvas, scene);
    paint_people(canvas, scene);
    paint_fires(canvas, scene);
    paint_selection(canvas, scene);
}

} // namespace editor::view
