#include "sim/plan/walkable_area.h"

#include "sim/plan/edge_cover.h"
#include <algorithm>

namespace sim::plan {

namespace {

constexpr double sheet_gap_m = 2.0; ///< between two sheets laid side by side

/// The edge as a person sees it who crosses it in the direction `ahead`: left end first.
Segment left_to_right(const Segment& edge, Vec2 ahead) {
    const Vec2 left = core::left_of(ahead);
    return dot(left, edge.a) >= dot(left, edge.b) ? edge : Segment{edge.b, edge.a};
}

/// Unit vector square to the edge that points away from the inside of its landing.
Vec2 outward(const Segment& edge, const Space& space) {
    const Vec2 normal = core::left_of(core::normalized(edge.b - edge.a));
    const Vec2 inside = core::centroid(walkable_outline(space)) - edge.a;
    return dot(normal, inside) > 0 ? normal * -1 : normal;
}

struct FlightEnds {
    Segment lower, upper;        ///< left end first, as one who climbs sees them
    Vec2 climb_from, climb_into; ///< directions of climbing at the first and the last step
};

FlightEnds ends_of(const Plan& plan, const Flight& flight) {
    const Vec2 from = outward(flight.lower_edge_m, plan[flight.lower]);
    const Vec2 into = outward(flight.upper_edge_m, plan[flight.upper]) * -1;
    return {left_to_right(flight.lower_edge_m, from), left_to_right(flight.upper_edge_m, into),
            from, into};
}

std::vector<Segment> walkable_edges(const Plan& plan, LevelId level) {
    std::vector<Segment> walls;
    for (const Space& space : plan.spaces) {
        if (space.level != level) continue;
        for (const Segment& edge : edges_of(walkable_outline(space)))
            for (const Segment& piece : uncovered_pieces(edge, walls))
                walls.push_back(piece);
    }
    return walls;
}

std::vector<Segment> without(const std::vector<Segment>& walls, const std::vector<Segment>& holes) {
    std::vector<Segment> left;
    for (const Segment& wall : walls)
        for (const Segment& piece : uncovered_pieces(wall, holes))
            left.push_back(piece);
    return left;
}

Sheet make_level_sheet(const Plan& plan, const WalkableArea& area, LevelId level) {
    Sheet sheet;
    sheet.level = level;
    std::vector<Segment> holes;
    for (std::size_t i = 0; i < plan.openings.size(); ++i) {
        const Opening& opening = plan.openings[i];
        if (!opening.walkable() || plan[opening.a].level != level) continue;
        sheet.passages.push_back({core::make_id<OpeningId>(i), opening.segment_m()});
        holes.push_back(opening.segment_m());
    }
    for (std::size_t i = 0; i < plan.flights.size(); ++i) {
        const Flight& flight = plan.flights[i];
        const auto id = core::make_id<FlightId>(i);
        const FlightEnds ends = ends_of(plan, flight);
        const double w = flight.width_m, l = flight.slope_length_m;
        if (plan[flight.lower].level == level)
            sheet.links.push_back({ends.lower, area.sheet_of(id), {{0, 0}, {w, 0}}, id, true});
        if (plan[flight.upper].level == level)
            sheet.links.push_back({ends.upper, area.sheet_of(id), {{0, l}, {w, l}}, id, false});
    }
    for (const SheetLink& link : sheet.links)
        holes.push_back(link.edge_m);
    sheet.walls_m = without(walkable_edges(plan, level), holes);
    return sheet;
}

Sheet make_flight_sheet(const Plan& plan, const WalkableArea& area, FlightId id) {
    const Flight& flight = plan[id];
    const FlightEnds ends = ends_of(plan, flight);
    const double w = flight.width_m, l = flight.slope_length_m;
    Sheet sheet;
    sheet.flight = id;
    sheet.walls_m = {{{0, 0}, {0, l}}, {{w, 0}, {w, l}}};
    sheet.links = {
        {{{0, 0}, {w, 0}}, area.sheet_of(plan[flight.lower].level), ends.lower, id, false},
        {{{0, l}, {w, l}}, area.sheet_of(plan[flight.upper].level), ends.upper, id, true},
    };
    return sheet;
}

core::Box bounds_of(const Plan& plan, const Sheet& sheet) {
    core::Box box;
    if (sheet.flight) {
        box.include({0, 0});
        box.include({plan[sheet.flight].width_m, plan[sheet.flight].slope_length_m});
        return box;
    }
    for (const Space& space : plan.spaces)
        if (space.level == sheet.level)
            for (const Vec2 corner : space.outline_m)
                box.include(corner);
    return box;
}

/// The first level keeps its coordinates; everything else follows to the east of it.
void lay_side_by_side(const Plan& plan, std::vector<Sheet>& sheets) {
    double east_m = 0;
    bool first = true;
    for (Sheet& sheet : sheets) {
        const core::Box box = bounds_of(plan, sheet);
        if (box.empty()) continue;
        if (!first) sheet.layout_offset_m = {east_m + sheet_gap_m - box.low.x, 0};
        east_m = box.high.x + sheet.layout_offset_m.x;
        first = false;
    }
}

Vec2 between(const Segment& edge, double frac) {
    return edge.a + (edge.b - edge.a) * frac;
}

/// How far one can go from the edge in that direction before the stairwell's wall.
double depth_of_well_m(const Polygon& outline, Vec2 from, Vec2 direction) {
    double depth_m = 0;
    for (const Segment& edge : edges_of(outline)) {
        const Vec2 e = edge.b - edge.a;
        const double denominator = cross(direction, e);
        if (std::abs(denominator) < 1e-9) continue;
        const double t = cross(edge.a - from, e) / denominator;
        const double s = cross(edge.a - from, direction) / denominator;
        if (t > depth_m && s >= 0 && s <= 1) depth_m = t;
    }
    return depth_m;
}

Vec2 point_along(std::span<const Vec2> path, double frac) {
    double total_m = 0;
    for (std::size_t i = 0; i + 1 < path.size(); ++i)
        total_m += core::distance(path[i], path[i + 1]);
    double left_m = total_m * frac;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        const double leg_m = core::distance(path[i], path[i + 1]);
        if (left_m <= leg_m && leg_m > 0)
            return path[i] + (path[i + 1] - path[i]) * (left_m / leg_m);
        left_m -= leg_m;
    }
    return path.back();
}

} // namespace

