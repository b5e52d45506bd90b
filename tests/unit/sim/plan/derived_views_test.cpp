// What holds for all derived views together: on random blocks of rooms and on the shipped plans.
#include "sim/plan/clearance.h"
#include "sim/plan/plan_file.h"
#include "sim/plan/route_graph.h"
#include "sim/plan/smoke_cells.h"
#include "sim/plan/walkable_mesh.h"

#include "tests/support/plan_builder.h"
#include <doctest/doctest.h>
#include <numbers>
#include <rapidcheck.h>

namespace {

using namespace sim::plan;

struct Block {
    std::vector<double> room_widths_m;
    double corridor_m = 2, room_depth_m = 4, door_m = 0.9;
    int levels = 1;
};

rc::Gen<Block> any_block(int most_levels) {
    const auto metres = [](int low_cm, int high_cm) {
        return rc::gen::map(rc::gen::inRange(low_cm, high_cm), [](int cm) { return cm / 100.0; });
    };
    return rc::gen::build<Block>(
        rc::gen::set(&Block::room_widths_m,
                     rc::gen::nonEmpty(rc::gen::resize(
                         8, rc::gen::container<std::vector<double>>(metres(180, 600))))),
        rc::gen::set(&Block::corridor_m, metres(120, 320)),
        rc::gen::set(&Block::room_depth_m, metres(200, 700)),
        rc::gen::set(&Block::door_m, metres(70, 150)),
        rc::gen::set(&Block::levels, rc::gen::inRange(1, most_levels + 1)));
}

/// Rooms on both sides of a corridor on every level, a stair at its east end, the exit at the west.
Plan make_plan(const Block& block) {
    tests::PlanBuilder b;
    double length_m = 0;
    for (const double w : block.room_widths_m)
        length_m += w;
    std::vector<std::string> wells;
    const double c = block.corridor_m;
    for (int level = 0; level < block.levels; ++level) {
        const std::string n = std::to_string(level + 1);
        b.level("L" + n, 3.2 * level).corridor("C" + n, {0, 0}, {length_m, c});
        double x = 0;
        for (std::size_t i = 0; i < block.room_widths_m.size(); ++i) {
            const double w = block.room_widths_m[i];
            const std::string key = n + "-" + std::to_string(i);
            b.room("N" + key, {x, c}, {x + w, c + block.room_depth_m});
            b.door("ND" + key, "N" + key, "C" + n, {x + w / 2, c}, block.door_m);
            b.room("S" + key, {x, -block.room_depth_m}, {x + w, 0});
            b.door("SD" + key, "S" + key, "C" + n, {x + w / 2, 0}, block.door_m);
            x += w;
        }
        b.stairwell("W" + n, {x, 0}, {x + 6, 2.8}, {x, 0}, {x + 2, 2.8});
        b.door("WD" + n, "C" + n, "W" + n, {x, std::min(c, 2.8) / 2}, 1.1);
        if (level == 0) {
            b.outside("yard", {-8, -8}, {0, 8});
            b.door("exit", "C1", "yard", {0, c / 2}, 1.1);
        }
        wells.push_back("W" + n);
    }
    b.stair("stair", wells);
    for (int level = 0; level + 1 < block.levels; ++level)
        b.flight("F" + std::to_string(level), wells[static_cast<std::size_t>(level)],
                 wells[static_cast<std::size_t>(level) + 1],
                 {{length_m + 2, 0}, {length_m + 2, 1.3}},
                 {{length_m + 2, 1.5}, {length_m + 2, 2.8}}, 8.2);
    return b.build();
}

Vec2 middle_of(const Space& space) {
    return sim::core::centroid(space.landing_m.empty() ? space.outline_m : space.landing_m);
}

std::vector<SpaceId> indoor_spaces(const Plan& plan) {
    std::vector<SpaceId> ids;
    for (std::size_t i = 0; i < plan.spaces.size(); ++i)
        if (plan.spaces[i].kind != SpaceKind::outside)
            ids.push_back(sim::core::make_id<SpaceId>(i));
    return ids;
}

std::function<bool(SpaceId)> is_outside(const Plan& plan) {
    return [&plan](SpaceId id) { return plan[id].kind == SpaceKind::outside; };
}

double distance_to_last_step_m(const Plan& plan, const Route& route, Vec2 from) {
    return sim::core::distance(from, plan[route.steps.back().opening].center_m);
}

double floor_m2(const Plan& plan) {
    double sum = 0;
    std::vector<bool> counted(plan.spaces.size(), true);
    for (const Stair& stair : plan.stairs)
        for (std::size_t i = 1; i < stair.spaces.size(); ++i)
            counted[stair.spaces[i].index()] = false;
    for (const SpaceId id : indoor_spaces(plan))
        if (counted[id.index()]) sum += std::abs(sim::core::signed_area_m2(plan[id].outline_m));
    return sum;
}

double cells_m2(const SmokeCells& cells) {
    double sum = 0;
    for (const Cell& cell : cells.cells)
        sum += cell.floor_area_m2;
    return sum;
}

/// How deep a leg runs through a wall; 0 when it does not.
double crossing_depth_m(const Segment& wall, const Segment& leg) {
    if (!intersects(wall, leg)) return 0;
    const double ends =
        std::min(sim::core::distance(wall, leg.a), sim::core::distance(wall, leg.b));
    const double sides =
        std::min(sim::core::distance(leg, wall.a), sim::core::distance(leg, wall.b));
    return std::min(ends, sides);
}

double deepest_crossing_m(const WalkableArea& area, const WalkableMesh& mesh, SheetId sheet,
                          Vec2 from, Vec2 to) {
    double deepest = 0;
    Vec2 at = from;
    for (const Vec2 corner : mesh.find_corners(sheet, from, to)) {
        for (const Segment& wall : area.sheets[sheet.index()].walls_m)
            deepest = std::max(deepest, crossing_depth_m(wall, {at, corner}));
        at = corner;
    }
    return deepest;
}

Plan shipped(const char* name) {
    auto plan =
        load_plan(std::string(YANLIAN_SOURCE_DIR) + "/scenarios/plans/" + name + ".plan.json");
    REQUIRE(plan);
    return std::move(*plan);
}

constexpr const char* shipped_names[] = {"ankang", "longhua3"};

} // namespace

