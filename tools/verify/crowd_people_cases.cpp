#include "tools/verify/crowd_cases.h"

#include "tools/verify/crowd_rows.h"
#include "tools/verify/crowd_site.h"
#include <algorithm>
#include <fmt/format.h>

namespace tools::verify {

namespace plan = sim::plan;
namespace core = sim::core;
namespace crowd = sim::crowd;

namespace {

constexpr Vec2 upright{0, 1};
constexpr double long_enough_s = 900;
constexpr std::uint64_t seeds = 5; ///< figures are means over so many runs

void nist_2_1(std::vector<CaseResult>& out) {
    CrowdSite site;
    const auto corridor = site.corridor({-1, 0}, {40, 2});
    const auto yard = site.outside({40, -5}, {60, 7});
    const auto exit = site.doorway(corridor, yard, {40, 1}, 2.0, upright);
    site.open({});
    site.send(site.add(corridor, {0, 1}, 1.0), yard);
    out.push_back(crowd_equal("IMO 1 / NIST 2.1 / ISO 2: 40 m at 1.0 m/s, s", "published",
                              site.run_until_passed(exit, 1, 60), 40, 0.05));
}

/// A hundred who walk side by side, each with a drawn speed: what is seen is what was drawn.
void nist_2_4(std::vector<CaseResult>& out) {
    double mean = 0, square = 0;
    int n = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        CrowdSite site;
        const auto hall = site.room({0, 0}, {30, 120});
        site.open({seed, crowd::DoorMode::emergent});
        for (int k = 0; k < 100; ++k) {
            const core::DrawKey key{seed, core::Stream::walking_speed,
                                    static_cast<std::uint32_t>(k), 0, 0};
            const double y = 1 + 1.18 * k;
            const auto id = site.add(hall, {1, y}, core::draw_normal(key, 1.2, 0.2));
            site.people().go_to(id, hall, {29, y});
        }
        while (site.time_s() < 5 - 1e-9)
            site.step();
        for (std::size_t i = 0; i < site.people().size(); ++i) {
            const double v = site.people().velocity_mps(core::make_id<crowd::WalkerId>(i)).x;
            mean += v;
            square += v * v;
            ++n;
        }
    }
    mean /= n;
    const double sd = std::sqrt(square / n - mean * mean);
    out.push_back(crowd_between("NIST 2.4 / ISO 5: mean speed of N(1.2, 0.2) as walked, m/s",
                                "published", mean, 1.15, 1.25, {}, "100 persons, 5 seeds"));
    out.push_back(crowd_between("NIST 2.4 / ISO 5: its standard deviation, m/s", "published", sd,
                                0.15, 0.25, {}, "100 persons, 5 seeds"));
}

/// Speed by age as the guideline's table has it, men between 30 and 50: uniform 0.97-1.62 m/s.
void imo_7(std::vector<CaseResult>& out) {
    double mean = 0, least = 9, most = 0;
    for (std::uint32_t k = 0; k < 50; ++k) {
        CrowdSite site;
        const auto hall = site.room({0, 0}, {12, 4});
        site.open({});
        const core::DrawKey key{1, core::Stream::walking_speed, k, 0, 1};
        const auto id = site.add(hall, {1, 2}, 0.97 + 0.65 * core::draw_uniform(key));
        site.people().go_to(id, hall, {11, 2});
        while (site.time_s() < 4 - 1e-9)
            site.step();
        const double v = site.people().velocity_mps(id).x;
        mean += v / 50;
        least = std::min(least, v);
        most = std::max(most, v);
    }
    out.push_back(
        crowd_between("RiMEA 7 / IMO 7: mean speed of 50 men of 30-50 years, m/s", "published",
                      mean, 1.295 - 0.08, 1.295 + 0.08, "FDS+Evac 1.282",
                      fmt::format("{:.2f} to {:.2f}; three standard errors", least, most)));
}

/// Four who walk at 1.25 m/s and one at 0.5 keep together past ten who walk at 0.2.
double group_spread_s(std::uint64_t seed) {
    CrowdSite site;
    const auto room = site.room({0, 0}, {20, 8});
    const auto yard = site.outside({20, -4}, {32, 12});
    const auto exit = site.doorway(room, yard, {20, 4}, 2.0, upright);
    site.open({seed, crowd::DoorMode::emergent});
    auto group = site.fill(room, {0.5, 2}, {3, 6}, 4, 1.25, 0);
    const auto slow = site.fill(room, {0.5, 0.4}, {3, 1.8}, 1, 0.5, 0);
    group.insert(group.end(), slow.begin(), slow.end());
    for (int k = 0; k < 10; ++k)
        site.send(site.add(room, {6.0 + 0.8 * k, k % 2 == 0 ? 1.5 : 6.5}, 0.2), yard);
    site.people().keep_together(group);
    site.send(group, yard);
    double first_s = 0;
    const auto out_count = [&] {
        return std::count_if(group.begin(), group.end(),
                             [&](crowd::WalkerId w) { return site.people().space(w) == yard; });
    };
    while (out_count() < 5 && site.time_s() < long_enough_s) {
        site.step();
        if (first_s == 0 && out_count() > 0) first_s = site.time_s();
    }
    (void)exit;
    return site.time_s() - first_s;
}

void nist_2_9(std::vector<CaseResult>& out) {
    double worst_s = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed)
        worst_s = std::max(worst_s, group_spread_s(seed));
    out.push_back(
        crowd_between("NIST 2.9 / ISO 14: spread of a group at the exit, worst of 5 seeds, s",
                      "published", worst_s, 0, 10, "JuPedSim about 24 s"));
}

