// Edits of what is there already: split, move, remove, copy.
#include "editor/document/plan_edits.h"
#include "editor/document/wall_spots.h"
#include "sim/core/text.h"
#include <algorithm>
#include <cmath>

namespace editor::document {

namespace core = sim::core;
namespace plan = sim::plan;
using core::tr;
using plan::SpaceId;
using Kind = Selection::Kind;

namespace {

constexpr double wall_reach_m = 0.3; ///< how far from a wall a dragged door still belongs to it

tl::unexpected<core::Error> refuse(const char* what, const char* expected) {
    return core::make_error(core::Errc::bad_input, {"", "", what, expected});
}

Vec2 tidy(Vec2 p) {
    return {std::round(p.x * 1000) / 1000, std::round(p.y * 1000) / 1000};
}

/// Where a line leaves a room.
struct Crossing {
    std::size_t edge;
    Vec2 at_m;
    double along_m; ///< on the line
};

std::vector<Crossing> find_crossings(const Polygon& outline, Vec2 from, Vec2 along) {
    std::vector<Crossing> found;
    for (std::size_t i = 0, n = outline.size(); i < n; ++i) {
        const Vec2 a = outline[i], e = outline[(i + 1) % n] - a;
        const double turn = core::cross(along, e);
        if (std::abs(turn) < 1e-9) continue;
        const double t = core::cross(a - from, e) / turn, s = core::cross(a - from, along) / turn;
        if (s >= 0 && s < 1) found.push_back({i, tidy(a + e * s), t});
    }
    return found;
}

Polygon cut_side(const Polygon& outline, const Crossing& from, const Crossing& to) {
    Polygon side{from.at_m};
    const auto add = [&](Vec2 p) {
        if (core::distance(side.back(), p) > plan::drawing_tolerance_m) side.push_back(p);
    };
    for (std::size_t i = (from.edge + 1) % outline.size(); i != (to.edge + 1) % outline.size();
         i = (i + 1) % outline.size())
        add(outline[i]);
    add(to.at_m);
    if (core::distance(side.back(), side.front()) <= plan::drawing_tolerance_m) side.pop_back();
    return side;
}

/// What stood in the old room and lies in the new part goes with it.
template <class List, class Middle>
void rehouse(List& list, SpaceId old, SpaceId part, const Polygon& outline, const Middle& middle) {
    for (auto& thing : list)
        if (thing.space == old && core::contains(outline, middle(thing))) thing.space = part;
}

bool touches(const Polygon& outline, Vec2 p) {
    for (std::size_t i = 0, n = outline.size(); i < n; ++i)
        if (core::distance(plan::Segment{outline[i], outline[(i + 1) % n]}, p) <=
            plan::drawing_tolerance_m)
            return true;
    return false;
}

void rehouse_all(Plan& p, SpaceId old, SpaceId part) {
    const Polygon outline = p[part].outline_m;
    rehouse(p.beds, old, part, outline, [](const auto& t) { return t.center_m; });
    rehouse(p.equipment, old, part, outline, [](const auto& t) { return t.at_m; });
    rehouse(p.detectors, old, part, outline, [](const auto& t) { return t.at_m; });
    rehouse(p.places, old, part, outline, [](const auto& t) { return t.at_m; });
    for (auto& o : p.openings) {
        if (!touches(outline, o.center_m)) continue;
        if (o.swings_into == old) o.swings_into = part;
        if (o.a == old) o.a = part;
        if (o.b == old) o.b = part;
    }
    for (auto& c : p.compartments)
        if (std::find(c.spaces.begin(), c.spaces.end(), old) != c.spaces.end())
            c.spaces.push_back(part);
}

} // namespace

EditResult split_space(Plan p, LevelId level, Vec2 from_m, Vec2 to_m) {
    const Vec2 along = core::normalized(to_m - from_m);
    const SpaceId old = p.find_space_at(level, (from_m + to_m) * 0.5);
    if (!old || core::distance(from_m, to_m) < 0.1)
        return refuse(tr("这条墙不在房间里"), tr("从一面墙画到对面的墙"));
    if (p[old].kind == plan::SpaceKind::stair) return refuse(tr("楼梯间不能分开"), "");
    if (p[old].kind == plan::SpaceKind::lift) return refuse(tr("电梯不能分开"), "");
    const auto crossings = find_crossings(p[old].outline_m, from_m, along);
    if (crossings.size() != 2)
        return refuse(tr("这条墙没有把房间分成两间"), tr("从一面墙画到对面的墙"));
    const Polygon outline = p[old].outline_m;
    const Polygon one = cut_side(outline, crossings[0], crossings[1]),
                  two = cut_side(outline, crossings[1], crossings[0]);
    if (one.size() < 3 || two.size() < 3)
        return refuse(tr("这条墙没有把房间分成两间"), tr("从一面墙画到对面的墙"));
    p.spaces[old.index()].outline_m = one;
    auto made = add_space(std::move(p), level, two, plan::SpaceKind::other);
    if (!made) return made;
    Plan& after = made->plan;
    const auto part = core::make_id<SpaceId>(made->made.index);
    after.spaces[part.index()].kind = after[old].kind;
    after.spaces[part.index()].height_m = after[old].height_m;
    rehouse_all(after, old, part);
    return made;
}

namespace {

void move_contents(Plan& p, SpaceId room, Vec2 by_m) {
    const auto shift = [&](Vec2& at) { at = tidy(at + by_m); };
    for (auto& bed : p.beds)
        if (bed.space == room) shift(bed.center_m);
    for (auto& thing : p.equipment)
        if (thing.space == room) shift(thing.at_m);
    for (auto& detector : p.detectors)
        if (detector.space == room) shift(detector.at_m);
    for (auto& place : p.places)
        if (place.space == room) shift(place.at_m);
    for (auto& o : p.openings)
        if (o.a == room || o.b == room) shift(o.center_m);
}

EditResult move_opening(Plan p, std::size_t index, Vec2 by_m) {
    plan::Opening& o = p.openings[index];
    const auto spot =
        find_wall_spot(p, p[o.a].level, o.center_m + by_m, wall_reach_m + core::length(by_m));
    if (!spot || (o.walkable() && !spot->b))
        return refuse(tr("门窗只能在墙上移动"), tr("门的两边都要有房间或室外"));
    const bool into_b = o.swings_into && o.swings_into == o.b;
    o.a = spot->a;
    o.b = spot->b;
    if (o.swings_into) o.swings_into = into_b ? o.b : o.a;
    o.center_m = tidy(fit_on_stretch(spot->stretch_m, spot->at_m, o.width_m));
    return Edit{std::move(p), {Kind::opening, index}};
}

/// Into another room of the level when it lands there.
template <class Thing>
void move_point(const Plan& p, Thing& thing, Vec2& at_m, Vec2 by_m) {
    at_m = tidy(at_m + by_m);
    if (const SpaceId there = p.find_space_at(p[thing.space].level, at_m)) thing.space = there;
}

} // namespace

EditResult move_thing(Plan p, const Selection& what, Vec2 by_m) {
    const std::size_t i = what.index;
    switch (what.kind) {
    case Kind::space:
        for (Vec2& corner : p.spaces[i].outline_m)
            corner = tidy(corner + by_m);
        if (!p.spaces[i].landing_m.empty())
            return refuse(tr("楼梯间连着别的楼层，不能单独移动"), tr("删掉重画"));
        move_contents(p, core::make_id<SpaceId>(i), by_m);
        break;
    case Kind::opening:
        return move_opening(std::move(p), i, by_m);
    case Kind::bed:
        move_point(p, p.beds[i], p.beds[i].center_m, by_m);
        break;
    case Kind::equipment:
        move_point(p, p.equipment[i], p.equipment[i].at_m, by_m);
        break;
    case Kind::detector:
        move_point(p, p.detectors[i], p.detectors[i].at_m, by_m);
        break;
    default:
        return refuse(tr("先选中要移动的东西"), "");
    }
    return Edit{std::move(p), what};
}

namespace {

/// New number of each space once one is gone; none for the one.
struct Renumbering {
    std::size_t gone;
    [[nodiscard]] SpaceId operator()(SpaceId id) const {
        if (!id || id.index() < gone) return id;
        return id.index() == gone ? SpaceId{} : core::make_id<SpaceId>(id.index() - 1);
    }
};

template <class List>
void drop_homeless(List& list, const Renumbering& now) {
    std::erase_if(list, [&](const auto& thing) { return !now(thing.space); });
    for (auto& thing : list)
        thing.space = now(thing.space);
}

template <class List>
void drop_members(List& groups, const Renumbering& now) {
    for (auto& group : groups) {
        std::erase_if(group.spaces, [&](SpaceId id) { return !now(id); });
        for (SpaceId& id : group.spaces)
            id = now(id);
    }
}

/// A stair without rooms goes, and the flights that hung on it or on the room.
void drop_stairs(Plan& p, const Renumbering& now) {
    std::erase_if(p.flights, [&](const auto& f) { return !now(f.lower) || !now(f.upper); });
    for (auto& f : p.flights) {
        f.lower = now(f.lower);
        f.upper = now(f.upper);
    }
    drop_members(p.stairs, now);
    for (std::size_t i = p.stairs.size(); i-- > 0;) {
        if (!p.stairs[i].spaces.empty()) continue;
        p.stairs.erase(p.stairs.begin() + static_cast<std::ptrdiff_t>(i));
        for (auto& f : p.flights)
            if (f.stair.index() > i) f.stair = core::make_id<plan::StairId>(f.stair.index() - 1);
    }
}

/// A lift with one stop left is none; the others stop where they still can.
void drop_stops(Plan& p, const Renumbering& now) {
    constexpr std::size_t least_stops = 2;
    drop_members(p.lifts, now);
    std::erase_if(p.lifts, [](const auto& lift) { return lift.spaces.size() < least_stops; });
}

Plan without_space(Plan p, std::size_t index) {
    const Renumbering now{index};
    std::erase_if(p.openings, [&](const auto& o) { return !now(o.a) || (o.b && !now(o.b)); });
    for (auto& o : p.openings) {
        o.a = now(o.a);
        o.b = now(o.b);
        o.swings_into = now(o.swings_into);
    }
    drop_stairs(p, now);
    drop_stops(p, now);
    drop_homeless(p.beds, now);
    drop_homeless(p.equipment, now);
    drop_homeless(p.detectors, now);
    drop_homeless(p.places, now);
    drop_members(p.compartments, now);
    std::erase_if(p.compartments, [](const auto& c) { return c.spaces.empty(); });
    p.spaces.erase(p.spaces.begin() + static_cast<std::ptrdiff_t>(index));
    return p;
}

template <class List>
void erase_at(List& list, std::size_t index) {
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
}

} // namespace

EditResult remove_thing(const Plan& before, const Selection& what) {
    Plan p = before;
    switch (what.kind) {
    case Kind::space:
        p = without_space(std::move(p), what.index);
        break;
    case Kind::opening:
        erase_at(p.openings, what.index);
        break;
    case Kind::bed:
        erase_at(p.beds, what.index);
        break;
    case Kind::equipment:
        erase_at(p.equipment, what.index);
        break;
    case Kind::detector:
        erase_at(p.detectors, what.index);
        break;
    default:
        return refuse(tr("先选中要删除的东西"), "");
    }
    return Edit{std::move(p), {}};
}

} // namespace editor::document