TEST_CASE("derived views: every space of a block with a door to the corridor leads outside") {
    CHECK(rc::check([] {
        const Plan plan = make_plan(*any_block(3));
        const RouteGraph graph(plan);
        for (const SpaceId id : indoor_spaces(plan)) {
            const Vec2 from = middle_of(plan[id]);
            const auto route = graph.find_route_to_any(id, from, is_outside(plan), {});
            RC_ASSERT(route.has_value());
            const double straight_m = distance_to_last_step_m(plan, *route, from);
            RC_ASSERT(route->length_m >= straight_m - 1e-9);
            RC_ASSERT(route->cost_s >= straight_m / 1.2 - 1e-9);
        }
    }));
}

TEST_CASE("derived views: closing a door never shortens a way") {
    CHECK(rc::check([] {
        const Plan plan = make_plan(*any_block(3));
        const RouteGraph graph(plan);
        const auto ids = indoor_spaces(plan);
        const SpaceId from = *rc::gen::elementOf(ids), to = *rc::gen::elementOf(ids);
        const auto shut = *rc::gen::inRange<std::size_t>(0, plan.openings.size());
        RouteCosts costs;
        const auto open_way =
            graph.find_route(from, middle_of(plan[from]), to, middle_of(plan[to]), costs);
        costs.opening_s = [&](OpeningId id) {
            return id.index() == shut ? std::numeric_limits<double>::infinity() : 0.0;
        };
        const auto shut_way =
            graph.find_route(from, middle_of(plan[from]), to, middle_of(plan[to]), costs);
        RC_ASSERT(open_way.has_value());
        RC_ASSERT(!shut_way || shut_way->cost_s >= open_way->cost_s);
    }));
}

