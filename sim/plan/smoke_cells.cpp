#include "sim/plan/smoke_cells.h"

#include "sim/plan/corridor_cut.h"
#include "sim/plan/edge_cover.h"
#include <algorithm>
#include <limits>

namespace sim::plan {

namespace {

/// Stair of each space; none for spaces that belong to no stair.
std::vector<StairId> stair_of_space(const Plan& plan) {
    std::vector<StairId> stair_of(plan.spaces.size());
    for (std::size_t i = 0; i < plan.stairs.size(); ++i)
        for (const SpaceId space : plan.stairs[i].spaces)
            stair_of[space.index()] = core::make_id<StairId>(i);
    return stair_of;
}

/// Edges of all other indoor spaces of the same level.
std::vector<Segment> neighbouring_edges(const Plan& plan, SpaceId self) {
    std::vector<Segment> edges;
    for (std::size_t i = 0; i < plan.spaces.size(); ++i) {
        const Space& other = plan.spaces[i];
        if (core::make_id<SpaceId>(i) == self || other.level != plan[self].level ||
            other.kind == SpaceKind::outside)
            continue;
        for (const Segment& edge : edges_of(other.outline_m))
            edges.push_back(edge);
    }
    return edges;
}

/// Parts of a space's outline that face the open air.
std::vector<Segment> outer_edges(const Plan& plan, SpaceId space) {
    const std::vector<Segment> others = neighbouring_edges(plan, space);
    std::vector<Segment> outer;
    for (const Segment& edge : edges_of(plan[space].outline_m))
        for (const Segment& piece : uncovered_pieces(edge, others))
            outer.push_back(piece);
    return outer;
}

/// Outer wall between two cuts across the corridor. A wall square to the axis belongs to the piece
/// that begins there; the end walls to the end pieces, whose cuts are infinitely far out.
double length_between_m(const std::vector<Segment>& edges, Vec2 along, double from_m, double to_m) {
    double sum_m = 0;
    for (const Segment& edge : edges) {
        const double a = dot(along, edge.a), b = dot(along, edge.b);
        const double low = std::min(a, b), high = std::max(a, b);
        const double l = core::distance(edge.a, edge.b);
        if (high - low < 1e-9)
            sum_m += low >= from_m && low < to_m ? l : 0;
        else
            sum_m += l * std::max(0.0, std::min(high, to_m) - std::max(low, from_m)) / (high - low);
    }
    return sum_m;
}

Cell make_room_cell(const Plan& plan, SpaceId id) {
    const Space& space = plan[id];
    const FloorAxis axis = find_floor_axis(space.outline_m);
    Cell cell;
    cell.key = space.key;
    cell.space = id;
    cell.floor_area_m2 = std::abs(core::signed_area_m2(space.outline_m));
    cell.height_m = space.height_m;
    cell.floor_elevation_m = plan[space.level].elevation_m;
    cell.width_m = axis.width_m;
    cell.length_m = axis.length_m;
    for (const Segment& edge : outer_edges(plan, id))
        cell.outer_wall_area_m2 += core::distance(edge.a, edge.b) * space.height_m;
    cell.outline_m = space.outline_m;
    cell.corridor = space.kind == SpaceKind::corridor;
    return cell;
}

Cell make_shaft_cell(const Plan& plan, StairId id) {
    const Stair& stair = plan[id];
    Cell cell = make_room_cell(plan, stair.spaces.front());
    cell.key = stair.key;
    cell.stair = id;
    cell.outer_wall_area_m2 = 0;
    for (std::size_t i = 0; i < stair.spaces.size(); ++i) {
        const Space& space = plan[stair.spaces[i]];
        const double floor_m = plan[space.level].elevation_m;
        // Between two floors the shaft goes through the slab.
        const double storey_m = i + 1 < stair.spaces.size()
                                    ? plan[plan[stair.spaces[i + 1]].level].elevation_m - floor_m
                                    : space.height_m;
        for (const Segment& edge : outer_edges(plan, stair.spaces[i]))
            cell.outer_wall_area_m2 += core::distance(edge.a, edge.b) * storey_m;
    }
    const Space& top = plan[stair.spaces.back()];
    cell.height_m = plan[top.level].elevation_m + top.height_m - cell.floor_elevation_m;
    return cell;
}

Vent make_section(const Cell& a, CellId a_id, const CrossSection& section) {
    Vent vent;
    vent.a = a_id;
    vent.b = core::make_id<CellId>(a_id.index() + 1);
    vent.kind = VentKind::section;
    vent.width_m = section.width_m;
    vent.sill_elevation_m = a.floor_elevation_m;
    vent.soffit_elevation_m = a.floor_elevation_m + a.height_m;
    vent.at_m = section.middle_m;
    return vent;
}

void add_corridor_segments(const Plan& plan, SpaceId id, SmokeCells& result) {
    const Cell whole = make_room_cell(plan, id);
    const FloorAxis axis = find_floor_axis(whole.outline_m);
    const std::size_t count = corridor_piece_count(whole.outline_m, axis);
    const std::vector<Segment> outer = outer_edges(plan, id);
    const double piece_m = axis.length_m / static_cast<double>(count);
    constexpr double far_m = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < count; ++i) {
        const double from_m = axis.from_m + piece_m * static_cast<double>(i);
        const double to_m = from_m + piece_m;
        const auto cell_id = core::make_id<CellId>(result.cells.size());
        result.cells_of_space[id.index()].push_back(cell_id);
        Cell cell = whole;
        if (count > 1) cell.key += "#" + std::to_string(i + 1);
        cell.outline_m =
            count > 1 ? slice(whole.outline_m, axis.along, from_m, to_m) : whole.outline_m;
        cell.floor_area_m2 = std::abs(core::signed_area_m2(cell.outline_m));
        const bool first = i == 0, last = i + 1 == count;
        cell.outer_wall_area_m2 =
            whole.height_m *
            length_between_m(outer, axis.along, first ? -far_m : from_m, last ? far_m : to_m);
        const Sides sides = sides_of(cell.outline_m, axis.along);
        cell.length_m = std::max(sides.along_m, sides.across_m);
        cell.width_m = std::min(sides.along_m, sides.across_m);
        if (!last)
            result.vents.push_back(
                make_section(whole, cell_id, cross_section(whole.outline_m, axis.along, to_m)));
        result.cells.push_back(std::move(cell));
    }
}

void add_cells(const Plan& plan, SmokeCells& result) {
    const std::vector<StairId> stair_of = stair_of_space(plan);
    for (std::size_t i = 0; i < plan.spaces.size(); ++i) {
        const auto space = core::make_id<SpaceId>(i);
        if (plan[space].kind == SpaceKind::outside) continue;
        if (plan[space].kind == SpaceKind::corridor) {
            add_corridor_segments(plan, space, result);
            continue;
        }
        if (const StairId stair = stair_of[i]; stair) {
            if (!result.cells_of_space[i].empty()) continue; // made with its first space
            const auto shaft = core::make_id<CellId>(result.cells.size());
            for (const SpaceId part : plan[stair].spaces)
                result.cells_of_space[part.index()] = {shaft};
            result.cells.push_back(make_shaft_cell(plan, stair));
            continue;
        }
        result.cells_of_space[i] = {core::make_id<CellId>(result.cells.size())};
        result.cells.push_back(make_room_cell(plan, space));
    }
}

/// Gaps round a shut leaf, and between two leaves.
double leak_area_m2(const Opening& opening) {
    if (opening.kind != OpeningKind::door && opening.kind != OpeningKind::window) return 0;
    double length_m = 2 * (opening.width_m + opening.height_m);
    if (opening.double_leaf) length_m += opening.height_m;
    return length_m * opening.leak_gap_m;
}

double ceiling_m(const Cell& cell) {
    return cell.floor_elevation_m + cell.height_m;
}

std::optional<Vent> make_opening_vent(const Plan& plan, const SmokeCells& cells, OpeningId id) {
    const Opening& opening = plan[id];
    Vent vent;
    vent.a = cells.find_cell(plan, opening.a, opening.center_m);
    if (opening.b) vent.b = cells.find_cell(plan, opening.b, opening.center_m);
    if (!vent.a) std::swap(vent.a, vent.b);
    if (!vent.a || vent.a == vent.b) return std::nullopt;
    const double floor_m = plan[plan[opening.a].level].elevation_m;
    double soffit_m = std::min(floor_m + opening.sill_m + opening.height_m,
                               ceiling_m(cells.cells[vent.a.index()]));
    if (vent.b) soffit_m = std::min(soffit_m, ceiling_m(cells.cells[vent.b.index()]));
    vent.opening = id;
    vent.width_m = opening.width_m;
    vent.soffit_elevation_m = soffit_m;
    vent.sill_elevation_m = std::min(floor_m + opening.sill_m, soffit_m);
    vent.leak_area_m2 = leak_area_m2(opening);
    vent.at_m = opening.center_m;
    return vent;
}

} // namespace

CellId SmokeCells::find_cell(const Plan&, SpaceId space, Vec2 p) const noexcept {
    CellId nearest;
    double nearest_m = std::numeric_limits<double>::infinity();
    for (const CellId id : cells_of_space[space.index()]) {
        const Polygon& outline = cells[id.index()].outline_m;
        if (cells_of_space[space.index()].size() == 1 || core::contains(outline, p)) return id;
        for (std::size_t i = 0; i < outline.size(); ++i) {
            const double d =
                core::distance(Segment{outline[i], outline[(i + 1) % outline.size()]}, p);
            if (d >= nearest_m) continue;
            nearest_m = d;
            nearest = id;
        }
    }
    return nearest;
}

SmokeCells make_smoke_cells(const Plan& plan) {
    SmokeCells result;
    result.cells_of_space.resize(plan.spaces.size());
    add_cells(plan, result);
    for (std::size_t i = 0; i < plan.openings.size(); ++i)
        if (const auto vent = make_opening_vent(plan, result, core::make_id<OpeningId>(i)))
            result.vents.push_back(*vent);
    return result;
}

} // namespace sim::plan
