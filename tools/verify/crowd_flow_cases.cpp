#include "tools/verify/crowd_cases.h"

#include "tools/verify/crowd_rows.h"
#include "tools/verify/crowd_site.h"
#include <fmt/format.h>
#include <numeric>

namespace tools::verify {

namespace plan = sim::plan;
namespace core = sim::core;
namespace crowd = sim::crowd;
using crowd::DoorMode;

namespace {

constexpr Vec2 upright{0, 1};
constexpr double long_enough_s = 900;
constexpr std::uint64_t seeds = 5; ///< figures are means over so many runs

/// 8 x 5 m room, 1 m exit centred on a 5 m wall, 100 persons: persons a second over the whole time.
double imo_4_flow(DoorMode mode, std::uint64_t seed) {
    CrowdSite site;
    const auto room = site.room({0, 0}, {8, 5});
    const auto yard = site.outside({8, -20}, {40, 25});
    const auto exit = site.doorway(room, yard, {8, 2.5}, 1.0, upright);
    site.open({seed, mode});
    site.send(site.fill(room, {0.3, 0.3}, {7.5, 4.7}, 100, 1.25, 0.2), yard);
    return 100 / site.run_until_passed(exit, 100, long_enough_s);
}

void imo_4(std::vector<CaseResult>& out) {
    const char* peer = "FDS+Evac 1.24 or 1.54, JuPedSim 0.93-1.01 persons/s";
    double most = 0;
    for (std::uint64_t seed = 1; seed <= 3; ++seed)
        most = std::max(most, imo_4_flow(DoorMode::regulatory, seed));
    out.push_back(crowd_between("IMO 4: flow through 1 m, regulatory, most of 3 seeds, 1/s",
                                "published", most, 1.33 * 0.95, 1.333, peer));
    double mean = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed)
        mean += imo_4_flow(DoorMode::emergent, seed) / seeds;
    out.push_back(crowd_between("Seyfried: flow through 1 m, emergent, mean of 5 seeds, 1/s",
                                "published", mean, 1.3, 2.2, peer, "experiments about 1.9"));
}

/// Time until all 100 of room 1 have got into room 2 against so many the other way.
double imo_8_s(int against, std::uint64_t seed) {
    CrowdSite site;
    const auto one = site.room({0, 0}, {10, 10});
    const auto corridor = site.corridor({10, 4}, {20, 6});
    const auto two = site.room({20, 0}, {30, 10});
    site.doorway(one, corridor, {10, 5}, 2.0, upright);
    site.doorway(corridor, two, {20, 5}, 2.0, upright);
    site.open({seed, DoorMode::emergent});
    const auto first = site.fill(one, {0.5, 0.5}, {7, 9.5}, 100, 1.25, 0.2);
    const auto second = site.fill(two, {23, 0.5}, {29.5, 9.5}, against, 1.25, 0.2);
    site.send(first, two);
    site.send(second, one);
    const auto there = [&] {
        return std::count_if(first.begin(), first.end(),
                             [&](crowd::WalkerId w) { return site.people().space(w) == two; });
    };
    while (there() < 100 && site.time_s() < long_enough_s)
        site.step();
    return site.time_s();
}

void imo_8(std::vector<CaseResult>& out) {
    const int against[] = {0, 10, 50, 100};
    const char* peers[] = {"FDS+Evac 50.0 s", "FDS+Evac 75.0 s", "FDS+Evac 106.9 s",
                           "FDS+Evac 136.1 s; JuPedSim never"};
    double before_s = 0;
    for (int k = 0; k < 4; ++k) {
        double t = 0;
        for (std::uint64_t seed = 1; seed <= seeds; ++seed)
            t += imo_8_s(against[k], seed) / seeds;
        out.push_back(crowd_holds(fmt::format("IMO 8: 100 persons against {}, s", against[k]),
                                  t > before_s && t < long_enough_s, t, peers[k],
                                  "grows with the counterflow, never freezes"));
        before_s = t;
    }
}

struct Bottleneck {
    double first_room_empty_s = 0, flow_per_s = 0;
};

/// A 10 x 10 m room with a neck of that width and depth (0: an opening in the wall); 150 persons.
Bottleneck run_bottleneck(double width_m, double depth_m, std::uint64_t seed) {
    CrowdSite site;
    const auto room = site.room({0, 0}, {10, 10});
    const auto yard = site.outside({10 + depth_m, -10}, {40 + depth_m, 20});
    plan::OpeningId in, out;
    if (depth_m > 0) {
        const auto neck = site.corridor({10, 5 - width_m / 2}, {10 + depth_m, 5 + width_m / 2});
        in = site.doorway(room, neck, {10, 5}, width_m, upright);
        out = site.doorway(neck, yard, {10 + depth_m, 5}, width_m, upright);
    } else {
        in = out = site.doorway(room, yard, {10, 5}, width_m, upright);
    }
    site.open({seed, DoorMode::emergent});
    site.send(site.fill(room, {0.3, 0.3}, {9, 9.7}, 150, 1.25, 0.2), yard);
    const double first_s = site.run_until_passed(out, 20, long_enough_s);
    const double last_s = site.run_until_passed(out, 130, long_enough_s);
    return {site.run_until_passed(in, 150, long_enough_s), 110 / (last_s - first_s)};
}

Bottleneck mean_bottleneck(double width_m, double depth_m) {
    Bottleneck mean;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const Bottleneck one = run_bottleneck(width_m, depth_m, seed);
        mean.first_room_empty_s += one.first_room_empty_s / seeds;
        mean.flow_per_s += one.flow_per_s / seeds;
    }
    return mean;
}

