#include "tools/verify/crowd_cases.h"

#include "tools/verify/crowd_rows.h"
#include "tools/verify/crowd_site.h"
#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace tools::verify {

namespace plan = sim::plan;
namespace core = sim::core;
namespace crowd = sim::crowd;
using core::Segment;

namespace {

constexpr Vec2 upright{0, 1};
constexpr double long_enough_s = 900;
constexpr std::uint64_t seeds = 5; ///< figures are means over so many runs

/// Two landings of 4 x width m, one flight of that width between them.
struct StairSite {
    CrowdSite site;
    plan::SpaceId low, high;
    plan::FlightId flight;

    StairSite(double width_m, double slope_m, std::uint64_t seed = 1) {
        site.level(0);
        low = site.space(plan::SpaceKind::stair, landing(width_m));
        site.level(slope_m / 2);
        high = site.space(plan::SpaceKind::stair, landing(width_m));
        flight = site.flight(low, high, {{4, 0}, {4, width_m}}, {{0, 0}, {0, width_m}}, slope_m);
        site.open({seed, crowd::DoorMode::emergent});
    }
    static plan::Polygon landing(double width_m) {
        return {{0, 0}, {4, 0}, {4, width_m}, {0, width_m}};
    }
};

double walk_stairs_s(bool up, double slope_m, double speed_mps) {
    StairSite s(2, slope_m);
    crowd::WalkerSpec spec;
    spec.start = {s.site.area().sheet_of(s.flight), {1, up ? 0.05 : slope_m - 0.05}};
    spec.space = up ? s.low : s.high;
    spec.stair_up_mps = spec.stair_down_mps = speed_mps;
    const auto walker = s.site.add(spec);
    s.site.send(walker, up ? s.high : s.low);
    while (s.site.people().position(walker).sheet == spec.start.sheet &&
           s.site.time_s() < long_enough_s)
        s.site.step();
    return s.site.time_s();
}

void one_on_stairs(std::vector<CaseResult>& out) {
    for (const bool up : {true, false}) {
        const char* way = up ? "up" : "down";
        out.push_back(
            crowd_equal(fmt::format("IMO {}: 10 m of stairs {} at 1.0 m/s, s", up ? 2 : 3, way),
                        "published", walk_stairs_s(up, 10, 1.0), 10, 0.05));
        out.push_back(crowd_equal(fmt::format("NIST 2.2 / ISO 3: 100 m of stairs {}, s", way),
                                  "published", walk_stairs_s(up, 100, 1.0), 100, 0.05));
    }
}

/// Persons a second over the middle half of 100 who go down from a landing 12 m long.
double stair_flow_per_s(double width_m, std::uint64_t seed) {
    CrowdSite site;
    site.level(0);
    const auto low =
        site.space(plan::SpaceKind::stair, {{0, 0}, {20, 0}, {20, width_m}, {0, width_m}});
    site.level(4);
    const auto high = site.space(plan::SpaceKind::stair, {{0, -4}, {12, -4}, {12, 8}, {0, 8}});
    const double y = 2 - width_m / 2;
    const auto flight =
        site.flight(low, high, {{20, 0}, {20, width_m}}, {{0, y}, {0, y + width_m}}, 8);
    site.open({seed, crowd::DoorMode::emergent});
    const auto all = site.fill(high, {0.5, -3.5}, {11.5, 7.5}, 100, 1.25, 0.2);
    for (const auto id : all)
        site.people().go_to(id, low, {1, width_m / 2});
    const auto sheet = site.area().sheet_of(flight);
    double quarter_s = 0;
    std::vector<unsigned char> on(all.size(), 0);
    for (int entered = 0; entered < 75 && site.time_s() < long_enough_s;) {
        site.step();
        for (std::size_t k = 0; k < all.size(); ++k)
            if (!on[k] && site.people().position(all[k]).sheet == sheet) {
                on[k] = 1;
                if (++entered == 25) quarter_s = site.time_s();
            }
    }
    return 50 / (site.time_s() - quarter_s);
}

void iso_12(std::vector<CaseResult>& out) {
    double before = 0;
    for (const double width_m : {1.0, 1.4, 1.8}) {
        double flow = 0;
        for (std::uint64_t seed = 1; seed <= seeds; ++seed)
            flow += stair_flow_per_s(width_m, seed) / seeds;
        out.push_back(crowd_holds(fmt::format("ISO 12: flow down a stair of {} m, 1/s", width_m),
                                  flow > before, flow, "out of scope of pyFDS-Evac",
                                  "grows with the width; mean of 5 seeds"));
        before = flow;
    }
}

struct Jam {
    double at_exit = 0, mid_corridor = 0, at_stair = 0; ///< persons/m2
    double corridor_per_s = 0, stair_per_s = 0;
    bool all_up = false;
};

/// Room 5 x 8 m, corridor 2 x 12 m, stair 2 m wide and 3 m long upwards: 150 persons.
Jam run_jam(std::uint64_t seed) {
    CrowdSite site;
    site.level(0);
    const auto room = site.room({0, 0}, {8, 5});
    const auto corridor = site.corridor({8, 1.5}, {20, 3.5});
    const auto foot =
        site.space(plan::SpaceKind::stair, {{20, 1.5}, {21, 1.5}, {21, 3.5}, {20, 3.5}});
    const auto in = site.doorway(room, corridor, {8, 2.5}, 2.0, upright);
    const auto out_of = site.doorway(corridor, foot, {20, 2.5}, 2.0, upright);
    site.level(1.5);
    const auto head = site.space(plan::SpaceKind::stair, {{0, -9}, {18, -9}, {18, 12}, {0, 12}});
    site.flight(foot, head, {{21, 1.5}, {21, 3.5}}, {{0, 1.5}, {0, 3.5}}, 3);
    site.open({seed, crowd::DoorMode::emergent});
    const auto all = site.fill(room, {0.25, 0.25}, {7.75, 4.75}, 150, 1.25, 0.2);
    site.send(all, head);
    Jam jam;
    int samples = 0;
    double entered_s = 0, left_s = 0;
    while (site.inside(head) < 150 && site.time_s() < long_enough_s) {
        for (int k = 0; k < 10; ++k)
            site.step();
        if (site.passed(in) >= 100 && entered_s == 0) entered_s = site.time_s();
        if (site.passed(out_of) >= 100 && left_s == 0) left_s = site.time_s();
        if (site.passed(out_of) < 20 || site.passed(in) > 110) continue;
        ++samples;
        for (const auto id : all) {
            const plan::Position p = site.people().position(id);
            if (!(p.sheet == core::make_id<plan::SheetId>(0))) continue;
            jam.at_exit += p.at_m.x > 6 && p.at_m.x < 8 && std::abs(p.at_m.y - 2.5) < 1;
            jam.mid_corridor += p.at_m.x > 12 && p.at_m.x < 14;
            jam.at_stair += p.at_m.x > 19 && p.at_m.x < 21;
        }
    }
    for (double* density : {&jam.at_exit, &jam.mid_corridor, &jam.at_stair})
        *density /= std::max(1, samples) * 4.0;
    jam.corridor_per_s = 100 / entered_s;
    jam.stair_per_s = 100 / left_s;
    jam.all_up = site.inside(head) == 150;
    return jam;
}

void rimea_13(std::vector<CaseResult>& out) {
    Jam mean;
    bool all_up = true;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const Jam one = run_jam(seed);
        mean.at_exit += one.at_exit / seeds;
        mean.mid_corridor += one.mid_corridor / seeds;
        mean.at_stair += one.at_stair / seeds;
        mean.corridor_per_s += one.corridor_per_s / seeds;
        mean.stair_per_s += one.stair_per_s / seeds;
        all_up = all_up && one.all_up;
    }
    out.push_back(
        crowd_holds("RiMEA 13 / IMO 11: flow onto the stairs below that into the corridor, 1/s",
                    all_up && mean.stair_per_s < mean.corridor_per_s, mean.stair_per_s,
                    "not checked by FlowSIMPro",
                    fmt::format("corridor {:.2f}; mean of 5 seeds", mean.corridor_per_s)));
    out.push_back(crowd_holds(
        "NIST 5.1 / ISO 10: crowded at the room's exit and the stair's foot, persons/m2",
        all_up && mean.at_exit > mean.mid_corridor && mean.at_stair > mean.mid_corridor,
        mean.at_stair, {},
        fmt::format("exit {:.2f}, middle of the corridor {:.2f}, foot of the stair {:.2f}",
                    mean.at_exit, mean.mid_corridor, mean.at_stair)));
}

