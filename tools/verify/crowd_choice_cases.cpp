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

constexpr Vec2 upright{0, 1}, level{1, 0};
constexpr double long_enough_s = 900;

/// 1000 persons leave a hall of 30 x 20 m by four doors of 1 m, or by two.
double rimea_9_s(bool two_locked) {
    CrowdSite site;
    const auto hall = site.room({0, 0}, {30, 20});
    const auto south = site.outside({-10, -30}, {40, 0});
    const auto north = site.outside({-10, 20}, {40, 50});
    const plan::OpeningId doors[] = {
        site.door(hall, south, {4, 0}, 1, level), site.door(hall, south, {26, 0}, 1, level),
        site.door(hall, north, {4, 20}, 1, level), site.door(hall, north, {26, 20}, 1, level)};
    site.open({});
    if (two_locked) {
        site.lock(doors[0]);
        site.lock(doors[1]);
    }
    for (const auto id : site.fill(hall, {2, 2}, {28, 18}, 1000, 1.25, 0.2))
        site.people().go_to_any(id, [=](plan::SpaceId s) { return s == south || s == north; });
    while (site.inside(hall) > 0 && site.time_s() < long_enough_s)
        for (int k = 0; k < 20; ++k)
            site.step();
    return site.time_s();
}

void rimea_9(std::vector<CaseResult>& out) {
    const double four_s = rimea_9_s(false), two_s = rimea_9_s(true);
    out.push_back(crowd_between("RiMEA 9 / IMO 9: time by 2 doors over time by 4", "published",
                                two_s / four_s, 1.6, 2.4, "FDS+Evac 1.87, FlowSIMPro 1.32",
                                fmt::format("{:.0f} s and {:.0f} s; about 2", two_s, four_s)));
}

/// 12 cabins along a corridor, 23 persons assigned to a main and a second exit.
void rimea_10(std::vector<CaseResult>& out) {
    CrowdSite site;
    const auto corridor = site.corridor({0, 5}, {18, 6});
    const auto passage = site.corridor({6, 6}, {7.2, 11});
    const auto main_yard = site.outside({2, 11}, {12, 21});
    const auto second_yard = site.outside({18, 0}, {28, 11});
    site.doorway(corridor, passage, {6.6, 6}, 1.2, level);
    const auto main_exit = site.doorway(passage, main_yard, {6.6, 11}, 1.2, level);
    const auto second_exit = site.doorway(corridor, second_yard, {18, 5.5}, 1.0, upright);
    std::vector<plan::SpaceId> rooms;
    for (int k = 0; k < 6; ++k) { // rooms 1-6 above; the passage lies between 2 and 3
        const Vec2 low{k < 2 ? 3.0 * k : k == 2 ? 7.2 : 3.0 * k, 6}, high{3.0 * k + 3, 11};
        rooms.push_back(site.room(low, high));
        site.doorway(corridor, rooms.back(), {(low.x + high.x) / 2, 6}, 0.9, level);
    }
    for (int k = 0; k < 6; ++k) {
        rooms.push_back(site.room({3.0 * k, 0}, {3.0 * k + 3, 5}));
        site.doorway(corridor, rooms.back(), {3.0 * k + 1.5, 5}, 0.9, level);
    }
    site.open({});
    for (std::size_t k = 0; k < rooms.size(); ++k) {
        const bool second = k == 4 || k == 5 || k == 10 || k == 11;
        const Vec2 middle{k == 2 ? 8.1 : 3.0 * static_cast<double>(k % 6) + 1.5, k < 6 ? 8.5 : 2.5};
        for (int n = 0; n < (k == 2 ? 1 : 2); ++n)
            site.send(site.add(rooms[k], middle + Vec2{-0.4 + 0.8 * n, 0.5}, 1.25),
                      second ? second_yard : main_yard);
    }
    while (site.passed(main_exit) + site.passed(second_exit) < 23 && site.time_s() < long_enough_s)
        site.step();
    out.push_back(crowd_equal("RiMEA 10 / NIST 3.1: persons by the main exit", "published",
                              site.passed(main_exit), 15, 0, "FlowSIMPro 15"));
    out.push_back(crowd_equal("RiMEA 10 / NIST 3.1: persons by the second exit", "published",
                              site.passed(second_exit), 8, 0, "FlowSIMPro 8"));
}

void rimea_11(std::vector<CaseResult>& out) {
    CrowdSite site;
    const auto hall = site.room({0, 0}, {30, 20});
    const auto yard = site.outside({-10, 20}, {50, 60});
    const auto exit_1 = site.doorway(hall, yard, {21.5, 20}, 1, level);
    const auto exit_2 = site.doorway(hall, yard, {27.5, 20}, 1, level);
    site.open({});
    site.send(site.fill(hall, {2, 2}, {17.5, 18}, 1000, 1.25, 0.2), yard);
    while (site.passed(exit_1) + site.passed(exit_2) < 1000 && site.time_s() < long_enough_s)
        site.step();
    const int first = site.passed(exit_1), second = site.passed(exit_2);
    out.push_back(crowd_holds("RiMEA 11: exit 1 takes more, exit 2 some; persons by exit 2",
                              first > second && second > 0 && first + second == 1000, second,
                              "FlowSIMPro 403", fmt::format("{} and {}", first, second)));
}

} // namespace

void run_crowd_choice_cases(std::vector<CaseResult>& out) {
    rimea_9(out);
    rimea_10(out);
    rimea_11(out);
}

} // namespace tools::verify