/// 24 persons and, in one of two runs, a slow broad one through two rooms and a narrow link.
double with_slow_one_s(bool slow_one, std::uint64_t seed) {
    CrowdSite site;
    const auto one = site.room({0, 0}, {10, 8});
    const auto link = site.corridor({10, 3}, {14, 5});
    const auto two = site.room({14, 0}, {24, 8});
    const auto yard = site.outside({24, -4}, {40, 12});
    site.doorway(one, link, {10, 4}, 2, upright);
    site.doorway(link, two, {14, 4}, 2, upright);
    const auto exit = site.doorway(two, yard, {24, 4}, 2, upright);
    site.open({seed, crowd::DoorMode::emergent});
    if (slow_one) {
        crowd::WalkerSpec spec;
        spec.space = one;
        spec.start = {core::make_id<plan::SheetId>(0), {9, 4}};
        spec.free_speed_mps = 0.4;
        spec.radius_m = 0.35;
        site.send(site.add(spec), yard);
    }
    site.send(site.fill(one, {0.5, 0.5}, {7, 7.5}, 24, 1.25, 0.2), yard);
    return site.run_until_passed(exit, 24, long_enough_s);
}

void nist_2_10(std::vector<CaseResult>& out) {
    double with_s = 0, without_s = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        with_s += with_slow_one_s(true, seed) / seeds;
        without_s += with_slow_one_s(false, seed) / seeds;
    }
    out.push_back(
        crowd_holds("NIST 2.10 / ISO 7: a slow one delays 24 others, who overtake him, s",
                    with_s >= without_s && with_s < 15 / 0.4, with_s, "absent from JuPedSim",
                    fmt::format("without him {:.1f} s; behind him all the way 37.5 s", without_s)));
}

/// 200 persons leave a room of 20 x 20 m by a door of 1 m, identical or drawn speeds: persons a
/// second between the 20th and the 180th, and the longest time in which none passed.
struct DoorRun {
    double flow_per_s = 0, longest_wait_s = 0;
    bool all_out = false;
};
DoorRun run_door(double sd_mps, std::uint64_t seed) {
    CrowdSite site;
    const auto room = site.room({0, 0}, {20, 20});
    const auto yard = site.outside({20, 0}, {32, 20});
    const auto exit = site.doorway(room, yard, {20, 10}, 1.0, upright);
    site.open({seed, crowd::DoorMode::emergent});
    site.send(site.fill(room, {0.3, 0.3}, {19.7, 19.7}, 200, 1.2, sd_mps), yard);
    DoorRun run;
    double from_s = 0, to_s = 0, last_s = 0;
    for (int passed = 0; passed < 200 && site.time_s() < long_enough_s;) {
        site.step();
        if (site.passed(exit) > passed) {
            if (passed > 0)
                run.longest_wait_s = std::max(run.longest_wait_s, site.time_s() - last_s);
            last_s = site.time_s();
        }
        passed = site.passed(exit);
        if (from_s == 0 && passed >= 20) from_s = site.time_s();
        if (to_s == 0 && passed >= 180) to_s = site.time_s();
    }
    run.flow_per_s = 160 / (to_s - from_s);
    run.all_out = site.passed(exit) >= 200;
    return run;
}