/// Mean speed on a flight of 10 x 2 m of 40 who go that way.
double crowd_on_stairs_mps(bool up, std::uint64_t seed) {
    CrowdSite site;
    site.level(0);
    const auto low = site.space(plan::SpaceKind::stair, {{-16, -5}, {4, -5}, {4, 7}, {-16, 7}});
    site.level(5);
    const auto high = site.space(plan::SpaceKind::stair, {{0, -5}, {20, -5}, {20, 7}, {0, 7}});
    const auto flight = site.flight(low, high, {{4, 0}, {4, 2}}, {{0, 0}, {0, 2}}, 10);
    site.open({seed, crowd::DoorMode::emergent});
    const auto all = up ? site.fill(low, {-6, -3}, {3.5, 5}, 40, 1.25, 0.2)
                        : site.fill(high, {0.5, -3}, {10, 5}, 40, 1.25, 0.2);
    site.send(all, up ? high : low);
    const auto sheet = site.area().sheet_of(flight);
    double sum = 0;
    int seen = 0;
    while (site.time_s() < 60) {
        site.step();
        for (const auto id : all)
            if (site.people().position(id).sheet == sheet) {
                sum += std::abs(site.people().velocity_mps(id).y);
                ++seen;
            }
    }
    return sum / std::max(1, seen);
}

void rimea_13_speeds(std::vector<CaseResult>& out) {
    double up = 0, down = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        up += crowd_on_stairs_mps(true, seed) / seeds;
        down += crowd_on_stairs_mps(false, seed) / seeds;
    }
    out.push_back(crowd_holds("RiMEA 13 (4.x): a crowd is faster down than up, m/s", down > up,
                              down, "placeholder in JuPedSim's suite",
                              fmt::format("up {:.2f}; 40 persons, 2 m, mean of 5 seeds", up)));
}

} // namespace

void run_crowd_stair_cases(std::vector<CaseResult>& out) {
    one_on_stairs(out);
    rimea_13(out);
    rimea_13_speeds(out);
    iso_12(out);
}

} // namespace tools::verify