TEST_CASE("derived views: the smoke cells of a block have the floor of its spaces, a stair once") {
    CHECK(rc::check([] {
        const Plan plan = make_plan(*any_block(3));
        const SmokeCells cells = make_smoke_cells(plan);
        RC_ASSERT(std::abs(cells_m2(cells) - floor_m2(plan)) < 1e-6);
        for (const Cell& cell : cells.cells) {
            RC_ASSERT(cell.floor_area_m2 > 0);
            RC_ASSERT(!cell.corridor || cell.length_m <= corridor_segment_limit_m + 1e-9);
        }
        for (const Vent& vent : cells.vents) {
            RC_ASSERT(bool(vent.a));
            RC_ASSERT(vent.soffit_elevation_m > vent.sill_elevation_m);
            RC_ASSERT(vent.width_m > 0);
        }
    }));
}

TEST_CASE("derived views: ways on the mesh of a block are taut and cross no wall by a millimetre") {
    CHECK(rc::check([] {
        const Plan plan = make_plan(*any_block(1));
        const WalkableArea area = make_walkable_area(plan);
        const auto mesh = WalkableMesh::make(plan, area, 0.25);
        RC_ASSERT(mesh.has_value());
        const auto ids = indoor_spaces(plan);
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const SpaceId from = ids[i], to = ids[(i * 5 + 3) % ids.size()];
            const Vec2 a = middle_of(plan[from]), b = middle_of(plan[to]);
            // The straight legs from door to door are one way; the mesh's is no longer, but for
            // cells.
            const auto route = RouteGraph(plan).find_route(from, a, to, b, {});
            RC_ASSERT(route.has_value());
            double way_m = 0;
            Vec2 at = a;
            for (const Vec2 corner : mesh->find_corners(SheetId{0}, a, b)) {
                way_m += sim::core::distance(at, corner);
                at = corner;
            }
            RC_ASSERT(sim::core::distance(at, b) < 0.06);
            RC_ASSERT(way_m <= route->length_m * 1.01 + 0.2);
            RC_ASSERT(deepest_crossing_m(area, *mesh, SheetId{0}, a, b) < 0.001);
        }
        for (std::size_t i = 0; i < plan.openings.size(); ++i)
            RC_ASSERT(mesh->passes(sim::core::make_id<OpeningId>(i)));
    }));
}

TEST_CASE(
    "derived views: every door of the shipped plans is open in the mesh of whoever fits through") {
    for (const char* name : shipped_names) {
        const Plan plan = shipped(name);
        const WalkableArea area = make_walkable_area(plan);
        for (const double radius_m : {0.25, 0.35, 0.5, 0.55}) {
            const auto mesh = WalkableMesh::make(plan, area, radius_m);
            REQUIRE(mesh);
            for (std::size_t i = 0; i < plan.openings.size(); ++i) {
                const Opening& opening = plan.openings[i];
                if (!opening.walkable()) continue;
                CAPTURE(name);
                CAPTURE(radius_m);
                CAPTURE(opening.key);
                const bool passes = mesh->passes(sim::core::make_id<OpeningId>(i));
                if (opening.width_m >= 2 * radius_m + 0.05) CHECK(passes);
                if (opening.width_m < 2 * radius_m - 1e-6) CHECK_FALSE(passes);
            }
        }
    }
}