void room_and_door(std::vector<CaseResult>& out) {
    for (const double sd_mps : {0.2, 0.0}) {
        double flow = 0, wait_s = 0;
        bool all_out = true;
        for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
            const DoorRun run = run_door(sd_mps, seed);
            flow += run.flow_per_s / seeds;
            wait_s = std::max(wait_s, run.longest_wait_s);
            all_out = all_out && run.all_out;
        }
        const char* who = sd_mps > 0 ? "speeds 1.2 +- 0.2" : "identical speeds";
        out.push_back(crowd_between(
            fmt::format("ISO 11: room 20 x 20 m, door 1 m, {}, flow, 1/s", who), "published", flow,
            1.3, 2.2, sd_mps > 0 ? "JuPedSim 0.93-1.01" : "JuPedSim clogs",
            "emergent; mean of 5 seeds"));
        out.push_back(crowd_holds(fmt::format("the same, {}: longest time without anybody, s", who),
                                  all_out && wait_s < 60, wait_s, {},
                                  "worst of 5 seeds; below 60"));
    }
}

/// Time until the first of two rooms is empty, with the way out so far behind the opening.
double rimea_12a_s(double beyond_m, std::uint64_t seed) {
    CrowdSite site;
    const auto one = site.room({0, 0}, {10, 10});
    const auto two = site.room({10, 0}, {10 + beyond_m, 10});
    const auto yard = site.outside({10 + beyond_m, -5}, {30 + beyond_m, 15});
    const auto opening = site.doorway(one, two, {10, 5}, 1.0, upright);
    site.doorway(two, yard, {10 + beyond_m, 5}, 9.8, upright);
    site.open({seed, crowd::DoorMode::emergent});
    site.send(site.fill(one, {0.3, 0.3}, {9, 9.7}, 150, 1.25, 0.2), yard);
    return site.run_until_passed(opening, 150, long_enough_s);
}

void rimea_12a(std::vector<CaseResult>& out) {
    double near_s = 0, far_s = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        near_s += rimea_12a_s(1.0, seed) / seeds;
        far_s += rimea_12a_s(9.8, seed) / seeds;
    }
    constexpr double scatter = 1.03; ///< of means of five runs
    out.push_back(crowd_holds(
        "RiMEA 12a: room empties no later with the goal near, s", near_s <= scatter * far_s, near_s,
        {}, fmt::format("goal 9.8 m behind the opening {:.1f} s; 3 % for chance", far_s)));
}

/// Three rooms in a row with openings of 1 m: the first queue is the longer one.
void rimea_12c(std::vector<CaseResult>& out) {
    double first = 0, second = 0;
    bool all_out = true;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        CrowdSite site;
        const auto one = site.room({0, 0}, {10, 10}), two = site.room({10, 0}, {20, 10});
        const auto three = site.room({20, 0}, {30, 10});
        const auto yard = site.outside({30, -5}, {45, 15});
        const auto a = site.doorway(one, two, {10, 5}, 1.0, upright);
        site.doorway(two, three, {20, 5}, 1.0, upright);
        site.doorway(three, yard, {30, 5}, 9.8, upright);
        site.open({seed, crowd::DoorMode::emergent});
        site.send(site.fill(one, {0.3, 0.3}, {9, 9.7}, 150, 1.25, 0.2), yard);
        int most_first = 0, most_second = 0;
        while (site.inside(yard) < 150 && site.time_s() < long_enough_s) {
            for (int k = 0; k < 20; ++k)
                site.step();
            if (site.time_s() > 5) most_first = std::max(most_first, site.inside(one));
            most_second = std::max(most_second, site.inside(two));
        }
        first += most_first / static_cast<double>(seeds);
        second += most_second / static_cast<double>(seeds);
        all_out = all_out && site.passed(a) >= 150 && site.inside(yard) == 150;
    }
    out.push_back(
        crowd_holds("RiMEA 12c: the first of two equal openings keeps more waiting, persons",
                    all_out && first > second, first, "FlowSIMPro J 1.00 and 0.93 1/s",
                    fmt::format("second {:.0f}; mean of 5 seeds", second)));
}

} // namespace

void run_crowd_people_cases(std::vector<CaseResult>& out) {
    nist_2_1(out);
    nist_2_4(out);
    imo_7(out);
    nist_2_9(out);
    nist_2_10(out);
    room_and_door(out);
    rimea_12a(out);
    rimea_12c(out);
}

} // namespace tools::verify
