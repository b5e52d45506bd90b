// Edits of whole floors, and of stairs, which join two.
#include "editor/document/plan_edits.h"
#include "editor/document/wall_spots.h"
#include "sim/core/text.h"
#include <algorithm>
#include <cmath>
#include <map>

namespace editor::document {

namespace core = sim::core;
namespace plan = sim::plan;
using core::tr;
using core::trf;
using plan::SpaceId;
using plan::SpaceKind;
using Kind = Selection::Kind;

namespace {

constexpr double storey_m = 3.3;        ///< floor to floor of a new level
constexpr double landing_depth_m = 1.4; ///< of a new stair
constexpr double flight_gap_m = 0.1;    ///< between the flight that comes and the one that goes
constexpr double slope_per_rise = 2.24; ///< steps of 0.15 x 0.30 m: hypotenuse over rise
constexpr double least_length_m = 2.4, least_width_m = 2.2;

tl::unexpected<core::Error> refuse(const char* what, const char* expected) {
    return core::make_error(core::Errc::bad_input, {"", "", what, expected});
}

const char* const storey_names[] = {"一层", "二层", "三层", "四层", "五层", "六层", "七层", "八层"};

std::string storey_name(std::size_t index) {
    return index < std::size(storey_names) ? tr(storey_names[index]) : trf("{} 层", index + 1);
}

LevelId push_level(Plan& p) {
    plan::Level level;
    level.key = make_key(p, "level");
    level.name = storey_name(p.levels.size());
    level.elevation_m = p.levels.back().elevation_m + storey_m;
    level.height_m = p.levels.back().height_m;
    p.levels.push_back(std::move(level));
    return core::make_id<LevelId>(p.levels.size() - 1);
}

/// "203" copied from the second floor to the third is "303"; "二层走廊" is "三层走廊".
std::string renamed(const Plan& p, const std::string& name, LevelId from, LevelId to) {
    const std::string &old = p[from].name, &fresh = p[to].name;
    if (!old.empty())
        if (const auto at = name.find(old); at != std::string::npos)
            return name.substr(0, at) + fresh + name.substr(at + old.size());
    const std::string digit = std::to_string(from.index() + 1);
    const bool numbered = name.size() >= 3 && name.starts_with(digit) && std::isdigit(name[1]) &&
                          std::isdigit(name[2]);
    return numbered ? std::to_string(to.index() + 1) + name.substr(digit.size()) : name;
}

/// Nobody lies in two beds.
template <class Thing>
void forget_occupant(Thing&) {}
void forget_occupant(plan::Bed& bed) {
    bed.occupant.reset();
}

struct Copying {
    Plan& p;
    LevelId from, to;
    std::map<SpaceId, SpaceId> copy_of = {};

    template <class Thing>
    void rename(Thing& thing, const char* stem) {
        thing.key = make_key(p, stem);
        thing.name = renamed(p, thing.name, from, to);
    }
    [[nodiscard]] bool has(SpaceId id) const { return copy_of.count(id) > 0; }

    void copy_spaces() {
        for (std::size_t i = 0, n = p.spaces.size(); i < n; ++i) {
            plan::Space space = p.spaces[i];
            if (space.level != from || space.kind == SpaceKind::stair ||
                space.kind == SpaceKind::lift || space.kind == SpaceKind::outside)
                continue;
            rename(space, space.kind == SpaceKind::corridor ? "corridor" : "room");
            space.level = to;
            p.spaces.push_back(std::move(space));
            copy_of[core::make_id<SpaceId>(i)] = core::make_id<SpaceId>(p.spaces.size() - 1);
        }
    }
    void copy_openings() {
        for (std::size_t i = 0, n = p.openings.size(); i < n; ++i) {
            plan::Opening o = p.openings[i];
            if (!has(o.a) || (o.b && !has(o.b))) continue;
            rename(o, "door");
            o.a = copy_of[o.a];
            if (o.b) o.b = copy_of[o.b];
            if (o.swings_into) o.swings_into = copy_of[o.swings_into];
            p.openings.push_back(std::move(o));
        }
    }
    template <class List>
    void copy_things(List& list, const char* stem) {
        for (std::size_t i = 0, n = list.size(); i < n; ++i) {
            auto thing = list[i];
            if (!has(thing.space)) continue;
            rename(thing, stem);
            forget_occupant(thing);
            thing.space = copy_of[thing.space];
            list.push_back(std::move(thing));
        }
    }
};

} // namespace

EditResult add_level(Plan p) {
    push_level(p);
    return Edit{std::move(p), {}};
}

EditResult copy_level(Plan p, LevelId level) {
    const bool drawn = std::any_of(p.spaces.begin(), p.spaces.end(),
                                   [&](const auto& s) { return s.level == level; });
    if (!drawn) return refuse(tr("这一层还是空的，没有可复制的"), tr("先画好这一层"));
    Copying copying{p, level, push_level(p)};
    copying.copy_spaces();
    copying.copy_openings();
    copying.copy_things(p.beds, "bed");
    copying.copy_things(p.equipment, "equipment");
    copying.copy_things(p.detectors, "detector");
    return Edit{std::move(p), {}};
}

namespace {

/// A rectangle with its long side as its length: where the landing is, and where flights begin.
struct Well {
    Vec2 corner;        ///< of the landing's short side
    Vec2 along, across; ///< unit vectors: up the flight, and over its width
    double length_m, width_m;

