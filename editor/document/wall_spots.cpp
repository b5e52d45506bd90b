#include "editor/document/wall_spots.h"

#include <algorithm>

namespace editor::document {

namespace core = sim::core;
namespace plan = sim::plan;
using plan::SpaceId;

namespace {

struct Search {
    const plan::Plan& p;
    plan::LevelId level;
    plan::Vec2 at_m;
    double reach_m;
    std::optional<WallSpot> best;

    void offer(SpaceId a, SpaceId b, const plan::Wall& wall, double from_m, double to_m) {
        const plan::Segment stretch{wall.line_m.a + wall.along * from_m,
                                    wall.line_m.a + wall.along * to_m};
        const plan::Vec2 near = core::nearest_point(stretch, at_m);
        const double away_m = core::distance(near, at_m);
        const bool nearer = !best || away_m < core::distance(best->at_m, at_m) - 1e-6;
        if (away_m <= reach_m && nearer) best = WallSpot{a, b, stretch, near};
    }
};

bool is_on(const plan::Plan& p, std::size_t space, plan::LevelId level) {
    return p.spaces[space].level == level;
}

void offer_shared(Search& search, std::size_t i, const std::vector<plan::Wall>& walls) {
    for (std::size_t j = 0; j < search.p.spaces.size(); ++j) {
        if (j == i || !is_on(search.p, j, search.level)) continue;
        const auto others = plan::find_walls(search.p.spaces[j].outline_m);
        for (const plan::Stretch& s : plan::find_shared_stretches(walls, others))
            search.offer(core::make_id<SpaceId>(i), core::make_id<SpaceId>(j), walls[s.wall],
                         s.from_m, s.to_m);
    }
}

/// The parts of the wall with no room on the other side.
void offer_free(Search& search, std::size_t i, const plan::Wall& wall) {
    std::vector<plan::Stretch> taken;
    for (std::size_t j = 0; j < search.p.spaces.size(); ++j)
        if (j != i && is_on(search.p, j, search.level))
            for (const auto& s : plan::find_shared_stretches(
                     {wall}, plan::find_walls(search.p.spaces[j].outline_m)))
                taken.push_back(s);
    std::sort(taken.begin(), taken.end(),
              [](const auto& s, const auto& t) { return s.from_m < t.from_m; });
    double free_m = 0;
    for (const auto& s : taken) {
        if (s.from_m - free_m > 2 * plan::drawing_tolerance_m)
            search.offer(core::make_id<SpaceId>(i), {}, wall, free_m, s.from_m);
        free_m = std::max(free_m, s.to_m);
    }
    if (wall.length_m - free_m > 2 * plan::drawing_tolerance_m)
        search.offer(core::make_id<SpaceId>(i), {}, wall, free_m, wall.length_m);
}

bool is_near(const plan::Space& space, plan::Vec2 at_m, double reach_m) {
    const core::Box box = core::bounds(space.outline_m);
    return at_m.x >= box.low.x - reach_m && at_m.x <= box.high.x + reach_m &&
           at_m.y >= box.low.y - reach_m && at_m.y <= box.high.y + reach_m;
}

} // namespace

std::optional<WallSpot> find_wall_spot(const plan::Plan& p, plan::LevelId level, plan::Vec2 at_m,
                                       double reach_m) {
    Search search{p, level, at_m, reach_m, {}};
    std::vector<std::size_t> near;
    for (std::size_t i = 0; i < p.spaces.size(); ++i)
        if (is_on(p, i, level) && is_near(p.spaces[i], at_m, reach_m)) near.push_back(i);
    for (const std::size_t i : near)
        offer_shared(search, i, plan::find_walls(p.spaces[i].outline_m));
    for (const std::size_t i : near)
        if (p.spaces[i].kind != plan::SpaceKind::outside)
            for (const plan::Wall& wall : plan::find_walls(p.spaces[i].outline_m))
                offer_free(search, i, wall);
    return search.best;
}

plan::Vec2 fit_on_stretch(const plan::Segment& s, plan::Vec2 at_m, double width_m) {
    const plan::Vec2 along = core::normalized(s.b - s.a);
    const double length_m = core::distance(s.a, s.b);
    if (width_m >= length_m) return s.a + along * (length_m / 2);
    const double t = core::dot(at_m - s.a, along);
    return s.a + along * std::clamp(t, width_m / 2, length_m - width_m / 2);
}

} // namespace editor::document
