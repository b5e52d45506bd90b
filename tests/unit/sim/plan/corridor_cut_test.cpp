#include "sim/plan/corridor_cut.h"

#include "tests/support/plan_builder.h"
#include <doctest/doctest.h>
#include <numbers>
#include <rapidcheck.h>

namespace {

using namespace sim::plan;

Polygon turned(const Polygon& outline, double angle_rad) {
    const Vec2 u{std::cos(angle_rad), std::sin(angle_rad)}, v = sim::core::left_of(u);
    Polygon result;
    for (const Vec2 p : outline)
        result.push_back(u * p.x + v * p.y);
    return result;
}

} // namespace

TEST_CASE("corridor cut: the axis runs along the longer side, however the floor is turned") {
    for (const double angle_rad : {0.0, 0.4, 1.2, 2.0, 3.0}) {
        const FloorAxis axis =
            find_floor_axis(turned(tests::rectangle({0, 0}, {12, 3}), angle_rad));
        CHECK(axis.length_m == doctest::Approx(12));
        CHECK(axis.width_m == doctest::Approx(3));
        CHECK(std::abs(dot(axis.along, Vec2{std::cos(angle_rad), std::sin(angle_rad)})) ==
              doctest::Approx(1));
    }
}

TEST_CASE("corridor cut: slices of any floor add up to it") {
    CHECK(rc::check([] {
        const auto metres =
            rc::gen::map(rc::gen::inRange(50, 1500), [](int cm) { return cm / 100.0; });
        const double l = *metres, w = *metres, notch_l = l * *rc::gen::inRange(1, 9) / 10,
                     notch_w = w * *rc::gen::inRange(1, 9) / 10;
        const double angle_rad = *rc::gen::inRange(0, 628) / 100.0;
        const Polygon floor = turned(
            {{0, 0}, {l, 0}, {l, w}, {notch_l, w}, {notch_l, notch_w}, {0, notch_w}}, angle_rad);
        const FloorAxis axis = find_floor_axis(floor);
        const int pieces = *rc::gen::inRange(1, 9);
        double sum_m2 = 0;
        for (int i = 0; i < pieces; ++i)
            sum_m2 += sim::core::signed_area_m2(
                slice(floor, axis.along, axis.from_m + axis.length_m * i / pieces,
                      axis.from_m + axis.length_m * (i + 1) / pieces));
        RC_ASSERT(std::abs(sum_m2 - sim::core::signed_area_m2(floor)) < 1e-6);
    }));
}

TEST_CASE("corridor cut: a section is as wide as the floor there, in all its arms") {
    const Polygon u{{0, 0}, {6, 0}, {6, 4}, {4, 4}, {4, 1}, {3, 1}, {3, 4}, {0, 4}};
    CHECK(cross_section(u, {0, 1}, 0.5).width_m == doctest::Approx(6));
    CHECK(cross_section(u, {0, 1}, 2).width_m == doctest::Approx(5));
    CHECK(cross_section(u, {1, 0}, 3.5).width_m == doctest::Approx(1));
    CHECK(cross_section(u, {1, 0}, 3.5).middle_m.y == doctest::Approx(0.5));
}
