#include "sim/crowd/sight.h"
#include "tests/support/plan_builder.h"
#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace sim::crowd;
using sim::core::Segment;
using sim::core::Vec2;

namespace {

/// Walkers thrown into a room of 5 x 5 m, some of them standing, lying or carried.
Walkers some_walkers() {
    Walkers w;
    const auto within = [](int low, int high) {
        return *rc::gen::inRange(100 * low, 100 * high) / 100.0;
    };
    const int count = *rc::gen::inRange(2, 90);
    for (int k = 0; k < count; ++k) {
        WalkerSpec spec;
        spec.start = {sim::core::make_id<sim::plan::SheetId>(0), {within(0, 5), within(0, 5)}};
        spec.radius_m = within(15, 35) / 100;
        w.add(spec);
        const auto i = static_cast<std::size_t>(k);
        w.state[i] =
            *rc::gen::element(WalkerState::walking, WalkerState::walking, WalkerState::standing,
                              WalkerState::down, WalkerState::attached);
        w.velocity_mps[i] = {within(-2, 2), within(-2, 2)};
        w.wished_direction[i] = unit_of({within(-2, 2), within(-2, 2)});
    }
    return w;
}

sim::plan::WalkableArea room_of_5_m() {
    sim::plan::WalkableArea area;
    area.sheets.emplace_back();
    area.sheets[0].walls_m = {
        {{0, 0}, {5, 0}}, {{5, 0}, {5, 5}}, {{5, 5}, {0, 5}}, {{0, 5}, {0, 0}}};
    return area;
}

struct Seen {
    int ahead, along;
    float speed_mps;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    std::vector<float> speeds_mps;
    bool operator==(const Seen&) const = default;
};

Seen look(Sight sight, const Bodies& bodies, std::uint32_t row) {
    const float ex = bodies.columns().direction_x[row], ey = bodies.columns().direction_y[row];
    sight.look(bodies, row, ex, ey, 0.3f);
    std::vector<Pair> pairs;
    sight.find_contacts(bodies, pairs);
    sight.pick(bodies, 1.2f, 0.3f, true);
    Seen seen{sight.ahead_count(), sight.along_count(), sight.speed_mps(), {}, {}};
    for (const Pair& p : pairs)
        seen.pairs.push_back({p.a, p.b});
    constexpr float x[Sight::directions] = {1, 0, -1, 0, 0.6f, -0.6f, 0.6f, -0.6f};
    constexpr float y[Sight::directions] = {0, 1, 0, -1, 0.8f, 0.8f, -0.8f, -0.8f};
    seen.speeds_mps.resize(Sight::directions);
    sight.speeds_along(x, y, 1.2f, seen.speeds_mps.data());
    return seen;
}

} // namespace

TEST_CASE("sight: four bodies at a time show what eight do, bit by bit") {
    if (!has_wide_lanes()) MESSAGE("no wide lanes here: nothing is compared");
    const sim::plan::WalkableArea area = room_of_5_m();
    const Ground ground(area);
    rc::check([&] {
        const Walkers walkers = some_walkers();
        std::vector<std::uint32_t> awake(walkers.size());
        for (std::uint32_t i = 0; i < awake.size(); ++i)
            awake[i] = i;
        Bodies bodies(ground);
        bodies.gather(walkers, awake, {}, 0);
        for (std::uint32_t row = 0; row < bodies.all().size(); ++row)
            RC_ASSERT(look(Sight(false), bodies, row) == look(Sight(), bodies, row));
    });
}

TEST_CASE("sight: who looks for contacts only finds the same ones") {
    const sim::plan::WalkableArea area = room_of_5_m();
    const Ground ground(area);
    rc::check([&] {
        const Walkers walkers = some_walkers();
        std::vector<std::uint32_t> awake(walkers.size());
        for (std::uint32_t i = 0; i < awake.size(); ++i)
            awake[i] = i;
        Bodies bodies(ground);
        bodies.gather(walkers, awake, {}, 0);
        for (std::uint32_t row = 0; row < bodies.all().size(); ++row) {
            std::vector<Pair> near, all;
            for (const bool wide : {false, has_wide_lanes()}) {
                Sight sight(wide);
                near.clear();
                all.clear();
                sight.look_for_contacts(bodies, row);
                sight.find_contacts(bodies, near);
                sight.look(bodies, row, 1, 0, 0);
                sight.find_contacts(bodies, all);
                RC_ASSERT(near.size() == all.size());
                for (std::size_t k = 0; k < all.size(); ++k)
                    RC_ASSERT(near[k].b == all[k].b);
            }
        }
    });
}
