#include "sim/crowd/lifts.h"

#include "tests/support/plan_builder.h"
#include <doctest/doctest.h>
#include <memory>

using namespace tests;
namespace crowd = sim::crowd;
using crowd::CarPhase;

TEST_CASE("lifts: a short ride never reaches the car's speed") {
    CHECK(crowd::calc_ride_s(0, 1, 1) == 0);
    CHECK(crowd::calc_ride_s(0.25, 1, 1) == doctest::Approx(1.0));
    CHECK(crowd::calc_ride_s(1, 1, 1) == doctest::Approx(2.0)); // both branches meet
    CHECK(crowd::calc_ride_s(10, 2, 1) == doctest::Approx(7.0));
}

namespace {

/// Three stops, 4 m apart, with a hall before each; the car starts at the lowest.
struct Shaft {
    plan::Plan plan;
    std::unique_ptr<crowd::Lifts> lifts;
    std::int64_t now = 0;

    Shaft() {
        PlanBuilder b;
        for (const char* n : {"1", "2", "3"}) {
            const std::string k = n;
            b.level("L" + k, 4.0 * (n[0] - '1'));
            b.room("hall/" + k, {0, 0}, {10, 8});
            b.room("car/" + k, {10, 3}, {11.8, 5}, plan::SpaceKind::lift);
            b.opening(plan::OpeningKind::door, "door/" + k, "hall/" + k, "car/" + k, {10, 4}, 1.1);
        }
        plan = b.build();
        plan::Lift lift;
        lift.spaces = {space("car/1"), space("car/2"), space("car/3")};
        lift.capacity_count = 2;
        plan.lifts.push_back(lift);
        lifts = std::make_unique<crowd::Lifts>(plan);
        lifts->set_service(lift_id(), crowd::LiftService::everybody);
    }
    static plan::LiftId lift_id() { return sim::core::make_id<plan::LiftId>(0); }
    [[nodiscard]] plan::SpaceId space(const std::string& key) const { return plan.find_space(key); }
    [[nodiscard]] plan::OpeningId door(const std::string& key) const {
        return plan.find_opening(key);
    }
    void step(const std::vector<crowd::Lifts::Person>& people) {
        lifts->begin_step();
        for (const auto& person : people)
            lifts->count(person);
        lifts->end_step(now++);
    }
    /// Steps until the car is in that phase; false after a minute.
    bool run_until(CarPhase phase, const std::vector<crowd::Lifts::Person>& people) {
        for (int k = 0; k < 1200; ++k) {
            step(people);
            if (lifts->status(lift_id()).phase == phase) return true;
        }
        return false;
    }
};

} // namespace

TEST_CASE("lifts: the oldest call is answered first, a rider's wish before any call") {
    Shaft s;
    const crowd::Lifts::Person top{s.space("hall/3"), s.door("door/3"), 1, {}};
    const crowd::Lifts::Person mid{s.space("hall/2"), s.door("door/2"), 1, {}};
    s.step({top});
    REQUIRE(s.run_until(CarPhase::open, {top, mid}));
    CHECK(s.lifts->status(s.lift_id()).stop == s.space("car/3"));
    const crowd::Lifts::Person rider{s.space("car/3"), {}, 0, s.space("car/1")};
    REQUIRE(s.run_until(CarPhase::riding, {rider, mid}));
    REQUIRE(s.run_until(CarPhase::open, {rider, mid}));
    CHECK(s.lifts->status(s.lift_id()).stop == s.space("car/1"));
    CHECK(s.lifts->keeps_out(s.door("door/2"), s.space("hall/2")));
    CHECK_FALSE(s.lifts->keeps_out(s.door("door/1"), s.space("hall/1")));
}

TEST_CASE("lifts: nobody gets in while riders get off, nor into a full car") {
    Shaft s;
    const crowd::Lifts::Person outside{s.space("hall/1"), s.door("door/1"), 1, {}};
    REQUIRE(s.run_until(CarPhase::open, {outside}));
    CHECK_FALSE(s.lifts->keeps_out(s.door("door/1"), s.space("hall/1")));
    s.step({outside, {s.space("car/1"), s.door("door/1"), 1, {}}});
    CHECK(s.lifts->keeps_out(s.door("door/1"), s.space("hall/1")));
    CHECK_FALSE(s.lifts->keeps_out(s.door("door/1"), s.space("car/1")));
    const crowd::Lifts::Person rider{s.space("car/1"), {}, 0, s.space("car/2")};
    s.step({outside, rider});
    CHECK_FALSE(s.lifts->keeps_out(s.door("door/1"), s.space("hall/1")));
    s.lifts->passed(s.door("door/1"), s.space("car/1"));
    CHECK(s.lifts->keeps_out(s.door("door/1"), s.space("hall/1")));
}

TEST_CASE("lifts: the doors open again for who stands between them") {
    Shaft s;
    const crowd::Lifts::Person outside{s.space("hall/1"), s.door("door/1"), 1, {}};
    REQUIRE(s.run_until(CarPhase::open, {outside}));
    REQUIRE(s.run_until(CarPhase::closing, {}));
    s.step({{s.space("hall/1"), s.door("door/1"), 0.3, {}, {9.7, 4}}});
    CHECK(s.lifts->status(s.lift_id()).phase == CarPhase::closing);
    s.step({{s.space("hall/1"), s.door("door/1"), 0.1, {}, {9.9, 4}}});
    CHECK(s.lifts->status(s.lift_id()).phase == CarPhase::opening);
}

TEST_CASE("lifts: out of service the world moves the doors and nobody is kept out") {
    Shaft s;
    s.lifts->set_service(s.lift_id(), crowd::LiftService::out_of_service);
    CHECK_FALSE(s.lifts->any_in_service());
    s.step({{s.space("hall/3"), s.door("door/3"), 1, {}}});
    CHECK(s.lifts->held_doors().empty());
    CHECK_FALSE(s.lifts->keeps_out(s.door("door/3"), s.space("hall/3")));
    CHECK_FALSE(s.lifts->takes(s.lift_id(), true));
    s.lifts->set_service(s.lift_id(), crowd::LiftService::permitted);
    CHECK(s.lifts->takes(s.lift_id(), true));
    CHECK_FALSE(s.lifts->takes(s.lift_id(), false));
}
