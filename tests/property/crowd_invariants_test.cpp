// What holds for people on foot in any home, whoever lives there and whatever becomes of its doors:
// 200 drawn homes in every run, 10,000 with YANLIAN_LONG.
#include "tests/property/drawn_home.h"
#include "tests/property/run_length.h"
#include "tests/property/walkers_watch.h"
#include "tools/verify/assist_ward.h"
#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace tests;
using crowd::WalkerState;

namespace {

/// Mean over three seeds of the time at which the last is outside; everybody gets there.
double mean_time_s(const DrawnHome& home, int a_room, bool east_locked) {
    constexpr std::uint64_t seeds = 3;
    double sum_s = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        CrowdSite site(home.plan, seed);
        if (east_locked) {
            site.open_frac[site.opening("exit_e").index()] = 0;
            site.locked[site.opening("exit_e").index()] = 1;
        }
        populate(site, a_room, seed);
        while (count_inside(site) > 0 && site.time_s() < 600)
            site.step();
        RC_ASSERT(count_inside(site) == 0);
        sum_s += site.time_s() / seeds;
    }
    return sum_s;
}

/// A tenth and two seconds: by so much chance alone moves a mean of three.
bool is_shorter(double time_s, double than_s) {
    return time_s < 0.9 * than_s - 2;
}

} // namespace

TEST_CASE(
    "crowd: in any home nobody is lost, comes into a wall or stands for a minute unexplained") {
    CHECK(check_cases(200, 10000, [] {
        const DrawnHome home = draw_home(3);
        CrowdSite site(home.plan, static_cast<std::uint64_t>(*rc::gen::inRange(0, 10000)));
        const auto events = draw_door_events(home.plan);
        populate(site, *rc::gen::inRange(1, 5), 1);
        Watch watch(site);
        while (count_inside(site) > 0 && site.time_s() < 100) {
            work_doors(site, events);
            site.step();
            watch.look();
        }
    }));
}

TEST_CASE("crowd: in any home a blocked exit does not help one who is alone") {
    CHECK(check_cases(200, 10000, [] {
        const DrawnHome home = draw_home(1);
        const double x = *rc::gen::inRange(5, 95) / 100.0;
        const auto run = [&](bool blocked) {
            CrowdSite site(home.plan);
            if (blocked) {
                site.open_frac[site.opening("exit_e").index()] = 0;
                site.locked[site.opening("exit_e").index()] = 1;
            }
            const auto box = sim::core::bounds(site.plan[site.space("corridor0")].outline_m);
            const auto id =
                site.add("corridor0",
                         {box.low.x + 0.3 + x * (box.high.x - box.low.x - 0.6), box.low.y + 0.7});
            send_out(site, id);
            while (count_inside(site) > 0 && site.time_s() < 200)
                site.step();
            return site.time_s();
        };
        constexpr double one_body_s = 0.25; // doors are chosen by their middles, crossed at a side
        RC_ASSERT(run(true) >= run(false) - one_body_s);
    }));
}

// Closing a narrow exit that all take for the nearer one can help them: such homes are listed.
TEST_CASE("crowd: over the same seeds an exit fewer does not shorten the mean time") {
    std::vector<std::string> helped;
    CHECK(check_cases(10, 1000, [&] {
        const DrawnHome home = draw_home(2);
        const int a_room = *rc::gen::inRange(1, 5);
        const double both_s = mean_time_s(home, a_room, false),
                     one_s = mean_time_s(home, a_room, true);
        if (!is_shorter(one_s, both_s)) return;
        if (home.east_exit_m < home.west_exit_m)
            helped.push_back(
                fmt::format("exit of {:.1f} m closed, {:.1f} m left: {:.0f} s, not {:.0f}",
                            home.east_exit_m, home.west_exit_m, one_s, both_s));
        else
            RC_FAIL(fmt::format("{:.1f} s with both exits, {:.1f} s with one", both_s, one_s));
    }));
    for (const std::string& line : helped)
        MESSAGE(line);
}

TEST_CASE("crowd: over the same seeds more residents do not shorten the mean time") {
    CHECK(check_cases(10, 1000, [] {
        const DrawnHome home = draw_home(2);
        const int a_room = *rc::gen::inRange(1, 4);
        RC_ASSERT(
            !is_shorter(mean_time_s(home, a_room + 1, false), mean_time_s(home, a_room, false)));
    }));
}

TEST_CASE("assist: over drawn wards more staff do not lengthen the time") {
    CHECK(check_cases(10, 1000, [] {
        const double way_m = *rc::gen::inRange(10, 40), door_m = *rc::gen::inRange(12, 20) / 10.0;
        const int residents = *rc::gen::inRange(1, 6);
        const auto run = [&](int crews) {
            using tools::verify::plan::SpaceKind;
            tools::verify::Drawing drawing;
            const auto ward_room = drawing.room(SpaceKind::hall, {0, 0}, {8, 16});
            const auto refuge = drawing.room(SpaceKind::hall, {8, 0}, {8 + way_m, 16});
            drawing.opening(plan::OpeningKind::doorway, ward_room, refuge, {8, 8}, {0, 1}, door_m);
            tools::verify::Ward ward{drawing.plan()};
            auto device = sim::assist::default_profile(sim::assist::DeviceKind::rescue_sheet);
            device.preparation_sd_s = 0;
            ward.use(device);
            for (int k = 0; k < residents; ++k)
                ward.add_resident(
                    {ward_room, {2.5, 2.0 + 2.4 * k}, refuge, {8 + way_m - 2, 2.0 + 2.4 * k}});
            for (int c = 0; c < crews; ++c)
                ward.add_crew(2, ward_room, {4.5, 2.0 + 3.0 * c}, 1.2);
            return ward.run(3600);
        };
        const double one_s = run(1), two_s = run(2), three_s = run(3);
        RC_ASSERT(!(two_s > 1.1 * one_s + 2));
        RC_ASSERT(!(three_s > 1.1 * two_s + 2));
        RC_ASSERT(one_s > 0 && three_s > 0);
    }));
}
