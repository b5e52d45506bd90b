#include "sim/crowd/passing.h"

#include "sim/crowd/crowd_constants.h"
#include "tests/support/crowd_site.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace tests;
using crowd::WalkerState;

namespace {

constexpr double slope_m = 10, long_m = 2.1;

/// Two landings of 6 m and a flight of 10 m, and a stretcher on it that goes its way whatever.
struct Stair {
    CrowdSite site;
    double width_m, device_x_m, device_radius_m;
    double device_y_m = 0, device_mps = 0; ///< middle; upwards
    std::vector<crowd::WalkerId> climbing, descending;
    bool on_flight = true;

    Stair(double width, double device_x, double device_radius)
        : site(plan_of(width)), width_m(width), device_x_m(device_x),
          device_radius_m(device_radius) {}
    static plan::Plan plan_of(double width_m) {
        PlanBuilder b;
        b.level("L1").stairwell("low", {0, -3}, {6, 6}, {0, -3}, {6, 6});
        b.level("L2", 3).stairwell("high", {0, -3}, {6, 6}, {0, -3}, {6, 6});
        b.stair("stair", {"low", "high"});
        b.flight("F", "low", "high", {{6, 0}, {6, width_m}}, {{0, 0}, {0, width_m}}, slope_m);
        return b.build();
    }
    [[nodiscard]] plan::SheetId sheet() const {
        return site.area.sheet_of(sim::core::make_id<plan::FlightId>(0));
    }
    void send(const std::string& from, const std::string& to, int persons) {
        auto& ids = from == "low" ? climbing : descending;
        for (int k = 0; k < persons; ++k) {
            ids.push_back(site.add(from, {1.0 + 0.6 * (k % 6), 0.5 + 0.7 * (k / 6)}));
            site.people->go_to(ids.back(), site.space(to), {3, 1});
        }
    }
    [[nodiscard]] std::vector<crowd::WalkerId> everybody() const {
        std::vector<crowd::WalkerId> all = climbing;
        all.insert(all.end(), descending.begin(), descending.end());
        return all;
    }
    void step() {
        site.obstacles.clear();
        device_y_m += device_mps * sim::core::tick_s;
        on_flight = device_y_m - long_m / 2 > 0 && device_y_m + long_m / 2 < slope_m;
        for (int k = 0; k < 4 && on_flight; ++k)
            site.obstacles.push_back(
                {sheet(),
                 {device_x_m, device_y_m + (long_m - 2 * device_radius_m) * (k / 3.0 - 0.5)},
                 {0, device_mps},
                 device_radius_m});
        site.step();
    }
    /// Those who are beside the device now, along the slope.
    [[nodiscard]] std::vector<double> beside_m() const {
        std::vector<double> along;
        for (const auto id : everybody()) {
            const plan::Position p = site.people->position(id);
            if (on_flight && p.sheet == sheet() && std::abs(p.at_m.y - device_y_m) < long_m / 2)
                along.push_back(p.at_m.y);
        }
        std::sort(along.begin(), along.end());
        return along;
    }
    /// Deepest that anybody's turned body is in the device.
    [[nodiscard]] double overlap_m() const {
        double most_m = 0;
        for (const auto id : everybody()) {
            const plan::Position p = site.people->position(id);
            for (const crowd::Obstacle& o : site.obstacles)
                if (p.sheet == o.sheet)
                    most_m = std::max(
                        most_m, o.radius_m + crowd::turned_body_ratio * site.people->radius_m(id) -
                                    sim::core::distance(p.at_m, o.center_m));
        }
        return most_m;
    }
    [[nodiscard]] int arrived() const {
        int count = 0;
        for (const auto id : everybody())
            count += site.state(id) == WalkerState::arrived;
        return count;
    }
};

} // namespace

TEST_CASE("passing: a stretcher that leaves 1.1 m is passed one behind the other, both ways") {
    for (const double mps : {-0.3, 0.0, 0.3}) {
        Stair s(1.8, 0.35, 0.3);
        s.device_y_m = mps > 0 ? 2.5 : mps < 0 ? 7.5 : 5;
        s.device_mps = mps;
        s.send("low", "high", 8);
        s.send("high", "low", 4);
        int passed_beside = 0;
        double nearest_m = 1e9, overlap_m = 0;
        while (s.arrived() < 12 && s.site.time_s() < 120) {
            s.step();
            const auto beside = s.beside_m();
            passed_beside += !beside.empty();
            for (std::size_t k = 1; k < beside.size(); ++k)
                nearest_m = std::min(nearest_m, beside[k] - beside[k - 1]);
            overlap_m = std::max(overlap_m, s.overlap_m());
        }
        CAPTURE(mps);
        CHECK(s.arrived() == 12);
        CHECK(passed_beside > 0);
        CHECK(nearest_m > 0.3); // a body's depth: nobody abreast
        CHECK(overlap_m < 0.01);
    }
}

TEST_CASE("passing: shoulders are turned where there is room for no more") {
    Stair s(1.2, 0.42, 0.4); // 0.38 m are left
    s.device_y_m = 5;
    s.send("low", "high", 3);
    double overlap_m = 0;
    while (s.arrived() < 3 && s.site.time_s() < 90) {
        s.step();
        overlap_m = std::max(overlap_m, s.overlap_m());
    }
    CHECK(s.arrived() == 3);
    CHECK(overlap_m < 0.01);
}

TEST_CASE("passing: without room they wait, go back before one that comes, and go on after it") {
    for (const double mps : {-0.5, 0.5}) {
        Stair s(1.2, 0.6, 0.42);
        s.device_y_m = mps < 0 ? slope_m - 1.1 : 1.1;
        s.device_mps = mps;
        const bool comes_down = mps < 0;
        s.send(comes_down ? "low" : "high", comes_down ? "high" : "low", 4);
        double overlap_m = 0;
        bool beside = false;
        while (s.arrived() < 4 && s.site.time_s() < 120) {
            s.step();
            overlap_m = std::max(overlap_m, s.overlap_m());
            beside = beside || !s.beside_m().empty();
        }
        CAPTURE(mps);
        CHECK(s.arrived() == 4);
        CHECK(s.site.time_s() > slope_m / 0.5); // not before it had come off
        CHECK(!beside);
        CHECK(overlap_m < 0.01);
    }
}

TEST_CASE("passing: who catches up with one that leaves no room follows it") {
    Stair s(1.2, 0.6, 0.42);
    s.device_y_m = 3;
    s.device_mps = 0.2;
    s.send("low", "high", 3);
    double overlap_m = 0;
    bool beside = false;
    while (s.arrived() < 3 && s.site.time_s() < 120) {
        s.step();
        overlap_m = std::max(overlap_m, s.overlap_m());
        beside = beside || !s.beside_m().empty();
    }
    CHECK(s.arrived() == 3);
    CHECK(!beside);
    CHECK(overlap_m < 0.01);
}
