#include "sim/plan/walls.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace sim::plan;

namespace {

Polygon rectangle(double x0, double y0, double x1, double y1) {
    return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
}
const Polygon l_shape{{0, 0}, {10, 0}, {10, 2}, {2, 2}, {2, 10}, {0, 10}};

} // namespace

TEST_CASE(
    "walls: neighbours with a shared edge do not overlap, not even slivers below the tolerance") {
    CHECK_FALSE(overlaps(rectangle(0, 0, 4, 4), rectangle(4, 0, 8, 4)));
    CHECK_FALSE(overlaps(rectangle(0, 0, 4, 4), rectangle(3.995, 0, 8, 4)));
    CHECK_FALSE(overlaps(rectangle(0, 0, 4, 4), rectangle(4, 4, 8, 8)));
    CHECK_FALSE(overlaps(l_shape, rectangle(2, 2, 9, 9)));
}

TEST_CASE("walls: overlaps are found when equal, nested, crossing or by 2 cm") {
    CHECK(overlaps(rectangle(0, 0, 4, 4), rectangle(0, 0, 4, 4)));
    CHECK(overlaps(rectangle(0, 0, 4, 4), rectangle(1, 1, 2, 2)));
    CHECK(overlaps(rectangle(1, 1, 2, 2), rectangle(0, 0, 4, 4)));
    CHECK(overlaps(rectangle(0, 1, 4, 2), rectangle(1, 0, 2, 4))); // no corner of one in the other
    CHECK(overlaps(rectangle(0, 0, 4, 4), rectangle(3.98, 0, 8, 4)));
    CHECK(overlaps(rectangle(0, 0, 4, 4), rectangle(0, 0, 4, 2)));
    CHECK(overlaps(l_shape, rectangle(1.9, 1.9, 9, 9)));
}

TEST_CASE("walls: rectangles overlap exactly when their common part is wider than the tolerance") {
    CHECK(rc::check([] {
        const auto draw = [] { return *rc::gen::inRange(-500, 501) * 0.01; };
        const double x = draw(), y = draw(), w = 0.5 + std::abs(draw()), h = 0.5 + std::abs(draw());
        const double common_x = std::min(3.0, x + w) - std::max(0.0, x);
        const double common_y = std::min(3.0, y + h) - std::max(0.0, y);
        const double common = std::min(common_x, common_y);
        RC_PRE(common < 0.005 || common > 0.015);
        const Polygon a = rectangle(0, 0, 3, 3), b = rectangle(x, y, x + w, y + h);
        RC_ASSERT(overlaps(a, b) == (common > 0.01));
        RC_ASSERT(overlaps(b, a) == overlaps(a, b));
    }));
}

TEST_CASE("walls: a straight wall drawn with extra corners is one wall") {
    CHECK(find_walls({{0, 0}, {1, 0}, {2, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 2}}).size() == 4);
}

TEST_CASE("walls: the shared stretch is measured along the first wall") {
    const auto a = find_walls(rectangle(0, 0, 10, 2));
    const auto b = find_walls(rectangle(3, 2, 7, 6));
    const auto shared = find_shared_stretches(a, b);
    REQUIRE(shared.size() == 1);
    CHECK(a[shared[0].wall].along == Vec2{-1, 0});
    CHECK(shared[0].from_m == doctest::Approx(3));
    CHECK(shared[0].to_m == doctest::Approx(7));
    CHECK(find_shared_stretches(a, find_walls(rectangle(3, 2.02, 7, 6))).empty());
}
