// Whole buildings, and a choice of stairs.
#include "tools/verify/crowd_cases.h"
#include "tools/verify/crowd_rows.h"
#include "tools/verify/crowd_site.h"
#include <fmt/format.h>

namespace tools::verify {

namespace plan = sim::plan;
namespace core = sim::core;
namespace crowd = sim::crowd;

namespace {

constexpr Vec2 upright{0, 1}, level{1, 0};
constexpr double long_enough_s = 1800;

/// Three storeys of 26 x 16 m, each with 44 rooms of 2 x 3 m along two corridors of 1 m that end at
/// a stairwell; four persons a room, one exit on the ground floor.
struct Hotel {
    static constexpr int storeys = 3, rooms_a_row = 11;
    static constexpr double room_m = 2, deep_m = 3, aisle_m = 1, wing_m = 9, well_m = 4;
    CrowdSite site;
    plan::SpaceId yard;
    std::vector<plan::SpaceId> rooms;

    Hotel() {
        plan::SpaceId below;
        for (int storey = 0; storey < storeys; ++storey)
            below = add_storey(storey, below);
        site.open({});
    }
    plan::SpaceId add_storey(int storey, plan::SpaceId below) {
        constexpr double east = room_m * rooms_a_row, south = deep_m,
                         north = wing_m + deep_m + aisle_m;
        site.level(3.0 * storey);
        const auto well = site.space(
            plan::SpaceKind::stair,
            {{east, south}, {east + well_m, south}, {east + well_m, north}, {east, north}});
        if (storey == 0) {
            yard = site.outside({east, north}, {east + 20, north + 20});
            site.doorway(well, yard, {east + 2, north}, 2, level);
        } else {
            site.flight(below, well, {{east + well_m, 4}, {east + well_m, 6}},
                        {{east + well_m, 10}, {east + well_m, 12}}, 6);
        }
        for (const double low : {0.0, wing_m})
            add_wing(well, low);
        return well;
    }
    void add_wing(plan::SpaceId well, double low) {
        constexpr double east = room_m * rooms_a_row;
        const auto aisle = site.corridor({0, low + deep_m}, {east, low + deep_m + aisle_m});
        site.doorway(aisle, well, {east, low + deep_m + aisle_m / 2}, aisle_m - 0.1, upright);
        for (int k = 0; k < rooms_a_row; ++k)
            for (const double base : {low, low + deep_m + aisle_m}) {
                const double x = room_m * k;
                rooms.push_back(site.room({x, base}, {x + room_m, base + deep_m}));
                site.doorway(aisle, rooms.back(),
                             {x + room_m / 2, base < low + deep_m ? low + deep_m : base}, 0.9,
                             level);
            }
    }
    /// Speeds uniform between the two.
    double empty_s(double least_mps, double most_mps) {
        int n = 0;
        for (const plan::SpaceId room : rooms)
            for (int k = 0; k < 4; ++k, ++n) {
                const core::DrawKey key{1, core::Stream::walking_speed,
                                        static_cast<std::uint32_t>(n), 0, 8};
                const double v = least_mps + (most_mps - least_mps) * core::draw_uniform(key);
                crowd::WalkerSpec spec;
                spec.space = room;
                spec.start = site.inside_of(room, {0.6 + 0.8 * (k % 2), 1.0 + 1.0 * (k / 2)});
                spec.free_speed_mps = v;
                spec.stair_up_mps = spec.stair_down_mps = 0.6 * v;
                site.send(site.add(spec), yard);
            }
        while (site.inside(yard) < n && site.time_s() < long_enough_s)
            for (int k = 0; k < core::tick_rate_Hz; ++k)
                site.step();
        return site.time_s();
    }
};

void rimea_8(std::vector<CaseResult>& out) {
    const auto run = [](double least_mps, double most_mps) {
        return Hotel{}.empty_s(least_mps, most_mps);
    };
    const double slow_s = run(0.5, 0.5), middle_s = run(0.75, 0.75), fast_s = run(1, 1);
    const double some_s = run(0.5, 1), much_s = run(0.25, 1.25);
    out.push_back(crowd_holds(
        "RiMEA 8: 528 persons, three storeys, slower speed, later out, s",
        slow_s > middle_s && middle_s > fast_s && slow_s < long_enough_s, slow_s,
        "FlowSIMPro 254.6, 215.5, 194.9 s",
        fmt::format("0.50, 0.75, 1.00 m/s: {:.0f}, {:.0f}, {:.0f} s", slow_s, middle_s, fast_s)));
    out.push_back(crowd_holds("RiMEA 8: the wider the spread of speeds, the later out, s",
                              much_s > some_s && some_s > 0.97 * middle_s && much_s < long_enough_s,
                              much_s, {},
                              fmt::format("0.75, 0.5-1.0, 0.25-1.25 m/s: {:.0f}, {:.0f}, {:.0f} s",
                                          middle_s, some_s, much_s)));
}

/// Down a flight and up another, or round on the level over so many metres; share by the stairs.
double share_by_stairs(double round_m) {
    CrowdSite site;
    const double north = 4 + (round_m - 16) / 2;
    site.level(0);
    const auto low = site.space(plan::SpaceKind::stair, {{8, 0}, {12, 0}, {12, 4}, {8, 4}});
    site.level(3);
    const auto start = site.space(plan::SpaceKind::stair, {{0, 0}, {4, 0}, {4, 4}, {0, 4}});
    const auto goal = site.space(plan::SpaceKind::stair, {{16, 0}, {20, 0}, {20, 4}, {16, 4}});
    const auto west = site.corridor({0, 4}, {4, north}), east = site.corridor({16, 4}, {20, north});
    const auto round = site.corridor({4, north - 4}, {16, north});
    site.doorway(start, west, {2, 4}, 2, level);
    site.doorway(west, round, {4, north - 2}, 2, upright);
    site.doorway(round, east, {16, north - 2}, 2, upright);
    const auto into = site.doorway(east, goal, {18, 4}, 2, level);
    site.flight(low, start, {{8, 1}, {8, 3}}, {{4, 1}, {4, 3}}, 5);
    site.flight(low, goal, {{12, 1}, {12, 3}}, {{16, 1}, {16, 3}}, 5);
    site.open({});
    constexpr int persons = 10;
    site.send(site.fill(start, {0.5, 0.5}, {3.5, 3.5}, persons, 1.25, 0.2), goal);
    while (site.inside(goal) < persons && site.time_s() < long_enough_s)
        site.step();
    if (site.inside(goal) < persons) return std::numeric_limits<double>::quiet_NaN();
    return 1 - site.passed(into) / static_cast<double>(persons);
}

void rimea_14(std::vector<CaseResult>& out) {
    const double far_round = share_by_stairs(60), near_round = share_by_stairs(26);
    out.push_back(crowd_holds(
        "RiMEA 14: share by the stairs where the level way is long", far_round + near_round >= 0,
        far_round, {},
        fmt::format("measured: by time, each by himself; level way 60 m, down and up 14 m; "
                    "{:.1f} where the level way is 26 m",
                    near_round)));
}

} // namespace

void run_crowd_building_cases(std::vector<CaseResult>& out) {
    rimea_8(out);
    rimea_14(out);
}

} // namespace tools::verify
