// What holds at every tick of every drill: nobody is lost, nobody and nothing goes through walls.
#include "tests/property/run_length.h"
#include "tests/support/drill_fixture.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace sim;

namespace {

constexpr double walker_limit_m = 0.001, body_limit_m = 0.02;

/// How far `to` lies beyond the wall that the way from `from` crosses; 0 when it crosses none.
double crossed_m(const plan::Sheet& sheet, core::Vec2 from, core::Vec2 to) {
    double worst_m = 0;
    const core::Box box = core::bounds(std::vector{from, to});
    for (const core::Segment& wall : sheet.walls_m) {
        if (std::max(wall.a.x, wall.b.x) < box.low.x || std::min(wall.a.x, wall.b.x) > box.high.x ||
            std::max(wall.a.y, wall.b.y) < box.low.y || std::min(wall.a.y, wall.b.y) > box.high.y)
            continue;
        const core::Vec2 along = core::normalized(wall.b - wall.a);
        const double before = core::cross(along, from - wall.a),
                     after = core::cross(along, to - wall.a);
        if (before * after < 0 && core::intersects({from, to}, wall))
            worst_m = std::max(worst_m, std::abs(after));
    }
    return worst_m;
}

/// Whether a wall reaches into the rectangle by more than `limit_m` from each of its sides.
bool is_pierced(const drill::DeviceFrame& d, const core::Segment& wall, double limit_m) {
    const core::Vec2 ahead{std::cos(static_cast<double>(d.heading_rad)),
                           std::sin(static_cast<double>(d.heading_rad))};
    const double half[] = {static_cast<double>(d.length_m) / 2 - limit_m,
                           static_cast<double>(d.width_m) / 2 - limit_m};
    if (half[0] <= 0 || half[1] <= 0) return false;
    const auto local = [&](core::Vec2 p) {
        const core::Vec2 r = p - d.center_m;
        return core::Vec2{core::dot(r, ahead), core::cross(ahead, r)};
    };
    const core::Vec2 a = local(wall.a), step = local(wall.b) - a;
    double enter = 0, leave = 1; // part of the wall inside both slabs
    for (const auto& [start, delta, h] :
         {std::tuple{a.x, step.x, half[0]}, std::tuple{a.y, step.y, half[1]}}) {
        if (std::abs(delta) < 1e-12) {
            if (std::abs(start) >= h) return false;
            continue;
        }
        const double t1 = (-h - start) / delta, t2 = (h - start) / delta;
        enter = std::max(enter, std::min(t1, t2));
        leave = std::min(leave, std::max(t1, t2));
    }
    return enter < leave;
}

struct Worst {
    double walker_m = 0;
    int pierced_count = 0, lost_count = 0, device_frames = 0, walker_steps = 0;
    std::string walker, device;
};

void look_at(const drill::World& world, const drill::Frame& before, const drill::Frame& now,
             Worst& worst) {
    const auto& sheets = world.area().sheets;
    for (std::size_t i = 0; i < now.people.size(); ++i) {
        const drill::PersonFrame &p = now.people[i], &b = before.people[i];
        if (!p.present || !b.present || b.position.sheet != p.position.sheet ||
            b.position.at_m == p.position.at_m ||
            world.cast()[i].group == drill::PersonGroup::resident_moved)
            continue;
        ++worst.walker_steps;
        const double m =
            crossed_m(sheets[p.position.sheet.index()], b.position.at_m, p.position.at_m);
        if (m <= worst.walker_m) continue;
        worst.walker_m = m;
        worst.walker =
            fmt::format("{} at {:.2f} s on sheet {}: ({:.3f}, {:.3f}) -> ({:.3f}, {:.3f})",
                        world.cast()[i].key, core::seconds(now.tick), p.position.sheet.value,
                        b.position.at_m.x, b.position.at_m.y, p.position.at_m.x, p.position.at_m.y);
    }
    for (const drill::DeviceFrame& d : now.devices) {
        ++worst.device_frames;
        for (const core::Segment& wall : sheets[d.sheet.index()].walls_m) {
            if (!is_pierced(d, wall, body_limit_m)) continue;
            ++worst.pierced_count;
            if (worst.device.empty())
                worst.device = fmt::format(
                    "kind {} at {:.2f} s on sheet {}: ({:.3f}, {:.3f}) heading {:.2f}, wall "
                    "({:.2f}, {:.2f})-({:.2f}, {:.2f})",
                    static_cast<int>(d.kind), core::seconds(now.tick), d.sheet.value, d.center_m.x,
                    d.center_m.y, d.heading_rad, wall.a.x, wall.a.y, wall.b.x, wall.b.y);
        }
    }
    const auto total = static_cast<int>(world.cast().size());
    const auto everybody = world.everybody(), residents = world.residents();
    const auto sum = [](const drill::World::Counts& c) {
        return c.safe + c.sheltered + c.inside + c.incapacitated;
    };
    worst.lost_count += sum(everybody) != total;
    worst.lost_count +=
        sum(residents) != static_cast<int>(world.loaded().scenario.residents.size());
}

Worst run(const drill::LoadedScenario& loaded, drill::TeamPolicy policy, std::uint64_t seed) {
    tests::Drill drill(loaded, policy, seed);
    Worst worst;
    drill::Frame before = drill.world().frame();
    while (drill.step()) {
        drill::Frame now = drill.world().frame();
        look_at(drill.world(), before, now, worst);
        before = std::move(now);
    }
    return worst;
}

} // namespace

TEST_CASE(
    "drill: everybody is counted at every tick, no walker crosses a wall, no body enters one") {
    const auto loaded = tests::quick_drill(tests::runs_long() ? tests::horizon_s() : 150);
    for (const auto policy :
         {drill::TeamPolicy::perfect, drill::TeamPolicy::typical, drill::TeamPolicy::idle})
        for (int seed = 1; seed <= tests::seed_count(); ++seed) {
            CAPTURE(drill::name(policy));
            CAPTURE(seed);
            const Worst worst = run(loaded, policy, static_cast<std::uint64_t>(seed));
            CHECK(worst.lost_count == 0);
            CHECK_MESSAGE(worst.walker_m < walker_limit_m, worst.walker);
            CHECK_MESSAGE(worst.pierced_count == 0, worst.device);
            MESSAGE(drill::name(policy), ": walker steps ", worst.walker_steps, ", device frames ",
                    worst.device_frames);
            if (policy != drill::TeamPolicy::idle) CHECK(worst.walker_steps > 0);
        }
}

TEST_CASE("drill: the test of bodies and walls sees what it should") {
    const drill::DeviceFrame d{assist::DeviceKind::bed, {}, {0, 0}, 0, 2.0f, 1.0f};
    CHECK(is_pierced(d, {{0, -5}, {0, 5}}, body_limit_m));
    CHECK(is_pierced(d, {{0.97, -5}, {0.97, 0}}, body_limit_m));
    CHECK_FALSE(is_pierced(d, {{0.985, -5}, {0.985, 5}}, body_limit_m));
    CHECK_FALSE(is_pierced(d, {{-5, 0.485}, {5, 0.485}}, body_limit_m));
    CHECK(is_pierced(d, {{-0.1, 0}, {0.1, 0}}, body_limit_m)); // a wall wholly inside
    plan::Sheet sheet;
    sheet.walls_m = {{{0, 0}, {4, 0}}};
    CHECK(crossed_m(sheet, {1, 1}, {1, -0.5}) == doctest::Approx(0.5));
    CHECK(crossed_m(sheet, {1, 1}, {1, 0.1}) == 0);
    CHECK(crossed_m(sheet, {5, 1}, {5, -1}) == 0);
}
