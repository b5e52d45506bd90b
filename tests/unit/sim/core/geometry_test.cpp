#include "sim/core/geometry.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <numbers>
#include <rapidcheck.h>

using namespace sim::core;

namespace {

/// Whole millimetres within 100 m: what plans hold.
double coordinate_m() {
    return *rc::gen::inRange(-100'000, 100'001) / 1000.0;
}
Vec2 point() {
    const double x = coordinate_m();
    return {x, coordinate_m()};
}
Segment segment() {
    const Vec2 a = point();
    return {a, point()};
}

/// Star-shaped around the origin, so never self-crossing; anticlockwise.
Polygon star() {
    const int corners = *rc::gen::inRange(3, 12);
    Polygon polygon;
    for (int i = 0; i < corners; ++i) {
        const double angle_rad = 2 * std::numbers::pi * i / corners;
        const double radius_m = *rc::gen::inRange(1000, 20'000) / 1000.0;
        polygon.push_back({radius_m * std::cos(angle_rad), radius_m * std::sin(angle_rad)});
    }
    return polygon;
}

} // namespace

TEST_CASE("geometry: the nearest point of a segment is on it and no other is nearer") {
    CHECK(rc::check([] {
        const Segment s = segment();
        const Vec2 p = point();
        const Vec2 near = nearest_point(s, p);
        RC_ASSERT(std::abs(distance(s.a, near) + distance(near, s.b) - distance(s.a, s.b)) < 1e-9);
        for (int i = 0; i <= 20; ++i)
            RC_ASSERT(distance(s.a + (s.b - s.a) * (i / 20.0), p) >= distance(s, p) - 1e-9);
    }));
    CHECK(distance(Segment{{1, 1}, {1, 1}}, {4, 5}) == doctest::Approx(5));
}

TEST_CASE("geometry: crossing does not depend on order or direction") {
    CHECK(rc::check([] {
        const Segment s = segment(), t = segment();
        const bool cross = intersects(s, t);
        RC_ASSERT(intersects(t, s) == cross);
        RC_ASSERT(intersects({s.b, s.a}, t) == cross);
        RC_ASSERT(intersects({s.b, s.a}, {t.b, t.a}) == cross);
        if (cross) return;
        // Apart: then the ends keep a distance from the other segment.
        RC_ASSERT(distance(s, t.a) > 0);
        RC_ASSERT(distance(t, s.b) > 0);
    }));
}

TEST_CASE("geometry: segments that only touch count as crossing") {
    CHECK(intersects({{0, 0}, {2, 0}}, {{1, 0}, {1, 5}}));
    CHECK(intersects({{0, 0}, {2, 0}}, {{2, 0}, {3, 1}}));
    CHECK(intersects({{0, 0}, {2, 0}}, {{1, 0}, {5, 0}}));
    CHECK_FALSE(intersects({{0, 0}, {2, 0}}, {{2.001, 0}, {5, 0}}));
    CHECK_FALSE(intersects({{0, 0}, {2, 0}}, {{1, 0.001}, {1, 5}}));
}

TEST_CASE("geometry: area and centroid move and turn with the polygon") {
    CHECK(rc::check([] {
        const Polygon polygon = star();
        const Vec2 shift = point();
        const double area_m2 = signed_area_m2(polygon);
        RC_ASSERT(area_m2 > 0);
        Polygon moved, reversed(polygon.rbegin(), polygon.rend()), turned;
        for (const Vec2 p : polygon) {
            moved.push_back(p + shift);
            turned.push_back(left_of(p));
        }
        RC_ASSERT(std::abs(signed_area_m2(moved) - area_m2) < 1e-6);
        RC_ASSERT(std::abs(signed_area_m2(turned) - area_m2) < 1e-6);
        RC_ASSERT(std::abs(signed_area_m2(reversed) + area_m2) < 1e-9);
        RC_ASSERT(distance(centroid(moved), centroid(polygon) + shift) < 1e-6);
        RC_ASSERT(distance(centroid(turned), left_of(centroid(polygon))) < 1e-6);
        RC_ASSERT(distance(centroid(reversed), centroid(polygon)) < 1e-9);
    }));
}

TEST_CASE(
    "geometry: a star-shaped polygon is simple, holds its centre, and nothing outside its box") {
    CHECK(rc::check([] {
        const Polygon polygon = star();
        RC_ASSERT(!find_self_crossing(polygon));
        RC_ASSERT(contains(polygon, {0, 0}));
        const Box box = bounds(polygon);
        const Vec2 p = point();
        if (p.x < box.low.x - 1e-6 || p.x > box.high.x + 1e-6 || p.y < box.low.y - 1e-6 ||
            p.y > box.high.y + 1e-6)
            RC_ASSERT(!contains(polygon, p));
        for (std::size_t i = 0; i < polygon.size(); ++i) {
            RC_ASSERT(contains(polygon, polygon[i]));
            RC_ASSERT(
                contains(polygon, (polygon[i] + polygon[(i + 1) % polygon.size()]) * 0.5, 1e-6));
            RC_ASSERT(contains(polygon, polygon[i] * 0.99));
            RC_ASSERT(!contains(polygon, polygon[i] * 1.01));
        }
    }));
}

TEST_CASE("geometry: a bow tie names the edges that cross") {
    const Polygon bow{{0, 0}, {4, 4}, {4, 0}, {0, 4}};
    const auto crossing = find_self_crossing(bow);
    REQUIRE(crossing);
    CHECK(*crossing == std::pair<std::size_t, std::size_t>{0, 2});
}

TEST_CASE("geometry: nothing is asked of an empty or flat polygon that breaks it") {
    CHECK(signed_area_m2({}) == 0);
    CHECK(centroid({}) == Vec2{});
    CHECK_FALSE(contains({}, {0, 0}));
    CHECK_FALSE(find_self_crossing({}));
    CHECK(bounds({}).empty());
    const Polygon flat{{1, 1}, {3, 1}, {2, 1}};
    CHECK(signed_area_m2(flat) == 0);
    CHECK(centroid(flat) == Vec2{1, 1});
    CHECK(normalized({1e-13, 0}) == Vec2{});
    CHECK(length(normalized({3, -4})) == doctest::Approx(1));
}