void rimea_12(std::vector<CaseResult>& out) {
    const Bottleneck thin = mean_bottleneck(1.0, 0), deep = mean_bottleneck(1.0, 5.0);
    out.push_back(crowd_holds(
        "RiMEA 12b: emptied through a neck 5 m deep less through an opening, s",
        deep.first_room_empty_s > thin.first_room_empty_s,
        deep.first_room_empty_s - thin.first_room_empty_s, "FlowSIMPro 170.2 - 158.2 = 12 s",
        fmt::format("{:.1f} and {:.1f} s; the deep one takes longer", deep.first_room_empty_s,
                    thin.first_room_empty_s)));
    double before = 0;
    for (const double width_m : {0.8, 1.0, 1.2}) {
        const double flow = mean_bottleneck(width_m, 5.0).flow_per_s;
        out.push_back(
            crowd_published(fmt::format("RiMEA 12d: flow through {} m x 5 m, 1/s", width_m), flow,
                            1.9 * width_m, 0.25, "JuPedSim 0.93-1.01 at 1.0 m"));
        out.push_back(
            crowd_holds(fmt::format("RiMEA 12d: {} m lets more pass than narrower", width_m),
                        flow > before, flow, {}, "1/s"));
        before = flow;
    }
}

/// 500 persons through 20 m wide ways: straight 75.4 m, bent, straight 44 m.
void rimea_15(std::vector<CaseResult>& out) {
    const auto run = [](const plan::Polygon& way, Vec2 exit_m, Vec2 along, Vec2 low, Vec2 high) {
        CrowdSite site;
        const auto corridor = site.space(plan::SpaceKind::corridor, way);
        const Vec2 ahead = core::left_of(along) * -1;
        const Vec2 a = exit_m - along * 10, b = exit_m + along * 10, c = b + ahead * 30,
                   d = a + ahead * 30;
        const auto yard = site.space(plan::SpaceKind::outside, {a, d, c, b});
        const auto exit = site.doorway(corridor, yard, exit_m, 19.9, along);
        site.open({});
        site.send(site.fill(corridor, low, high, 500, 1.25, 0.2), yard);
        return site.run_until_passed(exit, 500, long_enough_s);
    };
    const double full_s =
        run({{0, 0}, {75.4, 0}, {75.4, 20}, {0, 20}}, {75.4, 10}, upright, {0.3, 0.3}, {6, 19.7});
    const double corner_s = run({{0, 0}, {54, 0}, {54, 30}, {34, 30}, {34, 20}, {0, 20}}, {44, 30},
                                {-1, 0}, {0.3, 0.3}, {6, 19.7});
    const double short_s =
        run({{0, 0}, {44, 0}, {44, 20}, {0, 20}}, {44, 10}, upright, {0.3, 0.3}, {6, 19.7});
    out.push_back(crowd_holds(
        "RiMEA 15: short <= corner <= long, s", short_s <= corner_s && corner_s <= full_s, corner_s,
        "not checked by FlowSIMPro",
        fmt::format("{:.1f} <= {:.1f} <= {:.1f}", short_s, corner_s, full_s)));
}

/// Mean speed of all near the middle of a corridor filled to that density, after settling.
struct Sample {
    double density_per_m2 = 0, speed_mps = 0;
};
Sample run_dense_corridor(double density_per_m2) {
    CrowdSite site;
    const auto corridor = site.corridor({0, 0}, {60, 5});
    const auto yard = site.outside({60, -10}, {100, 15});
    site.doorway(corridor, yard, {60, 2.5}, 4.9, upright);
    site.open({});
    site.send(
        site.fill(corridor, {0.2, 0.2}, {40, 4.8}, static_cast<int>(density_per_m2 * 200), 1.34, 0),
        yard);
    Sample sample;
    int steps = 0, seen = 0;
    while (site.time_s() < 9) {
        site.step();
        if (site.time_s() < 4) continue;
        ++steps;
        for (std::size_t i = 0; i < site.people().size(); ++i) {
            const auto id = core::make_id<crowd::WalkerId>(i);
            const double x = site.people().position(id).at_m.x;
            if (x < 18 || x > 24) continue;
            ++seen;
            sample.speed_mps += site.people().velocity_mps(id).x;
        }
    }
    sample.density_per_m2 = seen / (steps * 6.0 * 5.0);
    sample.speed_mps /= std::max(1, seen);
    return sample;
}

void rimea_4(std::vector<CaseResult>& out) {
    double most_per_m_s = 0, last_per_m_s = 0;
    for (const double density : {0.5, 1.0, 2.0, 3.0, 4.0}) {
        const Sample s = run_dense_corridor(density);
        last_per_m_s = s.density_per_m2 * s.speed_mps;
        most_per_m_s = std::max(most_per_m_s, last_per_m_s);
        const double weidmann_mps =
            1.34 * (1 - std::exp(-1.913 * (1 / s.density_per_m2 - 1 / 5.4)));
        out.push_back(crowd_published(
            fmt::format("RiMEA 4: speed at {:.2f} persons/m2, m/s", s.density_per_m2), s.speed_mps,
            weidmann_mps, 0.20, "skipped by JuPedSim's suite and FlowSIMPro",
            "Weidmann; experiments scatter by more"));
    }
    out.push_back(
        crowd_holds("IMO 12 / ISO 13: flow at the highest density below the most, 1/(m s)",
                    last_per_m_s < most_per_m_s, last_per_m_s, "JuPedSim's suite fails ISO 13",
                    fmt::format("most {:.2f} at a lower density", most_per_m_s)));
}

} // namespace

void run_crowd_flow_cases(std::vector<CaseResult>& out) {
    imo_4(out);
    imo_8(out);
    rimea_4(out);
    rimea_12(out);
    rimea_15(out);
}

} // namespace tools::verify
