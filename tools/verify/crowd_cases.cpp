#include "tools/verify/crowd_cases.h"

#include "tools/verify/crowd_rows.h"
#include "tools/verify/crowd_site.h"
#include <algorithm>

namespace tools::verify {

namespace plan = sim::plan;
namespace core = sim::core;
namespace crowd = sim::crowd;
using core::Segment;

namespace {

constexpr Vec2 upright{0, 1};

void rimea_1(std::vector<CaseResult>& out) {
    CrowdSite site;
    const auto corridor = site.corridor({-1, 0}, {40, 2});
    const auto yard = site.outside({40, -5}, {60, 7});
    const auto exit = site.doorway(corridor, yard, {40, 1}, 2.0, upright);
    site.open({});
    site.send(site.add(corridor, {0, 1}, 1.33), yard);
    out.push_back(crowd_between("RiMEA 1: 40 m at 1.33 m/s, s", "published",
                                site.run_until_passed(exit, 1, 60), 26, 34, "FlowSIMPro 30.10 s",
                                "40 / 1.33 = 30.08 s"));
}

double walk_stairs_s(bool up, double up_mps, double down_mps) {
    CrowdSite site;
    site.level(0);
    const auto low = site.space(plan::SpaceKind::stair, {{0, 0}, {3, 0}, {3, 2}, {0, 2}});
    site.level(6);
    const auto high = site.space(plan::SpaceKind::stair, {{0, 0}, {3, 0}, {3, 2}, {0, 2}});
    const Segment edge{{3, 0}, {3, 2}}, top{{0, 0}, {0, 2}};
    const auto flight = site.flight(low, high, edge, top, 10);
    site.open({});
    crowd::WalkerSpec spec;
    spec.start = {site.area().sheet_of(flight), {1, up ? 0.05 : 9.95}};
    spec.space = up ? low : high;
    spec.stair_up_mps = up_mps;
    spec.stair_down_mps = down_mps;
    const auto walker = site.add(spec);
    site.send(walker, up ? high : low);
    constexpr double limit_s = 60;
    while (site.people().position(walker).sheet == spec.start.sheet && site.time_s() < limit_s)
        site.step();
    return site.time_s();
}

void rimea_2_3(std::vector<CaseResult>& out) {
    out.push_back(crowd_equal("RiMEA 2: 10 m of stairs up at 0.50 m/s, s", "analytic",
                              walk_stairs_s(true, 0.50, 0.65), 20.0, 0.05, "FlowSIMPro 20.01 s"));
    out.push_back(crowd_equal("RiMEA 3: 10 m of stairs down at 0.65 m/s, s", "analytic",
                              walk_stairs_s(false, 0.50, 0.65), 15.38, 0.05, "FlowSIMPro 15.40 s"));
}

/// Ten persons who set out at their own times; worst lag of the first centimetre.
double worst_start_s(const std::vector<double>& starts_s) {
    CrowdSite site;
    const auto room = site.room({0, 0}, {8, 5});
    const auto yard = site.outside({8, -5}, {20, 10});
    site.doorway(room, yard, {8, 2.5}, 1.0, upright);
    site.open({});
    std::vector<crowd::WalkerId> ids;
    std::vector<Vec2> at;
    for (std::size_t k = 0; k < starts_s.size(); ++k) {
        at.push_back({1.0 + 1.2 * static_cast<double>(k % 5), k < 5 ? 1.2 : 3.8});
        ids.push_back(site.add(room, at.back(), 1.25));
    }
    std::vector<double> moved_s(ids.size(), std::numeric_limits<double>::infinity());
    constexpr double limit_s = 110;
    while (site.time_s() < limit_s) {
        for (std::size_t k = 0; k < ids.size(); ++k)
            if (core::tick_at(starts_s[k]) == core::tick_at(site.time_s())) site.send(ids[k], yard);
        site.step();
        for (std::size_t k = 0; k < ids.size(); ++k)
            if (core::distance(site.people().position(ids[k]).at_m, at[k]) > 0.01)
                moved_s[k] = std::min(moved_s[k], site.time_s());
    }
    double worst_s = 0;
    for (std::size_t k = 0; k < ids.size(); ++k)
        worst_s = std::max(worst_s, std::fabs(moved_s[k] - starts_s[k]));
    return worst_s;
}

void start_times(std::vector<CaseResult>& out) {
    std::vector<double> even, drawn;
    for (int k = 0; k < 10; ++k) {
        even.push_back(10.0 * (k + 1));
        const core::DrawKey key{1, core::Stream::premovement, static_cast<std::uint32_t>(k), 0, 0};
        drawn.push_back(std::round((10 + 90 * core::draw_uniform(key)) * 20) / 20);
    }
    out.push_back(crowd_between("RiMEA 5: worst lag of ten starts, s", "published",
                                worst_start_s(even), 0, 0.2, "FlowSIMPro 0.02 s"));
    out.push_back(crowd_between("IMO 5: worst lag of ten drawn starts, s", "published",
                                worst_start_s(drawn), 0, 0.2));
}

/// Positions whose path crossed a wall or that are nearer to one than the radius less 1 mm.
void rimea_6(std::vector<CaseResult>& out) {
    CrowdSite site;
    const auto bend = site.space(plan::SpaceKind::corridor,
                                 {{0, 0}, {12, 0}, {12, 12}, {10, 12}, {10, 2}, {0, 2}});
    const auto yard = site.outside({5, 12}, {17, 24});
    const auto exit = site.doorway(bend, yard, {11, 12}, 2.0, {1, 0});
    site.open({});
    const auto ids = site.fill(bend, {0.25, 0.25}, {6, 1.75}, 20, 1.34, 0.26);
    site.send(ids, yard);
    const auto& walls = site.area().sheets.front().walls_m;
    int inside_wall = 0;
    constexpr double limit_s = 120;
    while (site.passed(exit) < 20 && site.time_s() < limit_s) {
        std::vector<Vec2> before;
        for (const auto id : ids)
            before.push_back(site.people().position(id).at_m);
        site.step();
        for (std::size_t k = 0; k < ids.size(); ++k) {
            const Vec2 now = site.people().position(ids[k]).at_m;
            for (const Segment& wall : walls)
                inside_wall += core::intersects(wall, {before[k], now}) ||
                               core::distance(wall, now) < 0.2 - 0.001;
        }
    }
    out.push_back(crowd_equal("RiMEA 6 / IMO 6: positions in a wall round a corner, 20 persons",
                              "published", inside_wall, 0, 0, "FlowSIMPro 0 of 36911"));
    out.push_back(
        crowd_equal("RiMEA 6 / IMO 6: persons out", "published", site.passed(exit), 20, 0));
}

void dynamic_exit(std::vector<CaseResult>& out) {
    CrowdSite site;
    const auto room = site.room({0, 0}, {12, 10});
    const auto near = site.outside({12, 0}, {20, 10});
    const auto far = site.outside({-8, 0}, {0, 10});
    const auto exit_1 = site.door(room, near, {12, 5}, 1.0, upright);
    const auto exit_2 = site.door(room, far, {0, 5}, 1.0, upright);
    site.open({});
    const auto walker = site.add(room, {9, 5}, 1.0);
    site.people().go_to_any(walker, [=](plan::SpaceId s) { return s == near || s == far; });
    while (site.time_s() < 1.0 - 1e-9)
        site.step();
    site.lock(exit_1);
    site.run_until_passed(exit_2, 1, 60);
    out.push_back(crowd_holds("NIST 4.1: exit 1 lost after 1 s, leaves by exit 2",
                              site.passed(exit_1) == 0 && site.passed(exit_2) == 1, site.time_s(),
                              "absent from JuPedSim", "got: time of leaving, s"));
}

} // namespace

void run_walker_cases(std::vector<CaseResult>& out) {
    rimea_1(out);
    rimea_2_3(out);
    start_times(out);
    rimea_6(out);
    dynamic_exit(out);
}

void run_crowd_cases(const std::filesystem::path& reference_dir, std::vector<CaseResult>& out) {
    (void)reference_dir;
    run_walker_cases(out);
    run_crowd_flow_cases(out);
    run_crowd_ring_cases(out);
    run_crowd_choice_cases(out);
    run_crowd_stair_cases(out);
    run_crowd_past_cases(out);
    run_crowd_ride_cases(out);
    run_crowd_people_cases(out);
    run_crowd_before_cases(out);
    run_crowd_low_cases(out);
    run_crowd_preference_cases(out);
    run_crowd_building_cases(out);
}

} // namespace tools::verify