SheetId WalkableArea::sheet_of(FlightId flight) const noexcept {
    return core::make_id<SheetId>(level_count + flight.index());
}

WalkableArea make_walkable_area(const Plan& plan) {
    WalkableArea area;
    area.level_count = plan.levels.size();
    for (std::size_t i = 0; i < plan.levels.size(); ++i)
        area.sheets.push_back(make_level_sheet(plan, area, core::make_id<LevelId>(i)));
    for (std::size_t i = 0; i < plan.flights.size(); ++i)
        area.sheets.push_back(make_flight_sheet(plan, area, core::make_id<FlightId>(i)));
    lay_side_by_side(plan, area.sheets);
    return area;
}

DrawnPosition drawn_position(const Plan& plan, const WalkableArea& area, Position p) {
    const Sheet& sheet = area.sheets[p.sheet.index()];
    if (!sheet.flight) return {sheet.level, p.at_m};
    const Flight& flight = plan[sheet.flight];
    const FlightEnds ends = ends_of(plan, flight);
    const double across = std::clamp(p.at_m.x / flight.width_m, 0.0, 1.0);
    const double climbed = std::clamp(p.at_m.y / flight.slope_length_m, 0.0, 1.0);
    const LevelId level = climbed < 1 ? plan[flight.lower].level : plan[flight.upper].level;

    const Vec2 first = between(ends.lower, across), last = between(ends.upper, across);
    std::vector<Vec2> path{first, last};
    if (dot(ends.climb_from, ends.climb_into) < 0) { // turns round on a half landing
        const Polygon& well = plan[flight.lower].outline_m;
        // The one on the outside of the turn walks nearer the far wall.
        const bool turns_left = dot(core::left_of(ends.climb_from), last - first) > 0;
        const double from_wall_m = flight.width_m * (turns_left ? 1 - across : across);
        const double depth_m = std::max(
            0.0, depth_of_well_m(well, between(ends.lower, 0.5), ends.climb_from) - from_wall_m);
        const double reach_m = std::max(0.0, depth_m - dot(last - first, ends.climb_from));
        path = {first, first + ends.climb_from * depth_m, last + ends.climb_from * reach_m, last};
    }
    return {level, point_along(path, climbed)};
}

} // namespace sim::plan
