#include "sim/core/text.h"
#include "sim/plan/plan_draft.h"
#include "sim/plan/walls.h"
#include <algorithm>
#include <limits>
#include <numeric>

namespace sim::plan {

using core::tr;
using core::trf;

void check_plan(PlanDraft& draft) {
    if (draft.plan.spaces.empty() && draft.source.problems.empty())
        draft.report({"/spaces"}, "", tr("数组是空的"), tr("至少一个"));
    check_levels(draft);
    check_overlaps(draft);
    check_openings(draft);
    check_stairs(draft);
    check_lifts(draft);
    check_beds(draft);
    check_things_in_spaces(draft);
    check_ways_out(draft);
}

void check_levels(PlanDraft& draft) {
    const auto& levels = draft.plan.levels;
    for (std::size_t i = 1; i < levels.size(); ++i)
        if (draft.levels[i].sound && draft.levels[i - 1].sound &&
            levels[i].elevation_m <= levels[i - 1].elevation_m)
            draft.report(
                draft.levels[i], "elevation_m",
                trf("{} m 不高于前一层的 {} m", levels[i].elevation_m, levels[i - 1].elevation_m),
                tr("楼层从低到高排列"));
}

namespace {

/// Calls `meet(i, j)` for pairs of boxes that come near each other, until it answers false.
template <class Meet>
void for_near_boxes(const std::vector<std::pair<std::size_t, core::Box>>& boxes, const Meet& meet) {
    std::vector<std::size_t> order(boxes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return boxes[a].second.low.x < boxes[b].second.low.x;
    });
    for (std::size_t m = 0; m < order.size(); ++m)
        for (std::size_t k = m + 1; k < order.size(); ++k) {
            const auto& [i, one] = boxes[order[m]];
            const auto& [j, two] = boxes[order[k]];
            if (two.low.x > one.high.x) break;
            if (two.low.y > one.high.y || one.low.y > two.high.y) continue;
            if (!meet(std::min(i, j), std::max(i, j))) return;
        }
}

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

/// Pairs of numbered outlines that overlap, in order; at most as many as can be reported.
Pairs find_overlaps(const std::vector<std::pair<std::size_t, const Polygon*>>& outlines) {
    std::vector<std::pair<std::size_t, core::Box>> boxes;
    for (std::size_t k = 0; k < outlines.size(); ++k)
        boxes.emplace_back(k, core::bounds(*outlines[k].second));
    Pairs pairs;
    for_near_boxes(boxes, [&](std::size_t k, std::size_t m) {
        if (overlaps(*outlines[k].second, *outlines[m].second))
            pairs.emplace_back(outlines[k].first, outlines[m].first);
        return pairs.size() < problem_limit_count;
    });
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

/// Corners inside, and no wall through it: less the tolerance at every side.
bool stands_inside(const Bed& bed, const Polygon& outline) {
    Bed slim = bed;
    slim.length_m -= 2 * drawing_tolerance_m;
    slim.width_m -= 2 * drawing_tolerance_m;
    const Polygon sides = bed_outline_m(slim);
    for (std::size_t i = 0; i < sides.size(); ++i) {
        if (!core::contains(outline, sides[i])) return false;
        const Segment side{sides[i], sides[(i + 1) % sides.size()]};
        for (std::size_t k = 0, n = outline.size(); k < n; ++k)
            if (core::intersects(side, {outline[k], outline[(k + 1) % n]})) return false;
    }
    return true;
}

/// Widest way through each space's walls.
std::vector<double> find_widest_doors_m(const PlanDraft& draft) {
    const Plan& plan = draft.plan;
    std::vector<double> widest_m(plan.spaces.size(), 0);
    for (std::size_t i = 0; i < plan.openings.size(); ++i)
        for (const SpaceId id : {plan.openings[i].a, plan.openings[i].b}) {
            if (!id || !plan.openings[i].walkable()) continue;
            // A door with a problem of its own gets the benefit of the doubt.
            const double width_m = draft.openings[i].sound
                                       ? plan.openings[i].width_m
                                       : std::numeric_limits<double>::infinity();
            widest_m[id.index()] = std::max(widest_m[id.index()], width_m);
        }
    return widest_m;
}

} // namespace

void check_overlaps(PlanDraft& draft) {
    const auto& spaces = draft.plan.spaces;
    for (std::size_t level = 0; level < draft.plan.levels.size(); ++level) {
        std::vector<std::pair<std::size_t, const Polygon*>> outlines;
        for (std::size_t i = 0; i < spaces.size(); ++i)
            if (draft.spaces[i].sound && spaces[i].level.index() == level)
                outlines.emplace_back(i, &spaces[i].outline_m);
        for (const auto& [i, j] : find_overlaps(outlines))
            draft.report(draft.spaces[j], "outline_m", trf("和空间 \"{}\" 重叠", spaces[i].key),
                         tr("同一层的空间互不重叠"));
    }
}

void check_beds(PlanDraft& draft) {
    const Plan& plan = draft.plan;
    const std::vector<double> widest_m = find_widest_doors_m(draft);
    std::vector<Polygon> outlines(plan.beds.size());
    std::map<LevelId, std::vector<std::pair<std::size_t, const Polygon*>>> by_level;
    for (std::size_t i = 0; i < plan.beds.size(); ++i) {
        const Bed& bed = plan.beds[i];
        if (!draft.beds[i].sound || !draft.spaces[bed.space.index()].sound) continue;
        const Space& space = plan[bed.space];
        outlines[i] = bed_outline_m(bed);
        by_level[space.level].emplace_back(i, &outlines[i]);
        if (!stands_inside(bed, space.outline_m))
            draft.report(draft.beds[i], "center_m", trf("床不在空间 \"{}\" 里面", space.key));
        const double narrow_m = std::min(bed.width_m, bed.length_m);
        const double door_m = widest_m[bed.space.index()];
        if (door_m > 0 && narrow_m > door_m)
            draft.report(draft.beds[i], "width_m",
                         trf("床出不了门：床宽 {} m，空间 \"{}\" 最宽的门只有 {} m", narrow_m,
                             space.key, door_m));
    }
    for (const auto& [level, beds] : by_level)
        for (const auto& [i, j] : find_overlaps(beds))
            draft.report(draft.beds[j], "center_m", trf("和床 \"{}\" 重叠", plan.beds[i].key));
}

namespace {

template <class Thing>
void check_points(PlanDraft& draft, const std::vector<Thing>& things,
                  const std::vector<Mark>& marks) {
    for (std::size_t i = 0; i < things.size() && draft.wants_more(); ++i) {
        const SpaceId id = things[i].space;
        if (!marks[i].sound || !draft.spaces[id.index()].sound) continue;
        const Space& space = draft.plan[id];
        if (!core::contains(space.outline_m, things[i].at_m, drawing_tolerance_m))
            draft.report(marks[i], "at_m", trf("这一点不在空间 \"{}\" 里面", space.key));
    }
}

} // namespace

void check_things_in_spaces(PlanDraft& draft) {
    check_points(draft, draft.plan.equipment, draft.equipment);
    check_points(draft, draft.plan.detectors, draft.detectors);
    check_points(draft, draft.plan.places, draft.places);
}

void check_ways_out(PlanDraft& draft) {
    const Plan& plan = draft.plan;
    std::vector<std::vector<std::size_t>> next(plan.spaces.size());
    std::vector<std::size_t> queue;
    const auto join = [&](SpaceId a, SpaceId b) {
        if (a && b) {
            next[a.index()].push_back(b.index());
            next[b.index()].push_back(a.index());
        } else if (a || b) { // the other end could not be read: told already
            queue.push_back((a ? a : b).index());
        }
    };
    for (const Opening& o : plan.openings)
        if (o.walkable()) join(o.a, o.b);
    for (const Flight& f : plan.flights)
        join(f.lower, f.upper);
    for (std::size_t i = 0; i < plan.spaces.size(); ++i)
        if (plan.spaces[i].kind == SpaceKind::outside) queue.push_back(i);
    std::vector<bool> reached(plan.spaces.size(), false);
    while (!queue.empty()) {
        const std::size_t i = queue.back();
        queue.pop_back();
        if (reached[i]) continue;
        reached[i] = true;
        queue.insert(queue.end(), next[i].begin(), next[i].end());
    }
    for (std::size_t i = 0; i < plan.spaces.size() && draft.wants_more(); ++i)
        if (!reached[i])
            draft.report(draft.spaces[i], "", trf("空间 \"{}\" 没有路通到室外", plan.spaces[i].key),
                         tr("经门、门洞和楼梯能走到一个 outside 空间"));
}

} // namespace sim::plan
