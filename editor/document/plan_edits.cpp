#include "editor/document/plan_edits.h"

#include "editor/document/wall_spots.h"
#include "sim/core/text.h"
#include <algorithm>
#include <cmath>

namespace editor::document {

namespace core = sim::core;
namespace plan = sim::plan;
using core::tr;
using core::trf;
using plan::OpeningKind;
using plan::SpaceId;
using plan::SpaceKind;
using Kind = Selection::Kind;

namespace {

constexpr double door_width_m = 1.1; ///< a nursing room needs as much (JGJ 450-2018, not checked)
constexpr double exit_width_m = 1.4; ///< double leaf
/// Of the space above a hung ceiling. A choice of this project (0.3 to 0.8 m is usual: 未核实).
constexpr double gap_height_m = 0.5;
constexpr double window_width_m = 1.5, window_height_m = 1.5, window_sill_m = 0.9;
constexpr double least_opening_m = 0.3;
constexpr double apron_m = 3;         ///< ground drawn before an exit
constexpr double bed_to_wall_m = 0.6; ///< nearer than this, the pillow end goes to the wall

tl::unexpected<core::Error> refuse(const char* what, const char* expected) {
    return core::make_error(core::Errc::bad_input, {"", "", what, expected});
}

double tidy(double metres) { // to the millimetre: a drawing, and short numbers in the file
    return std::round(metres * 1000) / 1000;
}
Vec2 tidy(Vec2 p) {
    return {tidy(p.x), tidy(p.y)};
}

template <class List>
bool has_key(const List& list, const std::string& key) {
    return std::any_of(list.begin(), list.end(), [&](const auto& t) { return t.key == key; });
}

bool is_taken(const Plan& p, const std::string& key) {
    return p.key == key || has_key(p.levels, key) || has_key(p.spaces, key) ||
           has_key(p.openings, key) || has_key(p.stairs, key) || has_key(p.flights, key) ||
           has_key(p.lifts, key) || has_key(p.beds, key) || has_key(p.equipment, key) ||
           has_key(p.detectors, key) || has_key(p.compartments, key) || has_key(p.places, key) ||
           has_key(p.underlays, key);
}

const char* stem_of(SpaceKind kind) {
    return kind == SpaceKind::stair      ? "stair"
           : kind == SpaceKind::outside  ? "outside"
           : kind == SpaceKind::corridor ? "corridor"
                                         : "room";
}

plan::Opening make_opening(const Plan& p, const WallSpot& spot, OpeningKind kind) {
    plan::Opening o;
    o.kind = kind;
    o.a = spot.a;
    o.b = spot.b;
    const double wall_m = core::distance(spot.stretch_m.a, spot.stretch_m.b);
    o.width_m =
        tidy(kind == OpeningKind::gap
                 ? wall_m
                 : std::min(kind == OpeningKind::window ? window_width_m : door_width_m, wall_m));
    double ceiling_m = p[o.a].height_m;
    if (o.b && p[o.b].kind != SpaceKind::outside) ceiling_m = std::min(ceiling_m, p[o.b].height_m);
    if (kind == OpeningKind::window) {
        o.sill_m = std::min(window_sill_m, ceiling_m / 3);
        o.height_m = tidy(std::min(window_height_m, ceiling_m - o.sill_m));
    } else if (kind == OpeningKind::gap) {
        o.height_m = tidy(std::min(gap_height_m, ceiling_m / 2));
        o.sill_m = tidy(ceiling_m - o.height_m);
    } else
        o.height_m = tidy(std::min(o.height_m, ceiling_m));
    o.center_m = tidy(fit_on_stretch(spot.stretch_m, spot.at_m, o.width_m));
    if (kind == OpeningKind::door) o.swings_into = o.a;
    return o;
}

Edit with_opening(Plan p, plan::Opening o, const char* stem) {
    o.key = make_key(p, stem);
    p.openings.push_back(std::move(o));
    const std::size_t index = p.openings.size() - 1;
    return {std::move(p), {Kind::opening, index}};
}

/// The ground before a free stretch of wall, as wide as the door and a step on each side.
Polygon make_apron(const WallSpot& spot, double width_m) {
    const Vec2 along = core::normalized(spot.stretch_m.b - spot.stretch_m.a);
    const Vec2 out = core::left_of(along) * -1; // the room is on the left of its own walls
    const double half_m = std::min(width_m, core::distance(spot.stretch_m.a, spot.stretch_m.b)) / 2;
    const Vec2 middle = fit_on_stretch(spot.stretch_m, spot.at_m, 2 * half_m);
    const Vec2 a = middle - along * half_m, b = middle + along * half_m;
    return {tidy(a), tidy(a + out * apron_m), tidy(b + out * apron_m), tidy(b)};
}

SpaceId push_space(Plan& p, LevelId level, Polygon outline, SpaceKind kind, std::string name) {
    plan::Space space;
    space.key = make_key(p, stem_of(kind));
    space.name = std::move(name);
    space.level = level;
    space.kind = kind;
    space.height_m = p[level].height_m;
    for (Vec2& corner : outline)
        corner = tidy(corner);
    space.outline_m = std::move(outline);
    p.spaces.push_back(std::move(space));
    return core::make_id<SpaceId>(p.spaces.size() - 1);
}

/// "101", "102", ... on the first floor, "201" on the second; other kinds by their word.
std::string room_name(const Plan& p, LevelId level, SpaceKind kind) {
    if (kind == SpaceKind::outside) return tr("室外");
    if (kind == SpaceKind::corridor) return trf("{}走廊", p[level].name);
    for (int number = 1;; ++number) {
        const std::string name = fmt::format("{}{:02d}", level.index() + 1, number);
        const bool taken = std::any_of(p.spaces.begin(), p.spaces.end(),
                                       [&](const auto& s) { return s.name.starts_with(name); });
        if (!taken) return name;
    }
}

Edit with_space(Plan p, SpaceId made) {
    return {std::move(p), {Kind::space, made.index()}};
}

} // namespace

std::string make_key(const Plan& p, const std::string& stem) {
    for (int number = 1;; ++number)
        if (std::string key = stem + "/" + std::to_string(number); !is_taken(p, key)) return key;
}

EditResult add_space(Plan p, LevelId level, const Polygon& outline_m, SpaceKind kind) {
    std::string name = room_name(p, level, kind);
    const SpaceId made = push_space(p, level, outline_m, kind, std::move(name));
    return with_space(std::move(p), made);
}

EditResult add_opening(Plan p, LevelId level, Vec2 at_m, double reach_m, OpeningKind kind) {
    const auto spot = find_wall_spot(p, level, at_m, reach_m);
    if (!spot) return refuse(tr("这里没有墙"), tr("点在墙上"));
    if (core::distance(spot->stretch_m.a, spot->stretch_m.b) < least_opening_m)
        return refuse(tr("这段墙太短"), tr("换一段长些的墙"));
    if (!spot->b && kind != OpeningKind::window)
        return refuse(tr("这面墙外面什么都没有"), tr("通到室外的门用“出口”"));
    plan::Opening opening = make_opening(p, *spot, kind);
    return with_opening(std::move(p), std::move(opening),
                        kind == OpeningKind::window ? "window"
                        : kind == OpeningKind::gap  ? "gap"
                                                    : "door");
}

EditResult add_exit(Plan p, LevelId level, Vec2 at_m, double reach_m) {
    auto spot = find_wall_spot(p, level, at_m, reach_m);
    if (!spot) return refuse(tr("这里没有墙"), tr("点在外墙上"));
    if (core::distance(spot->stretch_m.a, spot->stretch_m.b) < least_opening_m)
        return refuse(tr("这段墙太短"), tr("换一段长些的墙"));
    if (spot->b && p[spot->a].kind != SpaceKind::outside && p[spot->b].kind != SpaceKind::outside)
        return refuse(tr("墙的另一边是房间，不是室外"), tr("点在外墙上"));
    if (!spot->b)
        spot->b = push_space(p, level, make_apron(*spot, exit_width_m + 1), SpaceKind::outside,
                             tr("室外"));
    plan::Opening door = make_opening(p, *spot, OpeningKind::door);
    const double wall_m = core::distance(spot->stretch_m.a, spot->stretch_m.b);
    door.width_m = tidy(std::min(exit_width_m, wall_m));
    door.center_m = tidy(fit_on_stretch(spot->stretch_m, spot->at_m, door.width_m));
    door.double_leaf = true;
    door.exit = true;
    door.swings_into = p[spot->a].kind == SpaceKind::outside ? spot->a : spot->b;
    door.name = tr("出口");
    return with_opening(std::move(p), std::move(door), "exit");
}

namespace {

core::Result<SpaceId> find_room(const Plan& p, LevelId level, Vec2 at_m) {
    if (const SpaceId space = p.find_space_at(level, at_m)) return space;
    return refuse(tr("这里没有房间"), tr("点在房间里面"));
}

/// Turned to the nearest wall, and against it when near.
void put_to_wall(plan::Bed& bed, const Polygon& outline) {
    const auto walls = plan::find_walls(outline);
    const auto nearest =
        std::min_element(walls.begin(), walls.end(), [&](const auto& w, const auto& v) {
            return core::distance(w.line_m, bed.center_m) < core::distance(v.line_m, bed.center_m);
        });
    if (nearest == walls.end()) return;
    const Vec2 out = core::left_of(nearest->along) * -1;
    bed.heading_rad = std::atan2(out.y, out.x);
    const double gap_m = core::distance(nearest->line_m, bed.center_m) - bed.length_m / 2;
    if (gap_m < bed_to_wall_m) bed.center_m = tidy(bed.center_m + out * gap_m);
}

} // namespace

EditResult add_bed(Plan p, LevelId level, Vec2 at_m) {
    const auto room = find_room(p, level, at_m);
    if (!room) return tl::unexpected(room.error());
    plan::Bed bed;
    bed.key = make_key(p, "bed");
    bed.space = *room;
    bed.center_m = tidy(at_m);
    put_to_wall(bed, p[*room].outline_m);
    const auto number = 1 + std::count_if(p.beds.begin(), p.beds.end(),
                                          [&](const auto& b) { return b.space == *room; });
    bed.name = fmt::format("{}-{}", p[*room].name, number);
    p.beds.push_back(std::move(bed));
    const std::size_t index = p.beds.size() - 1;
    return Edit{std::move(p), {Kind::bed, index}};
}

EditResult add_equipment(Plan p, LevelId level, Vec2 at_m, plan::EquipmentKind kind) {
    const auto room = find_room(p, level, at_m);
    if (!room) return tl::unexpected(room.error());
    plan::Equipment thing;
    thing.key = make_key(p, "equipment");
    thing.kind = kind;
    thing.space = *room;
    thing.at_m = tidy(at_m);
    if (kind == plan::EquipmentKind::extinguisher) {
        thing.agent = plan::Agent::abc_powder;
        thing.charge_kg = 4;
    }
    p.equipment.push_back(std::move(thing));
    const std::size_t index = p.equipment.size() - 1;
    return Edit{std::move(p), {Kind::equipment, index}};
}

EditResult add_detector(Plan p, LevelId level, Vec2 at_m, plan::DetectorKind kind) {
    const auto room = find_room(p, level, at_m);
    if (!room) return tl::unexpected(room.error());
    plan::Detector detector;
    detector.key = make_key(p, "detector");
    detector.kind = kind;
    detector.space = *room;
    detector.at_m = tidy(at_m);
    detector.name = p[*room].name;
    p.detectors.push_back(std::move(detector));
    const std::size_t index = p.detectors.size() - 1;
    return Edit{std::move(p), {Kind::detector, index}};
}

} // namespace editor::document
