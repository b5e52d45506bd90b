#include "sim/crowd/ground.h"
#include "tests/support/plan_builder.h"
#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace tests;
using sim::crowd::Ground;
using sim::crowd::slide;

namespace {
constexpr double radius_m = 0.2;
const std::vector<Segment> corner_of_two{{{0, 0}, {5, 0}}, {{0, 0}, {0, 5}}};
} // namespace

TEST_CASE("slide: free of walls the step is what was wished, up to the limit") {
    CHECK(slide({}, {1, 1}, {1.04, 1}, radius_m, 0.06) == Vec2{1.04, 1});
    CHECK(slide({}, {1, 1}, {2, 1}, radius_m, 0.06).x == doctest::Approx(1.06));
}

TEST_CASE("slide: a step onto a wall goes along it") {
    const std::vector<Segment> wall{{{0, 0}, {5, 0}}};
    const Vec2 p = slide(wall, {1, 0.2}, {1.05, 0.15}, radius_m, 0.08);
    CHECK(p.x == doctest::Approx(1.05));
    CHECK(p.y >= 0.199);
}

TEST_CASE("slide: in a corner a body stays where it is") {
    const Vec2 p = slide(corner_of_two, {0.2, 0.2}, {0.1, 0.1}, radius_m, 0.2);
    CHECK(sim::core::distance(p, Vec2{0.2, 0.2}) < 0.001);
}

TEST_CASE("slide: a body put nearer to a wall than its radius never gets nearer") {
    const std::vector<Segment> wall{{{0, 0}, {5, 0}}};
    Vec2 p{1, 0.05};
    for (int k = 0; k < 100; ++k)
        p = slide(wall, p, p + Vec2{0.01, -0.05}, radius_m, 0.06);
    CHECK(p.y >= 0.05);
    CHECK(p.x > 1.5);
}

TEST_CASE("slide: whatever is wished, no wall is crossed, no limit passed, no clearance lost") {
    CHECK(rc::check([] {
        const auto coordinate =
            rc::gen::map(rc::gen::inRange(-3000, 3000), [](int mm) { return mm / 1000.0; });
        std::vector<Segment> walls;
        const int count = *rc::gen::inRange(1, 7);
        for (int k = 0; k < count; ++k)
            walls.push_back({{*coordinate, *coordinate}, {*coordinate, *coordinate}});
        Vec2 p{*coordinate, *coordinate};
        for (int k = 0; k < 20; ++k) {
            const Vec2 wish = p + Vec2{*coordinate / 20, *coordinate / 20};
            const Vec2 to = slide(walls, p, wish, radius_m, 0.08);
            RC_ASSERT(sim::core::distance(p, to) <= 0.08 + 1e-9);
            for (const Segment& wall : walls) {
                const double before = sim::core::distance(wall, p),
                             after = sim::core::distance(wall, to);
                RC_ASSERT(after >= std::min(before, radius_m - 0.001) - 1e-9);
                if (before > 1e-6) RC_ASSERT(!sim::core::intersects(wall, {p, to}));
            }
            p = to;
        }
    }));
}

TEST_CASE(
    "ground: a wall between two points hides them, an opening does so too unless walked through") {
    const plan::Plan plan = row_of_rooms(2).build();
    const plan::WalkableArea area = plan::make_walkable_area(plan);
    const Ground ground(area);
    const auto floor = sim::core::make_id<plan::SheetId>(0);
    const Segment door = plan.openings[0].segment_m();
    CHECK(ground.sees(floor, {1, 1}, {7, 1}, 0.2, nullptr));
    CHECK_FALSE(ground.sees(floor, {1, 1}, {1, 4}, 0.2, nullptr));
    CHECK_FALSE(ground.sees(floor, {2, 1}, {2, 4}, 0.2, nullptr));
    CHECK(ground.sees(floor, {2, 1}, {2, 4}, 0.2, &door));
}

TEST_CASE("ground: going over a stair edge and back leads to the same point") {
    const plan::Plan plan = floors_with_stair(2).build();
    const plan::WalkableArea area = plan::make_walkable_area(plan);
    const Ground ground(area);
    for (std::size_t s = 0; s < area.sheets.size(); ++s) {
        const auto sheet = sim::core::make_id<plan::SheetId>(s);
        for (std::uint32_t k = 0; k < area.sheets[s].links.size(); ++k) {
            const plan::SheetLink& link = area.sheets[s].links[k];
            const auto& motion = ground.motion(sheet, k);
            CHECK(sim::core::distance(motion.point(link.edge_m.a), link.to_edge_m.a) < 1e-9);
            CHECK(sim::core::distance(motion.point(link.edge_m.b), link.to_edge_m.b) < 1e-6);
            const auto& back = area.sheets[link.to.index()].links;
            for (std::uint32_t m = 0; m < back.size(); ++m) {
                if (!(back[m].to == sheet) || !(back[m].flight == link.flight)) continue;
                const Vec2 p = link.edge_m.a + Vec2{0.3, 0.2};
                CHECK(sim::core::distance(ground.motion(link.to, m).point(motion.point(p)), p) <
                      1e-6);
            }
        }
    }
}