TEST_CASE(
    "derived views: from every bed of the shipped plans a way leads outside, also on the mesh") {
    for (const char* name : shipped_names) {
        const Plan plan = shipped(name);
        const WalkableArea area = make_walkable_area(plan);
        const RouteGraph graph(plan);
        const auto mesh = WalkableMesh::make(plan, area, 0.25);
        REQUIRE(mesh);
        for (const Bed& bed : plan.beds) {
            CAPTURE(bed.key);
            const auto route =
                graph.find_route_to_any(bed.space, bed.center_m, is_outside(plan), {});
            REQUIRE(route);
            // Walk it: from the bed to each opening or flight in turn, sheet by sheet.
            SheetId sheet = area.sheet_of(plan[bed.space].level);
            Vec2 at = bed.center_m;
            for (const RouteStep& step : route->steps) {
                Vec2 next;
                if (step.opening) {
                    next = plan[step.opening].center_m;
                } else {
                    const Flight& flight = plan[step.flight];
                    const Segment& edge = step.up ? flight.lower_edge_m : flight.upper_edge_m;
                    next = (edge.a + edge.b) * 0.5;
                }
                const auto corners = mesh->find_corners(sheet, at, next);
                REQUIRE_FALSE(corners.empty());
                CHECK(sim::core::distance(corners.back(), next) < 0.06);
                CHECK(deepest_crossing_m(area, *mesh, sheet, at, next) < 0.001);
                at = next;
                if (step.flight) {
                    const Flight& flight = plan[step.flight];
                    const Segment& edge = step.up ? flight.upper_edge_m : flight.lower_edge_m;
                    at = (edge.a + edge.b) * 0.5;
                }
                sheet = area.sheet_of(plan[step.into].level);
            }
        }
    }
}

TEST_CASE("derived views: the smoke cells of the shipped plans have the floor of their spaces") {
    for (const char* name : shipped_names) {
        const Plan plan = shipped(name);
        const SmokeCells cells = make_smoke_cells(plan);
        CHECK(cells_m2(cells) == doctest::Approx(floor_m2(plan)));
        std::size_t openings = 0;
        for (const Vent& vent : cells.vents) {
            CHECK(vent.soffit_elevation_m > vent.sill_elevation_m);
            openings += vent.kind == VentKind::opening;
        }
        CHECK(openings == plan.openings.size());
    }
}

TEST_CASE("derived views: walls of the shipped plans close, but for passages and flights") {
    // Every end of a wall meets another wall, a passage or a link: nobody walks out of the drawing.
    for (const char* name : shipped_names) {
        const Plan plan = shipped(name);
        for (const Sheet& sheet : make_walkable_area(plan).sheets) {
            std::vector<Segment> others = sheet.walls_m;
            for (const Passage& passage : sheet.passages)
                others.push_back(passage.gap_m);
            for (const SheetLink& link : sheet.links)
                others.push_back(link.edge_m);
            for (std::size_t i = 0; i < sheet.walls_m.size(); ++i)
                for (const Vec2 end : {sheet.walls_m[i].a, sheet.walls_m[i].b}) {
                    bool meets = false;
                    for (std::size_t j = 0; j < others.size(); ++j)
                        meets = meets || (j != i && sim::core::distance(others[j], end) < 0.011);
                    CHECK(meets);
                }
        }
    }
}

TEST_CASE("derived views: beds of the shipped plans can leave their rooms as the plans promise") {
    const Plan plan = shipped("ankang");
    int asked = 0;
    for (const char* key : {"room/101", "room/113", "room/207"}) {
        const SpaceId room = plan.find_space(key);
        REQUIRE(room);
        for (const Bed& bed : plan.beds) {
            if (bed.space != room) continue;
            for (std::size_t i = 0; i < plan.openings.size(); ++i) {
                const Opening& door = plan.openings[i];
                if (door.kind != OpeningKind::door || (door.a != room && door.b != room)) continue;
                const auto answer = find_clearance(
                    plan, room, bed.center_m, bed.heading_rad, door.a == room ? door.b : door.a,
                    sim::core::make_id<OpeningId>(i), {bed.length_m, bed.width_m});
                CAPTURE(bed.key);
                CHECK(answer.verdict == Clearance::passes);
                ++asked;
            }
        }
    }
    CHECK(asked >= 7);
}
