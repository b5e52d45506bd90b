#include "sim/assist/device_catalogue.h"

#include "tests/unit/sim/assist/assist_rig.h"
#include <doctest/doctest.h>
#include <set>

using namespace tests;
using assist::DeviceKind;
using assist::Fitness;
using assist::TransferPhase;

namespace {

/// Preparation, 25 m of corridor and unloading, with that crew of equal walkers.
double trip_s(DeviceKind kind, int handlers, Fitness fitness, double walk_mps = 1.6) {
    AssistRig rig{PlanBuilder{}.corridor("C", {0, 0}, {30, 4}).build()};
    auto spec = rig.transfer("r", "C", {2, 2}, 0, "C", {27, 2}, kind, {});
    for (int i = 0; i < handlers; ++i) {
        crowd::WalkerSpec walker;
        walker.key = "w" + std::to_string(i);
        walker.space = rig.space("C");
        walker.start = {spec.sheet, {2.0 + 0.5 * (i / 2), i % 2 == 0 ? 2.8 : 1.2}};
        walker.free_speed_mps = walk_mps;
        spec.crew.push_back(rig.crowd.add(walker));
    }
    spec.fitness = fitness;
    const auto id = rig.assist.begin(spec);
    const double took_s = rig.run(id);
    INFO(rig.assist.status(id).reason);
    REQUIRE(rig.assist.status(id).phase == TransferPhase::done);
    return took_s;
}

} // namespace

TEST_CASE("devices: every kind has its own profile, name and word") {
    std::set<std::string> words;
    for (std::size_t i = 0; i < plan::device_names.size(); ++i) {
        const auto kind = static_cast<DeviceKind>(i);
        const auto& device = assist::default_profile(kind);
        CHECK(device.kind == kind);
        CHECK(plan::find_device(plan::device_names[i]) == kind);
        words.insert(plan::device_word(kind));
        CHECK(device.handlers_min >= 1);
        CHECK(device.handlers_max >= device.handlers_min);
        CHECK(device.loaded_mps > 0);
        CHECK((device.length_m > 0) == (device.width_m > 0));
        CHECK(device.needs_stock == assist::stock_kind(kind).has_value());
    }
    CHECK(words.size() == plan::device_names.size());
    CHECK_FALSE(plan::find_device("sledge").has_value());
}

TEST_CASE("devices: fewer hands than the best are slower, strong ones faster") {
    const auto& sheet = assist::default_profile(DeviceKind::rescue_sheet);
    const auto alone = assist::profile_of_crew(sheet, 1, Fitness::usual);
    CHECK(alone.loaded_mps == doctest::Approx(0.3));
    CHECK(alone.loaded_stair_down_mps == doctest::Approx(0.3));
    CHECK(alone.preparation_s == doctest::Approx(90));
    const auto strong = assist::profile_of_crew(sheet, 2, Fitness::strong);
    CHECK(strong.loaded_mps == doctest::Approx(0.9));
    CHECK(strong.preparation_s == doctest::Approx(50));
    const auto& blanket = assist::default_profile(DeviceKind::blanket_carry);
    CHECK(assist::profile_of_crew(blanket, 2, Fitness::usual).loaded_mps ==
          doctest::Approx(0.7 * 0.8 * 0.8));
    const auto& bed = assist::default_profile(DeviceKind::bed);
    CHECK(assist::profile_of_crew(bed, 2, Fitness::strong).loaded_mps == bed.loaded_mps);
}

TEST_CASE("devices: each way of moving takes its preparation, its way and its unloading") {
    struct Crew {
        DeviceKind kind;
        int handlers;
    };
    constexpr Crew crews[] = {{DeviceKind::piggyback, 1},     {DeviceKind::two_person_carry, 2},
                              {DeviceKind::blanket_carry, 4}, {DeviceKind::carry_chair, 3},
                              {DeviceKind::rescue_sheet, 1},  {DeviceKind::evacuation_chair, 1}};
    for (const auto& [kind, handlers] : crews) {
        CAPTURE(plan::device_word(kind));
        const auto crew =
            assist::profile_of_crew(assist::default_profile(kind), handlers, Fitness::usual);
        CHECK(trip_s(kind, handlers, Fitness::usual) ==
              doctest::Approx(crew.preparation_s + 25 / crew.loaded_mps + crew.unload_s)
                  .epsilon(0.03));
    }
    CHECK(trip_s(DeviceKind::carry_chair, 3, Fitness::strong) ==
          doctest::Approx(40 + 25 / 1.5 + 10).epsilon(0.03));
}

TEST_CASE("devices: nobody is moved faster than his handlers walk") {
    CHECK(trip_s(DeviceKind::evacuation_chair, 1, Fitness::usual, 0.8) ==
          doctest::Approx(35 + 25 / 0.8 + 10).epsilon(0.03));
}