    [[nodiscard]] Vec2 at(double along_m, double across_m) const {
        return corner + along * along_m + across * across_m;
    }
    [[nodiscard]] Polygon outline() const {
        return {at(0, 0), at(length_m, 0), at(length_m, width_m), at(0, width_m)};
    }
    [[nodiscard]] Polygon landing() const {
        return {at(0, 0), at(landing_depth_m, 0), at(landing_depth_m, width_m), at(0, width_m)};
    }
};

Well make_well(Vec2 p, Vec2 q) {
    const Vec2 low{std::min(p.x, q.x), std::min(p.y, q.y)},
        high{std::max(p.x, q.x), std::max(p.y, q.y)};
    const double wide_m = high.x - low.x, deep_m = high.y - low.y;
    if (wide_m >= deep_m) return {low, {1, 0}, {0, 1}, wide_m, deep_m};
    return {{high.x, low.y}, {0, 1}, {-1, 0}, deep_m, wide_m};
}

/// The same place with the landing at the other end.
Well turned(const Well& well) {
    return {well.at(well.length_m, well.width_m), well.along * -1, well.across * -1, well.length_m,
            well.width_m};
}

/// The landing lies where people come from: at the end that meets a drawn room.
Well facing_rooms(const Plan& p, LevelId level, const Well& well) {
    const auto meets = [&](Vec2 at) { return find_wall_spot(p, level, at, 0.05).has_value(); };
    const double middle_m = well.width_m / 2;
    return !meets(well.at(0, middle_m)) && meets(well.at(well.length_m, middle_m)) ? turned(well)
                                                                                   : well;
}

SpaceId push_well(Plan& p, LevelId level, const Well& well, const std::string& name) {
    plan::Space space;
    space.key = make_key(p, "stairwell");
    space.name = name + p[level].name;
    space.level = level;
    space.kind = SpaceKind::stair;
    space.height_m = p[level].height_m;
    space.outline_m = well.outline();
    space.landing_m = well.landing();
    p.spaces.push_back(std::move(space));
    return core::make_id<SpaceId>(p.spaces.size() - 1);
}

plan::Flight make_flight(const Plan& p, const Well& well, plan::StairId stair, SpaceId lower,
                         SpaceId upper) {
    plan::Flight f;
    f.key = make_key(p, "flight");
    f.stair = stair;
    f.lower = lower;
    f.upper = upper;
    f.width_m = std::floor((well.width_m - flight_gap_m) / 2 * 100) / 100;
    const double d = landing_depth_m, w = well.width_m;
    f.lower_edge_m = {well.at(d, f.width_m), well.at(d, 0)};     // left first, going away
    f.upper_edge_m = {well.at(d, w - f.width_m), well.at(d, w)}; // left first, coming back
    const double rise_m = p[p[upper].level].elevation_m - p[p[lower].level].elevation_m;
    f.slope_length_m = std::round(rise_m * slope_per_rise * 100) / 100;
    return f;
}

/// The stair whose topmost room is on that level with that outline.
plan::StairId find_stair_below(const Plan& p, LevelId level, const Polygon& outline) {
    for (std::size_t i = 0; i < p.stairs.size(); ++i) {
        const plan::Space& top = p[p.stairs[i].spaces.back()];
        if (top.level == level && core::contains(top.outline_m, core::centroid(outline)))
            return core::make_id<plan::StairId>(i);
    }
    return {};
}

} // namespace

EditResult add_stair(Plan p, LevelId level, Vec2 corner_m, Vec2 opposite_m) {
    if (level.index() + 1 >= p.levels.size())
        return refuse(tr("上面没有楼层，楼梯没处可去"), tr("先加一层，再回到这一层画楼梯"));
    const Well well = facing_rooms(p, level, make_well(corner_m, opposite_m));
    if (well.length_m < least_length_m || well.width_m < least_width_m)
        return refuse(tr("楼梯间太小"), tr("至少 2.4 m 长、2.2 m 宽"));
    plan::StairId stair = find_stair_below(p, level, well.outline());
    if (!stair) {
        plan::Stair fresh;
        fresh.key = make_key(p, "stair");
        fresh.name = trf("楼梯 {}", p.stairs.size() + 1);
        fresh.spaces = {push_well(p, level, well, fresh.name)};
        p.stairs.push_back(std::move(fresh));
        stair = core::make_id<plan::StairId>(p.stairs.size() - 1);
    }
    const SpaceId lower = p[stair].spaces.back();
    const SpaceId upper =
        push_well(p, core::make_id<LevelId>(level.index() + 1), well, p[stair].name);
    p.stairs[stair.index()].spaces.push_back(upper);
    p.flights.push_back(make_flight(p, well, stair, lower, upper));
    return Edit{std::move(p), {Kind::space, lower.index()}};
}

} // namespace editor::document
